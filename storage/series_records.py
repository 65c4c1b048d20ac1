"""The record of a recurrence in the exchange format."""

from datetime import date, time

from msgspec import UNSET, Struct, UnsetType, field

from pupitre.errors import Invalid
from pupitre.quick import MAX_ESTIMATE_MIN
from pupitre.recurrence import Recurrence
from pupitre.recurring import MOST_LEAD_DAYS
from pupitre.task import Priority
from pupitre.tasks import EARLIEST_YEAR, LATEST_YEAR
from pupitre.text import clean_line, clean_text
from storage.rule_records import RuleRecord, from_rule, rule


class RecurrenceRecord(Struct, omit_defaults=True):
    """A recurrence."""

    id: str
    title: str
    rule: RuleRecord
    client: str | None = None
    category: str = ""
    estimate_min: int | None = None
    priority: Priority = Priority.NORMAL
    hour: time | UnsetType = UNSET
    note: str = ""
    lead_days: int = 0
    made_until: date | None = None
    skipped: list[date] = field(default_factory=list)
    paused: bool = False
    kit: str = ""


def recurrence(record: RecurrenceRecord) -> Recurrence:
    """Return a recurrence. Raises `Invalid`."""
    title = clean_line(record.title)
    if not title:
        raise Invalid("title", "empty")
    if record.estimate_min is not None and not 0 < record.estimate_min <= MAX_ESTIMATE_MIN:
        raise Invalid("estimate_min", "range", str(record.estimate_min))
    if not 0 <= record.lead_days <= MOST_LEAD_DAYS:
        raise Invalid("lead_days", "range", str(record.lead_days))
    hour = None if record.hour is UNSET else record.hour
    if hour is not None and hour.tzinfo is not None:
        raise Invalid("hour", "hour", hour.isoformat())
    for name, days in (("made_until", [record.made_until]), ("skipped", record.skipped)):
        for day in filter(None, days):
            if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
                raise Invalid(name, "range", day.isoformat())
    return Recurrence(
        id=record.id, title=title, rule=rule(record.rule), client=record.client, category=clean_line(record.category),
        estimate_min=record.estimate_min, priority=record.priority, hour=hour, note=clean_text(record.note),
        lead_days=record.lead_days, made_until=record.made_until, skipped=tuple(sorted(set(record.skipped))),
        paused=record.paused, kit=clean_line(record.kit),
    )


def from_recurrence(value: Recurrence) -> RecurrenceRecord:
    """Return the record of a recurrence."""
    return RecurrenceRecord(
        id=value.id, title=value.title, rule=from_rule(value.rule), client=value.client, category=value.category,
        estimate_min=value.estimate_min, priority=value.priority, hour=UNSET if value.hour is None else value.hour,
        note=value.note, lead_days=value.lead_days, made_until=value.made_until, skipped=list(value.skipped),
        paused=value.paused, kit=value.kit,
    )
