"""Why the chosen card stands where it stands, in a few plain lines."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from pupitre.client import Client
from pupitre.task import Task
from tui import load_words
from tui.commands import key_name
from tui.screens.dialog import Dialog
from tui.session import Session
from tui.words import _, shown


class WhyScreen(Dialog[None]):
    """Says it, and goes away by any of the keys that brought it or end things."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape,enter,comma,q", "leave")]

    def __init__(self, session: Session, task: Task) -> None:
        super().__init__()
        self._session, self._about = session, task

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        session = self._session
        desk = session.desk
        lines = load_words.why(
            session.outlook.standing(self._about.id), desk.ledger.table(Client), session.now, desk.settings
        )
        with Vertical(classes="dialog"):
            yield Static(_("Why here: {title}").format(title=shown(self._about.title)), classes="title", markup=False)
            yield Static("\n".join(lines), id="why", markup=False)
            yield Static(f"{key_name('escape')} {_('Back')}", classes="keys", markup=False)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)
