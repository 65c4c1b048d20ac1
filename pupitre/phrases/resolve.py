"""From the pieces of a phrase to one answer: which day, which hour, and what must be confirmed."""

from datetime import UTC, date, datetime, time, timedelta

from pupitre.calendar import is_working_day
from pupitre.deadline import Deadline
from pupitre.phrases.answers import Answer, Kind, Moment, Why
from pupitre.phrases.pieces import Days, Hours, Instants, Nothing, Piece
from pupitre.rules import Rule
from pupitre.value import replace

ONE_DAY = timedelta(days=1)
_EARLY = time(5)
_NOON = time(12)


def answer(pieces: tuple[Piece, ...], at: Moment, *, introduced: bool, begins: str) -> Answer:
    """Return the answer of a phrase.

    `introduced`: after « pour », « avant », « à partir de »; `begins`: the word of a start, "" before a deadline.
    """
    for piece in pieces:
        if isinstance(piece, Nothing):
            return Answer(piece.kind, why=piece.why)
        if isinstance(piece, Instants):
            return _finish(tuple(Deadline.at_instant(i, at.tz) for i in piece.instants), piece.why, at)
    days = next((piece for piece in pieces if isinstance(piece, Days)), None)
    hours = _merged([piece for piece in pieces if isinstance(piece, Hours)])
    if hours is None:
        found = _whole_days(days, at) if days else Answer(Kind.REFUSED, why=Why.NOT_UNDERSTOOD)
    elif days is None and not hours.clear and not introduced:
        found = Answer(Kind.AMBIGUOUS, why=Why.DURATION_OR_HOUR)
    else:
        found = _with_hour(days, hours, at)
    return _as_start(found, begins) if begins and found.value else _ended(found)


_NOT_ITSELF = {"apres", "after"}


def _as_start(found: Answer, begins: str) -> Answer:
    """Return a start instead of a deadline; « après jeudi » begins on Friday."""
    def moved(one: Deadline) -> Deadline:
        return Deadline.on(one.day + ONE_DAY) if begins in _NOT_ITSELF and one.at is None else one

    value = moved(found.value) if found.value else None
    others = tuple(moved(one) for one in found.alternatives)
    return replace(found, value=value, alternatives=others, start=value, rule="from", again=None)


def _ended(found: Answer) -> Answer:
    """Refuse a recurrence whose first hour lies beyond its last day."""
    last = found.again.until if found.again else None
    if last is not None and found.value is not None and found.value.day > last:
        return Answer(Kind.REFUSED, why=Why.PAST)
    return found


def _merged(hours: list[Hours]) -> Hours | None:
    """Put a half-day and an hour together: « ce soir 8h » is 20 h, « 8h du matin » stays 8 h."""
    if len(hours) < 2:
        return hours[0] if hours else None
    half = next(piece for piece in hours if piece.half)
    exact = next(piece for piece in hours if not piece.half)
    hour = exact.hour
    if half.half == "morning":
        hour = exact.other or hour
    first = _EARLY if half.half == "evening" else time(0)
    if half.half in {"afternoon", "evening"} and not exact.next_day and first <= hour < _NOON:
        hour = hour.replace(hour=hour.hour + 12)
    return replace(exact, hour=hour, other=None, clear=True, today=exact.today or half.today)


def _whole_days(days: Days, at: Moment) -> Answer:
    return _finish(
        tuple(Deadline.on(day) for day in days.days),
        days.why,
        at,
        start=Deadline.on(days.start) if days.start else None,
        rule=days.rule,
        again=days.again,
    )


