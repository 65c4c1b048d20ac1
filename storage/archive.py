"""The desk on TinyDB: one file, always whole, read once."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from filelock import FileLock
from tinydb import TinyDB
from tinydb.table import Document, Table

from pupitre.errors import Damaged, StorageFailed, TooNew
from pupitre.ports import Change, Value
from storage import copies, inbox, lock
from storage.atomic import AtomicStorage
from storage.codec import NAMES, TABLES, BadDocument, decode, encode
from storage.places import Place

SCHEMA = 1
"""The version of the file's layout."""

META = "pupitre"


class _Version(msgspec.Struct):
    schema: int


class _Meta(msgspec.Struct):
    file: _Version


class _Head(msgspec.Struct):
    pupitre: _Meta


class OwnIds(Table):
    """A TinyDB table whose document ids are our own."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB types it for its own integers


class OwnIdsDB(TinyDB):
    """A TinyDB of such tables."""

    table_class = OwnIds


class TinyArchive:
    """Keeps the desk in one TinyDB file; fulfils `pupitre.ports.Archive`."""

    def __init__(self, place: Place, held: FileLock, values: list[Value]) -> None:
        self.place, self._held, self._values = place, held, values
        self._db = OwnIdsDB(place.desk, storage=AtomicStorage)

    @property
    def _storage(self) -> AtomicStorage:
        storage = self._db.storage
        assert isinstance(storage, AtomicStorage)  # noqa: S101 - for the type checker
        return storage

    def load(self) -> list[Value]:
        """Return what was in the file when it was opened."""
        values, self._values = self._values, []
        return values

    def keep(self, change: Change) -> None:
        """Write a change, whole, and return when the disk has it.

        Raises:
            StorageFailed: the disk refused, or a text cannot be written as UTF-8; nothing was changed.
        """
        try:
            with self._storage.one_write():
                self._stamp()
                for kind, key in change.drops:
                    self._take_out(NAMES[kind], key)
                for value in change.puts:
                    name = NAMES[type(value)]
                    self._take_out(name, value.id)
                    self._table(name).insert(Document(encode(value), doc_id=value.id))  # type: ignore[arg-type]
        except OSError as error:
            raise StorageFailed(self.place.desk, error.strerror or str(error)) from error
        except UnicodeEncodeError as error:
            raise StorageFailed(self.place.desk, str(error)) from error

    def _table(self, name: str) -> Table:
        return self._db.table(name, cache_size=0)

    def _take_out(self, name: str, key: str) -> None:
        table = self._table(name)
        if table.contains(doc_id=key):  # type: ignore[arg-type]
            table.remove(doc_ids=[key])  # type: ignore[list-item]

    def _stamp(self) -> None:
        meta = self._table(META)
        if not meta.contains(doc_id="file"):  # type: ignore[arg-type]
            meta.insert(Document({"schema": SCHEMA}, doc_id="file"))  # type: ignore[arg-type]

    def incoming(self) -> list[tuple[str, Change]]:
        """Return what other commands left; a file that cannot be read is set aside."""
        return inbox.waiting(self.place)

    def received(self, name: str) -> None:
        """Forget an incoming change."""
        inbox.forget(self.place, name)

    def close(self) -> None:
        """Keep today's good copy and let the desk go. Raises `StorageFailed` when only the copy failed."""
        try:
            copies.refresh(self.place)
        except OSError as error:
            raise StorageFailed(self.place.copies, error.strerror or str(error)) from error
        finally:
            lock.let_go(self.place, self._held)


def open_archive(place: Place, now: datetime) -> TinyArchive:
    """Open the desk of a folder, made if it is not there.

    Raises:
        AlreadyOpen: another process has it.
        Damaged: its file cannot be read; nothing was touched.
        TooNew: a later version of Pupitre wrote it; nothing was touched.
        StorageFailed: the folder cannot be made or written.
    """
    try:
        place.make()
        held = lock.take(place, now)
    except OSError as error:
        raise StorageFailed(place.folder, error.strerror or str(error)) from error
    try:
        values = read_values(place)
        copies.keep_day(place, now)
    except OSError as error:
        lock.let_go(place, held)
        raise StorageFailed(place.copies, error.strerror or str(error)) from error
    except BaseException:
        lock.let_go(place, held)
        raise
    return TinyArchive(place, held, values)


def read_values(place: Place) -> list[Value]:
    """Return the values of a desk without opening it: commands that only read work beside an open one.

    Raises:
        Damaged: its file cannot be read.
        TooNew: a later version wrote it.
    """
    try:
        content = place.desk.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StorageFailed(place.desk, error.strerror or str(error)) from error
    try:
        return list(values_in(content, place.desk))
    except BadDocument as error:
        raise Damaged(place.desk, copies.latest(place), str(error)) from error


def values_in(content: bytes, path: Path) -> Iterable[Value]:
    """Return the values in the bytes of a desk's file. Raises `BadDocument` or `TooNew`."""
    try:
        # The version first: a later one may have another layout.
        version = msgspec.json.decode(content, type=_Head).pupitre.file.schema
        if version > SCHEMA:
            raise TooNew(path, version, SCHEMA)
        tables = msgspec.json.decode(content, type=dict[str, dict[str, dict[str, Any]]])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadDocument(str(error)) from error
    found: list[Value] = []
    for name, kind in TABLES.items():
        for key, document in tables.get(name, {}).items():
            value = decode(kind, document)
            # A single value such as the settings keeps its id as the default, so it is not in the document.
            if value.id != key:
                raise BadDocument(f"Expected the id `{key}` - at `$.{name}`")
            found.append(value)
    return found
