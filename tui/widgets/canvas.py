"""Drawing less: of the whole screen only the cells that changed go to the terminal."""

from collections.abc import Iterable
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.lines import Line

NEAR = 20
"""Cells between two changes that are drawn again with them: to move and to name a style costs more."""


def changed_spans(before: Line, after: Line) -> list[tuple[int, int]]:
    """Return where two lines differ: the first cell and the cell after the last of each part, from left to right."""
    spans: list[tuple[int, int]] = []
    for cell, (old, new) in enumerate(zip_longest(_cells(before), _cells(after))):
        if old != new:
            near = spans and cell - spans[-1][1] <= NEAR
            spans.append((spans.pop()[0] if near else cell, cell + 1))
    return spans


def _cells(line: Line) -> Iterable[tuple[str, str, int]]:
    """Yield what stands in each cell; a text with a sign that is not one cell wide is one thing in all its cells."""
    for text, style in line:
        if all(cell_len(sign) == 1 for sign in text):
            yield from ((sign, style, 0) for sign in text)
        else:
            yield from ((text, style, n) for n in range(cell_len(text)))


def changed_regions(before: Iterable[Line], after: Iterable[Line]) -> list[Region]:
    """Return where as many lines differ from others, one above the other."""
    return [
        Region(start, y, end - start, 1)
        for y, (old, new) in enumerate(zip(before, after, strict=True)) for start, end in changed_spans(old, new)
    ]


class _Cells(ChopsUpdate):
    """Textual's update, which begins with the first cell that was asked for and not with its whole widget."""

    def render_segments(self, console: Console) -> str:
        """Return what goes to the terminal."""
        told: list[str] = []
        for y, first, last in self.spans:
            for end, (start, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                if strip is None or start >= last or end <= first:
                    continue
                left, right = max(start, first), min(end, last)
                told.append(Control.move_to(left, y).segment.text)
                told.append(strip.crop(left - start, right - start).render(console))
        return "".join(told)


class Canvas(Compositor):
    """Textual's compositor, which asks only the widgets that are seen where something is to be drawn again.

    Textual asks every widget within the rectangle around all changes, and all that lies below: a clock above and a
    timer below would have the whole board drawn once a second.
    """

    _parts: frozenset[Region] = frozenset()

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return the cells that are to be drawn again, None when there are none."""
        self._parts = frozenset(self._dirty_regions)
        self._forget(self._parts)
        try:
            update = super().render_partial_update()
        finally:
            self._parts = frozenset()
        return None if update is None else _Cells(update.chops, update.spans, update.chop_ends)

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:  # noqa: FBT001, FBT002 - Textual's own
        """Return the whole screen."""
        self._forget((self.size.region,))
        return super().render_full_update(simplify)

    def _forget(self, parts: Iterable[Region]) -> None:
        """Forget what widgets still ask to be drawn, where it is drawn with these parts of the screen.

        Whatever gets another size asks in Textual for all it was before, though the new layout draws it: that would
        be drawn once more when the next of its cells changes.
        """
        for widget, (region, clip) in self.visible_widgets.items():
            seen, asked = region.intersection(clip), widget._repaint_regions  # noqa: SLF001 - there is no other word
            places = {each: seen.intersection(each.translate(region.offset)) for each in asked}
            asked.difference_update(e for e, at in places.items() if any(part.contains_region(at) for part in parts))

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if not self._parts:
            yield from self._uncovered(crop or self.size.region)
            return
        places, wanted = self.visible_widgets, self._on_top()
        for widget, (region, clip) in places.items():  # from front to back
            if widget in wanted:
                seen = region.intersection(clip)
                lines = Region.from_union(wanted[widget])
                area = Region(seen.x, lines.y, seen.width, lines.height).intersection(seen)
                yield area, area, widget.render_lines(area.translate(-region.offset))

    def _uncovered(self, crop: Region) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Yield the lines of each widget of which something is seen: a box that its children fill draws none."""
        covered = [0] * crop.bottom  # for each line of the screen its covered cells, one bit each
        for widget, (region, clip) in self.visible_widgets.items():  # from front to back
            seen = region.intersection(clip).intersection(crop)
            cells = ((1 << seen.width) - 1) << seen.x
            lines = [y for y in seen.line_range if cells & ~covered[y]]
            if not lines:
                continue
            for y in lines:
                covered[y] |= cells
            area = Region(seen.x, lines[0], seen.width, lines[-1] + 1 - lines[0])
            yield area, area, widget.render_lines(area.translate(-region.offset))

    def _on_top(self) -> dict[Widget, list[Region]]:
        """Return the widgets that are seen where something is drawn again, each with these parts of the screen."""
        wanted: dict[Widget, list[Region]] = {}
        for part in self._parts:
            for widget, (region, clip) in self.visible_widgets.items():
                seen = region.intersection(clip)
                if seen.overlaps(part):
                    wanted.setdefault(widget, []).append(part)
                    if seen.contains_region(part):
                        break
        return wanted
