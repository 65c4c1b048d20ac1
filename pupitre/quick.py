"""Adding in one line: client, estimate, urgency, category and date anywhere between the words of the title."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pupitre import phrases
from pupitre.client import Client
from pupitre.deadline import Deadline
from pupitre.phrases import Answer, Kind, Moment
from pupitre.rules import Rule
from pupitre.task import Priority
from pupitre.text import clean_line, plain

MAX_ESTIMATE_MIN = 60 * 100
"""A hundred hours: a longer estimate is a slip of the finger."""

_PROMISES = frozenset({"", "range"})
"""The rules of a reading that are one promise; a start, a recurrence or an appointment stays in the title."""

_CLIENT = re.compile(r"(?:^|(?<=\s))@([^\s@]+)")
_CATEGORY = re.compile(r"(?:^|(?<=\s))#([^\s#]+)")
_URGENT = re.compile(r"(?:^|(?<=\s))!+(?=\s|$)")
_ESTIMATE = re.compile(
    r"(?:^|(?<=\s))~\s?(?:(?P<hours>\d{1,3})\s?h(?:\s?(?P<rest>\d{1,2}))?|(?P<minutes>\d{1,4})\s?(?:min|mn|m)?)(?=\s|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a typed line was understood to mean; what was not understood is still in `title`.

    `rule` makes it a recurrence, `not_before` is a start, `audio_min` minutes of sound to transcribe.
    """

    title: str
    client: Client | None = None
    unknown_client: str = ""
    candidates: tuple[Client, ...] = ()
    estimate_min: int | None = None
    priority: Priority = Priority.NORMAL
    category: str = ""
    date: Answer | None = None
    date_words: str = ""
    not_before: Deadline | None = None
    rule: Rule | None = None
    audio_min: int | None = None
    note: str = ""


def understand(line: str, clients: Iterable[Client], at: Moment) -> Understanding:
    """Read one line as typed, before Enter; it never fails, an empty title is the caller's to refuse."""
    text, ref = _take(_CLIENT, clean_line(line.replace("\u202f", " ").replace("\u00a0", " ")))
    rest, estimate = _take(_ESTIMATE, text)
    minutes = _minutes(estimate) if estimate else None
    text = rest if minutes else text
    text, category = _take(_CATEGORY, text)
    text, urgent = _take(_URGENT, text)
    text, words, date = _dated(text, at)
    matches = matching(ref.group(1), clients) if ref else ()
    return Understanding(
        title=" ".join(text.split()),
        client=matches[0] if len(matches) == 1 else None,
        unknown_client=ref.group(1) if ref and len(matches) != 1 else "",
        candidates=matches if len(matches) > 1 else (),
        estimate_min=minutes,
        priority=Priority.URGENT if urgent else Priority.NORMAL,
        category=category.group(1) if category else "",
        date=date,
        date_words=words,
    )


def _dated(text: str, at: Moment) -> tuple[str, str, Answer | None]:
    """Return the line without its date, the words of it, and its reading; day and hour may stand apart."""
    rest, words, answer = _cut(text, at)
    if answer is None:
        return text, "", None
    without, other, _ = _cut(rest, at)
    if other:
        both = phrases.read(f"{other} {words}", at)
        if both.kind is Kind.INSTANT:
            return without, f"{other} {words}", both.ahead(at.now)
    return rest, words, answer.ahead(at.now)


def _cut(text: str, at: Moment) -> tuple[str, str, Answer | None]:
    found = phrases.find(text, at)
    if found is None or found.answer.rule not in _PROMISES:
        return text, "", None
    return text[: found.start] + text[found.end :], text[found.start : found.end].strip(), found.answer


def matching(reference: str, clients: Iterable[Client]) -> tuple[Client, ...]:
    """Return the clients that a typed reference may mean: its label, its id, else the start of a name's word."""
    wanted, clients = plain(reference.lstrip("@")), tuple(clients)
    exact = tuple(c for c in clients if wanted in {plain(c.label), plain(c.id), plain(c.name)})
    if exact or not wanted:
        return exact[:1]
    return tuple(c for c in clients if any(w.startswith(wanted) for w in re.split(r"[\s'-]+", plain(c.name))))


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, re.Match[str] | None]:
    found = pattern.search(text)
    if found is None:
        return text, None
    return f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip(), found


def _minutes(estimate: re.Match[str]) -> int | None:
    hours, rest, minutes = estimate.group("hours", "rest", "minutes")
    total = int(hours or 0) * 60 + int(rest or minutes or 0)
    return total if 0 < total <= MAX_ESTIMATE_MIN else None
