"""What the timer's events put on the desk: entries of real work, and the session that goes on."""

from datetime import datetime, timedelta
from enum import StrEnum

from pupitre.absence import Absence, Why
from pupitre.breaks import Break
from pupitre.entry import Entry, Origin
from pupitre.errors import Invalid
from pupitre.focus import Event, Focus, after, state_of
from pupitre.ports import Change
from pupitre.task import Task
from pupitre.value import Struct, replace


class Recovery(StrEnum):
    """What an absence was: no work unless she says so; STOP ends the session where the absence began."""

    RESUME = "resume"
    KEEP = "keep"
    BREAK = "break"
    OTHER = "other"
    STOP = "stop"


def stretch(focus: Focus | None, end: datetime, new_id: str) -> Entry | None:
    """Return the running stretch until `end`; a paused or empty stretch is none."""
    if focus is None or focus.running_since is None or end <= focus.running_since:
        return None
    overtime = min(focus.overtime(end), end - focus.running_since)
    return Entry(id=new_id, task=focus.task, client=focus.client, start=focus.running_since, end=end,
                 billable=focus.client is not None, overtime_s=overtime.total_seconds())


def paused(focus: Focus | None, now: datetime, kept: tuple[Entry, ...]) -> Change:
    """Return the change of a pause, with the work that is kept. Raises `NotNow` when nothing runs."""
    after(state_of(focus), Event.PAUSE)
    assert focus is not None  # noqa: S101 - the table refused an idle timer
    rest = replace(focus, running_since=None, banked_s=focus.worked(now).total_seconds(), last_seen=now)
    return Change((*kept, rest))


def resumed(focus: Focus | None, now: datetime) -> Change:
    """Return the change of going on after a pause. Raises `NotNow` when nothing is paused."""
    after(state_of(focus), Event.RESUME)
    assert focus is not None  # noqa: S101 - the table refused an idle timer
    return Change((replace(focus, running_since=now, last_seen=now, touched=now),))


def stopped(focus: Focus | None, kept: tuple[Entry, ...]) -> Change:
    """Return the change of the end of a session, with the work that is kept. Raises `NotNow` when there is none."""
    after(state_of(focus), Event.STOP)
    return Change(kept, ((Focus, "focus"),))


RECOVER_AFTER = timedelta(seconds=1)
"""A session whose last sign of life is older than this, or lies ahead, outlived its program."""


def interrupted(focus: Focus | None, now: datetime) -> Focus | None:
    """Return the session that a desk, just opened, finds running without its program."""
    if focus is None or focus.running_since is None or abs(now - focus.last_seen) < RECOVER_AFTER:
        return None
    return focus


def held(focus: Focus) -> Focus:
    """Return a session as it stood at its last sign of life, paused."""
    return replace(focus, running_since=None, banked_s=focus.worked(focus.last_seen).total_seconds())


def typed(task: Task, minutes: int, note: str, end: datetime, new_id: str) -> Entry:
    """Return time that was typed. Raises `Invalid` outside 1 minute to 24 hours."""
    if not 0 < minutes <= 24 * 60:
        raise Invalid("minutes", "range", str(minutes))
    return Entry(id=new_id, task=task.id, client=task.client, start=end - timedelta(minutes=minutes), end=end,
                 billable=task.client is not None, origin=Origin.TYPED, note=note)


def interrupted_by(focus: Focus, start: datetime, end: datetime) -> Focus:
    """Return a running session that goes on at `end`, its work counted until `start`."""
    return replace(focus, running_since=end, banked_s=focus.worked(start).total_seconds(), last_seen=end)


def moved(focus: Focus, by: timedelta) -> Focus:
    """Return a session after the clock was set, so that only the time counts that really passed."""
    def later(moment: datetime | None) -> datetime | None:
        return None if moment is None else moment + by

    return replace(focus, began=focus.began + by, running_since=later(focus.running_since),
                   last_seen=focus.last_seen + by, touched=later(focus.touched))


# -- what she says of an absence -------------------------------------------------------------------


class AbsenceAnswer(Struct, frozen=True):
    """Her answer; `client` is whose time it was with OTHER, None for her own; work ends at `until` with KEEP."""

    choice: Recovery
    client: str | None = None
    until: datetime | None = None


def is_held(focus: Focus | None, absence: Absence) -> bool:
    """Return whether a session still stands as it was found after its program had ended."""
    return (focus is not None and absence.why is Why.STOPPED and focus.running_since is None
            and focus.task == absence.task and focus.last_seen == absence.start)


def is_running(focus: Focus | None, absence: Absence) -> bool:
    """Return whether the session of an absence went on by itself."""
    return focus is not None and absence.why is Why.AWAY and focus.task == absence.task \
        and focus.running_since is not None


def declared(absence: Absence, said: AbsenceAnswer, now: datetime, focus: Focus | None, new_id: str) -> Entry | None:
    """Return the work that an absence was, as she says. Raises `Invalid` with an hour outside of it."""
    end = now if is_held(focus, absence) and said.choice is Recovery.KEEP else absence.end
    if said.until is not None and not absence.start <= said.until <= end:
        raise Invalid("hour", "range")
    end = said.until or end
    if end <= absence.start or said.choice not in {Recovery.KEEP, Recovery.OTHER}:
        return None
    task, client = (absence.task, absence.client) if said.choice is Recovery.KEEP else (None, said.client)
    return Entry(id=new_id, task=task, client=client, start=absence.start, end=end, billable=client is not None,
                 origin=Origin.TYPED)


def answered(
    absence: Absence, said: AbsenceAnswer, focus: Focus | None, work: tuple[Entry, ...], now: datetime
) -> Change:
    """Return the change of her answer, `work` being what the absence was; without an answer it stays known."""
    puts: list[Absence | Break | Focus] = []
    drops: list[tuple[type[Absence | Focus], str]] = []
    if said.choice in {Recovery.RESUME, Recovery.STOP}:
        puts.append(replace(absence, asked=True))
    else:
        drops.append((Absence, absence.id))
    if said.choice is Recovery.BREAK:
        puts.append(Break(id=absence.id, start=absence.start, end=absence.end))
    if is_held(focus, absence) or is_running(focus, absence):
        assert focus is not None  # noqa: S101 - neither is without a session
        counted = sum((e.length for e in work), timedelta()) if said.choice is Recovery.KEEP else timedelta()
        going_on = replace(focus, banked_s=focus.banked_s + counted.total_seconds())
        if focus.running_since is None:
            going_on = replace(going_on, running_since=now, last_seen=now, touched=now)
        if said.choice is Recovery.STOP:
            drops.append((Focus, focus.id))
        else:
            puts.append(going_on)
    return Change((*work, *puts), tuple(drops))
