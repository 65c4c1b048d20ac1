"""Agenda: appointments, phone duty, absences and public holidays of two weeks, and the hours left of each day."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from pupitre.client import Client
from tui.commands import Place
from tui.screens import agenda_forms, agenda_text
from tui.screens.agenda_text import AgendaRow
from tui.screens.agenda_work import AgendaWork
from tui.screens.base import DeskScreen, bindings_of
from tui.screens.book import BookScreen
from tui.screens.form import Form, FormScreen
from tui.session import Session
from tui.widgets.keyline import KeyLine
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows

SHOWN = 14
"""Days that are listed."""

WEEK = timedelta(days=7)


class AgendaScreen(DeskScreen):
    """Two weeks from a day on: today, and by weeks from there."""

    PLACE = Place.AGENDA
    CSS_PATH = "agenda.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.AGENDA)]
    AUTO_FOCUS = "#days"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.first: date = session.desk.today
        self._today = self.first
        self._minute: datetime | None = None
        self._work = AgendaWork(session, session.keeper, self.refresh_desk) if session.keeper is not None else None

    def compose(self) -> ComposeResult:
        """Lay out the days."""
        yield LinePanel(id="title")
        yield Rows[AgendaRow](agenda_text.row, lambda item: item.key, id="days")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time."""
        self.refresh_desk()

    @property
    def chosen(self) -> AgendaRow | None:
        """The row the keys act on."""
        item: AgendaRow | None = self.query_one("#days", Rows).chosen
        return item

    def refresh_desk(self) -> None:
        """Show the days as they are known now."""
        if not self.laid_out:
            return
        desk = self.session.desk
        if self.first == self._today != desk.today:
            self.first = desk.today  # a new day began while she looked at today
        self._today = desk.today
        self._minute = self.session.now.replace(second=0, microsecond=0)
        days = desk.agenda(self.first, SHOWN)
        listed = agenda_text.rows(days, desk.today, desk.settings, desk.ledger.table(Client), desk.calendars)
        self.query_one("#days", Rows).show(list(listed))
        told = agenda_text.title(self.first, days[-1].day, self.size.width)
        empty = not any(day.found for day in days)
        self.query_one("#title", LinePanel).show([told, *([agenda_text.first()] if empty else [])])
        self.refresh_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Return whether a command does something now."""
        if not self.laid_out:
            return True
        found = self.chosen.found if self.chosen is not None else None
        if action in {"bring", "export"}:
            return self._work is not None
        if action == "calendars":
            return bool(self.session.desk.calendars)
        if action == "undo":
            return self.session.desk.last_done is not None
        if action in {"edit", "delete"}:
            return found is not None
        return action != "skip" or (found is not None and found.appointment.rule is not None)

    def beat(self, now: datetime) -> None:
        """Show a new minute: what is free today becomes less."""
        if now.replace(second=0, microsecond=0) != self._minute:
            self.refresh_desk()

    def on_resize(self) -> None:
        """Draw what depends on the width."""
        if self.laid_out:
            self.call_after_refresh(self.refresh_desk)

    @on(Rows.Moved)
    def _moved(self) -> None:
        self.refresh_keys()

    @on(Rows.Opened)
    def _opened(self) -> None:
        if self.chosen is not None and self.chosen.found is None:
            self.action_book()
        else:
            self.action_edit()

    # -- changing --------------------------------------------------------------------------------

    def action_book(self) -> None:
        """Add in one line."""
        def added(key: str | None) -> None:
            self.refresh_desk()
            rows = self.query_one("#days", Rows)
            mine = (item.key for item in rows.items if item.found is not None and item.found.appointment.id == key)
            rows.choose(next(mine, ""))

        self.app.push_screen(BookScreen(self.session), added)

    def action_edit(self) -> None:
        """Open the chosen appointment; what comes from others is only told of."""
        item = self.chosen
        if item is None or item.found is None:
            return
        if item.found.appointment.source:
            self.session.tell(agenda_forms.read_only(item.found.appointment, item.calendar), False)  # noqa: FBT003
        else:
            self._form(agenda_forms.appointment_form(self.session, item.found.appointment))

    def action_skip(self) -> None:
        """Leave the chosen day out."""
        found = self.chosen.found if self.chosen is not None else None
        if found is not None:
            self.session.attempt(lambda: self.session.desk.skip_appointment(found.appointment.id, found.day))
            self.refresh_desk()

    def action_delete(self) -> None:
        """Take the chosen appointment away."""
        found = self.chosen.found if self.chosen is not None else None
        if found is not None:
            self.session.attempt(lambda: self.session.desk.delete_appointment(found.appointment.id))
            self.refresh_desk()

    def _form(self, form: Form) -> None:
        self.app.push_screen(FormScreen(self.session, form), lambda _saved: self.refresh_desk())

    # -- calendars -------------------------------------------------------------------------------

    def action_bring(self) -> None:
        """Ask for a calendar file."""
        if self._work is not None:
            self._form(agenda_forms.bring_form(self._work.bring))

    def action_calendars(self) -> None:
        """Show the calendars of others."""
        self._form(agenda_forms.calendars_form(self.session))

    def action_export(self) -> None:
        """Ask whose deadlines, and write them."""
        if self._work is not None:
            self._form(agenda_forms.export_form(self.session, self._work.export))

    # -- moving ----------------------------------------------------------------------------------

    def action_week(self, by: int) -> None:
        """Show the week before or after."""
        try:
            self.first = self.first + by * WEEK
        except OverflowError:
            return
        self.refresh_desk()

    def action_today(self) -> None:
        """Go back to today."""
        self.first = self.session.desk.today
        self.refresh_desk()
        self.query_one("#days", Rows).choose(self.first.isoformat())

    def action_back(self) -> None:
        """Go back to the day."""
        self.app.switch_mode("day")
