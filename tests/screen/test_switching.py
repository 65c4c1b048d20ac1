"""Going to another screen: it is drawn as soon as it shows the desk as it is, and once."""

from asyncio import sleep

import pytest

from tests.screen.paper import Paper
from tests.screen.test_uncovering import unlike
from tests.screen.world import COMMON, World, running
from tui.screens.modes import MODES
from tui.switching import Switching
from tui.widgets.rows import Rows

pytestmark = pytest.mark.drawn

NEVER = 3600.0
"""Seconds that no test waits: what Textual holds back for so long is never drawn by its own timer."""


def hold_for_ever(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    held = type(world.app).delay_update
    monkeypatch.setattr(type(world.app), "delay_update", lambda app, _delay=0: held(app, NEVER))


async def test_a_screen_that_was_there_is_drawn_without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(size=COMMON) as world:
        await world.press("f4", "f2")
        hold_for_ever(world, monkeypatch)
        paper = Paper(world.app)
        await world.press("f4")
        assert world.app._batch_count == 0
        assert not unlike(paper)
        assert len([text for text in paper.written if len(text) > 1000]) == 1, "nothing of it was drawn before"


async def test_what_changed_meanwhile_is_in_the_first_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(size=COMMON) as world:
        await world.press("f3", "f2")
        await world.press("a", *"Zébulon #tuy", "enter")
        hold_for_ever(world, monkeypatch)
        paper = Paper(world.app)
        await world.press("f3")
        assert not unlike(paper)
        assert len([text for text in paper.written if len(text) > 1000]) == 1


async def test_two_switches_at_once_end_on_the_last_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running(size=COMMON) as world:
        await world.press("f4", "f3", "f2")
        hold_for_ever(world, monkeypatch)
        paper = Paper(world.app)
        world.app.switch_mode("clients")
        world.app.switch_mode("reports")
        await world.pilot.pause()
        assert world.app.current_mode == "reports"
        assert world.app._batch_count == 0
        assert not unlike(paper)


@pytest.mark.parametrize("mode", MODES)
async def test_a_screen_that_comes_up_for_the_first_time_is_drawn_once_it_stands(
    mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(size=COMMON) as world:
        hold_for_ever(world, monkeypatch)
        paper = Paper(world.app)
        world.app.switch_mode(mode)
        for _ in range(100):
            await world.pilot.pause(0.02)
            if not world.app._batch_count:
                break
        assert world.app._batch_count == 0
        assert len([text for text in paper.written if len(text) > 1000]) == 1, "nothing of it was drawn before"
        await world.pilot.pause(0.1)
        assert not unlike(paper)
        assert len([text for text in paper.written if len(text) > 1000]) == 1, "nor again"


async def test_a_screen_is_drawn_soon_without_waiting_for_its_timer(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Switching] = []
    usual = Switching.draw_soon

    def noted(app: Switching) -> None:
        asked.append(app)
        usual(app)

    monkeypatch.setattr(Switching, "draw_soon", noted)
    async with running(size=COMMON) as world:
        assert asked == [world.app], "the first screen is"
        screen, todo = world.app.screen, world.find("#todo", Rows)
        monkeypatch.setattr(screen._update_timer, "resume", lambda: None)
        todo.refresh()
        await sleep(0.1)
        assert todo in screen._dirty_widgets, "nothing draws it, as long as its timer does not come by"
        usual(world.app)
        await sleep(0.1)
        assert not screen._dirty_widgets
