"""Several files that change together: all of them, or none, whenever the power goes.

The new files are written under a folder of their own, then a list of them is put there in one rename: from that
instant they count. Moving them into place can be cut off anywhere and is finished at the next opening.
"""

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from storage import atomic
from storage.atomic import flush_folder, remove, replace
from storage.faults import fault
from storage.places import make_folder

FOLDER = "staged"
LIST = "whole.json"


class Listed(msgspec.Struct):
    """The names, relative to the desk's folder, that are put in place and taken away."""

    puts: list[str]
    drops: list[str]


class Staged:
    """New files beside a folder; `commit` makes them count, `forget` leaves everything as it was."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._beside = folder, folder / FOLDER
        self._puts: list[str] = []

    @property
    def names(self) -> frozenset[str]:
        """The files that were written beside and do not count yet."""
        return frozenset(self._puts)

    def put(self, name: str, content: bytes) -> None:
        """Write one file beside. Raises `OSError`; nothing counts yet."""
        target = self._beside / name
        self._check_folder()
        make_folder(self._beside)
        make_folder(target.parent)
        atomic.write_whole(target, content)
        if name not in self._puts:
            self._puts.append(name)
        fault("staged-put")

    def commit(self, drops: Iterable[str] = ()) -> bool:
        """Make every file count, and those of `drops` go; return whether all of it is in its place already.

        What is not is moved by the next `finish`. Raises `OSError`: nothing changed.
        """
        self._check_folder()
        make_folder(self._beside)
        flush_folder(self._beside)
        fault("staged-before-list")
        try:
            atomic.write_whole(self._beside / LIST, msgspec.json.encode(Listed(self._puts, list(drops))))
        except OSError:
            # In place while its folder could not be flushed: what cannot be taken back counts.
            with suppress(OSError):
                (self._beside / LIST).unlink()
            if not is_whole(self._folder):
                raise
            self._puts = []
            return False
        self._puts = []
        fault("staged-after-list")
        try:
            finish(self._folder)
        except OSError:
            return False  # it counts all the same: `where` finds it, and `finish` is tried again
        return True

    def _check_folder(self) -> None:
        """Refuse a folder that went away, such as a USB stick: making it anew would hide what is on it."""
        if not self._folder.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self._folder))

    def forget(self) -> None:
        """Take away what was written beside and does not count."""
        self._puts = []
        if not is_whole(self._folder):
            _discard(self._beside, ignore_errors=True)


def _discard(beside: Path, *, ignore_errors: bool = False) -> None:
    import shutil  # noqa: PLC0415 - with all that packs files; commands wait for it

    shutil.rmtree(beside, ignore_errors=ignore_errors)


def is_whole(folder: Path) -> bool:
    """Return whether files beside the folder count already, and only wait to be moved."""
    return (folder / FOLDER / LIST).exists()


def finish(folder: Path) -> None:
    """Move into place what counts, and take away what does not. Raises `OSError`; it can be tried again."""
    beside = folder / FOLDER
    if not beside.exists():
        return
    if not is_whole(folder):
        _discard(beside)
        return
    found = listed(beside)
    touched = {folder}
    for name in found.puts:
        source, target = beside / name, folder / name
        if source.exists():  # else a run that was cut off moved it
            make_folder(target.parent)
            replace(source, target)
            fault("staged-moved")
        touched.add(target.parent)
    for name in found.drops:
        remove(folder / name)
        touched.add((folder / name).parent)
    for place in touched:
        if place.is_dir():
            flush_folder(place)
    fault("staged-all-moved")
    (beside / LIST).unlink()
    flush_folder(beside)
    _discard(beside)


def listed(beside: Path) -> Listed:
    """Return what counts; of a list that the disk damaged, every file beside: each was whole before the list was."""
    try:
        return msgspec.json.decode((beside / LIST).read_bytes(), type=Listed)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        files = (f for f in beside.rglob("*") if f.is_file() and f != beside / LIST and f.suffix != ".new")
        return Listed(sorted(f.relative_to(beside).as_posix() for f in files), [])


def where(folder: Path, name: str) -> Path:
    """Return where a file of the folder is to be read: beside, while it counts there and was not moved yet."""
    beside = folder / FOLDER / name
    return beside if is_whole(folder) and beside.exists() else folder / name

