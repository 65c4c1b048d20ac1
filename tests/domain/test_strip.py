"""The day as a strip: what its pieces are, what each verb makes of them, and the laws no sequence of verbs breaks."""

from datetime import date, datetime, timedelta

import pytest

from pupitre.breaks import Break
from pupitre.client import Client
from pupitre.desk import Desk
from pupitre.doubts import Why
from pupitre.entry import Entry, Origin
from pupitre.errors import Invalid, NotNow, Unknown
from pupitre.focus import Focus
from pupitre.strip import RUNNING, Edge, Part
from pupitre.task import Task
from pupitre.value import replace
from tests.memory import PARIS, HandClock, MemoryArchive, counted_ids

DAY = date(2026, 11, 23)
CLIENTS = (Client(id="tuy", name="Tuyauterie", label="TUY"), Client(id="ver", name="Verdelet", label="VER"))


def at(hour: int, minute: int = 0, second: int = 0, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=PARIS).astimezone(
        HandClock().now.tzinfo)


TASKS = tuple(
    Task(id=key, title=title, client=client, created=at(7)) for key, title, client in (
        ("devis", "Devis", "tuy"), ("lettres", "Lettres", "ver"), ("chez", "Chez moi", None))
)


def entry(key: str, task: str, begin: datetime, end: datetime, **more: object) -> Entry:
    client = next(t.client for t in TASKS if t.id == task)
    return replace(
        Entry(id=key, task=task, client=client, start=begin, end=end, billable=client is not None),
        **more,  # type: ignore[arg-type]
    )


MORNING = (
    entry("a", "devis", at(9), at(9, 30, 20)), entry("b", "lettres", at(9, 30, 20), at(10)),
    entry("c", "lettres", at(10, 25), at(11)),
    entry("d", "chez", at(11), at(11, 20), origin=Origin.TYPED, note="courrier"),
)
PAUSE = Break(id="p", start=at(10), end=at(10, 10))


@pytest.fixture
def day(clock: HandClock) -> Desk:
    clock.set("2026-11-23T11:30")
    return Desk(MemoryArchive((*CLIENTS, *TASKS, *MORNING, PAUSE)), clock, counted_ids())


def one(desk: Desk, key: str) -> Entry:
    return desk.ledger.get(Entry, key)


def drawn(desk: Desk, on: date = DAY) -> list[tuple[Part, str, str]]:
    def hour(moment: datetime) -> str:
        return f"{moment.astimezone(PARIS):%H:%M}"

    return [(p.part, hour(p.start), hour(p.end)) for p in desk.strip(on)]


def total(desk: Desk, on: date = DAY) -> timedelta:
    return sum((p.length for p in desk.strip(on) if p.work), timedelta())


# -- what the pieces are -------------------------------------------------------------------------


def test_a_day_is_its_work_its_pauses_and_the_gaps_between_until_now(day: Desk) -> None:
    assert drawn(day) == [
        (Part.WORK, "09:00", "09:30"), (Part.WORK, "09:30", "10:00"), (Part.BREAK, "10:00", "10:10"),
        (Part.GAP, "10:10", "10:25"), (Part.WORK, "10:25", "11:00"), (Part.WORK, "11:00", "11:20"),
        (Part.GAP, "11:20", "11:30"),
    ]
    assert drawn(day, DAY - timedelta(days=1)) == []


def test_the_running_session_and_a_pause_under_way_reach_until_now(day: Desk, clock: HandClock) -> None:
    day.start("devis")
    clock.advance(minutes=5)
    assert drawn(day)[-1] == (Part.RUNNING, "11:30", "11:35")
    day.start_break()
    clock.advance(minutes=3)
    assert drawn(day)[-2:] == [(Part.WORK, "11:30", "11:35"), (Part.BREAK, "11:35", "11:38")]


def test_work_over_the_start_of_a_day_is_cut_there_and_counted_once(clock: HandClock) -> None:
    clock.set("2026-11-24T09:00")
    night = entry("n", "devis", at(3, 30, day=DAY + timedelta(days=1)), at(4, 30, day=DAY + timedelta(days=1)))
    desk = Desk(MemoryArchive((*CLIENTS, *TASKS, night)), clock, counted_ids())
    assert drawn(desk) == [(Part.WORK, "03:30", "04:00")]
    assert drawn(desk, DAY + timedelta(days=1))[0] == (Part.WORK, "04:00", "04:30")


