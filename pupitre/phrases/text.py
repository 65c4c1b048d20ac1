"""A typed line brought to one spelling, with the way back to its own characters."""

import unicodedata
from functools import lru_cache

from pupitre.value import Struct

_APOSTROPHES = frozenset("'’‘ʼ`´′")
_HYPHENS = frozenset("-‐‑–")


class Text(Struct, frozen=True):
    """Lower-case, unaccented text with single spaces; `index[i]` is where character i was in the line."""

    line: str
    plain: str
    index: tuple[int, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the line of a span (not empty) of the plain text, accents included."""
        return self.index[start], self.index[end]

    def capital(self, place: int) -> bool:
        """Return whether a word of the plain text was typed with a capital, in a line that is not all capitals."""
        return self.line[self.index[place]].isupper() and not self.line.isupper()


@lru_cache(maxsize=2048)
def _folded(char: str) -> str:
    """Return a character without case and accent: "" for an accent alone, a space for any blank."""
    if char in _APOSTROPHES:
        return "'"
    if char.isspace():
        return " "
    if char in _HYPHENS:
        return "-"
    marks = unicodedata.normalize("NFKD", char.casefold())
    return "".join(mark for mark in marks if not unicodedata.combining(mark))


def normalise(line: str) -> Text:
    """Fold case, accents, apostrophes and blanks; a hyphen between letters reads as a space."""
    plain: list[str] = []
    index: list[int] = []
    for position, char in enumerate(line):
        for mark in _folded(char):
            if mark == " " and (not plain or plain[-1] == " "):
                continue
            plain.append(mark)
            index.append(position)
    while plain and plain[-1] == " ":
        plain.pop()
        index.pop()
    for place in range(1, len(plain) - 1):
        if plain[place] == "-" and plain[place - 1].isalpha() and plain[place + 1].isalpha():
            plain[place] = " "
    end = index[-1] + 1 if index else 0
    # An accent typed as a character of its own belongs to the last letter.
    while end < len(line) and unicodedata.combining(line[end]):
        end += 1
    return Text(line, "".join(plain), (*index, end))
