"""When she is free to work on tasks: her hours without appointments, and without the pauses she takes."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from pupitre.appointment import Appointment
from pupitre.calendar import ONE_DAY, is_working_day
from pupitre.clock import instant
from pupitre.rules import days
from pupitre.settings import Settings

Stretch = tuple[datetime, datetime]
"""From and to, aware UTC instants."""


def taken(appointments: Iterable[Appointment], begin: datetime, end: datetime, own: Settings) -> list[Stretch]:
    """Return the stretches that appointments take between two instants, in order; they may overlap."""
    found = [
        stretch for each in appointments if each.blocks for stretch in held(each, begin, end, own)
    ]
    return sorted(found)


def held(appointment: Appointment, begin: datetime, end: datetime, own: Settings) -> Iterator[Stretch]:
    """Yield when one appointment takes place between two instants; whole days last from midnight to midnight.

    One that comes again keeps its local hours when the clocks change.
    """
    zone = own.zone
    first_day = begin.astimezone(zone).date()
    last_day = end.astimezone(zone).date()
    for day, length in _days_of(appointment, first_day, last_day, own):
        if appointment.start is None or appointment.end is None:
            start, stop = instant(day, time(), zone), instant(day + length, time(), zone)
        elif appointment.rule is None:
            start, stop = appointment.start, appointment.end
        else:
            start = instant(day, appointment.start.astimezone(zone).time(), zone)
            stop = instant(day + length, appointment.end.astimezone(zone).time(), zone)
        if start < end and begin < stop:
            yield start, stop


def _days_of(
    appointment: Appointment, first_day: date, last_day: date, own: Settings
) -> Iterator[tuple[date, timedelta]]:
    """Yield the days on which it begins that may reach into a stretch of days, and how many days further it ends."""
    zone = own.zone
    if appointment.start is not None and appointment.end is not None:
        begins = appointment.start.astimezone(zone).date()
        length = appointment.end.astimezone(zone).date() - begins
    else:
        begins = appointment.first or date.min
        length = (appointment.last or begins) - begins + ONE_DAY
    if appointment.rule is None:
        yield begins, length
        return
    for day, due in days(appointment.rule, first_day - length, last_day, own.hours, own.holiday_zone):
        if day not in appointment.except_on:
            yield due, length


def day_end(day: date, own: Settings) -> datetime:
    """Return when she wants a working day to end; an hour before the day turns is of the night after."""
    later = ONE_DAY if own.end_of_day < own.day_start else timedelta()
    return instant(day + later, own.end_of_day, own.zone)


def free(begin: datetime, end: datetime, taken_by: Iterable[Stretch], own: Settings) -> Iterator[Stretch]:
    """Yield the stretches of her planned hours between two instants that nothing takes, in order."""
    zone = own.zone
    blocked = sorted(taken_by)
    day, last = begin.astimezone(zone).date(), end.astimezone(zone).date()
    while day <= last:
        if is_working_day(day, own.hours, own.holiday_zone):
            for opening, closing in own.working_hours:
                closes_on = day if closing > opening else day + ONE_DAY
                start = max(begin, instant(day, opening, zone))
                stop = min(end, instant(closes_on, closing, zone), day_end(day, own))
                yield from _without(start, stop, blocked)
        day += ONE_DAY


def _without(start: datetime, stop: datetime, blocked: list[Stretch]) -> Iterator[Stretch]:
    for begins, ends in blocked:
        if ends <= start or begins >= stop:
            continue
        if begins > start:
            yield start, begins
        start = max(start, ends)
    if start < stop:
        yield start, stop


def work_slices(begin: datetime, end: datetime, taken_by: Iterable[Stretch], own: Settings) -> Iterator[Stretch]:
    """Yield the free stretches without the pauses she is reminded of: so much work, then a pause, and so on."""
    for start, stop in free(begin, end, taken_by, own):
        if not own.remind_breaks:
            yield start, stop
            continue
        begin = start
        while begin < stop:
            pause = min(begin + own.break_every, stop)
            yield begin, pause
            begin = pause + timedelta(minutes=own.break_min)


def work_time(begin: datetime, end: datetime, taken_by: Iterable[Stretch], own: Settings) -> timedelta:
    """Return the time for tasks between two instants."""
    return sum((stop - start for start, stop in work_slices(begin, end, taken_by, own)), timedelta())
