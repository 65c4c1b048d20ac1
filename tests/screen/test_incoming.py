"""Work from elsewhere on its screen: files, choices, the preview, all or nothing, and undo."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Static

from pupitre import demo
from pupitre.client import Client
from pupitre.desk import Desk
from pupitre.task import Status, Task
from storage.places import Place
from storage.store import Store
from tests.disk.foreign import ASANA, EXCEL, TRELLO
from tests.memory import HandClock, counted_ids
from tests.screen.world import COMMON, HOSTILE, PLAIN_SPACES, SMALL, World, running
from tui.screens.choice import ChoiceScreen
from tui.screens.data import DataScreen
from tui.screens.day import DayScreen
from tui.screens.incoming import IncomingScreen
from tui.widgets.rows import Rows

FLOUR = "trello:6afabb840000000000000001"


@pytest.fixture
def clock() -> HandClock:
    return HandClock(demo.START)


@pytest.fixture
def store(tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A desk on a disk, and a home with three files in its folder of downloads."""
    downloads = tmp_path / "home" / "Téléchargements"
    downloads.mkdir(parents=True)
    for path in (TRELLO, ASANA, EXCEL):
        shutil.copy(path, downloads)
    (downloads / "photo.png").write_bytes(b"\x89PNG")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_DOWNLOAD_DIR", raising=False)
    store = Store(Place(tmp_path / "desk"))
    archive = store.open(clock())
    Desk(archive, clock, counted_ids("demo")).take_in(demo.world("fr"))
    archive.close()
    return store


@asynccontextmanager
async def incoming(store: Store, clock: HandClock, size: tuple[int, int] = COMMON) -> AsyncIterator[World]:
    async with running(store=store, clock=clock, size=size) as world:
        await settled(world)
        world.app.switch_mode("incoming")
        await settled(world)
        yield world


async def settled(world: World) -> None:
    for _ in range(1000):
        await world.pilot.pause(0.01)
        screen, backup = world.app.screen, world.app.chores._backup
        busy = isinstance(screen, IncomingScreen) and screen._lane.busy
        if not busy and world.app.chores.idle and (backup is None or not backup.is_alive()):
            return
    raise AssertionError("it never ended")


def rows(world: World) -> dict[str, str]:
    return {e.key: e.right for e in world.app.screen.query_one("#points", Rows).items}


def preview(world: World) -> str:
    return str(world.app.screen.query_one("#preview Static", Static).content).translate(PLAIN_SPACES)


async def choose(world: World, key: str, *keys: str) -> None:
    assert world.app.screen.query_one("#points", Rows).choose(key)
    await world.press(*keys)
    await settled(world)


async def opened(world: World, path: Path) -> None:
    found = next(key for key in rows(world) if key.endswith(path.name))
    await choose(world, found, "enter")


async def answer(world: World, key: str) -> None:
    screen = world.app.screen
    assert isinstance(screen, ChoiceScreen)
    assert screen.query_one("#answers", Rows).choose(key)
    await world.press("enter")
    await settled(world)


def titles(world: World) -> set[str]:
    return {t.title for t in world.desk.ledger.table(Task).values()}


@pytest.mark.parametrize("size", [COMMON, SMALL])
async def test_a_board_is_shown_before_it_comes_in_and_undo_takes_it_back(
    size: tuple[int, int], store: Store, clock: HandClock
) -> None:
    async with incoming(store, clock, size) as world:
        assert not any("photo" in key for key in rows(world))
        before = dict(world.desk.ledger.table(Task))
        backups = len(store.backups())
        await opened(world, TRELLO)
        assert rows(world)["list:En attente client"] == "en attente"
        told = preview(world)
        assert "6 tâches à importer" in told
        assert "2 tâches archivées" in told
        assert "– Commander la farine T65 pour décembre · ven. 17 h" in told
        assert world.desk.ledger.table(Task) == before
        await world.press("i")
        await settled(world)
        assert isinstance(world.app.screen, DayScreen)
        assert world.heard() == "Importé : 6 tâches."
        assert world.task(FLOUR).status is Status.TODO
        assert len(store.backups()) == backups + 1
        await world.press("u")
        assert world.desk.ledger.table(Task) == before


async def test_the_same_file_twice_brings_nothing_new_also_when_a_task_lies_in_a_closed_month(
    store: Store, clock: HandClock
) -> None:
    async with incoming(store, clock) as world:
        await opened(world, TRELLO)
        await world.press("i")
        await settled(world)
        world.desk.complete(FLOUR)
        clock.advance(hours=24 * 9)
        await world.beat()
        await settled(world)
        assert FLOUR not in world.desk.ledger.table(Task)
        world.app.switch_mode("incoming")
        await settled(world)
        await opened(world, TRELLO)
        assert "0 tâche à importer" in preview(world)
        assert "6 tâches déjà ici, non modifiées" in preview(world)
        count = len(world.desk.ledger.table(Task))
        await world.press("i")
        await settled(world)
        assert isinstance(world.app.screen, IncomingScreen)
        assert len(world.desk.ledger.table(Task)) == count


