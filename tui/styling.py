"""The style sheets of Textual, each read once while the colours stay.

Textual reads all of them anew for each screen that is new, two or three times, and lays every style on every widget
again.
"""

from pathlib import Path

from textual.app import App
from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet
from textual.events import ScreenResume
from textual.screen import Screen, ScreenResultType

SOURCES = 512
"""Sheets that are remembered: our own, and one of each kind of widget."""
NEW = -1
"""What Textual writes on a screen that was never styled again since it was made."""


class KeptStylesheet(Stylesheet):
    """All sheets together; what was read is read again only when the colours change."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(SOURCES)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other colours."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Put the sheets together again. Ours hold no mistake that would have to be undone."""
        self.parse()


class Styling(App[Path]):
    """An application that styles what is there once, unless the theme changes."""

    _styled: dict[str, str] | None = None

    def keep_styles(self) -> None:
        """Begin, before any sheet is read."""
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())

    def refresh_css(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 - Textual's own shape
        """Lay the styles on every widget again, unless none of them can have changed: each has them since it came."""
        screens = [screen for stack in self._screen_stacks.values() for screen in stack]
        variables, now = self.get_css_variables(), self._css_update_count
        if variables != self._styled or any(_count(screen) not in {NEW, now} for screen in screens):
            super().refresh_css(animate=animate)
            self._styled = variables
            return
        for screen in screens:
            screen._css_update_count = now  # noqa: SLF001 - there is no other word for it


class Styled(Screen[ScreenResultType]):
    """A screen that comes back as it is styled: each widget was when it came, and when its classes changed.

    Textual reads the sheet of a new screen after the screen itself was styled, and before its widgets come.
    """

    _came = False

    def _on_screen_resume(self, event: ScreenResume) -> None:
        event.refresh_styles = False  # Textual's own handler follows, and would style every widget again
        if not self._came:
            self._came = True
            self.app.stylesheet.apply(self)


def _count(screen: Screen[object]) -> int:
    return screen._css_update_count  # noqa: SLF001
