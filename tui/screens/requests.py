"""What a client asked outside the agreement in a month, as a text for a quote."""

from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import TextArea

from pupitre.client import Client
from pupitre.errors import DamagedMonth
from pupitre.shelf import month_of
from tui import refusals, words
from tui.commands import Place
from tui.requests import quote
from tui.screens.base import bindings_of
from tui.screens.copying import Copying, Leaving
from tui.session import Session
from tui.widgets.keyline import KeyLine
from tui.widgets.panels import LinePanel
from tui.words import _, ngettext, shown


class RequestsScreen(Copying):
    """One month of one client, written as the client is written to."""

    PLACE = Place.REQUESTS
    CSS_PATH = "requests.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.REQUESTS)]
    AUTO_FOCUS = "#text"

    def __init__(self, session: Session, client: Client) -> None:
        super().__init__(session)
        self._client, self._first = client, session.desk.today.replace(day=1)

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield LinePanel(id="title")
        yield TextArea(id="text", tab_behavior="focus", soft_wrap=True, read_only=True)
        yield LinePanel(id="told")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time, with this month."""
        self.query_one("#text").border_title = _("Text")
        self.refresh_desk()

    def refresh_desk(self) -> None:
        """Show what was asked, as the desk knows it now."""
        desk, month = self.session.desk, month_of(self._first)
        named = words.month_named(month)
        self.query_one("#title", LinePanel).show([
            ((f" {_('Outside the mission')} · ", "strong"), (f"{shown(self._client.name)} · {named}", "")),
        ])
        text, line = "", (_("Nothing was asked outside the mission in {month}.").format(month=named), "faint")
        try:
            found = desk.out_of_scope_of(self._client.id, month)
        except DamagedMonth as error:
            line = (refusals.say(error), "late")
        else:
            if found:
                text = quote(self._client, found, month, desk.settings)
                told = ngettext("{n} request, ready for a quote.", "{n} requests, ready for a quote.", len(found))
                line = (told, "faint")
        self.query_one("#text", TextArea).load_text(text)
        self.query_one("#told", LinePanel).show([(line,)])
        self.refresh_keys()

    def action_month(self, by: int) -> None:
        """Show the month before, or the next one up to this one."""
        aim = (self._first + timedelta(days=31)) if by > 0 else (self._first - timedelta(days=1))
        if date(2000, 1, 1) <= aim.replace(day=1) <= self.session.desk.today.replace(day=1):
            self._first = aim.replace(day=1)
            self.refresh_desk()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a command does something now: an empty text is not copied."""
        if action == "copy" and self.laid_out:
            return bool(self.query_one("#text", TextArea).text)
        return super().check_action(action, parameters)

    def action_copy(self) -> None:
        """Copy the text."""
        text = self.query_one("#text", TextArea).text
        self.copy_text(Leaving(self._client, text, "requests", lambda: None))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()
