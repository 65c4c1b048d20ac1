"""Drawing less: of the whole screen only the cells that changed go to the terminal."""

from collections.abc import Iterable, Iterator
from operator import itemgetter

from rich.cells import cell_len
from rich.console import Console
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip

from tui.widgets.lines import Line


def changed_cells(before: Line, after: Line) -> tuple[int, int] | None:
    """Return the first cell in which two lines of one width differ and the cell after the last, None when they agree.

    Lines of different widths differ from their first other cell on.
    """
    old = [(character, style) for text, style in before for character in text]
    new = [(character, style) for text, style in after for character in text]
    if old == new:
        return None
    same = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        same += 1
    start, width = _cells(new[:same]), _cells(new)
    if width != _cells(old):
        return start, max(width, _cells(old))
    tail = 0
    while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start, width - _cells(new[len(new) - tail:])


def _cells(pieces: Iterable[tuple[str, str]]) -> int:
    return cell_len("".join(character for character, _ in pieces))


def changed_regions(before: Iterable[Line], after: Iterable[Line]) -> list[Region]:
    """Return where as many lines differ from others, one above the other."""
    found = ((y, changed_cells(old, new)) for y, (old, new) in enumerate(zip(before, after, strict=True)))
    return [Region(span[0], y, span[1] - span[0], 1) for y, span in found if span is not None]


Span = tuple[int, int]
"""The first cell of a part of a line, and the cell after its last."""


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
            told.append(strip.render(console))
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
        return _Cells(list(self._pieces(parts))) if parts else None

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
