"""Silence: a while in which nothing is announced. It always has an end, and tells afterwards what it held back."""

from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

from pupitre.clock import instant, local_day
from pupitre.value import Struct


class Mode(StrEnum):
    """Why she wants silence."""

    PHONE = "phone"
    HEADSET = "headset"
    QUIET = "quiet"


class Occasion(StrEnum):
    """What can be announced."""

    BREAK_SOON = "break_soon"
    BREAK = "break"
    SESSION_OVER = "session"
    DAY_OVER = "day_over"
    LONG_PAUSE = "long_pause"
    CONTACT = "contact"
    STAND_UP = "stand_up"
    EYES = "eyes"
    DEADLINE = "deadline"
    APPOINTMENT = "appointment"


LENGTHS = (15, 30, 60, None)
"""The minutes a silence can last; None is until her day ends (rule T9)."""

LONGEST = timedelta(hours=24)


class Silence(Struct, frozen=True, kw_only=True):
    """A silence from `began` to `until`, and what it held back, each with its instant.

    `appointment` tells which appointment brought or lengthened it, "" when she chose it; `chosen` is the end she
    chose before it was lengthened.
    """

    id: str = "silence"
    mode: Mode
    began: datetime
    until: datetime
    held: tuple[tuple[datetime, Occasion], ...] = ()
    appointment: str = ""
    chosen: datetime | None = None

    def lasts(self, now: datetime) -> bool:
        """Tell whether it is silent; a clock that was set back makes no silence of days."""
        return now < self.until <= now + LONGEST


class Said(Struct, frozen=True):
    """The last time something was announced: its `id` is the occasion, its `key` which one of them it was."""

    id: str
    key: str
    first: datetime
    notices: int = 0
    """How many of its notices are behind it, sent or not."""


def silence_end(minutes: int | None, now: datetime, end_of_day: time, day_start: time, zone: tzinfo) -> datetime:
    """Return when a silence ends that begins now: never after midnight, nor after the day turns (rule T9)."""
    here = now.astimezone(zone).date()
    midnight = instant(here + timedelta(days=1), time(), zone)
    turn = instant(local_day(now, zone, day_start) + timedelta(days=1), day_start, zone)
    latest = min(midnight, turn)
    if minutes is not None:
        return min(now + timedelta(minutes=minutes), latest)
    evening = instant(here, end_of_day, zone)
    return evening if now < evening < latest else latest
