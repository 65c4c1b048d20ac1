"""Recurrences: « tous les lundis et jeudis », « le 5 de chaque mois », « chaque dernier vendredi du mois »."""

import re
from datetime import date, timedelta
from itertools import islice

from pupitre.phrases.answers import Moment, Why
from pupitre.phrases.dates import dated
from pupitre.phrases.periods import month_end, quarter_end, week_end_day
from pupitre.phrases.pieces import Days, Nothing, Piece, Rule, Trust, part
from pupitre.phrases.weekdays import WEEK, monday_of, today_or_coming
from pupitre.phrases.words import MONTHS, WEEKDAYS, Pattern, day_number, number
from pupitre.rules import LAST, Every, days
from pupitre.rules import Rule as Again
from pupitre.text import late
from pupitre.value import replace

_WORDS = {
    Every.DAY: "daily", Every.WORKING_DAY: "working_days", Every.OUVRABLE: "ouvrables", Every.WEEK: "weekly",
    Every.FORTNIGHT: "fortnightly", Every.QUARTER: "quarterly", Every.YEAR: "yearly",
}  # fmt: skip
_AHEAD = timedelta(days=370)
"""Every recurrence but a yearly one comes within it."""
_RANKS = {
    "premier": 1, "first": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "third": 3, "quatrieme": 4, "fourth": 4,
    "cinquieme": 5, "fifth": 5, "dernier": LAST, "last": LAST,
}  # fmt: skip


def _word(again: Again) -> str:
    return _WORDS.get(again.every, "monthly")


def _coming(again: Again, at: Moment, *, once: bool = False) -> Piece:
    """Return the first day of a rule and the next; `once`: as the date it is, which may come again."""
    found = list(islice(days(again, again.first, again.first + _AHEAD, at.hours, at.holiday_zone), 2))
    if not found:
        return Nothing(Why.NO_SUCH_DATE)
    first, later = found[0][0], found[-1][0]
    return Days((first,), rule="" if once else _word(again), later=later, again=again)


def bounded(piece: Days, since: date | None, until: date | None, at: Moment) -> Piece:
    """Return the first days of a recurrence that begins and ends as she said."""
    if piece.again is None:
        return piece
    again = piece.again
    if since is not None and since > at.today and again.every is not Every.YEAR:
        again = replace(again, first=since)
        begun = _coming(again, at)
        if not isinstance(begun, Days):
            return begun
        piece = begun
    if until is None:
        return piece
    kept = tuple(day for day in piece.days if day <= until)
    if not kept:
        return Nothing(Why.NO_SUCH_DATE)
    return replace(piece, days=kept, again=replace(again, first=kept[0], until=until))


def _weekdays_in(text: str) -> tuple[int, ...]:
    named = _A_WEEKDAY().findall(text)
    found = {WEEKDAYS[word.removesuffix("s") if word not in WEEKDAYS else word] for word in named}
    return tuple(sorted(found))


def _weekly(match: re.Match[str], at: Moment) -> Piece:
    return _coming(Again(every=Every.WEEK, first=at.today, weekdays=_weekdays_in(match["list"])), at)


def _fortnightly(match: re.Match[str], at: Moment) -> Piece:
    """Read « un vendredi sur deux »: this week or the next, nobody knows but her."""
    weekday = WEEKDAYS[match["wd"]]
    day = today_or_coming(weekday, at.today)
    again = Again(every=Every.FORTNIGHT, first=day, weekdays=(weekday,))
    return Days((day, day + WEEK), Why.PARITY, rule=_word(again), later=day + WEEK, again=again)


def _each_week(match: re.Match[str], at: Moment) -> Piece:
    """Read « chaque semaine » as its last working day, or on this weekday."""
    day = week_end_day(monday_of(at.today), at)
    day = day if day >= at.today else week_end_day(monday_of(at.today) + WEEK, at)
    again = Again(every=Every.FORTNIGHT if part(match, "two") else Every.WEEK, first=at.today)
    return _either(day, again, at)


def _either(end: date, again: Again, at: Moment) -> Piece:
    """Return the end of a period and today: both may be the day that comes again."""
    readings = (end,) if end == at.today else (end, at.today)
    return Days(readings, Why.VAGUE if len(readings) > 1 else None, rule=_word(again), later=end, again=again)


def _each_month(_: re.Match[str], at: Moment) -> Piece:
    return _either(month_end(at.today), Again(every=Every.MONTH_DATE, first=at.today), at)


def _each_quarter(_: re.Match[str], at: Moment) -> Piece:
    return _either(quarter_end(at.today), Again(every=Every.QUARTER, first=at.today), at)


