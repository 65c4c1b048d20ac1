"""The commands on keys: her own map, and going to a place by its letter."""

from tui.commands.command import Command

KEYS: tuple[Command, ...] = ()
