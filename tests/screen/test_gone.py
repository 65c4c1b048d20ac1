"""What is closed is gone: no dialog, no line and no cache stays after it, however long the day."""

import gc
import inspect
import re
import sys
import weakref
from importlib import import_module

import pytest
from rich.segment import Segment
from textual import strip
from textual._styles_cache import StylesCache
from textual.cache import FIFOCache
from textual.color import Color
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from tests.memory import HandClock
from tests.screen.test_idle_cost import tidy
from tests.screen.world import COMMON, World, running
from tui.strips import KNOWN, MOST
from tui.switching import DAILY

pytestmark = pytest.mark.drawn

BLINK = 0.6
"""Seconds after which the cursor of a field would have come back: what waits for it is let go of then."""
DIALOGS = ("a", "i", "d", "n", "e", "w", "y", "z", "f1", "f9", "ctrl+p")
HOUR = (
    *["down"] * 8, "right", "left", *["up"] * 8, "a", "Z", "escape", "f4", "down", "f2", "f7", "f2", "i", "escape",
    "f6", "f2", "f3", "f2", "f8", "escape", "f2", "f12", "f2", "e", "escape", "w", "escape", "end", "home",
)
"""Keys between two hours."""


def widgets_above(world: World) -> list[weakref.ref[Widget]]:
    """Return what the dialog on top is made of."""
    return [weakref.ref(each) for each in world.app.screen.walk_children(Widget, with_self=True)]


@pytest.mark.parametrize("key", DIALOGS)
async def test_a_dialog_goes_when_it_is_closed(key: str) -> None:
    async with running(size=COMMON) as world:
        await world.press("down", key)
        assert len(world.app.screen_stack) == 2
        were = widgets_above(world)
        await world.press("escape")
        assert len(world.app.screen_stack) == 1
        await world.pilot.pause(BLINK)
        await world.press("down")  # until something else is told, Textual holds what was told last, and by whom
        await tidy(world)
        assert [gone for each in were if (gone := each()) is not None] == []


async def test_hours_of_keys_leave_nothing_behind() -> None:
    clock = HandClock()
    clock.set("2026-11-23T08:00")
    async with running(clock=clock, size=COMMON) as world:
        for module in DAILY:
            import_module(module)  # once a run, when she first rests
        blocks = []
        for _ in range(5):
            await world.press(*HOUR)
            for _minute in range(60):
                clock.advance(minutes=1)
                world.app.beat()
            await world.pilot.pause(BLINK)
            await tidy(world)
            blocks.append(sys.getallocatedblocks())
        assert blocks[-1] - blocks[1] < 3 * 4_000, "small objects of about a hundred bytes, in three hours"


def test_the_lines_of_a_widget_go_with_it() -> None:
    lines, below, ground = StylesCache(), Color(1, 2, 3), Color(4, 5, 6, 0.5)
    assert lines.get_inner_outer(below, ground) == (Style(background=below + ground), Style(background=below))
    gone = weakref.ref(lines)
    del lines
    gc.collect()
    assert gone() is None


def test_a_line_has_the_caches_that_textual_gives_it() -> None:
    found = re.findall(r"self\.(\w+): FIFOCache\[[^=]*\] = FIFOCache\((\d+)\)", inspect.getsource(strip))
    assert {name: int(most) for name, most in found} == MOST
    assert set(Strip.__slots__) == KNOWN


def test_a_line_has_no_cache_until_it_is_asked() -> None:
    line = Strip([Segment("some words")])
    assert not [each for each in gc.get_referents(line) if isinstance(each, FIFOCache)]
    assert line.crop(0, 4).text == "some"
    assert line.crop(0, 4) is line.crop(0, 4)
    assert [each for each in gc.get_referents(line) if isinstance(each, FIFOCache)] == [line._crop_cache]
    assert not hasattr(line, "_no_such_cache")
