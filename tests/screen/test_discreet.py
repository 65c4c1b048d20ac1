"""Masked texts: on no screen, in no dialog and in no notice stands a name, a title, a note or an amount of hers."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from pupitre.risk import Risk, RiskKind
from storage.places import Place
from tests.memory import HandClock
from tests.screen.disks import FixedStore, fill, settled
from tests.screen.searching import search
from tests.screen.secrets import LEAK, MONEY, Secrets, hidden
from tests.screen.walk import PARTS, act, close, every_screen, go, walking
from tests.screen.world import SMALL, World, running
from tui import risk_words, words
from tui.screens.base import DeskScreen
from tui.screens.lock import LockScreen
from tui.screens.mailbox_work import ask_folder
from tui.widgets.rows import Rows


@pytest.fixture(autouse=True)
def shown_again() -> Iterator[None]:
    yield
    words.veil(on=False)


def at(local: str) -> HandClock:
    clock = HandClock()
    clock.set(local)
    return clock


@asynccontextmanager
async def secret(size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[World, Secrets]]:
    secrets = Secrets()
    async with running(values=hidden(secrets), size=size, clock=at("2026-11-23T09:40")) as world:
        yield world, secrets


def leaks(world: World, secrets: Secrets) -> list[str]:
    """Return what may be read of the secrets, with the fields they stand for."""
    sights = [*world.picture(), *world.told, *(n.title + n.body for n in world.notifier.sent)]
    found = [(line, LEAK.search(line) or MONEY.search(line)) for line in sights]
    return [f"{line.strip()!r}: {secrets.told(leak[0])}" for line, leak in found if leak]


def wrong(world: World, secrets: Secrets, at: str) -> list[str]:
    """Return what is wrong with what stands there and with what was told until now."""
    found = [f"{at}, {type(world.app.screen).__name__}: {leak}" for leak in leaks(world, secrets)]
    world.told.clear()
    return found


CLOSED = {"task, choices"}
"""The list below a field, which is closed when it is hidden."""


async def look(world: World, secrets: Secrets, at: str) -> list[str]:
    """Look at what stands there: masked, or masked from now on and shown again as it was."""
    if words.veiled() or isinstance(world.app.screen, LockScreen):
        return wrong(world, secrets, at)
    world.app.clear_notifications()
    for screen in world.app.screen_stack:
        if isinstance(screen, DeskScreen):
            screen.refresh_desk()
    await settled(world)
    before = world.picture()
    world.app.action_veil()
    await world.pilot.pause()
    world.told.clear()
    found = wrong(world, secrets, f"{at}, masked while it is open")
    world.app.action_veil()
    await settled(world)
    again = [f"{at} is not shown again as it was: {now!r}, not {was!r}"
             for now, was in zip(world.picture(), before, strict=True) if now != was and at not in CLOSED]
    return [*found, *again[:2]]


async def home(world: World) -> None:
    """Go back to the day, whatever is open."""
    for _ in range(6):
        if world.app.current_mode == "day" and len(world.app.screen_stack) == 1:
            return
        await world.press("escape")
    if world.app.current_mode != "day":
        await world.press("f2")
    assert len(world.app.screen_stack) == 1, world.app.screen_stack


@pytest.mark.parametrize("first", [
    pytest.param(True, id="masked before"), pytest.param(False, id="masked after", marks=pytest.mark.drawn),
])
async def test_no_screen_and_no_dialog_shows_a_text_of_hers(first: bool) -> None:
    """`test_contrast.py` sees to it that no screen of the application is missing in the walk."""
    secrets = Secrets()
    async with walking(values=hidden(secrets)) as world:
        assert leaks(world, secrets)
        # What passes by lies over other things for a while.
        setattr(world.app, "notify", lambda message, **_: world.told.append(message))  # noqa: B010 - as mypy has it
        if first:
            await world.press("ctrl+d")
            world.told.clear()
        parts = PARTS if first else PARTS[1::2]  # to mask and to show again takes twice as long
        found = [leak async for at in every_screen(world, parts) for leak in await look(world, secrets, at)]
        assert words.veiled() or not first
        assert not found, "\n".join(found)


async def test_where_files_are_is_masked_too() -> None:
    """A folder may be called as a client is."""
    secrets, clock = Secrets(), at("2026-11-23T09:40")
    store = FixedStore(Place(Path.home() / secrets.new("folder") / "pupitre"))
    fill(store, clock)
    (store.place.backups / f"{secrets.new('backup')}.zip").write_bytes(b"none")
    async with running(store=store, clock=clock) as world:
        await world.press("ctrl+d")
        world.told.clear()
        world.app.switch_mode("data")
        await settled(world)
        points = world.find("#points", Rows)
        for point in points.items:
            points.choose(point.key)
            await settled(world)
            assert not wrong(world, secrets, f"data, {point.key}")
        ask_folder(world.app, ("Brouillons", secrets.new("a folder of her mailbox")), lambda _name: None)
        await world.pilot.pause()
        assert not wrong(world, secrets, "mailbox")
        world.app.tell(risk_words.say(Risk(RiskKind.CONFLICT, secrets.new("a copy"))), bad=True)
        await world.pilot.pause()
        assert not wrong(world, secrets, "risk")


async def test_what_is_searched_asked_told_and_taken_back_is_masked() -> None:
    async with secret() as (world, secrets):
        await world.press("ctrl+d")
        world.told.clear()
        await search(world, "qzxwkj")
        assert not wrong(world, secrets, "search")
        await world.press("tab", "down")
        assert not wrong(world, secrets, "what was found")
        await home(world)
        await world.press("f8")
        world.find("#line", Input).focus()
        await world.write("Kvjxqzw wkjqxz @tuy 17h ~3h")
        for _ in range(50):
            await world.pilot.pause(0.01)
        assert not wrong(world, secrets, "urgency")
        await home(world)
        await world.press("a")
        await world.write("Xqzwkjv qkzvwx @tuy vendredi ~30min")
        assert not wrong(world, secrets, "add")
        await world.press("enter")
        added = world.added()
        assert added.title == "Xqzwkjv qkzvwx"
        world.choose(added.id)
        await world.press("space", "u", "delete", "u")
        assert world.heard()
        await world.beat(minutes=20)
        for _ in range(4):
            await world.beat(minutes=29)
        assert not wrong(world, secrets, "told")


async def test_a_field_shows_dots_keeps_its_text_and_saves_it_whole() -> None:
    async with secret(SMALL) as (world, secrets):
        world.choose("s1")
        await world.press("e")
        title = world.find("#title", Input).value
        assert world.shows(title[:20])
        await world.press("ctrl+d")
        assert world.shows("••••••••")
        assert not wrong(world, secrets, "a form")
        await world.press("end", "z", "z")
        note = next(iter(world.app.screen.query(TextArea)), None)
        if note is not None:
            note.text = "qzxwkjvq\nzwkjvqxz"
            await world.pilot.pause()
        assert not wrong(world, secrets, "a form that is typed in")
        await world.press("ctrl+s")
        assert world.task("s1").title == f"{title}zz"
        assert not wrong(world, secrets, "saved")


async def test_what_is_copied_and_saved_is_whole() -> None:
    async with secret() as (world, secrets):
        await world.press("f3")
        body = world.find("#body", TextArea).text
        assert LEAK.search(body)
        await world.press("f2", "ctrl+d", "f3")
        assert world.find("#body", TextArea).text == body
        assert not wrong(world, secrets, "a draft")
        await world.press("f5")
        for _ in range(300):
            await world.pilot.pause(0.01)
            if world.clipboard.held:
                break
        assert words.MASK not in world.clipboard.held[0]
        assert LEAK.search(world.clipboard.held[0])
        await world.press("escape", "f6")
        await world.pilot.pause(0.1)
        saved = [path for path in world.folder.rglob("*") if path.is_file()]
        for path in saved:
            assert words.MASK not in path.read_text(encoding="utf-8")
        assert saved
        assert not any(str(world.folder) in told for told in world.told)
        assert not wrong(world, secrets, "copied and saved")


async def test_one_masked_screen_is_masked_in_another_mode_too() -> None:
    async with secret() as (world, secrets):
        await world.press("f4", "f3", "f2", "e", "ctrl+d")
        assert not wrong(world, secrets, "an open form")
        await world.press("escape")
        for key in ("f4", "f3", "f2"):
            await world.press(key)
            assert not wrong(world, secrets, key)


TELLING = re.compile(r"\d+ % (du|des)|reste \d+ (h|min)|utilisés?\.|\d,\d\d €")
"""What tells of the agreement with one client: « 70 % du forfait est utilisé », « reste 1 h 40 », « 580,00 € »."""


async def test_what_a_client_bought_used_and_pays_is_masked() -> None:
    async with walking() as world:
        await world.press("ctrl+d")
        sights = world.picture()[2:]  # above stands what is left of her own day
        for client in ("tuy", "ysa"):
            await go(world, "clients")
            world.find("#clients", Rows).choose(client)
            await world.pilot.pause()
            sights += world.picture()
            await act(world, "open_statement")
            sights += world.picture()
            await close(world)
        await go(world, "evening")
        for _step in range(4):
            sights += world.picture()
            await act(world, "skip")
        assert not [line.strip() for line in sights if TELLING.search(line)]
