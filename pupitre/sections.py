"""Which part of a report each task of a client belongs to, for days and the instants they begin and end at."""

from collections.abc import Iterable
from datetime import date, datetime, time, tzinfo

from pupitre.dossier import Dossier
from pupitre.task import WAITING_CLIENT, Status, Task
from pupitre.text import plain
from pupitre.value import Struct, replace

Sections = dict[str, list[Task]]
"""The tasks of each part: `done`, `in_progress`, `unfinished`, `waiting`, `out_of_scope`."""
Days = tuple[date, date]
"""The first and the last day."""
DUTIES = frozenset({"permanence", "duty"})
"""How being on call is called, as a kind of work or at the beginning of a title."""


class Period(Struct, frozen=True):
    """What a report covers: its days, the instants they begin and end at, and the zone and end of a working day.

    What was asked outside the agreement is told of from the instant `asked` on.
    """

    first: date
    last: date
    begin: datetime
    end: datetime
    asked: datetime
    zone: tzinfo
    end_of_day: time


def sorted_tasks(dossier: Dossier, period: Period, worked: set[str | None]) -> Sections:
    """Return the tasks of each part; `worked` are the ids of those worked on in that time."""
    sections: Sections = {"done": [], "in_progress": [], "unfinished": [], "waiting": [], "out_of_scope": []}
    for task in dossier.tasks:
        if task.created < period.end:
            section = _section(task, period, worked=task.id in worked)
            if section:
                sections[section].append(task)
    return sections


def delivered(done: Iterable[Task], begin: datetime) -> list[Task]:
    """Return what was finished from an instant on, among the finished tasks."""
    return [t for t in done if t.done_at is not None and t.done_at >= begin]


def of_delivery(sections: Sections, dossier: Dossier, period: Period, started: set[str | None]) -> Sections:
    """Return what was delivered, what is left of the same jobs, and all that the client may act on.

    One job is what came in together, or what is of one kind and would be told of that time anyway. A client may hear
    at deliveries only: what waits for it, what was asked outside the agreement and other work that was begun are told
    too. `started` are the ids of the tasks that were worked on by the end.
    """
    done, known = delivered(sections["done"], period.begin), _ids(sections)
    together, kinds = {t.created for t in done}, {t.category for t in done if t.category}

    def told(task: Task) -> bool:
        begun = task.status is Status.DOING and task.id in started
        return begun or task.created in together or task.category in kinds

    kept = {name: [t for t in sections[name] if told(t)] for name in ("in_progress", "unfinished")}
    for task in dossier.tasks:
        if task.id not in known and _ahead(task, period.end) and not task.out_of_scope:
            if task.status is Status.DOING and task.id in started:
                kept["in_progress" if _holds(task, period) else "unfinished"].append(task)
            elif task.created in together:
                kept["unfinished"].append(task)
    waiting = [t for t in sections["waiting"] if t.waiting_for in {"", WAITING_CLIENT} or told(t)]
    return {"done": done, **kept, "waiting": waiting, "out_of_scope": sections["out_of_scope"]}


def coming(sections: Sections, dossier: Dossier, days: Days, period: Period) -> list[Task]:
    """Return what is promised for some days ahead, and told nowhere else; a duty is no news."""
    known = _ids(sections)
    ahead = [
        _as_promised(known_by(t, period), period) for t in dossier.tasks
        if t.id not in known and not t.out_of_scope and _ahead(t, period.end) and not is_duty(t)
    ]
    return [
        t for t in ahead
        if (due := t.promise(period.zone, period.end_of_day)) is not None and days[0] <= due.day <= days[1]
    ]


def is_duty(task: Task) -> bool:
    """Return whether a task is being on call, by its kind or the first word of its title."""
    return not DUTIES.isdisjoint({plain(task.category), *plain(task.public_title).split()[:1]})


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


def known_by(task: Task, period: Period) -> Task:
    """Return the task without what was only said of it after the period, or before the client sent it back."""
    if task.explained_at is not None and task.explained_at >= period.end:
        task = replace(task, reason="", next_on=None, next_text="")
    if task.came_back_at is not None and task.came_back_at >= period.end:
        task = replace(task, came_back_at=None, remark="")
    back = task.came_back_at
    if back is not None and task.open and (task.explained_at is None or task.explained_at < back):
        task = replace(task, reason="", next_on=None, next_text="")
    return task


def _as_promised(task: Task, period: Period) -> Task:
    """Return the task with its first date, while that lies ahead and nobody knows when it was given a later one."""
    ahead = task.deadline is not None and task.deadline.day > period.last
    return replace(task, next_on=None) if ahead and task.explained_at is None else task


def _ids(sections: Sections) -> set[str]:
    return {t.id for tasks in sections.values() for t in tasks}


def _ahead(task: Task, end: datetime) -> bool:
    """Return whether a task was there and still to be done at the end of the period."""
    done, dropped = task.done_at, task.dropped_at
    return task.created < end and (done is None or done >= end) and (dropped is None or dropped >= end)


def _holds(task: Task, period: Period) -> bool:
    """Return whether what was promised first still lies ahead at the end of the period."""
    task = known_by(task, period)
    return (
        task.dropped_at is None and task.came_back_at is None
        and task.deadline is not None and task.deadline.day > period.last
        and task.promise(period.zone, period.end_of_day) == task.deadline
    )


def _section(task: Task, period: Period, *, worked: bool) -> str:
    """Return the part of the report a task belongs to, or "" when the client need not read of it."""
    begin, end, first, last = period.begin, period.end, period.first, period.last
    if task.done_at is not None and task.done_at < end:
        return "done" if task.done_at >= begin or worked else ""
    if task.dropped_at is not None and task.dropped_at < begin and not worked:
        return ""
    due = any(d is not None and first <= d.day <= last for d in (task.deadline, task.next_on))
    if task.out_of_scope and task.came_back_at is None:
        return "out_of_scope" if period.asked <= task.created or due or worked else ""
    if task.status is Status.WAITING and (task.waiting_since is None or task.waiting_since < end):
        return "waiting"
    late = task.due is not None and task.due.day < first
    said = any(
        i is not None and begin <= i < end for i in (task.explained_at, task.dropped_at, task.came_back_at)
    )
    if not (worked or due or late or said):
        return ""
    return "in_progress" if _holds(task, period) else "unfinished"
