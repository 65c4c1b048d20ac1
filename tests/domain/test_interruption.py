"""Someone breaks in: the running work waits, the call has its own time, and all of it is whole or not at all."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.breaks import Break
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.entry import Entry, Origin
from pupitre.errors import Invalid, StorageFailed, Unknown
from pupitre.focus import Focus, State
from pupitre.interruption import Details, Interruption, Outcome
from pupitre.phrases import read
from pupitre.ports import Value
from pupitre.task import Task
from pupitre.verbs import Verb
from storage.exchange import dump, parse
from tests.memory import HandClock, MemoryArchive, counted_ids

Held = Callable[[], dict[tuple[type[Value], str], Value]]
MINUTE = timedelta(minutes=1)


def at_work(desk: Desk, clock: HandClock, *, minutes: float = 20) -> Task:
    """Return a task on which a session has been running for some minutes."""
    tuy = desk.add_client("Tuyauterie Petit")
    task = desk.add_task(desk.understand(f"Relances @{tuy.label}"))
    desk.start(task.id)
    clock.advance(minutes=minutes)
    return task


def entries(desk: Desk) -> list[Entry]:
    return sorted(desk.ledger.table(Entry).values(), key=lambda e: e.start)


def call_at(desk: Desk, words: str) -> Deadline | None:
    return read(words, desk.moment).value


def everything(desk: Desk) -> set[Value]:
    return set(desk.everything())


def test_the_key_is_on_the_disk_before_anything_is_asked(desk: Desk, clock: HandClock, held: Held) -> None:
    task = at_work(desk, clock)
    broke = desk.begin_interruption()
    assert held()[Interruption, broke.id] == broke
    assert (broke.at, broke.interrupted_task, broke.pauses_timer) == (clock.now, task.id, True)
    focus = held()[Focus, "focus"]
    assert isinstance(focus, Focus)
    assert focus.state is State.PAUSED
    assert [e.length for e in entries(desk)] == [20 * MINUTE]


def test_the_session_goes_on_where_it_was_and_the_call_belongs_to_its_client(desk: Desk, clock: HandClock) -> None:
    task = at_work(desk, clock)
    bru = desk.add_client("Cabinet Brunet")
    desk.begin_interruption()
    clock.advance(minutes=7)
    told = desk.end_interruption(Details(client=bru.id, channel="telephone", summary="Où en sont les pièces ?"))
    clock.advance(minutes=5)
    assert (told.minutes, told.source, told.outcome, told.last_seen) == (7, bru.id, Outcome.DEALT_WITH, None)
    assert desk.focus is not None
    assert (desk.focus.task, desk.focus.state, desk.focus.worked(clock.now)) == (task.id, State.RUNNING, 25 * MINUTE)
    desk.stop()
    work, call, rest = entries(desk)
    assert (call.client, call.task, call.billable, call.origin) == (bru.id, None, True, Origin.MEASURED)
    assert (work.end, call.end) == (call.start, rest.start)
    assert desk.facts(bru.id, desk.today).minutes == 7


def test_a_call_for_nobodys_account_is_unbilled(desk: Desk, clock: HandClock) -> None:
    at_work(desk, clock)
    desk.begin_interruption()
    clock.advance(minutes=3)
    told = desk.end_interruption(Details(source="perso"))
    assert told.source == "perso"
    assert [(e.client, e.billable) for e in entries(desk)][1:] == [(None, False)]


@pytest.mark.parametrize("paused", [True, False])
def test_what_did_not_run_does_not_run_afterwards(desk: Desk, clock: HandClock, paused: bool) -> None:
    at_work(desk, clock)
    if paused:
        desk.pause()
    else:
        desk.stop()
    before = desk.focus
    desk.begin_interruption()
    clock.advance(minutes=3)
    desk.end_interruption(Details())
    assert desk.focus == before


def test_a_pause_ends_with_the_call_and_none_is_invented_after_it(desk: Desk, clock: HandClock) -> None:
    at_work(desk, clock)
    desk.start_break()
    clock.advance(minutes=2)
    desk.begin_interruption()
    clock.advance(minutes=3)
    desk.end_interruption(Details())
    [rest] = desk.ledger.table(Break).values()
    assert rest.end == rest.start + 2 * MINUTE
    assert desk.focus is not None
    assert desk.focus.state is State.PAUSED


def test_a_second_key_does_not_begin_a_second_call(desk: Desk, clock: HandClock) -> None:
    first = desk.begin_interruption()
    clock.advance(minutes=1)
    assert desk.begin_interruption() == first
    assert len(desk.ledger.table(Interruption)) == 1


def test_a_promised_call_becomes_a_task_with_its_hour(desk: Desk, clock: HandClock) -> None:
    at_work(desk, clock)
    bru = desk.add_client("Cabinet Brunet")
    desk.begin_interruption()
    when = call_at(desk, "14h30")
    told = desk.end_interruption(
        Details(client=bru.id, outcome=Outcome.CALL_BACK, call_back=when, title="Rappeler Cabinet Brunet")
    )
    task = desk.task(told.created_task or "")
    assert (task.title, task.client, task.deadline) == ("Rappeler Cabinet Brunet", bru.id, when)
    assert task.deadline is not None
    assert task.deadline.hour(desk.settings.zone) is not None


def test_a_noted_task_is_read_like_any_line(desk: Desk) -> None:
    tuy = desk.add_client("Tuyauterie Petit")
    desk.begin_interruption()
    told = desk.end_interruption(
        Details(client=tuy.id, outcome=Outcome.MADE_TASK, summary="Devis chaudière vendredi 17h ~30min")
    )
    task = desk.task(told.created_task or "")
    assert (task.title, task.client, task.estimate_min) == ("Devis chaudière", tuy.id, 30)
    assert task.deadline == call_at(desk, "vendredi 17h")


@pytest.mark.parametrize(("details", "field"), [
    (Details(client="nobody"), "client"),
    (Details(outcome=Outcome.CALL_BACK, title="Rappeler"), "call_back"),
    (Details(outcome=Outcome.MADE_TASK), "summary"),
    (Details(minutes=24 * 60 + 1), "minutes"),
    (Details(minutes=25), "minutes"),
], ids=["client", "hour", "title", "too long", "no room"])
def test_what_is_refused_leaves_the_call_open(desk: Desk, clock: HandClock, details: Details, field: str) -> None:
    at_work(desk, clock)
    desk.begin_interruption()
    clock.advance(minutes=3)
    before = everything(desk)
    with pytest.raises(Invalid) as refusal:
        desk.end_interruption(details)
    assert refusal.value.field == field
    assert everything(desk) == before


def test_typed_minutes_keep_the_measured_times(desk: Desk, clock: HandClock) -> None:
    at_work(desk, clock)
    broke = desk.begin_interruption()
    clock.advance(minutes=10)
    assert desk.end_interruption(Details(minutes=4)).minutes == 4
    call = entries(desk)[1]
    assert (call.origin, call.start, call.length) == (Origin.CORRECTED, broke.at, 4 * MINUTE)
    assert (call.original_start, call.original_end, call.corrected_at) == (broke.at, clock.now, clock.now)


def test_a_call_longer_than_measured_began_before_the_key(desk: Desk, clock: HandClock) -> None:
    task = at_work(desk, clock)
    desk.begin_interruption()
    clock.advance(minutes=2)
    desk.end_interruption(Details(minutes=10))
    work, call = entries(desk)
    assert (work.length, call.length, work.end, call.end) == (12 * MINUTE, 10 * MINUTE, call.start, clock.now)
    assert (work.origin, work.task, work.original_end) == (Origin.CORRECTED, task.id, clock.now - 2 * MINUTE)
    assert desk.focus is not None
    assert desk.focus.worked(clock.now) == 12 * MINUTE


@given(
    work=st.integers(1, 90), call=st.integers(0, 40), typed=st.none() | st.integers(0, 90), on=st.integers(0, 30),
    ran=st.booleans(), again=st.booleans(),
)
def test_no_minute_counts_twice(
    work: int, call: int, typed: int | None, on: int, ran: bool, again: bool,
) -> None:
    clock = HandClock()
    desk = Desk(MemoryArchive(), clock, counted_ids())
    began = clock.now
    desk.choose_mode("free")
    at_work(desk, clock, minutes=work)
    if not ran:
        desk.stop()
    desk.begin_interruption()
    clock.advance(minutes=call)
    if again and ran:
        desk.resume()
        clock.advance(minutes=3)
    try:
        desk.end_interruption(Details(minutes=typed))
    except Invalid:
        desk.end_interruption(Details())
    clock.advance(minutes=on)
    if desk.focus is not None:
        worked = desk.focus.worked(clock.now)
        desk.stop()
        assert worked == sum((e.length for e in entries(desk) if e.task is not None), timedelta())
    found = entries(desk)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert not found or (found[0].start >= began and found[-1].end <= clock.now)
    assert desk.doubts() == ()


@pytest.mark.parametrize("outcome", [Outcome.DEALT_WITH, Outcome.MADE_TASK])
def test_one_undo_takes_the_whole_call_back(desk: Desk, clock: HandClock, outcome: Outcome) -> None:
    at_work(desk, clock)
    before = everything(desk)
    desk.begin_interruption()
    clock.advance(minutes=3)
    desk.keep_interruption_alive()
    desk.add_client("Arrivé entre-temps")
    desk.end_interruption(Details(outcome=outcome, summary="Devis", minutes=8))
    desk.undo()
    assert {v for v in everything(desk) if getattr(v, "name", "") != "Arrivé entre-temps"} == before
    assert [desk.undo().verb for _ in range(2)] == [Verb.ADD_CLIENT, Verb.START]


def test_a_killed_call_is_found_again_and_counts_until_its_last_sign_of_life(
    desk: Desk, held: Held, clock: HandClock, new_id: Callable[[], str]
) -> None:
    task = at_work(desk, clock)
    broke = desk.begin_interruption()
    clock.advance(seconds=90)
    desk.keep_interruption_alive()
    clock.advance(hours=1)
    again = Desk(MemoryArchive(held().values()), clock, new_id)
    again.keep_interruption_alive()
    found = again.interruption
    assert found is not None
    assert (found.id, again.interruption_lasts()) == (broke.id, 1.5 * MINUTE)
    again.end_interruption(Details())
    assert [e.length for e in entries(again)] == [20 * MINUTE, 1.5 * MINUTE]
    assert again.focus is not None
    assert (again.focus.task, again.focus.state) == (task.id, State.RUNNING)
    again.undo()
    assert again.interruption is None
    assert again.ledger.table(Interruption) == {}


def test_she_can_say_how_long_a_killed_call_was(
    desk: Desk, held: Held, clock: HandClock, new_id: Callable[[], str]
) -> None:
    at_work(desk, clock)
    desk.begin_interruption()
    clock.advance(hours=1)
    again = Desk(MemoryArchive(held().values()), clock, new_id)
    again.end_interruption(Details(minutes=15))
    assert [e.length for e in entries(again)] == [20 * MINUTE, 15 * MINUTE]


def test_the_session_of_yesterday_stays_paused(desk: Desk, clock: HandClock) -> None:
    at_work(desk, clock)
    desk.begin_interruption()
    clock.advance(hours=24)
    desk.end_interruption(Details(minutes=5))
    assert desk.focus is not None
    assert desk.focus.state is State.PAUSED


def test_the_time_a_machine_slept_is_no_call(desk: Desk, clock: HandClock) -> None:
    desk.begin_interruption()
    for _ in range(6):
        clock.advance(seconds=30)
        desk.keep_interruption_alive()
    clock.advance(hours=2)
    desk.keep_interruption_alive()
    assert desk.interruption_lasts() == 3 * MINUTE
    assert desk.end_interruption(Details()).minutes == 3


def test_an_open_call_stays_on_the_desk_when_its_day_is_closed(desk: Desk, clock: HandClock) -> None:
    broke = desk.begin_interruption()
    clock.advance(hours=24)
    list(desk.closing_days())
    assert desk.interruption == broke
    desk.end_interruption(Details(minutes=5))
    list(desk.closing_days())
    assert desk.ledger.table(Interruption) == {}
    assert [v.minutes for v in desk.everything() if isinstance(v, Interruption)] == [5]


def test_typed_time_finds_no_room_in_an_open_call(desk: Desk, clock: HandClock) -> None:
    task = at_work(desk, clock)
    broke = desk.begin_interruption()
    clock.advance(minutes=1)
    desk.keep_interruption_alive()
    desk.note_time(task.id, 10)
    assert all(e.end <= broke.at for e in entries(desk))


def test_a_call_goes_out_and_comes_in_as_before(desk: Desk, clock: HandClock) -> None:
    at_work(desk, clock)
    desk.begin_interruption()
    clock.advance(minutes=3)
    told = desk.end_interruption(Details(channel="telephone", summary="Livraison"))
    came = [v for v in parse(dump(tuple(desk.everything()), clock.now)) if isinstance(v, Interruption)]
    assert came == [told]


def test_a_call_can_go_out_after_its_task_was_deleted(desk: Desk, clock: HandClock) -> None:
    task = at_work(desk, clock)
    desk.begin_interruption()
    told = desk.end_interruption(Details(outcome=Outcome.MADE_TASK, summary="Devis"))
    desk.stop()
    desk.delete_task(task.id)
    desk.delete_task(told.created_task or "")
    [came] = [v for v in parse(dump(tuple(desk.everything()), clock.now)) if isinstance(v, Interruption)]
    assert (came.interrupted_task, came.created_task) == (None, None)


def test_a_refusing_disk_begins_and_ends_nothing(
    desk: Desk, clock: HandClock, fail_next: Callable[[], None]
) -> None:
    at_work(desk, clock)
    before = everything(desk)
    fail_next()
    with pytest.raises(StorageFailed):
        desk.begin_interruption()
    assert everything(desk) == before


def test_there_is_nothing_to_end_without_a_call(desk: Desk) -> None:
    with pytest.raises(Unknown):
        desk.end_interruption(Details())


def test_more_can_be_said_of_a_call_that_is_over(desk: Desk, clock: HandClock) -> None:
    at_work(desk, clock)
    bru = desk.add_client("Cabinet Brunet")
    desk.begin_interruption()
    clock.advance(minutes=3)
    told = desk.end_interruption(Details())
    times = [(e.start, e.end) for e in entries(desk)]
    before = everything(desk)
    clock.advance(minutes=1)
    said = Details(client=bru.id, outcome=Outcome.MADE_TASK, summary="Pièces à classer", channel="mail")
    more = desk.amend_interruption(told.id, said)
    assert (more.source, more.minutes, more.channel) == (bru.id, 3, "mail")
    assert [(e.start, e.end) for e in entries(desk)] == times
    assert [e.client for e in entries(desk) if e.id == told.id] == [bru.id]
    assert desk.amend_interruption(told.id, said).created_task == more.created_task
    assert len([t for t in desk.ledger.table(Task).values() if t.title == "Pièces à classer"]) == 1
    desk.undo()
    desk.undo()
    assert everything(desk) == before


def test_no_break_is_proposed_during_a_call(desk: Desk, clock: HandClock) -> None:
    at_work(desk, clock, minutes=49.5)
    desk.begin_interruption()
    clock.advance(seconds=90)
    desk.keep_interruption_alive()
    assert desk.break_due() is None
    desk.end_interruption(Details())
    assert desk.break_due() == 51 * MINUTE


def test_a_pause_begun_during_a_call_ends_the_call_and_goes_on(desk: Desk, clock: HandClock) -> None:
    at_work(desk, clock)
    desk.begin_interruption()
    clock.advance(minutes=4)
    desk.start_break()
    clock.advance(minutes=1)
    assert desk.end_interruption(Details()).minutes == 4
    assert desk.pause_under_way is not None
    assert desk.focus is not None
    assert desk.focus.state is State.PAUSED
