"""The commands beside the full screen: short, scriptable, and without Textual."""

import json
import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Protocol

from pupitre import tasks, views
from pupitre.client import Client
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.entry import Entry
from pupitre.errors import AlreadyOpen, ImportRefused, Invalid, PupitreError, StorageFailed, UnknownClient
from pupitre.ids import new_id
from pupitre.interruption import Interruption
from pupitre.ledger import Ledger
from pupitre.phrases import Answer, Moment, read
from pupitre.ports import Archive, Change, Value
from pupitre.quick import matching, understand
from pupitre.report import Report
from pupitre.settings import Settings
from pupitre.task import Task
from tui import arguments, refusals, words
from tui.letters import write
from tui.words import _, ngettext, shown

INTERRUPTED = 130
"""The exit code that shells give to a command ended by Ctrl+C."""
LARGEST_IMPORT = 200 * 1024 * 1024


class Store(Protocol):
    """The desk of one folder, as `storage.store.Store` fulfils it."""

    @property
    def folder(self) -> Path: ...  # noqa: D102
    @property
    def reports(self) -> Path: ...  # noqa: D102
    def open(self, now: datetime) -> Archive: ...  # noqa: D102
    def read(self) -> list[Value]: ...  # noqa: D102
    def leave(self, change: Change) -> None: ...  # noqa: D102
    def parse(self, content: bytes, known_clients: Iterable[str]) -> tuple[Value, ...]: ...  # noqa: D102
    def dump(self, values: Iterable[Value], now: datetime) -> bytes: ...  # noqa: D102
    def put_back(self, copy: Path | None, now: datetime) -> Path: ...  # noqa: D102
    def health(self) -> dict[str, Any]: ...  # noqa: D102


