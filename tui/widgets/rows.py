"""A list that draws its own lines: its start, its memory and its keys do not depend on the number of rows."""

from collections.abc import Callable, Iterable, Sequence
from textwrap import wrap
from typing import Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.canvas import changed_spans
from tui.widgets.inks import ink
from tui.widgets.later import Later
from tui.widgets.lines import Line, fitted, pointed
from tui.widgets.moving import Barred, MovingLines
from tui.widgets.pointing import Pointing

T = TypeVar("T")
Draw = Callable[[T, int], Sequence[Line]]
"""Draws one row for a width: as many lines as the list's `row_height`."""


class Rows(Pointing, Barred, ScrollView, Generic[T], can_focus=True):
    """Rows of a fixed height with one chosen; a screen gives it items, their keys and how to draw them."""

    DEFAULT_CSS = """
    Rows { scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden; }
    Rows > .rows--chosen { background: $boost; }
    Rows:focus > .rows--chosen {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--chosen"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "move(-1000000)", show=False),
        Binding("end", "move(1000000)", show=False),
    ]

    class Moved(Message):
        """Another row is chosen."""

        def __init__(self, rows: "Rows[Any]") -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> "Rows[Any]":
            """The list."""
            return self.rows

    class Opened(Moved):
        """The chosen row was clicked once more."""

    def __init__(
        self,
        draw: Draw[T],
        key: Callable[[T], str],
        *,
        row_height: int = 1,
        empty: Callable[[], str] = str,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._draw, self._key, self._height, self._empty = draw, key, row_height, empty
        self._items: Sequence[T] = ()
        self._bases: dict[bool, Style] = {}
        self._drawn: dict[tuple[str, int], Sequence[Line]] = {}
        self._chosen = 0
        self._seen: dict[int, tuple[bool, Line]] = {}
        self._styles_cache: MovingLines = MovingLines(lambda y: self._said(y, self._width))
        self._width = 0

    # -- values ----------------------------------------------------------------------------------

    @property
    def items(self) -> Sequence[T]:
        """What is listed."""
        return self._items

    @property
    def chosen(self) -> T | None:
        """The chosen item."""
        return self._items[self._chosen] if self._items else None

    @property
    def chosen_line(self) -> int:
        """The line of the widget on which the chosen item begins."""
        return self._chosen * self._height - self.scroll_offset.y + self.content_offset.y

    def show(self, items: Sequence[T]) -> None:
        """List these items; the chosen one stays chosen, wherever it went."""
        before = self.chosen
        self._items = items
        if before is not None:
            found = self._place(self._key(before))
            self._chosen = found if found is not None else min(self._chosen, max(len(items) - 1, 0))
        self.redraw()

    def show_new(self, items: Sequence[T], key: str) -> None:
        """List these items and choose the one of that key; of all the others, none may look otherwise than before."""
        self._items = items
        self._drawn.pop((key, self.scrollable_content_region.width), None)
        self._measure()
        place = self._place(key)
        self._chosen = self._chosen if place is None else place
        self._to_chosen()
        self._refresh_moved()
        self.post_message(self.Moved(self))

    def swap(self, number: int, item: T) -> None:
        """Show another version of one listed item; nothing else is drawn again."""
        self._items = [*self._items[:number], item, *self._items[number + 1:]]
        width, height = self.scrollable_content_region.size
        self._drawn.pop((self._key(item), width), None)
        top = number * self._height - self.scroll_offset.y
        self._refresh_lines(range(max(top, 0), min(top + self._height, height)), width)

    def redraw(self) -> None:
        """Draw again what is seen, where its text changed."""
        self._drawn.clear()
        self._measure()
        width, height = self.scrollable_content_region.size
        self._refresh_lines(range(height), width)

    def _refresh_lines(self, lines: Iterable[int], width: int) -> None:
        regions = [region for y in lines for region in self._changes(y, width)]
        if regions:
            self.refresh(*regions)

    def _changes(self, y: int, width: int) -> list[Region]:
        """Return the parts of a line that are not as they were drawn last."""
        before, now = self._seen.get(y), self._line(y, width)
        if before == now:
            return []
        spans = [(0, width)] if before is None or before[0] != now[0] else changed_spans(before[1], now[1])
        return [Region(start, y, end - start, 1) for start, end in spans]

    def _measure(self) -> None:
        room = self.scrollable_content_region
        size = Size(room.width, len(self._items) * self._height)
        if self.styles.auto_dimensions or (size.height > room.height) is not self.show_vertical_scrollbar or not room:
            self.virtual_size = size  # the whole screen is laid out
        elif size != self.virtual_size:
            self.set_reactive(Rows.virtual_size, size)
            self._scroll_update(size)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw the lines that say something else now; Textual would draw all of them."""
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = new_value
        if round(old_value) != round(new_value):
            self._refresh_moved()

    def _refresh_moved(self) -> None:
        """Draw whole lines, as they are remembered, where another one was drawn last."""
        width, height = self.scrollable_content_region.size
        lines = [Region(0, y, width, 1) for y in range(height) if self._seen.get(y) != self._line(y, width)]
        if lines:
            self.refresh(*lines)

    def _to_chosen(self) -> None:
        self.scroll_to_region(
            Region(0, self._chosen * self._height, self.size.width, self._height), animate=False, force=True
        )

    def notify_style_update(self) -> None:
        """Forget the styles in use: the theme, the focus or the mouse changed them."""
        self._bases.clear()
        self._styles_cache.forget()
        super().notify_style_update()

    def _base(self, *, chosen: bool) -> Style:
        """Return the style below the text of a line."""
        if chosen not in self._bases:
            style = self.rich_style
            self._bases[chosen] = style + self.get_component_rich_style("rows--chosen") if chosen else style
        return self._bases[chosen]

    def choose(self, key: str) -> bool:
        """Choose the item of a key; return whether it is there."""
        place = self._place(key)
        if place is not None:
            self._go(place)
        return place is not None

    def _place(self, key: str) -> int | None:
        if isinstance(self._items, Later):
            return self._items.place(key)
        return next((n for n, item in enumerate(self._items) if self._key(item) == key), None)

    # -- drawing ---------------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some lines, with the edges of the box."""
        self._width = self.scrollable_content_region.width
        return super().render_lines(crop)

    def _said(self, y: int, width: int) -> tuple[Line, bool]:
        """Return what a line of the screen says, and whether it is chosen."""
        chosen, line = self._seen[y] = self._line(y, width)
        if chosen and (y + self.scroll_offset.y) % self._height == 0:
            line = pointed(line, in_use=self.has_focus)
        return line, chosen

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.scrollable_content_region.width
        line, chosen = self._said(y, width)
        base = self._base(chosen=chosen)
        return Strip([Segment(text, base + ink(self, name) if name else base) for text, name in line], width)

    def _line(self, y: int, width: int) -> tuple[bool, Line]:
        """Return whether a line of the screen is chosen, and what it says, in exactly `width` cells."""
        number, part = divmod(y + self.scroll_offset.y, self._height)
        if not self._items:
            told = [line for part in self._empty().split("\n") for line in wrap(part, max(width - 2, 1))] or [""]
            mark = "▸" if self.has_focus and y == 0 else " "
            return False, tuple(fitted(((f"{mark}{told[y]}" if y < len(told) else "", "faint"),), width))
        lines = self._lines(self._items[number], width) if number < len(self._items) else ()
        return number == self._chosen, lines[part] if part < len(lines) else tuple(fitted((), width))

    def _lines(self, item: T, width: int) -> Sequence[Line]:
        slot = (self._key(item), width)
        if slot not in self._drawn:
            if len(self._drawn) > 200:
                self._drawn.clear()
            self._drawn[slot] = [tuple(fitted(line, width)) for line in self._draw(item, width)]
        return self._drawn[slot]

    # -- moving ----------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Choose another row."""
        self._go(self._chosen + by)

    def action_page(self, by: int) -> None:
        """Choose a row one page away."""
        self._go(self._chosen + by * max(self.size.height // self._height - 1, 1))

    def _go(self, to: int) -> None:
        old, self._chosen = self._chosen, min(max(to, 0), max(len(self._items) - 1, 0))
        if old == self._chosen:
            return
        top, width, tall = self.scroll_offset.y, self.size.width, self._height
        if top <= self._chosen * tall and (self._chosen + 1) * tall <= top + self.size.height:
            self.refresh(Region(0, old * tall - top, width, tall), Region(0, self._chosen * tall - top, width, tall))
        else:
            self._to_chosen()
            self._refresh_moved()
        self.post_message(self.Moved(self))

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse; a double click opens it."""
        if self.point_at(event.get_content_offset_capture(self).y) and event.chain >= 2 and event.button == 1:
            self.post_message(self.Opened(self))

    def point_at(self, y: int) -> bool:
        """Choose the row on a line of the list; return whether there is one."""
        number = (y + self.scroll_offset.y) // self._height
        if 0 <= number < len(self._items):
            self._go(number)
            return True
        return False

    def on_resize(self) -> None:
        """Fit the new width; Textual draws a widget that was resized by itself."""
        self._measure()
        self._to_chosen()

    def on_focus(self) -> None:
        """Show which row is chosen."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.refresh()
