"""Every screen and every dialog, looked at cell by cell."""

import importlib
import inspect
import pkgutil
from pathlib import Path

from textual.screen import Screen

from tests.screen.walk import every_screen, walking
from tui import screens
from tui.screens.base import DeskScreen
from tui.screens.form import FormScreen

BETWEEN = {"base", "typed", "held_back", "reports_draft", "copying"}
"""Modules of what screens have in common: nothing there is shown by itself."""


def kinds() -> set[type[Screen[object]]]:
    """Return every screen that can be shown: those from which no other is made, and the forms."""
    for module in pkgutil.iter_modules([str(Path(inspect.getfile(screens)).parent)]):
        importlib.import_module(f"tui.screens.{module.name}")
    todo, found = [Screen], set()
    while todo:
        for kind in todo.pop().__subclasses__():
            todo.append(kind)
            own = kind.__module__.startswith("tui.screens.") and kind.__module__.rpartition(".")[2] not in BETWEEN
            if own and (not kind.__subclasses__() or kind is FormScreen):
                found.add(kind)
    return found


async def test_the_walk_stands_on_every_screen() -> None:
    seen: set[type[object]] = set()
    async with walking() as world:
        async for _name in every_screen(world):
            seen |= {type(screen) for screen in world.app.screen_stack}
    assert {kind.__name__ for kind in kinds() - seen} == set()
