"""While a search goes on: first results first, it can be ended, and no text in it is ever obeyed."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input

from pupitre.client import Client
from pupitre.finding import Query
from pupitre.ports import Value
from pupitre.text import clean_line, plain
from pupitre.value import replace
from tests.memory import PARIS
from tests.screen.searching import (
    BROKE,
    ENTRY,
    MARCH,
    REPORT,
    TASK,
    found,
    rows,
    screen,
    search,
    settled,
    shelve,
    whole,
)
from tests.screen.world import HOSTILE, SMALL, World, running
from tui.screens.day import DayScreen
from tui.screens.search import SearchScreen
from tui.screens.search_run import SHOWN, Run
from tui.screens.search_text import marked

# -- while it goes on ----------------------------------------------------------------------------

@pytest.fixture(autouse=True)
def one_slice_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.search.SLICE", 0)


async def test_the_first_results_come_before_the_last_of_twenty_four_months_is_read() -> None:
    async with running() as world:
        for month in range(24):
            done = datetime(2024 + (10 + month) // 12, (10 + month) % 12 + 1, 14, tzinfo=PARIS)
            shelve(world, *(replace(TASK, id=f"{month}.{n}", title=f"Facture {n}", done_at=done) for n in range(60)))
        await world.press("ctrl+f")
        world.archive.read_months.clear()
        world.find("#words", Input).value = "facture"
        for _ in range(2_000):
            if rows(world).items:
                break
            await asyncio.sleep(0.001)
        read = len(set(world.archive.read_months))
        assert rows(world).items
        assert read <= 3
        top, many = rows(world).items[0].key, len(rows(world).items)
        await settled(world)
        assert len(world.desk.past.months()) >= 24
        assert len(rows(world).items) > many
        assert rows(world).chosen is rows(world).items[0]
        assert rows(world).items[0].key == top


async def test_a_slice_reads_one_month_at_most_and_the_desk_needs_none() -> None:
    async with running() as world:
        shelve(world, *(replace(TASK, id=f"m{n}", done_at=datetime(2025, n, 9, tzinfo=PARIS)) for n in range(1, 13)))
        world.archive.read_months.clear()
        run = Run(world.desk, Query(words=("devis",)))
        slices, read = run.slices(), 0
        next(slices)
        assert world.archive.read_months == []
        assert run.rows
        for _slice in slices:
            assert len(world.archive.read_months) <= read + 1
            assert run.read >= read - 1
            read = len(world.archive.read_months)
        assert [row.hit.id for row in run.rows if row.month] == [f"m{n}" for n in range(12, 0, -1)]


async def test_what_is_listed_does_not_grow_without_end_but_is_counted() -> None:
    async with running() as world:
        shelve(world, *(replace(TASK, id=f"n{n}") for n in range(SHOWN + 7)))
        await search(world, "oeuvre")
        assert len(found(world)) == SHOWN
        assert str(rows(world).border_title).startswith(f"{SHOWN + 7}")


async def test_escape_ends_a_search_and_only_then_leaves() -> None:
    async with running(language="en") as world:
        shelve(world, *(replace(TASK, id=f"m{n}", done_at=datetime(2025, n, 9, tzinfo=PARIS)) for n in range(1, 13)))
        await world.press("ctrl+f")
        slow(world, read_at_most=2)
        world.find("#words", Input).value = "oeuvre"
        for _ in range(100):
            await world.pilot.pause(0.01)
            if found(world):
                break
        await world.press("escape")
        assert isinstance(world.app.screen, SearchScreen)
        assert not screen(world).searching
        assert "stopped" in str(rows(world).border_title)
        kept, read = found(world), len(world.archive.read_months)
        await world.pilot.pause(0.05)
        assert (found(world), len(world.archive.read_months)) == (kept, read)
        await world.press("escape")
        assert isinstance(world.app.screen, DayScreen)


async def test_escape_right_after_the_last_letter_leaves_nothing_of_the_search_before() -> None:
    async with running(language="en") as world:
        shelve(world, TASK)
        await search(world, "oeuvre")
        world.find("#words", Input).value = "zeppelin"
        await world.pilot.pause()
        screen(world).action_back()
        assert found(world) == []
        assert "stopped" in str(rows(world).border_title)
        await world.pilot.pause(0.2)
        assert isinstance(world.app.screen, SearchScreen)
        assert found(world) == []


def slow(world: World, read_at_most: int) -> None:
    """Let a search come to a stand after some months, as a slow disk would, until it is ended."""
    here, go_on = screen(world), screen(world)._go_on

    def step(slices: Iterator[None]) -> None:
        if len(world.archive.read_months) < read_at_most:
            go_on(slices)
        elif slices is here._slices:
            here._timer = here.set_timer(0.001, partial(step, slices))

    world.archive.read_months.clear()
    setattr(here, "_go_on", step)  # noqa: B010 - mypy forbids to replace a method by assignment


async def test_a_slice_of_a_search_that_was_ended_does_nothing() -> None:
    async with running() as world:
        shelve(world, TASK)
        await world.press("ctrl+f")
        here = screen(world)
        here._query = Query(words=("devis",))
        here._begin()
        before = here._slices
        assert before is not None
        here._begin()
        read, timer = len(world.archive.read_months), here._timer
        for _ in range(3):
            here._go_on(before)
        assert (len(world.archive.read_months), here._timer) == (read, timer)


async def test_another_letter_ends_the_search_before() -> None:
    async with running() as world:
        shelve(world, *(replace(TASK, id=f"m{n}", done_at=datetime(2025, n, 9, tzinfo=PARIS)) for n in range(1, 13)))
        await world.press("ctrl+f")
        slow(world, read_at_most=2)
        world.find("#words", Input).value = "oeuvre"
        for _ in range(100):
            await world.pilot.pause(0.01)
            if found(world):
                break
        await world.write(" introuvable")
        await world.pilot.pause(0.2)
        assert found(world) == []
        read = set(world.archive.read_months)
        assert {"2025-12"} <= read <= {"2025-11", "2025-12"}, "a month that cannot hold it is not read"


async def test_enter_right_after_the_last_letter_opens_nothing_of_the_search_before() -> None:
    async with running() as world:
        shelve(world, TASK, replace(TASK, id="second", title="Zeppelin"))
        await search(world, "oeuvre")
        world.find("#words", Input).value = "zeppelin"
        await world.pilot.pause()
        await world.press("enter")
        assert isinstance(world.app.screen, SearchScreen)
        await settled(world)
        assert found(world) == ["second"]


async def test_a_damaged_month_is_told_once_and_the_others_are_searched() -> None:
    async with running(language="en") as world:
        shelve(world, TASK, replace(TASK, id="later", done_at=MARCH + timedelta(days=60)),
               replace(TASK, id="lost", done_at=MARCH + timedelta(days=30)))
        world.archive.damaged.add("2024-04")
        await search(world, "oeuvre")
        assert found(world) == ["later", "old"]
        assert whole(world).count("cannot be read (") == 1
        assert "April 2024" in whole(world)
        await search(world, "oeuvre devis")
        assert whole(world).count("cannot be read (") == 1


# -- what it looks like --------------------------------------------------------------------------

WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=6).map(plain).filter(bool)


@given(st.text(max_size=40), st.lists(WORDS, max_size=3), st.integers(1, 60))
def test_marking_changes_no_letter_and_marks_nothing_else_than_the_words(
    text: str, wanted: list[str], width: int,
) -> None:
    line = marked(text, wanted, width)
    drawn = "".join(piece for piece, _ in line)
    assert clean_line(text).endswith(drawn.removeprefix("…")) or drawn == clean_line(text)
    for piece, style in line:
        assert style in {"", "strong"}
        assert not style or any(word in plain(piece) or plain(piece) in word for word in wanted)


@pytest.mark.parametrize(("text", "word", "heavy"), [
    ("Un Œillet", "oeil", "Œil"), ("L’été", "l'ete", "L’été"), ("e\u0301te\u0301", "ete", "e\u0301te\u0301"),
    ("cœur", "e", "œ"), ("Straße", "strass", "Straß"), ("x" * 300 + " fin", "fin", "fin"),
])
def test_the_found_words_are_heavier_whatever_their_letters(text: str, word: str, heavy: str) -> None:
    assert [piece for piece, style in marked(text, (word,), 40) if style] == [heavy]


async def test_the_found_words_are_bold_on_the_screen() -> None:
    async with running() as world:
        shelve(world, TASK, replace(TASK, id="second"))
        await search(world, "imprime")
        strip = rows(world).render_line(1)
        assert [s.text for s in strip if s.style and s.style.bold and "imprim" in s.text] == ["imprimé"]


@pytest.mark.parametrize("kind", [
    lambda text: replace(TASK, title=text, note=text, reason=text, waiting_for=text),
    lambda text: replace(ENTRY, note=text),
    lambda text: replace(BROKE, summary=text, source=text),
    lambda text: replace(REPORT, subject=text, body=text),
], ids=["task", "entry", "interruption", "report"])
async def test_no_text_is_obeyed_or_breaks_the_screen(kind: Callable[[str], Any]) -> None:
    async with running(size=SMALL) as world:
        values: list[Value] = [replace(kind(text), id=f"h{n}") for n, text in enumerate(HOSTILE)]
        shelve(world, *values)
        for line in ("mars 2024", "x mars 2024", "[/]", "{0}", "日本"):
            await search(world, line)
            for number in range(len(found(world))):
                rows(world)._go(number)
                await world.pilot.pause()
                assert world.clean()


async def test_what_is_typed_or_pasted_is_only_text() -> None:
    async with running(size=SMALL) as world:
        await world.press("ctrl+f")
        for text in HOSTILE:
            world.find("#words", Input).value = ""
            await world.paste(text)
            await settled(world)
            assert world.clean()


async def test_a_client_with_an_odd_name_is_shown_as_text() -> None:
    async with running(size=SMALL) as world:
        odd = [Client(id=f"c{n}", name=f"{text}{n}", label=text[:3]) for n, text in enumerate(HOSTILE)]
        world.desk.take_in(tuple(odd))
        await search(world, "x")
        assert world.clean()
        await world.press("f5")
        assert world.clean()


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (200, 60)])
async def test_no_size_is_too_small_or_too_large(size: tuple[int, int]) -> None:
    async with running(size=size) as world:
        shelve(world, TASK, ENTRY, BROKE, REPORT)
        await search(world, "@tuy")
        assert all(len(line) <= size[0] for line in world.picture())
