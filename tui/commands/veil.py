"""The commands that mask what others must not read, and lock the screen."""

from tui.commands.command import Command

VEIL: tuple[Command, ...] = ()
