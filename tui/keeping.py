"""What the screens ask of the disk beyond the desk itself: its backups, its folder, what is damaged there."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pupitre.appointment import CalendarRead
from pupitre.deadline import Deadline
from pupitre.errors import BadBackup, PupitreError
from pupitre.progress import Progress
from pupitre.risk import Risk
from tui.backup_words import Backup, Changes, Copy, Difference, Restored
from tui.departing import Departing

if TYPE_CHECKING:
    from pupitre.foreign import Source


class MonthHeld(Protocol):
    """A closed month as a backup holds it."""

    @property
    def backup(self) -> Backup: ...  # noqa: D102
    @property
    def tasks(self) -> int: ...  # noqa: D102
    @property
    def entries(self) -> int: ...  # noqa: D102


class Checked(Protocol):
    """How many files were read of how many, and what is wrong with the last one."""

    @property
    def done(self) -> int: ...  # noqa: D102
    @property
    def total(self) -> int: ...  # noqa: D102
    @property
    def wrong(self) -> PupitreError | None: ...  # noqa: D102


class Room(Protocol):
    """The folder of the data, and the bytes of the desk and of its backups."""

    @property
    def folder(self) -> Path: ...  # noqa: D102
    @property
    def desk(self) -> int: ...  # noqa: D102
    @property
    def backups(self) -> int: ...  # noqa: D102


class Backups(Protocol):
    """The backups of a desk.

    What cannot be read or written raises `StorageFailed`, a file that is no backup `BadBackup`.
    """

    def backups(self) -> tuple[Backup, ...]:
        """Return the backups that can be read, newest first."""
        ...

    def unusable(self) -> tuple[BadBackup, ...]:
        """Return what is wrong with each file among them that cannot be put back."""
        ...

    def compare(self, path: Path) -> Difference:
        """Return how a backup differs from the desk."""
        ...

    def restore(self, path: Path, now: datetime) -> Restored:
        """Put a backup back, after a backup of what is there; the desk is not open."""
        ...


class Rescuer(Backups, Protocol):
    """Helps a desk that cannot be opened."""

    def last_good(self) -> Copy | None:
        """Return the last good state of the open file, or None."""
        ...

    def compare_last_good(self) -> Changes:
        """Return how that state differs from the desk."""
        ...

    def put_back(self, copy: Path | None, now: datetime) -> Path | None:
        """Put that state, or an empty file, in the place of the damaged one; return where this one went."""
        ...


class Calendars(Protocol):
    """Reads calendars of others, and writes one of deadlines."""

    def read_calendar(
        self, path: Path, zone: tzinfo, days: tuple[date, date], told: Callable[[Progress], None] = ...
    ) -> CalendarRead:
        """Return the entries of a file on some days. Raises `BadCalendar`."""
        ...

    def calendar_stamp(self, path: Path) -> str:
        """Return what tells one state of a file from the next, "" when it is not there."""
        ...

    def deadlines_file(self, name: str, events: Iterable[tuple[str, str, Deadline]], now: datetime) -> bytes:
        """Return a calendar of deadlines: for each a name that stays the same, what is read, and when."""
        ...


class Unlocking(Protocol):
    """A desk whose key is asked for."""

    def unlock(self, phrase: str) -> None:
        """Take the key that a passphrase opens. Raises `WrongPhrase`, `KeyLost` or `StorageFailed`."""
        ...


class Sealing(Protocol):
    """The passphrase that protects every file of the desk."""

    @property
    def folder(self) -> Path: ...  # noqa: D102
    @property
    def documents(self) -> Path:
        """Where saved texts of a protected desk go, readable by anybody."""
        ...

    def is_sealed(self) -> bool:
        """Return whether the files are protected."""
        ...

    def holds_key(self) -> bool:
        """Return whether the open desk is read and written with a key; the disk is not asked."""
        ...

    def opens(self, phrase: str) -> bool:
        """Return whether a passphrase is the one of the desk; it takes some tenths of a second.

        Raises `KeyLost` or `StorageFailed`.
        """
        ...

    def seal(self, phrase: str, now: datetime, told: Callable[[Progress], None] = ...) -> bool:
        """Protect every file from now on, of the closed desk; return whether saved texts were moved to `documents`.

        Raises `StorageFailed`; nothing changed.
        """
        ...

    def change_phrase(self, old: str, new: str) -> None:
        """Put a new passphrase in the place of the old one. Raises `WrongPhrase` or `StorageFailed`."""
        ...

    def unseal(self, phrase: str, now: datetime, told: Callable[[Progress], None] = ...) -> None:
        """Take the protection of the closed desk away. Raises `WrongPhrase` or `StorageFailed`; nothing changed."""
        ...

    def key_for(self, phrase: str) -> bytes:
        """Return the key, for the system's keyring. Raises `WrongPhrase` or `StorageFailed`."""
        ...

    def is_remembered(self) -> bool:
        """Return whether a keyring was given the key."""
        ...

    def note_remembered(self, *, remembered: bool) -> None:
        """Note whether a keyring has it. Raises `StorageFailed`."""
        ...


class KeyFile(Protocol):
    """The file of her own keys."""

    @property
    def path(self) -> Path: ...  # noqa: D102

    def read(self) -> str:
        """Return its text, "" when there is none. Raises `StorageFailed`."""
        ...

    def write(self, text: str) -> None:
        """Put another text in its place. Raises `StorageFailed`."""
        ...


class Keeper(Backups, Departing, Calendars, Sealing, Protocol):
    """Keeps the backups of an open desk."""

    def foreign(self, content: bytes, zone: tzinfo) -> "Source | None":
        """Return what a file of another program holds, None when it is JSON of ours."""
        ...

    def back_up_before(self, now: datetime) -> None:
        """Back everything up before work from elsewhere comes in."""
        ...

    def risks(self) -> tuple[Risk, ...]:
        """Return what is risky about the folder of the data."""
        ...

    def back_up_day(self, now: datetime, zone: tzinfo, limit: int) -> bool:
        """Make the backup of the day when it is due; `limit` is the room of all of them, in bytes."""
        ...

    def back_up(self, now: datetime, target: Path | None = None) -> Backup | None:
        """Make a backup, into a file or folder of hers if she names one; None when there is nothing yet."""
        ...

    def read_backup(self, path: Path) -> Backup:
        """Return what a file from anywhere holds."""
        ...

    def room(self) -> Room:
        """Return where the data are, and how much room they take."""
        ...

    def verify(self) -> Iterator[Checked]:
        """Read every month and every backup, one a step."""
        ...

    def lost_months(self) -> dict[str, str | None]:
        """Return the closed months that cannot be read and why, None for one that is missing."""
        ...

    def month_held(self, month: str) -> MonthHeld | None:
        """Return the newest backup in which a month can be read, or None."""
        ...

    def restore_month(self, path: Path, month: str, now: datetime) -> None:
        """Put one closed month of a backup back; the damaged one is kept beside."""
        ...

    def set_month_aside(self, month: str, now: datetime) -> Path | None:
        """Set a damaged month aside, and return where it went, None when it was not there."""
        ...
