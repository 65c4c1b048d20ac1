"""A backup is one good file, whatever state the desk is in and whatever is written meanwhile."""

import io
import json
import os
import stat
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from pupitre.errors import BadBackup
from storage import backups, desk_files, packing
from storage.backup_file import MANIFEST, Why, check
from storage.places import Place
from storage.staged import Staged, finish
from tests.disk.desks import (
    DESK,
    OCTOBER,
    WHOLE,
    at_fault,
    contents,
    cut,
    faults_of,
    file_of,
    inside,
    killed,
    titled,
    write,
)
from tests.disk.forms import BOTH
from tests.memory import MONDAY_9_10

FORMS = BOTH
NOW = MONDAY_9_10


def in_clear(path: Path, place: Place) -> io.BytesIO:
    """Return a backup as any program reads it."""
    return io.BytesIO(place.seal.open_any(path.read_bytes()))


@pytest.fixture
def place(place: Place) -> Place:
    write(place, WHOLE)
    return place


# -- made ----------------------------------------------------------------------------------------


def test_a_backup_is_one_zip_with_every_file_and_what_is_in_it(place: Place) -> None:
    made = backups.make(place, NOW, Why.DAY)
    assert made.path == place.backups / "pupitre-2026-11-23T0910-day.zip"
    assert (made.made, made.why) == (NOW, Why.DAY)
    assert made.made.utcoffset() == timedelta(0)
    assert (made.clients, made.tasks, made.entries, made.schema) == (1, 4, 3, 2)
    assert (made.size, made.damaged, made.left_out) == (made.path.stat().st_size, (), ())
    assert inside(made.path, place.seal) == WHOLE == contents(place)
    assert check(made.path, place.seal) == made
    with zipfile.ZipFile(in_clear(made.path, place)) as pack:
        assert sorted(pack.namelist()) == sorted([*WHOLE, MANIFEST])
        assert pack.testzip() is None
    assert [f.name for f in place.backups.iterdir()] == [made.path.name]


@pytest.mark.skipif(os.name == "nt", reason="modes of a Unix file")
def test_only_she_can_read_it(place: Place, tmp_path: Path) -> None:
    made = [backups.make(place, NOW, Why.DAY).path, backups.make(place, NOW, Why.HAND, tmp_path / "own.zip").path]
    assert [stat.S_IMODE(path.stat().st_mode) for path in made] == [0o600, 0o600]
    assert stat.S_IMODE(place.backups.stat().st_mode) == 0o700


def test_two_in_one_minute_are_two_files(place: Place) -> None:
    names = [backups.make(place, NOW, Why.IMPORT).path.name for _ in range(3)]
    first = "pupitre-2026-11-23T0910-import"
    assert names == [f"{first}.zip", f"{first}-2.zip", f"{first}-3.zip"]


def test_it_goes_to_the_folder_or_the_file_that_she_names(place: Place, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert backups.make(place, NOW, Why.HAND, stick).path == stick / "pupitre-2026-11-23T0910-hand.zip"
    assert backups.make(place, NOW, Why.HAND, stick / "desk.zip").path == stick / "desk.zip"
    assert backups.found(place) == ()


def test_what_she_has_is_never_written_over(place: Place, tmp_path: Path) -> None:
    hers = tmp_path / "hers.zip"
    hers.write_bytes(b"hers")
    with pytest.raises(FileExistsError):
        backups.make(place, NOW, Why.HAND, hers)
    with pytest.raises(NotADirectoryError):
        backups.make(place, NOW, Why.HAND, tmp_path / "nowhere" / "desk.zip")
    assert hers.read_bytes() == b"hers"


def test_a_file_that_comes_there_meanwhile_is_not_written_over_either(place: Place, tmp_path: Path) -> None:
    target = tmp_path / "hers.zip"

    def come(name: str) -> None:
        if name == "backup-written":
            target.write_bytes(b"hers")

    with at_fault(come), pytest.raises(FileExistsError):
        backups.make(place, NOW, Why.HAND, target)
    assert target.read_bytes() == b"hers"
    assert [f.name for f in tmp_path.iterdir() if f.is_file()] == ["hers.zip"]


def test_of_nothing_there_is_no_backup(place: Place) -> None:
    write(place, {})
    with pytest.raises(FileNotFoundError):
        backups.make(place, NOW, Why.DAY)
    assert not place.backups.exists()


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"{", b"[]", b'{"tasks": 3}', b"[" * 10_000, DESK[:-9]])
@pytest.mark.parametrize("name", ["desk.json", "months/2026-10.json"])
def test_what_is_damaged_is_kept_as_it_is(place: Place, name: str, content: bytes) -> None:
    write(place, WHOLE | {name: content})
    made = backups.make(place, NOW, Why.RESTORE)
    assert made.damaged == (name,)
    assert inside(made.path, place.seal)[name] == content
    assert made.entries == (3 if name == "desk.json" else 1)


