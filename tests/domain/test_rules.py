"""The days of a rule: against dates written by hand, against the library of holidays, and as laws."""

from collections.abc import Iterable
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.calendar import WorkingHours, is_working_day
from pupitre.rules import LAST, Every, Rule, Shift, days
from pupitre.value import replace

FIVE = WorkingHours()
FRIDAYS = WorkingHours(days=frozenset({4}))
YEAR = date(2026, 1, 1), date(2026, 12, 31)


def due(rule: Rule, begin: date, end: date, hours: WorkingHours = FIVE) -> list[str]:
    return [when.isoformat() for _, when in days(rule, begin, end, hours)]


def written(text: str, year: int = 2026) -> list[str]:
    """Return dates written as « 5/1 2/2 »."""
    pairs = (part.split("/") for part in text.split())
    return [date(year, int(month), int(day)).isoformat() for day, month in pairs]


def test_the_fifth_of_each_month_of_2026_moves_before_or_after_what_is_not_worked() -> None:
    fifth = Rule(every=Every.MONTH_DATE, first=date(2026, 1, 5), day=5)
    assert due(replace(fifth, shift=Shift.BEFORE), *YEAR) == written(
        "5/1 5/2 5/3 3/4 5/5 5/6 3/7 5/8 4/9 5/10 5/11 4/12"
    )
    assert due(replace(fifth, shift=Shift.AFTER), *YEAR) == written(
        "5/1 5/2 5/3 7/4 5/5 5/6 6/7 5/8 7/9 5/10 5/11 7/12"
    ), "5 April 2026 is Easter, the Monday after it a holiday"
    assert due(replace(fifth, shift=Shift.SKIP), *YEAR) == written("5/1 5/2 5/3 5/5 5/6 5/8 5/10 5/11")


def test_the_last_working_day_of_each_month_of_2026() -> None:
    rule = Rule(every=Every.LAST_WORKING_DAY, first=date(2026, 1, 1))
    assert due(rule, *YEAR) == written("30/1 27/2 31/3 30/4 29/5 30/6 31/7 31/8 30/9 30/10 30/11 31/12")


def test_the_end_of_a_rule_keeps_a_last_working_day_that_comes_before_the_end_of_its_month() -> None:
    rule = Rule(every=Every.LAST_WORKING_DAY, first=date(2026, 4, 1), until=date(2026, 5, 29))
    assert due(rule, *YEAR) == written("30/4 29/5"), "31 May 2026 is a Sunday"


def test_a_day_that_a_month_has_not_is_its_last_one() -> None:
    rule = Rule(every=Every.MONTH_DATE, first=date(2026, 1, 31))
    assert due(rule, *YEAR) == written("31/1 28/2 31/3 30/4 31/5 30/6 31/7 31/8 30/9 31/10 30/11 31/12")
    born = Rule(every=Every.YEAR, first=date(2024, 2, 29))
    assert due(born, date(2024, 1, 1), date(2028, 12, 31)) == [
        "2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29",
    ]


def test_a_quarter_counts_its_months_from_the_first_one_however_far_it_is() -> None:
    rule = Rule(every=Every.QUARTER, first=date(2019, 1, 31), day=LAST)
    assert due(rule, *YEAR) == written("31/1 30/4 31/7 31/10")
    odd = Rule(every=Every.QUARTER, first=date(2025, 12, 20), day=15)
    assert due(odd, *YEAR) == written("15/3 15/6 15/9 15/12")


def test_a_fortnight_keeps_its_weeks_across_the_end_of_a_year_of_53_weeks() -> None:
    rule = Rule(every=Every.FORTNIGHT, first=date(2026, 12, 14), weekdays=(0, 3))
    assert due(rule, date(2026, 12, 1), date(2027, 1, 31)) == [
        "2026-12-14", "2026-12-17", "2026-12-28", "2026-12-31", "2027-01-11", "2027-01-14", "2027-01-25",
        "2027-01-28",
    ]
    # Begun on a Wednesday for Mondays: the Monday of its own week is over, the next one is two weeks on.
    late = Rule(every=Every.FORTNIGHT, first=date(2026, 12, 16), weekdays=(0,))
    assert due(late, date(2026, 12, 1), date(2027, 1, 31)) == ["2026-12-28", "2027-01-11", "2027-01-25"]


def test_the_ranks_of_a_weekday() -> None:
    rule = Rule(every=Every.MONTH_WEEKDAY, first=date(2026, 1, 1), weekdays=(3,), rank=5)
    assert due(rule, *YEAR) == written("29/1 30/4 30/7 29/10 31/12")
    assert due(replace(rule, rank=LAST, shift=Shift.BEFORE), date(2026, 12, 1), date(2026, 12, 31)) == ["2026-12-31"]


