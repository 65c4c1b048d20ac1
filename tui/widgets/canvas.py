"""Drawing less: of the whole screen only the cells that changed go to the terminal."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from operator import itemgetter

from rich.cells import cell_len
from rich.console import Console
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

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


Span = tuple[int, int]
"""The first cell of a part of a line, and the cell after its last."""


def _told(strip: Strip, console: Console) -> str:
    """Return what goes to the terminal; of texts in the same style that follow each other, it is named once."""
    if strip._render_cache is None:  # noqa: SLF001 - where Textual remembers it
        strip._render_cache = strip.simplify().render(console)  # noqa: SLF001
    return strip._render_cache  # noqa: SLF001


class _Whole(LayoutUpdate):
    """The whole screen as it goes to the terminal."""

    def render_segments(self, console: Console) -> str:
        """Return what goes to the terminal."""
        return "".join(
            f"\x1b[{y};1H{''.join(_told(strip, console) for strip in line)}" for y, line in enumerate(self.strips, 1)
        )


class _Cells(ChopsUpdate):
    """Pieces of lines as they go to the terminal: line, first cell, what is drawn there."""

    def __init__(self, pieces: list[tuple[int, int, Strip]]) -> None:
        super().__init__([], [], [])
        self._pieces = pieces

    def render_segments(self, console: Console) -> str:
        """Return what goes to the terminal."""
        told: list[str] = []
        at = None
        for y, x, strip in sorted(self._pieces, key=itemgetter(0, 1)):
            if at != (y, x):
                told.append(f"\x1b[{y + 1};{x + 1}H")
            told.append(_told(strip, console))
            at = y, x + strip.cell_length
        return "".join(told)


class Canvas(Compositor):
    """Textual's compositor, which asks only the widgets that are seen where something is to be drawn again.

    Textual asks every widget within the rectangle around all changes, and all that lies below: a clock above and a
    timer below would have the whole board drawn once a second. It also cuts each line at the edges of all widgets;
    here each widget gives what is seen of it, in one piece.
    """

    def expose(self, regions: Iterable[Region]) -> None:
        """Draw these parts of the screen again."""
        self._dirty_regions.update(regions)

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return the cells that are to be drawn again, None when there are none."""
        whole = self.size.region
        parts = [part for region in self._dirty_regions if (part := region.intersection(whole))]
        self._dirty_regions.clear()
        self._forget(parts)
        return _Cells(list(self._pieces(parts))) if parts else None

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:  # noqa: FBT001, FBT002 - Textual's own
        """Return the whole screen."""
        if simplify:
            return super().render_full_update(simplify)
        whole = self.size.region
        self._dirty_regions.clear()
        self._forget((whole,))
        lines: list[list[Strip]] = [[] for _ in range(whole.height)]
        for y, _first, strip in sorted(self._pieces((whole,)), key=itemgetter(0, 1)):
            lines[y].append(strip)
        return _Whole(list(lines), whole)

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
        """Yield the lines of each widget of which something is seen: a box that its children fill draws none."""
        crop = crop or self.size.region
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

    def _pieces(self, parts: Iterable[Region]) -> Iterator[tuple[int, int, Strip]]:
        """Yield what is seen in these parts, widget by widget from front to back."""
        wanted: dict[int, list[Span]] = {}
        for y, first, last in self._regions_to_spans(parts):
            wanted.setdefault(y, []).append((first, last))
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            found = _taken(wanted, seen)
            if found:
                area = Region(seen.x, min(found), seen.width, max(found) - min(found) + 1)
                lines = widget.render_lines(area.translate(-region.offset))
                for y, spans in found.items():
                    strip = lines[y - area.y]
                    for first, last in spans:
                        part = last - first == strip.cell_length
                        yield y, first, strip if part else strip.crop(first - seen.x, last - seen.x)
            if not wanted:
                return


def _taken(wanted: dict[int, list[Span]], seen: Region) -> dict[int, list[Span]]:
    """Take from what is wanted on each line what lies within a region, and return it."""
    found: dict[int, list[Span]] = {}
    left, right = seen.column_span
    for y in wanted.keys() & set(seen.line_range) if len(wanted) < seen.height else seen.line_range:
        spans = wanted.get(y, ())
        inside = [(max(a, left), min(b, right)) for a, b in spans if a < right and left < b]
        if not inside:
            continue
        found[y] = inside
        rest = [part for a, b in spans for part in ((a, min(b, left)), (max(a, right), b)) if part[0] < part[1]]
        if rest:
            wanted[y] = rest
        else:
            del wanted[y]
    return found
