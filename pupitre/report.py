"""What can honestly be told to one client about one day or week. Facts only; `tui.letters` has the words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from pupitre.calendar import add_working_days
from pupitre.client import Client, Frequency, Language, Mode
from pupitre.clock import day_bounds
from pupitre.dossier import Dossier
from pupitre.entry import Origin, minutes_of, rounded_by_task
from pupitre.sections import as_of, coming, delivered, known_by, of_delivery, sorted_tasks
from pupitre.settings import Settings
from pupitre.shelf import Month
from pupitre.task import Status, Task
from pupitre.wording import Wording


class Step(StrEnum):
    """How far a report is."""

    TO_COMPLETE = "to_complete"
    READY = "ready"
    COPIED = "copied"
    SENT = "sent"


class Span(StrEnum):
    """What a report covers: a day, the week up to a day, or what was delivered on a day."""

    DAY = "day"
    WEEK = "week"
    DELIVERY = "delivery"


class Sent(StrEnum):
    """The way a draft left Pupitre; only `SENT` is her word that the client has it.

    `COPIED` was read back from the clipboard; `TERMINAL` was handed to the terminal, and nobody knows.
    """

    COPIED = "copied"
    TERMINAL = "terminal"
    FILE = "file"
    MAIL = "mail"
    SENT = "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Her version of the draft for one client and one local day, and how it left; `body` None is not edited.

    `span` None is what the client is used to. `drafted` is the computed text that her version started from: when it
    differs from today's, facts changed.
    """

    id: str
    client: str
    day: date
    span: Span | None = None
    subject: str | None = None
    body: str | None = None
    drafted: str = ""
    history: tuple[tuple[datetime, Sent], ...] = ()

    @staticmethod
    def key(client: str, day: date, span: Span | None = None) -> str:
        """Return the id of the report of a client for a day; another span than the usual one is another report."""
        return ":".join(filter(None, (client, day.isoformat(), span)))