def test_the_months_are_kept_when_the_open_file_is_gone(place: Place) -> None:
    place.desk.unlink()
    made = backups.make(place, NOW, Why.RESTORE)
    assert sorted(inside(made.path, place.seal)) == ["months/2026-09.json", "months/2026-10.json"]


def test_what_cannot_be_read_is_left_out_and_named(place: Place) -> None:
    (place.months / "2026-08.json").mkdir()
    made = backups.make(place, NOW, Why.DAY)
    assert made.left_out == check(made.path, place.seal).left_out == ("months/2026-08.json",)
    assert inside(made.path, place.seal) == WHOLE


def test_only_the_files_of_a_desk_go_in(place: Place) -> None:
    for name in ("pupitre.lock", "open.json", "months/2026-13.json", "months/.2026-10.json.7.new",
                 "months/2026-10-damaged-2026-11-01T00-00-00.json", "months/२०२६-10.json"):
        (place.folder / name).write_bytes(b"{}")
    assert inside(backups.make(place, NOW, Why.DAY).path, place.seal) == WHOLE


# -- beside an open desk -------------------------------------------------------------------------


def during(monkeypatch: pytest.MonkeyPatch, act: Callable[[str], None]) -> None:
    """Do something just after each file of the desk was put in a backup."""
    real = packing.Pack.add

    def add(self: packing.Pack, name: str, content: bytes) -> None:
        real(self, name, content)
        act(name)

    monkeypatch.setattr(packing.Pack, "add", add)


NEW = {"desk.json": file_of(tasks=titled("Devis")), "months/2026-10.json": OCTOBER,
       "months/2026-11.json": file_of(tasks=titled("Relances"))}


def move_a_day(place: Place) -> None:
    beside = Staged(place.folder)
    for name, content in NEW.items():
        beside.put(name, place.seal.close(content))
    beside.commit(["months/2026-09.json"])


