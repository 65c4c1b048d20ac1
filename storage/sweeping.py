"""The files beside the desk that may still know a client that left: changed, deleted, or told of."""

import codecs
import os
import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path

from pupitre.errors import TooNew
from pupitre.leaving import Leaver
from pupitre.ports import Change
from storage import atomic, contents, desk_files, journal
from storage.codec import BadDocument, decode_change, encode_change
from storage.faults import fault
from storage.layout import SCHEMA, rewritten, values_in
from storage.places import Place
from storage.seal import BadSeal, is_sealed
from storage.whole_file import WholeFile

_QUOTED = re.compile(rb'"([^"\\\x00-\x1f]{1,200})')
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_BROKEN = re.compile(r"\\[nrt]")
_REPORT = re.compile(r"(?P<when>\d{4}-\d\d(?:-\d\d)?) (?P<label>.+?)(?: - \w+)?\.(?P<form>txt|eml|csv|xlsx|pdf)")
"""What she saved of a client: its reports, answers and statements, by day or by month."""
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def without(content: bytes, change: Change, path: Path) -> bytes:
    """Return a file of documents with a change, in the layout of today when there is one."""
    if not (change.puts or change.drops):
        return content
    from storage.tables import TableFile  # noqa: PLC0415 - TinyDB is not needed until a file is written whole

    told: list[bytes] = []
    TableFile(WholeFile(path, rewritten(content, path) or content), SCHEMA, told.append).apply(change)
    return told[0]


class Traces:
    """Finds a client in bytes that nothing can read as a file of ours: its names, its id and those of its tasks."""

    def __init__(self, leaver: Leaver) -> None:
        self._names = leaver.names
        self._ids = {key.encode(errors="replace") for key in (leaver.who.id, *leaver.tasks)}

    def found(self, content: bytes) -> bool:
        """Return whether the bytes tell of the client, in UTF-8 or UTF-16, escaped as JSON does or not."""
        quoted = {raw.split(b":")[0] for raw in _QUOTED.findall(content)}
        return not self._ids.isdisjoint(quoted) or self.named(content)

    def named(self, content: bytes) -> bool:
        """Return whether the bytes name the client or its people."""
        text = content.decode("utf-16" if content.startswith(_WIDE) else "utf-8", errors="replace")
        return self._names.named(_BROKEN.sub(" ", _ESCAPED.sub(lambda c: chr(int(c[1], 16)), text)))


class Sweep:
    """One pass over the folder; it can be cut off and done again.

    Reports up to the day `last` that are saved under one of the `labels` are the client's.
    """

    def __init__(
        self, place: Place, leaver: Leaver, traces: Traces, labels: Collection[str], last: date, mark: str
    ) -> None:
        self._place, self._leaver, self._traces = place, leaver, traces
        self._labels, self._last = labels, last.isoformat()
        self._ours = {place.desk, place.journal, place.last_good, place.lock, place.holder, place.folder / mark}
        self.changed: list[Path] = []
        self.deleted: list[Path] = []
        self.remains: list[Path] = []

    def all(self, *, reused: bool) -> None:
        """Go through every file; with `reused` another client bears the id since, and what waits may be its own."""
        for path in sorted(_files(self._place.folder)):
            if path in self._ours or self._is_live(path):
                continue
            if path.parent == self._place.inbox and path.suffix == ".json":
                if not reused:
                    self._judge(path, self._left)
            elif self._is_copy(path):
                self._judge(path, self._copy)
            elif path.parent == self._place.reports and _REPORT.fullmatch(path.name):
                self._judge(path, self._report)
            elif path.suffix != ".zip" or path.parent != self._place.backups:
                self._judge(path, self._other)
        for folder in {path.parent for path in (*self.changed, *self.deleted)}:
            atomic.flush_folder(folder)

    def _is_live(self, path: Path) -> bool:
        """Whether it is a month, or being written by this process just now."""
        name = path.relative_to(self._place.folder).as_posix()
        return desk_files.is_name(name) or path.name.endswith(f".{os.getpid()}.new")

    def _is_copy(self, path: Path) -> bool:
        """Whether it is another version of a file of ours: set aside, left by a kill, or by a cloud service."""
        place = self._place
        beside = path.parent == place.folder and path.name.lstrip(".").startswith("desk")
        left = path.name.startswith(".") and path.suffix == ".new"
        return beside or left or path.parent in {place.months, place.inbox}

    def _judge(self, path: Path, how: Callable[[Path, bytes], bytes | None]) -> None:
        try:
            new = how(path, self._clear(path))
        except (TooNew, BadSeal, OSError):
            self.remains.append(path)
            return
        if new is None:
            path.unlink(missing_ok=True)
            self.deleted.append(path)
        elif new:
            contents.write(self._place.seal, path, new)
            self.changed.append(path)
        fault("leaving-file")

    def _clear(self, path: Path) -> bytes:
        """Return what a file holds. Raises `OSError`, or `BadSeal` for what nobody can look into."""
        found = contents.raw(path)
        seal = self._place.seal
        if seal.own is None or is_sealed(found):
            return seal.open_any(found)
        if path.suffix != ".log" or not found:
            return found
        lines = journal.in_clear(found, seal)
        if lines is None:
            raise BadSeal("altered")
        return lines

    # -- each returns the new content, b"" to leave it as it is, None to delete it --------------------

    def _copy(self, path: Path, content: bytes) -> bytes | None:
        try:
            new = without(content, self._leaver.erasure(values_in(content, path)), path)
        except BadDocument:
            return None if self._traces.found(content) else b""
        except TooNew:
            if self._traces.found(content):
                raise
            return b""
        return b"" if new == content else new

    def _left(self, _path: Path, content: bytes) -> bytes | None:
        try:
            before = decode_change(content)
        except BadDocument:
            return None if self._traces.found(content) else b""
        erasure = self._leaver.erasure(before.puts)
        touched = {(type(v), v.id) for v in erasure.puts} | set(erasure.drops)
        puts = (*(v for v in before.puts if (type(v), v.id) not in touched), *erasure.puts)
        after = Change(puts, before.drops)
        if after == before:
            return b""
        return encode_change(after) if after.puts or after.drops else None

    def _report(self, path: Path, content: bytes) -> bytes | None:
        found = _REPORT.fullmatch(path.name)
        if found is not None and found["label"] in self._labels and found["when"] <= self._last:
            return None
        if path.suffix != ".txt":
            return self._other(path, content)
        text = content.decode(errors="replace")
        return self._leaver.names.blanked(text).encode() if self._leaver.names.named(text) else b""

    def _other(self, path: Path, content: bytes) -> bytes:
        if self._traces.named(content) or self._leaver.names.named(path.name):
            self.remains.append(path)
        return b""


def _files(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder; links are not followed."""
    for base, _folders, names in os.walk(folder):
        yield from (Path(base) / name for name in names)
