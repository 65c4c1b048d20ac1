"""The data screen: where the data are, what is lost and how it comes back, and the backups."""

import shutil
from collections.abc import Callable, Coroutine
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Static

from pupitre import demo
from pupitre.desk import Desk
from pupitre.ports import Change
from pupitre.risk import Risk, RiskKind
from pupitre.settings import Settings
from pupitre.task import Task
from pupitre.value import replace
from storage.places import Place
from storage.store import Store
from tests.desktop.test_lane import refused
from tests.memory import HandClock, counted_ids
from tests.screen.disks import damage, fill, later, old_work, settled
from tests.screen.world import COMMON, HOSTILE, PLAIN_SPACES, SMALL, World, running
from tui import __main__ as root
from tui import full_screen
from tui.app import PupitreApp
from tui.chores import Chores
from tui.rescue import RescueApp, RestoreApp
from tui.screens.data import DataScreen
from tui.screens.day import DayScreen
from tui.widgets.rows import Rows


@pytest.fixture
def clock() -> HandClock:
    return HandClock(demo.START)


@pytest.fixture
def store(tmp_path: Path, clock: HandClock) -> Store:
    store = Store(Place(tmp_path / "desk"))
    fill(store, clock, "en")
    return store


async def data(world: World) -> DataScreen:
    await settled(world)
    await world.press("b")
    await settled(world)
    screen = world.app.screen
    assert isinstance(screen, DataScreen)
    return screen


async def choose(world: World, kind: str) -> None:
    screen = world.app.screen
    rows = screen.query_one("#points", Rows)
    rows.choose(next(point.key for point in rows.items if point.key.startswith(kind)))
    await settled(world)


def preview(world: World) -> str:
    return str(world.app.screen.query_one("#preview Static", Static).content).translate(PLAIN_SPACES)


def points(world: World) -> list[str]:
    return [point.key.partition(":")[0] for point in world.app.screen.query_one("#points", Rows).items]


# -- what is there -------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [COMMON, SMALL])
async def test_the_screen_tells_where_the_data_are_and_lists_the_backups(
    size: tuple[int, int], store: Store, clock: HandClock
) -> None:
    async with running(store=store, clock=clock, language="en", size=size) as world:
        await data(world)
        assert points(world) == ["folder", "backup", "backup", "backup", "backup"]
        assert str(store.folder) in preview(world)
        assert "4 backups: " in preview(world)
        assert "The last one: Monday 23 November 2026, 09:10" in preview(world)
        assert world.shows("Folder of your data")
        await world.press("escape")
        assert isinstance(world.app.screen, DayScreen)


async def test_the_preview_of_a_backup_tells_what_would_change(store: Store, clock: HandClock) -> None:
    async with running(store=store, clock=clock, language="en") as world:
        await data(world)
        await world.press("down", "down")
        await settled(world)
        assert "Tasks: 25 now, 24 in the backup" in preview(world)
        assert "would go: 1 (Catalogue 1)" in preview(world)


async def test_the_help_names_the_keys_of_the_screen(store: Store, clock: HandClock) -> None:
    async with running(store=store, clock=clock, language="en") as world:
        await data(world)
        await world.press("f1")
        assert world.shows("Makes a backup now: here, or on a USB stick.")


async def test_a_desk_without_a_backup_teaches_when_the_first_one_is_made(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Chores, "_back_up", lambda _: None)
    store = Store(Place(tmp_path / "new"))
    async with running(store=store, clock=clock, language="en", values=()) as world:
        await data(world)
        assert points(world) == ["folder"]
        assert "No backup yet: the first one is made at the first start of the day." in preview(world)
        await world.press("s", "ctrl+s")
        await settled(world)
        assert points(world) == ["folder", "backup"]


async def test_a_desk_that_lies_nowhere_has_a_data_screen_too() -> None:
    async with running(language="en") as world:
        await world.press("b", "enter", "s", "o", "v", "down")
        assert isinstance(world.app.screen, DataScreen)
        await world.press("escape")
        assert world.app.current_mode == "day"


