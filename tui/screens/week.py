"""Semaine: what each day holds, promised against the time for it, and where the work would fall."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll

from pupitre.client import Client
from pupitre.review import week_of
from pupitre.week import DayLoad, DayTask
from tui import words
from tui.commands import Place
from tui.screens import week_text
from tui.screens.base import DeskScreen, bindings_of
from tui.session import Session
from tui.widgets.keyline import KeyLine
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows
from tui.words import _, ngettext

FARTHEST = 16
"""Weeks ahead that are shown: no further than work is laid out."""

WEEK = timedelta(days=7)
WIDE, LARGE = 100, 150
SIDE, SIDE_LARGE = 46, 60
"""Cells of the tasks beside the days, as in the style sheet."""


class WeekScreen(DeskScreen):
    """One week from Monday to Sunday, this one or a later one, and the tasks of the chosen day."""

    PLACE = Place.WEEK
    CSS_PATH = "week.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.WEEK)]
    AUTO_FOCUS = "#days"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._ahead = 0
        self._today = session.desk.today
        self._minute: datetime | None = None
        self._days: tuple[DayLoad, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the days, the tasks of one, and what stands beside them."""
        yield LinePanel(id="title")
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield Rows[DayLoad](self._draw_day, lambda day: day.day.isoformat(), row_height=2, id="days")
                with VerticalScroll(id="beside", can_focus=False):
                    yield LinePanel(id="clients", classes="panel")
                    yield LinePanel(id="usual", classes="panel")
            with Vertical(id="of_day"):
                yield LinePanel(id="about")
                yield Rows[DayTask](
                    self._draw_task, lambda item: item.task.id, id="tasks",
                    empty=lambda: _("Nothing is promised for this day: a task with this date comes here."),
                )
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time, today chosen."""
        self.query_one("#days").border_title = _("Promised and time")
        self.query_one("#clients").border_title = _("Promised by client")
        self.query_one("#usual").border_title = _("Estimate and time taken")
        self.refresh_desk()
        self._choose_today()

    def _draw_day(self, day: DayLoad, width: int) -> tuple[tuple[tuple[str, str], ...], ...]:
        return week_text.day_row(day, self._today, week_text.longest(self._days), width)

    def _draw_task(self, item: DayTask, width: int) -> tuple[tuple[tuple[str, str], ...], ...]:
        desk = self.session.desk
        return week_text.task_row(item, desk.ledger.table(Client), self.session.now, desk.settings, width)

    # -- showing ---------------------------------------------------------------------------------

    @property
    def first(self) -> date:
        """The Monday of the week that is shown."""
        return week_of(self._today)[0] + self._ahead * WEEK

    @property
    def chosen(self) -> DayLoad | None:
        """The chosen day."""
        found: DayLoad | None = self.query_one("#days", Rows).chosen
        return found

    def refresh_desk(self) -> None:
        """Show the week as it is known now; a new day is chosen when it begins."""
        desk, outlook = self.session.desk, self.session.outlook
        turned, self._today = self._today != desk.today, desk.today
        self._minute = self.session.now.replace(second=0, microsecond=0)
        self._days = outlook.week(self.first)
        self.query_one("#title", LinePanel).show([week_text.title(self._days, outlook.undated(), self.size.width)])
        self.query_one("#days", Rows).show(self._days)
        width = max(self.size.width - (self._side() if self.size.width >= WIDE else 0) - 6, 20)
        clients = desk.ledger.table(Client)
        self.query_one("#clients", LinePanel).show(week_text.clients_lines(self._days, clients, width))
        self.query_one("#usual", LinePanel).show(week_text.usual_lines(outlook.usuals(), width))
        if turned:
            self._choose_today()
        self._show_day()
        self.refresh_keys()

    def _show_day(self) -> None:
        day = self.chosen
        if day is None:
            return
        pane = self.query_one("#of_day")
        count = ngettext("{n} task", "{n} tasks", len(day.tasks))
        name = words.long_day(day.day)
        pane.border_title = f"{name[:1].upper()}{name[1:]} · {count}"
        width = max((self._side() if self.size.width >= WIDE else self.size.width) - 4, 20)
        self.query_one("#about", LinePanel).show(week_text.about(day, self._today, width))
        self.query_one("#tasks", Rows).show(day.tasks)

    def _side(self) -> int:
        """Return the cells of the tasks where they stand beside the days."""
        return SIDE if self.size.width < LARGE else SIDE_LARGE

    def _choose_today(self) -> None:
        if not self.query_one("#days", Rows).choose(self._today.isoformat()):
            self.query_one("#days", Rows).choose(self.first.isoformat())
        self._show_day()

    def beat(self, now: datetime) -> None:
        """Show a new minute."""
        if now.replace(second=0, microsecond=0) != self._minute:
            self.refresh_desk()

    def on_resize(self) -> None:
        """Draw what depends on the width."""
        if self.laid_out:
            self.call_after_refresh(self.refresh_desk)

    @on(Rows.Moved, "#days")
    def _day_chosen(self) -> None:
        self._show_day()

    @on(Rows.Opened)
    def _opened(self, event: Rows.Opened) -> None:
        if event.rows.id == "tasks":
            self.action_open_task()
        else:
            self.query_one("#tasks").focus()

    # -- doing -----------------------------------------------------------------------------------

    def action_open_task(self) -> None:
        """Open the whole task."""
        from tui.screens import task_forms  # noqa: PLC0415 - not needed to look
        from tui.screens.form import FormScreen  # noqa: PLC0415

        item: DayTask | None = self.query_one("#tasks", Rows).chosen
        if item is None:
            self.session.tell(_("Nothing is promised for this day."), False)  # noqa: FBT003
            return
        task = self.session.desk.task(item.task.id)
        form = FormScreen(self.session, task_forms.edit(self.session, task))
        self.app.push_screen(form, lambda _saved: self.refresh_desk())

    def action_week(self, by: int) -> None:
        """Show the week before or after; none that is over."""
        self._ahead = min(max(self._ahead + by, 0), FARTHEST)
        self.refresh_desk()
        self._choose_today()

    def action_today(self) -> None:
        """Go back to today."""
        self.action_week(-self._ahead)

    def action_beside(self) -> None:
        """Where one of them has room alone: the tasks of the day, or the clients and the usual times."""
        self.toggle_class("-beside")
        self.query_one("#days").focus()
        self.call_after_refresh(self.refresh_desk)

    def action_back(self) -> None:
        """Go back to the day."""
        self.app.switch_mode("day")
