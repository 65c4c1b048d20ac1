"""Time from now: « dans 1h30 », « sous 48h ouvrées », « J+2 », « à 30 jours », « sous huitaine »."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from pupitre.calendar import add_ouvrables, add_working_days, add_working_time, is_working_day
from pupitre.clock import instant
from pupitre.months import days_in
from pupitre.phrases.answers import Moment, Why
from pupitre.phrases.periods import month_end
from pupitre.phrases.pieces import Days, Instants, Nothing, Piece, Rule, Trust, part
from pupitre.phrases.words import Pattern, number

_FAR = 36_525
"""Days in a century: what is further is a slip of the finger."""
_FAR_WORKED = 1_000
"""Working days are walked one by one."""

_UNITS: Mapping[str, tuple[str, int]] = {
    "min": ("minutes", 1), "mn": ("minutes", 1), "minute": ("minutes", 1),
    "h": ("minutes", 60), "hr": ("minutes", 60), "heure": ("minutes", 60), "hour": ("minutes", 60),
    "j": ("days", 1), "jour": ("days", 1), "day": ("days", 1), "d": ("days", 1),
    "semaine": ("days", 7), "sem": ("days", 7), "week": ("days", 7),
    "moi": ("months", 1), "month": ("months", 1),
    "an": ("months", 12), "annee": ("months", 12), "year": ("months", 12),
}  # fmt: skip
_SPOKEN: Mapping[str, int] = {
    "l'heure": 60, "une petite heure": 60, "une bonne heure": 60, "the hour": 60,
    "une demi heure": 30, "half an hour": 30, "a half hour": 30,
    "un quart d'heure": 15, "a quarter of an hour": 15,
    "trois quarts d'heure": 45, "3/4 d'heure": 45,
    "une heure et demie": 90, "an hour and a half": 90, "1h et demie": 90,
    "deux heures et demie": 150, "two hours and a half": 150, "two and a half hours": 150,
}  # fmt: skip


def add_months(day: date, count: int) -> date:
    """Return the same day of a later month, or the last of that month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, days_in(year, month + 1)))


def _worked(day: date, count: int, kind: str, at: Moment) -> date:
    """Add « jours ouvrables », or working days (« ouvrés »)."""
    if kind.startswith("ouvrable"):
        return add_ouvrables(day, count, at.holiday_zone)
    return add_working_days(day, count, at.hours, at.holiday_zone)


def _same_hour(day: date, at: Moment) -> datetime:
    return instant(day, at.local.time(), at.tz)


def _minutes(minutes: int, kind: str, at: Moment, *, firm: bool) -> Piece:
    """Count real elapsed minutes; « ouvrées » counts each 24 h as a working day, at the same hour.

    A firm delay (« sous 48h ») that ends on a closed day also offers the one in working days.
    """
    days = minutes // 1440
    if days > (_FAR_WORKED if kind else _FAR):
        return Nothing(Why.TOO_FAR)
    if kind and minutes % 1440:
        return _working_minutes(minutes, at)
    if kind:
        return Instants((_same_hour(_worked(at.today, days, kind, at), at),))
    due = at.now.astimezone(UTC) + timedelta(minutes=minutes)
    if firm and days and not is_working_day(due.astimezone(at.tz).date(), at.hours, at.holiday_zone):
        return Instants((due, _same_hour(_worked(at.today, min(days, _FAR_WORKED), "", at), at)), Why.CLOSED_DAY)
    return Instants((due,))


def _working_minutes(minutes: int, at: Moment) -> Piece:
    """Read « sous 4h ouvrées » : planned working time, less than a day of it."""
    if minutes > 1440 or not at.hours.spans:
        return Nothing(Why.NOT_UNDERSTOOD)
    amount = timedelta(minutes=minutes)
    return Instants((add_working_time(at.now, amount, at.hours, at.holiday_zone, at.tz),))


def _days(days: int, kind: str, at: Moment, *, idiom: bool) -> Piece:
    """Count days; « dans quinze jours » says two weeks, « dans huit jours » one."""
    if days > (_FAR_WORKED if kind else _FAR):
        return Nothing(Why.TOO_FAR)
    if kind:
        return Days((_worked(at.today, days, kind, at),))
    due = at.today + timedelta(days=days)
    if idiom and days in {8, 15}:
        return Days((due - timedelta(days=1), due), Why.IDIOM)
    return Days((due,))


def _offset(match: re.Match[str], at: Moment) -> Piece:
    count, kind = number(match["n"]), part(match, "kind")
    measure, size = _UNITS[match["unit"].removesuffix("s")]
    intro = part(match, "in")
    if measure == "minutes":
        minutes = count * size + int(part(match, "m") or 0)
        return _minutes(minutes, kind, at, firm=intro in {"sous", "within"})
    if measure == "days":
        idiom = intro in {"dans", "d'ici"} and size == 1
        return _days(count * size, kind, at, idiom=idiom)
    if count * size > 1200:
        return Nothing(Why.TOO_FAR)
    return Days((add_months(at.today, count * size),))


def _spoken(match: re.Match[str], at: Moment) -> Piece:
    return Instants((at.now.astimezone(UTC) + timedelta(minutes=_SPOKEN[match["spoken"]]),))


def _day_plus(match: re.Match[str], at: Moment) -> Piece:
    return _days(int(match["n"]), part(match, "kind"), at, idiom=False)


