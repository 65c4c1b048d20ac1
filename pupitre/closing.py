"""What goes to the files of the months when a day is over: the open desk keeps what is unfinished, and today."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from itertools import islice

from pupitre.absence import Absence
from pupitre.appointment import Appointment
from pupitre.breaks import Break, BreakAnswer
from pupitre.client import Client
from pupitre.clock import local_day
from pupitre.doubts import doubts
from pupitre.entry import Entry
from pupitre.interruption import Interruption
from pupitre.ledger import Ledger
from pupitre.ports import KINDS, Change, Value
from pupitre.reply import ReplyUse
from pupitre.report import Report
from pupitre.settings import Settings
from pupitre.shelf import Month, Recalled, Shelf, month_of
from pupitre.task import Task
from pupitre.value import Struct, replace

MOST_DOUBTS = 100
"""Entries that wait on the desk for a correction: a file with thousands of wrong ones must not fill it."""

_KIND = {kind.__name__: kind for kind in KINDS}


class Closing(Struct, frozen=True):
    """A change of the open desk, and what each month gets with it: all of it, or nothing."""

    change: Change
    months: dict[Month, Change]


class _Days(Struct, frozen=True):
    """How instants become days, the last day on which each task was worked, what cannot be right, what is open."""

    settings: Settings
    last_work: dict[str, date]
    doubtful: frozenset[str]
    open_tasks: frozenset[str]

    def day(self, moment: datetime) -> date:
        return local_day(moment, self.settings.zone, self.settings.day_start)

    def over(self, value: Value) -> date | None:
        """Return the day a value belongs to once it is over, None while it is open."""
        if isinstance(value, Task):
            return self._task_over(value)
        if isinstance(value, Entry):
            return None if value.id in self.doubtful else self.day(value.start)
        if isinstance(value, BreakAnswer | ReplyUse):
            return self.day(value.at)
        if isinstance(value, Interruption):
            return None if value.last_seen is not None else self.day(value.at)
        if isinstance(value, Break):
            return None if value.end is None else self.day(value.start)
        if isinstance(value, Appointment):
            return None if value.source else value.last_day(self.settings.zone)
        if isinstance(value, Absence):
            return self.day(value.start) if value.asked else None
        return value.day if isinstance(value, Report) else None

    def _task_over(self, task: Task) -> date | None:
        ended = task.done_at or task.dropped_at
        # A finished part stays as long as its whole is open.
        if task.open or ended is None or task.parent in self.open_tasks:
            return None
        # A task never lies in an earlier month than the work on it.
        return max(self.day(ended), self.last_work.get(task.id, date.min))


def closing(
    ledger: Ledger, today: date, settings: Settings, *,
    fresh: Iterable[Value] | None = None, without: Collection[Month] = (),
) -> Closing | None:
    """Return what moves, None when nothing does.

    `fresh` are values that come in now, as by an import, in place of those on the desk; `without` are months that
    cannot be written: what belongs there stays on the desk.
    """
    everything = _all(ledger) if fresh is None else list(fresh)
    marks = [v for v in everything if isinstance(v, Recalled)]
    values = [v for v in everything if not isinstance(v, Recalled)]
    opened = frozenset(t.id for t in (*ledger.table(Task).values(), *values) if isinstance(t, Task) and t.open)
    days = _Days(settings, _last_work(ledger, values, settings), _doubtful(ledger, values), opened)
    leaving, staying = _parted(values, days, today, marks, without)
    open_puts = _carried(leaving, {v.id: v for v in staying if isinstance(v, Task)}, ledger, fresh is None)
    if fresh is not None:
        known = {(type(v), v.id) for v in open_puts}
        open_puts = [*(v for v in staying if (type(v), v.id) not in known), *open_puts]
    settled = [m for m in marks if m.month not in without]
    if not (leaving or settled or open_puts):
        return None
    months = _by_month(leaving, settled)
    shelf = ledger.table(Shelf).get("shelf", Shelf())
    if not set(months) <= set(shelf.months):
        open_puts.append(replace(shelf, months=tuple(sorted({*shelf.months, *months}))))
    drops: list[tuple[type[Value], str]] = [
        (type(v), v.id) for found in leaving.values() for v in found if v.id in ledger.table(type(v))
    ]
    drops += [(Recalled, m.id) for m in settled if m.id in ledger.table(Recalled)]
    return Closing(Change(tuple(open_puts), tuple(drops)), months)


def _all(ledger: Ledger) -> list[Value]:
    return [value for kind in KINDS for value in ledger.table(kind).values()]


def _last_work(ledger: Ledger, values: Iterable[Value], settings: Settings) -> dict[str, date]:
    last: dict[str, date] = {}
    for value in (*ledger.table(Entry).values(), *values):
        if isinstance(value, Entry) and value.task is not None:
            day = local_day(value.start, settings.zone, settings.day_start)
            last[value.task] = max(day, last.get(value.task, day))
    return last


def _doubtful(ledger: Ledger, values: Iterable[Value]) -> frozenset[str]:
    """Return the entries that need a correction, and what they overlap: they stay until she has looked at them."""
    entries = {e.id: e for e in (*ledger.table(Entry).values(), *(v for v in values if isinstance(v, Entry)))}
    clients = {*ledger.table(Client), *(v.id for v in values if isinstance(v, Client))}
    found = islice(doubts(entries.values(), clients), MOST_DOUBTS)
    return frozenset(e.id for doubt in found for e in (doubt.entry, doubt.other) if e is not None)


def _parted(
    values: Iterable[Value], days: _Days, today: date, marks: Iterable[Recalled], without: Collection[Month]
) -> tuple[dict[Month, list[Value]], list[Value]]:
    """Return what leaves, by month, and what stays; a task stays as long as one of its entries does."""
    recalled: dict[str, Month] = {}
    for mark in marks:
        if mark.what[0] == Task.__name__:
            recalled[mark.what[1]] = max(mark.month, recalled.get(mark.what[1], mark.month))
    leaving: dict[Month, list[Value]] = defaultdict(list)
    staying: list[Value] = []
    kept: set[str | None] = set()
    for value in sorted(values, key=lambda v: not isinstance(v, Entry)):
        day = days.over(value)
        month = None if day is None or day >= today else month_of(day)
        if month is not None and isinstance(value, Task):
            month = None if value.id in kept else max(month, recalled.get(value.id, month))
        if month is not None and month not in without:
            leaving[month].append(value)
            continue
        staying.append(value)
        if isinstance(value, Entry):
            kept.add(value.task)
    return leaving, staying


def _carried(
    leaving: dict[Month, list[Value]], staying: dict[str, Task], ledger: Ledger, at_day_end: bool  # noqa: FBT001
) -> list[Value]:
    """Add the time of the leaving entries to their tasks; return the changed ones that stay on the desk."""
    worked: dict[str, timedelta] = defaultdict(timedelta)
    for found in leaving.values():
        for value in found:
            if isinstance(value, Entry) and value.task is not None:
                worked[value.task] += value.length
    for found in leaving.values():
        for n, value in enumerate(found):
            if isinstance(value, Task) and value.id in worked:
                found[n] = replace(value, worked_before=value.worked_before + worked.pop(value.id))
    on_desk = staying if at_day_end else {**ledger.table(Task), **staying}
    return [
        replace(on_desk[key], worked_before=on_desk[key].worked_before + length)
        for key, length in worked.items() if key in on_desk
    ]


def _by_month(leaving: dict[Month, list[Value]], marks: Iterable[Recalled]) -> dict[Month, Change]:
    """Return the change of each month: what comes, and the old copies of what was recalled from it."""
    puts = {month: {(type(v), v.id): v for v in found} for month, found in leaving.items()}
    drops: dict[Month, list[tuple[type[Value], str]]] = defaultdict(list)
    for mark in marks:
        name, key = mark.what
        kind = _KIND[name]
        if (kind, key) not in puts.get(mark.month, {}):
            drops[mark.month].append((kind, key))
    return {
        month: Change(tuple(puts.get(month, {}).values()), tuple(drops[month]))
        for month in sorted({*puts, *drops})
    }
