"""What a line says of time: a promise, a start, a recurrence; what is none of them stays among its words."""

import re

from pupitre.phrases.answers import Answer, Kind, Moment
from pupitre.phrases.grammar import read
from pupitre.phrases.line import find
from pupitre.text import late
from pupitre.value import Struct

_PROMISES = frozenset({"", "range"})
"""The rules of a reading that are one promise; an appointment stays among the words."""

_STAR = late(r"(?:^|(?<=\s))\*(?=\s|\w|$)")
_BARE_FROM = late(r"from\b(?!.*\bon(?:wards?)?$)", re.IGNORECASE)
"""« notes from Monday » tells which notes; "starting Monday" tells when."""

_MOST = 3
"""A promise, its hour apart, and a start."""


class Taken(Struct, frozen=True):
    """The line without its dates; `words` are those of `date`, `starred` says that it is to come again."""

    rest: str
    date: Answer | None = None
    words: str = ""
    start: Answer | None = None
    starred: bool = False


def taken(line: str, at: Moment) -> Taken:
    """Return what a line promises and when it can begin, each at most once; never a reading that is over.

    A star before a date makes it come again (« * lundi 9h »); where nothing can, it stays in the line.
    """
    unstarred = _STAR().sub(" ", line, count=1) if "*" in line else line
    if unstarred == line:
        return _taken(line, at)
    found = _taken(unstarred, at)
    if found.date is None or found.date.repeat is None:
        return _taken(line, at)
    return Taken(found.rest, found.date, found.words, found.start, starred=True)


def _taken(line: str, at: Moment) -> Taken:
    rest, words = line, ""
    date: Answer | None = None
    start: Answer | None = None
    for _ in range(_MOST):
        found = find(rest, at)
        if found is None:
            break
        part, answer = rest[found.start : found.end].strip(), found.answer
        if answer.rule == "from":
            if start is not None or _BARE_FROM().match(part):
                break
            start = answer
        elif answer.rule not in _PROMISES and not answer.recurs:
            break
        elif date is None:
            date, words = answer, part
        else:
            both = read(f"{part} {words}", at)
            if both.value is None or both.value.at is None or (both.kind is not Kind.INSTANT and not both.recurs):
                break
            date, words = both, f"{part} {words}"
        rest = rest[: found.start] + rest[found.end :]
    return Taken(rest, date.ahead(at.now) if date else None, words, start.ahead(at.now) if start else None)
