"""Notices on Windows: one balloon of plyer, reused, and taken away."""

import atexit
from typing import Any

from tui.desktop.notice import Notice, Outcome
from tui.desktop.safe_text import APP_NAME


class BalloonChannel:
    """At most one icon in the tray, whatever the number of notices.

    plyer's own `notify` leaves one icon per notice until the program ends, delays that end by its time-out, and
    loses errors in a thread. Its balloon is used directly instead, always in the one thread that calls us: a
    window belongs to the thread that made it. The window is given back at each rest, because it reads no
    messages and would hold up the programs that broadcast some.
    """

    name = "plyer"

    def __init__(self) -> None:
        # plyer ships no types.
        self._balloon: Any = None

    def send(self, notice: Notice) -> Outcome:
        """Show the notice in place of the one before; raises what plyer raises."""
        # An empty message shows no balloon at all.
        message = notice.body or notice.title
        try:
            self._show(notice.title, message)
        except Exception:
            self.rest()
            raise
        return Outcome(self.name, ok=True, detail="shown")

    def _show(self, title: str, message: str) -> None:
        if self._balloon is not None:
            self._balloon.notify(title, message, APP_NAME)
            return
        from plyer.platforms.win.libs.balloontip import WindowsBalloonTip  # noqa: PLC0415  # loads on Windows only

        # Kept before it is complete: a constructor that fails half-way leaves a window to free.
        self._balloon = WindowsBalloonTip.__new__(WindowsBalloonTip)
        # timeout=0: it would sleep that long.
        self._balloon.__init__(title, message, APP_NAME, timeout=0)

    def rest(self) -> None:
        """Take the icon out of the tray and free its window."""
        balloon, self._balloon = self._balloon, None
        if balloon is not None:
            _free(balloon)

    def abort(self) -> None:
        """Do nothing: the call is short, and its window is freed by `rest`."""


def _free(balloon: Any) -> None:  # noqa: ANN401  # plyer ships no types
    """Free once: plyer would do it again when the object dies and when the program ends, on stale handles."""
    atexit.unregister(balloon.__del__)
    try:
        balloon.__del__()
    finally:
        for handle in ("_notify_data", "_hicon", "_wnd_class_ex", "_hwnd"):
            setattr(balloon, handle, None)
