"""One question, some answers: arrows and Enter, or the mouse. Escape answers nothing."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from pupitre.value import Struct
from tui.commands import key_name
from tui.screens.dialog import Dialog
from tui.widgets.lines import Line
from tui.widgets.rows import Rows
from tui.words import _


class Choice(Struct, frozen=True):
    """An answer: its key and its words."""

    key: str
    words: str


def _row(choice: Choice, _width: int) -> tuple[Line]:
    return (((f" {choice.words}", ""),),)


class ChoiceScreen(Dialog[str | None]):
    """Asks, and returns the key of the answer, or None."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("enter", "answer"), ("escape", "leave")]

    def __init__(self, question: str, detail: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._question, self._detail, self._choices = question, detail, choices

    def compose(self) -> ComposeResult:
        """Lay out the question and its answers."""
        with Vertical(classes="dialog"):
            yield Static(self._question, classes="title", markup=False)
            if self._detail:
                yield Static(self._detail, classes="detail", markup=False)
            yield Rows[Choice](_row, lambda choice: choice.key, id="answers")
            keys = f"{key_name('enter')} {_('Choose')}   {key_name('escape')} {_('Back')}"
            yield Static(keys, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Offer the answers."""
        rows = self.query_one("#answers", Rows)
        rows.styles.height = len(self._choices)
        rows.show(self._choices)
        rows.focus()

    def action_answer(self) -> None:
        """Return the chosen answer."""
        chosen = self.query_one("#answers", Rows).chosen
        self.dismiss(chosen.key if chosen else None)

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)

    @on(Rows.Opened)
    def _clicked(self) -> None:
        self.action_answer()
