"""Work without a pause, from hand-written days. Numbers are minutes after nine."""

from datetime import UTC, datetime, timedelta

import pytest

from pupitre.breaks import Break, Reminder, Stretch, break_due, work_without_break
from pupitre.desk import Desk
from pupitre.focus import State, state_of
from tests.memory import HandClock

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


NO_ANSWER = Reminder()


@pytest.mark.parametrize(("stretches", "now", "answered", "expected"), [
    (((0, 49),), 49, NO_ANSWER, None),
    (((0, 50),), 50, NO_ANSWER, 50),
    (((0, 50),), 50, Reminder(postponed_until=after(55)), None),
    (((0, 55),), 55, Reminder(postponed_until=after(55)), 55),
    (((0, 70),), 70, Reminder(refused_at=after(50)), None),
    (((0, 99),), 99, Reminder(refused_at=after(50)), None),
    (((0, 100),), 100, Reminder(refused_at=after(50)), 100),
    (((0, 50), (80, 129)), 129, Reminder(refused_at=after(50)), None),
    (((0, 50), (80, 130)), 130, Reminder(refused_at=after(50)), 50),
    (((0, 50),), 58, NO_ANSWER, None),  # she took it without being asked
])
def test_a_pause_is_due_once_and_she_is_heard(
    stretches: tuple[tuple[float, float], ...], now: float, answered: Reminder, expected: float | None
) -> None:
    due = break_due(day(*stretches), after(now), FIFTY, FIVE, answered)
    assert due == (None if expected is None else timedelta(minutes=expected))


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
    clock.advance(minutes=49)
    assert desk.break_due() is None
    clock.advance(minutes=1)
    assert desk.break_due() == timedelta(minutes=100)


def test_ending_a_pause_that_is_not_does_nothing(desk: Desk) -> None:
    desk.end_break()
    assert desk.last_done is None
