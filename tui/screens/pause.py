"""The screen of a pause, offered and never imposed: to breathe, to stretch, or to look elsewhere."""

from datetime import datetime, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Digits

from tui import speech, words
from tui.commands import Place
from tui.screens.base import DeskScreen, bindings_of
from tui.screens.day_session import toggle_break
from tui.screens.pause_text import Offer, breathing, intro, still_breathing, stretching, until_line
from tui.session import Session
from tui.speech import timer
from tui.widgets.keyline import KeyLine
from tui.widgets.lines import Line
from tui.widgets.panels import LinePanel


class PauseScreen(DeskScreen):
    """Shows the pause under way. It writes once a second at most, and hardly ever away from the screen."""

    PLACE = Place.PAUSE
    EACH_SECOND = True
    CSS_PATH = "pause.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.PAUSE)]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._offer: Offer | None = None
        self._since = session.now

    def compose(self) -> ComposeResult:
        """Lay out the time of the pause above what was chosen."""
        with Vertical(id="pause"):
            yield Digits("", id="lasts")
            yield LinePanel(id="told")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time."""
        self.refresh_desk()

    def refresh_desk(self) -> None:
        """Show the pause; when it was ended elsewhere, go back."""
        if self.session.desk.pause_under_way is None:
            self.call_later(self.action_back)
            return
        self.refresh_keys()
        self.beat(self.session.now)

    def beat(self, now: datetime) -> None:
        """Show what a second changes."""
        rest = self.session.desk.pause_under_way
        if rest is None:
            return
        digits = self.query_one("#lasts", Digits)
        digits.display = self._offer is None
        seconds = int(max(now - rest.start, timedelta()).total_seconds())
        lasts = timer(speech.whole_minutes(seconds, left=False) if self.session.still else seconds)
        if self._offer is None and digits.value != lasts:
            digits.update(lasts)
        self.query_one(KeyLine).display = self._offer is not Offer.AWAY
        self.query_one("#told", LinePanel).show(self._lines(now))

    def _lines(self, now: datetime) -> list[Line]:
        rest = self.session.desk.pause_under_way
        assert rest is not None  # noqa: S101 - `beat` looked
        until = words.hour_of(rest.start + timedelta(minutes=rest.planned_min), self.session.desk.settings.zone)
        width, passed = self.query_one("#told", LinePanel).content_size.width or 40, now - self._since
        if self._offer is Offer.BREATHE:
            if self.session.still:
                return [*still_breathing(width), until_line(until, width)]
            moving = self.app.animation_level != "none"
            return [*breathing(passed, width, moving=moving), until_line(until, width)]
        if self._offer is Offer.STRETCH:
            return [*stretching(passed / 2 if self.session.still else passed, width), until_line(until, width)]
        if self._offer is Offer.AWAY:
            return [until_line(until, width)]
        return intro(rest, self.session.desk.settings.zone, width)

    def on_resize(self) -> None:
        """Draw in the middle of the new width."""
        if self.laid_out:
            self.call_after_refresh(self.beat, self.session.now)

    def action_offer(self, name: str) -> None:
        """Show one of the three; the same key again hides it."""
        self._offer = None if self._offer == name else Offer(name)
        self._since = self.session.now
        self.beat(self.session.now)

    def action_go_on(self) -> None:
        """End the pause, and go on with the session it held."""
        self.session.attempt(lambda: toggle_break(self.session))
        self.action_back()

    def action_back(self) -> None:
        """Go back to what was there; the pause goes on."""
        if self._offer is not None and self.session.desk.pause_under_way is not None:
            self.action_offer(self._offer)
        elif self.is_current:
            self.dismiss(None)
