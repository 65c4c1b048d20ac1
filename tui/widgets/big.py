"""Digits that fill the width, to be read from two metres; a second writes only the strokes that changed."""

from itertools import chain

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.inks import ink

_GLYPHS = {
    "0": "###,#.#,#.#,#.#,###", "1": ".#.,##.,.#.,.#.,###", "2": "###,..#,###,#..,###", "3": "###,..#,.##,..#,###",
    "4": "#.#,#.#,###,..#,..#", "5": "###,#..,###,..#,###", "6": "###,#..,###,#.#,###", "7": "###,..#,..#,..#,..#",
    "8": "###,#.#,###,#.#,###", "9": "###,#.#,###,..#,###", ":": ".,#,.,#,.", "+": "...,.#.,###,.#.,...",
}
ROWS = 5
"""Rows of dots of a digit."""


def dots(text: str) -> tuple[str, ...]:
    """Return the rows of dots of a time, with one empty column between two signs; other signs are left out."""
    glyphs = [_GLYPHS[c].split(",") for c in text if c in _GLYPHS]
    return tuple(".".join(rows) for rows in zip(*glyphs, strict=True)) if glyphs else ("",) * ROWS


class BigDigits(Widget):
    """Shows a time such as 18:42 as large as the room allows: a dot is a block of cells."""

    DEFAULT_CSS = """
    BigDigits { height: 1fr; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.value = ""
        self._dots: tuple[str, ...] = dots("")

    def show(self, value: str) -> None:
        """Show a time; only what differs is drawn again."""
        if value == self.value:
            return
        before, self.value, self._dots = self._dots, value, dots(value)
        if len(before[0]) != len(self._dots[0]):
            self.refresh()
        else:
            self.refresh(*self._changed(before))

    @property
    def scale(self) -> tuple[int, int]:
        """Cells of a dot, across and down."""
        across = max(self.size.width // max(len(self._dots[0]), 1), 1)
        down = max(min(self.size.height // ROWS, -(-across * 2 // 3)), 1)
        return min(across, 3 * down), down

    def _place(self) -> tuple[int, int]:
        """Return the left and the top of the digits, in the middle of the room."""
        across, down = self.scale
        left = (self.size.width - across * len(self._dots[0])) // 2
        return max(left, 0), max((self.size.height - down * ROWS) // 2, 0)

    def _changed(self, before: tuple[str, ...]) -> list[Region]:
        """Return what is drawn again: in each row of dots, from the first that differs to the last."""
        (across, down), (left, top) = self.scale, self._place()
        found = []
        for row, (old, new) in enumerate(zip(before, self._dots, strict=True)):
            differs = [n for n, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
            if differs:
                first, count = differs[0], differs[-1] - differs[0] + 1
                found.append(Region(left + first * across, top + row * down, count * across, down))
        return found

    def render_line(self, y: int) -> Strip:
        """Draw one line of cells."""
        (across, down), (left, top) = self.scale, self._place()
        width = self.size.width
        row = (y - top) // down
        if not 0 <= y - top < ROWS * down:
            return Strip.blank(width, self.rich_style)
        line = "".join(chain.from_iterable(("█" if dot == "#" else " ") * across for dot in self._dots[row]))
        text = f"{' ' * left}{line}"[:width]
        return Strip([Segment(text.ljust(width), self.rich_style + ink(self, "running"))])
