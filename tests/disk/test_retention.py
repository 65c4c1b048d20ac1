"""Which backups stay: days, weeks, months, a size, and clocks that are wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage.backup_file import Why
from storage.retention import DAYS, LIMIT, kept
from tests.memory import PARIS

MB = 1_000_000
NOW = datetime(2026, 11, 23, 9, 10, tzinfo=UTC)
MONTHS_AGO_3 = timedelta(days=92)


@dataclass(frozen=True)
class Made:
    """A backup as far as its stay is concerned."""

    made: datetime
    why: Why = Why.DAY
    size: int = MB


def ago(days: float, why: Why = Why.DAY, size: int = MB) -> Made:
    return Made(NOW - timedelta(days=days), why, size)


def day(backup: Made) -> date:
    return backup.made.astimezone(PARIS).date()


def lived(days: Iterable[datetime], limit: int = LIMIT) -> list[Made]:
    """Return what is there after a life in which each of these days made a backup and then thinned."""
    there: list[Made] = []
    for now in days:
        there.append(Made(now))
        there = list(kept(there, now, PARIS, limit))
    return there


def every_day(start: datetime, count: int) -> list[datetime]:
    return [start + timedelta(days=n) for n in range(count)]


def test_there_is_nothing_to_keep_of_nothing() -> None:
    assert kept([], NOW, PARIS) == ()


def test_a_year_of_days_leaves_days_then_weeks_then_months() -> None:
    life = every_day(NOW - timedelta(days=364), 365)
    found = {day(b) for b in lived(life)}
    assert {day(Made(n)) for n in life[-DAYS:]} <= found
    weeks = {day(Made(n)).isocalendar()[:2] for n in life if n > NOW - MONTHS_AGO_3}
    assert weeks <= {d.isocalendar()[:2] for d in found}
    assert {(d.year, d.month) for d in found} == {(n.year, n.month) for n in life}
    assert 14 + 12 + 8 <= len(found) <= 14 + 15 + 12


def test_of_a_past_day_the_last_for_each_reason_stays_and_of_today_all() -> None:
    yesterday = [ago(1 + n / 100, why) for n in range(3) for why in (Why.DAY, Why.IMPORT)]
    today = [ago(n / 100, Why.IMPORT) for n in range(3)]
    found = kept([*yesterday, *today], NOW, PARIS)
    assert set(found) == {*today, ago(1), ago(1, Why.IMPORT)}


def test_the_last_for_each_reason_stays_however_old() -> None:
    migration = ago(200.5, Why.MIGRATION)
    found = kept([ago(n) for n in range(300)] + [migration], NOW, PARIS)
    assert migration in found


def test_a_day_is_a_day_where_she_lives() -> None:
    before, after = datetime(2026, 11, 19, 22, 50, tzinfo=UTC), datetime(2026, 11, 19, 23, 10, tzinfo=UTC)
    assert set(kept([Made(before), Made(after)], NOW, PARIS)) == {Made(before), Made(after)}
    assert kept([Made(before), Made(after)], NOW, UTC) == (Made(after),)


def test_weeks_away_cost_nothing() -> None:
    before = [ago(40 + n) for n in range(DAYS)]
    assert set(kept(before, NOW, PARIS)) == set(before)


def test_a_clock_set_far_ahead_for_a_day_takes_one_day_away_at_most() -> None:
    life = every_day(NOW - timedelta(days=99), 100)
    usual = set(lived(life))
    ahead = NOW.replace(year=2036)
    with_jump = set(lived([*life[:-1], ahead, life[-1]]))
    assert len(usual - with_jump) <= 1
    assert with_jump - usual == {Made(ahead)}


def test_a_clock_set_far_back_for_a_day_takes_nothing_away() -> None:
    life = every_day(NOW - timedelta(days=99), 100)
    back = NOW.replace(year=1970)
    assert set(lived([*life[:-1], back, life[-1]])) == {*lived(life), Made(back)}


def test_a_month_of_days_dated_ahead_does_not_push_out_the_real_ones() -> None:
    real = [ago(n) for n in range(DAYS)]
    ahead = [ago(-3650 + n) for n in range(30)]
    assert set(real) <= set(kept([*ahead, *real], NOW, PARIS))


def test_beyond_the_limit_the_oldest_go_first() -> None:
    made = [ago(n, size=40 * MB) for n in range(DAYS)]
    assert list(kept(made, NOW, PARIS, 100 * MB)) == made[:2]


def test_the_newest_stays_even_when_it_is_beyond_the_limit_alone() -> None:
    assert kept([ago(0, size=2 * LIMIT), ago(1)], NOW, PARIS) == (ago(0, size=2 * LIMIT),)


def test_with_little_room_the_newest_real_one_stays_beside_one_dated_ahead() -> None:
    ahead = [ago(-3650 + n, size=40 * MB) for n in range(5)]
    real = [ago(n, size=40 * MB) for n in range(5)]
    assert kept([*ahead, *real], NOW, PARIS, 100 * MB) == (ahead[0], real[0])


MOMENTS = st.integers(-400 * 24, 400 * 24).map(lambda hours: NOW + timedelta(hours=hours))
BACKUPS = st.lists(st.builds(Made, MOMENTS, st.sampled_from(Why), st.integers(1, 300 * MB)), max_size=80)


@given(BACKUPS, st.integers(1, 2000 * MB))
def test_the_newest_stays_and_the_size_is_kept(made: list[Made], limit: int) -> None:
    found = kept(made, NOW, PARIS, limit)
    assert set(found) <= set(made)
    assert list(found) == sorted(found, key=lambda b: b.made, reverse=True)
    assert sum(b.size for b in found) <= limit or len(found) == 1
    if made:
        assert found[0].made == max(b.made for b in made)


@given(BACKUPS)
def test_each_window_has_its_backups(made: list[Made]) -> None:
    found = kept(made, NOW, PARIS, 80 * 300 * MB)
    past = [b for b in made if b.made <= NOW]
    days, weeks = ({part(b) for b in found} for part in (day, lambda b: day(b).isocalendar()[:2]))
    assert {day(b) for b in past if day(b) > day(Made(NOW)) - timedelta(days=DAYS)} <= days
    assert {day(b).isocalendar()[:2] for b in past if b.made > NOW - MONTHS_AGO_3} <= weeks
    assert {(day(b).year, day(b).month) for b in made} == {(day(b).year, day(b).month) for b in found}
    assert {b.why for b in made} == {b.why for b in found}
    assert {b for b in made if day(b) == day(Made(NOW))} <= set(found)


@given(BACKUPS, st.integers(1, 2000 * MB))
def test_to_thin_twice_is_to_thin_once(made: list[Made], limit: int) -> None:
    once = kept(made, NOW, PARIS, limit)
    assert kept(once, NOW, PARIS, limit) == once


@given(st.lists(st.integers(0, 20), min_size=1, max_size=120), st.lists(st.integers(0, 119), max_size=3))
def test_days_worked_and_thinned_one_after_the_other_keep_their_windows(gaps: list[int], wrong: list[int]) -> None:
    now, life = NOW, list[datetime]()
    for number, gap in enumerate(gaps):
        now += timedelta(days=gap, hours=1)
        life += [now.replace(year=2050), now] if number in wrong else [now]
    found = {day(b) for b in lived(life) if b.made.year < 2050}
    real = [d for d in dict.fromkeys(day(Made(n)) for n in life) if d.year < 2050]
    assert set(real[-DAYS + 2 * len(wrong):]) <= found
    assert {(d.year, d.month) for d in real} == {(d.year, d.month) for d in found}
