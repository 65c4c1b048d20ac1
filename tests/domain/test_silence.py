"""Silence and its end, and the table of what may be announced in which way."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.announcing import EVERY_WAY, WAYS, Around, Way, notices_by_now, off_hours, ways
from pupitre.calendar import WorkingHours, Zone
from pupitre.desk import Desk
from pupitre.settings import Settings
from pupitre.silence import LENGTHS, Mode, Occasion, Silence, silence_end
from tests.memory import PARIS, HandClock, MemoryArchive, counted_ids

OWN = Settings()
arounds = st.builds(Around, *[st.booleans()] * 5)


def at(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=PARIS)


@pytest.mark.parametrize(("now", "minutes", "until"), [
    ("2026-11-23T09:10", 15, "2026-11-23T09:25"),
    ("2026-11-23T09:10", 60, "2026-11-23T10:10"),
    ("2026-11-23T09:10", None, "2026-11-23T18:00"),
    ("2026-11-23T19:00", None, "2026-11-24T00:00"),
    ("2026-11-23T23:50", 60, "2026-11-24T00:00"),
    ("2026-11-24T03:30", 60, "2026-11-24T04:00"),  # the day turns
])
def test_t9_a_silence_always_ends_and_never_survives_midnight(now: str, minutes: int | None, until: str) -> None:
    assert silence_end(minutes, at(now), OWN.end_of_day, OWN.day_start, PARIS) == at(until)


@given(st.integers(0, 366 * 24 * 60), st.sampled_from(LENGTHS), st.times(), st.times())
def test_t9_no_silence_is_longer_than_a_day_or_over_before_it_begins(
    passed: int, minutes: int | None, evening: time, turn: time
) -> None:
    now = at("2026-01-01T00:00").astimezone(UTC) + timedelta(minutes=passed)
    until = silence_end(minutes, now, evening, turn, PARIS)
    assert timedelta() < until - now <= timedelta(hours=25)
    assert minutes is None or until - now <= timedelta(minutes=minutes)


def test_a_clock_set_back_by_days_makes_no_silence_of_days() -> None:
    now = at("2026-11-23T09:10")
    silence = Silence(mode=Mode.PHONE, began=now, until=now + timedelta(minutes=15))
    assert silence.lasts(now)
    assert not silence.lasts(now + timedelta(minutes=15))
    assert not silence.lasts(now - timedelta(days=3))


def test_a_silence_survives_a_restart_and_the_session_goes_on(clock: HandClock) -> None:
    archive = MemoryArchive()
    desk = Desk(archive, clock, counted_ids())
    task = desk.add_task(desk.understand("Devis cumulus"))
    desk.start(task.id)
    desk.start_silence(Mode.PHONE, 30)
    assert desk.focus is not None
    assert desk.focus.running_since is not None
    desk.hold_back(Occasion.BREAK)
    again = Desk(archive, clock, counted_ids("again"))
    assert again.silent
    assert again.silence is not None
    assert [o for _, o in again.silence.held] == [Occasion.BREAK]
    again.start_silence(Mode.HEADSET, 60)
    assert [o for _, o in again.silence.held] == [Occasion.BREAK], "a longer silence keeps the list"
    clock.advance(minutes=60)
    assert (again.silent, again.silence is None) == (False, False)
    again.end_silence()
    assert Silence not in {type(v) for v in archive.load()}
    assert again.end_silence() is None


# -- ways ----------------------------------------------------------------------------------------


@given(st.sampled_from(Occasion), arounds)
def test_silence_and_a_return_close_every_way_and_nothing_opens_one(occasion: Occasion, around: Around) -> None:
    found = ways(occasion, around)
    assert found <= WAYS[occasion]
    if around.silent or around.just_back:
        assert not found
    if around.typing:
        assert Way.BANNER not in found
    if around.in_front:
        assert Way.NOTICE not in found


@pytest.mark.parametrize(("occasion", "around", "open_ways"), [
    (Occasion.BREAK, Around(), EVERY_WAY),
    (Occasion.BREAK, Around(in_front=True), {Way.BANNER, Way.BELL}),  # N10
    (Occasion.BREAK, Around(typing=True), {Way.NOTICE, Way.BELL}),
    (Occasion.BREAK, Around(off_hours=True), {Way.BANNER}),  # N11
    (Occasion.SESSION_OVER, Around(off_hours=True), EVERY_WAY),
    (Occasion.BREAK_SOON, Around(), {Way.BANNER}),  # T7
    (Occasion.EYES, Around(), {Way.BANNER}),  # W3
    (Occasion.STAND_UP, Around(typing=True), set()),
])
def test_each_occasion_has_its_ways(occasion: Occasion, around: Around, open_ways: frozenset[Way]) -> None:
    assert ways(occasion, around) == open_ways


@pytest.mark.parametrize(("minutes", "notices"), [(0, 1), (4, 1), (5, 2), (14, 2), (15, 3), (600, 3)])
def test_n11_a_pause_has_three_notices_at_most(minutes: int, notices: int) -> None:
    first = at("2026-11-23T09:10")
    assert notices_by_now(Occasion.BREAK, first, first + timedelta(minutes=minutes)) == notices
    assert notices_by_now(Occasion.SESSION_OVER, first, first + timedelta(minutes=minutes)) == 1


@pytest.mark.parametrize(("now", "off"), [
    ("2026-11-23T09:10", False), ("2026-11-23T12:00", True), ("2026-11-23T13:15", False), ("2026-11-23T18:00", True),
    ("2026-11-22T10:00", True), ("2026-12-25T10:00", True),
])
def test_her_hours_are_those_of_her_week(now: str, off: bool) -> None:
    assert off_hours(at(now), OWN.hours, Zone.METROPOLE, PARIS) is off
    assert not off_hours(at("2026-11-23T22:00"), WorkingHours(spans=()), Zone.METROPOLE, PARIS)
