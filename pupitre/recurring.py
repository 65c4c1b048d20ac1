"""What comes again: the verbs of her recurrences, and the tasks that fall due while days go by."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice

from pupitre import tasks
from pupitre.bringing import Bringing
from pupitre.calendar import ONE_DAY
from pupitre.client import Client, ClientState
from pupitre.deadline import Deadline
from pupitre.entry import Entry
from pupitre.errors import Invalid
from pupitre.ports import Change, Value
from pupitre.quick import MAX_ESTIMATE_MIN, Understanding
from pupitre.recurrence import Recurrence
from pupitre.rules import FARTHEST, Every, days
from pupitre.shelf import month_of
from pupitre.task import Status, Task
from pupitre.tasks import EARLIEST_YEAR, LATEST_YEAR
from pupitre.text import clean_line, clean_text, sort_key
from pupitre.value import Struct, replace
from pupitre.verbs import Done, Verb

CATCH_UP = timedelta(days=92)
"""How long ago something may have fallen due and still be made: a season, not years of copies."""

MOST_LEAD_DAYS = 60

AHEAD = timedelta(days=366 * 5)
"""How far the next days of a rule are looked for."""

DAILY = frozenset({Every.DAY, Every.WORKING_DAY, Every.OUVRABLE})
"""Of these, what fell due while Pupitre was off is one task, the last: yesterday's round is not done twice."""

_FIELDS = ("title", "client", "category", "estimate_min", "priority", "note")
"""What a task has from its recurrence, its deadline apart."""


class Made(Struct, frozen=True):
    """What a recurrence came to: its new tasks, and how many days were left out because only the last one counts."""

    recurrence: Recurrence
    tasks: tuple[Task, ...] = ()
    missed: int = 0


class Coming(Struct, frozen=True):
    """A day of a rule that is still to come, when it is due, and whether she took it out."""

    day: date
    due: date
    skipped: bool = False


def task_id(recurrence: str, day: date) -> str:
    """Return the id of the task of one day of a rule: whoever makes it, it is the same one."""
    return f"{recurrence}:{day.isoformat()}"


def checked(recurrence: Recurrence, clients: Mapping[str, Client]) -> Recurrence:
    """Return the recurrence with its texts cleaned. Raises `Invalid` with the field that cannot be kept."""
    title, rule = clean_line(recurrence.title), recurrence.rule
    if not title:
        raise Invalid("title", "empty")
    if recurrence.client is not None and recurrence.client not in clients:
        raise Invalid("client", "unknown", recurrence.client)
    if recurrence.estimate_min is not None and not 0 < recurrence.estimate_min <= MAX_ESTIMATE_MIN:
        raise Invalid("estimate", "range", str(recurrence.estimate_min))
    if not 0 <= recurrence.lead_days <= MOST_LEAD_DAYS:
        raise Invalid("lead", "range", str(recurrence.lead_days))
    for field, day in (("first", rule.first), ("until", rule.until)):
        if day is not None and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise Invalid(field, "range", day.isoformat())
    return replace(
        recurrence, title=title, category=clean_line(recurrence.category), note=clean_text(recurrence.note)
    )


