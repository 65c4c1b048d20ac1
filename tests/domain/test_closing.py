"""A day that is over goes to its month; nothing that can be asked of the desk changes by it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from random import Random

import pytest

from pupitre.client import Billing, Client, Mode
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.entry import Entry, Origin
from pupitre.errors import DamagedMonth, Invalid, PupitreError, StorageFailed, Unknown
from pupitre.ports import Archive
from pupitre.report import Report, Sent
from pupitre.shelf import Recalled, Shelf
from pupitre.task import Status, Task
from pupitre.value import replace
from tests.memory import PARIS, HandClock, MemoryArchive, counted_ids

CLIENTS = (
    Client(id="tuy", name="Tuyauterie", label="TUY", billing=Billing(mode=Mode.PACK, pack_hours=100)),  # type: ignore[arg-type]
    Client(id="ver", name="Verdelet", label="VER", billing=Billing(mode=Mode.MONTHLY_HOURS, monthly_hours=20)),  # type: ignore[arg-type]
)
LAST_DAY = date(2026, 10, 30)


def close_days(desk: Desk) -> None:
    for _ in desk.closing_days():
        pass


@pytest.fixture
def worked(archive: Archive, clock: HandClock) -> Desk:
    """A Friday of October and the Monday after it: one task done, one open with time, one given up."""
    clock.set("2026-10-30T09:00")
    desk = Desk(archive, clock, counted_ids())
    desk.take_in(CLIENTS)
    done, opened, dropped = (
        desk.add_task(desk.understand(f"{title} @tuy ~1h")).id for title in ("Faite", "Ouverte", "Abandonnée")
    )
    for key in (done, opened):
        desk.start(key)
        clock.advance(minutes=20)
        desk.stop()
    desk.complete(done)
    desk.drop(dropped, "sans objet")
    desk.start_break()
    clock.advance(minutes=5)
    desk.end_break()
    desk.mark_report("tuy", LAST_DAY, Sent.COPIED)
    clock.set("2026-11-02T09:10")
    return desk


def titles(desk: Desk) -> set[str]:
    return {t.title for t in desk.ledger.table(Task).values()}


def test_what_is_over_leaves_the_desk_and_what_is_open_stays(worked: Desk) -> None:
    close_days(worked)
    assert list(worked.closing_days()) == []
    assert titles(worked) == {"Ouverte"}
    assert worked.ledger.table(Entry) == {}
    assert worked.ledger.table(Report) == {}
    assert worked.past.months() == ("2026-10",)
    assert worked.ledger.table(Shelf)["shelf"].months == ("2026-10",)
    kinds = sorted(type(v).__name__ for v in worked.past.values("2026-10"))
    assert kinds == ["Break", "Entry", "Entry", "Report", "Task", "Task"]


def test_today_stays_whatever_its_state(worked: Desk, clock: HandClock) -> None:
    clock.set("2026-10-31T03:59")  # her day ends at four
    before = titles(worked)
    close_days(worked)
    assert titles(worked) == before == {"Faite", "Ouverte", "Abandonnée"}


def test_a_report_of_a_closed_day_is_that_of_its_evening(worked: Desk) -> None:
    before, drafted = worked.facts("tuy", LAST_DAY), worked.report("tuy", LAST_DAY)
    assert (before.minutes, len(before.done), len(before.unfinished)) == (40, 1, 2)
    close_days(worked)
    after = worked.facts("tuy", LAST_DAY)
    told = [replace(f, task=replace(f.task, worked_before=timedelta())) for f in (*after.done, *after.unfinished)]
    assert told == [*before.done, *before.unfinished]
    assert (after.minutes, after.rounded, after.allowance) == (before.minutes, before.rounded, before.allowance)
    assert worked.report("tuy", LAST_DAY) == drafted


def test_the_estimate_remembers_the_work_of_closed_days(worked: Desk) -> None:
    before = worked.capacity()
    close_days(worked)
    assert worked.capacity() == before
    opened = next(iter(worked.ledger.table(Task).values()))
    assert opened.worked_before == timedelta(minutes=20)


def test_a_task_of_a_closed_month_comes_back_and_is_there_once(worked: Desk, clock: HandClock) -> None:
    close_days(worked)
    key = next(v.id for v in worked.past.values("2026-10") if isinstance(v, Task) and v.title == "Faite")
    worked.reopen(key)
    assert titles(worked) == {"Faite", "Ouverte"}
    assert key not in {v.id for v in worked.past.values("2026-10")}
    clock.advance(hours=24)
    close_days(worked)
    assert worked.task(key).status is Status.TODO
    assert worked.ledger.table(Recalled) == {}
    worked.complete(key)
    clock.advance(hours=24)
    close_days(worked)
    found = [(m, v.id) for m in worked.past.months() for v in worked.past.values(m) if v.id == key]
    assert found == [("2026-11", key)]
    assert worked.task(key).worked_before == timedelta(minutes=20)


def test_a_correction_of_a_closed_day_is_traced_and_counted_once(worked: Desk, clock: HandClock) -> None:
    close_days(worked)
    opened = next(iter(worked.ledger.table(Task).values()))
    entry = next(v for v in worked.past.values("2026-10") if isinstance(v, Entry) and v.task == opened.id)
    now = clock()
    worked.correct_time(entry.id, entry.start, entry.end - timedelta(minutes=5))
    for _ in range(2):
        facts = worked.facts("tuy", LAST_DAY)
        assert facts.minutes == 35
        assert {f.task.title: f.minutes for f in facts.unfinished} == {"Ouverte": 15, "Abandonnée": 0}
        assert worked.past.used(CLIENTS[0], date.min, LAST_DAY, [
            e for e in worked.ledger.table(Entry).values() if e.client == "tuy"
        ], worked.settings) == 45
        clock.advance(hours=24)
        close_days(worked)
    month, traced = worked.past.find(Entry, entry.id) or ("", entry)
    assert month == "2026-10"
    assert (traced.origin, traced.corrected_at) == (Origin.CORRECTED, now)
    assert (traced.original_start, traced.original_end) == (entry.start, entry.end)
    assert worked.task(opened.id).worked_before == timedelta(minutes=15)


def test_a_deleted_time_of_a_closed_day_is_gone_unless_undone(worked: Desk, clock: HandClock) -> None:
    close_days(worked)
    entry = next(v for v in worked.past.values("2026-10") if isinstance(v, Entry))
    worked.delete_time(entry.id)
    assert worked.facts("tuy", LAST_DAY).minutes == 20
    worked.undo()
    assert worked.facts("tuy", LAST_DAY).minutes == 40
    worked.delete_time(entry.id)
    clock.advance(hours=24)
    close_days(worked)
    assert worked.facts("tuy", LAST_DAY).minutes == 20
    with pytest.raises(Unknown):
        worked.delete_time(entry.id)


@pytest.mark.parametrize(("start", "end", "why"), [
    ("2026-10-30T09:10", "2026-10-30T09:30", "overlap"), ("2026-10-30T10:00", "2026-10-30T10:00", "order"),
    ("2026-10-29T06:00", "2026-10-30T06:01", "too_long"), ("2026-11-02T09:00", "2026-11-02T09:11", "future"),
])
def test_times_that_cannot_be_are_refused(worked: Desk, start: str, end: str, why: str) -> None:
    close_days(worked)
    entry = max((v for v in worked.past.values("2026-10") if isinstance(v, Entry)), key=lambda e: e.start)
    first, last = (datetime.fromisoformat(t).replace(tzinfo=PARIS) for t in (start, end))
    with pytest.raises(Invalid) as failure:
        worked.correct_time(entry.id, first, last)
    assert failure.value.why == why
    assert worked.facts("tuy", LAST_DAY).minutes == 40


def test_an_old_task_given_to_another_client_takes_all_its_time_along(worked: Desk) -> None:
    close_days(worked)
    opened = next(iter(worked.ledger.table(Task).values()))
    worked.edit_task(replace(opened, client="ver"))
    assert worked.facts("tuy", LAST_DAY).minutes == 20
    assert worked.facts("ver", LAST_DAY).minutes == 20
    assert worked.task(opened.id).worked_before == timedelta()


def test_time_noted_on_a_finished_task_of_a_closed_day_brings_it_along(worked: Desk, clock: HandClock) -> None:
    close_days(worked)
    done = next(f.task for f in worked.facts("tuy", LAST_DAY).done)
    worked.note_time(done.id, 10, "relecture", LAST_DAY)
    assert worked.facts("tuy", LAST_DAY).done[0].minutes == 30
    clock.advance(hours=24)
    close_days(worked)
    assert worked.facts("tuy", LAST_DAY).done[0].minutes == 30
    assert worked.ledger.table(Entry) == {}


def test_undo_never_reaches_behind_a_closed_day(worked: Desk) -> None:
    assert worked.last_done is not None
    close_days(worked)
    assert worked.last_done is None


def test_a_move_that_the_disk_refuses_changed_nothing(
    worked: Desk, fail_next: Callable[[], None], archive: Archive
) -> None:
    before = worked.facts("tuy", LAST_DAY)
    fail_next()
    with pytest.raises(StorageFailed):
        close_days(worked)
    assert worked.facts("tuy", LAST_DAY) == before
    assert archive.months() == ()
    close_days(worked)
    assert archive.months() == ("2026-10",)


def test_what_she_does_during_a_move_is_not_lost(worked: Desk) -> None:
    moving = worked.closing_days()
    next(moving)
    opened = next(t for t in worked.ledger.table(Task).values() if t.title == "Faite")
    worked.reopen(opened.id)
    for _ in moving:
        pass
    assert worked.task(opened.id).status is Status.TODO
    assert titles(worked) == {"Faite", "Ouverte"}
    assert {v.id for v in worked.past.values("2026-10")}.isdisjoint(titles(worked))


def test_a_move_left_in_the_middle_leaves_all_as_it_was(worked: Desk, archive: Archive) -> None:
    before = worked.facts("tuy", LAST_DAY)
    moving = worked.closing_days()
    next(moving)
    next(moving)
    del moving
    worked.add_task(worked.understand("Autre"))
    assert archive.months() == ()
    assert worked.facts("tuy", LAST_DAY) == before


def test_a_month_that_cannot_be_read_never_holds_up_today(clock: HandClock) -> None:
    clock.set("2026-10-30T09:00")
    archive = MemoryArchive()
    desk = Desk(archive, clock, counted_ids())
    desk.take_in(CLIENTS)
    for day in ("2026-10-30T09:00", "2026-11-02T09:00", "2026-11-03T09:00"):
        clock.set(day)
        close_days(desk)
        task = desk.add_task(desk.understand(f"Du {day[:10]} @tuy"))
        desk.complete(task.id)
        archive.damaged = {"2026-11"} if day.startswith("2026-11-03") else set()
    clock.set("2026-12-01T09:00")
    close_days(desk)
    assert list(desk.damaged) == ["2026-11"]
    assert titles(desk) == {"Du 2026-11-03"}, "what belongs there waits on the desk"
    desk.add_task(desk.understand("Autre @tuy"))
    today = desk.facts("tuy", date(2026, 12, 1))
    assert (today.unfinished, today.allowance, today.unread) == ((), None, "2026-11")
    with pytest.raises(DamagedMonth):
        desk.facts("tuy", date(2026, 11, 2))
    archive.damaged = set()
    desk.damaged.clear()
    desk.past.forget()
    close_days(desk)
    assert [f.task.title for f in desk.facts("tuy", date(2026, 11, 3)).done] == ["Du 2026-11-03"]


# -- the law: closing days is invisible ----------------------------------------------------------------


def verbs(desk: Desk, lot: Random, key: str, client: str) -> tuple[Callable[[], object], ...]:
    return (
        lambda: desk.add_task(desk.understand(f"Tâche {lot.randrange(1000)} @{client}")), lambda: desk.start(key),
        lambda: desk.start(key), desk.stop, lambda: desk.complete(key), lambda: desk.reopen(key),
        lambda: desk.note_time(key, lot.choice((5, 50)), "", desk.today - timedelta(days=lot.randrange(3))),
        lambda: desk.wait_for(key, "tiers"), lambda: desk.drop(key, "non"),
        lambda: desk.postpone(key, Deadline(desk.today), "plus tard"),
        lambda: desk.edit_task(replace(desk.task(key), client=client)),
    )


def live(desk: Desk, clock: HandClock, lot: Random, *, close: bool) -> None:
    """Live some weeks of random verbs; with `close`, days are closed as they end."""
    clock.set("2026-10-19T09:00")
    desk.take_in(CLIENTS)
    for _ in range(160):
        clock.advance(minutes=lot.choice((1, 7, 20, 45, 300, 900)))
        if close:
            close_days(desk)
        known = [f.task.id for c in ("tuy", "ver") for d in range(3) for s in ("done", "unfinished", "waiting")
                 for f in getattr(desk.facts(c, desk.today - timedelta(days=d)), s)]
        board = desk.board()
        known = sorted({*known, *(t.id for t in (*board.todo, *board.doing, *board.waiting))})
        key = lot.choice([*known, "nobody"])
        with suppress(PupitreError):
            lot.choice(verbs(desk, lot, key, lot.choice(("tuy", "ver"))))()


def asked(desk: Desk) -> list[object]:
    """Return all that reports and hours say of those weeks."""
    told: list[object] = []
    for client in desk.clients():
        for n in range(40):
            facts = desk.facts(client.id, date(2026, 10, 19) + timedelta(days=n))
            sections = [
                sorted((f.task.title, f.minutes, f.rounded, f.notes) for f in getattr(facts, name))
                for name in ("done", "unfinished", "waiting", "out_of_scope")
            ]
            told.append((client.id, n, sections, facts.minutes, facts.rounded, facts.allowance))
        told.append(desk.hours_left(client))
    told.append([[t.title for t in column] for column in (desk.board().todo, desk.board().waiting)])
    return told


@pytest.mark.parametrize("seed", range(6))
def test_closing_days_changes_nothing_that_can_be_asked(seed: int) -> None:
    desks = []
    for close in (False, True):
        clock = HandClock()
        desk = Desk(MemoryArchive(), clock, counted_ids())
        live(desk, clock, Random(seed), close=close)
        desks.append(desk)
    whole, closed = desks
    assert asked(closed) == asked(whole)
    assert len(closed.past.months()) >= 1
    assert len(closed.ledger.table(Entry)) < len(whole.ledger.table(Entry))
