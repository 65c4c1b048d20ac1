"""What each day of a week holds: what is promised for it, the time for it, and where the work would fall."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from pupitre.busy import Stretch, day_end
from pupitre.calendar import ONE_DAY, is_working_day
from pupitre.capacity import MINUTE, Account, account, due_day
from pupitre.clock import day_bounds, local_day
from pupitre.planning import Planned, hers_to_do, remaining_min
from pupitre.settings import Settings
from pupitre.task import Task
from pupitre.value import Struct


class DayTask(Struct, frozen=True):
    """A task that counts for a day: the minutes left of it, None without an estimate, and those that are missing."""

    task: Task
    left_min: int | None
    short_min: int = 0


class DayLoad(Struct, frozen=True):
    """One day: its time, its tasks, and the minutes worked on it if everything is done by deadline.

    Of the minutes `laid`, `ahead` are for tasks of a later day and `carried` for tasks of an earlier one. A day that
    is `over` has nothing: what is late counts for today.
    """

    day: date
    works: bool
    over: bool
    account: Account
    tasks: tuple[DayTask, ...]
    laid: int = 0
    ahead: int = 0
    carried: int = 0

    @property
    def available(self) -> int:
        """Minutes for tasks."""
        return self.account.available

    @property
    def promised(self) -> int:
        """Minutes left of the tasks that count for it."""
        return sum(t.left_min or 0 for t in self.tasks)

    @property
    def spare(self) -> int:
        """Minutes left when each promise of the day is kept on the day itself; negative when it does not fit."""
        return self.available - self.promised

    @property
    def unestimated(self) -> int:
        """How many of its tasks have no estimate."""
        return sum(t.left_min is None for t in self.tasks)

    @property
    def by_client(self) -> tuple[tuple[str | None, int], ...]:
        """The minutes promised by client, the most first; None is herself."""
        return by_client([self])


def by_client(days: Iterable[DayLoad]) -> tuple[tuple[str | None, int], ...]:
    """Return the minutes promised in some days by client, the most first; None is herself."""
    totals: dict[str | None, int] = defaultdict(int)
    for day in days:
        for each in day.tasks:
            totals[each.task.client] += each.left_min or 0
    found = [(client, minutes) for client, minutes in totals.items() if minutes]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0] or "")))


def undated(tasks: Iterable[Task], today: date) -> int:
    """Return how many tasks are hers to do and count for no day."""
    return sum(hers_to_do(t) and due_day(t, today) == date.max for t in tasks)


def week(
    tasks: Iterable[Task], worked: Mapping[str, int], first: date, now: datetime, settings: Settings, *,
    plan: Sequence[Planned], away: Sequence[Stretch] = (), taken: Sequence[Stretch] = (),
) -> tuple[DayLoad, ...]:
    """Return the seven days from `first` on.

    `plan` is her work laid out, `away` and `taken` are the stretches of absences and of appointments.
    """
    zone, starts, tasks = settings.zone, settings.day_start, tuple(tasks)
    today = local_day(now, zone, starts)
    short = {p.task.id: p.short_min for p in plan}
    due: dict[date, list[DayTask]] = defaultdict(list)
    for task in tasks:
        if hers_to_do(task) and due_day(task, today) != date.max:
            each = DayTask(task, remaining_min(task, worked), short.get(task.id, 0))
            due[max(due_day(task, today), today)].append(each)
    dues = {t.id: due_day(t, today) for t in tasks}
    laid = _laid(plan, dues, today, settings)
    days = []
    for n in range(7):
        day = first + n * ONE_DAY
        begin = max(now, day_bounds(day, zone, starts)[0])
        works = is_working_day(day, settings.hours, settings.holiday_zone)
        sums = (int(part / MINUTE) for part in laid.get(day, (timedelta(),) * 3))
        days.append(DayLoad(
            day, works, day < today, account(begin, day_end(day, settings), away, taken, settings),
            tuple(sorted(due[day], key=lambda t: _order(t, settings))), *sums,
        ))
    return tuple(days)


def _order(each: DayTask, settings: Settings) -> tuple[bool, float, datetime]:
    due = each.task.due
    at = due.moment(settings.zone, settings.end_of_day).timestamp() if due else 0.0
    return due is None, at, each.task.created


def _laid(
    plan: Iterable[Planned], dues: Mapping[str, date], today: date, settings: Settings
) -> dict[date, tuple[timedelta, timedelta, timedelta]]:
    """Return by day the work that would fall on it: all of it, what is ahead of its day, what is carried over.

    Its day is that of `dues`; of what has none there but is waited for, the day until when it is planned.
    """
    sums: dict[date, list[timedelta]] = defaultdict(lambda: [timedelta(), timedelta(), timedelta()])
    for each in plan:
        counts_for = dues.get(each.task.id, date.max)
        if counts_for == date.max and each.due is not None:
            counts_for = local_day(each.due, settings.zone, settings.day_start)
        counts_for = max(counts_for, today)
        for start, stop in each.worked:
            day = local_day(start, settings.zone, settings.day_start)
            length = stop - start
            sums[day][0] += length
            if day < counts_for:
                sums[day][1] += length
            elif day > counts_for:
                sums[day][2] += length
    return {day: (whole, ahead, carried) for day, (whole, ahead, carried) in sums.items()}
