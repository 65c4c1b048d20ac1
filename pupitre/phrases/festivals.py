"""Days by the name of their feast: « Noël », « la veille de Noël », « à la Toussaint », « après les fêtes »."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from pupitre.calendar import Holiday, Zone, add_working_days, holidays_of
from pupitre.phrases.answers import Moment, Why
from pupitre.phrases.periods import last_working_day
from pupitre.phrases.pieces import Build, Days, Nothing, Piece, Rule, Trust
from pupitre.phrases.words import Pattern

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
    "(?:la )?noel|christmas(?: day)?": Holiday.CHRISTMAS,
}


def _named(holiday: Holiday, shift: int = 0) -> Build:
    """Find the next day of that name, or so many days from it; the table of Alsace-Moselle knows every name."""

    def build(_: re.Match[str], at: Moment) -> Piece:
        years = (at.today.year, at.today.year + 1, at.today.year + 2)
        table = [pair for year in years for pair in holidays_of(year, Zone.ALSACE_MOSELLE).items()]
        days = [day + timedelta(days=shift) for day, name in table if name is holiday]
        return Days((next(day for day in days if day >= at.today),))

    return build


def _before_season(_: re.Match[str], at: Moment) -> Piece:
    """Read « avant les fêtes »: the last working day before Christmas, or a week sooner."""
    eves = (last_working_day(date(at.today.year + more, 12, 24), at) for more in (0, 1))
    eve = next(day for day in eves if day >= at.today)
    sooner = eve - timedelta(days=7)
    return Days((eve, sooner), Why.VAGUE) if sooner >= at.today else Days((eve,))


def _after_season(_: re.Match[str], at: Moment) -> Piece:
    """Read « après les fêtes »: the first working day after New Year, which is a start."""
    firsts = (date(at.today.year + more, 1, 1) for more in (0, 1))
    openings = (add_working_days(first, 1, at.hours, at.holiday_zone) for first in firsts)
    opening = next(day for day in openings if day >= at.today)
    return Days((opening, opening + timedelta(days=7)), Why.VAGUE, start=opening, rule="from")


def _two_eves(_: re.Match[str], at: Moment) -> Piece:
    """Read « le réveillon »: of Christmas or of New Year."""
    both = (date(at.today.year, 12, 24), date(at.today.year, 12, 31))
    left = tuple(day for day in both if day >= at.today)
    return Days(left, Why.EITHER) if left else Nothing(Why.NO_SUCH_DATE)


_EASTER = "(?:le dimanche de |a )?paques|easter(?: sunday)?"
_AT = r"(?:a la |a l'|a |au |at |on |le jour de (?:la |l')?)"
_EVE = r"(?:a )?(?:la )?veille (?:de |du |d')(?:la |l')?"
_MORROW = r"(?:au |le )?lendemain (?:de |du |d')(?:la |l')?"
_ARTICLES = ("(?:le )?", "(?:la )?", "(?:l')?", "(?:l'|la )?")
"""As the patterns above have them."""


def _around() -> list[Rule]:
    """Return the rules of each feast: itself, the day before it and the day after."""
    rules = []
    for words, holiday in _NAMED.items():
        bare = words
        for article in _ARTICLES:
            bare = bare.replace(article, "")
        rules += [
            Rule(Pattern(words), _named(holiday), Trust.INTRODUCED),
            Rule(Pattern(f"{_AT}(?:{bare})"), _named(holiday), Trust.LAST),
            Rule(Pattern(f"{_EVE}(?:{bare})"), _named(holiday, -1)),
            Rule(Pattern(f"{_MORROW}(?:{bare})"), _named(holiday, 1)),
        ]
    return rules


RULES: tuple[Rule, ...] = (
    *_around(),
    Rule(Pattern(_EASTER), _named(Holiday.EASTER_MONDAY, -1), Trust.INTRODUCED),
    Rule(Pattern(r"christmas eve"), _named(Holiday.CHRISTMAS, -1), Trust.LAST),
    Rule(Pattern(r"boxing day"), _named(Holiday.CHRISTMAS, 1), Trust.LAST),
    Rule(Pattern(r"(?:(?:a )?la )?saint sylvestre|new year'?s eve"), _named(Holiday.NEW_YEAR, -1), Trust.LAST),
    Rule(Pattern(r"(?:le |au )?reveillon"), _two_eves, Trust.INTRODUCED),
    Rule(Pattern(r"(?:avant|d'? ?ici) les fetes|before the holidays"), _before_season),
    Rule(Pattern(r"les fetes|the holidays"), _before_season, Trust.INTRODUCED),
    Rule(Pattern(r"apres les fetes|after the holidays"), _after_season),
)
