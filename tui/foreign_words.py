"""What comes from elsewhere, in words: the choices, what would come in, what is wrong, what stays out."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, tzinfo

from pupitre.client import Client
from pupitre.foreign import (
    CATEGORY,
    DAY_FIRST,
    IGNORE,
    MONTH_FIRST,
    NEW_CLIENT,
    NOBODY,
    OF_CLIENT,
    URGENT,
    About,
    BadRow,
    Field,
    Format,
    Left,
    Pairing,
    Proposal,
)
from pupitre.task import Status, Task
from tui import refusals, words
from tui.words import N_, _, ngettext, shown

LONGEST = 60
"""Characters shown of what is wrong."""

_FORMATS = {Format.TRELLO: N_("Trello board"), Format.ASANA: N_("Asana project"), Format.TABLE: N_("table")}
_FIELDS = {
    Field.TITLE: N_("title"), Field.CLIENT: N_("client"), Field.STATUS: N_("status"), Field.DUE: N_("deadline"),
    Field.START: N_("start"), Field.ESTIMATE: N_("estimate"), Field.PRIORITY: N_("priority"),
    Field.CATEGORY: N_("category"), Field.LABELS: N_("labels"), Field.NOTE: N_("note"),
    Field.CREATED: N_("asked for on"), Field.DONE_AT: N_("done on"), Field.TOUCHED: N_("changed on"),
    Field.KEY: N_("identifier"), Field.PARENT: N_("part of"), Field.AFTER: N_("comes after"),
    Field.IGNORE: N_("ignore"),
}
_ABOUT = {
    About.FIELD: N_("Column “{name}”"), About.LIST: N_("List “{name}”"), About.LABEL: N_("Label “{name}”"),
    About.CLIENT: N_("Client “{name}”"),
}
_WHOLE = {About.BOARD: N_("Client of all that names none"), About.DATES: N_("Dates such as 05/12/2026")}
_PLAIN = {
    IGNORE: N_("ignore"), CATEGORY: N_("category"), URGENT: N_("urgent"), NOBODY: N_("no client"),
    DAY_FIRST: N_("day first: 5 December"), MONTH_FIRST: N_("month first: May 12"),
}
_WRONG = {
    "empty": N_("nothing stands there"), "twice": N_("it stands twice in the file"), "date": N_("this is no date"),
    "range": N_("this is too large, or too far away"), "duration": N_("this is no duration"),
    "wide": N_("there are more cells than columns"), "ahead": N_("it lies ahead"),
    "too_many": N_("more clients than one file can bring"), "taken": N_("this client cannot be added"),
    "shape": N_("it is not what Trello writes"),
}
_PLACES = {"card": N_("card"), "name": N_("client"), "label": N_("client")}


def kind(found: Format) -> str:
    """Return what a file is: « tableau Trello »."""
    return _(_FORMATS[found])


def titled(found: Format, title: str) -> str:
    """Return what a file is, and its own name: « Tableau Trello « Boulangerie » »."""
    told = kind(found)
    told = told[0].upper() + told[1:]
    return _("{kind} “{name}”").format(kind=told, name=shown(title)) if title else told


def name(pairing: Pairing) -> str:
    """Return what a choice is about: « Liste « À faire » »."""
    if pairing.about in _WHOLE:
        return _(_WHOLE[pairing.about])
    return _(_ABOUT[pairing.about]).format(name=shown(pairing.name))


def meaning(about: About, to: str, clients: Iterable[Client]) -> str:
    """Return what something is read as: « en cours », « client Morel », « nouveau client Morel »."""
    if about is About.FIELD:
        return _(_FIELDS[Field(to)])
    if to.startswith(OF_CLIENT):
        found = next((c.name for c in clients if c.id == to.removeprefix(OF_CLIENT)), "?")
        return _("client {name}").format(name=shown(found))
    if to.startswith(NEW_CLIENT):
        return _("new client {name}").format(name=shown(to.removeprefix(NEW_CLIENT)))
    if to in _PLAIN:
        return _(_PLAIN[to])
    return words.status(Status(to)).lower()


def bad(row: BadRow, found: Format) -> str:
    """Return what is wrong with a row: « ligne 8, échéance « 31/11/2026 » : ce n’est pas une date »."""
    where = _("card {n}") if found is Format.TRELLO else _("line {n}")
    field = _(_FIELDS[Field(row.field)]) if row.field in set(Field) else _(_PLACES.get(row.field, N_("title")))
    why = _(_WRONG.get(row.why, N_("it cannot be kept")))
    told = where.format(n=row.line)
    if row.value and row.why not in {"wide", "shape", "too_many"}:
        value = shown(row.value)[:LONGEST]
        return _("{where}, {field} “{value}”: {why}").format(where=told, field=field, value=value, why=why)
    if row.why == "shape":
        why = refusals.in_words(shown(row.value))
    if row.field == "row":
        return _("{where}: {why}").format(where=told, why=why)
    return _("{where}, {field}: {why}").format(where=told, field=field, why=why)


def left(why: Left, n: int) -> str:
    """Return what stays out, and why."""
    told = {
        Left.ARCHIVED: ngettext("{n} archived task", "{n} archived tasks", n),
        Left.UNDATED: ngettext("{n} finished task that says not when", "{n} finished tasks that say not when", n),
        Left.IGNORED: ngettext("{n} task of an ignored list", "{n} tasks of ignored lists", n),
        Left.TEMPLATES: ngettext("{n} template", "{n} templates", n),
        Left.COMMENTS: ngettext("{n} comment", "{n} comments", n),
        Left.ATTACHMENTS: ngettext("{n} attached file", "{n} attached files", n),
        Left.MEMBERS: ngettext("{n} member of a card", "{n} members of cards", n),
        Left.LABELS: ngettext("{n} further label", "{n} further labels", n),
        Left.CUSTOM: ngettext("{n} custom field", "{n} custom fields", n),
        Left.LINKS: ngettext("{n} link that cannot be kept", "{n} links that cannot be kept", n),
        Left.PRIORITIES: ngettext("{n} priority that is not understood", "{n} priorities that are not understood", n),
        Left.ABOVE: ngettext("{n} line above the header", "{n} lines above the header", n),
    }
    return told[why]


def counts(proposal: Proposal) -> Iterator[str]:
    """Yield what would come in, in one line each: tasks by status, late ones, new clients, what is here already."""
    yield _("{tasks} to come in").format(tasks=ngettext("{n} task", "{n} tasks", len(proposal.tasks)))
    by_status = [(status, sum(t.status is status for t in proposal.tasks)) for status in Status]
    statuses = [_("{status}: {n}").format(status=words.status(status).lower(), n=n) for status, n in by_status if n]
    if statuses:
        yield "  " + ", ".join(statuses)
    if proposal.late:
        yield "  " + ngettext("{n} is late already", "{n} are late already", proposal.late)
    if proposal.clients:
        names = ", ".join(shown(c.name) for c in proposal.clients)
        told = ngettext("{n} client to be added", "{n} clients to be added", len(proposal.clients))
        yield _("{what}: {names}").format(what=told, names=names)
    if proposal.here:
        yield ngettext("{n} task is here already: not changed", "{n} tasks are here already: not changed",
                       len(proposal.here))


def first(tasks: Iterable[Task], clients: Mapping[str, Client], now: datetime, zone: tzinfo) -> Iterator[str]:
    """Yield each task as it would come in: its title, its client, when it is due."""
    for task in tasks:
        parts = [shown(task.title)]
        if task.client is not None and task.client in clients:
            parts.append(shown(clients[task.client].name))
        if task.status is Status.DONE and task.done_at is not None:
            parts.append(_("done on {day}").format(day=words.short_day(task.done_at.astimezone(zone).date())))
        elif task.deadline is not None:
            parts.append(words.due(task.deadline, now, zone))
        yield " · ".join(parts)
