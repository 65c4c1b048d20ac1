"""The keys of a screen as she has them now: what its commands are bound to follows her own key map."""

from textual.binding import Binding, BindingsMap

from tui.commands import COMMANDS, Keymap, keys_in_use
from tui.commands.keymap import identity

NO_KEY = "unset"
"""The key of a command that has none: no terminal sends it."""

_BY_IDENTITY = {identity(command): command for command in COMMANDS}


class Keyed:
    """Mixed into a screen or the application: its bindings follow the keys that she gave."""

    _as_made: BindingsMap
    _for_keys: tuple[Keymap, BindingsMap] | None = None

    @property
    def _bindings(self) -> BindingsMap:
        keymap = keys_in_use()
        if self._for_keys is None or self._for_keys[0] is not keymap:
            self._for_keys = (keymap, rebound(self._as_made, keymap))
        return self._for_keys[1]

    @_bindings.setter
    def _bindings(self, own: BindingsMap) -> None:
        self._as_made, self._for_keys = own, None


def rebound(own: BindingsMap, keymap: Keymap) -> BindingsMap:
    """Return bindings with the keys of a map; those that are no command of ours stay as they are."""
    keys: dict[str, list[Binding]] = {}
    done: set[str] = set()
    for key, binding in own:
        command = _BY_IDENTITY.get(binding.id or "")
        if command is None:
            keys.setdefault(key, []).append(binding)
        elif binding.id not in done:
            done.add(binding.id or "")
            for each in filter(None, keymap.on(command).keys):
                keys.setdefault(each, []).append(binding.with_key(each))
    return BindingsMap.from_keys(keys)
