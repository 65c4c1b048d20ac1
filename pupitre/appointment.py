"""An appointment, a duty or an absence: a stretch of time that is not free for the tasks."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from pupitre.rules import Rule


class Sort(StrEnum):
    """What fills the time."""

    MEETING = "meeting"
    DUTY = "duty"
    AWAY = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A stretch from `start` to `end`, aware UTC instants, or whole days from `first` to `last` (both in it).

    A `rule` repeats it at the same local hours; `except_on` are days of the rule on which it does not take place.
    It takes its time off the day when `blocks`, and brings silence when `silent`. `source` names the calendar it was
    read from, "" for her own; `uid` is its name there.
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

    @property
    def whole_days(self) -> bool:
        """Whether it fills whole days."""
        return self.start is None

    def day(self, zone: tzinfo) -> date:
        """Return the first calendar day of it."""
        if self.start is not None:
            return self.start.astimezone(zone).date()
        return self.first or date.min
