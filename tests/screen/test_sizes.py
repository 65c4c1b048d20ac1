"""Every screen and dialog at every size, in one run: nothing breaks, nothing is lost, and what matters is seen."""

from dataclasses import dataclass

import pytest
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Select, TextArea

from tests.screen.seen import what_is_not_seen
from tests.screen.stops import STOPS, Stop, go, home, resize
from tests.screen.world import COMMON, SMALL, World, running
from tui.widgets.cover import SMALLEST, fits
from tui.widgets.rows import Rows

pytestmark = pytest.mark.drawn

LARGE, LEAST = (200, 60), (SMALLEST.width, SMALLEST.height)
OTHERS = (LARGE, (100, 30), COMMON, LEAST, (40, 10), (20, 5), (1, 1))
TOO_SMALL = "Agrandissez la fenêtre"


@dataclass(frozen=True, slots=True)
class Held:
    """What a resize must not change."""

    screens: tuple[int, ...]
    focused: Widget | None
    typed: tuple[str, ...]
    cursor: object
    chosen: tuple[object, ...]


def held(world: World) -> Held:
    screen, at = world.app.screen, world.app.focused
    fields = [*screen.query(Input), *screen.query(TextArea), *screen.query(Select)]
    typed = tuple(str(f.text if isinstance(f, TextArea) else f.value) for f in fields)
    cursor = at.cursor_position if isinstance(at, Input) else at.cursor_location if isinstance(at, TextArea) else None
    chosen = tuple(rows.chosen for rows in screen.query(Rows) if rows.can_focus)
    return Held(tuple(map(id, world.app.screen_stack)), at, typed, cursor, chosen)


def wrong_at(world: World, name: str) -> list[str]:
    """Return what is wrong with what is shown."""
    size = world.app.size
    if fits(size):
        return [f"{name} {size}: {what}" for what in what_is_not_seen(world)]
    told = " ".join(" ".join(world.picture()).split())
    return [] if TOO_SMALL in told or size == (1, 1) else [f"{name} {size}: says nothing"]


async def _through(world: World, stop: Stop, other: tuple[int, int]) -> list[str]:
    """Show one stop as large as the terminal is and at another size; return what is wrong with it."""
    await go(world, stop)
    if isinstance(world.app.focused, Input | TextArea):
        await world.write("été 9 h")
    before, wrong = held(world), wrong_at(world, stop.name)
    for size in (other,) if fits(Size(*other)) else (other, SMALL):
        await resize(world, size)
        wrong += wrong_at(world, stop.name)
    if held(world) != before:
        wrong.append(f"{stop.name}: {before} became {held(world)}")
    await home(world)
    return wrong


async def test_every_screen_and_dialog_stays_whole_at_every_size_and_keeps_what_was_there() -> None:
    wrong: list[str] = []
    # Each stop is opened or ends at 80×24; the pictures show most of them at four sizes.
    sizes = [size for other in OTHERS for size in (other, SMALL)]
    async with running(size=SMALL) as world:
        for number, stop in enumerate(STOPS):
            wrong += await _through(world, stop, sizes[number % len(sizes)])
    assert not wrong, "\n".join(wrong)


async def test_a_terminal_that_is_too_small_takes_no_key_until_it_has_grown() -> None:
    async with running(size=(40, 10)) as world:
        assert world.shows(TOO_SMALL)
        done, top = world.desk.last_done, world.app.screen
        await world.press("space", "a")
        assert world.desk.last_done is done
        assert world.app.screen is top
        await resize(world, LEAST)
        assert not world.shows(TOO_SMALL)
        await world.press("a")
        assert isinstance(world.app.screen, ModalScreen)
        await resize(world, (59, 16))
        assert world.shows(TOO_SMALL)
