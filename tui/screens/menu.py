"""The menu of the right mouse button: what can be done with what is below it, each with its key."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Offset

from tui.commands import Command, Place, key_name
from tui.screens.dialog import Dialog
from tui.widgets.lines import Line, justified
from tui.widgets.rows import Rows

WIDE = 40
"""Cells of the menu, its frame included."""

_OF_TASK = frozenset({
    "start", "complete", "edit", "postpone", "wait", "steps", "note_time", "pin", "why", "out_of_scope", "replies",
    "only_client", "reopen", "drop", "delete",
})
"""What is done with one card of the board."""

_ELSEWHERE = ("show(", "app.focus", "day(", "week(", "month(", "group(", "stage(", "undo", "today", "this_month")
"""How the actions begin that concern no row: they go elsewhere, or take back."""


def on_row(commands: Iterable[Command]) -> list[Command]:
    """Return the commands that do something with one row, each name once."""
    found = [c for c in commands if not c.action.startswith(_ELSEWHERE) and "escape" not in c.keys
             and (c.place is not Place.DAY or c.action in _OF_TASK)]
    one = {c.name: c for c in reversed(found)}
    return [c for c in found if one[c.name] is c]


def _row(command: Command, width: int) -> tuple[Line]:
    keys = key_name(command.keys[0]) if any(command.keys) else ""
    return (justified(((f" {command.title}", ""),), ((f" {keys} ", "key"),), width),)


class MenuScreen(Dialog[str | None]):
    """Lists commands beside the mouse; returns the action of one: arrows and Enter, its own key, or a click."""

    CSS_PATH = "menu.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("enter", "answer"), ("escape", "leave")]

    def __init__(self, commands: Sequence[Command], at: Offset) -> None:
        super().__init__()
        self._commands, self._at = commands, at

    def compose(self) -> ComposeResult:
        """Lay out the commands."""
        yield Rows[Command](_row, lambda command: f"{command.place}.{command.action}", id="menu")

    def on_mount(self) -> None:
        """Put the menu beside the mouse, all of it on the screen."""
        rows, size = self.query_one("#menu", Rows), self.app.size
        widest = max((cell_len(c.title) for c in self._commands), default=0) + 14
        width, height = min(max(widest, 24), WIDE, size.width), min(len(self._commands) + 2, size.height)
        rows.styles.width, rows.styles.height = width, height
        rows.styles.offset = (min(self._at.x, size.width - width), min(self._at.y, size.height - height))
        rows.show(self._commands)
        rows.focus()

    def on_key(self, event: events.Key) -> None:
        """Take a command's own key as its choice."""
        found = next((c for c in self._commands if event.key in c.keys), None)
        if found is not None and event.key not in {"enter", "escape"}:
            event.stop()
            self.dismiss(found.action)

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked; a click beside the menu closes it."""
        rows = self.query_one("#menu", Rows)
        if not rows.region.contains_point(event.screen_offset):
            self.dismiss(None)
        elif rows.content_region.contains_point(event.screen_offset):
            self.action_answer()

    def action_answer(self) -> None:
        """Return the chosen command."""
        chosen = self.query_one("#menu", Rows).chosen
        self.dismiss(chosen.action if chosen else None)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    @on(Rows.Opened)
    def _opened(self, event: Rows.Opened) -> None:
        event.stop()
