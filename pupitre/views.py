"""What the desk looks like at an instant: read models made from the ledger and the past, nothing of their own."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from pupitre.breaks import Break, Stretch
from pupitre.chasing import to_chase
from pupitre.client import Client, ClientState
from pupitre.clock import day_bounds, instant, local_day
from pupitre.dossier import Cabinet, Dossier
from pupitre.entry import Entry, whole_minutes
from pupitre.errors import DamagedMonth
from pupitre.focus import Focus
from pupitre.interruption import Interruption
from pupitre.ledger import Ledger
from pupitre.past import Past
from pupitre.planning import OrderKey, order_key, pressing
from pupitre.prepaid import alerts, allowance, counted_since
from pupitre.report import Allowance, Facts, Span, facts, period, usual_span, wording_id
from pupitre.settings import Settings
from pupitre.shelf import Month, days_of
from pupitre.statement import Alert, Statement
from pupitre.statements import statement
from pupitre.steps import unfolded
from pupitre.task import Status, Task
from pupitre.value import Struct, replace
from pupitre.wording import Wording

OPEN = "interruption"
"""The id of the time of an open interruption, among the entries."""


class Board(Struct, frozen=True):
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


class ClientDay(Struct, frozen=True):
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
    for task in ledger.table(Task).values():
        if task.worked_before:
            totals[task.id] = task.worked_before
    for entry in live_entries(ledger, now):
        if entry.task is not None:
            totals[entry.task] += entry.length
    return {task: whole_minutes(length) for task, length in totals.items()}


def begun_minute(ledger: Ledger, now: datetime) -> dict[str, timedelta]:
    """Return what is worked of the minute under way on the task of the session, nothing while none runs."""
    focus = focus_of(ledger)
    if focus is None or focus.task is None or focus.running_since is None:
        return {}
    task = ledger.table(Task).get(focus.task)
    before = task.worked_before if task is not None else timedelta()
    worked = sum((e.length for e in live_entries(ledger, now) if e.task == focus.task), before)
    return {focus.task: worked % timedelta(minutes=1)}


def live_entries(ledger: Ledger, now: datetime) -> list[Entry]:
    """Return every entry on the desk; the running stretch of the session and an open interruption are two more."""
    entries = list(ledger.table(Entry).values())
    focus = focus_of(ledger)
    if focus is not None and focus.running_since is not None and focus.running_since < now:
        billable = focus.client is not None
        entries.append(
            Entry(id="live", task=focus.task, client=focus.client, start=focus.running_since, end=now,
                  billable=billable)
        )
    broke = open_interruption(ledger)
    if broke is not None and broke.last_seen is not None and broke.at < broke.last_seen:
        entries.append(Entry(id=OPEN, start=broke.at, end=broke.last_seen, billable=False))
    return entries


def open_interruption(ledger: Ledger) -> Interruption | None:
    """Return the interruption under way, if any."""
    return next((i for i in ledger.table(Interruption).values() if i.last_seen is not None), None)


def board(ledger: Ledger, now: datetime, client: str | None = None) -> Board:
    """Return the board of all clients, or of one."""
    settings = settings_of(ledger)
    pressing_first = pressing_key(ledger)
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
        columns[status].sort(key=pressing_first)
    columns[Status.WAITING].sort(key=lambda t: (t.pinned_at is None, not to_chase(t, today)))
    columns[Status.DONE].sort(key=lambda t: t.done_at or now, reverse=True)
    return Board(*(tuple(columns[s]) for s in (Status.TODO, Status.DOING, Status.WAITING, Status.DONE)))


def pressing_key(ledger: Ledger) -> Callable[[Task], OrderKey]:
    """Return the key that puts tasks of the desk in the order of the board: parts are pressed by their whole."""
    counted = {t.id: t for t in unfolded(ledger.table(Task).values())}
    moments = pressing(counted.values(), settings_of(ledger))
    return lambda task: order_key(counted[task.id], moments)


def deadlines(tasks: Iterable[Task], settings: Settings) -> tuple[Task, ...]:
    """Return the open tasks that have a date and are hers to do, the overdue and the nearest first."""
    dated = [
        (t.due.moment(settings.zone, settings.end_of_day), t)
        for t in tasks
        if t.due is not None and t.open and not t.out_of_scope
    ]
    return tuple(task for _, task in sorted(dated, key=lambda pair: (pair[0], pair[1].created)))


def entries_of_day(ledger: Ledger, day: date, now: datetime) -> list[Entry]:
    """Return the entries that began on a working day, in order."""
    settings = settings_of(ledger)
    begin, end = day_bounds(day, settings.zone, settings.day_start)
    return sorted((e for e in live_entries(ledger, now) if begin <= e.start < end), key=lambda e: e.start)


def end_of_work(entries: Iterable[Entry], day: date, settings: Settings) -> datetime:
    """Return when the work of a day ended, or the beginning of her hours when none is noted."""
    ends = [e.end for e in entries]
    if ends:
        return max(ends)
    begins = settings.working_hours[0][0] if settings.working_hours else settings.day_start
    return instant(day, begins, settings.zone)


def stretches(ledger: Ledger, now: datetime) -> list[Stretch]:
    """Return today's stretches of work, billable or not."""
    settings = settings_of(ledger)
    today = local_day(now, settings.zone, settings.day_start)
    return [(e.start, e.end) for e in entries_of_day(ledger, today, now)]


