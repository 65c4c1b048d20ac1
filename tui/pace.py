"""How often the application looks at the clock: each second while she is here, seldom when she is elsewhere."""

from collections.abc import Callable
from datetime import datetime
from time import monotonic
from typing import Protocol

from tui.sweeping import sweep

LINGER = 30.0
"""Seconds after the last key, click or return during which each second is looked at."""
SELDOM = 15.0
"""Seconds between two looks otherwise; a new minute is never missed."""
REST = 2.0
"""Seconds after the last key or click from which on she is taken to rest."""


class Ticking(Protocol):
    """A timer that can wait."""

    def pause(self) -> None: ...  # noqa: D102
    def resume(self) -> None: ...  # noqa: D102


class Timers(Protocol):
    """What makes timers."""

    def set_interval(self, interval: float, callback: Callable[[], object]) -> Ticking: ...  # noqa: D102
    def set_timer(self, delay: float, callback: Callable[[], object]) -> object: ...  # noqa: D102


class Pace:
    """Beats once a second while `busy` or just touched, and a few times a minute else; then no second is shown.

    After a beat while she rests it calls `rest`.
    """

    def __init__(
        self, timers: Timers, beat: Callable[[], None], busy: Callable[[], bool], now: Callable[[], datetime],
        elapsed: Callable[[], float] = monotonic, rest: Callable[[], None] = sweep,
    ) -> None:
        self._timers, self._look, self._busy, self._now, self._elapsed = timers, beat, busy, now, elapsed
        self._rest = rest
        self._touched_at = elapsed()
        self._slow = 0
        self._seconds = timers.set_interval(1, self._each_second)

    @property
    def slow(self) -> bool:
        """Whether it looks seldom now."""
        return bool(self._slow)

    def touched(self) -> None:
        """Look each second again: she is here."""
        self._touched_at = self._elapsed()
        if self._slow:
            self._slow = 0
            self._seconds.resume()

    def _beat(self) -> None:
        self._look()
        if self._elapsed() - self._touched_at >= REST:
            self._rest()

    def _each_second(self) -> None:
        if self._wanted:
            self._beat()
            return
        self._seconds.pause()
        self._slow = 1
        self._beat()
        self._wait()

    def _wait(self) -> None:
        """Come back at the next minute, or sooner; a turn that is over by then does nothing."""
        self._slow += 1
        turn, now = self._slow, self._now()
        left = 60 - now.second - now.microsecond / 1_000_000
        self._timers.set_timer(min(SELDOM, left + 0.05), lambda: self._seldom(turn))

    def _seldom(self, turn: int) -> None:
        if turn != self._slow:
            return
        self._beat()
        if self._wanted:
            self._slow = 0
            self._seconds.resume()
        else:
            self._wait()

    @property
    def _wanted(self) -> bool:
        return self._busy() or self._elapsed() - self._touched_at < LINGER
