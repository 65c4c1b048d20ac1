"""Public holidays against the `holidays` package, working days, and planned working time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.calendar import (
    Holiday,
    WorkingHours,
    Zone,
    add_ouvrables,
    add_working_days,
    add_working_time,
    holidays_of,
    is_holiday,
    is_working_day,
    working_time,
)

PARIS = ZoneInfo("Europe/Paris")
WEEK = WorkingHours()
MONDAY = "2026-11-23T09:10"
FULL_DAY = timedelta(hours=8, minutes=15)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def planned(start: str, end: str, hours: WorkingHours = WEEK, zone: Zone = Zone.METROPOLE) -> timedelta:
    return working_time(at(start), at(end), hours, zone, PARIS)


@pytest.mark.parametrize("year", range(2015, 2046))
@pytest.mark.parametrize(
    ("zone", "subdivision"), [(Zone.METROPOLE, None), (Zone.ALSACE_MOSELLE, "6AE"), (Zone.ALSACE_MOSELLE, "57")]
)
def test_our_holidays_are_those_of_the_reference(year: int, zone: Zone, subdivision: str | None) -> None:
    reference = holidays.country_holidays("FR", subdiv=subdivision, years=year)
    assert set(holidays_of(year, zone)) == set(reference)


def test_holidays_are_named() -> None:
    table = holidays_of(2026)
    assert table[date(2026, 4, 6)] is Holiday.EASTER_MONDAY
    assert table[date(2026, 5, 14)] is Holiday.ASCENSION
    assert len(table) == 11
    assert len(holidays_of(2026, Zone.ALSACE_MOSELLE)) == 13


def test_the_table_of_a_year_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        holidays_of(2026)[date(2026, 1, 2)] = Holiday.NEW_YEAR  # type: ignore[index]


def test_2026_has_252_working_days() -> None:
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert sum(is_working_day(day, WEEK) for day in year) == 252


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2026-11-10", 2, "2026-11-13"),  # the 11th is a holiday
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-11-28", 1, "2026-11-30"),
        ("2026-11-30", -1, "2026-11-27"),
        ("2026-11-28", 0, "2026-11-28"),
    ],
)
def test_adding_working_days(start: str, count: int, expected: str) -> None:
    assert add_working_days(date.fromisoformat(start), count, WEEK) == date.fromisoformat(expected)


def test_saturday_is_ouvrable_and_the_zone_changes_christmas() -> None:
    assert add_ouvrables(date(2026, 11, 27), 2) == date(2026, 11, 30)
    assert add_ouvrables(date(2026, 12, 24), 2) == date(2026, 12, 28)
    assert add_ouvrables(date(2026, 12, 24), 2, Zone.ALSACE_MOSELLE) == date(2026, 12, 29)


@given(day=st.dates(date(2015, 1, 1), date(2045, 12, 31)), count=st.integers(1, 60))
def test_working_days_go_forward_and_come_back(day: date, count: int) -> None:
    later = add_working_days(day, count, WEEK)
    assert later > day
    assert is_working_day(later, WEEK)
    if is_working_day(day, WEEK):
        assert add_working_days(later, -count, WEEK) == day


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-11-23T09:10", "2026-11-23T12:00", timedelta(hours=2, minutes=50)),
        ("2026-11-23T00:00", "2026-11-24T00:00", FULL_DAY),
        ("2026-11-23T12:10", "2026-11-23T13:00", timedelta(0)),
        ("2026-11-27T17:00", "2026-11-30T09:00", timedelta(hours=1, minutes=30)),
        ("2026-11-10T18:00", "2026-11-12T08:30", timedelta(0)),  # only a holiday between
        ("2026-11-24T12:00", "2026-11-23T12:00", timedelta(0)),
    ],
)
def test_planned_time_between_two_instants(start: str, end: str, expected: timedelta) -> None:
    assert planned(start, end) == expected


def test_planned_time_of_a_year_is_its_working_days() -> None:
    assert planned("2026-01-01T00:00", "2027-01-01T00:00") == 252 * FULL_DAY


@pytest.mark.parametrize(("night", "hours"), [("2026-10-25", 5), ("2027-03-28", 3), ("2026-11-22", 4)])
def test_a_night_of_work_has_the_hours_it_really_has(night: str, hours: int) -> None:
    nights = WorkingHours(frozenset({6}), ((time(1), time(5)),))
    assert planned(f"{night}T00:00", f"{night}T12:00", nights) == timedelta(hours=hours)


@given(start=st.integers(0, 60 * 1440), amount=st.integers(1, 3000))
def test_working_time_added_is_working_time_found(start: int, amount: int) -> None:
    begin, wanted = at("2026-10-01T00:00") + timedelta(minutes=start), timedelta(minutes=amount)
    end = add_working_time(begin, wanted, WEEK, Zone.METROPOLE, PARIS)
    assert working_time(begin, end, WEEK, Zone.METROPOLE, PARIS) == wanted


def test_working_time_cannot_be_added_to_a_week_without_hours() -> None:
    with pytest.raises(ValueError, match="no working hours"):
        add_working_time(at(MONDAY), FULL_DAY, WorkingHours(spans=()), Zone.METROPOLE, PARIS)


def test_a_span_may_end_at_midnight() -> None:
    evenings = WorkingHours(frozenset(range(7)), ((time(20), time(0)),))
    assert planned("2026-11-23T12:00", "2026-11-24T12:00", evenings) == timedelta(hours=4)


@given(minutes=st.integers(0, 31 * 1440))
def test_two_parts_make_the_whole(minutes: int) -> None:
    start, end = at("2026-10-20T00:00"), at("2026-11-20T00:00")
    middle = start + timedelta(minutes=minutes)
    parts = [
        working_time(first, last, WEEK, Zone.METROPOLE, PARIS) for first, last in ((start, middle), (middle, end))
    ]
    assert sum(parts, timedelta(0)) == working_time(start, end, WEEK, Zone.METROPOLE, PARIS)


@pytest.mark.parametrize(
    ("days", "spans"),
    [
        (frozenset[int](), ((time(9), time(12)),)),
        (frozenset({7}), ((time(9), time(12)),)),
        (frozenset({0}), ((time(12), time(9)),)),
        (frozenset({0}), ((time(9), time(12)), (time(11), time(18)))),
    ],
)
def test_impossible_working_hours_are_refused(
    days: frozenset[int], spans: tuple[tuple[time, time], ...]
) -> None:
    with pytest.raises(ValueError, match="working"):
        WorkingHours(days, spans)


def test_a_holiday_of_one_zone_is_worked_in_the_other() -> None:
    good_friday = date(2026, 4, 3)
    assert is_holiday(good_friday, Zone.ALSACE_MOSELLE)
    assert is_working_day(good_friday, WEEK)
