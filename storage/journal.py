"""The changes since the open file was last written whole: one line each, beside it.

A verb then costs one short write and one flush, however much is on the desk. Each line carries its CRC-32; the first
one names the file it goes on from by a digest, so that lines left beside another file are never taken for its own.
On a protected desk each line is sealed by itself, bound to that digest and to its number: none can be moved.
"""

import os
import zlib
from pathlib import Path

import msgspec

from pupitre.digests import blake2b
from pupitre.errors import Replaced
from storage.aside import set_changed_aside
from storage.atomic import flush_folder, remove
from storage.faults import fault
from storage.seal import PLAIN, Seal

_BINARY = getattr(os, "O_BINARY", 0)
_BEGIN = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY
_GO_ON = os.O_WRONLY | os.O_APPEND | _BINARY
_CRC = 8


class _Head(msgspec.Struct):
    after: str


class _Put(msgspec.Struct):
    table: str
    id: str
    document: msgspec.Raw


class _Drop(msgspec.Struct):
    table: str
    id: str


class _Change(msgspec.Struct):
    """A change as `codec.encode_change` writes it, its documents not looked into."""

    puts: list[_Put]
    drops: list[_Drop]


def digest(content: bytes) -> str:
    """Return what the first line of a journal calls the file it goes on from."""
    return blake2b(content, digest_size=16).hexdigest()


def merged(content: bytes, lines: bytes, seal: Seal = PLAIN) -> bytes:
    """Return the open file as it counts: `content` with the changes of its journal.

    A last line that was cut off was never acknowledged, and is left out. With any other line damaged, the whole is:
    both contents one after the other, which nothing reads as a file of documents.
    """
    if not lines:
        return content
    good, damaged = _split(lines, seal)
    if damaged:
        return content + b"\n" + lines
    return _applied(content, good)


def readable(content: bytes, lines: bytes, seal: Seal = PLAIN) -> bytes:
    """Return the same with what comes before the first damage, for who puts `content` back."""
    return _applied(content, _split(lines, seal)[0])


def in_clear(lines: bytes, seal: Seal) -> bytes | None:
    """Return a journal of this desk with its lines in clear, None when not all of it can be read."""
    good, damaged = _split(lines, seal)
    whole = len(good) == lines.count(b"\n") and not damaged
    return b"".join(map(_line, good)) if good and whole else None


def _split(lines: bytes, seal: Seal) -> tuple[list[bytes], bool]:
    """Return the lines up to the first bad one, and whether whole ones follow it.

    Lines of another key, or in clear beside a sealed file, are left from before it: they are none at all.
    """
    whole = [_payload(line) for line in lines.split(b"\n")[:-1]]
    if not whole or (whole[0] is not None and not seal.owns(whole[0])):
        return [], False
    good: list[bytes] = []
    for number, line in enumerate(whole):
        opened = None if line is None else seal.open_line(line, _bound(good, number))
        if opened is None:
            return good, any(line is not None for line in whole[number:])
        good.append(opened)
    return good, False


def _bound(before: list[bytes], number: int) -> bytes:
    """Return what a line is bound to: its number, and all but the first to that one, which names the file."""
    return b"%d " % number + (before[0] if number and before else b"")


def _payload(line: bytes) -> bytes | None:
    payload = line[_CRC + 1:]
    return payload if line[:_CRC + 1] == b"%08x " % zlib.crc32(payload) else None


def _line(payload: bytes) -> bytes:
    return b"%08x %s\n" % (zlib.crc32(payload), payload)


def _applied(content: bytes, good: list[bytes]) -> bytes:
    if len(good) < 2 or msgspec.json.decode(good[0], type=_Head).after != digest(content):
        return content
    tables = msgspec.json.decode(content, type=dict[str, dict[str, msgspec.Raw]])
    for payload in good[1:]:
        change = msgspec.json.decode(payload, type=_Change)
        for drop in change.drops:
            tables.get(drop.table, {}).pop(drop.id, None)
        for put in change.puts:
            tables.setdefault(put.table, {})[put.id] = put.document
    return msgspec.json.encode(tables)


class Journal:
    """The file of the lines, as its one writer sees it."""

    def __init__(self, path: Path, seal: Seal = PLAIN) -> None:
        self._path, self._seal = path, seal
        self._number = 0
        self._head: bytes | None = None
        self._left: tuple[int, int] | None = None

    def begin(self, content: bytes) -> None:
        """Go on from a file that was just written; lines that are still beside it count no more."""
        self._head, self._left = msgspec.json.encode(_Head(digest(content))), None

    def give_up(self) -> None:
        """Take no line until the next `begin`: what the file beside holds is not sure."""
        self._head = None

    def is_ready(self) -> bool:
        """Return whether a line can be added. Raises `Replaced`, once, when another program changed the file."""
        if self._head is None or self._left is None:
            return self._head is not None
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return False
        if (found.st_ino, found.st_size) != self._left:
            self.give_up()
            raise Replaced(self._path, set_changed_aside(self._path, found.st_mtime))
        return True

    def append(self, payload: bytes) -> None:
        """Add a line, and return when the disk has it. Raises `OSError`: it does not count."""
        before = self._left
        head = self._head or b""
        number = self._number if before else 1
        content = self._sealed(payload, head, number)
        if not before:
            content = self._sealed(head, b"", 0) + content
        new = before is None and not self._path.exists()
        handle = os.open(self._path, _GO_ON if before else _BEGIN, 0o600)
        try:
            try:
                _write(handle, content)
                fault("appending")
                os.fsync(handle)
                if new:
                    flush_folder(self._path.parent)
            except OSError:
                self._take_back(handle, before[1] if before else 0)
                raise
            found = os.fstat(handle)
        finally:
            os.close(handle)
        self._left = found.st_ino, found.st_size
        self._number = number + 1
        fault("appended")

    def _sealed(self, payload: bytes, head: bytes, number: int) -> bytes:
        return _line(self._seal.close_line(payload, _bound([head] if number else [], number)))

    def remove(self) -> None:
        """Take the file away, once its lines count no more. Raises `OSError`."""
        remove(self._path)
        self._left = None

    def _take_back(self, handle: int, size: int) -> None:
        try:
            os.ftruncate(handle, size)
            os.fsync(handle)
        except OSError:
            self.give_up()


def _write(handle: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest):]
