"""The files that make up a desk: their names, where each is to be read now, and what is in them."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from pupitre.text import late
from pupitre.value import Struct
from storage import contents, journal
from storage.places import Place
from storage.staged import FOLDER, is_whole, listed, where

DESK = "desk.json"
JOURNAL = "desk.log"
MONTHS = "months"
META = "pupitre"
Tables = dict[str, dict[str, Any]]
"""The table that says which version of the layout a file has."""

_TRIES = 3
_NAME = late(r"desk\.json|months/[12][0-9]{3}-(0[1-9]|1[0-2])\.json")


class _Version(msgspec.Struct):
    schema: int


class _Marks(msgspec.Struct):
    recalled: dict[str, msgspec.Raw] = {}


class Facts(Struct, frozen=True):
    """What a file holds: the version of its layout (0 when it says none) and the documents of each table."""

    schema: int
    counts: Mapping[str, int]


def is_name(name: str) -> bool:
    """Return whether this is the name of a file of a desk, relative to its folder."""
    return _NAME().fullmatch(name) is not None


def month_name(month: str) -> str:
    """Return the name of the file of a month such as `2026-11`. Raises `ValueError`."""
    name = f"{MONTHS}/{month}.json"
    if not is_name(name):
        raise ValueError(f"not a month: {month!r}")
    return name


def present(folder: Path) -> dict[str, Path]:
    """Return where each file of the desk is to be read, by name, files half moved included. Raises `OSError`."""
    names = {DESK}
    # What moves goes from beside into its place: looked for in this order, it is met at least once.
    for base in (folder / FOLDER, folder) if is_whole(folder) else (folder,):
        if (base / MONTHS).is_dir():
            names |= {f"{MONTHS}/{path.name}" for path in (base / MONTHS).iterdir()}
    names -= _going(folder)
    places = ((name, _there(folder, name)) for name in sorted(names) if is_name(name))
    return {name: path for name, path in places if path is not None}


def _there(folder: Path, name: str) -> Path | None:
    """Return where a file is, also while it is being moved; None when it is nowhere."""
    for _ in range(_TRIES):
        path = where(folder, name)
        if path.exists():
            return path
    return None


def _going(folder: Path) -> set[str]:
    """Return the names that count as gone, while they may still be there."""
    if not is_whole(folder):
        return set()
    return set(listed(folder / FOLDER).drops)


def state(files: Mapping[str, Path]) -> tuple[tuple[str, int, int, int], ...]:
    """Return what changes whenever a file is replaced. Raises `OSError`."""
    seen = ((name, path.stat()) for name, path in files.items())
    return tuple((name, s.st_ino, s.st_mtime_ns, s.st_size) for name, s in seen)


def content(place: Place, name: str) -> bytes:
    """Return a file of the desk as it counts now, the open file with what its journal adds. Raises `OSError`.

    The desk may be open, and written meanwhile.
    """
    for _ in range(_TRIES - 1):
        with suppress(FileNotFoundError):  # moved between the look and the reading
            found, settled = _content(place, name)
            if settled:
                return found
    return _content(place, name)[0]


def _content(place: Place, name: str) -> tuple[bytes, bool]:
    """Return the bytes, and whether they are of one instant."""
    path = where(place.folder, name)
    if name != DESK:
        return contents.read(place.seal, path), True
    before = path.stat()
    found = journal.merged(contents.read(place.seal, path), lines(place.folder), place.seal)
    after = where(place.folder, name).stat()
    return found, (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def lines(folder: Path) -> bytes:
    """Return the journal of the open file as the disk has it, empty when there is none. Raises `OSError`."""
    try:
        return contents.raw(folder / JOURNAL)
    except FileNotFoundError:
        return b""


_TABLE_OF = {"Task": "tasks", "Entry": "entries"}


def recalled(content: bytes) -> Counter[tuple[str, str]]:
    """Return how many values of each table and month lie on the desk again, or were deleted: they count once."""
    found: Counter[tuple[str, str]] = Counter()
    try:
        marks = msgspec.json.decode(content, type=_Marks).recalled
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return found  # damaged: its values are not counted either
    for key in marks:
        kind, _, rest = key.partition(":")
        if kind in _TABLE_OF:
            found[_TABLE_OF[kind], f"{MONTHS}/{rest.rpartition('@')[2]}.json"] += 1
    return found


def facts(content: bytes) -> Facts | None:
    """Return what a file holds, or None when it is damaged: not JSON, or not tables."""
    try:
        tables = msgspec.json.decode(content.decode(), type=dict[str, dict[str, msgspec.Raw]])
        meta = tables.pop(META, {})
        schema = msgspec.json.decode(meta["file"], type=_Version).schema if "file" in meta else 0
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return Facts(schema, {name: len(documents) for name, documents in tables.items()})


def tables(content: bytes) -> dict[str, dict[str, Any]] | None:
    """Return the documents of a file by table and id, or None when it is damaged."""
    try:
        found = msgspec.json.decode(content, type=dict[str, dict[str, Any]])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    found.pop(META, None)
    return found
