"""The end of a day: what it still asks for, step by step, and the few things that are said of it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from pupitre.calendar import add_working_days, is_working_day
from pupitre.client import Client
from pupitre.clock import day_bounds, instant
from pupitre.due import wanted_on
from pupitre.owing import DAY, Owing
from pupitre.ports import Change
from pupitre.report import Step
from pupitre.ritual import MOST, Evening, Stage
from pupitre.statement import Alert
from pupitre.strip import Part, Segment
from pupitre.task import Status, Task
from pupitre.value import Struct, replace
from pupitre.verbs import Verb
from pupitre.views import live_entries, pressing_key

SHORTEST = timedelta(minutes=10)
"""A shorter gap is not asked about: nobody remembers it, and hers are slices of a quarter of an hour."""

TAKEN_UP = timedelta(minutes=30)
"""An evening that is looked at later than this after it was begun is begun anew: what lay between is asked about."""

ANSWERED = timedelta(days=7)
"""How long an answer is kept: the report of a week must know it."""


class Under(StrEnum):
    """What may still run at the end of a day."""

    INTERRUPTION = "interruption"
    SESSION = "session"
    PAUSE = "pause"


class Draft(Struct, frozen=True):
    """The report of one client for today: `wanted` by its rhythm, and the days it has heard nothing, if too many.

    One that is `empty` has nothing to tell, and stands there for its silence alone. `alerts` are those of its hours.
    """

    client: Client
    step: Step
    wanted: bool
    silent: int | None = None
    empty: bool = False
    alerts: tuple[Alert, ...] = ()


Item = Under | Segment | Task | Draft
"""One thing a step asks about."""


class Evenings(Owing):
    """A desk that can be closed for the day.

    An evening is of `today` alone: one that was left open when the next day begins is simply over, and nothing asks
    for it again. Closing forbids nothing: what is worked after it is shown as such.
    """

    # -- what is left ----------------------------------------------------------------------------

    @property
    def evening(self) -> Evening:
        """What was said of today's end so far."""
        found = Evening.of(self.today)
        return self.ledger.table(Evening).get(found.id, found)

    @property
    def stage(self) -> Stage | None:
        """The first step that asks for something and was not passed; None once the day is closed."""
        evening = self.evening
        if evening.closed_at is not None:
            return None
        asked = (s for s in Stage if s not in evening.skipped and any(self.asks(i) for i in self.left(s)))
        return next(asked, Stage.TOMORROW)

    @staticmethod
    def asks(item: Item) -> bool:
        """Return whether an item still asks for something: a draft that left, or is not due, does not."""
        return not isinstance(item, Draft) or (item.wanted and item.step in {Step.TO_COMPLETE, Step.READY})

    def left(self, stage: Stage) -> tuple[Item, ...]:
        """Return what a step is about now: of the reports all, of the rest what is not answered yet."""
        found: dict[Stage, Callable[[], Iterable[Item]]] = {
            Stage.RUNNING: self._under_way, Stage.TIMES: self._untold_times, Stage.TASKS: self._unfinished,
            Stage.REPORTS: self._drafts, Stage.TOMORROW: self._for_tomorrow,
        }
        return tuple(found[stage]())

    def open_of(self, stage: Stage) -> int:
        """Return how many things a step still asks for."""
        return sum(self.asks(item) for item in self.left(stage))

    def _under_way(self) -> Iterator[Under]:
        if self.interruption is not None:
            yield Under.INTERRUPTION
        if self.focus is not None:
            yield Under.SESSION
        if self.pause_under_way is not None:
            yield Under.PAUSE

    def _untold_times(self) -> Iterator[Item]:
        answered = self.evening.answered
        yield from (gap for gap in self._gaps() if gap.key not in answered)
        timed, of_today = {e.task for e in self._entries}, self._is_today()
        for task in self.ledger.table(Task).values():
            if of_today(task.done_at) and task.client and task.id not in timed and task.id not in answered:
                yield task

    def _gaps(self) -> Iterator[Segment]:
        """Yield the gaps of today's strip as far as they lie in her hours, the short ones left out."""
        own, today = self.settings, self.today
        if not is_working_day(today, own.hours, own.holiday_zone):
            return
        gaps = list(self._before_evening())
        for begins, ends in own.working_hours:
            first = instant(today, begins, own.zone)
            last = instant(today if ends > begins else today + DAY, ends, own.zone)
            for gap in gaps:
                start, end = max(gap.start, first), min(gap.end, last)
                if end - start >= SHORTEST:
                    yield replace(gap, start=start, end=end, key=f"gap:{start.isoformat()}")

    def _before_evening(self) -> Iterator[Segment]:
        """Yield the gaps of today's strip as far as they lie before the evening, whose minutes nobody asks for."""
        begun, closed, now = self.evening.begun_at, self.evening.closed_at, self.clock()
        for gap in self.strip(self.today):
            if gap.part is Part.GAP:
                # Where work followed what was only looked at, the gap before that work counts.
                cuts = (begun if gap.end >= (closed or now) else None, closed)
                yield replace(gap, end=min((gap.end, *(at for at in cuts if at is not None))))

    def _unfinished(self) -> Iterator[Task]:
        worked, today = {e.task for e in self._entries}, self.today
        everything = self.ledger.table(Task).values()
        concerned = (t for t in everything if t.id in worked or (t.due is not None and t.due.day <= today))
        yield from self._pressing_first(t for t in concerned if _owes_a_word(t, today))

    def _pressing_first(self, tasks: Iterable[Task]) -> list[Task]:
        return sorted(tasks, key=pressing_key(self.ledger))

    def _drafts(self) -> Iterator[Draft]:
        signs, low = self._signs(), {client.id: told for client, told in self.alerts()}
        spans = {c.id: None for c in self.clients() if c.id in signs}
        told = {f.client.id: f for f in self.facts_of(spans, self.today)}
        found = []
        for client in self.clients():
            silent, facts = self.without_news(client), told.get(client.id)
            if facts is not None and facts.worth_telling:
                wanted = wanted_on(client.report, self.today, self.settings, signs[client.id])
                found.append(Draft(client, self.step(facts), wanted, silent, alerts=low.get(client.id, ())))
            elif silent is not None:
                found.append(Draft(client, Step.READY, wanted=False, silent=silent, empty=True))
        yield from sorted(found, key=lambda d: (not d.wanted, d.step not in {Step.TO_COMPLETE, Step.READY}))

    def _for_tomorrow(self) -> Iterator[Task]:
        """Yield the open tasks that can be worked on, what is due first at the top."""
        everything = self.ledger.table(Task).values()
        yield from self._pressing_first(
            t for t in everything if t.open and t.status is not Status.WAITING and not t.out_of_scope
        )

    # -- what is said ----------------------------------------------------------------------------

    def begin_evening(self) -> None:
        """Note that her evening begins, unless it did not long ago."""
        evening, now = self.evening, self.clock()
        begun = evening.begun_at
        if evening.closed_at is None and (begun is None or not begun <= now < begun + TAKEN_UP):
            self._quietly(self._with(replace(evening, begun_at=now)))

    def skip_step(self, stage: Stage) -> None:
        """Let a step pass, whatever is left in it."""
        evening = self.evening
        self._say(Verb.SKIP_STEP, "", replace(evening, skipped=tuple(dict.fromkeys((*evening.skipped, stage)))))

    def leave_as_is(self, item: Segment | Task) -> None:
        """Note that a gap was no work, or that nothing is to be noted for a finished task."""
        evening = self.evening
        key, subject = (item.id, item.title) if isinstance(item, Task) else (item.key, "")
        self._say(Verb.LEAVE_AS_IS, subject, replace(evening, answered=(*evening.answered, key)))

    def choose_three(self, tasks: Iterable[str]) -> None:
        """Keep what she has chosen for tomorrow so far, at most three."""
        self._say(Verb.CHOOSE_THREE, "", replace(self.evening, three=tuple(dict.fromkeys(tasks))[:MOST]))

    def close_day(self, tasks: Iterable[str] | None) -> None:
        """Close the day, with the tasks of tomorrow in her order; None skips that step."""
        three, evening = tuple(dict.fromkeys(tasks or ()))[:MOST], self.evening
        skipped = evening.skipped if tasks is not None else (*evening.skipped, Stage.TOMORROW)
        closed = replace(evening, three=three, skipped=tuple(dict.fromkeys(skipped)), closed_at=self.clock())
        self._say(Verb.CLOSE_DAY, "", closed)

    def _say(self, verb: Verb, subject: str, evening: Evening) -> None:
        self._do(verb, subject, self._with(evening))

    def _with(self, evening: Evening) -> Change:
        """Return the change that keeps an evening, of the earlier ones the last, and those of a week with answers.

        The three of the last one are today's.
        """
        before = sorted((e for e in self.ledger.table(Evening).values() if e.day < evening.day), key=lambda e: e.day)
        over = [e for e in before[:-1] if not e.answered or e.day <= evening.day - ANSWERED]
        return Change((evening,), tuple((Evening, e.id) for e in over))

    # -- what it comes to ------------------------------------------------------------------------

    def chosen_tomorrow(self) -> tuple[Task, ...]:
        """Return the tasks chosen for tomorrow that are still open."""
        return self._still_open(self.evening.three or ())

    def three(self) -> tuple[Task, ...]:
        """Return the tasks chosen last evening for today, those still open; they hold until the next working day."""
        own, today = self.settings, self.today
        earlier = (e for e in self.ledger.table(Evening).values() if e.day < today)
        before = max(earlier, key=lambda e: e.day, default=None)
        if before is None or add_working_days(before.day, 1, own.hours, own.holiday_zone) < today:
            return ()
        return self._still_open(before.three or ())

    def _still_open(self, keys: Iterable[str]) -> tuple[Task, ...]:
        tasks = self.ledger.table(Task)
        return tuple(tasks[key] for key in keys if key in tasks and tasks[key].open)

    def worked_after_closing(self) -> timedelta:
        """Return the time worked today since the day was closed."""
        closed = self.evening.closed_at
        if closed is None:
            return timedelta()
        begin, end = day_bounds(self.today, self.settings.zone, self.settings.day_start)
        parts = [(max(e.start, closed, begin), min(e.end, end)) for e in live_entries(self.ledger, self.clock())]
        return sum((b - a for a, b in parts if b > a), timedelta())


def _owes_a_word(task: Task, today: date) -> bool:
    """Tell whether a task that was due or worked on is not finished, and why or what comes next is not said."""
    if not task.open or task.out_of_scope:
        return False
    if task.status is Status.WAITING:
        return task.due is not None and task.due.day <= today
    ahead = bool(task.next_text) or (task.next_on is not None and task.next_on.day > today)
    return not (task.reason and ahead)
