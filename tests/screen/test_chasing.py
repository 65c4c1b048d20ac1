"""On the day to ask again it is in sight; one key prepares the text, notes that she asked, or says that it came."""

from datetime import date

import pytest
from textual.widgets import Input, TextArea

from pupitre.client import Client
from pupitre.deadline import Deadline
from pupitre.ports import Value
from pupitre.reply import ReplyUse
from pupitre.task import WAITING_CLIENT, Status, Task
from pupitre.value import replace
from tests.memory import MONDAY_9_10
from tests.screen.world import COMMON, PLAIN_SPACES, SMALL, World, running
from tui.screens.choice import ChoiceScreen
from tui.screens.day import DayScreen

TUY = Client(id="tuy", name="Tuyaudec", label="TUY")
PIECES = Task(
    id="p", title="Pieces 14 to 19", client="tuy", created=MONDAY_9_10, status=Status.WAITING,
    waiting_for=WAITING_CLIENT, waiting_since=MONDAY_9_10, reason="the pieces are missing",
    next_on=Deadline(date(2026, 11, 25)),
)
VISA = replace(
    PIECES, id="v", title="A visa " * 40, waiting_for="the town hall", deadline=Deadline(date(2026, 11, 20)),
    next_on=None,
)
VALUES: tuple[Value, ...] = (TUY, PIECES, VISA)


async def wednesday(world: World) -> None:
    world.clock.set("2026-11-25T09:00")
    await world.beat(seconds=1)
    await world.beat(seconds=1)


@pytest.mark.drawn
@pytest.mark.parametrize("size", [COMMON, SMALL])
async def test_on_its_day_it_is_named_above_the_board_and_first_of_its_column(size: tuple[int, int]) -> None:
    async with running(language="en", values=VALUES, size=size) as world:
        assert not world.shows("ask again today")
        assert world.column(Status.WAITING)[1] == PIECES.title
        await wednesday(world)
        assert world.shows("1 to ask again today, w on it: Tuyaudec (Pieces 14 to 19)")
        assert world.shows("ask again: ") or size == SMALL
        world.choose("p")
        await world.pilot.pause()
        assert world.column(Status.WAITING)[0] == PIECES.title
        assert world.shows("Waiting  2 · 1 to ask again")
        assert world.shows("ask again · the client · for 2 days")
        assert world.task("p").status is Status.WAITING, "it is still awaited"


@pytest.mark.parametrize("keys", [("f5",), ("w", "enter")])
async def test_the_text_that_asks_again_is_a_key_away_and_what_was_copied_can_be_noted(keys: tuple[str, ...]) -> None:
    async with running(language="en", values=VALUES) as world:
        await wednesday(world)
        world.choose("p")
        await world.press(*keys)
        text = world.find("#text", TextArea).text.translate(PLAIN_SPACES)
        assert "Je ne peux pas avancer sur « Pieces 14 to 19 » : the pieces are missing." in text
        assert "avant lundi 30 novembre ?" in text, "when she will ask again"
        await world.press("enter")
        await world.app.workers.wait_for_complete()
        await world.pilot.pause()
        assert len(world.desk.ledger.table(ReplyUse)) == 1
        assert world.form_open
        assert world.find("#next", Input).value == "30/11/2026", "seven days after the Monday it began"
        await world.press("ctrl+s")
        assert isinstance(world.app.screen, DayScreen)
        assert world.task("p").chased == (world.clock(),)
        assert world.task("p").next_on == Deadline(date(2026, 11, 30))
        assert not world.shows("ask again today")
        await world.press("u")
        assert world.task("p").chased == ()


async def test_nothing_copied_is_nothing_noted_and_what_came_goes_back_to_do() -> None:
    async with running(language="en", values=VALUES) as world:
        world.choose("p")
        await world.press("w", "enter", "escape")
        assert isinstance(world.app.screen, DayScreen)
        assert world.task("p").chased == ()
        await world.press("w", "down", "down", "enter")
        assert world.task("p").status is Status.TODO
        assert world.column(Status.TODO) == [PIECES.title]


@pytest.mark.drawn
async def test_somebody_else_is_asked_by_other_means_and_a_long_title_fits() -> None:
    async with running(language="en", values=VALUES, size=SMALL) as world:
        world.choose("v")
        await world.press("w")
        assert isinstance(world.app.screen, ChoiceScreen)
        assert not world.shows("prepare the text")
        assert world.shows("I asked again: note it")
        assert all(len(line) <= 80 for line in world.picture())
        await world.press("down", "down", "enter")
        assert world.find("#next", Input).value == "25/11/2026", "two working days are proposed"
        await world.press("escape", "w", "enter", "ctrl+s")
        assert len(world.task("v").chased) == 1


async def test_the_day_to_ask_again_is_proposed_when_a_task_begins_to_wait() -> None:
    async with running(language="en", values=[TUY, replace(PIECES, status=Status.TODO, next_on=None)]) as world:
        await world.press("w")
        assert world.find("#next", Input).value == "25/11/2026"
        await world.press("ctrl+s")
        assert world.task("p").next_on == Deadline(date(2026, 11, 25))
