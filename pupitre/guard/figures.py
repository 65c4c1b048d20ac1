"""Figures of another client's work in a draft: « 27 appels » tells of the practice whose calls they are."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from pupitre.guard.tokens import Token
from pupitre.task import Task

FEWEST = 10
"""A smaller number is everybody's."""

_UNITS = {"calls": {"appel", "call"}, "letters": {"courrier", "lettre", "letter"}}
"""The words of a unit, in the form that is compared."""


def figures(tokens: Iterable[Token], tasks: Iterable[Task], client: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a count stands that is that of another client's task and of none of this client's: and whose."""
    owners: dict[tuple[int, str], set[str]] = {}
    for task in tasks:
        if task.quantity is not None and task.quantity >= FEWEST and task.quantity_unit in _UNITS:
            for word in _UNITS[task.quantity_unit]:
                owners.setdefault((task.quantity, word), set()).add(task.client or "")
    for number, unit in pairwise(tokens):
        if number.key.isdecimal() and len(number.key) < 6:
            whose = owners.get((int(number.key), unit.key), set())
            if whose and client not in whose:
                yield number.start, unit.end, min(whose)
