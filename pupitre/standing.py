"""Why a task stands where it stands on the board: the arithmetic behind its place, as facts."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from pupitre.busy import Stretch, work_time
from pupitre.capacity import MINUTE
from pupitre.planning import Planned, hers_to_do
from pupitre.settings import Settings
from pupitre.task import Task
from pupitre.value import Struct


class Standing(Struct, frozen=True):
    """What decides on the place of a task.

    `planned` is None when it has no deadline or takes no time of hers. `nearer` are those that come first, each with
    its minutes left (None without an estimate), `available` the minutes for tasks before the deadline, and `spare`
    those left over when all of it is done; `after` is what it waits for, `before` what waits for it.
    """

    task: Task
    planned: Planned | None = None
    late: bool = False
    nearer: tuple[tuple[Task, int | None], ...] = ()
    available: int = 0
    spare: int = 0
    after: tuple[Task, ...] = ()
    before: tuple[Task, ...] = ()

    @property
    def nearer_min(self) -> int:
        """Minutes of all that comes first."""
        return sum(minutes or 0 for _, minutes in self.nearer)


def standing(
    task: Task, tasks: Iterable[Task], plan: Sequence[Planned], now: datetime, settings: Settings,
    taken: Sequence[Stretch] = (),
) -> Standing:
    """Return why a task stands where it stands; `plan` is her work laid out, `taken` what appointments take."""
    tasks = list(tasks)
    after = tuple(t for t in tasks if t.id in task.after and t.open)
    before = tuple(t for t in tasks if task.id in t.after and t.open)
    place = next((n for n, p in enumerate(plan) if p.task.id == task.id), None)
    if place is None or not hers_to_do(task):
        return Standing(task, after=after, before=before)
    mine = plan[place]
    nearer = tuple((p.task, p.left_min) for p in plan[:place] if p.left_min != 0)
    if mine.due is None or mine.due <= now:
        return Standing(task, mine, late=True, nearer=nearer, after=after, before=before)
    available = int(work_time(now, mine.due, taken, settings) / MINUTE)
    done = mine.finish or mine.due
    spare = int(work_time(done, mine.due, taken, settings) / MINUTE) if done < mine.due else 0
    return Standing(
        task, mine, nearer=nearer, available=available, spare=spare, after=after, before=before
    )
