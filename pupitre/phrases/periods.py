"""Weeks, months and quarters: « fin de mois », « semaine prochaine », « lundi S50 », « courant décembre »."""

import re
from datetime import date, timedelta

from pupitre.calendar import (
    SATURDAY,
    SUNDAY,
    add_ouvrables,
    add_working_days,
    is_working_day,
)
from pupitre.months import days_in
from pupitre.phrases.answers import Moment, Why
from pupitre.phrases.dates import dated, next_numbered
from pupitre.phrases.pieces import FARTHEST, Days, Nothing, Piece, Rule, Trust, part
from pupitre.phrases.weekdays import WEEK, monday_of
from pupitre.phrases.words import MONTHS, WEEKDAYS, Pattern, day_number
from pupitre.rules import LAST, Every
from pupitre.rules import Rule as Again
from pupitre.text import late


def last_working_day(day: date, at: Moment) -> date:
    """Return this day when it is worked, else the working day before it."""
    working = is_working_day(day, at.hours, at.holiday_zone)
    return day if working else add_working_days(day, -1, at.hours, at.holiday_zone)


def week_end_day(monday: date, at: Moment) -> date:
    """Return the last working day of a week, its Friday when none is worked."""
    last = last_working_day(monday + timedelta(days=SUNDAY), at)
    return last if last >= monday else monday + timedelta(days=4)


def _week(match: re.Match[str], at: Moment) -> Piece:
    """Read « cette semaine », « fin de semaine »: its last working day; on Saturday that day is over."""
    monday = monday_of(at.today) + (WEEK if part(match, "next") else timedelta(0))
    day = week_end_day(monday, at)
    if day >= at.today:
        return Days((day,))
    return Days((week_end_day(monday + WEEK, at), monday + timedelta(days=SUNDAY)), Why.PAST)


def _whole_week(_: re.Match[str], at: Moment) -> Piece:
    monday = monday_of(at.today) + WEEK
    return Days((week_end_day(monday, at), monday), Why.WHOLE_WEEK)


def _part_of_week(match: re.Match[str], at: Moment) -> Piece:
    """Read « début de semaine » as its Tuesday, « milieu de semaine » as its Wednesday."""
    early = part(match, "early") != ""
    day = monday_of(at.today) + timedelta(days=1 if early else 2)
    if part(match, "next") or day < at.today:
        day += WEEK
    return Days((day, day + timedelta(days=-1 if early else 1)), Why.VAGUE)


def _weekend(match: re.Match[str], at: Moment) -> Piece:
    """Read « le week-end » as its Sunday, and « avant le week-end » as the end of the week before it."""
    saturday = monday_of(at.today) + timedelta(days=SATURDAY) + (WEEK if part(match, "next") else timedelta(0))
    before = week_end_day(monday_of(saturday), at)
    if _BEFORE().search(match.string, 0, match.start()) and before >= at.today:
        return Days((before,))
    return Days((saturday + timedelta(days=1), max(saturday, at.today)), Why.WEEKEND)


def _week_number(match: re.Match[str], at: Moment) -> Piece:
    """Read « S50 », « lundi S50 »: the next ISO week of that number."""
    number, weekday = int(match["week"]), WEEKDAYS.get(part(match, "wd"))
    for year in range(at.today.isocalendar()[0], at.today.year + 8):
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:  # a week 53 that this year does not have
            continue
        day = week_end_day(monday, at) if weekday is None else monday + timedelta(days=weekday)
        if day >= at.today:
            return Days((day,)) if weekday is not None else Days((day, monday), Why.WHOLE_WEEK)
    return Nothing(Why.NO_SUCH_DATE)


