"""What a reading can answer, and the frame it is read in."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from pupitre.calendar import WorkingHours, Zone
from pupitre.deadline import Deadline
from pupitre.rules import LAST, Every, Rule
from pupitre.value import Struct, field, replace


class Kind(StrEnum):
    """How a phrase was read: a day, a day and an hour, a doubt to confirm, or nothing usable."""

    DAY = "day"
    INSTANT = "instant"
    AMBIGUOUS = "ambiguous"
    REFUSED = "refused"


class Why(StrEnum):
    """The reason of a doubt, of a refusal, or of a warning on an answer that is otherwise clear."""

    PAST = "past"
    JUST_AFTER_MIDNIGHT = "just_after_midnight"
    NEXT_WEEKDAY = "next_weekday"
    OWN_WEEKDAY = "own_weekday"
    OWN_DAY = "own_day"
    WEEKDAY_MISMATCH = "weekday_mismatch"
    WEEKDAY_OR_MONTH = "weekday_or_month"
    DURATION_OR_HOUR = "duration_or_hour"
    MORNING_OR_AFTERNOON = "morning_or_afternoon"
    IDIOM = "idiom"
    WHOLE_WEEK = "whole_week"
    WEEKEND = "weekend"
    VAGUE = "vague"
    PARITY = "parity"
    CLOSED_DAY = "closed_day"
    TWICE = "twice"
    SKIPPED = "skipped"
    NO_TIME = "no_time"
    NO_SUCH_DATE = "no_such_date"
    NO_SUCH_HOUR = "no_such_hour"
    TOO_FAR = "too_far"
    EITHER = "either"
    NOT_UNDERSTOOD = "not_understood"


class Answer(Struct, frozen=True):
    """The reading of a phrase.

    A doubt has its expected reading in `value`, and in `alternatives` all that can be offered, expected
    first; both are empty when no date can be offered. A refusal has no value. On a clear answer `why` is
    a warning. `rule` is "" or "from" (a start, not a deadline), "range" (from `start` to `value`),
    "until:HH:MM" (an appointment that begins at `value`), or a recurrence: "daily", "working_days",
    "ouvrables", "weekly", "fortnightly", "monthly", "quarterly", "yearly". `again` is the rule of a recurrence,
    or that which a single date (« lundi », « fin de mois ») would have as one; `repeat` begins it at `value`.
    """

    kind: Kind
    value: Deadline | None = None
    alternatives: tuple[Deadline, ...] = ()
    why: Why | None = None
    start: Deadline | None = None
    rule: str = ""
    again: Rule | None = None

    @property
    def recurs(self) -> bool:
        """Whether the words say that it comes again."""
        return self.again is not None and self.rule not in {"", "from", "range"}

    @property
    def repeat(self) -> Rule | None:
        """The rule from `value` on, None when nothing can come again."""
        if self.again is None or self.value is None:
            return None
        first, last = self.value.day, self.again.until
        if last is not None and last < first:
            return None
        # « chaque mois », read as its end, is the end of each month and not its 30th.
        ends = (first + timedelta(days=1)).day == 1 and self.again.every in {Every.MONTH_DATE, Every.QUARTER}
        return replace(self.again, first=first, day=LAST if ends and not self.again.day else self.again.day)

    def ahead(self, now: datetime) -> "Answer":
        """Return the answer without the readings that are over: what is kept is never silently in the past."""
        def over(reading: Deadline) -> bool:
            return reading.at is not None and reading.at < now

        if self.value is None or not over(self.value):
            return self
        left = tuple(a for a in self.alternatives if not over(a))
        if not left:
            return replace(self, kind=Kind.REFUSED, value=None, alternatives=(), why=Why.PAST)
        return replace(self, value=left[0], alternatives=left)


class Moment(Struct, frozen=True):
    """The frame of reading: an aware instant, the user's zone, and the local hours that words stand for."""

    now: datetime
    tz: tzinfo = UTC
    noon: time = time(12)
    morning: time = time(12)
    early_afternoon: time = time(14)
    afternoon: time = time(18)
    evening: time = time(20)
    end_of_day: time = time(18)
    day_start: time = time(4)
    hours: WorkingHours = field(default_factory=WorkingHours)
    holiday_zone: Zone = Zone.METROPOLE

    @property
    def local(self) -> datetime:
        """Now on the user's clock."""
        return self.now.astimezone(self.tz)

    @property
    def today(self) -> date:
        """The calendar day on the user's clock; unlike a working day it changes at midnight."""
        return self.local.date()


class Found(Struct, frozen=True):
    """A date phrase inside a line: the characters `line[start:end]` and how they read."""

    start: int
    end: int
    answer: Answer
