"""The panels beside the board: the session with its time in big digits, and today's time of each client."""

from collections.abc import Iterable
from datetime import timedelta

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.renderables.digits import Digits as DigitsRenderable
from textual.widget import Widget
from textual.widgets import Digits

from pupitre.views import ClientDay
from tui import words
from tui.widgets.canvas import changed_regions
from tui.widgets.cards import colour_of, label_of
from tui.widgets.inks import ink
from tui.widgets.lines import Line, bar, fitted
from tui.widgets.mark import marked
from tui.words import _


class LinePanel(Widget):
    """A widget of styled lines; it is drawn again only when their text changed."""

    DEFAULT_CSS = """
    LinePanel { height: auto; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._lines: tuple[Line, ...] = ()

    def show(self, lines: Iterable[Line]) -> None:
        """Show these lines."""
        lines = tuple(lines)
        if lines != self._lines:
            before, self._lines = self._lines, lines
            if len(lines) != len(before):
                self.refresh(layout=True)
            else:
                regions = changed_regions(self._fitted(before), self._fitted(lines))
                if regions:
                    self.refresh(*regions)

    def _fitted(self, lines: Iterable[Line]) -> list[Line]:
        return [tuple(fitted(line, self.size.width or 40)) for line in lines]

    def render(self) -> Text:
        """Draw the lines."""
        text = Text(no_wrap=True, end="")
        for number, line in enumerate(self._fitted(self._lines)):
            text.append("\n" if number else "")
            for piece, style in marked(line, self.size.width) if number == 0 and self.id == "title" else line:
                text.append(piece, ink(self, style))
        return text


class Figures(Digits):
    """Big digits, of which only those that changed are drawn again."""

    def update(self, value: str) -> None:
        """Show another time; the same one costs nothing."""
        before = self.value
        if value == before:
            return
        if [DigitsRenderable.get_width(c) for c in value] != [DigitsRenderable.get_width(c) for c in before]:
            super().update(value)
            return
        self._value = value
        same = next(n for n, (new, old) in enumerate(zip(value, before, strict=True)) if new != old)
        # They stand in the middle: at most one cell further left than half of what is left over.
        left = max((self.size.width - DigitsRenderable.get_width(value)) // 2, 0)
        start = left + DigitsRenderable.get_width(value[:same])
        self.refresh(Region(start, 0, left + DigitsRenderable.get_width(value) - start + 1, 3))


class SessionPanel(Vertical):
    """The running session: its time in digits one can read from afar, its task, and the next pause."""

    DEFAULT_CSS = """
    SessionPanel { height: auto; }
    SessionPanel Digits { width: 1fr; text-align: center; color: $text-running; }
    SessionPanel.-idle Digits { display: none; }
    """

    def compose(self) -> ComposeResult:
        """Lay out digits above lines."""
        yield Figures("")
        yield LinePanel()

    def show(self, digits: str, lines: Iterable[Line]) -> None:
        """Show a time, "" for none, and what is said of it."""
        self.set_class(not digits, "-idle")
        self.query_one(Figures).update(digits)
        self.query_one(LinePanel).show(lines)


def progress_line(worked: timedelta, planned_min: int | None, width: int) -> Line:
    """Return the bar of a session; in overtime it is full."""
    if planned_min is None:
        return ()
    full, empty = bar(worked / timedelta(minutes=planned_min), width)
    return ((full, "running"), (empty, "faint"))


def totals_lines(days: Iterable[ClientDay], width: int) -> list[Line]:
    """Return a line for each client worked for today: time, a bar, and, unmasked, what is left of sold hours."""
    days = [day for day in days if day.minutes]
    longest = max((d.minutes for d in days), default=0) or 1
    lines: list[Line] = []
    lefts = [
        f" {words.hours_left(day.allowance.left)}" if day.allowance and not words.veiled() else "" for day in days
    ]
    # One scale for all: bars of different scales would compare nothing.
    room = min(max(width - 14 - max(map(len, lefts), default=0), 0), 10)
    for day, left in zip(days, lefts, strict=True):
        colour = colour_of(day.client)
        blocks = "▇" * max(round(day.minutes / longest * room), 1)
        lines.append((
            (f"{label_of(day.client)} ", colour), (f"{words.duration(day.minutes):>8} ", ""), (blocks, colour),
            (left, "late" if day.allowance and day.allowance.left < 0 else "faint"),
        ))
    return lines or [((_("No time yet today."), "faint"),)]


