"""Bilan: what she noted, added up for her alone, by day and by week."""

from collections.abc import Iterable
from datetime import timedelta

from pupitre.interruption import Interruption
from pupitre.ports import Change, Value
from tests.memory import HandClock
from tests.screen.world import HOSTILE, SMALL, World, running

FRIDAY = "2026-11-27T17:45"


def friday() -> HandClock:
    clock = HandClock()
    clock.set(FRIDAY)
    return clock


def row(world: World, word: str) -> str:
    """Return the line that has a word, without its frames."""
    line = next((each for each in world.picture() if word in each), "")
    return " ".join(line.replace("│", " ").replace("┃", " ").split())


async def test_a_worked_day_is_one_key_away(sample_values: Iterable[Value]) -> None:
    async with running(values=sample_values, clock=friday()) as world:
        await world.press("k")
        assert world.shows("Bilan · vendredi 27 novembre 2026")
        assert world.shows("┏━ Travail et pauses"), "what has the keys has the frame that says so on every screen"
        assert row(world, "Travail  ").startswith("Travail 7 h 14")
        assert "2 h 26 (de 9 h 30 à 11 h 58)" in row(world, "Plus long")
        assert "OEI 1 ▇" in row(world, "OEI")
        assert "passé 1 h 49" in row(world, "4 tâches")
        assert not world.shows("lun.")
        assert world.shows("Ces chiffres ne comptent que ce que vous avez noté")
        assert not row(world, "Ces chiffres").endswith("…"), "it is read to its end on a wide screen"
        assert world.clean()


async def test_a_week_has_its_days_and_the_arrows_go_by_weeks(sample_values: Iterable[Value]) -> None:
    async with running(values=sample_values, clock=friday()) as world:
        await world.press("k", "space")
        assert world.shows("semaine du lun. 23 nov. au dim. 29 nov.")
        assert "mer. 7 h 58 ▇" in row(world, "mer. ")
        assert "▒" in row(world, "mer. ")
        assert "20 min" in row(world, "après 18 h")
        await world.press("left")
        assert world.shows("semaine du lun. 16 nov.")
        assert world.shows("Rien n’est noté ici")
        await world.press("right", "right", "right")
        assert world.shows("semaine du lun. 23 nov."), "nothing is known beyond today"
        await world.press("left", "space", "t")
        assert world.shows("vendredi 27 novembre 2026")
        await world.press("escape")
        assert world.app.current_mode == "day"


async def test_a_day_goes_on_while_it_is_shown() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter", "k")
        await world.beat(minutes=40)
        assert "1 h 09" in row(world, "Travail  ")
        await world.beat(hours=20)
        assert world.shows("mardi 24 novembre"), "a new day began"


async def test_what_she_answered_to_reminders_is_counted() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter")
        await world.beat(minutes=50)
        await world.press("l", "enter")
        await world.beat(minutes=6)
        await world.press("l", "end", "enter", "k")
        assert row(world, "reportées").startswith("reportées 1")
        assert row(world, "laissées").startswith("laissées 1")


async def test_hostile_words_and_a_small_window_break_nothing() -> None:
    async with running(size=SMALL) as world:
        now = world.clock()
        broke = [Interruption(id=f"i{n}", at=now + timedelta(minutes=n), source=text, minutes=n)
                 for n, text in enumerate(HOSTILE)]
        world.desk._quietly(Change(tuple(broke)))
        await world.press("k")
        assert world.clean()
        await world.press("space", "pagedown", "end")
        assert world.clean()
        assert world.shows("privé")
