"""The timer: a table of states and events, and times that come from instants alone."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.desk import Desk
from pupitre.entry import Entry, Origin
from pupitre.errors import NotNow
from pupitre.focus import Event, Focus, State, after, state_of
from pupitre.timer import Recovery
from pupitre.value import replace
from tests.memory import HandClock, MemoryArchive, counted_ids

IDLE, RUNNING, PAUSED = State.IDLE, State.RUNNING, State.PAUSED
EXPECTED = {
    (IDLE, Event.START): RUNNING, (RUNNING, Event.START): RUNNING, (PAUSED, Event.START): RUNNING,
    (RUNNING, Event.PAUSE): PAUSED, (PAUSED, Event.RESUME): RUNNING,
    (RUNNING, Event.STOP): IDLE, (PAUSED, Event.STOP): IDLE,
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("event", Event)
def test_every_event_in_every_state(state: State, event: Event, desk: Desk, clock: HandClock) -> None:
    task = desk.add_task(desk.understand("Devis"))
    if state is not IDLE:
        desk.start(task.id)
        clock.advance(minutes=3)
    if state is PAUSED:
        desk.pause()
    verbs: dict[Event, Callable[[], None]] = {
        Event.START: lambda: desk.start(task.id), Event.PAUSE: desk.pause,
        Event.RESUME: desk.resume, Event.STOP: desk.stop,
    }
    expected = EXPECTED.get((state, event))
    if expected is None:
        before = dict(desk.ledger.table(Focus)), dict(desk.ledger.table(Entry))
        with pytest.raises(NotNow) as refusal:
            verbs[event]()
        assert (refusal.value.state, refusal.value.event) == (state, event)
        assert (desk.ledger.table(Focus), desk.ledger.table(Entry)) == before
    else:
        assert after(state, event) is expected
        verbs[event]()
        assert state_of(desk.focus) is expected


def test_remaining_time_comes_from_instants(desk: Desk, clock: HandClock) -> None:
    task = desk.add_task(desk.understand("Devis"))
    desk.start(task.id)
    assert desk.focus is not None
    assert desk.focus.remaining(clock()) == timedelta(minutes=25)
    clock.advance(minutes=20)
    desk.pause()
    clock.advance(hours=2)
    assert desk.focus.remaining(clock()) == timedelta(minutes=5)
    desk.resume()
    clock.advance(minutes=7, seconds=30)
    assert desk.focus.remaining(clock()) == timedelta(minutes=-2, seconds=-30), "overtime, and nothing stopped"
    assert desk.focus.worked(clock()) == timedelta(minutes=27, seconds=30)


def test_a_session_may_count_up(desk: Desk, clock: HandClock) -> None:
    desk.change_settings(replace(desk.settings, focus_min=0))
    desk.start(desk.add_task(desk.understand("Devis")).id)
    clock.advance(minutes=90)
    assert desk.focus is not None
    assert desk.focus.remaining(clock()) is None
    assert desk.focus.worked(clock()) == timedelta(minutes=90)


def test_a_clock_set_back_takes_no_work_away(desk: Desk, clock: HandClock) -> None:
    desk.start(desk.add_task(desk.understand("Devis")).id)
    clock.advance(minutes=10)
    desk.pause()
    desk.resume()
    clock.advance(minutes=-30)
    assert desk.focus is not None
    assert desk.focus.worked(clock()) == timedelta(minutes=10)
    desk.stop()
    assert [e.length for e in desk.ledger.table(Entry).values()] == [timedelta(minutes=10)]


def test_a_switch_keeps_the_earlier_time_first(desk: Desk, clock: HandClock) -> None:
    desk.add_client("Tuyaudec")
    one, other = (desk.add_task(desk.understand(line)) for line in ("Devis @tuy", "Appel"))
    desk.start(one.id)
    clock.advance(minutes=12)
    desk.start(other.id)
    kept = list(desk.ledger.table(Entry).values())
    assert [(e.task, e.client, e.length, e.billable, e.origin) for e in kept] == [
        (one.id, "tuy", timedelta(minutes=12), True, Origin.MEASURED)
    ]
    clock.advance(minutes=3)
    desk.complete(other.id)
    assert desk.focus is None
    last = list(desk.ledger.table(Entry).values())[-1]
    assert (last.task, last.client, last.length, last.billable) == (other.id, None, timedelta(minutes=3), False)


steps = st.lists(st.tuples(st.sampled_from(["pause", "resume", "start", "stop"]), st.integers(0, 4000)), max_size=14)


@given(steps)
def test_pausing_and_resuming_never_lengthens(moves: list[tuple[str, int]]) -> None:
    clock = HandClock()
    desk = Desk(MemoryArchive(), clock, counted_ids())
    task = desk.add_task(desk.understand("Devis"))
    worked, began = timedelta(), clock()
    for move, seconds in moves:
        running = desk.focus is not None and desk.focus.running_since is not None
        clock.advance(seconds=seconds)
        if running:
            worked += timedelta(seconds=seconds)
        verbs: dict[str, Callable[[], None]] = {
            "pause": desk.pause, "resume": desk.resume, "stop": desk.stop, "start": lambda: desk.start(task.id)
        }
        with suppress(NotNow):
            verbs[move]()
    if desk.focus is not None:
        desk.stop()
    entries = sorted(desk.ledger.table(Entry).values(), key=lambda e: e.start)
    assert sum((e.length for e in entries), timedelta()) == worked <= clock() - began
    assert all(a.end <= b.start for a, b in pairwise(entries))


# -- a session that outlived its program -------------------------------------------------------------


def crashed(clock: HandClock, *, lived: float, silent: float, paused: bool = False) -> Desk:
    """Return a desk reopened after a crash: minutes lived with a heartbeat each 30 s, minutes silent."""
    archive = MemoryArchive()
    desk = Desk(archive, clock, counted_ids())
    desk.start(desk.add_task(desk.understand("Devis")).id)
    for _ in range(int(lived * 2)):
        clock.advance(seconds=30)
        desk.heartbeat()
    if paused:
        desk.pause()
    clock.advance(seconds=lived * 60 % 30)
    clock.advance(minutes=silent)
    found = Desk(archive, clock, counted_ids("again"))
    found.settle()
    return found


@pytest.mark.parametrize(("choice", "entries", "worked"), [
    (Recovery.STOP, [10.0], None),  # of 10 min 25 s
    (Recovery.RESUME, [10.0], 10.0),
    (Recovery.KEEP, [10.0, 25 / 60 + 45], 10 + 25 / 60 + 45),
])
def test_a_crash_loses_less_than_a_minute(
    choice: Recovery, entries: list[float], worked: float | None, clock: HandClock
) -> None:
    desk = crashed(clock, lived=10 + 25 / 60, silent=45)
    desk.recover(choice)
    assert [e.length for e in desk.ledger.table(Entry).values()] == [timedelta(minutes=m) for m in entries]
    if worked is None:
        assert desk.focus is None
    else:
        assert desk.focus is not None
        assert desk.focus.worked(clock()) == timedelta(minutes=worked)
        clock.advance(minutes=5)
        assert desk.focus.worked(clock()) == timedelta(minutes=worked + 5)


def test_a_paused_session_found_at_start_asks_nothing_and_can_be_ended(clock: HandClock) -> None:
    desk = crashed(clock, lived=10, silent=600, paused=True)
    assert desk.question is None
    desk.stop()
    assert desk.focus is None
    assert [e.length for e in desk.ledger.table(Entry).values()] == [timedelta(minutes=10)]


@pytest.mark.parametrize("choice", list(Recovery))
def test_a_paused_session_found_at_start_stays_paused(choice: Recovery, clock: HandClock) -> None:
    desk = crashed(clock, lived=10, silent=600, paused=True)
    desk.recover(choice)
    assert state_of(desk.focus) is PAUSED
    assert desk.focus is not None
    assert desk.focus.worked(clock()) == timedelta(minutes=10)


def test_a_heartbeat_is_no_verb_and_writes_only_while_running(clock: HandClock) -> None:
    archive = MemoryArchive()
    desk = Desk(archive, clock, counted_ids())
    task = desk.add_task(desk.understand("Devis"))
    writes = archive.writes
    desk.heartbeat()
    assert archive.writes == writes
    desk.start(task.id)
    clock.advance(seconds=30)
    desk.heartbeat()
    assert desk.undo().verb == "start"
    assert desk.focus is None


def test_the_zone_of_the_clock_does_not_matter() -> None:
    focus = Focus(task="t", client=None, planned_min=25, began=datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
                  running_since=datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
                  last_seen=datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    assert focus.worked(datetime(2026, 10, 25, 1, 30, tzinfo=UTC)) == timedelta(hours=1), "not two, not none"
