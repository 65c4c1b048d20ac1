"""Ranges of days: « du 1er au 4 décembre », « du 28/12 au 3/1 », « entre lundi et mercredi »."""

import re
from datetime import date

from pupitre.phrases.answers import Moment, Why
from pupitre.phrases.dates import dated, next_numbered
from pupitre.phrases.pieces import Days, Nothing, Piece, Rule, part
from pupitre.phrases.weekdays import coming, today_or_coming
from pupitre.phrases.words import MONTHS, WEEKDAYS, Pattern, day_number


def _days_between(match: re.Match[str], at: Moment) -> Piece:
    """Return the last day of a range as the deadline, and its first as the start."""
    month = MONTHS[match["month"]] if part(match, "month") else int(match["m"])
    last = dated(part(match, "y"), month, day_number(match["d"]), at)
    if not isinstance(last, Days):
        return last
    end = last.days[0]
    first = day_number(match["d0"])
    # « du 28 au 3 décembre » begins in the month before.
    begun = month if first <= end.day else _before(month)
    begun = MONTHS[part(match, "month0")] if part(match, "month0") else int(part(match, "m0") or begun)
    start = _on_or_before(end, begun, first)
    return Days(last.days, last.why, start=start, rule="range") if start else Nothing(Why.NO_SUCH_DATE)


def _before(month: int) -> int:
    return (month - 2) % 12 + 1


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
    """Read « du 1er au 4 » within one month, « du 30 au 2 » over its end."""
    first, last = day_number(match["d0"]), day_number(match["d"])
    days = next_numbered(last, at)
    if not days or first == last:
        return Nothing(Why.NO_SUCH_DATE)
    end = days[0]
    start = _on_or_before(end, end.month if first < last else _before(end.month), first)
    return Days((end,), start=start, rule="range") if start else Nothing(Why.NO_SUCH_DATE)


def _weekdays_between(match: re.Match[str], at: Moment) -> Piece:
    start = today_or_coming(WEEKDAYS[match["wd0"]], at.today)
    return Days((coming(WEEKDAYS[match["wd"]], start),), start=start, rule="range")


_NAMES = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_WD = rf"(?:(?:{_NAMES})\.? )?(?:the )?"
_WD0 = rf"(?P<wd0>{_NAMES})"
_FROM = r"(?:entre le|du|from|from the|between|between the)"
_TO = r"(?:au|et le|to|to the|and|until)"

RULES: tuple[Rule, ...] = (
    Rule(Pattern(rf"{_FROM} {_WD}<d0>(?: <month0>)? {_TO} {_WD}<d> <month>(?:,? <year>)?"), _days_between),
    Rule(
        Pattern(
            rf"{_FROM} {_WD}<d0>(?:/(?P<m0>[0-9]{{1,2}})(?:/[0-9]{{4}})?)? {_TO} {_WD}"
            r"<d>/(?P<m>[0-9]{1,2})(?:/(?P<y>[0-9]{4}))?"
        ),
        _days_between,
    ),
    Rule(Pattern(rf"{_FROM} {_WD}<d0> {_TO} {_WD}<d>"), _numbers_between),
    Rule(Pattern(rf"(?:du|de|from) {_WD0} (?:au|a|to) <wd>"), _weekdays_between),
    Rule(Pattern(rf"(?:entre|between) (?:le )?{_WD0} (?:et|and) (?:le )?<wd>"), _weekdays_between),
)
