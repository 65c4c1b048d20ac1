"""One desk on the disk as the commands see it: open it, read it beside an open one, leave work for it."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from pupitre.errors import PupitreError, StorageFailed
from pupitre.ports import Change, Value
from storage import archive, copies, inbox, lock
from storage.archive import TinyArchive
from storage.codec import NAMES
from storage.places import Place


class Store:
    """The desk of one folder."""

    def __init__(self, place: Place) -> None:
        self.place = place

    @property
    def folder(self) -> Path:
        """The folder of the desk."""
        return self.place.folder

    @property
    def reports(self) -> Path:
        """The folder of saved report texts."""
        return self.place.reports

    def open(self, now: datetime) -> TinyArchive:
        """Open the desk for this process. Raises `AlreadyOpen`, `Damaged`, `TooNew` or `StorageFailed`."""
        return archive.open_archive(self.place, now)

    def read(self) -> list[Value]:
        """Return what is on the desk without opening it. Raises `Damaged`, `TooNew` or `StorageFailed`."""
        return archive.read_values(self.place)

    def leave(self, change: Change) -> None:
        """Leave work for the open desk. Raises `StorageFailed`."""
        try:
            inbox.leave(self.place, change)
        except OSError as error:
            raise StorageFailed(self.place.inbox, error.strerror or str(error)) from error

    def parse(self, content: bytes, known_clients: Iterable[str]) -> tuple[Value, ...]:
        """Return the values of a file in the exchange format. Raises `ImportRefused`."""
        from storage.exchange import parse  # noqa: PLC0415 - only import and export need the format

        return parse(content, known_clients)

    def dump(self, values: Iterable[Value], now: datetime) -> bytes:
        """Return values in the exchange format."""
        from storage.exchange import dump  # noqa: PLC0415 - only import and export need the format

        return dump(tuple(values), now)

    def put_back(self, copy: Path | None, now: datetime) -> Path:
        """Set the damaged file aside, put a good copy or nothing in its place; return where it went."""
        try:
            return copies.put_back(self.place, copy, now)
        except OSError as error:
            raise StorageFailed(self.place.desk, error.strerror or str(error)) from error

    def health(self) -> dict[str, Any]:
        """Return facts on the folder, the file and the lock, for `pupitre doctor`."""
        facts: dict[str, Any] = {"place": str(self.folder), "exists": self.place.desk.exists()}
        try:
            values = self.read()
        except PupitreError as error:
            facts |= {"readable": False, "error": type(error).__name__, "why": getattr(error, "why", "")}
        else:
            counts = {name: sum(type(v) is kind for v in values) for kind, name in NAMES.items()}
            size = self.place.desk.stat().st_size if facts["exists"] else 0
            facts |= {"readable": True, "counts": counts, "bytes": size}
        try:
            held = lock.is_held(self.place)
        except OSError:
            # A lock that cannot even be opened, as in a read-only folder, is held by nobody who could write.
            held = False
        facts["lock"] = {"held": held, "pid": lock.holder(self.place).pid if held else None}
        facts["inbox"] = len(list(self.place.inbox.glob("*.json"))) if self.place.inbox.is_dir() else 0
        return facts
