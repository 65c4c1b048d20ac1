"""Days by their name: « demain », « vendredi », « lundi prochain », « mercredi en quinze »."""

import re
from datetime import date, timedelta

from pupitre.phrases.answers import Moment, Why
from pupitre.phrases.pieces import Build, Days, Nothing, Piece, Rule, Trust, part
from pupitre.phrases.words import WEEKDAYS, Pattern
from pupitre.rules import Every
from pupitre.rules import Rule as Again

WEEK = timedelta(days=7)


def coming(weekday: int, today: date) -> date:
    """Return the next such weekday strictly after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def today_or_coming(weekday: int, today: date) -> date:
    """Return the first such weekday from today on."""
    return today if today.weekday() == weekday else coming(weekday, today)


def monday_of(day: date) -> date:
    """Return the Monday of the (ISO) week of a day."""
    return day - timedelta(days=day.weekday())


def _relative(shift: int) -> Build:
    """Count from today; just after midnight « demain » may be the day that has already begun."""

    def build(_: re.Match[str], at: Moment) -> Piece:
        day = at.today + timedelta(days=shift)
        if shift and at.local.time() < at.day_start:
            return Days((day, day - timedelta(days=1)), Why.JUST_AFTER_MIDNIGHT)
        return Days((day,))

    return build


def _weekday(match: re.Match[str], at: Moment) -> Piece:
    weekday = WEEKDAYS[match["wd"]]
    day = coming(weekday, at.today)
    again = Again(every=Every.WEEK, first=at.today, weekdays=(weekday,))
    if weekday != at.today.weekday():
        return Days((day,), again=again)
    return Days((at.today, day) if part(match, "this") else (day, at.today), Why.OWN_WEEKDAY, again=again)


def _next_weekday(match: re.Match[str], at: Moment) -> Piece:
    """Read « vendredi prochain » as the first to come; many people mean the one after when it is this near."""
    day = coming(WEEKDAYS[match["wd"]], at.today)
    ahead = (day - at.today).days
    if ahead < 7 and (monday_of(day) == monday_of(at.today) or ahead <= 2):
        return Days((day, day + WEEK), Why.NEXT_WEEKDAY)
    return Days((day,))


def _weeks_after(match: re.Match[str], at: Moment) -> Piece:
    """Read « en huit » and « en quinze »: one or two weeks after the coming one, or after today itself."""
    weekday = WEEKDAYS[match["wd"]]
    day = at.today if weekday == at.today.weekday() else coming(weekday, at.today)
    return Days((day + (2 if part(match, "fifteen") else 1) * WEEK,))


def _weekday_next_week(match: re.Match[str], at: Moment) -> Piece:
    return Days((monday_of(at.today) + WEEK + timedelta(days=WEEKDAYS[match["wd"]]),))


def _weekday_this_week(match: re.Match[str], at: Moment) -> Piece:
    day = monday_of(at.today) + timedelta(days=WEEKDAYS[match["wd"]])
    return Days((day,)) if day >= at.today else Days((day + WEEK, day), Why.PAST)


def _weeks_from(match: re.Match[str], at: Moment) -> Piece:
    """Read « demain en huit », « d'aujourd'hui en quinze »."""
    day = at.today + timedelta(days=1 if part(match, "tomorrow") else 0)
    return Days((day + (2 if part(match, "fifteen") else 1) * WEEK,))


_RELATIVE = (
    (r"aujourd'? ?hui|auj\.?|ajd|ce jour|today", 0),
    (r"demain|tomorrow|tmrw", 1),
    (r"apres ?demain|(?:the )?(?:day )?after tomorrow", 2),
)
_NEXT_WEEK = (
    r"<wd> (?:de )?(?:la )?semaine (?:prochaine|suivante)",
    r"<wd> (?:of )?next week",
    r"(?:la )?semaine prochaine <wd>",
    r"next week,? (?:on )?<wd>",
)

RULES: tuple[Rule, ...] = (
    *(Rule(Pattern(words), _relative(shift)) for words, shift in _RELATIVE),
    Rule(Pattern("avant hier|hier|yesterday"), lambda _, __: Nothing(Why.PAST), Trust.NEVER),
    Rule(
        Pattern("(?:la )?(?:semaine|annee) derniere|(?:le )?mois dernier|last (?:week|month|year)"),
        lambda _, __: Nothing(Why.PAST),
        Trust.NEVER,
    ),
    *(
        Rule(Pattern(words), lambda _, __: Nothing(Why.PAST), Trust.NEVER)
        for words in ("(?:le )?<wd> (?:dernier(?! delai| carat)|passe|precedent)", "last <wd>")
    ),
    Rule(Pattern(r"(?:(?P<this>ce|this) |(?:le|au|du|on|coming) )?<wd>"), _weekday, Trust.WEEKDAY),
    Rule(Pattern(r"(?:le )?<wd> (?:prochain|suivant|qui vient)"), _next_weekday),
    Rule(Pattern(r"(?:le prochain|on next|next) <wd>"), _next_weekday),
    Rule(Pattern(r"<wd> en (?:huit|8|(?P<fifteen>quinze|15))"), _weeks_after),
    Rule(
        Pattern(r"(?:d')?(?:aujourd'? ?hui|(?P<tomorrow>demain)) en (?:huit|8|(?P<fifteen>quinze|15))"), _weeks_from
    ),
    Rule(Pattern(r"(?:a )?week (?:from )?(?:today|(?P<tomorrow>tomorrow))"), _weeks_from),
    Rule(Pattern(r"(?:a )?week (?:on|from) <wd>"), _weeks_after),
    Rule(Pattern(r"<wd> week"), _weeks_after),
    *(Rule(Pattern(words), _weekday_next_week) for words in _NEXT_WEEK),
    Rule(Pattern(r"<wd> (?:de )?cette semaine"), _weekday_this_week),
    Rule(Pattern(r"<wd> (?:of )?this week"), _weekday_this_week),
)
