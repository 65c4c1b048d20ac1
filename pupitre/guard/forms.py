"""The ways to name a client and its people that are surely meant, as the words of which each is made."""

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum

from pupitre.client import Client
from pupitre.guard.lexicon import CIVILITIES, COMMON, GENERIC, LINKS, PROVIDERS, SMALL
from pupitre.guard.tokens import key_of, keys_of
from pupitre.text import plain
from pupitre.value import Struct

_COMMON = frozenset(map(key_of, COMMON | SMALL))
_SMALL = frozenset(map(key_of, SMALL))
_GENERIC = frozenset(map(key_of, GENERIC))
_EDGE = _GENERIC | frozenset(map(key_of, SMALL | CIVILITIES | LINKS))
LONG_ENOUGH = 3
"""Letters of a word that can name somebody in small letters."""


class Care(IntEnum):
    """What a form needs to be meant: nothing, a capital, or a capital that no beginning of a sentence explains."""

    NONE = 0
    CAPITAL = 1
    INSIDE = 2


class Form(Struct, frozen=True):
    """Words that name somebody in their order; of `telling` ones, by their number, one must have the capital."""

    keys: tuple[str, ...]
    care: Care
    telling: tuple[int, ...]
    person: bool = False


def is_common(key: str) -> bool:
    """Return whether a word alone names nobody."""
    return key in _COMMON or key in _GENERIC or len(key) < LONG_ENOUGH or key.isdigit()


def is_common_word(key: str) -> bool:
    """Return whether a word is one of the language, short ones included."""
    return key in _COMMON or key in _GENERIC


def company_forms(client: Client) -> Iterator[Form]:
    """Yield the forms of a client's name: whole, without what many companies are called, and its own single word."""
    full = full_name(client)
    if not full:
        return
    yield _form(full, called=True)
    core = _trimmed(full)
    own = [w for w in core if not is_common(w)]
    if core:
        yield _form(core)
    shorter = full[full[0] in _SMALL :][: -_legal(full) or None]
    if len(shorter) > 1:
        yield _form(shorter, called=True)
    if len(core) > 1:
        yield _form(("".join(core),))
    yield from (_form((word,)) for word in own if len(word) > LONG_ENOUGH)


def full_name(client: Client) -> tuple[str, ...]:
    """Return the words of a client's whole name."""
    return tuple(w for w in keys_of(client.name) if w not in LINKS) or keys_of(client.name)


def people_forms(client: Client, kin: frozenset[str]) -> Iterator[Form]:
    """Yield the forms of a contact; a first name alone is none when it is common or one of `kin`."""
    first, last = keys_of(client.contact.first_name), keys_of(client.contact.last_name)
    if last:
        yield _form(last, person=True)
        if len(last) > 1:
            parts = [w for w in last if len(w) > LONG_ENOUGH and not is_common(w)]
            yield from (_form((*before, w), person=True) for w in parts for before in ((), first))
    if first and last:
        yield _form((*first, *last), person=True)
        yield _form((*last, *first), person=True)
    if first and not set(first) & kin and not all(map(is_common, first)):
        yield Form(first, Care.CAPITAL, tuple(range(len(first))), person=True)


def initials_of(client: Client) -> frozenset[str]:
    """Return the letters of the dotted initials that a person or a company of several words has."""
    contact = client.contact
    first, last = _letters(keys_of(contact.first_name)), _letters(keys_of(contact.last_name))
    found = {first + last, first[:1] + last[:1]} if first and last else set()
    words = tuple(w for w in keys_of(client.name) if w not in SMALL and w not in LINKS)
    return frozenset(letters for letters in (*found, _letters(words), _letters(_trimmed(words))) if len(letters) > 1)


def domain_of(address: str) -> str:
    """Return the domain of an address that is its owner's own, "" for that of a provider."""
    domain = plain(address.rpartition("@")[2].strip())
    return "" if domain in PROVIDERS else domain


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of some texts."""
    return frozenset(key for text in texts for key in keys_of(text))


def capitals_of(text: str) -> frozenset[str]:
    """Return the words of a text that are written in capitals alone."""
    return frozenset(re.findall(r"(?<!\w)[A-Z0-9]{2,}(?!\w)", text))


def _letters(keys: tuple[str, ...]) -> str:
    return "".join(key[0] for key in keys)


def _trimmed(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without what many companies are called, at both ends."""
    first, last = 0, len(keys)
    while first < last and keys[first] in _EDGE:
        first += 1
    while last > first and keys[last - 1] in _EDGE:
        last -= 1
    return keys[first:last]


def _legal(keys: tuple[str, ...]) -> int:
    """Return how many words at the end of a name are there for what the company is called in law."""
    return next((n for n, key in enumerate(reversed(keys)) if key not in _EDGE), 0)


def _telling(keys: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(n for n, key in enumerate(keys) if key not in _EDGE)


def _form(keys: tuple[str, ...], *, person: bool = False, called: bool = False) -> Form:
    """Return a form; one that is `called` « Atelier … » whole is meant in small letters as well."""
    own = [key for key in keys if key not in _SMALL]
    plainly = called and len(own) > 1 and own[0] in _GENERIC
    care = Care.INSIDE if all(map(is_common, keys)) and not plainly else Care.NONE
    return Form(keys, care, _telling(keys) or tuple(range(len(keys))), person)
