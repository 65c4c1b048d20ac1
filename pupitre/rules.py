"""Rules of what comes again: daily, weekly, monthly by date or by weekday, and what a public holiday does to it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby, takewhile

from pupitre.calendar import WorkingHours, Zone, add_working_days, is_ouvrable, is_working_day
from pupitre.value import Struct


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


class Rule(Struct, frozen=True, kw_only=True):
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
    moved it; what is skipped is left out. Days that the holiday rule moves onto one another are one: the day that
    was not moved, else the first of them. `until` bounds the days of the rule.
    """
    found = ((day, due) for day, due in shifts(rule, begin, end, hours, zone) if due is not None)
    for due, same in groupby(found, key=lambda pair: pair[1]):
        if begin <= due <= end:
            alike = [day for day, _ in same]
            yield due if due in alike else alike[0], due


def shifts(
    rule: Rule, begin: date, end: date, hours: WorkingHours, zone: Zone = Zone.METROPOLE
) -> Iterator[tuple[date, date | None]]:
    """Yield the days of a rule around `begin` to `end`, each with the day it is due, None when it is skipped.

    Every day that may be due within the two is among them, and some that are due outside.
    """
    last = end + FARTHEST if rule.until is None else min(end + FARTHEST, rule.until)
    for day in takewhile(lambda d: d <= last, _plain(rule, begin - FARTHEST, last, hours, zone)):
        yield day, _shifted(day, rule.shift, hours, zone)


FARTHEST = timedelta(days=31)
"""No holiday rule moves a day farther: who works one day a week may find it a holiday three times in a row in May."""

_LONGEST_MONTH = timedelta(days=31)


def _plain(rule: Rule, begin: date, last: date, hours: WorkingHours, zone: Zone) -> Iterator[date]:
    """Yield the days of a rule from `begin` on, before any holiday rule; some may lie after `last`."""
    begin = max(begin, rule.first)
    if rule.every in {Every.WORKING_DAY, Every.OUVRABLE}:
        every_day = (begin + timedelta(days=n) for n in range((last - begin).days + 1))
        working = rule.every is Every.WORKING_DAY
        yield from (d for d in every_day if (is_working_day(d, hours, zone) if working else is_ouvrable(d, zone)))
    elif rule.every is Every.LAST_WORKING_DAY:
        # The month of `last` may end after it, and its last working day before.
        for day in _repeated(rule, begin, last + _LONGEST_MONTH):
            worked = day if is_working_day(day, hours, zone) else add_working_days(day, -1, hours, zone)
            if worked >= begin:
                yield worked
    else:
        yield from _repeated(rule, begin, last)


def _repeated(rule: Rule, begin: date, last: date) -> Iterator[date]:
    from dateutil import rrule  # noqa: PLC0415 - not needed before something comes again

    weekdays = rule.weekdays or (rule.first.weekday(),)
    # A day that a month has not becomes its last one: of « 28 to the day », the latest there is.
    wanted = rule.day or rule.first.day
    of_month: dict[str, object] = {"bymonthday": LAST}
    if wanted != LAST:
        of_month = {"bymonthday": range(min(wanted, 28), wanted + 1), "bysetpos": LAST}
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
    start = datetime.combine(_counted_from(rule, begin), datetime.min.time())
    until = datetime.combine(last, datetime.min.time())
    for found in rrule.rrule(often, dtstart=start, until=until, wkst=rrule.MO, **how):
        if found.date() >= begin:
            yield found.date()


def _counted_from(rule: Rule, begin: date) -> date:
    """Return a day not after `begin` from which the rule may be counted: a rule of years ago costs no more."""
    if rule.every is Every.FORTNIGHT:
        return begin - (begin - rule.first) % timedelta(days=14)
    if rule.every is Every.QUARTER:
        months = (begin.year - rule.first.year) * 12 + begin.month - rule.first.month
        year, month = divmod(begin.year * 12 + begin.month - 1 - months % 3, 12)
        return date(year, month + 1, 1)
    if rule.every is Every.YEAR:
        return date(begin.year, 1, 1)
    return begin if rule.every in {Every.DAY, Every.WEEK} else begin.replace(day=1)


def _shifted(day: date, shift: Shift, hours: WorkingHours, zone: Zone) -> date | None:
    """Return the day due, None when it is skipped."""
    if shift is Shift.STAY or is_working_day(day, hours, zone):
        return day
    if shift is Shift.SKIP:
        return None
    return add_working_days(day, 1 if shift is Shift.AFTER else -1, hours, zone)
