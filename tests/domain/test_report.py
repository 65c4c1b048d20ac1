"""What may be told to one client: the sample week, and laws for any week."""

import json
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.client import Billing, Client
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.dossier import Dossier
from pupitre.entry import Entry, Origin, minutes_of
from pupitre.report import Fact, Facts, Sent, Step, facts
from pupitre.settings import Settings
from pupitre.task import Status, Task
from pupitre.value import replace
from tests.conftest import SAMPLE
from tests.memory import HandClock

COMPUTED: dict[str, Any] = json.loads(SAMPLE.read_bytes())["computed"]
CLIENTS = ("bru", "ver", "tuy", "oei", "ysa", "cap")
DAYS = tuple(date(2026, 11, 23) + timedelta(days=n) for n in range(5))


def ids(section: tuple[Fact, ...]) -> set[str]:
    return {f.task.id for f in section}


# -- the sample week ---------------------------------------------------------------------------------


def daily(desk: Desk, client: str, day: date) -> Facts:
    """Return the facts of the day alone, for a weekly client too."""
    plan = replace(desk.client(client).report, frequency=desk.client("bru").report.frequency)
    who = replace(desk.client(client), report=plan)
    values = (*desk.ledger.table(Task).values(), *desk.ledger.table(Entry).values())
    return facts(Dossier.of(who, values), day, desk.settings)


def test_rounded_minutes_of_every_client_and_day(sample_desk: Desk) -> None:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for day in DAYS:
        for client in CLIENTS:
            if rounded := daily(sample_desk, client, day).rounded:
                found[day.isoformat()][client] = rounded
    assert found == COMPUTED["minutes_rounded_per_day"]


def test_exact_minutes_of_every_client_and_day(sample_desk: Desk) -> None:
    per_client = {c: sum(daily(sample_desk, c, d).minutes for d in DAYS) for c in CLIENTS}
    assert per_client == COMPUTED["minutes_recorded_per_client"]
    own = [e for e in sample_desk.ledger.table(Entry).values() if e.client is None]
    assert minutes_of(own) == COMPUTED["internal_minutes"]
    for day in DAYS:
        own_today = minutes_of(e for e in own if e.start.date() == day)
        total = sum(daily(sample_desk, c, day).minutes for c in CLIENTS) + own_today
        assert total == COMPUTED["recorded_minutes_per_day"][day.isoformat()]


@pytest.mark.parametrize(("day", "used", "left"), [
    (22, 330, 270), (23, 450, 150), (25, 510, 90), (27, 570, 30),
])
def test_the_pack_of_hours_goes_down_day_by_day(day: int, used: int, left: int, sample_desk: Desk) -> None:
    allowance = sample_desk.facts("tuy", date(2026, 11, day)).allowance
    assert allowance is not None
    assert (allowance.sold, allowance.used, allowance.left) == (600, used, left)


def test_the_month_of_hours_may_be_overrun(sample_desk: Desk) -> None:
    week = sample_desk.facts("ysa", date(2026, 11, 27))
    assert (week.first, week.last, week.weekly) == (date(2026, 11, 23), date(2026, 11, 27), True)
    assert (week.minutes, week.rounded) == (323, 345)
    assert week.allowance is not None
    assert (week.allowance.sold, week.allowance.used, week.allowance.left) == (1200, 1215, -15)


def test_a_months_hours_begin_anew_with_the_month(sample_desk: Desk) -> None:
    allowance = sample_desk.facts("ysa", date(2026, 12, 1)).allowance
    assert allowance is not None
    assert allowance.used == 0


@pytest.mark.parametrize(("client", "day", "done", "unfinished", "waiting", "outside"), [
    ("tuy", 25, {"T28"}, set(), {"T29"}, {"T31"}),
    ("bru", 27, {"T14"}, {"T09"}, {"T11"}, {"T12"}),
    ("ysa", 27, {"T45", "T46", "T48", "T50", "T51", "T54"}, {"T47"}, {"T49"}, {"T52"}),
])
def test_the_sections_of_the_example_reports(
    client: str, day: int, done: set[str], unfinished: set[str], waiting: set[str], outside: set[str],
    sample_desk: Desk,
) -> None:
    found = sample_desk.facts(client, date(2026, 11, day))
    assert ids(found.done) == done
    assert ids(found.unfinished) == unfinished
    assert ids(found.waiting) == waiting
    assert ids(found.out_of_scope) == outside
    assert found.unexplained == ()


