"""Going anywhere by a letter: one on each list and field of the screen below."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import product
from typing import Any, ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.errors import NoWidget
from textual.geometry import Offset, Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.screens.caught import Catching
from tui.screens.dialog import Dialog

LETTERS = "sdfjklghtrneuiamcvbopqwxyz"
"""Letters that AZERTY, QWERTY and bépo all type without Shift or AltGr, those under the fingers first."""

Target = tuple[Widget, Offset]
"""Where a letter leads, and where it stands."""


def labels(count: int) -> list[str]:
    """Return as many labels, of one letter where that is enough, else all of two."""
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    return ["".join(pair) for pair in product(LETTERS, repeat=2)][:count]


def targets(screen: Screen[object]) -> Iterator[Target]:
    """Yield what can have the keys and is seen now, from the top left on."""
    found = []
    for widget in screen.focus_chain:
        with suppress(NoWidget):  # what was just put there has no place yet
            seen = screen.find_widget(widget).visible_region
            if seen:
                found.append((widget, seen.offset))
    yield from sorted(found, key=lambda target: (target[1].y, target[1].x))


class JumpScreen(Catching, Dialog[Widget | None]):
    """Shows the letters above what is there; returns where the typed one leads, or None after any other key."""

    CSS_PATH = "jump.tcss"
    AUTO_FOCUS: ClassVar[str] = ""

    def __init__(self, found: Sequence[Target]) -> None:
        super().__init__()
        self._found = dict(zip(labels(len(found)), found, strict=True))
        self._typed = ""
        self._size_then: Size | None = None

    def compose(self) -> ComposeResult:
        """Put each letter where it leads."""
        for label, (_widget, at) in self._found.items():
            letter = Static(f" {label.upper()} ", classes="letter", markup=False)
            letter.styles.offset = (at.x, at.y)
            yield letter

    def catch(self, event: events.Key) -> None:
        """Go where the letter leads; any other key leads nowhere."""
        self._typed += (event.character or "").lower()
        if self._typed in self._found:
            self.dismiss(self._found[self._typed][0])
        elif not self._typed or not any(label.startswith(self._typed) for label in self._found):
            self.dismiss(None)

    def on_click(self) -> None:
        """Let a click end it as a key does."""
        self.dismiss(None)

    def on_resize(self, event: events.Resize) -> None:
        """Leave when what is below moves away from its letters."""
        if self._size_then is not None and event.size != self._size_then:
            self.dismiss(None)
        self._size_then = event.size


def jump(app: App[Any]) -> bool:
    """Show the letters of the screen that is seen; return whether there is anywhere to go."""
    below = app.screen
    found = tuple(targets(below))

    def go(widget: Widget | None) -> None:
        if widget is not None and widget.is_mounted and widget.focusable:
            below.set_focus(widget)

    if found:
        app.push_screen(JumpScreen(found), go)
    return bool(found)
