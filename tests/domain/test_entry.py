"""How minutes add up and are rounded."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.entry import Entry, minutes_of, round_up, rounded_by_task, whole_minutes
from tests.memory import PARIS

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def entry(task: str | None, begins: int, lasts: int, *, billable: bool = True) -> Entry:
    """Return an entry; both lengths in seconds."""
    start = START + timedelta(seconds=begins)
    end = start + timedelta(seconds=lasts)
    return Entry(id=f"{task}{begins}", task=task, start=start, end=end, billable=billable)


entries = st.lists(
    st.builds(
        entry, st.sampled_from(["a", "b", None]), st.integers(0, 5 * 86400), st.integers(1, 8 * 3600),
        billable=st.booleans(),
    ),
    max_size=12,
)
increments = st.integers(1, 60)


@pytest.mark.parametrize(("minutes", "increment", "expected"), [
    (0, 15, 0), (1, 15, 15), (15, 15, 15), (16, 15, 30), (59, 60, 60), (61, 60, 120), (7, 1, 7), (7, 6, 12),
])
def test_minutes_are_rounded_up_to_what_was_agreed(minutes: int, increment: int, expected: int) -> None:
    assert round_up(minutes, increment) == expected


def test_a_started_minute_was_not_worked_but_seconds_add_up() -> None:
    assert whole_minutes(timedelta(seconds=59)) == 0
    assert minutes_of([entry("a", 0, 40), entry("a", 100, 40)]) == 1


def test_one_task_on_one_day_is_rounded_once_and_each_day_apart() -> None:
    same_day = [entry("a", 0, 7 * 60), entry("a", 3600, 7 * 60)]
    next_day = [entry("a", 86400, 60)]
    unbilled = [entry("a", 7200, 3600, billable=False)]
    assert rounded_by_task(same_day, 15, PARIS, time(4)) == {"a": 15}
    assert rounded_by_task(same_day + next_day + unbilled, 15, PARIS, time(4)) == {"a": 30}


def test_work_after_midnight_belongs_to_the_day_before() -> None:
    evening = Entry(id="1", task="a", start=datetime(2026, 11, 23, 22, 50, tzinfo=UTC),
                    end=datetime(2026, 11, 23, 22, 57, tzinfo=UTC))
    night = Entry(id="2", task="a", start=datetime(2026, 11, 24, 0, 0, tzinfo=UTC),
                  end=datetime(2026, 11, 24, 0, 7, tzinfo=UTC))
    assert rounded_by_task([evening, night], 15, PARIS, time(4)) == {"a": 15}


@given(entries, increments)
def test_rounding_never_takes_minutes_away_nor_gives_more_than_its_steps(found: list[Entry], increment: int) -> None:
    billable = [e for e in found if e.billable]
    rounded = rounded_by_task(found, increment, PARIS, time(4))
    for task, minutes in rounded.items():
        own = [e for e in billable if e.task == task]
        assert minutes % increment == 0
        assert minutes >= sum(whole_minutes(e.length) for e in own)
        assert minutes <= minutes_of(own) + 6 * (increment - 1), "at most one step on each day"


@given(entries, increments)
def test_the_parts_of_a_week_sum_to_its_whole(found: list[Entry], increment: int) -> None:
    whole = rounded_by_task(found, increment, PARIS, time(4))
    by_task = [
        rounded_by_task([e for e in found if e.task == task], increment, PARIS, time(4)) for task in ("a", "b", None)
    ]
    assert sum(sum(part.values()) for part in by_task) == sum(whole.values())
