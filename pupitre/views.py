"""What the desk looks like at an instant: read models made from the ledger, with nothing of their own."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pupitre.breaks import Break, Reminder, Stretch, break_due
from pupitre.capacity import Capacity, capacity, risk_key
from pupitre.client import Client
from pupitre.clock import Clock, day_bounds, instant, local_day
from pupitre.entry import Entry, whole_minutes
from pupitre.focus import Focus
from pupitre.ledger import Ledger
from pupitre.phrases import Moment
from pupitre.quick import Understanding, understand
from pupitre.report import Allowance, Facts, Report, Sent, Step, allowance, facts
from pupitre.settings import Settings
from pupitre.task import Status, Task
from pupitre.tasks import in_order
from pupitre.unfinished import Typed, Unfinished


@dataclass(frozen=True, slots=True)
class Board:
    """The tasks of each column, what presses most first; `done` are those finished today, latest first."""

    todo: tuple[Task, ...]
    doing: tuple[Task, ...]
    waiting: tuple[Task, ...]
    done: tuple[Task, ...]

    def column(self, status: Status) -> tuple[Task, ...]:
        """Return the tasks of one column."""
        return {
            Status.TODO: self.todo, Status.DOING: self.doing, Status.WAITING: self.waiting, Status.DONE: self.done
        }[status]


@dataclass(frozen=True, slots=True)
class ClientDay:
    """The minutes of one client today, the running session included, and the state of its hours."""

    client: Client | None
    minutes: int
    allowance: Allowance | None


def settings_of(ledger: Ledger) -> Settings:
    """Return her settings, or the defaults."""
    return ledger.table(Settings).get("settings", Settings())


def focus_of(ledger: Ledger) -> Focus | None:
    """Return the session under way, if any."""
    return ledger.table(Focus).get("focus")


def running_break(ledger: Ledger) -> Break | None:
    """Return the pause under way, if any."""
    return next((b for b in ledger.table(Break).values() if b.end is None), None)


def worked_minutes(ledger: Ledger, now: datetime) -> dict[str, int]:
    """Return the minutes worked on each task since it exists."""
    totals: dict[str, timedelta] = defaultdict(timedelta)
    for entry in live_entries(ledger, now):
        if entry.task is not None:
            totals[entry.task] += entry.length
    return {task: whole_minutes(length) for task, length in totals.items()}


def live_entries(ledger: Ledger, now: datetime) -> list[Entry]:
    """Return every entry, with the running stretch of the session as one more that ends now."""
    entries = list(ledger.table(Entry).values())
    focus = focus_of(ledger)
    if focus is not None and focus.running_since is not None and focus.running_since < now:
        billable = focus.client is not None
        entries.append(
            Entry(id="live", task=focus.task, client=focus.client, start=focus.running_since, end=now,
                  billable=billable)
        )
    return entries


def board(ledger: Ledger, now: datetime, client: str | None = None) -> Board:
    """Return the board of all clients, or of one."""
    settings, worked = settings_of(ledger), worked_minutes(ledger, now)
    columns: dict[Status, list[Task]] = {status: [] for status in Status}
    today = local_day(now, settings.zone, settings.day_start)
    for task in ledger.table(Task).values():
        if client is not None and task.client != client:
            continue
        if task.open:
            columns[task.status].append(task)
        elif task.done_at is not None and local_day(task.done_at, settings.zone, settings.day_start) == today:
            columns[Status.DONE].append(task)
    for status in (Status.TODO, Status.DOING, Status.WAITING):
        columns[status].sort(key=lambda t: risk_key(t, worked, settings))
    columns[Status.DONE].sort(key=lambda t: t.done_at or now, reverse=True)
    return Board(*(tuple(columns[s]) for s in (Status.TODO, Status.DOING, Status.WAITING, Status.DONE)))


def deadlines(tasks: Iterable[Task], settings: Settings) -> tuple[Task, ...]:
    """Return the open tasks that have a date and are hers to do, the overdue and the nearest first."""
    dated = [
        (t.due.moment(settings.zone, settings.end_of_day), t)
        for t in tasks
        if t.open and t.due is not None and not t.out_of_scope
    ]
    return tuple(task for _, task in sorted(dated, key=lambda pair: (pair[0], pair[1].created)))


def entries_of_day(ledger: Ledger, day: date, now: datetime) -> list[Entry]:
    """Return the entries that began on a working day, in order."""
    settings = settings_of(ledger)
    begin, end = day_bounds(day, settings.zone, settings.day_start)
    return sorted((e for e in live_entries(ledger, now) if begin <= e.start < end), key=lambda e: e.start)


def end_of_work(ledger: Ledger, day: date, now: datetime) -> datetime:
    """Return when the work of a day ended, or the beginning of her hours when none is noted."""
    settings, entries = settings_of(ledger), entries_of_day(ledger, day, now)
    if entries:
        return max(e.end for e in entries)
    return instant(day, settings.working_hours[0][0], settings.zone)


def stretches(ledger: Ledger, now: datetime) -> list[Stretch]:
    """Return today's stretches of work, billable or not."""
    settings = settings_of(ledger)
    today = local_day(now, settings.zone, settings.day_start)
    return [(e.start, e.end) for e in entries_of_day(ledger, today, now)]


