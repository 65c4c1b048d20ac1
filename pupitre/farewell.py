"""A client that leaves: all that is its own for the export, then nothing of it on the desk and in the months."""

from collections.abc import Collection, Generator, Iterable
from pathlib import Path

from pupitre.appointment import Calendar
from pupitre.client import Client
from pupitre.entry import Entry
from pupitre.errors import Invalid
from pupitre.leaving import Leaver, Mention, tasks_of
from pupitre.ports import KINDS, Change, Value
from pupitre.progress import Progress
from pupitre.shelf import Month, Recalled
from pupitre.times import Times
from pupitre.value import Struct

SHOWN = 50
"""Mentions that are remembered, to be shown."""


class Erased(Struct, frozen=True):
    """How many values of each kind went, and texts that may still speak of the client's people.

    `unfollowed` are the names of the calendars whose file is not read any more, since it names the client.
    """

    counts: dict[type[Value], int]
    mentions: tuple[Mention, ...]
    unfollowed: tuple[str, ...] = ()


class Swept(Struct, frozen=True):
    """What became of the files that knew a client: backups rewritten, others changed or deleted, and what remains.

    `remains` are files in the data folder that could not be changed, or are hers; the deleted ones are gone.
    """

    backups: int
    changed: tuple[Path, ...]
    deleted: tuple[Path, ...]
    remains: tuple[Path, ...]


class Parting(Times):
    """A desk that a client can leave."""

    def gathering(self, client: str) -> Generator[Progress, None, tuple[Value, ...]]:
        """Return all that belongs to a client, reading one month a step. Raises `Unknown` or `DamagedMonth`."""
        who, months = self.client(client), self.past.months()
        found: list[Value] = []
        # Time for nobody's account belongs to the client of its task, which may lie in a later month.
        likely = Leaver(who, ())
        for n, month in enumerate(months):
            yield Progress(n, len(months))
            found += [v for v in self.past.values(month) if likely.goes(v) or _for_nobody(v)]
        found += [v for v in self._open() if likely.goes(v) or _for_nobody(v)]
        return Leaver(who, tasks_of(client, found)).own(found)

    def erasing(
        self, client: str, exported: Collection[Value] | None = None
    ) -> Generator[Progress, None, Erased]:
        """Take a client and all that is its own away from the desk and every month: the whole of it, or nothing.

        Nothing of what came before can be taken back any more. Raises:
            Invalid: its session runs (`in_session`), or it has more than what was `exported` (`changed`).
            DamagedMonth: a month cannot be read or is missing, so that nobody knows what is in it.
            StorageFailed: the disk refused; nothing was changed.
        """
        who = self.client(client)
        own = yield from self.gathering(client)
        self._check_parting(who, own, exported)
        leaver = Leaver.of(who, tasks_of(client, own), self._open())
        self._archive.forget_prepared()
        try:
            months, mentions = yield from self._preparing(leaver)
            self._check_parting(who, leaver.own(self._open()), own)  # nothing came in meanwhile
            change = self._with_marks(leaver.erasure(self._open()), months.values())
            self._archive.keep_all(change, months.keys())
        except BaseException:
            self._archive.forget_prepared()
            raise
        followed = {c.id for c in self.ledger.table(Calendar).values() if c.watched}
        unfollowed = (v.name for v in change.puts if isinstance(v, Calendar) and v.id in followed and not v.watched)
        self.ledger.apply(change)
        self.past.forget()
        self._undo.clear()
        mentions += leaver.mentions(self._open())
        return Erased(_counted((change, *months.values())), tuple(mentions[:SHOWN]), tuple(unfollowed))

    def _preparing(
        self, leaver: Leaver
    ) -> Generator[Progress, None, tuple[dict[Month, Change], list[Mention]]]:
        """Write every month beside as it will be, one a step; return what changes, and what may still name people."""
        changes: dict[Month, Change] = {}
        mentions: list[Mention] = []
        months = self.past.months()
        for n, month in enumerate(months):
            yield Progress(n, len(months))
            values = self._archive.past(month)  # stale copies of what lies on the desk again as well
            change = leaver.erasure(values)
            if change.puts or change.drops:
                yield Progress(n, len(months))
                self._archive.prepare(month, change)
                changes[month] = change
            mentions += leaver.mentions(_after(values, change))
        return changes, mentions

    def _check_parting(self, who: Client, own: Iterable[Value], exported: Collection[Value] | None) -> None:
        focus, tasks = self.focus, tasks_of(who.id, own)
        if focus is not None and (focus.client == who.id or focus.task in tasks):
            raise Invalid("client", "in_session", who.name)
        if exported is not None and not set(own) <= set(exported):
            raise Invalid("client", "changed", who.name)

    def _with_marks(self, change: Change, months: Iterable[Change]) -> Change:
        """Return the change of the desk that also forgets which values of those months were called back."""
        gone = {(kind.__name__, key) for each in (change, *months) for kind, key in each.drops}
        known = self.ledger.table(Recalled).values()
        marks = {(Recalled, mark.id) for mark in known if mark.what in gone} - set(change.drops)
        return Change(change.puts, (*change.drops, *sorted(marks, key=lambda mark: mark[1])))

    def _open(self) -> tuple[Value, ...]:
        return tuple(v for kind in KINDS for v in self.ledger.table(kind).values())


def _counted(changes: Iterable[Change]) -> dict[type[Value], int]:
    """Return how many values of each kind go; one that has copies in two files counts once."""
    gone = {drop for change in changes for drop in change.drops if drop[0] is not Recalled}
    counts = {kind: sum(1 for k, _ in gone if k is kind) for kind in KINDS}
    return {kind: count for kind, count in counts.items() if count}


def _for_nobody(value: Value) -> bool:
    return isinstance(value, Entry) and value.client is None and value.task is not None


def _after(values: Iterable[Value], change: Change) -> Iterable[Value]:
    """Return what the values become."""
    touched = {(type(v), v.id) for v in change.puts} | set(change.drops)
    return [*(v for v in values if (type(v), v.id) not in touched), *change.puts]
