"""Masked and locked by itself: never shown again without her, nor without the passphrase where it is asked for."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from pupitre import demo
from pupitre.errors import StorageFailed
from pupitre.settings import Settings
from pupitre.value import replace
from tests.screen.world import World, running
from tui import screen_phrase, words
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.lock import LockScreen

PHRASE = "sept chats gris"


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(screen_phrase, "COST", 2)
    yield
    words.veil(on=False)


@asynccontextmanager
async def having(**chosen: Any) -> AsyncIterator[World]:  # noqa: ANN401 - any of the settings
    values = [replace(v, **chosen) if isinstance(v, Settings) else v for v in demo.world("fr")]
    async with running(values=values) as world:
        yield world


def locked(world: World) -> bool:
    return isinstance(world.app.screen, LockScreen)


async def answer(world: World, phrase: str) -> None:
    """Type a passphrase, and wait until it was looked at."""
    await world.write(phrase)
    assert not world.shows(phrase)
    screen = world.app.screen
    await world.press("enter")
    for _ in range(500):
        await world.pilot.pause(0.01)
        if world.app.screen is not screen or not screen.query_one("#phrase", Input).disabled:
            return
    raise AssertionError("it never answered")


async def test_after_so_long_without_a_sign_of_her_texts_are_masked_and_stay_so() -> None:
    async with having(discreet_after_min=10) as world:
        await world.beat(minutes=9, seconds=50)
        assert world.shows("Saisir 4 devis")
        await world.press("down")
        await world.beat(minutes=9, seconds=50)
        assert world.shows("Saisir 4 devis")
        await world.beat(seconds=20)
        assert not world.shows("Saisir 4 devis")
        assert world.shows("discret")
        await world.press("down")
        await world.beat(minutes=1)
        assert not world.shows("Saisir 4 devis")
        await world.press("ctrl+d")
        assert world.shows("Saisir 4 devis")


async def test_after_a_sleep_the_first_key_finds_them_masked() -> None:
    async with having(discreet_after_min=10) as world:
        world.clock.advance(hours=3)
        await world.press("down")
        assert not world.shows("Saisir 4 devis")


async def test_a_clock_that_goes_back_masks_nothing_and_hides_no_absence() -> None:
    async with having(discreet_after_min=10) as world:
        await world.beat(hours=-2)
        assert world.shows("Saisir 4 devis")
        await world.beat(minutes=11)
        assert not world.shows("Saisir 4 devis")


async def test_when_chosen_hours_begin_they_are_masked_and_she_may_show_them_meanwhile() -> None:
    async with having(discreet_hours=((time(12), time(13, 30)),)) as world:
        world.clock.set("2026-11-23T11:59:30")
        await world.beat()
        assert world.shows("Saisir 4 devis")
        await world.beat(minutes=1)
        assert not world.shows("Saisir 4 devis")
        await world.press("ctrl+d")
        await world.beat(minutes=5)
        assert world.shows("Saisir 4 devis")
        await world.press("ctrl+d")
        world.clock.set("2026-11-23T13:31")
        await world.beat()
        assert not world.shows("Saisir 4 devis"), "it never shows them by itself"


async def test_a_locked_screen_tells_the_hour_and_lets_nothing_through_but_the_passphrase() -> None:
    async with having(lock_after_min=5, screen_phrase=screen_phrase.kept(PHRASE)) as world:
        world.choose("t01")
        await world.press("enter", "e")
        await world.beat(minutes=6)
        assert locked(world)
        drawn = "\n".join(world.picture())
        assert "9 h 16" in drawn
        assert "Une séance est en cours" in drawn
        assert "TUY" not in drawn
        await world.press("f2", "f3", "ctrl+p", "ctrl+f", "f9", "ctrl+d", "ctrl+z", "f1", "escape", "ctrl+o")
        assert locked(world)
        assert world.app.current_mode == "day"
        await answer(world, "sept chiens gris")
        assert locked(world)
        assert "capitales" in world.said("#wrong") or "majuscules" in world.said("#wrong")
        await answer(world, PHRASE)
        assert not locked(world)
        assert world.form_open
        await world.press("escape")
        assert world.shows("Saisir 4 devis")


async def test_a_session_goes_on_beneath_the_lock() -> None:
    async with having(screen_phrase=screen_phrase.kept(PHRASE)) as world:
        world.choose("t01")
        await world.press("enter")
        world.app.action_lock()
        await world.pilot.pause()
        writes = world.archive.writes
        for _ in range(4):
            await world.beat(seconds=25)
        assert world.archive.writes > writes
        assert world.desk.focus is not None
        assert locked(world)


async def test_what_opens_by_itself_comes_below_the_lock() -> None:
    async with having(screen_phrase=screen_phrase.kept(PHRASE)) as world:
        world.app.action_lock()
        await world.pilot.pause()
        world.app.action_settings()
        world.app.action_help()
        await world.pilot.pause()
        await world.beat(seconds=1)
        assert locked(world)
        await answer(world, PHRASE)
        assert not locked(world)
        await world.press("escape")
        assert not locked(world)


async def test_showing_again_asks_where_she_wished_it() -> None:
    async with having(discreet_asks=True, screen_phrase=screen_phrase.kept(PHRASE)) as world:
        await world.press("ctrl+d")
        assert not locked(world)
        await world.press("ctrl+d")
        assert locked(world)
        await answer(world, PHRASE)
        assert world.shows("Saisir 4 devis")


async def test_without_any_passphrase_nothing_is_locked_and_it_is_said_why() -> None:
    async with having(lock_after_min=5, discreet_asks=True) as world:
        await world.beat(minutes=6)
        assert not locked(world)
        world.app.action_lock()
        assert "phrase secrète" in world.heard()


@dataclass
class Sealed:
    """A desk whose files are protected."""

    asked: list[str]

    refuses: bool = False

    def is_sealed(self) -> bool:
        if self.refuses:
            raise StorageFailed(Path("desk"), "Input/output error")
        return True

    def holds_key(self) -> bool:
        return True

    def opens(self, phrase: str) -> bool:
        if self.refuses:
            raise StorageFailed(Path("desk"), "Input/output error")
        self.asked.append(phrase)
        return phrase == "celle des fichiers"


async def test_the_passphrase_of_protected_files_is_that_of_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    async with having(screen_phrase=screen_phrase.kept(PHRASE)) as world:
        sealed = Sealed([])
        monkeypatch.setattr(world.app.session, "keeper", sealed)
        world.app.action_lock()
        await world.pilot.pause()
        await answer(world, PHRASE)
        assert locked(world)
        await answer(world, "celle des fichiers")
        assert not locked(world)
        assert sealed.asked == [PHRASE, "celle des fichiers"]
        monkeypatch.undo()


async def test_a_disk_that_refuses_is_told_on_the_lock_and_the_passphrase_can_be_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with having(lock_after_min=5) as world:
        sealed = Sealed([], refuses=True)
        monkeypatch.setattr(world.app.session, "keeper", sealed)
        world.app.action_lock()
        await world.pilot.pause()
        assert locked(world)
        await answer(world, "celle des fichiers")
        assert locked(world)
        assert "Erreur de lecture" in world.said("#wrong") or "disque" in world.said("#wrong")
        sealed.refuses = False
        await answer(world, "celle des fichiers")
        assert not locked(world)
        monkeypatch.undo()


async def test_a_key_never_reaches_what_opened_above_the_lock() -> None:
    async with having(screen_phrase=screen_phrase.kept(PHRASE)) as world:
        world.app.action_lock()
        await world.pilot.pause()
        given: list[str | None] = []
        world.app.push_screen(ChoiceScreen("?", "", [Choice("a", "a"), Choice("b", "b")]), given.append)
        await world.pilot.pause()
        await world.press("enter")
        assert not given
        assert locked(world)
        await answer(world, PHRASE)
        assert isinstance(world.app.screen, ChoiceScreen)
        await world.press("enter")
        assert given == ["a"]


async def test_once_unlocked_no_lock_is_left_in_another_mode_and_no_question_goes_with_it() -> None:
    async with having(screen_phrase=screen_phrase.kept(PHRASE)) as world:
        world.app.action_lock()
        await world.pilot.pause()
        world.app.switch_mode("plan")
        await world.beat(seconds=1)
        assert locked(world)
        world.app.push_screen(ChoiceScreen("?", "", [Choice("a", "a")]))
        await world.pilot.pause()
        world.app._unlock()
        await world.pilot.pause()
        assert isinstance(world.app.screen, ChoiceScreen)
        await world.press("escape")
        assert not locked(world)
        assert world.app.current_mode == "plan"
        await world.press("f2")
        assert not locked(world)
        assert world.shows("Saisir 4 devis")


async def test_the_passphrase_of_the_screen_is_set_changed_and_never_kept() -> None:
    async with running() as world:
        world.app.action_screen_phrase()
        await world.pilot.pause()
        assert "fichiers restent lisibles" in world.said(".echo")
        await world.fill("first", PHRASE)
        await world.fill("second", "autre")
        await world.press("ctrl+s")
        assert "diffèrent" in world.wrong
        await world.fill("second", PHRASE)
        await world.press("ctrl+s")
        kept = world.desk.settings.screen_phrase
        assert screen_phrase.opens(kept, PHRASE)
        assert not screen_phrase.opens(kept, PHRASE.upper())
        assert PHRASE not in kept
        assert PHRASE not in str(world.app.session.drafts)
        world.app.action_screen_phrase()
        await world.pilot.pause()
        await world.press("ctrl+s")
        assert world.desk.settings.screen_phrase == kept, "nobody takes it away without knowing it"
        await world.fill("before", PHRASE)
        await world.press("ctrl+s")
        assert world.desk.settings.screen_phrase == ""


async def test_the_settings_refuse_hours_that_are_none() -> None:
    async with running() as world:
        await world.press("f9")
        await world.fill("discreet_hours", "14:00-12:00")
        await world.press("ctrl+s")
        assert "12:00-13:30" in world.wrong
        await world.fill("discreet_hours", "12:00-13:30")
        await world.fill("discreet_after", "5")
        await world.press("ctrl+s")
        assert world.desk.settings.discreet_hours == ((time(12), time(13, 30)),)
        assert world.desk.settings.discreet_after_min == 5


def test_what_is_kept_and_cannot_be_read_opens_to_nobody() -> None:
    for odd in ("", "scrypt", "a$b$c$d$e$f", "scrypt$2$8$1$!$!", f"scrypt${2**100}$8$1$AAAA$AAAA",
                f"scrypt$2${2**100}$1$AAAA$AAAA",
                f"scrypt$2$8${2**100}$AAAA$AAAA", f"scrypt${2**15}$8${2**15}$AAAA$AAAA"):
        assert not screen_phrase.opens(odd, "")


async def test_what_she_masked_herself_stays_masked_when_the_screen_is_unlocked() -> None:
    async with having(screen_phrase=screen_phrase.kept(PHRASE)) as world:
        await world.press("ctrl+d")
        world.app.action_lock()
        await world.pilot.pause()
        await answer(world, PHRASE)
        assert not locked(world)
        assert not world.shows("Saisir 4 devis")
        await world.press("ctrl+d")
        assert world.shows("Saisir 4 devis")


async def test_a_choice_that_was_open_while_masked_has_the_keys_again() -> None:
    async with having() as world:
        await world.press("y")
        before = world.picture()
        await world.press("ctrl+d")
        assert not world.shows("25 min, puis 5")
        await world.press("ctrl+d")
        assert [line for line in world.picture() if "›" in line] == [line for line in before if "›" in line]
        await world.press("down", "enter")
        assert not isinstance(world.app.screen, ChoiceScreen)
