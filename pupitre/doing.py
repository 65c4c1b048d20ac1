"""How anything changes on the desk: first the disk, then the memory, and always with its inverse."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace

from pupitre import views
from pupitre.clock import Clock
from pupitre.errors import NothingToUndo
from pupitre.ledger import Ledger
from pupitre.ports import Archive, Change, Value
from pupitre.report import Report
from pupitre.verbs import Done, Verb

UNDO_DEPTH = 50


class Doing(views.Looking):
    """The one way a change is made, and taken back."""

    def __init__(self, archive: Archive, clock: Clock, new_id: Callable[[], str]) -> None:
        self._archive, self.clock, self._new_id = archive, clock, new_id
        self.ledger = Ledger(archive.load())
        self._undo: deque[Done] = deque(maxlen=UNDO_DEPTH)

    def _do(self, verb: Verb, subject: str, change: Change) -> None:
        inverse = self.ledger.inverse(change)
        self._archive.keep(change)
        self.ledger.apply(change)
        self._undo.append(Done(verb, subject, inverse))

    def _quietly(self, change: Change) -> None:
        """Make a change that is no verb of hers, so that undo never stops at it."""
        self._archive.keep(change)
        self.ledger.apply(change)

    def close(self) -> None:
        """Leave the desk as it is, for the next time."""
        self._archive.close()

    def undo(self) -> Done:
        """Take back the last verb of this run, and return it. Raises `NothingToUndo`."""
        if not self._undo:
            raise NothingToUndo
        last = self._undo[-1]
        inverse = self._unmarked(last.inverse) if last.verb is Verb.MARK_REPORT else last.inverse
        self._archive.keep(inverse)
        self.ledger.apply(inverse)
        return self._undo.pop()

    def _unmarked(self, inverse: Change) -> Change:
        """Return the inverse of a mark that leaves what she typed since: a draft is no verb, undo never takes it."""
        before = {(type(v), v.id): v for v in inverse.puts}
        puts: list[Value] = []
        for key in (k for kind, k in (*before, *inverse.drops) if kind is Report):
            now, then = self.ledger.get(Report, key), before.get((Report, key))
            if isinstance(then, Report) or now.body is not None or now.subject is not None:
                puts.append(replace(now, history=then.history if isinstance(then, Report) else ()))
        return Change(tuple(puts), () if puts else inverse.drops)

    @property
    def last_done(self) -> Done | None:
        """The verb that undo would take back."""
        return self._undo[-1] if self._undo else None
