"""A real clock moves on between two readings of one verb: that must never put work over work."""

from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from pupitre.desk import Desk
from pupitre.entry import Entry, Origin
from pupitre.interruption import Details
from tests.disk.random_acts import Hand, act_today
from tests.memory import HandClock, MemoryArchive, counted_ids


class Ticking(HandClock):
    """A clock that moves by some microseconds each time it is read."""

    def __call__(self) -> datetime:
        self.now += timedelta(microseconds=7)
        return self.now


@pytest.mark.parametrize("seed", range(8))
def test_no_verb_puts_work_over_work_by_some_microseconds(seed: int) -> None:
    clock, lot = Ticking(), Random(seed)
    desk = Desk(MemoryArchive(), clock, counted_ids("a"))
    hand = Hand(desk, clock, lot, counted_ids("x"), lambda _: None)
    for _ in range(250):
        act_today(hand)
        entries = sorted(desk.entries_between(clock() - timedelta(days=3), clock()), key=lambda e: (e.start, e.end))
        assert [(a, b) for a, b in pairwise(entries) if b.start < a.end] == []


def test_calls_in_one_session_leave_every_measured_time_where_it_was() -> None:
    clock = Ticking()
    desk = Desk(MemoryArchive(), clock, counted_ids())
    desk.start(desk.add_task(desk.understand("Relances")).id)
    for _ in range(3):
        clock.advance(seconds=40)
        desk.begin_interruption()
        clock.advance(seconds=18)
        desk.end_interruption(Details())
    assert {e.origin for e in desk.ledger.table(Entry).values()} == {Origin.MEASURED}
    assert desk.strip(desk.today)[-1].doubt is None