def _with_hour(days: Days | None, hours: Hours, at: Moment) -> Answer:
    """Join days and an hour; a reading that is over is never the silent one."""
    given = days or Days((at.today,))
    if given.recurs and hours.next_day:
        return Answer(Kind.REFUSED, why=Why.NOT_UNDERSTOOD)
    others = (hours.hour,) if hours.other is None else (hours.hour, hours.other)
    readings = tuple(_joined(day, hour, hours, at) for hour in others for day in given.days)
    why = given.why or (Why.MORNING_OR_AFTERNOON if hours.other else None)
    if len(readings) == 1:
        readings, why = _single(readings[0], given, hours, at, rolls=days is None and not hours.today)
    elif why is not Why.PAST:
        readings, why = _several(readings, why, at)
    start = _start(given, hours, readings, at)
    rule = given.rule or (f"until:{hours.until:%H:%M}" if hours.until else "range" if start else "")
    # An appointment on « lundi » is no recurrence, one on « chaque lundi » is.
    again = None if hours.next_day or (hours.until and not given.recurs) else given.again
    return _finish(readings, why, at, start=start, rule=rule, again=again)


def _joined(day: date, hour: time, hours: Hours, at: Moment) -> Deadline:
    """Return the deadline of a day and an hour; the midnight that closes a day is told by its own date."""
    return Deadline.on(day + ONE_DAY if hours.next_day else day, hour, at.tz)


def _over(reading: Deadline, at: Moment) -> bool:
    return reading.at is not None and reading.at < at.now


def _single(
    reading: Deadline, given: Days, hours: Hours, at: Moment, *, rolls: bool
) -> tuple[tuple[Deadline, ...], Why | None]:
    """Look at the only reading: is it over, and does its hour exist once, twice or never that night?"""
    if not _over(reading, at):
        return _on_the_clock(reading, hours.hour, at)
    if given.later is not None:
        return _on_the_clock(_joined(given.later, hours.hour, hours, at), hours.hour, at)
    tomorrow = _joined(given.days[0] + ONE_DAY, hours.hour, hours, at)
    return ((tomorrow, reading) if rolls else (reading, tomorrow)), Why.PAST


def _several(
    readings: tuple[Deadline, ...], why: Why | None, at: Moment
) -> tuple[tuple[Deadline, ...], Why | None]:
    """Drop the second readings that are over; when the expected one is over, say so and put it last."""
    ahead = tuple(reading for reading in readings if not _over(reading, at))
    if not ahead:
        return readings, Why.PAST
    if ahead[0] != readings[0]:
        return (*ahead, readings[0]), Why.PAST
    return ahead, why if len(ahead) > 1 else None


def _on_the_clock(reading: Deadline, hour: time, at: Moment) -> tuple[tuple[Deadline, ...], Why | None]:
    """Find an hour that the change of clocks repeats (the first is kept) or skips."""
    local = datetime.combine(reading.day, hour, tzinfo=at.tz)
    first, second = local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)
    if first == second:
        return (reading,), None
    both = (Deadline.at_instant(first, at.tz), Deadline.at_instant(second, at.tz))
    return both, Why.TWICE if both[0].hour(at.tz) == hour else Why.SKIPPED


def _start(given: Days, hours: Hours, readings: tuple[Deadline, ...], at: Moment) -> Deadline | None:
    if given.start is not None:
        return Deadline.on(given.start)
    return None if hours.since is None else Deadline.on(readings[0].day, hours.since, at.tz)


def _finish(
    readings: tuple[Deadline, ...],
    why: Why | None,
    at: Moment,
    *,
    start: Deadline | None = None,
    rule: str = "",
    again: Rule | None = None,
) -> Answer:
    """Make the answer: one reading is clear, several are a doubt, none is a doubt without a proposal."""
    readings = tuple(dict.fromkeys(readings))
    if not readings:
        return Answer(Kind.AMBIGUOUS, why=why)
    value = readings[0]
    if len(readings) > 1:
        return Answer(Kind.AMBIGUOUS, value, readings, why, start, rule, again)
    # The midnight that closes a day is told by the date of the next.
    told = value.day - ONE_DAY if value.hour(at.tz) == time(0) else value.day
    if not is_working_day(told, at.hours, at.holiday_zone):
        why = Why.CLOSED_DAY
    return Answer(Kind.INSTANT if value.at else Kind.DAY, value, (), why, start, rule, again)
