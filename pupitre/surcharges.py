"""What makes time dearer: proposed from the clock, the calendar and the task, accepted by her alone.

Usual ones are +25 % for urgent work and +50 % in the evening, on weekends and on holidays; each client has its own.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from pupitre.calendar import SATURDAY, Zone, is_holiday
from pupitre.client import Client
from pupitre.clock import instant, local_day
from pupitre.entry import Entry
from pupitre.settings import Settings
from pupitre.task import Priority, Task


class Surcharge(StrEnum):
    """Why time is dearer; `NONE` is her word that this time is not."""

    HOLIDAY = "holiday"
    WEEKEND = "weekend"
    EVENING = "evening"
    URGENT = "urgent"
    NONE = "none"


def accepted(entry: Entry) -> str:
    """Return the surcharge that she accepted for a time, "" without one."""
    return "" if entry.surcharge == Surcharge.NONE else entry.surcharge


def percent(client: Client, code: str) -> int:
    """Return what was agreed for a surcharge, in percent; 0 when nothing was."""
    bill = client.billing
    agreed = {
        Surcharge.HOLIDAY: bill.holiday_surcharge_pct, Surcharge.WEEKEND: bill.weekend_surcharge_pct,
        Surcharge.EVENING: bill.evening_surcharge_pct, Surcharge.URGENT: bill.urgent_surcharge_pct,
    }
    return next((pct or 0 for known, pct in agreed.items() if known == code), 0)


def holiday_zone(client: Client, settings: Settings) -> Zone:
    """Return which holidays count for a client: its own, or hers."""
    return next((zone for zone in Zone if zone == client.holiday_zone), settings.holiday_zone)


def proposed(entry: Entry, task: Task | None, client: Client, settings: Settings) -> tuple[str, ...]:
    """Return the surcharges that were agreed, fit a time, and wait for her answer.

    Time that reaches into the evening is proposed whole: cut it on the strip where only a part is meant.
    """
    if not entry.invoiced or entry.surcharge:
        return ()
    return tuple(code for code in _fitting(entry, task, client, settings) if percent(client, code))


def _fitting(entry: Entry, task: Task | None, client: Client, settings: Settings) -> Iterator[Surcharge]:
    day = local_day(entry.start, settings.zone, settings.day_start)
    if is_holiday(day, holiday_zone(client, settings)):
        yield Surcharge.HOLIDAY
    if day.weekday() >= SATURDAY:
        yield Surcharge.WEEKEND
    if entry.end > _evening(entry, client, settings):
        yield Surcharge.EVENING
    if task is not None and task.priority is Priority.URGENT:
        yield Surcharge.URGENT


def _evening(entry: Entry, client: Client, settings: Settings) -> datetime:
    """Return when the evening of a time's day begins; an hour before the day starts lies after midnight."""
    day = local_day(entry.start, settings.zone, settings.day_start)
    at = client.billing.evening_from
    return instant(day if at >= settings.day_start else day + timedelta(days=1), at, settings.zone)
