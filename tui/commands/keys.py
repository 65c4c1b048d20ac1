"""The commands of the keys themselves: her own ones, and going anywhere by a letter."""

from tui.commands.command import Command, Place
from tui.words import N_


def _keys(action: str, keys: str, name: str, help_: str, *, footer: bool = True, priority: bool = False) -> Command:
    return Command(action, tuple(keys.split(",")), name, help_, Place.KEYS, footer, priority)


KEYS: tuple[Command, ...] = (
    Command("jump", ("ctrl+t",), N_("Go to…"),
            N_("Puts a letter on every list and field of the screen; the letter goes there."), Place.EVERYWHERE,
            footer=False, priority=True),
    Command("show('keys')", ("",), N_("My keys"), N_("Shows every command with its key, to give it another one."),
            Place.EVERYWHERE, footer=False, priority=True),
    _keys("change", "enter,e", N_("Change"), N_("Waits for the new key of the chosen command.")),
    _keys("no_key", "delete,x", N_("No key"),
          N_("Takes the key away from the chosen command: the command list still has it.")),
    _keys("default", "d", N_("As before"), N_("Gives the chosen command the key back that it came with.")),
    _keys("all_defaults", "t", N_("All as before"), N_("Gives every command the key back that it came with.")),
    _keys("undo_keys", "u", N_("Undo"), N_("Takes back the last change of a key."), footer=False),
    _keys("group(-1)", "left", N_("Screen before"), N_("Goes to the commands of the screen before."), footer=False,
          priority=True),
    _keys("group(1)", "right", N_("Screen after"), N_("Goes to the commands of the next screen."), priority=True),
    _keys("back", "escape", N_("Back"), N_("Goes back to the day.")),
)
