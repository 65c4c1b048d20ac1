"""Every screen and every dialog, looked at cell by cell: contrast, weights, signs.

Text has at least 7:1 (WCAG 2.2, 1.4.6) and what is drawn 4.5:1, as the terminal gets it.
`-rP` prints the least of each.
"""

import importlib
import inspect
import pkgutil
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from rich.color import ColorSystem
from rich.style import Style
from textual.screen import Screen
from textual.scrollbar import ScrollBar

from pupitre import demo
from pupitre.value import replace
from storage.places import Place
from tests.memory import HandClock
from tests.screen import walk
from tests.screen.disks import FixedStore, Rescued, damage, fill, rescuing
from tests.screen.shades import VGA, XTERM, Terminal, cells, colours, contrast, is_text
from tests.screen.walk import every_screen, walking
from tests.screen.world import World
from tui import screens
from tui.screens.form import FormScreen
from tui.themes import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, SAFE_DARK, SAFE_LIGHT, SIXTEEN

pytestmark = pytest.mark.drawn

TEXT, DRAWN = 7.0, 4.5

BETWEEN = {"base", "typed", "held_back", "reports_draft", "copying"}
"""Modules of what screens have in common: nothing there is shown by itself."""

ELSEWHERE = {"RescueScreen", "PasswordForm"}
"""Shown by an application of its own, and after a mailbox was reached: the first is looked at below."""

TRUE = {"24 bits": Terminal(), "256": Terminal(ColorSystem.EIGHT_BIT), "NO_COLOR": Terminal(grey=True)}
SIXTEENS = {
    "16, VGA": Terminal(ColorSystem.STANDARD, VGA), "16, xterm": Terminal(ColorSystem.STANDARD, XTERM),
    "16, NO_COLOR": Terminal(ColorSystem.STANDARD, VGA, grey=True),
}


@dataclass
class Seen:
    """A sign in a style: how often, and where first."""

    scene: str
    count: int = 0


@dataclass
class Look:
    """What was seen of one theme: signs in their styles, and the styles of each scrollbar."""

    signs: dict[tuple[str, Style], Seen] = field(default_factory=dict)
    bars: dict[frozenset[Style], str] = field(default_factory=dict)

    def take(self, world: World | Rescued, scene: str) -> None:
        """Look at the screen. What lies behind the veil of a dialog is not there to be read: WCAG exempts it."""
        bars: dict[object, set[Style]] = defaultdict(set)
        for cell in cells(world.app):
            if isinstance(cell.widget, ScrollBar):
                bars[cell.widget].add(cell.style)
            if not cell.veiled and not cell.sign.isspace():
                self.signs.setdefault((cell.sign, cell.style), Seen(scene)).count += 1
        for styles in bars.values():
            if len(styles) > 1:
                self.bars.setdefault(frozenset(styles), scene)

    def measured(self, terminal: Terminal) -> Iterator[tuple[float, bool, int, str]]:
        """Give each contrast, whether it is of text, of how many cells, and where it was seen first."""
        for (sign, style), seen in self.signs.items():
            told = f"{sign!r} in « {seen.scene} »"
            yield contrast(*colours(style, terminal)), is_text(sign), seen.count, told
        for styles, scene in self.bars.items():
            grounds = {colours(style, terminal)[1] for style in styles}
            yield max(contrast(a, b) for a in grounds for b in grounds), False, 1, f"a scrollbar in « {scene} »"

    def too_faint(self, theme: str, terminals: dict[str, Terminal]) -> list[str]:
        """Print a line for each terminal and kind, and return what has too little contrast."""
        wrong: list[str] = []
        for name, terminal in terminals.items():
            measured = list(self.measured(terminal))
            for kind, least in ((True, TEXT), (False, DRAWN)):
                found = [(value, count, told) for value, text, count, told in measured if text is kind]
                lowest, _count, where = min(found)
                cells_ = sum(count for _value, count, _told in found)
                print(f"{theme:23}{name:14}{('drawn', 'text')[kind]:6}{cells_:8} cells {lowest:6.2f}  {where}")
                wrong += [f"{theme}, {name}: {value:.2f} {told}" for value, _n, told in found if value < least]
        return wrong


def kinds() -> set[str]:
    """Return every screen that can be shown: those from which no other is made, and the forms."""
    for module in pkgutil.iter_modules([str(Path(inspect.getfile(screens)).parent)]):
        importlib.import_module(f"tui.screens.{module.name}")
    todo: list[type[Screen[object]]] = [Screen]
    found: set[str] = set()
    while todo:
        for kind in todo.pop().__subclasses__():
            todo.append(kind)
            own = kind.__module__.startswith("tui.screens.") and kind.__module__.rpartition(".")[2] not in BETWEEN
            if own and (not kind.__subclasses__() or kind is FormScreen):
                found.add(kind.__name__)
    return found


def odd(look: Look) -> Iterable[str]:
    """Return what is neither normal nor bold, and what a terminal may draw as a picture in two cells."""
    for (sign, style), seen in look.signs.items():
        others = (style.dim, style.italic, style.underline, style.strike, style.blink, style.overline)
        if any(others):
            yield f"{sign!r} in {style} in « {seen.scene} »"
        if unicodedata.category(sign) == "So" and unicodedata.east_asian_width(sign) in "WF":
            yield f"{sign!r} in « {seen.scene} »"


@pytest.mark.parametrize("theme", [LIGHT, DARK])
async def test_every_cell_of_every_screen_is_legible(theme: str) -> None:
    look, shown = Look(), set()
    async with walking() as world:
        world.desk.change_settings(replace(world.desk.settings, theme=theme))
        world.app.theme = theme
        async for scene in every_screen(world):
            assert world.app.theme == theme, scene
            look.take(world, scene)
            shown |= {type(screen).__name__ for screen in world.app.screen_stack}
    assert kinds() - shown == ELSEWHERE, "a screen is not in tests/screen/walk.py"
    assert look.too_faint(theme, TRUE) == []
    assert list(odd(look)) == []


async def test_the_other_palettes_are_as_legible() -> None:
    looks: dict[str, Look] = defaultdict(Look)
    async with walking() as world:
        async for scene in every_screen(world, walk.FEW):
            for theme in (CONTRAST_LIGHT, CONTRAST_DARK, SAFE_LIGHT, SAFE_DARK, SIXTEEN):
                world.app.theme = theme
                await world.pilot.pause()
                looks[theme].take(world, scene)
    wrong = [told for theme, look in looks.items() for told in look.too_faint(
        theme, SIXTEENS if theme == SIXTEEN else {"24 bits": Terminal()})]
    assert wrong == []


async def test_the_screen_of_a_damaged_desk_is_as_legible() -> None:
    clock, store = HandClock(demo.START), FixedStore(Place(Path.home() / ".local/share/pupitre"))
    fill(store, clock)
    damage(store, "truncated")
    looks: dict[str, Look] = defaultdict(Look)
    async with rescuing(store, clock) as world:
        for theme in (LIGHT, DARK):
            world.app.theme = theme
            await world.pilot.pause()
            looks[theme].take(world, "damage")
    assert [told for theme, look in looks.items() for told in look.too_faint(theme, TRUE)] == []
