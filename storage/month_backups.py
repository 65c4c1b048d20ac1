"""Which backup can give back one closed month."""

from collections.abc import Iterable

from pupitre.entry import Entry
from pupitre.errors import BadBackup, TooNew
from pupitre.shelf import Month
from pupitre.task import Task
from pupitre.value import Struct
from storage import desk_files
from storage.backup_file import Backup, opened
from storage.codec import BadDocument
from storage.layout import values_in
from storage.seal import PLAIN, Seal


class MonthHeld(Struct, frozen=True):
    """A month as a backup holds it."""

    backup: Backup
    tasks: int
    entries: int


def newest_with(backups: Iterable[Backup], month: Month, seal: Seal = PLAIN) -> MonthHeld | None:
    """Return the first of these backups in which a month can be read, with what it holds, or None."""
    for backup in backups:
        try:
            found = _held(backup, month, seal)
        except (BadBackup, BadDocument, TooNew):
            continue  # an older one may be good
        if found is not None:
            return found
    return None


def _held(backup: Backup, month: Month, seal: Seal) -> MonthHeld | None:
    name = desk_files.month_name(month)
    with opened(backup.path, seal) as pack:
        if name not in pack.members:
            return None
        values = values_in(pack.content(name), backup.path)
    tasks, entries = (sum(isinstance(v, kind) for v in values) for kind in (Task, Entry))
    return MonthHeld(backup, tasks, entries)
