"""Temps: the strip of a day by keyboard and mouse, what it teaches, and what it never does."""

from datetime import date, datetime, timedelta

import pytest
from rich.cells import cell_len
from textual.widgets import Input, Select, TextArea

from pupitre import demo
from pupitre.breaks import Break
from pupitre.entry import Entry, Origin
from pupitre.ports import Value
from pupitre.strip import Part, Segment
from pupitre.task import Task
from pupitre.value import replace
from tests.memory import PARIS
from tests.screen.world import COMMON, HOSTILE, SMALL, World, running
from tui import words
from tui.screens.choice import ChoiceScreen
from tui.screens.day import DayScreen
from tui.screens.time_form import TimeFormScreen
from tui.screens.times import TimesScreen
from tui.widgets.day_bar import Bar, DayBar, Piece, bar_lines
from tui.widgets.keyline import KeyLine
from tui.widgets.rows import Rows


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, tzinfo=PARIS)


def strip(world: World) -> TimesScreen:
    screen = world.app.screen
    assert isinstance(screen, TimesScreen)
    return screen


def rows(world: World) -> list[str]:
    """Return the pieces as they are told: hours, length, what."""
    pieces = world.app.screen.query_one("#pieces", Rows)
    lines = world.picture()[pieces.region.y:pieces.region.y + len(pieces.items)]
    return [" ".join(line.lstrip("►").split()) for line in lines]


def entry(world: World, key: str) -> Entry:
    return world.desk.ledger.get(Entry, key)


def local(moment: datetime) -> str:
    return f"{moment.astimezone(PARIS):%H:%M}"


async def opened(world: World, key: str = "e04") -> None:
    await world.press("ctrl+g")
    world.app.screen.query_one("#pieces", Rows).choose(key)
    await world.pilot.pause()


async def test_the_strip_shows_times_gaps_pauses_and_totals_and_runs_on() -> None:
    rest = Break(id="rest", start=at(8, 20), end=at(8, 30))
    async with running(language="en", values=[*demo.world("en"), rest]) as world:
        await world.press("j")
        assert rows(world) == [
            "08:20 – 08:30 break of 10 min", "08:30 – 08:35 gap of 5 min",
            "08:35 – 08:55 20 min ▌– Plan the week measured", "08:55 – 08:56 gap of 1 min",
            "08:56 – 09:05 9 min ▌TUY Call Mrs Pérennelle back measured", "09:05 – 09:10 gap of 5 min",
        ]
        assert world.shows("Times of Monday 23 November 2026 · 29 min")
        assert world.shows("TUY 9 min   – 20 min")
        await world.beat(minutes=2)
        assert rows(world)[-1] == "09:05 – 09:12 gap of 7 min"
        await world.press("escape")
        assert isinstance(world.app.screen, DayScreen)


async def test_the_session_runs_on_in_the_strip_and_can_begin_earlier() -> None:
    async with running(language="en") as world:
        world.desk.start("t01")
        await world.beat(minutes=4)
        await world.press("ctrl+g", "end")
        assert "running" in rows(world)[-1]
        await world.press("enter")
        await world.fill("start", "9h07")
        await world.press("ctrl+s")
        assert "09:07 – 09:14 7 min ▌TUY Send the VAT papers" in rows(world)[-1]
        assert "corrected" in rows(world)[-1]
        await world.beat(minutes=1)
        assert "09:14 – 09:15 1 min" in rows(world)[-1]
        await world.press("end", "enter")
        await world.fill("start", "9h03")
        await world.press("ctrl+s")
        assert "overlaps" in world.wrong


async def test_a_gap_is_filled_on_any_task_of_the_days_clients() -> None:
    async with running(language="en") as world:
        await opened(world)
        await world.press("down", "enter")
        assert (world.find("#start", Input).value, world.find("#end", Input).value) == ("09:05", "09:10")
        account = world.find("#account", Select)
        assert account.value == "task:t32", "what was worked on before is proposed, finished as it is"
        offered = {value for _, value in account._options}
        assert {"task:t31", "task:t01", "client:ysa", "own"} <= offered
        account.value = "client:ysa"
        await world.fill("note", "au téléphone")
        await world.press("ctrl+s")
        filled = world.desk.ledger.table(Entry).popitem()[1]
        assert (filled.client, filled.origin, local(filled.start)) == ("ysa", Origin.TYPED, "09:05")
        assert "typed" in rows(world)[-1]
        await world.press("ctrl+z")
        assert "gap" in rows(world)[-1]


