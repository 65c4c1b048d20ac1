"""The command palette: any command by a few letters of its name, accents ignored."""

from collections.abc import Callable
from functools import partial
from typing import cast

from textual.content import Content

from pupitre.loading import load
from tui.commands import Command, Place, key_name
from tui.commands.finding import score
from tui.screens.base import DeskScreen
from tui.screens.dialog import ClosesItself
from tui.words import _

# It asks for the type of a callback where it would get trees, folders and selections as well.
load("textual.command", instead={"textual.types": {"IgnoreReturnCallbackType": Callable[..., object]}})
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider  # noqa: E402


class Palette(ClosesItself[None], CommandPalette):
    """Textual's palette; it closes itself and nothing else."""


class DeskCommands(Provider):
    """The commands that do something now on the screen below the palette."""

    @property
    def _commands(self) -> list[Command]:
        screen = self.screen
        found = list(screen.possible()) if isinstance(screen, DeskScreen) else []
        seen: dict[str, Command] = {}
        for command in found:
            if command.place is not Place.FORM and command.action != "command_palette":
                seen.setdefault(command.name, command)
        return list(seen.values())

    def _run(self, command: Command) -> Callable[[], object]:
        screen = self.screen
        assert isinstance(screen, DeskScreen)  # noqa: S101 - `_commands` said so
        return partial(screen.action_run_command, command.action)

    async def discover(self) -> Hits:
        """Yield every command before anything is typed."""
        for command in self._commands:
            yield DiscoveryHit(Content(_named(command)), self._run(command), help=_literal(command.explanation))

    async def search(self, query: str) -> Hits:
        """Yield the commands that are meant; of those that are as near, the ones of this screen first."""
        found = False
        for number, command in enumerate(self._commands):
            points = score(query, command)
            if points > 0:
                found = True
                nearer = points - number / 10_000
                yield Hit(nearer, Content(_named(command)), self._run(command), help=_literal(command.explanation))
        if not found:
            yield Hit(0.001, _("No command has this name."), _nothing,
                      help=_("Try one word of what you want to do: pause, report, client…"))


def _nothing() -> None:
    """Do what the line « no command » does."""


def _literal(told: str) -> str:
    """Return a text that Textual reads no markup in: what undo takes back is named as she typed it."""
    # Textual takes for a help what it takes for a name, and says so of the name only.
    return cast("str", Content(told))


def _named(command: Command) -> str:
    keys = key_name(command.keys[0]) if any(command.keys) else ""
    return f"{command.title}  ({keys})" if keys else command.title
