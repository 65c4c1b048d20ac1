"""Her own keys: which command has which, and why a key cannot be given."""

import re
from collections.abc import Iterable, Mapping

from pupitre.errors import BadKeymap
from pupitre.value import Struct, field, replace
from tui.commands.command import Command, Place
from tui.commands.keynames import character_of, is_sent, key_name
from tui.commands.reading import OF_THE_BOARD

HELD = frozenset({Place.RESCUE, Place.LOCK})
"""Where the keys are always the same: no file of hers is read there."""

_FORMS = frozenset({Place.FORM, Place.TIME, Place.MAILBOX})
"""Places that are in force together, and where all is fields."""

_DAY = frozenset({Place.DAY, Place.READING})
"""Places that are in force together: the day is read with the keys of its board."""

_MOVING = frozenset({
    "escape", "enter", "tab", "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "backspace",
})
"""Keys that move and go back everywhere: with what they are by default they stay, to nothing else they are given."""

_SAME = {
    "ctrl+i": "tab", "ctrl+j": "enter", "ctrl+m": "enter", "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
}
"""Keys that a terminal sends as another one (ECMA-48: Ctrl and a letter is a control character)."""

_SHELL = frozenset({"ctrl+c", "ctrl+z", "ctrl+backslash"})
"""Keys that stop a program or copy, and that hands press without thinking."""

EDITING = frozenset({
    "ctrl+a", "ctrl+d", "ctrl+e", "ctrl+f", "ctrl+k", "ctrl+u", "ctrl+v", "ctrl+w", "ctrl+x", "ctrl+y", "delete",
})
"""Keys with which a field is edited: a command of every screen would take them from there."""

_NEEDED = frozenset({"everywhere.help", "everywhere.command_palette", "everywhere.quit"})
"""Commands that lead to all the others, or out: they never remain without a key."""


def identity(command: Command) -> str:
    """Return how a command is called in her file: its place, and its action without brackets."""
    action = command.action.replace("(-1)", "-before").replace("(1)", "-after")
    return f"{command.place}.{re.sub(r'[^a-z0-9_]+', '-', action.lower()).strip('-')}"


class Keymap(Struct, frozen=True):
    """The keys that she chose, by the identity of the command; what is not in it has its default."""

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def on(self, command: Command) -> Command:
        """Return a command with the keys it has now; without any it has the key ""."""
        keys = self.chosen.get(identity(command)) if self.chosen else None
        if keys is None:
            return command
        return replace(command, keys=(*keys, *(k for k in staying(command) if k not in keys)) or ("",))

    def given(self, command: Command, keys: Iterable[str]) -> "Keymap":
        """Return the map in which a command has these keys; nothing is checked."""
        return Keymap({**self.chosen, identity(command): tuple(k for k in keys if k not in staying(command))})

    def without(self, command: Command) -> "Keymap":
        """Return the map in which a command has its default again; nothing is checked."""
        return Keymap({name: keys for name, keys in self.chosen.items() if name != identity(command)})


def staying(command: Command) -> tuple[str, ...]:
    """Return the default keys that a command keeps, whatever else it is given."""
    return tuple(k for k in command.keys if k in _MOVING)


def changeable(command: Command) -> bool:
    """Whether a command can be given other keys."""
    return command.place not in HELD


def needed(command: Command) -> bool:
    """Whether a command leads to all the others, or out: it never remains without a key."""
    return identity(command) in _NEEDED


def give(keymap: Keymap, command: Command, keys: tuple[str, ...], among: Iterable[Command]) -> Keymap:
    """Return the map in which a command has these keys, in place of those it had. Raises `BadKeymap`."""
    for key in keys:
        refuse_key(command, key)
    if not keys and needed(command):
        raise BadKeymap("", command.title, "needed")
    after = keymap.given(command, keys)
    refuse_taken(after, command, among)
    return after


def give_back(keymap: Keymap, command: Command, among: Iterable[Command]) -> Keymap:
    """Return the map in which a command has its defaults. Raises `BadKeymap`: one went to another command."""
    after = keymap.without(command)
    refuse_taken(after, command, among)
    return after


def clashes(command: Command, key: str, other: Command) -> bool:
    """Whether two commands cannot both have a key: they can be given in one place, and do not do the same."""
    together = (
        command.place is other.place or Place.EVERYWHERE in {command.place, other.place}
        or {command.place, other.place} <= _FORMS or _both_read(command, other)
    )
    return together and key in other.keys and command.action != other.action


def _both_read(*commands: Command) -> bool:
    """Return whether both are in force while the day is read: its own commands, and those of the board."""
    places = {c.place for c in commands}
    return places == _DAY and not any(c.place is Place.DAY and c.action in OF_THE_BOARD for c in commands)


def refuse_taken(keymap: Keymap, command: Command, among: Iterable[Command]) -> None:
    """Refuse what a command has in a map where another one has it too. Raises `BadKeymap`."""
    others = [keymap.on(c) for c in among if identity(c) != identity(command)]
    for key in filter(None, keymap.on(command).keys):
        for other in others:
            if clashes(command, key, other):
                why = "everywhere" if other.place is Place.EVERYWHERE else "taken"
                raise BadKeymap(key_name(key), command.title, why, identity(other))


def refuse_key(command: Command, key: str) -> None:
    """Refuse a key for what it is, unless it is a default of the command. Raises `BadKeymap`."""
    if key in command.keys:
        return
    if key in _SAME:
        raise BadKeymap(key_name(key), command.title, "same", key_name(_SAME[key]))
    above = command.priority or command.place is Place.EVERYWHERE or command.place in _FORMS
    reasons = {
        "shell": key in _SHELL,
        "moving": key.rsplit("+", maxsplit=1)[-1] in _MOVING,
        "unsent": not is_sent(key),
        "typed": above and bool(character_of(key)),
        "editing": above and key in EDITING,
    }
    for why, applies in reasons.items():
        if applies:
            raise BadKeymap(key_name(key), command.title, why)
