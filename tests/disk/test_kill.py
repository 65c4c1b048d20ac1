"""Whatever was acknowledged before a kill -9 is there afterwards, once, and the desk opens without repair."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from pupitre.desk import Desk
from pupitre.entry import Entry
from pupitre.ports import KINDS, Change, Reading, Value
from pupitre.report import Report
from pupitre.shelf import Month, Recalled, Shelf
from pupitre.task import Task
from pupitre.value import replace
from pupitre.verbs import Verb
from storage import inbox
from storage.archive import open_archive
from storage.places import Place
from storage.reader import Reader
from storage.staged import is_whole
from tests.disk.forms import BOTH
from tests.disk.random_acts import Hand
from tests.disk.random_work import Kill, day_of, work
from tests.memory import MONDAY_9_10, HandClock, Kept, MemoryArchive, counted_ids

FORMS = BOTH
KILLS = int(os.environ.get("PUPITRE_KILLS", "300"))
LIVES = 4
"""Desks that are killed one after the other, each on its own: together they see all the kills."""

SHARE = LIVES * len(FORMS)
"""As many lives in each form: together they see no more kills than in one."""

VERBS = 1000 * KILLS // 300
"""The verbs that all the lives do at least."""

NAMED = {
    "appending": 12, "appended": 12, "written": 5, "replaced": 5,
    "staged-put": 5, "staged-before-list": 2, "staged-after-list": 2,
    "staged-moved": 5, "staged-all-moved": 2,
}
"""The faults at which a run is killed, and how many passings the lot chooses from."""

ROOT = Path(__file__).parents[2]

Killed = Callable[[Kill], int]


@dataclass(frozen=True, slots=True)
class Layout:
    """All that is kept: in which file each value is, and what waits in the inbox."""

    desk: Kept
    months: dict[Month, Kept]
    inbox: tuple[Change, ...]

    def files(self) -> tuple[Kept, ...]:
        """Return the months, oldest first, then the open file: what is on the desk counts."""
        return (*(self.months[m] for m in sorted(self.months)), self.desk)

    def union(self) -> Kept:
        """Return every value, not caring in which file."""
        return {key: value for values in self.files() for key, value in values.items()}

    def twice(self) -> set[tuple[type[Value], str]]:
        """Return what is in two files and neither recalled nor a report that she went on with."""
        count = Counter(key for values in self.files() for key in values)
        marks = {v.what for v in self.desk.values() if isinstance(v, Recalled)}
        known = {
            (kind, key) for kind, key in self.desk if kind is Report or (kind.__name__, key) in marks
        }
        return {key for key, n in count.items() if n > 2 or (n == 2 and key not in known)}

    def told(self) -> Kept:
        """Return what she would see: values that were deleted are gone, the time of a task is all of its time."""
        marks = {v.what for v in self.desk.values() if isinstance(v, Recalled)}
        seen = {
            (kind, key): value for (kind, key), value in self.union().items()
            if kind not in {Recalled, Shelf} and ((kind, key) in self.desk or (kind.__name__, key) not in marks)
        }
        for value in self.desk.values():
            if isinstance(value, Entry) and isinstance(task := seen.get((Task, value.task or "")), Task):
                seen[Task, task.id] = replace(task, worked_before=task.worked_before + value.length)
        return seen


def layout(reading: Reading, waiting: list[tuple[str, Change | None]]) -> Layout:
    """Return what another process finds."""
    return Layout(
        _kept(reading.load()), {month: _kept(reading.past(month)) for month in reading.months()},
        tuple(change for _, change in waiting if change is not None),
    )


def _kept(values: list[Value] | tuple[Value, ...]) -> Kept:
    return {(type(v), v.id): v for v in values}


class Remembering(MemoryArchive):
    """An archive that remembers how it stood after each thing it was asked to keep."""

    def __init__(self, found: Layout) -> None:
        super().__init__(found.desk.values())
        self.closed_months = dict(found.months)
        self.left = {f"left-{n}": change for n, change in enumerate(found.inbox)}
        self.stood = [self.layout()]

    def layout(self) -> Layout:
        return Layout(self.kept, dict(self.closed_months), tuple(c for c in self.left.values() if c))

    def keep(self, change: Change) -> None:
        super().keep(change)
        self.stood.append(self.layout())

    def keep_all(self, change: Change, months: object) -> None:
        super().keep_all(change, months)  # type: ignore[arg-type]
        self.stood[-1] = self.layout()

    def received(self, name: str) -> None:
        super().received(name)
        self.stood.append(self.layout())

    def leave(self, change: Change) -> None:
        self.left[f"new-{len(self.stood)}"] = change
        self.stood.append(self.layout())


def replay(before: Layout, kill: Kill, verbs: int) -> tuple[list[Layout], HandClock]:
    """Return the desk after the acknowledged verbs and at each step of the one under way; and the clock then."""
    archive = Remembering(before)
    clock, lot, new_id = day_of(kill)
    desk = Desk(archive, clock, new_id)
    working = work(Hand(desk, clock, lot, new_id, archive.leave))
    for _ in islice(working, verbs):
        pass
    assert {(k, v.id): v for k in KINDS for v in desk.ledger.table(k).values()} == archive.kept, "what she sees"
    archive.stood = [archive.layout()]
    next(working)
    return archive.stood, clock


@pytest.fixture
def killed() -> Iterator[Killed]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.disk.random_work"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as runner:
        assert runner.stdin is not None
        assert runner.stdout is not None
        ask, answer = runner.stdin, runner.stdout

        def one(kill: Kill) -> int:
            ask.write(f"{kill.asked()}\n")
            ask.flush()
            return int(answer.readline())

        yield one
        ask.close()


@dataclass
class Life:
    """A desk that is killed again and again, and what was found each time."""

    place: Place
    lot: Random
    form: str
    now: datetime = MONDAY_9_10
    kills: int = 0
    verbs: int = 0
    half_moved: int = 0
    losses: list[str] = field(default_factory=list)
    found: Layout = field(default_factory=lambda: Layout({}, {}, ()))

    def next_kill(self, seed: int) -> Kill:
        """Draw the next kill: every second one at a named fault, each of them in turn."""
        fault = list(NAMED)[self.kills // 2 % len(NAMED)] if self.kills % 2 else ""
        number = self.lot.randrange(NAMED[fault]) if fault else self.lot.randrange(12)
        return Kill(
            folder=str(self.place.folder), seed=seed, start=self.now.isoformat(), fault=fault, number=number,
            wait=self.lot.uniform(0, 0.008), form=self.form,
        )

    def suffer(self, kill: Kill, acknowledged: int) -> None:
        """Look at what a kill left, before anybody opens it, and compare it with what must be there."""
        self.kills, self.verbs = self.kills + 1, self.verbs + acknowledged
        self.half_moved += is_whole(self.place.folder)
        stood, clock = replay(self.found, kill, acknowledged)
        self.found = layout(Reader(self.place), inbox.waiting(self.place))
        name = f"after {acknowledged} verbs of {kill}"
        if self.found.union() not in [s.union() for s in stood] or self.found.inbox not in [s.inbox for s in stood]:
            self.losses.append(f"lost or made up {name}: {self._difference(stood[0])}")
        elif self.found not in stood:
            self.losses.append(f"in other files {name}")
        if self.found.told() not in (stood[0].told(), stood[-1].told()):
            self.losses.append(f"half of a verb {name}")
        gone = [c for c in stood[0].inbox if c not in self.found.inbox]
        if not {(type(v), v.id) for change in gone for v in change.puts} <= self.found.union().keys():
            self.losses.append(f"left by a command and lost {name}")
        if self.found.twice():
            self.losses.append(f"twice {name}: {self.found.twice()}")
        self.now = clock() + timedelta(hours=self.lot.randrange(1, 30))

    def _difference(self, expected: Layout) -> str:
        here, there = self.found.union(), expected.union()
        return str(sorted((k.__name__, key) for k, key in here.keys() | there.keys()
                          if here.get((k, key)) != there.get((k, key))))

    def open(self) -> None:
        """Open what a kill left, without any repair; at times close what is over as well."""
        archive = open_archive(self.place, self.now)
        if layout(Reader(self.place), archive.incoming()) != self.found:
            self.losses.append(f"other once opened, kill {self.kills}")
        desk = Desk(archive, HandClock(self.now), counted_ids())
        if self.lot.random() < 0.3:
            self._close(desk)
        desk.close()
        self.found = layout(Reader(self.place), inbox.waiting(self.place))

    def _close(self, desk: Desk) -> None:
        before = self.found.told()
        for _ in desk.closing_days():
            pass
        closed = layout(Reader(self.place), [])
        count = Counter(key for values in closed.files() for key in values)
        if closed.told() != before or set(count.values()) - {1}:
            self.losses.append(f"changed or doubled by closing, kill {self.kills}")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the worker is a fork")
@pytest.mark.parametrize("number", range(LIVES))
def test_every_acknowledged_verb_survives_a_kill(number: int, killed: Killed, place: Place, form: str) -> None:
    life = Life(place, Random(number), form)
    for n in range(-(-KILLS // SHARE)):
        kill = life.next_kill(seed=1000 * number + n)
        life.suffer(kill, killed(kill))
        if life.lot.random() < 0.5:  # else the next run finds it as the kill left it
            life.open()
    told = (
        f"{life.kills} kills, {life.verbs} verbs acknowledged, {life.half_moved} moves cut off after they counted, "
        f"{len(life.found.months)} months closed, {len(life.losses)} losses"
    )
    print(told)
    assert not life.losses, "\n".join((told, *life.losses))
    assert SHARE * life.verbs >= VERBS, told
    assert KILLS < 300 or (life.half_moved and len(life.found.months) > 2), told


def test_the_work_drawn_by_lot_is_of_every_kind() -> None:
    clock, lot, new_id = HandClock(), Random(2), counted_ids()
    archive = Remembering(Layout({}, {}, ()))
    desk = Desk(archive, clock, new_id)
    done: set[Verb] = set()
    for _ in islice(work(Hand(desk, clock, lot, new_id, archive.leave)), 9000):
        done |= {desk.last_done.verb} if desk.last_done else set()
        desk.settle()
        if done == set(Verb) and len(archive.closed_months) > 6:
            break
    assert done == set(Verb)
    assert len(archive.closed_months) > 6
