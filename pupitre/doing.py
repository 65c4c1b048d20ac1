"""How anything changes on the desk: first the disk, then the memory, and always with its inverse."""

from collections import deque
from collections.abc import Callable, Iterator

from pupitre.clock import Clock
from pupitre.closing import Closing, closing
from pupitre.errors import DamagedMonth, NothingToUndo
from pupitre.looking import Looking
from pupitre.ports import Archive, Change, Value
from pupitre.progress import Progress
from pupitre.report import Report
from pupitre.shelf import Month, Recalled, Shelf
from pupitre.value import replace
from pupitre.verbs import Done, Verb

UNDO_DEPTH = 50

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
        at = next((n for n in reversed(range(len(self._undo))) if not self._overtaken(self._undo[n])), None)
        if at is None:
            raise NothingToUndo
        last = self._undo[at]
        inverse = self._taken_back(last)
        self._archive.keep(inverse)
        self._apply(inverse)
        del self._undo[at]
        return last

    def _taken_back(self, done: Done) -> Change:
        """Return what undoes a verb, as things stand now."""
        now = self._report_of(done)
        return done.inverse if now is None else Change(*_without(done, now))

    def _report_of(self, done: Done) -> Report | None:
        """Return the report that was marked or written anew, as it is now; None for another verb."""
        if done.verb not in {Verb.MARK_REPORT, Verb.WRITE_ANEW}:
            return None
        found = [v.id for v in done.inverse.puts if isinstance(v, Report)]
        found += [key for kind, key in done.inverse.drops if kind is Report]
        return self.ledger.get(Report, found[0])

    def _overtaken(self, done: Done) -> bool:
        """Whether she typed in a draft since it was written anew: what she types is no verb, undo never takes it."""
        report = self._report_of(done) if done.verb is Verb.WRITE_ANEW else None
        return report is not None and (report.body is not None or report.subject is not None)

    @property
    def last_done(self) -> Done | None:
        """The verb that undo would take back."""
        return next((done for done in reversed(self._undo) if not self._overtaken(done)), None)


def _without(done: Done, now: Report) -> tuple[tuple[Value, ...], tuple[tuple[type[Value], str], ...]]:
    """Return what to put and to drop so that a report is as if `done` had never been, all else of it kept."""
    then = next((v for v in done.inverse.puts if isinstance(v, Report)), None)
    if then is not None and done.verb is Verb.WRITE_ANEW:
        return (replace(now, subject=then.subject, body=then.body, drafted=then.drafted),), ()
    n = len(then.history) if then is not None else 0
    left = now.left if len(now.history) > n + 1 else then.left if then is not None else ""
    report = replace(now, history=(*now.history[:n], *now.history[n + 1 :]), left=left)
    bare = report.body is None and report.subject is None and not report.accepted and not report.history
    return ((), done.inverse.drops) if then is None and bare else ((report,), ())
