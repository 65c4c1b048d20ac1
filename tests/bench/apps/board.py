"""The floor of a board: four columns of as many cards as asked for, each column one widget that draws its lines."""

import sys
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Footer, Header

CHOSEN = Style(reverse=True)
LINES = 2


class Column(ScrollView, can_focus=True):
    """Cards of two lines, one of them chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False), Binding("up", "move(-1)", show=False),
    ]

    def __init__(self, number: int, count: int) -> None:
        super().__init__()
        self._number, self._count, self._chosen = number, count, 0

    def on_mount(self) -> None:
        """Make room for all cards."""
        self.virtual_size = Size(28, self._count * LINES)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        card, line = divmod(y + self.scroll_offset.y, LINES)
        if card >= self._count:
            return Strip.blank(self.size.width, self.rich_style)
        style = self.rich_style + CHOSEN if card == self._chosen and self.has_focus else self.rich_style
        text = f" due in {card * 7 % 99:2d} h" if line else f"C{self._number}-{card:05d} call the client"
        return Strip([Segment(text.ljust(self.size.width)[:self.size.width], style)])

    def action_move(self, by: int) -> None:
        """Choose another card, and draw the two that changed."""
        before, self._chosen = self._chosen, max(0, min(self._count - 1, self._chosen + by))
        width, top = self.size.width, self.scroll_offset.y
        if top <= self._chosen * LINES < top + self.size.height - 1:
            self.refresh(*(Region(0, n * LINES - top, width, LINES) for n in (before, self._chosen)))
        else:
            self.scroll_to_region(Region(0, self._chosen * LINES, width, LINES), animate=False, force=True)
            self.refresh()


class Board(App[None]):
    """A header, the columns, a footer."""

    CSS = "Column { width: 1fr; height: 1fr; }"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, cards: int) -> None:
        super().__init__()
        self._cards = cards

    def compose(self) -> ComposeResult:
        """Lay them out."""
        yield Header()
        with Horizontal():
            for number in range(4):
                yield Column(number, self._cards // 4)
        yield Footer()

    def on_mount(self) -> None:
        """Put the keys on the first column."""
        self.query(Column).first().focus()


if __name__ == "__main__":
    Board(int(sys.argv[1])).run()