async def test_a_boundary_moves_by_the_arrows_and_the_neighbour_follows() -> None:
    async with running() as world:
        await opened(world, "e03")
        await world.press("b", "down")
        assert world.shows("Fin du temps : 8 h 55 → 8 h 56")
        assert "→ 1 min" in world.picture()[-1]
        await world.press("down", "left", "enter")
        assert (local(entry(world, "e03").end), local(entry(world, "e04").start)) == ("09:00", "09:00")
        assert entry(world, "e04").origin is Origin.CORRECTED
        assert world.desk.last_done is not None
        assert not world.find(KeyLine.__name__, KeyLine).told
        await world.press("ctrl+z")
        assert (local(entry(world, "e03").end), local(entry(world, "e04").start)) == ("08:55", "08:56")


async def test_a_boundary_that_is_let_go_or_cannot_move_changes_nothing() -> None:
    async with running() as world:
        await opened(world, "e04")
        await world.press("b", "b")
        assert world.shows("Début du temps : 8 h 56")
        await world.press("down", "down")
        assert world.shows("La fin doit venir après le début")
        await world.press("escape")
        assert world.desk.last_done is None
        assert local(entry(world, "e04").start) == "08:56"
        await world.press("escape")
        assert isinstance(world.app.screen, DayScreen)


async def test_the_mouse_chooses_opens_and_drags_on_the_bar() -> None:
    async with running() as world:
        await opened(world, "e04")
        bar = world.find("#bar", DayBar)
        assert bar._bar is not None
        width = bar.content_size.width
        cell = bar._bar.cell(entry(world, "e03").start, width)
        await world.pilot.click("#bar", offset=(cell + 1, 1))
        assert strip(world).chosen is not None
        assert strip(world).chosen.key == "e03"  # type: ignore[union-attr]
        to = bar._bar.cell(at(10), width)
        start = bar._bar.cell(entry(world, "e04").end, width) - 1
        world.desk.delete_time("e03")
        world.clock.advance(hours=2)
        strip(world).refresh_desk()
        await world.pilot.mouse_down("#bar", offset=(start, 1))
        await world.pilot.hover("#bar", offset=(to, 1))
        await world.pilot.mouse_up("#bar", offset=(to, 1))
        await world.pilot.pause()
        assert local(entry(world, "e04").end) == "10:00"
        await world.pilot.click("#pieces", offset=(5, 0), times=2)
        assert isinstance(world.app.screen, TimeFormScreen)


async def test_a_time_is_split_and_merged_again() -> None:
    async with running(language="en") as world:
        await opened(world, "e03")
        await world.press("s")
        assert world.find("#at", Input).value == "08:45"
        await world.fill("at", "8:40")
        await world.press("enter")
        assert [r[:13] for r in rows(world)[:2]] == ["08:35 – 08:40", "08:40 – 08:55"]
        await world.press("f")
        assert rows(world)[0].startswith("08:35 – 08:55 20 min")
        await world.press("f")
        assert world.heard() == "Only two times of the same task can be merged."


async def test_a_gap_is_merged_only_after_a_question() -> None:
    async with running() as world:
        world.desk.change_time("e03", task="t32", client="tuy", note="", billable=True)
        await opened(world, "e03")
        for answer, minutes in (("escape", 29), ("enter", 30)):
            await world.press("f")
            assert isinstance(world.app.screen, ChoiceScreen)
            assert world.shows("Il y a 1 min entre les deux temps.")
            await world.press(answer)
            assert world.shows(f"Temps du lundi 23 novembre 2026 · {minutes} min")


async def test_a_time_goes_to_another_client_with_a_note_and_tells_what_it_was() -> None:
    async with running() as world:
        await opened(world)
        await world.press("enter")
        world.find("#account", Select).value = "client:ysa"
        await world.fill("note", "privé")
        await world.fill("end", "9:03")
        await world.press("ctrl+s")
        changed = entry(world, "e04")
        assert (changed.client, changed.task, changed.note, local(changed.end)) == ("ysa", None, "privé", "09:03")
        await world.press("o")
        assert world.shows("À l’origine : 8 h 56 – 9 h 05 (9 min).")
        assert world.shows("Modifié en dernier le 23 novembre 2026 à 9 h 10")
        assert world.shows("La note est privée.")
        await world.press("delete", "ctrl+z")
        assert entry(world, "e04") == changed


