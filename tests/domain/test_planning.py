"""Whether promises fit before their deadlines, everything nearer first; every number here was reckoned by hand."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.busy import work_time
from pupitre.deadline import Deadline
from pupitre.planning import Planned, WorkClock, laid_out, order_key, pressing
from pupitre.settings import Settings
from pupitre.task import Status, Task
from pupitre.value import replace
from tests.memory import PARIS

PLAIN = Settings(remind_breaks=False)
NOW = datetime(2026, 11, 25, 14, tzinfo=PARIS).astimezone(UTC)
"""A Wednesday: four hours are left of it."""


def due(text: str) -> Deadline:
    at = datetime.fromisoformat(text)
    return Deadline.on(at.date(), at.time(), PARIS)


def task(key: str, deadline: Deadline | None, minutes: int | None = 60, **more: object) -> Task:
    made = datetime(2026, 11, 20, 9, tzinfo=UTC) + timedelta(minutes=int(key) if key.isdecimal() else 0)
    return replace(Task(id=key, title=key, created=made, deadline=deadline, estimate_min=minutes), **more)  # type: ignore[arg-type]


def laid(*tasks: Task, now: datetime = NOW, own: Settings = PLAIN, taken: tuple[tuple[str, str], ...] = ()) -> dict[
    str, Planned
]:
    held = [(hour(start), hour(stop)) for start, stop in taken]
    return {p.task.id: p for p in laid_out(tasks, {}, now, own, held)}


def hour(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def finish(planned: Planned) -> str:
    assert planned.finish is not None
    return f"{planned.finish.astimezone(PARIS):%d %H:%M}"


def test_everything_nearer_is_counted_first() -> None:
    found = laid(
        task("1", due("2026-11-25T16:00")), task("2", due("2026-11-25T17:00")),
        task("3", due("2026-11-25T16:30"), 45),
        task("4", due("2026-11-26T18:00"), 30),
    )
    # 14:00 +60 = 15:00, +45 = 15:45, +60 = 16:45, +30 = 17:15: all fit.
    assert {k: finish(p) for k, p in found.items()} == {
        "1": "25 15:00", "3": "25 15:45", "2": "25 16:45", "4": "25 17:15"
    }
    assert not any(p.at_risk for p in found.values())


def test_days_before_the_deadline_it_is_known_how_many_minutes_are_missing() -> None:
    # Friday noon is 240 (Wednesday) + 495 (Thursday) + 210 (Friday morning) = 945 minutes away.
    first, second = task("1", due("2026-11-27T12:00"), 900), task("2", due("2026-11-27T12:00"), 90)
    found = laid(first, second)
    assert (found["1"].short_min, found["2"].short_min) == (0, 45)
    assert finish(found["2"]) == "27 14:00", "noon is over: 45 minutes are missing, which she has from 13:15 on"


def test_what_is_late_is_done_first_and_is_late_not_at_risk() -> None:
    found = laid(task("1", due("2026-11-25T15:00")), task("2", due("2026-11-24T10:00"), 30))
    assert finish(found["2"]) == "25 14:30"
    assert (found["2"].at_risk, found["1"].short_min) == (False, 30)


def test_an_appointment_takes_its_time() -> None:
    found = laid(task("1", due("2026-11-25T16:00")), taken=(("2026-11-25T14:00", "2026-11-25T15:15"),))
    assert (finish(found["1"]), found["1"].short_min) == ("25 16:15", 15)


def test_pauses_take_their_time() -> None:
    own = replace(PLAIN, remind_breaks=True)
    # 50 of work, 5 of pause, 10 of work: a pause makes 65 minutes of an hour.
    found = laid(task("1", due("2026-11-25T15:00")), own=own)
    assert (finish(found["1"]), found["1"].short_min) == ("25 15:05", 5)


def test_what_cannot_begin_yet_leaves_the_time_to_others() -> None:
    early = task("1", due("2026-11-25T17:00"), not_before=due("2026-11-25T16:00"))
    other = task("2", due("2026-11-25T18:00"), 150)
    found = laid(early, other)
    # The other works from 14:00 to 16:00, waits for an hour, and has its last half hour from 17:00.
    assert (finish(found["1"]), finish(found["2"])) == ("25 17:00", "25 17:30")
    assert [(f"{a.astimezone(PARIS):%H:%M}", f"{b.astimezone(PARIS):%H:%M}") for a, b in found["2"].worked] == [
        ("14:00", "16:00"), ("17:00", "17:30")
    ]
    assert not found["1"].at_risk


def test_what_waits_for_another_comes_after_it_and_brings_its_deadline_along() -> None:
    last = task("1", due("2026-11-25T15:00"), 30, after=("2",))
    first = task("2", due("2026-11-27T18:00"), 45)
    undated = task("3", None, 15)
    found = laid(replace(last, after=("2", "3")), first, undated)
    assert list(found)[-1] == "1", "whatever was promised first"
    assert {k: finish(p) for k, p in found.items()} in (
        {"2": "25 14:45", "3": "25 15:00", "1": "25 15:30"}, {"3": "25 14:15", "2": "25 15:00", "1": "25 15:30"}
    )
    assert (found["1"].short_min, found["2"].short_min, found["3"].short_min) == (30, 0, 0)
    assert found["3"].due == hour("2026-11-25T15:00"), "it has none of its own"


def test_what_waits_is_not_begun_before_what_it_waits_for_can_be() -> None:
    last = task("1", due("2026-11-25T17:00"), 60, after=("2",))
    first = task("2", None, 30, not_before=due("2026-11-25T15:00"))
    assert finish(laid(last, first)["1"]) == "25 16:30"


def test_a_chain_stands_in_its_order_on_the_board() -> None:
    chain = [task("1", due("2026-11-27T12:00"), after=("2",)), task("2", None, after=("3",)), task("3", None)]
    moments = pressing(chain, PLAIN)
    assert [t.id for t in sorted(chain, key=lambda t: order_key(t, moments))] == ["3", "2", "1"]


def test_a_circle_is_no_trap() -> None:
    circle = [task("1", due("2026-11-27T12:00"), after=("2",)), task("2", None, after=("1",))]
    assert set(laid(*circle)) == {"1", "2"}


def test_what_is_over_is_waited_for_by_nobody() -> None:
    done = task("2", due("2026-11-27T18:00"), status=Status.DONE)
    found = laid(task("1", due("2026-11-25T15:00"), 30, after=("2",)), done)
    assert list(found) == ["1"]


def test_nothing_left_to_do_is_done_when_what_comes_before_is() -> None:
    found = laid(task("1", due("2026-11-25T15:00")), task("2", due("2026-11-25T15:30"), None))
    assert (finish(found["2"]), found["2"].left_min, found["2"].at_risk) == ("25 15:00", None, False)


def test_a_night_on_which_the_clocks_change_has_its_real_hours() -> None:
    own = replace(PLAIN, working_days=tuple(range(7)), working_hours=((time(0), time(12)),))
    now = datetime(2027, 3, 28, 0, tzinfo=PARIS)
    # Between midnight and six there are five hours that Sunday, and seven on 25 October 2026.
    promise = task("1", Deadline.on(date(2027, 3, 28), time(6), PARIS), 330)
    assert laid(promise, now=now, own=own)["1"].short_min == 30
    autumn = task("1", Deadline.on(date(2026, 10, 25), time(6), PARIS), 420)
    assert not laid(autumn, now=datetime(2026, 10, 25, 0, tzinfo=PARIS), own=own)["1"].at_risk


def test_a_day_that_ends_after_midnight_has_hours() -> None:
    own = replace(PLAIN, working_hours=((time(20), time(0)),), end_of_day=time(1))
    assert finish(laid(task("1", Deadline(date(2026, 11, 26)), 30), own=own)["1"]) == "25 20:30"


def test_without_any_hour_of_hers_nothing_is_said_to_be_at_risk() -> None:
    found = laid(task("1", due("2026-11-26T10:00")), own=replace(PLAIN, working_hours=()))
    assert (found["1"].finish, found["1"].at_risk) == (None, False)


def test_five_thousand_promises_are_laid_out_in_a_moment() -> None:
    begun = perf_counter()
    tasks = [
        task(str(n), due(f"2026-12-{n % 28 + 1:02}T{9 + n % 9:02}:00"), n % 40, after=(str(n - 1),) if n % 7 else ())
        for n in range(5_000)
    ]
    made = perf_counter()
    laid_out(tasks, {}, NOW, PLAIN)
    laid = perf_counter()
    print(f"laid out in {(laid - made) / (made - begun):.2f} of the time it takes to make them")
    assert laid - made < 12 * (made - begun), "a timing is measured as a ratio in one run"


@given(st.lists(st.tuples(st.integers(1, 100), st.integers(0, 300)), max_size=12))
def test_something_is_at_risk_exactly_when_more_is_due_by_some_instant_than_there_is_time(
    promises: list[tuple[int, int]]
) -> None:
    tasks = [
        task(str(n), Deadline.at_instant(NOW + timedelta(hours=hours), PARIS), minutes)
        for n, (hours, minutes) in enumerate(promises)
    ]
    moments = [NOW + timedelta(hours=hours) for hours, _ in promises]
    too_much = any(
        timedelta(minutes=sum(m for h, m in promises if NOW + timedelta(hours=h) <= until))
        > work_time(NOW, until, [], PLAIN) for until in moments
    )
    assert any(p.at_risk for p in laid_out(tasks, {}, NOW, PLAIN)) == too_much


@pytest.mark.parametrize("pinned", [("1",), ("1", "3"), ("3", "1")])
def test_the_last_one_pinned_is_on_top(pinned: tuple[str, ...]) -> None:
    tasks = {str(n): task(str(n), due(f"2026-11-2{5 + n}T12:00")) for n in range(4)}
    for n, key in enumerate(pinned):
        tasks[key] = replace(tasks[key], pinned_at=NOW + timedelta(minutes=n))
    moments = pressing(tasks.values(), PLAIN)
    order = [t.id for t in sorted(tasks.values(), key=lambda t: order_key(t, moments))]
    assert order[: len(pinned)] == list(reversed(pinned))
    assert order[len(pinned) :] == [str(n) for n in range(4) if str(n) not in pinned]


def test_no_more_of_her_hours_are_looked_at_than_the_work_needs() -> None:
    asked = []

    def hours() -> Iterator[tuple[datetime, datetime]]:
        for days in range(400):
            asked.append(days)
            yield NOW + timedelta(days=days), NOW + timedelta(days=days, hours=2)

    clock = WorkClock(hours())
    assert clock.work(NOW + timedelta(days=3, hours=1)) == timedelta(hours=7)
    assert len(asked) <= 5
    assert len(list(clock)) == 400, "the rest comes when it is asked for, the first ones again"
