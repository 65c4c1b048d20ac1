"""When nobody is at the desk, or others may be: what masks the texts and locks the screen by itself, never back."""

from collections.abc import Callable
from datetime import datetime, timedelta

from pupitre.settings import Settings


class Unattended:
    """Counts from the last sign of her; `mask` and `lock` are done at most once until the next one."""

    def __init__(self, own: Callable[[], Settings], now: datetime, *, mask: Callable[[], object],
                 lock: Callable[[], object]) -> None:
        self._own, self._mask, self._lock = own, mask, lock
        self._last = now
        self._done: set[str] = set()
        self._within = False

    def touched(self, now: datetime) -> None:
        """Take a sign of her; after a sleep, what it should have found masked is masked first."""
        self.beat(now)
        self._last = now
        self._done.clear()

    def beat(self, now: datetime, elsewhere: datetime | None = None) -> None:
        """Look; `elsewhere` is when she last touched anything on this machine, where that is asked for."""
        if elsewhere is not None and self._last < elsewhere <= now:
            self._last = elsewhere
            self._done.clear()
        self._last = min(self._last, now)  # the clock went back: what lies ahead is no sign of her
        own, away = self._own(), now - self._last
        within = _within(own, now)
        if within and not self._within:
            self._mask()
        self._within = within
        for name, minutes, do in (
            ("mask", own.discreet_after_min, self._mask), ("lock", own.lock_after_min, self._lock),
        ):
            if minutes and away >= timedelta(minutes=minutes) and name not in self._done:
                self._done.add(name)
                do()


def _within(own: Settings, now: datetime) -> bool:
    at = now.astimezone(own.zone).time()
    return any(first <= at < last for first, last in own.discreet_hours)
