"""How anything changes on the desk: first the disk, then the memory, and always with its inverse."""

from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from pupitre.clock import Clock
from pupitre.closing import Closing, closing
from pupitre.errors import DamagedMonth, NothingToUndo
from pupitre.looking import Looking
from pupitre.ports import Archive, Change, Value
from pupitre.report import Report
from pupitre.shelf import Month, Recalled, Shelf
from pupitre.verbs import Done, Verb

UNDO_DEPTH = 50

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a piece of work is that is done in slices."""

    done: int
    total: int


def ended(steps: Generator[Progress, None, T], told: Callable[[Progress], None] = lambda _: None) -> T:
    """Do all steps of a piece of work, and return what it comes to; `told` hears how far it is."""
    try:
        while True:
            told(next(steps))
    except StopIteration as end:
        return cast("T", end.value)


class Doing(Looking):
    """The one way a change is made, and taken back."""

    def __init__(self, archive: Archive, clock: Clock, new_id: Callable[[], str]) -> None:
        super().__init__(archive, clock)
        self._archive, self._new_id = archive, new_id
        self._undo: deque[Done] = deque(maxlen=UNDO_DEPTH)
        self.damaged: dict[Month, DamagedMonth] = {}
        self._changes = 0

    def _do(self, verb: Verb, subject: str, change: Change) -> None:
        inverse = self.ledger.inverse(change)
        self._archive.keep(change)
        self._apply(change)
        self._undo.append(Done(verb, subject, inverse))

    def _quietly(self, change: Change) -> None:
        """Make a change that is no verb of hers, so that undo never stops at it."""
        self._archive.keep(change)
        self._apply(change)

    def _apply(self, change: Change) -> None:
        """Bring the memory to what the disk has; sums of a month whose values came back are made anew."""
        marks = [v for v in change.puts if isinstance(v, Recalled)]
        marks += [self.ledger.get(Recalled, key) for kind, key in change.drops
                  if kind is Recalled and key in self.ledger.table(Recalled)]
        self.ledger.apply(change)
        self._changes += 1
        if marks:
            self.past.forget({m.month for m in marks})

    def close(self) -> None:
        """Leave the desk as it is, for the next time."""
        self._archive.close()

    # -- the end of a day ------------------------------------------------------------------------

    def closing_days(self) -> Iterator[Progress]:
        """Move what is over to the files of its months, one month a step; what is cut off changed nothing.

        A month that cannot be read is left alone, what belongs there stays on the desk: see `damaged`.

        Raises:
            StorageFailed: the disk refused; nothing was moved.
        """
        while found := self._closing():
            changes = self._changes
            self._archive.forget_prepared()
            try:
                yield from self._prepare(found)
            except DamagedMonth as error:
                self.damaged[error.month] = error
                continue
            if self._changes == changes or self._closing() == found:  # nothing she did meanwhile concerns it
                self._keep_all(found)
                return

    def month_is_back(self, month: Month) -> None:
        """Read a month again that was restored, or set aside."""
        self.damaged.pop(month, None)
        self.missing = tuple(m for m in self.missing if m != month)
        self.past.forget([month])

    def begin_anew(self, month: Month) -> None:
        """Do without a month that is lost: it may begin anew. Raises `StorageFailed`."""
        shelf = self.ledger.table(Shelf).get("shelf", Shelf())
        self._quietly(Change((replace(shelf, months=tuple(m for m in shelf.months if m != month)),)))
        self.month_is_back(month)

    def _closing(self) -> Closing | None:
        return closing(self.ledger, self.today, self.settings, without=self._unwritable)

    @property
    def _unwritable(self) -> set[Month]:
        return {*self.damaged, *self.missing}

    def _prepare(self, found: Closing) -> Iterator[Progress]:
        closed = self.ledger.table(Shelf).get("shelf", Shelf()).months
        for n, (month, change) in enumerate(found.months.items()):
            yield Progress(n, len(found.months))
            if month in closed and month not in self._archive.months():
                self._archive.past(month)  # it was deleted meanwhile, and says so: a new file would hide it
            self._archive.prepare(month, change)
        yield Progress(len(found.months), len(found.months))

    def _keep_all(self, found: Closing) -> None:
        """Make a change with its months; what came before it cannot be taken back any more."""
        self._archive.keep_all(found.change, found.months.keys())
        self.ledger.apply(found.change)
        self._changes += 1
        self.past.forget(found.months)
        self._undo.clear()

    # -- undo ------------------------------------------------------------------------------------

    def undo(self) -> Done:
        """Take back the last verb of this run, and return it. Raises `NothingToUndo`."""
        if not self._undo:
            raise NothingToUndo
        last = self._undo[-1]
        inverse = self._unmarked(last.inverse) if last.verb is Verb.MARK_REPORT else last.inverse
        self._archive.keep(inverse)
        self._apply(inverse)
        return self._undo.pop()

    def _unmarked(self, inverse: Change) -> Change:
        """Return the inverse of a mark that leaves what she typed since: a draft is no verb, undo never takes it."""
        before = {(type(v), v.id): v for v in inverse.puts}
        puts: list[Value] = []
        for key in (k for kind, k in (*before, *inverse.drops) if kind is Report):
            now, then = self.ledger.get(Report, key), before.get((Report, key))
            if isinstance(then, Report) or now.body is not None or now.subject is not None or now.accepted:
                puts.append(replace(now, history=then.history if isinstance(then, Report) else ()))
        return Change(tuple(puts), () if puts else inverse.drops)

    @property
    def last_done(self) -> Done | None:
        """The verb that undo would take back."""
        return self._undo[-1] if self._undo else None
