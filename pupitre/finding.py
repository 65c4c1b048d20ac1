"""Search over everything: what one typed line asks for, and which values answer it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, time, tzinfo
from enum import StrEnum
from functools import cache
from typing import TypeVar

from pupitre.calendar import ONE_DAY
from pupitre.client import Client
from pupitre.clock import local_day
from pupitre.entry import Entry
from pupitre.interruption import Interruption
from pupitre.months import days_in
from pupitre.phrases import Moment
from pupitre.phrases.words import MONTHS
from pupitre.ports import Value
from pupitre.quick import matching
from pupitre.report import Report
from pupitre.task import Task
from pupitre.text import clean_line, plain
from pupitre.value import Struct

T = TypeVar("T")

Searched = Task | Entry | Interruption | Client | Report
"""The values that have texts to search; pauses, settings and the running session have none."""


class Found(StrEnum):
    """Where a task stands, as it can be asked for: dropped is one of the answers."""

    TODO = "todo"
    DOING = "doing"
    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"


class Query(Struct, frozen=True):
    """Conditions that must all hold; `words` are in the form of `plain`, `first` and `last` days count in.

    A status asks for tasks only. A client on its own has no day, and is never within a period.
    """

    words: tuple[str, ...] = ()
    client: str | None = None
    status: Found | None = None
    first: date | None = None
    last: date | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return not self.words and self.client is None and self.status is None and not self.dated

    @property
    def dated(self) -> bool:
        """Whether a period is asked for."""
        return self.first is not None or self.last is not None


class Hit(Struct, frozen=True):
    """A value that answers: its local working day (a client has none) and the line where the words are.

    `client` is an id, or the word that tells the source of an interruption; `text` is a whole line, the
    first one when no single line has all the words, and "" for an entry without a note.
    """

    kind: type[Searched]
    id: str
    day: date | None
    client: str | None
    text: str
    value: Searched


# -- what a line asks for ---------------------------------------------------------------------------

_STATUS_WORDS: Mapping[str, Found] = {
    "faire": Found.TODO, "todo": Found.TODO,
    "cours": Found.DOING, "doing": Found.DOING,
    "attente": Found.WAITING, "waiting": Found.WAITING,
    "fait": Found.DONE, "faits": Found.DONE, "faites": Found.DONE, "done": Found.DONE,
    "abandonnes": Found.DROPPED, "abandonnees": Found.DROPPED, "dropped": Found.DROPPED,
}

# The patterns read a line in the form of `plain`. A quotation that does not end is still being typed.
_QUOTED = re.compile(r'(?<!\S)(?:"([^"]*)(?:"|$)|«([^»]*)(?:»|$)|“([^”]*)(?:”|$))')
_CLIENT = re.compile(r"(?<!\S)@(\S+)")
_STATUS = re.compile(r"(?<!\S):(?:(?:a|en) )?([a-z]+)(?!\S)")


class _Side(StrEnum):
    """Which side of a written period is meant."""

    WITHIN = "en in le on du de of from entre between et and au a to"
    SINCE = "depuis since"
    AFTER = "apres after"
    BEFORE = "avant before"
    UNTIL = "jusqu'au jusqu'a jusqu'en until"


_SIDES: Mapping[str, _Side] = {word: side for side in _Side for word in side.value.split()}
_MONTH = r"(?P<month>[a-z]+)\.?"
_YEAR = "(?P<year>20[0-9]{2})"
_DATES = (
    rf"(?:(?P<day>[0-9]{{1,2}})(?:er|st|nd|rd|th)? )?{_MONTH} {_YEAR}",
    rf"{_MONTH} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}",
    r"(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>(?:20)?[0-9]{2})",
    rf"{_YEAR}-(?P<month>[0-9]{{2}})(?:-(?P<day>[0-9]{{2}}))?",
    rf"(?P<month>[0-9]{{1,2}})/{_YEAR}",
    _YEAR,
)


@cache
def _periods() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a period, the longest first; compiled at the first search, not at the start."""
    before = rf"(?<!\S)(?:d'|(?P<side>{'|'.join(_SIDES)}) (?:le |the )?)?"
    return tuple(re.compile(rf"{before}{written}(?!\S)") for written in _DATES)


_Span = tuple[_Side, date, date]
"""A period as written: the side of it that is meant, its first and its last day."""


def read_query(text: str, clients: Iterable[Client], moment: Moment) -> Query:
    """Read a line as typed in a search field; it never fails, what is not understood is a word to find.

    The first `@client` and the first `:status` that are understood count. Several periods are one that holds
    them all; « depuis » and « avant » narrow it. What is still to come is words: « catalogue 2027 ».
    """
    clients = tuple(clients)
    rest, quoted = _take(_QUOTED, " ".join(plain(clean_line(text)).split()), lambda m: m[1] or m[2] or m[3] or "")
    rest, named = _take(_CLIENT, rest, lambda m: _only(c.id for c in matching(m[1], clients)), most=1)
    rest, status = _take(_STATUS, rest, lambda m: _status(m[1]), most=1)
    spans: list[_Span] = []
    for pattern in _periods():
        rest, more = _take(pattern, rest, lambda m: _span(m, moment.today))
        spans += more
    first, last = _narrowed(spans)
    words = [*(" ".join(phrase.split()) for phrase in quoted), *rest.split()]
    return Query(
        words=tuple(dict.fromkeys(w for w in words if w)), client=next(iter(named), None),
        status=next(iter(status), None), first=first, last=last,
    )


