"""An absence during a session, when she chose to be told: only then, and once."""

from collections.abc import Callable
from dataclasses import replace

from tests.real_desktop import wait_until
from tests.screen.world import World, running
from tui.desktop.idle_watch import Away
from tui.idling import Idling


async def pass_time(world: World, idling: Idling, minutes: int, still: Callable[[int], float]) -> None:
    """Let minutes pass five seconds at a time; `still` says how long nothing was touched after so many seconds."""
    for n in range(minutes * 12):
        world.clock.advance(seconds=5)
        STILL[0] = still(n * 5)
        sampler = idling._sampler
        if sampler is not None:
            sampler._asked_at = None  # the hand clock moved on by what the watch waits for
        idling.beat(world.clock())
        wait_until(lambda: sampler is None or sampler._pending is None or sampler._pending.done())  # noqa: B023


STILL = [0.0]


async def test_an_absence_in_a_session_is_told_when_she_chose_it() -> None:
    async with running() as world:
        found: list[Away] = []
        idling = Idling(world.app, world.app.session, probe=lambda _: lambda: STILL[0])
        told = Idling(world.app, world.app.session, found=found.append, probe=lambda _: lambda: STILL[0])
        world.choose("t01")
        await world.press("enter")
        await pass_time(world, idling, 10, float)
        assert idling._sampler is None, "nothing is asked of the machine before she chose it"

        world.desk.change_settings(replace(world.desk.settings, idle_probe=True))
        for each in (idling, told):
            await pass_time(world, each, 10, float)
            await pass_time(world, each, 1, lambda _: 0)
        assert [round((a.end - a.start).total_seconds() / 60) for a in found] == [10]
        assert sum("Rien n’a été touché" in t for t in world.told) == 1


async def test_on_the_phone_nobody_asks() -> None:
    async with running() as world:
        found: list[Away] = []
        idling = Idling(world.app, world.app.session, found=found.append, suspended=lambda: True,
                        probe=lambda _: lambda: STILL[0])
        world.desk.change_settings(replace(world.desk.settings, idle_probe=True))
        world.choose("t01")
        await world.press("enter")
        await pass_time(world, idling, 10, float)
        await pass_time(world, idling, 1, lambda _: 0)
        assert found == []
