"""A title of other work that stands whole in a text: « Je finis les Conclusions Martin » tells of another client."""

from collections.abc import Iterable

from pupitre.guard.forms import is_common
from pupitre.guard.tokens import keys_of, tokens_of


def title_in(text: str, titles: Iterable[str], free: Iterable[str]) -> str:
    """Return the words of the text that are one of the titles, "" when none is.

    A title of one word is everybody's, and so are words of everybody; `free` are texts that may be told.
    """
    tokens, told = tokens_of(text), [keys_of(each) for each in free]
    words = tuple(token.key for token in tokens)
    for title in titles:
        keys = keys_of(title)
        if len(keys) < 2 or all(is_common(key) for key in keys) or any(_at(keys, each) is not None for each in told):
            continue
        at = _at(keys, words)
        if at is not None:
            return text[tokens[at].start : tokens[at + len(keys) - 1].end]
    return ""


def _at(keys: tuple[str, ...], words: tuple[str, ...]) -> int | None:
    """Return where words stand in a row among others."""
    places = range(len(words) - len(keys) + 1)
    return next((n for n in places if words[n : n + len(keys)] == keys), None)
