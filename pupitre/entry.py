"""A real start and a real end of work, and how such times add up."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from pupitre.value import Struct, replace


class Origin(StrEnum):
    """Where the times of an entry come from; every statement of hours says it."""

    MEASURED = "measured"
    TYPED = "typed"
    CORRECTED = "corrected"


class Entry(Struct, frozen=True, kw_only=True):
    """A stretch of work on one task or for one client; instants are aware UTC.

    `original_start` and `original_end` keep the uncorrected times of a corrected entry, `corrected_at` the
    instant of its last correction, `overtime_s` the seconds at its end that were beyond the planned time of the
    session. The note of a typed entry is its only
    trace of the work and goes into the report; the note of a measured one is private.
    Time that is not `billable` is never invoiced; `offered` time is shown to the client and not invoiced either.
    `surcharge` is the one that she accepted (`pupitre.surcharges`), "" when she did not say.
    """

    id: str
    task: str | None = None
    client: str | None = None
    start: datetime
    end: datetime
    billable: bool = True
    origin: Origin = Origin.MEASURED
    note: str = ""
    original_end: datetime | None = None
    original_start: datetime | None = None
    corrected_at: datetime | None = None
    overtime_s: float = 0.0
    offered: bool = False
    surcharge: str = ""

    @property
    def invoiced(self) -> bool:
        """Whether it counts on a statement."""
        return self.billable and not self.offered

    @property
    def length(self) -> timedelta:
        """The time between start and end; one that ends before it starts counts for nothing until it is mended."""
        return max(self.end - self.start, timedelta())


def cut(entry: Entry, start: datetime, end: datetime) -> Entry:
    """Return an entry with other times; of its overtime, which lies at its end, what is still in it."""
    left = max(entry.overtime_s - max((entry.end - end).total_seconds(), 0.0), 0.0)
    return replace(entry, start=start, end=end, overtime_s=min(left, (end - start).total_seconds()))


def whole_minutes(length: timedelta) -> int:
    """Return the minutes of a duration, rounded down: a started minute was not worked."""
    return int(length / timedelta(minutes=1))


def minutes_of(entries: Iterable[Entry]) -> int:
    """Return the minutes of several entries; their seconds are added before they are cut."""
    return whole_minutes(sum((e.length for e in entries), timedelta()))
