"""A first day: from a desk with nothing on it to the first copied report, and what a newcomer meets on the way."""

from datetime import time
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input

from pupitre.beginning import Gesture
from pupitre.client import Client
from pupitre.desk import Desk
from pupitre.report import Report, Sent
from pupitre.settings import Settings
from storage.places import Place
from storage.store import Store
from tests.memory import HandClock, MemoryArchive
from tests.screen.world import SMALL, World, running
from tui.commands.first import DEMONSTRATION
from tui.screens.add import AddScreen
from tui.screens.day import DayScreen
from tui.screens.reports import ReportsScreen
from tui.screens.sealing import SealForm
from tui.screens.touring import TourLine
from tui.screens.welcome import WelcomeScreen
from tui.widgets.rows import Rows

AIM = 60
"""Keys of a first day beside the words she types."""


class Counted:
    """Presses keys and counts them; what is typed as text counts as characters."""

    def __init__(self, world: World) -> None:
        self.world, self.keys, self.characters = world, 0, 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.world.press(*keys)

    async def write(self, text: str) -> None:
        self.characters += len(text)
        await self.world.write(text)


def on(world: World, screen: type[Screen[Any]]) -> bool:
    return isinstance(world.app.screen, screen)


def tour_line(world: World) -> str:
    """Return what the line of the tour says, "" when there is none."""
    found = list(world.app.screen_stack[0].query(TourLine))
    return " ".join(" ".join("".join(text for text, _ in line) for line in found[0]._lines).split()) if found else ""


async def test_a_newcomer_reaches_the_first_copied_report_in_few_keys() -> None:
    async with running(values=[], new=True) as world:
        her = Counted(world)
        assert on(world, WelcomeScreen)
        await her.write("Ana Petitbois")
        await her.press("enter", "enter", "enter")
        await her.write("Cabinet Vétiver")
        await her.press("enter")
        await her.press("enter")
        assert on(world, DayScreen)
        assert world.desk.settings.name == "Ana Petitbois"
        assert [c.label for c in world.desk.clients()] == ["CAB"]

        assert "Visite 1 sur 5" in tour_line(world)
        assert "@cab" in tour_line(world)
        await her.press("a")
        await her.write("Relances impayés @cab vendredi 17h ~30min")
        await her.press("enter")
        assert "Visite 2 sur 5" in tour_line(world)
        await her.press("enter")
        assert "Visite 3 sur 5" in tour_line(world)
        await world.beat(minutes=20)
        await her.press("i")
        assert "Visite 3 sur 5" in tour_line(world), "she is still on the telephone"
        await world.beat(minutes=3)
        await her.press("escape")
        assert "Visite 4 sur 5" in tour_line(world)
        await world.beat(minutes=10)
        await her.press("space")
        assert "Visite 5 sur 5" in tour_line(world)
        await her.press("r")
        assert on(world, ReportsScreen)
        assert "F5 le copie" in tour_line(world)
        await her.press("f5")
        await world.pilot.app.workers.wait_for_complete()
        await world.pilot.pause()

        (report,) = world.desk.ledger.table(Report).values()
        assert [how for _at, how in report.history] == [Sent.COPIED]
        (copied,) = world.clipboard.held
        assert "Relances impayés" in copied
        assert copied.rstrip().endswith("Ana Petitbois")
        print(f"a first day, from nothing to a copied report: {her.keys} keys, {her.characters} characters of text")
        assert her.keys <= AIM
        await world.press("escape")
        assert tour_line(world) == ""
        assert world.desk.tour is None
        assert world.desk.last_done is not None, "what she did can be taken back"


