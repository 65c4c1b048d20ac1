"""The scenes of what makes a day on this screen pleasant: the welcome, the tour, keys, reading, discretion."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pupitre.value import replace
from tests.screen.disks import settled
from tests.screen.world import World, running
from tui import screen_phrase


async def reading(world: World) -> None:
    """Read the day as a text, on its first task."""
    await world.press("ctrl+r", "down", "down", "down", "down")


async def keys(world: World) -> None:
    world.app.action_show("keys")
    await world.pilot.pause()
    await world.press("right", "down", "enter", "f9")


async def jump(world: World) -> None:
    await world.press("ctrl+t")


async def discreet(world: World) -> None:
    await world.press("ctrl+d")


async def locked(world: World) -> None:
    settings = world.desk.settings
    world.desk.change_settings(replace(settings, screen_phrase=screen_phrase.kept("une phrase de plusieurs mots")))
    world.app.action_lock()
    await world.pilot.pause()


async def protecting(world: World) -> None:
    await settled(world)
    await world.press("b")
    await settled(world)
    await world.press("p")


async def welcome(world: World) -> None:
    await world.write("Maëlle")


async def tour(world: World) -> None:
    await world.app.run_action("begin_tour")
    await world.pilot.pause()


@asynccontextmanager
async def newcomer(*, language: str, size: tuple[int, int]) -> AsyncIterator[World]:
    """Run the application on a desk with nothing on it."""
    async with running(values=[], new=True, language=language, size=size) as world:
        yield world
