"""The commands beside the full screen: short, scriptable, and without Textual."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pupitre import tasks
from pupitre.audio import Ratio
from pupitre.client import Client
from pupitre.clock import system_clock
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.doing import ended
from pupitre.entry import Entry
from pupitre.errors import AlreadyOpen, ImportRefused, Invalid, PupitreError, StorageFailed
from pupitre.ids import new_id
from pupitre.intake import not_here
from pupitre.interruption import Interruption
from pupitre.looking import Looking
from pupitre.phrases import Answer, Moment, read
from pupitre.ports import Archive, Change, Reading, Value
from pupitre.quick import Understanding
from pupitre.settings import Settings
from pupitre.task import Task
from tui import (
    arguments,
    calendar_command,
    data_commands,
    doctor_command,
    line_words,
    report_command,
    statement_command,
)
from tui.papers import folder
from tui.risk_words import in_clear
from tui.words import _, ngettext, shown

if TYPE_CHECKING:
    from pupitre.foreign import Source

INTERRUPTED = 130
"""The exit code that shells give to a command ended by Ctrl+C."""
LARGEST_IMPORT = 200 * 1024 * 1024


class Store(data_commands.Store, calendar_command.Store, Protocol):
    """The desk of one folder, as `storage.store.Store` fulfils it."""

    @property
    def folder(self) -> Path: ...  # noqa: D102
    @property
    def reports(self) -> Path: ...  # noqa: D102
    def open(self, now: datetime) -> Archive: ...  # noqa: D102
    def look(self) -> Reading: ...  # noqa: D102
    def back_up_before(self, now: datetime) -> None: ...  # noqa: D102
    def leave(self, change: Change) -> None: ...  # noqa: D102
    def parse(self, content: bytes, known_clients: Iterable[str]) -> tuple[Value, ...]: ...  # noqa: D102
    def foreign(self, content: bytes, zone: tzinfo) -> "Source | None": ...  # noqa: D102
    def dump(self, values: Iterable[Value], now: datetime) -> bytes: ...  # noqa: D102
    def health(self) -> dict[str, Any]: ...  # noqa: D102
    def is_sealed(self) -> bool: ...  # noqa: D102


def run(args: Namespace, store: Store) -> int:
    """Run one command and return its exit code."""
    handlers: dict[str, Callable[[Namespace, Store], None]] = {
        "import": _import, "export": _export, "add": _add, "when": _when, "doctor": doctor_command.run,
        "report": report_command.run, "statement": statement_command.run,
        "calendar": calendar_command.run, "today": _today,
        "backup": data_commands.backup, "restore": data_commands.restore,
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
    from tui import import_command  # noqa: PLC0415 - other commands do without what it loads

    content = _content(args.file)
    if import_command.run(args, store, content):
        return
    clock = arguments.clock_at(args.at, Settings().zone)
    if args.dry_run:
        beside = Looking(store.look(), clock)
        new = ended(not_here(store.parse(content, beside.ledger.table(Client)), beside.ledger, beside.past))
        print(_("To come in: {counts}. Nothing was imported.").format(counts=_told(_counts(new))))
        return
    try:
        archive = store.open(clock())
    except AlreadyOpen:
        beside = Looking(store.look(), clock)
        new = ended(not_here(store.parse(content, beside.ledger.table(Client)), beside.ledger, beside.past))
        if new:
            store.back_up_before(clock().astimezone(beside.settings.zone))
            store.leave(Change(tuple(new)))
        counts = _counts(new)
    else:
        try:
            desk = Desk(archive, clock, new_id)
            values = store.parse(content, desk.ledger.table(Client))
            del content
            store.back_up_before(clock().astimezone(desk.settings.zone))
            counts = desk.take_in(values, import_command.show_progress)
        finally:
            archive.close()
    print(_("Imported: {counts}.").format(counts=_told(counts)))


def _told(counts: Mapping[type[Value], int]) -> str:
    return ", ".join((
        ngettext("{n} client", "{n} clients", counts.get(Client, 0)),
        ngettext("{n} task", "{n} tasks", counts.get(Task, 0)),
        ngettext("{n} time entry", "{n} time entries", counts.get(Entry, 0)),
        ngettext("{n} interruption", "{n} interruptions", counts.get(Interruption, 0)),
    ))


def _content(name: str) -> bytes:
    try:
        content = sys.stdin.buffer.read(LARGEST_IMPORT) if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Invalid("file", "unreadable", name) from error
    if not content.strip():
        raise ImportRefused("", "empty")
    return content


def _counts(values: Iterable[Value]) -> dict[type[Value], int]:
    counts: dict[type[Value], int] = {}
    for value in values:
        counts[type(value)] = counts.get(type(value), 0) + 1
    return counts


def _export(args: Namespace, store: Store) -> None:
    clock = arguments.clock_at(args.at, Settings().zone)
    if args.csv:
        from tui import tables_command  # noqa: PLC0415 - other commands do without what it loads

        beside = Looking(store.look(), clock)
        tables_command.export(beside.everything(), beside.settings, Path(args.csv), store.folder)
        _tell_in_clear(store)
        return
    content = store.dump(Looking(store.look(), clock).everything(), clock())
    if args.file == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    path = Path(args.file)
    folder.put(path, content)
    print(_("Exported to {path}.").format(path=path))
    _tell_in_clear(store)


def _tell_in_clear(store: Store) -> None:
    if store.is_sealed():
        print(in_clear(sealed=True))


def _today(args: Namespace, store: Store) -> None:
    from tui import today_command  # noqa: PLC0415 - other commands do without what it loads

    today_command.run(args, store)


# -- one task, one report, one date --------------------------------------------------------------


def _add(args: Namespace, store: Store) -> None:
    clock = arguments.clock_at(args.at, Settings().zone)
    try:
        archive = store.open(clock())
    except AlreadyOpen:
        beside = Looking(store.look(), clock)
        line, at, known = _read_line(beside, args.line)
        store.leave(Change((_left(line, at, beside.clients()),)))
    else:
        try:
            desk = Desk(archive, clock, new_id)
            line, at, known = _read_line(desk, args.line)
            if line.rule is not None:
                desk.add_recurrence(line)
            else:
                desk.add_task(line)
        finally:
            archive.close()
    title = shown(line.title or line.date_words)
    told = [_("Added: {title}").format(title=title), *line_words.understood(line, at, known)]
    print(" · ".join(told))


def _read_line(desk: Looking, line: str) -> tuple[Understanding, Moment, Ratio | None]:
    found = desk.understand(line)
    return found, desk.moment, None if found.audio_min is None else desk.audio_ratio()


def _left(line: Understanding, at: Moment, clients: Iterable[Client]) -> Value:
    """Return what is left in the inbox of the open desk."""
    if line.rule is not None:
        return tasks.recurrence_from_line(line, new_id(), at.tz, clients)
    return tasks.from_line(line, new_id(), at.now, clients)


def _when(args: Namespace, store: Store) -> None:
    desk = Looking(store.look(), system_clock)
    settings, at = desk.settings, getattr(args, "now", None)
    now = arguments.instant(at, settings.zone, "--now") if at else arguments.clock_at(args.at, settings.zone)()
    desk.clock = lambda: now
    answer = read(args.phrase, desk.moment)
    said = line_words.says(answer, desk.moment)
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
    } | _recurring(answer)


def _recurring(answer: Answer) -> dict[str, Any]:
    """Return what a start, a range or a recurrence has besides its date; nothing of a plain one."""
    if not answer.rule:
        return {}
    again = answer.repeat if answer.recurs else None
    told: dict[str, Any] = {"rule": answer.rule, "start": answer.start.day.isoformat() if answer.start else None}
    if again is not None:
        told |= {"start": again.first.isoformat(), "until": again.until.isoformat() if again.until else None}
    return told


def _print_json(content: dict[str, Any]) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=1))

