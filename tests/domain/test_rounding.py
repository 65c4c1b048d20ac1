"""How worked minutes become billed ones, as each client agreed."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.client import Direction, Rounding, Scope
from pupitre.entry import Entry, whole_minutes
from pupitre.rounding import billed_by_task, billed_minutes, lots, rounded
from tests.memory import PARIS

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
QUARTER = Rounding()
FOUR = time(4)


def entry(
    task: str | None, begins: int, lasts: int, *, billable: bool = True, offered: bool = False, surcharge: str = ""
) -> Entry:
    """Return an entry; both lengths in seconds."""
    start = START + timedelta(seconds=begins)
    end = start + timedelta(seconds=lasts)
    return Entry(id=f"{task}{begins}", task=task, start=start, end=end, billable=billable, offered=offered,
                 surcharge=surcharge)


entries = st.lists(
    st.builds(
        entry, st.sampled_from(["a", "b", None]), st.integers(0, 5 * 86400), st.integers(1, 8 * 3600),
        billable=st.booleans(), offered=st.booleans(), surcharge=st.sampled_from(["", "evening", "none"]),
    ),
    max_size=12, unique_by=lambda e: e.id,
)
agreements = st.builds(Rounding, st.integers(1, 60), st.sampled_from(Direction), st.sampled_from(Scope))


@pytest.mark.parametrize(("minutes", "step", "up", "nearest", "down"), [
    (0, 15, 0, 0, 0), (1, 15, 15, 0, 0), (7, 15, 15, 0, 0), (8, 15, 15, 15, 0), (15, 15, 15, 15, 15),
    (16, 15, 30, 15, 15), (30, 60, 60, 60, 0), (29, 60, 60, 0, 0), (61, 60, 120, 60, 60), (7, 1, 7, 7, 7),
    (7, 6, 12, 6, 6), (5, 10, 10, 10, 0),
])
def test_minutes_are_rounded_as_agreed(minutes: int, step: int, up: int, nearest: int, down: int) -> None:
    found = [rounded(minutes, Rounding(step, way)) for way in (Direction.UP, Direction.NEAREST, Direction.DOWN)]
    assert found == [up, nearest, down]


def test_one_task_on_one_day_is_rounded_once_and_each_day_apart() -> None:
    same_day = [entry("a", 0, 7 * 60), entry("a", 3600, 7 * 60)]
    next_day = [entry("a", 86400, 60)]
    unbilled = [entry("a", 7200, 3600, billable=False)]
    assert billed_by_task(same_day, QUARTER, PARIS, FOUR) == {"a": 15}
    assert billed_by_task(same_day + next_day + unbilled, QUARTER, PARIS, FOUR) == {"a": 30}


def test_what_is_added_up_before_it_is_rounded_is_agreed() -> None:
    day = [entry("a", 0, 5 * 60), entry("a", 3600, 5 * 60), entry("b", 7200, 5 * 60)]
    found = {scope: billed_minutes(day, Rounding(15, scope=scope), PARIS, FOUR) for scope in Scope}
    assert found == {Scope.ENTRY: 45, Scope.TASK_AND_DAY: 30, Scope.DAY: 15}
    assert billed_by_task(day, Rounding(15, scope=Scope.DAY), PARIS, FOUR) == {"a": 10, "b": 5}


def test_offered_time_and_time_with_a_surcharge_are_rounded_apart() -> None:
    day = [
        entry("a", 0, 5 * 60), entry("a", 1000, 5 * 60, offered=True),
        entry("a", 2000, 5 * 60, surcharge="evening"), entry("a", 3000, 5 * 60, surcharge="none"),
    ]
    assert [(lot.minutes, lot.billed) for lot in lots(day, QUARTER, PARIS, FOUR)] == [(10, 15), (5, 0), (5, 15)]


def test_work_after_midnight_belongs_to_the_day_before() -> None:
    evening = Entry(id="1", task="a", start=datetime(2026, 11, 23, 22, 50, tzinfo=UTC),
                    end=datetime(2026, 11, 23, 22, 57, tzinfo=UTC))
    night = Entry(id="2", task="a", start=datetime(2026, 11, 24, 0, 0, tzinfo=UTC),
                  end=datetime(2026, 11, 24, 0, 7, tzinfo=UTC))
    assert billed_by_task([evening, night], QUARTER, PARIS, FOUR) == {"a": 15}


@given(st.integers(0, 10_000), agreements)
def test_what_is_rounded_stays_as_it_is_when_it_is_rounded_again(minutes: int, how: Rounding) -> None:
    once = rounded(minutes, how)
    assert rounded(once, how) == once
    assert once % how.step == 0
    assert abs(once - minutes) < how.step


@given(entries, agreements)
def test_rounding_up_never_takes_a_minute_and_rounding_down_never_adds_one(
    found: list[Entry], how: Rounding
) -> None:
    for lot in lots(found, how, PARIS, FOUR):
        exact = lot.minutes if lot.invoiced else 0
        assert lot.billed % how.step == 0
        assert abs(lot.billed - exact) < how.step
        if how.direction is Direction.UP:
            assert lot.billed >= exact
            assert lot.billed >= sum(whole_minutes(e.length) for e in lot.entries if e.invoiced)
        if how.direction is Direction.DOWN:
            assert lot.billed <= exact


@given(entries, agreements)
def test_every_entry_is_in_one_lot_and_the_parts_sum_to_the_whole(found: list[Entry], how: Rounding) -> None:
    groups = lots(found, how, PARIS, FOUR)
    assert sorted(e.id for lot in groups for e in lot.entries) == sorted(e.id for e in found)
    parts = billed_by_task(found, how, PARIS, FOUR)
    assert sum(parts.values()) == billed_minutes(found, how, PARIS, FOUR) == sum(lot.billed for lot in groups)
    assert all(part >= 0 for part in parts.values())
    if how.direction is Direction.UP:
        for task, part in parts.items():
            own = [e for e in found if e.task == task and e.invoiced]
            # Seconds are cut where time is rounded: with each entry, or with the day, whose parts are whole minutes.
            days = sum(any(e.task == task for e in lot.entries) for lot in groups) if how.scope is Scope.DAY else 0
            assert part >= sum(whole_minutes(e.length) for e in own) - days, "no task is told as a minute less"


@given(entries, agreements)
def test_the_order_of_entries_never_changes_what_is_billed(found: list[Entry], how: Rounding) -> None:
    assert lots(found, how, PARIS, FOUR) == lots(found[::-1], how, PARIS, FOUR)
