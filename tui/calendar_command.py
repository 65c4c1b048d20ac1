"""`pupitre calendar`: brings a calendar of others in, or writes the deadlines as one."""

from argparse import Namespace
from collections.abc import Callable, Iterable
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Protocol

from pupitre.appointment import CalendarRead
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.errors import Invalid, UnknownClient
from pupitre.ids import new_id
from pupitre.looking import Looking
from pupitre.ports import Archive, Reading
from pupitre.progress import Progress
from pupitre.quick import matching
from pupitre.settings import Settings
from tui import agenda_words, arguments
from tui.papers import folder
from tui.words import _, harmless, ngettext, shown


class Store(Protocol):
    """The desk of one folder, and calendar files anywhere."""

    def open(self, now: datetime) -> Archive: ...  # noqa: D102
    def look(self) -> Reading: ...  # noqa: D102
    def read_calendar(  # noqa: D102
        self, path: Path, zone: tzinfo, days: tuple[date, date], told: Callable[[Progress], None] = ...
    ) -> CalendarRead: ...
    def deadlines_file(  # noqa: D102
        self, name: str, events: Iterable[tuple[str, str, Deadline]], now: datetime
    ) -> bytes: ...


def run(args: Namespace, store: Store) -> None:
    """Do what is asked. Raises `PupitreError`; an open desk takes calendars in from its own window alone."""
    (_import if args.what == "import" else _export)(args, store)


def _import(args: Namespace, store: Store) -> None:
    if args.file == "-":
        raise Invalid("path", "empty")
    clock = arguments.clock_at(args.at, Settings().zone)
    archive = store.open(clock())
    try:
        desk = Desk(archive, clock, new_id)
        path = Path(args.file).expanduser().absolute()
        read = store.read_calendar(path, desk.settings.zone, desk.calendar_window())
        counts = desk.take_calendar(str(path), read, watched=True if args.follow else None)
    finally:
        archive.close()
    told, _bad = agenda_words.read_told(read, counts)
    print(told)


def _export(args: Namespace, store: Store) -> None:
    clock = arguments.clock_at(args.at, Settings().zone)
    desk = Looking(store.look(), clock)
    client = None
    if args.client is not None:
        found = matching(args.client, desk.clients())
        if len(found) != 1:
            raise UnknownClient(args.client, tuple(c.label for c in found or desk.clients()))
        client = found[0]
    name = _("Deadlines of {client}").format(client=harmless(client.name)) if client else _("Deadlines")
    events = agenda_words.exported(desk, client.id if client else None)
    content = store.deadlines_file(name, events, clock())
    path = folder.hand_out(args.file, content)
    if path is None:
        return
    told = ngettext("{n} deadline written", "{n} deadlines written", len(events))
    print(_("{count} to {path}.").format(count=told, path=shown(str(path))))
