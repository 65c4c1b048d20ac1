"""Bilan: what a day or a week was, for her alone."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll

from pupitre.client import Client
from pupitre.review import Review, week_of
from tui.commands import Place
from tui.screens import review_text
from tui.screens.base import DeskScreen, bindings_of
from tui.session import Session
from tui.widgets.keyline import KeyLine
from tui.widgets.panels import LinePanel
from tui.words import _

PANELS = ("figures", "days", "interruptions", "efforts")

READ = 90
"""Cells of a line of text at most: what its place in review.tcss leaves; longer ones are hard to read."""


class ReviewScreen(DeskScreen):
    """One day, or one week from Monday to Sunday; it never looks beyond today."""

    PLACE = Place.REVIEW
    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.REVIEW)]
    AUTO_FOCUS = "#all"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.day: date = session.desk.today
        self.week = False
        self._today = self.day
        self._minute: datetime | None = None

    def compose(self) -> ComposeResult:
        """Lay out the figures and the plots."""
        yield LinePanel(id="title")
        with VerticalScroll(id="all"):
            yield LinePanel(id="nothing")
            with Horizontal(id="panels"):
                with Vertical(classes="side"):
                    yield LinePanel(id="figures", classes="panel")
                    yield LinePanel(id="days", classes="panel")
                with Vertical(classes="side"):
                    yield LinePanel(id="interruptions", classes="panel")
                    yield LinePanel(id="efforts", classes="panel")
            yield LinePanel(id="note")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time."""
        names = (_("Work and pauses"), _("Work by day"), _("Interruptions"), _("Estimate and time taken"))
        for panel, name in zip(PANELS, names, strict=True):
            self.query_one(f"#{panel}").border_title = name
        self.refresh_desk()

    # -- showing ---------------------------------------------------------------------------------

    @property
    def shown_days(self) -> tuple[date, date]:
        """The first and the last day that is shown."""
        return week_of(self.day) if self.week else (self.day, self.day)

    def refresh_desk(self) -> None:
        """Show the days as they are known now."""
        desk = self.session.desk
        if self.day == self._today != desk.today:
            self.day = desk.today  # a new day began while she looked at today
        self._today = desk.today
        found = desk.review(*self.shown_days)
        self._minute = self.session.now.replace(second=0, microsecond=0)
        self.query_one("#title", LinePanel).show([review_text.title(found, desk.today)])
        empty = found.nothing and not found.unread
        self.query_one("#nothing", LinePanel).show(review_text.nothing(self._width(whole=True)) if empty else [])
        self.query_one("#nothing").display = empty
        self.query_one("#panels").display = not empty
        self.query_one("#days").display = self.week
        self.query_one("#note", LinePanel).show(review_text.note(found, min(self._width(whole=True), READ)))
        if not empty:
            self._show_panels(found)
        self.refresh_keys()

    def _show_panels(self, found: Review) -> None:
        desk, width = self.session.desk, self._width()
        for panel, lines in zip(PANELS, (
            review_text.figures(found, desk.settings), review_text.days(found, width),
            review_text.interruptions(found, desk.ledger.table(Client), width), review_text.efforts(found, width),
        ), strict=True):
            self.query_one(f"#{panel}", LinePanel).show(lines)

    def _width(self, *, whole: bool = False) -> int:
        """Return the cells inside a panel; side by side there is room for half of them."""
        room = self.size.width - 3
        return room - 2 if whole else room // (2 if self.size.width >= 100 else 1) - 4

    def beat(self, now: datetime) -> None:
        """Show a new minute of a day that still goes on."""
        minute = now.replace(second=0, microsecond=0)
        first, last = self.shown_days
        if minute != self._minute and (self.day == self._today or first <= self._today <= last):
            self.refresh_desk()

    def on_resize(self) -> None:
        """Draw what depends on the width."""
        if self.laid_out:
            self.call_after_refresh(self.refresh_desk)

    # -- moving ----------------------------------------------------------------------------------

    def action_day(self, by: int) -> None:
        """Go to the day or the week before or after; nothing is known beyond today."""
        step = timedelta(days=7 if self.week else 1)
        try:
            day = self.day + by * step
        except OverflowError:
            return
        self.day = min(day, self.session.desk.today)
        self.refresh_desk()

    def action_day_or_week(self) -> None:
        """Show the week around the day, or the day alone."""
        self.week = not self.week
        self.refresh_desk()

    def action_today(self) -> None:
        """Go back to today."""
        self.day = self.session.desk.today
        self.refresh_desk()

    def action_back(self) -> None:
        """Go back to the day."""
        self.app.switch_mode("day")
