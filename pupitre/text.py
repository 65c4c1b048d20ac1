"""What people type, made harmless and comparable without changing what they meant."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

MAX_TITLE = 20_000
"""Characters kept of a title: far beyond any real one, so that a paste by mistake cannot fill the disk."""


Late = Callable[[], re.Pattern[str]]
"""What gives a pattern when it is needed."""


def late(pattern: str, flags: int = 0) -> Late:
    """Return a pattern that is compiled when it is first asked for: a start needs few of them."""
    return cache(lambda: re.compile(pattern, flags))


_CONTROL = late(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LONE_SURROGATE = late(r"[\ud800-\udfff]")
_BIDI = dict.fromkeys((0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_BREAKS = late(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_LIGATURES = (("œ", "oe"), ("Œ", "OE"), ("æ", "ae"), ("Æ", "AE"), ("’", "'"), ("ʼ", "'"))
_MAYBE_ACCENT = late("[^\x00-\u02ff\u2000-\u20cf]")
"""Everything but letters and punctuation of which none is an accent: few are looked at one by one.

Two stretches: a third one makes it ten times as long to compile, and each start and each command does.
"""


def clean_text(raw: str) -> str:
    """Return several lines without control characters, bidi overrides or lone surrogates."""
    if raw.isprintable():
        return raw  # none of them is
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    text = _CONTROL().sub("", text).translate(_BIDI)
    try:
        text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATE().sub("\ufffd", text)
    return text


def clean_line(raw: str) -> str:
    """Return one line, without its edges, of at most `MAX_TITLE` characters."""
    line = raw if raw.isprintable() else clean_text(_BREAKS().sub(" ", raw))
    return line.strip()[:MAX_TITLE].rstrip()


def plain(text: str) -> str:
    """Return the form used to compare and search: no accents, no case, œ as oe, one kind of apostrophe."""
    if text.isascii():
        return text.lower()
    for ligature, letters in _LIGATURES:
        text = text.replace(ligature, letters)
    spread = unicodedata.normalize("NFKD", text)
    return _MAYBE_ACCENT().sub(lambda c: "" if unicodedata.combining(c[0]) else c[0], spread).casefold()


@lru_cache(maxsize=1024)
def sort_key(text: str) -> tuple[str, str]:
    """Return the key of French alphabetical order: hyphens and apostrophes ignored, accents break ties."""
    return re.sub(r"[-'\s]+", "", plain(text)), text
