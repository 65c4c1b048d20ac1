"""What the desk needs, in memory and under the hand of a test."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from pupitre.errors import DamagedMonth, StorageFailed
from pupitre.ports import Change, Value
from pupitre.shelf import Month
from pupitre.value import Struct, names_of

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


Kept = dict[tuple[type[Value], str], Value]


def changed(before: Kept, change: Change) -> Kept:
    """Return what is kept after a change."""
    after = {key: value for key, value in before.items() if key not in change.drops}
    return after | {(type(v), v.id): v for v in change.puts}


def texts_in(content: object) -> Iterator[str]:
    """Yield every text of a value, at whatever depth."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Struct):
        for name in names_of(content):
            yield from texts_in(getattr(content, name))
    elif isinstance(content, tuple):
        for part in content:
            yield from texts_in(part)


class MemoryArchive:
    """Fulfils `pupitre.ports.Archive`; a `load` after `keep` sees what a reopened desk would see."""

    def __init__(self, values: Iterable[Value] = ()) -> None:
        self.kept: Kept = {(type(v), v.id): v for v in values}
        self.left: dict[str, Change | None] = {}
        self.closed_months: dict[Month, Kept] = {}
        self.prepared: dict[Month, Kept] = {}
        self.damaged: set[Month] = set()
        self.read_months: list[Month] = []
        self.fail_next = 0
        self.writes = 0
        self.closed = False

    def load(self) -> list[Value]:
        return list(self.kept.values())

    def keep(self, change: Change) -> None:
        if self.fail_next:
            self.fail_next -= 1
            raise StorageFailed(Path("memory"), "No space left on device")
        self.kept = changed(self.kept, change)
        self.writes += 1

    def months(self) -> tuple[Month, ...]:
        return tuple(sorted(self.closed_months))

    def past(self, month: Month) -> tuple[Value, ...]:
        self.read_months.append(month)
        if month in self.damaged or month not in self.closed_months:
            raise DamagedMonth(month, Path("memory"), "JSON is malformed")
        return tuple(self.closed_months[month].values())

    def text(self, month: Month) -> str:
        if month in self.damaged or month not in self.closed_months:
            raise DamagedMonth(month, Path("memory"), "JSON is malformed")
        return "\n".join(text for value in self.closed_months[month].values() for text in texts_in(value))

    def mentions(self, month: Month, key: str) -> bool:
        if month in self.damaged or month not in self.closed_months:
            raise DamagedMonth(month, Path("memory"), "JSON is malformed")
        return any(f"'{key}'" in repr(value) for value in self.closed_months[month].values())

    def prepare(self, month: Month, change: Change) -> None:
        if month in self.damaged:
            raise DamagedMonth(month, Path("memory"), "JSON is malformed")
        self.prepared[month] = changed(self.closed_months.get(month, {}), change)

    def forget_prepared(self) -> None:
        self.prepared = {}

    def keep_all(self, change: Change, months: Collection[Month]) -> None:
        if set(months) != set(self.prepared):
            raise ValueError(sorted(self.prepared))
        prepared, self.prepared = self.prepared, {}
        self.keep(change)
        self.closed_months |= prepared

    def incoming(self) -> list[tuple[str, Change | None]]:
        found = list(self.left.items())
        self.left = {name: change for name, change in found if change is not None}
        return found

    def received(self, name: str) -> None:
        self.left.pop(name, None)

    def close(self) -> None:
        self.closed = True
