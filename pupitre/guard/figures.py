"""Figures of another client's work in a draft: « 27 appels » tells of the practice whose calls they are."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from pupitre.guard.tokens import Token, keys_of
from pupitre.task import Task

FEWEST = 10
"""A smaller number is everybody's."""

_UNITS = {"calls": {"appel", "call"}, "letters": {"courrier", "lettre", "letter"}}
"""The words of a unit, in the form that is compared."""


def figures(tokens: Iterable[Token], values: Iterable[object], client: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a count stands that is that of another client's task and of none of this client's: and whose.

    What this client's work came to may hold any; why something was late may not.
    """
    tasks = [value for value in values if isinstance(value, Task)]
    owners: dict[tuple[int, str], set[str]] = {}
    for task in tasks:
        if task.quantity is not None and task.quantity >= FEWEST and task.quantity_unit in _UNITS:
            for word in _UNITS[task.quantity_unit]:
                owners.setdefault((task.quantity, word), set()).add(task.client or "")
    found = [
        (number, unit, whose) for number, unit in pairwise(tokens)
        if number.key.isdecimal() and len(number.key) < 6
        and (whose := owners.get((int(number.key), unit.key))) and client not in whose
    ]
    told = _told(tasks, client) if found else set()
    yield from ((n.start, u.end, min(whose)) for n, u, whose in found if (n.key, u.key) not in told)


def _told(tasks: Iterable[Task], client: str) -> set[tuple[str, str]]:
    return {pair for t in tasks if t.client == client for pair in _pairs(t.public_title, t.result, t.next_text)}


def _pairs(*texts: str) -> Iterator[tuple[str, str]]:
    for text in texts:
        yield from pairwise(keys_of(text))
