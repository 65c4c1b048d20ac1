"""The day as one bar: hours above, work, pauses and gaps to scale, and below them what is chosen or moved."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from pupitre.strip import Edge, Part, Segment
from pupitre.value import Struct
from tui import words
from tui.widgets.inks import ink
from tui.widgets.lines import Line

LABEL = 3
_FILL = {Part.WORK: "█", Part.RUNNING: "▒", Part.BREAK: "░", Part.GAP: "·"}
_HOUR = timedelta(hours=1)
_STEPS = (1, 2, 3, 4, 6)
_SNAP = 300
"""The mouse moves a boundary to whole five minutes, in seconds: a cell is about as wide."""


class Piece(Struct, frozen=True):
    """A segment with the label and the colour of its client."""

    segment: Segment
    label: str
    colour: str


class Bar(Struct, frozen=True):
    """What the bar shows: pieces between two instants, the chosen one, and a boundary that is being moved."""

    first: datetime
    last: datetime
    zone: tzinfo
    pieces: tuple[Piece, ...] = ()
    chosen: str = ""
    moving: datetime | None = None

    def cell(self, moment: datetime, width: int) -> int:
        """Return the cell of an instant."""
        part = (moment - self.first) / (self.last - self.first)
        return min(max(round(part * width), 0), width)

    def moment(self, cell: int, width: int) -> datetime:
        """Return the instant of a cell, to the nearest five minutes."""
        seconds = (self.last - self.first).total_seconds() * cell / max(width, 1)
        return self.first + timedelta(seconds=round(seconds / _SNAP) * _SNAP)

    def span(self, segment: Segment, width: int) -> tuple[int, int]:
        """Return the cells of a segment, at least one."""
        begin = min(self.cell(segment.start, width), width - 1)
        return begin, max(self.cell(segment.end, width), begin + 1)


def bar_lines(bar: Bar, width: int, height: int = 3) -> tuple[Line, ...]:
    """Return the hours, the pieces and the marks of a bar in `width` cells; with more lines it is thicker."""
    if width <= 0:
        return ()
    thick = [_pieces(bar, width, labels=False)] * (height - 3)
    return ((_hours(bar, width), "faint"),), _pieces(bar, width), *thick, _marks(bar, width)


def _hours(bar: Bar, width: int) -> str:
    """Return the whole hours; where they do not fit, every second, third, fourth or sixth of the day."""
    hours = [(bar.cell(m, width), words.hour_of(m, bar.zone), m.astimezone(bar.zone).hour) for m in _whole_hours(bar)]
    kept = hours
    for step in _STEPS:
        kept = [(at, name, hour) for at, name, hour in hours if hour % step == 0]
        if all(at + len(name) + 2 <= following for (at, name, _), (following, _, _) in pairwise(kept)):
            break
    line = [" "] * width
    for at, name, _hour in kept:
        if at + len(name) <= width:
            line[at:at + len(name)] = name
    return "".join(line)


def _whole_hours(bar: Bar) -> Iterator[datetime]:
    moment = bar.first
    while moment < bar.last:
        yield moment
        moment += _HOUR


def _pieces(bar: Bar, width: int, *, labels: bool = True) -> Line:
    """Return the pieces, a border and the client's label first: they are told apart without colour."""
    cells: list[tuple[str, str]] = [(" ", "")] * width
    for piece in sorted(bar.pieces, key=lambda p: p.segment.work):
        begin, end = bar.span(piece.segment, width)
        long, fill = end - begin, _FILL[piece.segment.part]
        text = fill * long
        if piece.segment.work:
            label = piece.label[:LABEL] if labels and long > LABEL + 1 else ""
            text = f"▌{label}{fill * long}"
        for n, letter in enumerate(text[:long]):
            cells[begin + n] = (letter, piece.colour)
    return tuple(_joined(cells))


