"""The word at the top of a screen that says that names and titles are masked."""

from rich.cells import cell_len

from tui import words
from tui.widgets.lines import Line, cut, fitted
from tui.words import _


def marked(line: Line, width: int) -> Line:
    """Return the first line of a screen, with the mark while texts are masked: in its widest gap, or at its end."""
    if not words.veiled():
        return line
    told = f" {_('discreet')} "
    spans = [*fitted(line, width)]
    gaps = [(cell_len(text), -place) for place, (text, _style) in enumerate(spans) if not text.strip()]
    wide, place = max(gaps, default=(0, 0))
    if wide < cell_len(told):
        return (*fitted(line, max(width - cell_len(told), 0)), (cut(told, width), "strong"))
    before = " " * (wide - cell_len(told))
    return (*spans[:-place], (before, ""), (told, "strong"), *spans[1 - place:])
