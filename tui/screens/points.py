"""The points to which a desk can go back, as rows and as previews: pure functions from values to text."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo
from enum import StrEnum
from pathlib import Path

from pupitre.errors import BadBackup, TooNew
from pupitre.value import Struct
from tui import backup_words, refusals, words
from tui.backup_words import Backup, Changes, Copy
from tui.keeping import MonthHeld
from tui.widgets.lines import Line
from tui.words import _, ngettext, shown


class Kind(StrEnum):
    """What a point is."""

    FOLDER = "folder"
    MONTH = "month"
    LAST = "last"
    BACKUP = "backup"
    BAD = "bad"
    EMPTY = "empty"
    LEAVE = "leave"


class Point(Struct, frozen=True):
    """A row: `key` tells it from all others, `copy` is what can be put back, `error` why nothing can."""

    kind: Kind
    key: str
    title: str
    note: str = ""
    copy: Copy | None = None
    error: BadBackup | TooNew | None = None


_STYLES = {Kind.MONTH: "late", Kind.BAD: "faint", Kind.FOLDER: "strong"}


def row(point: Point, _width: int) -> tuple[Line, Line]:
    """Draw a point: its name, and below it what it is."""
    return ((f" {point.title}", _STYLES.get(point.kind, "")),), ((f"   {point.note}", "faint"),)


def of_backup(backup: Backup, zone: tzinfo) -> Point:
    """Return the point of a backup."""
    title = f"{backup_words.when(backup.made, zone)} · {backup_words.why(backup)}"
    return Point(Kind.BACKUP, f"backup:{backup.path}", title, backup_words.counts(backup), backup)


def of_copy(copy: Copy, zone: tzinfo) -> Point:
    """Return the point of the last good state."""
    title = f"{backup_words.when(copy.made, zone)} · {_('last good state')}"
    return Point(Kind.LAST, "last", title, backup_words.counts(copy), copy)


def of_bad(error: BadBackup | TooNew) -> Point:
    """Return the point of a file that cannot be put back."""
    path = error.path if isinstance(error, BadBackup) else error.place
    return Point(Kind.BAD, f"bad:{path}", shown(path.name), _("cannot be used"), error=error)


def usable(backups: Iterable[Backup], unusable: Sequence[BadBackup]) -> list[Backup]:
    """Return the backups that can be put back."""
    bad = {error.path for error in unusable}
    return [b for b in backups if b.path not in bad]


def place(path: Path) -> str:
    """Return a path as she would write it, « ~ » is her own folder; a folder may be called as a client is."""
    home = Path.home()
    inside = path.is_relative_to(home) and path != home
    return shown(str(Path("~") / path.relative_to(home) if inside else path))


# -- previews ----------------------------------------------------------------------------------------


def of_changes(point: Point, found: Changes) -> Iterator[str]:
    """Yield, line by line, what a point is and what putting it back would change."""
    yield point.title
    if point.kind is Kind.LAST:
        yield _("As the open file was when Pupitre was last opened or closed.")
    yield point.note
    yield ""
    yield from backup_words.differences(found)


def of_flaws(backup: Backup) -> Iterator[str]:
    """Yield where a backup is, its size, and what was wrong already when it was made."""
    yield ""
    yield f"{place(backup.path)} ({words.size(backup.size)})"
    yield from backup_words.flaws(backup)


def of_error(point: Point) -> Iterator[str]:
    """Yield why a file cannot be put back."""
    if point.error is not None:
        yield refusals.say(point.error)
        yield ""
        yield _("It is listed so that you know of it; it was not touched.")


def of_month(month: str, why: str | None, held: MonthHeld | None, zone: tzinfo) -> Iterator[str]:
    """Yield what is wrong with a closed month, missing when `why` is None, and what can be done."""
    named = words.month_named(month)
    if why is None:
        yield _("{month}: its file is missing.").format(month=named)
    else:
        yield _("{month}: its file cannot be read ({why}).").format(month=named, why=refusals.in_words(why))
    yield _("Today’s work does not need it: all you do is kept as usual.")
    yield ""
    if held is None:
        yield _("No backup holds this month.")
        return
    counts = ", ".join((
        ngettext("{n} task", "{n} tasks", held.tasks), ngettext("{n} time entry", "{n} time entries", held.entries),
    ))
    yield _("The backup of {when} holds it: {counts}.").format(
        when=backup_words.when(held.backup.made, zone), counts=counts)
