"""A desk that cannot be opened: what is said, what each choice would change, and that nothing is ever lost."""

import json
from pathlib import Path

import pytest

from pupitre import demo
from pupitre.client import Client
from pupitre.errors import Damaged, TooNew
from pupitre.task import Task
from storage import lock
from storage.places import Place
from storage.store import Store
from tests.memory import HandClock
from tests.screen.disks import DAMAGES, Rescued, damage, fill, later, rescuing
from tests.screen.world import COMMON, HOSTILE, SMALL
from tui.screens import rescue


@pytest.fixture
def clock() -> HandClock:
    return HandClock(demo.START)


@pytest.fixture
def store(tmp_path: Path, clock: HandClock) -> Store:
    store = Store(Place(tmp_path / "desk"))
    fill(store, clock, "en")
    return store


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def titles(store: Store, clock: HandClock) -> set[str]:
    archive = store.open(clock())
    found = {v.title for v in archive.load() if isinstance(v, Task)}
    archive.close()
    return found


def text(world: Rescued) -> str:
    return " ".join(" ".join(world.picture()).split())


@pytest.mark.parametrize("size", [COMMON, SMALL])
@pytest.mark.parametrize("kind", DAMAGES)
async def test_each_damage_is_said_with_every_way_back_and_leaving_changes_nothing(
    kind: str, size: tuple[int, int], store: Store, clock: HandClock
) -> None:
    damage(store, kind)
    before = tree(store.folder)
    async with rescuing(store, clock, language="en", size=size) as world:
        assert "Your data cannot be read." in text(world)
        assert "desk.json" in "".join(text(world).split()), "its path may be longer than a line"
        assert "Nothing was touched." in text(world)
        assert world.choices == ["last", "backup", "backup", "backup", "empty", "leave"]
        assert "6 clients, 25 tasks, 6 time entries" in world.preview
        assert ("would be as it was: 1" if kind == "wrong types" else "would come back: 6") in world.preview
        await world.press("escape")
        assert not world.app.is_running
        assert world.app.return_value is None
    assert tree(store.folder) == before


@pytest.mark.parametrize("kind", DAMAGES)
async def test_the_last_good_state_is_taken_after_one_more_question(
    kind: str, store: Store, clock: HandClock
) -> None:
    before = titles(store, clock)
    bad = damage(store, kind)
    async with rescuing(store, clock, language="en") as world:
        await world.press("enter")
        assert "Take the desk as it was on Monday 23 November 2026" in text(world)
        assert store.place.desk.read_bytes() == bad, "nothing is done before the answer"
        await world.press("down", "enter")
        told = world.app.return_value or ""
    (aside,) = store.folder.glob("desk-damaged-*.json")
    assert aside.read_bytes() == bad
    assert aside.name in told
    assert titles(store, clock) == before


@pytest.mark.parametrize("kind", DAMAGES)
async def test_a_backup_comes_back_and_the_damaged_file_stays_beside(
    kind: str, store: Store, clock: HandClock
) -> None:
    bad = damage(store, kind)
    async with rescuing(store, clock, language="en") as world:
        await world.choose("backup")
        assert "Sunday 22 November 2026" in world.preview
        assert "24 in the backup" in world.preview
        await world.press("enter")
        assert "Restore the backup of Sunday 22 November 2026" in text(world)
        await world.press("down", "enter")
        told = world.app.return_value or ""
    (aside,) = store.folder.glob("desk-damaged-*.json")
    assert aside.read_bytes() == bad
    assert str(aside) in told
    assert "6 clients, 24 tasks" in told
    found = titles(store, clock)
    assert ("Catalogue 3" in found, "Catalogue 1" in found) == (True, False)
    assert any(b.why == "restore" for b in store.backups()), "what was there is in a backup as well"


