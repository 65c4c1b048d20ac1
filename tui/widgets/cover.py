"""What is shown instead of a screen that no longer fits: one plain line, and nothing below it moves."""

from textual.geometry import Size
from textual.widgets import Static

from tui.words import _

SMALLEST = Size(60, 16)
"""Cells from which every screen and every dialog can be used."""


class Cover(Static):
    """Lies above all of a screen; the focus and what is typed stay where they are."""

    DEFAULT_CSS = """
    Cover {
        layer: _loading; dock: top; width: 100%; height: 100%;
        content-align: center middle; text-align: center; background: $background; color: $foreground;
    }
    """

    def __init__(self) -> None:
        told = _("Make the window larger: at least {width} columns and {height} lines. Nothing is lost.")
        super().__init__(told.format(width=SMALLEST.width, height=SMALLEST.height), markup=False)


def fits(size: Size) -> bool:
    """Return whether the screens can be used in a terminal of this size."""
    return size.width >= SMALLEST.width and size.height >= SMALLEST.height
