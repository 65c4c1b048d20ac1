"""What a desk lives through: gaps, clocks that are set, the end of a day, a program that ended."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest

from pupitre.absence import Absence, Why
from pupitre.breaks import Break
from pupitre.client import Client
from pupitre.desk import Desk
from pupitre.entry import Entry, Origin
from pupitre.errors import Invalid, StorageFailed, Unknown
from pupitre.focus import Focus, State, state_of
from pupitre.ports import Archive
from pupitre.timer import Recovery
from pupitre.value import replace
from tests.machines import Machine
from tests.memory import PARIS, HandClock, MemoryArchive, counted_ids


@pytest.fixture
def machine(clock: HandClock) -> Machine:
    return Machine(clock)


@pytest.fixture
def busy(desk: Desk, machine: Machine) -> Desk:
    """A desk with a session that has run for ten minutes since 9:10."""
    desk.take_in([Client(id="tuy", name="Tuyauterie", label="TUY"), Client(id="ver", name="Verdelet", label="VER")])
    desk.beat(machine())
    desk.start(desk.add_task(desk.understand("Devis @tuy")).id)
    live(desk, machine, 600)
    return desk


def live(desk: Desk, machine: Machine, seconds: float) -> None:
    while seconds > 0:
        machine.run(min(seconds, 20))
        desk.beat(machine())
        seconds -= 20


def kept(desk: Desk) -> list[tuple[str, str, Origin]]:
    """Return the hours in Paris of each entry, and where they come from."""
    found = sorted(desk.ledger.table(Entry).values(), key=lambda e: e.start)
    edges = ((e.start.astimezone(PARIS), e.end.astimezone(PARIS), e.origin) for e in found)
    return [(f"{start:%d %H:%M:%S}", f"{end:%d %H:%M:%S}", origin) for start, end, origin in edges]


def test_a_gap_the_disk_refuses_is_found_again_by_the_next_beat(
    busy: Desk, machine: Machine, fail_next: Callable[[], None]
) -> None:
    machine.sleep(3600)
    fail_next()
    with pytest.raises(StorageFailed):
        busy.beat(machine())
    assert busy.ledger.table(Absence) == {}
    machine.run(1)
    assert busy.beat(machine()) is True
    assert busy.question is not None
    assert busy.question.length == timedelta(seconds=3601)
    assert busy.beat(machine()) is False
    assert kept(busy) == [("23 09:10:00", "23 09:20:00", Origin.MEASURED)]


def test_a_session_asleep_at_the_end_of_the_day_ends_where_it_was_last_alive(busy: Desk, machine: Machine) -> None:
    machine.sleep(20 * 3600)
    busy.beat(machine())
    assert (busy.focus, busy.question) == (None, None)
    assert busy.closed_session is not None
    assert kept(busy) == [("23 09:10:00", "23 09:20:00", Origin.MEASURED)]
    assert busy.returned_at == machine.clock()


def test_a_session_worked_on_across_four_is_cut_there_and_once(busy: Desk, machine: Machine) -> None:
    machine.clock.set("2026-11-24T03:59")
    busy.beat(machine())
    busy.present()
    live(busy, machine, 120)
    assert [end for _, end, _ in kept(busy)] == ["24 04:00:00"]
    assert busy.focus is not None
    assert busy.focus.worked(machine.clock()) == timedelta(minutes=12)


def test_after_a_long_silence_the_cut_of_the_day_waits_for_a_sign_of_her(busy: Desk, machine: Machine) -> None:
    busy.change_settings(replace(busy.settings, day_start=time(10)))
    live(busy, machine, 45 * 60)
    assert kept(busy) == []
    assert busy.present() is False, "under an hour nothing was forgotten"
    busy.beat(machine())
    assert kept(busy) == [("23 09:10:00", "23 10:00:00", Origin.MEASURED)]


def test_with_a_clock_set_back_no_work_lies_on_other_work_and_its_length_stays(busy: Desk, machine: Machine) -> None:
    busy.stop()
    machine.set_clock(-360)
    busy.beat(machine())
    busy.start(next(iter(busy.board().doing)).id)
    live(busy, machine, 240)
    busy.stop()
    assert kept(busy) == [
        ("23 09:06:00", "23 09:10:00", Origin.CORRECTED), ("23 09:10:00", "23 09:20:00", Origin.MEASURED),
    ]
    moved = next(e for e in busy.ledger.table(Entry).values() if e.origin is Origin.CORRECTED)
    assert moved.original_start == machine.clock() - timedelta(minutes=4), "where it was measured stays known"


def test_a_pause_lasts_as_long_as_it_lasts_whatever_the_clock_says(busy: Desk, machine: Machine) -> None:
    busy.start_break()
    live(busy, machine, 60)
    machine.set_clock(3600)
    machine.sleep(240)
    busy.beat(machine())
    busy.end_break()
    (rest,) = busy.ledger.table(Break).values()
    assert rest.end is not None
    assert rest.end - rest.start == timedelta(minutes=5)


def test_her_last_sign_moves_with_a_clock_that_is_set(busy: Desk, machine: Machine) -> None:
    busy.change_settings(replace(busy.settings, day_start=time(11)))
    busy.present()
    machine.set_clock(3600)
    live(busy, machine, 70 * 60)
    assert busy.present() is True
    assert kept(busy) == [("23 10:10:00", "23 10:20:00", Origin.MEASURED)]
    assert busy.question is not None
    assert busy.question.length == timedelta(minutes=70)


def test_ten_minutes_between_two_sleeps_are_work_though_she_touched_nothing(busy: Desk, machine: Machine) -> None:
    for _ in range(2):
        machine.sleep(1200)
        busy.beat(machine())
        live(busy, machine, 600)
    assert [a.length for a in busy.ledger.table(Absence).values()] == [timedelta(minutes=20)] * 2
    assert [(a, b) for a, b, _ in kept(busy)] == [("23 09:10:00", "23 09:20:00"), ("23 09:40:00", "23 09:50:00")]


def test_undo_does_not_bring_back_a_session_over_a_sleep(busy: Desk, machine: Machine) -> None:
    busy.stop()
    busy.add_client("Brumeval")
    machine.sleep(3600)
    busy.beat(machine())
    assert busy.undo().verb == "add_client", "what is no session can still be taken back"
    assert busy.last_done is None


def test_work_declared_outside_the_absence_or_for_nobody_known_is_refused(busy: Desk, machine: Machine) -> None:
    machine.sleep(3600)
    busy.beat(machine())
    for wrong in (timedelta(hours=2), timedelta(minutes=-1)):
        absence = busy.question
        assert absence is not None
        with pytest.raises(Invalid) as refused:
            busy.recover(Recovery.KEEP, until=absence.start + wrong)
        assert (refused.value.field, refused.value.why) == ("hour", "range")
    with pytest.raises(Unknown):
        busy.recover(Recovery.OTHER, client="gone")
    assert busy.question == absence


def test_an_absence_is_no_work_where_she_noted_other_work(busy: Desk, machine: Machine) -> None:
    machine.sleep(3600)
    busy.beat(machine())
    absence = busy.question
    assert absence is not None
    here = absence.start + timedelta(minutes=20)
    busy.take_in([Entry(id="other", start=here, end=here + timedelta(minutes=10), client="ver")])
    busy.recover(Recovery.KEEP)
    work = [(a, b) for a, b, origin in kept(busy) if origin is Origin.TYPED]
    assert work == [("23 09:20:00", "23 09:40:00"), ("23 09:50:00", "23 10:20:00")]
    assert busy.focus is not None
    assert busy.focus.worked(machine.clock()) == timedelta(minutes=60)


# -- a program that ended --------------------------------------------------------------------------


def killed(archive: MemoryArchive, clock: HandClock, *, at: str, touched: str, again: str) -> Desk:
    """Return a desk opened again, its program killed with a session; `touched` is her last key."""
    clock.set(touched)
    desk = Desk(archive, clock, counted_ids())
    desk.start(desk.add_task(desk.understand("Devis")).id)
    clock.set(at)
    desk.heartbeat()
    clock.set(again)
    found = Desk(archive, clock, counted_ids("again"))
    found.settle()
    return found


@pytest.mark.parametrize(("at", "again", "why", "end"), [
    ("2026-11-23T18:30", "2026-11-23T19:30", Why.STOPPED, "23 18:30:00"),
    ("2026-11-23T18:30", "2026-11-24T08:00", None, "23 18:30:00"),
    ("2026-11-24T06:00", "2026-11-24T08:00", Why.FORGOTTEN, "23 18:00:00"),
], ids=["same day", "next day", "ran all night"])
def test_a_program_that_ended_leaves_sure_work_and_at_most_one_question(
    at: str, again: str, why: Why | None, end: str, clock: HandClock
) -> None:
    found = killed(MemoryArchive(), clock, at=at, touched="2026-11-23T18:00", again=again)
    assert (found.question.why if found.question else None) == why
    assert [b for _, b, _ in kept(found)] == ([end] if end != "23 18:00:00" else [])
    assert state_of(found.focus) is (State.PAUSED if why is Why.STOPPED else State.IDLE)
    assert (found.closed_session is None) is (why is not None)
    found.settle()
    assert len(found.ledger.table(Absence)) == (why is not None), "settling twice asks nothing more"


def test_a_program_that_ended_before_the_clock_was_set_back_loses_nothing(clock: HandClock) -> None:
    evening = {"at": "2026-11-23T18:30", "touched": "2026-11-23T18:00", "again": "2026-11-23T17:00"}
    found = killed(MemoryArchive(), clock, **evening)
    assert [e.length for e in found.ledger.table(Entry).values()] == [timedelta(minutes=30)]
    assert all(e.end <= clock() for e in found.ledger.table(Entry).values())
    assert state_of(found.focus) is State.PAUSED


def test_a_session_of_an_earlier_version_has_no_sign_of_her_and_is_not_called_forgotten(clock: HandClock) -> None:
    clock.set("2026-11-24T03:30")
    began = clock()
    old = Focus(task=None, client=None, planned_min=25, began=began, running_since=began, last_seen=began)
    desk = Desk(MemoryArchive([old]), clock, counted_ids())
    clock.set("2026-11-24T04:20")
    desk.beat()
    assert desk.question is None
    assert state_of(desk.focus) is State.RUNNING


def test_an_unanswered_absence_stays_on_the_desk_and_an_answered_one_goes_to_its_month(
    busy: Desk, machine: Machine, archive: Archive
) -> None:
    machine.sleep(3600)
    busy.beat(machine())
    busy.stop()
    for answer in (None, Recovery.RESUME):
        if answer is not None:
            busy.recover(answer)
        machine.clock.advance(hours=24)
        for _ in busy.closing_days():
            pass
        assert bool(busy.ledger.table(Absence)) is (answer is None)
    assert [v for v in archive.past("2026-11") if isinstance(v, Absence)] != []
