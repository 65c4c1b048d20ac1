"""Closing a client for good, key by key, on a real disk."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from textual.widgets import Input, Static

from pupitre import demo
from pupitre.client import Client
from pupitre.desk import Desk
from pupitre.task import Task
from storage import backups
from storage.exchange import parse
from storage.places import Place
from storage.store import Store
from tests.memory import HandClock, MemoryArchive, counted_ids
from tests.screen.world import COMMON, PLAIN_SPACES, SMALL, FakeClipboard, FakeNotifier, World, _listen, running
from tui import words
from tui.app import PupitreApp
from tui.desktop.clipboard import How
from tui.desktop.surroundings import Surroundings
from tui.screens.leaving import LeavingScreen
from tui.session import Session
from tui.widgets.rows import Rows


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "Documents"
    folder.mkdir()
    return folder


@asynccontextmanager
async def on_disk(place: Place, *, size: tuple[int, int] = COMMON, language: str = "fr") -> AsyncIterator[World]:
    """Run the application on a real folder with the demonstration's world, one backup and one saved report."""
    words.use(language)
    clock, store = HandClock(demo.START), Store(place)
    first = store.open(clock() - timedelta(days=1))
    Desk(first, HandClock(clock() - timedelta(days=1)), counted_ids("demo")).take_in(demo.world(language))
    first.close()
    backups.make(place, clock() - timedelta(days=1), backups.Why.HAND)
    place.reports.mkdir(parents=True)
    (place.reports / "2026-11-20 TUY.txt").write_text("Bonjour Zéphyrin,", encoding="utf-8")
    archive = store.open(clock())
    notifier, clipboard = FakeNotifier(), FakeClipboard(How.VERIFIED)
    clipboard.gate.set()
    desk = Desk(archive, clock, counted_ids())

    def session(_app: PupitreApp) -> Session:
        return Session(
            desk=desk, notifier=notifier, clipboard=clipboard, surroundings=Surroundings(),
            reports_folder=place.reports, language=language, keeper=store,
        )

    app = PupitreApp(session)
    app.animation_level = "none"
    async with app.run_test(size=size, notifications=True) as pilot:
        world = World(app, pilot, clock, MemoryArchive(), notifier, clipboard, place.reports)
        _listen(world)
        await settled(world)
        yield world
    archive.close()
    words.use("fr")


async def settled(world: World) -> None:
    """Wait until nothing goes on behind the screen."""
    await world.pilot.pause()
    for _ in range(2000):
        if world.app.chores.idle:
            break
        await asyncio.sleep(0.005)
    await world.pilot.pause()


async def ask(world: World, client: str = "tuy") -> None:
    await world.press("f4")
    assert world.find("#clients", Rows).choose(client)
    await world.press("x")


async def answer(world: World, text: str) -> None:
    world.find("#answer", Input).value = text
    await world.press("enter")
    await settled(world)


def told(world: World) -> str:
    return str(world.find(".detail", Static).content).translate(PLAIN_SPACES)


def exports(folder: Path) -> list[Path]:
    return list(folder.glob("*.zip"))


def asking(world: World) -> bool:
    return isinstance(world.app.screen, LeavingScreen)


def grep(folder: Path, *secrets: str) -> list[str]:
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            parts = [path.read_bytes()]
            if path.suffix == ".zip":
                with ZipFile(path) as pack:
                    parts += [pack.read(name) for name in pack.namelist()]
            found += [f"{s} in {path.name}" for s in secrets for part in parts if s.encode() in part]
    return found


async def test_a_client_leaves_with_all_that_is_its_own(place: Place, documents: Path) -> None:
    async with on_disk(place) as world:
        client = world.desk.client("tuy")
        titles = [t.title for t in world.desk.ledger.table(Task).values() if t.client == "tuy"]
        others = [t.id for t in world.desk.ledger.table(Task).values() if t.client != "tuy"]
        assert grep(place.folder, client.name, client.contact.last_name, *titles)
        await ask(world)
        assert client.name in told(world)
        await answer(world, str(documents))
        assert "TUY" in world.said(".asked")
        await answer(world, "tuy")
        assert world.wrong == ""
        [path] = exports(documents)
        with ZipFile(path) as pack:
            values = parse(pack.read("client.json"))
        assert {v.title for v in values if isinstance(v, Task)} == set(titles)
        assert path.name in told(world)
        assert "tâche" in told(world)
        assert "USB" in told(world)
        await world.press("enter")
        assert not asking(world)
        assert "tuy" not in {c.id for c in world.find("#clients", Rows).items}
        assert [t.id for t in world.desk.ledger.table(Task).values()] == others
        await world.press("f2", "f3", "f4")
    assert grep(place.folder, client.name, client.contact.last_name, client.contact.email, *titles) == []
    assert not place.leaving.exists()


