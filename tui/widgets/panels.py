"""The panels beside the board: the session with its time in big digits, and today's time of each client."""

from collections.abc import Iterable
from datetime import timedelta

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Digits

from pupitre.views import ClientDay
from tui import words
from tui.widgets.cards import colour_of, label_of
from tui.widgets.inks import ink
from tui.widgets.lines import Line, bar, fitted
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
            grown = len(lines) != len(self._lines)
            self._lines = lines
            self.refresh(layout=grown)

    def render(self) -> Text:
        """Draw the lines."""
        text = Text(no_wrap=True, end="")
        for number, line in enumerate(self._lines):
            text.append("\n" if number else "")
            for piece, style in fitted(line, self.size.width or 40):
                text.append(piece, ink(self, style))
        return text


class SessionPanel(Vertical):
    """The running session: its time in digits one can read from afar, its task, and the next pause."""

    DEFAULT_CSS = """
    SessionPanel { height: auto; }
    SessionPanel Digits { width: 1fr; text-align: center; color: $text-running; }
    SessionPanel.-idle Digits { display: none; }
    """

    def compose(self) -> ComposeResult:
        """Lay out digits above lines."""
        yield Digits("")
        yield LinePanel()

    def show(self, digits: str, lines: Iterable[Line]) -> None:
        """Show a time, "" for none, and what is said of it."""
        self.set_class(not digits, "-idle")
        figure = self.query_one(Digits)
        if figure.value != digits:
            figure.update(digits)
        self.query_one(LinePanel).show(lines)


def progress_line(worked: timedelta, planned_min: int | None, width: int) -> Line:
    """Return the bar of a session; in overtime it is full."""
    if planned_min is None:
        return ()
    full, empty = bar(worked / timedelta(minutes=planned_min), width)
    return ((full, "running"), (empty, "faint"))


def totals_lines(days: Iterable[ClientDay], width: int) -> list[Line]:
    """Return a line for each client worked for today: time, a bar, and what is left of sold hours."""
    days = list(days)
    longest = max((d.minutes for d in days), default=0) or 1
    lines: list[Line] = []
    lefts = [
        f" {words.hours_left(day.allowance.left)}" if day.allowance else "" for day in days
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