async def test_saying_no_changes_nothing(store: Store, clock: HandClock) -> None:
    damage(store, "garbage")
    before = tree(store.folder)
    async with rescuing(store, clock, language="en") as world:
        await world.press("enter", "enter")
        assert world.app.is_running
        await world.press("enter", "escape")
        assert world.app.is_running
    assert tree(store.folder) == before


async def test_an_empty_desk_keeps_the_damaged_file_and_the_backups(store: Store, clock: HandClock) -> None:
    bad, kept = damage(store, "truncated"), {b.path for b in store.backups()}
    async with rescuing(store, clock, language="en") as world:
        await world.choose("empty")
        await world.press("enter", "down", "enter")
    (aside,) = store.folder.glob("desk-damaged-*.json")
    assert aside.read_bytes() == bad
    assert {b.path for b in store.backups()} == kept
    assert titles(store, clock) == set()
    assert store.look().months() == ("2026-09", "2026-10", "2026-11")


@pytest.mark.parametrize("left", ["desk-last.json", "months", "backups"])
async def test_an_open_file_that_is_gone_is_no_empty_desk(left: str, store: Store, clock: HandClock) -> None:
    store.place.desk.unlink()
    for path in (store.place.last_good, *store.place.months.iterdir(), *store.place.backups.iterdir()):
        if left not in str(path):
            path.unlink()
    before = tree(store.folder)
    async with rescuing(store, clock, language="en") as world:
        assert "Your open file is gone." in text(world)
        assert {"empty", "leave"} <= set(world.choices)
        await world.press("escape")
    assert tree(store.folder) == before
    async with rescuing(store, clock, language="en") as world:
        await world.choose("empty")
        await world.press("enter", "down", "enter")
    assert titles(store, clock) == set()


def test_a_folder_in_which_nothing_was_ever_kept_is_an_empty_desk(tmp_path: Path, clock: HandClock) -> None:
    store = Store(Place(tmp_path / "new"))
    for _ in range(2):
        assert titles(store, clock) == set()
    assert store.look().load() == []


def test_reading_commands_do_not_take_a_lost_file_for_an_empty_desk(store: Store) -> None:
    store.place.desk.unlink()
    with pytest.raises(Damaged) as lost:
        store.look().load()
    assert lost.value.why == rescue.GONE


# -- a later version -----------------------------------------------------------------------------------


async def test_a_later_version_is_left_alone_first(store: Store, clock: HandClock) -> None:
    store.place.desk.write_bytes(later(store.place.desk.read_bytes()))
    before = tree(store.folder)
    async with rescuing(store, clock, language="en") as world:
        assert "A later version of Pupitre wrote your data." in text(world)
        assert world.choices == ["leave", "backup", "backup", "backup"]
        await world.press("enter")
        assert world.app.return_value is None
        assert not world.app.is_running
    assert tree(store.folder) == before


async def test_an_older_backup_can_replace_a_later_version_which_is_kept(store: Store, clock: HandClock) -> None:
    newer = later(store.place.desk.read_bytes())
    store.place.desk.write_bytes(newer)
    async with rescuing(store, clock, language="en") as world:
        await world.press("down", "enter", "down", "enter")
    assert "Catalogue 3" in titles(store, clock)
    (aside,) = store.folder.glob("desk-damaged-*.json")
    assert aside.read_bytes() == newer
    assert any(b.why == "restore" for b in store.backups())


async def test_a_backup_of_a_later_version_is_listed_and_not_offered(store: Store, clock: HandClock) -> None:
    store.place.desk.write_bytes(later(store.place.desk.read_bytes()))
    made = store.back_up(clock())
    assert made is not None
    async with rescuing(store, clock, language="en") as world:
        assert world.choices == ["leave", "backup", "backup", "backup", "bad"]
        await world.choose("bad")
        assert "a later version of Pupitre wrote it" in world.preview
        await world.press("enter")
        assert isinstance(world.app.screen, rescue.RescueScreen), "nothing is asked"


# -- what is there cannot be trusted -------------------------------------------------------------------


