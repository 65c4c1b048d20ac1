"""What one rule of the grammar says: days, an hour, an exact instant, or nothing usable."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum

from pupitre.phrases.answers import Kind, Moment, Why
from pupitre.phrases.words import Pattern
from pupitre.rules import Rule as Again
from pupitre.value import Struct

FARTHEST = 100
"""Years ahead beyond which a written year is a slip of the finger."""


class Days(Struct, frozen=True):
    """The days a phrase may mean, expected first; several are a doubt, whose reason is `why`.

    None at all is a doubt without a proposal. `again` is the rule of days that may come again: they do when `rule`
    names a recurrence, else only when she says so. `later` is the next day of a recurrence, used when the hour
    of the first is over.
    """

    days: tuple[date, ...]
    why: Why | None = None
    start: date | None = None
    rule: str = ""
    later: date | None = None
    again: Again | None = None

    @property
    def recurs(self) -> bool:
        """Whether these are the first days of a recurrence."""
        return self.again is not None and self.rule != ""


class Hours(Struct, frozen=True):
    """A local hour. `next_day` is the midnight that closes a day; `half` a half-day named instead of an hour.

    `clear` is false for « 1h15 », which may be a duration; `other` is the second reading of an English
    hour without am or pm; `today` is true for « ce soir »; `until` and `since` are the ends of a range.
    """

    hour: time
    next_day: bool = False
    half: str = ""
    clear: bool = True
    other: time | None = None
    today: bool = False
    since: time | None = None
    until: time | None = None


class Instants(Struct, frozen=True):
    """The exact instants a phrase may mean, expected first."""

    instants: tuple[datetime, ...]
    why: Why | None = None


class Nothing(Struct, frozen=True):
    """A phrase that was understood and gives no date."""

    why: Why
    kind: Kind = Kind.REFUSED


Piece = Days | Hours | Instants | Nothing
Build = Callable[[re.Match[str], Moment], Piece]


class Trust(StrEnum):
    """What a phrase needs around it, inside a line of other words, to be taken for a deadline."""

    SURE = "sure"
    WEEKDAY = "weekday"  # an abbreviation needs an hour, a number, or the end of the line
    WRITTEN = "written"  # « le 5 »: no noun that it counts may follow (« le 5 pièces »)
    NUMBER = "number"  # « jeudi 3 », « at 9 »: no noun may follow
    SLASH = "slash"  # « 1/2 » may be a page or a half
    INTRODUCED = "introduced"  # only after « pour », « avant »…, or beside a day
    LAST = "last"  # as INTRODUCED, or at the end of the line
    NEVER = "never"


class Rule(Struct, frozen=True):
    """A pattern on the normalised text, and what it means."""

    pattern: Pattern
    build: Build
    trust: Trust = Trust.SURE


def part(match: re.Match[str], name: str) -> str:
    """Return a named part of a match, "" when the rule has no such part or it was not written."""
    return match.groupdict().get(name) or ""
