"""In which order promises are kept, and when each would be done if everything nearer is done first."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from heapq import heappop, heappush

from pupitre.busy import Stretch, work_slices
from pupitre.deadline import Deadline
from pupitre.settings import Settings
from pupitre.task import Priority, Status, Task
from pupitre.value import Struct

HORIZON = timedelta(days=120)
"""How far ahead work is laid out; what would be done later has no finish."""

PRESSING = {Priority.URGENT: 0, Priority.HIGH: 1, Priority.NORMAL: 2, Priority.LOW: 3}
"""How priorities follow each other: what is worked on first, and what yields last."""

_NEVER = datetime.max.replace(tzinfo=UTC)
_JUST = timedelta(microseconds=1)

OrderKey = tuple[int, float, float, int, datetime]


class Planned(Struct, frozen=True):
    """One promise laid out: `left_min` of work (None without an estimate), and when it would be done.

    `due` is its own deadline as an instant, or that of what waits for it; `finish` is None when it lies beyond the
    horizon; `short_min` is the working time that is missing before `due`, 0 when it fits or when `due` is over;
    `worked` are the stretches in which it would be worked on.
    """

    task: Task
    left_min: int | None
    due: datetime | None
    finish: datetime | None
    short_min: int = 0
    worked: tuple[Stretch, ...] = ()

    @property
    def at_risk(self) -> bool:
        """Whether it no longer fits before its deadline, though that is still ahead."""
        return self.short_min > 0


def remaining_min(task: Task, worked: Mapping[str, int]) -> int | None:
    """Return the minutes of the estimate not worked yet, None without an estimate."""
    if task.estimate_min is None:
        return None
    return max(task.estimate_min - worked.get(task.id, 0), 0)


_HERS = frozenset(Status) - {Status.WAITING, Status.DONE}


def hers_to_do(task: Task) -> bool:
    """Return whether a task takes her time: it is open, in the mission, and waits for nobody."""
    return task.status in _HERS and task.dropped_at is None and not task.out_of_scope


def pressing(tasks: Iterable[Task], settings: Settings) -> dict[str, datetime]:
    """Return by id until when each dated task must be done: what others wait for, just before they must be.

    A circle of tasks that wait for each other ends where it began.
    """
    found, ends = {t.id: t for t in tasks}, _Ends(settings)
    moments = {key: ends.of(due) for key, t in found.items() if (due := t.due) is not None}
    waiting = [t for t in found.values() if t.after and t.open and t.id in moments]
    settled: set[str] = set()
    for task in sorted(waiting, key=lambda t: moments[t.id]):
        until = moments[task.id]
        chain = _chain(task, found, settled)
        for n, key in enumerate(reversed(chain)):
            moments[key] = min(moments.get(key, _NEVER), until - n * _JUST)
        settled.update(chain)
    return moments


class _Ends:
    """Deadlines as instants; each day is looked up once."""

    def __init__(self, settings: Settings) -> None:
        self._zone, self._hour = settings.zone, settings.end_of_day
        self._days: dict[date, datetime] = {}

    def of(self, deadline: Deadline) -> datetime:
        if deadline.at is not None:
            return deadline.at
        if deadline.day not in self._days:
            self._days[deadline.day] = deadline.moment(self._zone, self._hour)
        return self._days[deadline.day]


def _chain(last: Task, found: Mapping[str, Task], settled: set[str]) -> list[str]:
    """Return the open tasks that must be over before one, each after what it waits for, the one itself last."""
    order: list[str] = []
    seen: set[str] = set()
    stack = [(last, False)]
    while stack:
        task, ready = stack.pop()
        if ready:
            order.append(task.id)
        elif task.id not in seen and task.id not in settled:
            seen.add(task.id)
            stack.append((task, True))
            stack.extend((found[key], False) for key in task.after if key in found and found[key].open)
    return order


def order_key(task: Task, moments: Mapping[str, datetime]) -> OrderKey:
    """Return the key that puts first what is to be done first.

    What she pinned, the last one first, then the earliest deadline, then the priority and the age of the promise;
    what is outside the mission is nobody's promise and comes last. Earliest deadline first keeps every deadline
    whenever some order does (Liu and Layland, J. ACM 20, 1973).
    """
    rank = 0 if task.pinned_at is not None else 3 if task.out_of_scope else 1 if task.id in moments else 2
    pinned = -task.pinned_at.timestamp() if task.pinned_at is not None else 0.0
    due = moments[task.id].timestamp() if rank == 1 else 0.0
    return rank, pinned, due, PRESSING[task.priority], task.created


def laid_out(
    tasks: Iterable[Task], worked: Mapping[str, int], now: datetime, settings: Settings,
    taken: Iterable[Stretch] = (), slices: Sequence[Stretch] | None = None,
) -> tuple[Planned, ...]:
    """Return her dated promises in the order of their deadlines, each with when it would be done.

    `worked` are minutes by task, `taken` what appointments take. Pins and priorities are left out of account: they
    choose what is next, not what fits. A task is not begun before its `not_before`, nor before what it waits
    for. Who lays out many times gives the `slices` of work up to the horizon.
    """
    now = now.astimezone(UTC)
    mine = [t for t in tasks if hers_to_do(t)]
    moments = pressing(mine, settings)
    dated = sorted((t for t in mine if t.id in moments), key=lambda t: (moments[t.id], t.created))
    done_by = WorkClock(work_slices(now, now + HORIZON, taken, settings) if slices is None else slices)
    left = [remaining_min(t, worked) for t in dated]
    finishes, pieces = _worked_off(
        [timedelta(minutes=minutes or 0) for minutes in left], _begins(dated, now, settings), done_by, now
    )
    ends, found = _Ends(settings), []
    for n, (task, finish) in enumerate(zip(dated, finishes, strict=True)):
        due, missing = ends.of(task.due) if task.due is not None else _whole(moments[task.id]), 0
        if due > now and (finish is None or finish > due):
            short = done_by.work(finish or now + HORIZON) - done_by.work(due)
            missing = -(-int(short.total_seconds()) // 60)
        found.append(Planned(task, left[n], due, finish, missing, tuple(pieces[n])))
    return tuple(found)


def _begins(dated: Iterable[Task], now: datetime, settings: Settings) -> list[datetime]:
    """Return from when each task can be begun; what it waits for stands before it."""
    begins: dict[str, datetime] = {}
    for task in dated:
        begin = now
        if task.not_before is not None:
            begin = max(now, task.not_before.moment(settings.zone, settings.day_start))
        begins[task.id] = max([begin, *(begins[key] for key in task.after if key in begins)])
    return list(begins.values())


def _whole(moment: datetime) -> datetime:
    """Return an instant without the little that puts one task before the one that waits for it."""
    return moment.replace(microsecond=0) + timedelta(seconds=bool(moment.microsecond))


class WorkClock:
    """The working time that lies before an instant, of slices in order; they are asked for no further than needed."""

    def __init__(self, slices: Iterable[Stretch]) -> None:
        self._coming = iter(slices)
        self._slices: list[Stretch] = []
        self._starts: list[datetime] = []
        self._before = [timedelta()]

    def __iter__(self) -> Iterator[Stretch]:
        """Yield the slices from the first on."""
        n = 0
        while n < len(self._slices) or self._next():
            yield self._slices[n]
            n += 1

    def _next(self) -> bool:
        """Ask for one slice more; return whether there is one."""
        for start, stop in self._coming:
            self._slices.append((start, stop))
            self._starts.append(start)
            self._before.append(self._before[-1] + (stop - start))
            return True
        return False

    def work(self, until: datetime) -> timedelta:
        """Return the working time that lies before an instant."""
        while (not self._starts or self._starts[-1] < until) and self._next():
            pass
        n = bisect_left(self._starts, until)
        if n == 0:
            return timedelta()
        start, stop = self._slices[n - 1]
        return self._before[n - 1] + min(until, stop) - start


def _worked_off(
    left: list[timedelta], begins: list[datetime], slices: Iterable[Stretch], now: datetime
) -> tuple[list[datetime | None], list[list[Stretch]]]:
    """Return when each piece of work is done, None beyond the last slice, and when it is worked on.

    It is always the first that can be begun.
    """
    finishes: list[datetime | None] = [None] * len(left)
    pieces: list[list[Stretch]] = [[] for _ in left]
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
            pieces[n].append((at, until))
            left[n] -= until - at
            at = last = until
            if not left[n]:
                finishes[heappop(ready)] = at
        if not ready and not coming:
            break
    return finishes, pieces
