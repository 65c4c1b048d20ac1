"""A text to be read with the arrows: the terminal's own cursor stands on the chosen line, where readers follow it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from tui.reading import Said


class ReadingText(TextArea, inherit_bindings=False):
    """Lines one after the other, none cut; moving is its only key, every other one is left to its screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, action, show=False) for keys, action in (
            ("up", "cursor_up"), ("down", "cursor_down"), ("left", "cursor_left"), ("right", "cursor_right"),
            ("ctrl+left", "cursor_word_left"), ("ctrl+right", "cursor_word_right"), ("home", "cursor_line_start"),
            ("end", "cursor_line_end"), ("pageup", "cursor_page_up"), ("pagedown", "cursor_page_down"),
            ("ctrl+home", "end_of_text(True)"), ("ctrl+end", "end_of_text(False)"),
        )
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, read_only=True, soft_wrap=True, show_line_numbers=False)
        self.cursor_blink = False
        self._said: Sequence[Said] = ()

    @property
    def chosen(self) -> Said | None:
        """The line the cursor is on."""
        row = self.cursor_location[0]
        return self._said[row] if row < len(self._said) else None

    def show(self, lines: Sequence[Said]) -> None:
        """Show these lines; the cursor stays on what it was on, wherever that went."""
        if lines == self._said:
            return
        before, (row, column) = self.chosen, self.cursor_location
        self._said = lines
        self.load_text("\n".join(line.text for line in lines))
        if before is not None:
            same = (n for n, line in enumerate(lines) if (line.opens, line.key) == (before.opens, before.key))
            row = next(same, min(row, max(len(lines) - 1, 0)))
        self.move_cursor((row, min(column, len(lines[row].text) if lines else 0)))

    def choose(self, key: str) -> bool:
        """Go to the line of a key; return whether it is there."""
        for row, line in enumerate(self._said):
            if line.key == key:
                self.move_cursor((row, 0))
                return True
        return False

    def action_end_of_text(self, first: bool) -> None:  # noqa: FBT001 - Textual passes an action's arguments by place
        """Go to the first line, or to the last one."""
        self.move_cursor((0, 0) if first else self.document.end)
