"""What has room where: the keys of a dialog, sentences that pass, hours of a bar, spaces that never break."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from rich.console import Console
from rich.text import Text
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Input
from textual.widgets._toast import Toast

from pupitre import demo
from tests.screen.seen import what_is_not_seen
from tests.screen.world import SMALL, World, running
from tui.widgets.day_bar import Bar, bar_lines
from tui.widgets.rows import Rows
from tui.widgets.unbroken import keep_together

pytestmark = pytest.mark.drawn


def toast(world: World) -> Region:
    return world.app.screen.query_one(Toast).region


def row(rows: Rows[object]) -> Region:
    """Return where the chosen row is drawn."""
    return Region(rows.region.x, rows.region.y + rows.chosen_line, rows.region.width, 2)


async def test_the_day_at_80_columns_names_the_keys_of_urgency_and_help_and_none_below_a_dialog() -> None:
    async with running(size=SMALL) as world:
        assert "F8 urgence" in world.picture()[-1]
        assert "F1 aide" in world.picture()[-1]
        await world.press("y")
        assert world.said(".keys") == "Entrée Choisir   Échap Retour"
        assert not world.picture()[-1].strip()
        await world.press("escape")
        assert "F8 urgence" in world.picture()[-1]


async def test_the_clock_goes_on_below_a_dialog() -> None:
    async with running(size=SMALL) as world:
        await world.press("d")
        await world.beat(minutes=1)
        assert world.shows("9 h 11")
        assert world.form_open


async def test_page_keys_go_through_a_long_form_and_what_has_the_cursor_is_seen() -> None:
    async with running(size=SMALL) as world:
        await world.press("f9")
        first, met = world.app.focused, []
        while (at := world.app.focused) not in met:
            met.append(at)
            assert not what_is_not_seen(world)
            await world.press("pagedown")
        assert 3 <= len(met) < len(world.app.screen.focus_chain)
        assert met[-1] is world.app.screen.focus_chain[-1]
        for _back in met:
            await world.press("pageup")
        assert world.app.focused is first


async def test_a_sentence_that_passes_leaves_the_chosen_row_and_the_field_of_a_dialog_free() -> None:
    async with running(size=SMALL) as world:
        rows = world.find("#todo", Rows)
        for key in ("home", "end"):
            await world.press(key)
            world.app.tell("Deux mots. " * 8, bad=False)
            await world.pilot.pause(0.1)
            assert not toast(world).overlaps(row(rows)), key
            assert toast(world).bottom < SMALL[1]
            world.app.clear_notifications()
            await world.pilot.pause(0.1)
        await world.press("a")
        for _again in range(3):
            world.app.tell("Deux mots. " * 8, bad=True)
            await world.pilot.pause(0.1)
        assert len(world.app.screen.query(Toast)) == 1, "the same sentence stands there once"
        assert not toast(world).overlaps(world.app.screen.query_one(".dialog").region)
        assert world.find("#line", Input).has_focus


async def test_during_a_pause_p_goes_on_and_says_so() -> None:
    async with running(size=SMALL) as world:
        world.choose("t01")
        await world.press("enter", "z")
        assert "p pause" in world.picture()[-1]
        await world.press("p")
        assert "p reprendre" in world.picture()[-1]
        await world.press("p")
        assert "p pause" in world.picture()[-1]


@pytest.mark.parametrize("width", [76, 116])
def test_the_hours_of_a_long_day_stand_at_even_distances(width: int) -> None:
    first = datetime(2026, 11, 23, 4, tzinfo=demo.ZONE)
    hours = bar_lines(Bar(first, first + timedelta(hours=18), demo.ZONE), width)[0][0][0]
    named = [int(part) for part in hours.replace("h", " ").split()]
    steps = {after - before for before, after in pairwise(named)}
    assert len(steps) == 1
    assert all(hour % steps.copy().pop() == 0 for hour in named)
    assert len(named) >= 6


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_no_line_ends_at_a_no_break_space(space: str) -> None:
    keep_together()
    text = f"Le point de 14{space}h{space}30 est pris"
    for width in range(10, 30):
        lines = [line.plain for line in Text(text).wrap(Console(width=80), width)]
        assert any(f"14{space}h{space}30" in line for line in lines)
        shown = [line.plain for line in Content(text).wrap(width)]
        assert any(f"14{space}h{space}30" in line for line in shown)