def _take(
    pattern: re.Pattern[str], text: str, meaning: Callable[[re.Match[str]], T | None], most: int | None = None
) -> tuple[str, list[T]]:
    """Return the text without what was understood, and the meanings of that, `most` of them."""
    found: list[T] = []

    def cut(match: re.Match[str]) -> str:
        meant = None if len(found) == most else meaning(match)
        if meant is None:
            return match[0]
        found.append(meant)
        return " "

    return pattern.sub(cut, text), found


def _only(choices: Iterable[T]) -> T | None:
    """Return the choice when there is exactly one."""
    different = set(choices)
    return different.pop() if len(different) == 1 else None


def _status(word: str) -> Found | None:
    """Return the status that a word begins to tell, when it can be no other."""
    return _only(status for name, status in _STATUS_WORDS.items() if name.startswith(word))


def _span(match: re.Match[str], today: date) -> _Span | None:
    """Return the days that are written; None for what the calendar does not have, or what is still to come."""
    part = match.groupdict()
    year, named = 2000 + int(part["year"]) % 100, part.get("month") or ""
    month = int(named) if named.isdigit() else MONTHS.get(named, 0)
    if named and not 1 <= month <= 12:
        return None
    longest, day = days_in(year, month or 12), part.get("day")
    if day is not None and not 1 <= int(day) <= longest:
        return None
    first, last = date(year, month or 1, int(day or 1)), date(year, month or 12, int(day or longest))
    side = _SIDES.get(part["side"] or "", _Side.WITHIN)
    ahead = first > today and side not in {_Side.BEFORE, _Side.UNTIL}
    return None if ahead else (side, first, last)


def _narrowed(spans: list[_Span]) -> tuple[date | None, date | None]:
    """Return the first and the last day of several periods."""
    def days(wanted: _Side) -> list[tuple[date, date]]:
        return [(first, last) for side, first, last in spans if side is wanted]

    within = days(_Side.WITHIN)
    firsts = [first for first, _ in days(_Side.SINCE)] + [last + ONE_DAY for _, last in days(_Side.AFTER)]
    lasts = [last for _, last in days(_Side.UNTIL)] + [first - ONE_DAY for first, _ in days(_Side.BEFORE)]
    if within:
        firsts.append(min(first for first, _ in within))
        lasts.append(max(last for _, last in within))
    return max(firsts, default=None), min(lasts, default=None)


# -- what answers -------------------------------------------------------------------------------------

_SEARCHED = (Task, Entry, Interruption, Client, Report)


def hits(values: Iterable[Value], query: Query, zone: tzinfo, day_start: time = time(4)) -> Iterator[Hit]:
    """Yield the values that answer, in their own order; days are working days that begin at `day_start`."""
    if query.empty:
        return
    for value in values:
        if not isinstance(value, _SEARCHED) or not _fits(value, query):
            continue
        day = _day(value, zone, day_start) if query.dated else None
        if query.dated and not _within(day, query):
            continue
        text = _line(_texts(value), query.words)
        if text is not None:
            day = day or _day(value, zone, day_start)
            yield Hit(type(value), value.id, day, _client(value), text, value)


def _fits(value: Searched, query: Query) -> bool:
    """Whether client and status are those asked for, which costs little to see."""
    if query.client is not None and _client(value) != query.client:
        return False
    return query.status is None or (isinstance(value, Task) and _found(value) is query.status)


def _client(value: Searched) -> str | None:
    if isinstance(value, Client):
        return value.id
    return value.source if isinstance(value, Interruption) else value.client


def _found(task: Task) -> Found:
    return Found.DROPPED if task.dropped_at is not None else Found(task.status)


def _day(value: Searched, zone: tzinfo, day_start: time) -> date | None:
    """Return the working day a value belongs to: of a task, the day it ended, else the day it came."""
    if isinstance(value, Client):
        return None
    if isinstance(value, Report):
        return value.day
    if isinstance(value, Task):
        moment = value.dropped_at or value.done_at or value.created
    else:
        moment = value.start if isinstance(value, Entry) else value.at
    return local_day(moment, zone, day_start)


def _within(day: date | None, query: Query) -> bool:
    if day is None:
        return False
    return (query.first is None or query.first <= day) and (query.last is None or day <= query.last)


def _texts(value: Searched) -> str:
    """Return every text of a value, one a line; the lines of a note stay its own."""
    texts: tuple[str | None, ...]
    match value:
        case Entry():
            return value.note
        case Task():
            texts = (value.title, value.note, value.reason, value.result, value.scope_note, value.report_label,
                     value.category, value.waiting_for, value.next_text, *(item.text for item in value.checklist))
        case Interruption():
            texts = (value.summary, value.source)
        case Client():
            who = value.contact
            person = " ".join(filter(None, (who.civility, who.first_name, who.last_name)))
            texts = (value.name, value.label, value.trade, person, who.email, value.scope_note, value.contact_rules)
        case Report():
            texts = (value.subject, value.body)
    return "\n".join(filter(None, texts))


def _line(text: str, words: tuple[str, ...]) -> str | None:
    """Return the first line with all the words, else the first line; None when a word is nowhere."""
    if words:
        folded = plain(text)
        for word in words:
            if word not in folded:
                return None
        for line, form in zip(text.split("\n"), folded.split("\n"), strict=True):
            if all(word in form for word in words):
                return line
    return next(filter(None, text.split("\n")), "")
