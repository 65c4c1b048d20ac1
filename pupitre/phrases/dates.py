"""Days by their number: « le 5 », « 05/12/2026 », « mardi 1er décembre », « jeudi 3 », « Dec 5 »."""

import re
from datetime import date, timedelta

from pupitre.months import days_in
from pupitre.phrases.answers import Moment, Why
from pupitre.phrases.pieces import FARTHEST, Days, Nothing, Piece, Rule, Trust, part
from pupitre.phrases.weekdays import WEEK, coming
from pupitre.phrases.words import MONTHS, WEEKDAYS, Pattern, day_number, number
from pupitre.rules import Every
from pupitre.rules import Rule as Again

_RECENT = timedelta(days=31)
"""A date without a year that passed so recently may be the one meant; the next is eleven months away."""
_FIVE_WEEKS = timedelta(days=35)
_LEAP_YEAR = 2024


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= days_in(year, month)


def _full(year: int, month: int, day: int, at: Moment) -> Piece:
    """Return a date with its year (two figures: this century); one that is over is refused."""
    if year < 100:
        year += at.today.year // 100 * 100
    if not _exists(year, month, day):
        return Nothing(Why.NO_SUCH_DATE)
    found = date(year, month, day)
    if year > at.today.year + FARTHEST:
        return Nothing(Why.TOO_FAR)
    return Days((found,)) if found >= at.today else Nothing(Why.PAST)


def _without_year(month: int, day: int, at: Moment) -> Piece:
    """Return the next such date, today included; eight years can part two 29 February."""
    if not _exists(_LEAP_YEAR, month, day):
        return Nothing(Why.NO_SUCH_DATE)
    year = at.today.year
    dates = [date(y, month, day) for y in range(year - 1, year + 9) if _exists(y, month, day)]
    ahead = next((found for found in dates if found >= at.today), None)
    if ahead is None:
        return Nothing(Why.TOO_FAR)
    gone = [found for found in dates if timedelta(0) < at.today - found <= _RECENT]
    return Days((ahead, gone[0]), Why.PAST) if gone else Days((ahead,))


def dated(year: str, month: int, day: int, at: Moment) -> Piece:
    """Return a date whose year, when it was not written, is the one that comes next."""
    return _full(int(year), month, day, at) if year else _without_year(month, day, at)


def _checked(piece: Piece, word: str, at: Moment) -> Piece:
    """Doubt a date whose weekday is not the one that was written, and offer that weekday beside it."""
    if not isinstance(piece, Days) or not word:
        return piece
    weekday = WEEKDAYS[word]
    agreeing = tuple(day for day in piece.days if day.weekday() == weekday)
    if agreeing and agreeing[0] >= at.today:
        return Days(agreeing)
    day = piece.days[0]
    near = day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)
    return Days((day, near if near >= at.today else near + WEEK), Why.WEEKDAY_MISMATCH)


def _in_figures(match: re.Match[str], at: Moment) -> Piece:
    found = dated(part(match, "y"), int(match["m"]), int(match["d"]), at)
    return _checked(found, part(match, "wd"), at)


def _in_words(match: re.Match[str], at: Moment) -> Piece:
    found = dated(part(match, "y"), MONTHS[match["month"]], day_number(match["d"]), at)
    return _checked(found, part(match, "wd"), at)


def next_numbered(day: int, at: Moment) -> tuple[date, ...]:
    """Return the next two days that bear this number in their month, today included; none above 31."""
    first = at.today.year * 12 + at.today.month - 1
    months = [divmod(first + count, 12) for count in range(5)]
    found = [date(year, month + 1, day) for year, month in months if _exists(year, month + 1, day)]
    return tuple(date_ for date_ in found if date_ >= at.today)[:2]


def _numbered(match: re.Match[str], at: Moment) -> Piece:
    both = next_numbered(day_number(match["d"]), at)
    if not both:
        return Nothing(Why.NO_SUCH_DATE)
    again = Again(every=Every.MONTH_DATE, first=both[0], day=both[0].day)
    if both[0] == at.today:
        return Days(both, Why.OWN_DAY, again=again)
    return Days(both[:1], again=again)


def _spelled(match: re.Match[str], at: Moment) -> Piece:
    """Read « le vingt-sept novembre »."""
    found = dated(part(match, "y"), MONTHS[match["month"]], number(match["dw"]), at)
    return _checked(found, part(match, "wd"), at)


def _either_of_month(match: re.Match[str], at: Moment) -> Piece:
    """Read « le 3 ou le 4 janvier »: both of that month."""
    month = MONTHS[match["month"]]
    both = [dated(part(match, "y"), month, day_number(match[name]), at) for name in ("d0", "d")]
    days = tuple(piece.days[0] for piece in both if isinstance(piece, Days))
    return Days(days, Why.EITHER) if len(days) == len(both) else Nothing(Why.NO_SUCH_DATE)


