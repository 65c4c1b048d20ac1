"""The scenes of what makes a day on this screen pleasant: the welcome, the tour, keys, reading, discretion."""

from tests.screen.world import World


async def reading(world: World) -> None:
    """Read the day as a text, on its first task."""
    await world.press("ctrl+r", "down", "down", "down", "down")


async def keys(world: World) -> None:
    world.app.action_show("keys")
    await world.pilot.pause()
    await world.press("right", "down", "enter", "f9")


async def jump(world: World) -> None:
    await world.press("ctrl+t")
