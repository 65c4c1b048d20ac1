"""What is seen at each size, what an empty desk teaches, and the mouse."""

import pytest
from textual.widgets import Checkbox, Input

from pupitre import demo
from pupitre.settings import Settings
from pupitre.task import Status
from tests.screen.world import COMMON, SMALL, World, running
from tui.screens.day import DayScreen
from tui.widgets.keyline import KeyLine
from tui.widgets.rows import Rows

pytestmark = pytest.mark.drawn


def day(world: World) -> DayScreen:
    screen = world.app.screen
    assert isinstance(screen, DayScreen)
    return screen


def seen(world: World) -> list[str]:
    """Return the columns that have room on the screen."""
    return [rows.id or "" for rows in world.app.screen.query(".column").results(Rows) if rows.region.area]


async def test_a_small_terminal_shows_one_column_and_the_arrows_go_to_the_others() -> None:
    async with running(size=SMALL) as world:
        assert seen(world) == ["todo"]
        assert world.shows("▸ À faire 15")
        await world.press("right")
        assert seen(world) == ["doing"]
        assert world.shows("▸ En cours 1")
        await world.press("left", "left")
        assert seen(world) == ["waiting"]


async def test_a_common_terminal_shows_all_open_columns() -> None:
    async with running() as world:
        assert seen(world) == ["todo", "doing", "waiting"]
        assert not world.shows("▸")


@pytest.mark.parametrize("size", [(60, 16), (200, 60)])
async def test_no_size_is_too_small_or_too_large(size: tuple[int, int]) -> None:
    async with running(size=size) as world:
        assert all(len(line) <= size[0] for line in world.picture())
        await world.press("a", "escape", "e")
        assert world.find("#title", Input).has_focus


async def test_a_resize_keeps_the_chosen_task_and_what_is_typed() -> None:
    async with running() as world:
        world.choose("t10")
        await world.press("e")
        await world.write(" tapé")
        typed = world.find("#title", Input).value
        await world.pilot.resize_terminal(*SMALL)
        await world.pilot.pause()
        assert world.find("#title", Input).value == typed
        await world.press("escape")
        await world.pilot.resize_terminal(*COMMON)
        await world.pilot.pause()
        chosen = day(world).chosen
        assert chosen is not None
        assert chosen.id == "t10"


async def test_an_empty_desk_teaches_the_first_step() -> None:
    async with running(values=[]) as world:
        assert all(world.shows(key) for key in ("a  ajoute", "Entrée  commence", "r  montre"))
        for key in ("enter", "space", "e", "w", "d", "x", "h", "t", "delete", "c", "f", "s", "o"):
            await world.press(key)
            assert isinstance(world.app.screen, DayScreen), key


async def test_two_columns_never_lose_the_chosen_task_when_it_moves() -> None:
    async with running() as world:
        world.choose("t06")
        await world.press("enter")
        chosen = day(world).chosen
        assert day(world).active is Status.DOING
        assert chosen is not None
        assert chosen.id == "t06"


async def test_a_click_chooses_a_card_and_a_double_click_opens_it() -> None:
    async with running() as world:
        title = world.column(Status.TODO)[2]
        await world.pilot.click("#todo", offset=(8, 5))
        await world.pilot.pause()
        chosen = day(world).chosen
        assert chosen is not None
        assert chosen.title == title
        await world.pilot.click("#todo", offset=(8, 5), times=2)
        await world.pilot.pause()
        assert world.find("#title", Input).value == title


async def test_a_click_in_another_column_makes_it_the_active_one() -> None:
    async with running() as world:
        await world.pilot.click("#waiting", offset=(8, 1))
        await world.pilot.pause()
        assert day(world).active is Status.WAITING


@pytest.mark.parametrize("word", ["ajouter", "F1"])
async def test_a_click_on_the_last_line_runs_the_command(word: str) -> None:
    async with running() as world:
        at = world.picture()[-1].index(word)
        await world.pilot.click(KeyLine, offset=(at + 1, 0))
        await world.pilot.pause()
        assert world.said(".title") == {"ajouter": "Ajouter une tâche", "F1": "Aide"}[word]


async def test_the_last_line_only_names_what_can_be_done_and_always_help() -> None:
    async with running(size=SMALL) as world:
        line = world.picture()[-1]
        assert line.rstrip().lower().endswith("f1 aide")
        assert "plus tard" not in line


@pytest.mark.parametrize("key", ["f6", "f7", "f12", "semicolon"])
async def test_the_last_line_always_says_how_to_leave(key: str) -> None:
    async with running(size=SMALL) as world:
        await world.press(key)
        assert world.picture()[-1].rstrip().lower().endswith("échap retour  f1 aide")


async def test_the_day_names_the_key_for_an_urgency() -> None:
    async with running(size=COMMON) as world:
        assert "F8 urgence" in world.picture()[-1]


async def test_the_dark_theme_draws_the_same_words() -> None:
    dark = [v if not isinstance(v, Settings) else Settings(theme="pupitre-dark") for v in demo.world("fr")]
    async with running() as light_world:
        words = light_world.picture()
    async with running(values=dark) as dark_world:
        assert dark_world.app.theme == "pupitre-dark"
        assert dark_world.picture() == words


async def test_what_stands_in_the_fields_of_a_form_begins_in_one_column() -> None:
    async with running() as world:
        world.choose("t22")
        await world.press("e")
        boxes, lines = world.app.screen.query(Checkbox), world.app.screen.query(Input)
        assert {box.content_region.x for box in boxes} == {line.content_region.x for line in lines}
