"""Clients: the list, and the sheet of the chosen one."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from pupitre.client import Client, ClientState, DurationStyle, Register
from pupitre.errors import DamagedMonth
from pupitre.report import Allowance
from pupitre.shelf import month_of
from pupitre.statement import Alert
from tui import refusals, speech, words
from tui.commands import Place, key_to
from tui.hour_words import alerts_told
from tui.reminder_words import no_news
from tui.screens import agreement, client_forms, replies_text
from tui.screens.base import DeskScreen, bindings_of
from tui.screens.form import Form, FormScreen
from tui.widgets.cards import client_row, colour_of
from tui.widgets.keyline import KeyLine
from tui.widgets.lines import Line
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows
from tui.words import _, harmless, shown

_ON_ONE = {"edit_client", "open_statement", "delete_client", "replies", "requests"}
"""Commands that need a client."""


class ClientsScreen(DeskScreen):
    """All clients in alphabetical order."""

    PLACE = Place.CLIENTS
    CSS_PATH = "clients.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.CLIENTS)]
    AUTO_FOCUS = "#clients"

    def compose(self) -> ComposeResult:
        """Lay out the list and the sheet."""
        with Horizontal(id="middle"):
            yield Rows[Client](
                lambda client, _width: client_row(client), lambda client: client.id, id="clients",
                empty=lambda: _("Press “{key}” to add your first client.").format(
                    key=key_to(Place.CLIENTS, "new_client")),
            )
            yield LinePanel(id="sheet")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time."""
        self.query_one("#clients").border_title = _("Clients")
        self.query_one("#sheet").border_title = _("Sheet")
        self.refresh_desk()

    def refresh_desk(self) -> None:
        """Show the clients as they are now."""
        self.query_one("#clients", Rows).show(self.session.desk.clients())
        self._show_sheet()
        self.refresh_keys()

    @on(Rows.Moved)
    def _show_sheet(self) -> None:
        client: Client | None = self.query_one("#clients", Rows).chosen
        self.query_one("#sheet", LinePanel).show(self._sheet(client) if client else nobody())

    def _sheet(self, client: Client) -> list[Line]:
        silent = self.session.desk.without_news(client)
        try:
            desk = self.session.desk
            used = replies_text.used(desk.replies_used(client.id, month_of(desk.today)))
            known = {c.id: told for c, told in desk.alerts()}.get(client.id, ())
            return [*sheet(client, desk.hours_left(client), silent, used), *_alerts(client, known)]
        except DamagedMonth as error:
            return [*sheet(client, None, silent), (("", ""),), ((f" {refusals.say(error)}", "late"),)]

    def action_new_client(self) -> None:
        """Ask for a name."""
        self._form(client_forms.new(self.session))

    def action_edit_client(self) -> None:
        """Open the sheet."""
        client = self.query_one("#clients", Rows).chosen
        if client is not None:
            self._form(client_forms.edit(self.session, client))

    def action_delete_client(self) -> None:
        """Delete a client that was never used."""
        client = self.query_one("#clients", Rows).chosen
        if client is not None:
            self.session.attempt(lambda: self.session.desk.delete_client(client.id))
            self.refresh_desk()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a command does something now: what is erased must be on a disk."""
        if action == "close_client" and self.is_mounted:
            return self.session.keeper is not None and bool(self.query_one("#clients", Rows).items)
        if action in _ON_ONE and self.laid_out:
            return bool(self.query_one("#clients", Rows).items)
        return super().check_action(action, parameters)

    def action_replies(self) -> None:
        """Show the polite firm texts for the chosen client."""
        from tui.screens.replies import RepliesScreen  # noqa: PLC0415 - not needed for the first screen

        client = self.query_one("#clients", Rows).chosen
        if client is not None:
            self.app.push_screen(RepliesScreen(self.session, client), lambda _done: self.refresh_desk())

    def action_requests(self) -> None:
        """Show what the chosen client asked outside the mission."""
        from tui.screens.requests import RequestsScreen  # noqa: PLC0415 - not needed for the first screen

        client = self.query_one("#clients", Rows).chosen
        if client is not None:
            self.app.push_screen(RequestsScreen(self.session, client), lambda _done: self.refresh_desk())

    def action_close_client(self) -> None:
        """Export a client, then erase it everywhere."""
        from tui.screens.leaving import LeavingScreen, obstacle  # noqa: PLC0415 - not needed for the first screen

        client, keeper = self.query_one("#clients", Rows).chosen, self.session.keeper
        if client is None or keeper is None:
            return
        told = obstacle(self.session, client)
        if told:
            self.session.tell(told, True)  # noqa: FBT003 - a bad news
            return
        self.app.push_screen(LeavingScreen(self.session, keeper, client), lambda _left: self.refresh_desk())

    def action_open_statement(self) -> None:
        """Show the hours of the chosen client."""
        from tui.screens.statement import StatementScreen  # noqa: PLC0415 - not needed for the first screen

        client = self.query_one("#clients", Rows).chosen
        if client is not None:
            self.app.push_screen(StatementScreen(self.session, client), lambda _left: self.refresh_desk())

    def _form(self, form: Form) -> None:
        self.app.push_screen(FormScreen(self.session, form), lambda _saved: self.refresh_desk())

    def action_back(self) -> None:
        """Go back to the day."""
        self.app.switch_mode("day")

    @on(Rows.Opened)
    def _opened(self) -> None:
        self.action_edit_client()


def nobody() -> list[Line]:
    """Say what a client is here, while there is none."""
    return [
        ((f" {_('A name is enough: Pupitre makes a label of it.')}", "faint"),),
        ((f" {_('The sheet says how to write to a client,')}", "faint"),),
        ((f" {_('what it pays and when it expects its report.')}", "faint"),),
    ]


def sheet(client: Client, hours: Allowance | None, silent: int | None = None, answers: str = "") -> list[Line]:
    """Return the lines of a client's sheet; what is not known is not shown."""
    contact = client.contact
    person = " ".join(filter(None, (contact.civility, contact.first_name, contact.last_name)))
    tone = _("tu") if client.register is Register.TU else _("vous")
    rounding, scope = agreement.rounding_told(client.billing)
    facts = [
        (_("Trade"), client.trade), (_("Contact"), person), (_("E-mail"), contact.email),
        (_("Tone"), tone), (_("Greeting"), client.salutation), (_("Closing"), client.closing),
        (_("Language"), client_forms.language_name(client.language)),
        (_("Report"), client_forms.frequency_name(client.report.frequency)), (_("Before"), client.report.send_by),
        (_("Pays"), client_forms.mode_name(client.billing.mode)),
        (_("Rounded to"), rounding), (_("Added up"), scope),
        (_("Surcharges"), agreement.surcharges_told(client.billing)),
        (_("Included"), client.billing.included),
        (_("Hours left"), _hours(client, hours)), (_("Answers"), answers),
        (_("Scope"), client.scope_note.replace("\n", " ")), (_("Contact rules"), client.contact_rules),
        (_("State"), "" if client.state is ClientState.ACTIVE else client_forms.state_name(client.state)),
    ]
    lines: list[Line] = [((f"{harmless(client.label)}  ", colour_of(client)), (shown(client.name), "strong")), ()]
    lines += [((f"{name:<18}", "faint"), (shown(content), "")) for name, content in facts if content]
    if silent is not None:
        lines += [(), ((no_news(silent), "soon"),)]
    return lines


def _alerts(client: Client, alerts: Iterable[Alert]) -> list[Line]:
    told = tuple(alerts_told(client, alerts))
    return [(), *(((said, "late" if bad else "soon"),) for said, bad in told)] if told else []


def _hours(client: Client, hours: Allowance | None) -> str:
    """Return what is left of sold hours, written as the client reads it."""
    if hours is None:
        return ""
    left, sold = (_time(client, abs(minutes)) for minutes in (hours.left, hours.sold))
    return (_("over by {left}, of {sold}") if hours.left < 0 else _("{left} of {sold}")).format(left=left, sold=sold)


def _time(client: Client, minutes: int) -> str:
    exact = client.duration_style is DurationStyle.HUNDREDTHS
    return speech.hundredths(minutes, words.language()) if exact else words.duration(minutes)
