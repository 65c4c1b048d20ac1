"""Work without a pause, from hand-written days. Numbers are minutes after nine."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.breaks import (
    Break,
    BreakAnswer,
    BreakRule,
    Heard,
    Reason,
    Stretch,
    asking,
    next_asking,
    work_without_break,
)
from pupitre.desk import Desk
from pupitre.focus import State, state_of
from pupitre.value import replace
from tests.memory import HandClock, MemoryArchive, counted_ids

NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FIVE, FIFTY = timedelta(minutes=5), timedelta(minutes=50)


def after(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def day(*pairs: tuple[float, float]) -> list[Stretch]:
    return [(after(a), after(b)) for a, b in pairs]


@pytest.mark.parametrize(("stretches", "now", "worked"), [
    ((), 60, 0),
    (((0, 30),), 30, 30),
    (((0, 30),), 34.9, 30),  # a short gap pauses the count
    (((0, 30),), 35, 0),  # five minutes are a real pause
    (((0, 30), (34, 60)), 60, 56),
    (((0, 30), (35, 60)), 60, 25),
    (((0, 10), (11, 20), (22, 30), (40, 45)), 45, 5),
    (((35, 60), (0, 30)), 60, 25),  # in any order
    (((0, 30), (20, 40)), 40, 40),  # a typed time beside a measured one is one hour of her life
    (((0, 60), (10, 20)), 62, 60),
    (((0, 60), (10, 20), (63, 70)), 70, 67),
])
def test_work_counts_from_the_last_real_pause(
    stretches: tuple[tuple[float, float], ...], now: float, worked: float
) -> None:
    assert work_without_break(day(*stretches), after(now), FIVE) == timedelta(minutes=worked)


def refused(minutes: float) -> BreakAnswer:
    return BreakAnswer(id=f"r{minutes}", at=after(minutes))


def put_off(minutes: float, by: int) -> BreakAnswer:
    return BreakAnswer(id=f"p{minutes}", at=after(minutes), minutes=by)


def rest(begin: float, end: float) -> Break:
    return Break(id=f"b{begin}", start=after(begin), end=after(end))


RULE = BreakRule(FIFTY, FIVE)
NOTHING = Heard()


@pytest.mark.parametrize(("stretches", "now", "heard", "expected"), [
    (((0, 49),), 49, NOTHING, None),
    (((0, 50),), 50, NOTHING, 50),  # T5
    (((0, 50),), 54, Heard((put_off(50, 5),)), None),
    (((0, 55),), 55, Heard((put_off(50, 5),)), 55),  # T8: in 5 minutes
    (((0, 70),), 70, Heard((refused(50),)), None),
    (((0, 99),), 99, Heard((refused(50),)), None),
    (((0, 100),), 100, Heard((refused(50),)), 100),  # T8: « not this time » is a full interval
    (((0, 50), (80, 129)), 129, Heard((refused(50),)), None),
    (((0, 50), (80, 130)), 130, Heard((refused(50),)), 50),
    (((0, 50),), 58, NOTHING, None),  # she took it without being asked
    (((0, 50), (56, 66)), 66, Heard((put_off(50, 15),)), None),  # put off, then taken anyway
    (((0, 50), (53, 60)), 60, Heard(breaks=(rest(50, 53),)), None),  # T6: cut short, and not asked for again
    (((0, 50), (53, 103)), 103, Heard(breaks=(rest(50, 53),)), 100),
    (((0, 20), (23, 53)), 53, Heard(breaks=(rest(20, 23),)), 50),  # T6: a short one only pauses the count
    (((0, 46),), 46, Heard(task_done=after(46)), 46),  # T7: a task ends within 5 minutes of the pause
    (((0, 46), (48, 49)), 49, Heard(task_done=after(46)), 47),
    (((0, 44),), 44, Heard(task_done=after(44)), None),
    (((0, 48),), 48, Heard(task_done=after(30)), None),
    (((0, 56),), 56, Heard((put_off(50, 10),), task_done=after(56)), None),  # she said when
    ((), 3, Heard(proposed=(after(0), Reason.HARD_CALL)), 0),
    ((), 31, Heard(proposed=(after(0), Reason.HARD_CALL)), None),
    (((0, 9),), 9, Heard((refused(8),), proposed=(after(7), Reason.HARD_CALL)), None),
    (((0, 12),), 12, Heard((put_off(7, 5),), proposed=(after(7), Reason.HARD_CALL)), 12),
    (((0, 7), (9, 12)), 12, Heard(breaks=(rest(7, 9),), proposed=(after(7), Reason.HARD_CALL)), None),
])
def test_a_pause_is_proposed_once_and_she_is_heard(
    stretches: tuple[tuple[float, float], ...], now: float, heard: Heard, expected: float | None
) -> None:
    found = asking(day(*stretches), after(now), RULE, heard)
    assert (found and found.worked) == (None if expected is None else timedelta(minutes=expected))


def test_t8_refusals_are_counted_since_the_last_real_pause() -> None:
    answers = tuple(refused(m) for m in (50, 100, 150))
    found = asking(day((0, 200)), after(200), RULE, Heard(answers))
    assert found is not None
    assert (found.refusals, found.rested) == (3, after(0))
    rested = asking(day((0, 160), (170, 220)), after(220), RULE, Heard(answers))
    assert rested is not None
    assert (rested.refusals, rested.rested) == (0, after(170))


@pytest.mark.parametrize(("stretches", "now", "heard", "expected"), [
    ((), 10, NOTHING, None),
    (((0, 48),), 48, NOTHING, 50),
    (((0, 20), (23, 43)), 43, NOTHING, 53),
    (((0, 60),), 60, Heard((refused(50),)), 100),
    (((0, 52),), 52, Heard((put_off(50, 10),)), 60),
    (((0, 60),), 60, NOTHING, 60),
])
def test_t7_it_is_known_when_the_next_one_will_be_proposed(
    stretches: tuple[tuple[float, float], ...], now: float, heard: Heard, expected: float | None
) -> None:
    at = next_asking(day(*stretches), after(now), RULE, heard)
    assert at == (None if expected is None else after(expected))


pieces = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 120)), max_size=6)
heard_things = st.builds(
    Heard, st.lists(st.builds(put_off, st.integers(0, 300), st.sampled_from([0, 5, 10, 15])), max_size=4).map(tuple),
    st.lists(st.builds(lambda a, n: rest(a, a + n), st.integers(0, 300), st.integers(0, 9)), max_size=3).map(tuple),
    st.none() | st.integers(0, 300).map(after),
)


@given(pieces, st.integers(0, 400), heard_things)
def test_what_is_due_next_is_what_is_asked_when_it_comes(
    worked: list[tuple[int, int]], now: int, heard: Heard
) -> None:
    before = [(a, min(a + n, now)) for a, n in worked if a < now]
    so_far = replace(
        heard, answers=tuple(a for a in heard.answers if a.at <= after(now)),
        breaks=tuple(b for b in heard.breaks if b.start <= after(now)),
    )
    at = next_asking(day(*before), after(now), RULE, so_far)
    if at is None:
        assert asking(day(*before), after(now), RULE, so_far) is None
    else:
        assert asking([*day(*before), (after(now), at)], at, RULE, so_far) is not None


def test_a_morning_at_the_desk(desk: Desk, clock: HandClock) -> None:
    task = desk.add_task(desk.understand("Devis cumulus"))
    desk.start(task.id)
    clock.advance(minutes=50)
    assert desk.break_due() == FIFTY
    desk.postpone_break(10)
    assert desk.break_due() is None
    clock.advance(minutes=10)
    assert desk.break_due() == timedelta(minutes=60)
    desk.start_break()
    assert desk.break_due() is None
    assert state_of(desk.focus) is State.PAUSED
    assert desk.pause_under_way is not None
    assert desk.pause_under_way.planned_min == 5
    clock.advance(minutes=6)
    desk.resume()
    assert not any(rest.end is None for rest in desk.ledger.table(Break).values()), "going on ends the pause"
    clock.advance(minutes=49)
    assert desk.break_due() is None
    clock.advance(minutes=1)
    assert desk.break_due() == FIFTY
    desk.refuse_break()
    assert desk.next_asking() == clock() + FIFTY
    clock.advance(minutes=49)
    assert desk.break_due() is None
    clock.advance(minutes=1)
    assert desk.break_due() == timedelta(minutes=100)


def test_ending_a_pause_that_is_not_does_nothing(desk: Desk) -> None:
    desk.end_break()
    assert desk.last_done is None


def test_t11_no_absence_and_no_reminder_ever_becomes_a_pause(desk: Desk, clock: HandClock) -> None:
    task = desk.add_task(desk.understand("Devis cumulus"))
    desk.start(task.id)
    clock.advance(minutes=50)
    desk.pause()
    clock.advance(minutes=30)
    desk.propose_break(Reason.HARD_CALL)
    assert desk.break_due() is not None
    desk.postpone_break(5)
    desk.refuse_break()
    assert desk.ledger.table(Break) == {}


def test_t6_an_absence_and_a_natural_gap_count_as_a_pause(desk: Desk, clock: HandClock) -> None:
    task = desk.add_task(desk.understand("Devis cumulus"))
    desk.start(task.id)
    clock.advance(minutes=49)
    desk.pause()
    clock.advance(minutes=5)
    desk.resume()
    clock.advance(minutes=1)
    assert desk.break_due() is None
    assert desk.next_asking() == clock() + timedelta(minutes=49)


def test_answers_survive_a_restart_and_go_to_their_month(clock: HandClock) -> None:
    archive = MemoryArchive()
    desk = Desk(archive, clock, counted_ids())
    task = desk.add_task(desk.understand("Devis cumulus"))
    desk.start(task.id)
    clock.advance(minutes=50)
    desk.refuse_break()
    again = Desk(archive, clock, counted_ids("again"))
    assert again.break_due() is None
    clock.advance(hours=24)
    again.stop()
    list(again.closing_days())
    assert again.ledger.table(BreakAnswer) == {}
    assert any(isinstance(v, BreakAnswer) for month in again.past.months() for v in again.past.values(month))
