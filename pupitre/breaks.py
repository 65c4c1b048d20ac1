"""Real pauses, and when one is due. No pause is ever invented."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A pause she took; `end` is None while it lasts."""

    id: str
    start: datetime
    end: datetime | None = None
    planned_min: int = 5


@dataclass(frozen=True, slots=True)
class Reminder:
    """What she answered to the last reminders: a postponed instant, or a refusal that waits a full interval."""

    postponed_until: datetime | None = None
    refused_at: datetime | None = None


Stretch = tuple[datetime, datetime]
"""Start and end of a stretch of work."""


def work_without_break(stretches: Iterable[Stretch], now: datetime, real_break: timedelta) -> timedelta:
    """Return the work done since the last gap of at least `real_break`, or since the first stretch.

    A shorter gap pauses the count and does not clear it (rule T6: HSE guidance asks for 5 to 10 minutes
    after 50 to 60 minutes of work at the screen).
    """
    worked, last_end = timedelta(), None
    for start, end in sorted(stretches):
        if last_end is not None and start - last_end >= real_break:
            worked = timedelta()
        worked += max(end - max(start, last_end or start), timedelta())
        last_end = end if last_end is None else max(end, last_end)
    if last_end is None or now - last_end >= real_break:
        return timedelta()
    return worked


def break_due(
    stretches: Iterable[Stretch], now: datetime, every: timedelta, real_break: timedelta, answered: Reminder
) -> timedelta | None:
    """Return the work without a break when a pause is due now, else None.

    « Not this time » waits a whole interval of work again; a postponed reminder waits for its instant.
    """
    if answered.postponed_until is not None and now < answered.postponed_until:
        return None
    stretches = list(stretches)
    worked = work_without_break(stretches, now, real_break)
    if worked < every:
        return None
    if answered.refused_at is not None:
        since = [(max(start, answered.refused_at), end) for start, end in stretches if end > answered.refused_at]
        if work_without_break(since, now, real_break) < every:
            return None
    return worked