async def test_the_days_before_are_one_arrow_away_and_none_comes_after_today() -> None:
    async with running() as world:
        await world.press("ctrl+g", "right")
        assert strip(world).day == demo.MONDAY
        await world.press("left")
        assert world.shows("Aucun temps n’est noté ce jour.")
        await world.press("left", "left")
        assert strip(world).day == demo.FRIDAY
        assert rows(world)[0].startswith("14 h 00 – 14 h 45")
        await world.press("t")
        await world.fill("start", "9h")
        await world.fill("end", "9h30")
        world.find("#account", Select).value = "task:t32"
        await world.press("ctrl+s")
        assert rows(world)[0].startswith("9 h 00 – 9 h 30")


async def test_a_closed_day_is_put_right_and_a_damaged_one_says_so() -> None:
    async with running() as world:
        for _ in world.desk.closing_days():
            pass
        assert "e01" not in world.desk.ledger.table(Entry)
        await world.press("ctrl+g", "left", "left", "left")
        await world.press("b", "left", "enter")
        assert local(entry(world, "e01").end) == "14:44"
        world.archive.damaged.add("2026-11")
        world.desk.past.forget()
        await world.press("left")
        assert world.shows("novembre 2026 : fichier illisible")
        await world.press("t", "escape", "enter", "b", "f", "right", "right", "right", "right")
        assert strip(world).day == demo.MONDAY
        assert rows(world)[0].startswith("8 h 35")


async def test_a_new_day_turns_the_strip_without_a_restart() -> None:
    async with running() as world:
        await world.press("ctrl+g")
        await world.beat(hours=24)
        assert strip(world).day == date(2026, 11, 24)
        await world.press("left", "left", "left")
        await world.beat(hours=24)
        assert strip(world).day == date(2026, 11, 21)


@pytest.mark.parametrize("size", [COMMON, SMALL, (60, 16), (200, 60)])
async def test_odd_texts_and_doubts_are_only_text_at_every_size(size: tuple[int, int]) -> None:
    values: list[Value] = list(demo.world("fr"))
    for n, text in enumerate(HOSTILE):
        values.append(Task(id=f"h{n}", title=text, client="tuy", created=at(6)))
        begin = at(6) + timedelta(minutes=9 * n)
        end = begin + timedelta(minutes=8 + n % 3)
        values.append(Entry(id=f"x{n}", task=f"h{n}", client="tuy", start=begin, end=end, note=text))
    async with running(values=values, size=size) as world:
        await world.press("ctrl+g", "o", "b", "b", "escape")
        assert isinstance(world.app.screen, TimesScreen)
        assert world.clean()
        assert all(cell_len(line) <= size[0] for line in world.picture())
        for key in ("enter", "t", "s"):
            await world.press(key)
            assert world.form_open
            assert world.clean()
            await world.press("escape")


async def test_a_note_of_several_lines_is_left_as_it_is_when_hours_are_saved() -> None:
    noted = [replace(v, note="une\nligne") for v in demo.world("fr") if isinstance(v, Entry) and v.id == "e04"]
    values = [*demo.world("fr"), *noted]
    async with running(values=values) as world:
        await opened(world)
        await world.press("enter")
        assert not world.app.screen.query(TextArea)
        await world.fill("end", "9:04")
        await world.press("ctrl+s")
        assert local(entry(world, "e04").end) == "09:04"
        assert "une" in entry(world, "e04").note


def test_the_bar_is_to_scale_and_told_apart_without_colour() -> None:
    words.use("fr")
    bar = Bar(at(8), at(12), PARIS, (
        Piece(Segment(Part.WORK, "0", at(8), at(9), WORK), "TUY", "blue"),
        Piece(Segment(Part.WORK, "1", at(9), at(10), WORK), "VER", "blue"),
        Piece(Segment(Part.GAP, "2", at(10), at(10, 30)), "", "faint"),
        Piece(Segment(Part.BREAK, "3", at(10, 30), at(11)), "", "faint"),
    ), chosen="1")
    hours, pieces, marks = ("".join(text for text, _ in line) for line in bar_lines(bar, 40))
    assert hours.split() == ["8", "h", "9", "h", "10", "h", "11", "h"]
    assert pieces == "▌TUY██████▌VER██████·····░░░░░" + " " * 10
    assert marks == " " * 10 + "▔" * 10
    assert len(bar_lines(bar, 40, 5)) == 5
    assert bar_lines(bar, 0) == ()
    moved = bar_lines(replace(bar, moving=at(11, 45)), 40)[2]
    assert "".join(text for text, _ in moved).rstrip().endswith("▲")


WORK = Entry(id="work", start=at(8), end=at(9))