def _quarterly(match: re.Match[str], at: Moment) -> Piece:
    """Read « chaque trimestre le 5 »: in which month of the quarter, nobody knows but her."""
    day = day_number(match["d"])
    months = (month_end(at.today, n) for n in range(4))
    days = [d for last in months if 1 <= day <= 31 and (d := last.replace(day=min(day, last.day))) >= at.today][:3]
    if not days:
        return Nothing(Why.NO_SUCH_DATE)
    again = Again(every=Every.QUARTER, first=days[0], day=day)
    return Days(tuple(days), Why.VAGUE, rule=_word(again), later=days[1], again=again)


def _each_year(_: re.Match[str], at: Moment) -> Piece:
    return _either(date(at.today.year, 12, 31), Again(every=Every.YEAR, first=at.today), at)


def _every(every: Every, *, day: int = 0) -> "_Builder":
    return _Builder(every, day)


class _Builder:
    """Builds a rule that needs nothing but its kind."""

    def __init__(self, every: Every, day: int) -> None:
        self._every, self._day = every, day

    def __call__(self, match: re.Match[str], at: Moment) -> Piece:
        first = quarter_end(at.today) if self._every is Every.QUARTER else at.today
        return _coming(Again(every=self._every, first=first, day=self._day), at, once=_is_once(match))


def _is_once(match: re.Match[str]) -> bool:
    """Return whether the words may mean one day alone: « le dernier jour ouvré du mois », without « chaque »."""
    return "once" in match.re.groupindex and not (part(match, "each") or part(match, "of"))


def _monday_to_friday(_: re.Match[str], at: Moment) -> Piece:
    return _coming(Again(every=Every.WEEK, first=at.today, weekdays=tuple(range(5))), at)


def _monthly(match: re.Match[str], at: Moment) -> Piece:
    day = day_number(match["d"])
    if not 1 <= day <= 31:
        return Nothing(Why.NO_SUCH_DATE)
    return _coming(Again(every=Every.MONTH_DATE, first=at.today, day=day), at)


def _ranked(match: re.Match[str], at: Moment) -> Piece:
    """Read « le 2e mardi du mois »: one day, or with « chaque » each month."""
    word = match["rank"].removesuffix("s")
    rank = int(word[0]) if word[0].isdigit() else _RANKS[word]
    again = Again(every=Every.MONTH_WEEKDAY, first=at.today, weekdays=(WEEKDAYS[match["wd"]],), rank=rank)
    return _coming(again, at, once=_is_once(match))


def _yearly(match: re.Match[str], at: Moment) -> Piece:
    word = match["d"]
    found = dated("", MONTHS[match["month"]], day_number(word), at)
    if not isinstance(found, Days):
        return found
    day = found.days[0]
    again = Again(every=Every.YEAR, first=day, day=day.day)
    return Days((day,), rule=_word(again), later=day.replace(year=day.year + 1, day=min(day.day, 28)), again=again)


def _counted(match: re.Match[str], at: Moment) -> Piece:
    """Read « toutes les 2 semaines », « tous les 3 mois »; what no rule can say is not understood."""
    count, unit = number(match["n"]), match["unit"]
    if (count, unit[:3]) in {(2, "sem"), (2, "wee"), (15, "jou"), (14, "jou"), (14, "day")}:
        return _either(at.today + WEEK, Again(every=Every.FORTNIGHT, first=at.today), at)
    if (count, unit[:3]) in {(3, "moi"), (3, "mon")}:
        return _each_quarter(match, at)
    return Nothing(Why.NOT_UNDERSTOOD)


_NAMES = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_A_WEEKDAY = late(rf"(?<![a-z])(?:{_NAMES})s?(?![a-z])")
_ONE = rf"(?:{_NAMES})s?(?![a-z])\.?"
_EVERY = r"(?:chaque|tous les|toutes les|every|each)"
_JOIN = r"(?: ?, ?(?:et |and )?| et | and | & )(?:le |les |chaque |tous les |on )?"
_LIST = rf"(?P<list>{_ONE}(?:{_JOIN}{_ONE})*)"
_ON = r"(?:le |les |on )"
_EACH = rf"(?:(?P<each>(?:a )?{_EVERY} )|le |la |les |un |on |on the |the )?(?P<once>)"
_OF_EACH = "(?:de chaque|de tous les|of every|of each)"
_OF = r"(?:du mois|of the month|(?P<of>(?:de chaque|de tous les|of every|of each) (?:mois|month)))"
_RANK = (
    r"(?P<rank>[1-5](?:e|er|eme|nd|st|rd|th)|premiers?|deuxiemes?|second|troisiemes?|quatriemes?|cinquiemes?|"
    r"derniers?|first|third|fourth|fifth|last)"
)
_WORKED = r"(?:jours? ouvres?|working day|business day)"
_TWO_WEEKS = r"toutes les (?:deux|2) semaines|every (?:two|2) weeks"
_FORTNIGHT = r"(?:une semaine sur (?:deux|2)|every (?:other|second) week|every fortnight|fortnightly)"

