"""Which deadlines come near: two days before, one day, two hours, half an hour; each stage once."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from enum import StrEnum

from pupitre.calendar import add_working_days
from pupitre.clock import instant
from pupitre.planning import hers_to_do
from pupitre.settings import Settings
from pupitre.task import Task
from pupitre.value import Struct

FARTHEST = timedelta(days=16)
"""How far a deadline can be whose first stage is reached: two working days, across weekends and holidays."""


class Stage(StrEnum):
    """How near a deadline is."""

    TWO_DAYS = "two_days"
    ONE_DAY = "one_day"
    TWO_HOURS = "two_hours"
    HALF_HOUR = "half_hour"


_DAYS = {Stage.TWO_DAYS: 2, Stage.ONE_DAY: 1}
_HOURS = {Stage.TWO_HOURS: timedelta(hours=2), Stage.HALF_HOUR: timedelta(minutes=30)}


class Approach(Struct, frozen=True):
    """A deadline that comes near: `due` as an instant, the stage, and since when it is reached."""

    task: Task
    due: datetime
    stage: Stage
    at: datetime


def stages(task: Task, settings: Settings) -> Iterator[tuple[datetime, Stage]]:
    """Yield when each stage of a dated task is reached.

    Days are her working days, at the hour of the deadline. A deadline without an hour has these stages alone, when
    her hours begin: on the day itself the board shows it all day long.
    """
    due = task.due
    if due is None:
        return
    hour = due.hour(settings.zone)
    begins = settings.working_hours[0][0] if settings.working_hours else time(9)
    for stage, days in _DAYS.items():
        day = add_working_days(due.day, -days, settings.hours, settings.holiday_zone)
        yield instant(day, begins if hour is None else hour, settings.zone), stage
    if due.at is not None:
        yield from ((due.at - before, stage) for stage, before in _HOURS.items())


def approaching(
    tasks: Iterable[Task], since: datetime, now: datetime, settings: Settings
) -> tuple[Approach, ...]:
    """Return the deadlines of which a stage was reached after `since`, with the nearest of these stages.

    The nearest deadline comes first. What is over already, waits for others, or was promised later than the stage, is
    not among them.
    """
    found = []
    for task in tasks:
        if task.due is None or not hers_to_do(task):
            continue
        due = task.due.moment(settings.zone, settings.end_of_day)
        if not now < due < now + FARTHEST:
            continue
        after = max(since, task.created)
        reached = [(at, stage) for at, stage in stages(task, settings) if after < at <= now]
        if reached:
            at, stage = max(reached)
            found.append(Approach(task, due, stage, at))
    return tuple(sorted(found, key=lambda a: (a.due, a.task.created)))
