"""A quick look at the words of a closed month, to know whether reading it can find anything."""

from collections.abc import Callable
from functools import cache

from pupitre.text import late, plain

_OUTSIDE = (("\u2019", "'"), ("\u0153", "oe"), ("\u0152", "oe"), ("\u202f", " "), ("\u20ac", "?"), ("\u2013", "?"),
            ("\u2014", "?"), ("\u2026", "..."))
"""What French texts use beyond Latin-1, and what `plain` makes of it; a sign that no word can hold becomes « ? »."""

_NO_WORDS = late(r'"(?:id|task|start|end|created|done_at)":"[^"]*"')
"""Half of a month; within a text that she typed such quotes are escaped."""

_DOUBT = 0
"""A byte that may stand for several letters, or for any."""


def _folded(code: int) -> int:
    form = plain(bytes([code]).decode("latin-1"))
    return ord(form) if len(form) == 1 and ord(form) < 256 else _DOUBT


@cache
def _table() -> bytes:
    """Return the form of each byte; a start needs none, the first search all."""
    return bytes(_folded(code) for code in range(256))


def words_in(text: str) -> bytes | None:
    """Return every word of a month as it is written, once and folded; None when its signs cannot be folded."""
    text = _NO_WORDS().sub("", text)
    for sign, form in _OUTSIDE:
        text = text.replace(sign, form)
    try:
        folded = text.encode("latin-1").translate(_table())
    except UnicodeEncodeError:
        return None
    return b" ".join(set(folded.replace(b'"', b" ").split()))


def sieve(words: tuple[str, ...]) -> Callable[[bytes | None], bool]:
    """Return whether a month of such words can hold all of these, which are in the form of `plain`.

    It is never wrong when it says no: what it cannot decide, such as letters French does not use, it lets through.
    """
    sure = [w for w in words if w.isprintable() and not set(w) & set('"\\?–—€\x00')]
    sought = [part for w in sure for part in w.encode("latin-1", "replace").split()]

    def can_hold(known: bytes | None) -> bool:
        return known is None or _DOUBT in known or all(part in known for part in sought)

    return can_hold
