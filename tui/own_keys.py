"""Her own keys in this run: read from her file, given at once, written back."""

from typing import TYPE_CHECKING

from pupitre.errors import StorageFailed
from tui import commands, refusals
from tui.commands import COMMANDS, HEADINGS, Keymap
from tui.words import _

if TYPE_CHECKING:
    from tui.keeping import KeyFile


class OwnKeys:
    """What is kept of them; without a file they last until she leaves."""

    def __init__(self, file: "KeyFile | None" = None) -> None:
        self._file = file
        self._lost: tuple[str, ...] = ()

    def load(self) -> tuple[tuple[str, bool], ...]:
        """Put the keys of the file in use; return what is to be told of it, and whether it is bad news."""
        commands.use_keys(Keymap())
        if self._file is None:
            return ()
        try:
            text = self._file.read()
        except StorageFailed as error:
            return ((refusals.say(error), True),)
        if not text:
            return ()
        from tui.commands import keyfile  # noqa: PLC0415 - most people have no such file
        from tui.commands.keyrefusals import told  # noqa: PLC0415

        found = keyfile.read(text, COMMANDS)
        commands.use_keys(found.keymap)
        if not found.wrong:
            return ()
        whole = any(w.why.why == "syntax" for w in found.wrong)
        self._lost = tuple(text.splitlines()) if whole else tuple(w.written for w in found.wrong)
        return ((told(str(self._file.path), found.wrong), True),)

    def keep(self, keymap: Keymap) -> None:
        """Write a map down and put it in use. Raises `StorageFailed`: the keys are as they were."""
        if self._file is not None:
            from tui.commands import keyfile  # noqa: PLC0415 - when a key is changed

            headings = {str(place): _(name) for place, name in HEADINGS.items()}
            self._file.write(keyfile.written(keymap, COMMANDS, headings, self._lost))
        commands.use_keys(keymap)
