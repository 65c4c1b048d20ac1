"""How a rule of what comes again is said: « chaque lundi et jeudi, 9 h », and what a holiday does to its days."""

from collections.abc import Iterable
from datetime import date, time
from typing import TYPE_CHECKING

from pupitre.rules import LAST, Every, Rule, Shift
from tui import words
from tui.speech import FRENCH, day_and_month, weekday_names
from tui.words import N_, _, ngettext, shown

if TYPE_CHECKING:
    from pupitre.recurring import Coming, Made

KINDS = {
    Every.DAY: N_("every day"), Every.WORKING_DAY: N_("every working day"),
    Every.OUVRABLE: N_("every day but Sunday and holidays"), Every.WEEK: N_("every week"),
    Every.FORTNIGHT: N_("every two weeks"), Every.MONTH_DATE: N_("each month, on a date"),
    Every.MONTH_WEEKDAY: N_("each month, on a weekday"),
    Every.LAST_WORKING_DAY: N_("the last working day of the month"),
    Every.QUARTER: N_("every three months, on a date"), Every.YEAR: N_("every year"),
}
"""How the kinds of a rule are called where one is chosen."""

SHIFTS = {
    Shift.STAY: N_("stays where it is"), Shift.BEFORE: N_("the working day before"),
    Shift.AFTER: N_("the working day after"), Shift.SKIP: N_("left out"),
}
"""What becomes of a day that is not worked, where it is chosen."""

RANKS = {
    1: N_("first"), 2: N_("second"), 3: N_("third"), 4: N_("fourth"), 5: N_("fifth"), LAST: N_("last"),
}
"""Which weekday of a month."""

_SHIFTED = {
    Shift.BEFORE: N_("earlier when it is not a working day"), Shift.AFTER: N_("later when it is not a working day"),
    Shift.SKIP: N_("left out when it is not a working day"),
}


def said(rule: Rule, hour: time | None = None) -> str:
    """Return a rule in plain words, with its hour, its holiday rule and its end."""
    told = [_plain(rule)]
    if hour is not None:
        told.append(words.hour(hour))
    if rule.shift in _SHIFTED:
        told.append(_(_SHIFTED[rule.shift]))
    if rule.until is not None:
        told.append(_("until {day}").format(day=words.long_day(rule.until, year=True)))
    return ", ".join(told)


def _plain(rule: Rule) -> str:
    days, number = weekdays(rule.weekdays or (rule.first.weekday(),)), _numbered(rule.day or rule.first.day)
    match rule.every:
        case Every.WEEK:
            return _("every {days}").format(days=days)
        case Every.FORTNIGHT:
            return _("every other {days}").format(days=days)
        case Every.MONTH_DATE:
            return _("{date} of each month").format(date=number)
        case Every.MONTH_WEEKDAY:
            return _("the {rank} {day} of each month").format(rank=_(RANKS[rule.rank or 1]), day=days)
        case Every.QUARTER:
            month = words.month_named(f"{rule.first:%Y-%m}")
            return _("{date} of the month, every three months from {month} on").format(date=number, month=month)
        case Every.YEAR:
            return _("each year on {day}").format(day=_yearly(rule))
    return _(KINDS[rule.every])


def _yearly(rule: Rule) -> str:
    wanted, first = rule.day or rule.first.day, rule.first
    if wanted == LAST:
        return _("the last day of {month}").format(month=words.month_named(f"{first:%Y-%m}").rpartition(" ")[0])
    # A leap year has every day of every month.
    day = date(2028, first.month, min(wanted, _LONGEST[first.month - 1]))
    return day_and_month(day, words.language())


_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def weekdays(found: Iterable[int]) -> str:
    """Return « lundi et jeudi »."""
    names = [weekday_names(words.language())[n] for n in sorted(set(found))]
    if len(names) < 2:
        return "".join(names)
    return _("{list} and {last}").format(list=", ".join(names[:-1]), last=names[-1])


def _numbered(day: int) -> str:
    """Return « le 1er », « the 2nd », or the last day."""
    if day == LAST:
        return _("the last day")
    if words.language() == FRENCH:
        return _("the {number}").format(number="1er" if day == 1 else str(day))
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day not in {11, 12, 13} else 0, "th")
    return _("the {number}").format(number=f"{day}{ending}")


def coming(found: "Coming") -> str:
    """Return a day that is to come, and from where the holiday rule moved it, or that it was taken out."""
    told = words.short_day(found.due) if found.due == found.day else moved(found.day, found.due)
    return _("{day}: skipped").format(day=told) if found.skipped else told


def moved(day: date, due: date) -> str:
    """Return where the holiday rule moves a day."""
    return _("{day} (in place of {other})").format(day=words.short_day(due), other=words.short_day(day))


def left_out(day: date) -> str:
    """Return that the holiday rule leaves a day out."""
    return _("{day}: left out, not a working day").format(day=words.short_day(day))


def caught_up(made: "Made") -> str:
    """Return that one task stands for the days that were missed."""
    told = ngettext("{n} day was missed, one task stands for all.", "{n} days were missed, one task stands for all.",
                    made.missed)
    return _("“{title}”: {what}").format(title=shown(made.recurrence.title), what=told)
