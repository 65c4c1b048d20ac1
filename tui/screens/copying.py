"""How a short text leaves Pupitre: copied, handed to the terminal, or saved as a file; it says which."""

from collections.abc import Callable, Iterable
from functools import partial

from textual.app import App
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from pupitre.client import Client
from pupitre.text import clean_text
from pupitre.value import Struct, replace
from tui.commands import Command, key_to
from tui.desktop.clipboard import How
from tui.replies import GAP, gaps
from tui.screens.held_back import HoldsBack
from tui.screens.reports_draft import location
from tui.words import _, ngettext, shown


class Leaving(Struct, frozen=True):
    """A text on its way out, the word its file is named with, and what is noted once it left."""

    client: Client
    text: str
    name: str
    then: Callable[[], object]


class Copying(HoldsBack):
    """A screen whose text `#text` can be copied, one at a time, once nothing in it must stay."""

    _under_way = False
    _gaps_told = False
    """Whether it was said of the text that is shown that places of it are to be completed."""

    def possible(self) -> Iterable[Command]:
        """Return the commands that do something now; two keys that copy are one command."""
        found = list(super().possible())
        twice = any(c.action == "copy" for c in found)
        return (c for c in found if c.action != "copy_here" or not twice)

    def go_to_gap(self, *, first: bool = False) -> bool:
        """Go to the next place to complete, or to the first one of all; return whether there is one."""
        area = self.query_one("#text", TextArea)
        begin = area.selection.end if area.has_focus and not first else (0, 0)
        lines = area.text.split("\n")
        for row in range(begin[0], len(lines)):
            column = lines[row].find(GAP, begin[1] if row == begin[0] else 0)
            if column >= 0:
                area.focus()
                area.selection = Selection((row, column), (row, column + len(GAP)))
                return True
        return False

    def asks_for_gaps(self, text: str) -> bool:
        """Go to the first place to complete, once for this text; return whether it did."""
        count = gaps(text)
        if self._gaps_told or not count or not self.go_to_gap(first=True):
            return False
        self._gaps_told = True
        told = ngettext(
            "Nothing is copied yet: {n} place […] is to be completed. {key} copies it as it is.",
            "Nothing is copied yet: {n} places […] are to be completed. {key} copies it as it is.", count,
            key=key_to(self.PLACE, "copy_here"),
        )
        self.session.tell(told, False)  # noqa: FBT003 - no bad news
        return True

    def copy_text(self, leaving: Leaving) -> None:
        """Copy, in the background; what is to be completed or must stay is shown first, and leaves the next time."""
        leaving = replace(leaving, text=clean_text(leaving.text))
        if self._under_way or not leaving.text.strip() or self.asks_for_gaps(leaving.text):
            return
        if not self._holds_back(leaving):
            self._under_way = True
            # It is the application's work: the screen may be left before the clipboard has answered.
            copy = partial(self._copy, self.app, leaving)
            self.app.run_worker(copy, thread=True, group="copy", exit_on_error=False)

    def _holds_back(self, leaving: Leaving) -> bool:
        """Show the next thing that must not leave; return whether there is one."""
        at = self.held_back(leaving.text, leaving.client)
        if at is not None:
            area = self.query_one("#text", TextArea)
            area.selection = Selection(location(area.text, at[0]), location(area.text, at[1]))
            area.scroll_cursor_visible()
        return at is not None

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
            told = _("The clipboard cannot be reached. The text is in {path}").format(path=shown(str(path)))
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
