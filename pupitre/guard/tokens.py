"""A text read word by word, each in the form that is compared, with its place in the text as it stands."""

import re
import unicodedata
from functools import lru_cache

from pupitre.text import plain
from pupitre.value import Struct

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
"""What hides inside a word without being seen."""


class Token(Struct, frozen=True):
    """One word: its comparable key, and where it begins and ends in the text."""

    key: str
    start: int
    end: int


def key_of(word: str) -> str:
    """Return the form of a word that is compared: the mark of a plural counts for nothing."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


@lru_cache(maxsize=8192)
def keys_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in the form that is compared."""
    return tuple(key_of(word) for word in _WORD.findall(plain(text).translate(_UNSEEN)))


@lru_cache(maxsize=1024)
def form_of(sign: str) -> str:
    """Return the form of one character that is compared, "" for what is not seen."""
    return "" if ord(sign) in _UNSEEN else plain(sign)


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words of a text with their places."""
    forms = [form_of(sign) for sign in text]
    at = [n for n, form in enumerate(forms) for _ in form]
    found = []
    for match in _WORD.finditer("".join(forms)):
        start, end = at[match.start()], at[match.end() - 1] + 1
        while end < len(text) and unicodedata.combining(text[end]):  # an accent that is a character of its own
            end += 1
        found.append(Token(key_of(match[0]), start, end))
    return tuple(found)
