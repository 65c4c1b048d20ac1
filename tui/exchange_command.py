"""The exchange format from the command line: what comes in from a file, and everything that goes out into one."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pupitre.client import Client
from pupitre.desk import Desk
from pupitre.entry import Entry
from pupitre.errors import AlreadyOpen, ImportRefused, Invalid
from pupitre.ids import new_id
from pupitre.intake import not_here
from pupitre.interruption import Interruption
from pupitre.looking import Looking
from pupitre.ports import Archive, Change, Reading, Value
from pupitre.progress import ended
from pupitre.settings import Settings
from pupitre.task import Task
from tui import arguments, import_command
from tui.papers import folder
from tui.risk_words import in_clear
from tui.words import _, ngettext

if TYPE_CHECKING:
    from pupitre.foreign import Source

LARGEST_IMPORT = 200 * 1024 * 1024


class Store(Protocol):
    """The desk of one folder, as `storage.store.Store` fulfils it."""

    @property
    def folder(self) -> Path: ...  # noqa: D102
    def open(self, now: datetime) -> Archive: ...  # noqa: D102
    def look(self) -> Reading: ...  # noqa: D102
    def back_up_before(self, now: datetime) -> None: ...  # noqa: D102
    def leave(self, change: Change) -> None: ...  # noqa: D102
    def parse(self, content: bytes, known_clients: Iterable[str]) -> tuple[Value, ...]: ...  # noqa: D102
    def foreign(self, content: bytes, zone: tzinfo) -> "Source | None": ...  # noqa: D102
    def dump(self, values: Iterable[Value], now: datetime) -> bytes: ...  # noqa: D102
    def is_sealed(self) -> bool: ...  # noqa: D102


def bring(args: Namespace, store: Store) -> None:
    """Bring a file in."""
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


def export(args: Namespace, store: Store) -> None:
    """Write everything out."""
    clock = arguments.clock_at(args.at, Settings().zone)
    if args.csv:
        from tui import tables_command  # noqa: PLC0415 - other commands do without what it loads

        beside = Looking(store.look(), clock)
        tables_command.export(beside.everything(), beside.settings, Path(args.csv), store.folder)
        _tell_in_clear(store)
        return
    content = store.dump(Looking(store.look(), clock).everything(), clock())
    path = folder.hand_out(args.file, content)
    if path is not None:
        print(_("Exported to {path}.").format(path=path))
        _tell_in_clear(store)


def _tell_in_clear(store: Store) -> None:
    if store.is_sealed():
        print(in_clear(sealed=True))
