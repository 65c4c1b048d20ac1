"""Lines that are drawn once, wherever they stand: in a list that scrolls, most of them only move."""

from collections.abc import Callable, Hashable
from typing import Any

from textual._styles_cache import StylesCache
from textual.geometry import Size
from textual.strip import Strip

SPARE = 8
"""Lines that are remembered beyond those that are seen."""


class MovingLines(StylesCache):
    """Textual's memory of the lines of a widget, which knows a line again by what it says.

    `said` returns all that a line of the content is drawn from, apart from the styles; when these change, `forget`.
    """

    def __init__(self, said: Callable[[int], Hashable]) -> None:
        super().__init__()
        self._said = said
        self._strips: dict[Hashable, Strip] = {}

    def forget(self) -> None:
        """Draw every line anew."""
        self._strips.clear()

    def clear(self) -> None:
        """Forget where which line stands, and how they look."""
        super().clear()
        self.forget()

    def render_line(self, styles: Any, y: int, size: Size, content_size: Size, *how: Any) -> Strip:  # noqa: ANN401 - Textual's own
        """Return a line with the edges of the box; one that says the same as another is that one."""
        number = y - styles.gutter.top
        if not 0 <= number < content_size.height:
            return super().render_line(styles, y, size, content_size, *how)
        key = self._said(number)
        strip = self._strips.pop(key, None) or super().render_line(styles, y, size, content_size, *how)
        self._strips[key] = strip  # the last one that was asked for comes last
        if len(self._strips) > content_size.height + SPARE:
            del self._strips[next(iter(self._strips))]
        return strip
