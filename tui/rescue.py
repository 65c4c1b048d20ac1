"""The little applications before the desk is open: when it cannot be, and while a backup is put back."""

import os
from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TypeVar

from textual.app import App, ComposeResult
from textual.filter import LineFilter
from textual.widgets import Static

from pupitre.errors import PupitreError
from pupitre.progress import Progress
from tui import backup_words, refusals
from tui.fitting import Fitting
from tui.keeping import Backups, Unlocking
from tui.screens.behind import Lane
from tui.screens.rescue import Rescue, RescueScreen
from tui.screens.unlock import UnlockScreen
from tui.themes import LIGHT, THEMES, fitting
from tui.widgets.signs import filters
from tui.words import _

R = TypeVar("R")


class _Little(Fitting[R], App[R]):
    CSS_PATH = ["app.tcss", "kinds.tcss"]  # noqa: RUF012 - Textual's own shape
    TITLE = "Pupitre"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, theme: str = LIGHT) -> None:
        super().__init__()
        for ours in THEMES:
            self.register_theme(ours)
        self.theme = fitting(theme, self.console.color_system)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line goes through before it is drawn: no sign the terminal lacks."""
        return (*super().get_line_filters(), *filters("auto", os.environ.get("TERM", "")))


class RescueApp(_Little[str]):
    """Ends with what was done, in words, or with None: everything is as it was."""

    def __init__(self, rescue: Rescue) -> None:
        super().__init__()
        self._rescue = rescue

    def on_mount(self) -> None:
        """Ask at once."""
        self.push_screen(RescueScreen(self._rescue))

    async def action_quit(self) -> None:
        """Leave everything as it is, unless something is being put back."""
        for screen in self.screen_stack:
            if isinstance(screen, RescueScreen):
                screen.action_leave()


class UnlockApp(_Little[bool]):
    """Asks for the passphrase of a protected desk; ends with True once the store has its key."""

    def __init__(self, store: Unlocking) -> None:
        super().__init__()
        self._store = store

    def on_mount(self) -> None:
        """Ask at once."""
        self.push_screen(UnlockScreen(self._store))


class ProtectApp(_Little[tuple[str, bool]]):
    """Protects the files of the closed desk, or takes that away; ends as `RestoreApp` does."""

    DEFAULT_CSS = "ProtectApp Static { padding: 1 2 0 2; }"

    def __init__(self, work: Callable[[Callable[[Progress], None]], str], sentence: str, theme: str) -> None:
        super().__init__(theme)
        self._work, self._sentence = work, sentence

    def compose(self) -> ComposeResult:
        """Say what goes on."""
        yield Static(self._sentence, markup=False)
        yield Static("", id="far", markup=False)

    def on_mount(self) -> None:
        """Begin."""
        Lane(self).ask("protect", lambda: self._work(self._far), lambda told: self.exit((told, False)), self._refused)

    def _far(self, progress: Progress) -> None:
        told = _("{n} files of {total}").format(n=progress.done, total=progress.total)
        self.call_later(self.query_one("#far", Static).update, told)

    def _refused(self, error: PupitreError) -> None:
        self.exit((refusals.say(error), True))

    async def action_quit(self) -> None:
        """Nothing leaves in the middle of it."""


class RestoreApp(_Little[tuple[str, bool]]):
    """Puts a backup back, and ends with what was done or refused, and whether that is bad news."""

    DEFAULT_CSS = "RestoreApp Static { padding: 1 2; }"

    def __init__(self, restore: Callable[[], str], theme: str) -> None:
        super().__init__(theme)
        self._restore = restore

    def compose(self) -> ComposeResult:
        """Say what goes on."""
        yield Static(_("Restoring… A backup of the desk as it is now is made first."), markup=False)

    def on_mount(self) -> None:
        """Begin."""
        Lane(self).ask("restore", self._restore, lambda told: self.exit((told, False)), self._refused)

    def _refused(self, error: PupitreError) -> None:
        self.exit((refusals.say(error), True))

    async def action_quit(self) -> None:
        """Nothing leaves in the middle of it."""


def restored(store: Backups, path: Path, now: datetime, zone: tzinfo) -> str:
    """Put a backup back, and say so in words. Raises what the disk refuses."""
    return "\n".join(backup_words.restored(store.restore(path, now.astimezone(zone)), zone))
