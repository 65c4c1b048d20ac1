"""How a task changes: each function returns the changed task, or refuses with the field that is wrong."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo

from pupitre.client import Client
from pupitre.deadline import Deadline
from pupitre.entry import Entry
from pupitre.errors import Invalid, UnknownClient
from pupitre.focus import Focus
from pupitre.ledger import Ledger
from pupitre.phrases import Kind
from pupitre.ports import Change, Value
from pupitre.quick import MAX_ESTIMATE_MIN, Understanding
from pupitre.recurrence import Recurrence
from pupitre.steps import check_links, cleaned, parts_of
from pupitre.task import Status, Task
from pupitre.text import clean_line, clean_text, sort_key
from pupitre.value import replace

EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


def in_order(clients: Iterable[Client]) -> tuple[Client, ...]:
    """Return clients in French alphabetical order."""
    return tuple(sorted(clients, key=lambda c: sort_key(c.name)))


def from_line(understood: Understanding, key: str, now: datetime, clients: Iterable[Client]) -> Task:
    """Return the new task of a line.

    Raises:
        Invalid: no title is left once the rest is understood, or the date can only be confirmed by her.
        UnknownClient: the line names a client that does not exist.
    """
    if understood.unknown_client:
        raise UnknownClient(understood.unknown_client, tuple(c.label for c in clients))
    answer = understood.date
    deadline = None if answer is None or answer.kind is Kind.REFUSED else answer.value
    title = understood.title
    if answer is not None and (deadline is None or understood.rule is not None):
        # One task does not come again: that it should is still said.
        title = f"{title} {understood.date_words}".strip()
    task = Task(
        id=key, title=title, client=understood.client.id if understood.client else None,
        category=understood.category, estimate_min=understood.estimate_min, priority=understood.priority,
        deadline=deadline, created=now, not_before=understood.not_before, audio_min=understood.audio_min,
        note=understood.note,
    )
    return checked(task, {c.id: c for c in clients})


def recurrence_from_line(understood: Understanding, key: str, zone: tzinfo, clients: Iterable[Client]) -> Recurrence:
    """Return the recurrence of a line that has a rule.

    Raises:
        Invalid: no title is left once the rest is understood, or there is no rule.
        UnknownClient: the line names a client that does not exist.
    """
    if understood.unknown_client:
        raise UnknownClient(understood.unknown_client, tuple(c.label for c in clients))
    if understood.rule is None:
        raise Invalid("rule", "empty")
    title = clean_line(understood.title)
    if not title:
        raise Invalid("title", "empty")
    value = understood.date.value if understood.date else None
    return Recurrence(
        id=key, title=title, rule=understood.rule, client=understood.client.id if understood.client else None,
        category=clean_line(understood.category), estimate_min=understood.estimate_min,
        priority=understood.priority, hour=value.hour(zone) if value else None, note=clean_text(understood.note),
    )


def checked(task: Task, clients: Mapping[str, Client]) -> Task:
    """Return the task with its texts cleaned. Raises `Invalid` with the field that cannot be kept."""
    title = clean_line(task.title)
    if not title:
        raise Invalid("title", "empty")
    if task.client is not None and task.client not in clients:
        raise Invalid("client", "unknown", task.client)
    if task.estimate_min is not None and not 0 < task.estimate_min <= MAX_ESTIMATE_MIN:
        raise Invalid("estimate", "range", str(task.estimate_min))
    if task.progress_pct is not None and not 0 <= task.progress_pct <= 100:
        raise Invalid("progress", "range", str(task.progress_pct))
    for field, deadline in (("deadline", task.deadline), ("next", task.next_on), ("not_before", task.not_before)):
        if deadline is not None and not EARLIEST_YEAR <= deadline.day.year <= LATEST_YEAR:
            raise Invalid(field, "range", deadline.day.isoformat())
    return replace(
        task, title=title, reason=clean_line(task.reason), note=clean_text(task.note),
        result=clean_line(task.result), report_label=clean_line(task.report_label),
        scope_note=clean_line(task.scope_note), next_text=clean_line(task.next_text),
        category=clean_line(task.category), waiting_for=clean_line(task.waiting_for), remark=clean_line(task.remark),
        checklist=cleaned(task.checklist),
    )


def edited(task: Task, ledger: Ledger) -> Change:
    """Return the change of an edit: when the client changes, its parts and the time worked on them go with it.

    A part that gets another client than its whole is a task of its own. What moves to another day has no place in
    that one yet. Raises `Invalid` as `check_links` does.
    """
    tasks, before = ledger.table(Task), ledger.get(Task, task.id)
    if _day_in_plan(task) != _day_in_plan(before) and task.planned_rank == before.planned_rank:
        task = replace(task, planned_rank=0)
    whole = tasks.get(task.parent or "")
    if whole is not None and whole.client != task.client:
        task = replace(task, parent=None)
    check_links(task, tasks)
    if before.client == task.client:
        return Change((task,))
    moved: list[Value] = [replace(part, client=task.client) for part in parts_of(task.id, tasks.values())]
    keys = {task.id, *(part.id for part in moved)}
    for entry in ledger.table(Entry).values():
        if entry.task in keys:
            billable = task.client is not None and (entry.billable or entry.client is None)
            moved.append(replace(entry, client=task.client, billable=billable, surcharge=""))
    focus = ledger.table(Focus).get("focus")
    if focus is not None and focus.task in keys:
        moved.append(replace(focus, client=task.client))
    return Change((task, *moved))


def _day_in_plan(task: Task) -> date | None:
    """Return the day in whose plan a task has its place."""
    return task.planned_on or (task.due.day if task.due is not None else None)


def begun(task: Task) -> Task:
    """Return the task under way; work on it ends its waiting, and reopens it."""
    return replace(
        task, status=Status.DOING, done_at=None, dropped_at=None, waiting_for="", waiting_since=None
    )


def completed(task: Task, now: datetime) -> Task:
    """Return the task finished now; what it waited for came."""
    return replace(
        task, status=Status.DONE, done_at=now, dropped_at=None, progress_pct=None, waiting_for="", waiting_since=None
    )


def reopened(task: Task) -> Task:
    """Return the task back in « à faire ». Raises `Invalid` when it is not finished, dropped or waiting."""
    if task.open and task.status is not Status.WAITING:
        raise Invalid("status", "open", task.title)
    return replace(
        task, status=Status.TODO, done_at=None, dropped_at=None, waiting_for="", waiting_since=None
    )


def came_back(task: Task, remark: str, now: datetime) -> Task:
    """Return a finished task back on the board with the client's remark. Raises `Invalid` when it is not finished."""
    if task.status is not Status.DONE or task.done_at is None:
        raise Invalid("status", "open", task.title)
    told = (*task.finished_before, (task.done_at, now))
    return replace(reopened(task), came_back_at=now, remark=clean_line(remark), finished_before=told)


