"""Writing a backup: beside its place first, read back, then under its name."""

import errno
import io
import os
import sys
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from pupitre.digests import sha256_of
from pupitre.errors import BadBackup
from pupitre.value import replace
from storage import atomic, contents, desk_files
from storage.backup_file import FORMAT, MANIFEST, Backup, Manifest, Member, Why, check
from storage.faults import fault
from storage.places import Place

LEVEL = 3
"""Ten years (75 MB) shrink to 21 % in 0.7 s; level 1 takes 0.6 s for 22 %, level 6 1.7 s for 18 %."""


class Pack:
    """A backup being written beside its place; it gets its name when it was read back and found whole.

    That of a protected desk is packed in memory: what touches the disk is sealed.
    """

    def __init__(self, path: Path, place: Place) -> None:
        self._path, self._place = path, place
        self._beside = path.with_name(f".{path.name}.{os.getpid()}.new")
        self._recalled: Counter[tuple[str, str]] = Counter()
        self._members: dict[str, Member] = {}
        self._schema = 0

    def __enter__(self) -> Self:
        opened = os.open(self._beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        self._file = os.fdopen(opened, "w+b")
        self._into: BinaryIO = self._file if self._place.seal.own is None else io.BytesIO()
        self._zip = ZipFile(self._into, "w")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            # Given up, it may be too large for the disk, or written to a stick that is gone: the first error counts.
            with suppress(OSError):
                self._zip.close()
            with suppress(OSError):
                self._file.close()
        finally:
            self._beside.unlink(missing_ok=True)

    def add(self, name: str, content: bytes) -> None:
        """Put one file of the desk in, damaged or not. Raises `OSError`."""
        facts = desk_files.facts(content)
        self._put(name, content)
        counts = None if facts is None else dict(facts.counts)
        if name == desk_files.DESK:
            self._recalled = desk_files.recalled(content)
        self._members[name] = Member(sha256_of(content), len(content), counts)
        if facts is not None and name == desk_files.DESK:
            self._schema = facts.schema

    def finish(self, made: datetime, why: Why, left_out: list[str], *, over: bool = False) -> Backup:
        """Read back what was written and give it its name; with `over`, in the place of the one that has it.

        Raises:
            BadBackup: what was read back is not what was written.
            FileExistsError: there is a file of this name.
            OSError: the disk refused.
        """
        counts: dict[str, int] = {}
        for name, member in self._members.items():
            for table, count in (member.counts or {}).items():
                counts[table] = counts.get(table, 0) + max(count - self._recalled[table, name], 0)
        manifest = Manifest(FORMAT, made.astimezone(UTC), why, self._schema, counts, self._members, left_out)
        self._put(MANIFEST, msgspec.json.encode(manifest))
        self._zip.close()
        self._seal()
        self._flush()
        fault("backup-written")
        try:
            backup = replace(check(self._beside, self._place.seal), path=self._path)
        except BadBackup as error:
            raise BadBackup(self._path, error.why) from error
        if self._path.exists() and not over:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(self._path))
        atomic.replace(self._beside, self._path)
        fault("backup-in-place")
        atomic.flush_folder(self._path.parent)
        return backup

    def _put(self, name: str, content: bytes) -> None:
        info = ZipInfo(name)
        info.external_attr = 0o600 << 16
        self._zip.writestr(info, content, ZIP_DEFLATED, LEVEL)

    def _seal(self) -> None:
        """Write what was packed in memory, the wrapped key before it. Raises `OSError`."""
        if not isinstance(self._into, io.BytesIO):
            return
        try:
            wrapped = self._place.key.read_bytes()
        except FileNotFoundError:
            wrapped = b""  # the desk itself opens it all the same
        self._file.write(contents.closed(self._place.seal, self._into.getvalue(), wrapped))

    def _flush(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        if sys.platform == "linux":
            # So that what is read back comes from the disk, and not from memory.
            os.posix_fadvise(self._file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        self._file.close()