def _joined(cells: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    text, style = "", ""
    for letter, colour in cells:
        if text and colour != style:
            yield text, style
            text = ""
        text, style = text + letter, colour
    if text:
        yield text, style


def _marks(bar: Bar, width: int) -> Line:
    if bar.moving is not None:
        told = words.hour_of(bar.moving, bar.zone)
        at = min(bar.cell(bar.moving, width), width - 1)
        text = f"▲ {told}" if at + len(told) + 2 <= width else f"{told} ▲"
        before = at if text.startswith("▲") else max(at + 1 - len(text), 0)
        return (" " * before, ""), (text, "running")
    for piece in bar.pieces:
        if piece.segment.key == bar.chosen:
            begin, end = bar.span(piece.segment, width)
            return (" " * begin, ""), ("▔" * (end - begin), "key")
    return ()


class DayBar(Widget, can_focus=False):
    """Draws the bar. A click chooses, a drag moves a boundary; while one is moved, the arrows are the bar's."""

    DEFAULT_CSS = """
    DayBar { height: 3; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False), Binding("right", "step(1)", show=False),
        Binding("up", "step(-5)", show=False), Binding("down", "step(5)", show=False),
        Binding("b", "other", show=False), Binding("enter", "keep", show=False),
        Binding("escape", "leave", show=False),
    ]

    class Chosen(Message):
        """A piece was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Grabbed(Message):
        """The mouse took a boundary."""

        def __init__(self, key: str, edge: Edge) -> None:
            super().__init__()
            self.key, self.edge = key, edge

    class Dragged(Message):
        """The boundary shall go to an instant."""

        def __init__(self, to: datetime) -> None:
            super().__init__()
            self.to = to

    class Stepped(Message):
        """The boundary shall go some minutes."""

        def __init__(self, minutes: int) -> None:
            super().__init__()
            self.minutes = minutes

    class Dropped(Message):
        """The boundary stays where it is, or goes back."""

        def __init__(self, *, keep: bool) -> None:
            super().__init__()
            self.keep = keep

    class Other(Message):
        """The other boundary is meant."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._bar: Bar | None = None
        self._held = False
        self._grip = ("", Edge.END)

    def show(self, bar: Bar) -> None:
        """Show a bar."""
        if bar != self._bar:
            self._bar = bar
            self.refresh()

    def render(self) -> Text:
        """Draw the three lines."""
        text = Text(no_wrap=True, end="")
        for number, line in enumerate(bar_lines(self._bar, *self.content_size) if self._bar else ()):
            text.append("\n" if number else "")
            for piece, style in line:
                text.append(piece, ink(self, style))
        return text

    # -- keys ------------------------------------------------------------------------------------

    def action_step(self, minutes: int) -> None:
        """Ask for a step."""
        self.post_message(self.Stepped(minutes))

    def action_other(self) -> None:
        """Ask for the other boundary."""
        self.post_message(self.Other())

    def action_keep(self) -> None:
        """Leave the boundary where it is."""
        self.post_message(self.Dropped(keep=True))

    def action_leave(self) -> None:
        """Let the boundary go back."""
        self.post_message(self.Dropped(keep=False))

    # -- mouse -----------------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take the boundary under the mouse, or choose the piece."""
        bar, width, x = self._bar, self.content_size.width, event.get_content_offset_capture(self).x
        if bar is None:
            return
        found = _edge_at(bar, x, width)
        spans = ((p.segment.key, *bar.span(p.segment, width)) for p in bar.pieces)
        under = [key for key, begin, end in spans if begin <= x < end]
        if under:
            self.post_message(self.Chosen(under[-1]))
        if found is not None:
            self._held = False
            self.capture_mouse()
            self._grip = found

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Take the boundary along."""
        if self._bar is None or self.app.mouse_captured is not self:
            return
        if not self._held:
            self._held = True
            self.post_message(self.Grabbed(*self._grip))
        x = event.get_content_offset_capture(self).x
        self.post_message(self.Dragged(self._bar.moment(x, self.content_size.width)))

    def on_mouse_up(self) -> None:
        """Leave the boundary where it is."""
        if self.app.mouse_captured is self:
            self.release_mouse()
            if self._held:
                self.post_message(self.Dropped(keep=True))


def _edge_at(bar: Bar, x: int, width: int) -> tuple[str, Edge] | None:
    """Return the boundary of work in a cell: the end of a piece, else the start of one."""
    for edge in (Edge.END, Edge.START):
        for piece in bar.pieces:
            begin, end = bar.span(piece.segment, width)
            if piece.segment.part is not Part.WORK and (edge is Edge.END or not piece.segment.work):
                continue
            if x in ((end - 1, end) if edge is Edge.END else (begin, begin - 1)) and end - begin > 1:
                return piece.segment.key, edge
    return None