RULES: tuple[Rule, ...] = (
    Rule(Pattern(rf"{_EVERY} {_LIST}"), _weekly),
    Rule(Pattern(rf"(?:{_EVERY} (?:semaines?|week),? |weekly ){_ON}{_LIST}"), _weekly),
    Rule(Pattern(rf"les (?P<list>(?:{_NAMES})s(?:{_JOIN}(?:{_NAMES})s)*)"), _weekly, Trust.LAST),
    Rule(Pattern(r"tous les jours,? du lundi au vendredi|every day from monday to friday"), _monday_to_friday),
    Rule(Pattern(r"(?:un |1 )<wd> sur (?:deux|2)"), _fortnightly),
    Rule(Pattern(r"every (?:other|second) <wd>"), _fortnightly),
    Rule(Pattern(rf"(?:{_FORTNIGHT}|{_TWO_WEEKS}),? (?:le |on )<wd>"), _fortnightly),
    Rule(Pattern(rf"{_EVERY} (?:semaines?|week)|hebdomadairement"), _each_week),
    Rule(Pattern("weekly"), _each_week, Trust.LAST),
    Rule(Pattern(rf"(?P<two>{_FORTNIGHT})"), _each_week),
    Rule(Pattern(rf"{_EVERY} <n> (?P<unit>jours|days|semaines|weeks|mois|months)"), _counted),
    Rule(Pattern(r"tous les jours|chaque jour|every ?day|daily|quotidiennement"), _every(Every.DAY)),
    Rule(
        Pattern(rf"{_EVERY}(?= (?:matin|midi|soir|apres midi|morning|afternoon|evening|noon))"), _every(Every.DAY)
    ),
    Rule(Pattern(r"(?:tous les jours|chaque jour) (?:ouvres?|de (?:la )?semaine)"), _every(Every.WORKING_DAY)),
    Rule(Pattern(r"every (?:weekday|working day|business day)|each working day"), _every(Every.WORKING_DAY)),
    Rule(Pattern(r"(?:tous les jours|chaque jour) ouvrables?"), _every(Every.OUVRABLE)),
    Rule(Pattern(rf"{_EVERY} <d>(?: (?:du|de chaque) mois| of the month)"), _monthly),
    Rule(Pattern(r"every <d>"), _monthly, Trust.NUMBER),
    Rule(Pattern(rf"(?:le |the |on the )?<d> {_OF_EACH} (?:mois|month)"), _monthly),
    Rule(Pattern(r"(?:chaque mois,? le|every month,? on the|monthly on the|tous les mois,? le) <d>"), _monthly),
    Rule(Pattern(rf"{_EVERY} (?:mois|month)|mensuellement"), _each_month),
    Rule(Pattern("monthly"), _each_month, Trust.LAST),
    Rule(Pattern(rf"{_EACH}{_RANK} <wds> {_OF}"), _ranked),
    Rule(Pattern(rf"{_EACH}(?:derniers? |last ){_WORKED} {_OF}"), _every(Every.LAST_WORKING_DAY)),
    Rule(Pattern(rf"{_EACH}(?:derniers? jours?|last day) {_OF}"), _every(Every.MONTH_DATE, day=LAST)),
    Rule(Pattern(rf"(?:a )?{_EVERY} fins? de mois|every month end"), _every(Every.MONTH_DATE, day=LAST)),
    Rule(
        Pattern(r"(?:en |a la )?fin de chaque mois|(?:at )?(?:the )?end of (?:every|each) month"),
        _every(Every.MONTH_DATE, day=LAST),
    ),
    Rule(
        Pattern(
            rf"(?:a )?{_EVERY} fins? de trimestre|(?:en )?fin de chaque trimestre|end of (?:every|each) quarter"
        ),
        _every(Every.QUARTER, day=LAST),
    ),
    Rule(Pattern(rf"{_EVERY} (?:trimestres?|quarter),? (?:le |on the )<d>"), _quarterly),
    Rule(Pattern(rf"(?:le |the |on the )?<d> {_OF_EACH} (?:trimestres?|quarter)"), _quarterly),
    Rule(Pattern(rf"{_EVERY} (?:trimestres?|quarter)|trimestriellement"), _each_quarter),
    Rule(Pattern("quarterly"), _each_quarter, Trust.LAST),
    Rule(Pattern(rf"{_EVERY} (?:ans?|annees?|year)|annuellement"), _each_year),
    Rule(Pattern("yearly|annually"), _each_year, Trust.LAST),
    Rule(Pattern(rf"{_EVERY} (?:(?:ans?|annees?|year),? (?:le |on (?:the )?))?<d> (?:of )?<month>"), _yearly),
    Rule(Pattern(r"(?:every|each) (?:year,? on )?<month1st> <d>"), _yearly),
    Rule(Pattern(r"(?:le )?<d> <month> (?:de chaque annee|tous les ans|every year)"), _yearly),
)
