"""The chosen thing of a search, whole: pure functions from a value to lines."""

from collections.abc import Mapping
from datetime import datetime

from pupitre.client import Client
from pupitre.clock import local_day
from pupitre.deadline import countdown
from pupitre.entry import Entry, Origin, whole_minutes
from pupitre.interruption import Interruption, Outcome
from pupitre.report import Report
from pupitre.settings import Settings
from pupitre.task import Status, Task
from pupitre.text import clean_text
from tui import words
from tui.commands import Place, keys_to
from tui.screens.search_run import Row
from tui.screens.search_text import day_name, kind_name, times
from tui.widgets.cards import colour_of, label_of
from tui.widgets.lines import ELLIPSIS, Line
from tui.words import N_, _, shown

WHOLE = 8_000
"""Characters shown of one text."""

_ORIGINS = {Origin.MEASURED: N_("measured"), Origin.TYPED: N_("typed"), Origin.CORRECTED: N_("corrected")}
_OUTCOMES = {
    Outcome.DEALT_WITH: N_("dealt with"), Outcome.MADE_TASK: N_("noted as a task"),
    Outcome.CALL_BACK: N_("call back promised"), Outcome.DECLINED: N_("politely declined"),
    Outcome.IGNORED: N_("left alone"),
}


def whole(row: Row, clients: Mapping[str, Client], settings: Settings, now: datetime) -> list[Line]:
    """Return everything of the chosen thing; what is not known is not shown."""
    value, client = row.hit.value, clients.get(row.hit.client or "")
    title, facts = _facts(row, settings, now)
    gone = _("Deleted: {undo} brings it back.").format(**keys_to(Place.EVERYWHERE, "undo"))
    lines: list[Line] = [((gone, "strong"),), ()] if row.gone else []
    lines += [((kind_name(row).capitalize(), "faint"),), ((_long(title), "strong"),)]
    if client is not None and not isinstance(value, Client):
        lines.append(((label_of(client), colour_of(client)), (f" {shown(client.name)}", "")))
    elif isinstance(value, Interruption):
        lines.append(((shown(value.source), ""),))
    if row.hit.day is not None:
        lines.append(((words.long_day(row.hit.day, year=True), ""),))
    told = [(*(((f"{name}  ", "faint"),) if name else ()), (_long(text), "")) for name, text in facts if text]
    return [*lines, (), *told]


def _long(text: str) -> str:
    """Return a text of several lines, harmless, as far as a screen is of use."""
    if words.veiled():
        return shown(text)
    cleaned = clean_text(text[:WHOLE]).replace("\t", " ")
    return cleaned + ELLIPSIS if len(text) > WHOLE else cleaned


def _facts(row: Row, settings: Settings, now: datetime) -> tuple[str, list[tuple[str, str]]]:
    """Return the title of the chosen thing, and the names and texts of its facts."""
    match row.hit.value:
        case Task() as task:
            return task.title, _of_task(task, settings, now)
        case Entry() as entry:
            return row.title or entry.note, _of_entry(entry, settings)
        case Interruption() as broke:
            return broke.summary, [
                ("", f"{words.hour_of(broke.at, settings.zone)} · {words.duration(broke.minutes)}"),
                (_("What came of it"), _(_OUTCOMES[broke.outcome])),
            ]
        case Client() as client:
            who = client.contact
            person = " ".join(filter(None, (who.civility, who.first_name, who.last_name)))
            return client.name, [
                (_("Trade"), client.trade), (_("Contact"), person), (_("E-mail"), who.email),
                (_("Scope"), client.scope_note), (_("Contact rules"), client.contact_rules),
            ]
        case Report() as report:
            return report.subject or _("Report"), [("", report.body or _("Not edited: written from the facts."))]


def _of_task(task: Task, settings: Settings, now: datetime) -> list[tuple[str, str]]:
    def at(moment: datetime | None) -> str:
        return "" if moment is None else day_name(moment.astimezone(settings.zone).date())

    due = ""
    if task.due is not None and task.open:
        left = words.distance(countdown(task.due, now, settings.zone))
        due = f"{words.deadline_day_and_hour(task.due, settings.zone)} ({left})"
    return [
        (_("Came on"), at(task.created)), (_("Done on"), at(task.done_at)), (_("Given up on"), at(task.dropped_at)),
        (_("Promised for"), due),
        (_("Estimate"), words.duration(task.estimate_min) if task.estimate_min else ""),
        (_("Waiting for"), words.awaited(task) if task.status is Status.WAITING else ""),
        (_("Result for the client"), task.result), (_("Why it is not done"), task.reason),
        (_("What comes next"), task.next_text), (_("Came back on"), at(task.came_back_at)),
        (_("What the client said"), task.remark),
        (_("Out of scope"), task.scope_note), (_("Neutral title"), task.report_label),
        (_("Category"), task.category.replace("_", " ")), (_("Private note"), task.note),
    ]


def _of_entry(entry: Entry, settings: Settings) -> list[tuple[str, str]]:
    return [*(("", told) for told in stored(entry, settings)), ("", entry.note)]


def stored(entry: Entry, settings: Settings) -> list[str]:
    """Return the hours of an entry with their origin, and what they were before they were corrected."""
    length = words.duration(whole_minutes(entry.length))
    told = [f"{times(entry.start, entry.end, settings)} · {length} · {_(_ORIGINS[entry.origin])}"]
    first, last = entry.original_start, entry.original_end
    if first is not None or last is not None:
        was = times(first or entry.start, last or entry.end, settings, local_day(
            entry.start, settings.zone, settings.day_start))
        at = entry.corrected_at
        on = day_name(at.astimezone(settings.zone).date()) if at else ""
        told.append(_("corrected on {day}: it was {times}").format(day=on, times=was) if on
                    else _("corrected: it was {times}").format(times=was))
    return told
