"""A line in which she types, whose last edits can be taken back: Textual's own has no undo."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui.widgets.fields import Input

MOST = 100
"""Edits that can be taken back."""

Before = tuple[str, int]
"""A value and where the cursor stood."""


class TypedLine(Input):
    """Ctrl+Z takes back what was typed, a word at a time."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "undo_typing", show=False)]
    _edits: list[Before] | None = None
    _taking_back = False

    class NothingToUndo(Message):
        """She wants something taken back, and no edit of this line is left."""

        def __init__(self, line: "TypedLine") -> None:
            super().__init__()
            self.line = line

        @property
        def control(self) -> "TypedLine":
            """The line."""
            return self.line

    def watch_value(self, before: str, after: str) -> None:
        """Remember what was there before an edit of hers; what a screen puts there begins anew."""
        if self._taking_back or before == after:
            return
        if not self.has_focus:
            self._edits = None
            return
        edits = self._edits = self._edits or []
        goes_on = len(after) == len(before) + 1 and bool(edits) and not before.endswith(" ") and len(before) > len(
            edits[-1][0])
        if not goes_on:
            edits.append((before, min(self.cursor_position, len(before))))
            del edits[:-MOST]

    def action_undo_typing(self) -> None:
        """Take back the last word typed, or the last cut or paste; say so when nothing is left."""
        if not self._edits:
            self.post_message(self.NothingToUndo(self))
            return
        value, cursor = self._edits.pop()
        self._taking_back = True
        try:
            self.value = value
        finally:
            self._taking_back = False
        self.cursor_position = cursor
