"""A text of several lines in which she writes: what it takes is harmless, and its keys reach both of its ends."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets.text_area import EditResult, Location

from pupitre.text import clean_text
from tui.widgets.fields import TextArea


class Writing(TextArea):
    """Textual's own, which lets control characters in and says nothing when there is no edit to take back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "end_of_text(True)", show=False), Binding("ctrl+end", "end_of_text(False)", show=False),
    ]

    class NothingToUndo(Message):
        """She wants something taken back, and no edit of this text is left."""

        def __init__(self, writing: "Writing") -> None:
            super().__init__()
            self.writing = writing

        @property
        def control(self) -> "Writing":
            """The text."""
            return self.writing

    def action_end_of_text(self, first: bool) -> None:  # noqa: FBT001 - Textual passes an action's arguments by place
        """Go to the beginning of the text, or to its end."""
        self.move_cursor((0, 0) if first else self.document.end)

    def action_undo(self) -> None:
        """Take the last edits back; say so when there are none."""
        if self.history.undo_stack:
            super().action_undo()
        else:
            self.post_message(self.NothingToUndo(self))

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        return super()._replace_via_keyboard(clean_text(insert), start, end)
