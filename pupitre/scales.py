"""The promises there are on one side, an urgency on the other: what is late when work is added or taken away."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, groupby

from pupitre.busy import Stretch, free, work_slices
from pupitre.calendar import ONE_DAY, is_working_day
from pupitre.clock import instant
from pupitre.deadline import Deadline
from pupitre.planning import HORIZON, PRESSING, Planned, WorkClock, hers_to_do, laid_out
from pupitre.settings import Settings
from pupitre.task import Task
from pupitre.value import replace

QUARTER = timedelta(minutes=15)
"""The hours that are proposed are whole quarters: that is how they are said."""


def is_late(finish: datetime | None, due: datetime | None) -> bool:
    """Return whether one instant comes after another; None is later than all."""
    return due is not None and (finish is None or finish > due)


class Scale:
    """The promises there are, and what is late among them when work is added or taken away.

    What is due at one moment is laid out as one piece: thousands of promises are weighed while she types.
    """

    def __init__(
        self, tasks: list[Task], worked: Mapping[str, int], now: datetime, settings: Settings, taken: list[Stretch]
    ) -> None:
        self.now, self.settings = now, settings
        self._tasks, self._worked, self._taken = tasks, worked, taken
        self._slices = list(work_slices(now, now + HORIZON, taken, settings))
        self._clock = WorkClock(self._slices)
        self.before = {p.task.id: p for p in self._laid_out(tasks)}
        self.left = {key: p.left_min for key, p in self.before.items() if p.left_min}
        self.waiting = sum(t.open and not t.out_of_scope and not hers_to_do(t) for t in tasks)
        self._awaited = {key for p in self.before.values() for key in p.task.after}
        mine = [p for key, p in self.before.items() if key in self.left]
        # What takes no time presses what it waits for all the same.
        linked = [p for key, p in self.before.items() if p.task.after or key in self._awaited]
        apart = {p.task.id for p in linked}
        alone = [*linked, *(p for p in mine if p.task.not_before and p.task.id not in apart)]
        apart |= {p.task.id for p in alone}
        self._alone = [p.task for p in alone]
        self._plain = sorted((p for p in mine if p.task.id not in apart), key=lambda p: (p.due, p.task.created))
        # Until when what was late already may be done: no later than before.
        self._finishes = {p.task.id: p.finish for p in mine if is_late(p.finish, p.due)}
        self._limits = dict(self._finishes)
        self._pieces: dict[frozenset[str], list[Task]] = {}
        self._numbers = count()

    def task(self, key: str) -> Task:
        """Return a promise as it is."""
        return self.before[key].task

    def due(self, task: Task) -> datetime:
        """Return until when a task of the desk is promised."""
        return self.before[task.id].due or self.now

    def yields(self, task: Task) -> tuple[datetime, int, datetime]:
        """Return a key that is highest for what yields first: the last promised, the least pressing, the newest."""
        return self.due(task), PRESSING[task.priority], task.created

    def time(self, begin: datetime, end: datetime) -> int:
        """Return the working minutes between two instants, from now on and rounded up."""
        return -(-int((self._clock.work(end) - self._clock.work(begin)).total_seconds()) // 60)

    def short(self, wrong: Planned) -> int:
        """Return the working minutes that are missing before something is due."""
        return self.time(max(wrong.due or self.now, self.now), wrong.finish or self.now + HORIZON)

    def layout(self, extra: Iterable[Task], without: Collection[str]) -> tuple[Planned, ...]:
        """Return the work in pieces, some of it taken away and some added, laid out."""
        return self._laid_out([*self._in_pieces(frozenset(without)), *extra])

    def _laid_out(self, tasks: Iterable[Task]) -> tuple[Planned, ...]:
        return laid_out(tasks, self._worked, self.now, self.settings, slices=self._slices)

    def whole(self, there: Iterable[Task], *, apart: bool = False) -> tuple[Planned, ...]:
        """Return every promise laid out for itself, with some of them as they would be.

        With `apart`, where nothing was late, only those are told apart: all else stays in time.
        """
        changed = {t.id: t for t in there}
        if apart and not self._finishes:
            return self.layout(changed.values(), changed)
        tasks = [t for t in self._tasks if t.id not in changed]
        return self._laid_out([*tasks, *changed.values()])

    def wrong(
        self, extra: Collection[Task], without: Collection[str], *, strict: bool = False
    ) -> Planned | None:
        """Return the first promise that is made late; None when all is well.

        What was late before is no promise to keep; `strict` wants it no later than it was.
        """
        added = {t.id for t in extra}
        for each in self.layout(extra, added | set(without)):
            if not each.left_min or not is_late(each.finish, each.due):
                continue
            known = each.task.id not in added and each.task.id in self._limits
            if not known or (strict and is_late(each.finish, self._limits[each.task.id])):
                return each
        return None

    def later(self, extra: Collection[Task], without: Collection[str]) -> list[Task]:
        """Return what was late before, and would be later."""
        if not self._finishes:
            return []
        added = {t.id for t in extra} | set(without)
        found = {p.task.id: p.finish for p in self.whole(extra)}
        return [
            self.task(key) for key, finish in self._finishes.items()
            if key not in added and is_late(found[key], finish)
        ]

    def yielding(self, wrong: Planned) -> list[Task]:
        """Return what would make room for a promise: what comes before it, and is awaited by nothing else."""
        due = wrong.due or self.now
        return [
            p.task for key, p in self.before.items()
            if key in self.left and key not in self._awaited and p.task.due is not None and p.due and p.due <= due
        ]

    def earliest(
        self, task: Task, there: Collection[Task], away: Collection[str], after: datetime,
        last: date | None = None, *, strict: bool = False,
    ) -> Deadline | None:
        """Return the first date after an instant at which a task can be done while all else is kept.

        A promise for a day stays one for a day; None when there is none up to the day `last`, or at all.
        """
        zone, begin = self.settings.zone, max(after, self.now)
        whole_day = task.due is not None and task.due.at is None

        def fits(until: Deadline) -> bool:
            added = replace(task, next_on=until, deadline=until)
            return self.wrong([*there, added], away, strict=strict) is None

        def by(day: date) -> Deadline:
            return Deadline(day) if whole_day else Deadline.on(day, self.settings.end_of_day, zone)

        days = list(self._days(begin, last, whole_day=whole_day))
        n = _first(len(days), lambda n: fits(by(days[n])))
        if n is None or whole_day:
            return None if n is None else by(days[n])
        hours = [Deadline.at_instant(h, zone) for h in self._hours(days[n], begin)]
        at = _first(len(hours), lambda n: fits(hours[n]))
        return None if at is None else hours[at]

    def _days(self, begin: datetime, last: date | None, *, whole_day: bool) -> Iterator[date]:
        """Yield her working days from an instant on that still have an hour to promise."""
        own = self.settings
        day = begin.astimezone(own.zone).date()
        stop = min(last or date.max, (self.now + HORIZON).astimezone(own.zone).date())
        if day <= stop and (whole_day or not any(self._hours(day, begin))):
            day += ONE_DAY
        while day <= stop:
            if is_working_day(day, own.hours, own.holiday_zone):
                yield day
            day += ONE_DAY

    def _hours(self, day: date, begin: datetime) -> list[datetime]:
        """Return the quarters of an hour on a day, after an instant, at which work can end."""
        own, found = self.settings, []
        start, stop = instant(day, time(), own.zone), instant(day + ONE_DAY, time(), own.zone)
        for opens, closes in free(max(start, begin), stop, self._taken, own):
            # Zones lie whole quarters of an hour apart: a quarter here is one in UTC.
            at = opens - (opens - datetime.min.replace(tzinfo=UTC)) % QUARTER + QUARTER
            while at < closes:
                found.append(at)
                at += QUARTER
            found.append(closes)
        return found

    def _in_pieces(self, without: frozenset[str]) -> list[Task]:
        if without not in self._pieces:
            left = (p for p in self._plain if p.task.id not in without)
            groups = groupby(left, key=lambda p: (p.due, p.task.id in self._limits))
            pieces = [self._piece(list(group)) for _, group in groups]
            self._pieces[without] = [*pieces, *(t for t in self._alone if t.id not in without)]
        return self._pieces[without]

    def _piece(self, group: list[Planned]) -> Task:
        """Return all that is due at one moment as one task."""
        first = group[0]
        if len(group) == 1 or first.due is None:
            return first.task
        key = f"\0{next(self._numbers)}"
        if first.task.id in self._limits:
            self._limits[key] = group[-1].finish
        return Task(
            id=key, title="", created=first.task.created, deadline=Deadline.at_instant(first.due, self.settings.zone),
            estimate_min=sum(p.left_min or 0 for p in group),
        )


def _first(end: int, fits: Callable[[int], bool]) -> int | None:
    """Return the first number that fits, where all after it fit too; it is looked for near the beginning first."""
    low, high, step = 0, 0, 1
    while high < end and not fits(high):
        low, high, step = high + 1, high + step, step * 2
    if high >= end:
        if low >= end or not fits(end - 1):
            return None
        high = end - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle + 1, high)
    return high
