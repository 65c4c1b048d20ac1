"""Plans of days, steps of tasks and tasks that come after others, on the desk itself and as laws."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.batches import Job, ends, regrouped, switches
from pupitre.client import Client
from pupitre.dayplan import Lot
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.entry import Entry
from pupitre.errors import Invalid, PupitreError
from pupitre.ports import Value
from pupitre.progress import ended
from pupitre.ritual import Evening, Stage
from pupitre.settings import Settings
from pupitre.steps import blockers, unfolded
from pupitre.task import ListItem, Status, Task
from pupitre.value import replace
from storage.exchange import dump, dump_part, parse
from tests.memory import PARIS, HandClock, MemoryArchive, counted_ids

TUY, BRU = Client(id="tuy", name="Tuyaudec", label="TUY"), Client(id="bru", name="Brumeval", label="BRU")
MONDAY = date(2026, 11, 23)
NIGHT = Settings(remind_breaks=False)


def task(key: str, client: str | None = "tuy", day: int | None = None, **more: object) -> Task:
    born = datetime(2026, 11, 19, 9, tzinfo=UTC) + timedelta(minutes=int(key[1:]))
    due = Deadline(MONDAY + timedelta(days=day)) if day is not None else None
    return Task(id=key, title=f"Tâche {key}", client=client, created=born, deadline=due, **more)  # type: ignore[arg-type]


def desk_of(*values: Value, clock: HandClock | None = None) -> Desk:
    return Desk(MemoryArchive((TUY, BRU, NIGHT, *values)), clock or HandClock(), counted_ids())


def at(hour: int, minute: int = 0) -> datetime:
    return datetime.combine(MONDAY, time(hour, minute), PARIS)


def offered(desk: Desk) -> bool:
    return desk.plan_offered


def runs(desk: Desk) -> bool:
    return desk.focus is not None


def lots(desk: Desk) -> dict[str, Lot]:
    return {each.task.id: each.lot for each in desk.plan_of(desk.today).to_place}


def day_of(desk: Desk, day: date = MONDAY) -> list[str]:
    return [each.task.id for each in desk.plan_of(day).placed]


# -- the plan ----------------------------------------------------------------------------------------


def test_each_task_stands_in_one_list_for_one_reason() -> None:
    friday = MONDAY - timedelta(days=3)
    desk = desk_of(
        task("t1", day=-1), task("t2", day=0), task("t3", day=3), task("t4", day=9), task("t5"),
        task("t6", planned_on=friday), task("t7", planned_on=MONDAY), task("t8", day=4),
        task("t9", status=Status.WAITING, waiting_for="client", next_on=Deadline(MONDAY)),
        task("t10", status=Status.WAITING, waiting_for="client", next_on=Deadline(MONDAY + timedelta(days=1))),
        task("t11", out_of_scope=True), task("t12", not_before=Deadline(MONDAY + timedelta(days=1))),
        replace(Evening.of(friday), three=("t8", "t5")),
    )
    assert day_of(desk) == ["t2", "t7"]
    assert list(lots(desk).items()) == [
        ("t8", Lot.THREE), ("t5", Lot.THREE), ("t1", Lot.LATE), ("t6", Lot.LEFT), ("t9", Lot.CHASE),
        ("t3", Lot.SOON), ("t4", Lot.OTHER),
    ]


def test_each_line_ends_where_the_work_before_it_allows() -> None:
    clock = HandClock()
    clock.set("2026-11-23T11:30")
    desk = desk_of(
        task("t1", planned_on=MONDAY, planned_rank=1, estimate_min=60),
        task("t2", planned_on=MONDAY, planned_rank=2),
        task("t3", planned_on=MONDAY, planned_rank=3, estimate_min=500), clock=clock,
    )
    plan = desk.plan_of(MONDAY)
    first, second, third = plan.placed
    # Half an hour before noon, the rest from 13:15 on.
    assert first.ends == at(13, 45)
    assert (second.ends, second.beyond) == (None, False)
    assert (third.ends, third.beyond) == (None, True)
    assert (plan.planned, plan.unestimated) == (560, 1)
    assert plan.spare == plan.available - 560 < 0


def test_parts_count_once_wherever_they_stand() -> None:
    whole, one, two = task("t1", day=0, estimate_min=300), task("t2", estimate_min=20), task("t3", estimate_min=40)
    parts = [replace(t, parent="t1") for t in (one, two)]
    desk = desk_of(whole, *parts)
    assert desk.plan_of(MONDAY).planned == 300
    assert desk.capacity().promised == 300
    desk.plan(["t2"], MONDAY)
    assert {each.task.id: each.left_min for each in desk.plan_of(MONDAY).placed} == {"t1": 280, "t2": 20}
    assert desk.capacity().promised == 300
    last = desk.laid_out()[-1]
    assert last.task is desk.task("t1"), "a whole is over when its parts are, and is shown as it is"
    desk.complete("t2")
    assert desk.plan_of(MONDAY).planned == desk.capacity().promised == 280
    desk.edit_task(replace(desk.task("t3"), estimate_min=None))
    assert desk.plan_of(MONDAY).planned == desk.capacity().promised == 280, "what says nothing lies in the rest"
    assert desk.capacity().unestimated == 0
    desk.edit_task(replace(desk.task("t3"), estimate_min=290))
    assert desk.plan_of(MONDAY).planned == desk.capacity().promised == 290, "parts may take longer than their whole"
    desk.complete("t3")
    assert desk.plan_of(MONDAY).planned == desk.capacity().promised == 0
    assert desk.capacity().unestimated == 0


def test_parts_stand_on_the_board_and_in_the_evening_where_the_plan_puts_them() -> None:
    desk = desk_of(task("t1", day=0), task("t2", parent="t1", estimate_min=30), task("t3", day=1, estimate_min=30))
    order = [p.task.id for p in desk.laid_out()]
    assert order == ["t2", "t1", "t3"]
    assert [t.id for t in desk.board().todo] == order
    assert desk.board().todo[0] is desk.task("t2"), "it is shown as it is"
    assert [i.id for i in desk.left(Stage.TOMORROW) if isinstance(i, Task)] == order


def test_a_task_that_moves_to_another_day_has_no_place_there_yet() -> None:
    desk = desk_of(task("t1", day=0), task("t2", day=0), task("t3", day=2), task("t4", day=2))
    desk.arrange(["t2", "t1"], MONDAY)
    desk.arrange(["t4", "t3"], MONDAY + timedelta(days=2))
    desk.edit_task(replace(desk.task("t2"), title="Autre titre"))
    assert desk.task("t2").planned_rank == 1, "it is still in its day"
    desk.edit_task(replace(desk.task("t2"), deadline=Deadline(MONDAY + timedelta(days=2))))
    assert [p.task.id for p in desk.plan_of(MONDAY + timedelta(days=2)).placed] == ["t4", "t3", "t2"]
    desk.plan(["t3"], MONDAY)
    rank = desk.task("t3").planned_rank
    desk.edit_task(replace(desk.task("t3"), deadline=Deadline(MONDAY + timedelta(days=4))))
    assert desk.task("t3").planned_rank == rank > 0, "she put it into that day, whatever its deadline"
    desk.edit_task(replace(desk.task("t3"), planned_on=MONDAY + timedelta(days=1)))
    assert desk.task("t3").planned_rank == 0


def test_parts_are_pressed_by_their_whole_and_a_whole_follows_them() -> None:
    desk = desk_of(
        replace(task("t1", planned_rank=2, estimate_min=60), deadline=Deadline(MONDAY, at(9, 45).astimezone(UTC))),
        replace(task("t2", parent="t1", planned_on=MONDAY, planned_rank=1, estimate_min=30)),
        task("t3", "bru", 0, planned_rank=3, estimate_min=30), task("t4", "bru", planned_on=MONDAY, planned_rank=4),
        task("t5"), task("t6", parent="t5", estimate_min=10),
    )
    assert desk.regrouping(MONDAY).order[:2] == ("t2", "t1")
    desk.arrange(["t3", "t2", "t1"], MONDAY)
    assert desk.regrouping(MONDAY).order == ("t3", "t4", "t2", "t1")
    assert [t.id for t in desk.proposal(MONDAY)] == ["t5"], "a whole stands for its parts"


def test_fill_takes_the_nearest_deadlines_that_fit() -> None:
    clock = HandClock()
    clock.set("2026-11-23T16:00")
    desk = desk_of(
        task("t1", day=1, estimate_min=90), task("t2", day=2, estimate_min=90), task("t3", day=3, estimate_min=20),
        task("t4", day=1), task("t5", day=4, estimate_min=5, after=("t2",)), clock=clock,
    )
    assert [t.id for t in desk.proposal(MONDAY)] == ["t1", "t3"]


def test_the_plan_is_offered_on_a_morning_of_hers_alone() -> None:
    clock = HandClock()
    desk = desk_of(task("t1"), clock=clock)
    assert offered(desk)
    desk.open_plan()
    assert not offered(desk)
    clock.set("2026-11-24T09:00")
    assert offered(desk)
    clock.set("2026-11-24T12:00")
    assert not offered(desk)
    clock.set("2026-11-28T09:00")
    assert not offered(desk), "a Saturday"
    assert not offered(desk_of())


def test_what_is_due_cannot_be_taken_out_and_postponing_leaves_the_day() -> None:
    desk = desk_of(task("t1", day=0), task("t2"))
    desk.plan(["t1", "t2"], MONDAY)
    with pytest.raises(Invalid) as refused:
        desk.take_out("t1", MONDAY)
    assert (refused.value.field, refused.value.why) == ("planned", "due")
    desk.postpone("t1", Deadline(MONDAY + timedelta(days=2)), "plus tard")
    desk.postpone("t2", Deadline(MONDAY + timedelta(days=1)), "plus tard")
    assert day_of(desk) == []
    with pytest.raises(Invalid):
        desk.plan(["t2"], MONDAY - timedelta(days=1))


@given(
    st.lists(st.tuples(st.sampled_from([None, 0, 1]), st.booleans()), min_size=1, max_size=8),
    st.lists(st.integers(0, 7), max_size=6), st.integers(0, 7),
)
def test_planning_and_taking_out_is_its_own_inverse(
    shape: list[tuple[int | None, bool]], moves: list[int], which: int
) -> None:
    tasks = [task(f"t{n}", day=day, planned_on=MONDAY if in_ else None) for n, (day, in_) in enumerate(shape)]
    desk = desk_of(*tasks)
    desk.arrange([f"t{n}" for n in moves], MONDAY)
    before, key = day_of(desk), f"t{which % len(tasks)}"
    desk.plan([key], MONDAY)
    assert set(day_of(desk)) == {*before, key}
    assert [k for k in day_of(desk) if k in before] == before
    if key not in before:
        assert day_of(desk)[-1] == key
        desk.take_out(key, MONDAY)
        assert day_of(desk) == before
        desk.undo()
        desk.undo()
        assert day_of(desk) == before


# -- grouping ----------------------------------------------------------------------------------------

START = datetime(2026, 11, 23, 8, tzinfo=UTC)
SLICES = [(START + timedelta(hours=h), START + timedelta(hours=h, minutes=50)) for h in range(9)]
JOBS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 90), st.none() | st.integers(0, 540), st.integers(0, 9),
              st.none() | st.integers(0, 300)),
    max_size=9,
)


def jobs(shape: list[tuple[str, int, int | None, int, int | None]]) -> list[Job]:
    return [
        Job(f"j{n}", client, timedelta(minutes=length), START + timedelta(minutes=due) if due is not None else None,
            frozenset({f"j{after}"} if after < n else ()),
            START + timedelta(minutes=begins) if begins is not None else None)
        for n, (client, length, due, after, begins) in enumerate(shape)
    ]


@given(JOBS)
def test_grouping_keeps_every_deadline_that_was_kept_and_never_changes_client_more_often(
    shape: list[tuple[str, int, int | None, int, int | None]]
) -> None:
    before = jobs(shape)
    after = regrouped(before, SLICES)
    assert sorted(job.key for job in after) == sorted(job.key for job in before)
    assert switches(after) < switches(before) or list(after) == before
    late = dict(zip((job.key for job in after), ends(after, SLICES), strict=True))
    for job, end in zip(before, ends(before, SLICES), strict=True):
        if job.due is not None and end is not None and end <= job.due:
            now = late[job.key]
            assert now is not None
            assert now <= job.due
    order = [job.key for job in after]
    assert all(order.index(first) < order.index(job.key) for job in after for first in job.after)


@given(JOBS)
def test_each_job_ends_as_a_minute_by_minute_walk_says(
    shape: list[tuple[str, int, int | None, int, int | None]]
) -> None:
    minutes = [start + timedelta(minutes=m) for start, stop in SLICES for m in range(50)]
    at, lost = START, False
    for job, end in zip(jobs(shape), ends(jobs(shape), SLICES), strict=True):
        at = max(at, job.begins or at)
        free = [m for m in minutes if m >= at]
        need = int(job.length / timedelta(minutes=1))
        lost = lost or need > len(free)
        if need and not lost:
            at = free[need - 1] + timedelta(minutes=1)
        assert end == (None if lost else at)


def test_grouping_leaves_what_a_deadline_holds_where_it_is() -> None:
    desk = desk_of(
        task("t1", day=0, planned_rank=1, estimate_min=60), task("t3", "tuy", 0, planned_rank=3, estimate_min=60),
        replace(task("t2", "bru", planned_rank=2, estimate_min=30),
                deadline=Deadline.on(MONDAY, time(10, 45), PARIS)),
    )
    found = desk.regrouping(MONDAY)
    assert (found.before, found.after, found.order) == (2, 2, ("t1", "t2", "t3"))
    desk.postpone("t2", Deadline.on(MONDAY, time(17), PARIS), "accord")
    assert desk.regrouping(MONDAY).after == 1


# -- after and parts ---------------------------------------------------------------------------------


def open_circle(tasks: dict[str, Task]) -> bool:
    """Tell whether some tasks can never be over, each waiting for another."""
    left = dict(tasks)
    while True:
        able = [
            k for k, t in left.items()
            if not left.keys() & {*t.after, *(tasks[t.parent].after if t.parent else ())}
            and not any(p.parent == k for p in left.values())
        ]
        if not able:
            return bool(left)
        for key in able:
            del left[key]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=25))
def test_no_circle_can_be_made(links: list[tuple[int, int, bool]]) -> None:
    desk = desk_of(*(task(f"t{n}") for n in range(6)))
    for one, other, part in links:
        before = desk.task(f"t{one}")
        changed = replace(before, parent=f"t{other}") if part else replace(before, after=(*before.after, f"t{other}"))
        with suppress(Invalid):
            desk.edit_task(changed)
        table = desk.ledger.table(Task)
        assert not open_circle(dict(table))
        assert all(table[t.parent].parent is None for t in table.values() if t.parent)


def test_a_task_waits_for_open_tasks_alone_and_starting_it_is_free() -> None:
    desk = desk_of(task("t1"), task("t2", after=("t1",)))
    table = desk.ledger.table(Task)
    assert [t.id for t in blockers(desk.task("t2"), table)] == ["t1"]
    desk.start("t2")
    desk.drop("t1", "sans objet")
    assert blockers(desk.task("t2"), table) == ()
    with pytest.raises(Invalid):
        desk.edit_task(replace(desk.task("t2"), after=("nowhere",)))


def test_a_part_is_of_its_client_and_follows_it() -> None:
    desk = desk_of(task("t1"))
    part = desk.add_part("t1", desk.understand("Relire l’annexe @bru ~20min vendredi"))
    assert (part.client, part.parent, part.estimate_min) == ("tuy", "t1", 20)
    with pytest.raises(Invalid):
        desk.add_part(part.id, desk.understand("Encore plus petit"))
    desk.note_time(part.id, 10, "")
    desk.edit_task(replace(desk.task("t1"), client="bru"))
    assert desk.task(part.id).client == "bru"
    assert {e.client for e in desk.ledger.table(Entry).values()} == {"bru"}
    desk.undo()
    assert desk.task(part.id).client == "tuy"
    desk.edit_task(replace(desk.task(part.id), client="bru"))
    assert desk.task(part.id).parent is None, "a part with another client is a task of its own"


def test_deleting_a_task_frees_its_parts_and_what_came_after_it() -> None:
    desk = desk_of(task("t1"), task("t2", parent="t1"), task("t3", after=("t1", "t2")))
    desk.delete_task("t1")
    assert desk.task("t2").parent is None
    assert desk.task("t3").after == ("t2",)
    desk.undo()
    assert (desk.task("t2").parent, desk.task("t3").after) == ("t1", ("t1", "t2"))


def test_finishing_with_its_parts_is_one_thing_to_undo() -> None:
    desk = desk_of(task("t1"), task("t2", parent="t1"), task("t3", parent="t1"))
    desk.start("t2")
    desk.complete("t1", parts=True)
    assert not runs(desk)
    assert all(not desk.task(f"t{n}").open for n in (1, 2, 3))
    desk.undo()
    assert runs(desk)
    assert [desk.task(f"t{n}").open for n in (1, 2, 3)] == [True] * 3


def test_a_finished_part_stays_on_the_desk_as_long_as_its_whole_is_open() -> None:
    clock = HandClock()
    desk = desk_of(task("t1"), task("t2", parent="t1"), clock=clock)
    desk.complete("t2")
    clock.advance(hours=24)
    list(desk.closing_days())
    assert "t2" in desk.ledger.table(Task)
    desk.complete("t1")
    clock.advance(hours=24)
    list(desk.closing_days())
    assert not desk.ledger.table(Task)
    assert desk.task("t2").parent == "t1"


def test_a_checklist_is_cleaned_and_kept() -> None:
    desk = desk_of(task("t1"))
    desk.keep_checklist("t1", [ListItem("  Relire\x1b[2J "), ListItem("   "), ListItem("x", done=True)])
    kept = desk.task("t1").checklist
    assert [item.done for item in kept] == [False, True]
    assert "\x1b" not in kept[0].text
    last = desk.last_done
    desk.keep_checklist("t1", kept)
    assert desk.last_done is last, "nothing was changed"


@given(st.lists(st.tuples(st.integers(0, 4), st.none() | st.integers(1, 90), st.booleans()), max_size=8))
def test_no_work_counts_twice(shape: list[tuple[int, int | None, bool]]) -> None:
    tasks = [
        task(f"t{n}", estimate_min=estimate, parent=f"t{parent}" if part and parent < n else None)
        for n, (parent, estimate, part) in enumerate(shape)
    ]
    wholes = {t.id for t in tasks if t.parent is None}
    tasks = [t if t.parent in wholes else replace(t, parent=None) for t in tasks]
    counted = sum(t.estimate_min or 0 for t in unfolded(tasks))
    expected = 0
    for t in tasks:
        mine = [p.estimate_min for p in tasks if p.parent == t.id and p.estimate_min is not None]
        if t.parent is None:
            expected += max(t.estimate_min or 0, sum(mine))
    assert counted == expected


def test_plans_and_steps_survive_the_exchange_format() -> None:
    tasks: tuple[Value, ...] = (
        TUY, task("t1", planned_on=MONDAY, planned_rank=3, checklist=(ListItem("un"), ListItem("[/]", done=True))),
        task("t2", parent="t1", after=("t3",)), task("t3"),
    )
    again = parse(dump(tasks, datetime(2026, 11, 23, tzinfo=UTC)))
    assert {v for v in again if isinstance(v, Task)} == {v for v in tasks if isinstance(v, Task)}


@pytest.mark.parametrize("wrong", [
    (task("t1", after=("t2",)), task("t2", after=("t1",))),
    (task("t1"), task("t2", parent="t1"), task("t3", parent="t2")),
    (task("t1"), task("t2", "bru", parent="t1")),
    (task("t1", after=("t3",)), task("t2", parent="t1"), task("t3", after=("t2",))),
])
def test_a_file_brings_no_circle_and_no_part_of_a_part(wrong: tuple[Task, ...]) -> None:
    with pytest.raises(PupitreError):
        parse(dump_part((TUY, BRU, *wrong), datetime(2026, 11, 23, tzinfo=UTC)))


def test_nothing_points_to_the_tasks_of_a_client_that_left() -> None:
    desk = desk_of(
        task("t1", "bru"), task("t2", after=("t1", "t3")), task("t3"),
        task("t4", checklist=(ListItem("rappeler Brumeval"),)),
    )
    desk.keep_typed({"task:t2": {"title": "À moitié", "after": "Tâche t1; Tâche t3"}})
    ended(desk.erasing("bru"))
    assert desk.task("t2").after == ("t3",)
    assert "Brumeval" not in desk.task("t4").checklist[0].text
    assert desk.typed == {"task:t2": {"title": "À moitié"}}
