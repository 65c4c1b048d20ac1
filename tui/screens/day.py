"""Journée: the board of all clients, the deadlines, the timer and what the day can hold."""

from asyncio import sleep
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from pupitre.client import Client
from pupitre.due import ReportDue
from pupitre.steps import parts_by
from pupitre.task import Status, Task
from pupitre.value import replace
from pupitre.views import board, deadlines
from tui import agenda_words, words
from tui.commands import Place, keys_in_use
from tui.screens import chase_line, day_actions, day_text, steps_text
from tui.screens.base import DeskScreen, bindings_of
from tui.screens.dragging import Dragging
from tui.screens.showing import show_draft
from tui.session import Session
from tui.uncovering import AT_ONCE
from tui.widgets.cards import Card, Frame, card, deadline_row, due_width
from tui.widgets.edges import entitle, underline
from tui.widgets.keyline import KeyLine
from tui.widgets.later import Later
from tui.widgets.panels import LinePanel, SessionPanel, totals_lines
from tui.widgets.rows import Rows
from tui.widgets.top import TopLines
from tui.words import _

NEAREST = 50
"""Deadlines listed: more than any screen shows."""

COLUMNS = (Status.TODO, Status.DOING, Status.WAITING, Status.DONE)


class DayScreen(day_actions.DayActions, Dragging, DeskScreen):
    """The screen she keeps open all day."""

    PLACE = Place.DAY
    CSS_PATH = "day.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(Place.DAY), ("left", "column(-1)"), ("right", "column(1)"),
    ]
    AUTO_FOCUS = "#todo"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.client: str | None = None
        self._shown_as: tuple[object, ...] = ()
        self.frame = Frame(session.now, session.desk.settings.zone)
        self._minute: datetime | None = None
        self._three: set[str] = set()
        self._parts: Mapping[str, tuple[Task, ...]] = {}
        self._risks: Mapping[str, int] = {}

    def compose(self) -> ComposeResult:
        """Lay out the board and what stands beside it."""
        yield TopLines(id="top")
        yield LinePanel(id="banner")
        yield LinePanel(id="doubts")
        yield LinePanel(id="strip")
        with Horizontal(id="middle"):
            yield self._column(Status.TODO)
            with Vertical(id="others"):
                for status in COLUMNS[1:]:
                    yield self._column(status)
            with Vertical(id="side"):
                yield Rows[Card | ReportDue](
                    lambda item, width: deadline_row(item, self.frame, width), day_text.deadline_key,
                    empty=day_text.nothing_due, id="deadlines",
                )
                yield SessionPanel(id="session", classes="-idle")
                yield LinePanel(id="totals")
        yield KeyLine()

    def _column(self, status: Status) -> Rows[Card]:
        return Rows[Card](
            lambda item, width: card(item, self.frame, width), lambda item: item.task.id, row_height=2,
            empty=partial(day_text.empty, status, self.session.desk), id=status.value,
            classes=f"column {status.value}{' -active' if status is Status.TODO else ''}",
        )

    def fill(self) -> None:
        """Fill the screen for the first time."""
        self.query_one("#done").display = False
        for status in COLUMNS:
            self.rows(status).draggable = True
        self._show_active(Status.TODO)
        self.refresh_desk()

    # -- showing ---------------------------------------------------------------------------------

    def rows(self, status: Status) -> Rows[Card]:
        """Return the list of a column."""
        return self.query_one(f"#{status.value}", Rows)

    def refresh_desk(self) -> None:
        """Show the desk as it is now."""
        desk, now = self.session.desk, self.session.now
        clients = desk.ledger.table(Client)
        if self.client not in clients:
            self.client = None  # it was deleted, or closed for good
        self.frame = Frame(now, desk.settings.zone)
        tasks = board(desk.ledger, now, self.client)
        self._three = {task.id for task in desk.three()}
        self._parts = parts_by(desk.ledger.table(Task).values())
        self._risks = self.session.outlook.risks()
        for status in COLUMNS:
            found = tasks.column(status)
            self.rows(status).show(self._cards(found))
            self._entitle(status, found)
        everything = [*tasks.todo, *tasks.doing, *tasks.waiting]
        dated = day_text.dated(deadlines(everything, desk.settings)[:NEAREST], desk, self.client)
        self.frame = replace(self.frame, due_width=due_width(dated, self.frame))
        self.query_one("#deadlines", Rows).show([self._card(t) if isinstance(t, Task) else t for t in dated])
        entitle(self.query_one("#deadlines"), _("Deadlines"))
        self.doubts = desk.doubts()
        self.chasing = chase_line.lines(tasks.waiting, desk.today, clients)
        entitle(self.query_one("#session"), _("Session"))
        entitle(self.query_one("#totals"), _("Today by client"))
        self.beat(now, everything=True)
        self.refresh_keys()
        self._shown_as = self._as_of()

    def _entitle(self, status: Status, tasks: Sequence[Task]) -> None:
        again = chase_line.beside(tasks, self.session.desk.today) if status is Status.WAITING else ""
        entitle(self.rows(status), f"{words.status(status)}  {len(tasks)}{again}")

    def show_new(self, key: str) -> None:
        """Show a task that was just made in its column at once, and what it changes elsewhere when that is drawn."""
        column, desk = self.rows(Status.TODO), self.session.desk
        tasks = board(desk.ledger, self.session.now, self.client).todo
        if key not in {task.id for task in tasks}:  # the board of another client
            self.refresh_desk()
            self.choose(key)
            return
        column.show_new(self._cards(tasks), key)
        self._entitle(Status.TODO, tasks)
        if self.active is not Status.TODO or not column.has_focus:
            self._show_active(Status.TODO)
        self._shown_as = self._as_of()
        self.call_after_refresh(self._show_rest)

    async def _show_rest(self) -> None:
        """Show what a new task changes elsewhere."""
        await sleep(AT_ONCE)
        if self.laid_out:
            self.refresh_desk()

    def is_up_to_date(self) -> bool:
        """Whether nothing changed since it was drawn: what a dialog did was shown when it was answered."""
        return self._shown_as == self._as_of()

    def _as_of(self) -> tuple[object, ...]:
        at = self.session.now.replace(second=0, microsecond=0)
        return self.session.desk.ledger.version, at, words.veiled(), keys_in_use(), self.client

    def _cards(self, tasks: Sequence[Task]) -> Sequence[Card]:
        return Later(tasks, self._card, lambda task: task.id)

    def _card(self, task: Task) -> Card:
        client, running = day_text.client_of(self.session.desk, task), day_text.running(self.session, task)
        notes = steps_text.notes(task, self.session.desk.ledger.table(Task), self._parts.get(task.id, ()))
        short = self._risks.get(task.id, 0)
        return Card(task, client, running, task.id in self._three, notes=notes, short_min=short)

    def beat(self, now: datetime, *, everything: bool = False) -> None:
        """Show what time changed: seconds on the session, minutes on the rest."""
        if not self.children:
            return
        session, minute = self.session, now.replace(second=0, microsecond=0)
        if session.still and not everything and minute == self._minute:
            return
        self.query_one("#top", TopLines).lines = day_text.top_lines(session, now, self.size.width, self.client)
        digits, lines = day_text.session_lines(session, now, self._side_width())
        self.query_one(SessionPanel).show(digits, lines)
        reminder = day_text.banner(session, self.size.width - 2)
        self.query_one("#banner", LinePanel).show(reminder)
        self.query_one("#banner").set_class(bool(reminder), "-due")
        if session.desk.focus is not None and not everything:
            self._tick_running()
        if everything or minute != self._minute:
            self._minute = minute
            self._each_minute(now, redraw=not everything)

    def _each_minute(self, now: datetime, *, redraw: bool) -> None:
        if redraw and self._risks != self.session.outlook.risks():
            self.refresh_desk()
            return
        self.frame = replace(self.frame, now=now)
        notes = [*day_text.doubts(len(self.doubts)), *self.chasing, *steps_text.plan_offer(self.session.desk)]
        self.query_one("#doubts", LinePanel).show(notes)
        self.query_one("#doubts").set_class(bool(notes), "-any")
        listed = [i if isinstance(i, ReportDue) else i.task for i in self.query_one("#deadlines", Rows).items]
        self.frame = replace(self.frame, due_width=due_width(listed, self.frame))
        coming = agenda_words.coming(self.session.desk.next_appointment(), now, self.session.desk.settings)
        underline(self.query_one("#deadlines"), coming)
        totals = self.session.desk.by_client()
        self.query_one("#totals", LinePanel).show(totals_lines(totals, self._side_width()))
        counts = [(s, len(self.rows(s).items)) for s in COLUMNS]
        self.query_one("#strip", LinePanel).show([day_text.strip(counts, self.active)])
        if redraw:
            for rows in self.query(Rows):
                rows.redraw()

    def _tick_running(self) -> None:
        """Draw again the one card that shows seconds."""
        rows = self.rows(Status.DOING)
        for number, item in enumerate(rows.items):
            shown = self._card(item.task)
            if shown != item:
                rows.swap(number, shown)

    def _side_width(self) -> int:
        return max(self.query_one("#totals").content_size.width, 20)

    # -- moving ----------------------------------------------------------------------------------

    @property
    def active(self) -> Status:
        """The column the keys act on."""
        for status in COLUMNS:
            if self.rows(status).has_class("-active"):
                return status
        return Status.TODO

    @property
    def chosen(self) -> Task | None:
        """The task the keys act on."""
        due = self.query_one("#deadlines", Rows)
        item = due.chosen if due.has_focus else self.rows(self.active).chosen
        return item.task if isinstance(item, Card) else None

    def action_start(self) -> None:
        """Start on the chosen task; on a report that is due, open its draft."""
        due = self.query_one("#deadlines", Rows)
        if due.has_focus and isinstance(due.chosen, ReportDue):
            self.call_later(show_draft, self.app, due.chosen.client.id)
        else:
            super().action_start()

    def action_column(self, by: int) -> None:
        """Go to the next column that is shown."""
        shown = [s for s in COLUMNS if s is not Status.DONE or self.query_one("#done").display]
        self._show_active(shown[(shown.index(self.active) + by) % len(shown)])

    def _show_active(self, status: Status) -> None:
        for each in COLUMNS:
            self.rows(each).set_class(each is status, "-active")
        self.query_one("#others").set_class(status is not Status.TODO, "-active")
        self.rows(status).focus()
        counts = [(s, len(self.rows(s).items)) for s in COLUMNS]
        self.query_one("#strip", LinePanel).show([day_text.strip(counts, status)])

    def choose(self, task: str) -> None:
        """Choose a task wherever it is on the board."""
        for status in COLUMNS:
            if self.rows(status).choose(task):
                self._show_active(status)
                return

    def on_descendant_focus(self) -> None:
        """A click focused a column: the keys act on it from now on."""
        focused = self.focused
        for status in COLUMNS:
            if focused is self.rows(status) and self.active is not status:
                self._show_active(status)

    def on_resize(self) -> None:
        """Draw what depends on the width; below 72 cells the board stands alone."""
        self.set_class(self.size.width < 72, "-alone")
        self._shown_as = ()  # below a dialog it is laid out only when it comes back
        if self.laid_out:
            self.call_after_refresh(self.beat, self.session.now, everything=True)

    @on(Rows.Opened)
    async def _opened(self, event: Rows.Opened) -> None:
        """Open the task that was clicked, or the draft of the report that is due."""
        item = event.rows.chosen
        if isinstance(item, ReportDue):
            await show_draft(self.app, item.client.id)
            return
        if event.rows.id == "deadlines" and item is not None:
            self.choose(item.task.id)
        self.action_edit()
