"""What slips when an urgency is accepted, to which dates it can be moved, and what can be offered instead.

Everything is laid out with `planning.laid_out`: on the work there is, with the urgency added.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, time
from enum import StrEnum

from pupitre.busy import Stretch
from pupitre.calendar import ONE_DAY, is_working_day
from pupitre.clock import instant
from pupitre.deadline import Deadline
from pupitre.errors import Invalid
from pupitre.planning import HORIZON, Planned
from pupitre.scales import Scale, is_late
from pupitre.settings import Settings
from pupitre.task import Task
from pupitre.value import Struct, replace

MOST_MOVED = 12
"""Promises that one urgency may move: when more would have to, it does not fit."""

class Way(StrEnum):
    """What can be answered to an urgency."""

    ACCEPT = "accept"
    HOUR = "hour"
    DAY = "day"
    REFUSE = "refuse"


class Slip(Struct, frozen=True):
    """A promise that the urgency makes late, or later: its finish before and after, in UTC.

    `late_min` is the working time between what was promised and the new finish; `until` the date proposed instead,
    None when there is none.
    """

    task: Task
    left_min: int
    due: datetime
    before: datetime | None
    after: datetime | None
    late_min: int
    until: Deadline | None


class Offer(Struct, frozen=True):
    """An answer: until when the urgency would be done, and what moves to which date for it, by the ids of tasks."""

    way: Way
    until: Deadline | None = None
    moves: tuple[tuple[str, Deadline], ...] = ()


class Weighing(Struct, frozen=True):
    """What an urgency does to the promises there are.

    `fits` is whether it and every promise can be kept once what slips has its new date; else `short_min` is the
    working time that is missing. `outside` tells that the wished hour lies outside her planned hours. `unestimated`
    promises are not weighed, `waiting` ones take none of her time while they wait.
    """

    urgency: Task
    finish: datetime | None
    fits: bool
    short_min: int
    outside: bool
    slips: tuple[Slip, ...]
    offers: tuple[Offer, ...]
    unestimated: int
    waiting: int

    def offer(self, way: Way) -> Offer | None:
        """Return the answer of that kind, None where there is none."""
        return next((o for o in self.offers if o.way is way), None)


def weigh(
    urgency: Task, tasks: Iterable[Task], worked: Mapping[str, int], now: datetime, settings: Settings,
    taken: Iterable[Stretch] = (), kept: Collection[str] = (),
) -> Weighing:
    """Weigh an urgency with its wished deadline and its effort; the tasks in `kept` must not move.

    Raises:
        Invalid: the effort or the hour is missing, or the hour is over.
    """
    if urgency.estimate_min is None:
        raise Invalid("estimate", "empty")
    wished, now = urgency.deadline, now.astimezone(UTC)
    if wished is None:
        raise Invalid("deadline", "empty")
    if wished.moment(settings.zone, settings.end_of_day) <= now:
        raise Invalid("deadline", "past")
    scale = Scale([t for t in tasks if t.id != urgency.id], worked, now, settings, list(taken))
    urgency = replace(urgency, created=now, next_on=None, not_before=None, after=())
    moved, wrong = _moved(scale, urgency, set(kept))
    dated = _dated(scale, urgency, moved, set(kept)) if wrong is None else {}
    fits = wrong is None and all(dated.get(t.id, t) for t in moved)
    if fits:
        there = [urgency, *(replace(scale.task(key), next_on=until) for key, until in dated.items() if until)]
        slips, finish = _slips(scale, urgency, scale.whole(there, apart=True), dated)
    else:
        slips, finish = _slips(scale, urgency, scale.whole([urgency]), {})
    moves = tuple((s.task.id, s.until) for s in slips if s.until is not None)
    return Weighing(
        urgency=urgency, finish=finish, fits=fits, short_min=scale.short(wrong) if wrong else 0,
        outside=_outside(wished, settings), slips=slips,
        offers=tuple(_offers(scale, urgency, moves, calm=fits and not slips)),
        unestimated=sum(p.left_min is None for p in scale.before.values()), waiting=scale.waiting,
    )


def _moved(scale: Scale, urgency: Task, kept: set[str]) -> tuple[list[Task], Planned | None]:
    """Return what must yield so that all the rest is kept, and what cannot be kept whatever yields."""
    moved: list[Task] = []
    while (wrong := scale.wrong((urgency,), {t.id for t in moved})) is not None:
        short = scale.short(wrong)
        found = [t for t in scale.yielding(wrong) if t.id not in kept and t not in moved]
        if not found or len(moved) == MOST_MOVED:
            return [], wrong
        # The fewest promises, and of those the least pressing: one that alone makes the room, else the longest.
        enough = [t for t in found if scale.left[t.id] >= short]
        moved.append(max(enough, key=scale.yields) if enough else max(found, key=lambda t: scale.left[t.id]))
    return moved, None


def _dated(scale: Scale, urgency: Task, moved: list[Task], kept: set[str]) -> dict[str, Deadline | None]:
    """Return the first date at which each can be done that must move, and what only gets later than it was.

    What fits where it was is left out.
    """
    away, found = {t.id for t in moved}, dict[str, Deadline | None]()
    there: list[Task] = [urgency]

    def place(tasks: Iterable[Task]) -> None:
        for task in sorted(tasks, key=lambda t: (scale.due(t), t.created)):
            if scale.wrong([*there, task], away) is None:
                there.append(task)
                found.pop(task.id, None)
                continue
            until = found[task.id] = scale.earliest(task, there, away, scale.due(task))
            if until is not None:
                there.append(replace(task, next_on=until))

    place(moved)
    later = [t for t in scale.later(there, away) if t.id not in kept]
    if all(found.values()) and len(later) <= MOST_MOVED:
        away |= {t.id for t in later}
        place(later)
        if later:
            # What was late has moved out of the way by now: what was dated before it may come earlier.
            again = [t for t in moved if t.id in found]
            there = [t for t in there if all(t.id != a.id for a in again)]
            place(again)
    return found


def _slips(
    scale: Scale, urgency: Task, after: Iterable[Planned], dated: Mapping[str, Deadline | None]
) -> tuple[tuple[Slip, ...], datetime | None]:
    """Return what is late, or later, in a layout, and when the urgency is done in it."""
    found, finish = [], None
    for each in after:
        was = scale.before.get(each.task.id)
        if each.task.id == urgency.id:
            finish = each.finish
        if was is None or was.due is None or not was.left_min:
            continue
        if each.task.id in dated or (is_late(each.finish, was.due) and is_late(each.finish, was.finish)):
            late = scale.time(was.due, each.finish or scale.now + HORIZON)
            until = dated.get(each.task.id)
            found.append(Slip(was.task, was.left_min, was.due, was.finish, each.finish, late, until))
    return tuple(sorted(found, key=lambda s: (s.due, s.task.created))), finish


def _offers(
    scale: Scale, urgency: Task, moves: tuple[tuple[str, Deadline], ...], *, calm: bool
) -> Iterator[Offer]:
    wished = urgency.deadline
    assert wished is not None  # noqa: S101 - `weigh` refuses an urgency without it
    yield Offer(Way.ACCEPT, wished, moves)
    if not calm:
        hour = scale.earliest(replace(urgency, deadline=_an_hour(wished)), (), (), scale.now, wished.day, strict=True)
        if hour is not None:
            yield Offer(Way.HOUR, hour)
    later = replace(urgency, deadline=_an_hour(wished), not_before=Deadline(wished.day + ONE_DAY))
    after = instant(wished.day + ONE_DAY, time(), scale.settings.zone)
    day = scale.earliest(later, (), (), after, strict=True)
    if day is not None:
        yield Offer(Way.DAY, day)
    yield Offer(Way.REFUSE)


def _an_hour(wished: Deadline) -> Deadline:
    """Return a deadline with an hour: « urgent » without one means nothing."""
    return wished if wished.at is not None else Deadline(wished.day, datetime.combine(wished.day, time(), UTC))


def _outside(wished: Deadline, settings: Settings) -> bool:
    """Return whether a wished hour lies before her first hour, after her last one, or on a closed day."""
    if not is_working_day(wished.day, settings.hours, settings.holiday_zone):
        return True
    at, spans = wished.hour(settings.zone), settings.working_hours
    return at is not None and (at > min(spans[-1][1], settings.end_of_day) or at < spans[0][0])
