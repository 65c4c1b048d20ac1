"""What is promised for today against what is left of it; every number here was reckoned by hand."""

from datetime import UTC, date, datetime, time

import pytest

from pupitre.capacity import capacity
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.planning import order_key, pressing
from pupitre.settings import Settings
from pupitre.task import Priority, Status, Task
from pupitre.value import replace
from tests.memory import PARIS, HandClock

SETTINGS = Settings(remind_breaks=False)
TODAY = Deadline(date(2026, 11, 23))
TASK = Task(id="t", title="x", created=datetime(2026, 11, 20, tzinfo=UTC), estimate_min=30, deadline=TODAY)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(("now", "available"), [
    ("2026-11-23T06:00", 210 + 285),  # 8:30-12:00 and 13:15-18:00
    ("2026-11-23T09:10", 170 + 285),
    ("2026-11-23T09:10:01", 170 + 285 - 1),
    ("2026-11-23T12:30", 285),
    ("2026-11-23T17:45", 15),
    ("2026-11-23T18:00", 0),
    ("2026-11-23T23:00", 0),
    ("2026-11-22T10:00", 0),  # Sunday
    ("2026-11-11T10:00", 0),  # 11 November
])
def test_what_is_left_of_the_day(now: str, available: int) -> None:
    assert capacity([], {}, at(now), SETTINGS).available == available


def test_an_earlier_end_of_the_day_leaves_less() -> None:
    found = capacity([], {}, at("2026-11-23T09:10"), replace(SETTINGS, end_of_day=time(16)))
    assert (found.available, found.end_of_day) == (170 + 165, time(16))


@pytest.mark.parametrize(("task", "worked", "promised"), [
    (TASK, 0, 30),
    (TASK, 20, 10),
    (TASK, 45, 0),  # overrun is no gift
    (replace(TASK, deadline=Deadline(date(2026, 11, 20))), 0, 30),  # late is still owed
    (replace(TASK, deadline=Deadline(date(2026, 11, 24))), 0, 0),
    (replace(TASK, next_on=Deadline(date(2026, 11, 24))), 0, 0),
    (replace(TASK, deadline=None), 0, 0),
    (replace(TASK, status=Status.WAITING), 0, 0),
    (replace(TASK, status=Status.DOING), 0, 30),
    (replace(TASK, status=Status.DONE), 0, 0),
    (replace(TASK, out_of_scope=True), 0, 0),
    (replace(TASK, dropped_at=TASK.created), 0, 0),
])
def test_what_is_promised_for_today(task: Task, worked: int, promised: int) -> None:
    found = capacity([task], {"t": worked}, at("2026-11-23T09:10"), SETTINGS)
    assert (found.promised, found.spare) == (promised, 455 - promised)


def test_a_promise_without_estimate_is_told_not_guessed() -> None:
    found = capacity([TASK, replace(TASK, id="u", estimate_min=None)], {}, at("2026-11-23T17:50"), SETTINGS)
    assert (found.promised, found.unestimated, found.spare) == (30, 1, -20)


def test_a_first_part_takes_nothing_off_its_whole(desk: Desk) -> None:
    whole = desk.add_task(desk.understand("Dossier aujourd'hui ~3h"))
    assert desk.capacity().promised == 180
    part = desk.add_part(whole.id, desk.understand("Relire ~30min"))
    assert desk.capacity().promised == 180
    desk.complete(part.id)
    assert desk.capacity().promised == 150


def test_work_of_the_running_session_counts(desk: Desk, clock: HandClock) -> None:
    assert desk.capacity().available == 155 + 260  # 150 + 5 to noon, 250 + 10 in the afternoon: 8 pauses of 5 min
    task = desk.add_task(desk.understand("Relances 17h ~30min"))
    desk.start(task.id)
    clock.advance(minutes=12)
    assert desk.capacity().promised == 18
    assert desk.capacity().available == 148 + 260


@pytest.mark.parametrize("second", range(0, 60, 7))
def test_what_is_left_goes_one_way_while_a_session_runs(desk: Desk, clock: HandClock, second: int) -> None:
    """The minutes of the clock and those of the session begin at different seconds."""
    task = desk.add_task(desk.understand("Relances 17h ~30min"))
    clock.advance(seconds=second)
    desk.start(task.id)
    seen = [desk.capacity()]
    for _ in range(80):
        clock.advance(seconds=3)
        seen.append(desk.capacity())
    assert {load.spare for load in seen} == {seen[0].spare}
    assert [load.promised for load in seen] == sorted((load.promised for load in seen), reverse=True)
    assert [load.available for load in seen] == sorted((load.available for load in seen), reverse=True)


def test_a_session_on_what_is_not_due_today_takes_from_what_is_left(desk: Desk, clock: HandClock) -> None:
    desk.add_task(desk.understand("Relances 17h ~30min"))
    task = desk.add_task(desk.understand("Devis dans 6 jours ~30min"))
    clock.advance(seconds=30)
    desk.start(task.id)
    seen = []
    for _ in range(80):
        clock.advance(seconds=3)
        seen.append(desk.capacity().spare)
    assert seen == sorted(seen, reverse=True)
    assert seen[0] - seen[-1] == 4


def test_a_day_without_an_hour_is_due_at_the_end_of_the_day() -> None:
    noon = replace(TASK, deadline=Deadline.on(TODAY.day, time(12), PARIS))
    evening = replace(TASK, deadline=Deadline.on(TODAY.day, time(17, 59), PARIS))
    undated = replace(TASK, deadline=None)
    urgent = replace(undated, priority=Priority.URGENT)
    late = replace(TASK, deadline=Deadline(date(2026, 11, 20)))
    tasks = [replace(t, id=str(n)) for n, t in enumerate((undated, urgent, TASK, evening, noon, late))]
    moments = pressing(tasks, SETTINGS)
    assert [t.id for t in sorted(tasks, key=lambda t: order_key(t, moments))] == ["5", "4", "3", "2", "1", "0"]
