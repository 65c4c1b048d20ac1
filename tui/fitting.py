"""An application that says so where the terminal is too small for it, and waits until it has grown."""

from typing import TypeVar

from textual import events
from textual.geometry import Size
from textual.screen import Screen

from tui.commands import Place, commands_of
from tui.parts import AppPart
from tui.widgets.cover import Cover, fits
from tui.widgets.unbroken import keep_together

R = TypeVar("R")

def leaving() -> tuple[str, ...]:
    """Return the keys that are heard also where nothing can be seen."""
    return (*next(c.keys for c in commands_of(Place.EVERYWHERE) if c.action == "quit"), "ctrl+c")


class Fitting(AppPart[R]):
    """An application with that line. Keys, the mouse and pastes wait: nothing is done that she cannot see."""

    _covered = False

    def __init__(self) -> None:
        super().__init__()
        keep_together()

    async def on_event(self, event: events.Event) -> None:
        """Let through what cannot change anything unseen."""
        if isinstance(event, events.Key | events.MouseEvent | events.Paste) and not self._seen(event):
            return
        await super().on_event(event)

    def _seen(self, event: events.Event) -> bool:
        return fits(self.size) or (isinstance(event, events.Key) and event.key in leaving())

    def on_resize(self, event: events.Resize) -> None:
        """Cover what is shown, or uncover it."""
        self.cover(event.size)

    def cover(self, size: Size) -> None:
        """Cover the screen on top where it does not fit, uncover every one where it does."""
        if not fits(size):
            self._covered = True
            if not _covers(self.screen):
                self.screen.mount(Cover())
        elif self._covered:
            self._covered = False
            for screen in self.screen_stack:
                screen.query(Cover).remove()


def _covers(screen: Screen[object]) -> bool:
    return bool(screen.query(Cover)) or not screen.is_mounted
