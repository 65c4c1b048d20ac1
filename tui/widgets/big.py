"""Digits that fill the width, to be read from two metres; a second writes only the strokes that changed."""

from itertools import zip_longest

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Horizontal
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


MOST = 8
"""Signs of the longest time, +1:05:07 and one to spare."""


def dots(sign: str) -> tuple[str, ...]:
    """Return the rows of dots of a digit, a colon or a plus sign; nothing of any other."""
    return tuple(_GLYPHS[sign].split(",")) if sign in _GLYPHS else ("",) * ROWS


class Sign(Widget):
    """One sign of a time: alone, because a terminal is sent whole lines of a widget."""

    def __init__(self) -> None:
        super().__init__()
        self._dots = dots("")
        self._scale = (1, 1)

    def show(self, sign: str, across: int, down: int) -> None:
        """Show a sign, a dot being so many cells across and down; only rows that differ are drawn again."""
        before, self._dots = self._dots, dots(sign)
        wide = len(self._dots[0])
        if len(before[0]) != wide or self._scale != (across, down):
            self._scale = across, down
            self.display = wide > 0
            self.styles.width, self.styles.height = (wide + 1) * across, ROWS * down
            self.refresh(layout=True)
            return
        rows = [n for n, (old, new) in enumerate(zip(before, self._dots, strict=True)) if old != new]
        if rows:
            self.refresh(*(Region(0, row * down, wide * across, down) for row in rows))

    def render_line(self, y: int) -> Strip:
        """Draw one line of cells."""
        across, down = self._scale
        row = self._dots[min(y // down, ROWS - 1)]
        line = "".join(("█" if dot == "#" else " ") * across for dot in row)
        return Strip([Segment(line.ljust(self.size.width), self.rich_style + ink(self, "running"))])


class BigDigits(Horizontal):
    """Shows a time such as 18:42 as large as the room allows."""

    DEFAULT_CSS = """
    BigDigits { height: 1fr; width: 1fr; align: center middle; overflow: hidden; }
    BigDigits Sign { display: none; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.value = ""

    def compose(self) -> ComposeResult:
        """Lay out as many signs as any time has."""
        for _number in range(MOST):
            yield Sign()

    def show(self, value: str) -> None:
        """Show a time; only what differs is drawn again."""
        self.value = value
        self._place()

    def on_resize(self) -> None:
        """Fill the room there is."""
        self._place()

    def _place(self) -> None:
        signs = [c for c in self.value if c in _GLYPHS][:MOST]
        wide = sum(len(dots(c)[0]) + 1 for c in signs)
        across = max(self.size.width // max(wide, 1), 1)
        down = max(min(self.size.height // ROWS, -(-across * 2 // 3)), 1)
        across = min(across, 3 * down)
        for widget, sign in zip_longest(self.query(Sign), signs, fillvalue=""):
            if isinstance(widget, Sign):
                widget.show(str(sign), across, down)
