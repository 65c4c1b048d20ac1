"""What a client asked outside the agreement in a month, as a text for a quote."""

from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import TextArea

from pupitre.client import Client
from pupitre.errors import DamagedMonth, Unknown
from pupitre.shelf import month_of
from tui import refusals, words
from tui.commands import Place, key_to
from tui.replies import gaps
from tui.requests import quote
from tui.screens.base import bindings_of
from tui.screens.copying import Copying, Leaving
from tui.screens.replies_text import told
from tui.session import Session
from tui.widgets.keyline import KeyLine
from tui.widgets.panels import LinePanel
from tui.widgets.writing import Writing
from tui.words import _, client_name, ngettext


class RequestsScreen(Copying):
    """One month of one client, written as the client is written to."""

    PLACE = Place.REQUESTS
    CSS_PATH = "requests.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.REQUESTS)]
    AUTO_FOCUS = "#text"

    def __init__(self, session: Session, client: Client) -> None:
        super().__init__(session)
        self._client, self._first = client, session.desk.today.replace(day=1)
        self._base, self._line, self._filled = "", (("", ""),), ""

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield LinePanel(id="title")
        yield Writing(id="text", tab_behavior="focus", soft_wrap=True, read_only=True)
        yield LinePanel(id="told")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time, with this month."""
        self.session.open_forms.add(self)
        self.query_one("#text").border_title = _("Text")
        self.refresh_desk()

    def refresh_desk(self) -> None:
        """Show what was asked, as the desk knows it now."""
        desk, month = self.session.desk, month_of(self._first)
        try:
            self._client = desk.client(self._client.id)
        except Unknown as error:
            self.session.tell(refusals.say(error), True)  # noqa: FBT003 - a bad news
            self.dismiss()
            return
        named = words.month_named(month)
        self.query_one("#title", LinePanel).show([
            ((f" {_('Outside the mission')} · ", "strong"), (f"{client_name(self._client)} · {named}", "")),
        ])
        self.keep_draft()
        told = _("Nothing was asked outside the mission in {month}. On the day, {key} marks such a task.")
        text, line = "", (told.format(month=named, key=key_to(Place.DAY, "out_of_scope")), "faint")
        try:
            found = desk.out_of_scope_of(self._client.id, month)
        except DamagedMonth as error:
            line = (refusals.say(error), "late")
        else:
            if found:
                text = quote(self._client, found, month, desk.settings)
                ready = ngettext("{n} request, ready for a quote.", "{n} requests, ready for a quote.", len(found))
                line = (ready, "faint")
        self._base, self._line, self._filled = text, (line,), self._draft
        self._load(self.session.drafts.get(self._draft, {}).get("text", text))
        self.refresh_keys()

    @property
    def _draft(self) -> str:
        """The name of what is typed: it ends with whose it is, so that it leaves with its client."""
        return f"requests_{month_of(self._first)}:{self._client.id}"

    def _load(self, text: str) -> None:
        """Show a text; the same one stays as it is, with her place in it."""
        area = self.query_one("#text", TextArea)
        if area.text != text:
            with self.prevent(TextArea.Changed):
                area.load_text(text)
        self._tell()

    @on(TextArea.Changed, "#text")
    def _tell(self) -> None:
        text = self.query_one("#text", TextArea).text
        left = told(text, "", self.size.width - 2) if gaps(text) else []
        self.query_one("#told", LinePanel).show([self._line, *left])

    # -- writing ---------------------------------------------------------------------------------

    @property
    def _writes(self) -> bool:
        """Whether she is writing in the text; until then its keys are those of the screen."""
        return not self.query_one("#text", TextArea).read_only

    def _write(self, *, on: bool) -> None:
        area = self.query_one("#text", TextArea)
        area.read_only = not on
        if not on:
            area.move_cursor((0, 0))
        self.refresh_keys()

    def keep_draft(self) -> None:
        """Remember what is typed, where it is not what is filled."""
        if not self._filled:
            return
        text = self.query_one("#text", TextArea).text
        if text == self._base:
            self.session.drafts.pop(self._filled, None)
        else:
            self.session.drafts[self._filled] = {"text": text}

    def action_next_gap(self) -> None:
        """Write in the text, from one place to complete to the next; after the last one, no more."""
        wrote = self._writes
        if not wrote:
            self._write(on=True)
        if not self.go_to_gap(first=not wrote) and wrote:
            self._write(on=False)

    def action_fresh(self) -> None:
        """Forget what is typed, and fill the text anew."""
        area = self.query_one("#text", TextArea)
        area.replace(self._base, (0, 0), area.document.end)

    def action_month(self, by: int) -> None:
        """Show the month before, or the next one up to this one."""
        aim = (self._first + timedelta(days=31)) if by > 0 else (self._first - timedelta(days=1))
        if date(2000, 1, 1) <= aim.replace(day=1) <= self.session.desk.today.replace(day=1):
            self.keep_draft()
            self._first, self._gaps_told = aim.replace(day=1), False
            self.refresh_desk()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a command does something now: where she writes, keys are text."""
        if not self.laid_out or action not in {"copy", "copy_here", "month", "next_gap", "fresh"}:
            return super().check_action(action, parameters)
        if action == "month" or (action == "copy" and self._writes):
            return not self._writes
        return bool(self.query_one("#text", TextArea).text or self._base)

    def action_copy_here(self) -> None:
        """Copy the text, from where it is written too."""
        self.action_copy()

    def action_copy(self) -> None:
        """Copy the text; what was typed is hers elsewhere then."""
        text, draft = self.query_one("#text", TextArea).text, self._draft
        self.copy_text(Leaving(self._client, text, "requests", lambda: self._left(draft)))

    def asks_for_gaps(self, text: str) -> bool:
        """Let her write where something is to be completed."""
        asks = super().asks_for_gaps(text)
        if asks:
            self._write(on=True)
        return asks

    def _left(self, draft: str) -> None:
        self.session.drafts.pop(draft, None)
        self._filled = ""
        self.session.keep_typed()
        if self.is_current:
            self.dismiss()

    def action_back(self) -> None:
        """From the text to the month, from the month back; nothing typed is lost."""
        self.keep_draft()
        self.session.keep_typed()
        if self._writes:
            self._write(on=False)
        else:
            self.dismiss()

    def on_unmount(self) -> None:
        """Nothing is half typed here any more."""
        self.session.open_forms.discard(self)
