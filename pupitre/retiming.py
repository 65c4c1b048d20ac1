"""The verbs of the strip: times split, merged, moved, filled in and given to others, on any day."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from pupitre.breaks import Break
from pupitre.bringing import Bringing
from pupitre.client import Client
from pupitre.clock import day_bounds
from pupitre.doubts import check_times
from pupitre.entry import Entry, Origin
from pupitre.errors import DamagedMonth, Invalid, NotNow
from pupitre.focus import Event, Focus, state_of
from pupitre.ports import Change, Value
from pupitre.shelf import month_of
from pupitre.strip import (
    MINUTE,
    RUNNING,
    Edge,
    Segment,
    corrected,
    merged,
    moved,
    neighbour,
    split,
    stepped,
    strip,
    touch,
)
from pupitre.task import Task
from pupitre.text import clean_line
from pupitre.value import replace
from pupitre.verbs import Verb
from pupitre.views import live_entries


class Retiming(Bringing):
    """A desk whose days can be put right. Every verb works on a closed day as well, and brings it back for it."""

    # -- looking ---------------------------------------------------------------------------------

    def strip(self, day: date, instead: Iterable[Entry] = ()) -> tuple[Segment, ...]:
        """Return the pieces of a working day, with some entries as they would be after a change.

        Raises:
            DamagedMonth: the month of an earlier day cannot be read.
        """
        other = {e.id: e for e in instead}
        entries, breaks = [], []
        for value in self._around(day):
            if isinstance(value, Entry):
                entries.append(other.get(value.id, value))
            elif isinstance(value, Break):
                breaks.append(value)
        bounds = day_bounds(day, self.settings.zone, self.settings.day_start)
        return strip(entries, breaks, bounds, self.clock(), self.ledger.table(Client))

    def tasks_around(self, day: date) -> tuple[Task, ...]:
        """Return the tasks that time of a day can be given to: those of the desk, and of the day's own month.

        Raises:
            DamagedMonth: the month of an earlier day cannot be read.
        """
        found = {t.id: t for t in self._around(day) if isinstance(t, Task)}
        return tuple({**self.ledger.table(Task), **found}.values())

    def _around(self, day: date) -> list[Value]:
        """Return what may lie in a day; today's never waits for a month that cannot be read."""
        found: list[Value] = [*live_entries(self.ledger, self.clock()), *self.ledger.table(Break).values()]
        # An entry of the night before may reach into the day; a month may have been closed in another zone.
        for month in sorted({month_of(day - timedelta(days=3)), month_of(day + timedelta(days=2))}):
            if month in self.past.months():
                try:
                    found += self.past.values(month)
                except DamagedMonth:
                    if day < self.today and month == month_of(day):
                        raise
        return found

    def boundary(self, key: str, edge: Edge, at: datetime) -> tuple[Entry, ...]:
        """Return what moving a boundary would make of an entry and its neighbour; nothing is changed.

        Raises:
            Invalid: one of them would be eaten whole, overlap a third, last over 24 hours, or lie ahead.
        """
        entry = self._entry_or_running(key)
        if key == RUNNING and edge is Edge.END:
            raise NotNow(state_of(self.focus), Event.STOP)
        near = self.entries_between(min(entry.start, at) - MINUTE, max(entry.end, at) + MINUTE)
        changed = moved(entry, edge, at, neighbour(entry, edge, at, near), self.clock())
        self._check(changed)
        return changed

    def step_of(self, key: str, edge: Edge, at: datetime, by: timedelta) -> datetime:
        """Return where a step of a boundary ends: on a whole minute, where it meets another time, or now."""
        to = min((at + by).replace(second=0, microsecond=0), self.clock())
        entry = self._entry_or_running(key)
        return stepped(entry, edge, at, to, self.entries_between(min(at, to), max(at, to)))

    # -- changing --------------------------------------------------------------------------------

    def split_time(self, key: str, at: datetime) -> str:
        """Cut a time in two; return the id of the second half. Raises `Invalid` or `Unknown`."""
        halves = split(self._anywhere(Entry, key), at, self.clock(), self._new_id())
        self._put_right(Verb.SPLIT_TIME, halves, (key,))
        return halves[1].id

    def merge_times(self, first: str, second: str, *, with_gap: bool = False) -> None:
        """Make one time of two of the same work; what lies between becomes work only when she says so.

        Raises:
            Invalid: they are not for the same account, another time lies between, or a gap she did not answer for.
        """
        both = (self._anywhere(Entry, key) for key in (first, second))
        one, other = sorted(both, key=lambda e: (e.start, e.end))
        whole = merged(one, other, self.clock())
        self._check((whole,), but=other.id)
        if other.start > one.end and not touch(one.end, other.start) and not with_gap:
            raise Invalid("times", "gap")
        self._put_right(Verb.MERGE_TIMES, (whole,), (one.id, other.id), ((Entry, other.id),))

    def move_boundary(self, key: str, edge: Edge, at: datetime) -> None:
        """Move the start or the end of a time; the neighbour follows, or gives way. Raises as `boundary`."""
        changed = self.boundary(key, edge, at)
        self._put_right(Verb.MOVE_BOUNDARY, changed, [e.id for e in changed if e.id != RUNNING])

    def begin_at(self, at: datetime) -> None:
        """Say when the running stretch really began: what it is until now is kept as corrected, and it goes on.

        Raises:
            NotNow: nothing runs.
            Invalid: it would overlap an earlier time, or lie ahead.
        """
        entry, now = self._entry_or_running(RUNNING), self.clock()
        changed = (corrected(entry, at, now, now),)
        self._check(changed)
        self._put_right(Verb.BEGIN_AT, changed, ())

    def fill_gap(
        self, start: datetime, end: datetime, *, task: str | None = None, client: str | None = None, note: str = ""
    ) -> str:
        """Add typed time on a task, or for a client, or for herself; return its id.

        Raises:
            Invalid: times that cannot be, or an unknown client.
        """
        account = self._account(task, client)
        entry = Entry(id=self._new_id(), task=task, client=account, start=start, end=end, origin=Origin.TYPED,
                      billable=account is not None, note=clean_line(note))
        self._check((entry,))
        if task is not None:
            self._bring(task)
        self._do(Verb.FILL_GAP, self._title_of(entry), Change((entry,)))
        return entry.id

    def change_time(
        self, key: str, *, task: str | None, client: str | None, note: str, billable: bool,
        start: datetime | None = None, end: datetime | None = None, offered: bool | None = None,
    ) -> None:
        """Say whose a time is, its note, and its hours where they are given; the client of a task is its own.

        The instant of the change is kept, unless only the note is another one; a time for nobody is never billed,
        and a surcharge was accepted for one client only. `offered` None leaves it as it is.

        Raises:
            Invalid: times that cannot be, or an unknown client.
            Unknown: there is no such time or task.
        """
        entry, now = self._anywhere(Entry, key), self.clock()
        given = corrected(entry, start or entry.start, end or entry.end, now)
        if start is not None or end is not None:
            self._check((given,))
        verb = Verb.CHANGE_TIME if given == entry else Verb.CORRECT_TIME
        if (task, client) != (entry.task, entry.client):
            given = replace(given, task=task, client=self._account(task, client))
        given = replace(
            given, billable=billable and given.client is not None,
            offered=(entry.offered if offered is None else offered) and given.client is not None,
            surcharge=entry.surcharge if given.client == entry.client else "",
        )
        if replace(given, corrected_at=None) != replace(entry, corrected_at=None):
            given = replace(given, corrected_at=now)
        given = replace(given, note=clean_line(note))
        if given == entry:
            return
        if given.task is not None and given.task != entry.task:
            self._bring(given.task)
        self._put_right(verb, (given,), (key,))

    # -- how -------------------------------------------------------------------------------------

    def _entry_or_running(self, key: str) -> Entry:
        if key != RUNNING:
            return self._anywhere(Entry, key)
        focus, now = self.focus, self.clock()
        if focus is None or focus.running_since is None:
            raise NotNow(state_of(focus), Event.PAUSE)
        return Entry(id=RUNNING, task=focus.task, client=focus.client, start=focus.running_since,
                     end=max(now, focus.running_since), billable=focus.client is not None)

    def _account(self, task: str | None, client: str | None) -> str | None:
        """Return the client of a task, or the one that is given. Raises `Invalid` or `Unknown`."""
        found = client if task is None else self.task(task).client
        if task is None and found is not None and found not in self.ledger.table(Client):
            raise Invalid("client", "unknown")
        return found

    def _check(self, changed: Iterable[Entry], but: str = "") -> None:
        """Refuse times that cannot be; `but` is one that goes. Raises `Invalid`."""
        changed, now = tuple(changed), self.clock()
        own = {e.id for e in changed} | {but}
        for entry in changed:
            others = [e for e in self.entries_between(entry.start, entry.end) if e.id not in own]
            check_times(entry, [*others, *(e for e in changed if e.id != entry.id)], now)

    def _put_right(
        self, verb: Verb, changed: Iterable[Entry], known: Iterable[str],
        drops: tuple[tuple[type[Value], str], ...] = (),
    ) -> None:
        """Keep changed entries; those of closed days are brought back first."""
        for key in known:
            self._bring_entry(key)
        puts: list[Value] = []
        for entry in changed:
            puts += self._kept(entry)
        first = next(v for v in puts if isinstance(v, Entry))
        self._do(verb, self._title_of(first), Change(tuple(puts), drops))

    def _kept(self, entry: Entry) -> tuple[Value, ...]:
        """Return what keeps an entry; the running stretch becomes one, and the session goes on from now."""
        focus, now = self.focus, self.clock()
        if entry.id != RUNNING or focus is None:
            return (entry,)
        worked = entry.length + timedelta(seconds=focus.banked_s)
        going_on: Focus = replace(
            focus, began=min(focus.began, entry.start), running_since=now, banked_s=worked.total_seconds(),
            last_seen=now,
        )
        return replace(entry, id=self._new_id()), going_on