@dataclass(frozen=True, slots=True)
class Fact:
    """One task as the client may read it: exact minutes, minutes as agreed, and notes of typed entries."""

    task: Task
    minutes: int
    rounded: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Allowance:
    """Hours sold in advance, in minutes: what was sold, and what is used at the end of the period."""

    sold: int
    used: int

    @property
    def left(self) -> int:
        """Minutes left, negative when overrun."""
        return self.sold - self.used


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a report of `first`..`last` may say. It is built from the dossier of `client` alone.

    `coming` is promised for the next working day, after a week for the week that follows. `unread` is a closed month
    that cannot be read, so that the hours left are not known; `wording` is her own text for such a report.
    """

    client: Client
    first: date
    last: date
    done: tuple[Fact, ...]
    unfinished: tuple[Fact, ...]
    waiting: tuple[Fact, ...]
    out_of_scope: tuple[Fact, ...]
    minutes: int
    rounded: int
    allowance: Allowance | None
    span: Span = Span.DAY
    unread: Month = ""
    coming: tuple[Fact, ...] = ()
    wording: Wording | None = None

    @property
    def weekly(self) -> bool:
        """Whether it covers a week."""
        return self.span is Span.WEEK

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.done or self.unfinished or self.waiting or self.out_of_scope or self.minutes)

    @property
    def worth_telling(self) -> bool:
        """Whether anything happened: what only goes on waiting is no news."""
        return bool(self.done or self.unfinished or self.out_of_scope or self.minutes)

    @property
    def unexplained(self) -> tuple[Task, ...]:
        """The unfinished tasks whose reason or next date is still to be given; not those finished since.

        What is left of a delivery needs none before its day, unless it was begun.
        """
        return tuple(
            f.task for f in self.unfinished
            if f.task.status is not Status.DONE and self._owed(f.task)
            and not ((f.task.reason or f.task.came_back_at) and _has_next(f.task))
        )

    def _owed(self, task: Task) -> bool:
        due = task.due is not None and task.due.day <= self.last
        return self.span is not Span.DELIVERY or due or task.status is Status.DOING

    @property
    def without_time(self) -> tuple[Task, ...]:
        """The finished tasks on which no time was noted."""
        return tuple(f.task for f in self.done if f.minutes == 0)


def _has_next(task: Task) -> bool:
    return bool(task.next_on or task.next_text or task.dropped_at)


def usual_span(client: Client, day: date, working_days: Iterable[int]) -> Span:
    """Return what a client is used to: for a weekly client, the whole week on its last working day.

    One that hears at delivery is used to a delivery on days when something was finished: see `facts`.
    """
    weekly = client.report.frequency is Frequency.WEEKLY and day.weekday() == max(working_days, default=4)
    return Span.WEEK if weekly else Span.DAY


def period(day: date, span: Span) -> tuple[date, date]:
    """Return the first and the last day that a report covers; a week is what there is of it by `day`."""
    return (day - timedelta(days=day.weekday()) if span is Span.WEEK else day), day


def wording_id(client: Client, span: Span) -> str:
    """Return which text a client is written to with, such as `vous:day`."""
    return f"{client.language if client.language is Language.ENGLISH else client.register}:{span}"


def facts(
    dossier: Dossier, day: date, settings: Settings, left: Allowance | None = None, unread: Month = "",
    span: Span | None = None,
) -> Facts:
    """Return what may be told to the client of a dossier; `span` None is what it is used to."""
    client = dossier.client
    usual = span or usual_span(client, day, settings.working_days)
    first, last = period(day, usual)
    zone, day_start = settings.zone, settings.day_start
    begin, end = day_bounds(first, zone, day_start)[0], day_bounds(last, zone, day_start)[1]
    dossier = replace(dossier, tasks=tuple(as_of(t, end) for t in dossier.tasks))
    entries = [e for e in dossier.entries if begin <= e.start < end]
    parts = sorted_tasks(dossier, (first, last), (begin, end), {e.task for e in entries})
    if span is None and client.report.frequency is Frequency.ON_DELIVERY and delivered(parts["done"], begin):
        usual = Span.DELIVERY
    if usual is Span.DELIVERY:
        parts = of_delivery(parts, dossier, (begin, end))
        finished = {t.id for t in parts["done"]}
        entries = [e for e in entries if e.task in finished]
    ahead = _ahead(last, usual, settings)
    parts["coming"] = coming(parts, dossier, ahead, end) if ahead else []
    rounded = rounded_by_task(entries, client.billing.increment_min, zone, day_start)
    told: dict[str, tuple[Fact, ...]] = {}
    for section, tasks in parts.items():
        found = []
        for task in tasks:
            mine = [e for e in entries if e.task == task.id]
            notes = tuple(dict.fromkeys(e.note for e in mine if e.note and e.origin is Origin.TYPED))
            found.append(Fact(known_by(task, end), minutes_of(mine), rounded.get(task.id, 0), notes))
        told[section] = tuple(sorted(found, key=lambda f: (f.task.done_at or end, -f.rounded, f.task.created)))
    return Facts(
        client, first, last, told["done"], told["unfinished"], told["waiting"], told["out_of_scope"],
        minutes_of(entries), sum(rounded.values()), left, usual, unread, told["coming"],
    )


def _ahead(last: date, span: Span, settings: Settings) -> tuple[date, date] | None:
    """Return the days of which a report says what is promised, None when it says nothing of that."""
    if span is Span.DELIVERY:
        return None
    if span is Span.WEEK:
        return last + timedelta(days=1), last + timedelta(days=13 - last.weekday())
    following = add_working_days(last, 1, settings.hours, settings.holiday_zone)
    return following, following


def counted_since(client: Client, last: date) -> date | None:
    """Return the first day whose work is counted against the hours of a client, None when it has none.

    A month's hours begin anew with each calendar month; a pack without any date counts from the beginning.
    """
    if _sold(client) is None:
        return None
    return max(_start(client), last.replace(day=1)) if client.billing.mode is Mode.MONTHLY_HOURS else _start(client)


def allowance(client: Client, last: date, used: Callable[[date], int]) -> Allowance | None:
    """Return the state of a pack or of the month's hours at the end of `last`.

    `used` gives the rounded minutes from a day to `last`; what was used before `used_before_on` counts as the file
    or the sheet says.
    """
    sold, since = _sold(client), counted_since(client, last)
    if sold is None or since is None:
        return None
    before = client.billing.used_before_min or 0 if since == _start(client) else 0
    return Allowance(int(sold * 60), before + used(since))


def _start(client: Client) -> date:
    """Return the first day that is counted at all: a pack is not used before it was bought."""
    bill = client.billing
    bought = bill.bought_on if bill.mode is Mode.PACK else None
    return bill.used_before_on or bought or date.min


def _sold(client: Client) -> Decimal | None:
    bill = client.billing
    return {Mode.PACK: bill.pack_hours, Mode.MONTHLY_HOURS: bill.monthly_hours}.get(bill.mode)
