"""A quick look at the whole text of a closed month, to know whether reading it can find anything."""

from collections.abc import Callable

from pupitre.text import plain

_OUTSIDE = (("\u2019", "'"), ("\u0153", "oe"), ("\u0152", "oe"), ("\u202f", " "), ("\u20ac", "?"), ("\u2013", "?"),
            ("\u2014", "?"), ("\u2026", "..."))
"""What French texts use beyond Latin-1, and what `plain` makes of it; a sign that no word can hold becomes « ? »."""

_DOUBT = 0
"""A byte that may stand for several letters, or for any."""


def _folded(code: int) -> int:
    form = plain(bytes([code]).decode("latin-1"))
    return ord(form) if len(form) == 1 and ord(form) < 256 else _DOUBT


_TABLE = bytes(_folded(code) for code in range(256))


def sieve(words: tuple[str, ...]) -> Callable[[str], bool]:
    """Return whether a text can hold all words, which are in the form of `plain`; never wrong when it says no.

    About four times as quick as reading the month: what it cannot decide, such as letters that French does not use,
    it lets through.
    """
    sought = [w.encode("latin-1", "replace") for w in words if w.isprintable() and not set(w) & set('"\\?–—€\x00')]

    def can_hold(text: str) -> bool:
        for sign, form in _OUTSIDE:
            text = text.replace(sign, form)
        try:
            folded = text.encode("latin-1").translate(_TABLE)
        except UnicodeEncodeError:
            return True
        return _DOUBT in folded or all(w in folded for w in sought)

    return can_hold if sought else lambda _text: True
