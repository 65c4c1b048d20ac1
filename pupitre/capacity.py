"""What is promised for today against the working time that is left, and the order tasks press in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from pupitre.calendar import working_time
from pupitre.clock import instant
from pupitre.settings import Settings
from pupitre.task import Priority, Status, Task

_PRESSING = {Priority.URGENT: 0, Priority.HIGH: 1, Priority.NORMAL: 2, Priority.LOW: 3}


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


def remaining_min(task: Task, worked: Mapping[str, int]) -> int | None:
    """Return the minutes of the estimate not worked yet, None without an estimate."""
    if task.estimate_min is None:
        return None
    return max(task.estimate_min - worked.get(task.id, 0), 0)


def capacity(tasks: Iterable[Task], worked: Mapping[str, int], now: datetime, settings: Settings) -> Capacity:
    """Return the capacity of the rest of today: working hours until the chosen end, against what is due."""
    zone = settings.zone
    today = now.astimezone(zone).date()
    due = [
        t for t in tasks
        if t.open and t.status is not Status.WAITING and not t.out_of_scope
        and t.due is not None and t.due.day <= today
    ]
    left = [remaining_min(t, worked) for t in due]
    end = instant(today, settings.end_of_day, zone)
    available = timedelta()
    if now < end:
        available = working_time(now, end, settings.hours, settings.holiday_zone, zone)
    return Capacity(
        promised=sum(m for m in left if m is not None),
        available=int(available / timedelta(minutes=1)),
        unestimated=left.count(None),
        end_of_day=settings.end_of_day,
    )


def risk_key(task: Task, worked: Mapping[str, int], settings: Settings) -> tuple[int, float, int, datetime]:
    """Return the key that puts first what must be begun first: deadline less the work that is left.

    Tasks without a deadline follow, by priority, then by age of the promise; what is outside the mission is
    nobody's promise and comes last.
    """
    pressing = _PRESSING[task.priority]
    if task.due is None or task.out_of_scope:
        return 2 if task.out_of_scope else 1, 0.0, pressing, task.created
    left = timedelta(minutes=remaining_min(task, worked) or 0)
    latest = task.due.moment(settings.zone, settings.end_of_day) - left
    return 0, latest.timestamp(), pressing, task.created
