"""A desk that lives through sleep, freezes, clocks that are set, the end of a day and the end of its program."""

from collections.abc import Callable
from datetime import date, datetime

from pupitre import timer
from pupitre.absence import HERE, LONG, UNTOUCHED, Absence, Why
from pupitre.breaks import Break
from pupitre.clock import Clock, day_bounds, local_day
from pupitre.entry import Entry
from pupitre.errors import StorageFailed
from pupitre.farewell import Parting
from pupitre.focus import Focus
from pupitre.placing import free_parts, placed
from pupitre.ports import Archive, Change, Value
from pupitre.pulse import Gap, Pulse, gap
from pupitre.task import Task
from pupitre.timer import AbsenceAnswer, Recovery
from pupitre.value import replace
from pupitre.verbs import Verb


class Returning(Parting):
    """A desk on which a session counts no time in which nobody was there.

    `returned_at` is the end of the last absence; `closed_session` one that ended at its last sign of life, and
    waits to be told.
    """

    def __init__(self, archive: Archive, clock: Clock, new_id: Callable[[], str]) -> None:
        super().__init__(archive, clock, new_id)
        self.closed_session: Focus | None = None
        self._pulse: Pulse | None = None
        self._touched: datetime | None = None

    # -- the beat --------------------------------------------------------------------------------

    def beat(self, pulse: Pulse | None = None) -> bool:
        """Live on: before any verb of hers, and more often than every 30 s. Return whether the desk changed.

        Raises:
            StorageFailed: nothing changed; the next beat finds the same.
        """
        before, found = self._changes, None
        if pulse is not None and self._pulse is not None:
            found = gap(self._pulse, pulse)
        if found is not None:
            self._live_through(found)
        self._pulse = pulse or self._pulse
        self._turn_day()
        return self._changes != before

    def present(self) -> bool:
        """Take a sign of her: a key, the mouse. A session forgotten in an earlier day ends where she left it.

        Return whether the desk changed. Raises `StorageFailed`.
        """
        focus, now = self._running, self.clock()
        forgotten = focus is not None and self._forgotten(focus, now)
        if focus is not None and forgotten:
            self._forget(focus, now)
        self._touched = now
        return forgotten

    def heartbeat(self) -> None:
        """Note on the disk that the session is alive, so that a crash loses less than a minute."""
        focus = self._running
        if focus is not None:
            self._quietly(Change((replace(focus, last_seen=self.clock(), touched=self._last_touch(focus)),)))

    @property
    def _running(self) -> Focus | None:
        focus = self.focus
        return focus if focus is not None and focus.running_since is not None else None

    def _last_touch(self, focus: Focus) -> datetime:
        known = [t for t in (focus.touched, self._touched) if t is not None]
        return max(known, default=focus.running_since or focus.began)

    def _day(self, moment: datetime) -> date:
        return local_day(moment, self.settings.zone, self.settings.day_start)

    def _work_of(self, focus: Focus | None, end: datetime) -> tuple[Entry, ...]:
        """Return the running stretch until `end` as it is kept."""
        entry = timer.stretch(focus, end, self._new_id())
        if entry is None:
            return ()
        return placed(entry, self.ledger.table(Entry).values(), self.clock(), self.settings, self._new_id)

    # -- what the machine does -------------------------------------------------------------------

    def _live_through(self, found: Gap) -> None:
        """Count nothing of an absence, and no time that only a clock made."""
        touched, ended = self._touched, None
        self._touched = touched and touched + found.shift
        try:
            ended = self._through(found)
        except StorageFailed:
            self._touched = touched  # the next beat finds the same again
            raise
        self.closed_session = ended or self.closed_session
        if found.absent:
            self.returned_at = found.end
        elif self.returned_at is not None:
            self.returned_at += found.shift
        self._no_way_back()

    def _through(self, found: Gap) -> Focus | None:
        """Make the change of a gap; return the session that ended with it."""
        focus, rest, ended = self.focus, self.pause_under_way, None
        change = Change()
        if focus is not None and found.shift:
            focus = timer.moved(focus, found.shift)
            change = Change((focus,))
        if focus is not None and focus.running_since is not None and found.absent:
            change, ended = self._absent(focus, found)
        if rest is not None and found.shift:
            change = Change((*change.puts, replace(rest, start=rest.start + found.shift)), change.drops)
        if change != Change():
            self._quietly(change)
        return ended

    def _absent(self, focus: Focus, found: Gap) -> tuple[Change, Focus | None]:
        """Return the change of an absence, and the session if it ended with it."""
        start = max(found.start, focus.running_since or found.start)
        if self._forgotten(focus, start):
            return self._forgetting(focus, start), None
        before = next((a for a in self.ledger.table(Absence).values() if self._still(a, focus, start)), None)
        if before is not None:
            going_on = replace(focus, running_since=found.end, last_seen=found.end)
            return Change((replace(before, end=found.end), going_on)), None
        kept = self._work_of(focus, start)
        if self._day(start) != self._day(found.end):
            return Change(kept, ((Focus, focus.id),)), replace(focus, last_seen=start)
        puts: tuple[Value, ...] = (*kept, timer.interrupted_by(focus, start, found.end))
        if found.elapsed >= LONG:
            puts += (self._absence(focus, start, found.end, Why.AWAY),)
        return Change(puts), None

    def _still(self, absence: Absence, focus: Focus, at: datetime) -> bool:
        """Return whether an absence only goes on: machines wake for a moment without anybody there."""
        return (absence.why is Why.AWAY and not absence.asked and absence.end == focus.running_since
                and at - absence.end < LONG and self._last_touch(focus) <= absence.end
                and self._day(absence.start) == self._day(at))

    def _absence(self, focus: Focus, start: datetime, end: datetime, why: Why) -> Absence:
        return Absence(id=self._new_id(), start=start, end=end, task=focus.task, client=focus.client, why=why)

    def _turn_day(self) -> None:
        """Cut a running session where the day begins; one that may be forgotten waits for a sign of her."""
        focus, now = self._running, self.clock()
        if focus is None or focus.running_since is None:
            return
        begin, _ = day_bounds(self._day(now), self.settings.zone, self.settings.day_start)
        if focus.running_since < begin and begin - self._last_touch(focus) < HERE:
            going_on = timer.interrupted_by(focus, begin, begin)
            going_on = replace(going_on, last_seen=now, touched=self._last_touch(focus))
            self._quietly(Change((*self._work_of(focus, begin), going_on)))
            self._no_way_back()

    def _no_way_back(self) -> None:
        """Let undo not reach behind what the machine did: a session that came back would count that time."""
        done = list(self._undo)
        behind = [n for n, one in enumerate(done, 1) if _of_the_timer(one.inverse)]
        if behind:
            self._undo.clear()
            self._undo.extend(done[behind[-1]:])

    # -- a timer that was forgotten --------------------------------------------------------------

    def _forgotten(self, focus: Focus, at: datetime) -> bool:
        """Return whether a session ran into a new day without a sign of her for an hour and more."""
        touched = self._last_touch(focus)
        return self._day(touched) < self._day(at) and at - touched >= UNTOUCHED

    def _forget(self, focus: Focus, end: datetime) -> None:
        self._quietly(self._forgetting(focus, end))
        self._no_way_back()

    def _forgetting(self, focus: Focus, end: datetime) -> Change:
        """Return the change that ends a session where she left it; the rest is an absence."""
        cut = max(self._last_touch(focus), focus.running_since or focus.began)
        absence = self._absence(focus, cut, end, Why.FORGOTTEN)
        return Change((*self._work_of(focus, cut), absence), ((Focus, focus.id),))

    # -- hands that were still --

    def was_away(self, start: datetime, end: datetime) -> None:
        """Take out of the running session a time in which nobody touched the machine; she is asked what it was."""
        focus = self._running
        if focus is None or focus.running_since is None or end > self.clock():
            return
        start = max(start, focus.running_since)
        if end <= start:
            return
        going_on = replace(timer.interrupted_by(focus, start, end), last_seen=self.clock())
        self._quietly(Change((*self._work_of(focus, start), going_on, self._absence(focus, start, end, Why.AWAY))))
        self._no_way_back()
        self.returned_at = end

    # -- a program that ended --------------------------------------------------------------------

    def settle(self) -> None:
        """Pause a session that outlived its program, its sure work kept; `recover` takes her answer.

        One of an earlier day ends at its last sign of life.
        """
        focus, now = timer.interrupted(self.focus, self.clock()), self.clock()
        if focus is None:
            return
        seen = focus.last_seen
        if self._forgotten(focus, seen):
            self._forget(focus, seen)
            return
        kept = self._work_of(focus, seen)
        if self._day(seen) < self._day(now):
            self._quietly(Change(kept, ((Focus, focus.id),)))
            self.closed_session = focus
            return
        asked = (self._absence(focus, seen, now, Why.STOPPED),) if seen < now else ()
        self._quietly(Change((*kept, timer.held(focus), *asked)))
        self.returned_at = now

    # -- what she says of it ---------------------------------------------------------------------

    @property
    def question(self) -> Absence | None:
        """The absence that she was not asked about yet, the oldest first."""
        waiting = (a for a in self.ledger.table(Absence).values() if not a.asked)
        return min(waiting, key=lambda a: a.start, default=None)

    def recover(self, choice: Recovery, *, client: str | None = None, until: datetime | None = None) -> None:
        """Take her answer on the absence in question; without one nothing is done.

        Raises:
            Unknown: there is no such client.
            Invalid: `hour`: the end of the work does not lie in the absence.
        """
        absence, focus, now = self.question, self.focus, self.clock()
        if absence is None:
            return
        if client is not None:
            self.client(client)
        said = AbsenceAnswer(choice, client, until)
        declared = timer.declared(absence, said, now, focus, self._new_id())
        work: tuple[Entry, ...] = ()
        if declared is not None:
            work = free_parts(declared, self.ledger.table(Entry).values(), self.settings, self._new_id)
        elif choice is Recovery.STOP and timer.is_running(focus, absence):
            work = self._work_of(focus, now)
        self._do(Verb.RECOVER, self._title(absence.task), timer.answered(absence, said, focus, work, now))

    def _title(self, key: str | None) -> str:
        task = self.ledger.table(Task).get(key or "")
        return task.title if task else ""


def _of_the_timer(change: Change) -> bool:
    return any(isinstance(v, Focus | Break) for v in change.puts) or any(
        kind in {Focus, Break} for kind, _ in change.drops
    )
