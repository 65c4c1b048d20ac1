"""The floor of a board: four columns of as many cards as asked for, each column one widget that draws its lines."""

import sys
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Region, Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Footer, Header, Input

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
        self._added: dict[int, str] = {}

    def on_mount(self) -> None:
        """Make room for all cards."""
        self.virtual_size = Size(28, self._count * LINES)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        card, line = divmod(y + self.scroll_offset.y, LINES)
        if card >= self._count:
            return Strip.blank(self.size.width, self.rich_style)
        style = self.rich_style + CHOSEN if card == self._chosen and self.has_focus else self.rich_style
        title = self._added.get(card, f"C{self._number}-{card:05d} call the client")
        text = f" due in {card * 7 % 99:2d} h" if line else title
        return Strip([Segment(text.ljust(self.size.width)[:self.size.width], style)])

    def add(self, title: str | None) -> None:
        """Put a card below the others, and choose it."""
        if title:
            self._added[self._count] = f"> {title}"
            self._count += 1
            self.virtual_size = Size(28, self._count * LINES)
            self.action_move(self._count)

    def action_move(self, by: int) -> None:
        """Choose another card, and draw the two that changed."""
        before, self._chosen = self._chosen, max(0, min(self._count - 1, self._chosen + by))
        width, top = self.size.width, self.scroll_offset.y
        if top <= self._chosen * LINES < top + self.size.height - 1:
            self.refresh(*(Region(0, n * LINES - top, width, LINES) for n in (before, self._chosen)))
        else:
            self.scroll_to_region(Region(0, self._chosen * LINES, width, LINES), animate=False, force=True)
            self.refresh()


class Line(ModalScreen[str]):
    """One line that is typed, above the board."""

    CSS = "Line { align: center bottom; background: transparent; }"

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Input()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give it back."""
        self.dismiss(event.value)


class Board(App[None]):
    """A header, the columns, a footer."""

    CSS = "Column { width: 1fr; height: 1fr; }"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("a", "add", "Add")]

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

    def action_add(self) -> None:
        """Ask for a line, and put it on the board."""
        self.push_screen(Line(), self.query(Column).first().add)

    def on_mount(self) -> None:
        """Put the keys on the first column."""
        self.query(Column).first().focus()


if __name__ == "__main__":
    Board(int(sys.argv[1])).run()
