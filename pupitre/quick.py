"""Adding in one line: client, estimate, urgency, category and date anywhere between the words of the title."""

import re
from collections.abc import Iterable, Iterator

from pupitre import phrases
from pupitre.client import Client
from pupitre.deadline import Deadline
from pupitre.phrases import Answer, Moment
from pupitre.rules import LAST, Every, Rule
from pupitre.task import Priority
from pupitre.text import Late, clean_line, late, plain
from pupitre.value import Struct, replace

MAX_ESTIMATE_MIN = 60 * 100
"""A hundred hours: a longer estimate is a slip of the finger."""

_CLIENT = late(r"(?:^|(?<=\s))@([^\s@]+)")
_CATEGORY = late(r"(?:^|(?<=\s))#([^\s#]+)")
_URGENT = late(r"(?:^|(?<=\s))!+(?=\s|$)")
_LENGTH = r"(?:^|(?<=\s))~\s?(?:(?P<hours>\d{1,3})\s?h(?:\s?(?P<rest>\d{1,2}))?|(?P<minutes>\d{1,4})\s?(?:min|mn|m)?)"
_ESTIMATE = late(rf"{_LENGTH}(?=\s|$)", re.IGNORECASE)
_AUDIO = late(rf"{_LENGTH}\s?(?:d['’]\s?|of\s)?audio(?=\s|$)", re.IGNORECASE)
_URGENT_WORD = late(
    r"(?P<not>(?:pas|non|peu|moins|not|non-)\s+)?(?<![\w'’-])urgente?(?![\w'’-])(?P<mark>\s*[!:,]+)?", re.IGNORECASE
)


class Understanding(Struct, frozen=True):
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
    start: Answer | None = None
    """How the words of `not_before` were read."""

    @property
    def wants_hour(self) -> bool:
        """Whether it is urgent and nobody said for what hour: « urgent » alone tells her nothing."""
        at = self.date.value.at if self.date and self.date.value else None
        return self.priority is Priority.URGENT and at is None and self.rule is None


def understand(line: str, clients: Iterable[Client], at: Moment) -> Understanding:
    """Read one line as typed, before Enter; it never fails, an empty title is the caller's to refuse."""
    text, ref = _take("@", _CLIENT, clean_line(line.replace("\u202f", " ").replace("\u00a0", " ")))
    text, audio = _taken_minutes(_AUDIO, text)
    text, minutes = _taken_minutes(_ESTIMATE, text)
    text, category = _take("#", _CATEGORY, text)
    text, urgent = _take("!", _URGENT, text)
    dated = phrases.taken(text, at)
    title, pressing = _stripped(dated.rest, text), bool(urgent)
    if not pressing:
        # Beside a `!` the word says something of the title: « Liste urgente ! ».
        title, pressing = _without_urgent(title)
    start, date = dated.start, dated.date
    if date is not None and date.rule == "range" and start is None:
        begins = date.start
    else:
        begins = start.value if start else None
    matches = matching(ref.group(1), clients) if ref else ()
    return Understanding(
        title=" ".join(title.split()),
        client=matches[0] if len(matches) == 1 else None,
        unknown_client=ref.group(1) if ref and len(matches) != 1 else "",
        candidates=matches if len(matches) > 1 else (),
        estimate_min=minutes,
        priority=Priority.URGENT if pressing else Priority.NORMAL,
        category=category.group(1) if category else "",
        date=date,
        date_words=dated.words,
        not_before=begins,
        rule=date.repeat if date is not None and (date.recurs or dated.starred) else None,
        audio_min=audio,
        start=start,
    )


def readings(line: Understanding) -> tuple[Understanding, ...]:
    """Return all that a line may mean, the expected meaning first: other days and hours, again or only once."""
    return tuple(dict.fromkeys((line, *_other_readings(line))))


def _other_readings(line: Understanding) -> Iterator[Understanding]:
    date, start = line.date, line.start
    if date is not None:
        for n in range(1, len(date.alternatives)):
            turned = (*date.alternatives[n:], *date.alternatives[:n])
            other = replace(date, value=turned[0], alternatives=turned)
            yield replace(line, date=other, rule=other.repeat if line.rule else None)
        if line.rule is not None:
            yield replace(line, rule=None)
        elif offers_rule(date):
            yield replace(line, rule=date.repeat)
    if start is not None:
        for n in range(1, len(start.alternatives)):
            turned = (*start.alternatives[n:], *start.alternatives[:n])
            yield replace(line, not_before=turned[0], start=replace(start, value=turned[0], alternatives=turned))


def offers_rule(date: Answer) -> bool:
    """Return whether the words of a single date are said of what comes each month as well: « fin de mois »."""
    again = date.again
    return again is not None and date.repeat is not None and (
        again.every in {Every.MONTH_WEEKDAY, Every.LAST_WORKING_DAY} or again.day == LAST
    )


def matching(reference: str, clients: Iterable[Client]) -> tuple[Client, ...]:
    """Return the clients that a typed reference may mean: its label, its id, else the start of a name's word."""
    wanted, clients = plain(reference.lstrip("@")), tuple(clients)
    exact = tuple(c for c in clients if wanted in {plain(c.label), plain(c.id), plain(c.name)})
    if exact or not wanted:
        return exact[:1]
    return tuple(c for c in clients if any(w.startswith(wanted) for w in re.split(r"[\s'-]+", plain(c.name))))


def completing(reference: str, clients: Iterable[Client]) -> tuple[Client, ...]:
    """Return the clients whose label, or a word of whose name, begins like this; all of them for nothing typed."""
    wanted, clients = plain(reference), tuple(clients)
    by_label = [c for c in clients if plain(c.label).startswith(wanted)]
    by_name = [c for c in clients if any(w.startswith(wanted) for w in re.split(r"[\s'-]+", plain(c.name)))]
    return tuple(dict.fromkeys((*by_label, *by_name)))


def _without_urgent(text: str) -> tuple[str, bool]:
    """Return whether the line says « urgent », which leaves the title only at one of its ends."""
    for found in _URGENT_WORD().finditer(text) if "urgent" in text.lower() else ():
        if found["not"]:
            continue
        before, after = text[: found.start()].strip(), text[found.end() :].strip()
        return (f"{before} {after}".strip(" ,:-–") if not before or not after else text), True
    return text, False


def _stripped(rest: str, whole: str) -> str:
    """Return what is left, without the comma or the colon that stood before a date at its end."""
    return rest if rest == whole else rest.rstrip().removesuffix(",").removesuffix(" :")


def _take(sign: str, pattern: Late, text: str) -> tuple[str, re.Match[str] | None]:
    """Return a line without what a pattern takes from it, and that; it is looked for where its sign stands at all."""
    found = pattern().search(text) if sign in text else None
    if found is None:
        return text, None
    return f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip(), found


def _taken_minutes(pattern: Late, text: str) -> tuple[str, int | None]:
    rest, found = _take("~", pattern, text)
    if found is None:
        return text, None
    hours, more, minutes = found.group("hours", "rest", "minutes")
    total = int(hours or 0) * 60 + int(more or minutes or 0)
    return (rest, total) if 0 < total <= MAX_ESTIMATE_MIN else (text, None)
