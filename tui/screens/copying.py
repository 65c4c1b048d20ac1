"""How a short text leaves Pupitre: copied, handed to the terminal, or saved as a file; it says which."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from textual.app import App

from pupitre.client import Client
from tui.desktop.clipboard import How
from tui.screens.base import DeskScreen
from tui.words import _


@dataclass(frozen=True, slots=True)
class Leaving:
    """A text on its way out, the word its file is named with, and what is noted once it left."""

    client: Client
    text: str
    name: str
    then: Callable[[], object]


class Copying(DeskScreen):
    """A screen whose text can be copied, one at a time."""

    _under_way = False

    def _may_leave(self, text: str, client: Client) -> bool:  # noqa: ARG002 - what a guard looks at
        """Return whether a text may go to a client."""
        return True

    def copy_text(self, leaving: Leaving) -> None:
        """Copy, in the background."""
        if not self._under_way and leaving.text.strip() and self._may_leave(leaving.text, leaving.client):
            self._under_way = True
            # It is the application's work: the screen may be left before the clipboard has answered.
            copy = partial(self._copy, self.app, leaving)
            self.app.run_worker(copy, thread=True, group="copy", exit_on_error=False)

    def _copy(self, app: App[object], leaving: Leaving) -> None:
        outcome = self.session.clipboard.copy(leaving.text)
        app.call_from_thread(partial(self._copied, leaving, outcome.how))

    def _copied(self, leaving: Leaving, how: How) -> None:
        self._under_way = False
        if how is How.VERIFIED:
            told = _("Copied: paste it into your e-mail with Ctrl+V.")
        elif how is How.SENT_TO_TERMINAL:
            told = _("Sent to the terminal: check it by pasting.")
        else:
            path = self._saved(leaving)
            if not path:
                return
            told = _("The clipboard cannot be reached. The text is in {path}").format(path=path)
        self.session.tell(told, False)  # noqa: FBT003 - a good news
        leaving.then()

    def _saved(self, leaving: Leaving) -> str:
        """Return where the text was saved, "" when the disk refused; the name is known to who erases a client."""
        name = f"{self.session.desk.today.isoformat()} {leaving.client.label} - {leaving.name}.txt"
        try:
            return str(self.session.save_report(name, leaving.text))
        except OSError as error:
            told = _("The file could not be written ({why}): free the disk, then try again.")
            self.session.tell(told.format(why=error.strerror), True)  # noqa: FBT003 - a bad news
            return ""
