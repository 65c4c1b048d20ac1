"""The desk as it is on the disk, read beside an open one or not."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from pupitre.errors import Damaged, DamagedMonth, Locked, StorageFailed, TooNew
from pupitre.ports import Value
from pupitre.shelf import Month
from pupitre.text import late
from storage import desk_files, last_good
from storage.codec import BadDocument
from storage.layout import values_in, version_of
from storage.places import Place
from storage.seal import is_sealed
from storage.staged import where

_MONTH = late(r"[12]\d{3}-(0[1-9]|1[0-2])\.json\Z")
LATER = "a later version of Pupitre wrote it"
MISSING = "No such file or directory"


class Reader:
    """A desk that is only read, beside an open one or not; fulfils `pupitre.ports.Reading`."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def load(self) -> list[Value]:
        """Return what is on the open desk. Raises `Damaged`, `TooNew` or `StorageFailed`."""
        return read_values(self.place)

    def months(self) -> tuple[Month, ...]:
        """Return the closed months, oldest first."""
        folders = (self.place.months, where(self.place.folder, "months"))
        names = {f.name for folder in folders if folder.is_dir() for f in folder.iterdir()}
        return tuple(sorted(name.removesuffix(".json") for name in names if _MONTH().match(name)))

    def past(self, month: Month) -> tuple[Value, ...]:
        """Return the values of a month. Raises `DamagedMonth`."""
        content = self._bytes(month)
        with self._told(month):
            return tuple(values_in(content, self._path(month)))

    @contextmanager
    def _told(self, month: Month) -> Iterator[None]:
        """Say of which month it is that something cannot be read."""
        try:
            yield
        except BadDocument as error:
            raise DamagedMonth(month, self._path(month), str(error)) from error
        except TooNew as error:
            raise DamagedMonth(month, self._path(month), LATER) from error

    def text(self, month: Month) -> str:
        """Return the file of a month as text, once its form was looked at. Raises `DamagedMonth`."""
        content = self._bytes(month)
        with self._told(month):
            version_of(content, self._path(month))
        return content.decode("utf-8", "replace")

    def mentions(self, month: Month, key: str) -> bool:
        """Return whether an id may stand in a month. Raises `DamagedMonth`."""
        try:
            return msgspec.json.encode(key) in self._bytes(month)
        except UnicodeEncodeError:
            return False  # such a text was never written

    def _path(self, month: Month) -> Path:
        return where(self.place.folder, f"months/{month}.json")

    def _bytes(self, month: Month) -> bytes:
        try:
            return desk_files.content(self.place, f"months/{month}.json")
        except FileNotFoundError as error:
            raise DamagedMonth(month, self._path(month), MISSING) from error
        except OSError as error:
            raise DamagedMonth(month, self._path(month), error.strerror or str(error)) from error


def check_never_begun(place: Place) -> None:
    """Refuse to take a desk for an empty one when it is its open file that is gone. Raises `Damaged`."""
    closed = place.months.iterdir() if place.months.is_dir() else ()
    if place.last_good.exists() or any(_MONTH().match(f.name) for f in closed) or any(place.backups.glob("*.zip")):
        raise Damaged(place.desk, last_good.found(place), MISSING)


def check_key(content: bytes, place: Place) -> None:
    """Refuse a protected file where there is no key. Raises `Locked`."""
    if place.seal.own is None and is_sealed(content):
        raise Locked(place.folder)


def _values(content: bytes, place: Place) -> list[Value]:
    check_key(content, place)
    try:
        return values_in(content, place.desk)
    except BadDocument as error:
        raise Damaged(place.desk, last_good.found(place), str(error)) from error


def is_sound(place: Place) -> bool:
    """Return whether the open file, if there is one, can be read."""
    try:
        read_values(place)
    except (Damaged, TooNew):
        return False
    return True


def read_values(place: Place) -> list[Value]:
    """Return the values of a desk without opening it: commands that only read work beside an open one.

    Raises:
        Damaged: its file cannot be read.
        Locked: it is protected, and the place has no key.
        TooNew: a later version wrote it.
        StorageFailed: the disk refused.
    """
    try:
        content = desk_files.content(place, place.desk.name)
    except FileNotFoundError:
        check_never_begun(place)
        return []
    except OSError as error:
        raise StorageFailed(place.desk, error.strerror or str(error)) from error
    return _values(content, place)
