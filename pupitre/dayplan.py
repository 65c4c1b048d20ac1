"""The plan of one day: what there is to place, what is placed in it, and where each would end."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from pupitre.batches import Job, Slices, ends
from pupitre.planning import OrderKey, hers_to_do, order_key, remaining_min
from pupitre.settings import Settings
from pupitre.steps import parts_by
from pupitre.task import Status, Task
from pupitre.value import Struct


class Lot(StrEnum):
    """Why a task stands among those to place, in their order."""

    THREE = "three"
    LATE = "late"
    LEFT = "left"
    CHASE = "chase"
    SOON = "soon"
    OTHER = "other"


class Placeable(Struct, frozen=True):
    """A task to place, and the minutes it still takes, None when nobody said."""

    task: Task
    lot: Lot
    left_min: int | None


class Placed(Struct, frozen=True):
    """A task of the day: `ends` is when it would be done, None without an estimate or when that is `beyond` it."""

    task: Task
    left_min: int | None
    ends: datetime | None
    beyond: bool = False


class DayPlan(Struct, frozen=True):
    """A day as it is planned: minutes of work and minutes there are, `unestimated` tasks counted in neither."""

    day: date
    to_place: tuple[Placeable, ...]
    placed: tuple[Placed, ...]
    planned: int
    available: int
    unestimated: int

    @property
    def spare(self) -> int:
        """Minutes that are left over; negative when the plan is too long."""
        return self.available - self.planned


class Known(Struct, frozen=True):
    """What a plan is made from: the tasks, the minutes worked on each, her settings.

    `counted` are the open ones with their parts counted once, `moments` until when each must be done; `three` are
    those she chose last evening for this day.
    """

    tasks: Mapping[str, Task]
    counted: Mapping[str, Task]
    moments: Mapping[str, datetime]
    worked: Mapping[str, int]
    three: Sequence[str]
    settings: Settings
    today: date


def in_day(task: Task, day: date) -> bool:
    """Return whether an open task belongs to a day: she put it there, or it is due then."""
    return task.open and (task.planned_on == day or (due_in(task, day) and hers_to_do(task)))


def due_in(task: Task, day: date) -> bool:
    """Return whether a task is due on a day."""
    return task.due is not None and task.due.day == day


def order_of(known: Known, day: date) -> list[Task]:
    """Return the tasks of a day in her order; what has no place in it yet comes last, what presses most first."""
    def place(task: Task) -> tuple[bool, int, OrderKey]:
        rank = task.planned_rank if task.planned_on in {day, None} else 0
        return rank == 0, rank, order_key(task, known.moments)

    return sorted((t for t in known.tasks.values() if in_day(t, day)), key=place)


def day_plan(known: Known, day: date, slices: Slices) -> DayPlan:
    """Return the plan of a day whose working time is these slices."""
    placed = order_of(known, day)
    inside = {t.id for t in placed}
    costs = _costs(known, inside)
    jobs = jobs_of(placed, costs, known)
    shown = tuple(
        Placed(t, costs[t.id], end if costs[t.id] is not None else None, beyond=end is None and bool(costs[t.id]))
        for t, end in zip(placed, ends(jobs, slices), strict=True)
    )
    available = sum((stop - start for start, stop in slices), timedelta())
    return DayPlan(
        day, _to_place(known, day, inside, costs), shown,
        planned=sum(each.left_min or 0 for each in shown), available=int(available / timedelta(minutes=1)),
        unestimated=sum(each.left_min is None for each in shown),
    )


def jobs_of(tasks: Iterable[Task], costs: Mapping[str, int | None], known: Known) -> list[Job]:
    """Return the tasks as pieces of work, each pressed by what comes after it; a whole comes after its parts."""
    own, parts = known.settings, parts_by(known.counted.values())
    return [
        Job(
            t.id, t.client, timedelta(minutes=costs.get(t.id) or 0), known.moments.get(t.id),
            frozenset({*known.counted[t.id].after, *(p.id for p in parts.get(t.id, ()))}),
            t.not_before.moment(own.zone, own.day_start) if t.not_before is not None else None,
        )
        for t in tasks
    ]


def _costs(known: Known, inside: set[str]) -> dict[str, int | None]:
    """Return the minutes that each open task still takes, with those of its parts that are not in the day themselves.

    A task that waits for someone takes none.
    """
    parts = parts_by(known.counted.values())
    alone = {
        key: remaining_min(t, known.worked) if t.status is not Status.WAITING else 0
        for key, t in known.counted.items()
    }
    found: dict[str, int | None] = {}
    for key, own in alone.items():
        theirs = [alone[p.id] for p in parts.get(key, ()) if p.id not in inside]
        known_min = [m for m in (own, *theirs) if m is not None]
        found[key] = sum(known_min) if own is not None and known_min else None
    return found


def _to_place(
    known: Known, day: date, inside: set[str], costs: Mapping[str, int | None]
) -> tuple[Placeable, ...]:
    found = []
    for task in known.tasks.values():
        lot = _lot(task, known, day) if task.id not in inside and task.parent not in inside else None
        if lot is not None:
            found.append(Placeable(task, lot, costs[task.id]))
    lots, three = list(Lot), list(known.three)

    def key(item: Placeable) -> tuple[int, int, OrderKey]:
        chosen = three.index(item.task.id) if item.lot is Lot.THREE else 0
        return lots.index(item.lot), chosen, order_key(item.task, known.moments)

    return tuple(sorted(found, key=key))


def _lot(task: Task, known: Known, day: date) -> Lot | None:
    """Return why a task may be placed in a day, None when it cannot."""
    if not task.open or task.out_of_scope:
        return None
    if task.not_before is not None and task.not_before.day > day:
        return None
    if task.status is Status.WAITING:
        return Lot.CHASE if task.due is not None and task.due.day <= day else None
    if task.id in known.three:
        return Lot.THREE
    if task.due is not None and task.due.day < known.today:
        return Lot.LATE
    if task.planned_on is not None and task.planned_on < known.today:
        return Lot.LEFT
    week_ends = day + timedelta(days=6 - day.weekday())
    return Lot.SOON if task.due is not None and task.due.day <= week_ends else Lot.OTHER


def filling(plan: DayPlan, known: Known) -> tuple[Task, ...]:
    """Return what else fits into a day: last evening's three, then the earliest deadlines, each as long as it fits.

    Only what has an estimate can be said to fit; what comes after another task comes only with it. A whole stands for
    its parts.
    """
    able = {each.task.id for each in plan.to_place if each.lot is not Lot.CHASE}
    first = [each for each in plan.to_place if each.lot is Lot.THREE]
    rest = [each for each in plan.to_place if each.lot not in {Lot.THREE, Lot.CHASE}]
    rest.sort(key=lambda each: order_key(each.task, known.moments))
    room = plan.spare
    there = {each.task.id for each in plan.placed}
    found: list[Task] = []
    for each in (*first, *rest):
        task, left = each.task, each.left_min
        planned = task.planned_on is not None and task.planned_on > plan.day
        held = any(k in known.tasks and known.tasks[k].open and k not in there for k in task.after)
        if not left or left > room or planned or held or task.parent in able:
            continue
        room -= left
        there.add(task.id)
        found.append(task)
    return tuple(found)
