"""The scenes of what makes a day on this screen pleasant: the welcome, the tour, keys, reading, discretion."""

from tests.screen.world import World


async def reading(world: World) -> None:
    """Read the day as a text, on its first task."""
    await world.press("ctrl+r", "down", "down", "down", "down")
