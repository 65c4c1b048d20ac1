"""What she thought a task would take, and what such tasks usually take her: medians of what is finished."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pupitre.task import Status, Task
from pupitre.value import Struct

LEAST = 3
"""Finished tasks below which nothing is said to be usual."""


class Usual(Struct, frozen=True):
    """Finished tasks of one category: the minutes thought and taken, and `ratio` of the second to the first.

    All are medians, so that one task that went wrong changes little.
    """

    category: str
    tasks: int
    estimated: int
    took: int
    ratio: float


def usuals(tasks: Iterable[Task], worked: Mapping[str, int]) -> tuple[Usual, ...]:
    """Return what is usual by category, of finished tasks that had an estimate and some time; by name."""
    names: dict[str, str] = {}
    groups: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for task, took in _measured(tasks, worked):
        if task.estimate_min:
            names.setdefault(_same(task.category), task.category)
            groups[_same(task.category)].append((task.estimate_min, took))
    from statistics import median  # noqa: PLC0415 - not needed for the first screen

    return tuple(
        Usual(
            names[key], len(group), round(median(e for e, _ in group)), round(median(t for _, t in group)),
            median(t / e for e, t in group),
        )
        for key, group in sorted(groups.items()) if len(group) >= LEAST
    )


def usual_minutes(category: str, tasks: Iterable[Task], worked: Mapping[str, int]) -> tuple[int, int] | None:
    """Return the minutes that tasks of a category usually take, and how many tell it; None when too few do.

    `tasks` are finished ones among others, `worked` the minutes by task; those without an estimate tell it as well.
    """
    wanted = _same(category)
    took = [minutes for task, minutes in _measured(tasks, worked) if wanted and _same(task.category) == wanted]
    if len(took) < LEAST:
        return None
    from statistics import median  # noqa: PLC0415 - not needed for the first screen

    return round(median(took)), len(took)


def _measured(tasks: Iterable[Task], worked: Mapping[str, int]) -> Iterable[tuple[Task, int]]:
    finished = (t for t in tasks if t.status is Status.DONE and t.dropped_at is None and t.category.strip())
    return ((task, worked[task.id]) for task in finished if worked.get(task.id))


def _same(category: str) -> str:
    """Return what is alike for one category written in two ways."""
    return category.strip().replace("_", " ").casefold()
