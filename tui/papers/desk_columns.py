"""The tables that everything is written into: their names, their columns, and what stands in each."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any, Protocol

from pupitre.absence import Absence
from pupitre.appointment import Appointment
from pupitre.breaks import Break, BreakAnswer
from pupitre.client import Client, ClientState
from pupitre.entry import Entry, Origin
from pupitre.interruption import Interruption, Outcome
from pupitre.ports import Value
from pupitre.recurrence import Recurrence
from pupitre.reply import Reply, ReplyUse
from pupitre.report import Report, Sent
from pupitre.ritual import Evening
from pupitre.task import WAITING_CLIENT, WAITING_THIRD, Status, Task
from pupitre.value import Struct
from pupitre.wording import Wording
from tui.words import N_, _


class Around(Protocol):
    """What a column needs beside its value."""

    clients: Mapping[str, str]
    tasks: Mapping[str, str]
    worked: Mapping[str, timedelta]


Read = Callable[[Any, Around], object]
Columns = tuple[tuple[str, Read], ...]


class Table(Struct, frozen=True):
    """A kind of things: the name of its file, and its columns in their order."""

    name: str
    kind: type[Value]
    columns: Columns


WORDS: dict[StrEnum, str] = {
    Status.TODO: N_("To do"), Status.DOING: N_("In progress"), Status.WAITING: N_("Waiting"), Status.DONE: N_("Done"),
    Origin.MEASURED: N_("measured"), Origin.TYPED: N_("typed"), Origin.CORRECTED: N_("corrected"),
    Outcome.DEALT_WITH: N_("dealt with"), Outcome.MADE_TASK: N_("noted as a task"),
    Outcome.CALL_BACK: N_("call back promised"), Outcome.DECLINED: N_("politely declined"),
    Outcome.IGNORED: N_("ignored"),
    ClientState.ACTIVE: N_("active"), ClientState.PAUSED: N_("paused"), ClientState.CLOSED: N_("closed"),
    Sent.COPIED: N_("copied"), Sent.TERMINAL: N_("handed to the terminal"), Sent.FILE: N_("saved as a file"),
    Sent.MAIL: N_("opened in the mail program"), Sent.EML: N_("saved as a draft"),
    Sent.MAILBOX: N_("laid into the mailbox"), Sent.SENT: N_("sent"),
}
"""How states are called; what is not here is written as in the exchange format."""

def _of(name: str) -> Read:
    """Read a field, also one of a part: `billing.mode`."""
    def read(value: Any, _around: Around) -> object:  # noqa: ANN401 - any kind
        for part in name.split("."):
            value = getattr(value, part)
        return value

    return read


def _client(value: Any, around: Around) -> object:  # noqa: ANN401 - any kind with a client
    return around.clients.get(value.client, value.client)


def _task(value: Any, around: Around) -> object:  # noqa: ANN401 - any kind with a task
    return around.tasks.get(value.task, value.task)


def _titles(name: str) -> Read:
    """Read the titles of tasks that a field refers to; the id of one that is gone."""
    def read(value: Any, around: Around) -> object:  # noqa: ANN401 - any kind
        found = getattr(value, name)
        keys = found if isinstance(found, tuple) else (found,) if found else ()
        return tuple(around.tasks.get(key, key) for key in keys)

    return read


def _worked(task: Task, around: Around) -> object:
    return around.worked.get(task.id, timedelta())


def _awaited(task: Task, _around: Around) -> object:
    names = {WAITING_CLIENT: _("the client"), WAITING_THIRD: _("someone else")}
    return names.get(task.waiting_for, task.waiting_for)


def _checklist(task: Task, _around: Around) -> object:
    return "\n".join(f"[{'x' if item.done else ' '}] {item.text}" for item in task.checklist)


def _length(value: Any, _around: Around) -> object:  # noqa: ANN401 - an entry or an absence
    return value.length


def _source(broke: Interruption, around: Around) -> object:
    return around.clients.get(broke.source, broke.source)


def _left(report: Report, _around: Around) -> object:
    return tuple(part for sent in report.history for part in sent)


_ID = (N_("Identifier"), _of("id"))
_CLIENT = (N_("Client"), _client)
_NOTE = (N_("Note"), _of("note"))
_TITLE = (N_("Title"), _of("title"))
_START, _END = (N_("Start"), _of("start")), (N_("End"), _of("end"))

TABLES: tuple[Table, ...] = (
    Table(N_("clients"), Client, (
        _ID, (N_("Company"), _of("name")), (N_("Label"), _of("label")), (N_("Trade"), _of("trade")),
        (N_("Form of address"), _of("contact.civility")), (N_("First name"), _of("contact.first_name")),
        (N_("Last name"), _of("contact.last_name")), (N_("E-mail"), _of("contact.email")),
        (N_("Tu or vous"), _of("register")), (N_("Language"), _of("language")), (N_("State"), _of("state")),
        (N_("Salutation"), _of("salutation")), (N_("Closing"), _of("closing")),
        (N_("Report"), _of("report.frequency")), (N_("Sent by"), _of("report.send_by")),
        (N_("Way of paying"), _of("billing.mode")), (N_("Step (min)"), _of("billing.increment_min")),
        (N_("Hourly rate (€)"), _of("billing.hourly_rate_eur")), (N_("Hours of the pack"), _of("billing.pack_hours")),
        (N_("Hours of the month"), _of("billing.monthly_hours")), (N_("Price (€)"), _of("billing.price_eur")),
        (N_("Monthly fee (€)"), _of("billing.monthly_fee_eur")), (N_("Confidential"), _of("confidential")),
        (N_("Mission"), _of("scope_note")), (N_("Contact rules"), _of("contact_rules")),
    )),
    Table(N_("tasks"), Task, (
        _ID, _TITLE, _CLIENT, (N_("Category"), _of("category")), (N_("Status"), _of("status")),
        (N_("Priority"), _of("priority")), (N_("Asked for on"), _of("created")), (N_("Deadline"), _of("deadline")),
        (N_("Not before"), _of("not_before")), (N_("New date"), _of("next_on")), (N_("Next step"), _of("next_text")),
        (N_("Planned on"), _of("planned_on")), (N_("Done on"), _of("done_at")),
        (N_("Given up on"), _of("dropped_at")),
        (N_("Estimate (min)"), _of("estimate_min")), (N_("Worked (min)"), _worked), (N_("Reason"), _of("reason")),
        (N_("Waiting for"), _awaited), (N_("Waiting since"), _of("waiting_since")),
        (N_("Asked again on"), _of("chased")),
        (N_("Out of scope"), _of("out_of_scope")), (N_("Why out of scope"), _of("scope_note")),
        (N_("Progress (%)"), _of("progress_pct")), (N_("Quantity"), _of("quantity")),
        (N_("Unit"), _of("quantity_unit")), (N_("Audio (min)"), _of("audio_min")), (N_("Result"), _of("result")),
        _NOTE,
        (N_("Confidential"), _of("confidential")), (N_("Label in the report"), _of("report_label")),
        (N_("Part of"), _titles("parent")), (N_("Comes after"), _titles("after")), (N_("Steps"), _checklist),
        (N_("Came back on"), _of("came_back_at")), (N_("Remark"), _of("remark")), (N_("Recurrence"), _of("series")),
    )),
    Table(N_("times"), Entry, (
        _ID, _START, _END, (N_("Minutes"), _length), (N_("Task"), _task), _CLIENT,
        (N_("Billable"), _of("billable")), (N_("Offered"), _of("offered")), (N_("Source"), _of("origin")), _NOTE,
        (N_("Surcharge"), _of("surcharge")), (N_("Start before correction"), _of("original_start")),
        (N_("End before correction"), _of("original_end")), (N_("Corrected on"), _of("corrected_at")),
    )),
    Table(N_("interruptions"), Interruption, (
        _ID, (N_("At"), _of("at")), (N_("From"), _source), (N_("Through"), _of("channel")),
        (N_("Minutes"), _of("minutes")), (N_("What came of it"), _of("outcome")),
        (N_("Outside hours"), _of("outside_hours")), (N_("Summary"), _of("summary")),
        (N_("Interrupted task"), _titles("interrupted_task")), (N_("Task it became"), _titles("created_task")),
    )),
    Table(N_("breaks"), Break, (_ID, _START, _END, (N_("Planned (min)"), _of("planned_min")))),
    Table(N_("break-answers"), BreakAnswer, (_ID, (N_("At"), _of("at")), (N_("Ask again in (min)"), _of("minutes")))),
    Table(N_("absences"), Absence, (
        _ID, _START, _END, (N_("Minutes"), _length), (N_("Task"), _task), _CLIENT, (N_("Why"), _of("why")),
        (N_("Answered"), _of("asked")),
    )),
    Table(N_("reports"), Report, (
        _ID, _CLIENT, (N_("Day"), _of("day")), (N_("Covers"), _of("span")), (N_("Subject"), _of("subject")),
        (N_("Text (empty: the one Pupitre wrote)"), _of("body")), (N_("Left Pupitre"), _left),
    )),
    Table(N_("appointments"), Appointment, (
        _ID, _TITLE, (N_("Kind"), _of("sort")), _CLIENT, _START, _END, (N_("First day"), _of("first")),
        (N_("Last day"), _of("last")), (N_("Repeats"), lambda v, _around: v.rule.every if v.rule else None),
        (N_("Repeats until"), lambda v, _around: v.rule.until if v.rule else None), (N_("Not on"), _of("except_on")),
        (N_("Place"), _of("place")), (N_("Takes time"), _of("blocks")), (N_("Silence"), _of("silent")),
        (N_("Calendar"), _of("source")),
    )),
    Table(N_("recurrences"), Recurrence, (
        _ID, _TITLE, _CLIENT, (N_("Repeats"), _of("rule.every")), (N_("First day"), _of("rule.first")),
        (N_("Repeats until"), _of("rule.until")), (N_("Hour"), _of("hour")), (N_("Category"), _of("category")),
        (N_("Estimate (min)"), _of("estimate_min")), (N_("Priority"), _of("priority")), _NOTE,
        (N_("Days ahead"), _of("lead_days")), (N_("Not on"), _of("skipped")), (N_("Paused"), _of("paused")),
    )),
    Table(N_("evenings"), Evening, (
        _ID, (N_("Day"), _of("day")), (N_("Begun at"), _of("begun_at")), (N_("Closed at"), _of("closed_at")),
        (N_("Tasks for the day after"), _titles("three")),
    )),
    Table(N_("report-texts"), Wording, (_ID, (N_("Text"), _of("text")))),
    Table(N_("answers"), Reply, (
        _ID, (N_("Name"), _of("name")), (N_("Voice"), _of("voice")), (N_("Text"), _of("text")))),
    Table(N_("answers-used"), ReplyUse, (
        _ID, (N_("At"), _of("at")), _CLIENT, (N_("Text used"), _of("reply")), (N_("Name"), _of("name")))),
)
