"""How a short text leaves Pupitre: copied, handed to the terminal, or saved as a file; it says which."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from textual.app import App
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from pupitre.client import Client
from pupitre.text import clean_text
from tui.desktop.clipboard import How
from tui.screens.base import DeskScreen
from tui.screens.report_text import hit_told
from tui.screens.reports_draft import location
from tui.words import _


@dataclass(frozen=True, slots=True)
class Leaving:
    """A text on its way out, the word its file is named with, and what is noted once it left."""

    client: Client
    text: str
    name: str
    then: Callable[[], object]


class Copying(DeskScreen):
    """A screen whose text `#text` can be copied, one at a time, once nothing in it must stay."""

    _under_way = False
    _accepted = ""

    def copy_text(self, leaving: Leaving) -> None:
        """Copy, in the background; what names others or is private is shown first, and leaves the second time."""
        leaving = replace(leaving, text=clean_text(leaving.text))
        if not self._under_way and leaving.text.strip() and not self._holds_back(leaving):
            self._under_way = True
            # It is the application's work: the screen may be left before the clipboard has answered.
            copy = partial(self._copy, self.app, leaving)
            self.app.run_worker(copy, thread=True, group="copy", exit_on_error=False)

    def _holds_back(self, leaving: Leaving) -> bool:
        """Show what must not leave, unless she saw it in this very text; return whether there is anything."""
        desk, text = self.session.desk, leaving.text
        found = () if text == self._accepted else desk.leaks(text, desk.facts(leaving.client.id, desk.today))
        for hit in found[:1]:
            area = self.query_one("#text", TextArea)
            area.selection = Selection(location(area.text, hit.start), location(area.text, hit.end))
            area.scroll_cursor_visible()
            where = _("line {n}").format(n=text.count("\n", 0, hit.start) + 1)
            told = _("Nothing is copied yet. {what}. Change it, or copy once more to let it out.")
            self.session.tell(told.format(what=hit_told(hit, text[hit.start : hit.end], where)), True)  # noqa: FBT003
            self._accepted = text
        return bool(found)

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
