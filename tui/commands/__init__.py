"""Every verb, declared once: the footer, the palette, the help and the manual's key table all read it here."""

from collections.abc import Iterable

from tui.commands.command import Command, Place
from tui.commands.desk import DESK
from tui.commands.first import FIRST
from tui.commands.incoming import INCOMING
from tui.commands.keys import KEYS
from tui.commands.others import OTHERS
from tui.commands.planning import PLANNING
from tui.commands.reading import READING
from tui.commands.veil import VEIL
from tui.commands.writing import WRITING
from tui.words import N_, _

__all__ = ["COMMANDS", "HEADINGS", "Command", "Place", "commands_of", "key_name", "key_table"]

COMMANDS: tuple[Command, ...] = (
    *DESK, *PLANNING, *WRITING, *OTHERS, *INCOMING, *FIRST, *KEYS, *READING, *VEIL,
)

_KEY_NAMES = {
    "enter": N_("Enter"), "space": N_("Space"), "escape": N_("Esc"), "delete": N_("Del"), "insert": N_("Ins"),
    "comma": ",", "semicolon": ";", "colon": ":", "exclamation_mark": "!", "asterisk": "*",
    "left": "←", "right": "→", "tab": "Tab", "shift+up": N_("Shift+↑"), "shift+down": N_("Shift+↓"),
}


def key_name(key: str) -> str:
    """Return how a key is called on her keyboard: « Entrée », « Ctrl+Z », « F1 »."""
    if key in _KEY_NAMES:
        return _(_KEY_NAMES[key])
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return key.upper() if len(key) > 1 else key


def commands_of(*places: Place) -> Iterable[Command]:
    """Return the commands of some places, in their order."""
    return (c for c in COMMANDS if c.place in places)


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
