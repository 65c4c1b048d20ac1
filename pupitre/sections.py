"""Which part of a report each task of a client belongs to, for days and the instants they begin and end at."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from pupitre.dossier import Dossier
from pupitre.task import Status, Task

Sections = dict[str, list[Task]]
"""The tasks of each part: `done`, `unfinished`, `waiting`, `out_of_scope`."""
Days = tuple[date, date]
"""The first and the last day."""
Stretch = tuple[datetime, datetime]
"""When the first day begins, and when the last one is over."""


def sorted_tasks(dossier: Dossier, days: Days, span: Stretch, worked: set[str | None]) -> Sections:
    """Return the tasks of each part; `worked` are the ids of those worked on in that time."""
    sections: Sections = {"done": [], "unfinished": [], "waiting": [], "out_of_scope": []}
    for task in dossier.tasks:
        if task.created < span[1]:
            section = _section(task, days, span, worked=task.id in worked)
            if section:
                sections[section].append(task)
    return sections


def delivered(done: Iterable[Task], begin: datetime) -> list[Task]:
    """Return what was finished from an instant on, among the finished tasks."""
    return [t for t in done if t.done_at is not None and t.done_at >= begin]


def of_delivery(sections: Sections, dossier: Dossier, span: Stretch) -> Sections:
    """Return what was delivered, and what is left of the same jobs.

    One job is what came in together, or what is of one kind and would be told of that time anyway.
    """
    done = delivered(sections["done"], span[0])
    together, kinds = {t.created for t in done}, {t.category for t in done if t.category}
    kept = {
        name: [t for t in sections[name] if t.created in together or t.category in kinds]
        for name in ("unfinished", "waiting")
    }
    known = _ids(sections)
    kept["unfinished"] += [
        t for t in dossier.tasks
        if t.created in together and t.id not in known and _ahead(t, span[1]) and not t.out_of_scope
    ]
    return {"done": done, **kept, "out_of_scope": []}


def coming(sections: Sections, dossier: Dossier, days: Days, end: datetime) -> list[Task]:
    """Return what is promised for some days ahead, and told nowhere else."""
    known = _ids(sections)
    return [
        t for t in dossier.tasks
        if t.id not in known and not t.out_of_scope and _ahead(t, end)
        and (due := known_by(t, end).due) is not None and days[0] <= due.day <= days[1]
    ]


def as_of(task: Task, end: datetime) -> Task:
    """Return the task finished as it was at the end of the period, when it came back only afterwards."""
    earlier: datetime | None = None
    for done_at, came_back_at in task.finished_before:
        if came_back_at >= end:
            return replace(
                task, status=Status.DONE, done_at=done_at, dropped_at=None, waiting_for="", waiting_since=None,
                progress_pct=None, came_back_at=earlier, remark="",
            )
        earlier = came_back_at
    return task


def known_by(task: Task, end: datetime) -> Task:
    """Return the task without what was only said of it after the period, or before the client sent it back."""
    if task.explained_at is not None and task.explained_at >= end:
        task = replace(task, reason="", next_on=None, next_text="")
    if task.came_back_at is not None and task.came_back_at >= end:
        task = replace(task, came_back_at=None, remark="")
    back = task.came_back_at
    if back is not None and task.open and (task.explained_at is None or task.explained_at < back):
        task = replace(task, reason="", next_on=None, next_text="")
    return task


def _ids(sections: Sections) -> set[str]:
    return {t.id for tasks in sections.values() for t in tasks}


def _ahead(task: Task, end: datetime) -> bool:
    """Return whether a task was there and still to be done at the end of the period."""
    return task.created < end and all(moment is None or moment >= end for moment in (task.done_at, task.dropped_at))


def _section(task: Task, days: Days, span: Stretch, *, worked: bool) -> str:
    """Return the part of the report a task belongs to, or "" when the client need not read of it."""
    begin, end = span
    if task.done_at is not None and task.done_at < end:
        return "done" if task.done_at >= begin or worked else ""
    if task.dropped_at is not None and task.dropped_at < begin and not worked:
        return ""
    due = any(d is not None and days[0] <= d.day <= days[1] for d in (task.deadline, task.next_on))
    if task.out_of_scope and task.came_back_at is None:
        return "out_of_scope" if begin <= task.created or due or worked else ""
    if task.status is Status.WAITING and (task.waiting_since is None or task.waiting_since < end):
        return "waiting"
    late = task.due is not None and task.due.day < days[0]
    said = any(
        i is not None and begin <= i < end for i in (task.explained_at, task.dropped_at, task.came_back_at)
    )
    return "unfinished" if worked or due or late or said else ""
