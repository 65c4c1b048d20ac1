"""The verbs of an urgency: accepted with what must move for it, offered for later, or refused; one undo each."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from pupitre import tasks
from pupitre.bringing import Bringing
from pupitre.deadline import Deadline
from pupitre.errors import Invalid
from pupitre.planning import HORIZON
from pupitre.ports import Change
from pupitre.quick import Understanding
from pupitre.steps import unfolded
from pupitre.task import Priority, Task
from pupitre.value import replace
from pupitre.verbs import Verb
from pupitre.views import worked_minutes

if TYPE_CHECKING:
    from pupitre.triage import Weighing

Moves = Mapping[str, tuple[Deadline, str]]
"""By the id of a task its new date, and the reason its client reads."""


class Triaging(Bringing):
    """A desk on which an urgency is weighed before it is promised."""

    def weigh_urgency(self, understood: Understanding, kept: Collection[str] = ()) -> "Weighing":
        """Weigh what a line asks for against the promises there are; nothing is changed.

        Raises:
            Invalid: the effort or the hour is missing, or the hour is over.
        """
        from pupitre.triage import weigh  # noqa: PLC0415 - not needed for the first screen

        now = self.clock()
        urgency = Task(
            id="", title=understood.title, client=understood.client.id if understood.client else None,
            estimate_min=understood.estimate_min, deadline=understood.date.value if understood.date else None,
            priority=Priority.URGENT, created=now,
        )
        everything, taken = unfolded(self.ledger.table(Task).values()), self.taken(now, now + HORIZON)
        return weigh(urgency, everything, worked_minutes(self.ledger, now), now, self.settings, taken, kept)

    def accept_urgency(self, understood: Understanding, moves: Moves) -> Task:
        """Add an urgency for the hour that was asked, and give what must move its new date.

        Raises:
            Invalid: something is missing, a reason tells its reader of another client, or a task is done.
            UnknownClient: the line names a client that does not exist.
        """
        urgency = self._urgency(understood)
        moves = {**moves, **self._wholes(moves)}
        moved = [self._moved(key, until, reason, urgency) for key, (until, reason) in moves.items()]
        self._do(Verb.ACCEPT_URGENCY, urgency.title, Change((urgency, *moved)))
        return urgency

    def offer_later(self, understood: Understanding, until: Deadline) -> Task:
        """Add an urgency for another hour or day than was asked; nothing moves. Raises as `accept_urgency`."""
        urgency = replace(self._urgency(understood), deadline=until)
        self._do(Verb.OFFER_LATER, urgency.title, Change((urgency,)))
        return urgency

    def refuse_urgency(self, understood: Understanding, reason: str, instead: str = "") -> Task:
        """Keep what was asked and refused, with the reason and what was offered instead: the report can say it.

        Raises as `accept_urgency`.
        """
        refused = tasks.dropped(replace(self._urgency(understood), next_text=instead), reason, self.clock())
        refused = tasks.checked(refused, {c.id: c for c in self.clients()})
        self._tells_nobody_else(refused, f"{refused.reason}\n{refused.next_text}")
        self._do(Verb.REFUSE_URGENCY, refused.title, Change((refused,)))
        return refused

    def _urgency(self, understood: Understanding) -> Task:
        task = tasks.from_line(understood, self._new_id(), self.clock(), self.clients())
        if task.deadline is None:
            raise Invalid("deadline", "empty")
        return replace(task, priority=Priority.URGENT)

    def _wholes(self, moves: Moves) -> Moves:
        """Return what must move with its parts: no part is due after its whole."""
        own, tasks = self.settings, self.ledger.table(Task)
        found: dict[str, tuple[Deadline, str]] = {}
        for key, (until, reason) in moves.items():
            part = tasks.get(key)
            whole = tasks.get(part.parent or "") if part is not None else None
            if whole is None or not whole.open or whole.due is None:
                continue
            latest, why = found.get(whole.id) or moves.get(whole.id) or (whole.due, reason)
            if until.moment(own.zone, own.end_of_day) > latest.moment(own.zone, own.end_of_day):
                found[whole.id] = until, why
        return found

    def _moved(self, key: str, until: Deadline, reason: str, urgency: Task) -> Task:
        moved = tasks.postponed(self._bring(key), until, reason, self.clock())
        self._tells_nobody_else(moved, moved.reason, urgency)
        return moved

    def _tells_nobody_else(self, task: Task, text: str, *new: Task) -> None:
        """Refuse a text for a client that names another one, tells what is private, or of another's open task."""
        if task.client is None:
            return  # nobody else reads what is said of her own tasks
        from pupitre.guard.titles import title_in  # noqa: PLC0415 - not needed for the first screen

        hits = self.leaks(text, self.facts(task.client, self.today))
        if hits:
            raise Invalid("reason", "leaks", text[hits[0].start : hits[0].end])
        every = (*self.ledger.table(Task).values(), *new)
        titles = (t.title for t in every if t.open and t.client is not None and t.client != task.client)
        found = title_in(text, titles, (task.title, *(t.title for t in every if t.client == task.client)))
        if found:
            raise Invalid("reason", "leaks", found)
