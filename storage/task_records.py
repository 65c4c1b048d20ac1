"""The record of a task in the exchange format, where one word tells status, lateness and scope."""

import re
from collections.abc import Iterator
from datetime import date, datetime, tzinfo

from msgspec import UNSET, Struct, UnsetType

from pupitre.deadline import Deadline
from pupitre.errors import Invalid
from pupitre.quick import MAX_ESTIMATE_MIN
from pupitre.steps import cleaned
from pupitre.task import ListItem, Priority, Status, Task
from storage.billing_records import Count
from storage.local_times import day_in, deadline_in, deadline_text, instant_in, local_text
from storage.records import text, unless

STATUSES = {
    "a_faire": Status.TODO, "pas_fait": Status.TODO, "hors_perimetre": Status.TODO, "en_cours": Status.DOING,
    "bloque": Status.WAITING, "fait": Status.DONE, "fait_en_retard": Status.DONE,
}
UNITS = ("quantity", "calls", "letters")

_A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T\S*)?\Z")


class TaskRecord(Struct):
    """A task."""

    id: str
    title: str
    created: str
    client: str | None = None
    category: str = ""
    estimate_min: int | None = None
    deadline: str | None = None
    priority: Priority = Priority.NORMAL
    status: str = "a_faire"
    channel: str = ""
    done_at: str | UnsetType = UNSET
    reason: str | UnsetType = UNSET
    next: str | UnsetType = UNSET
    next_text: str | UnsetType = UNSET
    note: str | UnsetType = UNSET
    result: str | UnsetType = UNSET
    waiting_for: str | UnsetType = UNSET
    waiting_since: str | UnsetType = UNSET
    explained_at: str | UnsetType = UNSET
    dropped_at: str | UnsetType = UNSET
    out_of_scope: bool | UnsetType = UNSET
    scope_note: str | UnsetType = UNSET
    progress_pct: int | UnsetType = UNSET
    quantity: Count | UnsetType = UNSET
    calls: Count | UnsetType = UNSET
    letters: Count | UnsetType = UNSET
    quantity_unit: str | UnsetType = UNSET
    audio_min: Count | UnsetType = UNSET
    confidential: bool | UnsetType = UNSET
    report_label: str | UnsetType = UNSET
    came_back_at: str | UnsetType = UNSET
    remark: str | UnsetType = UNSET
    finished_before: list[tuple[str, str]] | UnsetType = UNSET
    planned_on: str | UnsetType = UNSET
    planned_rank: int | UnsetType = UNSET
    after: list[str] | UnsetType = UNSET
    parent: str | UnsetType = UNSET
    checklist: list[ListItem] | UnsetType = UNSET
    series: str | UnsetType = UNSET
    series_on: date | UnsetType = UNSET
    chased: list[str] | UnsetType = UNSET
    not_before: str | UnsetType = UNSET
    pinned_at: str | UnsetType = UNSET


def task(record: TaskRecord, zone: tzinfo) -> Task:
    """Return a task. Raises `Invalid`."""
    _check(record)
    next_on, next_text = _next(record, zone)
    unit = next((u for u in UNITS if getattr(record, u) is not UNSET), "")
    done = STATUSES[record.status] is Status.DONE
    return Task(
        id=record.id, title=record.title, client=record.client, category=record.category,
        estimate_min=record.estimate_min,
        deadline=None if record.deadline is None else deadline_in(record.deadline, "deadline", zone),
        priority=record.priority, status=STATUSES[record.status],
        created=instant_in(record.created, "created", zone), channel=record.channel,
        done_at=_instant(record, "done_at", zone) if done else None,
        dropped_at=_instant(record, "dropped_at", zone), explained_at=_instant(record, "explained_at", zone),
        reason=text(record.reason), next_on=next_on, next_text=next_text, waiting_for=text(record.waiting_for),
        waiting_since=_instant(record, "waiting_since", zone),
        out_of_scope=record.status == "hors_perimetre" or record.out_of_scope is True,
        scope_note=text(record.scope_note), progress_pct=_number(record.progress_pct),
        quantity=_number(getattr(record, unit)) if unit else None,
        quantity_unit=text(record.quantity_unit) if unit == "quantity" else unit,
        audio_min=_number(record.audio_min), result=text(record.result), note=text(record.note),
        confidential=record.confidential is True, report_label=text(record.report_label),
        came_back_at=_instant(record, "came_back_at", zone), remark=text(record.remark),
        finished_before=_pairs(record, zone), series=text(record.series),
        pinned_at=_instant(record, "pinned_at", zone),
        planned_on=None if record.planned_on is UNSET else day_in(record.planned_on, "planned_on"),
        planned_rank=_number(record.planned_rank) or 0, parent=text(record.parent) or None,
        after=() if record.after is UNSET else tuple(dict.fromkeys(record.after)),
        checklist=() if record.checklist is UNSET else cleaned(record.checklist),
        series_on=None if record.series_on is UNSET else record.series_on,
        chased=() if record.chased is UNSET else tuple(instant_in(at, "chased", zone) for at in record.chased),
        not_before=None if record.not_before is UNSET else deadline_in(record.not_before, "not_before", zone),
    )


