"""A window that is open all day costs little: few bytes, few wake-ups, no memory, and it still shows the truth."""

import gc
import os
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import pytest
from rich.cells import cached_cell_len
from textual.geometry import Region

from pupitre.ports import Value
from pupitre.task import Task
from pupitre.value import replace
from tests.bench.beside.programs import week
from tests.memory import HandClock
from tests.screen.paper import Paper
from tests.screen.test_uncovering import unlike
from tests.screen.world import COMMON, SMALL, World, running
from tui.pace import LINGER
from tui.switching import DAILY
from tui.widgets.canvas import changed_spans
from tui.widgets.rows import Rows

pytestmark = pytest.mark.drawn

STATM = Path("/proc/self/statm")
MEMORY = 2_000_000
"""Bytes that twelve hours may add."""


async def minutes(world: World, count: int, step: int = 1) -> None:
    """Let minutes pass, looked at every `step` seconds."""
    for _ in range(count * 60 // step):
        await world.beat(seconds=step)


async def test_a_minute_of_the_clock_alone_is_a_few_hundred_bytes() -> None:
    async with running() as world:
        paper = Paper(world.app)
        await minutes(world, 4, 10)
        assert paper.size / 4 < 800
        assert len(paper.written) / 4 <= 4


async def test_a_minute_of_a_session_writes_only_what_counts_seconds() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter")
        await world.beat(seconds=1)
        paper = Paper(world.app)
        await minutes(world, 1)
        assert len(paper.written) <= 62
        assert paper.size < 27_000, "a minimal clock of Textual writes 43,000"


async def test_what_a_new_layout_has_drawn_is_not_drawn_once_more_with_the_next_change() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter")  # the session takes lines that were the deadlines'
        await world.beat(seconds=1)
        paper = Paper(world.app)
        await world.beat(minutes=1)
        assert world.shows("23:59 / 25 min")
        assert 0 < paper.size < 2_500, "some cells of each deadline"


async def test_while_she_is_elsewhere_a_session_writes_little_and_shows_half_minutes() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter")
        pace = world.app.pace
        assert pace is not None
        await world.beat(seconds=10)
        assert world.shows("24:50 / 25 min")
        pace._touched_at -= 2 * LINGER
        pace._each_second()
        assert pace.slow
        await world.pilot.pause()
        assert world.shows("25:00 / 25 min")
        paper = Paper(world.app)
        await minutes(world, 5, 5)
        assert world.shows("20:00 / 25 min")
        assert paper.size / 5 < 2_200, "a twentieth of what a minimal clock of Textual writes"
        await world.press("down")
        await world.beat(seconds=1)
        assert world.shows("19:49 / 25 min"), "she is back"


async def test_the_last_minute_of_a_session_counts_its_seconds_also_when_she_is_elsewhere() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter")
        assert not world.app._seconds_count()
        await world.beat(minutes=24, seconds=5)
        assert world.app._seconds_count()
        await world.beat(seconds=56)
        assert not world.app._seconds_count()


@pytest.mark.parametrize("size", [COMMON, SMALL])
async def test_what_was_drawn_bit_by_bit_is_what_a_whole_drawing_shows(
    size: tuple[int, int], sample_values: Iterable[Value]
) -> None:
    async with running(size=size) as world:
        paper = Paper(world.app)
        world.app.screen.refresh()
        await world.pilot.pause()
        for keys, passed in (
            (["enter"], 1), (["down"], 59), (["right", "enter"], 7), (["f"], 61), (["p"], 600), (["p", "c"], 3),
            (["left", "down", "down", "w", "escape"], 20), (["c", "k", "space"], 60), (["escape"], 61), (["s"], 3700),
        ):
            await world.press(*keys)
            await world.beat(seconds=passed)
            await world.beat(seconds=1)
            await world.pilot.pause()
            whole = paper.anew()
            shown = {place: paper.cells[place] for place in whole}
            assert {p: (shown[p], whole[p]) for p in whole if shown[p] != whole[p]} == {}, keys


async def test_twelve_hours_add_no_memory() -> None:
    clock = HandClock()
    clock.set("2026-11-23T08:00")
    async with running(clock=clock) as world:
        for module in DAILY:
            import_module(module)  # once a run, when she first rests
        world.choose("t01")
        await world.press("enter")
        await _hours(world, 1)
        await tidy(world)
        blocks, resident = sys.getallocatedblocks(), _resident()
        for _ in range(12):
            await _hours(world, 1)
            await tidy(world)
        assert sys.getallocatedblocks() - blocks < 20_000, "small objects of about a hundred bytes"
        assert _resident() - resident < MEMORY


async def test_an_arrow_key_writes_as_little_on_ten_thousand_cards_as_on_sixty() -> None:
    bytes_of = []
    for cards in (60, 10_000):
        async with running(values=week(cards)) as world:
            await world.press("down", "down", "down")
            paper = Paper(world.app)
            await world.press(*["down"] * 8)
            bytes_of.append(paper.size / 8)
            assert len(paper.written) <= 2 * 8
    few, many = bytes_of
    assert 0 < many < 1_500, "two cards of two lines and their styles"
    assert abs(many - few) <= 0.15 * few


async def test_a_list_that_scrolls_draws_only_the_lines_that_say_something_else() -> None:
    values = [replace(value, client="", deadline=None) if isinstance(value, Task) else value for value in week(60)]
    async with running(values=values) as world:
        rows = world.app.screen.query_one("#todo", Rows)
        await world.press("end")
        await world.press(*["up"] * (rows.size.height // rows._height - 1))
        top = rows.scroll_offset.y
        paper = Paper(world.app)
        await world.press("up")
        assert rows.scroll_offset.y < top
        drawn = {y for x, y in paper.cells if x < rows.region.right - 2}
        assert len(drawn) <= rows.size.height // 2 + 4, "the second line of each card is empty, as it was"
        whole = paper.anew()
        assert all(whole[place] == paper.cells[place] for place in paper.cells)


async def test_a_bar_draws_only_the_cells_that_look_otherwise() -> None:
    async with running(values=week(60)) as world:
        rows = world.app.screen.query_one("#todo", Rows)
        bar, paper = rows.vertical_scrollbar, Paper(world.app)
        await world.press("a")
        await world.write("ZZTASK")
        await world.press("enter")
        for key in ("home", "end", "up"):
            await world.press(key)
            assert not unlike(paper)
        await world.press("a")
        await world.write("ZZTASK 2")
        paper.cells.clear()
        await world.press("enter")
        drawn = {y for x, y in paper.cells if x == bar.region.x and bar.region.y <= y < bar.region.bottom}
        hidden = set(range(28, 36))  # the line that adds stood there
        assert len(drawn - hidden) <= 6, "of the ends of its thumb"


async def test_a_bar_that_comes_back_stands_where_the_list_does() -> None:
    async with running(values=week(60)) as world:
        rows = world.app.screen.query_one("#todo", Rows)
        many = rows.items
        await world.press("end")
        assert rows.vertical_scrollbar.position == rows.scroll_y > 0
        for items in (many[:1], many):
            rows.show(items)
            await world.pilot.pause()
        assert rows.show_vertical_scrollbar
        assert rows.vertical_scrollbar.position == rows.scroll_y == 0


async def test_an_added_card_names_a_style_once_where_it_lasts() -> None:
    async with running(values=week(60)) as world:
        await world.press("a")
        await world.write("ZZTASK")
        await world.pilot.pause(0.2)
        paper = Paper(world.app)
        await world.press("enter")
        assert world.shows("ZZTASK")
        assert 0 < paper.size < 12_500, "13,700 when a style is named with each text"


async def tidy(world: World) -> None:
    """Let go of what passes by the real clock, and of what is kept up to a limit that a day does not reach.

    Rich keeps the widths of 4096 texts, Textual of each question about regions up to 4096 answers.
    """
    world.app.clear_notifications()
    await world.pilot.pause(0.1)
    cached_cell_len.cache_clear()
    for asked in vars(Region).values():
        if hasattr(asked, "cache_clear"):
            asked.cache_clear()
    gc.collect()


def _resident() -> int:
    """Return the bytes this process holds in memory; 0 where the system does not tell."""
    if not STATM.exists():
        return 0
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


async def _hours(world: World, count: int) -> None:
    """Let hours pass, looked at once a minute, some seconds one by one, and drawn now and then."""
    for n in range(count * 60):
        world.clock.advance(seconds=60 if n % 60 else 1)
        world.app.beat()
        if not n % 20:
            await world.pilot.pause()


FULL, EMPTY = "█" * 21, "░" * 21


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("18:42", "18:42", []), ("18:42", "18:41", [(4, 5)]), ("18:40", "18:39", [(3, 5)]), ("ab", "abc", [(2, 3)]),
        ("aaa", "aa ", [(2, 3)]), ("", "", []), ("a12b", "b12a", [(0, 4)]),
        (f"2 h{FULL}4 h", f"1 h{FULL}5 h", [(0, 1), (24, 25)]), (f"1{FULL}", f"1{EMPTY}", [(1, 22)]),
        ("日x", "日y", [(0, 3)]), ("日x", "本x", [(0, 3)]), ("e\u0301x", "ex ", [(0, 3)]), ("日x", "日x", []),
        ("❤\ufe0fx", "❤\ufe0fy", [(0, 3)]),
    ],
)
def test_a_change_is_as_small_as_it_is(before: str, after: str, expected: list[tuple[int, int]]) -> None:
    assert changed_spans(((before, ""),), ((after, ""),)) == expected


def test_another_style_is_a_change() -> None:
    assert changed_spans((("a", ""), ("b", "late")), (("a", ""), ("b", ""))) == [(1, 2)]


def test_the_same_text_in_other_pieces_is_none() -> None:
    assert changed_spans((("ab", ""), ("c", "late")), (("a", ""), ("b", ""), ("c", "late"))) == []