def test_working_days_are_those_of_the_library_of_holidays() -> None:
    french = holidays.country_holidays("FR", years=2026)
    every = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    rule = Rule(every=Every.WORKING_DAY, first=date(2026, 1, 1))
    assert due(rule, *YEAR) == [d.isoformat() for d in every if d.weekday() < 5 and d not in french]
    assert len(due(rule, *YEAR)) == 252
    ouvrables = Rule(every=Every.OUVRABLE, first=date(2026, 1, 1))
    assert due(ouvrables, *YEAR) == [d.isoformat() for d in every if d.weekday() < 6 and d not in french]


def test_days_that_a_holiday_rule_moves_onto_one_another_are_one() -> None:
    rule = Rule(every=Every.DAY, first=date(2026, 5, 1), shift=Shift.AFTER)
    found = list(days(rule, date(2026, 5, 1), date(2026, 5, 12), FIVE))
    assert [d.day for _, d in found] == [4, 5, 6, 7, 11, 12], "1 and 8 May are holidays"
    assert all(day == when for day, when in found), "what was not moved names the day"


def test_who_works_one_day_a_week_may_find_it_a_holiday_several_times_in_a_row() -> None:
    rule = Rule(every=Every.MONTH_DATE, first=date(2026, 1, 19), day=19, shift=Shift.AFTER)
    assert due(rule, date(2027, 1, 8), date(2027, 1, 8), FRIDAYS) == ["2027-01-08"], "25 December and 1 January"


rules = st.builds(
    lambda every, first, length, weekdays, day, rank, shift: Rule(
        every=every, first=first, until=None if length is None else first + timedelta(days=length),
        weekdays=weekdays[:1] if every is Every.MONTH_WEEKDAY else weekdays, day=day, rank=rank, shift=shift,
    ),
    st.sampled_from(Every), st.dates(date(2023, 1, 1), date(2027, 12, 31)),
    st.none() | st.integers(0, 900), st.lists(st.integers(0, 6), min_size=1, max_size=3, unique=True).map(tuple),
    st.sampled_from((LAST, 0, 1, 15, 28, 29, 30, 31)), st.sampled_from((1, 2, 3, 4, 5, LAST)), st.sampled_from(Shift),
)
weeks = st.sampled_from((FIVE, FRIDAYS, WorkingHours(days=frozenset(range(6))), WorkingHours(days=frozenset({1, 3}))))


@settings(max_examples=50)
@given(rules, weeks, st.dates(date(2024, 1, 1), date(2028, 6, 1)), st.lists(st.integers(0, 90), max_size=4))
def test_a_stretch_has_the_days_of_its_parts(rule: Rule, hours: WorkingHours, begin: date, cuts: list[int]) -> None:
    end = begin + timedelta(days=sum(cuts) + len(cuts))
    whole = list(days(rule, begin, end, hours))
    parts: list[tuple[date, date]] = []
    for cut in cuts:
        parts += days(rule, begin, begin + timedelta(days=cut), hours)
        begin += timedelta(days=cut + 1)
    parts += days(rule, begin, end, hours)
    assert parts == whole


@settings(max_examples=50)
@given(rules, weeks, st.dates(date(2024, 1, 1), date(2028, 6, 1)))
def test_no_day_comes_twice_and_what_moves_goes_to_a_working_day(
    rule: Rule, hours: WorkingHours, begin: date
) -> None:
    found = list(days(rule, begin, begin + timedelta(days=200), hours))
    assert rising(day for day, _ in found)
    assert rising(when for _, when in found)
    for day, when in found:
        assert rule.first <= day <= (rule.until or date.max)
        worked = is_working_day(when, hours)
        assert worked or rule.shift is Shift.STAY
        between = sorted((day, when))
        gap = (between[0] + timedelta(days=n) for n in range(1, (between[1] - between[0]).days))
        assert not any(is_working_day(d, hours) for d in gap), "the nearest working day"
        assert {Shift.BEFORE: when <= day, Shift.AFTER: when >= day}.get(rule.shift, when == day)


def rising(found: Iterable[date]) -> bool:
    found = list(found)
    return found == sorted(set(found))


def test_a_rule_that_can_never_come_is_refused() -> None:
    first = date(2026, 1, 1)
    with pytest.raises(ValueError, match="end"):
        Rule(every=Every.DAY, first=first, until=first - timedelta(days=1))
    with pytest.raises(ValueError, match="rank"):
        Rule(every=Every.MONTH_WEEKDAY, first=first, weekdays=(0, 1), rank=1)
