"""The calm screen of a pause, and the choice of a silence, from the keys."""

from datetime import timedelta

import pytest
from textual.widgets import Digits

from pupitre.silence import Silence
from tests.screen.world import COMMON, SMALL, World, running
from tui.screens.day import DayScreen
from tui.screens.pause import PauseScreen
from tui.screens.pause_text import BREATH, breathing


async def in_pause(world: World) -> None:
    world.choose("t01")
    await world.press("enter")
    await world.beat(minutes=1)
    await world.press("p")


def lasts(world: World) -> str:
    return world.find("#lasts", Digits).value


@pytest.mark.parametrize("size", [COMMON, SMALL])
async def test_a_pause_offers_its_screen_and_imposes_nothing(size: tuple[int, int]) -> None:
    async with running(size=size) as world:
        await world.press("g")
        assert isinstance(world.app.screen, DayScreen), "there is no pause"
        await in_pause(world)
        assert isinstance(world.app.screen, DayScreen)
        assert world.shows("g pour respirer")
        await world.press("g")
        await world.beat(minutes=2, seconds=7)
        assert lasts(world) == "02:07"
        assert world.shows("en pause depuis 9 h 11")
        await world.beat(minutes=20)
        assert world.desk.pause_under_way is not None, "it ends when she says so"
        await world.press("escape")
        assert isinstance(world.app.screen, DayScreen)
        assert world.desk.pause_under_way is not None


async def test_going_on_ends_the_pause_and_takes_up_the_session() -> None:
    async with running() as world:
        await in_pause(world)
        await world.press("g", "p")
        assert isinstance(world.app.screen, DayScreen)
        assert world.desk.pause_under_way is None
        assert world.desk.focus is not None
        assert world.desk.focus.running_since is not None


async def test_a_pause_that_is_ended_elsewhere_closes_its_screen() -> None:
    async with running() as world:
        await in_pause(world)
        await world.press("g", "ctrl+b")
        await world.pilot.pause()
        assert world.desk.pause_under_way is None
        assert isinstance(world.app.screen, DayScreen)


async def test_breathing_is_five_seconds_in_and_five_out_in_words_where_nothing_is_to_move() -> None:
    async with running() as world:
        await in_pause(world)
        await world.press("g", "r")
        told = []
        for _ in range(10):
            assert not world.shows("█")
            told.append("in" if world.shows("inspirez…") else "out" if world.shows("expirez…") else "")
            await world.beat(seconds=1)
        assert told == ["in"] * 5 + ["out"] * 5
        world.app.animation_level = "full"
        await world.beat(seconds=2)
        assert world.shows("█")
        await world.press("escape")
        assert isinstance(world.app.screen, PauseScreen)
        assert not world.shows("█")


def test_the_bar_grows_for_five_seconds_and_shrinks_for_five() -> None:
    bars = [
        "".join(text for line in breathing(timedelta(seconds=n), 40, moving=True) for text, _ in line).count("█")
        for n in range(2 * BREATH)
    ]
    assert bars[:5] == sorted(bars[:5])
    assert bars[4:] == sorted(bars[4:], reverse=True)
    assert (bars[4], bars[9]) == (max(bars), 0)


@pytest.mark.parametrize("size", [COMMON, SMALL])
async def test_a_movement_is_suggested_and_another_half_a_minute_later(size: tuple[int, int]) -> None:
    async with running(size=size) as world:
        await in_pause(world)
        await world.press("g", "e")
        assert world.shows("Relâchez les épaules")
        assert world.shows("Si le cœur vous en dit.")
        await world.beat(seconds=30)
        assert world.shows("Regardez quelque chose au loin")
        await world.press("e")
        assert not world.shows("Regardez")


async def test_away_from_the_screen_nothing_moves_and_only_the_end_is_there() -> None:
    async with running() as world:
        await in_pause(world)
        await world.press("g", "l")
        lines = world.picture()
        assert [line.strip() for line in lines if line.strip()] == ["Pause jusqu’à 9 h 16."]
        for _ in range(3):
            await world.beat(seconds=20)
            assert world.picture() == lines
        await world.press("escape", "escape")
        assert isinstance(world.app.screen, DayScreen)


async def test_a_silence_is_two_keys_and_again_ends_it() -> None:
    async with running() as world:
        await world.press("n", "enter")
        assert world.shows("silence → 9 h 40")
        await world.press("n")
        assert not world.shows("silence →")
        assert world.desk.silence is None


@pytest.mark.parametrize("size", [COMMON, SMALL])
async def test_a_silence_has_a_reason_and_a_length_and_escape_begins_none(size: tuple[int, int]) -> None:
    async with running(size=size) as world:
        await world.press("n", "escape")
        assert Silence not in {type(v) for v in world.archive.load()}
        await world.press("n")
        for name in ("Au téléphone", "Casque", "Ne pas déranger", "15 min", "jusqu’au soir"):
            assert world.shows(name)
        await world.press("down", "left", "left", "enter")
        assert world.desk.silence is not None
        assert world.desk.silence.mode == "headset"
        assert world.shows("silence → 18 h 00")
        assert world.shows("· 9 h 10"), "the clock keeps its place"


async def test_the_mouse_chooses_a_length_and_a_reason() -> None:
    async with running() as world:
        await world.press("n")
        await world.pilot.click("#lengths")
        assert world.shows("silence → 10 h 10")
        await world.pilot.click("#modes", offset=(2, 2), times=2)
        await world.pilot.pause()
        assert world.desk.silence is not None
        assert world.desk.silence.mode == "quiet"
        assert world.shows("silence → 10 h 10")
