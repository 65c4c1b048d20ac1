"""What comes in from a file: only what is not here yet, and old work straight to its month."""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import UTC, datetime

from pupitre.clock import Clock
from pupitre.closing import closing
from pupitre.doing import Doing, Progress, ended
from pupitre.entry import Entry
from pupitre.errors import DamagedMonth
from pupitre.ledger import Ledger
from pupitre.past import Past
from pupitre.ports import Archive, Change, Value
from pupitre.recall import recalled_task
from pupitre.task import Task
from pupitre.verbs import Verb


class TakingIn(Doing):
    """A desk that takes in what others bring; `unreadable` are files of the inbox that were set aside."""

    def __init__(self, archive: Archive, clock: Clock, new_id: Callable[[], str]) -> None:
        super().__init__(archive, clock, new_id)
        self.unreadable: list[str] = []

    def take_in(
        self, values: Iterable[Value], told: Callable[[Progress], None] = lambda _: None
    ) -> dict[type[Value], int]:
        """Add the values that are not here yet, as one verb; return how many of each kind came in.

        `told` hears how far it is. Her settings are taken only where she has not set any. What belongs to a month
        that cannot be read stays on the desk. Raises `StorageFailed`: nothing came in.
        """
        return Counter(map(type, ended(self._importing(values), told)))

    def already_here(self, keys: Iterable[str]) -> Generator[Progress, None, frozenset[str]]:
        """Return which of these ids are tasks of the desk or of a closed month that can be read; one month a step."""
        return (yield from already_here(keys, self.ledger, self.past))

    def bring(self, values: Iterable[Value]) -> int:
        """Add values that are not on the desk yet, as one verb that undo takes back whole; return how many tasks.

        What is over already goes to its month when the day is closed. Raises `StorageFailed`: nothing came in.
        """
        new = tuple(v for v in values if v.id not in self.ledger.table(type(v)))
        if new:
            self._do(Verb.IMPORT, "", Change(new))
        return sum(isinstance(v, Task) for v in new)

    def _importing(self, values: Iterable[Value]) -> Generator[Progress, None, list[Value]]:
        new = yield from not_here(values, self.ledger, self.past)
        yield from self._taking_in(Verb.IMPORT, "", new)
        return new

    def _taking_in(self, verb: Verb, subject: str, new: list[Value]) -> Iterator[Progress]:
        """Add new values, one month a step; what lies on closed days cannot be taken back by undo."""
        while new:
            changes = self._changes
            came = [*new, *_tasks_worked_on(new, self.ledger, self.past)]
            found = closing(self.ledger, self.today, self.settings, fresh=came, without=self._unwritable)
            if found is None or not found.months:
                self._do(verb, subject, Change(tuple(new)))
                return
            self._archive.forget_prepared()
            try:
                yield from self._prepare(found)
            except DamagedMonth as error:
                self.damaged[error.month] = error
                continue
            if self._changes == changes:
                self._keep_all(found)
                return
            # She did something meanwhile, which may concern it: once more, with the desk as it is now.
            new = [v for v in new if v.id not in self.ledger.table(type(v))]

    def receiving(self) -> Iterator[Progress | tuple[str, ...]]:
        """Take in what other commands left, in slices; yield how far it is, and the titles of tasks that came."""
        for name, change in self._archive.incoming():
            if change is None:
                self.unreadable.append(name)
                continue
            if change.drops:
                self._do(Verb.RECEIVE, "", change)
            else:
                new = yield from not_here(change.puts, self.ledger, self.past)
                titles = tuple(v.title for v in new if isinstance(v, Task))
                yield from self._taking_in(Verb.RECEIVE, titles[0] if titles else "", new)
                yield titles
            self._archive.received(name)

    def receive(self) -> tuple[str, ...]:
        """Take in the whole inbox; return the titles of the tasks that came."""
        return tuple(title for step in self.receiving() if not isinstance(step, Progress) for title in step)


_NEVER = datetime.min.replace(tzinfo=UTC)

FEW = 3
"""Values that are looked for one by one; for more, every month is read."""


def not_here(values: Iterable[Value], ledger: Ledger, past: Past) -> Generator[Progress, None, list[Value]]:
    """Return the values whose id is not on the desk, and in no month that can be read; one month a step."""
    new = {(type(v), v.id): v for v in values if v.id not in ledger.table(type(v))}
    if len(new) <= FEW:
        return [v for v in new.values() if not _in_a_month(v, past)]
    months = past.months()
    for n, month in enumerate(months):
        yield Progress(n, len(months))
        try:
            values = past.values(month)
        except DamagedMonth:
            continue  # what comes in wins over what cannot be read
        for value in values:
            new.pop((type(value), value.id), None)
    return list(new.values())


def already_here(
    keys: Iterable[str], ledger: Ledger, past: Past
) -> Generator[Progress, None, frozenset[str]]:
    """Return which of these ids are tasks of the desk or of a closed month that can be read; one month a step."""
    asked = tuple(keys)
    new = yield from not_here((Task(id=key, title="", created=_NEVER) for key in asked), ledger, past)
    return frozenset(asked).difference(task.id for task in new)


def _in_a_month(value: Value, past: Past) -> bool:
    """Tell whether a month has it; one that cannot be read is no reason to refuse what comes in today."""
    try:
        return past.find(type(value), value.id) is not None
    except DamagedMonth:
        return False


def _tasks_worked_on(new: Iterable[Value], ledger: Ledger, past: Past) -> Iterator[Value]:
    """Yield the tasks of closed months that new entries refer to: an entry never lies apart from its task."""
    own = {v.id for v in new if isinstance(v, Task)}
    asked = {v.task for v in new if isinstance(v, Entry) and v.task is not None}
    for key in sorted(asked - own - set(ledger.table(Task))):
        try:
            yield from recalled_task(ledger, past, key)
        except DamagedMonth:
            continue  # it may lie there, or nowhere: the time comes in without it
