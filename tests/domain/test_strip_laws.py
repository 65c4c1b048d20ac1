"""The strip of a closed day, what no sequence of its verbs breaks, and a day of the sample week rebuilt by hand."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.desk import Desk
from pupitre.entry import Entry, minutes_of
from pupitre.errors import PupitreError
from pupitre.ports import Value
from pupitre.strip import RUNNING, Edge, Segment
from tests.domain.test_closing import close_days
from tests.domain.test_strip import CLIENTS, DAY, MORNING, PAUSE, TASKS, at, day, drawn, total
from tests.memory import HandClock, MemoryArchive, counted_ids

__all__ = ["day"]


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

Act = Callable[[Desk, list[Segment], Random], timedelta]


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


def _move(desk: Desk, work: list[Segment], random: Random) -> timedelta:
    piece, edge = random.choice(work), random.choice(list(Edge))
    to = _near(piece, random)
    changed = desk.boundary(piece.key, edge, to)
    desk.move_boundary(piece.key, edge, to)
    if len(changed) == 2:  # the neighbour gives what the piece takes: only the gap between them is new
        other = next(p for p in work if p.key == changed[1].id)
        return other.start - piece.end if edge is Edge.END else piece.start - other.end
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


ACTS: tuple[Act, ...] = (_split, _split, _merge, _merge, _move, _move, _fill, _fill, _fill, _change, _delete, _begin)


def _near(piece: Segment, random: Random) -> datetime:
    """Return an instant in or around a piece, often one of its own edges."""
    base = random.choice((piece.start, piece.end, piece.start + (piece.end - piece.start) / 2))
    minutes, seconds = random.choice((0, 0, 1, -1, 5, -5, 17, -17, 300)), random.choice((0, 0, 13))
    return base + timedelta(minutes=minutes, seconds=seconds)


@given(seed=st.integers(0, 2**32), closed=st.booleans())
@settings(max_examples=60)
def test_no_sequence_of_verbs_breaks_a_day_and_undo_takes_all_back(seed: int, closed: bool) -> None:
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
        assert total(desk) == before + change
        _is_possible(desk)
    for _ in range(done):
        desk.undo()
    assert desk.strip(DAY) == first


def _is_possible(desk: Desk) -> None:
    entries = sorted((p.entry for p in desk.strip(DAY) if p.entry is not None), key=lambda e: e.start)
    for entry_ in entries:
        assert timedelta() < entry_.length <= timedelta(hours=24)
        assert entry_.end <= desk.clock()
    for before, after in pairwise(entries):
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
