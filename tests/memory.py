"""What the desk needs, in memory and under the hand of a test."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from pupitre.errors import StorageFailed
from pupitre.ports import Change, Value

PARIS = ZoneInfo("Europe/Paris")
MONDAY_9_10 = datetime(2026, 11, 23, 9, 10, tzinfo=PARIS)


class HandClock:
    """A clock that only moves when told to."""

    def __init__(self, start: datetime = MONDAY_9_10) -> None:
        self.now = start.astimezone(ZoneInfo("UTC"))

    def __call__(self) -> datetime:
        return self.now

    def advance(self, *, hours: float = 0, minutes: float = 0, seconds: float = 0) -> datetime:
        self.now += timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return self.now

    def set(self, local: str) -> datetime:
        """Move to a local time in Paris, such as 2026-11-27T17:45."""
        self.now = datetime.fromisoformat(local).replace(tzinfo=PARIS).astimezone(ZoneInfo("UTC"))
        return self.now


def counted_ids(prefix: str = "id") -> Callable[[], str]:
    """Return a source of ids: id1, id2, …"""
    numbers = count(1)
    return lambda: f"{prefix}{next(numbers)}"


class MemoryArchive:
    """Fulfils `pupitre.ports.Archive`; a `load` after `keep` sees what a reopened desk would see."""

    def __init__(self, values: Iterable[Value] = ()) -> None:
        self.kept: dict[tuple[type[Value], str], Value] = {(type(v), v.id): v for v in values}
        self.left: dict[str, Change] = {}
        self.fail_next = 0
        self.writes = 0
        self.closed = False

    def load(self) -> list[Value]:
        return list(self.kept.values())

    def keep(self, change: Change) -> None:
        if self.fail_next:
            self.fail_next -= 1
            raise StorageFailed(Path("memory"), "No space left on device")
        for drop in change.drops:
            self.kept.pop(drop, None)
        for value in change.puts:
            self.kept[type(value), value.id] = value
        self.writes += 1

    def incoming(self) -> list[tuple[str, Change]]:
        return list(self.left.items())

    def received(self, name: str) -> None:
        self.left.pop(name, None)

    def close(self) -> None:
        self.closed = True
