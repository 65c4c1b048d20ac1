"""What can honestly be told to one client about one day or week. Facts only; `tui.letters` has the words."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from pupitre.calendar import add_working_days, is_working_day
from pupitre.client import Client, Frequency, Language, ReportPlan
from pupitre.clock import day_bounds, instant
from pupitre.dossier import Dossier
from pupitre.due import By, read_by, weekly_day
from pupitre.entry import Entry, Origin, minutes_of
from pupitre.rounding import billed_by_task
from pupitre.sections import Period, Sections, as_of, coming, known_by, of_delivery, sorted_tasks
from pupitre.settings import Settings
from pupitre.shelf import Month
from pupitre.task import Status, Task
from pupitre.value import Struct, replace
from pupitre.wording import Wording

WEEK = timedelta(days=7)


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
    EML = "eml"
    MAILBOX = "mailbox"
    SENT = "sent"


class Report(Struct, frozen=True, kw_only=True):
    """Her version of the draft for one client and one local day, and how it left; `body` None is not edited.

    `span` None is what the client is used to. `drafted` is the computed text that her version started from: when it
    differs from today's, facts changed. `accepted` are the marks of what the guard found and she lets out; `left` is
    the mark of the text that left last. A mark tells what it is of to nobody.
    """

    id: str
    client: str
    day: date
    span: Span | None = None
    subject: str | None = None
    body: str | None = None
    drafted: str = ""
    history: tuple[tuple[datetime, Sent], ...] = ()
    accepted: tuple[str, ...] = ()
    left: str = ""

    @staticmethod
    def key(client: str, day: date, span: Span | None = None) -> str:
        """Return the id of the report of a client for a day; another span than the usual one is another report."""
        return ":".join(filter(None, (client, day.isoformat(), span)))


class Fact(Struct, frozen=True):
    """One task as the client may read it: exact minutes, minutes as agreed, and notes of typed entries."""

    task: Task
    minutes: int
    rounded: int
    notes: tuple[str, ...]


class Allowance(Struct, frozen=True):
    """Hours sold in advance, in minutes: what was sold, and what is used at the end of the period.

    `carried` came from the months before: unused hours, or a debt as a negative number.
    """

    sold: int
    used: int
    carried: int = 0

    @property
    def left(self) -> int:
        """Minutes left, negative when overrun."""
        return self.sold + self.carried - self.used


class Facts(Struct, frozen=True):
    """All that a report of `first`..`last` may say. It is built from the dossier of `client` alone.

    `in_progress` was begun and is not due yet; `coming` is promised for the next working day, after a week for the
    week that follows, what is due first comes first. `unread` is a closed month
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
    in_progress: tuple[Fact, ...] = ()

    @property
    def undelivered(self) -> bool:
        """Whether it was to be a delivery, and nothing was delivered."""
        return self.span is Span.DELIVERY and not self.done

    @property
    def told_as(self) -> Span:
        """Which text it is told in: a delivery of nothing would be untrue, the day is told instead."""
        return Span.DAY if self.undelivered else self.span

    @property
    def weekly(self) -> bool:
        """Whether it covers a week."""
        return self.span is Span.WEEK

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.worth_telling or self.waiting)

    @property
    def worth_telling(self) -> bool:
        """Whether anything happened: what only goes on waiting is no news."""
        return bool(self.done or self.in_progress or self.unfinished or self.out_of_scope or self.minutes)

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


def usual_span(client: Client, day: date, settings: Settings) -> Span:
    """Return what a client is used to: for a weekly client, the whole week on the day its report is due.

    One that hears at delivery is used to a delivery on days when something was finished: see `facts`.
    """
    weekly = client.report.frequency is Frequency.WEEKLY and weekly_day(client.report, day, settings) == day
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
    usual = span or usual_span(client, day, settings)
    begin, end = _bounds(day, usual, settings)
    dossier = replace(dossier, tasks=tuple(as_of(t, end) for t in dossier.tasks))
    entries = [e for e in dossier.entries if begin <= e.start < end]
    finished = {t.id for t in dossier.tasks if t.done_at is not None and begin <= t.done_at < end}
    if span is None and client.report.frequency is Frequency.ON_DELIVERY and finished:
        usual = Span.DELIVERY
    over = _covered(client.report, day, usual, settings)
    parts = sorted_tasks(dossier, over, {e.task for e in entries})
    if usual is Span.DELIVERY and finished:
        parts = of_delivery(parts, dossier, over, {e.task for e in dossier.entries if e.start < end})
        entries = [e for e in entries if e.task in finished]
    else:
        parts["coming"] = coming(parts, dossier, _ahead(over.last, usual, settings), over)
    rounded = billed_by_task(entries, client.billing.rounding, settings.zone, settings.day_start)
    told = _told(parts, entries, rounded, over)
    return Facts(
        client, over.first, over.last, told["done"], told["unfinished"], told["waiting"], told["out_of_scope"],
        minutes_of(entries), sum(rounded.values()), left, usual, unread, told.get("coming", ()),
        in_progress=told["in_progress"],
    )


def _told(
    parts: Sections, entries: Sequence[Entry], rounded: Mapping[str | None, int], over: Period,
) -> dict[str, tuple[Fact, ...]]:
    """Return the facts of each part, in the order in which they are told."""

    def fact(task: Task) -> Fact:
        mine = [e for e in entries if e.task == task.id]
        notes = tuple(dict.fromkeys(e.note for e in mine if e.note and e.origin is Origin.TYPED))
        return Fact(known_by(task, over), minutes_of(mine), rounded.get(task.id, 0), notes)

    def at(found: Fact) -> datetime:
        due = found.task.promise(over.zone, over.end_of_day)
        return due.moment(over.zone, over.end_of_day) if due else over.end

    told = {
        name: sorted(map(fact, tasks), key=lambda f: (f.task.done_at or over.end, -f.rounded, f.task.created))
        for name, tasks in parts.items()
    }
    told.get("coming", []).sort(key=at)
    return {name: tuple(found) for name, found in told.items()}


def _bounds(day: date, span: Span, settings: Settings) -> tuple[datetime, datetime]:
    first, last = period(day, span)
    zone, day_start = settings.zone, settings.day_start
    return day_bounds(first, zone, day_start)[0], day_bounds(last, zone, day_start)[1]


def _covered(plan: ReportPlan, day: date, span: Span, settings: Settings) -> Period:
    """Return what a report covers.

    What was asked outside the agreement after the hour at which the report before was due could not be in it, and is
    told in that of the next working day too; a delivery tells what was asked in the week before it.
    """
    first, last = period(day, span)
    begin, end = _bounds(day, span, settings)
    asked = begin
    if span is Span.DELIVERY:
        asked = begin - WEEK
    elif (hour := (read_by(plan.send_by) or By()).hour) is not None and is_working_day(
        last, settings.hours, settings.holiday_zone
    ):
        weekly = span is Span.WEEK and plan.frequency is Frequency.WEEKLY
        before = (
            weekly_day(plan, first - timedelta(days=1), settings) if weekly
            else add_working_days(first, -1, settings.hours, settings.holiday_zone)
        )
        asked = min(begin, instant(before, hour, settings.zone)) if before else begin
    return Period(first, last, begin, end, asked, settings.zone, settings.end_of_day)


def _ahead(last: date, span: Span, settings: Settings) -> tuple[date, date]:
    """Return the days of which a report says what is promised."""
    if span is Span.WEEK:
        return last + timedelta(days=1), last + timedelta(days=13 - last.weekday())
    following = add_working_days(last, 1, settings.hours, settings.holiday_zone)
    return following, following
