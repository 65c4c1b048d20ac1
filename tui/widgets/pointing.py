"""What a mouse does on a list beyond a click: a row is dragged elsewhere, or asked what can be done with it."""

from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

from tui.parts import WidgetPart

FAR = 2
"""Cells that a pressed mouse moves before it drags: a hand is never quite still."""


class Pointing(WidgetPart):
    """Mixed into a list. Only one that is `draggable` lets its rows be dragged."""

    draggable = False
    _pressed: Offset | None = None
    _dragging = False

    class Dragged(Message):
        """A row is being dragged, and is above this place of the screen."""

        def __init__(self, rows: Widget, at: Offset) -> None:
            super().__init__()
            self.rows, self.at = rows, at

    class Dropped(Dragged):
        """The row was let go there."""

    class Asked(Dragged):
        """What can be done with the chosen row is asked for, there."""

    def point_at(self, y: int) -> bool:
        """Choose the row on a line of the list; return whether there is one."""
        raise NotImplementedError

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember where a drag may begin; the right button asks."""
        on_row = self.point_at(event.get_content_offset_capture(self).y) if event.button == 3 else False
        if on_row:
            self.focus()
            event.stop()
            self.post_message(self.Asked(self, event.screen_offset))
        elif event.button == 1 and self.draggable:
            self._pressed = event.screen_offset

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag, once the mouse went far enough."""
        if self._pressed is None:
            return
        if event.button != 1:  # let go where nobody could tell
            self._let_go()
            return
        if not self._dragging and self._pressed.get_distance_to(event.screen_offset) >= FAR:
            top = self._pressed.y - self.content_region.y
            self._dragging = self.point_at(top)
            if not self._dragging:
                self._pressed = None
                return
            self.focus()
            self.capture_mouse()
        if self._dragging:
            self.post_message(self.Dragged(self, event.screen_offset))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        if self._let_go():
            self.post_message(self.Dropped(self, event.screen_offset))

    def _let_go(self) -> bool:
        """Drag no more; return whether something was dragged."""
        dragged, self._pressed, self._dragging = self._dragging, None, False
        if dragged:
            self.release_mouse()
        return dragged