def _formal(match: re.Match[str], at: Moment) -> Piece:
    """Read « sous huitaine », « sous quinzaine »: 8 and 15 days in letters, one and two weeks in speech."""
    due = at.today + timedelta(days=8 if match["word"] == "huitaine" else 15)
    return Days((due, due - timedelta(days=1)), Why.IDIOM)


def _about(match: re.Match[str], at: Moment) -> Piece:
    """Read « dans 2 ou 3 jours »: the later, then the sooner."""
    few, many = number(match["few"]), number(match["n"])
    if many > _FAR or few >= many:
        return Nothing(Why.NOT_UNDERSTOOD)
    size = 7 if match["unit"].startswith(("sem", "wee")) else 1
    return Days((at.today + timedelta(days=many * size), at.today + timedelta(days=few * size)), Why.VAGUE)


def _within_month(_: re.Match[str], at: Moment) -> Piece:
    """Read « dans le mois »: before its end, or within a month."""
    end, later = month_end(at.today), add_months(at.today, 1)
    return Days((end, later) if end < later else (end,), Why.VAGUE)


def _ten(_: re.Match[str], at: Moment) -> Piece:
    return Days((at.today + timedelta(days=10),))


def _delay(match: re.Match[str], at: Moment) -> Piece:
    """Read « 48 h » where a date is asked for: no clock has that hour."""
    return _minutes(int(match["n"]) * 60, part(match, "kind"), at, firm=True)


def _term(match: re.Match[str], at: Moment) -> Piece:
    """Read a payment term; « fin de mois » is the end of the month the days lead to (Code de commerce L441-10)."""
    if int(match["n"]) > _FAR:
        return Nothing(Why.TOO_FAR)
    due = at.today + timedelta(days=int(match["n"]))
    if part(match, "day"):
        return Days((add_months(month_end(due).replace(day=1), 1).replace(day=min(int(match["day"]), 28)),))
    return Days((month_end(due) if part(match, "end") else due,))


_IN = r"(?P<in>dans|d'? ?ici|sous|en moins de|in|within)(?: les| the next)?"
_HOUR = r"heures?|hours?|hrs?|h"
_UNIT = (
    rf"(?P<unit>minutes?|mins?|mn|{_HOUR}|jours?|days?|j|semaines?|sem|weeks?|mois|months?|annees?|ans?|years?)"
)
_MORE = r"(?:and |et )?(?P<m>[0-5][0-9])(?: ?(?:min|mn|minutes?))?"
_KIND = r"(?: (?P<kind>ouvree?s?|ouvrables?))?"
_FEW = r"(?P<few>[0-9]{1,3}|<words>) (?:ou|or) <n> (?P<unit>jours|semaines|days|weeks)"
_KIND_EN = r"(?P<kind>working|business)"

RULES: tuple[Rule, ...] = (
    Rule(Pattern(r"(?P<n>48|72|96) ?(?:h|heures?|hours?)(?: (?P<kind>ouvree?s))?"), _delay, Trust.NEVER),
    Rule(Pattern(rf"{_IN} <n> ?{_UNIT}{_KIND}"), _offset),
    Rule(Pattern(rf"{_IN} <n> {_KIND_EN} (?P<unit>days?|hours?)"), _offset),
    Rule(Pattern(r"<n> (?P<unit>minutes?|hours?|days?|weeks?|months?|years?) from (?:now|today)"), _offset),
    Rule(Pattern(rf"{_IN} <n> ?(?P<unit>{_HOUR}) ?{_MORE}"), _offset),
    Rule(Pattern(rf"{_IN} (?P<spoken>{'|'.join(_SPOKEN)})"), _spoken),
    Rule(Pattern(rf"[jd] ?\+ ?(?P<n>[0-9]{{1,12}}){_KIND}"), _day_plus),
    Rule(Pattern(r"(?:sous|dans la|d'? ?ici une?|dans une) (?P<word>huitaine|quinzaine)(?: de jours)?"), _formal),
    Rule(Pattern(r"in a (?P<word>fortnight)"), lambda _, at: Days((at.today + timedelta(days=14),))),
    Rule(Pattern(rf"{_IN} {_FEW}"), _about),
    Rule(Pattern(_FEW), _about, Trust.NEVER),
    Rule(Pattern(r"dans le mois|within the month"), _within_month),
    Rule(Pattern(r"(?:sous|dans une|d'? ?ici une) dizaine(?: de jours)?"), _ten),
    Rule(Pattern(r"<n> (?P<unit>jours?|j) (?P<kind>ouvres?|ouvrables?)"), _offset, Trust.NEVER),
    *(
        Rule(Pattern(words), lambda _, __: Nothing(Why.PAST), Trust.NEVER)
        for words in (r"il y a <n> ?(?:jours?|semaines?|mois|ans?)", r"<n> (?:days?|weeks?) ago")
    ),
    Rule(Pattern(r"(?:a )?(?P<n>[0-9]{1,12}) ?(?:jours?|j)(?: nets?)?"), _term, Trust.INTRODUCED),
    Rule(
        Pattern(r"(?:a )?(?P<n>[0-9]{1,12}) ?(?:jours?|j)(?: fin de mois| fdm),? le (?P<day>[0-9]{1,2})"),
        _term, Trust.INTRODUCED,
    ),
    Rule(Pattern(r"(?:a )?(?P<n>[0-9]{1,12}) ?(?:jours?|j)(?P<end> fin de mois| fdm)"), _term, Trust.INTRODUCED),
)
