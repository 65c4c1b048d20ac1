"""Lines that are drawn once, wherever they stand: in a list that scrolls, most of them only move."""

from collections.abc import Callable, Hashable
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual._styles_cache import StylesCache
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

from tui.parts import WidgetPart

SPARE = 4
"""Lines that are remembered beyond those that are seen."""


class MovingLines(StylesCache):
    """Textual's memory of the lines of a widget, which knows a line again by what it says.

    `said` returns all that a line of the content is drawn from, apart from the styles; when these change, `forget`.
    Where it returns the styles as well, the lines are `lasting`.
    """

    def __init__(self, said: Callable[[int], Hashable], *, lasting: bool = False) -> None:
        super().__init__()
        self._said, self._lasting = said, lasting
        self._strips: dict[Hashable, Strip] = {}

    def forget(self) -> None:
        """Draw every line anew."""
        self._strips.clear()

    def clear(self) -> None:
        """Forget where which line stands, and how they look."""
        super().clear()
        if not self._lasting:
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


class MovingBar(ScrollBar):
    """Textual's bar beside a list, which has all its cells drawn anew whenever it moves; here those that change."""

    window_virtual_size: Reactive[int] = Reactive(100, repaint=False)
    window_size: Reactive[int] = Reactive(0, repaint=False)
    position: Reactive[float] = Reactive(0, repaint=False)

    def __init__(self, thickness: int) -> None:
        super().__init__(name="vertical", thickness=thickness)
        self._segments: list[Segment] = []
        self._styles_cache = MovingLines(self._segments.__getitem__, lasting=True)

    def _moved(self) -> None:
        """Draw the cells that look otherwise by now; Textual draws it when it comes or is resized."""
        pairs = enumerate(zip(self._drawn(), self._segments, strict=False)) if self._segments else ()
        changed = [Region(0, y, self.size.width, 1) for y, (now, before) in pairs if now != before]
        if changed:
            self.refresh(*changed)

    watch_window_virtual_size = watch_window_size = watch_position = _moved

    def _drawn(self) -> list[Segment]:
        """Return what stands in each of its lines."""
        bar = self.render()
        if not isinstance(bar, ScrollBarRender):
            return self._segments
        drawn = bar.render_bar(
            size=self.size.height, virtual_size=bar.virtual_size, window_size=bar.window_size,
            position=bar.position, thickness=self.size.width, **_colours(bar),
        )
        return [*Segment.apply_style(drawn.segments, self.visual_style.rich_style)]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw it, or a part."""
        self._segments[:] = self._drawn()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        return Strip([self._segments[y]], self.size.width)


class Barred(WidgetPart):
    """A list with such a bar, which is made when it is first asked for."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The bar beside the lines."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = MovingBar(self.scrollbar_size_vertical)
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)  # noqa: SLF001 - as Textual does
        return self._vertical_scrollbar

    def _scroll_update(self, virtual_size: Size) -> None:
        """Tell the bar how long the list is; Textual would have it drawn also when nothing of it changed."""
        self._refresh_scrollbars()
        self.scroll_y = self.validate_scroll_y(self.scroll_y)
        if self.show_vertical_scrollbar:
            bar = self.vertical_scrollbar
            bar.window_virtual_size, bar.window_size = virtual_size.height, self.container_size.height
            bar.position = self.scroll_y  # while it was hidden, nobody told it


def _colours(bar: ScrollBarRender) -> dict[str, Any]:
    assert isinstance(bar.style, Style)  # noqa: S101 - Textual gives it a style, and not the name of one
    return {"back_color": bar.style.bgcolor, "bar_color": bar.style.color}
