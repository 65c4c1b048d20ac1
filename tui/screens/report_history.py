"""How a report left, each time: the day, the hour and the way."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from tui.screens.dialog import Dialog
from tui.words import _


class HistoryScreen(Dialog[None]):
    """Shows lines under a title; any of the keys that close something closes it."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape,enter,h", "leave")]

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._told, self._lines = title, lines

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        with Vertical(classes="dialog"):
            yield Static(self._told, classes="title", markup=False)
            with VerticalScroll():
                for line in self._lines:
                    yield Static(line, markup=False)
            yield Static(_("Esc goes back"), classes="keys", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
