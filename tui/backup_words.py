"""What a backup is and what it would change, in words: for the commands and for the screens."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Protocol

from tui import words
from tui.words import N_, _, harmless, ngettext, shown


class Copy(Protocol):
    """A state that can be put back, as `storage.last_good.Copy` fulfils it."""

    @property
    def path(self) -> Path: ...  # noqa: D102
    @property
    def made(self) -> datetime: ...  # noqa: D102
    @property
    def clients(self) -> int: ...  # noqa: D102
    @property
    def tasks(self) -> int: ...  # noqa: D102
    @property
    def entries(self) -> int: ...  # noqa: D102


class Backup(Copy, Protocol):
    """One backup, as `storage.backup_file.Backup` fulfils it."""

    @property
    def why(self) -> str: ...  # noqa: D102
    @property
    def size(self) -> int: ...  # noqa: D102
    @property
    def damaged(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def left_out(self) -> tuple[str, ...]: ...  # noqa: D102


class Some(Protocol):
    """How many, and some of their names."""

    @property
    def count(self) -> int: ...  # noqa: D102
    @property
    def names(self) -> tuple[str, ...]: ...  # noqa: D102


class TableDifference(Protocol):
    """One kind of thing now and in the backup; a number is None where a damaged file hides some."""

    @property
    def table(self) -> str: ...  # noqa: D102
    @property
    def now(self) -> int | None: ...  # noqa: D102
    @property
    def then(self) -> int | None: ...  # noqa: D102
    @property
    def only_now(self) -> Some: ...  # noqa: D102
    @property
    def only_then(self) -> Some: ...  # noqa: D102
    @property
    def changed(self) -> Some: ...  # noqa: D102


class Changes(Protocol):
    """What differs between the desk and another state, as `storage.comparing.Changes` fulfils it."""

    @property
    def tables(self) -> tuple[TableDifference, ...]: ...  # noqa: D102
    @property
    def damaged(self) -> tuple[str, ...]: ...  # noqa: D102


class Difference(Changes, Protocol):
    """What differs between the desk and a backup, as `storage.comparing.Difference` fulfils it."""

    @property
    def backup(self) -> Backup: ...  # noqa: D102


class Restored(Protocol):
    """What was put back, as `storage.restoring.Restored` fulfils it."""

    @property
    def backup(self) -> Backup: ...  # noqa: D102
    @property
    def before(self) -> Backup | None: ...  # noqa: D102
    @property
    def aside(self) -> tuple[Path, ...]: ...  # noqa: D102
    @property
    def laid_open(self) -> bool: ...  # noqa: D102


_WHYS = {
    "day": N_("of the day"), "migration": N_("before an update"), "import": N_("before an import"),
    "restore": N_("before a restore"), "erase": N_("before a client was erased"), "hand": N_("by hand"),
}
_TABLES = {
    "clients": N_("Clients"), "tasks": N_("Tasks"), "entries": N_("Time entries"),
    "interruptions": N_("Interruptions"), "breaks": N_("Breaks"), "reports": N_("Reports"),
    "focus": N_("Session under way"), "settings": N_("Settings"), "unfinished": N_("Text being typed"),
    "absences": N_("Absences"),
}
_OWN = ("shelf", "recalled")
"""What Pupitre notes for itself on the desk: nothing that she would know."""
_ALWAYS = ("clients", "tasks", "entries")


def flaws(told: Backup) -> Iterator[str]:
    """Return what is wrong with a backup since the day it was made."""
    for name in told.damaged:
        yield _("Damaged already, and kept as it is: {file}.").format(file=file(name))
    for name in told.left_out:
        yield _("Could not be read, and is not in the backup: {file}.").format(file=file(name))


def described(told: Backup, zone: tzinfo) -> str:
    """Return when and why a backup was made, its size, and what is in it."""
    return f"{when(told.made, zone)} ({why(told)}, {words.size(told.size)}) · {counts(told)}"


def why(told: Backup) -> str:
    """Return for what a backup was made: « du jour »."""
    return _(_WHYS[told.why]) if told.why in _WHYS else harmless(told.why)


def when(made: datetime, zone: tzinfo) -> str:
    """Return « lundi 23 novembre 2026, 9 h 10 »."""
    local = made.astimezone(zone)
    return f"{words.long_day(local.date(), year=True)}, {words.hour(local.time())}"


def counts(told: Copy) -> str:
    """Return « 6 clients, 61 tâches, 51 segments de temps »."""
    return ", ".join((
        ngettext("{n} client", "{n} clients", told.clients), ngettext("{n} task", "{n} tasks", told.tasks),
        ngettext("{n} time entry", "{n} time entries", told.entries),
    ))


def file(name: str) -> str:
    """Return what a file of the desk is for her: the open file, or a month."""
    stem = Path(name).stem
    if stem == "desk":
        return _("the open file ({name})").format(name=harmless(name))
    return f"{words.month_named(stem)} ({harmless(name)})"


def differences(found: Changes) -> Iterator[str]:
    """Return, line by line, what putting a backup back would change."""
    for name in found.damaged:
        yield _("Cannot be read now: {file}.").format(file=file(name))
    tables = [table for table in found.tables if table.table not in _OWN]
    for table in tables:
        yield from _differing(table)
    if not found.damaged and not any(map(_differs, tables)):
        yield _("The desk is the same: nothing would change.")


def restored(done: Restored, zone: tzinfo) -> Iterator[str]:
    """Return, line by line, what was put back, and where what was there before is kept."""
    yield _("The desk is back as it was on {when}: {counts}.").format(
        when=when(done.backup.made, zone), counts=counts(done.backup))
    yield from flaws(done.backup)
    if done.before is not None:
        yield _("As it was before, it is kept in {path}.").format(path=shown(str(done.before.path)))
    for path in done.aside:
        yield _("What could not be read is kept in {path}.").format(path=shown(str(path)))
    if done.laid_open:
        yield _("This backup was protected by a passphrase. Your data here are not: whoever gets at this computer "
                "can read them. Data, key p, protects them.")


def _differing(table: TableDifference) -> Iterator[str]:
    if table.table not in _ALWAYS and not _differs(table):
        return
    name = _(_TABLES[table.table]) if table.table in _TABLES else harmless(table.table)
    now, then = _number(table.now), _number(table.then)
    yield _("{name}: {now} now, {then} in the backup").format(name=name, now=now, then=then)
    for message, some in (
        (_("would come back: {which}"), table.only_then), (_("would go: {which}"), table.only_now),
        (_("would be as it was: {which}"), table.changed),
    ):
        if some.count:
            yield "  " + message.format(which=_which(some))


def _differs(table: TableDifference) -> bool:
    return bool(table.only_now.count or table.only_then.count or table.changed.count)


def _which(some: Some) -> str:
    """Return « 7 (Relances, Devis…) »."""
    if not some.names:
        return str(some.count)
    more = "…" if some.count > len(some.names) else ""
    return f"{some.count} ({', '.join(map(shown, some.names))}{more})"


def _number(count: int | None) -> str:
    return "?" if count is None else str(count)
