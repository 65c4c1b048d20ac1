"""When she is free to work on tasks: her hours without appointments, and without the pauses she takes."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from pupitre.appointment import Appointment
from pupitre.calendar import ONE_DAY, WorkingHours, Zone, is_working_day
from pupitre.clock import instant
from pupitre.rules import Rule, days
from pupitre.settings import Settings
from pupitre.value import Struct

Stretch = tuple[datetime, datetime]
"""From and to, aware UTC instants."""


class Occurrence(Struct, frozen=True):
    """One time an appointment takes place; `day` is the day of its rule, or its first one."""

    appointment: Appointment
    day: date
    start: datetime
    end: datetime


def taken(appointments: Iterable[Appointment], begin: datetime, end: datetime, own: Settings) -> list[Stretch]:
    """Return the stretches that appointments take between two instants, in order and apart from each other."""
    blocking = (each for each in appointments if each.blocks)
    return _apart((each.start, each.end) for each in occurrences(blocking, begin, end, own))


def occurrences(
    appointments: Iterable[Appointment], begin: datetime, end: datetime, own: Settings
) -> Iterator[Occurrence]:
    """Yield when appointments take place between two instants; those of one appointment are in order."""
    begin, end = begin.astimezone(UTC), end.astimezone(UTC)
    for each in appointments:
        if each.rule is not None or each.start is None or each.end is None:
            yield from _of(each, begin, end, own)
        elif each.start < end and begin < each.end:
            # Most of a calendar lies elsewhere: nothing is computed for it.
            yield Occurrence(each, each.start.astimezone(own.zone).date(), each.start, each.end)


def held(appointment: Appointment, begin: datetime, end: datetime, own: Settings) -> Iterator[Stretch]:
    """Yield when one appointment takes place between two instants; whole days last from midnight to midnight.

    One that comes again keeps its local hours when the clocks change.
    """
    for each in occurrences((appointment,), begin, end, own):
        yield each.start, each.end


def _of(appointment: Appointment, begin: datetime, end: datetime, own: Settings) -> Iterator[Occurrence]:
    zone = own.zone
    first_day = begin.astimezone(zone).date()
    last_day = end.astimezone(zone).date()
    for day, due, length in _days_of(appointment, first_day, last_day, own):
        if appointment.start is None or appointment.end is None:
            start, stop = instant(due, time(), zone), instant(due + length, time(), zone)
        else:
            start = instant(due, appointment.start.astimezone(zone).time(), zone)
            stop = instant(due + length, appointment.end.astimezone(zone).time(), zone)
            if stop <= start:
                # It begins in the hour that is skipped that night.
                stop = start + (appointment.end - appointment.start)
        if start < end and begin < stop:
            yield Occurrence(appointment, day, start, stop)


def _days_of(
    appointment: Appointment, first_day: date, last_day: date, own: Settings
) -> Iterator[tuple[date, date, timedelta]]:
    """Yield the days of its rule that may reach into a stretch of days, when they are due, and how long it lasts."""
    zone = own.zone
    if appointment.start is not None and appointment.end is not None:
        begins = appointment.start.astimezone(zone).date()
        length = appointment.end.astimezone(zone).date() - begins
    else:
        begins = appointment.first or date.min
        length = (appointment.last or begins) - begins + ONE_DAY
    if appointment.rule is None:
        yield begins, begins, length
        return
    for day, due in _days(appointment.rule, first_day - length, last_day, own.hours, own.holiday_zone):
        if day not in appointment.except_on:
            yield day, due, length


@lru_cache(maxsize=1024)
def _days(
    rule: Rule, begin: date, end: date, hours: WorkingHours, zone: Zone
) -> tuple[tuple[date, date], ...]:
    """Return the days of a rule: the same ones are asked for again and again while a day lasts."""
    return tuple(days(rule, begin, end, hours, zone))


def day_end(day: date, own: Settings) -> datetime:
    """Return when she wants a working day to end; an hour before the day turns is of the night after."""
    later = ONE_DAY if own.end_of_day < own.day_start else timedelta()
    return instant(day + later, own.end_of_day, own.zone)


def free(begin: datetime, end: datetime, taken_by: Iterable[Stretch], own: Settings) -> Iterator[Stretch]:
    """Yield the stretches of her planned hours between two instants that nothing takes, in order."""
    zone, hours = own.zone, own.hours
    blocked = _apart(taken_by)
    ends = [stop for _, stop in blocked]
    day, last = begin.astimezone(zone).date(), end.astimezone(zone).date()
    while day <= last:
        if is_working_day(day, hours, own.holiday_zone):
            for opening, closing in own.working_hours:
                closes_on = day if closing > opening else day + ONE_DAY
                start = max(begin, instant(day, opening, zone))
                stop = min(end, instant(closes_on, closing, zone), day_end(day, own))
                yield from _without(start, stop, blocked, bisect_right(ends, start))
        day += ONE_DAY


def _apart(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches in order, those that overlap or touch as one."""
    merged: list[Stretch] = []
    for start, stop in sorted(stretches):
        if start == stop:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], stop)
        else:
            merged.append((start, stop))
    return merged


def _without(start: datetime, stop: datetime, blocked: list[Stretch], at: int) -> Iterator[Stretch]:
    """Yield what is left of a stretch; nothing before the number `at` of the blocked ones reaches into it."""
    while at < len(blocked) and blocked[at][0] < stop:
        begins, ends = blocked[at]
        if begins > start:
            yield start, begins
        start = max(start, ends)
        at += 1
    if start < stop:
        yield start, stop


def work_slices(begin: datetime, end: datetime, taken_by: Iterable[Stretch], own: Settings) -> Iterator[Stretch]:
    """Yield the free stretches without the pauses she is reminded of: so much work, then a pause, and so on."""
    every, rest, reminded = own.break_every, timedelta(minutes=own.break_min), own.remind_breaks
    for start, stop in free(begin, end, taken_by, own):
        if not reminded:
            yield start, stop
            continue
        begin = start
        while begin < stop:
            pause = min(begin + every, stop)
            yield begin, pause
            begin = pause + rest


def work_time(begin: datetime, end: datetime, taken_by: Iterable[Stretch], own: Settings) -> timedelta:
    """Return the time for tasks between two instants."""
    return sum((stop - start for start, stop in work_slices(begin, end, taken_by, own)), timedelta())