def waiting(task: Task, whom: str, missing: str, chase: Deadline | None, now: datetime) -> Task:
    """Return the task waiting. Raises `Invalid` when nobody is named."""
    whom, missing = clean_line(whom), clean_line(missing)
    if not whom:
        raise Invalid("waiting_for", "empty")
    # Who is awaited already, though for something said in other words, is awaited since then.
    still = task.status is Status.WAITING and task.waiting_for == whom and task.waiting_since is not None
    since = task.waiting_since if still else now
    return replace(
        task, status=Status.WAITING, waiting_for=whom, waiting_since=since, reason=missing or task.reason,
        next_on=chase or task.next_on, explained_at=now, done_at=None, dropped_at=None,
        chased=task.chased if still else (),
    )


def asked_again(task: Task, again: Deadline | None, now: datetime) -> Task:
    """Return a waiting task for which she asked again now, `again` is when to ask next.

    Raises `Invalid` when it waits for nobody.
    """
    if task.status is not Status.WAITING:
        raise Invalid("status", "not_waiting", task.title)
    return replace(task, chased=(*task.chased, now), next_on=again, explained_at=now)


def postponed(task: Task, until: Deadline, reason: str, now: datetime) -> Task:
    """Return the task with a new date. Raises `Invalid` when it is done, or without a reason the client is owed."""
    if task.status is Status.DONE:
        raise Invalid("status", "done", task.title)
    reason = clean_line(reason)
    if not reason:
        raise Invalid("reason", "empty")
    if task.planned_on is not None and until.day <= task.planned_on:
        return replace(task, next_on=until, reason=reason, explained_at=now)
    return replace(task, next_on=until, reason=reason, explained_at=now, planned_on=None, planned_rank=0)


def out_of_scope(task: Task, why: str, proposal: str, now: datetime) -> Task:
    """Return the task marked as outside the mission, or inside again when `why` is empty."""
    why, proposal = clean_line(why), clean_line(proposal)
    return replace(
        task, out_of_scope=bool(why), scope_note=why, next_text=proposal or task.next_text, explained_at=now
    )


def dropped(task: Task, reason: str, now: datetime) -> Task:
    """Return the task given up. Raises `Invalid` without a reason."""
    reason = clean_line(reason)
    if not reason:
        raise Invalid("reason", "empty")
    return replace(
        task, status=Status.TODO, dropped_at=now, reason=reason, explained_at=now, done_at=None,
        waiting_for="", waiting_since=None,
    )
