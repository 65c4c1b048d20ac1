"""The first screen and going to another one: what is drawn waits until it shows the desk as it is, and no longer.

Textual holds every drawing back for a twentieth of a second when it goes to a screen, whether that was there before
or not (`App.switch_mode`), and draws the first one when its timer comes by, sixty times a second (seen in 8.2).
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from rich.console import RenderableType
from textual.timer import Timer
from textual.widget import AwaitMount

from tui.parts import AppPart
from tui.sweeping import sweep

SOON = ("textual.widgets._input", "textual.widgets._option_list", "tui.screens.palette")
"""What is loaded after the first screen: fields, lists to choose from, the palette."""
DAILY = ("tui.screens.clients", "tui.screens.reports")
"""What is loaded while she rests: what she opens each day. Jinja, 1.8 MB more, waits for a draft."""
COMING = 0.01
"""Seconds between two looks whether a screen that is coming stands, when she leaves."""
PATIENCE = 300
"""How often it is looked; she leaves anyway then."""
TURNS = 4
"""How often the screen and the application have their turn until a scrollbar that was just made stands there."""


class Switching(AppPart[Path]):
    """An application that draws a screen that was there before as soon as it has come back."""

    _held: Timer | None = None
    """What ends the holding back at the latest, while there is one."""
    _unloaded: tuple[str, ...] = DAILY
    _patience = PATIENCE

    def delay_update(self, delay: float = 0.05) -> None:
        """Hold back what is drawn for so many seconds."""
        if self._held is None:
            self._begin_batch()
        else:
            self._held.stop()
        self._held = self.set_timer(delay, self._draw_held)

    def draw_soon(self) -> None:
        """Draw the screen once its widgets have read what they tell each other, unless it is held back."""
        self._in_turn(self._draw)

    def _in_turn(self, draw: Callable[[], None], turns: int = TURNS) -> None:
        """Draw once the screen and the application have had their turns."""
        if turns:
            self.screen.call_later(self.call_later, self._in_turn, draw, turns - 1)
        else:
            self.screen.call_later(draw)

    def get_ready(self, *parts: Callable[[], object]) -> None:
        """Do what her first keys ask for while she reads and not while she types, one part after the other."""
        loads: list[Callable[[], object]] = [partial(import_module, module) for module in SOON]
        for n, part in enumerate((*parts, *loads)):
            self.set_timer(0.5 + n / 10, part)

    def rest(self) -> None:
        """Load the next of what she opens each day, once all of it is there look for memory that can go."""
        if self._unloaded:
            module, *rest = self._unloaded
            self._unloaded = tuple(rest)
            import_module(module)
        else:
            sweep()

    def exit(
        self, result: Path | None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Leave, once the screen that is coming stands.

        Of one that is left before, Textual mounts a part (`Widget.mount`, seen in 8.2) that looks for the rest.
        """
        coming = any(not screen.is_mounted for stack in self._screen_stacks.values() for screen in stack)
        if coming and self._patience and self.is_running:
            self._patience -= 1
            self.set_timer(COMING, partial(self.exit, result, return_code, message))
        else:
            super().exit(result, return_code, message)

    def _draw_held(self, of: Timer | None = None) -> None:
        """Draw what was held back, unless that is done, or is held for another screen since."""
        held = self._held
        if held is None or of not in {None, held}:
            return
        self._held = None
        held.stop()
        self._end_batch()
        if not self._batch_count:
            self._draw_whole()

    def _draw_whole(self) -> None:
        """Draw the screen; when it is to be laid out before, which draws what moved, all of it is drawn with that."""
        screen = self.screen
        screen.refresh()
        if screen._layout_required:  # noqa: SLF001 - there is no other word for it
            screen._compositor._dirty_regions.add(self.size.region)  # noqa: SLF001
            screen._repaint_required = False  # noqa: SLF001
        self._draw()

    def _draw(self) -> None:
        """Draw what asked for it: what the timer of the screen calls, sixty times a second."""
        self.screen._on_timer_update()  # noqa: SLF001 - there is no other word for it

    def switch_mode(self, mode: str) -> AwaitMount:
        """Go to the screen of a mode."""
        known = bool(self._screen_stacks.get(mode))
        another = mode != self.current_mode
        switched = super().switch_mode(mode)
        if another:
            # A screen that is known is told to come back by a message, and this one comes after it.
            self._in_turn(partial(self._draw_held, self._held), 0 if known else TURNS)
        return switched
