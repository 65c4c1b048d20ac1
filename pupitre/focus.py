"""The running timer on a task. Time is never counted: it is computed from the instants that are stored."""

from datetime import datetime, timedelta
from enum import StrEnum

from pupitre.errors import NotNow
from pupitre.value import Struct


class State(StrEnum):
    """What the timer is doing."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"


class Event(StrEnum):
    """What can happen to the timer."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


# The rules of the timer:
# - starting another task while one runs switches to it, and its time is kept first;
# - a pause closes the running entry, a resume opens a new one: entries only ever hold real work;
# - nothing starts by itself, and the end of the planned time is not an event: it runs on into overtime.
TRANSITIONS: dict[State, dict[Event, State]] = {
    State.IDLE: {Event.START: State.RUNNING},
    State.RUNNING: {Event.START: State.RUNNING, Event.PAUSE: State.PAUSED, Event.STOP: State.IDLE},
    State.PAUSED: {Event.START: State.RUNNING, Event.RESUME: State.RUNNING, Event.STOP: State.IDLE},
}


def after(state: State, event: Event) -> State:
    """Return the state that follows.

    Raises:
        NotNow: the event makes no sense in this state.
    """
    following = TRANSITIONS[state].get(event)
    if following is None:
        raise NotNow(state, event)
    return following


class Focus(Struct, frozen=True, kw_only=True):
    """A session on one task: `running_since` is None while paused, `banked_s` are earlier seconds of work.

    `planned_min` is None for a session that counts up; `last_seen` is the last instant known to be alive, `touched`
    the last sign of her: a key, the mouse, a verb; `more_s` are the seconds granted beyond the planned time.
    """

    id: str = "focus"
    task: str | None
    client: str | None
    planned_min: int | None
    began: datetime
    running_since: datetime | None
    banked_s: float = 0.0
    last_seen: datetime
    touched: datetime | None = None
    more_s: float = 0.0

    @property
    def state(self) -> State:
        """Whether it runs or is paused."""
        return State.PAUSED if self.running_since is None else State.RUNNING

    def worked(self, now: datetime) -> timedelta:
        """Return the work of this session until now; a clock set back never makes it shrink below zero."""
        banked = timedelta(seconds=self.banked_s)
        if self.running_since is None:
            return banked
        return banked + max(now - self.running_since, timedelta())

    def remaining(self, now: datetime) -> timedelta | None:
        """Return what is left of the planned time, negative in overtime, None when it counts up."""
        if self.planned_min is None:
            return None
        return timedelta(minutes=self.planned_min, seconds=self.more_s) - self.worked(now)

    def overtime(self, now: datetime) -> timedelta:
        """Return the work beyond the planned time, whatever was granted since; zero when it counts up."""
        if self.planned_min is None:
            return timedelta()
        return max(self.worked(now) - timedelta(minutes=self.planned_min), timedelta())


def state_of(focus: Focus | None) -> State:
    """Return the state of a timer that may not exist."""
    return State.IDLE if focus is None else focus.state
