"""What the timer's events put on the desk: entries of real work, and the session that goes on."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from pupitre.entry import Entry, Origin
from pupitre.errors import Invalid
from pupitre.focus import Event, Focus, after, state_of
from pupitre.ports import Change
from pupitre.task import Task


class Recovery(StrEnum):
    """What to do with a session found running at start: the silent time is work, or it is not."""

    RESUME = "resume"
    KEEP = "keep"
    STOP = "stop"


def closed(focus: Focus | None, end: datetime, new_id: str) -> tuple[Entry, ...]:
    """Return the entry of the running stretch until `end`; a paused or empty stretch leaves none."""
    if focus is None or focus.running_since is None or end <= focus.running_since:
        return ()
    return (
        Entry(id=new_id, task=focus.task, client=focus.client, start=focus.running_since, end=end,
              billable=focus.client is not None,
              overtime_s=min(focus.overtime(end), end - focus.running_since).total_seconds()),
    )


def paused(focus: Focus | None, now: datetime, new_id: str) -> Change:
    """Return the change of a pause. Raises `NotNow` when nothing runs."""
    after(state_of(focus), Event.PAUSE)
    assert focus is not None  # noqa: S101 - the table refused an idle timer
    rest = replace(focus, running_since=None, banked_s=focus.worked(now).total_seconds(), last_seen=now)
    return Change((*closed(focus, now, new_id), rest))


def resumed(focus: Focus | None, now: datetime) -> Change:
    """Return the change of going on after a pause. Raises `NotNow` when nothing is paused."""
    after(state_of(focus), Event.RESUME)
    assert focus is not None  # noqa: S101 - the table refused an idle timer
    return Change((replace(focus, running_since=now, last_seen=now),))


def stopped(focus: Focus | None, now: datetime, new_id: str) -> Change:
    """Return the change of the end of a session. Raises `NotNow` when there is none."""
    after(state_of(focus), Event.STOP)
    return Change(closed(focus, now, new_id), ((Focus, "focus"),))


RECOVER_AFTER = timedelta(seconds=1)
"""A session whose last sign of life is older than this outlived its program."""


def interrupted(focus: Focus | None, now: datetime) -> Focus | None:
    """Return the session that a desk, just opened, finds running without its program."""
    if focus is None or focus.running_since is None or now - focus.last_seen < RECOVER_AFTER:
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


def settled(focus: Focus, new_id: str) -> Change:
    """Return the change that keeps what is sure of such a session: its work until its last sign of life."""
    return Change((*closed(focus, focus.last_seen, new_id), held(focus)))


def recovered(found: Focus, choice: Recovery, now: datetime, new_id: str) -> Change:
    """Return the change of her answer, for a session that is settled: the absence is work only if she says so."""
    rest = held(found)
    if choice is Recovery.STOP:
        return Change((), ((Focus, rest.id),))
    if choice is Recovery.RESUME:
        return Change((replace(rest, running_since=now, last_seen=now),))
    absence = replace(found, running_since=found.last_seen)
    banked = rest.banked_s + max((now - found.last_seen).total_seconds(), 0.0)
    going_on = replace(rest, running_since=now, banked_s=banked, last_seen=now)
    return Change((*closed(absence, now, new_id), going_on))
