"""What a typed line was understood to mean, in words: nothing is added that was not read back before Enter."""

from datetime import date

from pupitre.audio import Ratio
from pupitre.calendar import holidays_of, is_working_day
from pupitre.deadline import Deadline, countdown
from pupitre.phrases import Answer, Kind, Moment, Why
from pupitre.quick import Understanding, offers_rule
from pupitre.rules import Rule
from pupitre.task import Priority
from pupitre.value import replace
from tui import holiday_words, rule_words, words
from tui.speech import FRENCH
from tui.words import _, client_name, ngettext, shown


def understood(line: Understanding, at: Moment, known: Ratio | None = None) -> list[str]:
    """Return what a line was understood to mean, its title apart; `known` is how an estimate from sound was made."""
    told = [client_name(line.client)] if line.client else []
    if line.date is not None:
        told.append(_when(line.date, line.rule, at))
    if line.not_before is not None:
        told.append(_begins(line.not_before, line.start, at) + _too_late(line, line.not_before, at))
    told += _effort(line, known)
    if line.priority is Priority.URGENT:
        told.append(_("urgent"))
    if line.category:
        told.append(f"#{shown(line.category).replace('_', ' ')}")
    if line.note:
        lines = line.note.count("\n") + 1
        told.append(ngettext("note of {n} line", "note of {n} lines", lines))
    return told


def says(answer: Answer, at: Moment) -> str:
    """Return what a phrase alone means: a promise, a start, or what comes again."""
    if answer.rule == "from" and answer.value is not None:
        return _begins(answer.value, answer, at)
    return _when(answer, answer.repeat if answer.recurs else None, at)


def _when(answer: Answer, rule: Rule | None, at: Moment) -> str:
    """Return the promise: a date, or what comes again and its first day."""
    if rule is not None and answer.value is not None:
        said = rule_words.said(rule, answer.value.hour(at.tz))
        day, far = words.long_day(rule.first), words.distance(countdown(answer.value, at.now, at.tz))
        first = _("{rule}, from {day} on ({distance})").format(rule=said, day=day, distance=far)
        first += _other(answer, answer.value, at)
        return first + _closed(replace(answer, kind=Kind.AMBIGUOUS, why=None), at)
    name = "" if answer.value is None else holiday(answer.value.day, at)
    # Which holiday it is tells as well that it is no working day.
    shown_as = replace(answer, why=None) if name and answer.why is Why.CLOSED_DAY else answer
    told = words.says(shown_as, at.now, at.tz) + _closed(answer, at)
    if answer.kind is Kind.AMBIGUOUS and answer.why is Why.PAST and len(answer.alternatives) < 2:
        told += " · " + _("what you wrote is over")
    if answer.recurs:
        return _("{date}, once only").format(date=told)
    again = answer.repeat if offers_rule(answer) else None
    return told + _(" – or {rule}?").format(rule=rule_words.said(again)) if again is not None else told


def _closed(answer: Answer, at: Moment) -> str:
    """Return what is to be known of a day on which she does not work, unless it was said: which holiday, or that."""
    if answer.kind is Kind.REFUSED or answer.value is None:
        return ""
    name = holiday(answer.value.day, at)
    if name:
        return f" · {name}"
    said = answer.kind is not Kind.AMBIGUOUS or answer.why is Why.CLOSED_DAY
    open_day = is_working_day(answer.value.day, at.hours, at.holiday_zone)
    return "" if said or open_day else " · " + _("not a working day")


def holiday(day: date, at: Moment) -> str:
    """Return « jour férié : Noël », "" on other days."""
    found = holidays_of(day.year, at.holiday_zone).get(day)
    return holiday_words.holiday(found) if found is not None else ""


def _begins(start: Deadline, answer: Answer | None, at: Moment) -> str:
    day, far = words.deadline_day_and_hour(start, at.tz), words.distance(countdown(start, at.now, at.tz))
    told = _("from {day} on ({distance})").format(day=day, distance=far)
    return told + (_other(answer, start, at) if answer else "")


def _other(answer: Answer, value: Deadline, at: Moment) -> str:
    """Return the second reading, as it is offered."""
    others = [a for a in answer.alternatives if a != value]
    return _(" – or {other}?").format(other=words.deadline_day_and_hour(others[0], at.tz)) if others else ""


def _too_late(line: Understanding, start: Deadline, at: Moment) -> str:
    due = line.date.value if line.date and line.rule is None else None
    if due is None or start.moment(at.tz, at.day_start) <= due.moment(at.tz, at.end_of_day):
        return ""
    return " · " + _("it begins after it is due")


def _effort(line: Understanding, known: Ratio | None) -> list[str]:
    """Return how long it takes; from minutes of sound, by which ratio and where that comes from."""
    if line.audio_min is None:
        return [] if line.estimate_min is None else [words.duration(line.estimate_min)]
    sound = _("{duration} of sound").format(duration=words.duration(line.audio_min))
    if line.estimate_min is None:
        return [sound]
    if known is None:
        return [f"{sound}, {words.duration(line.estimate_min)}"]
    if known.learnt_from:
        source = ngettext("your ratio, from {n} task", "your ratio, from {n} tasks", known.learnt_from)
    else:
        source = _("the usual ratio until three of yours are done")
    return [f"{sound} × {number(known.value)} = {words.duration(line.estimate_min)} ({source})"]


def number(value: float) -> str:
    """Return a ratio with one decimal at most: « 5 », « 4,6 »."""
    told = f"{value:.1f}".removesuffix(".0")
    return told.replace(".", ",") if words.language() == FRENCH else told
