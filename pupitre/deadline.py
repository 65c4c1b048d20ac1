"""A deadline is a day, or a day and an hour, and the exact time that is left until it."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from pupitre.clock import instant
from pupitre.value import Struct

END_OF_DAY = time(18)
"""Where a day without an hour stands among the hours, unless the settings name another end of day."""


class Deadline(Struct, frozen=True):
    """A day promised; with `at`, an aware UTC instant within it. A bare day never moves with the zone."""

    day: date
    at: datetime | None = None

    @classmethod
    def on(cls, day: date, hour: time | None = None, zone: tzinfo = UTC) -> "Deadline":
        """Build from a local day and, perhaps, a local hour."""
        return cls(day, None if hour is None else instant(day, hour, zone))

    @classmethod
    def at_instant(cls, moment: datetime, zone: tzinfo) -> "Deadline":
        """Build from an instant; the day is the calendar day it falls on in `zone`."""
        return cls(moment.astimezone(zone).date(), moment.astimezone(UTC))

    def moment(self, zone: tzinfo, end_of_day: time = END_OF_DAY) -> datetime:
        """Return the UTC instant used for ordering and capacity: the hour, else the end of the day."""
        return self.at or instant(self.day, end_of_day, zone)

    def hour(self, zone: tzinfo) -> time | None:
        """Return the local hour, or None when the deadline is a whole day."""
        return None if self.at is None else self.at.astimezone(zone).time()


class Near(StrEnum):
    """How a deadline is best told."""

    LATE_MINUTES = "late_minutes"
    LATE_DAYS = "late_days"
    MINUTES = "minutes"
    TODAY = "today"
    TOMORROW = "tomorrow"
    THIS_WEEK = "this_week"
    LATER = "later"


class Countdown(Struct, frozen=True):
    """The time left: `minutes` (rounded down, so that no minute is promised twice) or whole `days`."""

    near: Near
    minutes: int = 0
    days: int = 0

    @property
    def late(self) -> bool:
        """Whether the deadline is over."""
        return self.near in {Near.LATE_MINUTES, Near.LATE_DAYS}


def countdown(deadline: Deadline, now: datetime, zone: tzinfo) -> Countdown:
    """Return what is left of a deadline.

    Hours and minutes on the day itself (1 h 31 stays 1 h 31), days by the calendar beyond it, and how
    late it is once it is over. A whole day is over when the next calendar day begins. Minutes are counted
    from the minute that a clock shows: at 9 h 10, noon is in 2 h 50 all minute long.
    """
    now = now.replace(second=0, microsecond=0)
    today = now.astimezone(zone).date()
    days = (deadline.day - today).days
    if deadline.at is not None:
        left = deadline.at - now
        if left < timedelta(0):
            late = int(-left / timedelta(minutes=1))
            if late < 24 * 60:
                return Countdown(Near.LATE_MINUTES, late)
            return Countdown(Near.LATE_DAYS, days=-days)
        if days <= 0:
            return Countdown(Near.MINUTES, int(left / timedelta(minutes=1)))
    elif days < 0:
        return Countdown(Near.LATE_DAYS, days=-days)
    elif days == 0:
        return Countdown(Near.TODAY)
    if days == 1:
        return Countdown(Near.TOMORROW, days=1)
    return Countdown(Near.THIS_WEEK if days < 7 else Near.LATER, days=days)
