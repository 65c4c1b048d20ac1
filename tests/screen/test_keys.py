"""Her own keys on the screen: given at once, refused with the reason, and told everywhere."""

from collections.abc import Iterator

import pytest

from tests.screen.world import SMALL, World, running
from tui import commands
from tui.commands import Keymap, keys_in_use
from tui.screens.add import AddScreen
from tui.screens.day import DayScreen
from tui.screens.keys import KeysScreen
from tui.widgets.rows import Rows


@pytest.fixture(autouse=True)
def _usual_keys() -> Iterator[None]:
    yield
    commands.use_keys(Keymap())


async def my_keys(world: World, name: str) -> KeysScreen:
    """Open the screen of the keys on a command."""
    world.app.action_show("keys")
    await world.pilot.pause()
    screen = world.app.screen
    assert isinstance(screen, KeysScreen)
    assert screen.query_one("#listed").choose(name)  # type: ignore[attr-defined]
    await world.pilot.pause()
    return screen


async def test_a_new_key_works_at_once_is_shown_everywhere_and_the_old_one_does_nothing() -> None:
    async with running() as world:
        await my_keys(world, "day.add")
        await world.press("enter")
        assert world.shows("Nouvelle touche de « Ajouter »")
        await world.press("é")
        assert world.shows("1 touche à vous")
        await world.press("f2")
        assert world.shows(" é ajouter")
        await world.press("a")
        assert isinstance(world.app.screen, DayScreen)
        await world.press("é")
        assert isinstance(world.app.screen, AddScreen)
        await world.write("é")
        await world.press("escape", "f1")
        assert any("é" in line and "Ajouter" in line for line in world.picture())


async def test_a_key_of_every_screen_is_given_and_works_in_a_field_too() -> None:
    async with running() as world:
        await my_keys(world, "everywhere.take_break")
        await world.press("enter", "f11", "f2", "a", "f11")
        assert world.desk.pause_under_way is not None


async def test_a_command_without_a_key_gets_one() -> None:
    async with running() as world:
        await my_keys(world, "everywhere.show-review")
        await world.press("enter", "f11", "f2", "f11")
        assert world.app.current_mode == "review"


async def test_a_refused_key_is_told_with_the_reason_and_the_next_one_may_be_good() -> None:
    async with running(size=SMALL) as world:
        await my_keys(world, "day.add")
        await world.press("enter", "ctrl+i")
        assert "Le terminal confond Ctrl+I et Tab" in world.wrong
        await world.press("f9")
        assert "Partout · Réglages" in world.wrong
        await world.press("n")
        assert "Journée · Silence" in world.wrong
        await world.press("ctrl+q")
        assert "Quitter" in world.wrong, "it is asked for a key, and leaves nothing"
        await world.press("escape")
        assert isinstance(world.app.screen, KeysScreen)
        assert keys_in_use() == Keymap()


async def test_keys_go_back_one_by_one_and_all_together_and_are_undone() -> None:
    async with running() as world:
        screen = await my_keys(world, "day.add")
        await world.press("enter", "f11")
        screen.query_one("#listed").choose("day.wait")  # type: ignore[attr-defined]
        await world.press("delete")
        assert keys_in_use().chosen == {"day.add": ("f11",), "day.wait": ()}
        await world.press("d")
        assert keys_in_use().chosen == {"day.add": ("f11",)}
        await world.press("u")
        assert keys_in_use().chosen == {"day.add": ("f11",), "day.wait": ()}
        await world.press("t")
        assert keys_in_use() == Keymap()
        await world.press("u", "u", "u", "u")
        assert keys_in_use() == Keymap()


async def test_the_way_back_is_offered_only_where_there_is_one() -> None:
    async with running() as world:
        screen = await my_keys(world, "day.add")
        await world.press("enter", "f11")
        assert world.shows(" d d’origine")
        await world.press("down")
        assert not screen.check_action("default", ())
        assert not world.shows(" d d’origine")
        await world.press("up")
        assert world.shows(" d d’origine")


async def test_what_must_not_lose_its_key_says_so() -> None:
    async with running() as world:
        await my_keys(world, "everywhere.command_palette")
        await world.press("delete")
        assert world.shows("mène à tout le reste")


async def test_the_form_answers_to_its_new_key() -> None:
    async with running() as world:
        await my_keys(world, "form.save")
        await world.press("enter", "f11", "f2", "e")
        assert world.shows("F11 Enregistrer")
        await world.write("Autre ")
        await world.press("f11")
        assert not world.form_open


async def test_the_arrows_lead_from_the_commands_of_one_screen_to_those_of_the_next_and_back() -> None:
    async with running() as world:
        world.app.action_show("keys")
        await world.pilot.pause()
        listed = world.find("#listed", Rows)
        first = listed.chosen
        await world.press("right")
        assert listed.chosen != first
        await world.press("left")
        assert listed.chosen == first