@pytest.mark.parametrize("after", sorted(WHOLE))
def test_a_move_of_files_meanwhile_makes_it_start_over(
    place: Place, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    todo = [after]

    def act(name: str) -> None:
        if name in todo:
            todo.remove(name)
            move_a_day(place)

    during(monkeypatch, act)
    assert inside(backups.make(place, NOW, Why.DAY).path, place.seal) == NEW


def test_work_on_the_open_file_meanwhile_does_not_hold_it_up(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = file_of(tasks=titled("Autre"))
    passed: list[str] = []

    def act(name: str) -> None:
        passed.append(name)
        place.desk.write_bytes(place.seal.close(newer))

    during(monkeypatch, act)
    assert inside(backups.make(place, NOW, Why.DAY).path, place.seal) == WHOLE | {"desk.json": newer}
    assert len(passed) == len(WHOLE)


def test_months_that_change_for_ever_are_said(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    october = place.months / "2026-10.json"

    def act(_: str) -> None:
        october.write_bytes(october.read_bytes() + b" ")

    during(monkeypatch, act)
    with pytest.raises(OSError, match="busy"):
        backups.make(place, NOW, Why.DAY)
    assert list(place.backups.iterdir()) == []


def test_files_half_moved_are_read_where_they_count(tmp_path: Path) -> None:
    def moved(name: str) -> Place:
        new = Place(tmp_path / name)
        write(new, WHOLE)
        return new

    whole = moved("whole")
    passed = faults_of(lambda: move_a_day(whole))
    for number in range(passed.index("staged-after-list"), len(passed)):
        half = moved(f"half-{number}")
        cut(number, lambda half=half: move_a_day(half))  # type: ignore[misc]
        assert inside(backups.make(half, NOW, Why.DAY).path) == NEW


def test_files_that_are_moved_into_place_meanwhile_are_read_there(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    counted = Place(tmp_path / "counted", place.seal)
    write(counted, WHOLE)
    cut(faults_of(lambda: move_a_day(counted)).index("staged-after-list"), lambda: move_a_day(place))
    during(monkeypatch, lambda _: finish(place.folder))
    made = backups.make(place, NOW, Why.DAY)
    assert (inside(made.path, place.seal), made.left_out) == (NEW, ())


# -- whole or not there --------------------------------------------------------------------------


def test_cut_off_anywhere_no_half_backup_is_found(place: Place) -> None:
    passed = faults_of(lambda: backups.make(place, NOW, Why.DAY))
    assert passed == ["backup-written", "backup-in-place"]
    for cutting in (cut, killed) if hasattr(os, "fork") else (cut,):
        for number in range(len(passed)):
            for path in place.backups.iterdir():
                path.unlink()
            cutting(number, lambda: backups.make(place, NOW, Why.DAY))
            assert len(backups.found(place)) == number
            assert backups.unreadable(place) == ()
            for backup in backups.found(place):
                assert check(backup.path, place.seal) == backup


def test_what_is_not_read_back_as_written_is_no_backup(place: Place) -> None:
    def spoil(name: str) -> None:
        if name == "backup-written":
            path = next(place.backups.glob(".*.new"))
            content = bytearray(path.read_bytes())
            content[60] ^= 0xFF
            path.write_bytes(content)

    with at_fault(spoil), pytest.raises(BadBackup) as refused:
        backups.make(place, NOW, Why.DAY)
    assert refused.value.path == place.backups / "pupitre-2026-11-23T0910-day.zip"
    assert list(place.backups.iterdir()) == []


def test_a_full_disk_leaves_nothing_behind(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        backups.make(place, NOW, Why.DAY)
    assert list(place.backups.iterdir()) == []


def test_the_manifest_can_be_read_by_anything(place: Place) -> None:
    made = backups.make(place, NOW, Why.DAY)
    with zipfile.ZipFile(in_clear(made.path, place)) as pack:
        told = msgspec.json.decode(pack.read(MANIFEST))
    assert told["format"] == 1
    assert told["made"] == "2026-11-23T08:10:00Z"
    assert told["members"]["months/2026-10.json"]["counts"] == {"tasks": 2, "entries": 2}
    assert told["members"]["desk.json"]["length"] == len(DESK)
    assert desk_files.facts(DESK) is not None


def test_what_lies_on_the_desk_again_counts_once(place: Place) -> None:
    desk = {"pupitre": {"file": {"schema": 2}}, "tasks": {"t1": {"id": "t1"}, "t2": {"id": "t2"}},
            "recalled": {"Task:t1@2026-10": {"id": "Task:t1@2026-10", "month": "2026-10"}}}
    month = {"pupitre": {"file": {"schema": 2}}, "tasks": {"t1": {"id": "t1"}, "t3": {"id": "t3"}}}
    place.make()
    place.desk.write_bytes(place.seal.close(json.dumps(desk).encode()))
    (place.months / "2026-10.json").write_bytes(place.seal.close(json.dumps(month).encode()))
    made = backups.make(place, NOW, Why.DAY)
    assert made.tasks == 3
    newer = desk | {"tasks": {"t1": {"id": "t1", "title": "x"}, "t2": {"id": "t2"}}}
    place.desk.write_bytes(place.seal.close(json.dumps(newer).encode()))
    tasks = next(t for t in backups.compare(place, made.path).tables if t.table == "tasks")
    assert (tasks.now, tasks.then) == (3, 3)
