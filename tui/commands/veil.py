"""The commands that mask what others must not read, and lock the screen."""

from tui.commands.command import Command, Place
from tui.words import N_

VEIL: tuple[Command, ...] = (
    Command("veil", ("ctrl+d",), N_("Discreet"),
            N_("Masks names, titles and amounts on every screen; again, shows them."), Place.EVERYWHERE, footer=False,
            priority=True),
    Command("lock", ("",), N_("Lock the screen"),
            N_("Masks everything until the passphrase is typed; timers and saving go on."), Place.EVERYWHERE,
            footer=False, priority=True),
    Command("screen_phrase", ("",), N_("Passphrase of the screen"),
            N_("Sets or changes the passphrase that shows the texts again."), Place.EVERYWHERE, footer=False,
            priority=True),
    Command("suspend", ("",), N_("Suspend"),
            N_("Gives the terminal back for a while, empty of your texts; the command fg comes back."),
            Place.EVERYWHERE, footer=False, priority=True),
)
