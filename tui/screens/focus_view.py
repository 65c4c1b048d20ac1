"""The session alone, on the whole screen: its time to be read from two metres, the task, what is next."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tui.commands import Place
from tui.screens import focus_view_text
from tui.screens.base import DeskScreen, bindings_of
from tui.screens.day_session import toggle_break
from tui.screens.finishing import finish
from tui.widgets.big import BigDigits
from tui.widgets.keyline import KeyLine
from tui.widgets.panels import LinePanel

MARGIN = 2
"""Cells left free on either side, as in the stylesheet."""


class FocusView(DeskScreen):
    """One task, one time. It draws again what changed, with the beat of the application."""

    PLACE = Place.FOCUS
    CSS_PATH = "focus_view.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.FOCUS)]

    _over = False

    def compose(self) -> ComposeResult:
        """Lay out the digits between two blocks of lines."""
        yield LinePanel(id="heading")
        yield BigDigits(id="time")
        yield LinePanel(id="footing")
        yield KeyLine()

    def fill(self) -> None:
        """Show the session, as soon as the width is known."""
        self.call_after_refresh(self.refresh_desk)

    def on_resize(self) -> None:
        """Draw what depends on the width."""
        if self.laid_out:
            self.call_after_refresh(self.refresh_desk)

    def refresh_desk(self) -> None:
        """Show the desk as it is now."""
        self.beat(self.session.now)
        self.refresh_keys()

    def beat(self, now: datetime) -> None:
        """Show the second; a minute changes the lines."""
        if not self.children:
            return
        width = max(self.size.width - 2 * MARGIN, 20)
        self.query_one(BigDigits).show(focus_view_text.digits(self.session, now))
        self.query_one("#heading", LinePanel).show(focus_view_text.heading(self.session, width))
        self.query_one("#footing", LinePanel).show(focus_view_text.footing(self.session, now, width))
        if self.session.desk.session_over is not self._over:
            self._over = self.session.desk.session_over
            self.refresh_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Return whether a command does something now."""
        desk = self.session.desk
        needs: dict[str, Callable[[], bool]] = {
            "pause": lambda: desk.focus is not None or desk.pause_under_way is not None,
            "complete": lambda: desk.focus is not None, "stop": lambda: desk.focus is not None,
            "more": lambda: desk.session_over,
        }
        return needs[action]() if action in needs else True

    def _do(self, verb: Callable[[], object]) -> None:
        self.session.attempt(verb)
        self.refresh_desk()

    def action_pause(self) -> None:
        """Pause for a real break; again to go on."""
        self._do(lambda: toggle_break(self.session))

    def action_complete(self) -> None:
        """Finish the task of the session."""
        focus = self.session.desk.focus
        key = focus.task if focus else None
        if key is not None:
            self._do(lambda: finish(self, self.session, key))

    def action_stop(self) -> None:
        """End the session."""
        self._do(self.session.desk.stop)

    def action_more(self) -> None:
        """Go on for five minutes."""
        self._do(self.session.desk.more)

    def action_back(self) -> None:
        """Go back to the day."""
        self.dismiss(None)
