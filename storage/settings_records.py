"""The record of her own settings in the exchange format."""

from datetime import time
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from pupitre.calendar import WorkingHours, Zone
from pupitre.errors import Invalid
from pupitre.settings import Settings

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

Minutes = Annotated[int, Meta(ge=1, le=24 * 60)]
NoneOrMinutes = Annotated[int, Meta(ge=0, le=24 * 60)]


class BreakRule(Struct):
    """When to pause, in minutes."""

    short_break_every_min: Minutes = 50
    short_break_min: Minutes = 5
    long_break_every_min: NoneOrMinutes = 120
    long_break_min: NoneOrMinutes = 15
    lunch_min: NoneOrMinutes = 60


class Freelancer(Struct):
    """She herself."""

    name: str = ""
    trade_name: str = ""
    email: str = ""
    status: str = ""
    holiday_zone: Zone = Zone.METROPOLE
    week_starts: str = "lundi"
    working_days: list[str] = []
    working_hours: list[tuple[str, str]] = []
    planned_end_of_day: str = "18:00"
    break_rule: BreakRule = msgspec.field(default_factory=BreakRule)
    signature: str = ""


def hour_in(raw: str, field: str) -> time:
    """Return an hour such as 08:30. Raises `Invalid`."""
    try:
        hour = time.fromisoformat(raw)
    except ValueError as error:
        raise Invalid(field, "hour", raw) from error
    if hour.tzinfo is not None:
        raise Invalid(field, "hour", raw)
    return hour


def settings(record: Freelancer, timezone: str) -> Settings:
    """Return her settings. Raises `Invalid`."""
    for n, name in enumerate(record.working_days):
        if name not in DAYS:
            raise Invalid(f"working_days[{n}]", "unknown", name)
    rule, usual = record.break_rule, Settings()
    hours = tuple(
        (hour_in(a, f"working_hours[{n}]"), hour_in(b, f"working_hours[{n}]"))
        for n, (a, b) in enumerate(record.working_hours)
    )
    try:
        WorkingHours(spans=hours)
    except ValueError as error:
        raise Invalid("working_hours", "range") from error
    return Settings(
        name=record.name, trade_name=record.trade_name, email=record.email, legal_status=record.status,
        signature=record.signature, timezone=timezone, holiday_zone=record.holiday_zone,
        working_days=tuple(DAYS.index(d) for d in record.working_days) or usual.working_days,
        working_hours=hours or usual.working_hours,
        end_of_day=hour_in(record.planned_end_of_day, "planned_end_of_day"),
        break_every_min=rule.short_break_every_min, break_min=rule.short_break_min,
        long_break_every_min=rule.long_break_every_min, long_break_min=rule.long_break_min,
        lunch_min=rule.lunch_min,
    )


def freelancer(own: Settings) -> Freelancer:
    """Return the record of her settings."""
    return Freelancer(
        name=own.name, trade_name=own.trade_name, email=own.email, status=own.legal_status,
        holiday_zone=own.holiday_zone, working_days=[DAYS[d] for d in own.working_days],
        working_hours=[(f"{a:%H:%M}", f"{b:%H:%M}") for a, b in own.working_hours],
        planned_end_of_day=f"{own.end_of_day:%H:%M}", signature=own.signature,
        break_rule=BreakRule(
            own.break_every_min, own.break_min, own.long_break_every_min, own.long_break_min, own.lunch_min
        ),
    )