def by_client(ledger: Ledger, past: Past, now: datetime) -> tuple[ClientDay, ...]:
    """Return today's minutes by client, the longest first; time for nobody's account comes last.

    Hours whose months were not read yet, or cannot be, are left out: see `hours_left`.
    """
    settings = settings_of(ledger)
    today = local_day(now, settings.zone, settings.day_start)
    totals: dict[str | None, timedelta] = defaultdict(timedelta)
    for entry in entries_of_day(ledger, today, now):
        totals[entry.client] += entry.length
    clients = ledger.table(Client)
    rows = []
    for key, length in sorted(totals.items(), key=lambda item: (item[0] is None, -item[1])):
        client = clients.get(key) if key else None
        left = _known_hours(ledger, past, client, today, now) if client else None
        rows.append(ClientDay(client, whole_minutes(length), left))
    return tuple(rows)


def _known_hours(ledger: Ledger, past: Past, client: Client, today: date, now: datetime) -> Allowance | None:
    if months_to_read(ledger, past, client, today):
        return None
    try:
        return hours_left(ledger, past, client, today, now)
    except DamagedMonth:
        return None  # told where the month itself is asked for


def months_to_read(ledger: Ledger, past: Past, client: Client, last: date) -> tuple[Month, ...]:
    """Return the closed months that the hours of a client still wait for."""
    since = counted_since(client, last)
    return () if since is None else past.unread(client, since, last, settings_of(ledger))


def hours_left(ledger: Ledger, past: Past, client: Client, last: date, now: datetime) -> Allowance | None:
    """Return the state of a client's hours at the end of `last`. Raises `DamagedMonth`."""
    own = [e for e in live_entries(ledger, now) if e.client == client.id]
    settings = settings_of(ledger)
    return allowance(client, last, lambda since, until: past.used(client, since, until, own, settings))


def low_hours(ledger: Ledger, past: Past, now: datetime) -> tuple[tuple[Client, tuple[Alert, ...]], ...]:
    """Return the clients whose hours run low or end soon; those whose months were not read yet are left out."""
    settings = settings_of(ledger)
    today = local_day(now, settings.zone, settings.day_start)
    found = (
        (client, alerts(client, _known_hours(ledger, past, client, today, now), today))
        for client in ledger.table(Client).values() if client.state is not ClientState.CLOSED
    )
    return tuple((client, told) for client, told in found if told)


def statement_of(ledger: Ledger, past: Past, client: str, month: Month, now: datetime) -> Statement:
    """Return the statement of hours of one client: whole, or not at all.

    Raises:
        DamagedMonth: a month of that time, or of the hours sold in advance, cannot be read.
        Unknown: there is no such client.
        ValueError: that is no month.
    """
    who, settings, (first, last) = ledger.get(Client, client), settings_of(ledger), days_of(month)
    values = (*ledger.table(Task).values(), *live_entries(ledger, now), *past.around(first, last))
    today = local_day(now, settings.zone, settings.day_start)
    return statement(Dossier.of(who, values), month, settings, hours_left(ledger, past, who, last, now), today)


def facts_of(
    ledger: Ledger, past: Past, spans: Mapping[str, Span | None], day: date, now: datetime,
) -> Iterator[Facts]:
    """Yield what may be told to each of some clients: the only way from the desk and its past to a report.

    `spans` is what each report covers, None for what its client is used to. A report of today does without a month
    that cannot be read, and says so.

    Raises:
        DamagedMonth: a month of that time cannot be read.
        Unknown: there is no such client.
    """
    settings = settings_of(ledger)
    today = local_day(now, settings.zone, settings.day_start)
    known: dict[tuple[date, date], tuple[Cabinet, list[Month]]] = {}
    for client, span in spans.items():
        who = ledger.get(Client, client)
        first, last = period(day, span or usual_span(who, day, settings))
        if (first, last) not in known:
            lost: list[Month] = []
            before = past.around(first, last, lost if last >= today else None)
            values = (*ledger.table(Task).values(), *live_entries(ledger, now), *before)
            known[first, last] = Cabinet(values), lost
        cabinet, lost = known[first, last]
        left, unread = None, next(iter(lost), "")
        try:
            left = hours_left(ledger, past, who, last, now)
        except DamagedMonth as error:
            unread = error.month
        found = facts(cabinet.dossier(who), day, settings, left, unread, span)
        yield replace(found, wording=ledger.table(Wording).get(wording_id(who, found.told_as)))
