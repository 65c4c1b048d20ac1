"""What others may not read: masked at once on every screen, and shown again."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

from tui import words
from tui.screens.base import DeskScreen, Timed
from tui.widgets.rows import Rows

COVERED = "-covered"
"""The class of a dialog that was opened before: its sentences are made already, so they are hidden."""


class Veil:
    """Masks the texts of one application."""

    def __init__(self, app: App[Path], now: Callable[[], datetime]) -> None:
        self._app, self._now = app, now
        self._focused: WeakKeyDictionary[Screen[Any], Widget | None] = WeakKeyDictionary()
        self.hers = False
        """Whether she asked for it herself: then it stays until she ends it."""

    def lower(self, *, hers: bool = False) -> None:
        """Mask every text of hers, in what was told a moment ago too."""
        if not words.veiled():
            self.hers = hers
            words.veil(on=True)
            self._app.clear_notifications()
            self._redraw()

    def lift(self) -> None:
        """Show them again."""
        if words.veiled():
            words.veil(on=False)
            self._redraw()

    def _redraw(self) -> None:
        stacks = self._app._screen_stacks.values()  # noqa: SLF001 - a dialog waits in another mode
        screens = {screen for stack in stacks for screen in stack}
        seen = self._app.screen_stack
        for screen in screens:
            above = screen in seen
            if isinstance(screen, DeskScreen):
                if above and screen.laid_out:
                    screen.refresh_desk()  # the others are shown anew when they come back
            else:
                self._cover(screen)
            if isinstance(screen, Timed) and above and screen.children:
                screen.beat(self._now())  # what time changed meanwhile was written masked
            _draw_again(screen)

    def _cover(self, screen: Screen[Any]) -> None:
        """Hide the sentences of a dialog; what is hidden loses the focus, and has it again when it is shown."""
        if words.veiled():
            self._focused[screen] = screen.focused
        screen.set_class(words.veiled(), COVERED)
        before = self._focused.pop(screen, None) if not words.veiled() else None
        if before is not None and before.is_attached:
            screen.set_focus(before)


def _draw_again(screen: Screen[Any]) -> None:
    for widget in screen.walk_children(Widget):
        if isinstance(widget, Rows):
            widget.redraw()
        widget.refresh()
