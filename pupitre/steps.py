"""What a task is made of, and what it waits for: its checklist, its parts, the tasks that come before it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from pupitre.deadline import Deadline
from pupitre.errors import Invalid
from pupitre.task import ListItem, Task
from pupitre.text import clean_line
from pupitre.value import replace

_LATEST = datetime.max.replace(tzinfo=UTC)
_INSTANT = timedelta(microseconds=1)


def cleaned(checklist: Iterable[ListItem]) -> tuple[ListItem, ...]:
    """Return the lines of a checklist, each one line of text; empty ones are left out."""
    lines = (replace(item, text=clean_line(item.text)) for item in checklist)
    return tuple(item for item in lines if item.text)


def parts_by(tasks: Iterable[Task]) -> dict[str, tuple[Task, ...]]:
    """Return the parts of each task that has any, the oldest first."""
    found: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        if task.parent is not None:
            found[task.parent].append(task)
    return {key: tuple(sorted(parts, key=lambda t: (t.created, t.id))) for key, parts in found.items()}


def parts_of(key: str, tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Return the parts of one task, the oldest first."""
    return parts_by(t for t in tasks if t.parent == key).get(key, ())


def progress(task: Task, parts: Iterable[Task] = ()) -> tuple[int, int]:
    """Return how many lines of its checklist and of its parts are done, of how many; what was given up is none."""
    parts = [p for p in parts if p.dropped_at is None]
    done = sum(item.done for item in task.checklist) + sum(not p.open for p in parts)
    return done, len(task.checklist) + len(parts)


def blockers(task: Task, tasks: Mapping[str, Task]) -> tuple[Task, ...]:
    """Return the open tasks that it comes after; one that is over or gone holds nothing up."""
    return tuple(tasks[key] for key in task.after if key in tasks and tasks[key].open)