def from_task(value: Task, zone: tzinfo) -> TaskRecord:
    """Return the record of a task."""
    status = _status(value)
    told = {"done_at": value.done_at, "waiting_since": value.waiting_since,
            "explained_at": value.explained_at, "dropped_at": value.dropped_at, "came_back_at": value.came_back_at,
            "pinned_at": value.pinned_at}
    record = TaskRecord(
        id=value.id, title=value.title, created=local_text(value.created, zone), client=value.client,
        category=value.category, estimate_min=value.estimate_min,
        deadline=None if value.deadline is None else deadline_text(value.deadline, zone),
        priority=value.priority, status=status, channel=value.channel, reason=unless(value.reason),
        next=deadline_text(value.next_on, zone) if value.next_on else UNSET,
        note=unless(value.note), result=unless(value.result), waiting_for=unless(value.waiting_for),
        out_of_scope=True if value.out_of_scope and status != "hors_perimetre" else UNSET,
        scope_note=unless(value.scope_note),
        progress_pct=UNSET if value.progress_pct is None else value.progress_pct,
        audio_min=UNSET if value.audio_min is None else value.audio_min,
        confidential=True if value.confidential else UNSET, report_label=unless(value.report_label),
        remark=unless(value.remark), series=unless(value.series),
        planned_on=unless(value.planned_on.isoformat() if value.planned_on else ""),
        planned_rank=value.planned_rank or UNSET, parent=unless(value.parent or ""),
        after=list(value.after) or UNSET, checklist=list(value.checklist) or UNSET,
        series_on=UNSET if value.series_on is None else value.series_on,
        chased=[local_text(at, zone) for at in value.chased] or UNSET,
        not_before=UNSET if value.not_before is None else deadline_text(value.not_before, zone),
    )
    if value.finished_before:
        record.finished_before = [(local_text(d, zone), local_text(b, zone)) for d, b in value.finished_before]
    for name, moment in told.items():
        setattr(record, name, UNSET if moment is None else local_text(moment, zone))
    # A sentence that stands beside a date, or looks like one, needs a field of its own.
    if value.next_on or _A_DATE.match(value.next_text):
        record.next_text = unless(value.next_text)
    else:
        record.next = unless(value.next_text)
    if value.quantity is not None:
        known = value.quantity_unit in UNITS
        setattr(record, value.quantity_unit if known else "quantity", value.quantity)
        record.quantity_unit = UNSET if known else unless(value.quantity_unit)
    return record


def _check(record: TaskRecord) -> None:
    if not record.title.strip():
        raise Invalid("title", "empty")
    if record.status not in STATUSES:
        raise Invalid("status", "unknown", record.status)
    if STATUSES[record.status] is Status.DONE and record.done_at is UNSET:
        raise Invalid("done_at", "missing")
    if record.estimate_min is not None and not 0 < record.estimate_min <= MAX_ESTIMATE_MIN:
        raise Invalid("estimate_min", "range", str(record.estimate_min))
    if record.progress_pct is not UNSET and not 0 <= record.progress_pct <= 100:
        raise Invalid("progress_pct", "range", str(record.progress_pct))


def _instant(record: TaskRecord, field: str, zone: tzinfo) -> datetime | None:
    raw = getattr(record, field)
    return None if raw is UNSET else instant_in(raw, field, zone)


def linked(record: TaskRecord) -> Iterator[tuple[str, list[str]]]:
    """Yield the fields that name other tasks, and whom they name."""
    yield "parent", [record.parent] if record.parent else []
    yield "after", [] if record.after is UNSET else record.after


def _pairs(record: TaskRecord, zone: tzinfo) -> tuple[tuple[datetime, datetime], ...]:
    raw = () if record.finished_before is UNSET else record.finished_before
    name = "finished_before"
    return tuple((instant_in(done, name, zone), instant_in(back, name, zone)) for done, back in raw)


def _number(content: int | UnsetType) -> int | None:
    return None if content is UNSET else content


def _next(record: TaskRecord, zone: tzinfo) -> tuple[Deadline | None, str]:
    """Return what comes next: a date when the text is one, else the sentence itself."""
    raw, sentence = text(record.next), text(record.next_text)
    if _A_DATE.match(raw):
        return deadline_in(raw, "next", zone), sentence
    return None, sentence or raw


def _status(value: Task) -> str:
    if value.status is Status.DONE:
        late = value.deadline is not None and value.deadline.at is not None and value.done_at is not None
        return "fait_en_retard" if late and value.done_at > value.deadline.at else "fait"  # type: ignore[operator,union-attr]
    if value.status is Status.WAITING:
        return "bloque"
    if value.status is Status.DOING:
        return "en_cours"
    if value.out_of_scope:
        return "hors_perimetre"
    return "pas_fait" if value.reason else "a_faire"
