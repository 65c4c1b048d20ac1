"""Public holidays, working days, and the planned working time between two instants.

The dates come from a small table of rules instead of a data package: eleven holidays, all of France.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from dateutil.easter import easter

from pupitre.clock import instant
from pupitre.value import Struct

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6


class Zone(StrEnum):
    """Which holidays are observed."""

    METROPOLE = "metropole"
    ALSACE_MOSELLE = "alsace_moselle"


class Holiday(StrEnum):
    """A public holiday."""

    NEW_YEAR = "new_year"
    GOOD_FRIDAY = "good_friday"
    EASTER_MONDAY = "easter_monday"
    LABOUR_DAY = "labour_day"
    VICTORY_1945 = "victory_1945"
    ASCENSION = "ascension"
    WHIT_MONDAY = "whit_monday"
    BASTILLE_DAY = "bastille_day"
    ASSUMPTION = "assumption"
    ALL_SAINTS = "all_saints"
    ARMISTICE_1918 = "armistice_1918"
    CHRISTMAS = "christmas"
    SECOND_CHRISTMAS_DAY = "second_christmas_day"


# Code du travail, article L3133-1. A later line wins when two fall on one day (Ascension on 1 May 2008).
_FIXED: Mapping[Holiday, tuple[int, int]] = {
    Holiday.NEW_YEAR: (1, 1),
    Holiday.LABOUR_DAY: (5, 1),
    Holiday.VICTORY_1945: (5, 8),
    Holiday.BASTILLE_DAY: (7, 14),
    Holiday.ASSUMPTION: (8, 15),
    Holiday.ALL_SAINTS: (11, 1),
    Holiday.ARMISTICE_1918: (11, 11),
    Holiday.CHRISTMAS: (12, 25),
}
_AFTER_EASTER: Mapping[Holiday, int] = {
    Holiday.EASTER_MONDAY: 1,
    Holiday.ASCENSION: 39,
    Holiday.WHIT_MONDAY: 50,
}
# Code du travail, article L3134-13.
_ALSACE_MOSELLE_FIXED: Mapping[Holiday, tuple[int, int]] = {Holiday.SECOND_CHRISTMAS_DAY: (12, 26)}
_ALSACE_MOSELLE_AFTER_EASTER: Mapping[Holiday, int] = {Holiday.GOOD_FRIDAY: -2}


class WorkingHours(Struct, frozen=True):
    """The planned week: days (Monday = 0) and local spans of hours; 00:00 as an end is midnight.

    Raises ValueError when there is no day, an unknown day, or spans that are not in order.
    """

    days: frozenset[int] = frozenset(range(5))
    spans: tuple[tuple[time, time], ...] = ((time(8, 30), time(12)), (time(13, 15), time(18)))

    def __post_init__(self) -> None:
        if not self.days or not self.days <= frozenset(range(7)):
            raise ValueError("working days are some of 0 (Monday) to 6 (Sunday)")
        edges = [edge for span in self.spans for edge in span]
        if edges and edges[-1] == time(0):
            edges[-1] = time.max
        if any(later <= earlier for earlier, later in pairwise(edges)):
            raise ValueError("working spans must follow each other within one day")


@lru_cache(maxsize=128)
def holidays_of(year: int, zone: Zone = Zone.METROPOLE) -> Mapping[date, Holiday]:
    """Return the public holidays of a year: Code du travail L3133-1, and L3134-13 for Alsace-Moselle.

    Good Friday is counted everywhere in Alsace-Moselle, though the law keeps it to the communes that have
    a Protestant temple or a mixed church.
    """
    fixed, moving = dict(_FIXED), dict(_AFTER_EASTER)
    if zone is Zone.ALSACE_MOSELLE:
        fixed.update(_ALSACE_MOSELLE_FIXED)
        moving.update(_ALSACE_MOSELLE_AFTER_EASTER)
    sunday: date = easter(year)
    found = {date(year, month, day): name for name, (month, day) in fixed.items()}
    found.update({sunday + timedelta(days=shift): name for name, shift in moving.items()})
    return MappingProxyType(dict(sorted(found.items())))


def is_holiday(day: date, zone: Zone = Zone.METROPOLE) -> bool:
    """Return whether a day is a public holiday."""
    return day in holidays_of(day.year, zone)


def is_working_day(day: date, hours: WorkingHours, zone: Zone = Zone.METROPOLE) -> bool:
    """Return whether a day is one of the planned days and no public holiday."""
    return day.weekday() in hours.days and not is_holiday(day, zone)


def is_ouvrable(day: date, zone: Zone = Zone.METROPOLE) -> bool:
    """Return whether a day is « ouvrable »: not the weekly rest (Sunday, L3132-3), not a public holiday."""
    return day.weekday() != SUNDAY and not is_holiday(day, zone)


def add_working_days(day: date, count: int, hours: WorkingHours, zone: Zone = Zone.METROPOLE) -> date:
    """Return the working day that is `count` working days after `day` (before it when negative)."""
    return _step(day, count, lambda candidate: is_working_day(candidate, hours, zone))


def add_ouvrables(day: date, count: int, zone: Zone = Zone.METROPOLE) -> date:
    """Return the day that is `count` « jours ouvrables » (Monday to Saturday, no holiday) after `day`."""
    return _step(day, count, lambda candidate: is_ouvrable(candidate, zone))


def _step(day: date, count: int, counts: Callable[[date], bool]) -> date:
    """Walk day by day until `count` days that count have been met; the first day itself never counts."""
    step = ONE_DAY if count >= 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        if counts(day):
            left -= 1
    return day


def working_time(
    start: datetime, end: datetime, hours: WorkingHours, holiday_zone: Zone, tz: tzinfo
) -> timedelta:
    """Return the planned working time between two aware instants, zero when `end` is not after `start`.

    Real elapsed time: a span over the night when clocks change is one hour longer or shorter.
    """
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    total = timedelta(0)
    day, last = start.astimezone(tz).date(), end.astimezone(tz).date()
    while day <= last:
        if is_working_day(day, hours, holiday_zone):
            for opening, closing in _instants(day, hours, tz):
                total += max(timedelta(0), min(end, closing) - max(start, opening))
        day += ONE_DAY
    return total


def add_working_time(
    start: datetime, amount: timedelta, hours: WorkingHours, holiday_zone: Zone, tz: tzinfo
) -> datetime:
    """Return the UTC instant when `amount` of planned working time has gone by since an aware instant.

    Raises ValueError when no hour is ever worked.
    """
    if not hours.spans:
        raise ValueError("no working hours are planned")
    start = start.astimezone(UTC)
    day = start.astimezone(tz).date()
    while True:
        for opening, closing in _instants(day, hours, tz) if is_working_day(day, hours, holiday_zone) else []:
            span = max(timedelta(0), closing - max(start, opening))
            if timedelta(0) < span and amount <= span:
                return max(start, opening) + amount
            amount -= span
        day += ONE_DAY


def _instants(day: date, hours: WorkingHours, tz: tzinfo) -> list[tuple[datetime, datetime]]:
    """Return the spans of a day as UTC instants; 00:00 as an end is the midnight that closes the day."""
    return [
        (instant(day, opening, tz), instant(day if closing > opening else day + ONE_DAY, closing, tz))
        for opening, closing in hours.spans
    ]
