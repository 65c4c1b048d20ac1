"""Putting a backup back: all of it or one month; what is there now is kept first."""

import os
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path

from pupitre.errors import BadBackup
from pupitre.value import Struct
from storage import atomic, backing_up, contents, desk_files, staged
from storage.aside import name_aside
from storage.backup_file import Backup, Why, check, opened
from storage.faults import fault
from storage.places import Place, make_folder
from storage.seal import is_sealed


class Restored(Struct, frozen=True):
    """What was put back; the backup made before, None when there was nothing; where damaged files are kept now."""

    backup: Backup
    before: Backup | None
    aside: tuple[Path, ...]
    laid_open: bool = False
    """Whether the backup was protected, and the desk that now has it is not."""


def restore(place: Place, path: Path, now: datetime, damaged: Collection[str] = ()) -> Restored:
    """Put a whole backup back, in one step: cut off anywhere, the desk is the old or the new one.

    A backup of the present desk is made first. Files that are damaged, or that `damaged` names, are kept beside
    under a name with the date. Months that the backup does not have go, except those it could not read when it was
    made. The caller holds the lock.

    Raises:
        BadBackup: the file is no good backup; nothing was changed.
        OSError: the disk refused; the desk is the old one, or the new one at the next opening.
    """
    backup, laid_open = check(path, place.seal), place.seal.own is None and _is_sealed(path)
    make_folder(place.folder)
    staged.finish(place.folder)
    before = _keep(place, now)
    files = desk_files.present(place.folder)
    aside = _set_aside(_damaged(place, files, damaged), now)
    beside = staged.Staged(place.folder)
    with opened(path, place.seal) as old:
        try:
            for name in old.members:
                beside.put(name, contents.closed(place.seal, old.content(name)))
            going = files.keys() - old.members.keys() - {*old.manifest.left_out, desk_files.DESK}
            beside.commit([*sorted(going), desk_files.JOURNAL])
        except BaseException:
            beside.forget()
            raise
    return Restored(backup, before, aside, laid_open)


def restore_month(
    place: Place, path: Path, month: str, now: datetime, damaged: Collection[str] = ()
) -> Restored:
    """Put one month such as `2026-11` back, and nothing else; a backup of the present desk is made first.

    The file of the month is kept beside when it is damaged, or when `damaged` names it.

    Raises:
        BadBackup: the file is no good backup, or does not have this month (`no_month`); nothing was changed.
        OSError: the disk refused.
    """
    name = desk_files.month_name(month)
    backup = check(path, place.seal)
    with opened(path, place.seal) as old:
        if name not in old.members:
            raise BadBackup(path, "no_month")
        content = old.content(name)
    make_folder(place.months)
    staged.finish(place.folder)
    before = _keep(place, now)
    files = {n: p for n, p in desk_files.present(place.folder).items() if n == name}
    aside = _set_aside(_damaged(place, files, damaged), now)
    contents.write(place.seal, place.folder / name, content)
    return Restored(backup, before, aside)


def _is_sealed(path: Path) -> bool:
    with path.open("rb") as file:
        return is_sealed(file.read(16))


def _keep(place: Place, now: datetime) -> Backup | None:
    return backing_up.make(place, now, Why.RESTORE) if desk_files.present(place.folder) else None


def _damaged(place: Place, files: dict[str, Path], told: Collection[str]) -> Iterable[Path]:
    for name, path in files.items():
        if name in told or _is_damaged(place, name):
            yield path
            if name == desk_files.DESK and place.journal.exists():
                yield place.journal


def _is_damaged(place: Place, name: str) -> bool:
    try:
        return desk_files.facts(desk_files.content(place, name)) is None
    except OSError:
        return True


def _set_aside(damaged: Iterable[Path], now: datetime) -> tuple[Path, ...]:
    """Give each file a second name with the date; it keeps its own until the good one takes that over."""
    aside: list[Path] = []
    for path in damaged:
        target = name_aside(path, "damaged", now)
        _same_under(path, target)
        aside.append(target)
    for folder in {path.parent for path in aside}:
        atomic.flush_folder(folder)
    fault("set-aside")
    return tuple(aside)


def _same_under(path: Path, target: Path) -> None:
    if not path.is_file():
        path.rename(target)  # a folder or a device: nothing that could be read as a file of the desk
        return
    try:
        os.link(path, target)  # works for what cannot be read, too
    except OSError:
        # A stick or a network folder may know no second names.
        atomic.write_whole(target, contents.raw(path))
