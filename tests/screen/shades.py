"""The cells of a screen as they go to the terminal, and how well they are told from what lies below them.

Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio), from the relative luminance of sRGB.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rich.cells import get_character_cell_size
from rich.color import Color, ColorSystem
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.app import App
from textual.filter import monochrome_style
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets._toast import ToastHolder, ToastRack

Rgb = tuple[int, int, int]

VGA = TerminalTheme(
    (0, 0, 0), (170, 170, 170),
    [(0, 0, 0), (170, 0, 0), (0, 170, 0), (170, 85, 0), (0, 0, 170), (170, 0, 170), (0, 170, 170), (170, 170, 170)],
    [(85, 85, 85), (255, 85, 85), (85, 255, 85), (255, 255, 85), (85, 85, 255), (255, 85, 255), (85, 255, 255),
     (255, 255, 255)],
)
"""The sixteen colours of the console of a PC."""

XTERM = TerminalTheme(
    (0, 0, 0), (229, 229, 229),
    [(0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229)],
    [(127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
     (255, 255, 255)],
)
"""Those of xterm, as its manual gives them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what is in it and in which style, and what draws it; `veiled` is seen through the veil of a dialog."""

    sign: str
    style: Style
    widget: Widget
    veiled: bool


def cells(app: App[Any]) -> Iterator[Cell]:
    """Give every cell of the screen, as it is written to the terminal."""
    screen = app.screen
    veils = isinstance(screen, ModalScreen) and screen.styles.background.a > 0
    for y, strip in enumerate(screen._compositor.render_strips()):
        x = 0
        for text, style, _control in strip:
            if not text:
                continue
            widget, _region = screen.get_widget_at(x, y)  # a segment never goes over the edge of a widget
            glass = widget is screen or isinstance(widget, ToastRack | ToastHolder)
            bare = _bare(style or Style.null())
            for sign in text:
                yield Cell(sign, bare, widget, veils and glass)
                x += get_character_cell_size(sign)


@lru_cache(maxsize=8192)
def _bare(style: Style) -> Style:
    """Return a style without what is not seen of it: links, and what a click does."""
    return style.clear_meta_and_links()


def is_text(sign: str) -> bool:
    """Whether a sign is read as text: letters, digits, punctuation, amounts. All others are drawn."""
    return unicodedata.category(sign)[0] in "LNP" or sign in "+=<>€$"


@dataclass(frozen=True, slots=True)
class Terminal:
    """What becomes of colours on their way: how many there are, their values, and whether there are any."""

    system: ColorSystem = ColorSystem.TRUECOLOR
    theme: TerminalTheme = VGA
    grey: bool = False


@lru_cache(maxsize=8192)
def colours(style: Style, terminal: Terminal) -> tuple[Rgb, Rgb]:
    """Return what is drawn with and what is drawn upon."""
    shown = monochrome_style(style) if terminal.grey else style
    front, back = (_seen(colour, terminal, front=n == 0) for n, colour in enumerate((shown.color, shown.bgcolor)))
    if shown.dim:
        front = (front[0] + back[0]) // 2, (front[1] + back[1]) // 2, (front[2] + back[2]) // 2
    return (back, front) if shown.reverse else (front, back)


def _seen(colour: Color | None, terminal: Terminal, *, front: bool) -> Rgb:
    taken = (colour or Color.default()).downgrade(terminal.system)
    red, green, blue = taken.get_truecolor(terminal.theme, foreground=front)
    return red, green, blue


def linear(colour: Rgb) -> tuple[float, float, float]:
    """Return the light of each channel of sRGB, 0 to 1."""
    red, green, blue = (
        c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour
    )
    return red, green, blue


def luminance(colour: Rgb) -> float:
    """Return the relative luminance, 0 to 1."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=8192)
def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
