"""Where sentences that pass are shown: away from the row she is on, and from the keys of a dialog."""

from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets._toast import ToastRack

from tui.widgets.rows import Rows
from tui.widgets.texts import as_text

HEAD = 8
"""Lines at the top that a sentence may cover, the header with it."""


def place_toasts(screen: Screen[object]) -> None:
    """Let the next sentences come up at the foot, or below the header where she looks at the foot.

    The foot of a dialog has its messages and keys: they stay free unless the cursor is at the top.
    """
    for rack in screen.query(ToastRack):
        at = screen.focused
        line = _line(at) if at is not None else 0
        rack.set_class(line >= (HEAD if isinstance(screen, ModalScreen) else screen.size.height // 2), "-above")


def _line(at: Widget) -> int:
    """Return the line of the screen the cursor is on."""
    text = as_text(at)
    if text is not None:
        return text.cursor_screen_offset.y
    return at.region.y + (at.chosen_line if isinstance(at, Rows) else 0)
