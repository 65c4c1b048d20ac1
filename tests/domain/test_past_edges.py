"""Where the desk and its closed months meet: meanwhile, at the edges of days, and beside a damaged month."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from pupitre.client import Billing, Client, Mode
from pupitre.desk import Desk
from pupitre.entry import Entry
from pupitre.ports import Change
from pupitre.report import Sent
from pupitre.shelf import Recalled
from pupitre.task import Status, Task
from pupitre.value import replace
from tests.memory import HandClock, MemoryArchive, counted_ids

TUY = Client(id="tuy", name="Tuyauterie", label="TUY", billing=Billing(mode=Mode.PACK, pack_hours=100))  # type: ignore[arg-type]
OCTOBER = datetime(2026, 10, 1, 8, tzinfo=UTC)


@pytest.fixture
def archive() -> MemoryArchive:
    return MemoryArchive()


@pytest.fixture
def desk(archive: MemoryArchive, clock: HandClock) -> Desk:
    clock.set("2026-11-03T09:00")
    desk = Desk(archive, clock, counted_ids())
    desk.take_in([TUY])
    return desk


def entry(key: str, task: str | None, start: datetime = OCTOBER, minutes: int = 60) -> Entry:
    return Entry(id=key, task=task, client="tuy", start=start, end=start + timedelta(minutes=minutes))


def close_days(desk: Desk) -> None:
    for _ in desk.closing_days():
        pass


def test_what_she_does_while_a_file_comes_in_is_not_undone_by_it(desk: Desk, archive: MemoryArchive) -> None:
    task = desk.add_task(desk.understand("Devis @tuy")).id
    archive.left["x"] = Change((entry("e1", task), entry("e2", task, OCTOBER + timedelta(hours=3))))
    coming = desk.receiving()
    next(coming)
    desk.edit_task(replace(desk.task(task), title="Devis signé"))
    desk.complete(task)
    for _ in coming:
        pass
    assert (desk.task(task).title, desk.task(task).status) == ("Devis signé", Status.DONE)
    assert desk.task(task).worked_before == timedelta(hours=2)


def test_a_mark_hides_only_the_copy_of_its_own_month(desk: Desk, archive: MemoryArchive, clock: HandClock) -> None:
    done = Task(id="t", title="Bilan", client="tuy", status=Status.DONE, created=OCTOBER, done_at=OCTOBER)
    desk.take_in([done])
    desk.reopen("t")
    desk.complete("t")
    archive.damaged.add("2026-10")
    clock.set("2026-11-04T09:00")
    close_days(desk)
    assert [v.id for v in desk.past.values("2026-11")] == ["t"]
    archive.damaged.clear()
    desk.month_is_back("2026-10")
    assert list(desk.past.values("2026-10")) == []
    close_days(desk)
    assert desk.ledger.table(Recalled) == {}
    assert list(archive.past("2026-10")) == []


def test_a_damaged_month_holds_up_neither_the_inbox_nor_an_import(desk: Desk, archive: MemoryArchive) -> None:
    desk.take_in([entry("old", None)])
    archive.damaged.add("2026-10")
    desk.past.forget()
    brought = tuple(Task(id=f"n{n}", title=f"Tâche {n}", created=desk.clock()) for n in range(4))
    archive.left = {
        "1": Change((*brought, entry("late", None, OCTOBER + timedelta(hours=2)))),
        "2": Change((Task(id="one", title="Une", created=desk.clock()),)),
    }
    assert len(desk.receive()) == 5
    assert archive.left == {}
    assert "late" in desk.ledger.table(Entry), "what belongs to the damaged month waits on the desk"


def test_a_damaged_current_month_holds_up_nothing_of_today(desk: Desk, archive: MemoryArchive) -> None:
    desk.take_in([entry("yesterday", None, datetime(2026, 11, 2, 8, tzinfo=UTC))])
    archive.damaged.add("2026-11")
    desk.past.forget()
    task = desk.add_task(desk.understand("Devis @tuy"))
    desk.note_time(task.id, 20)
    noted = next(iter(desk.ledger.table(Entry).values()))
    desk.correct_time(noted.id, noted.start - timedelta(minutes=5), noted.end)
    facts = desk.facts("tuy", desk.today)
    assert (facts.minutes, facts.unread) == (25, "2026-11")
    desk.mark_report("tuy", desk.today, Sent.COPIED)
    assert [row.minutes for row in desk.by_client()] == [25]
    other = desk.add_client("Autre")
    desk.edit_task(replace(desk.task(task.id), client=other.id))


def test_time_at_the_edge_of_a_month_is_found_whatever_the_day_starts_at(desk: Desk) -> None:
    night = datetime(2026, 11, 1, 1, tzinfo=UTC)  # two in the morning in Paris, which is still Saturday for her
    desk.take_in([entry("night", None, night)])
    days = [date(2026, 10, 31), date(2026, 11, 1)]
    assert [desk.facts("tuy", day).minutes for day in days] == [60, 0]
    desk.change_settings(replace(desk.settings, day_start=time(0)))
    assert [desk.facts("tuy", day).minutes for day in days] == [0, 60]
    assert desk.past.used(TUY, date(2026, 11, 1), date(2026, 11, 30), [], desk.settings) == 60


def test_undo_of_a_mark_on_a_closed_day_keeps_its_history(desk: Desk, clock: HandClock) -> None:
    day = desk.today
    desk.mark_report("tuy", day, Sent.COPIED)
    clock.set("2026-11-04T09:00")
    close_days(desk)
    before = desk.report("tuy", day)
    desk.mark_report("tuy", day, Sent.SENT)
    desk.undo()
    assert desk.report("tuy", day) == before
    assert [how for _, how in before.history] == [Sent.COPIED]


def test_an_edit_never_touches_the_time_of_closed_days(desk: Desk, clock: HandClock) -> None:
    task = desk.add_task(desk.understand("Devis @tuy"))
    read_before = desk.task(task.id)
    clock.advance(minutes=30)
    desk.note_time(task.id, 20)
    clock.set("2026-11-04T09:00")
    close_days(desk)
    desk.edit_task(replace(read_before, title="Devis signé"))
    assert desk.task(task.id).worked_before == timedelta(minutes=20)


def test_a_task_stays_as_long_as_its_time_cannot_move(desk: Desk, archive: MemoryArchive, clock: HandClock) -> None:
    desk.take_in([entry("other", None)])
    archive.damaged.add("2026-10")
    desk.past.forget()
    task = desk.add_task(desk.understand("Devis @tuy")).id
    desk.take_in([entry("mine", task, OCTOBER + timedelta(hours=4))])
    desk.complete(task)
    clock.set("2026-11-04T09:00")
    close_days(desk)
    assert task in desk.ledger.table(Task)
    archive.damaged.clear()
    desk.month_is_back("2026-10")
    close_days(desk)
    assert desk.task(task).worked_before == timedelta(hours=1)
    assert desk.ledger.table(Entry) == {}


def test_times_that_cannot_be_right_wait_on_the_desk_until_they_are_mended(desk: Desk, clock: HandClock) -> None:
    first, second = entry("a", None), entry("b", None, OCTOBER + timedelta(minutes=30))
    long = entry("long", None, OCTOBER + timedelta(days=3), minutes=30 * 60)
    desk.take_in([first, second, long, entry("fine", None, OCTOBER + timedelta(days=9))])
    assert {d.entry.id for d in desk.doubts()} == {"b", "long"}
    clock.set("2026-11-05T09:00")
    close_days(desk)
    assert set(desk.ledger.table(Entry)) == {"a", "b", "long"}, "with what it overlaps"
    desk.correct_time("b", OCTOBER + timedelta(hours=1), OCTOBER + timedelta(minutes=90))
    desk.delete_time("long")
    clock.set("2026-11-06T09:00")
    close_days(desk)
    assert (desk.doubts(), desk.ledger.table(Entry)) == ((), {})


def test_all_the_time_of_a_task_comes_back_in_one_change(desk: Desk, archive: MemoryArchive) -> None:
    task = desk.add_task(desk.understand("Permanence @tuy")).id
    desk.take_in([entry(f"e{n}", task, OCTOBER + timedelta(days=n)) for n in range(20)])
    other, writes = desk.add_client("Autre"), archive.writes
    desk.edit_task(replace(desk.task(task), client=other.id))
    assert archive.writes <= writes + 2
    assert {e.client for e in desk.ledger.table(Entry).values()} == {other.id}
