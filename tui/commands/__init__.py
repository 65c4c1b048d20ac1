"""Every verb, declared once: the footer, the palette, the help and the manual's key table all read it here."""

from collections.abc import Iterable

from tui.commands.command import Command, Place
from tui.commands.desk import DESK
from tui.commands.first import FIRST
from tui.commands.incoming import INCOMING
from tui.commands.keymap import Keymap
from tui.commands.keynames import key_name
from tui.commands.keys import KEYS
from tui.commands.others import OTHERS
from tui.commands.planning import PLANNING
from tui.commands.reading import READING
from tui.commands.veil import VEIL
from tui.commands.writing import WRITING
from tui.words import N_, _

__all__ = [
    "COMMANDS", "HEADINGS", "Command", "Keymap", "Place", "commands_of", "key_name", "key_table", "key_to",
    "keys_in_use", "keys_to", "use_keys",
]

COMMANDS: tuple[Command, ...] = (
    *DESK, *PLANNING, *WRITING, *OTHERS, *INCOMING, *FIRST, *KEYS, *READING, *VEIL,
)


class _Keys:
    """Her keys in use: one map for the whole process, as there is one language."""

    keymap = Keymap()


def use_keys(keymap: Keymap) -> None:
    """Have every command answer to the keys of this map from now on."""
    _Keys.keymap = keymap


def keys_in_use() -> Keymap:
    """Return the map in use."""
    return _Keys.keymap


def commands_of(*places: Place) -> Iterable[Command]:
    """Return the commands of some places, in their order, with the keys they have now."""
    return (_Keys.keymap.on(c) for c in COMMANDS if c.place in places)


def key_to(place: Place, action: str) -> str:
    """Return the name of the key of a command, or where it is found without one."""
    command = next(c for c in commands_of(place) if c.action == action)
    return key_name(command.keys[0]) if any(command.keys) else _key_less()


def keys_to(place: Place, *actions: str) -> dict[str, str]:
    """Return the names of the keys of some commands by their action, to be put into a sentence."""
    return {action: key_to(place, action) for action in actions}


HEADINGS: dict[Place, str] = {
    Place.EVERYWHERE: N_("Everywhere"), Place.DAY: N_("Day"), Place.PLAN: N_("Plan of the day"),
    Place.STEPS: N_("Steps of a task"),
    Place.WEEK: N_("Week"), Place.URGENCY: N_("Urgency"), Place.SERIES: N_("Recurrences"),
    Place.AGENDA: N_("Agenda"), Place.REPORTS: N_("Reports"),
    Place.WORDINGS: N_("Templates"), Place.REPLIES: N_("Answers"), Place.REQUESTS: N_("Outside the mission"),
    Place.CLIENTS: N_("Clients"), Place.STATEMENT: N_("Statement"),
    Place.SEARCH: N_("Search"), Place.FORM: N_("Forms"), Place.TIMES: N_("Times"),
    Place.TIME: N_("Correcting a time"), Place.MAILBOX: N_("My mailbox"),
    Place.FOCUS: N_("Full screen"), Place.PAUSE: N_("During a break"),
    Place.REVIEW: N_("Review"), Place.EVENING: N_("End of the day"),
    Place.WELCOME: N_("Welcome"), Place.TOUR: N_("Tour"), Place.KEYS: N_("My keys"),
    Place.READING: N_("Reading view"),
    Place.LOCK: N_("When the screen is locked"),
    Place.DATA: N_("Data"), Place.INCOMING: N_("From elsewhere"), Place.RESCUE: N_("When the data cannot be read"),
}
"""How help and the manual call each place, in their order."""


def key_table() -> str:
    """Return the key table of the manual, in the language in use."""
    lines = [f"| {_('Where')} | {_('Key')} | {_('Command')} | {_('What it does')} |", "|---|---|---|---|"]
    for place, name in HEADINGS.items():
        heading = _(name)
        for command in commands_of(place):
            keys = ", ".join(key_name(k) for k in command.keys if k) or _key_less()
            lines.append(f"| {heading} | {keys} | {command.title} | {command.explanation} |")
    return "\n".join(lines)


def _key_less() -> str:
    return _("in the command list")
