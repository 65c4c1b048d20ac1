"""Which backups stay: those of the last days, then one a week, then one a month.

Days and weeks are counted among those that have a backup, never from today: three weeks away, or a clock that
is wrong for a day, take nothing away. Backups dated after today are thinned among themselves, so that they never
push out the others.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime, tzinfo
from typing import Protocol, TypeVar

DAYS = 14
WEEKS = 15
"""The 14 days, and the three months that follow them."""
LIMIT = 1500 * 1000 * 1000
"""Bytes that the backups may take together."""


class Dated(Protocol):
    """What is asked of a backup to know whether it stays."""

    @property
    def made(self) -> datetime:
        """When it was made, an aware instant."""
    @property
    def why(self) -> str:
        """For what it was made."""
    @property
    def size(self) -> int:
        """Its bytes."""


B = TypeVar("B", bound=Dated)


def kept(backups: Iterable[B], now: datetime, zone: tzinfo, limit: int = LIMIT) -> tuple[B, ...]:
    """Return the backups that stay, newest first.

    All of today stay; of each other of the last 14 days the last one made for each reason; the last one of each
    of the last 15 weeks (ISO 8601), of each month, and for each reason. Beyond `limit` bytes the oldest go first;
    the newest always stays, and before all others the newest that is not dated after today.
    """
    found = sorted(backups, key=lambda b: b.made, reverse=True)
    if not found:
        return ()

    def day(backup: B) -> date:
        return backup.made.astimezone(zone).date()

    today = now.astimezone(zone).date()
    later = [b for b in found if day(b) > today]
    others = found[len(later):]
    stay = [*_last_ones(later, day), *_last_ones(others, day), *(b for b in others if day(b) == today)]
    by_worth = [found[0], *others[:1], *sorted(stay, key=lambda b: b.made, reverse=True)]
    within = _within(list(dict.fromkeys(by_worth)), limit)
    return tuple(sorted(within, key=lambda b: b.made, reverse=True))


def _last_ones(found: list[B], day: Callable[[B], date]) -> Iterable[B]:
    days = set(list(_last_of(found, day))[:DAYS])
    yield from _last_of((b for b in found if day(b) in days), lambda b: (day(b), b.why)).values()
    yield from list(_last_of(found, lambda b: day(b).isocalendar()[:2]).values())[:WEEKS]
    yield from _last_of(found, lambda b: (day(b).year, day(b).month)).values()
    yield from _last_of(found, lambda b: b.why).values()


def _last_of(found: Iterable[B], part: Callable[[B], Hashable]) -> dict[Hashable, B]:
    """Return the last backup of each part, such as a week, in the order given: newest first."""
    last: dict[Hashable, B] = {}
    for backup in found:
        last.setdefault(part(backup), backup)
    return last


def _within(by_worth: list[B], limit: int) -> Iterable[B]:
    total = 0
    for backup in by_worth:
        total += backup.size
        if total > limit and backup is not by_worth[0]:
            return
        yield backup
