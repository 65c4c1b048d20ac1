"""What the application does so that nobody else reads: masked, locked, suspended."""

import os
import signal
import sys
from asyncio import AbstractEventLoop, get_running_loop
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events

from pupitre.settings import Settings
from tui import mishaps, words
from tui.commands import Place, key_to
from tui.parts import AppPart
from tui.session import Session
from tui.unattended import Unattended
from tui.veil import Veil
from tui.words import _

if TYPE_CHECKING:
    from tui.screens.lock import LockScreen

_WHILE_LOCKED = {"quit", "suspend"}


GRACE = 10
"""Seconds given to an orderly end before the system ends the program."""


def _terminal_is_gone() -> bool:
    import termios  # noqa: PLC0415 - only where there are such terminals

    try:
        termios.tcgetattr(sys.__stdin__.fileno() if sys.__stdin__ is not None else 0)
    except termios.error:
        return True
    return False


def stop_between(loop: AbstractEventLoop) -> None:
    """Let a stop (SIGTSTP) wait until the loop has done what it does.

    Textual's handler writes to the terminal through a queue; where the signal comes while that queue is locked, it
    waits for itself for ever.
    """
    if sys.platform == "win32":
        return
    stop = signal.getsignal(signal.SIGTSTP)
    if callable(stop):
        loop.add_signal_handler(signal.SIGTSTP, stop, signal.SIGTSTP, None)


class Masking(AppPart[Path]):
    """An application whose texts can be masked and whose screen can be locked."""

    session: Session
    veil: Veil
    unattended: Unattended
    _lock: "LockScreen | None" = None

    def prepare_masking(self) -> None:
        """Begin to watch over the desk."""
        self.veil = Veil(self, lambda: self.session.now)
        self.unattended = Unattended(self._own, self.session.now, mask=self.veil.lower, lock=self._lock_if_it_can)

    def leave_nothing(self) -> None:
        """Leave the terminal as it was also when the system ends the program, and no image of the memory."""
        loop = get_running_loop()
        loop.set_exception_handler(mishaps.of_loop)
        # After Ctrl+Z and fg nothing is known of what the terminal shows; Textual waits for a change of its size.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        if self.is_headless or sys.platform == "win32":
            return
        for sent in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(sent, lambda number, _frame: self._end(number))
        stop_between(loop)
        self.set_timer(1, mishaps.leave_no_image)

    def _end(self, number: int) -> None:
        """Leave in order; at once when the terminal is gone, on which every write would wait for ever."""
        if sys.platform == "win32":
            return
        if _terminal_is_gone():
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            return
        signal.alarm(GRACE)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.call_later, self.action_quit)

    def _own(self) -> Settings:
        return self.session.desk.settings

    @property
    def locked(self) -> bool:
        """Whether a passphrase is asked for before anything else."""
        return self._lock is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Bar everything while the screen is locked, leaving apart."""
        if self.locked and action not in _WHILE_LOCKED:
            return False
        if action == "suspend":
            return self._driver is not None and self._driver.can_suspend
        return super().check_action(action, parameters)

    def action_veil(self) -> None:
        """Mask names and titles, or show them again, for which a passphrase may be asked."""
        if not words.veiled():
            self.veil.lower(hers=True)
            return
        self.veil.hers = False
        if not (self._own().discreet_asks and self._lock_if_it_can()):
            self.veil.lift()

    def action_lock(self) -> None:
        """Lock the screen."""
        if not self._lock_if_it_can():
            told = _("Choose a passphrase first: “Passphrase of the screen” in the list of commands ({key}).")
            told = told.format(key=key_to(Place.EVERYWHERE, "command_palette"))
            self.session.tell(told, True)  # noqa: FBT003 - a bad news

    def _lock_if_it_can(self) -> bool:
        from tui.screens.lock import LockScreen, asks  # noqa: PLC0415 - not needed for the first screen

        if not asks(self.session):
            return False
        if not self.locked:
            self.veil.lower()
            for form in tuple(self.session.open_forms):
                form.keep_draft()
            self.session.keep_typed()
            self._lock = LockScreen(self.session, self._unlock)
            self.push_screen(self._lock)
        return True

    async def on_event(self, event: events.Event) -> None:
        """Give what she types to the lock: nothing that opened above it meanwhile has a key or a click."""
        if isinstance(event, events.InputEvent | events.Paste) and self.locked and self.screen is not self._lock:
            self.keep_locked()
            return
        await super().on_event(event)

    def keep_locked(self) -> None:
        """Put the lock above what was opened meanwhile."""
        if self.locked and self.screen is not self._lock:
            from tui.screens.lock import LockScreen  # noqa: PLC0415 - not needed for the first screen

            self._lock = LockScreen(self.session, self._unlock)
            self.push_screen(self._lock)

    def _unlock(self) -> None:
        from tui.screens.lock import LockScreen  # noqa: PLC0415 - not needed for the first screen

        self._lock = None
        for screen in (screen for stack in self._screen_stacks.values() for screen in stack):
            if isinstance(screen, LockScreen):
                screen.over = True  # one that lies deeper, or in another mode, goes when it comes back
        if isinstance(self.screen, LockScreen):
            self.pop_screen()
        if not self.veil.hers:
            self.veil.lift()

    def action_screen_phrase(self) -> None:
        """Open the form of the passphrase of the screen."""
        from tui.screens.screen_phrase_form import ScreenPhraseForm  # noqa: PLC0415 - not needed for the first screen

        self.push_screen(ScreenPhraseForm(self.session))

    def action_suspend(self) -> None:
        """Give the terminal back for a while."""
        self.action_suspend_process()
