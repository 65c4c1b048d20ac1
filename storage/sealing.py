"""Protecting a desk by a passphrase, changing that one, and taking the protection away.

The key that seals the files is drawn by lot, and lies in `key.json` wrapped by the passphrase. Another passphrase is
another `key.json`, put in place by one rename; no other file of the desk changes. To protect a desk, or to take that
away, every file is written beside in its new form and all of them count together (`storage.staged`): cut off
anywhere, the desk is wholly the old or wholly the new one. What was overwritten or deleted may stay in unused blocks
of the disk until those are used again; no program can know.
"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from pupitre.errors import KeyLost, WrongPhrase
from pupitre.progress import Progress
from storage import atomic, contents, desk_files, journal, key_file, leftovers, staged
from storage.aside import free
from storage.faults import fault
from storage.places import Place, make_folder
from storage.seal import BadSeal, Key, Seal, is_sealed, key_of, with_wrapped, wrapped_in

_HEAD = 64 + key_file.LARGEST
"""The bytes at the beginning of a backup that hold the wrapped key."""
_TRIED = 6
"""Copies of the key that a passphrase is tried on, at most: each takes some tenths of a second."""


def is_protected(place: Place) -> bool:
    """Return whether the files of a desk are sealed. Raises `OSError`."""
    try:
        return not key_file.is_unprotected(_key_now(place))
    except FileNotFoundError:
        return _desk_key(place) is not None


def key_by(place: Place, phrase: str) -> Key:
    """Return the key of a desk; it takes some tenths of a second.

    When `key.json` is damaged or gone its copy serves, or that in a backup, and takes its place again.

    Raises:
        WrongPhrase: the passphrase is not that of the desk.
        KeyLost: there is no key that could be opened by any.
        OSError: the disk refused.
    """
    wanted, tried = _desk_key(place), 0
    for raw in _wrapped(place):
        try:
            if wanted is not None and key_file.key_named(raw) != wanted:
                continue
            tried += 1
            key = key_file.unwrap(raw, phrase)
        except BadSeal:
            continue
        except WrongPhrase:
            if _is_good(place, raw) or tried == _TRIED:
                raise
            continue
        if tried and not _is_good(place, raw):
            with suppress(OSError):  # read-only: the copy serves the next time as well
                atomic.write_whole(place.key, raw)
        return key
    if tried:
        raise WrongPhrase
    raise KeyLost(place.key)


def fits(place: Place, key: Key) -> bool:
    """Return whether a key is that of a desk. Raises `OSError`."""
    named = _desk_key(place)
    if named is None:
        with suppress(BadSeal, FileNotFoundError):
            named = key_file.key_named(_key_now(place))
    return named == key.id


def change(place: Place, wrapped: bytes) -> None:
    """Put another wrapped key in the place of the one there is. Raises `OSError`: nothing was changed.

    From one rename on, the new passphrase is the only one; the copies of the key follow, at the next opening at the
    latest.
    """
    fault("key-before")
    atomic.write_whole(place.key, wrapped)
    fault("key-changed")
    with suppress(OSError):  # it counts already
        tidy(place)


def tidy(place: Place) -> None:
    """Have every copy of the key say what `key.json` says, or none at all. Raises `OSError`."""
    try:
        wrapped = place.key.read_bytes()
    except FileNotFoundError:
        return
    if key_file.is_unprotected(wrapped):
        atomic.remove(place.key_copy)
        atomic.remove(place.key)
        return
    try:
        named = key_file.key_named(wrapped)
    except BadSeal:
        return  # the copies are all there is
    if not place.key_copy.exists() or place.key_copy.read_bytes() != wrapped:
        atomic.write_whole(place.key_copy, wrapped)
    for path in _zips(place):
        with suppress(BadSeal):
            begin = _beginning(path)
            if is_sealed(begin) and key_of(begin) == named and not _same(wrapped_in(begin), wrapped):
                atomic.write_whole(path, with_wrapped(path.read_bytes(), wrapped))
                fault("key-in-backup")


def turn(place: Place, new: Seal, wrapped: bytes, told: Callable[[Progress], None]) -> None:
    """Write every file of a desk anew, sealed as `new` says, in one step; `wrapped` becomes its `key.json`.

    `place` opens what is there, and its lock is held. What cannot be opened stays as it is. Raises `OSError`:
    nothing was changed.
    """
    staged.finish(place.folder)
    _sweep(place)
    names = list(_names(place))
    beside = staged.Staged(place.folder)

    def turned(name: str) -> None:
        content = _content(place, name)
        if content is not None:
            beside.put(name, contents.closed(new, content, wrapped if name.startswith("backups/") else b""))

    try:
        for done, name in enumerate(names, 1):
            turned(name)
            told(Progress(done, len(names)))
        for name in sorted(set(_names(place)).difference(names)):
            turned(name)  # left by a command meanwhile
        beside.put(place.key.name, wrapped)
        if new.own is not None:
            beside.put(place.key_copy.name, wrapped)
        gone = [place.journal.name] if new.own is not None else [place.journal.name, place.key_copy.name]
        moved = beside.commit([*gone, *(_reports(place) if new.own is not None else ())])
    except BaseException:
        beside.forget()
        raise
    with suppress(OSError):  # it counts already
        _turn_late(place, new)
    if moved:
        fault("turned")
        with suppress(OSError):  # at the next opening it is tried again
            tidy(place)


def _turn_late(place: Place, new: Seal) -> None:
    """Give their form to changes that a command left in the old one at the last instant. Raises `OSError`."""
    for path in _whole(place.inbox):
        now = staged.where(place.folder, _name(place, path))
        with suppress(FileNotFoundError):
            found = contents.raw(now)
            if is_sealed(found) == (new.own is None):
                with suppress(BadSeal):
                    atomic.write_whole(now, contents.closed(new, place.seal.open_any(found), b""))


def reports_out(place: Place, folder: Path) -> bool:
    """Copy the saved texts out of the folder of a desk that becomes protected; return whether there were any.

    Done again, what is there already is not copied twice. Raises `OSError`.
    """
    names = _reports(place)
    for name in names:
        make_folder(folder)
        content, target = contents.raw(place.folder / name), folder / Path(name).name
        if not (target.is_file() and target.read_bytes() == content):
            atomic.write_whole(free(target), content)
    return bool(names)


# -- what there is -----------------------------------------------------------------------------------


def _key_now(place: Place) -> bytes:
    return staged.where(place.folder, place.key.name).read_bytes()


def _desk_key(place: Place) -> bytes | None:
    """Return the name of the key that sealed the open file, None when none did or when that cannot be read."""
    try:
        with staged.where(place.folder, place.desk.name).open("rb") as file:
            begin = file.read(64)
        return key_of(begin) if is_sealed(begin) else None
    except (FileNotFoundError, IsADirectoryError, BadSeal):
        return None


def _wrapped(place: Place) -> Iterator[bytes]:
    """Yield the wrapped keys there are, each once, the one that counts first."""
    seen: set[bytes] = set()
    for path in (staged.where(place.folder, place.key.name), place.key_copy):
        with suppress(FileNotFoundError):
            raw = path.read_bytes()
            if raw not in seen:
                yield raw
            seen.add(raw)
    for path in sorted(_zips(place), reverse=True):
        with suppress(BadSeal):
            begin = _beginning(path)
            raw = wrapped_in(begin) if is_sealed(begin) else b""
            if raw not in seen:
                yield raw
            seen.add(raw)


def _is_good(place: Place, raw: bytes) -> bool:
    """Return whether this is what `key.json` holds: then no copy of it is asked."""
    try:
        return _key_now(place) == raw
    except FileNotFoundError:
        return False


def _zips(place: Place) -> list[Path]:
    from storage.backing_up import zips  # noqa: PLC0415 - a protected desk only: the first screen does without

    return zips(place)


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _same(one: bytes, other: bytes) -> bool:
    try:
        return key_file.same(one, other)
    except BadSeal:
        return False


# -- every file --------------------------------------------------------------------------------------


def _names(place: Place) -> Iterator[str]:
    """Yield the files that hold what she wrote, those set aside included. Raises `OSError`."""
    for path in sorted(place.folder.iterdir()):
        ours = path.name.startswith("desk") or path == place.leaving
        if ours and path != place.journal and path.is_file():
            yield _name(place, path)
    for folder in (place.months, place.inbox, place.backups):
        for path in _whole(folder):
            yield _name(place, path)


def _whole(folder: Path) -> list[Path]:
    """Return the files of a folder, without those that a command writes at this instant."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in found if path.is_file() and not (path.name.startswith(".") and path.suffix == ".new")]


def _reports(place: Place) -> list[str]:
    found = sorted(place.reports.iterdir()) if place.reports.is_dir() else []
    return [_name(place, path) for path in found if path.is_file()]


def _name(place: Place, path: Path) -> str:
    """Return the name of a file as the list of what changes has it. Raises `OSError` when it cannot be written."""
    name = path.relative_to(place.folder).as_posix()
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise OSError(errno.EILSEQ, os.strerror(errno.EILSEQ), str(path)) from error
    return name


def _content(place: Place, name: str) -> bytes | None:
    """Return what a file holds, None when it cannot be opened. Raises `OSError`."""
    if name == desk_files.DESK:
        return desk_files.content(place, name)
    raw = contents.raw(place.folder / name)
    if place.seal.own is not None and name.endswith(".log") and not is_sealed(raw):
        return journal.in_clear(raw, place.seal)
    try:
        return place.seal.open_any(raw)
    except BadSeal:
        return None


def _sweep(place: Place) -> None:
    """Take away what writes that were cut off left beside. Raises `OSError`."""
    for folder in (place.folder, place.months, place.inbox, place.backups):
        for half in leftovers.halves(folder):
            half.unlink(missing_ok=True)
