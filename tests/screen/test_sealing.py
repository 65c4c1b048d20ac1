"""Protecting the data from the screens, opening them again, and what is said on the way."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from pupitre import demo
from pupitre.desk import Desk
from pupitre.errors import Locked
from storage.places import Place
from storage.store import Store
from tests.disk.forms import CHEAP, PHRASE
from tests.memory import HandClock, counted_ids
from tests.screen.disks import fill
from tests.screen.world import COMMON, PLAIN_SPACES, SMALL, World, running
from tui.desktop.keys import Keys, unlocked_by
from tui.desktop.passwords import Vault
from tui.rescue import ProtectApp, UnlockApp
from tui.screens.base import ProtectionWanted
from tui.screens.protecting import doing, protect, remember
from tui.screens.sealing import ask_to_seal, strength
from tui.themes import LIGHT

OTHER = "une tout autre phrase"


class FakeVault:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> FakeVault:
    fake = FakeVault()
    monkeypatch.setattr("tui.screens.protecting.Keys", lambda: Keys(lambda: fake))
    return fake


@pytest.fixture
def clock() -> HandClock:
    return HandClock(demo.START)


@pytest.fixture
def store(tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(Store, "documents", tmp_path / "Documents")
    store = Store(Place(tmp_path / "desk"), CHEAP)
    fill(store, clock)
    return store


def text(world: World) -> str:
    return " ".join(" ".join(world.picture()).split())


async def until_idle(world: World) -> None:
    """Wait for the thread of a form, and for what it tells."""
    lane = getattr(world.app.screen, "_lane", None)
    while lane is not None and lane.busy and world.app.is_running:
        await world.pilot.pause(0.01)
    await world.pilot.pause()


async def test_what_it_means_is_said_before_and_a_passphrase_is_asked_twice(store: Store, clock: HandClock) -> None:
    async with running(store=store, clock=clock, language="en", size=SMALL, values=()) as world:
        await world.press("b", "p")
        assert "nobody can bring your data back" in text(world)
        assert "stays readable by anybody" in text(world)
        assert "Keyring" in text(world)
        await world.press("q", "w")
        assert world.said(".echo") == "6 more characters at least."
        await world.press("ctrl+s")
        assert "at least 8 characters" in world.wrong
        await world.fill("phrase", PHRASE)
        assert PHRASE not in text(world)
        assert world.said(".echo") == "Long enough to be safe."
        await world.fill("again", f"{PHRASE}!")
        await world.press("ctrl+s")
        assert "differ" in world.wrong
        assert world.app.focused is world.find("#again", Input)
        await world.press("escape")
        assert not world.form_open
        assert world.app.session.drafts == {}
        assert world.app.protection is None
    assert not store.is_sealed()


def test_how_good_a_passphrase_is_goes_by_its_length_alone() -> None:
    assert strength("") == ""
    assert strength("Aé1!zyx") == strength("aaaaaaa") != strength("aaaaaaaa") != strength("a" * 20)


async def test_the_desk_is_closed_protected_opened_again_and_in_clear_again(
    store: Store, clock: HandClock, vault: FakeVault
) -> None:
    async with running(store=store, clock=clock, size=COMMON, values=()) as world:
        ask_to_seal(world.app, world.app.session)
        await world.pilot.pause()
        await world.fill("phrase", PHRASE)
        await world.fill("again", PHRASE)
        await world.press("ctrl+s")
        wanted = world.app.protection
    assert wanted is not None
    assert wanted.on
    assert PHRASE not in repr(vars(wanted))
    told = await done(store, wanted, clock)
    assert told.startswith("Vos données sont protégées") or "protected" in told
    with pytest.raises(Locked):
        Store(Place(store.folder)).open(clock())
    async with running(store=store, clock=clock, language="en", values=()) as world:
        await world.press("b", "p")
        assert "Your data are protected by a passphrase." in text(world)
        await world.press("down", "down", "enter")
        await world.fill("old", "wrong")
        await world.press("ctrl+s")
        await until_idle(world)
        assert "not the passphrase" in world.wrong
        await world.fill("old", PHRASE)
        await world.press("ctrl+s")
        await until_idle(world)
        off = world.app.protection
    assert off is not None
    await done(store, off, clock)
    Store(Place(store.folder)).open(clock()).close()


async def done(store: Store, wanted: ProtectionWanted, clock: HandClock) -> str:
    """Do what the application does once the desk is closed, and return what is told."""
    app = ProtectApp(lambda far: protect(store, wanted, clock(), far), doing(wanted), LIGHT)
    told = await app.run_async(headless=True)
    assert told is not None
    sentence, bad = told
    assert not bad, sentence
    return sentence


async def test_another_passphrase_while_the_desk_is_open(store: Store, clock: HandClock) -> None:
    store.seal(PHRASE, clock())
    async with running(store=store, clock=clock, language="en", values=()) as world:
        await world.press("b", "p", "enter")
        await world.fill("old", PHRASE)
        await world.fill("phrase", OTHER)
        await world.fill("again", OTHER)
        await world.press("ctrl+s")
        await until_idle(world)
        assert world.heard() == "The passphrase is changed."
        assert not world.form_open
    assert (store.opens(OTHER), store.opens(PHRASE)) == (True, False)


async def test_the_keyring_keeps_the_key_and_gives_it_back_only_when_asked(
    store: Store, clock: HandClock, vault: FakeVault
) -> None:
    store.seal(PHRASE, clock())
    async with running(store=store, clock=clock, language="en", values=()) as world:
        await world.press("b", "p", "down", "enter")
        await world.fill("old", PHRASE)
        await world.press("ctrl+s")
        await until_idle(world)
        assert "keyring keeps the key" in world.heard()
        fresh = Store(Place(store.folder))
        assert fresh.is_remembered()
        assert PHRASE not in repr(vault.held)
        assert unlocked_by(fresh, Keys(lambda: vault))
        fresh.look().load()
        await world.press("p", "down", "enter")
        while vault.held:
            await world.pilot.pause(0.01)
        assert not store.is_remembered()
    assert not unlocked_by(Store(Place(store.folder)), Keys(lambda: vault))


async def test_a_wrong_passphrase_is_one_sentence_and_the_right_one_opens(store: Store, clock: HandClock) -> None:
    store.seal(PHRASE, clock())
    for size in (COMMON, SMALL):
        locked = Store(Place(store.folder))
        app = UnlockApp(locked)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            field, told = app.screen.query_one(Input), app.screen.query_one(".told", Static)
            assert field.has_focus
            assert field.password
            field.value = "autre"
            await pilot.press("enter")
            while app.screen._lane.busy:  # type: ignore[attr-defined]
                await pilot.pause(0.01)
            await pilot.pause()
            assert str(told.content).translate(PLAIN_SPACES).count(".") == 2
            assert field.value == ""
            field.value = PHRASE
            await pilot.press("enter")
            while app.return_value is None:  # noqa: ASYNC110 - an application that ends tells nobody
                await asyncio.sleep(0.01)
        assert app.return_value is True
        Desk(locked.open(clock()), clock, counted_ids()).close()


async def test_escape_leaves_it_locked(store: Store, clock: HandClock) -> None:
    store.seal(PHRASE, clock())
    app = UnlockApp(locked := Store(Place(store.folder)))
    async with app.run_test() as pilot:
        await pilot.press("escape")
    assert app.return_value is None
    assert locked.is_locked()


async def test_a_text_that_is_saved_beside_protected_data_is_said_to_be_readable(
    store: Store, clock: HandClock
) -> None:
    async with running(store=store, clock=clock, language="en", values=()) as world:
        assert world.app.session.told_in_clear("Saved.") == "Saved."
    store.seal(PHRASE, clock())
    async with running(store=store, clock=clock, language="en", values=()) as world:
        assert "not protected" in world.app.session.told_in_clear("Saved.")


def test_a_keyring_that_refuses_is_said_and_nothing_noted(store: Store, clock: HandClock) -> None:
    from pupitre.errors import NoKeyring  # noqa: PLC0415 - beside its one use
    from tui.desktop.secret import Secret  # noqa: PLC0415

    store.seal(PHRASE, clock())

    def broken() -> Vault | None:
        raise RuntimeError("no session bus")

    for vault in (broken, lambda: None):
        with pytest.raises(NoKeyring):
            remember(store, Secret(PHRASE), Keys(vault))
        assert not unlocked_by(store, Keys(vault))
    assert not store.is_remembered()
