"""Nothing flashes, and where she wants it nothing moves (WCAG 2.3.1, 2.3.3, 2.2.2)."""

from collections import Counter
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from pupitre.value import replace
from tests.screen.paper import Paper
from tests.screen.world import World, running
from tui.desktop.motion import still_wanted
from tui.screens.modes import MODES
from tui.speech import whole_minutes

pytestmark = pytest.mark.drawn

MAIN = ("day", *MODES)


class Changes(Paper):
    """Counts how often each cell changed."""

    def __init__(self, world: World) -> None:
        super().__init__(world.app)
        self.count: Counter[tuple[int, int]] = Counter()

    def _write(self, text: str) -> None:
        before = dict(self.cells)
        super()._write(text)
        if hasattr(self, "count"):
            self.count.update(cell for cell, held in self.cells.items() if before.get(cell, held) != held)

    async def most(self, world: World, seconds: int, step: int = 1) -> int:
        """Return how often the liveliest cell changes in so many seconds, looked at every `step`."""
        self.cells = self.anew()
        self.count.clear()
        for _ in range(seconds // step):
            await world.beat(seconds=step)
        return max(self.count.values(), default=0)


async def shown(world: World, mode: str) -> None:
    await world.app.run_action(f"show('{mode}')")
    await world.pilot.pause()


async def in_session(world: World) -> None:
    world.choose("t01")
    await world.press("enter")
    await world.beat(seconds=3)


async def test_no_cell_changes_more_than_once_a_second_on_any_screen() -> None:
    async with running() as world:
        await in_session(world)
        changes = Changes(world)
        for mode in MAIN:
            await shown(world, mode)
            assert await changes.most(world, 3) <= 3, mode
        await shown(world, "day")
        most = await changes.most(world, 30)
        assert 25 <= most <= 30, "the seconds of the session, and nothing faster"
        await world.press("z")
        assert await changes.most(world, 30) <= 3, "by half minutes"


async def test_with_reduced_motion_no_cell_changes_more_than_once_a_minute() -> None:
    async with running() as world:
        world.desk.change_settings(replace(world.desk.settings, reduced_motion=True))
        await in_session(world)
        changes = Changes(world)
        for mode in MAIN:
            await shown(world, mode)
            await world.beat(seconds=1)
            assert await changes.most(world, 60, 6) <= 1, mode
        await shown(world, "day")
        for keys in (("z",), ("escape", "i"), ("escape", "p", "g"), ("r",), ("r", "e")):
            await world.press(*keys)
            await world.beat(seconds=1)
            assert await changes.most(world, 60, 6) <= 1, keys


async def test_with_reduced_motion_the_guide_to_breathe_is_a_sentence_and_no_cursor_blinks() -> None:
    async with running() as world:
        world.desk.change_settings(replace(world.desk.settings, reduced_motion=True))
        await world.press("p", "g", "r")
        assert world.shows("Inspirez cinq secondes, expirez cinq secondes")
        await world.press("escape", "escape", "p", "a")
        field = world.app.focused
        assert isinstance(field, Input | TextArea)
        assert not field.cursor_blink


def test_minutes_are_left_until_they_are_over() -> None:
    said = [whole_minutes(s, left=True) for s in (61, 60, 59, 1, 0, -1, -59, -60, -119)]
    assert said == [120, 60, 60, 60, 0, 0, 0, -60, -60]
    assert [whole_minutes(s, left=False) for s in (0, 59, 60, 119)] == [0, 0, 60, 60]


@pytest.mark.parametrize(
    ("name", "text", "still"),
    [("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=false\n", True),
     ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=1\n", False),
     ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", True),
     ("kdeglobals", "[KDE]\nAnimationDurationFactor=1\n", False),
     ("kdeglobals", "no section\x00", False), ("other", "", False)],
)
def test_the_desktop_can_say_so_for_all_programs(tmp_path: Path, name: str, text: str, still: bool) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert still_wanted({"HOME": "/nowhere", "XDG_CONFIG_HOME": str(tmp_path)}, "linux") is still
