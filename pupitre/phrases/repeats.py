"""Recurrences and ranges of days: « chaque vendredi », « le 5 de chaque mois », « du 1er au 4 décembre »."""

import re
from datetime import date, timedelta

from pupitre.calendar import add_ouvrables, add_working_days, is_ouvrable, is_working_day
from pupitre.phrases.answers import Moment, Why
from pupitre.phrases.dates import dated, next_numbered
from pupitre.phrases.offsets import add_months
from pupitre.phrases.pieces import Days, Nothing, Piece, Rule, part
from pupitre.phrases.weekdays import WEEK, coming
from pupitre.phrases.words import MONTHS, WEEKDAYS, Pattern, day_number


def _first(weekday: int, today: date) -> date:
    """Return the first day of a weekly recurrence: today counts."""
    return today if today.weekday() == weekday else coming(weekday, today)


def _weekly(match: re.Match[str], at: Moment) -> Piece:
    day = _first(WEEKDAYS[match["wd"]], at.today)
    return Days((day,), rule="weekly", later=day + WEEK)


def _fortnightly(match: re.Match[str], at: Moment) -> Piece:
    day = _first(WEEKDAYS[match["wd"]], at.today)
    return Days((day, day + WEEK), Why.PARITY, rule="fortnightly")


def _daily(_: re.Match[str], at: Moment) -> Piece:
    return Days((at.today,), rule="daily", later=at.today + timedelta(days=1))


def _working_days(_: re.Match[str], at: Moment) -> Piece:
    later = add_working_days(at.today, 1, at.hours, at.holiday_zone)
    day = at.today if is_working_day(at.today, at.hours, at.holiday_zone) else later
    return Days((day,), rule="working_days", later=later)


def _ouvrables(_: re.Match[str], at: Moment) -> Piece:
    later = add_ouvrables(at.today, 1, at.holiday_zone)
    return Days((at.today if is_ouvrable(at.today, at.holiday_zone) else later,), rule="ouvrables", later=later)


def _monthly(match: re.Match[str], at: Moment) -> Piece:
    days = next_numbered(day_number(match["d"]), at)
    if not days:
        return Nothing(Why.NO_SUCH_DATE)
    return Days(days[:1], rule="monthly", later=days[1] if len(days) > 1 else add_months(days[0], 1))


def _days_between(match: re.Match[str], at: Moment) -> Piece:
    """Return the last day of a range as the deadline, and its first as the start."""
    month = MONTHS[match["month"]] if part(match, "month") else int(match["m"])
    last = dated(part(match, "y"), month, day_number(match["d"]), at)
    if not isinstance(last, Days):
        return last
    end = last.days[0]
    month = MONTHS[part(match, "month0")] if part(match, "month0") else int(part(match, "m0") or month)
    start = _on_or_before(end, month, day_number(match["d0"]))
    return Days(last.days, last.why, start=start, rule="range") if start else Nothing(Why.NO_SUCH_DATE)


def _on_or_before(end: date, month: int, day: int) -> date | None:
    """Return the last such date that is not after `end`, within a year of it."""
    for year in (end.year, end.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:  # 30 February, 29 February of another year
            continue
        if found <= end:
            return found
    return None


def _numbers_between(match: re.Match[str], at: Moment) -> Piece:
    """Read « du 1er au 4 »: within one month."""
    first, last = day_number(match["d0"]), day_number(match["d"])
    days = next_numbered(last, at)
    if not days or not 1 <= first < last:
        return Nothing(Why.NO_SUCH_DATE)
    return Days(days[:1], start=days[0].replace(day=first), rule="range")


def _weekdays_between(match: re.Match[str], at: Moment) -> Piece:
    start = _first(WEEKDAYS[match["wd0"]], at.today)
    return Days((coming(WEEKDAYS[match["wd"]], start),), start=start, rule="range")


_EVERY = r"(?:chaque|tous les|toutes les|every|each)"
_WD0 = rf"(?P<wd0>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})"
_FROM = r"(?:entre le|du|from|from the|between|between the)"
_TO = r"(?:au|et le|to|to the|and|until)"

RULES: tuple[Rule, ...] = (
    Rule(Pattern(rf"{_EVERY} <wds>"), _weekly),
    Rule(Pattern(r"(?:un |1 )<wd> sur (?:deux|2)"), _fortnightly),
    Rule(Pattern(r"every (?:other|second) <wd>"), _fortnightly),
    Rule(Pattern(r"tous les jours|chaque jour|every ?day|daily|quotidiennement"), _daily),
    Rule(Pattern(rf"{_EVERY}(?= (?:matin|midi|soir|apres midi|morning|afternoon|evening|noon))"), _daily),
    Rule(Pattern(r"(?:tous les jours|chaque jour) (?:ouvres?|de (?:la )?semaine)"), _working_days),
    Rule(Pattern(r"every (?:weekday|working day|business day)|each working day"), _working_days),
    Rule(Pattern(r"(?:tous les jours|chaque jour) ouvrables?"), _ouvrables),
    Rule(Pattern(r"(?:tous les|chaque) <d> (?:du|de chaque) mois"), _monthly),
    Rule(Pattern(r"(?:le |the |on the )?<d> (?:de chaque|of every|of each) (?:mois|month)"), _monthly),
    Rule(Pattern(r"(?:chaque mois,? le|every month,? on the|tous les mois,? le) <d>"), _monthly),
    Rule(Pattern(rf"{_FROM} <d0>(?: <month0>)? {_TO} <d> <month>(?:,? <year>)?"), _days_between),
    Rule(
        Pattern(
            rf"{_FROM} <d0>(?:/(?P<m0>[0-9]{{1,2}})(?:/[0-9]{{4}})?)? {_TO} "
            r"<d>/(?P<m>[0-9]{1,2})(?:/(?P<y>[0-9]{4}))?"
        ),
        _days_between,
    ),
    Rule(Pattern(rf"{_FROM} <d0> {_TO} <d>"), _numbers_between),
    Rule(Pattern(rf"(?:du|de|from) {_WD0} (?:au|a|to) <wd>"), _weekdays_between),
)
