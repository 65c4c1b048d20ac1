"""Weeks, months, quarters, and named days: « fin de mois », « semaine prochaine », « lundi S50 », « Noël »."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from pupitre.calendar import (
    SATURDAY,
    SUNDAY,
    Holiday,
    Zone,
    add_ouvrables,
    add_working_days,
    holidays_of,
    is_working_day,
)
from pupitre.phrases.answers import Moment, Why
from pupitre.phrases.pieces import FARTHEST, Build, Days, Nothing, Piece, Rule, Trust, part
from pupitre.phrases.weekdays import WEEK, monday_of
from pupitre.phrases.words import MONTHS, WEEKDAYS, Pattern


def last_working_day(day: date, at: Moment) -> date:
    """Return this day when it is worked, else the working day before it."""
    working = is_working_day(day, at.hours, at.holiday_zone)
    return day if working else add_working_days(day, -1, at.hours, at.holiday_zone)


def _week_end_day(monday: date, at: Moment) -> date:
    """Return the last working day of a week, its Friday when none is worked."""
    last = last_working_day(monday + timedelta(days=SUNDAY), at)
    return last if last >= monday else monday + timedelta(days=4)


def _week(match: re.Match[str], at: Moment) -> Piece:
    """Read « cette semaine », « fin de semaine »: its last working day; on Saturday that day is over."""
    monday = monday_of(at.today) + (WEEK if part(match, "next") else timedelta(0))
    day = _week_end_day(monday, at)
    if day >= at.today:
        return Days((day,))
    return Days((_week_end_day(monday + WEEK, at), monday + timedelta(days=SUNDAY)), Why.PAST)


def _whole_week(_: re.Match[str], at: Moment) -> Piece:
    monday = monday_of(at.today) + WEEK
    return Days((_week_end_day(monday, at), monday), Why.WHOLE_WEEK)


def _part_of_week(match: re.Match[str], at: Moment) -> Piece:
    """Read « début de semaine » as its Tuesday, « milieu de semaine » as its Wednesday."""
    early = part(match, "early") != ""
    day = monday_of(at.today) + timedelta(days=1 if early else 2)
    if part(match, "next") or day < at.today:
        day += WEEK
    return Days((day, day + timedelta(days=-1 if early else 1)), Why.VAGUE)


def _weekend(match: re.Match[str], at: Moment) -> Piece:
    saturday = monday_of(at.today) + timedelta(days=SATURDAY) + (WEEK if part(match, "next") else timedelta(0))
    return Days((saturday + timedelta(days=1), max(saturday, at.today)), Why.WEEKEND)


def _week_number(match: re.Match[str], at: Moment) -> Piece:
    """Read « S50 », « lundi S50 »: the next ISO week of that number."""
    number, weekday = int(match["week"]), WEEKDAYS.get(part(match, "wd"))
    for year in range(at.today.isocalendar()[0], at.today.year + 8):
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:  # a week 53 that this year does not have
            continue
        day = _week_end_day(monday, at) if weekday is None else monday + timedelta(days=weekday)
        if day >= at.today:
            return Days((day,)) if weekday is not None else Days((day, monday), Why.WHOLE_WEEK)
    return Nothing(Why.NO_SUCH_DATE)


def month_end(day: date, months: int = 0) -> date:
    """Return the last day of the month of a day, or of a month `months` later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def _closing(day: date, at: Moment) -> Piece:
    """Return the end of a period, and a doubt when nobody works that day."""
    worked = last_working_day(day, at)
    return Days((day,)) if worked == day or worked < at.today else Days((day, worked), Why.CLOSED_DAY)


def _end_of_month(match: re.Match[str], at: Moment) -> Piece:
    return _closing(month_end(at.today, 1 if part(match, "next") else 0), at)


def _end_of_term(match: re.Match[str], at: Moment) -> Piece:
    """Read the end of the civil quarter, half-year or year."""
    term = part(match, "term")
    length = 3 if term.startswith(("trim", "quart")) else 6 if term.startswith("sem") else 12
    left = length - 1 - (at.today.month - 1) % length
    return _closing(month_end(at.today, left + (length if part(match, "next") else 0)), at)


def _next_month(_: re.Match[str], at: Moment) -> Piece:
    last = month_end(at.today, 1)
    return Days((last, last.replace(day=1)), Why.VAGUE)


def _part_of_month(match: re.Match[str], at: Moment) -> Piece:
    """Read « début », « mi- », « fin décembre »: the 5th, the 15th, the last day of the month."""
    stage, name = match["stage"], part(match, "month")
    ahead = (MONTHS[name] - at.today.month) % 12 if name else bool(part(match, "next"))
    last = month_end(at.today, ahead)
    if year := part(match, "y"):
        if int(year) > at.today.year + FARTHEST:
            return Nothing(Why.TOO_FAR)
        last = month_end(date(max(int(year), 1), MONTHS[name], 1))
        if last < at.today:
            return Nothing(Why.PAST)
    if stage in {"fin", "end", "late"}:
        return _closing(last, at)
    due, other = (5, 1) if stage in {"debut", "early", "beginning", "start"} else (15, 20)
    if last.replace(day=due) < at.today and not year:
        last = month_end(last, 12 if name else 1)
    if last.replace(day=due) < at.today:
        return Nothing(Why.PAST)
    return Days((last.replace(day=due), max(last.replace(day=other), at.today)), Why.VAGUE)


