"""The one clock of the repository: aware UTC instants, and the local day they belong to."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from time import monotonic

Clock = Callable[[], datetime]
"""Returns now, an aware instant in UTC."""

UTC_ZONE: tzinfo = UTC


def system_clock() -> datetime:
    """Return now from the machine's clock, in UTC."""
    return datetime.now(UTC)


def clock_from(start: datetime, elapsed: Callable[[], float] = monotonic) -> Clock:
    """Return a clock that reads `start` now and runs on at the pace of `elapsed` (seconds)."""
    origin = elapsed()
    return lambda: start.astimezone(UTC) + timedelta(seconds=elapsed() - origin)


def instant(day: date, at: time, zone: tzinfo) -> datetime:
    """Return the UTC instant of a local day and hour; an hour that happens twice is the first one."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def local_day(moment: datetime, zone: tzinfo, day_start: time = time(4)) -> date:
    """Return the working day of an instant: work before `day_start` belongs to the day before."""
    local = moment.astimezone(zone)
    return local.date() if local.time() >= day_start else local.date() - timedelta(days=1)


def day_bounds(day: date, zone: tzinfo, day_start: time = time(4)) -> tuple[datetime, datetime]:
    """Return the UTC instants where a working day begins and ends (23, 24 or 25 hours apart)."""
    return instant(day, day_start, zone), instant(day + timedelta(days=1), day_start, zone)
