"""From still hands to an absence: asks the system now and then, and says from when to when she was away."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta

from pupitre.value import Struct
from tui.desktop.lane import Lane, LaneBusyError

Probe = Callable[[], float]
"""Returns the seconds since the last key or mouse movement, anywhere on the desktop. Raises `OSError`."""

PROBE_LIMIT = 0.2
"""Seconds an answer may take."""
ASK_EVERY = 5.0
"""Seconds between two questions."""
FAILURES_ALLOWED = 3
AWAY_AFTER = timedelta(minutes=5)
"""Still hands for this long are an absence."""
HOLE = timedelta(seconds=30)
"""Between two looks: more than this, and the machine slept, which is found out and asked about elsewhere."""

SLACK = timedelta(seconds=5)
"""By how much two answers about the same last touch may differ: each is read a moment after it was given."""


class Away(Struct, frozen=True):
    """She touched nothing between two instants while a session ran."""

    start: datetime
    end: datetime


class Sampler:
    """Asks a probe at most once in five seconds, in a thread that is never waited for.

    An answer that is late, wrong or missing is a failure; after three of them nothing is asked any more.
    """

    def __init__(self, probe: Probe, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._probe, self._monotonic = probe, monotonic
        self._lane = Lane("idle")
        self._asked_at: float | None = None
        self._pending: Future[tuple[float, float]] | None = None
        self._failures = 0

    @property
    def given_up(self) -> bool:
        """Whether the probe failed too often."""
        return self._failures >= FAILURES_ALLOWED

    def poll(self) -> float | None:
        """Return the seconds of stillness when an answer has just come, else None; never waits and never raises."""
        if self.given_up:
            return None
        answer = self._answer() if self._pending is not None and self._pending.done() else None
        now = self._monotonic()
        if not self.given_up and (self._asked_at is None or now - self._asked_at >= ASK_EVERY):
            self._asked_at = now
            self._ask()
        return answer

    def close(self) -> None:
        """Let the thread go; returns at once."""
        self._lane.dismiss()

    def _ask(self) -> None:
        try:
            self._pending = self._lane.begin(self._timed)
        except (LaneBusyError, RuntimeError):  # it hangs, or the system refuses one more thread
            self._failures += 1

    def _timed(self) -> tuple[float, float]:
        start = self._monotonic()
        return self._probe(), self._monotonic() - start

    def _answer(self) -> float | None:
        pending, self._pending = self._pending, None
        assert pending is not None  # noqa: S101 - asked before the call
        if pending.exception() is not None:
            self._failures += 1
            return None
        still, took = pending.result()
        if took > PROBE_LIMIT or not 0 <= still < float("inf"):
            self._failures += 1
            return None
        self._failures = 0
        return still


class IdleWatch:
    """Tells an absence once, when it is over. Time comes as an argument; nothing here asks the machine."""

    def __init__(self) -> None:
        self._since: datetime | None = None
        self._seen: datetime | None = None
        self._not_before: datetime | None = None

    def look(self, now: datetime, still: timedelta, *, working: bool) -> Away | None:
        """Take one look, with how long her hands have been still; return the absence that has just ended.

        `working` is whether a session runs and nothing says that she reads or telephones: else still hands mean
        nothing. A hole between two looks ends an absence at the last one, and none begins inside it.
        """
        before, self._seen = self._seen, now
        if before is not None and not timedelta() <= now - before <= HOLE:
            self._not_before = now
            return self._ended(before)
        touched = now - still
        if self._since is not None and touched > self._since + SLACK:
            return self._ended(touched)
        if not working:
            self._not_before = now
            return self._ended(now)
        begins = touched if self._not_before is None else max(touched, self._not_before)
        if self._since is None and now - begins >= AWAY_AFTER:
            self._since = begins
        return None

    def _ended(self, at: datetime) -> Away | None:
        since, self._since = self._since, None
        return None if since is None or at <= since else Away(since, at)
