"""An appointment, a duty or an absence: a stretch of time that is not free for the tasks."""

from datetime import date, datetime, tzinfo
from enum import StrEnum

from pupitre.rules import Rule
from pupitre.value import Struct


class Sort(StrEnum):
    """What fills the time."""

    MEETING = "meeting"
    DUTY = "duty"
    AWAY = "away"


SILENT = frozenset({Sort.MEETING, Sort.AWAY})
"""What brings silence unless she says otherwise; between the calls of a duty a pause may well be proposed."""


class Appointment(Struct, frozen=True, kw_only=True):
    """A stretch from `start` to `end`, aware UTC instants, or whole days from `first` to `last` (both in it).

    A `rule` repeats it at the same local hours; `except_on` are days of the rule on which it does not take place.
    It takes its time off the day when `blocks`, and brings silence when `silent`. `source` is the id of the calendar
    it was read from, "" for her own; `uid` is its name there, and `free` says that it takes no time off there.
    """

    id: str
    title: str
    sort: Sort = Sort.MEETING
    client: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    first: date | None = None
    last: date | None = None
    rule: Rule | None = None
    except_on: tuple[date, ...] = ()
    place: str = ""
    blocks: bool = True
    silent: bool = False
    source: str = ""
    uid: str = ""
    free: bool = False

    @property
    def whole_days(self) -> bool:
        """Whether it fills whole days."""
        return self.start is None

    def day(self, zone: tzinfo) -> date:
        """Return the first calendar day of it."""
        if self.start is not None:
            return self.start.astimezone(zone).date()
        return self.first or date.min

    def last_day(self, zone: tzinfo) -> date | None:
        """Return the last calendar day of it, None when it comes again without an end."""
        first = self.day(zone)
        ends = self.end.astimezone(zone).date() if self.end is not None else self.last or first
        if self.rule is None:
            return ends
        return None if self.rule.until is None else self.rule.until + (ends - first)


class Calendar(Struct, frozen=True, kw_only=True):
    """A calendar of others that is shown read-only: a file read once, or one that is `watched`.

    `blocks` is her answer whether its entries take time off the day. `stamp` tells which state of the file was read.
    """

    id: str
    name: str
    path: str = ""
    watched: bool = False
    blocks: bool = True
    stamp: str = ""


class Flaw(Struct, frozen=True):
    """What is wrong with one entry of a calendar file: its title, and a code such as `no_start`."""

    title: str
    why: str


class CalendarRead(Struct, frozen=True):
    """What a calendar file holds, entry by entry; `blocks` in them is what the file says, not her answer."""

    name: str
    found: tuple[Appointment, ...]
    flaws: tuple[Flaw, ...] = ()
    stamp: str = ""
