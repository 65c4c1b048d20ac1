"""Calls that come in between: one key, the running work waits, and it goes on where it was."""

from collections.abc import Callable
from datetime import datetime, timedelta

from pupitre import tasks, timer
from pupitre.breaks import Break
from pupitre.calendar import working_time
from pupitre.client import Client
from pupitre.clock import Clock, local_day
from pupitre.entry import Entry, Origin, whole_minutes
from pupitre.errors import Invalid, Unknown
from pupitre.focus import Focus, State
from pupitre.interruption import UNKNOWN, Details, Interruption, Outcome
from pupitre.pauses import Pauses
from pupitre.ports import Archive, Change, Value
from pupitre.task import Task
from pupitre.text import clean_line
from pupitre.value import replace
from pupitre.verbs import Done, Verb
from pupitre.views import OPEN

NO_SIGN = timedelta(minutes=2)
"""Without a sign of life for so long, the machine slept or the program was gone: the time is not counted."""

MINUTE = timedelta(minutes=1)


class Answering(Pauses):
    """A desk on which calls come in; `broke_off` is the last sign of life of one that outlived its program."""

    def __init__(self, archive: Archive, clock: Clock, new_id: Callable[[], str]) -> None:
        super().__init__(archive, clock, new_id)
        left = self.interruption
        self.broke_off: datetime | None = left.last_seen if left else None
        self._begun: Done | None = None
        self._alive_at = clock()

    def begin_interruption(self) -> Interruption:
        """Note that someone breaks in: a running session waits, a pause ends. One that is open already goes on."""
        broke = self.interruption
        if broke is not None:
            return broke
        now, focus, rest = self.clock(), self.focus, self.pause_under_way
        ran = focus is not None and focus.state is State.RUNNING
        change = timer.paused(focus, now, self._work_of(focus, now)) if ran else Change()
        broke = Interruption(
            id=self._new_id(), at=now, source=UNKNOWN, interrupted_task=focus.task if focus and ran else None,
            pauses_timer=ran, outside_hours=not self._in_hours(now), last_seen=now,
        )
        ended = () if rest is None else (replace(rest, end=max(now, rest.start)),)
        self._do(Verb.INTERRUPT, "", Change((*change.puts, *ended, broke)))
        self._begun, self._alive_at = self.last_done, now
        return broke

    def keep_interruption_alive(self) -> None:
        """Note on the disk that the interruption goes on; after a silence only what was before it is sure."""
        broke, now = self.interruption, self.clock()
        if broke is None or self.broke_off is not None:
            return
        heard, self._alive_at = self._alive_at, now
        if now - heard > NO_SIGN:
            self.broke_off = heard
        else:
            self._quietly(Change((replace(broke, last_seen=now),)))

    def interruption_lasts(self) -> timedelta:
        """Return the measured time of the interruption under way, zero when there is none."""
        broke = self.interruption
        return timedelta() if broke is None else max(self._measured_end(broke, self.clock()) - broke.at, timedelta())

    def end_interruption(self, details: Details) -> Interruption:
        """Keep what she says of the interruption; its time is an entry of its own, and the session runs again.

        One undo takes the whole of it back. After another day began, or where a pause or other work began meanwhile,
        the session stays paused.

        Raises:
            Invalid: the client is gone, the minutes have no room, a task has no title, or a call no hour.
            Unknown: there is no interruption under way.
        """
        broke, now = self.interruption, self.clock()
        if broke is None:
            raise Unknown(Interruption.__name__, "")
        client = self._caller(details)
        task = self._promised(details, now)
        entry, moved = self._time_of(broke, details, now)
        over = replace(self._told(broke, details, task), minutes=whole_minutes(entry.length), last_seen=None)
        puts: list[Value] = [over, *moved, *self._back_to_work(broke, moved, now)]
        puts += [entry] if entry.length else []
        puts += [task] if task else []
        self._do_whole(broke, client.name if client else over.summary, Change(tuple(puts)))
        return over

    def amend_interruption(self, key: str, details: Details) -> Interruption:
        """Say more of an interruption of today that is over; its times stay, a task it left behind too.

        Raises:
            Invalid: the client is gone, a task has no title, or a call no hour.
            Unknown: it is not on the desk any more.
        """
        before = self.ledger.get(Interruption, key)
        client = self._caller(details)
        task = self._promised(details, self.clock()) if before.created_task is None else None
        over = self._told(before, details, task)
        puts: list[Value] = [over, *([task] if task else [])]
        entry = self.ledger.table(Entry).get(key)
        if entry is not None:
            puts.append(replace(entry, client=details.client, billable=client is not None, note=over.summary))
        self._do(Verb.INTERRUPT, client.name if client else over.summary, Change(tuple(puts)))
        return over

    # -- what it comes to ------------------------------------------------------------------------

    def _caller(self, details: Details) -> Client | None:
        found = None if details.client is None else self.ledger.table(Client).get(details.client)
        if details.client is not None and found is None:
            raise Invalid("client", "unknown", details.client)
        return found

    @staticmethod
    def _told(broke: Interruption, details: Details, task: Task | None) -> Interruption:
        return replace(
            broke, source=details.client or clean_line(details.source) or UNKNOWN,
            channel=clean_line(details.channel), outcome=details.outcome,
            created_task=task.id if task else broke.created_task, summary=clean_line(details.summary),
        )

    def _promised(self, details: Details, now: datetime) -> Task | None:
        """Return the task that it leaves behind, if any. Raises `Invalid`."""
        if details.outcome is Outcome.CALL_BACK:
            if details.call_back is None or details.call_back.at is None:
                raise Invalid("call_back", "empty")
            task = Task(id=self._new_id(), title=details.title, client=details.client,
                        deadline=details.call_back, note=details.summary, created=now)
            return tasks.checked(task, self.ledger.table(Client))
        if details.outcome is not Outcome.MADE_TASK:
            return None
        if not clean_line(details.summary):
            raise Invalid("summary", "empty")
        made = tasks.from_line(self.understand(details.summary), self._new_id(), now, self.clients())
        return made if made.client else replace(made, client=details.client)

    def _limit(self, broke: Interruption, now: datetime) -> datetime:
        """Return the latest end it can have: now, or where other work or a pause began meanwhile."""
        begun = [rest.start for rest in self.ledger.table(Break).values()]
        begun += [e.start for e in self._beside(broke.at, now)]
        return min([now, *(moment for moment in begun if moment >= broke.at)])

    def _measured_end(self, broke: Interruption, now: datetime) -> datetime:
        """Return the end that is sure: the limit, or the last sign of life of one that outlived its program."""
        limit = self._limit(broke, now)
        return max(limit if self.broke_off is None else min(self.broke_off, limit), broke.at)

    def _beside(self, begin: datetime, end: datetime) -> list[Entry]:
        """Return the work in a stretch of time, without the interruption under way."""
        return [e for e in self.entries_between(begin, end) if e.id != OPEN]

    def _time_of(self, broke: Interruption, details: Details, now: datetime) -> tuple[Entry, tuple[Entry, ...]]:
        """Return the entry of the interruption, which has its id, and the interrupted work where it ended earlier."""
        measured = self._measured_end(broke, now)
        entry = Entry(id=broke.id, client=details.client, start=broke.at, end=measured,
                      billable=details.client is not None, note=clean_line(details.summary))
        if details.minutes is None or details.minutes == whole_minutes(entry.length):
            return entry, ()
        if not 0 <= details.minutes <= 24 * 60:
            raise Invalid("minutes", "range", str(details.minutes))
        length, limit = timedelta(minutes=details.minutes), max(self._limit(broke, now), broke.at)
        start = min(broke.at, limit - length)
        moved = self._cut(broke, start, now)
        typed = replace(entry, start=start, end=start + length, origin=Origin.CORRECTED, original_start=broke.at,
                        original_end=measured, corrected_at=now)
        return typed, moved

    def _cut(self, broke: Interruption, start: datetime, now: datetime) -> tuple[Entry, ...]:
        """Return the interrupted work as it ends earlier, nothing when it need not. Raises `Invalid`."""
        found = self._beside(start, broke.at) if start < broke.at else []
        for entry in found:
            mine = broke.pauses_timer and entry.task == broke.interrupted_task and entry.end == broke.at
            if not mine or entry.start >= start:
                raise Invalid("minutes", "no_room")
        less = (broke.at - start).total_seconds()
        return tuple(
            replace(e, end=start, origin=Origin.CORRECTED, corrected_at=now, overtime_s=max(e.overtime_s - less, 0.0),
                    original_start=e.original_start or e.start, original_end=e.original_end or e.end)
            for e in found
        )

    def _back_to_work(self, broke: Interruption, moved: tuple[Entry, ...], now: datetime) -> tuple[Focus, ...]:
        """Return the session as it goes on, nothing when it does not change."""
        focus = self.focus
        if focus is None or not broke.pauses_timer or focus.task != broke.interrupted_task:
            return ()
        less = sum((broke.at - e.end).total_seconds() for e in moved)
        focus = replace(focus, banked_s=max(focus.banked_s - less, 0.0))
        zone, day_start = self.settings.zone, self.settings.day_start
        same_day = local_day(broke.at, zone, day_start) == self.today
        if focus.state is State.PAUSED and same_day and self.pause_under_way is None:
            focus = replace(focus, running_since=now, last_seen=now)
        return (focus,)

    def _do_whole(self, broke: Interruption, subject: str, change: Change) -> None:
        """Make the change so that one undo takes it back together with the beginning.

        Where she changed in between what the beginning had changed, that is a step of its own, after hers.
        """
        begun, self._begun, self.broke_off = self._begun, None, None
        alone = begun is not None and self._is_alone(begun)
        self._do(Verb.INTERRUPT, subject, change)
        last, before = self._undo.pop(), Change(drops=((Interruption, broke.id),))
        if begun is not None and alone:
            self._undo.remove(begun)
            before = begun.inverse
        self._undo.append(replace(last, inverse=_one_after_other(last.inverse, before)))

    def _is_alone(self, done: Done) -> bool:
        """Return whether a verb can still be undone, and nothing done since changed the same values."""
        stack = list(self._undo)
        if done not in stack:
            return False
        since = {key for later in stack[stack.index(done) + 1:] for key in _touched(later.inverse)}
        return since.isdisjoint(_touched(done.inverse))

    def _in_hours(self, now: datetime) -> bool:
        settings = self.settings
        return bool(working_time(now, now + MINUTE, settings.hours, settings.holiday_zone, settings.zone))


def _touched(change: Change) -> set[tuple[type[Value], str]]:
    return {*((type(v), v.id) for v in change.puts), *change.drops}


def _one_after_other(first: Change, then: Change) -> Change:
    """Return the change that does two changes."""
    puts: dict[tuple[type[Value], str], Value] = {(type(v), v.id): v for v in first.puts}
    for key in then.drops:
        puts.pop(key, None)
    puts |= {(type(v), v.id): v for v in then.puts}
    drops = dict.fromkeys(k for k in (*first.drops, *then.drops) if k not in puts)
    return Change(tuple(puts.values()), tuple(drops))
