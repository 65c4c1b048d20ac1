"""What a dialog without a veil leaves behind: the screen as it is, and few bytes on the way."""

import re
from collections.abc import Awaitable, Callable, Iterator
from itertools import count, islice

import pytest
from textual.geometry import Region

from pupitre import demo
from pupitre.ports import Value
from pupitre.task import Status, Task
from pupitre.value import replace
from tests.bench.beside.programs import week
from tests.screen.paper import Paper
from tests.screen.world import COMMON, SMALL, World, running
from tui.screens.add import AddScreen
from tui.screens.day import DayScreen
from tui.themes import DARK, LIGHT
from tui.widgets.rows import Rows

pytestmark = pytest.mark.drawn

TITLE = "Zébulon 日本語 la fin"
Meanwhile = Callable[[World], Awaitable[object]]


def many() -> Iterator[Value]:
    """Yield the demonstration with more tasks than any screen shows, wide signs among them."""
    yield from demo.world("fr")
    first = next(v for v in demo.world("fr") if isinstance(v, Task) and v.id == "t12")
    for n in islice(count(), 40):
        yield replace(first, id=f"more{n:03}", title=f"{'日本語' * (n % 13)} dossier {n}", deadline=None, parent=None)


def unlike(paper: Paper) -> dict[tuple[int, int], object]:
    """Return the cells that are not what a drawing of the whole screen shows."""
    whole, shown = paper.anew(), paper.cells
    return {place: (shown.get(place), whole[place]) for place in whole if _bare(shown[place]) != _bare(whole[place])}


def _bare(cell: tuple[str, str]) -> tuple[str, str]:
    """Return a cell without the colour of a sign where there is none, or of the ground below a whole block."""
    sign, style = cell
    unseen = "48" if style.startswith("7;") else "38"
    return (sign, re.sub(rf";?{unseen};2;\d+;\d+;\d+;?", "", style) if sign == " " else style)


async def on_paper(world: World) -> Paper:
    """Return what the terminal shows from now on, all of it drawn once."""
    paper = Paper(world.app)
    world.app.screen.refresh()
    await world.pilot.pause()
    return paper


async def nothing(_world: World) -> None:
    """Let nothing happen."""


async def minute(world: World) -> None:
    await world.beat(minutes=1)


async def seconds(world: World) -> None:
    for _ in range(3):
        await world.beat(seconds=1)


async def toast(world: World) -> None:
    world.app.tell("Une annonce assez longue pour couvrir le tableau", bad=False)
    await world.pilot.pause()


async def gone_toast(world: World) -> None:
    await toast(world)
    world.app.clear_notifications()
    await world.pilot.pause()


async def veil(world: World) -> None:
    world.app.action_veil()
    await world.pilot.pause()


async def theme(world: World) -> None:
    world.app.theme = DARK if world.app.theme != DARK else LIGHT
    await world.pilot.pause()


async def smaller(world: World) -> None:
    await world.pilot.resize_terminal(90, 28)


async def back_and_forth(world: World) -> None:
    size = world.app.size
    await world.pilot.resize_terminal(62, 18)
    await world.pilot.resize_terminal(*size)


async def tiny(world: World) -> None:
    size = world.app.size
    await world.pilot.resize_terminal(20, 5)
    await world.pilot.resize_terminal(*size)


async def another(world: World) -> None:
    """Open the help above, and close it."""
    await world.press("f1")
    await world.press("escape")


async def locked(world: World) -> None:
    """Ask for all to be drawn again, as after Ctrl+Z."""
    world.app.refresh(layout=True)


WHILE: tuple[Meanwhile, ...] = (
    nothing, minute, seconds, toast, gone_toast, veil, theme, smaller, back_and_forth, tiny, another, locked,
)


@pytest.mark.parametrize("size", [COMMON, SMALL])
@pytest.mark.parametrize("meanwhile", WHILE, ids=lambda each: each.__name__)
async def test_what_is_seen_when_it_goes_is_what_a_whole_drawing_shows(
    meanwhile: Meanwhile, size: tuple[int, int]
) -> None:
    async with running(values=many(), size=size) as world:
        world.choose("t01")
        await world.press("enter")
        paper = await on_paper(world)
        for line in ("", TITLE, f"{TITLE} demain 17h @tuy ~2h", f"{TITLE} !"):
            for last in ("escape", "enter"):
                await world.press("a")
                if line:
                    world.app.screen.query_one("#line").clear()  # type: ignore[attr-defined]
                    await world.write(line)
                await meanwhile(world)
                while isinstance(world.app.screen, AddScreen):
                    await world.press(last if line else "escape")
                await world.pilot.pause()
                assert unlike(paper) == {}, (line, last)
                await minute(world)
                assert unlike(paper) == {}, (line, last)


async def test_a_new_card_comes_in_one_frame_with_all_that_moves() -> None:
    async with running(values=week(60)) as world:
        await world.press("end")
        paper = await on_paper(world)
        await world.press("a")
        await world.write("ZZTASK")
        frames: list[dict[tuple[int, int], tuple[str, str]]] = []
        write = paper._write

        def written(text: str) -> None:
            write(text)
            frames.append(dict(paper.cells))

        paper._write = written  # type: ignore[method-assign]
        await world.press("enter")
        place = world.app.screen.query_one("#todo", Rows).content_region
        lines = [_line(frame, place) for frame in frames]
        first = next(frame for frame in lines if "ZZTASK" in "".join(frame))
        assert first == lines[-1]
        assert "ZZTASK" in world.column(Status.TODO)


def _line(frame: dict[tuple[int, int], tuple[str, str]], place: Region) -> list[str]:
    return [
        "".join(frame[x, y][0] for x in place.column_range if (x, y) in frame).rstrip() for y in place.line_range
    ]


async def test_leaving_the_line_draws_no_more_than_the_lines_on_which_it_stood() -> None:
    async with running() as world:
        await world.press("a")
        stood = world.app.screen.query_one(".dialog").region
        paper = Paper(world.app)
        await world.press("escape")
        assert isinstance(world.app.screen, DayScreen)
        assert {y for _x, y in paper.cells} == set(stood.line_range)


async def test_the_hour_goes_on_below_the_line() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter", "a")
        paper = Paper(world.app)
        for minute_ in range(1, 4):
            await minute(world)
            hour = paper.cells[35, 0][0]
            assert hour == str(minute_), "the last sign of 9 h 31"
