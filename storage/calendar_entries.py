"""The entries of a calendar, as icalendar reads them, as appointments of some days."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from pupitre.appointment import Appointment, Sort
from pupitre.clock import instant
from pupitre.digests import sha256_of
from pupitre.text import clean_line
from pupitre.value import Struct

if TYPE_CHECKING:
    from icalendar import Event

ONE_DAY = timedelta(days=1)
LONGEST = timedelta(days=366)
TITLE = 500
OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
YEARS = range(1971, 2500)
"""Of a rule: from an older beginning, each day since would be counted."""


class Bad(ValueError):
    """What is wrong with a calendar or with one of its entries, as a code."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Window(Struct, frozen=True):
    """The days that are wanted, both ends in them, and the zone of hours that name none."""

    zone: tzinfo
    first: date
    last: date


def entries(events: Sequence["Event"], window: Window) -> Iterator[Appointment]:
    """Yield the appointments of the entries under one name. Raises `Bad`."""
    if any(e.get("RRULE") or e.get("RDATE") or e.get("RECURRENCE-ID") for e in events):
        events = _expanded(events, window)
    else:
        latest = max(_number(e.get("SEQUENCE")) for e in events)
        events = [e for e in events if _number(e.get("SEQUENCE")) == latest]
    for event in events:
        if _text(event.get("STATUS")).upper() == "CANCELLED":
            continue
        found = _appointment(event, window.zone)
        if _lies(found, window):
            yield found


def _expanded(events: Sequence["Event"], window: Window) -> list["Event"]:
    """Return each time that entries which come again take place. Raises `Bad`."""
    from icalendar import Calendar  # noqa: PLC0415 - loaded when a calendar is read
    from recurring_ical_events import of  # noqa: PLC0415

    calendar = Calendar()
    for event in events:
        _refuse_endless(event)
        calendar.add_component(event)
    try:
        return list(of(calendar).between(window.first - ONE_DAY, window.last + 2 * ONE_DAY))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError) as error:
        # The library promises `InvalidCalendar`; what dateutil makes of a wrong rule comes through as it is.
        raise Bad("rule") from error


def _refuse_endless(event: "Event") -> None:
    """Refuse a rule that would be counted for minutes. Raises `Bad`."""
    rules = event.get("RRULE") or []
    start = getattr(event.get("DTSTART"), "dt", None)
    for rule in rules if isinstance(rules, list) else [rules]:
        often = {str(f).upper() for f in rule.get("FREQ", [])}
        many = any(len(rule.get(part, [])) > 4 for part in ("BYHOUR", "BYMINUTE", "BYSECOND"))
        if often & OFTEN or many:
            raise Bad("too_often")
        if start is not None and start.year not in YEARS:
            raise Bad("year")


def _appointment(event: "Event", zone: tzinfo) -> Appointment:
    """Return one entry. Raises `Bad`."""
    start = getattr(event.get("DTSTART"), "dt", None)
    if not isinstance(start, date):
        raise Bad("no_start")
    end = _end(event, start)
    title = clean_line(_text(event.get("SUMMARY")))[:TITLE]
    uid = _text(event.get("UID"))
    name = sha256_of(f"{uid or title}|{_of(start, zone).isoformat()}".encode("utf-8", "replace"))[:20]
    away = _text(event.get("X-MICROSOFT-CDO-BUSYSTATUS")).upper()
    free = _text(event.get("TRANSP")).upper() == "TRANSPARENT" or away == "FREE"
    common: dict[str, Any] = {
        "id": name, "uid": clean_line(uid)[:TITLE], "title": title, "blocks": not free,
        "place": clean_line(_text(event.get("LOCATION")))[:TITLE],
        "sort": Sort.AWAY if away == "OOF" else Sort.MEETING,
    }
    if not isinstance(start, datetime) or _is_whole(event, start, end):
        first, until = _day(start), _day(end)
        return Appointment(**common, first=first, last=max(until - ONE_DAY, first))
    begins, ends = _of(start, zone), _of(end, zone)
    if ends < begins:
        raise Bad("order")
    if ends - begins > LONGEST:
        raise Bad("too_long")
    return Appointment(**{**common, "blocks": not free and begins < ends}, start=begins, end=ends)


def _end(event: "Event", start: date) -> date:
    """Return when an entry ends: by its end, by its length, or as RFC 5545 3.6.1 has it without both."""
    end = getattr(event.get("DTEND"), "dt", None)
    length = getattr(event.get("DURATION"), "dt", None)
    try:
        if isinstance(end, date) and isinstance(end, datetime) == isinstance(start, datetime):
            return end
        if isinstance(length, timedelta):
            return start + length
        return start if isinstance(start, datetime) else start + ONE_DAY
    except OverflowError as error:
        raise Bad("year") from error


def _is_whole(event: "Event", start: datetime, end: date) -> bool:
    """Return whether Outlook meant whole days by hours from midnight to midnight."""
    said = _text(event.get("X-MICROSOFT-CDO-ALLDAYEVENT")).upper() == "TRUE"
    return said and isinstance(end, datetime) and start.time() == end.time() == time() and start < end


def _of(moment: date, zone: tzinfo) -> datetime:
    """Return an instant in UTC; an hour without a zone is hers, a day begins at midnight. Raises `Bad`."""
    try:
        if not isinstance(moment, datetime):
            return instant(moment, time(), zone)
        return (moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (OverflowError, ValueError) as error:
        raise Bad("year") from error


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _lies(found: Appointment, window: Window) -> bool:
    last = found.last_day(window.zone)
    return last is not None and found.day(window.zone) <= window.last and window.first <= last


def _text(value: object) -> str:
    """Return a property as text; of one that stands twice, the first."""
    if isinstance(value, list):
        value = value[0] if value else None
    return "" if value is None else str(value)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