def without(key: str, tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Return, changed, the tasks that referred to one that goes: its parts are tasks of their own."""
    return tuple(parted(t, {key}) for t in tasks if t.id != key and (t.parent == key or key in t.after))


def parted(task: Task, gone: Iterable[str]) -> Task:
    """Return a task that refers to none of those that are gone."""
    gone = frozenset(gone)
    if task.parent not in gone and gone.isdisjoint(task.after):
        return task
    parent = None if task.parent in gone else task.parent
    return replace(task, parent=parent, after=tuple(key for key in task.after if key not in gone))


# -- no circle -----------------------------------------------------------------------------------


def check_links(task: Task, tasks: Mapping[str, Task], *, anew: bool = False) -> None:
    """Check what a changed task refers to, where that changed; of one that comes in `anew`, everything.

    Raises:
        Invalid: `after` or `parent` is not on the desk (`unknown`), its whole has another `client`, it is a part of a
            part (`part`), or something would have to wait for itself (`circle`).
    """
    before = None if anew else tasks.get(task.id)
    old = (before.after, before.parent) if before is not None else ((), None)
    if old == (task.after, task.parent):
        return
    for key in task.after:
        if key not in tasks and key not in old[0]:
            raise Invalid("after", "unknown")
    if task.parent is not None and task.parent != old[1]:
        whole = tasks.get(task.parent)
        if whole is None:
            raise Invalid("parent", "unknown")
        if whole.client != task.client:
            raise Invalid("parent", "client", whole.title)
        if whole.parent is not None or whole.id == task.id or any(t.parent == task.id for t in tasks.values()):
            raise Invalid("parent", "part", whole.title)
    closing = _closes_a_circle(task.id, {**tasks, task.id: task})
    if closing is not None:
        raise Invalid("after", "circle", closing.title)


def _closes_a_circle(start: str, tasks: Mapping[str, Task]) -> Task | None:
    """Return a task that would have to wait for itself, among those that `start` and its parts wait for."""
    parts = parts_by(tasks.values())
    open_, over = set[str](), set[str]()
    # Each is seen twice: when it is come to, and when all it waits for was seen.
    stack = [(start, False)]
    while stack:
        key, seen = stack.pop()
        if seen:
            open_.discard(key)
            over.add(key)
        elif key in open_:
            return tasks[key]
        elif key not in over:
            open_.add(key)
            stack.append((key, True))
            stack += [(k, False) for k in _waits_for(tasks[key], tasks, parts) if k not in over]
    return None


def _waits_for(task: Task, tasks: Mapping[str, Task], parts: Mapping[str, tuple[Task, ...]]) -> list[str]:
    """Return what must be over before a task is: what it comes after, its parts, and what its whole comes after."""
    whole = tasks.get(task.parent or "")
    keys = [*task.after, *(p.id for p in parts.get(task.id, ())), *(whole.after if whole is not None else ())]
    return [key for key in keys if key in tasks]


# -- what comes in or goes out whole -------------------------------------------------------------


def sound(tasks: Iterable[Task], known: Mapping[str, Task]) -> tuple[list[Task], int]:
    """Return tasks without the links that `check_links` would refuse, and how many those were.

    They may refer to each other and to those `known`.
    """
    tasks = tuple(tasks)
    everything = {**known, **{t.id: t for t in tasks}}
    fitting = [_pointing(t, everything) for t in tasks]
    wholes = {**known, **{t.id: t for t in fitting}}
    fitting = [replace(t, parent=None) if t.parent and wholes[t.parent].parent else t for t in fitting]
    turning = _turning({t.id: t for t in fitting})
    # A part waits for what its whole comes after: the link of the whole closes its circle.
    cut = turning | {t.parent for t in fitting if t.id in turning}
    kept = [
        replace(t, after=tuple(key for key in t.after if key not in turning)) if t.id in cut else t for t in fitting
    ]
    return kept, sum(_links(before) - _links(after) for before, after in zip(tasks, kept, strict=True))


def _links(task: Task) -> int:
    return len(task.after) + (task.parent is not None)


def _pointing(task: Task, tasks: Mapping[str, Task]) -> Task:
    """Return a task that refers to tasks there are, and to a whole of its own client."""
    whole = tasks.get(task.parent or "")
    fits = whole is not None and whole.client == task.client and whole.id != task.id
    if (fits or task.parent is None) and all(key in tasks for key in task.after):
        return task
    parent = task.parent if fits else None
    return replace(task, parent=parent, after=tuple(key for key in task.after if key in tasks))


def _turning(tasks: Mapping[str, Task]) -> frozenset[str]:
    """Return the tasks that wait for themselves, and those between them."""
    parts = parts_by(tasks.values())
    waits = {key: set(_waits_for(task, tasks, parts)) for key, task in tasks.items()}
    awaited: dict[str, set[str]] = {key: set() for key in tasks}
    for key, others in waits.items():
        for other in others:
            awaited[other].add(key)
    return _endless(waits, awaited) & _endless(awaited, waits)


def _endless(links: Mapping[str, set[str]], back: Mapping[str, set[str]]) -> frozenset[str]:
    """Return from where one comes to no end when one follows the links; `back` are the same ones backwards."""
    left = {key: len(others) for key, others in links.items()}
    ends = [key for key, n in left.items() if not n]
    while ends:
        end = ends.pop()
        del left[end]
        for key in back[end]:
            left[key] -= 1
            if not left[key]:
                ends.append(key)
    return frozenset(left)


# -- counted once --------------------------------------------------------------------------------


def unfolded(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Return the tasks as they are to be counted, so that no work counts twice.

    Of an open task with open parts counts what its own estimate leaves beside those of its parts, open and done; an
    open part without an estimate is within that. What was given up is no part any more. Parts are due, and planned,
    with their whole at the latest, and come after what it comes after.
    """
    tasks = tuple(tasks)
    parts = parts_by([t for t in tasks if t.parent is not None and t.dropped_at is None])
    if not parts:
        return tasks
    wholes = {t.id: t for t in tasks if t.id in parts and t.open}
    counted: dict[str, Task] = {}
    for key, whole in wholes.items():
        rest = _rest(whole, parts[key])
        mine = [p for p in parts[key] if p.open]
        last = max((p.created for p in mine), default=whole.created - _INSTANT)
        # It is over when its parts are: of those due together it comes last.
        counted[key] = replace(whole, estimate_min=rest, created=max(whole.created, last + _INSTANT))
        counted |= {part.id: _with_whole(part, whole, spared=bool(rest)) for part in mine}
    return tuple(counted.get(t.id, t) for t in tasks)


def _rest(whole: Task, parts: tuple[Task, ...]) -> int | None:
    """Return the minutes of a task that none of its parts has, None when neither it nor an open part says any."""
    if whole.estimate_min is None:
        return 0 if any(p.open and p.estimate_min is not None for p in parts) else None
    return max(whole.estimate_min - sum(p.estimate_min or 0 for p in parts), 0)


def _with_whole(part: Task, whole: Task, *, spared: bool) -> Task:
    due = part.due
    pressed = whole.due is not None and (due is None or _at(whole.due) < _at(due))
    estimate = 0 if spared and part.estimate_min is None else part.estimate_min
    days = [day for day in (part.planned_on, whole.planned_on) if day is not None]
    return replace(
        part, deadline=whole.due if pressed else due, next_on=None, planned_on=min(days, default=None),
        after=(*part.after, *whole.after), estimate_min=estimate,
    )


def _at(due: Deadline) -> tuple[date, datetime]:
    return due.day, due.at or _LATEST
