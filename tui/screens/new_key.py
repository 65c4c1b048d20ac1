"""Asks for the new key of a command: the next key that is pressed, unless it cannot be given."""

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from pupitre.errors import BadKeymap
from tui.commands import Command, key_name
from tui.commands.keynames import read_key
from tui.commands.keyrefusals import why
from tui.screens.caught import Catching
from tui.screens.dialog import Dialog
from tui.words import _

_UNREAD = frozenset({"shift+tab"})


class NewKeyScreen(Catching, Dialog[str | None]):
    """Waits for a key; returns what was given, or None after Escape. A refused key is said, and it waits on."""

    CSS_PATH = "dialog.tcss"

    def __init__(self, command: Command, give: Callable[[str], None]) -> None:
        super().__init__()
        self._command, self._give = command, give

    def compose(self) -> ComposeResult:
        """Lay out what is asked."""
        now = ", ".join(key_name(k) for k in self._command.keys if k) or _("none")
        with Vertical(classes="dialog"):
            yield Static(_("New key of “{title}”").format(title=self._command.title), classes="title", markup=False)
            yield Static(_("Press the key. Its keys now: {keys}.").format(keys=now), markup=False)
            yield Static("", classes="wrong", markup=False)
            yield Static(f"{key_name('escape')} {_('Back')}", classes="keys", markup=False)

    def catch(self, event: events.Key) -> None:
        """Give the key, or say why it cannot be given."""
        if event.key == "escape":
            self.dismiss(None)
            return
        key = read_key(event.key)
        try:
            if key is None or key in _UNREAD:
                self._refuse(event)
            else:
                self._give(key)
                self.dismiss(key)
        except BadKeymap as error:
            self.query_one(".wrong", Static).update(why(error))

    def _refuse(self, event: events.Key) -> None:
        name = event.character if event.character and event.character.isprintable() else event.key
        raise BadKeymap(name, self._command.title, "unsent")
