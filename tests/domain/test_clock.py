"""The working day of an instant: one law, also in the nights in which an hour is missing or comes twice."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from pupitre.clock import day_bounds, local_day

ZONES = (
    "Europe/Paris", "America/Guadeloupe", "Indian/Reunion", "America/Miquelon", "Australia/Lord_Howe", "Asia/Beirut",
)
"""Where French secretaries live, and where clocks change otherwise: by half an hour, and at midnight."""
SPRING, AUTUMN = datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)
nights = st.builds(
    lambda night, minutes: night + timedelta(minutes=minutes),
    st.sampled_from([SPRING, AUTUMN, datetime(2026, 4, 4, 12, tzinfo=UTC), datetime(2026, 3, 28, 20, tzinfo=UTC)]),
    st.integers(-300, 600),
)
years = st.integers(0, 30_000_000).map(lambda minutes: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))
moments = nights | years


@given(moments, st.sampled_from(ZONES), st.times() | st.sampled_from([time(0), time(2, 30), time(4)]))
@example(SPRING + timedelta(minutes=70), "Europe/Paris", time(2, 30))
@example(AUTUMN + timedelta(minutes=70), "Europe/Paris", time(2, 30))
def test_every_instant_lies_within_its_working_day(moment: datetime, name: str, day_start: time) -> None:
    zone = ZoneInfo(name)
    begin, end = day_bounds(local_day(moment, zone, day_start), zone, day_start)
    assert begin <= moment < end


@given(moments, st.integers(0, 400), st.sampled_from(ZONES), st.sampled_from([time(0), time(2, 30), time(4)]))
def test_no_later_instant_belongs_to_an_earlier_day(moment: datetime, minutes: int, name: str, start: time) -> None:
    zone = ZoneInfo(name)
    later = moment + timedelta(minutes=minutes)
    assert local_day(moment, zone, start) <= local_day(later, zone, start)
