"""Choices typed on a command line, such as « À faire=en cours », read against what a file holds."""

from collections.abc import Iterable, Sequence

from pupitre.client import Client
from pupitre.errors import Invalid
from pupitre.foreign import (
    CATEGORY,
    DAY_FIRST,
    IGNORE,
    MONTH_FIRST,
    NEW_CLIENT,
    NOBODY,
    OF_CLIENT,
    URGENT,
    About,
    Field,
    Pairing,
)
from pupitre.quick import matching
from pupitre.task import Status
from pupitre.text import clean_line, plain
from tui import foreign_words

_WORDS: dict[str, str] = {
    "a faire": Status.TODO, "to do": Status.TODO, "todo": Status.TODO, "en cours": Status.DOING,
    "in progress": Status.DOING, "doing": Status.DOING, "en attente": Status.WAITING, "waiting": Status.WAITING,
    "fait": Status.DONE, "done": Status.DONE, "ignorer": IGNORE, "ignore": IGNORE, "categorie": CATEGORY,
    "category": CATEGORY, "urgent": URGENT, "aucun": NOBODY, "aucun client": NOBODY, "none": NOBODY,
    "no client": NOBODY, "jour": DAY_FIRST, "day": DAY_FIRST, "mois": MONTH_FIRST, "month": MONTH_FIRST,
}
"""What can be typed in either language; the words of the screen can be as well."""

_CLIENTS = {About.BOARD, About.CLIENT, About.LABEL}


def choice_in(raw: str, found: Sequence[Pairing], clients: Sequence[Client]) -> tuple[About, str, str]:
    """Return what a typed choice is about, the name in the file, and what it is read as. Raises `Invalid`."""
    name, equals, typed = raw.rpartition("=")
    if not equals or not name.strip() or not typed.strip():
        raise Invalid("--map", "shape", raw)
    named = [each for each in found if plain(each.name or each.about) == plain(name.strip())]
    if not named:
        raise Invalid("--map", "unknown", name.strip())
    for each in named:
        to = _meaning(typed.strip(), each, clients)
        if to is not None:
            return each.about, each.name, to
    raise Invalid("--map", "value", typed.strip())


def _meaning(typed: str, pairing: Pairing, clients: Sequence[Client]) -> str | None:
    """Return what a typed word can mean there, None when it means nothing."""
    said = {plain(foreign_words.meaning(pairing.about, to, clients)): to for to in pairing.others}
    to = said.get(plain(typed)) or _WORDS.get(plain(typed))
    if pairing.about is About.FIELD and plain(typed) in set(Field):
        to = plain(typed)
    if to in pairing.others:
        return to
    if pairing.about not in _CLIENTS:
        return None
    if typed.startswith("+"):
        return NEW_CLIENT + clean_line(typed[1:]) if clean_line(typed[1:]) else None
    own = client_named(typed, clients)
    return None if own is None else OF_CLIENT + own.id


def client_named(typed: str, clients: Iterable[Client]) -> Client | None:
    """Return the one client that a typed name or label means."""
    found = matching(typed, clients)
    return found[0] if len(found) == 1 else None
