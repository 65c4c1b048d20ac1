"""What a day or a week was, for her alone: sums and lengths of what was noted, and no judgement of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from pupitre.breaks import Break, BreakAnswer, Stretch
from pupitre.clock import day_bounds, instant, local_day
from pupitre.entry import Entry, whole_minutes
from pupitre.interruption import Interruption
from pupitre.ledger import Ledger
from pupitre.past import Past
from pupitre.ports import Value
from pupitre.settings import Settings
from pupitre.shelf import Month
from pupitre.task import Task
from pupitre.value import Struct, replace
from pupitre.views import live_entries, settings_of

DAY = timedelta(days=1)
V = TypeVar("V", bound=Value)


class DayWork(Struct, frozen=True):
    """The minutes of work of one day, how many of them after her chosen end, and the minutes of its pauses."""

    day: date
    minutes: int
    late: int
    rest: int


class Longest(Struct, frozen=True):
    """The longest work without a pause: when it began and ended, and its minutes of work."""

    start: datetime
    end: datetime
    minutes: int


class Broke(Struct, frozen=True):
    """How often one source interrupted, a client's id or a word, and for how many minutes."""

    source: str
    count: int
    minutes: int


class Effort(Struct, frozen=True):
    """Finished tasks of one category that had an estimate: what was thought, and what they took, in minutes."""

    category: str
    tasks: int
    estimated: int
    took: int


class Review(Struct, frozen=True):
    """What is known of some days; `hours` counts interruptions by local hour, `unread` names months left out."""

    first: date
    last: date
    days: tuple[DayWork, ...]
    breaks: int
    postponed: int
    refused: int
    longest: Longest | None
    sources: tuple[Broke, ...]
    hours: dict[int, int]
    efforts: tuple[Effort, ...]
    unread: tuple[Month, ...] = ()

    @property
    def minutes(self) -> int:
        """Minutes of work."""
        return sum(d.minutes for d in self.days)

    @property
    def late(self) -> int:
        """Minutes of work after the chosen end."""
        return sum(d.late for d in self.days)

    @property
    def rest(self) -> int:
        """Minutes of pauses taken."""
        return sum(d.rest for d in self.days)

    @property
    def nothing(self) -> bool:
        """Whether nothing at all was noted."""
        counted = (self.minutes, self.breaks, self.postponed, self.refused, len(self.sources), len(self.efforts))
        return not any(counted)


def week_of(day: date) -> tuple[date, date]:
    """Return the Monday and the Sunday around a day (ISO 8601)."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + 6 * DAY


def review_of(ledger: Ledger, past: Past, first: date, last: date, now: datetime) -> Review:
    """Return what is known of some days, those of closed months as well; months that cannot be read are named."""
    unread: list[Month] = []
    before = past.around(first, last, unread)
    here = (v for kind in (Task, Break, Interruption, BreakAnswer) for v in ledger.table(kind).values())
    values = [*before, *here, *live_entries(ledger, now)]
    found = review(values, first, last, settings_of(ledger), now, on_desk=live_entries(ledger, now))
    return replace(found, unread=tuple(unread))


def review(
    values: Iterable[Value], first: date, last: date, settings: Settings, now: datetime, *, on_desk: Iterable[Entry]
) -> Review:
    """Return what some values tell of the days from `first` to `last`; a pause under way lasts until `now`.

    `on_desk` are the entries that no task knows in its `worked_before`.
    """
    values = tuple(values)
    begin = day_bounds(first, settings.zone, settings.day_start)[0]
    end = day_bounds(last, settings.zone, settings.day_start)[1]
    entries = [e for e in _all(Entry, values) if begin <= e.start < end]
    rests = [replace(b, end=b.end or max(now, b.start)) for b in _all(Break, values) if begin <= b.start < end]
    broke = [i for i in _all(Interruption, values) if begin <= i.at < end]
    answers = [a for a in _all(BreakAnswer, values) if begin <= a.at < end]
    done = [t for t in _all(Task, values) if t.done_at is not None and begin <= t.done_at < end]
    return Review(
        first, last, _days(first, last, entries, rests, settings), len(rests),
        sum(a.minutes > 0 for a in answers), sum(a.minutes == 0 for a in answers),
        longest([(e.start, e.end) for e in entries], settings.real_break), _sources(broke),
        dict(Counter(i.at.astimezone(settings.zone).hour for i in broke)), _efforts(done, on_desk),
    )


def _all(kind: type[V], values: Iterable[Value]) -> list[V]:
    return [v for v in values if isinstance(v, kind)]


def _days(
    first: date, last: date, entries: Iterable[Entry], rests: Iterable[Break], settings: Settings
) -> tuple[DayWork, ...]:
    worked: dict[date, timedelta] = defaultdict(timedelta)
    late: dict[date, timedelta] = defaultdict(timedelta)
    rested: dict[date, timedelta] = defaultdict(timedelta)
    for entry in entries:
        day = local_day(entry.start, settings.zone, settings.day_start)
        worked[day] += entry.length
        late[day] += max(entry.end - max(entry.start, chosen_end(day, settings)), timedelta())
    for rest in rests:
        day = local_day(rest.start, settings.zone, settings.day_start)
        rested[day] += max((rest.end or rest.start) - rest.start, timedelta())
    days = [first + n * DAY for n in range((last - first).days + 1)]
    return tuple(DayWork(d, *(whole_minutes(table[d]) for table in (worked, late, rested))) for d in days)


def chosen_end(day: date, settings: Settings) -> datetime:
    """Return when she wants a working day to end; an hour before the day begins is of the night after."""
    at: time = settings.end_of_day
    return instant(day if at >= settings.day_start else day + DAY, at, settings.zone)


def longest(stretches: Iterable[Stretch], real_break: timedelta) -> Longest | None:
    """Return the longest work between two gaps of at least `real_break`; shorter gaps pause it (rule T6)."""
    best: Longest | None = None
    began = until = None
    worked = timedelta()
    for start, end in sorted(stretches):
        if began is None or until is None or start - until >= real_break:
            began, until, worked = start, start, timedelta()
        worked += max(end - max(start, until), timedelta())
        until = max(until, end)
        if worked > timedelta() and (best is None or whole_minutes(worked) > best.minutes):
            best = Longest(began, until, whole_minutes(worked))
    return best


def _sources(broke: Iterable[Interruption]) -> tuple[Broke, ...]:
    groups: dict[str, list[Interruption]] = defaultdict(list)
    for each in broke:
        groups[each.source].append(each)
    found = [Broke(source, len(group), sum(i.minutes for i in group)) for source, group in groups.items()]
    return tuple(sorted(found, key=lambda b: (-b.count, -b.minutes, b.source)))


def _efforts(done: Iterable[Task], entries: Iterable[Entry]) -> tuple[Effort, ...]:
    """Return the finished tasks with an estimate and some time, by category; `entries` are those on the desk."""
    groups: dict[str, list[tuple[int, int]]] = defaultdict(list)
    worked: dict[str, timedelta] = defaultdict(timedelta)
    for entry in entries:
        if entry.task is not None:
            worked[entry.task] += entry.length
    for task in done:
        took = whole_minutes(task.worked_before + worked[task.id])
        if task.estimate_min and took:
            groups[task.category].append((task.estimate_min, took))
    found = [Effort(name, len(g), sum(e for e, _ in g), sum(t for _, t in g)) for name, g in groups.items()]
    return tuple(sorted(found, key=lambda e: (-e.took, e.category)))
