"""All that can be asked of a desk: nothing here changes anything."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from pupitre import views
from pupitre.appointment import Appointment
from pupitre.audio import Ratio, estimated, ratio
from pupitre.breaks import Asking, Break, BreakAnswer, Heard, Reason, asking, next_asking
from pupitre.busy import Stretch, taken
from pupitre.capacity import Capacity, capacity
from pupitre.client import Client
from pupitre.clock import Clock, local_day
from pupitre.doubts import Doubt, doubts
from pupitre.entry import Entry
from pupitre.errors import DamagedMonth, Unknown
from pupitre.focus import Focus
from pupitre.history import History
from pupitre.interruption import Interruption
from pupitre.ledger import Ledger, V
from pupitre.past import Past, missing
from pupitre.phrases import Moment
from pupitre.planning import HORIZON, Planned, laid_out
from pupitre.ports import KINDS, Reading, Value
from pupitre.quick import Understanding, understand
from pupitre.report import Allowance, Facts, Report, Sent, Span, Step
from pupitre.ritual import Evening
from pupitre.settings import Settings
from pupitre.shelf import Month, month_of
from pupitre.silence import Occasion, Said, Silence
from pupitre.statement import Alert, Statement
from pupitre.steps import unfolded
from pupitre.task import Task
from pupitre.tasks import in_order
from pupitre.unfinished import Typed, Unfinished
from pupitre.value import replace

if TYPE_CHECKING:
    from pupitre.guard import Hit
    from pupitre.review import Review


class Looking:
    """A desk that is read, with the months that were closed."""

    def __init__(self, archive: Reading, clock: Clock) -> None:
        self.clock = clock
        self.ledger = Ledger(archive.load())
        self.past = Past(archive, self.ledger)
        self.missing: tuple[Month, ...] = missing(archive, self.ledger)
        self.proposed: tuple[datetime, Reason] | None = None
        self.returned_at: datetime | None = None
        self.history = History(self.past, self.ledger)

    @property
    def settings(self) -> Settings:
        """Her settings."""
        return views.settings_of(self.ledger)

    @property
    def typed(self) -> Typed:
        """What was typed in forms and not saved."""
        found = self.ledger.table(Unfinished).get("unfinished")
        return found.typed() if found else {}

    @property
    def focus(self) -> Focus | None:
        """The session under way."""
        return views.focus_of(self.ledger)

    @property
    def pause_under_way(self) -> Break | None:
        """The pause that lasts."""
        return views.running_break(self.ledger)

    @property
    def interruption(self) -> Interruption | None:
        """The interruption under way."""
        return views.open_interruption(self.ledger)

    @property
    def today(self) -> date:
        """The working day of now."""
        return local_day(self.clock(), self.settings.zone, self.settings.day_start)

    @property
    def moment(self) -> Moment:
        """The frame in which a date phrase is read now."""
        settings = self.settings
        return Moment(
            now=self.clock(), tz=settings.zone, hours=settings.hours, holiday_zone=settings.holiday_zone,
            end_of_day=settings.end_of_day,
        )

    def task(self, key: str) -> Task:
        """Return a task, of a closed month as well. Raises `Unknown`, or `DamagedMonth`."""
        return self._anywhere(Task, key)

    def _anywhere(self, kind: type[V], key: str) -> V:
        """Return a value of the desk or of a closed month. Raises `Unknown`, or `DamagedMonth`."""
        here = self.ledger.table(kind).get(key)
        if here is not None:
            return here
        before = self.past.find(kind, key)
        if before is None:
            raise Unknown(kind.__name__, key)
        return before[1]

    def client(self, key: str) -> Client:
        """Return a client. Raises `Unknown`."""
        return self.ledger.get(Client, key)

    def clients(self) -> tuple[Client, ...]:
        """Return all clients in French alphabetical order."""
        return in_order(self.ledger.table(Client).values())

    def board(self, client: str | None = None) -> views.Board:
        """Return the board now."""
        return views.board(self.ledger, self.clock(), client)

    def capacity(self) -> Capacity:
        """Return what is promised for today against what is left of it."""
        now = self.clock()
        everything = unfolded(self.ledger.table(Task).values())
        taken, worked = self.taken(now, now + timedelta(days=1)), views.worked_minutes(self.ledger, now)
        return capacity(everything, worked, now, self.settings, taken, views.begun_minute(self.ledger, now))

    def taken(self, begin: datetime, end: datetime) -> list[Stretch]:
        """Return the stretches that appointments take between two instants."""
        return taken(self.ledger.table(Appointment).values(), begin, end, self.settings)

    def laid_out(self) -> tuple[Planned, ...]:
        """Return her dated promises in the order of their deadlines, each with when it would be done."""
        now = self.clock()
        tasks = self.ledger.table(Task)
        held = self.taken(now, now + HORIZON)
        found = laid_out(unfolded(tasks.values()), views.worked_minutes(self.ledger, now), now, self.settings, held)
        return tuple(replace(each, task=tasks[each.task.id]) for each in found)

    def understand(self, line: str) -> Understanding:
        """Read a typed line without adding anything."""
        found = understand(line, self.clients(), self.moment)
        return found if found.audio_min is None else estimated(found, self.audio_ratio())

    def audio_ratio(self) -> Ratio:
        """Return her minutes of work for one of sound."""
        return ratio(*self.history.measured(self.today, self.clock()))

    def facts(self, client: str, day: date, span: Span | None = None) -> Facts:
        """Return what may be told to one client about a day, or what else it is to cover."""
        return next(self.facts_of({client: span}, day))

    def facts_of(self, spans: Mapping[str, Span | None], day: date) -> Iterator[Facts]:
        """Yield the same for some clients, each with what its report is to cover. Raises `DamagedMonth`."""
        return views.facts_of(self.ledger, self.past, spans, day, self.clock())

    def by_client(self) -> tuple[views.ClientDay, ...]:
        """Return today's minutes by client; hours whose months were not added up yet are left out."""
        return views.by_client(self.ledger, self.past, self.clock())

    def hours_left(self, client: Client) -> Allowance | None:
        """Return the state of a client's hours tonight. Raises `DamagedMonth`."""
        return views.hours_left(self.ledger, self.past, client, self.today, self.clock())

    def alerts(self) -> tuple[tuple[Client, tuple[Alert, ...]], ...]:
        """Return the clients whose hours run low or end soon, as far as their months were added up."""
        return views.low_hours(self.ledger, self.past, self.clock())

    def statement(self, client: str, month: Month) -> Statement:
        """Return the month of one client as it may be shown. Raises `DamagedMonth`, `Unknown`, or ValueError."""
        return views.statement_of(self.ledger, self.past, client, month, self.clock())

    def adding_up(self) -> Iterator[None]:
        """Add up the months that the hours of the clients need, one month a step; damaged ones are left out."""
        clients = self.clients()
        waiting = {m for c in clients for m in views.months_to_read(self.ledger, self.past, c, self.today)}
        for month in sorted(waiting, reverse=True):
            try:
                self.past.add_up(month, clients, self.settings)
            except DamagedMonth:
                continue  # the hours stay unknown, and the month is told of where it is asked for
            yield

    def entries_between(self, begin: datetime, end: datetime) -> list[Entry]:
        """Return the entries that touch a stretch of time, the running session included.

        Those of a month that cannot be read are left out: it never holds up today's work.
        """
        zone = self.settings.zone
        # An entry that began the day before may reach into this one.
        days = (begin - timedelta(days=1)).astimezone(zone).date(), end.astimezone(zone).date()
        before = [v for v in self.past.around(*days, []) if isinstance(v, Entry)]
        here = views.live_entries(self.ledger, self.clock())
        return [e for e in (*here, *before) if e.start < end and begin < e.end]

    def everything(self) -> Iterator[Value]:
        """Yield every value of the desk and of all closed months. Raises `DamagedMonth`."""
        for month in self.past.months():
            yield from self.past.values(month)
        for kind in KINDS:
            yield from self.ledger.table(kind).values()

    def review(self, first: date, last: date) -> "Review":
        """Return what some days were, for her alone; months that cannot be read are named in it."""
        from pupitre.review import review_of  # noqa: PLC0415 - one screen asks for it

        return review_of(self.ledger, self.past, first, last, self.clock())

    def doubts(self) -> tuple[Doubt, ...]:
        """Return the times on the desk that need a correction."""
        return tuple(doubts(self.ledger.table(Entry).values(), self.ledger.table(Client)))

    def report(self, client: str, day: date, span: Span | None = None) -> Report:
        """Return her version of a report, or a blank one. Raises `DamagedMonth`."""
        key = Report.key(client, day, span)
        found = self.ledger.table(Report).get(key)
        if found is None and day < self.today and month_of(day) in self.past.months():
            found = next((v for v in self.past.values(month_of(day)) if isinstance(v, Report) and v.id == key), None)
        return found or Report(id=key, client=client, day=day, span=span)

    def leaks(self, text: str, facts: Facts) -> "tuple[Hit, ...]":
        """Return what of others or private stands in a text for the client of these facts.

        Private notes of closed months are known around the days of the facts alone.
        """
        from pupitre.guard import hits  # noqa: PLC0415 - not needed for the first screen

        kinds = (Task, Entry, Interruption)
        values: list[Value] = [value for kind in kinds for value in self.ledger.table(kind).values()]
        values += self.past.around(facts.first, facts.last, [])
        return hits(text, facts.client, self.clients(), values, self.settings)

    def step(self, facts: Facts, span: Span | None = None) -> Step:
        """Return how far the report of these facts is; `span` None is what the client is used to."""
        history = {sent for _, sent in self.report(facts.client.id, facts.last, span).history}
        if Sent.SENT in history:
            return Step.SENT
        if history - {Sent.TERMINAL}:
            return Step.COPIED
        return Step.TO_COMPLETE if facts.unexplained or self.untimed(facts) else Step.READY

    def untimed(self, facts: Facts) -> tuple[Task, ...]:
        """Return the finished tasks of these facts whose time is still to be noted: not those that took none."""
        evenings = self.ledger.table(Evening).values()
        answered = {key for e in evenings if facts.first <= e.day <= facts.last for key in e.answered}
        return tuple(task for task in facts.without_time if task.id not in answered)

    def asking(self) -> Asking | None:
        """Return the pause to propose now, in silence as well; None in one or in a call, or when she wants none."""
        if self.pause_under_way is not None or self.interruption is not None:
            return None
        now, own = self.clock(), self.settings
        found = asking(views.stretches(self.ledger, now), now, own.break_rule, self._heard())
        wanted = own.remind_breaks or (found is not None and found.reason is Reason.HARD_CALL)
        return found if wanted else None

    def break_due(self) -> timedelta | None:
        """Return the work without a pause when one is to be proposed now, else None: in silence none is."""
        found = None if self.silent else self.asking()
        return found.worked if found else None

    def next_asking(self) -> datetime | None:
        """Return when a pause will be proposed if she works on, None when nothing was worked since the last one."""
        now = self.clock()
        return next_asking(views.stretches(self.ledger, now), now, self.settings.break_rule, self._heard())

    def _heard(self) -> Heard:
        done = (t.done_at for t in self.ledger.table(Task).values() if t.done_at is not None)
        return Heard(
            tuple(self.ledger.table(BreakAnswer).values()), tuple(self.ledger.table(Break).values()),
            max(done, default=None), self.proposed,
        )

    @property
    def silence(self) -> Silence | None:
        """The silence that was chosen, over or not, until it is ended."""
        return self.ledger.table(Silence).get("silence")

    @property
    def silent(self) -> bool:
        """Whether nothing is announced now."""
        silence = self.silence
        return silence is not None and silence.lasts(self.clock())

    def said(self, occasion: Occasion) -> Said | None:
        """Return when something was announced last."""
        return self.ledger.table(Said).get(occasion)
