"""Temps: the day as a strip of times, pauses and gaps, and every way to put it right."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from textwrap import wrap
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from pupitre.client import Client
from pupitre.errors import DamagedMonth
from pupitre.strip import Segment
from tui import refusals
from tui.commands import Place, key_to
from tui.screens import times_text
from tui.screens.accounts import title_of
from tui.screens.base import DeskScreen, bindings_of
from tui.screens.time_form import doubt_told
from tui.screens.times_actions import TimesActions
from tui.screens.times_text import TimeRow
from tui.session import Session
from tui.widgets.day_bar import DayBar
from tui.widgets.keyline import KeyLine
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows
from tui.words import _, shown

TALL = 30
"""Lines of a screen that has room for a thick bar."""


class TimesScreen(TimesActions, DeskScreen):
    """One working day, to the minute."""

    PLACE = Place.TIMES
    CSS_PATH = "times.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.TIMES)]
    AUTO_FOCUS = "#pieces"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.day: date = session.desk.today
        self._today = self.day
        self._traced = False
        self._unread: DamagedMonth | None = None
        self._minute: datetime | None = None

    def compose(self) -> ComposeResult:
        """Lay out the day, its bar, its pieces, and what is known of the chosen one."""
        yield LinePanel(id="title")
        yield DayBar(id="bar")
        yield LinePanel(id="mode")
        yield Rows[TimeRow](times_text.row, lambda row: row.segment.key, id="pieces", empty=self._nothing)
        yield LinePanel(id="trace")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time."""
        self.query_one("#trace").border_title = _("Original")
        self.query_one("#trace").display = False
        self.refresh_desk()

    def _nothing(self) -> str:
        """Return what an empty day says: how time gets there."""
        if self._unread is not None:
            return refusals.say(self._unread)
        told = _("No time is noted on this day. {key} notes some: hours, task or client, and a note."
                 " The timer of the board fills the strip by itself. ← and → show other days.")
        return told.format(key=key_to(Place.TIMES, "note_time"))

    # -- showing ---------------------------------------------------------------------------------

    @property
    def chosen(self) -> Segment | None:
        """The piece the keys act on."""
        item: TimeRow | None = self.query_one("#pieces", Rows).chosen
        return item.segment if item else None

    def refresh_desk(self) -> None:
        """Show the day as it is now."""
        desk = self.session.desk
        if self.day == self._today != desk.today:
            self.day = desk.today  # a new day began: she looked at today, and still does
        self._today = desk.today
        self._minute = self.session.now.replace(second=0, microsecond=0)
        self._unread = None
        pieces: tuple[Segment, ...] = ()
        try:
            pieces = desk.strip(self.day, self.moving.changed if self.moving else ())
        except DamagedMonth as error:
            self._unread = error
        clients = desk.ledger.table(Client)
        rows = self._rows(pieces)
        self.query_one("#pieces", Rows).show(rows)
        told = times_text.title(self.day, pieces, clients, self.size.width)
        self.query_one("#title", LinePanel).show(told)
        self._show_chosen(pieces)
        self.refresh_keys()

    def _rows(self, pieces: Sequence[Segment]) -> list[TimeRow]:
        desk = self.session.desk
        clients, tasks = desk.ledger.table(Client), {}
        if pieces:
            tasks = {t.id: t for t in desk.tasks_around(self.day)}
        rows = []
        for piece in pieces:
            entry, task, title = piece.entry, None, ""
            if entry is not None:
                task = tasks.get(entry.task or "")
                title = shown(task.title) if task is not None else title_of(self.session, entry)
            client = clients.get(entry.client or "") if entry is not None else None
            doubt = doubt_told(self.session, piece.doubt) if piece.doubt is not None else ""
            rows.append(TimeRow(piece, client, title, doubt, desk.settings.zone))
        return rows

    def _show_chosen(self, pieces: tuple[Segment, ...] | None = None) -> None:
        """Show the bar and what is known of the chosen piece."""
        desk, chosen = self.session.desk, self.chosen
        if pieces is None:
            rows: Sequence[TimeRow] = self.query_one("#pieces", Rows).items
            pieces = tuple(row.segment for row in rows)
        bar = times_text.bar(pieces, desk.ledger.table(Client), desk.settings, self.day, self.session.now)
        self.query_one("#bar", DayBar).show(times_text.marked(bar, chosen, self.moving.at if self.moving else None))
        self.query_one("#mode", LinePanel).show([self.mode_line()])
        panel = self.query_one("#trace", LinePanel)
        panel.display = self._traced and chosen is not None and chosen.entry is not None
        if panel.display and chosen is not None and chosen.entry is not None:
            told = [title_of(self.session, chosen.entry), *times_text.trace(chosen.entry, desk.settings)]
            width = max(self.size.width - 4, 20)
            panel.show([((f" {line}", ""),) for text in told for line in wrap(text, width)])

    @on(Rows.Moved)
    def _moved(self) -> None:
        self._show_chosen()
        self.refresh_keys()

    def beat(self, now: datetime) -> None:
        """Once a minute show what goes on: the running session, a pause, the gap until now."""
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute and self.moving is None and self.day in {self._today, self.session.desk.today}:
            self.refresh_desk()

    def on_resize(self) -> None:
        """Draw what depends on the size; where there is room the bar is thicker."""
        self.set_class(self.size.height >= TALL, "-tall")
        if self.laid_out:
            self.call_after_refresh(self.refresh_desk)

    # -- moving ----------------------------------------------------------------------------------

    def action_day(self, by: int) -> None:
        """Go to another day, never past today."""
        day = self.day + timedelta(days=by)
        if day <= self.session.desk.today:
            self.day = day
            self.refresh_desk()

    def action_trace(self) -> None:
        """Show or hide what the chosen time was."""
        self._traced = not self._traced
        self._show_chosen()

    def action_back(self) -> None:
        """Go back to the board."""
        self.app.switch_mode("day")

    @on(Rows.Opened)
    def _opened(self) -> None:
        self.action_open_time()

    @on(DayBar.Chosen)
    def _chosen_on_bar(self, event: DayBar.Chosen) -> None:
        if self.moving is None:
            self.query_one("#pieces", Rows).choose(event.key)