def _numbered_in_month(match: re.Match[str], at: Moment) -> Piece:
    """Read « le 5 de ce mois », « le 5 du mois prochain »."""
    year, month = divmod(at.today.year * 12 + at.today.month - 1 + bool(part(match, "next")), 12)
    return _full(year, month + 1, day_number(match["d"]), at)


def _weekday_number(match: re.Match[str], at: Moment) -> Piece:
    """Read « jeudi 3 »: the next Thursday that is a 3rd, within five weeks."""
    both, weekday = next_numbered(day_number(match["d"]), at), WEEKDAYS[match["wd"]]
    agreeing = [day for day in both if day.weekday() == weekday and day - at.today <= _FIVE_WEEKS]
    if agreeing:
        return Days((agreeing[0],))
    if not both:
        return Nothing(Why.NO_SUCH_DATE)
    return Days((both[0], coming(weekday, at.today)), Why.WEEKDAY_MISMATCH)


def _tuesday_or_march(match: re.Match[str], at: Moment) -> Piece:
    """Read « mar 3 »: mardi 3 or 3 mars; without a Tuesday that is a 3rd there is nothing to propose."""
    number = day_number(match["d"])
    march = _without_year(3, number, at)
    tuesdays = [day for day in next_numbered(number, at) if day.weekday() == 1]
    if isinstance(march, Days) and tuesdays and tuesdays[0] - at.today <= _FIVE_WEEKS:
        return Days((tuesdays[0], march.days[0]), Why.WEEKDAY_OR_MONTH)
    return Days((), Why.WEEKDAY_OR_MONTH)


_LE = r"(?:(?:le|au|du|on the|on|the) )?"
_WD = rf"(?:{_LE}<wd>,? )?{_LE}"
_FIGURES = r"(?P<d>[0-9]{1,2}) ?/ ?(?P<m>[0-9]{1,2})(?![0-9/])"
_WITH_YEAR = r"(?P<d>[0-9]{1,2})(?P<mark>[/.-])(?P<m>[0-9]{1,2})(?P=mark)(?P<y>[0-9]{4}|[0-9]{2})"
# « le 1er rappel », "on the 1st draft", "the 5 files" rank or count things.
_WRITTEN = r"(?:le (?!1er|premier)|on the (?!1st)(?=[0-9]{1,2}(?:st|nd|rd|th)))"

RULES: tuple[Rule, ...] = (
    Rule(Pattern(_WD + _FIGURES), _in_figures, Trust.SLASH),
    Rule(Pattern(_WD + _WITH_YEAR), _in_figures),
    Rule(Pattern(r"<year>-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"), _in_figures),
    Rule(Pattern(_WD + r"<d> (?:of )?<month>(?:,? <year>)?"), _in_words),
    Rule(Pattern(_WD + r"<d> <month> (?:dernier|passe)"), lambda _, __: Nothing(Why.PAST), Trust.NEVER),
    Rule(Pattern(_WD + r"<month1st> <d>(?:,? <year>)?"), _in_words),
    Rule(Pattern(_WRITTEN + "<d>(?: du mois| of the month)?"), _numbered, Trust.WRITTEN),
    Rule(Pattern(r"(?:le|au|du|on the|the) <d>(?: du mois| of the month)?"), _numbered, Trust.NUMBER),
    Rule(Pattern(r"le <d> (?:de ce mois(?: ci)?|courant|du mois (?P<next>prochain))"), _numbered_in_month),
    Rule(Pattern(r"le (?:<wd> )?(?P<dw><words>) <month>(?: <year>)?"), _spelled),
    Rule(Pattern(r"(?:<wd> )?(?P<dw><words>) <month>(?: <year>)?"), _spelled, Trust.LAST),
    Rule(Pattern(r"(?:le )?<d0> ou (?:le )?<d> <month>(?: <year>)?"), _either_of_month),
    Rule(Pattern(r"(?P<d>[0-9]{1,2})(?P<mark>[.-])(?P<m>[0-9]{1,2})(?![0-9./-])"), _in_figures, Trust.NEVER),
    Rule(Pattern(r"(?:on )?the <d> of (?:this|(?P<next>next)) month"), _numbered_in_month),
    # « mar. » with its dot can only be mardi.
    Rule(Pattern(r"(?P<wd>mar) <d>"), _tuesday_or_march, Trust.NUMBER),
    Rule(Pattern(rf"{_LE}<wd>,? {_WRITTEN}<d>"), _weekday_number, Trust.WRITTEN),
    Rule(Pattern(rf"{_LE}<wd>,? (?:le |the )?<d>(?!\.[0-9]{{2}} ?[ap])"), _weekday_number, Trust.NUMBER),
)
