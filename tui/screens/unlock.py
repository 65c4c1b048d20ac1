"""The passphrase of a protected desk, asked before anything of it is shown."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from pupitre.errors import PupitreError
from tui import refusals
from tui.keeping import Unlocking
from tui.screens.behind import Lane
from tui.words import _


class UnlockScreen(Screen[None]):
    """Asks until the passphrase fits, or until she leaves; the application ends with whether it did."""

    CSS_PATH = "unlock.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave")]
    AUTO_FOCUS = "#phrase"

    def __init__(self, store: Unlocking) -> None:
        super().__init__()
        self._store = store
        self._lane: Lane

    def compose(self) -> ComposeResult:
        """Lay out the one field."""
        with Vertical(classes="unlock"):
            yield Static("Pupitre", classes="title", markup=False)
            yield Static(_("Your data are protected. Type your passphrase, then Enter."), markup=False)
            yield Input(password=True, id="phrase")
            yield Static("", classes="told", markup=False)
            yield Static(_("Enter opens   Esc leaves"), classes="keys", markup=False)

    def on_mount(self) -> None:
        """Have a thread for the reckoning."""
        self._lane = Lane(self.app)

    @on(Input.Submitted)
    def _try(self) -> None:
        phrase = self.query_one(Input)
        if self._lane.busy or not phrase.value:
            return
        given, phrase.disabled = phrase.value, True
        self._tell(_("Opening…"), bad=False)
        self._lane.ask("unlock", lambda: self._store.unlock(given), lambda _done: self.app.exit(True), self._refused)  # noqa: FBT003 - it fits

    def _refused(self, error: PupitreError) -> None:
        phrase = self.query_one(Input)
        phrase.disabled = False
        phrase.clear()
        phrase.focus()
        self._tell(refusals.say(error), bad=True)

    def _tell(self, sentence: str, *, bad: bool) -> None:
        told = self.query_one(".told", Static)
        told.update(sentence)
        told.set_class(bad, "wrong")

    def action_leave(self) -> None:
        """Leave everything locked."""
        self.app.exit()