async def test_a_wrong_folder_or_label_does_nothing(place: Place, tmp_path: Path) -> None:
    async with on_disk(place) as world:
        await ask(world)
        await answer(world, str(tmp_path / "nowhere"))
        assert "nowhere" in world.wrong
        await answer(world, "")
        assert world.wrong
        await answer(world, str(tmp_path))
        await answer(world, "bru")
        assert world.wrong
        assert asking(world)
        await world.press("escape")
        assert not asking(world)
        assert world.desk.client("tuy")
    assert exports(tmp_path) == []


async def test_the_export_never_goes_where_the_client_is_erased(place: Place) -> None:
    async with on_disk(place) as world:
        await ask(world)
        await answer(world, str(place.months))
        await answer(world, "TUY")
        assert world.wrong
        assert world.find("#answer", Input).value == str(place.months)
        assert world.desk.client("tuy")
        assert not place.leaving.exists()


async def test_a_running_session_is_ended_first(place: Place) -> None:
    async with on_disk(place) as world:
        key = next(t.id for t in world.desk.ledger.table(Task).values() if t.client == "tuy" and t.open)
        world.desk.start(key)
        await ask(world)
        assert not asking(world)
        assert world.told
        world.desk.stop()
        await world.press("x")
        assert asking(world)


async def test_an_open_form_is_closed_first(place: Place) -> None:
    async with on_disk(place) as world:
        world.choose(next(t.id for t in world.desk.ledger.table(Task).values() if t.open))
        await world.press("e")
        await ask(world)
        assert not asking(world)
        assert world.told


async def test_what_was_half_typed_for_it_does_not_come_back(place: Place, documents: Path) -> None:
    async with on_disk(place) as world:
        key = next(t.id for t in world.desk.ledger.table(Task).values() if t.client == "tuy")
        world.app.session.drafts |= {f"task:{key}": {"title": "Secret"}, "add": {"line": "Devis"}}
        await ask(world)
        await answer(world, str(documents))
        await answer(world, "TUY")
        assert world.app.session.drafts == {"add": {"line": "Devis"}}
        await world.press("enter", "ctrl+q")
    assert grep(place.folder, "Secret") == []


async def test_a_disk_that_refuses_half_way_is_said_and_tried_again(
    place: Place, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_disk(place) as world:
        await ask(world)
        await answer(world, str(documents))
        with monkeypatch.context() as broken:
            def refuse(*_args: object) -> None:
                raise OSError(28, "No space left on device")

            broken.setattr("storage.backing_up.rewrite", refuse)
            await answer(world, "TUY")
        assert "tuy" not in world.desk.ledger.table(Client)
        assert world.find(".title", Static).content
        assert place.leaving.exists()
        assert grep(place.backups, "Tuyauterie Lacaze")
        await world.press("enter")
        await settled(world)
        assert grep(place.folder, "Tuyauterie Lacaze", "Lacaze") == []
        await world.press("enter")
        assert not asking(world)


async def test_the_next_start_finishes_what_was_cut_off(place: Place) -> None:
    async with on_disk(place) as world:
        store = Store(place)
        store.begin_leaving(world.desk.client("tuy"), (), world.clock())
        for _ in world.desk.erasing("tuy"):
            pass
        assert grep(place.folder, "Lacaze")
        world.clock.advance(hours=24)
        world.app.beat()
        for _ in range(400):
            if not place.leaving.exists():
                break
            await asyncio.sleep(0.01)
        assert grep(place.folder, "Lacaze") == []


@pytest.mark.parametrize("size", [COMMON, SMALL])
async def test_the_questions_and_the_keys_fit(size: tuple[int, int], place: Place, documents: Path) -> None:
    async with on_disk(place, size=size) as world:
        await ask(world)
        assert world.shows("Entrée")
        assert world.find("#answer", Input).region.height == 1
        await answer(world, str(documents))
        assert world.shows("TUY")
        await answer(world, "TUY")
        assert world.shows("Entrée")
        assert world.clean()


async def test_without_a_disk_there_is_nothing_to_erase_from() -> None:
    async with running() as world:
        await ask(world)
        assert not asking(world)