async def test_risks_of_the_folder_are_told(
    store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = tuple(Risk(RiskKind.CONFLICT, name) for name in HOSTILE)
    monkeypatch.setattr(store, "risks", lambda: (Risk(RiskKind.CLOUD, "Nuage"), *found))
    async with running(store=store, clock=clock, language="en") as world:
        await data(world)
        assert "synchronised by Nuage" in preview(world)
        assert "[red]x" in preview(world)
        assert world.clean()


@pytest.mark.parametrize("size", [COMMON, SMALL])
async def test_hostile_names_are_shown_as_they_are(size: tuple[int, int], store: Store, clock: HandClock) -> None:
    for name in HOSTILE:
        (store.place.backups / f"{name.replace('/', '-').replace(chr(0), '')[:60]}.zip").write_bytes(b"no")
    (store.place.backups / f"{'z' * 200}.zip").write_bytes(b"")
    async with running(store=store, clock=clock, language="en", size=size) as world:
        await data(world)
        assert points(world).count("bad") == len(HOSTILE) + 1
        for _ in points(world):
            await world.press("down")
            assert world.clean()
        assert "cannot be used as a backup" in preview(world)


# -- closed months -------------------------------------------------------------------------------------


def lose(store: Store, how: str) -> None:
    path = store.place.months / "2026-10.json"
    content = path.read_bytes()
    changes: dict[str, Callable[[], object]] = {
        "missing": path.unlink, "garbage": lambda: path.write_bytes(b"\x00\xff"),
        "cut": lambda: path.write_bytes(content[:-9]), "later": lambda: path.write_bytes(later(content)),
        "empty": lambda: path.write_bytes(b""),
    }
    changes[how]()


LOST = ["missing", "garbage", "cut", "later", "empty"]


@pytest.mark.parametrize("how", LOST)
async def test_a_lost_month_never_stops_the_work_of_the_day(how: str, store: Store, clock: HandClock) -> None:
    lose(store, how)
    async with running(store=store, clock=clock, language="en") as world:
        await settled(world)
        clock.advance(minutes=5)
        await world.press("a")
        await world.write("Travail du jour @tuy")
        await world.press("enter")
        task = world.added()
        assert task.title == "Travail du jour"
        world.desk.complete(task.id)
        clock.advance(hours=24)
        world.app.beat()
        await settled(world)
    archive = store.open(clock())
    desk = Desk(archive, clock, counted_ids())
    assert desk.task(task.id).done_at is not None
    desk.close()


@pytest.mark.parametrize("how", LOST)
async def test_a_lost_month_is_restored_from_the_newest_backup_that_holds_it(
    how: str, store: Store, clock: HandClock
) -> None:
    good = store.look().past("2026-10")
    lose(store, how)
    async with running(store=store, clock=clock, language="en") as world:
        await data(world)
        await choose(world, "2026-10")
        assert ("is missing" if how == "missing" else "cannot be read") in preview(world)
        assert "The backup of Sunday 22 November 2026, 09:10 holds it: 1 task, 1 time entry." in preview(world)
        await world.press("enter", "down", "enter")
        await settled(world)
        assert "Month restored: October 2026." in world.told
        assert "2026-10" not in points(world)
        assert world.desk.task("old10").title == "Tarifs 10"
        assert not world.desk.damaged
        assert not world.desk.missing
    assert store.look().past("2026-10") == good
    beside = list(store.place.months.glob("2026-10-damaged-*"))
    assert len(beside) == (how != "missing")


@pytest.mark.parametrize("how", LOST)
async def test_a_lost_month_begins_anew_and_takes_what_belongs_there(
    how: str, store: Store, clock: HandClock
) -> None:
    lose(store, how)
    waiting = replace(old_work()[0], id="back", title="Revenue d’octobre")
    async with running(store=store, clock=clock, language="en") as world:
        await data(world)
        world.desk._quietly(Change((waiting,)))
        await choose(world, "2026-10")
        await world.press("enter", "end", "enter")
        await settled(world)
        assert any("Month begun anew: October 2026." in told for told in world.told)
        assert "2026-10" not in points(world)
    assert [v.id for v in store.look().past("2026-10")] == ["back"]
    assert len(list(store.place.months.glob("2026-10-damaged-*"))) == (how != "missing")


async def test_a_month_that_no_backup_holds_can_only_begin_anew(store: Store, clock: HandClock) -> None:
    shutil.rmtree(store.place.backups)
    lose(store, "garbage")
    async with running(store=store, clock=clock, language="en") as world:
        await data(world)
        await choose(world, "2026-10")
        assert "No backup holds this month." in preview(world)
        await world.press("enter")
        assert world.shows("Begin this month anew")
        assert not world.shows("Restore it from")
        await world.press("escape")
    assert (store.place.months / "2026-10.json").read_bytes() == b"\x00\xff"


async def test_an_older_backup_is_taken_when_the_newest_holds_the_month_damaged(
    store: Store, clock: HandClock
) -> None:
    lose(store, "garbage")
    store.back_up(clock())
    held = store.month_held("2026-10")
    assert held is not None
    assert held.backup.why == "day"


# -- backups -------------------------------------------------------------------------------------------


async def test_a_backup_is_made_among_the_others(store: Store, clock: HandClock) -> None:
    async with running(store=store, clock=clock, language="en") as world:
        await data(world)
        await world.press("s", "enter")
        await settled(world)
        assert "Backup made and read back" in world.heard()
        assert points(world).count("backup") == 5
    assert any(b.why == "hand" for b in store.backups())


async def test_a_system_that_refuses_one_more_thread_ends_nothing_and_is_asked_again(
    store: Store, clock: HandClock
) -> None:
    start = Thread.start

    def refuse(thread: Thread) -> None:
        if thread.name == "backup":
            raise RuntimeError("can't start new thread")
        start(thread)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Thread, "start", refuse)
        async with running(store=store, clock=clock, language="en") as world:
            await settled(world)
            before = len(store.backups())
            patch.undo()
            clock.advance(minutes=30)
            world.app.chores.beat()
            await settled(world)
            assert len(store.backups()) == before + 1


