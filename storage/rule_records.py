"""The record of a rule in the exchange format: when an appointment or a recurrence comes again."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from pupitre.errors import Invalid
from pupitre.rules import Every, Rule, Shift
from pupitre.tasks import EARLIEST_YEAR, LATEST_YEAR

Weekday = Annotated[int, Meta(ge=0, le=6)]


class RuleRecord(Struct, omit_defaults=True):
    """When something comes again."""

    every: Every
    first: date
    until: date | None = None
    weekdays: list[Weekday] = []
    day: int = 0
    rank: int = 0
    shift: Shift = Shift.STAY


def rule(record: RuleRecord) -> Rule:
    """Return a rule. Raises `Invalid`."""
    for name, day in (("first", record.first), ("until", record.until)):
        if day is not None and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise Invalid(f"rule.{name}", "range", day.isoformat())
    try:
        return Rule(
            every=record.every, first=record.first, until=record.until, weekdays=tuple(record.weekdays),
            day=record.day, rank=record.rank, shift=record.shift,
        )
    except ValueError as error:
        raise Invalid("rule", "range", str(error)) from error


def from_rule(value: Rule) -> RuleRecord:
    """Return the record of a rule."""
    return RuleRecord(
        value.every, value.first, value.until, list(value.weekdays), value.day, value.rank, value.shift
    )