def test_what_cannot_be_right_says_so(clock: HandClock) -> None:
    clock.set("2026-11-23T12:00")
    wrong = entry("x", "devis", at(9, 10), at(9, 20))
    desk = Desk(MemoryArchive((*CLIENTS, *TASKS, *MORNING, wrong)), clock, counted_ids())
    found = next(p for p in desk.strip(DAY) if p.key == "x")
    assert found.doubt is not None
    assert found.doubt.why is Why.OVERLAP


# -- what each verb makes of it ------------------------------------------------------------------


def test_a_split_keeps_the_total_and_both_halves_know_what_it_was(day: Desk) -> None:
    before = total(day)
    second = day.split_time("a", at(9, 10))
    first, last = one(day, "a"), one(day, second)
    assert (first.start, first.end, last.start, last.end) == (at(9), at(9, 10), at(9, 10), at(9, 30, 20))
    for half in (first, last):
        assert half.origin is Origin.CORRECTED
        assert (half.original_start, half.original_end, half.corrected_at) == (at(9), at(9, 30, 20), day.clock())
    assert total(day) == before
    for wrong in (at(9), at(9, 30, 20), at(8)):
        with pytest.raises(Invalid):
            day.split_time("a", wrong)


def test_two_halves_merge_into_what_they_were(day: Desk) -> None:
    before = one(day, "a")
    second = day.split_time("a", at(9, 10))
    day.merge_times(second, "a")
    whole = one(day, "a")
    assert (whole.start, whole.end) == (before.start, before.end) == (whole.original_start, whole.original_end)
    with pytest.raises(Unknown):
        one(day, second)


def test_a_gap_is_merged_only_when_she_says_so_and_never_becomes_an_original(day: Desk) -> None:
    before = total(day)
    with pytest.raises(Invalid) as refused:
        day.merge_times("b", "c")
    assert refused.value.why == "gap"
    assert total(day) == before
    day.merge_times("b", "c", with_gap=True)
    whole = one(day, "b")
    assert (whole.start, whole.end) == (at(9, 30, 20), at(11))
    assert (whole.original_start, whole.original_end) == (at(10, 25), at(11))
    assert total(day) == before + timedelta(minutes=25)


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("a", "c"), ("c", "d")])
def test_only_times_of_the_same_work_merge(day: Desk, first: str, second: str) -> None:
    with pytest.raises(Invalid):
        day.merge_times(first, second, with_gap=True)


def test_nothing_is_merged_over_another_time(day: Desk) -> None:
    day.change_time("a", task="lettres", client="ver", note="", billable=True)
    with pytest.raises(Invalid) as refused:
        day.merge_times("a", "c", with_gap=True)
    assert refused.value.why == Why.OVERLAP


def test_a_boundary_takes_its_neighbour_along_both_ways(day: Desk) -> None:
    before = total(day)
    for minute in (40, 15):
        day.move_boundary("a", Edge.END, at(9, minute))
        assert one(day, "a").end == one(day, "b").start == at(9, minute)
        assert total(day) == before
    assert one(day, "b").original_start == at(9, 30, 20)
    day.move_boundary("b", Edge.START, at(9, 20))
    assert one(day, "a").end == at(9, 20)


def test_a_boundary_never_eats_overlaps_or_runs_ahead(day: Desk) -> None:
    for key, edge, to, why in (
        ("a", Edge.END, at(10), "eaten"), ("b", Edge.END, at(11), "eaten"), ("d", Edge.END, at(11, 31), "future"),
        ("a", Edge.END, at(8, 59), Why.ORDER), ("a", Edge.START, at(8, day=DAY - timedelta(days=1)), Why.TOO_LONG),
    ):
        before = drawn(day)
        with pytest.raises(Invalid) as refused:
            day.move_boundary(key, edge, to)
        assert refused.value.why == why
        assert drawn(day) == before


def test_a_boundary_that_comes_to_another_time_over_a_gap_takes_it_along(day: Desk) -> None:
    day.move_boundary("b", Edge.END, at(10, 30))
    assert one(day, "b").end == one(day, "c").start == at(10, 30)
    assert one(day, "c").original_start == at(10, 25)
    day.move_boundary("c", Edge.START, at(9, 50))
    assert (one(day, "b").end, one(day, "c").start) == (at(9, 50), at(9, 50))


def test_a_step_stops_where_it_meets_another_time_and_then_takes_it_along(day: Desk) -> None:
    there = day.step_of("b", Edge.END, at(10, 22), timedelta(minutes=5))
    assert there == at(10, 25)
    day.move_boundary("b", Edge.END, there)
    day.move_boundary("b", Edge.END, day.step_of("b", Edge.END, there, timedelta(minutes=5)))
    assert one(day, "b").end == one(day, "c").start == at(10, 30)
    assert day.step_of("d", Edge.END, at(11, 29), timedelta(minutes=5)) == at(11, 30)


