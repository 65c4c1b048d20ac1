"""The desk on TinyDB: the open file, small for ever, and a file for each closed month."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from typing import BinaryIO

from pupitre.errors import Damaged, StorageFailed
from pupitre.ports import Change, Value
from pupitre.shelf import Month
from storage import contents, desk_files, inbox, last_good, lock
from storage.atomic import remove
from storage.codec import BadDocument
from storage.layout import SCHEMA, rewritten, values_in
from storage.leftovers import sweep
from storage.open_file import OpenFile
from storage.places import Place
from storage.reader import Reader, check_key, check_never_begun
from storage.staged import Staged, finish, is_whole
from storage.whole_file import WholeFile


class TinyArchive(Reader):
    """Keeps the desk in TinyDB files; fulfils `pupitre.ports.Archive`."""

    def __init__(self, place: Place, held: BinaryIO, values: list[Value], content: bytes | None) -> None:
        super().__init__(place)
        self._held, self._values = held, values
        self._file = OpenFile(place, content, SCHEMA)
        self._staged = Staged(place.folder)
        self._unmoved = False

    def load(self) -> list[Value]:
        """Return what was in the file when it was opened."""
        values, self._values = self._values, []
        return values

    def keep(self, change: Change) -> None:
        """Write a change, whole, and return when the disk has it.

        Raises:
            StorageFailed: the disk refused, or a text cannot be written as UTF-8; nothing was changed.
            Replaced: another program had changed the file; its version was set aside, ours is written next time.
        """
        try:
            self._finish_moving()
            self._file.apply(change)
        except OSError as error:
            raise StorageFailed(self.place.desk, error.strerror or str(error)) from error
        except UnicodeEncodeError as error:
            raise StorageFailed(self.place.desk, str(error)) from error

    def prepare(self, month: Month, change: Change) -> None:
        """Write a month beside as it will be. Raises `StorageFailed` or `DamagedMonth`."""
        from storage.tables import TableFile  # noqa: PLC0415 - TinyDB is not needed until a file is written whole

        name, content = f"months/{month}.json", None
        path = self.place.folder / name
        try:
            self._finish_moving()
            if path.exists():
                content = self._bytes(month)
                self.past(month)  # what cannot be read is never written over
                content = rewritten(content, path) or content
            TableFile(WholeFile(path, content), SCHEMA, lambda new: self._put_beside(name, new)).apply(change)
        except OSError as error:
            raise StorageFailed(path, error.strerror or str(error)) from error
        except UnicodeEncodeError as error:
            raise StorageFailed(path, str(error)) from error

    def _put_beside(self, name: str, content: bytes) -> None:
        self._staged.put(name, contents.closed(self.place.seal, content))

    def forget_prepared(self) -> None:
        """Let go of the prepared months."""
        self._staged.forget()

    def keep_all(self, change: Change, months: Collection[Month]) -> None:
        """Write a change with its prepared months: all of it, or nothing. Raises as `keep`, and `ValueError`."""
        if self._staged.names != {f"months/{month}.json" for month in months}:
            raise ValueError(sorted(self._staged.names))

        def together(content: bytes) -> None:
            self._file.check()
            self._put_beside(self.place.desk.name, content)
            self._unmoved = not self._staged.commit([self.place.journal.name])

        try:
            self._finish_moving()
            self._file.apply_whole(change, together)
        except OSError as error:
            self._staged.forget()
            raise StorageFailed(self.place.desk, error.strerror or str(error)) from error
        except UnicodeEncodeError as error:
            self._staged.forget()
            raise StorageFailed(self.place.desk, str(error)) from error
        with suppress(OSError):  # only a copy: what counts is written
            last_good.refresh(self.place)

    def _finish_moving(self) -> None:
        """Put in place what counts already and could not be moved the last time."""
        if self._unmoved:
            finish(self.place.folder)
            self._file.saw()
            self._unmoved = False

    def incoming(self) -> list[tuple[str, Change | None]]:
        """Return what other commands left; a file that cannot be read is set aside, once, and has no change."""
        try:
            return inbox.waiting(self.place)
        except OSError as error:
            raise StorageFailed(self.place.inbox, error.strerror or str(error)) from error

    def received(self, name: str) -> None:
        """Forget an incoming change."""
        try:
            inbox.forget(self.place, name)
        except OSError as error:
            raise StorageFailed(self.place.inbox, error.strerror or str(error)) from error

    def close(self) -> None:
        """Write the open file whole, keep it as the last good state, and let the desk go.

        Raises:
            StorageFailed: that could not be done; every change is on the disk all the same, in the journal.
            Replaced: another program had changed the open file; its version was set aside, ours is in its place.
        """
        try:
            if not is_whole(self.place.folder):
                self._staged.forget()
            self._file.close()
            last_good.refresh(self.place)
        except OSError as error:
            raise StorageFailed(self.place.last_good, error.strerror or str(error)) from error
        finally:
            lock.let_go(self.place, self._held)

    def let_go(self) -> None:
        """Let the desk go as it is: what was done waits in the journal, and is put in its file when it is opened.

        Raises:
            StorageFailed: as `close`.
        """
        try:
            self._file.let_go()
        except OSError as error:
            raise StorageFailed(self.place.journal, error.strerror or str(error)) from error
        finally:
            lock.let_go(self.place, self._held)


def open_archive(place: Place, now: datetime) -> TinyArchive:
    """Open the desk of a folder, made if it is not there.

    Raises:
        AlreadyOpen: another process has it.
        Damaged: its file cannot be read; nothing was touched.
        Locked: it is protected, and the place has no key.
        TooNew: a later version of Pupitre wrote it; nothing was touched.
        StorageFailed: the folder cannot be made or written.
    """
    try:
        place.make()
        held = lock.take(place, now)
    except OSError as error:
        raise StorageFailed(place.folder, error.strerror or str(error)) from error
    try:
        finish(place.folder)
        sweep(place)
        content, values = _up_to_date(place, now)
        last_good.refresh(place)
    except OSError as error:
        lock.let_go(place, held)
        raise StorageFailed(place.folder, error.strerror or str(error)) from error
    except BaseException:
        lock.let_go(place, held)
        raise
    return TinyArchive(place, held, values, content)


def _up_to_date(place: Place, now: datetime) -> tuple[bytes | None, list[Value]]:
    """Return the open file, whole and in the layout of today, and its values; an older one is backed up first."""
    if not place.desk.exists():
        check_never_begun(place)
        return None, []
    content = desk_files.content(place, place.desk.name)
    check_key(content, place)
    try:
        newer = rewritten(content, place.desk)
        values = values_in(newer or content, place.desk)
    except BadDocument as error:
        raise Damaged(place.desk, last_good.found(place), str(error)) from error
    if newer is not None:
        from storage.backups import Why, make  # noqa: PLC0415 - once, after an update

        make(place, now, Why.MIGRATION)
        content = newer
    if newer is not None or desk_files.lines(place.folder):
        contents.write(place.seal, place.desk, content)
    remove(place.journal)
    return content, values
