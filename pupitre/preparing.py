"""How a day is planned and a task taken apart: verbs on the plan, the checklists and the parts of tasks."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from pupitre import tasks
from pupitre.bringing import Bringing
from pupitre.client import Client
from pupitre.errors import Invalid
from pupitre.planning import pressing
from pupitre.ports import Change
from pupitre.quick import Understanding
from pupitre.steps import check_links, unfolded
from pupitre.task import ListItem, Task
from pupitre.value import replace
from pupitre.verbs import Verb
from pupitre.views import worked_minutes

if TYPE_CHECKING:
    from pupitre.dayplan import Known


class Preparing(Bringing):
    """A desk on which days can be planned and tasks taken apart; one step is one thing to undo."""

    def known_for_plan(self, three: Iterable[str] = ()) -> "Known":
        """Return what a plan is made from now."""
        from pupitre.dayplan import Known  # noqa: PLC0415 - not needed for the first screen

        worked = worked_minutes(self.ledger, self.clock())
        found, own = self.ledger.table(Task), self.settings
        counted = {t.id: t for t in unfolded(found.values()) if t.open}
        return Known(found, counted, pressing(counted.values(), own), worked, tuple(three), own, self.today)

    # -- the day ---------------------------------------------------------------------------------

    def plan(self, keys: Iterable[str], day: date) -> None:
        """Put open tasks into a day, after what is there; what is there already stays where it is.

        Raises:
            Invalid: the day is over (`past`), or a task is (`done`).
        """
        if day < self.today:
            raise Invalid("day", "past")
        from pupitre.dayplan import order_of  # noqa: PLC0415 - not needed for the first screen

        there = order_of(self.known_for_plan(), day)
        inside = {t.id for t in there}
        new = [t for t in (self._bring(key) for key in dict.fromkeys(keys)) if t.id not in inside]
        over = next((t for t in new if not t.open), None)
        if over is not None:
            raise Invalid("status", "done", over.title)
        if new:
            came = [replace(t, planned_on=day) for t in new]
            self._do(Verb.PLAN_DAY, _subject(new), Change(_ranked([*there, *came], there)))

    def take_out(self, key: str, day: date) -> None:
        """Take a task out of a day. Raises `Invalid` (`due`) when it is due then: it can only be postponed."""
        from pupitre.dayplan import due_in, in_day  # noqa: PLC0415 - not needed for the first screen

        task = self._bring(key)
        if due_in(task, day) and in_day(replace(task, planned_on=None), day):
            raise Invalid("planned", "due", task.title)
        if task.planned_on is not None:
            self._do(Verb.TAKE_OUT, task.title, Change((replace(task, planned_on=None, planned_rank=0),)))

    def arrange(self, keys: Iterable[str], day: date) -> None:
        """Give the tasks of a day another order; those that are not named come last, as they were."""
        from pupitre.dayplan import order_of  # noqa: PLC0415 - not needed for the first screen

        there = {t.id: t for t in order_of(self.known_for_plan(), day)}
        order = [there[key] for key in dict.fromkeys((*keys, *there)) if key in there]
        if [t.id for t in order] != list(there):
            moved = next(t for t, was in zip(order, there, strict=True) if t.id != was)
            self._do(Verb.ARRANGE_DAY, moved.title, Change(_ranked(order, there.values())))

    # -- what a task is made of ------------------------------------------------------------------

    def keep_checklist(self, key: str, items: Iterable[ListItem]) -> None:
        """Keep the changed checklist of a task."""
        task = self._bring(key)
        changed = tasks.checked(replace(task, checklist=tuple(items)), self.ledger.table(Client))
        if changed.checklist != task.checklist:
            self._do(Verb.CHECKLIST, task.title, Change((replace(task, checklist=changed.checklist),)))

    def add_part(self, key: str, understood: Understanding) -> Task:
        """Add what a line was understood to mean as a part of a task, for the same client. Raises `Invalid`."""
        whole = self._bring(key)
        own = replace(understood, client=None, unknown_client="", candidates=())
        task = tasks.from_line(own, self._new_id(), self.clock(), self.clients())
        part = replace(task, client=whole.client, parent=whole.id, confidential=whole.confidential)
        check_links(part, self.ledger.table(Task))
        self._do(Verb.ADD_TASK, part.title, Change((part,)))
        return part


def _ranked(order: Iterable[Task], before: Iterable[Task]) -> tuple[Task, ...]:
    """Return the tasks of a day that change when they get this order."""
    known = {t.id: t for t in before}
    ranked = (replace(t, planned_rank=n) for n, t in enumerate(order, 1))
    return tuple(t for t in ranked if known.get(t.id) != t)


def _subject(planned: list[Task]) -> str:
    return planned[0].title if len(planned) == 1 else ""
