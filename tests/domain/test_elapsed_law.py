"""The law of time: whatever she and the machine do, no day holds more work than really passed, and none twice."""

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pupitre.clock import day_bounds, local_day
from pupitre.desk import Desk
from pupitre.entry import Entry
from pupitre.errors import PupitreError
from pupitre.focus import State, state_of
from pupitre.timer import Recovery
from pupitre.value import replace
from tests.machines import SYSTEMS, Machine
from tests.memory import PARIS, HandClock, MemoryArchive, counted_ids

BEAT = 25.0
"""Seconds between two beats of these runs: what passes unseen is shorter than an absence."""

NIGHTS = ("2026-03-28T20:00", "2026-10-24T20:00", "2026-11-23T20:00")
# The second does not exist in the night of March, and comes twice in October.
DAY_STARTS = (time(4), time(2, 30), time(0))

MACHINE = ("work", "work", "work", "silence", "sleep", "freeze", "set", "kill")
VERBS = ("start", "other", "pause", "resume", "stop", "complete", "break", "end break", "undo", "note", "answer")


@dataclass
class Life:
    """A desk that is lived with, and the most work it may hold."""

    clock: HandClock
    machine: Machine
    archive: MemoryArchive = field(default_factory=MemoryArchive)
    most: float = 0.0
    worked: float = 0.0
    opened: int = 0

    def open(self) -> None:
        self.opened += 1
        self.desk = Desk(self.archive, self.clock, counted_ids(f"run{self.opened}-"))
        self.desk.settle()
        self.desk.beat(self.machine())

    def begin(self, day_start: time) -> None:
        self.open()
        self.desk.change_settings(replace(self.desk.settings, day_start=day_start))
        self.one, self.other = (self.desk.add_task(self.desk.understand(t)).id for t in ("Devis", "Dictée"))

    def pass_time(self, seconds: float, *, her: bool) -> None:
        """Run with beats; a key of hers now and then unless she is away."""
        while seconds > 0:
            step = min(seconds, BEAT)
            self.machine.run(step)
            self.desk.beat(self.machine())
            if her:
                self.desk.present()
            if state_of(self.desk.focus) is State.RUNNING:
                self.worked += step
            self.most += step
            seconds -= step

    def machine_does(self, what: str, seconds: float) -> None:
        if what in {"work", "silence"}:
            self.pass_time(min(seconds, 5000), her=what == "work")
        elif what == "set":
            self.machine.set_clock(seconds if int(seconds) % 2 else -seconds)
        elif what == "sleep":
            self.machine.sleep(seconds + 31)
        elif what == "freeze":
            self.machine.run(seconds + 31)
        else:  # it took the pulse, as before each sign of life on the disk
            self.desk.beat(self.machine())
            self.desk.heartbeat()
            self.machine.run(seconds)
            self.open()

    def she_does(self, what: str, number: int) -> None:
        """Press a key: the application takes the pulse first, and its disk may refuse nothing here."""
        desk = self.desk
        desk.beat(self.machine())
        desk.present()
        verbs: dict[str, Callable[[], object]] = {
            "start": lambda: desk.start(self.one), "other": lambda: desk.start(self.other), "pause": desk.pause,
            "resume": desk.resume, "stop": desk.stop, "complete": lambda: desk.complete(self.one),
            "break": desk.start_break, "end break": desk.end_break, "undo": desk.undo,
            "note": lambda: self.note(number % 90 + 1), "answer": lambda: self.answer(number),
        }
        with suppress(PupitreError):
            verbs[what]()

    def note(self, minutes: int) -> None:
        self.desk.note_time(self.other, minutes)
        self.most += minutes * 60

    def answer(self, number: int) -> None:
        absence, choice = self.desk.question, list(Recovery)[number % len(Recovery)]
        if absence is not None and choice in {Recovery.KEEP, Recovery.OTHER}:
            self.most += max(absence.length, self.clock() - absence.start).total_seconds()
        self.desk.recover(choice)

    def end(self) -> list[Entry]:
        with suppress(PupitreError):
            self.she_does("stop", 0)
        return sorted(self.desk.ledger.table(Entry).values(), key=lambda e: (e.start, e.end))


def by_day(entries: list[Entry], day_start: time) -> dict[date, timedelta]:
    total: dict[date, timedelta] = defaultdict(timedelta)
    for entry in entries:
        total[local_day(entry.start, PARIS, day_start)] += entry.length
    return total


steps = st.lists(
    st.tuples(st.sampled_from([*MACHINE, *VERBS]), st.sampled_from([7, 40, 300, 1800, 3600, 9000, 30000, 86401])
              | st.integers(2, 20000)),
    max_size=30,
)
lives = {
    "start": st.sampled_from(NIGHTS), "day_start": st.sampled_from(DAY_STARTS), "system": st.sampled_from(SYSTEMS),
}


def lived(start: str, day_start: time, system: str) -> Life:
    clock = HandClock()
    clock.set(start)
    life = Life(clock, Machine(clock, system))
    life.begin(day_start)
    return life


@settings(max_examples=80)
@given(steps=steps, **lives)
@example(steps=[("start", 1), ("work", 3600), ("stop", 1), ("set", 3600), ("start", 1), ("work", 600), ("stop", 1)],
         start=NIGHTS[2], day_start=time(4), system="linux")
@example(steps=[("start", 1), ("work", 40), ("stop", 1), ("sleep", 3600), ("undo", 1)],
         start=NIGHTS[1], day_start=time(4), system="win32")
def test_no_day_holds_more_than_really_passed_and_nothing_overlaps(
    steps: list[tuple[str, int]], start: str, day_start: time, system: str
) -> None:
    life = lived(start, day_start, system)
    for what, number in steps:
        if what in MACHINE:
            life.machine_does(what, number)
        else:
            life.she_does(what, number)
    entries = life.end()
    assert all(a.end <= b.start for a, b in pairwise(entries)), "nothing is counted twice"
    assert sum((e.length for e in entries), timedelta()) <= timedelta(seconds=life.most + 0.001)
    for day, total in by_day(entries, day_start).items():
        begin, end = day_bounds(day, PARIS, day_start)
        assert total <= end - begin, f"{day} has 23, 24 or 25 hours"
    for entry in entries:
        _, end = day_bounds(local_day(entry.start, PARIS, day_start), PARIS, day_start)
        assert entry.end <= end, "each is counted in one day"


here = st.lists(
    st.tuples(st.sampled_from(["work", "work", "sleep", "freeze", "forward", "start", "other", "pause", "resume"]),
              st.integers(2, 9000)),
    max_size=30,
)


@settings(max_examples=40)
@given(steps=here, **lives)
@example(steps=[("work", 2), ("work", 3818), ("work", 5000), ("sleep", 9000), ("start", 2), ("work", 4976)],
         start=NIGHTS[0], day_start=time(2, 30), system="linux")
def test_every_second_with_her_and_the_session_counts_and_no_other(
    steps: list[tuple[str, int]], start: str, day_start: time, system: str
) -> None:
    life = lived(start, day_start, system)
    for what, number in steps:
        if what == "forward":
            life.machine.set_clock(number)
        elif what in MACHINE:
            life.machine_does(what, number)
        else:
            life.she_does(what, number)
        life.desk.beat(life.machine())
    entries = life.end()
    total = sum((e.length for e in entries), timedelta()).total_seconds()
    assert abs(total - life.worked) < 0.001 * len(steps) + 0.001
    assert all(a.end <= b.start for a, b in pairwise(entries))
