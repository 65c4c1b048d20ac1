"""Rules of what comes again: daily, weekly, monthly by date or by weekday, and what a public holiday does to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from pupitre.calendar import WorkingHours, Zone, add_working_days, is_ouvrable, is_working_day


class Every(StrEnum):
    """How often a rule comes again."""

    DAY = "day"
    WORKING_DAY = "working_day"
    OUVRABLE = "ouvrable"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH_DATE = "month_date"
    MONTH_WEEKDAY = "month_weekday"
    LAST_WORKING_DAY = "last_working_day"
    QUARTER = "quarter"
    YEAR = "year"


class Shift(StrEnum):
    """What becomes of a day that is not worked: left as it is, the working day before or after it, or nothing."""

    STAY = "stay"
    BEFORE = "before"
    AFTER = "after"
    SKIP = "skip"


LAST = -1
"""As a day of the month or a rank: the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When something comes again, from `first` to `until` (both in it).

    `weekdays` (Monday = 0) are those of a weekly rule; a monthly one by weekday has one of them and its `rank` in the
    month (1 to 5, or `LAST`). `day` is that of a monthly rule by date, a quarter or a year; `LAST`, and a day that a
    month has not, is its last one. A fortnight counts from the week of `first`. Raises ValueError for what can never
    come.
    """

    every: Every
    first: date
    until: date | None = None
    weekdays: tuple[int, ...] = ()
    day: int = 0
    rank: int = 0
    shift: Shift = Shift.STAY

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.first:
            raise ValueError("the end of a rule is not before its beginning")
        if not set(self.weekdays) <= set(range(7)):
            raise ValueError("weekdays are 0 (Monday) to 6 (Sunday)")
        if self.every is Every.MONTH_WEEKDAY and (self.rank not in {*range(1, 6), LAST} or len(self.weekdays) != 1):
            raise ValueError("a monthly rule by weekday has one weekday and its rank")
        if not LAST <= self.day <= 31:
            raise ValueError("a day of the month is 1 to 31, or the last one")


def days(
    rule: Rule, begin: date, end: date, hours: WorkingHours, zone: Zone = Zone.METROPOLE
) -> Iterator[tuple[date, date]]:
    """Yield the days of a rule whose due day lies in `begin` to `end` (both in it), in order of the rule.

    Each is the day of the rule itself, which identifies it for good, and the day it is due once the holiday rule
    moved it; what is skipped is left out. `until` bounds the days of the rule.
    """
    last = end + _FARTHEST if rule.until is None else min(end + _FARTHEST, rule.until)
    for day in takewhile(lambda d: d <= last, _plain(rule, begin - _FARTHEST, last, hours, zone)):
        due = _shifted(day, rule.shift, hours, zone)
        if due is not None and begin <= due <= end:
            yield day, due


_FARTHEST = timedelta(days=15)
"""No holiday rule moves a day farther than this."""


def _plain(rule: Rule, begin: date, last: date, hours: WorkingHours, zone: Zone) -> Iterator[date]:
    """Yield the days of a rule from `begin` on, before any holiday rule."""
    begin = max(begin, rule.first)
    if rule.every in {Every.WORKING_DAY, Every.OUVRABLE}:
        every_day = (begin + timedelta(days=n) for n in range((last - begin).days + 1))
        working = rule.every is Every.WORKING_DAY
        yield from (d for d in every_day if (is_working_day(d, hours, zone) if working else is_ouvrable(d, zone)))
        return
    for day in _repeated(rule, begin, last):
        if rule.every is Every.LAST_WORKING_DAY:
            worked = day if is_working_day(day, hours, zone) else add_working_days(day, -1, hours, zone)
            if worked >= begin:
                yield worked
        else:
            yield day


def _repeated(rule: Rule, begin: date, last: date) -> Iterator[date]:
    from dateutil import rrule  # noqa: PLC0415 - not needed before something comes again

    weekdays = rule.weekdays or (rule.first.weekday(),)
    # A day that a month has not becomes its last one: of « 28 to the day », the latest there is.
    wanted = rule.day or rule.first.day
    of_month: dict[str, object] = {"bymonthday": LAST}
    if wanted != LAST:
        of_month = {"bymonthday": range(min(wanted, 28), wanted + 1), "bysetpos": LAST}
    # A fortnight keeps its parity from the first day; all else may be counted from `begin`.
    kinds: dict[Every, tuple[int, dict[str, object]]] = {
        Every.DAY: (rrule.DAILY, {}),
        Every.WEEK: (rrule.WEEKLY, {"byweekday": weekdays}),
        Every.FORTNIGHT: (rrule.WEEKLY, {"interval": 2, "byweekday": weekdays}),
        Every.MONTH_DATE: (rrule.MONTHLY, of_month),
        Every.MONTH_WEEKDAY: (rrule.MONTHLY, {"byweekday": rrule.weekday(weekdays[0], rule.rank or 1)}),
        Every.LAST_WORKING_DAY: (rrule.MONTHLY, {"bymonthday": LAST}),
        Every.QUARTER: (rrule.MONTHLY, {"interval": 3, **of_month}),
        Every.YEAR: (rrule.YEARLY, {"bymonth": rule.first.month, **of_month}),
    }
    often, how = kinds[rule.every]
    start = datetime.combine(rule.first, datetime.min.time())
    until = datetime.combine(last, datetime.min.time())
    for found in rrule.rrule(often, dtstart=start, until=until, wkst=rrule.MO, **how):
        if found.date() >= begin:
            yield found.date()


def _shifted(day: date, shift: Shift, hours: WorkingHours, zone: Zone) -> date | None:
    """Return the day due, None when it is skipped."""
    if shift is Shift.STAY or is_working_day(day, hours, zone):
        return day
    if shift is Shift.SKIP:
        return None
    return add_working_days(day, 1 if shift is Shift.AFTER else -1, hours, zone)
