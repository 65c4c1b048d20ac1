"""What is left of a deadline, told exactly."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.deadline import Countdown, Deadline, Near, countdown
from tests.memory import PARIS

MONDAY = date(2026, 11, 23)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def hour(text: str) -> Deadline:
    return Deadline.at_instant(at(text), PARIS)


CASES = [
    (hour("2026-11-23T10:41"), "2026-11-23T09:10", Countdown(Near.MINUTES, 91)),
    (hour("2026-11-23T10:41"), "2026-11-23T09:10:59", Countdown(Near.MINUTES, 91)),
    (hour("2026-11-23T10:41"), "2026-11-23T09:11", Countdown(Near.MINUTES, 90)),
    (hour("2026-11-23T09:10"), "2026-11-23T09:10", Countdown(Near.MINUTES, 0)),
    (hour("2026-11-23T09:10"), "2026-11-23T09:10:59", Countdown(Near.MINUTES, 0)),
    (hour("2026-11-23T09:10"), "2026-11-23T09:11", Countdown(Near.LATE_MINUTES, 1)),
    (hour("2026-11-23T09:10"), "2026-11-23T11:40", Countdown(Near.LATE_MINUTES, 150)),
    (hour("2026-11-22T18:00"), "2026-11-23T09:10", Countdown(Near.LATE_MINUTES, 910)),
    (hour("2026-11-21T18:00"), "2026-11-23T09:10", Countdown(Near.LATE_DAYS, days=2)),
    (hour("2026-11-24T00:05"), "2026-11-23T23:55", Countdown(Near.TOMORROW, days=1)),
    (hour("2026-11-24T12:00"), "2026-11-23T09:10", Countdown(Near.TOMORROW, days=1)),
    (hour("2026-11-29T12:00"), "2026-11-23T09:10", Countdown(Near.THIS_WEEK, days=6)),
    (hour("2026-11-30T08:00"), "2026-11-23T09:10", Countdown(Near.LATER, days=7)),
    (Deadline(MONDAY), "2026-11-23T23:59:59", Countdown(Near.TODAY)),
    (Deadline(MONDAY), "2026-11-24T00:00", Countdown(Near.LATE_DAYS, days=1)),
    (Deadline(MONDAY), "2026-11-22T00:00", Countdown(Near.TOMORROW, days=1)),
    (Deadline(MONDAY), "2026-11-20T12:00", Countdown(Near.THIS_WEEK, days=3)),
    # The night of 25 October 2026 has an hour more, that of 29 March an hour less.
    (hour("2026-10-25T09:00"), "2026-10-25T01:30", Countdown(Near.MINUTES, 8 * 60 + 30)),
    (hour("2026-10-25T09:00"), "2026-10-24T23:30", Countdown(Near.TOMORROW, days=1)),
    (hour("2026-03-29T09:00"), "2026-03-29T01:30", Countdown(Near.MINUTES, 6 * 60 + 30)),
    (Deadline(date(2026, 10, 25)), "2026-10-25T23:59", Countdown(Near.TODAY)),
]


@pytest.mark.parametrize(("deadline", "now", "expected"), CASES)
def test_a_countdown_says_what_is_left(deadline: Deadline, now: str, expected: Countdown) -> None:
    assert countdown(deadline, at(now), PARIS) == expected


def test_an_hour_that_happens_twice_is_the_first_one() -> None:
    twice = Deadline.on(date(2026, 10, 25), time(2, 30), PARIS)
    assert twice.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert twice.hour(PARIS) == time(2, 30)


def test_a_bare_day_stands_at_the_end_of_the_day_among_hours() -> None:
    assert Deadline(MONDAY).moment(PARIS) == at("2026-11-23T18:00")
    assert Deadline(MONDAY).moment(PARIS, time(17, 30)) == at("2026-11-23T17:30")
    assert Deadline(MONDAY).hour(PARIS) is None


moments = st.integers(0, 3 * 366 * 86400).map(lambda s: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=s))


@given(moments, moments)
def test_minutes_are_those_between_the_hours_a_clock_shows_and_late_is_late(due: datetime, now: datetime) -> None:
    left = countdown(Deadline.at_instant(due, PARIS), now, PARIS)
    now = now.replace(second=0)
    assert left.late == (due < now)
    assert left.minutes >= 0
    assert left.days >= 0
    if left.near is Near.MINUTES:
        assert timedelta() <= due - now - timedelta(minutes=left.minutes) < timedelta(minutes=1)
    if left.near is Near.LATE_DAYS:
        assert left.days >= 1
