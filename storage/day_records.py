"""The records of her days in the exchange format: pauses, what she answered, absences, reports, evenings."""

from datetime import date, tzinfo

from msgspec import Struct

from pupitre.absence import Absence, Why
from pupitre.breaks import Break, BreakAnswer
from pupitre.errors import Invalid
from pupitre.report import Report, Sent, Span
from pupitre.ritual import Evening, Stage
from pupitre.tasks import EARLIEST_YEAR, LATEST_YEAR
from pupitre.text import clean_line, clean_text
from storage.billing_records import Count
from storage.local_times import day_in, instant_in, local_text

LONGEST = 200_000
"""Characters that the text of a report may have."""


class BreakRecord(Struct, omit_defaults=True):
    """A pause she took; the one she is in now stays with the session that runs."""

    id: str
    start: str
    end: str
    planned_min: Count = 5


class BreakAnswerRecord(Struct, omit_defaults=True):
    """What she answered to a proposed pause."""

    id: str
    at: str
    minutes: Count = 0


class AbsenceRecord(Struct, omit_defaults=True):
    """A stretch of a session that is not counted."""

    id: str
    start: str
    end: str
    task: str | None = None
    client: str | None = None
    why: Why = Why.AWAY
    asked: bool = False


class ReportRecord(Struct, omit_defaults=True):
    """Her version of a report, and how it left."""

    client: str
    day: str
    span: Span | None = None
    subject: str | None = None
    body: str | None = None
    drafted: str = ""
    history: list[tuple[str, Sent]] = []
    accepted: list[str] = []
    left: str = ""

    @property
    def id(self) -> str:
        """Its id is made of what it is about."""
        return ":".join(filter(None, (self.client, self.day, self.span)))


class EveningRecord(Struct, omit_defaults=True):
    """What she said at the end of a day."""

    day: str
    skipped: list[Stage] = []
    answered: list[str] = []
    three: list[str] | None = None
    begun_at: str | None = None
    closed_at: str | None = None

    @property
    def id(self) -> str:
        """Its id is its day."""
        return self.day


def pause(record: BreakRecord, zone: tzinfo) -> Break:
    """Return a pause. Raises `Invalid`."""
    start, end = instant_in(record.start, "start", zone), instant_in(record.end, "end", zone)
    if end < start:
        raise Invalid("end", "order", record.end)
    return Break(id=record.id, start=start, end=end, planned_min=record.planned_min)


def from_pause(value: Break, zone: tzinfo) -> BreakRecord:
    """Return the record of a pause that is over."""
    end = value.start if value.end is None else value.end
    return BreakRecord(value.id, local_text(value.start, zone), local_text(end, zone), value.planned_min)


def answer(record: BreakAnswerRecord, zone: tzinfo) -> BreakAnswer:
    """Return an answer. Raises `Invalid`."""
    return BreakAnswer(id=record.id, at=instant_in(record.at, "at", zone), minutes=record.minutes)


def from_answer(value: BreakAnswer, zone: tzinfo) -> BreakAnswerRecord:
    """Return the record of an answer."""
    return BreakAnswerRecord(value.id, local_text(value.at, zone), value.minutes)


def absence(record: AbsenceRecord, zone: tzinfo) -> Absence:
    """Return an absence. Raises `Invalid`."""
    start, end = instant_in(record.start, "start", zone), instant_in(record.end, "end", zone)
    if end < start:
        raise Invalid("end", "order", record.end)
    return Absence(id=record.id, start=start, end=end, task=record.task, client=record.client, why=record.why,
                   asked=record.asked)


def from_absence(value: Absence, zone: tzinfo) -> AbsenceRecord:
    """Return the record of an absence."""
    return AbsenceRecord(value.id, local_text(value.start, zone), local_text(value.end, zone), value.task,
                         value.client, value.why, value.asked)


def report(record: ReportRecord, zone: tzinfo) -> Report:
    """Return her version of a report. Raises `Invalid`."""
    for field, text in (("body", record.body or ""), ("drafted", record.drafted)):
        if len(text) > LONGEST:
            raise Invalid(field, "range", str(len(text)))
    day = _day(record.day)
    return Report(
        id=Report.key(record.client, day, record.span), client=record.client, day=day, span=record.span,
        subject=None if record.subject is None else clean_line(record.subject),
        body=None if record.body is None else clean_text(record.body), drafted=clean_text(record.drafted),
        history=tuple((instant_in(at, "history", zone), how) for at, how in record.history),
        accepted=tuple(map(clean_line, record.accepted)), left=clean_line(record.left),
    )


def from_report(value: Report, zone: tzinfo) -> ReportRecord:
    """Return the record of a report."""
    return ReportRecord(
        value.client, value.day.isoformat(), value.span, value.subject, value.body, value.drafted,
        [(local_text(at, zone), how) for at, how in value.history], list(value.accepted), value.left,
    )


def evening(record: EveningRecord, zone: tzinfo) -> Evening:
    """Return an evening. Raises `Invalid`."""
    day = _day(record.day)
    return Evening(
        id=Evening.of(day).id, day=day, skipped=tuple(record.skipped), answered=tuple(record.answered),
        three=None if record.three is None else tuple(record.three),
        begun_at=None if record.begun_at is None else instant_in(record.begun_at, "begun_at", zone),
        closed_at=None if record.closed_at is None else instant_in(record.closed_at, "closed_at", zone),
    )


def from_evening(value: Evening, zone: tzinfo) -> EveningRecord:
    """Return the record of an evening."""
    begun, closed = (None if at is None else local_text(at, zone) for at in (value.begun_at, value.closed_at))
    return EveningRecord(value.day.isoformat(), list(value.skipped), list(value.answered),
                         None if value.three is None else list(value.three), begun, closed)


def _day(raw: str) -> date:
    day = day_in(raw, "day")
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise Invalid("day", "range", raw)
    return day
