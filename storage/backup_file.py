"""A backup is one file: a zip with the files of a desk, and a manifest that tells what must be found in it.

A zip may come from anywhere: names we do not expect are never looked at, nothing is unpacked to a path it names,
and no more is read than the limits below. A protected desk seals the whole zip, with its wrapped key before it: the
file can be opened anywhere by its passphrase.
"""

import io
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

import msgspec

from pupitre.digests import sha256_of
from pupitre.errors import BadBackup
from pupitre.value import Struct
from storage import desk_files
from storage.seal import LARGEST as LARGEST_SEALED
from storage.seal import PLAIN, BadSeal, Seal, is_sealed

FORMAT = 1
"""The version of the manifest."""
MANIFEST = "manifest.json"
LARGEST_MEMBER = 200 * 1024 * 1024
LARGEST = 2 * 1024**3
LARGEST_MANIFEST = 8 * 1024 * 1024
YEARS = range(1970, 3000)
"""The years in which a backup can have been made."""

_ENCRYPTED = 0x1


class Why(StrEnum):
    """For what a backup was made."""

    DAY = "day"
    MIGRATION = "migration"
    IMPORT = "import"
    RESTORE = "restore"
    ERASE = "erase"
    HAND = "hand"


_OURS = re.compile(rf"pupitre-\d{{4}}-\d\d-\d\dT\d{{4}}-({'|'.join(Why)})(-\d+)?\.zip", re.ASCII)

_Count = Annotated[int, msgspec.Meta(ge=0)]


class Member(msgspec.Struct, frozen=True):
    """One file in a backup; `counts` by table is None when it was damaged, and kept as it was."""

    sha256: str
    length: _Count
    counts: dict[str, _Count] | None


class _Head(msgspec.Struct):
    format: int


class Manifest(msgspec.Struct, frozen=True):
    """What a backup says of itself; `left_out` names the files that could not be read when it was made."""

    format: int
    made: Annotated[datetime, msgspec.Meta(tz=True)]
    why: Why
    schema: int
    counts: dict[str, _Count]
    members: dict[str, Member]
    left_out: list[str]


class Backup(Struct, frozen=True):
    """A backup: where it is, when (UTC) and for what it was made, what is in it, and its bytes.

    `damaged` names the files that were damaged already and are kept as they were, `left_out` those that could
    not be read; `schema` is the version of the open file's layout, 0 when it says none.
    """

    path: Path
    made: datetime
    why: Why
    clients: int
    tasks: int
    entries: int
    size: int
    schema: int = 0
    damaged: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def name_of(made: datetime, why: Why) -> str:
    """Return the name of a backup; its hour is written in the zone of `made`."""
    return f"pupitre-{made:%Y-%m-%dT%H%M}-{why}.zip"


def is_own_name(name: str) -> bool:
    """Return whether a file has the name of a backup that Pupitre made by itself."""
    return _OURS.fullmatch(name) is not None


class Opened:
    """A backup that is read: its manifest, and its files one at a time."""

    def __init__(self, path: Path, pack: ZipFile) -> None:
        self.path, self._zip = path, pack
        raw = self._read(MANIFEST, LARGEST_MANIFEST)
        try:
            if msgspec.json.decode(raw, type=_Head).format > FORMAT:
                raise BadBackup(path, "too_new")
            found = msgspec.json.decode(raw, type=Manifest)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise BadBackup(path, "damaged") from error
        if found.made.year not in YEARS:
            raise BadBackup(path, "damaged")
        self.members = {name: m for name, m in sorted(found.members.items()) if desk_files.is_name(name)}
        self.manifest = found

    @property
    def backup(self) -> Backup:
        """What is told of it."""
        told = self.manifest
        damaged = tuple(name for name, member in self.members.items() if member.counts is None)
        clients, tasks, entries = (told.counts.get(table, 0) for table in ("clients", "tasks", "entries"))
        return Backup(
            self.path, told.made.astimezone(UTC), told.why, clients, tasks, entries, self.path.stat().st_size,
            told.schema, damaged, tuple(filter(desk_files.is_name, told.left_out)),
        )

    def content(self, name: str) -> bytes:
        """Return one file, found to be the one that was put in. Raises `BadBackup`."""
        member = self.members[name]
        content = self._read(name, LARGEST_MEMBER)
        if len(content) != member.length or sha256_of(content) != member.sha256:
            raise BadBackup(self.path, "altered")
        return content

    def _read(self, name: str, limit: int) -> bytes:
        with _judged(self.path):
            try:
                info = self._zip.getinfo(name)
            except KeyError as error:
                raise BadBackup(self.path, "foreign" if name == MANIFEST else "altered") from error
            if info.flag_bits & _ENCRYPTED:
                raise BadBackup(self.path, "encrypted")
            if info.file_size > limit:
                raise BadBackup(self.path, "too_large")
            if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
                # The other methods give back any amount at once, whatever the size they name.
                raise BadBackup(self.path, "foreign")
            return self._zip.read(info)


@contextmanager
def opened(path: Path, seal: Seal = PLAIN) -> Iterator[Opened]:
    """Open a backup to read it. Raises `BadBackup`, with `other_key` when no key of the seal opens it."""
    with _judged(path):
        if path.exists() and not path.is_file():
            raise BadBackup(path, "foreign")
        pack = ZipFile(_unsealed(path, seal) or path)
    with pack:
        yield Opened(path, pack)


def _unsealed(path: Path, seal: Seal) -> io.BytesIO | None:
    """Return what a sealed backup holds, in memory; None for one in clear. Raises `BadBackup` or `OSError`."""
    with path.open("rb") as file:
        if not is_sealed(file.read(16)):
            return None
        file.seek(0)
        raw = file.read(LARGEST_SEALED + 1)
    if len(raw) > LARGEST_SEALED:
        raise BadBackup(path, "too_large")
    try:
        return io.BytesIO(seal.open_any(raw))
    except BadSeal as error:
        raise BadBackup(path, error.why) from error


@contextmanager
def _judged(path: Path) -> Iterator[None]:
    """Turn what can go wrong with a file from anywhere into `BadBackup`."""
    try:
        yield
    except OSError as error:
        raise BadBackup(path, error.strerror or str(error)) from error
    except (BadZipFile, zlib.error, EOFError, struct.error, ValueError, RuntimeError, OverflowError) as error:
        raise BadBackup(path, "damaged") from error


def head(path: Path, seal: Seal = PLAIN) -> Backup:
    """Return what a backup says of itself; its files are not looked at. Raises `BadBackup`."""
    with opened(path, seal) as found, _judged(path):
        return found.backup


def check(path: Path, seal: Seal = PLAIN) -> Backup:
    """Return what a backup says of itself, after every file in it was read and found right. Raises `BadBackup`."""
    with opened(path, seal) as found:
        if sum(member.length for member in found.members.values()) > LARGEST:
            raise BadBackup(path, "too_large")
        for name, member in found.members.items():
            content = found.content(name)
            if name == desk_files.DESK and member.counts is not None:
                facts = desk_files.facts(content)
                if facts is None or facts.counts != member.counts:
                    raise BadBackup(path, "altered")
        return found.backup
