"""Hours and half-days: « 14 h 30 », « midi et demi », « 2:30pm », « ce soir », « fin de journée »."""

import re
from datetime import time

from pupitre.phrases.answers import Kind, Moment, Why
from pupitre.phrases.pieces import Hours, Nothing, Piece, Rule, Trust, part
from pupitre.phrases.words import Pattern, number

_FRACTIONS = {"et demie": 30, "et demi": 30, "et quart": 15, "moins le quart": -15, "moins quart": -15}
_DURATION_BELOW = 7
"""« 2h » or « 1h15 » alone is a duration; nobody promises anything before seven in the morning."""


def _clock(hour: int, minute: int, *, clear: bool) -> Piece:
    """Return a local hour; 24 h is the midnight that closes the day."""
    hour, minute = (hour - 1, minute + 60) if minute < 0 else (hour, minute)
    doubtful = not clear and (hour < _DURATION_BELOW or hour > 23)
    if (hour, minute) == (24, 0):
        return Hours(time(0), next_day=True, clear=clear)
    if not 0 <= hour <= 23 or minute > 59:
        why = Why.DURATION_OR_HOUR if doubtful else Why.NO_SUCH_HOUR
        return Nothing(why, Kind.AMBIGUOUS if doubtful else Kind.REFUSED)
    return Hours(time(hour, minute), clear=not doubtful)


def _minutes(match: re.Match[str]) -> int:
    minute = part(match, "m") or part(match, "m1")
    return number(minute) if minute else _FRACTIONS.get(part(match, "fraction"), 0)


def _hour(match: re.Match[str], _: Moment) -> Piece:
    return _clock(number(match["h"]), _minutes(match), clear=bool(part(match, "at")))


def _colon(match: re.Match[str], _: Moment) -> Piece:
    return _clock(int(match["h"]), int(match["m"]), clear=True)


def _noon(match: re.Match[str], at: Moment) -> Piece:
    shift = _minutes(match)
    if not shift:
        return Hours(at.noon, today=bool(part(match, "this")))
    return _clock(12, shift, clear=True)


def _midnight(match: re.Match[str], _: Moment) -> Piece:
    """Return the midnight that closes the day; past it, « minuit et demi », the night of the next day."""
    shift = _minutes(match)
    return Hours(time(0, max(shift, 0)), next_day=True)


def _am_pm(match: re.Match[str], _: Moment) -> Piece:
    hour = number(match["h"])
    if not 1 <= hour <= 12:
        return Nothing(Why.NO_SUCH_HOUR)
    return _clock(hour % 12 + (12 if match["p"] == "p" else 0), _minutes(match), clear=True)


def _english_hour(match: re.Match[str], _: Moment) -> Piece:
    """Read « at 9 », « at 3 o'clock »: without am or pm, one to six are rather the afternoon."""
    hour, minute = number(match["h"]), _minutes(match)
    if hour > 23:
        return Nothing(Why.NO_SUCH_HOUR)
    if 1 <= hour < _DURATION_BELOW:
        return Hours(time(hour + 12, minute), other=time(hour, minute))
    return Hours(time(hour, minute))


def _half_past(match: re.Match[str], _: Moment) -> Piece:
    hour, minute = number(match["h"]), 30 if match["past"] == "half past" else 15
    if match["past"] == "quarter to":
        hour, minute = hour - 1, 45
    if not 0 <= hour <= 12:
        return Nothing(Why.NO_SUCH_HOUR)
    if 1 <= hour < _DURATION_BELOW:
        return Hours(time(hour + 12, minute), other=time(hour, minute))
    return Hours(time(hour, minute))


_HALVES = {
    "matin": "morning", "matinee": "morning", "morning": "morning",
    "apres midi": "afternoon", "aprem": "afternoon", "aprems": "afternoon", "afternoon": "afternoon",
    "soir": "evening", "soiree": "evening", "evening": "evening", "tonight": "evening", "night": "evening",
    "journee": "day", "day": "day", "eod": "day", "business": "day",
}  # fmt: skip


def _half(match: re.Match[str], at: Moment) -> Piece:
    """Read a half-day as the hour it ends, because the phrase is a deadline; « début » ends earlier."""
    half = _HALVES[match["half"]]
    early = {"morning": time(10), "afternoon": at.early_afternoon, "evening": time(19), "day": time(10)}
    middle = {"morning": time(10, 30), "afternoon": time(16), "evening": at.evening, "day": at.noon}
    late = {"morning": at.morning, "afternoon": at.afternoon, "evening": at.evening, "day": at.end_of_day}
    stage = part(match, "stage")
    hours = late
    if stage.startswith(("debut", "early")):
        hours = early
    elif stage.startswith(("milieu", "mid")):
        hours = middle
    return Hours(hours[half], half=half, today=bool(part(match, "this")))


