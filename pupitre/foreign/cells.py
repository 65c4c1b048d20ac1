"""Dates and durations as they stand in tables: « 05/12/2026 14h30 », « 5 déc. 2026 », « 1 h 30 », « 1,5 h »."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, tzinfo

from pupitre.clock import instant
from pupitre.deadline import Deadline
from pupitre.errors import Invalid
from pupitre.foreign.guesses import compared
from pupitre.foreign.values import DAY_FIRST, MONTH_FIRST
from pupitre.quick import MAX_ESTIMATE_MIN
from pupitre.tasks import EARLIEST_YEAR, LATEST_YEAR

NOON = time(12)
"""Where a finished day without an hour lies: well within it, in every zone of France."""

_MONTHS = (
    ("janvier", "january"), ("fevrier", "february"), ("mars", "march"), ("avril", "april"), ("mai", "may"),
    ("juin", "june"), ("juillet", "july"), ("aout", "august"), ("septembre", "september"), ("octobre", "october"),
    ("novembre", "november"), ("decembre", "december"),
)
_HOUR = (r"(?:[ ,]*(?:\b(?:a|at)\b)? *(?P<hour>[0-9]{1,2}) ?(?:h|:) ?(?P<minute>[0-9]{2})?(?::[0-9]{2}(?:\.[0-9]+)?)?"
         r" ?(?P<half>am|pm)?)?")
_DAYS = (
    re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})t?" + _HOUR),
    re.compile(r"(?P<one>[0-9]{1,2})[-/.](?P<two>[0-9]{1,2})[-/.](?P<year>[0-9]{4}|[0-9]{2})" + _HOUR),
    re.compile(r"(?:[a-z]{3,9}[., ]+)?(?P<day>[0-9]{1,2})(?:er|st|nd|rd|th)?[- ](?P<name>[a-z]{3,9})\.?[-, ]+"
               r"(?P<year>[0-9]{4}|[0-9]{2})" + _HOUR),
    re.compile(r"(?P<name>[a-z]{3,9})\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})" + _HOUR),
)
_SLASHED = re.compile(r"\s*([0-9]{1,2})[-/.]([0-9]{1,2})[-/.](?:[0-9]{4}|[0-9]{2})\b")
_OFFSET = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[tT ][0-9:.]{4,20} ?(?:[zZ]|[+-][0-9]{2}:?[0-9]{2})")

_LENGTHS = (
    re.compile(r"(?P<hours>[0-9]{1,4}(?:[.,][0-9]{1,3})?) ?(?:h|heures?|hours?|hrs?)(?: ?(?P<minutes>[0-9]{1,2})"
               r" ?(?:min|mn|m|minutes?)?)?"),
    re.compile(r"(?P<hours>[0-9]{1,4}):(?P<minutes>[0-5][0-9])(?::[0-9]{2})?"),
    re.compile(r"(?P<minutes>[0-9]{1,5}(?:[.,]0{1,3})?) ?(?:min|mn|m|minutes?|')?"),
)
_NUMBER = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,3})?")


def order_of(cells: Iterable[str]) -> str:
    """Return whether days or months come first in dates such as 05/12/2026; days, unless one of them forbids it."""
    pairs = [(int(found[1]), int(found[2])) for cell in cells if (found := _SLASHED.match(cell))]
    months_first = any(two > 12 for _, two in pairs) and not any(one > 12 for one, _ in pairs)
    return MONTH_FIRST if months_first else DAY_FIRST


def has_order(cells: Iterable[str]) -> bool:
    """Return whether there are dates whose day and month could be taken for each other."""
    return any(_SLASHED.match(cell) for cell in cells)


def deadline_in(raw: str, field: str, zone: tzinfo, order: str) -> Deadline | None:
    """Return the day, and the hour where there is one, of a cell; None of an empty one. Raises `Invalid`."""
    if not raw.strip():
        return None
    day, at = _read(raw, field, zone, order)
    if isinstance(at, datetime):
        return Deadline.at_instant(at, zone)
    return Deadline.on(day, at, zone)


def moment_in(raw: str, field: str, zone: tzinfo, order: str) -> datetime | None:
    """Return the instant of a cell, noon of a day without an hour, None of an empty one. Raises `Invalid`."""
    if not raw.strip():
        return None
    day, at = _read(raw, field, zone, order)
    return at.astimezone(UTC) if isinstance(at, datetime) else instant(day, at or NOON, zone)


def _read(raw: str, field: str, zone: tzinfo, order: str) -> tuple[date, time | datetime | None]:
    """Return the local day of a cell, and its hour, or its instant where it names an offset."""
    told = compared(raw)
    try:
        if _OFFSET.fullmatch(told):
            moment = datetime.fromisoformat(told.upper().replace(" Z", "Z"))
            return _within(moment.astimezone(zone).date(), field, raw), moment
        found = next((f for f in (pattern.fullmatch(told) for pattern in _DAYS) if f), None)
        if found is None:
            raise Invalid(field, "date", raw)
        parts = found.groupdict()
        year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
        month, day = _month_and_day(parts, order)
        return _within(date(year, month, day), field, raw), _hour(parts)
    except (ValueError, OverflowError) as error:
        raise Invalid(field, "date", raw) from error


def _month_and_day(parts: dict[str, str | None], order: str) -> tuple[int, int]:
    if parts.get("one"):
        one, two = int(parts["one"] or 0), int(parts["two"] or 0)
        return (two, one) if order == DAY_FIRST else (one, two)
    return _month(parts["name"] or "") if parts.get("name") else int(parts["month"] or 0), int(parts["day"] or 0)


def _month(word: str) -> int:
    """Return the month that a word of three letters or more begins. Raises ValueError."""
    found = [n for n, names in enumerate(_MONTHS, 1) if any(name.startswith(word) for name in names)]
    if len(found) != 1:
        raise ValueError(word)
    return found[0]


def _hour(parts: dict[str, str | None]) -> time | None:
    if parts["hour"] is None:
        return None
    hour, half = int(parts["hour"]), parts["half"]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, int(parts["minute"] or 0))


def _within(day: date, field: str, raw: str) -> date:
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise Invalid(field, "range", raw)
    return day


def minutes_in(raw: str, field: str, *, hours: bool = False) -> int | None:
    """Return the minutes of a cell, None of an empty one and of 0; `hours` reads plain numbers as such.

    Raises:
        Invalid: it is no duration, or longer than an estimate can be.
    """
    told = compared(raw)
    if not told:
        return None
    if hours and _NUMBER.fullmatch(told):
        told += " h"
    found = next((f for f in (pattern.fullmatch(told) for pattern in _LENGTHS) if f), None)
    if found is None:
        raise Invalid(field, "duration", raw)
    parts = {name: float((part or "0").replace(",", ".")) for name, part in found.groupdict().items()}
    minutes = round(parts.get("hours", 0) * 60 + parts["minutes"])
    if minutes > MAX_ESTIMATE_MIN:
        raise Invalid(field, "range", raw)
    return minutes or None
