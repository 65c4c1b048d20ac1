"""What is promised for today against the working time that is left."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from pupitre.busy import Stretch, day_end, free, work_time
from pupitre.calendar import is_working_day
from pupitre.clock import local_day
from pupitre.planning import hers_to_do, remaining_min
from pupitre.settings import Settings
from pupitre.task import Task
from pupitre.value import Struct

MINUTE = timedelta(minutes=1)


class Capacity(Struct, frozen=True):
    """Minutes promised until tonight, minutes left to work, and how many promises have no estimate.

    `hours` is whether any hour of hers is still ahead today, `works` whether today is one of her days.
    """

    promised: int
    available: int
    unestimated: int
    end_of_day: time
    works: bool = True
    hours: bool = True

    @property
    def spare(self) -> int:
        """Minutes left when every promise is kept; negative when it does not fit."""
        return self.available - self.promised


class Account(Struct, frozen=True):
    """How the time for tasks comes about, in minutes: her hours, then what absences, appointments and pauses take."""

    hours: int
    away: int = 0
    appointments: int = 0
    pauses: int = 0

    @property
    def available(self) -> int:
        """Minutes that are left for the tasks."""
        return self.hours - self.away - self.appointments - self.pauses


def account(
    begin: datetime, end: datetime, away: Iterable[Stretch], taken: Iterable[Stretch], settings: Settings
) -> Account:
    """Return how the time for tasks between two instants comes about.

    What an absence takes is no appointment's; whole minutes, rounded down so that they add up.
    """
    if end <= begin:
        return Account(0)
    away = list(away)
    everything = [*away, *taken]
    left = [_length(free(begin, end, held, settings)) for held in ((), away, everything)]
    hours, at_home, free_min = (int(each / MINUTE) for each in left)
    work = int(work_time(begin, end, everything, settings) / MINUTE)
    return Account(hours, hours - at_home, at_home - free_min, free_min - work)


def _length(stretches: Iterable[Stretch]) -> timedelta:
    return sum((stop - start for start, stop in stretches), timedelta())


def due_day(task: Task, today: date) -> date:
    """Return the day for which a task counts: its deadline, or the day she chose where that is nearer.

    A day she chose that is over counts no more: what was left is hers to place anew.
    """
    chosen = task.planned_on if task.planned_on is not None and task.planned_on >= today else date.max
    return min(task.due.day if task.due else date.max, chosen)


def capacity(
    tasks: Iterable[Task], worked: Mapping[str, int], now: datetime, settings: Settings,
    taken: Iterable[Stretch] = (), begun: Mapping[str, timedelta] = MappingProxyType({}),
) -> Capacity:
    """Return the capacity of the rest of today: her hours without pauses and appointments, against what is due.

    What she planned for today counts as well, whatever its deadline; what is late does too. `begun` is what of a
    minute that is still promised was worked already: it is still available too, so that both end together.
    """
    today = local_day(now, settings.zone, settings.day_start)
    dated = (t for t in tasks if t.deadline or t.next_on or t.planned_on)  # few of those that lie about for years
    due = [t for t in dated if hers_to_do(t) and due_day(t, today) <= today]
    left = [remaining_min(t, worked) for t in due]
    end = day_end(today, settings)
    available = work_time(now, end, taken, settings) if now < end else timedelta()
    if available:
        available += sum((begun.get(t.id, timedelta()) for t, m in zip(due, left, strict=True) if m), timedelta())
    return Capacity(
        promised=sum(m for m in left if m is not None),
        available=int(available / MINUTE),
        unestimated=left.count(None),
        end_of_day=settings.end_of_day,
        works=is_working_day(today, settings.hours, settings.holiday_zone),
        hours=now < end and any(free(now, end, (), settings)),
    )
