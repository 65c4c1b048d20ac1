"""Waits until a running application has nothing left to do, told by its event loop and never by the clock."""

import asyncio
from itertools import count
from typing import Any

from textual._context import active_app
from textual.app import App
from textual.screen import Screen

from tests.screen.still_loop import StillLoop

AHEAD, LONGEST = 0.06, 1.0
"""Seconds in which the next timer must ring to be waited for, and all that is waited for at once.

What the screens put off by a moment comes at once, and what is done in slices with a breath between them is done.
"""

PATIENCE = 0.1
"""Seconds in which a copy or a file that is written in a thread should be done; a test may hold it up on purpose."""

ENDLESS = 50_000
"""Turns of the loop after which something in the application feeds itself."""


class NeverStill(AssertionError):
    """The application goes on working by itself."""


async def settle(ahead: float = AHEAD) -> None:
    """Let all that is queued be done, screens be laid out, and timers ring that follow each other within `ahead` s.

    A message in any queue, a callback for later and a finished future wake a task, and a task that can go on is
    ready in the loop: when this one is alone, nothing is left but what waits for a timer or a thread.
    """
    loop = asyncio.get_running_loop()
    assert isinstance(loop, StillLoop)
    left = LONGEST
    for turn in count():
        await asyncio.sleep(0)
        if turn > ENDLESS:
            raise NeverStill(list(loop._ready)[:5])  # type: ignore[attr-defined]
        if loop._ready or _updated():  # type: ignore[attr-defined]
            continue
        waited = _rung(loop, min(left, ahead))
        if waited is not None:
            left -= waited
        elif not await _worked():
            return


def _updated() -> bool:
    """Lay out and draw the screen if it waits for the timer that would: sixty times a second on a terminal."""
    screen = _screen(active_app.get(None))
    timer: Any = screen._update_timer if screen is not None and screen.is_running else None
    if screen is None or timer is None or not timer._active.is_set():
        return False
    with screen._context():
        screen._on_timer_update()
    return True


def _screen(app: App[Any] | None) -> Screen[Any] | None:
    """Return the screen on top; while an application starts or ends there is none."""
    if app is None or not app.is_running or not app._screen_stacks.get(app._current_mode):
        return None
    return app.screen


async def _worked() -> bool:
    """Wait a moment for what works in threads, and tell whether any of it was done."""
    app = active_app.get(None)
    at_work = [w._task for w in app.workers if w._task is not None and not w.is_finished] if app is not None else []
    if not at_work:
        return False
    done, _going_on = await asyncio.wait(at_work, timeout=PATIENCE)
    return bool(done)


def _rung(loop: StillLoop, ahead: float) -> float | None:
    """Move the loop's time on to its next timer if that is near, and return by how much; None when it is not."""
    waiting = [t.when() for t in loop._scheduled if not t.cancelled()]  # type: ignore[attr-defined]
    by = max(0.0, min(waiting) - loop.time()) if waiting else ahead
    if by >= ahead:
        return None
    loop.passed += by
    return by