_NAMED: Mapping[str, Holiday] = {
    "(?:le )?jour de l'an|(?:le )?nouvel an|new year'?s?(?: day)?": Holiday.NEW_YEAR,
    "(?:le )?vendredi saint|good friday": Holiday.GOOD_FRIDAY,
    "(?:le )?lundi de paques|easter monday": Holiday.EASTER_MONDAY,
    "(?:la )?fete du travail|labou?r day": Holiday.LABOUR_DAY,
    "(?:l')?ascension(?: day)?": Holiday.ASCENSION,
    "(?:le )?lundi de (?:la )?pentecote|whit monday": Holiday.WHIT_MONDAY,
    "(?:la )?fete nationale|bastille day": Holiday.BASTILLE_DAY,
    "(?:l'|la )?assomption|assumption": Holiday.ASSUMPTION,
    "(?:la )?toussaint|all saints'?(?: day)?": Holiday.ALL_SAINTS,
    "(?:l')?armistice(?: day)?": Holiday.ARMISTICE_1918,
    "noel|christmas(?: day)?": Holiday.CHRISTMAS,
}


def _named(holiday: Holiday) -> Build:
    """Find the next day of that name; the table of Alsace-Moselle knows every name."""

    def build(_: re.Match[str], at: Moment) -> Piece:
        years = (at.today.year, at.today.year + 1)
        table = [pair for year in years for pair in holidays_of(year, Zone.ALSACE_MOSELLE).items()]
        days = [day for day, name in table if name is holiday and day >= at.today]
        return Days((days[0],)) if days else Nothing(Why.NO_SUCH_DATE)

    return build


def _next_open(match: re.Match[str], at: Moment) -> Piece:
    if part(match, "ouvrable"):
        return Days((add_ouvrables(at.today, 1, at.holiday_zone),))
    return Days((add_working_days(at.today, 1, at.hours, at.holiday_zone),))


_END_FR, _END_EN = r"(?:(?:en|a la|la|pour la) )?fin ", r"(?:at |by )?(?:the )?end of (?:the |this )?"
_STAGE = r"(?:(?:en|a la|le|a|au) )?(?P<stage>debut|mi|milieu|fin) (?:de |d'|du mois de |du mois d')?"
_OF = "(?:de |du |d'|de l')?"
_SOON = "(?:prochaine?|suivante?)"

RULES: tuple[Rule, ...] = (
    Rule(Pattern(rf"{_END_FR}de (?:la |cette )?semaine(?P<next> {_SOON})?"), _week),
    Rule(Pattern(rf"{_END_FR}de (?P<next>la semaine prochaine)"), _week),
    Rule(Pattern(rf"{_END_EN}(?P<next>next )?week"), _week),
    Rule(Pattern(r"(?:dans la |cette |this )(?:semaine|week)"), _week),
    Rule(Pattern(rf"(?:dans le )?courant (?:de )?(?:la )?semaine(?P<next> {_SOON})?"), _week),
    Rule(Pattern(rf"(?:la )?semaine {_SOON}|next week"), _whole_week),
    Rule(Pattern(rf"(?:en )?(?:(?P<early>debut)|milieu) de (?:la )?semaine(?P<next> {_SOON})?"), _part_of_week),
    Rule(Pattern(r"(?:(?P<early>early)|mid)(?P<next> next)?(?: this)? ?week"), _part_of_week),
    Rule(Pattern(rf"(?:ce |le |this |the )week ?end(?P<next> {_SOON})?"), _weekend),
    Rule(Pattern(rf"week ?end(?P<next> {_SOON})?|weekend"), _weekend, Trust.INTRODUCED),
    Rule(Pattern(r"(?P<next>next) week ?end"), _weekend),
    Rule(Pattern(r"<wd> (?:de la |of )?(?:s|semaine |sem\.? |week )(?P<week>[0-9]{1,2})"), _week_number),
    Rule(Pattern(r"(?:s|semaine |week )(?P<week>[0-9]{1,2})"), _week_number, Trust.INTRODUCED),
    Rule(Pattern(rf"{_END_FR}(?:de |du |de ce )?mois(?P<next> {_SOON})?"), _end_of_month),
    Rule(Pattern(rf"{_END_EN}(?P<next>next )?month|eom"), _end_of_month),
    Rule(Pattern(rf"{_END_FR}{_OF}(?P<term>trimestre|semestre|annee)(?P<next> {_SOON})?"), _end_of_term),
    Rule(Pattern(rf"{_END_EN}(?P<next>next )?(?P<term>quarter|year)"), _end_of_term),
    Rule(Pattern(r"(?:le )?mois prochain|next month"), _next_month),
    Rule(Pattern(rf"{_STAGE}<month>(?: <year>)?"), _part_of_month),
    Rule(Pattern(rf"(?:en )?(?P<stage>debut|mi|milieu) (?:de |du )?mois(?P<next> {_SOON})?"), _part_of_month),
    Rule(Pattern(r"(?P<stage>early|mid|late|beginning of|start of|end of) <month>(?: <year>)?"), _part_of_month),
    *(Rule(Pattern(words), _named(holiday), Trust.INTRODUCED) for words, holiday in _NAMED.items()),
    Rule(Pattern(r"(?:le |au )?prochain jour ouvr(?:e|(?P<ouvrable>able))"), _next_open),
    Rule(Pattern(r"(?:the )?next (?:working|business) day"), _next_open),
)