def run(args: Namespace, store: Store) -> int:
    """Run one command and return its exit code."""
    handlers: dict[str, Callable[[Namespace, Store], None]] = {
        "import": _import, "export": _export, "add": _add, "report": _report, "when": _when, "doctor": _doctor,
    }
    try:
        handlers[args.command](args, store)
        # What is still in the buffer fails here, where it can be told, and not after the last line of Python.
        sys.stdout.flush()
    except PupitreError as error:
        return arguments.refuse(error)
    except BrokenPipeError:
        # The reader of our output left, as `head` does; nothing is wrong.
        _forget_output()
    except OSError as error:
        _forget_output()
        return arguments.refuse(StorageFailed(Path("-"), error.strerror or str(error)))
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _forget_output() -> None:
    """Let the end of the process flush to nowhere: it would fail again, with a traceback."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# -- import and export ---------------------------------------------------------------------------


def _import(args: Namespace, store: Store) -> None:
    content = _content(args.file)
    now = arguments.clock_at(args.at, Settings().zone)()
    try:
        archive = store.open(now)
    except AlreadyOpen:
        known = Ledger(store.read())
        values = _new(store.parse(content, known.table(Client)), known)
        store.leave(Change(values))
        counts = _counts(values)
    else:
        try:
            desk = Desk(archive, arguments.clock_at(args.at, Settings().zone), new_id)
            counts = desk.take_in(store.parse(content, desk.ledger.table(Client)))
        finally:
            archive.close()
    told = [
        ngettext("{n} client", "{n} clients", counts.get(Client, 0)),
        ngettext("{n} task", "{n} tasks", counts.get(Task, 0)),
        ngettext("{n} time entry", "{n} time entries", counts.get(Entry, 0)),
        ngettext("{n} interruption", "{n} interruptions", counts.get(Interruption, 0)),
    ]
    print(_("Imported: {counts}.").format(counts=", ".join(told)))


def _content(name: str) -> bytes:
    try:
        content = sys.stdin.buffer.read(LARGEST_IMPORT) if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Invalid("file", "unreadable", name) from error
    if not content.strip():
        raise ImportRefused("", "empty")
    return content


def _new(values: Iterable[Value], known: Ledger) -> tuple[Value, ...]:
    return tuple(v for v in values if v.id not in known.table(type(v)))


def _counts(values: Iterable[Value]) -> dict[type[Value], int]:
    counts: dict[type[Value], int] = {}
    for value in values:
        counts[type(value)] = counts.get(type(value), 0) + 1
    return counts


def _export(args: Namespace, store: Store) -> None:
    values = store.read()
    content = store.dump(values, arguments.clock_at(args.at, Settings().zone)())
    if args.file == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    path = Path(args.file)
    try:
        path.touch(mode=0o600)
        path.write_bytes(content)
    except OSError as error:
        raise Invalid("file", "unwritable", f"{path} ({refusals.in_words(error.strerror or str(error))})") from error
    print(_("Exported to {path}.").format(path=path))


# -- one task, one report, one date --------------------------------------------------------------


def _add(args: Namespace, store: Store) -> None:
    clock = arguments.clock_at(args.at, Settings().zone)
    try:
        archive = store.open(clock())
    except AlreadyOpen:
        ledger = Ledger(store.read())
        settings = views.settings_of(ledger)
        clients = tasks.in_order(ledger.table(Client).values())
        line = understand(args.line, clients, _moment(settings, clock()))
        task = tasks.from_line(line, new_id(), clock(), clients)
        store.leave(Change((task,)))
    else:
        try:
            desk = Desk(archive, clock, new_id)
            line, settings = desk.understand(args.line), desk.settings
            task = desk.add_task(line)
        finally:
            archive.close()
    told = [_("Added: {title}").format(title=shown(task.title)), *words.understood(line, clock(), settings.zone)]
    print(" · ".join(told))


def _report(args: Namespace, store: Store) -> None:
    ledger = Ledger(store.read())
    settings = views.settings_of(ledger)
    day = arguments.day(args.day)
    clients = tasks.in_order(ledger.table(Client).values())
    found = matching(args.client, clients)
    if len(found) != 1:
        raise UnknownClient(args.client, tuple(c.label for c in clients))
    facts = views.facts_of(ledger, found[0].id, day, arguments.clock_at(args.at, settings.zone)())
    letter = write(facts, settings)
    own = ledger.table(Report).get(Report.key(found[0].id, day))
    subject = own.subject if own and own.subject is not None else letter.subject
    body = own.body if own and own.body is not None else letter.body
    if not getattr(args, "json", False):
        print(f"{subject}\n\n{body}", end="")
        return
    _print_json({
        "client": found[0].id, "day": day.isoformat(), "subject": subject, "body": body,
        "sections": {"done": letter.done, "unfinished": letter.unfinished, "waiting": letter.waiting,
                     "out_of_scope": letter.out_of_scope},
        "minutes": facts.minutes, "minutes_rounded": facts.rounded,
    })


def _moment(settings: Settings, now: datetime) -> Moment:
    return Moment(now=now, tz=settings.zone, hours=settings.hours, holiday_zone=settings.holiday_zone,
                  end_of_day=settings.end_of_day)


def _when(args: Namespace, store: Store) -> None:
    settings = views.settings_of(Ledger(store.read()))
    at = getattr(args, "now", None)
    now = arguments.instant(at, settings.zone, "--now") if at else arguments.clock_at(args.at, settings.zone)()
    answer = read(args.phrase, _moment(settings, now))
    said = words.says(answer, now, settings.zone)
    if getattr(args, "json", False):
        _print_json(_answered(answer, settings.zone) | {"says": said})
    else:
        print(said)


def _answered(answer: Answer, zone: tzinfo) -> dict[str, Any]:
    def iso(deadline: Deadline) -> str:
        if deadline.at is None:
            return deadline.day.isoformat()
        return deadline.at.astimezone(zone).strftime("%Y-%m-%dT%H:%M")

    return {
        "kind": answer.kind.value, "value": None if answer.value is None else iso(answer.value),
        "alternatives": [iso(a) for a in answer.alternatives],
    }


# -- doctor --------------------------------------------------------------------------------------


def _doctor(args: Namespace, store: Store) -> None:
    from tui.desktop.doctor import channels_report  # noqa: PLC0415 - only this command looks at the desktop
    from tui.desktop.surroundings import read_surroundings  # noqa: PLC0415

    report = channels_report(read_surroundings())
    health: dict[str, Any] = {"data": store.health()}
    for name in ("notices", "clipboard", "mail"):
        health[name] = [
            {"channel": o.channel, "ok": o.ok, "detail": o.detail} for o in getattr(report, name)
        ]
    size = shutil.get_terminal_size()
    health["terminal"] = {
        "kind": os.environ.get("TERM", ""), "columns": size.columns, "lines": size.lines,
        "encoding": sys.stdout.encoding, "is_terminal": sys.stdout.isatty(),
        "colours": os.environ.get("COLORTERM", ""),
    }
    if getattr(args, "json", False):
        _print_json(health)
        return
    for line in _healthy_words(health):
        print(line)


def _healthy_words(health: dict[str, Any]) -> Iterable[str]:
    data = health["data"]
    yield _("Data: {place}").format(place=data["place"])
    if not data["readable"]:
        yield "  " + _("cannot be read: {why}").format(why=refusals.in_words(data["why"]) or data["error"])
    elif data["exists"]:
        counts = data["counts"]
        yield "  " + _("readable, {size}: {clients} clients, {tasks} tasks, {entries} time entries").format(
            size=words.size(data["bytes"]), **{k: counts[k] for k in ("clients", "tasks", "entries")}
        )
    else:
        yield "  " + _("nothing yet")
    held = data["lock"]["held"]
    yield "  " + (_("open in process {pid}").format(pid=data["lock"]["pid"] or "?") if held else _("not open"))
    names = {"notices": _("Notifications"), "clipboard": _("Clipboard"), "mail": _("Mail")}
    for key, name in names.items():
        yield _("{name}:").format(name=name)
        for channel in health[key]:
            told = words.outcome(channel["ok"], channel["detail"])
            yield "  " + _("{name}: {what}").format(name=words.channel(channel["channel"]), what=told)
    terminal = health["terminal"]
    yield _("Terminal: {kind}, {columns} × {lines}, {encoding}").format(**terminal)


def _print_json(content: dict[str, Any]) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=1))