def _first_thing(_: re.Match[str], at: Moment) -> Piece:
    """Read « à la première heure »: when her work begins."""
    return Hours(at.hours.spans[0][0] if at.hours.spans else time(9))


def _lunch(_: re.Match[str], at: Moment) -> Piece:
    return Hours(at.early_afternoon, since=at.noon)


def _range(match: re.Match[str], _: Moment) -> Piece:
    """Read « de 14h à 16h » as an appointment that begins at 14 h, « entre 14h et 16h » as due by 16 h."""
    first = _clock(int(match["h"]), int(part(match, "m") or 0), clear=True)
    last = _clock(int(match["h2"]), int(part(match, "m2") or 0), clear=True)
    if not isinstance(first, Hours) or not isinstance(last, Hours) or first.hour >= last.hour:
        return Nothing(Why.NO_SUCH_HOUR)
    if part(match, "between"):
        return Hours(last.hour, since=first.hour)
    return Hours(first.hour, since=first.hour, until=last.hour)


def _range_am_pm(match: re.Match[str], _: Moment) -> Piece:
    """Read "between 2 and 4pm": what is not said of the first hour is that of the second."""
    first, last = int(match["h"]), int(match["h2"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return Nothing(Why.NO_SUCH_HOUR)
    begin = time(first % 12 + (12 if (match["p"] or match["p2"]) == "p" else 0))
    end = time(last % 12 + (12 if match["p2"] == "p" else 0))
    if begin >= end:
        return Nothing(Why.NO_SUCH_HOUR)
    if part(match, "between"):
        return Hours(end, since=begin)
    return Hours(begin, since=begin, until=end)


_HH = r"(?P<h>[0-9]{1,2}|<words>)"
_AT = r"(?:(?P<at>a|vers|vers les|autour de|aux alentours de|at|around) )?"
_H = r" ?(?:heures?|hrs?|h)(?![a-z])"
# « 9h 12 décembre » and « 9h 5/12 » : the second number is a date.
_MM = r"(?: ?(?P<m>[0-5][0-9])(?: ?(?:min|mn|m))?(?![0-9/.:])(?! ?<months>))"
_FRACTION = r"(?: (?P<fraction>et demie?|et quart|moins (?:le )?quart))"
_SPOKEN = r"(?: (?P<m><words>))"
_STAGE = r"(?:en )?(?:(?P<stage>debut|milieu|fin) (?:de (?:la |l')?|d'))"
_HALF = r"(?P<half>matinee|matin|apres midi|aprem|soiree|soir|journee)s?"
_INTO = r"(?:(?:au|le|du|en|pour le|pour la|de la|dans la|la) |(?:dans |de )?l')?"
_FIRST_THING = r"(?:(?:a|des|en|at) )?(?:la )?premiere heure|(?:a l'|des l')ouverture|(?:at )?first thing"
_ENGLISH_HALF = r"(?P<half>morning|afternoon|evening|night)s?"
_ENGLISH_END = r"(?P<stage>end) of (?:the |this )?(?P<half>day|morning|afternoon|business)"
_CLOCKS = r"(?P<h>[0-9]{{1,2}})(?: ?h ?(?P<m>[0-5][0-9])?)? {} (?P<h2>[0-9]{{1,2}}) ?h ?(?P<m2>[0-5][0-9])?"
_FROM_TO = r"(?P<h>[0-9]{1,2}) ?h ?(?P<m>[0-5][0-9])? ?a (?P<h2>[0-9]{1,2}) ?h ?(?P<m2>[0-5][0-9])?"
_COLONS = r"(?P<h>[0-9]{{1,2}}):(?P<m>[0-5][0-9]) {} (?P<h2>[0-9]{{1,2}}):(?P<m2>[0-5][0-9])"
_AM_PM = r"{} (?P<h>[0-9]{{1,2}}) ?(?:(?P<p>[ap])\.?m\.?)? {} (?P<h2>[0-9]{{1,2}}) ?(?P<p2>[ap])\.?m\.?"
_SOME_TIME = (
    r"dans quelques (?:jours|heures)|sous peu|d'? ?ici peu|ces jours ci|maintenant|tout de suite|immediatement|"
    r"dans la foulee|sans delai|apres les vacances|avant les vacances|a la rentree|au printemps|l'an prochain|"
    r"l'annee prochaine|a reception|cette nuit|(?:le )?lendemain|la veille|now|in a few days|next year|"
    r"tout a l'? ?heure|bientot|plus tard|des que possible|au plus (?:vite|tot)|rapidement|"
    r"quand possible|prochainement|un de ces jours|asap|soon|later|as soon as possible"
)

RULES: tuple[Rule, ...] = (
    Rule(Pattern(rf"{_AT}(?P<h>[0-9]{{1,2}}){_H}(?:{_MM}|{_FRACTION})?"), _hour),
    Rule(Pattern(rf"{_AT}(?P<h><words>) heures?(?:{_SPOKEN}|{_FRACTION})?"), _hour),
    Rule(Pattern(rf"{_AT}(?P<h>[0-9]{{1,2}}) ?: ?(?P<m>[0-5][0-9])(?![0-9:])"), _colon),
    Rule(Pattern(r"(?:(?P<this>ce) |a |at )(?:midi|noon|midday)"), _noon),
    Rule(Pattern(r"(?:le )?(?:midi|noon|midday)"), _noon, Trust.LAST),
    Rule(Pattern(rf"(?:a )?midi(?: (?P<m>[0-5][0-9])| (?P<m1><words>)|{_FRACTION})"), _noon),
    Rule(Pattern(rf"(?:a |at )(?:minuit|midnight){_FRACTION}?"), _midnight),
    Rule(Pattern(rf"(?:minuit|midnight){_FRACTION}?"), _midnight, Trust.LAST),
    Rule(Pattern(rf"(?:(?:at|around|about) )?{_HH}(?:[:.](?P<m>[0-5][0-9]))? ?(?P<p>[ap])\.?m\.?"), _am_pm),
    Rule(Pattern(rf"at {_HH}"), _english_hour, Trust.NUMBER),
    Rule(Pattern(rf"(?:at )?{_HH} ?o'? ?clock"), _english_hour),
    Rule(Pattern(rf"(?:at )?(?P<past>half past|quarter past|quarter to) {_HH}"), _half_past),
    Rule(Pattern(rf"(?P<this>ce|cet|cette) {_HALF}"), _half),
    Rule(Pattern(rf"(?P<this>this) {_ENGLISH_HALF}"), _half),
    Rule(Pattern(r"(?P<this>(?P<half>tonight))"), _half),
    Rule(Pattern(rf"{_INTO}{_HALF}"), _half, Trust.INTRODUCED),
    Rule(Pattern(rf"(?:in the |at )?{_ENGLISH_HALF}"), _half, Trust.INTRODUCED),
    Rule(Pattern(r"(?:dans|en) (?:la |l')?(?P<half>matinee|journee|soiree|apres midi)"), _half),
    Rule(Pattern(rf"(?:a la |la )?{_STAGE}{_HALF}"), _half),
    Rule(Pattern(rf"(?P<stage>early|mid|late)(?: in the)? {_ENGLISH_HALF}"), _half),
    Rule(Pattern(rf"(?:at |by )?(?:the )?{_ENGLISH_END}"), _half),
    Rule(Pattern(r"(?P<half>eod)"), _half),
    Rule(Pattern(r"cob|close of (?P<half>business)"), lambda _, at: Hours(at.end_of_day, half="day"), Trust.LAST),
    Rule(Pattern(_AM_PM.format("(?P<between>between)", "and")), _range_am_pm),
    Rule(Pattern(_AM_PM.format("from", "to")), _range_am_pm),
    Rule(Pattern(r"entre midi et (?:deux|2|14 ?h)"), _lunch),
    Rule(Pattern("(?:de|from) " + _CLOCKS.format("(?:a|to)")), _range),
    Rule(Pattern("(?:de|from) " + _COLONS.format("(?:a|to)")), _range),
    Rule(Pattern("(?P<between>entre|between) " + _CLOCKS.format("(?:et|and)")), _range),
    Rule(Pattern("(?P<between>entre|between) " + _COLONS.format("(?:et|and)")), _range),
    Rule(Pattern(_CLOCKS.format("[-/]").replace(" [-/] ", " ?[-/] ?")), _range, Trust.INTRODUCED),
    Rule(Pattern(_FROM_TO), _range, Trust.INTRODUCED),
    Rule(Pattern(_FIRST_THING), _first_thing, Trust.INTRODUCED),
    Rule(Pattern(_SOME_TIME), lambda _, __: Nothing(Why.NO_TIME, Kind.AMBIGUOUS), Trust.NEVER),
)
