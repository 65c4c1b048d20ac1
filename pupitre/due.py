"""By when a client wants its report: the words of its sheet and its rhythm, read into a day and an hour."""

from collections.abc import Callable
from datetime import date, time, timedelta
from functools import lru_cache

from pupitre.calendar import is_working_day
from pupitre.client import Client, Frequency, ReportPlan
from pupitre.deadline import Deadline
from pupitre.errors import Invalid
from pupitre.settings import Settings
from pupitre.text import late, plain
from pupitre.value import Struct

_WORDS = late(
    r"(?:(?:avant|before)\s+)?(?:(?P<day>(?!(?:a|at)\s)[a-z]+)\.?(?:\s+|$))?(?:(?:a|at)\s+)?"
    r"(?:(?P<hour>\d{1,2})\s*(?:[h:]\s*(?P<minute>\d{2})?)?)?"
)
SUNDAY = 6


class By(Struct, frozen=True):
    """The hour a client named, perhaps on one day of the week only (Monday is 0)."""

    weekday: int | None = None
    hour: time | None = None


class Signs(Struct, frozen=True):
    """What a day holds for one client: time, a finished task, a promise of that day; `week` is any of the week's."""

    worked: bool = False
    delivered: bool = False
    promised: bool = False
    week: bool = False


class ReportDue(Struct, frozen=True):
    """A report that is due today and did not leave yet."""

    client: Client
    due: Deadline


_WANTED: dict[Frequency, Callable[[Signs], bool]] = {
    Frequency.DAILY: lambda signs: signs.worked or signs.delivered or signs.promised,
    Frequency.WHEN_WORKED: lambda signs: signs.worked,
    Frequency.DUTY_DAYS: lambda signs: signs.worked,
    Frequency.WEEKLY: lambda signs: signs.worked or signs.delivered or signs.promised or signs.week,
    Frequency.ON_DELIVERY: lambda signs: signs.delivered,
}
"""On what a report of each rhythm waits; a duty day is a day with work."""


@lru_cache(maxsize=256)
def read_by(raw: str) -> By | None:
    """Return what « 18:00 », « 18h » or « vendredi 17h30 » says, nothing of an empty text, None of any other."""
    text = plain(raw).strip()
    found = _WORDS().fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found["hour"] or 0), int(found["minute"] or 0)
    weekday = _weekday(found["day"]) if found["day"] else None
    if (found["day"] and weekday is None) or hour > 23 or minute > 59:
        return None
    return By(weekday, time(hour, minute) if found["hour"] else None)


def _weekday(name: str) -> int | None:
    from pupitre.phrases.words import WEEKDAYS  # noqa: PLC0415 - most sheets name an hour alone

    return WEEKDAYS.get(name)


def checked_by(raw: str) -> str:
    """Return the words as they are. Raises `Invalid` when no day and no hour can be read in them."""
    if read_by(raw) is None:
        raise Invalid("send_by", "hour", raw)
    return raw


def wanted_on(plan: ReportPlan, day: date, settings: Settings, signs: Signs) -> bool:
    """Return whether a client wants a report of a day."""
    by = read_by(plan.send_by) or By()
    if plan.frequency is Frequency.WEEKLY:
        return weekly_day(plan, day, settings) == day and _WANTED[plan.frequency](signs)
    return by.weekday in {None, day.weekday()} and _WANTED[plan.frequency](signs)


def due_on(plan: ReportPlan, day: date, settings: Settings, signs: Signs) -> Deadline | None:
    """Return when the report of one of her working days is due, None when it is not.

    A weekly one without an hour is due on its day; any other has no deadline then.
    """
    by = read_by(plan.send_by) or By()
    if not is_working_day(day, settings.hours, settings.holiday_zone) or not wanted_on(plan, day, settings, signs):
        return None
    if by.hour is None and plan.frequency is not Frequency.WEEKLY:
        return None
    return Deadline.on(day, by.hour, settings.zone)


def weekly_day(plan: ReportPlan, day: date, settings: Settings) -> date | None:
    """Return the day of a weekly report in the week of a day, None when she works on none that could be it.

    It is the named one, else the last she works on; a holiday brings it forward.
    """
    by, monday = read_by(plan.send_by) or By(), day - timedelta(days=day.weekday())
    for back in range(SUNDAY if by.weekday is None else by.weekday, -1, -1):
        found = monday + timedelta(days=back)
        if is_working_day(found, settings.hours, settings.holiday_zone):
            return found
    return None