async def test_each_question_can_be_passed_and_each_answer_is_kept_at_once() -> None:
    async with running(values=[], new=True, size=SMALL) as world:
        await world.press("enter", "enter")
        hours = world.find("#hours", Input)
        assert hours.has_focus
        await world.press("9", "h")
        assert hours.value == "9h", "what she types takes the place of the hours proposed"
        hours.value = "demain"
        await world.press("enter")
        assert hours.has_focus, "what cannot be kept is said where it is typed"
        assert world.shows("« demain »")
        hours.value = "9h-12h, 14h-17h"
        await world.press("down")
        assert world.desk.settings.working_hours == ((time(9), time(12)), (time(14), time(17)))
        await world.write("[/]\x1b[2J")
        await world.press("up")
        (client,) = world.desk.clients()
        assert client.name == "[/][2J"
        await world.press("down")
        world.find("#client", Input).value = "Vétiver"
        await world.press("enter")
        assert [(c.name, c.label) for c in world.desk.clients()] == [("Vétiver", "VET")], "renamed, not a second one"
        assert world.clean()
        await world.fill("name", "Ana")
        await world.press("f2")
        await world.pilot.pause()
        assert world.desk.settings.name == "Ana", "left halfway: nothing is lost"
        await world.press("ctrl+z", "ctrl+z")
        assert world.desk.settings.welcomed, "undo does not make a newcomer of her"
        archive = world.archive
    again = HandClock()
    async with running(values=archive.load(), clock=again, new=True) as world:
        assert on(world, DayScreen), "it is not asked twice"
        await world.app.run_action("show('welcome')")
        await world.pilot.pause()
        assert on(world, WelcomeScreen), "it can be called again"
        await world.press("f6")
        await world.pilot.pause()
    assert world.app.return_value == DEMONSTRATION


async def test_the_tour_waits_remembers_and_can_be_left_at_any_step() -> None:
    async with running(values=[], new=True, size=SMALL) as world:
        await world.press("f5", "a")
        assert on(world, AddScreen)
        await world.press("escape")
        assert "Visite 1 sur 5" in tour_line(world), "a line that was not kept is no task"
        assert world.find("#todo", Rows).has_class("-pointed")
        await world.press("f4")
        assert "F2" in tour_line(world), "elsewhere it says how to go on"
        await world.press("f2", "a")
        await world.write("Relances")
        await world.press("enter")
        assert "Visite 2 sur 5" in tour_line(world)
        archive = world.archive
    async with running(values=archive.load(), new=True) as world:
        assert "Visite 2 sur 5" in tour_line(world), "the next day it goes on where it was"
        await world.press("escape")
        assert tour_line(world) == ""
        assert not world.app.screen.query(".-pointed")
        assert world.desk.tour is None
        await world.beat(minutes=1)
        await world.press("f1")
        await world.press("v")
        assert "Visite 1 sur 5" in tour_line(world), "the help begins it anew"
        await world.app.run_action("leave_tour")
        assert world.desk.tour is None


async def test_the_welcome_offers_protection_only_where_the_files_can_be_protected(tmp_path: Path) -> None:
    async with running(values=[], new=True, size=SMALL) as world:
        assert not world.shows("phrase secrète")
        await world.press("f7")
        assert isinstance(world.app.screen, WelcomeScreen)
    async with running(store=Store(Place(tmp_path / "desk")), new=True, size=SMALL) as world:
        assert world.shows("phrase secrète")
        assert world.shows("personne ne les lit"), "what protection is for is read to its end on a small screen"
        await world.press("f7")
        assert isinstance(world.app.screen, SealForm)


@pytest.mark.parametrize(
    ("values", "new"),
    [((), True), ((Settings(welcomed=True),), False), ((Client(id="a", name="A", label="A"),), False)],
    ids=["nothing", "welcomed", "a client"],
)
def test_only_a_desk_with_nothing_is_new(values: tuple[Settings | Client, ...], new: bool) -> None:
    desk = Desk(MemoryArchive(values), HandClock(), lambda: "x")
    assert desk.is_new is new
    desk.begin_tour()
    assert desk.tour == (Gesture.ADD, desk.clock())
    assert not desk.follow_tour(reading=True), "no step is passed by itself"
