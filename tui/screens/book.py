"""Adding an appointment in one line, with what was understood and what no longer fits shown before Enter."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from pupitre.appointment import Appointment
from pupitre.booking import Booking, book
from pupitre.client import Client
from pupitre.errors import Invalid, PupitreError
from tui import agenda_words, refusals
from tui.commands import key_name
from tui.screens.typed import TypedScreen
from tui.session import Session
from tui.widgets.cards import BAR
from tui.widgets.fields import Input
from tui.widgets.lines import cut
from tui.widgets.typed_line import TypedLine
from tui.words import _, shown

DRAFT = "book"
SETTLED = 0.2
"""Seconds without a key after which it is worked out what no longer fits."""


class BookScreen(TypedScreen[str | None]):
    """One line; returns the id of the appointment that was added."""

    CSS_PATH = ["dialog.tcss", "book.tcss"]  # noqa: RUF012 - Textual's own shape
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave"), ("tab", "other_reading")]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._turn = 0
        self._asked: Appointment | None = None

    def compose(self) -> ComposeResult:
        """Lay out the line and what is understood."""
        with Vertical(classes="dialog"):
            yield Static(_("Add an appointment or an absence"), classes="title", markup=False)
            yield TypedLine(self.session.drafts.get(DRAFT, {}).get("line", ""), id="line", select_on_focus=False,
                        placeholder=_("Meeting @client tuesday 14h-15h30, duty monday 9h-12h, off from 21/12 to 1/1"))
            yield Static("", classes="echo", markup=False)
            yield Static("", classes="wrong", markup=False)
            yield Static("", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Begin with the draft that was left."""
        self._show()

    @property
    def _line(self) -> str:
        return self.query_one(Input).value

    def _booking(self) -> tuple[Booking, Appointment | None]:
        desk = self.session.desk
        found = book(self._line, desk.clients(), desk.moment)
        return found, found.readings[self._turn % len(found.readings)] if found.readings else None

    @on(Input.Changed)
    def _changed(self) -> None:
        self._turn = 0
        self._show()

    def action_other_reading(self) -> None:
        """Take the other days that the words may mean."""
        self._turn += 1
        self._show()

    def _show(self) -> None:
        said, doubtful = "", False
        self.query_one(".wrong", Static).update("")
        self._asked = None
        if self._line.strip():
            found, reading = self._booking()
            told = agenda_words.understood(found, reading, self._client(reading), self.session.desk)
            said = f"{cut(shown(found.title), 60)}\n{BAR} {' · '.join(told)}"
            doubtful = len(found.readings) > 1
            if found.unknown_client:
                told_of = _("@{name} is not known.").format(name=shown(found.unknown_client))
                self.query_one(".wrong", Static).update(told_of)
            elif reading is not None and reading.blocks:
                self._asked = reading
                self.set_timer(SETTLED, lambda: self._weigh(reading))
        keys = [f"{key_name('enter')} {_('Add')}", f"{key_name('escape')} {_('Back')}"]
        if doubtful:
            keys.insert(1, f"Tab {_('Other reading')}")
        self.query_one(".keys", Static).update("   ".join(keys))
        self.query_one(".echo", Static).update(said)

    def _client(self, reading: Appointment | None) -> Client | None:
        if reading is None or reading.client is None:
            return None
        return self.session.desk.ledger.table(Client).get(reading.client)

    def _weigh(self, reading: Appointment) -> None:
        """Say how many promises no longer fit, unless the line changed meanwhile."""
        if self._asked is reading and self.is_mounted:
            self.query_one(".wrong", Static).update(agenda_words.no_room(self.session.desk.slipping_with(reading)))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        found, reading = self._booking()
        try:
            if not found.title:
                raise Invalid("appointment_title", "empty")
            if reading is None:
                raise Invalid("appointment", "no_date")
            if found.unknown_client:
                raise Invalid("client", "unknown")
            added = self.session.desk.add_appointment(reading)
        except PupitreError as error:
            self.query_one(".wrong", Static).update(refusals.say(error))
            return
        self.session.drafts.pop(DRAFT, None)
        self.session.keep_typed()
        self.dismiss(added.id)

    def action_leave(self) -> None:
        """Close; the line is there next time."""
        self.keep_draft()
        self.session.keep_typed()
        self.dismiss(None)

    def keep_draft(self) -> None:
        """Remember the line."""
        if self._line.strip():
            self.session.drafts[DRAFT] = {"line": self._line}
        else:
            self.session.drafts.pop(DRAFT, None)