def test_finished_tasks_without_time_are_pointed_out(sample_desk: Desk) -> None:
    assert {t.id for t in sample_desk.facts("ysa", date(2026, 11, 27)).without_time} == {"T51", "T54"}


# -- one day by hand ---------------------------------------------------------------------------------

MONDAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ABC = Client(id="abc", name="Abc", label="ABC", billing=Billing(increment_min=15))
TASK = Task(id="t", title="x", client="abc", created=MORNING - timedelta(days=3))


def entry(minutes: int, *, task: str | None = "t", at: datetime = MORNING, **more: Any) -> Entry:  # noqa: ANN401
    return Entry(id=f"{at}{task}", task=task, client="abc", start=at, end=at + timedelta(minutes=minutes), **more)


def sections(task: Task, *entries: Entry, day: date = MONDAY) -> dict[str, set[str]]:
    found = facts(Dossier.of(ABC, (task, *entries)), day, Settings())
    named = {"done": found.done, "unfinished": found.unfinished, "waiting": found.waiting,
             "outside": found.out_of_scope}
    return {name: ids(section) for name, section in named.items() if section}


@pytest.mark.parametrize(("task", "section"), [
    (replace(TASK, status=Status.DONE, done_at=MORNING), "done"),
    (replace(TASK, status=Status.DONE, done_at=MORNING - timedelta(days=1)), ""),
    (replace(TASK, status=Status.DONE, done_at=MORNING + timedelta(days=1)), ""),
    (replace(TASK, deadline=Deadline(MONDAY)), "unfinished"),
    (replace(TASK, deadline=Deadline(MONDAY - timedelta(days=1))), "unfinished"),
    (replace(TASK, deadline=Deadline(MONDAY + timedelta(days=1))), ""),
    (replace(TASK, deadline=Deadline(MONDAY), created=MORNING + timedelta(days=1)), ""),
    (replace(TASK, deadline=Deadline(MONDAY), next_on=Deadline(date(2026, 12, 1))), "unfinished"),
    (replace(TASK, explained_at=MORNING, next_on=Deadline(date(2026, 12, 1))), "unfinished"),
    (replace(TASK, dropped_at=MORNING, reason="r", explained_at=MORNING), "unfinished"),
    (replace(TASK, dropped_at=MORNING - timedelta(days=1), deadline=Deadline(MONDAY)), ""),
    (replace(TASK, status=Status.WAITING, waiting_for="client", waiting_since=MORNING), "waiting"),
    (replace(TASK, status=Status.WAITING, waiting_for="client", waiting_since=MORNING + timedelta(days=1)), ""),
    (replace(TASK, out_of_scope=True, created=MORNING), "outside"),
    (replace(TASK, out_of_scope=True), ""),
    (replace(TASK, client="other", deadline=Deadline(MONDAY)), ""),
    (replace(TASK, client=None, deadline=Deadline(MONDAY)), ""),
])
def test_where_a_task_is_told(task: Task, section: str) -> None:
    assert sections(task) == ({section: {"t"}} if section else {})


@pytest.mark.parametrize("task", [
    TASK,
    replace(TASK, status=Status.DONE, done_at=MORNING - timedelta(days=1)),
    replace(TASK, dropped_at=MORNING - timedelta(days=1)),
    replace(TASK, out_of_scope=True),
    replace(TASK, status=Status.WAITING, waiting_for="client", waiting_since=MORNING + timedelta(days=1)),
])
def test_work_of_the_day_is_always_told(task: Task) -> None:
    assert len(sections(task, entry(20))) == 1


def test_a_report_of_an_earlier_day_knows_nothing_of_what_came_later() -> None:
    later = replace(TASK, status=Status.DONE, done_at=MORNING + timedelta(days=2), deadline=Deadline(MONDAY))
    assert sections(later) == {"unfinished": {"t"}}


def test_the_note_of_typed_time_is_told_and_that_of_measured_time_is_not() -> None:
    found = facts(Dossier.of(ABC, [
        TASK, entry(20, origin=Origin.TYPED, note="au téléphone"),
        entry(20, at=MORNING + timedelta(hours=1), note="migraine"),
    ]), MONDAY, Settings())
    assert found.unfinished[0].notes == ("au téléphone",)
    assert (found.minutes, found.rounded) == (40, 45)


