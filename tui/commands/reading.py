"""The commands of the reading view."""

from tui.commands.command import Command

READING: tuple[Command, ...] = ()
