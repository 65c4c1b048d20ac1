"""The reading view: the day as a text, for whoever hears the screen."""

import pytest
from textual.geometry import Offset

from pupitre import demo
from pupitre.settings import Settings
from pupitre.task import Status
from tests.screen.paper import Paper
from tests.screen.world import PLAIN_SPACES, SMALL, World, running
from tui.commands import Place, commands_of
from tui.reading import day_lines
from tui.screens.day import DayScreen
from tui.screens.focus_view import FocusView
from tui.screens.reading import AnnouncementsScreen, ReadingScreen
from tui.screens.reports import ReportsScreen
from tui.widgets.reading_text import ReadingText


def text(world: World) -> ReadingText:
    return world.find("#text", ReadingText)


async def go_to(world: World, key: str) -> None:
    assert text(world).choose(key)
    await world.pilot.pause()


async def test_it_shows_what_pupitre_today_prints_and_the_terminal_cursor_follows_the_arrows() -> None:
    async with running() as world:
        await world.press("ctrl+r")
        assert isinstance(world.app.screen, ReadingScreen)
        said = day_lines(world.desk, world.app.session.outlook)
        assert text(world).text.split("\n") == [line.text for line in said]
        for row in range(3):
            assert world.app.cursor_position == text(world).region.offset + Offset(0, row)
            await world.press("down")
        await world.press("escape")
        assert isinstance(world.app.screen, DayScreen)


async def test_the_cursor_of_the_terminal_is_there_while_it_is_read_and_gone_after() -> None:
    async with running() as world:
        written: list[str] = []
        world.app.session.write = written.append
        await world.press("ctrl+r", "f2")
        assert list(dict.fromkeys(written)) == ["\x1b[?25h", "\x1b[?25l"]


async def test_nothing_is_drawn_and_no_line_is_cut() -> None:
    async with running(size=SMALL) as world:
        await world.press("ctrl+r")
        drawn = "".join(world.picture()[:-1])
        assert not set(drawn) & set("│─╭╮╰╯█▌▁▇·▸●")
        first = next(line for line in text(world).text.split("\n") if len(line) > SMALL[0])
        shown = " ".join(" ".join(line.split()) for line in world.picture())
        assert first in shown.translate(PLAIN_SPACES), "a long line goes on below itself"


async def test_the_keys_of_the_day_act_on_the_task_of_the_line() -> None:
    async with running() as world:
        await world.press("ctrl+r")
        await world.press("space")
        assert world.heard().startswith("Aucune tâche n’est choisie")
        task = world.desk.board().todo[0]
        await go_to(world, task.id)
        await world.press("enter")
        assert world.form_open
        await world.press("escape")
        await world.press("f")
        focus = world.desk.focus
        assert focus is not None
        assert focus.task == task.id
        await world.press("space")
        assert world.task(task.id).status is Status.DONE
        line = text(world).chosen
        assert line is not None
        assert line.key == task.id, "the cursor went with the task"
        assert "faite à 9 heures 10" in line.text


async def test_a_task_that_is_added_here_has_the_cursor() -> None:
    async with running() as world:
        await world.press("ctrl+r", "a")
        await world.write("Classer les devis")
        await world.press("enter")
        await world.pilot.pause(0.1)
        assert isinstance(world.app.screen, ReadingScreen)
        chosen = text(world).chosen
        assert chosen is not None
        assert "Classer les devis" in chosen.text


async def test_enter_opens_the_report_and_the_session_of_a_line() -> None:
    async with running() as world:
        await world.press("ctrl+r")
        await world.press("enter")
        assert "n’ouvre rien" in world.heard()
        await go_to(world, world.desk.board().todo[0].id)
        await world.press("f")
        await world.press("ctrl+home", "down", "down", "enter")
        assert isinstance(world.app.screen, FocusView)
        await world.press("escape")
        await go_to(world, world.desk.reports_due()[0].client.id)
        await world.press("enter")
        assert isinstance(world.app.screen, ReportsScreen)


async def test_every_key_of_the_day_does_something_here_too() -> None:
    async with running() as world:
        await world.press("ctrl+r")
        screen = world.app.screen
        for command in screen.possible():  # type: ignore[attr-defined]
            name = command.action.split("(")[0]
            assert hasattr(screen, f"action_{name}") or hasattr(world.app, f"action_{name}"), name
        keys = [k for c in screen.possible() for k in c.keys if k]  # type: ignore[attr-defined]
        assert len(keys) == len(set(keys))
        assert {k for c in commands_of(Place.READING) for k in c.keys} <= set(keys)


async def test_what_time_changes_is_read_anew_each_minute_and_the_cursor_stays() -> None:
    async with running() as world:
        await world.press("ctrl+r")
        await go_to(world, "t02")
        before = text(world).text
        await world.beat(seconds=20)
        assert text(world).text == before
        await world.beat(minutes=1)
        assert text(world).text.startswith("Lundi 23 novembre, 9 heures 11.")
        line = text(world).chosen
        assert line is not None
        assert line.key == "t02"


async def test_announcements_are_lines_at_the_foot_and_can_be_read_again() -> None:
    async with running() as world:
        await world.press("ctrl+r")
        for said in ("Première annonce.", "Seconde\nannonce [red]."):
            world.app.tell(said, bad=False)
        await world.pilot.pause()
        assert text(world).text.split("\n")[-3:] == [
            "2 annonces :", "À 9 heures 10 : Première annonce.", "À 9 heures 10 : Seconde annonce [red].",
        ]
        assert world.picture()[-2].strip() == "Seconde annonce [red]."
        await world.press("f2")
        await world.app.run_action("announcements")
        await world.pilot.pause()
        assert isinstance(world.app.screen, AnnouncementsScreen)
        chosen = text(world).chosen
        assert chosen is not None
        assert chosen.text.endswith("Seconde annonce [red].")
        await world.press("escape")
        assert isinstance(world.app.screen, DayScreen)


async def test_who_reads_finds_the_day_so_at_once_and_the_board_is_one_key_away() -> None:
    async with running(values=[*demo.world("fr"), Settings(reading=True)]) as world:
        assert isinstance(world.app.screen, ReadingScreen)
        await world.press("escape")
        assert isinstance(world.app.screen, DayScreen)
        await world.press("f3", "f2")
        assert isinstance(world.app.screen, ReadingScreen)


@pytest.mark.drawn
async def test_standing_still_it_writes_nothing_but_the_minute() -> None:
    async with running() as world:
        await world.press("ctrl+r")
        await world.beat(seconds=1)
        paper = Paper(world.app)
        for _ in range(50):
            await world.beat(seconds=1)
        assert paper.written == []
