"""The style sheets of Textual, each read once while the colours stay, and those colours reckoned once.

Textual reads all sheets anew for each screen that is new, two or three times, lays every style on every widget again,
and reckons the colours of a theme each time.
"""

from pathlib import Path
from typing import Any

from textual.cache import LRUCache
from textual.css.stylesheet import CssSource, Stylesheet
from textual.events import ScreenResume
from textual.screen import Screen, ScreenResultType
from textual.theme import Theme

from tui.parts import AppPart, ScreenPart
from tui.themes import THEMES, borrowed, defaults

SOURCES = 512
"""Sheets that are remembered: our own, and one of each kind of widget."""
KINDS = Path(__file__).resolve().with_name("kinds.tcss")
"""The sheet of what no first screen holds: fields, lists to choose from, the palette."""
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


class Styling(AppPart[Path]):
    """An application that styles what is there once, unless the theme changes."""

    _styled: dict[str, str] | None = None
    _reckoned: tuple[Theme, dict[str, str]] | None = None
    _keeps = False
    _any_screen = False

    def keep_styles(self) -> None:
        """Begin, once the theme is chosen and before any sheet is read."""
        self._keeps = True
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        # Its place, before the sheets of the screens: between equals the later one counts.
        self.stylesheet.source[(str(KINDS), "")] = CssSource("", is_defaults=False, tie_breaker=0)

    def read_kinds(self) -> None:
        """Read the sheet of what no first screen holds; again, it costs nothing."""
        if not self.stylesheet.source[(str(KINDS), "")].content:
            self.stylesheet.read(KINDS)
            self.stylesheet.parse()

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        """Read the sheet of a screen; one that is opened from the first may hold anything."""
        if self._any_screen:
            self.read_kinds()
        self._any_screen = True
        super()._load_screen_css(screen)

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme, one that is not ours helped to be read.

        There are none while Textual's own theme comes before the one that is chosen.
        """
        if not self._keeps:
            return {}
        theme = self.current_theme
        if self._reckoned is None or self._reckoned[0] is not theme:
            variables = super().get_css_variables()
            foreign = theme not in THEMES and not theme.ansi
            self._reckoned = theme, variables | (borrowed(variables, dark=theme.dark) if foreign else {})
        self.theme_variables = dict(self._reckoned[1])
        return self.theme_variables

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own colours, for the themes that do not name them."""
        return defaults(dark=self.current_theme.dark)

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


class Styled(ScreenPart[ScreenResultType]):
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
