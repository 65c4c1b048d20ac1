"""An appointment in one line: « RDV Tuyaudec mardi 14h-15h30 », « congés du 21/12 au 1/1 », "off friday morning"."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from pupitre import phrases
from pupitre.appointment import SILENT, Appointment, Sort
from pupitre.client import Client
from pupitre.clock import instant
from pupitre.deadline import Deadline
from pupitre.phrases import Answer, Moment
from pupitre.quick import matching
from pupitre.rules import Every, Rule
from pupitre.text import clean_line, plain
from pupitre.value import Struct, replace

USUAL = timedelta(hours=1)
"""How long an appointment lasts when the line does not say."""

_SORTS: tuple[tuple[Sort, re.Pattern[str]], ...] = (
    (Sort.DUTY, re.compile(r"\b(?:permanences?|astreintes?|standard|duty|on call|hotline)\b")),
    (Sort.AWAY, re.compile(
        r"\b(?:conges?|absente?s?|absences?|vacances|rtt|ferme|fermeture|holidays?|vacation|away|leave|off|closed)\b"
    )),
)
_CLIENT = re.compile(r"(?:^|(?<=\s))@([^\s@]+)")
_HOUR = (
    r"(?:(?P<h{n}>[01]?\d|2[0-4])(?:\s?(?P<s{n}>[h:])\s?(?P<m{n}>[0-5]\d)?)?\s?(?P<ap{n}>[ap]\.?m\.?\b)?"
    r"|(?P<w{n}>midi|noon|minuit|midnight))"
)
_SPAN = re.compile(
    r"(?:(?<=\s)|^)(?:de |d'|entre |from |between )?" + _HOUR.replace("{n}", "0")
    + r"\s?(?:-|–|—|a|à|et|to|until|and)\s?" + _HOUR.replace("{n}", "1") + r"(?=[\s,.;!]|$)", re.IGNORECASE,
)
_LASTS = re.compile(
    r"(?:(?<=\s)|^)(?:pendant |durant |for |~\s?)"
    r"(?:(?P<h>\d{1,2})\s?h(?:\s?(?P<rest>[0-5]?\d))?|(?P<m>\d{1,3})\s?(?:min|mn|m)\b)", re.IGNORECASE,
)
_HALF = re.compile(
    r"(?:(?<=\s)|^)(?P<this>ce |cet |cette |this |le |l['’]|the |in the |chaque |every |tous les |toutes les )?"
    r"(?:(?P<am>matin(?:ée|ee|s)?|morning)|(?P<pm>apr[eè]s[- ]midi|aprem|afternoon)"
    r"|(?P<eve>soir(?:ée|ee|s)?|evening))"
    r"(?=[\s,.;!]|$)", re.IGNORECASE,
)
_ALL_DAY = re.compile(r"(?:(?<=\s)|^)(?:toute la journ[ée]e|la journ[ée]e|all day)(?=[\s,.;!]|$)", re.IGNORECASE)
_DANGLING = re.compile(r"(?:\s(?:le|la|les|de|du|à|a|au|on|the|at|from|for|pour))+$|^(?:le|à|at|on)\s", re.IGNORECASE)
_EVERY_WORD = ("chaque ", "every ", "tous les ", "toutes les ")
_THIS = ("ce ", "cet ", "cette ", "this ")

Hours = tuple[time, time]
Span = tuple[time, time | timedelta]
"""From when to when, or how long."""


class Booking(Struct, frozen=True):
    """What a line was understood to mean: `readings` are all it may mean, the expected one first; none, no date.

    `answer` is how its date was read, `assumed` whether its length was not in the line.
    """

    title: str
    sort: Sort
    client: Client | None = None
    unknown_client: str = ""
    readings: tuple[Appointment, ...] = ()
    answer: Answer | None = None
    assumed: bool = False


def book(line: str, clients: Iterable[Client], at: Moment) -> Booking:
    """Read one line as typed; it never fails."""
    clients = tuple(clients)
    text = clean_line(line.replace("\u202f", " ").replace("\u00a0", " "))[:1000]
    ref = _CLIENT.search(text)
    text = _without(text, ref)
    found = matching(ref[1], clients) if ref else ()
    sort = next((s for s, words in _SORTS if words.search(plain(text))), Sort.MEETING)
    text, hours, lasts = _hours(text, at)
    text, answer = _day(text, at, named=hours is not None)
    title = _tidy(text)
    client = found[0] if len(found) == 1 else None if ref else _named(title, clients)
    blank = Appointment(
        id="", title=title, sort=sort, client=client.id if client else None, silent=sort in SILENT,
    )
    readings, assumed = _readings(blank, answer, hours, lasts, at) if answer is not None else ((), False)
    return Booking(
        title, sort, client, ref[1] if ref and len(found) != 1 else "", readings, answer, assumed,
    )


def _without(text: str, found: re.Match[str] | None) -> str:
    if found is None:
        return text
    return f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()


def _tidy(text: str) -> str:
    text = " ".join(text.split()).strip(" ,;:-–")
    return _DANGLING.sub("", text).strip() or text


def _named(title: str, clients: tuple[Client, ...]) -> Client | None:
    """Return the one client whose label or name stands in a title."""
    words = set(re.split(r"[^\w]+", plain(title)))
    found = [
        c for c in clients
        if plain(c.label) in words or any(len(w) > 4 and w in words for w in re.split(r"[^\w]+", plain(c.name)))
    ]
    return found[0] if len(found) == 1 else None


# -- hours -------------------------------------------------------------------------------------------


def _hours(text: str, at: Moment) -> tuple[str, Hours | None, timedelta | None]:
    """Return the line without its hours, from when to when, and how long; a single hour stays with the day."""
    span = _SPAN.search(text)
    if span is not None and _is_span(span):
        first = _hour(span, "0", like="1")
        return _without(text, span), (first, _hour(span, "1")), None
    lasting = _LASTS.search(text)
    if lasting is not None:
        minutes = int(lasting["m"] or 0) + int(lasting["h"] or 0) * 60 + int(lasting["rest"] or 0)
        return _without(text, lasting), None, timedelta(minutes=minutes) if minutes else None
    text = _without(text, _ALL_DAY.search(text))
    half = _HALF.search(text)
    if half is None or _has_hour(text):
        return text, None, None
    word = (half["this"] or "").lower()
    instead = "chaque jour" if word in _EVERY_WORD else "aujourd'hui" if word in _THIS else ""
    text = f"{text[: half.start()]} {instead} {text[half.end() :]}".strip()
    return " ".join(text.split()), _half_of(half, at), None


def _has_hour(text: str) -> bool:
    """Return whether an hour is said beside a half of the day: « jeudi après-midi 15h »."""
    return re.search(r"\d\s?(?:h|:\d\d|[ap]m\b)", text, re.IGNORECASE) is not None


def _is_span(span: re.Match[str]) -> bool:
    """Return whether two figures are hours: one of them says so, and they differ."""
    marked = any(span[f"{part}{n}"] for part in ("s", "ap", "w") for n in "01")
    return marked and _hour(span, "0", like="1") != _hour(span, "1")


def _hour(span: re.Match[str], n: str, like: str = "") -> time:
    word = (span[f"w{n}"] or "").lower()
    if word:
        return time(12) if word in {"midi", "noon"} else time()
    hour, half = int(span[f"h{n}"]), (span[f"ap{n}"] or "").lower()
    if not half and like and span[f"ap{like}"] and not span[f"s{n}"]:
        half = span[f"ap{like}"].lower()  # "2-3pm"
    if half:
        hour = hour % 12 + 12 * half.startswith("p")
    return time(hour % 24, int(span[f"m{n}"] or 0))


def _half_of(half: re.Match[str], at: Moment) -> Hours:
    """Return the hours of a half of her day: those she works, as far as she does."""
    noon = at.noon
    if half["eve"]:
        return at.end_of_day if time(15) < at.end_of_day < at.evening else time(18), at.evening
    opens = [a for a, _ in at.hours.spans]
    closes = [b for _, b in at.hours.spans]
    if half["am"]:
        return min((a for a in opens if a < noon), default=time(8)), noon
    return min((a for a in opens if a >= noon), default=noon), max((b for b in closes if b > noon), default=time(18))


# -- days --------------------------------------------------------------------------------------------


def _day(text: str, at: Moment, *, named: bool) -> tuple[str, Answer | None]:
    """Return the line without its day, and how that reads; hours without a day are those of today or tomorrow."""
    found = phrases.find(text, at)
    if found is not None:
        return f"{text[: found.start]} {text[found.end :]}", found.answer
    return text, phrases.read("aujourd'hui", at) if named else None


def _readings(
    blank: Appointment, answer: Answer, hours: Hours | None, lasts: timedelta | None, at: Moment
) -> tuple[tuple[Appointment, ...], bool]:
    """Return every appointment the words may mean, and whether its length is assumed."""
    found: list[Appointment] = []
    assumed = False
    for value in dict.fromkeys((answer.value, *answer.alternatives)):
        if value is None:
            continue
        first, last = value.day, value.day
        if answer.rule == "range" and answer.start is not None:
            first = answer.start.day
        span: Span | None = hours
        if span is None and value.at is not None:
            begins = value.at.astimezone(at.tz)
            until = _until(answer)
            assumed = until is None and lasts is None
            span = begins.time(), until if until is not None else lasts or USUAL
            first = begins.date() if first == last else first
        again = replace(answer, value=Deadline(first)).repeat if answer.recurs else None
        found += _on(replace(blank, rule=again), first, last, span, answer, at)
    ahead = [a for a in found if _ends(a, at) > at.now]
    return tuple(dict.fromkeys(ahead or found)), assumed


def _until(answer: Answer) -> time | None:
    rule, _, until = answer.rule.partition(":")
    return time.fromisoformat(until) if rule == "until" and until else None


def _on(
    blank: Appointment, first: date, last: date, span: Span | None, answer: Answer, at: Moment
) -> list[Appointment]:
    rule = blank.rule
    if span is None:
        return [replace(blank, first=first, last=first if rule else last)]
    if last != first:
        # « du lundi au vendredi 9h-12h »: those days of this week; or of every week.
        once = Rule(every=Every.DAY, first=first, until=last)
        weekly = Rule(every=Every.WEEK, first=first, weekdays=_weekdays(first, last))
        rules = [once, weekly] if (last - first).days < 7 else [once]
        return [_timed(replace(blank, rule=each), first, span, at) for each in rules]
    found = _timed(blank, first, span, at)
    if rule is None and found.end is not None and found.end <= at.now and answer.value is not None:
        following = first + timedelta(days=1)
        return [found, _timed(blank, following, span, at)] if answer.value.day == at.today else [found]
    return [found]


def _weekdays(first: date, last: date) -> tuple[int, ...]:
    return tuple(sorted({(first + timedelta(days=n)).weekday() for n in range((last - first).days + 1)}))


def _timed(blank: Appointment, day: date, span: Span, at: Moment) -> Appointment:
    begins, ends = span
    start = instant(day, begins, at.tz)
    if isinstance(ends, timedelta):
        return replace(blank, start=start, end=start + ends)
    end = instant(day + timedelta(days=ends <= begins), ends, at.tz)
    # One in the hour that is skipped that night would end before it begins.
    return replace(blank, start=start, end=end if end > start else start + USUAL)


def _ends(found: Appointment, at: Moment) -> datetime:
    last = found.last_day(at.tz)
    if last is None:
        return datetime.max.replace(tzinfo=at.now.tzinfo)
    if found.end is not None and found.rule is None:
        return found.end
    return instant(last + timedelta(days=1), time(), at.tz)