def test_night_work_belongs_to_the_day_before() -> None:
    night = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    assert facts(Dossier.of(ABC, [TASK, entry(20, at=night)]), MONDAY, Settings()).minutes == 20
    assert facts(Dossier.of(ABC, [TASK, entry(20, at=night)]), date(2026, 11, 24), Settings()).minutes == 0


def test_how_far_a_report_is(desk: Desk, clock: HandClock) -> None:
    desk.add_client("Abc")
    task = desk.add_task(desk.understand("Relances @abc 12h"))
    assert desk.step(desk.facts("abc", MONDAY)) is Step.TO_COMPLETE
    desk.postpone(task.id, Deadline(date(2026, 11, 24)), "urgence")
    assert desk.step(desk.facts("abc", MONDAY)) is Step.READY
    desk.mark_report("abc", MONDAY, Sent.COPIED)
    assert desk.step(desk.facts("abc", MONDAY)) is Step.COPIED
    desk.mark_report("abc", MONDAY, Sent.SENT)
    assert desk.step(desk.facts("abc", MONDAY)) is Step.SENT


# -- laws --------------------------------------------------------------------------------------------

people = st.sampled_from(["abc", "xyz", None])
hours = st.integers(0, 5 * 24 * 60).map(lambda m: MORNING - timedelta(days=2) + timedelta(minutes=m))
some_tasks = st.lists(
    st.builds(
        Task, id=st.sampled_from("tuvw"), title=st.just("x"), client=people, created=hours,
        status=st.sampled_from([Status.TODO, Status.DOING, Status.WAITING]), out_of_scope=st.booleans(),
        dropped_at=st.none() | hours, deadline=st.none() | hours.map(lambda i: Deadline(i.date())),
        reason=st.just(""), note=st.just(""),
    ) | st.builds(
        Task, id=st.sampled_from("tuvw"), title=st.just("x"), client=people, created=hours,
        status=st.just(Status.DONE), done_at=hours,
    ),
    unique_by=lambda t: t.id, max_size=4,
)
some_entries = st.lists(
    st.builds(
        lambda start, length, task, client: Entry(
            id=f"{start}{length}", start=start, end=start + timedelta(seconds=length), task=task, client=client
        ),
        hours, st.integers(1, 4 * 3600), st.sampled_from(["t", "u", "v", "w", None]), people,
    ),
    max_size=10,
)


@given(some_tasks, some_entries, st.integers(1, 60))
def test_the_parts_of_a_report_sum_to_its_whole(tasks: list[Task], entries: list[Entry], increment: int) -> None:
    client = replace(ABC, billing=Billing(increment_min=increment))
    theirs = {t.id for t in tasks if t.client == "abc" and t.created < MORNING - timedelta(days=1)}
    entries = [e for e in entries if e.task in theirs or e.client != "abc"]
    found = facts(Dossier.of(client, (*tasks, *entries)), MONDAY, Settings())
    told = (*found.done, *found.unfinished, *found.waiting, *found.out_of_scope)
    assert len({f.task.id for f in told}) == len(told), "nothing is told twice"
    assert sum(f.rounded for f in told) == found.rounded
    assert found.rounded >= sum(f.minutes for f in told)
    assert 0 <= found.minutes - sum(f.minutes for f in told) <= len(told), "only started minutes are cut"


@given(some_tasks, some_entries)
def test_facts_of_one_client_never_depend_on_another(tasks: list[Task], entries: list[Entry]) -> None:
    found = facts(Dossier.of(ABC, (*tasks, *entries)), MONDAY, Settings())
    alone = facts(Dossier(
        ABC, tuple(t for t in tasks if t.client == "abc"), tuple(e for e in entries if e.client == "abc")
    ), MONDAY, Settings())
    assert found == alone
    assert {f.task.client for f in (*found.done, *found.unfinished, *found.waiting, *found.out_of_scope)} <= {"abc"}


def test_a_dossier_with_anything_of_another_client_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="one client"):
        Dossier(ABC, (TASK, replace(TASK, id="u", client="def")))
    with pytest.raises(ValueError, match="one client"):
        Dossier(ABC, (), (replace(entry(5), client=None),))


def test_time_of_the_running_session_is_told_too(desk: Desk, clock: HandClock) -> None:
    desk.add_client("Abc")
    task = desk.add_task(desk.understand("Devis @abc"))
    desk.start(task.id)
    clock.advance(minutes=16)
    assert (desk.facts("abc", MONDAY).minutes, desk.facts("abc", MONDAY).rounded) == (16, 30)