def month_end(day: date, months: int = 0) -> date:
    """Return the last day of the month of a day, or of a month `months` later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, days_in(year, month + 1))


def quarter_end(day: date) -> date:
    """Return the last day of the civil quarter of a day."""
    return month_end(day, 2 - (day.month - 1) % 3)


def _closing(day: date, at: Moment, again: Again | None = None) -> Piece:
    """Return the end of a period, and a doubt when nobody works that day."""
    worked = last_working_day(day, at)
    if worked == day or worked < at.today:
        return Days((day,), again=again)
    return Days((day, worked), Why.CLOSED_DAY, again=again)


def _end_of_month(match: re.Match[str], at: Moment) -> Piece:
    day = month_end(at.today, 1 if part(match, "next") else 0)
    return _closing(day, at, Again(every=Every.MONTH_DATE, first=day, day=LAST))


def _within(match: re.Match[str], at: Moment) -> Piece:
    """Read « courant décembre », « en janvier »: before its last day, or its middle."""
    ahead = (MONTHS[match["month"]] - at.today.month) % 12
    last = month_end(at.today, ahead)
    if year := part(match, "y"):
        last = month_end(date(min(max(int(year), at.today.year - 1), at.today.year + FARTHEST), last.month, 1))
    if last < at.today:
        return Nothing(Why.PAST)
    return Days((last, max(last.replace(day=15), at.today)), Why.VAGUE)


def _week_of(match: re.Match[str], at: Moment) -> Piece:
    """Read « la semaine du 7 décembre »: its last working day, or its Monday."""
    month = MONTHS.get(part(match, "month")) or int(part(match, "m") or 0)
    if month:
        found = dated("", month, day_number(match["d"]), at)
    else:
        both = next_numbered(day_number(match["d"]), at)
        found = Days(both[:1]) if both else Nothing(Why.NO_SUCH_DATE)
    if not isinstance(found, Days):
        return found
    monday = monday_of(found.days[0])
    return Days((week_end_day(monday, at), max(monday, at.today)), Why.WHOLE_WEEK)


def _quarter(match: re.Match[str], at: Moment) -> Piece:
    """Read « fin T1 », « fin du 1er trimestre 2027 »: the last day of that civil quarter, the next to come."""
    month = int(part(match, "q") or part(match, "q1")) * 3
    year = int(part(match, "y") or at.today.year)
    if year > at.today.year + FARTHEST:
        return Nothing(Why.TOO_FAR)
    day = month_end(date(max(year, 1), month, 1))
    if day < at.today and not part(match, "y"):
        day = month_end(date(year + 1, month, 1))
    return _closing(day, at) if day >= at.today else Nothing(Why.PAST)


def _part_of_year(match: re.Match[str], at: Moment) -> Piece:
    """Read « début 2027 », « fin 2026 »: the end of its January, or of the year."""
    year = int(match["y"])
    if not at.today.year <= year <= at.today.year + FARTHEST:
        return Nothing(Why.PAST if year < at.today.year else Why.TOO_FAR)
    if match["stage"] in {"fin", "end of", "late"}:
        return _closing(date(year, 12, 31), at)
    end = date(year, 1, 31) if match["stage"] in {"debut", "early"} else date(year, 6, 30)
    return Days((end, end.replace(day=15)), Why.VAGUE) if end.replace(day=15) >= at.today else Nothing(Why.PAST)


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
    stage, name = match["stage"].removesuffix(" of"), part(match, "month")
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


def _next_open(match: re.Match[str], at: Moment) -> Piece:
    if part(match, "ouvrable"):
        return Days((add_ouvrables(at.today, 1, at.holiday_zone),))
    return Days((add_working_days(at.today, 1, at.hours, at.holiday_zone),))


_END_FR, _END_EN = r"(?:(?:en|a la|la|pour la) )?fin ", r"(?:at |by )?(?:the )?end of (?:the |this )?"
_STAGE = r"(?:(?:en|a la|le|a|au) )?(?P<stage>debut|mi|milieu|fin) (?:de |d'|du mois de |du mois d')?"
_OF = "(?:de |du |d'|de l')?"
_NTH = r"(?P<q1>[1-4])(?:er?|eme)"
_THAT_DAY = r"(?:lundi )?<d>(?: <month>|/(?P<m>[0-9]{1,2}))?"
_SOON = "(?:prochaine?|suivante?)"
_BEFORE = late("(?:avant|before) $")

RULES: tuple[Rule, ...] = (
    Rule(Pattern(rf"{_END_FR}(?:de )?(?:la |cette )?semaine(?P<next> {_SOON})?"), _week),
    Rule(Pattern(rf"{_END_FR}de (?P<next>la semaine prochaine)"), _week),
    Rule(Pattern(rf"{_END_EN}(?P<next>next )?week"), _week),
    Rule(Pattern(r"(?:dans la |cette |this )(?:semaine|week)"), _week),
    Rule(Pattern(rf"(?:dans le )?courant (?:de )?(?:la )?semaine(?P<next> {_SOON})?"), _week),
    Rule(Pattern(rf"(?:la )?semaine {_SOON}|next week"), _whole_week),
    Rule(Pattern(rf"(?:en )?(?:(?P<early>debut)|milieu) (?:de )?(?:la )?semaine(?P<next> {_SOON})?"), _part_of_week),
    Rule(Pattern(r"(?:(?P<early>early)|mid)(?P<next> next)?(?: this)? ?week"), _part_of_week),
    Rule(Pattern(rf"(?:ce |le |this |the )week ?end(?P<next> {_SOON})?"), _weekend),
    Rule(Pattern(rf"week ?end(?P<next> {_SOON})?|weekend"), _weekend, Trust.INTRODUCED),
    Rule(Pattern(r"(?P<next>next) week ?end"), _weekend),
    Rule(Pattern(r"<wd> (?:de la |of )?(?:s|semaine |sem\.? |week )(?P<week>[0-9]{1,2})"), _week_number),
    Rule(Pattern(r"(?:en |in )?(?:s|semaine |week )(?P<week>[0-9]{1,2})"), _week_number, Trust.INTRODUCED),
    Rule(Pattern(rf"dans la semaine du {_THAT_DAY}"), _week_of),
    Rule(Pattern(rf"(?:la )?semaine du {_THAT_DAY}"), _week_of, Trust.INTRODUCED),
    Rule(Pattern(r"(?:the )?week of (?:the )?<d>(?: <month>)?"), _week_of, Trust.INTRODUCED),
    Rule(Pattern(r"(?:the )?week of <month1st> <d>"), _week_of, Trust.INTRODUCED),
    Rule(Pattern(r"(?:dans le )?courant (?:de |d'|du mois de )?<month>(?: <year>)?"), _within),
    Rule(Pattern(r"(?:en|in|au mois de|au mois d') ?<month>(?: prochain)?(?: <year>)?"), _within, Trust.INTRODUCED),
    Rule(Pattern(rf"{_END_FR}(?:du )?(?:t(?P<q>[1-4])|{_NTH} trimestre)(?: <year>)?"), _quarter, Trust.LAST),
    Rule(Pattern(r"end of q(?P<q>[1-4])(?: <year>)?"), _quarter, Trust.LAST),
    Rule(Pattern(r"(?:en )?(?P<stage>debut|mi|fin|early|mid|late|end of) <year>"), _part_of_year, Trust.INTRODUCED),
    Rule(Pattern(rf"{_END_FR}(?:de |du |de ce )?mois(?P<next> {_SOON})?"), _end_of_month),
    Rule(Pattern(rf"{_END_EN}(?P<next>next )?month|eom"), _end_of_month),
    Rule(Pattern(rf"{_END_FR}{_OF}(?P<term>trimestre|semestre|annee)(?P<next> {_SOON})?"), _end_of_term),
    Rule(Pattern(rf"{_END_EN}(?P<next>next )?(?P<term>quarter|year)"), _end_of_term),
    Rule(Pattern(r"(?:le )?mois prochain|next month"), _next_month),
    Rule(Pattern(rf"{_STAGE}<month>(?: <year>)?"), _part_of_month),
    Rule(Pattern(rf"(?:en )?(?P<stage>debut|mi|milieu) (?:de |du )?mois(?P<next> {_SOON})?"), _part_of_month),
    Rule(Pattern(r"(?P<stage>early|mid|late|beginning of|start of|end of) <month>(?: <year>)?"), _part_of_month),
    Rule(Pattern(r"(?:le |au )?prochain jour ouvr(?:e|(?P<ouvrable>able))"), _next_open),
    Rule(Pattern(r"(?:the )?next (?:working|business) day"), _next_open),
)
