"""The day as a strip: what its pieces are, what each verb makes of them, and the laws no sequence of verbs breaks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.breaks import Break
from pupitre.client import Client
from pupitre.desk import Desk
from pupitre.doubts import Why
from pupitre.entry import Entry, Origin, minutes_of
from pupitre.errors import Invalid, NotNow, PupitreError, Unknown
from pupitre.focus import Focus
from pupitre.ports import Value
from pupitre.strip import RUNNING, Edge, Part, Segment
from pupitre.task import Task
from tests.domain.test_closing import close_days
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
    return [(p.part, f"{p.start.astimezone(PARIS):%H:%M}", f"{p.end.astimezone(PARIS):%H:%M}") for p in desk.strip(on)]


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
        ("a", Edge.END, at(10), "eaten"), ("b", Edge.END, at(10, 30), Why.OVERLAP), ("d", Edge.END, at(11, 31), "future"),
        ("a", Edge.END, at(8, 59), Why.ORDER), ("a", Edge.START, at(8, day=DAY - timedelta(days=1)), Why.TOO_LONG),
    ):
        before = drawn(day)
        with pytest.raises(Invalid) as refused:
            day.move_boundary(key, edge, to)
        assert refused.value.why == why
        assert drawn(day) == before


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
    given_ = one(day, "a")
    assert (given_.task, given_.client, given_.origin, given_.note) == ("lettres", "ver", Origin.MEASURED, "pour elle")
    assert (given_.corrected_at, given_.original_start) == (day.clock(), None)
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


# -- closed days ---------------------------------------------------------------------------------


def test_every_verb_works_on_a_closed_day_and_the_month_has_it_once(day: Desk, clock: HandClock) -> None:
    day.complete("devis")
    clock.set("2026-12-02T09:00")
    close_days(day)
    assert day.ledger.table(Entry) == {}
    second = day.split_time("a", at(9, 10))
    day.move_boundary("b", Edge.START, at(9, 40))
    day.merge_times("b", "c", with_gap=True)
    day.fill_gap(at(8), at(8, 30), task="devis", note="oublié")
    day.change_time(second, task="chez", client=None, note="", billable=False)
    day.delete_time("d")
    before, minutes = drawn(day), total(day)
    assert minutes == timedelta(minutes=40 + 80 + 30)
    assert day.task("devis").worked_before == timedelta()
    close_days(day)
    assert drawn(day) == before
    assert {t.id for t in day.tasks_around(DAY)} == {"devis", "lettres", "chez"}
    assert day.task("devis").worked_before == timedelta(minutes=40)
    assert minutes_of(e for _, e in day.past.entries_of("lettres")) == 80


def test_undo_takes_each_verb_on_a_closed_day_back(day: Desk, clock: HandClock) -> None:
    clock.set("2026-12-02T09:00")
    close_days(day)
    before = day.strip(DAY)
    day.split_time("a", at(9, 10))
    day.move_boundary("b", Edge.START, at(9, 40))
    day.undo()
    day.undo()
    assert day.strip(DAY) == before


# -- laws ----------------------------------------------------------------------------------------

Act = Callable[[Desk, list[Segment], Random], timedelta | None]


def _split(desk: Desk, work: list[Segment], random: Random) -> timedelta:
    piece = random.choice(work)
    desk.split_time(piece.key, _near(piece, random))
    return timedelta()


def _merge(desk: Desk, work: list[Segment], random: Random) -> timedelta:
    first, second = random.choice(work), random.choice(work)
    one_, other = sorted((first, second), key=lambda p: p.start)
    with_gap = random.random() < 0.7
    desk.merge_times(first.key, second.key, with_gap=with_gap)
    between = other.start - one_.end
    assert with_gap or between < timedelta(minutes=1)
    return between


def _move(desk: Desk, work: list[Segment], random: Random) -> timedelta | None:
    piece, edge = random.choice(work), random.choice(list(Edge))
    to = _near(piece, random)
    changed = desk.boundary(piece.key, edge, to)
    desk.move_boundary(piece.key, edge, to)
    if len(changed) == 2:
        return None
    return to - piece.end if edge is Edge.END else piece.start - to


def _fill(desk: Desk, work: list[Segment], random: Random) -> timedelta:
    piece = random.choice(work)
    begin, end = sorted((_near(piece, random), _near(piece, random)))
    desk.fill_gap(begin, end, task=random.choice(["devis", "lettres", None]))
    return end - begin


def _change(desk: Desk, work: list[Segment], random: Random) -> timedelta:
    client = random.choice(["tuy", "ver", None])
    desk.change_time(random.choice(work).key, task=None, client=client, note="", billable=True)
    return timedelta()


def _delete(desk: Desk, work: list[Segment], random: Random) -> timedelta:
    piece = random.choice(work)
    desk.delete_time(piece.key)
    return -piece.length


def _begin(desk: Desk, work: list[Segment], random: Random) -> timedelta:
    to = _near(work[-1], random)
    since = next((p.start for p in work if p.key == RUNNING), desk.clock())
    desk.begin_at(to)
    return since - to


ACTS: tuple[Act, ...] = (_split, _merge, _move, _move, _fill, _change, _delete, _begin)


def _near(piece: Segment, random: Random) -> datetime:
    """Return an instant in or around a piece, often one of its own edges."""
    base = random.choice((piece.start, piece.end, piece.start + (piece.end - piece.start) / 2))
    return base + timedelta(minutes=random.choice((0, 0, 1, -1, 5, -5, 17, -17, 300)), seconds=random.choice((0, 0, 13)))


@given(seed=st.integers(0, 2**32), closed=st.booleans())
@settings(max_examples=60)
def test_no_sequence_of_verbs_overlaps_empties_or_invents_time_and_undo_takes_all_back(seed: int, closed: bool) -> None:
    random, clock = Random(seed), HandClock()
    clock.set("2026-11-23T11:30")
    desk = Desk(MemoryArchive((*CLIENTS, *TASKS, *MORNING, PAUSE)), clock, counted_ids())
    if closed:
        clock.set("2026-12-02T09:00")
        close_days(desk)
    else:
        desk.start("lettres")
        clock.advance(minutes=12, seconds=7)
    first, done = desk.strip(DAY), 0
    for _ in range(30):
        work = [p for p in desk.strip(DAY) if p.work]
        if not work:
            break
        before, last = total(desk), desk.last_done
        try:
            change = random.choice(ACTS)(desk, work, random)
        except PupitreError:
            assert desk.last_done is last, "a refusal changes nothing"
            assert total(desk) == before
            continue
        done += desk.last_done is not last
        off = abs(total(desk) - before - (change or timedelta()))
        assert off < timedelta(minutes=1) if change is None else not off
        _is_possible(desk)
    for _ in range(done):
        desk.undo()
    assert desk.strip(DAY) == first


def _is_possible(desk: Desk) -> None:
    entries = sorted((p.entry for p in desk.strip(DAY) if p.entry is not None), key=lambda e: e.start)
    for entry_ in entries:
        assert timedelta() < entry_.length <= timedelta(hours=24)
        assert entry_.end <= desk.clock()
    for before, after in zip(entries, entries[1:], strict=False):
        assert before.end <= after.start


# -- a day of the sample week, rebuilt by hand ---------------------------------------------------


def test_a_day_of_the_sample_week_is_rebuilt_in_the_strip(
    sample_values: tuple[Value, ...], clock: HandClock
) -> None:
    """Wednesday 25 November: as she remembers it, then put right with each verb until it is what was."""
    on = date(2026, 11, 25)
    clock.set("2026-11-27T17:45")
    real = Desk(MemoryArchive(sample_values), clock, counted_ids())
    desk = Desk(MemoryArchive(v for v in sample_values if not isinstance(v, Entry)), clock, counted_ids())

    def t(hour: int, minute: int) -> datetime:
        return at(hour, minute, day=on)

    assert desk.strip(on) == ()
    for task, begin, end in (("T08", (8, 30), (9, 25)), ("T17", (9, 30), (11, 50)), ("T38", (14, 30), (15, 38)),
                             ("T38", (15, 50), (16, 52)), ("T09", (17, 0), (18, 20))):
        desk.fill_gap(t(*begin), t(*end), task=task)
    urgent = desk.split_time(key_at(desk, on, t(9, 30)), t(10, 38))
    desk.change_time(urgent, task="T22", client="ver", note="urgence", billable=True, start=t(10, 40))
    after = desk.split_time(urgent, t(11, 0))
    desk.change_time(after, task="T17", client="ver", note="", billable=True)
    desk.move_boundary(urgent, Edge.END, t(11, 2))
    dinner = desk.fill_gap(t(11, 50), t(13, 2), task="T45", note="minuteur oublié")
    desk.move_boundary(dinner, Edge.END, t(12, 10))
    halves = [desk.fill_gap(t(13, 15), t(13, 40), task="T45"), desk.fill_gap(t(13, 50), t(14, 20), task="T45")]
    desk.merge_times(halves[0], halves[1], with_gap=True)
    desk.move_boundary(key_at(desk, on, t(14, 30)), Edge.START, t(14, 40))
    call = desk.split_time(key_at(desk, on, t(15, 50)), t(16, 10))
    desk.change_time(call, task="T28", client="tuy", note="", billable=True)

    assert spans(desk, on) == spans(real, on)
    assert by_client(desk, on) == by_client(real, on)
    assert by_client(desk, on) == {"bru": 135, "ver": 138, "ysa": 85, "oei": 78, "tuy": 42}
    for client in ("bru", "ver", "ysa", "oei", "tuy"):
        assert desk.facts(client, on).minutes == real.facts(client, on).minutes


def key_at(desk: Desk, on: date, start: datetime) -> str:
    return next(p.key for p in desk.strip(on) if p.work and p.start == start)


def spans(desk: Desk, on: date) -> list[tuple[datetime, datetime, str | None, str | None]]:
    return [(p.start, p.end, p.entry.task, p.entry.client) for p in desk.strip(on) if p.entry is not None]


def by_client(desk: Desk, on: date) -> dict[str | None, int]:
    found: dict[str | None, list[Entry]] = {}
    for piece in desk.strip(on):
        if piece.entry is not None:
            found.setdefault(piece.entry.client, []).append(piece.entry)
    return {client: minutes_of(entries) for client, entries in found.items()}
