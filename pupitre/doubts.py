"""Times that cannot be right, and where typed time still has room in a day."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from pupitre.entry import Entry
from pupitre.errors import Invalid
from pupitre.value import Struct

LONGEST = timedelta(hours=24)
"""The longest stretch of work that is believed."""


class Why(StrEnum):
    """What is wrong with a stretch of work."""

    ORDER = "order"
    TOO_LONG = "too_long"
    OVERLAP = "overlap"
    NO_CLIENT = "no_client"


class Doubt(Struct, frozen=True):
    """An entry that needs a correction; `other` is the one it overlaps."""

    entry: Entry
    why: Why
    other: Entry | None = None


def doubts(entries: Iterable[Entry], clients: Collection[str]) -> Iterator[Doubt]:
    """Yield what is wrong with each entry, in the order of their starts; of two that overlap, the later one."""
    longest_before: Entry | None = None
    for entry in sorted(entries, key=lambda e: (e.start, e.end, e.id)):
        if entry.end <= entry.start:
            yield Doubt(entry, Why.ORDER)
            continue
        if entry.length > LONGEST:
            yield Doubt(entry, Why.TOO_LONG)
        elif longest_before is not None and entry.start < longest_before.end:
            yield Doubt(entry, Why.OVERLAP, longest_before)
        elif entry.client is not None and entry.client not in clients:
            yield Doubt(entry, Why.NO_CLIENT)
        if longest_before is None or entry.end > longest_before.end:
            longest_before = entry


def check_times(entry: Entry, others: Iterable[Entry], now: datetime) -> None:
    """Refuse times that cannot be. Raises `Invalid` with `order`, `too_long`, `future` or `overlap`."""
    if entry.end <= entry.start:
        raise Invalid("times", Why.ORDER)
    if entry.length > LONGEST:
        raise Invalid("times", Why.TOO_LONG)
    if entry.end > now:
        raise Invalid("times", "future")
    if any(o.id != entry.id and o.start < entry.end and entry.start < o.end for o in others):
        raise Invalid("times", Why.OVERLAP)


def latest_room(entries: Iterable[Entry], begin: datetime, end: datetime, length: timedelta) -> datetime | None:
    """Return the end of the latest free stretch of `length` between two instants, None when there is none."""
    upper = end
    for entry in sorted(entries, key=lambda e: e.end, reverse=True):
        if entry.end <= begin:
            break
        if upper - max(entry.end, begin) >= length:
            return upper
        upper = min(upper, entry.start)
    return upper if upper - begin >= length else None
