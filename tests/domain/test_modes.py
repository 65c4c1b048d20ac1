"""The rhythms: how long a session is, what its end offers, and which rest is proposed. Nothing starts by itself."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.breaks import Break
from pupitre.desk import Desk
from pupitre.entry import Entry
from pupitre.errors import NotNow
from pupitre.focus import State
from pupitre.modes import FREE, MODES, OWN, mode_named, rest_after, sessions
from pupitre.settings import Settings
from pupitre.task import Task
from pupitre.value import replace
from tests.memory import MONDAY_9_10, HandClock

MINUTE = timedelta(minutes=1)
POMODORO = MODES[0]


def started(desk: Desk) -> Task:
    task = desk.add_task(desk.understand("Retranscription"))
    desk.start(task.id)
    return task


def rest(desk: Desk, clock: HandClock) -> int:
    """Take the pause that is proposed, and return how long it was to be."""
    desk.start_break()
    found = desk.pause_under_way
    assert found is not None
    clock.advance(minutes=found.planned_min)
    desk.resume()
    return found.planned_min


@pytest.mark.parametrize(("key", "work", "short", "long"), [
    ("25-5", 25, 5, 15), ("50-10", 50, 10, 10), ("45-5", 45, 5, 5), (FREE, None, 5, 5), (OWN, 25, 5, 15),
    ("unheard of", 25, 5, 15),
])
def test_each_rhythm(key: str, work: int | None, short: int, long: int) -> None:
    mode = mode_named(key, Settings())
    assert (mode.work_min, mode.rest_min, mode.long_rest_min) == (work, short, long)


@pytest.mark.parametrize(("minutes", "key", "work"), [
    (25, "25-5", 25), (0, FREE, None), (40, OWN, 40), (500, OWN, 180), (-3, FREE, None),
])
def test_her_own_minutes_are_a_rhythm_too(minutes: int, key: str, work: int | None) -> None:
    mode = mode_named(OWN, Settings(focus_min=minutes))
    assert (mode.key, mode.work_min) == (key, work)


def test_the_fourth_rest_is_the_long_one_and_nothing_starts_by_itself(desk: Desk, clock: HandClock) -> None:
    started(desk)
    proposed = []
    for _ in range(5):
        clock.advance(minutes=25)
        assert desk.focus is not None
        assert desk.focus.state is State.RUNNING
        assert desk.pause_under_way is None
        proposed.append(rest(desk, clock))
        assert desk.focus.worked(clock.now) == 0 * MINUTE
    assert proposed == [5, 5, 5, 15, 5]


def test_a_pause_before_the_end_is_the_usual_one_and_the_session_goes_on(desk: Desk, clock: HandClock) -> None:
    desk.choose_mode("50-10")
    started(desk)
    clock.advance(minutes=30)
    assert rest(desk, clock) == 5
    assert desk.focus is not None
    assert desk.focus.remaining(clock.now) == 20 * MINUTE
    clock.advance(minutes=20)
    assert desk.rest_min == 10


def test_overtime_is_kept_apart_with_the_entry(desk: Desk, clock: HandClock) -> None:
    started(desk)
    clock.advance(minutes=20)
    desk.pause()
    clock.advance(minutes=1)
    desk.resume()
    clock.advance(minutes=8, seconds=12)
    assert desk.focus is not None
    assert desk.focus.overtime(clock.now) == timedelta(minutes=3, seconds=12)
    desk.stop()
    assert [e.overtime_s for e in desk.ledger.table(Entry).values()] == [0.0, 192.0]


def test_five_minutes_more_count_down_again_and_stay_overtime(desk: Desk, clock: HandClock) -> None:
    started(desk)
    clock.advance(minutes=28)
    desk.more()
    assert desk.focus is not None
    assert desk.focus.remaining(clock.now) == 5 * MINUTE
    clock.advance(minutes=6)
    assert desk.focus.remaining(clock.now) == -1 * MINUTE
    assert desk.focus.overtime(clock.now) == 9 * MINUTE
    desk.undo()
    assert desk.focus.remaining(clock.now) == -9 * MINUTE


def test_free_time_has_no_end_to_move(desk: Desk, clock: HandClock) -> None:
    desk.choose_mode(FREE)
    started(desk)
    clock.advance(minutes=90)
    assert desk.focus is not None
    assert (desk.focus.remaining(clock.now), desk.focus.overtime(clock.now)) == (None, 0 * MINUTE)
    assert desk.rest_min == 5
    with pytest.raises(NotNow):
        desk.more()


def test_another_rhythm_changes_the_session_under_way_and_undo_takes_it_back(desk: Desk, clock: HandClock) -> None:
    started(desk)
    clock.advance(minutes=10)
    desk.choose_mode("45-5")
    assert desk.focus is not None
    assert desk.focus.remaining(clock.now) == 35 * MINUTE
    desk.undo()
    assert desk.focus.remaining(clock.now) == 15 * MINUTE
    assert desk.mode == POMODORO


@pytest.mark.parametrize(("stretches", "full"), [
    ([], 0),
    ([(0, 24)], 0),
    ([(0, 25)], 1),
    ([(0, 60)], 2),
    ([(0, 25), (30, 55), (60, 85)], 3),
    ([(0, 12), (13, 26)], 1),
    ([(0, 25), (40, 65)], 1),
    ([(0, 20), (25, 45)], 0),
])
def test_sessions_are_counted_from_the_work_that_is_kept(stretches: list[tuple[int, int]], full: int) -> None:
    at = [(MONDAY_9_10 + a * MINUTE, MONDAY_9_10 + b * MINUTE) for a, b in stretches]
    assert sessions(at, POMODORO) == full
    assert sessions(reversed(at), POMODORO) == full


@given(done=st.integers(0, 40))
def test_a_long_rest_comes_after_each_fourth(done: int) -> None:
    pause = rest_after(done, POMODORO)
    assert pause == (15 if done and done % 4 == 0 else 5)


def test_no_pause_is_invented(desk: Desk, clock: HandClock) -> None:
    started(desk)
    clock.advance(minutes=120)
    assert desk.ledger.table(Break) == {}
    assert replace(desk.mode, key="") == replace(POMODORO, key="")
