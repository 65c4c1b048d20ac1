"""One file of documents on TinyDB: always whole, read once, and every change of it one write."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
from tinydb import Storage, TinyDB
from tinydb.table import Document, Table

from pupitre.errors import Replaced
from pupitre.ports import Change
from storage import atomic, contents
from storage.aside import set_changed_aside
from storage.codec import NAMES, encode
from storage.desk_files import META, Tables
from storage.seal import PLAIN, Seal

_Seen = tuple[int, int, int]


class WholeStorage(Storage):
    """A TinyDB storage whose file is always whole.

    TinyDB's own overwrites in place: a kill there left 1 file in 20 unreadable (cut after the flush).
    Reads come from memory, and never see what another program put in the place of the file.
    """

    def __init__(
        self, path: Path, content: bytes | None, write: Callable[[bytes], None] | None = None, seal: Seal = PLAIN
    ) -> None:
        self._path, self._content, self._held, self._seal = path, content, False, seal
        self._tables: Tables | None = None
        self._write = write
        self._seen = _stamp(path) if write is None else None

    def read(self) -> Tables | None:
        """Return the tables, or None when there is no file yet."""
        if self._tables is None and self._content is not None:
            self._tables = msgspec.json.decode(self._content, type=Tables)
        return self._tables

    def write(self, data: Tables) -> None:
        """Keep the tables; within `one_write` they are only remembered."""
        self._tables = data
        if not self._held:
            self.save(self._write or self._in_place)

    def save(self, write: Callable[[bytes], None]) -> None:
        """Make the tables durable by `write`, or go back to what was."""
        try:
            content = msgspec.json.encode(self._tables)
            write(content)
        except BaseException:
            self._tables = None
            raise
        self._content = content
        self.saw()

    def _in_place(self, content: bytes) -> None:
        self.check()
        try:
            contents.write(self._seal, self._path, content)
        except BaseException:
            self._put_back(content)
            raise

    def saw(self) -> None:
        """Take the file as it is now for ours."""
        self._seen = _stamp(self._path)

    @property
    def content(self) -> bytes:
        """The bytes that were last read or written; none yet are empty."""
        return self._content or b""

    def check(self) -> bool:
        """Return whether the file is there. Raises `Replaced`, once, when another program put its own there."""
        there = _stamp(self._path)
        if there is None or there == self._seen:
            return there is not None
        self._tables = None
        raise Replaced(self._path, set_changed_aside(self._path, there[0] / 1e9))

    def _put_back(self, content: bytes) -> None:
        """Take back a file that is in place while its folder could not be flushed: the caller says it failed."""
        with suppress(OSError):
            if self._content is None:
                self._path.unlink(missing_ok=True)
            elif not self._path.exists() or contents.read(self._seal, self._path) != self._content:
                atomic.put(self._path, contents.closed(self._seal, self._content))
        with suppress(OSError):
            if contents.read(self._seal, self._path) in {self._content, content}:
                self.saw()  # ours, the old one or the new one

    @contextmanager
    def one_write(self, write: Callable[[bytes], None] | None = None) -> Iterator[None]:
        """Make all changes of the block one write: the whole of them, or nothing."""
        self._held = True
        try:
            yield
        except BaseException:
            self._tables = None
            raise
        finally:
            self._held = False
        self.save(write or self._write or self._in_place)


class OwnIds(Table):
    """A TinyDB table whose document ids are our own."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB types it for its own integers


class OwnIdsDB(TinyDB):
    """A TinyDB of such tables."""

    table_class = OwnIds


class TableFile:
    """One file; `content` is what it holds, `write` what is done with its bytes in place of writing it."""

    def __init__(
        self, path: Path, content: bytes | None, schema: int, write: Callable[[bytes], None] | None = None,
        seal: Seal = PLAIN,
    ) -> None:
        self.storage = WholeStorage(path, content, write, seal)
        # TinyDB makes its storage from what it is given.
        self._db = OwnIdsDB(storage=lambda: self.storage)
        self._schema = schema

    def apply(self, change: Change, write: Callable[[bytes], None] | None = None) -> None:
        """Write a change, whole. Raises `OSError` or `Replaced`: nothing was changed."""
        gone: dict[str, list[str]] = {}
        come: dict[str, dict[str, Document]] = {}
        for kind, key in change.drops:
            gone.setdefault(NAMES[kind], []).append(key)
        for value in change.puts:
            name = NAMES[type(value)]
            gone.setdefault(name, []).append(value.id)
            come.setdefault(name, {})[value.id] = Document(encode(value), doc_id=value.id)  # type: ignore[arg-type]
        with self.storage.one_write(write):
            self._stamp()
            there = self.storage.read() or {}
            for name, keys in gone.items():
                known = [key for key in dict.fromkeys(keys) if key in there.get(name, {})]
                if known:
                    self._table(name).remove(doc_ids=known)  # type: ignore[arg-type]
            for name, documents in come.items():
                self._table(name).insert_multiple(documents.values())

    def _table(self, name: str) -> Table:
        return self._db.table(name, cache_size=0)

    def _stamp(self) -> None:
        """Say which layout the file has, and count the write: no two contents of a file are ever the same bytes."""
        told = (self.storage.read() or {}).get(META, {}).get("file", {})
        turn = {"schema": told.get("schema", self._schema), "turn": told.get("turn", 0) + 1}
        self._table(META).upsert(Document(turn, doc_id="file"))  # type: ignore[arg-type]


def _stamp(path: Path) -> _Seen | None:
    """Return what changes when another program writes the file, None when it is not there."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
