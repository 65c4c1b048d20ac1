"""An event loop whose time goes on only while it waits: on a slow machine as many timers ring as on a quick one."""

import asyncio
import selectors
from time import monotonic

from textual import _time


class StillLoop(asyncio.SelectorEventLoop):
    """What is computed takes no time; what is slept does."""

    def __init__(self) -> None:
        self.passed = monotonic()
        super().__init__(_Waiting(self))

    def time(self) -> float:
        return self.passed


class _Waiting(selectors.DefaultSelector):
    """Counts how long the loop waits, in seconds."""

    def __init__(self, loop: StillLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        began = monotonic()
        woken = super().select(timeout)
        if timeout is None or timeout > 0:
            took = monotonic() - began
            self._loop.passed += timeout if timeout is not None and not woken else min(took, timeout or took)
        return woken


def time() -> float:
    """Return the seconds that the timers of Textual count by: those of the loop they ring in."""
    try:
        return asyncio.get_running_loop().time()
    except RuntimeError:  # another thread
        return _real()


_real = _time.get_time
