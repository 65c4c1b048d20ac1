"""One desk on the disk as the commands see it: open it, read it beside an open one, leave work for it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from pupitre.errors import BadBackup, DamagedMonth, PupitreError, TooNew
from pupitre.ports import Change, Value
from pupitre.risk import Risk
from storage import contents, inbox, last_good
from storage.aside import set_aside
from storage.atomic import flush_folder
from storage.calendar_files import CalendarFiles
from storage.departing import Departing, told_by_disk
from storage.key_file import USUAL, Cost
from storage.layout import EMPTY, SCHEMA
from storage.places import Place
from storage.protecting import Protecting
from storage.reader import Reader, is_sound

if TYPE_CHECKING:
    from pupitre.foreign import Source
    from storage.archive import TinyArchive
    from storage.backups import Backup, Changes, Difference, Restored, Why
    from storage.folder import Room
    from storage.month_backups import MonthHeld
    from storage.verifying import Checked


class Store(Departing, CalendarFiles, Protecting):
    """The desk of one folder."""

    def __init__(self, place: Place, cost: Cost = USUAL) -> None:
        self.place, self.cost = place, cost
        # One piece of work on the backups at a time, whichever thread asks for it.
        self._one = Lock()

    @property
    def folder(self) -> Path:
        """The folder of the desk."""
        return self.place.folder

    def open(self, now: datetime) -> "TinyArchive":
        """Open the desk for this process. Raises `AlreadyOpen`, `Locked`, `Damaged`, `TooNew` or `StorageFailed`."""
        from storage.archive import open_archive  # noqa: PLC0415 - commands that only read do without TinyDB

        self.check_key()
        opened = open_archive(self.place, now)
        self.tidy_keys()
        self.forget_stale_leaving()
        return opened

    def look(self) -> Reader:
        """Return the desk to be read, whoever has it open. Raises `Locked`."""
        self.check_key()
        return Reader(self.place)

    def leave(self, change: Change) -> None:
        """Leave work for the open desk. Raises `Locked` or `StorageFailed`."""
        self.check_key()
        with told_by_disk(self.place.inbox):
            left = inbox.leave(self.place, change)
            if self.holds_key() and not self.is_sealed():
                self._take(None)  # laid open since it was looked at: with that key nobody reads it any more
                inbox.write(self.place, left, change)

    # -- the exchange format ---------------------------------------------------------------------

    def parse(self, content: bytes, known_clients: Iterable[str]) -> tuple[Value, ...]:
        """Return the values of a file in the exchange format. Raises `ImportRefused`."""
        from storage.exchange import parse  # noqa: PLC0415 - only import and export need the format

        return parse(content, known_clients)

    def foreign(self, content: bytes, zone: tzinfo) -> "Source | None":
        """Return what a file of another program holds, None when it is JSON of ours. Raises `ImportRefused`."""
        from storage.foreign import read  # noqa: PLC0415 - only an import needs it

        return read(content, zone)

    def dump(self, values: Iterable[Value], now: datetime) -> bytes:
        """Return values in the exchange format."""
        from storage.exchange import dump  # noqa: PLC0415 - only import and export need the format

        return dump(tuple(values), now)

    # -- backups ---------------------------------------------------------------------------------

    def back_up(self, now: datetime, target: Path | None = None) -> "Backup | None":
        """Back everything up, into a file or folder of hers or among our own; None when there is nothing yet.

        Raises:
            StorageFailed: the disk refused, or the file is there already.
        """
        from storage import backups  # noqa: PLC0415 - not needed for the first screen

        return self._backed_up(now, backups.Why.HAND, target)

    def back_up_before(self, now: datetime) -> None:
        """Back everything up before an import. Raises `StorageFailed`."""
        from storage import backups  # noqa: PLC0415 - not needed for the first screen

        self._backed_up(now, backups.Why.IMPORT)

    def back_up_day(self, now: datetime, zone: tzinfo, limit: int) -> bool:
        """Make the backup of the day when it is due, and thin out the old ones; return whether one was made.

        `limit` is the room of all backups together, in bytes. Raises `StorageFailed`.
        """
        from storage import backups  # noqa: PLC0415 - not needed for the first screen

        failed: PupitreError | None = None
        try:
            self.finish_leaving()  # so that no backup is made with what was to go
        except PupitreError as error:
            failed = error  # told below: a backup is made all the same
        with told_by_disk(self.place.backups):
            due = backups.due(self.place, now, zone)
        made = self._backed_up(now.astimezone(zone), backups.Why.DAY) if due else None
        with told_by_disk(self.place.backups):
            backups.thin(self.place, now, zone, limit)
        if failed is not None:
            raise failed
        return made is not None

    def _backed_up(self, now: datetime, why: "Why", target: Path | None = None) -> "Backup | None":
        from storage import backups  # noqa: PLC0415 - not needed for the first screen

        with self._one, told_by_disk(target or self.place.backups):
            try:
                return backups.make(self.place, now, why, target)
            except FileNotFoundError:
                if any(self.place.folder.glob("desk.json")):
                    raise
                return None  # there is nothing yet

    def backups(self) -> "tuple[Backup, ...]":
        """Return the backups that Pupitre keeps, newest first."""
        from storage import backups  # noqa: PLC0415 - not needed for the first screen

        with told_by_disk(self.place.backups):
            return backups.found(self.place)

    def unusable(self) -> tuple[BadBackup, ...]:
        """Return what is wrong with each file among the backups that cannot be put back."""
        from storage import backups  # noqa: PLC0415 - not needed for the first screen

        bad: list[BadBackup] = []
        with told_by_disk(self.place.backups):
            for path in backups.unreadable(self.place):
                try:
                    backups.check(path, self.place.seal)
                except BadBackup as error:
                    bad.append(error)
            bad += [BadBackup(b.path, "too_new") for b in backups.found(self.place) if b.schema > SCHEMA]
        return tuple(bad)

    def read_backup(self, path: Path) -> "Backup":
        """Return what a backup from anywhere holds, after all of it was read. Raises `BadBackup` or `TooNew`."""
        from storage import backups  # noqa: PLC0415 - not needed for the first screen

        self._check_version(path)
        return backups.check(path, self.place.seal)

    def lost_months(self) -> dict[str, str | None]:
        """Return the closed months that cannot be read and why, None for one that is missing."""
        from storage.verifying import lost_months  # noqa: PLC0415 - not needed for the first screen

        return lost_months(self.place)

    def month_held(self, month: str) -> "MonthHeld | None":
        """Return the newest backup in which a month can be read, or None. Raises `StorageFailed`."""
        from storage.month_backups import newest_with  # noqa: PLC0415 - not needed for the first screen

        return newest_with(self.backups(), month, self.place.seal)

    def verify(self) -> "Iterator[Checked]":
        """Read every month and every backup, one a step. Raises `StorageFailed`."""
        from storage.verifying import verify  # noqa: PLC0415 - not needed for the first screen

        with told_by_disk(self.place.folder):
            yield from verify(self.place)

    def room(self) -> "Room":
        """Return where the desk is, and how much room it takes. Raises `StorageFailed`."""
        from storage.folder import room  # noqa: PLC0415 - not needed for the first screen

        with told_by_disk(self.place.folder):
            return room(self.place)

    def compare(self, path: Path) -> "Difference":
        """Return how a backup differs from the desk. Raises `BadBackup`."""
        from storage import backups  # noqa: PLC0415 - not needed for the first screen

        return backups.compare(self.place, path)

    def restore(self, path: Path, now: datetime) -> "Restored":
        """Put a backup back, after a backup of what is there. Raises `AlreadyOpen`, `BadBackup`, `StorageFailed`."""
        from storage import backups  # noqa: PLC0415 - not needed for the first screen

        with self._one, self._held(now), told_by_disk(self.place.folder):
            self._check_version(path)
            damaged = () if is_sound(self.place) else (self.place.desk.name,)
            done = backups.restore(self.place, path, now, damaged)
            last_good.refresh(self.place)
        return done

    def _check_version(self, path: Path) -> None:
        """Refuse a backup of a later Pupitre. Raises `TooNew` or `BadBackup`."""
        from storage import backups  # noqa: PLC0415 - not needed for the first screen

        version = backups.check(path, self.place.seal).schema
        if version > SCHEMA:
            raise TooNew(path, version, SCHEMA)

    def restore_month(self, path: Path, month: str, now: datetime) -> None:
        """Put one closed month of a backup back. Raises `BadBackup` or `StorageFailed`."""
        from storage import backups  # noqa: PLC0415 - not needed for the first screen

        with self._one, told_by_disk(self.place.months):
            self._check_version(path)
            damaged = () if self._is_sound(month) else (f"months/{month}.json",)
            backups.restore_month(self.place, path, month, now, damaged)

    def _is_sound(self, month: str) -> bool:
        try:
            self.look().past(month)
        except DamagedMonth:
            return False
        return True

    @contextmanager
    def _held(self, now: datetime) -> Iterator[None]:
        """Keep the desk for this process meanwhile. Raises `AlreadyOpen`."""
        from storage import lock  # noqa: PLC0415 - commands that only read do without

        with told_by_disk(self.place.folder):
            self.place.make()
            held = lock.take(self.place, now)
        try:
            yield
        finally:
            lock.let_go(self.place, held)

    # -- a damaged file --------------------------------------------------------------------------

    def last_good(self) -> "last_good.Copy | None":
        """Return the last good state of the open file, or None. Raises `BadBackup` or `StorageFailed`."""
        with told_by_disk(self.place.last_good):
            return last_good.described(self.place)

    def compare_last_good(self) -> "Changes":
        """Return what putting the last good state back would change. Raises `StorageFailed`."""
        from storage import backups  # noqa: PLC0415 - not needed for the first screen

        with told_by_disk(self.place.last_good):
            path = last_good.found(self.place)
            return backups.compare_open_file(self.place, last_good.content(path, self.place) if path else EMPTY)

    def put_back(self, copy: Path | None, now: datetime) -> Path | None:
        """Set the damaged open file aside, put the last good one or an empty one in its place.

        Return where it went, None when it was not there. Raises `AlreadyOpen` or `StorageFailed`.
        """
        with self._held(now), told_by_disk(self.place.desk):
            content = EMPTY if copy is None else last_good.content(copy, self.place)
            aside = set_aside(self.place.desk, "damaged", now) if self.place.desk.exists() else None
            contents.write(self.place.seal, self.place.desk, content)
            if self.place.journal.exists():
                set_aside(self.place.journal, "damaged", now)
            flush_folder(self.place.folder)
        return aside

    def set_month_aside(self, month: str, now: datetime) -> Path | None:
        """Set a damaged month aside so that it can begin anew; return where it went, None when it was not there."""
        path = self.place.months / f"{month}.json"
        if not path.exists():
            return None
        with told_by_disk(path):
            aside = set_aside(path, "damaged", now)
            flush_folder(path.parent)
        return aside

    # -- the folder ------------------------------------------------------------------------------

    def risks(self) -> tuple[Risk, ...]:
        """Return what is risky about the folder: another computer's disk, a cloud service, second copies, no room."""
        from storage.machine import this_machine  # noqa: PLC0415 - not needed for the first screen
        from storage.risks import risks  # noqa: PLC0415

        return risks(self.place, this_machine())

    def health(self) -> dict[str, Any]:
        """Return facts on the folder, the files and the lock."""
        from storage.health import health  # noqa: PLC0415 - only the doctor needs it

        return health(self.place)
