"""Lines of styled text: what the widgets draw, made of plain values so that it can be tested without a screen."""

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size

Span = tuple[str, str]
"""Text and the name of its style, "" for the plain one."""

Line = tuple[Span, ...]

ELLIPSIS = "…"

def cut(text: str, width: int) -> str:
    """Return the text within `width` cells, its end replaced by an ellipsis when it does not fit."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def fitted(line: Iterable[Span], width: int) -> list[Span]:
    """Return the line in exactly `width` cells, cut or padded; nothing follows what was cut."""
    spans: list[Span] = []
    left = width
    for text, style in line:
        if left <= 0:
            break
        piece = cut(text, left)
        spans.append((piece, style))
        left -= cell_len(piece)
        if piece != text:
            break
    if left > 0:
        spans.append((" " * left, ""))
    return spans


def justified(left: Iterable[Span], right: Iterable[Span], width: int) -> Line:
    """Return one line with something on the right; the left side gives way."""
    right = tuple(right)
    room = width - sum(cell_len(text) for text, _ in right)
    return (*fitted(left, max(room, 0)), *right)


def bar(part: float, width: int) -> tuple[str, str]:
    """Return the full and the empty half of a bar of `width` cells."""
    full = round(min(max(part, 0.0), 1.0) * width)
    return "█" * full, "░" * (width - full)


EDGE = "▌"
"""What stands before a card, in the colour of its client."""
POINTS = {True: "►", False: "›"}
"""What stands before the chosen row, where the keys go and elsewhere: it is not told by its ground alone."""


def pointed(line: Line, *, in_use: bool) -> Line:
    """Return the line of a chosen row, its first cell replaced where that is a space or a client's edge."""
    (text, style), *rest = line or (("", ""),)
    return ((POINTS[in_use] + text[1:], style), *rest) if text[:1] in {" ", EDGE} else line
