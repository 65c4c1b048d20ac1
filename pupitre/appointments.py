"""What an appointment must be to be kept, and the entries of a calendar as they are kept."""

from collections.abc import Container, Iterator
from datetime import date, timedelta

from pupitre.appointment import Appointment, Calendar, CalendarRead
from pupitre.errors import Invalid
from pupitre.settings import Settings
from pupitre.tasks import EARLIEST_YEAR, LATEST_YEAR
from pupitre.text import clean_line
from pupitre.value import replace

BEHIND, AHEAD = timedelta(days=30), timedelta(days=400)
"""Of which days the entries of others are kept."""

LONGEST = timedelta(days=366)
LONGEST_TITLE = 500


def checked(new: Appointment, clients: Container[str], own: Settings) -> Appointment:
    """Return an appointment as it can be kept; one that comes again begins on its own day.

    Raises:
        Invalid: no title, an unknown client, an end that is not after the beginning, or a year too far.
    """
    title = clean_line(new.title)[:LONGEST_TITLE]
    if not title:
        raise Invalid("appointment_title", "empty")
    if new.client is not None and new.client not in clients:
        raise Invalid("client", "unknown")
    _within_reach(new)
    if new.start is not None and new.end is not None:
        if not timedelta() < new.end - new.start <= LONGEST:
            raise Invalid("to", "order")
        new = replace(new, first=None, last=None)
    elif new.first is None or not timedelta() <= (new.last or new.first) - new.first <= LONGEST:
        raise Invalid("to", "order")
    else:
        new = replace(new, last=new.last or new.first, start=None, end=None)
    return replace(_ruled(new, own), title=title, place=clean_line(new.place)[:LONGEST_TITLE])


def _within_reach(new: Appointment) -> None:
    """Raise `Invalid` when a day of it is so far away that no day can be reckoned from it."""
    first, until = (new.rule.first, new.rule.until) if new.rule is not None else (None, None)
    days: list[tuple[str, date | None]] = [
        ("start", new.start), ("end", new.end), ("first", new.first), ("last", new.last),
        ("first", first), ("until", until), *(("except_on", day) for day in new.except_on),
    ]
    for field, day in days:
        if day is not None and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise Invalid(field, "range", day.isoformat())


def _ruled(new: Appointment, own: Settings) -> Appointment:
    if new.rule is None:
        return replace(new, except_on=())
    day = new.day(own.zone)
    if new.rule.until is not None and new.rule.until < day:
        raise Invalid("until", "order")
    return new if new.rule.first == day else replace(new, rule=replace(new.rule, first=day))


def brought(calendar: Calendar, read: CalendarRead) -> Iterator[Appointment]:
    """Yield the entries of a file as they are kept: under the calendar's id, and with her answer.

    One that takes time off the day and has hours brings silence.
    """
    for each in read.found:
        blocks = each.blocks and calendar.blocks
        yield replace(
            each, id=f"{calendar.id}:{each.id}", source=calendar.id, blocks=blocks,
            silent=blocks and not each.whole_days, free=not each.blocks,
        )
