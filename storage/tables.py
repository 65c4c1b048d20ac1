"""One file of documents on TinyDB: always whole, read once, and every change of it one write."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec
from tinydb import Storage, TinyDB
from tinydb.table import Document, Table

from pupitre.ports import Change
from storage.codec import NAMES, encode
from storage.desk_files import META, Tables
from storage.whole_file import WholeFile


class WholeStorage(Storage):
    """A TinyDB storage whose file is always whole.

    TinyDB's own overwrites in place: a kill there left 1 file in 20 unreadable (cut after the flush).
    Reads come from memory, and never see what another program put in the place of the file.
    """

    def __init__(self, file: WholeFile, write: Callable[[bytes], None] | None = None) -> None:
        self._file, self._held = file, False
        self._tables: Tables | None = None
        self._write = write or file.write

    def read(self) -> Tables | None:
        """Return the tables, or None when there is no file yet."""
        if self._tables is None and self._file.content is not None:
            self._tables = msgspec.json.decode(self._file.content, type=Tables)
        return self._tables

    def write(self, data: Tables) -> None:
        """Keep the tables; within `one_write` they are only remembered."""
        self._tables = data
        if not self._held:
            self.save(self._write)

    def save(self, write: Callable[[bytes], None]) -> None:
        """Make the tables durable by `write`, or go back to what was."""
        try:
            content = msgspec.json.encode(self._tables)
            write(content)
        except BaseException:
            self._tables = None
            raise
        self._file.wrote(content)

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
        self.save(write or self._write)


class OwnIds(Table):
    """A TinyDB table whose document ids are our own."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB types it for its own integers


class OwnIdsDB(TinyDB):
    """A TinyDB of such tables."""

    table_class = OwnIds


class TableFile:
    """One file as tables; `write` is what is done with its bytes in place of writing it."""

    def __init__(self, file: WholeFile, schema: int, write: Callable[[bytes], None] | None = None) -> None:
        self.storage = WholeStorage(file, write)
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
