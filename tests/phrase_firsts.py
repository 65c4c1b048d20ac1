"""The letters a date phrase can begin with, by pattern: read from the patterns, written where they are looked up.

`python -m tests.phrase_firsts` writes `pupitre/phrases/firsts.py`; a test says so when it is behind.
"""

import json
import re
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from pupitre import phrases
from pupitre.phrases.words import Pattern

FILE = Path(phrases.__path__[0]) / "firsts.py"
HEAD = '''"""The letters a date phrase can begin with, by pattern; written by `python -m tests.phrase_firsts`.

A pattern is known by the mark of its text; one that may begin with anything is not listed.
"""

FIRSTS: dict[str, list[int]] = {
'''
PER_ROW, WIDE = 9, 118

Letters = frozenset[str] | None
"""None is any letter at all."""


def firsts(pattern: re.Pattern[str]) -> Letters:
    """Return the letters a match can begin with."""
    found, may_be_empty = _of(list(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))
    return None if may_be_empty else found


def _of(items: list[Any]) -> tuple[Letters, bool]:
    """Return the first letters of a sequence, and whether it may match nothing."""
    found: Letters = frozenset()
    for kind, what in items:
        own, empty = _one(kind, what)
        found = None if found is None or own is None else found | own
        if not empty:
            return found, False
    return found, True


def _one(kind: Any, what: Any) -> tuple[Letters, bool]:  # noqa: ANN401 - the parser's own names
    if kind is sre.LITERAL:
        return frozenset(chr(what)), False
    if kind is sre.IN:
        return _class(what), False
    if kind is sre.SUBPATTERN:
        return _of(list(what[3]))
    if kind is sre.BRANCH:
        ways = [_of(list(way)) for way in what[1]]
        known = frozenset[str]().union(*(own or () for own, _ in ways))
        return None if any(own is None for own, _ in ways) else known, any(empty for _, empty in ways)
    if kind in {sre.MAX_REPEAT, sre.MIN_REPEAT}:
        own, empty = _of(list(what[2]))
        return own, empty or what[0] == 0
    if kind in {sre.ASSERT, sre.ASSERT_NOT, sre.AT}:
        return frozenset(), True
    return None, False


def _class(what: Any) -> Letters:  # noqa: ANN401 - the parser's own names
    letters: set[str] = set()
    for kind, value in what:
        if kind is sre.LITERAL:
            letters.add(chr(value))
        elif kind is sre.RANGE:
            letters |= {chr(n) for n in range(value[0], value[1] + 1)}
        else:
            return None
    return frozenset(letters)


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
    """Return the file."""
    by: dict[str, list[int]] = defaultdict(list)
    for mark, pattern in patterns().items():
        letters = firsts(pattern.compiled())
        if letters is not None:
            by["".join(sorted(letters))].append(mark)
    lines: list[str] = []
    for key, marks in sorted(by.items()):
        rows = [", ".join(map(str, sorted(marks)[n : n + PER_ROW])) for n in range(0, len(marks), PER_ROW)]
        whole = f"    {json.dumps(key)}: {sorted(marks)},"
        split = [f"    {json.dumps(key)}: [", *(f"        {row}," for row in rows), "    ],"]
        lines += [whole] if len(whole) < WIDE else split
    return f"{HEAD}" + "\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(table(), encoding="utf-8")