async def test_a_system_that_refuses_one_more_thread_has_what_she_asked_for_done_at_once(
    store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(store=store, clock=clock, language="en") as world:
        await data(world)
        before = sum(b.why == "hand" for b in store.backups())
        monkeypatch.setattr(Thread, "start", refused)
        await world.press("s", "enter")
        await settled(world)
        assert "Backup made and read back" in world.heard()
        assert sum(b.why == "hand" for b in store.backups()) == before + 1


async def test_a_backup_goes_to_a_stick(store: Store, clock: HandClock, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with running(store=store, clock=clock, language="en") as world:
        await data(world)
        await world.press("s")
        await world.write(str(stick))
        await world.press("enter")
        await settled(world)
    (made,) = stick.iterdir()
    assert store.read_backup(made).tasks == 25


@pytest.mark.parametrize("where", ["nowhere/at/all.zip", "file", "file/below"])
async def test_a_refused_place_keeps_what_was_typed(
    where: str, store: Store, clock: HandClock, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("hers")
    async with running(store=store, clock=clock, language="en") as world:
        await data(world)
        await world.press("s")
        await world.write(str(tmp_path / where))
        await world.press("enter")
        assert world.form_open
        assert world.wrong
        assert world.find("#file", Input).value == str(tmp_path / where)
    assert (tmp_path / "file").read_text() == "hers"


async def test_a_disk_that_refuses_later_keeps_what_was_typed_for_the_next_attempt(
    store: Store, clock: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    async with running(store=store, clock=clock, language="en") as world:
        await data(world)
        with monkeypatch.context() as patch:
            patch.setattr("storage.backups.make", full)
            await world.press("s")
            await world.write(str(tmp_path / "mine.zip"))
            await world.press("enter")
            await settled(world)
        assert "No space left" in world.heard()
        await world.press("s")
        assert world.find("#file", Input).value == str(tmp_path / "mine.zip")
        await world.press("enter")
        await settled(world)
    assert store.read_backup(tmp_path / "mine.zip").tasks == 25


async def test_a_backup_from_elsewhere_is_previewed_like_the_others(
    store: Store, clock: HandClock, tmp_path: Path
) -> None:
    stick = tmp_path / "stick.zip"
    store.backups()[0].path.rename(stick)
    async with running(store=store, clock=clock, language="en") as world:
        await data(world)
        await world.press("o")
        await world.write(str(tmp_path / "other.zip"))
        await world.press("enter")
        assert world.form_open
        assert world.find("#file", Input).value == str(tmp_path / "other.zip")
        await world.fill("file", str(stick))
        await world.press("enter")
        await settled(world)
        assert str(stick) in preview(world)
        assert "24 in the backup" in preview(world)


async def test_a_file_that_is_no_backup_is_refused_and_its_name_stays(
    store: Store, clock: HandClock, tmp_path: Path
) -> None:
    (tmp_path / "photo.zip").write_bytes(b"not a zip")
    async with running(store=store, clock=clock, language="en") as world:
        await data(world)
        await world.press("o")
        await world.write(str(tmp_path / "photo.zip"))
        await world.press("enter")
        await settled(world)
        assert "cannot be used as a backup" in world.heard()
        await world.press("o")
        assert world.find("#file", Input).value == str(tmp_path / "photo.zip")


async def test_verifying_reads_everything_and_names_what_is_damaged(store: Store, clock: HandClock) -> None:
    async with running(store=store, clock=clock, language="en") as world:
        await data(world)
        await world.press("v")
        await settled(world)
        assert world.heard() == "8 files were read: everything is good."
        lose(store, "garbage")
        (store.place.backups / "broken.zip").write_bytes(b"no")
        await world.press("v")
        await settled(world)
        assert world.heard().startswith("9 files were read; these cannot be used:")
        assert "October 2026" in preview(world)
        assert "broken.zip" in preview(world)
        assert "2026-10" in points(world)


async def test_leaving_the_screen_does_not_stop_what_is_under_way(store: Store, clock: HandClock) -> None:
    async with running(store=store, clock=clock, language="en") as world:
        await data(world)
        clock.advance(minutes=5)
        await world.press("s", "enter", "v", "down", "escape", "a")
        await world.write("Pendant ce temps")
        await world.press("enter")
        await settled(world)
        assert world.added().title == "Pendant ce temps"
        assert sum(told.startswith(("Backup made", "8 files", "9 files")) for told in world.told) == 2


async def test_the_room_for_backups_is_a_setting(store: Store, clock: HandClock) -> None:
    async with running(store=store, clock=clock, language="en") as world:
        await world.press("f9")
        for wrong in ("0", "beaucoup", "-5", "", "1,5"):
            await world.fill("backup", wrong)
            await world.press("ctrl+s")
            assert "at least 1 MB" in world.wrong
            assert world.find("#backup", Input).value == wrong
        await world.fill("backup", "2 500")
        await world.press("ctrl+s")
        assert world.desk.settings.backup_mb == 2500
        await data(world)
        assert "of 2.5 GB at most" in preview(world)
    assert any(isinstance(v, Settings) and v.backup_mb == 2500 for v in store.look().load())


# -- putting a backup back -----------------------------------------------------------------------------

Act = Callable[[Pilot[Any]], Coroutine[Any, Any, None]]


def played(monkeypatch: pytest.MonkeyPatch, *acts: Act) -> list[str]:
    """Run each application that starts without a terminal, the next act on each but the one that restores."""
    waiting, shown, real = list(acts), [], App.run

    def run(app: App[Any], **_: object) -> object:
        shown.append(type(app).__name__)
        act = None if isinstance(app, RestoreApp) else waiting.pop(0)
        return real(app, headless=True, auto_pilot=act)

    for kind in (PupitreApp, RescueApp, RestoreApp):
        monkeypatch.setattr(kind, "run", run)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    return shown


async def quiet(pilot: Pilot[Any]) -> None:
    for _ in range(300):
        await pilot.pause(0.01)
        lane = getattr(pilot.app.screen, "_lane", None)
        chores = getattr(pilot.app, "chores", None)
        if (lane is None or not lane.busy) and (chores is None or chores.idle):
            return


def test_a_backup_is_restored_from_the_screen_and_the_desk_opens_again_on_it(
    store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    async def restore(pilot: Pilot[Any]) -> None:
        await quiet(pilot)
        await pilot.press("b")
        await quiet(pilot)
        await pilot.press("end")
        await quiet(pilot)
        await pilot.press("enter")
        await pilot.press("down", "enter")

    async def again(pilot: Pilot[Any]) -> None:
        await quiet(pilot)
        told.extend(str(n.message).translate(PLAIN_SPACES) for n in pilot.app._notifications)
        assert isinstance(pilot.app, PupitreApp)
        found = {t.title for t in pilot.app.session.desk.ledger.table(Task).values()}
        assert not any(title.startswith("Catalogue") for title in found)
        await pilot.press("ctrl+q")

    shown = played(monkeypatch, restore, again)
    assert full_screen.run(store, clock, "en") == 0
    assert shown == ["PupitreApp", "RestoreApp", "PupitreApp"]
    assert any("The desk is back as it was on Monday 16 November 2026" in sentence for sentence in told), told
    assert sum(b.why == "restore" for b in store.backups()) == 1


def test_a_restore_that_is_refused_opens_the_desk_as_it_was(
    store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    before = set(store.look().load())

    async def restore(pilot: Pilot[Any]) -> None:
        await quiet(pilot)
        await pilot.press("b")
        await quiet(pilot)
        await pilot.press("end")
        await quiet(pilot)
        store.backups()[-1].path.write_bytes(b"no")
        await pilot.press("enter")
        await pilot.press("down", "enter")

    async def again(pilot: Pilot[Any]) -> None:
        await quiet(pilot)
        told.extend(str(n.message).translate(PLAIN_SPACES) for n in pilot.app._notifications)
        await pilot.press("ctrl+q")

    played(monkeypatch, restore, again)
    assert full_screen.run(store, clock, "en") == 0
    assert any("cannot be used as a backup" in sentence for sentence in told)
    assert before <= set(store.look().load())


def test_a_damaged_desk_opens_by_itself_once_it_is_mended(
    store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    damage(store, "truncated")

    async def mend(pilot: Pilot[Any]) -> None:
        await quiet(pilot)
        await pilot.press("enter")
        await pilot.press("down", "enter")

    async def again(pilot: Pilot[Any]) -> None:
        await quiet(pilot)
        told.extend(str(n.message).translate(PLAIN_SPACES) for n in pilot.app._notifications)
        await pilot.press("ctrl+q")

    shown = played(monkeypatch, mend, again)
    assert full_screen.run(store, clock, "en") == 0
    assert shown == ["RescueApp", "PupitreApp"]
    (aside,) = store.folder.glob("desk-damaged-*.json")
    assert any(aside.name in sentence for sentence in told)


def test_leaving_a_damaged_desk_is_a_failure_in_one_sentence(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content = damage(store, "truncated")

    async def leave(pilot: Pilot[Any]) -> None:
        await quiet(pilot)
        await pilot.press("escape")

    played(monkeypatch, leave)
    for stream in ("stdin", "stderr"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True, raising=False)
    assert root.main(["--lang", "en", "--data", str(store.folder)]) == 1
    assert f"{store.place.desk} cannot be read" in capsys.readouterr().err
    assert store.place.desk.read_bytes() == content


async def test_everything_is_written_as_tables_into_a_folder_she_names(
    store: Store, clock: HandClock, tmp_path: Path
) -> None:
    async with running(store=store, clock=clock) as world:
        await data(world)
        await world.press("t")
        await world.fill("file", str(store.folder / "tables"))
        await world.press("ctrl+s")
        assert "le dossier de Pupitre" in world.wrong
        await world.fill("file", str(tmp_path / "tables"))
        await world.press("ctrl+s")
        await settled(world)
        assert world.heard().startswith("Exporté dans")
        told = (tmp_path / "tables" / "taches.csv").read_text(encoding="utf-8-sig")
        # What lies in closed months is among it.
        assert "Tarifs 9" in told
        assert "Tarifs 10" in told
