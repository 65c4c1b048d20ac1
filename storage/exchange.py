"""The exchange format (docs/format.md): French field names, local times, one readable JSON file."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from pupitre.absence import Absence
from pupitre.appointment import Appointment
from pupitre.breaks import Break, BreakAnswer
from pupitre.client import Client
from pupitre.entry import Entry
from pupitre.errors import ImportRefused, Invalid
from pupitre.interruption import Interruption
from pupitre.ports import Value
from pupitre.recurrence import Recurrence
from pupitre.reply import Reply, ReplyUse
from pupitre.report import Report
from pupitre.ritual import Evening
from pupitre.settings import Settings
from pupitre.steps import check_links, sound
from pupitre.task import Task
from pupitre.value import replace
from pupitre.wording import Wording
from storage import (
    appointment_records,
    day_records,
    records,
    references,
    reply_records,
    series_records,
    settings_records,
    task_records,
    wording_records,
)
from storage.local_times import day_in
from storage.records import Week

_PATH = re.compile(r"^(?P<what>.*?)(?: - at `\$(?P<path>.*)`)?$", re.DOTALL)

R = TypeVar("R")


class File(msgspec.Struct, omit_defaults=True):
    """The whole file. What Pupitre computes itself (`about`, `computed`, …) is not read."""

    timezone: str = "Europe/Paris"
    as_of: str = ""
    week: Week | None = None
    freelancer: settings_records.Freelancer | None = None
    clients: list[records.ClientRecord] = []
    tasks: list[task_records.TaskRecord] = []
    time_entries: list[records.EntryRecord] = []
    interruptions: list[records.InterruptionRecord] = []
    wordings: list[wording_records.WordingRecord] = []
    replies: list[reply_records.ReplyRecord] = []
    reply_uses: list[reply_records.ReplyUseRecord] = []
    recurrences: list[series_records.RecurrenceRecord] = []
    appointments: list[appointment_records.AppointmentRecord] = []
    breaks: list[day_records.BreakRecord] = []
    break_answers: list[day_records.BreakAnswerRecord] = []
    absences: list[day_records.AbsenceRecord] = []
    reports: list[day_records.ReportRecord] = []
    evenings: list[day_records.EveningRecord] = []


def parse(content: bytes, known_clients: Iterable[str] = ()) -> tuple[Value, ...]:
    """Return every value of a file, checked as a whole; `known_clients` may be referred to as well.

    Raises:
        ImportRefused: with the path of the first wrong field, such as `tasks[12].deadline`.
    """
    try:
        file = msgspec.json.decode(content, type=File)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _refusal(str(error)) from error
    try:
        zone = ZoneInfo(file.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImportRefused("timezone", "unknown", file.timezone) from error
    values: list[Value] = []
    if file.freelancer is not None:
        with _inside("freelancer"):
            values.append(settings_records.settings(file.freelancer, file.timezone))
    with _inside("week"):
        start = day_in(file.week.first, "from") if file.week and file.week.first else None
    references.check({name: getattr(file, name) for name in references.LISTS}, frozenset(known_clients))
    labels = records.labels(file.clients)
    values += _each("clients", file.clients, lambda c: records.client(c, labels[c.id], start))
    values += _tasks(file, zone)
    values += _work(file, zone)
    return tuple(values)


def dump(values: tuple[Value, ...], now: datetime) -> bytes:
    """Return a file with everything that the format knows, readable by a human; what it refers to is in it."""
    tasks = {t.id: t for t in sound((v for v in values if isinstance(v, Task)), {})[0]}
    return dump_part(tuple(_pointing(v, tasks) for v in values), now)


def _pointing(value: Value, tasks: Mapping[str, Task]) -> Value:
    """Return a task with the links that can be read again, an interruption without the tasks that were deleted."""
    if isinstance(value, Task):
        return tasks[value.id]
    if not isinstance(value, Interruption):
        return value
    interrupted = value.interrupted_task if value.interrupted_task in tasks else None
    created = value.created_task if value.created_task in tasks else None
    return replace(value, interrupted_task=interrupted, created_task=created)


def dump_part(values: tuple[Value, ...], now: datetime) -> bytes:
    """Return such a file of some of the values: what it refers to may be elsewhere."""
    settings = next((v for v in values if isinstance(v, Settings)), Settings())
    zone: tzinfo = settings.zone
    clients = [v for v in values if isinstance(v, Client)]
    week = records.common_week(clients)
    own_file = any(isinstance(v, Settings) for v in values)
    file = File(
        timezone=settings.timezone,
        as_of=now.astimezone(zone).strftime("%Y-%m-%dT%H:%M"),
        week=week,
        freelancer=settings_records.freelancer(settings) if own_file else None,
        clients=[records.from_client(c, week) for c in clients],
        tasks=[task_records.from_task(v, zone) for v in values if isinstance(v, Task)],
        time_entries=[records.from_entry(v, zone) for v in values if isinstance(v, Entry)],
        interruptions=[records.from_interruption(v, zone) for v in values if isinstance(v, Interruption)],
        wordings=[wording_records.from_wording(v) for v in values if isinstance(v, Wording)],
        replies=[reply_records.from_reply(v) for v in values if isinstance(v, Reply)],
        reply_uses=[reply_records.from_use(v, zone) for v in values if isinstance(v, ReplyUse)],
        recurrences=[series_records.from_recurrence(v) for v in values if isinstance(v, Recurrence)],
        appointments=[
            appointment_records.from_appointment(v, zone) for v in values
            if isinstance(v, Appointment) and not v.source
        ],
        breaks=[day_records.from_pause(v, zone) for v in values if isinstance(v, Break) and v.end is not None],
        break_answers=[day_records.from_answer(v, zone) for v in values if isinstance(v, BreakAnswer)],
        absences=[day_records.from_absence(v, zone) for v in values if isinstance(v, Absence)],
        reports=[day_records.from_report(v, zone) for v in values if isinstance(v, Report)],
        evenings=[day_records.from_evening(v, zone) for v in values if isinstance(v, Evening)],
    )
    return msgspec.json.format(msgspec.json.encode(file), indent=1) + b"\n"


def _tasks(file: File, zone: tzinfo) -> list[Value]:
    """Return the tasks, what they refer to checked."""
    tasks = _each("tasks", file.tasks, lambda t: task_records.task(t, zone))
    known = {t.id: t for t in tasks if isinstance(t, Task)}
    for n, each in enumerate(known.values()):
        with _inside(f"tasks[{n}]"):
            check_links(each, known, anew=True)
    return tasks


def _work(file: File, zone: tzinfo) -> list[Value]:
    """Return what is beside the clients and the tasks."""
    values: list[Value] = []
    values += _each("time_entries", file.time_entries, lambda e: records.entry(e, zone))
    values += _each("interruptions", file.interruptions, lambda i: records.interruption(i, zone))
    values += _each("wordings", file.wordings, wording_records.wording)
    values += _each("replies", file.replies, reply_records.reply)
    values += _each("reply_uses", file.reply_uses, lambda u: reply_records.use(u, zone))
    values += _each("recurrences", file.recurrences, series_records.recurrence)
    values += _each("appointments", file.appointments, lambda a: appointment_records.appointment(a, zone))
    values += _each("breaks", file.breaks, lambda b: day_records.pause(b, zone))
    values += _each("break_answers", file.break_answers, lambda a: day_records.answer(a, zone))
    values += _each("absences", file.absences, lambda a: day_records.absence(a, zone))
    values += _each("reports", file.reports, lambda r: day_records.report(r, zone))
    values += _each("evenings", file.evenings, lambda e: day_records.evening(e, zone))
    return values


@contextmanager
def _inside(path: str) -> Iterator[None]:
    """Give the wrong field of one record its path in the file."""
    try:
        yield
    except Invalid as error:
        raise ImportRefused(f"{path}.{error.field}", error.why, error.value) from error


def _each(name: str, found: list[R], make: Callable[[R], Value]) -> list[Value]:
    values: list[Value] = []
    for n, record in enumerate(found):
        with _inside(f"{name}[{n}]"):
            values.append(make(record))
    return values


def _refusal(message: str) -> ImportRefused:
    """Return our error for the decoder's message, which ends with the path of the field."""
    found = _PATH.match(message)
    what, path = (found["what"], found["path"] or "") if found else (message, "")
    return ImportRefused(path.lstrip("."), "shape", what)
