"""An absence during a session, when she chose to be told: only then, and once."""

from collections.abc import Callable
from datetime import timedelta

from pupitre.value import replace
from tests.real_desktop import wait_until
from tests.screen.world import World, running
from tui.desktop.idle_watch import Away
from tui.idling import Idling
from tui.screens.choice import ChoiceScreen


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


async def test_an_absence_in_a_session_is_asked_about_when_she_chose_it() -> None:
    async with running() as world:
        idling = Idling(world.app.session, found=world.app._was_away, probe=lambda _: lambda: STILL[0])
        world.choose("t01")
        await world.press("enter")
        await pass_time(world, idling, 10, float)
        assert idling._sampler is None, "nothing is asked of the machine before she chose it"

        world.desk.change_settings(replace(world.desk.settings, idle_probe=True))
        before = world.clock()
        await pass_time(world, idling, 10, float)
        back = world.clock()
        await pass_time(world, idling, 1, lambda _: 0)
        asked = world.desk.question
        assert asked is not None
        assert asked.start - before <= timedelta(seconds=10)
        assert abs(asked.end - back) <= timedelta(seconds=10)
        focus = world.desk.focus
        assert focus is not None
        assert focus.running_since == asked.end, "the session went on without it"
        await world.beat(seconds=1)
        assert isinstance(world.app.screen, ChoiceScreen)


async def test_on_the_phone_nobody_asks() -> None:
    async with running() as world:
        found: list[Away] = []
        idling = Idling(world.app.session, found=found.append, suspended=lambda: True,
                        probe=lambda _: lambda: STILL[0])
        world.desk.change_settings(replace(world.desk.settings, idle_probe=True))
        world.choose("t01")
        await world.press("enter")
        await pass_time(world, idling, 10, float)
        await pass_time(world, idling, 1, lambda _: 0)
        assert found == []