@pytest.mark.parametrize("size", [COMMON, SMALL])
async def test_unreadable_backups_and_hostile_names_are_shown_as_they_are(
    size: tuple[int, int], store: Store, clock: HandClock
) -> None:
    for name in HOSTILE:
        short = name.replace("/", "-").replace("\x00", "")[:60]
        (store.place.backups / f"{short}.zip").write_bytes(b"no")
    (store.place.backups / f"{'z' * 200}.zip").write_bytes(b"PK\x03\x04")
    damage(store, "garbage")
    async with rescuing(store, clock, language="en", size=size) as world:
        assert world.choices.count("bad") == len(HOSTILE) + 1
        for _ in range(len(world.choices)):
            drawn = "".join(world.picture())
            assert not any(ord(c) < 32 or c in "\x9b\u202e" for c in drawn)
            await world.press("down")
        assert world.app.is_running


async def test_a_backup_that_turns_out_bad_is_refused_in_words(store: Store, clock: HandClock) -> None:
    damage(store, "truncated")
    newest = store.backups()[0].path
    async with rescuing(store, clock, language="en") as world:
        content = bytearray(newest.read_bytes())
        content[60:90] = b"\x00" * 30
        newest.write_bytes(bytes(content))
        before = tree(store.folder)
        await world.choose("backup")
        assert "cannot be used as a backup" in world.preview
        await world.press("enter", "down", "enter")
        assert "cannot be used as a backup" in world.preview
        assert tree(store.folder) == before
        await world.choose("backup:" + str(store.backups()[-1].path))
        await world.press("enter", "down", "enter")
        assert world.app.return_value
    assert "Catalogue 7" not in titles(store, clock)


async def test_a_last_good_copy_that_is_damaged_too_is_not_offered(store: Store, clock: HandClock) -> None:
    damage(store, "garbage")
    store.place.last_good.write_bytes(b"{")
    async with rescuing(store, clock, language="en") as world:
        assert world.choices == ["backup", "backup", "backup", "empty", "leave", "bad"]


async def test_a_desk_that_another_process_took_meanwhile_is_not_touched(store: Store, clock: HandClock) -> None:
    damage(store, "garbage")
    async with rescuing(store, clock, language="en") as world:
        held = lock.take(store.place, clock())
        await world.press("enter", "down", "enter")
        assert "already open" in world.preview
        lock.let_go(store.place, held)
        await world.press("enter", "down", "enter")
    assert "Catalogue 1" in titles(store, clock)


async def test_nothing_leaves_while_a_backup_is_put_back(store: Store, clock: HandClock) -> None:
    damage(store, "garbage")
    async with rescuing(store, clock, language="en") as world:
        screen = world.app.screen
        assert isinstance(screen, rescue.RescueScreen)
        screen.working = True
        await world.press("escape", "ctrl+q", "enter")
        assert world.app.is_running
        assert world.app.screen is screen


async def test_the_number_of_things_counts_the_closed_months(store: Store, clock: HandClock) -> None:
    on_the_desk = json.loads(store.place.desk.read_bytes())
    damage(store, "garbage")
    last = store.last_good()
    assert last is not None
    assert last.clients == len(on_the_desk["clients"])
    assert (last.tasks, last.entries) == (25, 6)
    assert len(on_the_desk["tasks"]) < 25


async def test_the_screen_speaks_french(store: Store, clock: HandClock) -> None:
    damage(store, "garbage")
    async with rescuing(store, clock) as world:
        assert "Vos données sont illisibles." in text(world)
        assert "dimanche 22 novembre 2026, 9 h 10" in text(world)


def test_what_is_restored_is_what_was_kept(store: Store, clock: HandClock) -> None:
    newest = store.backups()[0]
    store.restore(newest.path, clock())
    archive = store.open(clock())
    assert sum(isinstance(v, Client) for v in archive.load()) == newest.clients
    archive.close()
    store.place.desk.write_bytes(later(store.place.desk.read_bytes()))
    with pytest.raises(TooNew):
        store.open(clock())