def test_what_is_typed_stays_typed_and_traced(day: Desk) -> None:
    day.correct_time("d", at(11), at(11, 10))
    assert (one(day, "d").origin, one(day, "d").original_end) == (Origin.TYPED, at(11, 20))
    assert one(day, "d").note == "courrier"


def test_a_gap_is_filled_with_typed_time_and_only_where_there_is_room(day: Desk) -> None:
    key = day.fill_gap(at(10, 10), at(10, 25), task="devis", note="appel")
    filled = one(day, key)
    assert (filled.origin, filled.client, filled.billable, filled.note) == (Origin.TYPED, "tuy", True, "appel")
    own = one(day, day.fill_gap(at(8), at(8, 20), note="rangement"))
    assert (own.client, own.billable) == (None, False)
    assert one(day, day.fill_gap(at(8, 20), at(8, 40), client="ver")).task is None
    for begin, end in ((at(10, 20), at(10, 30)), (at(11, 25), at(11, 31)), (at(8, 50), at(8, 45))):
        with pytest.raises(Invalid):
            day.fill_gap(begin, end, client="tuy")
    with pytest.raises(Invalid):
        day.fill_gap(at(8, 40), at(8, 50), client="nobody")


def test_a_time_given_to_another_client_keeps_its_hours_and_the_instant(day: Desk) -> None:
    day.change_time("a", task="lettres", client="whoever", note="pour elle", billable=True)
    changed = one(day, "a")
    assert (changed.task, changed.client, changed.note) == ("lettres", "ver", "pour elle")
    assert (changed.origin, changed.corrected_at, changed.original_start) == (Origin.MEASURED, day.clock(), None)
    day.change_time("a", task=None, client=None, note="pour elle", billable=True)
    assert (one(day, "a").client, one(day, "a").billable) == (None, False)


def test_a_note_alone_is_no_correction_and_nothing_changed_is_no_verb(day: Desk) -> None:
    day.change_time("a", task="devis", client="tuy", note="", billable=True)
    assert day.last_done is None
    day.change_time("a", task="devis", client="tuy", note="privé", billable=True)
    assert (one(day, "a").note, one(day, "a").corrected_at) == ("privé", None)


def test_a_running_session_began_earlier_and_its_start_stays_known(day: Desk, clock: HandClock) -> None:
    day.start("devis")
    clock.advance(minutes=5)
    before = total(day)
    day.begin_at(at(11, 22))
    kept, focus = one(day, drawn_key(day, Part.WORK)), day.ledger.get(Focus, "focus")
    assert (kept.start, kept.end, kept.original_start) == (at(11, 22), at(11, 35), at(11, 30))
    assert focus.worked(clock()) == timedelta(minutes=13)
    assert total(day) == before + timedelta(minutes=8)
    clock.advance(minutes=1)
    assert drawn(day)[-2:] == [(Part.WORK, "11:22", "11:35"), (Part.RUNNING, "11:35", "11:36")]
    for wrong in (at(11, 10), at(11, 40)):
        with pytest.raises(Invalid):
            day.begin_at(wrong)
    day.undo()
    assert drawn(day)[-1] == (Part.RUNNING, "11:30", "11:36")


def test_a_session_can_have_begun_before_it_was_started(day: Desk) -> None:
    day.start("devis")
    day.begin_at(at(11, 25))
    assert drawn(day)[-1] == (Part.WORK, "11:25", "11:30")


def drawn_key(desk: Desk, part: Part) -> str:
    return [p for p in desk.strip(DAY) if p.part is part][-1].key


def test_the_running_start_is_a_boundary_and_without_a_session_there_is_none(day: Desk, clock: HandClock) -> None:
    with pytest.raises(NotNow):
        day.begin_at(at(11, 25))
    clock.set("2026-11-23T11:20")
    day.start("devis")
    clock.advance(minutes=10)
    before = total(day)
    day.move_boundary("d", Edge.END, at(11, 15))
    assert total(day) == before
    assert one(day, "d").end == at(11, 15)
    day.move_boundary(drawn_key(day, Part.WORK), Edge.START, at(11, 18))
    assert one(day, "d").end == at(11, 18)
    with pytest.raises(NotNow):
        day.move_boundary(RUNNING, Edge.END, at(11, 25))
