"""What she may know of her own days: sums of what was noted, the same before and after a day is closed."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.breaks import Break, BreakAnswer
from pupitre.clock import instant
from pupitre.desk import Desk
from pupitre.entry import Entry
from pupitre.interruption import Interruption
from pupitre.ports import Value
from pupitre.review import Broke, Effort, Review, longest, review, week_of
from pupitre.settings import Settings
from pupitre.task import Status, Task
from tests.memory import HandClock, MemoryArchive, counted_ids

PARIS = ZoneInfo("Europe/Paris")
MONDAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0, day: int = 0) -> datetime:
    return instant(MONDAY + timedelta(days=day), time(hour, minute), PARIS)


def work(key: str, begin: datetime, minutes: int, task: str | None = None) -> Entry:
    return Entry(id=key, task=task, client="tuy", start=begin, end=begin + timedelta(minutes=minutes))


def done(key: str, category: str, estimate: int | None, when: datetime, before: int = 0) -> Task:
    return Task(id=key, title=key, category=category, estimate_min=estimate, created=at(8), status=Status.DONE,
                done_at=when, worked_before=timedelta(minutes=before))


def of(*values: Value, first: int = 0, last: int = 0, own: Settings | None = None) -> Review:
    entries = [v for v in values if isinstance(v, Entry)]
    days = MONDAY + timedelta(days=first), MONDAY + timedelta(days=last)
    return review(values, *days, own or Settings(), at(20, 0, last), on_desk=entries)


def test_a_day_sums_its_work_and_its_pauses() -> None:
    found = of(
        work("a", at(9), 50), work("b", at(10), 30), work("other day", at(9, 0, 1), 60),
        Break(id="p", start=at(9, 50), end=at(10)), Break(id="q", start=at(19, 50)),
        *(BreakAnswer(id=f"a{n}", at=at(9, 40 + n), minutes=minutes) for n, minutes in enumerate((5, 10, 0))),
    )
    assert (found.minutes, found.breaks, found.rest) == (80, 2, 20)
    assert (found.postponed, found.refused) == (2, 1)


def test_a_week_has_its_seven_days() -> None:
    first, last = week_of(MONDAY + timedelta(days=3))
    assert (first, last) == (MONDAY, MONDAY + timedelta(days=6))
    found = of(work("a", at(9), 50), work("b", at(9, 0, 4), 30), last=6)
    assert [d.minutes for d in found.days] == [50, 0, 0, 0, 30, 0, 0]
    assert found.minutes == 80


def test_work_after_the_chosen_end_is_counted_apart_until_the_day_ends() -> None:
    assert of(work("a", at(17, 30), 60)).late == 30
    assert of(work("a", at(23), 120)).late == 120
    assert of(work("a", at(1, 0, 1), 60)).late == 60, "after midnight it is still that day's"
    assert of(work("a", at(4, 30), 60)).late == 0, "early is not late"
    night = Settings(end_of_day=time(1))
    assert of(work("a", at(23), 180), own=night).late == 60


def test_the_longest_stretch_goes_over_short_gaps_and_ends_at_a_real_pause() -> None:
    found = of(work("a", at(9), 50), work("b", at(9, 52), 40), work("c", at(10, 40), 60)).longest
    assert found is not None
    assert (found.start, found.end, found.minutes) == (at(9), at(10, 32), 90)
    assert longest([], timedelta(minutes=5)) is None


def test_interruptions_are_counted_by_who_and_by_hour() -> None:
    def call(key: str, when: datetime, source: str, minutes: int) -> Interruption:
        return Interruption(id=key, at=when, source=source, minutes=minutes)

    found = of(call("a", at(9, 59), "tuy", 4), call("b", at(10), "bru", 9), call("c", at(10, 30), "tuy", 2),
               call("d", at(10, 0, 1), "tuy", 2))
    assert found.sources == (Broke("tuy", 2, 6), Broke("bru", 1, 9))
    assert found.hours == {9: 1, 10: 2}


def test_estimates_meet_what_the_tasks_took_by_category() -> None:
    found = of(
        done("a", "devis", 30, at(12)), work("x", at(9), 45, "a"),
        done("b", "devis", 20, at(12), before=10), work("y", at(10), 5, "b"),
        done("c", "", 60, at(12), before=50),
        done("no estimate", "", None, at(12), before=50), done("no time", "", 60, at(12)),
        done("tomorrow", "devis", 60, at(12, 0, 1), before=60),
    )
    assert found.efforts == (Effort("devis", 2, 50, 60), Effort("", 1, 60, 50))


def test_nothing_noted_is_nothing() -> None:
    assert of().nothing
    assert not of(Break(id="p", start=at(9), end=at(9, 5))).nothing


spans = st.lists(st.tuples(st.integers(0, 1400), st.integers(1, 200)), max_size=12)


@given(spans)
def test_no_stretch_is_longer_than_the_time_it_spans(raw: list[tuple[int, int]]) -> None:
    stretches = [(at(4) + timedelta(minutes=a), at(4) + timedelta(minutes=a + b)) for a, b in raw]
    found = longest(stretches, timedelta(minutes=5))
    if found is None:
        assert not stretches
    else:
        assert timedelta(minutes=found.minutes) <= found.end - found.start
        assert found.minutes >= max(b for _, b in raw) or len(raw) > 1


# -- on a desk -----------------------------------------------------------------------------------------

@pytest.fixture
def lived() -> tuple[Desk, HandClock, MemoryArchive]:
    """A desk on which she worked, was reminded and finished something."""
    clock, archive = HandClock(), MemoryArchive()
    desk = Desk(archive, clock, counted_ids())
    task = desk.add_task(desk.understand("Relances ~30min #relances"))
    desk.start(task.id)
    clock.advance(minutes=55)
    desk.postpone_break(5)
    clock.advance(minutes=5)
    desk.refuse_break()
    desk.start_break()
    clock.advance(minutes=10)
    desk.resume()
    clock.advance(minutes=20)
    desk.complete(task.id)
    return desk, clock, archive


def test_what_she_answered_outlives_the_program(lived: tuple[Desk, HandClock, MemoryArchive]) -> None:
    _, clock, archive = lived
    found = Desk(archive, clock, counted_ids("new")).review(MONDAY, MONDAY)
    assert (found.postponed, found.refused, found.breaks, found.rest, found.minutes) == (1, 1, 1, 10, 80)


def test_an_answer_that_was_taken_back_is_not_told(lived: tuple[Desk, HandClock, MemoryArchive]) -> None:
    desk, _, _ = lived
    before = desk.review(MONDAY, MONDAY)
    desk.refuse_break()
    assert desk.review(MONDAY, MONDAY) != before
    desk.undo()
    assert desk.review(MONDAY, MONDAY) == before


@pytest.mark.parametrize("days", [1, 40])
def test_a_closed_day_tells_the_same(lived: tuple[Desk, HandClock, MemoryArchive], days: int) -> None:
    desk, clock, archive = lived
    before = [desk.review(MONDAY, MONDAY), desk.review(*week_of(MONDAY))]
    assert before[0].efforts == (Effort("relances", 1, 30, 80),)
    clock.advance(hours=24 * days)
    list(desk.closing_days())
    assert desk.ledger.table(BreakAnswer) == {}
    assert [desk.review(MONDAY, MONDAY), desk.review(*week_of(MONDAY))] == before
    archive.damaged = set(archive.closed_months)
    desk.past.forget()
    lost = desk.review(MONDAY, MONDAY)
    assert (lost.nothing, lost.unread) == (True, ("2026-11",))