class Recurring(Bringing):
    """A desk on which promises come again."""

    # -- what there is ---------------------------------------------------------------------------

    def recurrences(self) -> tuple[Recurrence, ...]:
        """Return all recurrences by their titles."""
        return tuple(sorted(self.ledger.table(Recurrence).values(), key=lambda r: (sort_key(r.title), r.id)))

    def recurrence(self, key: str) -> Recurrence:
        """Return a recurrence. Raises `Unknown`."""
        return self.ledger.get(Recurrence, key)

    def coming(self, recurrence: Recurrence, count: int) -> tuple[Coming, ...]:
        """Return the next days of a recurrence that are due from today on, those taken out as well."""
        found = self._days(recurrence, self.today, self.today + AHEAD)
        return tuple(Coming(day, due, day in recurrence.skipped) for day, due in islice(found, count))

    def open_in(self, key: str) -> tuple[Task, ...]:
        """Return the tasks of a recurrence that are still to be done, the oldest first."""
        found = (t for t in self.ledger.table(Task).values() if t.series == key and t.open)
        return tuple(sorted(found, key=lambda t: t.series_on or date.min))

    # -- verbs -----------------------------------------------------------------------------------

    def add_recurrence(self, understood: Understanding) -> Recurrence:
        """Add what a line with a rule was understood to mean, and what is due of it.

        Raises:
            Invalid: there is no title, or no rule.
            UnknownClient: the line names a client that does not exist.
        """
        return self.keep_recurrence(
            tasks.recurrence_from_line(understood, "", self.settings.zone, self.clients())
        )

    def keep_recurrence(self, recurrence: Recurrence) -> Recurrence:
        """Keep a new recurrence, whose id is "", and make what is due of it. Raises `Invalid`."""
        new = checked(replace(recurrence, id=self._new_id(), made_until=None), self.ledger.table(Client))
        return self._keep(Verb.ADD_SERIES, new, ())

    def edit_recurrence(self, recurrence: Recurrence, *, open_too: bool = False) -> Recurrence:
        """Keep a changed recurrence: it changes what is to come, and with `open_too` what is open already.

        Of an open task only what changed here changes. One ahead that nobody began always follows the rule: it goes
        when the rule has its day no more, else nothing is promised twice. Raises `Invalid`, or `Unknown`.
        """
        was = self.recurrence(recurrence.id)
        new = checked(
            replace(recurrence, skipped=was.skipped, made_until=was.made_until), self.ledger.table(Client)
        )
        if new.rule != was.rule:
            new = replace(new, made_until=self._yesterday)
        change = self._followed(was, new, open_too=open_too)
        return self._keep(Verb.EDIT_SERIES, new, change.puts, change.drops)

    def pause_recurrence(self, key: str, *, paused: bool) -> None:
        """Let it make nothing for a while, or go on from today: what fell due meanwhile is not made."""
        was = self.recurrence(key)
        if paused:
            self._do(Verb.PAUSE_SERIES, was.title, Change((replace(was, paused=True),)))
            return
        made = max(was.made_until or self._yesterday, self._yesterday)
        self._keep(Verb.RESUME_SERIES, replace(was, paused=False, made_until=made), ())

    def end_recurrence(self, key: str, until: date | None) -> None:
        """Say its last day, None for no end; what stands on the board for later goes unless it was begun.

        Raises `Invalid` when it would end before it begins.
        """
        was = self.recurrence(key)
        if until is not None and until < was.rule.first:
            raise Invalid("until", "order", until.isoformat())
        new = checked(replace(was, rule=replace(was.rule, until=until)), self.ledger.table(Client))
        if was.rule.until is not None and (until is None or until > was.rule.until):
            new = replace(new, made_until=self._yesterday)  # what the earlier end took away is still to come
        drops = [(Task, t.id) for t in self._ahead(key) if until and t.series_on and t.series_on > until]
        self._keep(Verb.END_SERIES, new, (), drops)

    def delete_recurrence(self, key: str) -> None:
        """Take a recurrence away; its tasks stay, but for those ahead that nobody began."""
        was = self.recurrence(key)
        drops: list[tuple[type[Value], str]] = [(Recurrence, key), *((Task, t.id) for t in self._ahead(key))]
        self._do(Verb.DELETE_SERIES, was.title, Change(drops=tuple(drops)))

    def skip_day(self, key: str, day: date) -> None:
        """Take one day of the rule out; its task goes. Raises `Invalid` when that was begun."""
        was, task = self.recurrence(key), self.ledger.table(Task).get(task_id(key, day))
        if task is not None and not self._unbegun(task):
            raise Invalid("series", "begun", task.title)
        drops = ((Task, task.id),) if task is not None else ()
        self._do(Verb.SKIP_DAY, was.title, Change((skipping(was, day),), drops))

    def _keep(
        self, verb: Verb, new: Recurrence, puts: tuple[Value, ...], drops: Iterable[tuple[type[Value], str]] = ()
    ) -> Recurrence:
        """Keep a recurrence with what it makes now, as one thing to undo."""
        made = self._made(new)
        self._do(verb, new.title, Change((made.recurrence, *puts, *made.tasks), tuple(drops)))
        return made.recurrence

    def _followed(self, was: Recurrence, new: Recurrence, *, open_too: bool) -> Change:
        """Return how the open tasks of a recurrence change with it: those ahead its days, all what else is asked."""
        fresh = {f: getattr(new, f) for f in _FIELDS if open_too and getattr(new, f) != getattr(was, f)}
        ahead = {t.id for t in self._ahead(new.id)} if new.rule != was.rule else set()
        puts: list[Value] = []
        drops: list[tuple[type[Value], str]] = []
        for task in self.open_in(new.id):
            if task.id in ahead and self._due_of(new, task) is None:
                drops.append((Task, task.id))
                continue
            if "client" in fresh:
                self._bring_times(task.id)
                task = self.ledger.get(Task, task.id)  # noqa: PLW2901 - it knows its times now
            changed = replace(task, **fresh)
            if task.deadline is not None:
                zone, day, hour = self.settings.zone, task.deadline.day, task.deadline.hour(self.settings.zone)
                if task.id in ahead and self._due_of(was, task) == day:
                    day = self._due_of(new, task) or day
                if open_too and new.hour != was.hour:
                    hour = new.hour
                if (day, hour) != (task.deadline.day, task.deadline.hour(zone)):
                    changed = replace(changed, deadline=Deadline.on(day, hour, zone))
            if changed != task:
                puts += tasks.edited(changed, self.ledger).puts
        return Change(tuple(puts), tuple(drops))

    def _ahead(self, key: str) -> list[Task]:
        """Return the tasks of a recurrence that are due after today, and that nobody began."""
        found = self.open_in(key)
        return [t for t in found if t.deadline and t.deadline.day > self.today and self._unbegun(t)]

    def _unbegun(self, task: Task) -> bool:
        worked = any(e.task == task.id for e in self.ledger.table(Entry).values())
        running = self.focus is not None and self.focus.task == task.id
        return task.open and task.status is Status.TODO and not (worked or running or task.worked_before)

    def _due_of(self, recurrence: Recurrence, task: Task) -> date | None:
        """Return when a task is due by the rule, None when the rule does not have its day."""
        day = task.series_on or self.today
        found = self._days(recurrence, day - FARTHEST, day + FARTHEST)
        return next((due for own, due in found if own == day), None)

    def _taken_back(self, done: Done) -> Change:
        """Return what undoes a verb; with a recurrence goes what it made since and nobody began."""
        inverse = super()._taken_back(done)
        keys = {key for kind, key in inverse.drops if kind is Recurrence}
        if not keys:
            return inverse
        found = (t for t in self.ledger.table(Task).values() if t.series in keys and self._unbegun(t))
        since = tuple((Task, t.id) for t in found if (Task, t.id) not in inverse.drops)
        return replace(inverse, drops=(*inverse.drops, *since))

    # -- the turn of the day ---------------------------------------------------------------------

    def make_recurring(self) -> tuple[Made, ...]:
        """Make the tasks that fell due, and those that show ahead; return what made any. Raises `StorageFailed`.

        It can be done at any time and as often as wanted: no day of a rule is made twice.
        """
        found = [self._made(r) for r in self.recurrences() if not r.paused]
        changed = [m for m in found if m.recurrence != self.recurrence(m.recurrence.id)]
        if changed:
            puts: list[Value] = []
            for made in changed:
                puts += (made.recurrence, *made.tasks)
            self._quietly(Change(tuple(puts)))
        return tuple(m for m in changed if m.tasks)

    def _made(self, recurrence: Recurrence) -> Made:
        """Return what a recurrence makes now, and itself with how far it was looked at."""
        today, until = self.today, recurrence.made_until
        begin = today if until is None else max(until + ONE_DAY, today - CATCH_UP)
        end = today + timedelta(days=recurrence.lead_days)
        client = self.ledger.table(Client).get(recurrence.client or "")
        over = recurrence.rule.until is not None and recurrence.rule.until + FARTHEST < begin
        if recurrence.paused or over:
            return Made(recurrence)
        if recurrence.client is not None and (client is None or client.state is not ClientState.ACTIVE):
            return Made(replace(recurrence, made_until=max(until or today, today)))
        found = [
            (day, due) for day, due in self._days(recurrence, begin, end) if day not in recurrence.skipped
        ]
        fallen = [pair for pair in found if pair[1] <= today]
        missed = len(fallen) - 1 if recurrence.rule.every in DAILY and fallen else 0
        new = (self._task_of(recurrence, day, due) for day, due in found[missed:])
        made = tuple(task for task in new if not self._was_made(task, recurrence.lead_days))
        return Made(replace(recurrence, made_until=max(until or end, end)), made, missed if made else 0)

    def _days(self, recurrence: Recurrence, begin: date, end: date) -> Iterator[tuple[date, date]]:
        return days(recurrence.rule, begin, end, self.settings.hours, self.settings.holiday_zone)

    def _task_of(self, recurrence: Recurrence, day: date, due: date) -> Task:
        return Task(
            id=task_id(recurrence.id, day), title=recurrence.title, client=recurrence.client,
            category=recurrence.category, estimate_min=recurrence.estimate_min, priority=recurrence.priority,
            note=recurrence.note, deadline=Deadline.on(due, recurrence.hour, self.settings.zone),
            created=self.clock(), series=recurrence.id, series_on=day,
        )

    def _was_made(self, task: Task, lead_days: int) -> bool:
        """Return whether a task is on the desk, or may lie in a month it can have been closed in."""
        if task.id in self.ledger.table(Task):
            return True
        day = task.deadline.day if task.deadline else self.today
        since = month_of(min(day, self.today) - timedelta(days=lead_days))
        months = (m for m in self.past.months() if m >= since and m not in self._unwritable)
        return any(self._archive.mentions(month, task.id) for month in months)

    @property
    def _yesterday(self) -> date:
        return self.today - ONE_DAY


def skipping(recurrence: Recurrence, day: date) -> Recurrence:
    """Return a recurrence that has a day no more."""
    return replace(recurrence, skipped=tuple(sorted({*recurrence.skipped, day})))
