"""Adding in one line, with what was understood shown before Enter."""

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from pupitre.errors import PupitreError
from pupitre.quick import Understanding
from tui import refusals, words
from tui.commands import key_name
from tui.screens.typed import TypedScreen
from tui.session import Session
from tui.widgets.cards import BAR, label_of
from tui.widgets.lines import cut
from tui.words import _, shown

DRAFT = "add"


def echo(understood: Understanding, session: Session) -> str:
    """Return in words what a line was understood to mean."""
    at = session.desk.moment
    told = words.understood(understood, at.now, at.tz) or [_("no client, no date, no estimate")]
    return f"{cut(shown(understood.title), 60)}\n{BAR} {' · '.join(told)}"


def _turned(understood: Understanding, by: int) -> Understanding:
    """Return the line with another of its readings as the one that is kept."""
    date = understood.date
    if date is None or len(date.alternatives) < 2:
        return understood
    first = by % len(date.alternatives)
    turned = (*date.alternatives[first:], *date.alternatives[:first])
    return replace(understood, date=replace(date, value=turned[0], alternatives=turned))


class AddScreen(TypedScreen[str | None]):
    """One line; returns the id of the task that was added."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave"), ("tab", "other_reading")]

    def __init__(self, session: Session, client: str | None) -> None:
        super().__init__()
        self.session, self._client = session, client
        self._offered = ""
        self._reading = 0

    def compose(self) -> ComposeResult:
        """Lay out the line and what is understood."""
        with Vertical(classes="dialog"):
            yield Static(_("Add a task"), classes="title", markup=False)
            yield Input(self.session.drafts.get(DRAFT, {}).get("line", ""), id="line",
                        placeholder=_("What, @client, when, ~how long, ! if urgent"), select_on_focus=False)
            yield Static("", classes="echo", markup=False)
            yield Static("", classes="wrong", markup=False)
            yield Static("", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Begin with the draft that was left."""
        self._show(self.query_one(Input).value)

    def _understood(self, line: str) -> Understanding:
        understood = _turned(self.session.desk.understand(line), self._reading)
        if self._client is not None and understood.client is None and not understood.unknown_client:
            return replace(understood, client=self.session.desk.client(self._client))
        return understood

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._offered, self._reading = "", 0
        self._show(event.value)

    def action_other_reading(self) -> None:
        """Take the other day or hour that the words may mean."""
        self._reading += 1
        self._show(self.query_one(Input).value)

    def _show(self, line: str) -> None:
        wrong, doubtful = "", False
        if not line.strip():
            known = " ".join(f"@{label_of(c).strip().lower()}" for c in self.session.desk.clients())
            said = _("Known clients: {labels}").format(labels=cut(known, 90)) if known else ""
        else:
            understood = self._understood(line)
            said = echo(understood, self.session)
            doubtful = understood.date is not None and len(understood.date.alternatives) > 1
            wrong = self._unknown(understood)
        keys = [f"{key_name('enter')} {_('Add')}", f"{key_name('escape')} {_('Back')}"]
        if doubtful:
            keys.insert(1, f"Tab {_('Other reading')}")
        self.query_one(".keys", Static).update("   ".join(keys))
        self.query_one(".echo", Static).update(said)
        self.query_one(".wrong", Static).update(wrong)

    def _unknown(self, understood: Understanding) -> str:
        name = shown(understood.unknown_client)
        if not name:
            return ""
        if understood.candidates:
            found = ", ".join(f"@{shown(c.label).lower()}" for c in understood.candidates)
            return _("@{name} may be {found}: type one of them.").format(name=name, found=found)
        if self._offered == name:
            return _("Enter once more creates the client “{name}”.").format(name=name)
        return _("@{name} is not known. Enter offers to create this client.").format(name=name)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        line = event.value
        understood = self._understood(line)
        name = shown(understood.unknown_client)
        if name and self._offered != name:
            self._offered = name if not understood.candidates else ""
            self._show(line)
            return
        try:
            if name and understood.title:
                self.session.desk.add_client(name[0].upper() + name[1:])
                understood = self._understood(line)
            task = self.session.desk.add_task(understood)
        except PupitreError as error:
            self.query_one(".wrong", Static).update(refusals.say(error))
            return
        self.session.drafts.pop(DRAFT, None)
        self.session.keep_typed()
        self.dismiss(task.id)

    def action_leave(self) -> None:
        """Close; the line is there next time."""
        self.keep_draft()
        self.session.keep_typed()
        self.dismiss(None)

    def keep_draft(self) -> None:
        """Remember the line."""
        line = self.query_one(Input).value
        if line.strip():
            self.session.drafts[DRAFT] = {"line": line}
        else:
            self.session.drafts.pop(DRAFT, None)
