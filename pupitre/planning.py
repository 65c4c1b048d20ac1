"""In which order promises are kept, and when each would be done if everything nearer is done first."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import accumulate

from pupitre.busy import Stretch, work_slices
from pupitre.settings import Settings
from pupitre.task import Priority, Status, Task

HORIZON = timedelta(days=120)
"""How far ahead work is laid out; what would be done later has no finish."""

_PRESSING = {Priority.URGENT: 0, Priority.HIGH: 1, Priority.NORMAL: 2, Priority.LOW: 3}
_NEVER = datetime.max.replace(tzinfo=UTC)

OrderKey = tuple[int, float, float, int, datetime]


@dataclass(frozen=True, slots=True)
class Planned:
    """One promise laid out: `left_min` of work (None without an estimate), and when it would be done.

    `due` is its own deadline as an instant, `finish` None when it lies beyond the horizon; `short_min` is the working
    time that is missing before `due`, 0 when it fits.
    """

    task: Task
    left_min: int | None
    due: datetime | None
    finish: datetime | None
    short_min: int = 0

    @property
    def at_risk(self) -> bool:
        """Whether it no longer fits before its deadline, though that is still ahead."""
        return self.short_min > 0


def remaining_min(task: Task, worked: Mapping[str, int]) -> int | None:
    """Return the minutes of the estimate not worked yet, None without an estimate."""
    if task.estimate_min is None:
        return None
    return max(task.estimate_min - worked.get(task.id, 0), 0)


def hers_to_do(task: Task) -> bool:
    """Return whether a task takes her time: it is open, in the mission, and waits for nobody."""
    return task.open and task.status is not Status.WAITING and not task.out_of_scope


def pressing(tasks: Iterable[Task], settings: Settings) -> dict[str, datetime]:
    """Return by id until when each dated task must be done: what others wait for, no later than they."""
    found = {t.id: t for t in tasks}
    moments = {
        key: t.due.moment(settings.zone, settings.end_of_day) for key, t in found.items() if t.due is not None
    }
    waiting = [t for t in found.values() if t.after and t.open and t.id in moments]
    # Each pass carries a deadline one step further; a circle ends because moments only get earlier.
    for _ in range(len(waiting)):
        changed = False
        for task in waiting:
            for key in task.after:
                if key in found and moments[task.id] < moments.get(key, _NEVER):
                    moments[key] = moments[task.id]
                    changed = True
        if not changed:
            break
        waiting = [t for t in found.values() if t.after and t.open and t.id in moments]
    return moments


def order_key(task: Task, moments: Mapping[str, datetime]) -> OrderKey:
    """Return the key that puts first what is to be done first.

    What she pinned, then the earliest deadline, then the priority and the age of the promise; what is outside the
    mission is nobody's promise and comes last. Earliest deadline first keeps every deadline whenever some order does
    (Liu and Layland, J. ACM 20, 1973).
    """
    rank = 0 if task.pinned_at is not None else 3 if task.out_of_scope else 1 if task.id in moments else 2
    pinned = task.pinned_at.timestamp() if task.pinned_at is not None else 0.0
    due = moments[task.id].timestamp() if rank == 1 else 0.0
    return rank, pinned, due, _PRESSING[task.priority], task.created


def laid_out(
    tasks: Iterable[Task], worked: Mapping[str, int], now: datetime, settings: Settings,
    taken: Iterable[Stretch] = (), slices: Sequence[Stretch] | None = None,
) -> tuple[Planned, ...]:
    """Return her dated promises in the order of their deadlines, each with when it would be done.

    `worked` are minutes by task, `taken` what appointments take. Pins and priorities are left out of account: they
    choose what is next, not what fits. A task is not begun before its `not_before`. Who lays out many times gives the
    `slices` of work up to the horizon.
    """
    now = now.astimezone(UTC)
    mine = [t for t in tasks if hers_to_do(t)]
    moments = pressing(mine, settings)
    dated = sorted((t for t in mine if t.id in moments), key=lambda t: (moments[t.id], t.created))
    slices = list(work_slices(now, now + HORIZON, taken, settings)) if slices is None else slices
    left = [timedelta(minutes=remaining_min(t, worked) or 0) for t in dated]
    begins = [t.not_before.moment(settings.zone, settings.day_start) if t.not_before else now for t in dated]
    finishes = _worked_off(left, begins, slices, now)
    done_by = _Clock(slices)
    found = []
    for task, finish in zip(dated, finishes, strict=True):
        own = task.due.moment(settings.zone, settings.end_of_day) if task.due is not None else None
        due = moments[task.id] if own is None else own
        after_due = done_by.work(finish or now + HORIZON) - done_by.work(due)
        short = timedelta() if due <= now else max(after_due, timedelta())
        found.append(Planned(task, remaining_min(task, worked), due, finish, -(-int(short.total_seconds()) // 60)))
    return tuple(found)


class _Clock:
    """The working time that lies before an instant, of slices in order."""

    def __init__(self, slices: Sequence[Stretch]) -> None:
        self._starts = [start for start, _ in slices]
        self._slices = slices
        self._before = list(accumulate((stop - start for start, stop in slices), initial=timedelta()))

    def work(self, until: datetime) -> timedelta:
        n = bisect_left(self._starts, until)
        if n == 0:
            return timedelta()
        start, stop = self._slices[n - 1]
        return self._before[n - 1] + min(until, stop) - start


def _worked_off(
    left: list[timedelta], begins: list[datetime], slices: Iterable[Stretch], now: datetime
) -> list[datetime | None]:
    """Return when each piece of work is done: always the first that can be begun; None beyond the last slice."""
    finishes: list[datetime | None] = [None] * len(left)
    coming = sorted(range(len(left)), key=lambda n: (begins[n], n), reverse=True)
    ready: list[int] = []
    left = list(left)
    last = now
    for start, stop in slices:
        at = start
        while at < stop:
            while coming and begins[coming[-1]] <= at:
                heappush(ready, coming.pop())
            if not ready:
                if not coming or begins[coming[-1]] >= stop:
                    break
                at = begins[coming[-1]]
                continue
            n = ready[0]
            if not left[n]:
                # Nothing left to do costs nothing: it is done when what came before it was.
                finishes[heappop(ready)] = max(last, begins[n])
                continue
            until = min(stop, at + left[n], begins[coming[-1]] if coming else stop)
            left[n] -= until - at
            at = last = until
            if not left[n]:
                finishes[heappop(ready)] = at
        if not ready and not coming:
            break
    return finishes
