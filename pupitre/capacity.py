"""What is promised for today against the working time that is left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pupitre.busy import Stretch, work_time
from pupitre.clock import instant
from pupitre.planning import hers_to_do, remaining_min
from pupitre.settings import Settings
from pupitre.task import Task


@dataclass(frozen=True, slots=True)
class Capacity:
    """Minutes promised until tonight, minutes left to work, and how many promises have no estimate."""

    promised: int
    available: int
    unestimated: int
    end_of_day: time

    @property
    def spare(self) -> int:
        """Minutes left when every promise is kept; negative when it does not fit."""
        return self.available - self.promised


def capacity(
    tasks: Iterable[Task], worked: Mapping[str, int], now: datetime, settings: Settings,
    taken: Iterable[Stretch] = (),
) -> Capacity:
    """Return the capacity of the rest of today: her hours without pauses and appointments, against what is due.

    What she planned for today counts as well, whatever its deadline.
    """
    zone = settings.zone
    today = now.astimezone(zone).date()
    due = [
        t for t in tasks
        if hers_to_do(t) and min(t.due.day if t.due else date.max, t.planned_on or date.max) <= today
    ]
    left = [remaining_min(t, worked) for t in due]
    end = instant(today, settings.end_of_day, zone)
    available = work_time(now, end, taken, settings) if now < end else timedelta()
    return Capacity(
        promised=sum(m for m in left if m is not None),
        available=int(available / timedelta(minutes=1)),
        unestimated=left.count(None),
        end_of_day=settings.end_of_day,
    )