def by_client(ledger: Ledger, now: datetime) -> tuple[ClientDay, ...]:
    """Return today's minutes by client, the longest first; time for nobody's account comes last."""
    settings = settings_of(ledger)
    today = local_day(now, settings.zone, settings.day_start)
    totals: dict[str | None, timedelta] = defaultdict(timedelta)
    for entry in entries_of_day(ledger, today, now):
        totals[entry.client] += entry.length
    clients, entries = ledger.table(Client), live_entries(ledger, now)
    rows = []
    for key, length in sorted(totals.items(), key=lambda item: (item[0] is None, -item[1])):
        client = clients.get(key) if key else None
        own = [e for e in entries if client and e.client == client.id]
        left = allowance(client, own, today, settings) if client else None
        rows.append(ClientDay(client, whole_minutes(length), left))
    return tuple(rows)


def facts_of(ledger: Ledger, client: str, day: date, now: datetime) -> Facts:
    """Return what may be told to one client: the only way from the ledger to a report."""
    who = ledger.get(Client, client)
    tasks = [t for t in ledger.table(Task).values() if t.client == client]
    entries = [e for e in live_entries(ledger, now) if e.client == client]
    return facts(who, day, tasks, entries, settings_of(ledger))


class Looking:
    """All that can be asked of a desk; nothing here changes anything."""

    ledger: Ledger
    clock: Clock
    reminder: Reminder

    @property
    def settings(self) -> Settings:
        """Her settings."""
        return settings_of(self.ledger)

    @property
    def typed(self) -> Typed:
        """What was typed in forms and not saved."""
        found = self.ledger.table(Unfinished).get("unfinished")
        return found.typed() if found else {}

    @property
    def focus(self) -> Focus | None:
        """The session under way."""
        return focus_of(self.ledger)

    @property
    def pause_under_way(self) -> Break | None:
        """The pause that lasts."""
        return running_break(self.ledger)

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
        """Return a task. Raises `Unknown`."""
        return self.ledger.get(Task, key)

    def client(self, key: str) -> Client:
        """Return a client. Raises `Unknown`."""
        return self.ledger.get(Client, key)

    def clients(self) -> tuple[Client, ...]:
        """Return all clients in French alphabetical order."""
        return in_order(self.ledger.table(Client).values())

    def board(self, client: str | None = None) -> Board:
        """Return the board now."""
        return board(self.ledger, self.clock(), client)

    def capacity(self) -> Capacity:
        """Return what is promised for today against what is left of it."""
        now = self.clock()
        everything = self.ledger.table(Task).values()
        return capacity(everything, worked_minutes(self.ledger, now), now, self.settings)

    def understand(self, line: str) -> Understanding:
        """Read a typed line without adding anything."""
        return understand(line, self.clients(), self.moment)

    def facts(self, client: str, day: date) -> Facts:
        """Return what may be told to one client about a day."""
        return facts_of(self.ledger, client, day, self.clock())

    def report(self, client: str, day: date) -> Report:
        """Return her version of a report, or a blank one."""
        key = Report.key(client, day)
        return self.ledger.table(Report).get(key) or Report(id=key, client=client, day=day)

    def step(self, facts: Facts) -> Step:
        """Return how far the report of these facts is."""
        history = {sent for _, sent in self.report(facts.client.id, facts.last).history}
        if Sent.SENT in history:
            return Step.SENT
        if history - {Sent.TERMINAL}:
            return Step.COPIED
        return Step.TO_COMPLETE if facts.unexplained or facts.without_time else Step.READY

    def break_due(self) -> timedelta | None:
        """Return the work without a pause when one is due and none is under way, else None."""
        if self.pause_under_way is not None:
            return None
        now, settings = self.clock(), self.settings
        found = stretches(self.ledger, now)
        return break_due(found, now, settings.break_every, settings.real_break, self.reminder)
