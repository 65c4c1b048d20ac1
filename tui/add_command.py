"""One task from the command line, put on the desk or left for the one that is open."""

from argparse import Namespace
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from pupitre import tasks
from pupitre.audio import Ratio
from pupitre.client import Client
from pupitre.clock import Clock
from pupitre.errors import AlreadyOpen
from pupitre.ids import new_id
from pupitre.looking import Looking
from pupitre.phrases import Moment
from pupitre.ports import Archive, Change, Reading, Value
from pupitre.quick import Understanding
from pupitre.settings import Settings
from tui import arguments, line_words
from tui.words import _, shown


class Kept(Archive, Protocol):
    """Where the desk is kept."""

    def let_go(self) -> None: ...  # noqa: D102


class Store(Protocol):
    """The desk of one folder."""

    def open(self, now: datetime) -> Kept: ...  # noqa: D102
    def look(self) -> Reading: ...  # noqa: D102
    def leave(self, change: Change) -> None: ...  # noqa: D102


def run(args: Namespace, store: Store) -> None:
    """Add what a line says."""
    clock = arguments.clock_at(args.at, Settings().zone)
    try:
        archive = store.open(clock())
    except AlreadyOpen:
        beside = Looking(store.look(), clock)
        line, at, known = _read_line(beside, args.line)
        store.leave(Change((_left(line, at, beside.clients()),)))
    else:
        try:
            beside = Looking(archive, clock)
            line, at, known = _read_line(beside, args.line)
            if line.rule is None:
                archive.keep(Change((tasks.from_line(line, new_id(), at.now, beside.clients()),)))
        finally:
            archive.let_go()
        if line.rule is not None:
            _add_recurrence(store, clock, line, _left(line, at, beside.clients()))
    title = shown(line.title or line.date_words)
    told = [_("Added: {title}").format(title=title), *line_words.understood(line, at, known)]
    print(" · ".join(told))


def _add_recurrence(store: Store, clock: Clock, line: Understanding, left: Value) -> None:
    """Add what comes again on a desk that is opened anew: what an opened one holds is read once."""
    from pupitre.desk import Desk  # noqa: PLC0415 - only what comes again needs the whole of it

    try:
        archive = store.open(clock())
    except AlreadyOpen:  # since the line was read
        store.leave(Change((left,)))
        return
    try:
        Desk(archive, clock, new_id).add_recurrence(line)
    finally:
        archive.close()


def _read_line(desk: Looking, line: str) -> tuple[Understanding, Moment, Ratio | None]:
    found = desk.understand(line)
    return found, desk.moment, None if found.audio_min is None else desk.audio_ratio()


def _left(line: Understanding, at: Moment, clients: Iterable[Client]) -> Value:
    """Return what is left in the inbox of the open desk."""
    if line.rule is not None:
        return tasks.recurrence_from_line(line, new_id(), at.tz, clients)
    return tasks.from_line(line, new_id(), at.now, clients)
