"""What comes in from a file: only what is not here yet, and old work straight to its month."""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress

from pupitre.clock import Clock
from pupitre.closing import closing
from pupitre.doing import Doing
from pupitre.entry import Entry
from pupitre.errors import DamagedMonth
from pupitre.ledger import Ledger
from pupitre.past import Past
from pupitre.ports import Archive, Change, Value
from pupitre.progress import Progress, ended
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

    def bring(self, values: Iterable[Value]) -> int:
        """Add values that were agreed on, as one verb that undo takes back whole; return how many tasks.

        What came onto the desk meanwhile stays; that they are in no closed month was looked for before she was asked
        (`already_here`), where `take_in` looks itself.
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


FEW = 3
"""Values that are looked for one by one; for more, every month is read."""


def not_here(values: Iterable[Value], ledger: Ledger, past: Past) -> Generator[Progress, None, list[Value]]:
    """Return the values whose id is not on the desk, and in no month that can be read; one month a step."""
    new = {(type(v), v.id): v for v in values}
    found = yield from _here(new, ledger, past)
    return [value for key, value in new.items() if key not in found]


def already_here(keys: Iterable[str], ledger: Ledger, past: Past) -> Generator[Progress, None, dict[str, Task]]:
    """Return those of these tasks that are on the desk or in a closed month that can be read; one month a step."""
    found = yield from _here([(Task, key) for key in keys], ledger, past)
    return {task.id: task for task in found.values() if isinstance(task, Task)}


def _here(
    wanted: Iterable[tuple[type[Value], str]], ledger: Ledger, past: Past
) -> Generator[Progress, None, dict[tuple[type[Value], str], Value]]:
    """Return what there is of some values by their kinds and ids; one month a step.

    A month that cannot be read is passed over: what comes in wins over it.
    """
    wanted = tuple(wanted)
    found = {(kind, key): ledger.table(kind)[key] for kind, key in wanted if key in ledger.table(kind)}
    missing = set(wanted).difference(found)
    if len(missing) <= FEW:
        for kind, key in missing:
            with suppress(DamagedMonth):
                there = past.find(kind, key)
                if there is not None:
                    found[kind, key] = there[1]
        return found
    months = past.months()
    for n, month in enumerate(months):
        yield Progress(n, len(months))
        with suppress(DamagedMonth):
            found |= {(type(v), v.id): v for v in past.values(month) if (type(v), v.id) in missing}
    return found


def _tasks_worked_on(new: Iterable[Value], ledger: Ledger, past: Past) -> Iterator[Value]:
    """Yield the tasks of closed months that new entries refer to: an entry never lies apart from its task."""
    own = {v.id for v in new if isinstance(v, Task)}
    asked = {v.task for v in new if isinstance(v, Entry) and v.task is not None}
    for key in sorted(asked - own - set(ledger.table(Task))):
        try:
            yield from recalled_task(ledger, past, key)
        except DamagedMonth:
            continue  # it may lie there, or nowhere: the time comes in without it
