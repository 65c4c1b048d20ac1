"""The closed months: read when asked for, a few of them remembered, of the others only sums and words."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, time, timedelta, tzinfo
from typing import TypeVar, cast

from pupitre.client import Client, Rounding
from pupitre.clock import local_day
from pupitre.entry import Entry
from pupitre.errors import DamagedMonth
from pupitre.ledger import Ledger
from pupitre.ports import Reading, Value
from pupitre.rounding import billed_minutes
from pupitre.settings import Settings
from pupitre.shelf import Month, Recalled, Shelf, month_of
from pupitre.sieve import words_in
from pupitre.task import Task

REMEMBERED = 3
"""Closed months kept in memory: about 2 MB each for a person who does forty things a day."""

_EDGE = timedelta(days=2)

V = TypeVar("V", bound=Value)
_Sums = dict[date, int]
_SumKey = tuple[Month, str, Rounding, tzinfo, time]


def _wide(first: date, last: date) -> tuple[Month, Month]:
    """Return the months that may hold some days: they were closed by the zone and the start of the day of then."""
    begin = first - _EDGE if first - date.min > _EDGE else first
    end = last + _EDGE if date.max - last > _EDGE else last
    return month_of(begin), month_of(end)


class Past:
    """What lies in the closed months and not on the desk; what is on the desk again is left out."""

    def __init__(self, archive: Reading, ledger: Ledger) -> None:
        self._archive, self._ledger = archive, ledger
        self._near: OrderedDict[Month, tuple[Value, ...]] = OrderedDict()
        self._earliest: dict[Month, date] = {}
        self._sums: dict[_SumKey, _Sums] = {}
        self._words: dict[Month, bytes | None] = {}
        # What holds while neither the desk nor a month changes: drafts of ten clients ask the same of two months.
        self._stood = (-1, -1)
        self._months: tuple[Month, ...] | None = None
        self._left: dict[Month, tuple[tuple[Value, ...], tuple[Value, ...]]] = {}
        self.version = 0
        """How often months changed: who remembers what was in them compares it."""

    def months(self) -> tuple[Month, ...]:
        """Return the closed months, oldest first; those that are missing are among them."""
        self._stand()
        if self._months is None:
            shelf = self._ledger.table(Shelf).get("shelf", Shelf())
            self._months = tuple(sorted({*self._archive.months(), *shelf.months}))
        return self._months

    def values(self, month: Month) -> tuple[Value, ...]:
        """Return the values of a month. Raises `DamagedMonth`."""
        self._stand()
        read = self._read(month)
        known = self._left.get(month)
        if known is None or known[0] is not read:
            known = self._left[month] = read, tuple(v for v in read if not self._is_here(v, month))
        return known[1]

    def can_hold(self, month: Month, can_hold: Callable[[bytes | None], bool]) -> bool:
        """Return whether a month can hold what a sieve lets through. Raises `DamagedMonth`."""
        return month in self._near or can_hold(self._words_of(month))

    def gathering_words(self) -> Iterator[None]:
        """Look through the months before anything is searched, latest first, one a step; damaged ones are left."""
        for month in reversed(self.months()):
            with suppress(DamagedMonth):  # a search tells of it
                self._words_of(month)
            yield

    def _stand(self) -> None:
        """Let go of what may have changed since it was asked for."""
        now = self._ledger.version, self.version
        if now != self._stood:
            self._stood, self._months = now, None
            self._left.clear()

    def _words_of(self, month: Month) -> bytes | None:
        if month not in self._words:
            self._words[month] = words_in(self._archive.text(month))
        return self._words[month]

    def forget(self, months: Iterable[Month] | None = None) -> None:
        """Read some months anew, or all of them, when they are asked for the next time."""
        known = {*self._near, *self._earliest, *self._words, *(month for month, *_ in self._sums)}
        gone = known if months is None else set(months)
        self.version += 1
        for month in gone:
            self._near.pop(month, None)
            self._earliest.pop(month, None)
            self._words.pop(month, None)
        self._sums = {key: sums for key, sums in self._sums.items() if key[0] not in gone}

    def find(self, kind: type[V], key: str) -> tuple[Month, V] | None:
        """Return a value and its month, looking at the latest first.

        Raises:
            DamagedMonth: it is in none of the months that can be read, and one cannot be.
        """
        unread: DamagedMonth | None = None
        for month in reversed(self.months()):
            try:
                values = self.values(month) if self._archive.mentions(month, key) else []
            except DamagedMonth as error:
                unread = error
                continue
            for value in values:
                if value.id == key and isinstance(value, kind):
                    return month, cast("V", value)
        if unread is not None:
            raise unread
        return None

    def mentions(self, key: str) -> bool:
        """Return whether any month may hold an id. Raises `DamagedMonth`."""
        return any(self._archive.mentions(month, key) for month in self.months())

    def entries_of(self, task: str) -> list[tuple[Month, Entry]]:
        """Return the entries of a task that lie in closed months, each with its month. Raises `DamagedMonth`."""
        months = (m for m in self.months() if self._archive.mentions(m, task))
        return [(m, v) for m in months for v in self.values(m) if isinstance(v, Entry) and v.task == task]

    def around(self, first: date, last: date, unread: list[Month] | None = None) -> list[Value]:
        """Return every value that can matter for a stretch of days: a task of then may have ended much later.

        Months that cannot be read are left out and added to `unread` when that is given.

        Raises:
            DamagedMonth: one of the months cannot be read.
        """
        begin, end = _wide(first, last)
        # By kind and id: a month that was restored may hold an older version of what a later one has.
        found: dict[tuple[type[Value], str], Value] = {}
        for month in self.months():
            try:
                if begin <= month <= end:
                    found |= {(type(v), v.id): v for v in self.values(month)}
                elif month > end and self._first_task(month) <= last:
                    found |= {(Task, v.id): v for v in self.values(month) if isinstance(v, Task)}
            except DamagedMonth:
                if unread is None:
                    raise
                unread.append(month)
        return list(found.values())

    def used(self, client: Client, since: date, last: date, own: Iterable[Entry], settings: Settings) -> int:
        """Return the billed minutes of a client from `since` to `last`.

        `own` are its entries on the desk. A day that has some there and some in its month is rounded as one.
        Raises `DamagedMonth`.
        """
        zone, starts, how = settings.zone, settings.day_start, client.billing.rounding
        here = [e for e in own if since <= local_day(e.start, zone, starts) <= last]
        split = {local_day(e.start, zone, starts) for e in here}
        total = 0
        begin, end = _wide(since, last)
        for month in self.months():
            if not begin <= month <= end:
                continue
            sums = self._sums_of(month, client.id, how, zone, starts)
            total += sum(minutes for day, minutes in sums.items() if since <= day <= last and day not in split)
            if any(_wide(day, day)[0] <= month <= _wide(day, day)[1] for day in split):
                here += [
                    e for e in self.values(month)
                    if isinstance(e, Entry) and e.client == client.id and local_day(e.start, zone, starts) in split
                ]
        return total + billed_minutes(here, how, zone, starts)

    def unread(self, client: Client, since: date, last: date, settings: Settings) -> tuple[Month, ...]:
        """Return the months that `used` would have to read."""
        how, zone, starts = client.billing.rounding, settings.zone, settings.day_start
        begin, end = _wide(since, last)
        return tuple(
            m for m in self.months()
            if begin <= m <= end and (m, client.id, how, zone, starts) not in self._sums
        )

    def add_up(self, month: Month, clients: Iterable[Client], settings: Settings) -> None:
        """Read a month once for the sums of several clients. Raises `DamagedMonth`."""
        agreed = {c.id: c.billing.rounding for c in clients}
        self._add_up(month, agreed, settings.zone, settings.day_start)

    def _read(self, month: Month) -> tuple[Value, ...]:
        if month not in self._near:
            self._near[month] = self._archive.past(month)
            while len(self._near) > REMEMBERED:
                self._left.pop(self._near.popitem(last=False)[0], None)
        self._near.move_to_end(month)
        return self._near[month]

    def was_recalled(self, kind: type[Value], key: str) -> bool:
        """Return whether a value was brought back from a month; when it is not on the desk, it was deleted."""
        return any(mark.what == (kind.__name__, key) for mark in self._ledger.table(Recalled).values())

    def _is_here(self, value: Value, month: Month) -> bool:
        """Tell whether the desk has its own version, or knows that the one of this month was deleted."""
        kind, marks = type(value), self._ledger.table(Recalled)
        if value.id in self._ledger.table(kind):
            return True
        return bool(marks) and Recalled.key(kind, value.id, month) in marks

    def _first_task(self, month: Month) -> date:
        """Return a day no later than the creation of the earliest task of a month."""
        if month not in self._earliest:
            made = [v.created.date() - timedelta(days=1) for v in self._read(month) if isinstance(v, Task)]
            self._earliest[month] = min(made, default=date.max)
        return self._earliest[month]

    def _sums_of(self, month: Month, client: str, how: Rounding, zone: tzinfo, starts: time) -> _Sums:
        """Return the billed minutes of a client by day, of what the month itself holds."""
        key = (month, client, how, zone, starts)
        if key not in self._sums:
            self._add_up(month, {client: how}, zone, starts)
        return self._sums[key]

    def _add_up(self, month: Month, agreed: dict[str, Rounding], zone: tzinfo, starts: time) -> None:
        """Add up the minutes of some clients, each with its rounding, in one reading of a month."""
        days: dict[str, dict[date, list[Entry]]] = {client: {} for client in agreed}
        for value in self.values(month):
            if isinstance(value, Entry) and value.client in days:
                days[value.client].setdefault(local_day(value.start, zone, starts), []).append(value)
        for client, how in agreed.items():
            self._sums[month, client, how, zone, starts] = {
                day: billed_minutes(found, how, zone, starts) for day, found in days[client].items()
            }


def missing(reading: Reading, ledger: Ledger) -> tuple[Month, ...]:
    """Return the months that were closed and are not there any more."""
    shelf = ledger.table(Shelf).get("shelf", Shelf())
    return tuple(sorted(set(shelf.months) - set(reading.months())))

