"""Plain signs where a terminal lacks others: each cell is replaced one for one, so that nothing moves."""

import sys
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from pupitre.value import Struct

CONSOLE = ("cp437", "iso8859-15")
"""What the fonts of the Linux console hold, about: the alphabet of the first PCs, and that of western Europe."""

_INSTEAD = {
    # Frames: thin, rounded, heavy; the heavy ones stay told from the others.
    "╭": "┌+", "╮": "┐+", "╰": "└+", "╯": "┘+", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "┬": "+",
    "┴": "+", "┼": "+", "─": "-", "│": "|", "━": "═=", "┃": "║#", "┏": "╔#", "┓": "╗#", "┗": "╚#", "┛": "╝#",
    "═": "=", "║": "#", "╔": "#", "╗": "#", "╚": "#", "╝": "#", "╱": "/", "╲": "\\",
    # Bars and edges.
    "█": "#", "▓": "#", "▒": "=", "░": ".", "▌": "#", "▐": "#", "▀": "#", "▄": "#", "▁": "_", "▂": "▄_", "▃": "▄_",
    "▅": "▄#", "▆": "█#", "▇": "█#", "▔": "▀^", "▏": "│|", "▎": "│|", "▍": "▌|", "▋": "▌#", "▊": "█#", "▉": "█#",
    "▕": "│|", "■": "#", "□": "o",
    # Points and arrows.
    "►": ">", "▸": "►>", "▶": "►>", "›": "»-", "◂": "◄<", "◀": "◄<", "▲": "^", "▼": "v", "▾": "▼v", "→": ">",
    "←": "<", "↑": "^", "↓": "v", "◷": "○o", "●": "•*", "○": "o", "◆": "*", "◇": "o", "•": "*", "·": ".",
    "✓": "√x", "✔": "√x",
    "✗": "x", "✘": "x", "×": "x", "⚠": "!", "★": "*", "☆": "*",
    # Punctuation.
    "…": ".", "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‹": "<", "–": "-", "—": "-",
    "‑": "-", "−": "-", "€": "E", "°": "o", "№": "N", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "œ": "o", "Œ": "O",
    "æ": "a", "Æ": "A", "ß": "s", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
}
"""What is drawn instead, the nearest first, the last one in ASCII."""


class Repertoire(Struct, frozen=True):
    """The signs a terminal has: those of some encodings, of these only letters and digits where it is `plain`."""

    encodings: tuple[str, ...]
    plain: bool = False

    def has(self, sign: str) -> bool:
        """Whether it can be shown."""
        if sign.isascii():
            return True
        return (sign.isalnum() or not self.plain) and any(_holds(one, sign) for one in self.encodings)


def _holds(encoding: str, sign: str) -> bool:
    try:
        sign.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def repertoire(glyphs: str, encoding: str, term: str) -> Repertoire | None:
    """Return the signs of a terminal, None for all of them; `glyphs` is her choice: auto, unicode or ascii."""
    if glyphs == "ascii":
        return Repertoire((encoding,), plain=True)
    if glyphs == "unicode":
        return None
    if not encoding.casefold().replace("_", "-").startswith(("utf", "cp65001")):
        return Repertoire((encoding,))
    return Repertoire(CONSOLE) if term == "linux" else None


@lru_cache(maxsize=4096)
def instead(sign: str, signs: Repertoire) -> str:
    """Return what is shown for a sign, as wide as the sign is."""
    if signs.has(sign):
        return sign
    width = get_character_cell_size(sign)
    base = unicodedata.normalize("NFKD", sign)[:1]
    tried = [*_INSTEAD.get(sign, ""), *(one for one in base if one.isalnum())]
    found = next((one for one in tried if signs.has(one)), _unknown(sign))
    return set_cell_size(found, width) if width else ""


def _unknown(sign: str) -> str:
    code = ord(sign)
    return "+" if 0x2500 <= code < 0x2580 else "#" if 0x2580 <= code < 0x25A0 else "??"


def plain(text: str, signs: Repertoire) -> str:
    """Return a text in the signs of the terminal, in as many cells."""
    if text.isascii():
        return text
    shown = "".join(instead(sign, signs) for sign in text)
    width = cell_len(text)
    return shown if cell_len(shown) == width else set_cell_size(shown, width)


class PlainSigns(LineFilter):
    """Replaces what the terminal lacks in every line that is drawn."""

    def __init__(self, signs: Repertoire) -> None:
        super().__init__()
        self.signs = signs

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's
        """Return the segments in the signs there are."""
        return [
            Segment(text if control else plain(text, self.signs), style, control) for text, style, control in segments
        ]


def filters(glyphs: str, term: str) -> Sequence[LineFilter]:
    """Return what every line goes through on this terminal; Textual draws on the standard error."""
    signs = repertoire(glyphs, getattr(sys.__stderr__, "encoding", None) or "utf-8", term)
    return () if signs is None else (PlainSigns(signs),)
