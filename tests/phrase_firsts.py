"""What a date phrase can begin with, by pattern: read from the patterns, written where they are looked up.

`python -m tests.phrase_firsts` writes `pupitre/phrases/firsts.txt`; a test says so when it is behind.
"""

import re
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from pupitre import phrases
from pupitre.phrases.words import Pattern, digits_alike

FILE = Path(phrases.__path__[0]) / "firsts.txt"
LONGEST, MANY = 3, 200
"""Letters that are told of a beginning, fewer where there would be more beginnings than that."""

Beginnings = frozenset[tuple[str, bool]]
"""What stands at a beginning, and whether the rest of the pattern goes on right behind it."""

_ANY: Beginnings = frozenset({("", False)})
_NOTHING: Beginnings = frozenset({("", True)})


def firsts(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return what a match begins with, one of these: up to three letters, each digit a zero. None for anything."""
    items = list(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    for longest in range(LONGEST, 0, -1):
        found = frozenset(text for text, _ in _of(items, longest))
        if "" in found:
            return None
        # What begins with another one is known by it.
        found = frozenset(text for text in found if not any(text[:n] in found for n in range(1, len(text))))
        if len(found) <= MANY:
            return found
    return None


def _of(items: list[Any], longest: int) -> Beginnings:
    """Return the beginnings of a sequence."""
    found: set[tuple[str, bool]] = {("", True)}
    for kind, what in items:
        own = _one(kind, what, longest)
        found = {way for begun in found for way in _behind(begun, own, longest)}
    return frozenset(found)


def _behind(begun: tuple[str, bool], own: Beginnings, longest: int) -> Beginnings:
    text, on = begun
    if not on:
        return frozenset({begun})
    return frozenset(
        ((text + more)[:longest], goes_on and len(text + more) < longest) for more, goes_on in own
    )


def _one(kind: Any, what: Any, longest: int) -> Beginnings:  # noqa: ANN401 - the parser's own names
    if kind is sre.LITERAL:
        return frozenset({(digits_alike(chr(what)), True)})
    if kind is sre.IN:
        return _class(what)
    if kind is sre.SUBPATTERN:
        return _of(list(what[3]), longest)
    if kind is sre.BRANCH:
        return frozenset[tuple[str, bool]]().union(*(_of(list(way), longest) for way in what[1]))
    if kind in {sre.MAX_REPEAT, sre.MIN_REPEAT}:
        return _repeated(what[0], what[1], _of(list(what[2]), longest), longest)
    if kind in {sre.ASSERT, sre.ASSERT_NOT, sre.AT}:
        return _NOTHING
    return _ANY


def _repeated(least: int, most: int, own: Beginnings, longest: int) -> Beginnings:
    found: set[tuple[str, bool]] = set()
    now: Beginnings = _NOTHING
    for times in range(min(most, least + longest) + 1):
        if times >= least:
            found |= now
        now = frozenset(way for begun in now for way in _behind(begun, own, longest))
    return frozenset(found)


def _class(what: Any) -> Beginnings:  # noqa: ANN401 - the parser's own names
    letters: set[str] = set()
    for kind, value in what:
        if kind is sre.LITERAL:
            letters.add(chr(value))
        elif kind is sre.RANGE:
            letters |= {chr(n) for n in range(value[0], value[1] + 1)}
        else:
            return _ANY
    return frozenset((digits_alike(letter), True) for letter in letters)


def patterns() -> dict[int, Pattern]:
    """Return every pattern of the phrases by its mark."""
    found: dict[int, Pattern] = {}

    def look(value: object) -> None:
        if isinstance(value, Pattern):
            found[value.mark] = value
        elif isinstance(value, tuple | list):
            for each in value:
                look(each)
        elif hasattr(value, "pattern"):
            look(value.pattern)

    for module in iter_modules(phrases.__path__):
        for value in vars(import_module(f"pupitre.phrases.{module.name}")).values():
            look(value)
    return found


def table() -> str:
    """Return the file: a line for each set of beginnings, with the marks of the patterns that have it."""
    by: dict[str, list[int]] = defaultdict(list)
    for mark, pattern in patterns().items():
        beginnings = firsts(pattern.compiled())
        if beginnings is not None:
            by["|".join(sorted(beginnings))].append(mark)
    return "".join(f"{told}\t{' '.join(map(str, sorted(marks)))}\n" for told, marks in sorted(by.items()))


if __name__ == "__main__":
    FILE.write_text(table(), encoding="utf-8")
