"""Which stages of which deadlines are reached: two working days before, one, two hours, half an hour."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.deadline import Deadline
from pupitre.settings import Settings
from pupitre.task import Status, Task
from pupitre.value import replace
from pupitre.warnings import Stage, approaching
from tests.memory import PARIS

OWN = Settings()
FRIDAY = Deadline.on(date(2026, 11, 27), time(17), PARIS)
TASK = Task(id="t", title="x", created=datetime(2026, 11, 2, tzinfo=UTC), deadline=FRIDAY)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def stages(task: Task, since: str, now: str) -> list[Stage]:
    return [a.stage for a in approaching([task], at(since), at(now), OWN)]


@pytest.mark.parametrize(("now", "stage"), [
    ("2026-11-25T17:00", Stage.TWO_DAYS), ("2026-11-26T17:00", Stage.ONE_DAY), ("2026-11-27T15:00", Stage.TWO_HOURS),
    ("2026-11-27T16:30", Stage.HALF_HOUR),
])
def test_each_stage_is_reached_at_its_minute(now: str, stage: Stage) -> None:
    before = (datetime.fromisoformat(now) - timedelta(minutes=1)).isoformat()
    later = (datetime.fromisoformat(now) + timedelta(minutes=1)).isoformat()
    assert stages(TASK, before, now) == [stage]
    assert stages(TASK, before, before) == stages(TASK, now, later) == []


def test_of_stages_that_passed_meanwhile_only_the_nearest_is_told() -> None:
    assert stages(TASK, "2026-11-24T18:00", "2026-11-27T16:45") == [Stage.HALF_HOUR]
    assert stages(TASK, "2026-11-24T18:00", "2026-11-27T08:30") == [Stage.ONE_DAY]


def test_what_is_late_already_is_told_by_the_board() -> None:
    assert stages(TASK, "2026-11-24T18:00", "2026-11-27T17:00") == []


def test_days_are_working_days_so_that_a_monday_is_told_of_on_thursday_and_friday() -> None:
    monday = replace(TASK, deadline=Deadline.on(date(2026, 11, 30), time(10), PARIS))
    assert stages(monday, "2026-11-26T09:59", "2026-11-26T10:00") == [Stage.TWO_DAYS]
    assert stages(monday, "2026-11-27T09:59", "2026-11-27T10:00") == [Stage.ONE_DAY]
    assert stages(monday, "2026-11-28T00:00", "2026-11-30T07:59") == []


def test_a_day_without_an_hour_has_the_days_alone_from_the_beginning_of_her_hours() -> None:
    bare = replace(TASK, deadline=Deadline(date(2026, 11, 27)))
    assert stages(bare, "2026-11-25T08:29", "2026-11-25T08:30") == [Stage.TWO_DAYS]
    assert stages(bare, "2026-11-26T08:29", "2026-11-26T08:30") == [Stage.ONE_DAY]
    assert stages(bare, "2026-11-26T08:30", "2026-11-27T17:59") == []


def test_a_stage_before_the_promise_itself_is_none() -> None:
    new = replace(TASK, created=at("2026-11-27T15:30"))
    assert stages(new, "2026-11-24T18:00", "2026-11-27T15:45") == []
    assert stages(new, "2026-11-24T18:00", "2026-11-27T16:30") == [Stage.HALF_HOUR]


@pytest.mark.parametrize("other", [
    {"status": Status.DONE}, {"status": Status.WAITING}, {"out_of_scope": True}, {"deadline": None},
    {"dropped_at": datetime(2026, 11, 24, tzinfo=UTC)},
])
def test_what_is_not_hers_to_do_is_not_told(other: dict[str, object]) -> None:
    assert stages(replace(TASK, **other), "2026-11-24T18:00", "2026-11-27T16:45") == []  # type: ignore[arg-type]


def test_a_new_date_is_what_counts() -> None:
    moved = replace(TASK, next_on=Deadline.on(date(2026, 12, 4), time(17), PARIS))
    assert stages(moved, "2026-11-24T18:00", "2026-11-27T16:45") == []
    assert stages(moved, "2026-12-04T14:59", "2026-12-04T15:00") == [Stage.TWO_HOURS]


@given(st.lists(st.integers(1, 600), min_size=1, max_size=40), st.booleans())
def test_however_the_time_is_cut_no_stage_is_told_twice(steps: list[int], bare: bool) -> None:
    task = replace(TASK, deadline=Deadline(FRIDAY.day)) if bare else TASK
    now, told = at("2026-11-24T12:00"), []
    for minutes in steps:
        later = now + timedelta(minutes=minutes)
        told += [a.stage for a in approaching([task], now, later, OWN)]
        now = later
    assert len(told) == len(set(told))
    assert told == sorted(told, key=list(Stage).index)
