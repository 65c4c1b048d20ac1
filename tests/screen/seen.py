"""What a person must see on every screen at every size: her row, her field, and what the keys do."""

from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Static, TextArea

from tests.screen.disks import Rescued
from tests.screen.world import World
from tui.screens.base import DeskScreen
from tui.widgets.rows import Rows
from tui.words import _


def what_is_not_seen(world: World | Rescued) -> list[str]:
    """Return what she would miss on a screen of this size."""
    screen, drawn = world.app.screen, world.picture()
    wrong = [f"a line of {len(line)} cells" for line in drawn if len(line) > world.app.size.width]
    help_ = f"F1 {_('Help').lower()}"
    if isinstance(screen, DeskScreen):
        wrong += [] if help_ in drawn[-1] else [f"the keys: {drawn[-1]!r}"]
    elif help_ in drawn[-1]:
        wrong.append("keys of the screen below a dialog")
    for keys in screen.query(".dialog .keys").results(Static):
        told = str(keys.content).split("   ")[-1].strip()
        wrong += [] if told in " ".join(drawn) else [f"the keys of the dialog: {told!r}"]
    at = world.app.focused
    if at is not None:
        wrong += _hidden(world, at)
    return wrong


def _hidden(world: World | Rescued, at: Widget) -> list[str]:
    """Return whether the cursor is where nobody sees it."""
    region, clip = world.app.screen.find_widget(at).region, world.app.screen.find_widget(at).visible_region
    if not clip.area:
        return [f"the focused {at!r}"]
    if isinstance(at, Rows) and at.chosen is not None:
        top = at._chosen * at._height - at.scroll_offset.y
        line = Offset(at.content_region.x, at.content_region.y + top)
        return [] if clip.contains_point(line) else [f"the chosen row of {at!r}"]
    if isinstance(at, TextArea):
        return [] if clip.contains_point(at.cursor_screen_offset) else [f"the cursor of {at!r}"]
    return [] if clip.height == region.height else [f"a part of {at!r}"]
