"""One search: the desk at once, then its closed months in slices, the latest first."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from pupitre.client import Client
from pupitre.entry import Entry
from pupitre.errors import DamagedMonth
from pupitre.finding import Hit, Query, Searched, hits
from pupitre.interruption import Interruption
from pupitre.looking import Looking
from pupitre.ports import Value
from pupitre.report import Report
from pupitre.shelf import Month, month_of
from pupitre.sieve import sieve
from pupitre.task import Task
from pupitre.value import Struct, replace

SHOWN = 500
"""Hits kept to be shown; beyond them only their number goes on."""

PART = 1_000
"""Values looked at in one slice: some milliseconds."""

KINDS: tuple[type[Searched], ...] = (Client, Task, Entry, Interruption, Report)


class Row(Struct, frozen=True):
    """A hit as it is listed: the title of an entry's task where it is known, the month it was read in, if any."""

    hit: Hit
    title: str = ""
    month: Month | None = None
    gone: bool = False

    @property
    def key(self) -> str:
        """What no other row has."""
        return f"{self.hit.kind.__name__}:{self.hit.id}"


class Run:
    """What one query found so far; `slices` goes on with it."""

    def __init__(self, desk: Looking, query: Query) -> None:
        self._desk, self.query = desk, query
        self.rows: list[Row] = []
        self.count = 0
        self.months = tuple(reversed([m for m in desk.past.months() if _asked_for(m, query)]))
        self.read = 0
        self.unread: list[DamagedMonth] = []

    @property
    def reached(self) -> Month | None:
        """The month that was read last."""
        return self.months[self.read - 1] if self.read else None

    def slices(self) -> Iterator[None]:
        """Look at the desk, then at one month after the other; one that cannot be read is noted, the others go on."""
        ledger = self._desk.ledger
        can_hold = sieve(self.query.words)
        here = [v for kind in KINDS for v in ledger.table(kind).values()]
        self._take(list(self._hits(here, self.query)), here, None)
        for month in self.months:
            yield
            try:
                if not self._desk.past.can_hold(month, can_hold):
                    self.read += 1
                    continue
                values = self._desk.past.values(month)
            except DamagedMonth as error:
                self.unread.append(error)
            else:
                found: list[Hit] = []
                for begin in range(0, len(values), PART):
                    yield
                    found += self._hits(values[begin : begin + PART], self.query)
                self._take(found, values, month)
            self.read += 1

    def _take(self, found: list[Hit], values: Iterable[Value], month: Month | None) -> None:
        """List what was found among some values, newest first, below what was found before."""
        self.count += len(found)
        kept = sorted(found, key=_newest, reverse=True)[: SHOWN - len(self.rows)]
        titles: dict[str, str] = {}
        if any(hit.kind is Entry for hit in kept):
            tasks = (*self._desk.ledger.table(Task).values(), *(v for v in values if isinstance(v, Task)))
            titles = {task.id: task.title for task in tasks}
        self.rows += [Row(hit, _title(hit.value, titles), month) for hit in kept]

    def _hits(self, values: Iterable[Value], query: Query) -> Iterator[Hit]:
        settings = self._desk.settings
        return hits(values, query, settings.zone, settings.day_start)

    def freshen(self) -> None:
        """Bring the rows to what the desk holds now, each in its place; what was deleted is marked."""
        self.rows = [self._fresh(row) for row in self.rows]

    def _fresh(self, row: Row) -> Row:
        now = self._now(row)
        if now is None:
            return replace(row, gone=True)
        if now == row.hit.value:
            return replace(row, gone=False)
        # What was changed so that it would not be found any more stays where she sees it.
        again = next((hit for query in (self.query, _ANYTHING) for hit in self._hits([now], query)), row.hit)
        return replace(row, hit=again, gone=False)

    def _now(self, row: Row) -> Searched | None:
        """Return the value of a row as it is now, None when it was deleted."""
        hit, ledger = row.hit, self._desk.ledger
        here = ledger.table(hit.kind).get(hit.id)
        if here is not None:
            return here
        if self._desk.past.was_recalled(hit.kind, hit.id):
            return None
        if row.month is not None:
            return hit.value
        try:
            closed = self._desk.past.find(hit.kind, hit.id)  # its day ended since
        except DamagedMonth:
            return hit.value
        return closed[1] if closed else None


_ANYTHING = Query(words=("",))
"""Every value answers it."""


def _asked_for(month: Month, query: Query) -> bool:
    """Whether a month can hold what a query asks for: a task may lie in the month after the one it ended in."""
    if query.first is not None and month < month_of(query.first):
        return False
    return query.last is None or month <= month_of(query.last + timedelta(days=31))


def _newest(hit: Hit) -> tuple[date, datetime]:
    """Return what sorts hits by age; a client has none and comes first."""
    return hit.day or date.max, _moment(hit.value)


def _moment(value: Searched) -> datetime:
    match value:
        case Task():
            return value.dropped_at or value.done_at or value.created
        case Entry():
            return value.start
        case Interruption():
            return value.at
    return datetime.max.replace(tzinfo=UTC)


def _title(value: Searched, titles: dict[str, str]) -> str:
    return titles.get(value.task or "", "") if isinstance(value, Entry) else ""
