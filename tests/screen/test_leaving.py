"""Leaving at a bad moment: a screen that is still being laid out, or laid out again."""

import asyncio
from collections.abc import Callable

import pytest

from tests.screen.world import World, running
from tui.screens.modes import MODES


async def left(begin: Callable[[World], object], turns: int) -> World:
    """Begin something, leave after so many turns of the loop, and return what was left."""
    async with running() as world:
        begin(world)
        for _ in range(turns):
            await asyncio.sleep(0)
        world.app.exit()
        for _ in range(1000):
            if not world.app._exit:
                await asyncio.sleep(0.01)
    assert world.app._exit, "she waits no ten seconds"
    return world


@pytest.mark.parametrize("mode", MODES)
async def test_going_to_a_screen_and_leaving_at_once_is_quiet(mode: str) -> None:
    for turns in (1, 2):
        world = await left(lambda world: world.app.switch_mode(mode), turns)
        assert (world.app._exception, world.app.return_code) == (None, 0), turns


@pytest.mark.parametrize("key", ["a", "i", "e", "y", "f1", "f9", "ctrl+p"])
async def test_opening_a_dialog_and_leaving_at_once_is_quiet(key: str) -> None:
    for turns in (0, 4, 6, 9):
        world = await left(lambda world: world.app.simulate_key(key), turns)
        assert (world.app._exception, world.app.return_code) == (None, 0), turns
