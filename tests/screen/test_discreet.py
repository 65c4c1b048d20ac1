"""Masked texts: on no screen, in no dialog and in no notice stands a name, a title, a note or an amount of hers."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from tests.memory import HandClock
from tests.screen.secrets import LEAK, MONEY, Secrets, hidden
from tests.screen.world import World, running
from tui import words

SCREENS = ("f3", "f4", "f6", "f7", "f8", "f12", "asterisk", "k", "b", "j", "semicolon", "f5", "q")
"""The keys that lead from the day to another screen."""

DAY = ("comma", "e", "d", "w", "x", "h", "t", "y", "n", "o", "i", "f", "l", "c", "a", "f9", "f1", "ctrl+p", "z")
"""The keys that open something above the day."""

WITHIN: dict[str, tuple[str, ...]] = {
    "f3": ("end", "s", "h", "v", "f7", "m", "f10"), "f4": ("enter", "r", "f5", "h", "x", "a"),
    "f6": ("r", "j", "d", "semicolon"), "f7": ("v", "enter"), "f12": ("enter", "a", "k", "i", "o"),
    "asterisk": ("enter", "s", "f", "k"), "k": ("space",), "j": ("o", "enter", "b", "t"),
    "semicolon": ("a", "e", "n"), "f5": ("enter", "a"), "q": ("p", "p", "enter", "p", "p", "p"),
}
"""What is pressed on each of them."""


@pytest.fixture(autouse=True)
def shown_again() -> Iterator[None]:
    yield
    words.veil(on=False)


def at(local: str) -> HandClock:
    clock = HandClock()
    clock.set(local)
    return clock


@asynccontextmanager
async def secret(size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[World, Secrets]]:
    secrets = Secrets()
    async with running(values=hidden(secrets), size=size, clock=at("2026-11-23T09:40")) as world:
        yield world, secrets


def leaks(world: World, secrets: Secrets) -> list[str]:
    """Return what may be read of the secrets, with the fields they stand for."""
    sights = [*world.picture(), *world.told, *(n.title + n.body for n in world.notifier.sent)]
    found = [(line, LEAK.search(line) or MONEY.search(line)) for line in sights]
    return [f"{line.strip()!r}: {secrets.told(leak[0])}" for line, leak in found if leak]


def wrong(world: World, secrets: Secrets, at: str) -> list[str]:
    """Return what is wrong with what stands there and with what was told until now."""
    found = [f"{at}, {type(world.app.screen).__name__}: {leak}" for leak in leaks(world, secrets)]
    world.told.clear()
    return found


async def look(world: World, secrets: Secrets, at: str) -> list[str]:
    """Look at what stands there: masked, or masked from now on and shown again as it was."""
    if words.veiled():
        return wrong(world, secrets, at)
    await world.pilot.pause()
    world.app.clear_notifications()
    await world.pilot.pause()
    before = world.picture()
    world.app.action_veil()
    await world.pilot.pause()
    world.told.clear()
    found = wrong(world, secrets, f"{at}, masked while it is open")
    world.app.action_veil()
    await world.pilot.pause()
    return [*found, *([] if world.picture() == before else [f"{at} is not shown again as it was"])]


async def home(world: World) -> None:
    """Go back to the day, whatever is open."""
    for _ in range(6):
        if world.app.current_mode == "day" and len(world.app.screen_stack) == 1:
            return
        await world.press("escape")
    if world.app.current_mode != "day":
        await world.press("f2")
    assert len(world.app.screen_stack) == 1, world.app.screen_stack


async def walk(world: World, secrets: Secrets) -> tuple[set[str], list[str]]:
    """Open everything there is and look at it; return the names of what was seen, and what is wrong."""
    seen: set[str] = set()
    found: list[str] = []

    async def press(key: str, at: str) -> None:
        await world.press(key)
        seen.add(type(world.app.screen).__name__)
        found.extend(await look(world, secrets, at))

    for key in DAY:
        world.choose("s1")
        await press(key, key)
        await home(world)
    for key in SCREENS:
        for within in WITHIN.get(key, ("",)):
            await home(world)
            world.choose("s1")
            await press(key, key)
            if within:
                await press(within, f"{key} then {within}")
    await home(world)
    return seen, found


@pytest.mark.parametrize("first", [True, False], ids=["masked before", "masked after"])
async def test_no_screen_and_no_dialog_shows_a_text_of_hers(first: bool) -> None:
    async with secret() as (world, secrets):
        assert leaks(world, secrets)
        if first:
            await world.press("ctrl+d")
            world.told.clear()
        seen, found = await walk(world, secrets)
        assert not found, "\n".join(found)
        assert len(seen) > 20, sorted(seen)
