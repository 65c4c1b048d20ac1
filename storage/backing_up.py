"""The backups of a desk: made, found, thinned, rewritten."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from pupitre.errors import BadBackup
from storage import desk_files, retention
from storage.aside import free
from storage.atomic import flush_folder
from storage.backup_file import Backup, Why, check, head, is_own_name, name_of, opened
from storage.packing import Pack
from storage.places import Place, make_folder
from storage.seal import Seal

_TRIES = 5


def make(place: Place, now: datetime, why: Why, target: Path | None = None) -> Backup:
    """Make a backup among the others, or where `target` says: a folder, or a file that is not there yet.

    The desk may be open and written meanwhile: the months first, then the open file; when a month changed by then,
    it starts over. The name tells the hour in the zone of `now`.

    Raises:
        FileNotFoundError: the desk has no file yet.
        FileExistsError: `target` is there already.
        NotADirectoryError: the folder of `target` is not there.
        BadBackup: what was read back is not what was written.
        OSError: the disk refused, or the months changed again and again.
    """
    path = _path(place, now, why, target)
    for _ in range(_TRIES):
        with Pack(path, place) as pack:
            left_out = _fill(pack, place)
            if left_out is not None:
                return pack.finish(now, why, left_out)
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(place.folder))


def found(place: Place) -> tuple[Backup, ...]:
    """Return the backups of the desk, newest first, as each tells of itself. Raises `OSError`."""
    return tuple(sorted(_read(place)[0], key=lambda b: b.made, reverse=True))


def unreadable(place: Place) -> tuple[Path, ...]:
    """Return the files among the backups that cannot be read as one. Raises `OSError`."""
    return tuple(_read(place)[1])


def due(place: Place, now: datetime, zone: tzinfo) -> bool:
    """Return whether the backup of this local day is still to be made. Raises `OSError`.

    Only files whose names tell this day or its neighbours, in whatever zone, are opened.
    """
    today = now.astimezone(zone).date()
    near = [f"-{today + timedelta(days=n)}T" for n in (-1, 0, 1)]
    likely = [f for f in zips(place) if is_own_name(f.name) and any(day in f.name for day in near)]
    made_near = _heads(likely, place.seal)[0]
    return not any(b.why is Why.DAY and b.made.astimezone(zone).date() == today for b in made_near)


def thin(place: Place, now: datetime, zone: tzinfo, limit: int = retention.LIMIT) -> tuple[Backup, ...]:
    """Delete the backups that need not stay, and return them; a name of hers is let be. Raises `OSError`."""
    ours = [b for b in found(place) if is_own_name(b.path.name)]
    stay = set(retention.kept(ours, now, zone, limit))
    gone = tuple(b for b in ours if b not in stay)
    for backup in gone:
        backup.path.unlink(missing_ok=True)
    for rest in _leftovers(place):
        with suppress(FileNotFoundError):  # its writer may be alive, and done just now
            if abs(now.timestamp() - rest.stat().st_mtime) > timedelta(days=1).total_seconds():
                rest.unlink()
    if gone:
        flush_folder(place.backups)
    return gone


def rewrite(place: Place, change: Callable[[str, bytes], bytes | None]) -> tuple[Path, ...]:
    """Put what `change` makes of each file in the place of that file, in every backup of the desk.

    `change` gets the name and the bytes (which may be damaged) and returns the new ones, or None to take the file
    out. Each backup keeps its name, its instant and its reason, and is replaced as a whole; cut off, it can be
    done again. Returns the files that cannot be read as a backup: they were left as they are.

    Raises:
        BadBackup: what was read back is not what was written.
        OSError: the disk refused.
    """
    for rest in _leftovers(place):
        rest.unlink(missing_ok=True)
    bad: list[Path] = []
    for path in zips(place):
        try:
            check(path, place.seal)
        except BadBackup:
            bad.append(path)
        else:
            _rewrite(path, place, change)
    return tuple(bad)


def _rewrite(path: Path, place: Place, change: Callable[[str, bytes], bytes | None]) -> None:
    with opened(path, place.seal) as old, Pack(path, place) as pack:
        told, same = old.manifest, True
        left_out = list(told.left_out)
        for name in old.members:
            content = old.content(name)
            new = change(name, content)
            same = same and new == content
            if new is None:
                left_out.append(name)
            else:
                pack.add(name, new)
        if not same:
            pack.finish(told.made, told.why, left_out, over=True)


def _path(place: Place, now: datetime, why: Why, target: Path | None) -> Path:
    if not desk_files.present(place.folder):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(place.desk))
    if target is None:
        make_folder(place.backups)
    folder = place.backups if target is None else target
    if folder.is_dir():
        return free(folder / name_of(now, why))
    if folder.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
    if not folder.parent.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder.parent))
    return folder


def _fill(pack: Pack, place: Place) -> list[str] | None:
    """Put every file of the desk in; return the names that cannot be read, None when a month changed meanwhile."""
    left_out: list[str] = []
    before = _months(place)
    files = desk_files.present(place.folder)
    if set(files) - {desk_files.DESK} != before.keys() or (desk_files.DESK not in files and place.desk.exists()):
        return None
    # The open file comes last, and in one piece: what is written there meanwhile is no reason to start over.
    for name in sorted(files, key=lambda name: (name == desk_files.DESK, name)):
        try:
            content = desk_files.content(place, name)
        except FileNotFoundError:
            return None  # moved or gone meanwhile
        except OSError:
            left_out.append(name)
        else:
            pack.add(name, content)
    return left_out if _months(place) == before else None


def _months(place: Place) -> dict[str, object]:
    """Return what changes whenever a month does, by its name."""
    files = desk_files.present(place.folder)
    files.pop(desk_files.DESK, None)
    return {name: seen for name, *seen in desk_files.state(files)}


def zips(place: Place) -> list[Path]:
    """Return the files that have the name of a backup, whatever is in them."""
    if not place.backups.is_dir():
        return []
    return sorted(f for f in place.backups.glob("*.zip") if not f.name.startswith("."))


def _leftovers(place: Place) -> list[Path]:
    """Return what writers that were killed have left."""
    return list(place.backups.glob(".*.zip.*.new")) if place.backups.is_dir() else []


def _read(place: Place) -> tuple[list[Backup], list[Path]]:
    return _heads(zips(place), place.seal)


def _heads(files: list[Path], seal: Seal) -> tuple[list[Backup], list[Path]]:
    good: list[Backup] = []
    bad: list[Path] = []
    for path in files:
        try:
            good.append(head(path, seal))
        except BadBackup:
            bad.append(path)
    return good, bad
