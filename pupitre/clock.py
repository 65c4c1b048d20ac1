"""The one clock of the repository: aware UTC instants, and the local day they belong to."""

import sys
import time as machine
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import partial

Clock = Callable[[], datetime]
"""Returns now, an aware instant in UTC."""

UTC_ZONE: tzinfo = UTC


def system_clock() -> datetime:
    """Return now from the machine's clock, in UTC."""
    return datetime.now(UTC)


Seconds = Callable[[], float]
"""Returns seconds since some instant; it is never set, only its differences mean something."""

# What sleeps: CLOCK_MONOTONIC stops on Linux and goes on on macOS; Python's monotonic() goes on on Windows (PEP 418).
_ELAPSED = {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC"}
_AWAKE = {"linux": "CLOCK_MONOTONIC", "darwin": "CLOCK_UPTIME_RAW"}


def _seconds(name: str) -> Seconds:
    """Return the machine's clock of that name, or the one that Python has everywhere."""
    number = getattr(machine, name, None)
    return machine.monotonic if number is None else partial(machine.clock_gettime, number)


def elapsed_seconds(system: str = sys.platform) -> Seconds:
    """Return the clock that counts on while the machine sleeps, as far as the system has one."""
    return _seconds(_ELAPSED.get(system, ""))


def awake_seconds(system: str = sys.platform) -> Seconds:
    """Return the clock that stops while the machine sleeps; on Windows it is the one that does not."""
    return _seconds(_AWAKE.get(system, ""))


def clock_from(start: datetime, elapsed: Seconds | None = None) -> Clock:
    """Return a clock that reads `start` now and runs on at the pace of `elapsed`, in sleep too unless told."""
    elapsed = elapsed or elapsed_seconds()
    origin = elapsed()
    return lambda: start.astimezone(UTC) + timedelta(seconds=elapsed() - origin)


def instant(day: date, at: time, zone: tzinfo) -> datetime:
    """Return the UTC instant of a local day and hour; an hour that happens twice is the first one."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def local_day(moment: datetime, zone: tzinfo, day_start: time = time(4)) -> date:
    """Return the working day of an instant: the one of `day_bounds` in which it lies.

    The hour on the wall does not tell it: in two nights of a year an hour is missing, or comes twice.
    """
    day = moment.astimezone(zone).date()
    return day if moment >= instant(day, day_start, zone) else day - timedelta(days=1)


def day_bounds(day: date, zone: tzinfo, day_start: time = time(4)) -> tuple[datetime, datetime]:
    """Return the UTC instants where a working day begins and ends (23, 24 or 25 hours apart)."""
    return instant(day, day_start, zone), instant(day + timedelta(days=1), day_start, zone)
