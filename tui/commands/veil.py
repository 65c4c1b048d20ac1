"""The commands that mask what others must not read, and lock the screen."""

from tui.commands.command import Command, Place
from tui.words import N_

VEIL: tuple[Command, ...] = (
    Command("veil", ("ctrl+d",), N_("Discreet"),
            N_("Masks names, titles and amounts on every screen; again, shows them."), Place.EVERYWHERE, footer=False,
            priority=True),
)
