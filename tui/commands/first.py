"""The commands of the first run: the welcome and the tour."""

from tui.commands.command import Command

FIRST: tuple[Command, ...] = ()