async def test_a_choice_changes_what_would_come_in(store: Store, clock: HandClock) -> None:
    async with incoming(store, clock) as world:
        await opened(world, TRELLO)
        await choose(world, "list:À faire", "enter")
        await answer(world, "ignore")
        assert "4 tâches à importer" in preview(world)
        assert "2 tâches de listes ignorées" in preview(world)
        await choose(world, "board:", "enter")
        await answer(world, "client:tuy")
        assert "Planning des vendeuses de décembre · Tuyauterie Lacaze" in preview(world)
        await choose(world, "label:Facturation", "enter")
        await answer(world, "ask")
        await world.fill("name", "Café d’en face")
        await world.press("ctrl+s")
        await settled(world)
        assert "1 client à ajouter : Café d’en face" in preview(world)
        await world.press("a", "f")
        await settled(world)
        assert "archivées" not in preview(world).split("Les tâches")[0]
        assert "sans date de fin" not in preview(world)
        await world.press("i")
        await settled(world)
        assert "Café d’en face" in {c.name for c in world.desk.clients()}
        await world.press("u")
        assert "Café d’en face" not in {c.name for c in world.desk.clients()}


async def test_rows_that_cannot_be_read_are_named_and_the_others_come_in_until_she_undoes_it(
    store: Store, clock: HandClock
) -> None:
    async with incoming(store, clock) as world:
        before = titles(world)
        await opened(world, EXCEL)
        assert "ligne 8, échéance « 31/11/2026 » : ce n’est pas une date" in preview(world)
        await world.press("i")
        await settled(world)
        assert any("pas pu être lue" in told for told in world.told), world.told
        assert titles(world) - before == {"Relance facture 2026-118", "Compte rendu du conseil", "Frais de novembre"}
        assert {"Garage Morel", "Cabinet Hélias"} <= {c.name for c in world.desk.ledger.table(Client).values()}
        await world.press("ctrl+z")
        assert titles(world) == before


async def test_any_file_can_be_named_and_escape_goes_one_step_back(
    store: Store, clock: HandClock, tmp_path: Path
) -> None:
    path = tmp_path / "ailleurs.csv"
    path.write_text("Alpha;Beta\nUne chose;2026-12-01\n", encoding="utf-8")
    async with incoming(store, clock) as world:
        await world.press("o")
        await world.fill("file", str(tmp_path / "nowhere"))
        await world.press("ctrl+s")
        assert "ne peut pas être lu" in world.wrong
        await world.fill("file", str(path))
        await world.press("ctrl+s")
        await settled(world)
        assert "Aucune colonne ne contient encore les titres" in preview(world)
        await world.press("i")
        assert isinstance(world.app.screen, IncomingScreen)
        await choose(world, "field:Alpha", "enter")
        await answer(world, "title")
        assert "– Une chose" in preview(world)
        await world.press("escape")
        assert "other" in rows(world)
        await world.press("escape")
        await settled(world)
        assert isinstance(world.app.screen, DataScreen)
        await world.press("i")
        assert isinstance(world.app.screen, IncomingScreen)


async def test_a_file_that_is_none_of_these_is_refused_in_words(
    store: Store, clock: HandClock, tmp_path: Path
) -> None:
    downloads = tmp_path / "home" / "Téléchargements"
    (downloads / "binaire.csv").write_bytes(b"PK\x03\x04" + b"\0" * 400)
    (downloads / "nous.json").write_text('{"clients": []}', encoding="utf-8")
    async with incoming(store, clock) as world:
        for name in ("binaire.csv", "nous.json"):
            await opened(world, Path(name))
            assert "Rien n’est importé" in preview(world)
            assert world.told


async def test_a_desk_that_changed_meanwhile_is_looked_at_anew(store: Store, clock: HandClock) -> None:
    async with incoming(store, clock) as world:
        await opened(world, TRELLO)
        world.app.switch_mode("day")
        await settled(world)
        world.desk.add_client("Traiteur Le Galet")
        world.app.switch_mode("incoming")
        await settled(world)
        assert rows(world)["label:Traiteur Le Galet"] == "client Traiteur Le Galet"


async def test_hostile_texts_are_shown_harmless_and_come_in(
    store: Store, clock: HandClock, tmp_path: Path
) -> None:
    cells = [text.replace('"', '""') for text in HOSTILE]
    content = '"Titre";"Client";"Étiquettes"\n' + "".join(f'"{c} t";"{c}";"{c}"\n' for c in cells)
    (tmp_path / "home" / "Téléchargements" / "hostile.csv").write_text(content, encoding="utf-8")
    async with incoming(store, clock) as world:
        await opened(world, Path("hostile.csv"))
        assert world.clean()
        assert world.app.screen._proposal is not None  # type: ignore[attr-defined]
        await world.press("i")
        await settled(world)
        assert world.clean()
        assert any(t.startswith("[/]") for t in titles(world))


async def test_a_refused_disk_brings_nothing_and_the_preview_stays(
    store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pupitre.errors import StorageFailed  # noqa: PLC0415

    def refused(*_: object) -> None:
        raise StorageFailed(store.folder, "No space left on device")

    async with incoming(store, clock) as world:
        before = titles(world)
        await opened(world, TRELLO)
        monkeypatch.setattr(store, "back_up_before", refused)
        clock.now += timedelta(minutes=1)
        await world.press("i")
        await settled(world)
        assert titles(world) == before
        assert isinstance(world.app.screen, IncomingScreen)
        assert "6 tâches à importer" in preview(world)
        monkeypatch.undo()
        await world.press("i")
        await settled(world)
        assert len(titles(world)) == len(before) + 6
