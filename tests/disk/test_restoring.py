"""Putting a backup back: the old desk or the new one, and what was there is kept."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from pupitre.errors import BadBackup
from storage import backups, staged
from storage.backup_file import Why
from storage.places import Place
from storage.restoring import restore, restore_month
from tests.disk.desks import contents, cut, faults_of, file_of, inside, killed, titled, write
from tests.disk.forms import BOTH
from tests.memory import MONDAY_9_10

FORMS = BOTH
NOW = MONDAY_9_10
LATER = NOW + timedelta(days=1)
OCTOBER = file_of(tasks=titled("Permis"))
THEN = {"desk.json": file_of(tasks=titled("Devis")), "months/2026-10.json": OCTOBER,
        "months/2026-09.json": file_of(entries={"e": {"id": "e"}})}
SINCE = {"desk.json": file_of(tasks=titled("Relances")), "months/2026-10.json": file_of(tasks=titled("Autre")),
         "months/2026-11.json": file_of(tasks=titled("Devis"))}

Cutting = Callable[[int, Callable[[], object]], None]


@pytest.fixture
def backup(place: Place, tmp_path: Path) -> Path:
    """A backup of the desk as it was; the desk went on since."""
    write(place, THEN)
    made = backups.make(place, NOW, Why.HAND, tmp_path / "stick.zip").path
    write(place, SINCE)
    return made


def test_the_desk_is_what_it_was_then(place: Place, backup: Path) -> None:
    done = restore(place, backup, LATER)
    assert contents(place) == THEN
    assert (done.backup.path, done.aside) == (backup, ())


def test_the_desk_as_it_was_before_is_a_backup(place: Place, backup: Path) -> None:
    before = restore(place, backup, LATER).before
    assert before is not None
    assert (before.why, before.made) == (Why.RESTORE, LATER)
    assert inside(before.path, place.seal) == SINCE
    restore(place, before.path, LATER)
    assert contents(place) == SINCE


def test_it_can_be_put_in_a_new_place(place: Place, backup: Path, tmp_path: Path) -> None:
    new = Place(tmp_path / "another" / "machine", place.seal)
    done = restore(new, backup, LATER)
    assert contents(new) == THEN
    assert (done.before, done.aside) == (None, ())
    if os.name != "nt":
        assert not any(p.stat().st_mode & 0o077 for p in (new.folder, new.months, new.desk))


@pytest.mark.parametrize("name", sorted(SINCE))
@pytest.mark.parametrize("content", [b"", b"{", b'{"tasks": 3}'])
def test_what_is_damaged_is_kept_beside(place: Place, backup: Path, name: str, content: bytes) -> None:
    write(place, SINCE | {name: content})
    done = restore(place, backup, LATER)
    assert contents(place) == THEN
    path = place.folder / name
    assert done.aside == (path.with_stem(f"{path.stem}-damaged-2026-11-24T09-10-00"),)
    assert place.seal.open(done.aside[0].read_bytes()) == content


def test_what_was_set_aside_is_never_written_over(place: Place, backup: Path) -> None:
    for content in (b"first", b"second"):
        write(place, SINCE | {"desk.json": content})
        restore(place, backup, LATER)
    aside = sorted(place.folder.glob("desk-damaged-*"))
    assert [path.name for path in aside] == [
        "desk-damaged-2026-11-24T09-10-00-2.json", "desk-damaged-2026-11-24T09-10-00.json"]
    assert [place.seal.open(path.read_bytes()) for path in aside] == [b"second", b"first"]


def test_what_the_caller_knows_to_be_damaged_is_kept_beside(place: Place, backup: Path) -> None:
    done = restore(place, backup, LATER, {"months/2026-11.json"})
    assert [place.seal.open(path.read_bytes()) for path in done.aside] == [SINCE["months/2026-11.json"]]


def test_what_cannot_be_read_is_kept_beside(place: Place, backup: Path) -> None:
    (place.months / "2026-09.json").mkdir()
    done = restore(place, backup, LATER)
    assert contents(place) == THEN
    assert [path.is_dir() for path in done.aside] == [True]
    assert done.before is not None
    assert done.before.left_out == ("months/2026-09.json",)


def test_on_a_disk_without_second_names_it_is_a_copy(
    place: Place, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    place.desk.write_bytes(b"damaged")
    assert [path.read_bytes() for path in restore(place, backup, LATER).aside] == [b"damaged"]
    assert contents(place) == THEN


def test_what_the_backup_could_not_read_then_is_left_alone(place: Place, tmp_path: Path) -> None:
    write(place, THEN)
    (place.months / "2026-11.json").mkdir()
    made = backups.make(place, NOW, Why.HAND, tmp_path / "stick.zip").path
    (place.months / "2026-11.json").rmdir()
    write(place, SINCE)
    restore(place, made, LATER)
    assert contents(place) == THEN | {"months/2026-11.json": SINCE["months/2026-11.json"]}


def test_a_bad_backup_changes_nothing(place: Place, backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-50])
    with pytest.raises(BadBackup):
        restore(place, backup, LATER)
    with pytest.raises(BadBackup):
        restore_month(place, backup, "2026-10", LATER)
    assert contents(place) == SINCE
    assert not place.backups.exists()


def test_a_stick_pulled_out_meanwhile_changes_nothing(
    place: Place, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = staged.Staged.put

    def put(self: staged.Staged, name: str, content: bytes) -> None:
        real(self, name, content)
        raise BadBackup(backup, "Input/output error")

    monkeypatch.setattr(staged.Staged, "put", put)
    with pytest.raises(BadBackup):
        restore(place, backup, LATER)
    assert contents(place) == SINCE
    assert not (place.folder / staged.FOLDER).exists()


def test_files_half_moved_are_moved_first_and_belong_to_the_old_desk(place: Place, backup: Path) -> None:
    moved = SINCE | {"desk.json": file_of(), "months/2026-08.json": OCTOBER}

    def move() -> None:
        beside = staged.Staged(place.folder)
        beside.put("desk.json", place.seal.close(moved["desk.json"]))
        beside.put("months/2026-08.json", place.seal.close(OCTOBER))
        beside.commit()

    def half_moved() -> None:
        write(place, SINCE)
        cut(listed, move)

    listed = faults_of(move).index("staged-after-list")
    half_moved()
    passed = faults_of(lambda: restore(place, backup, LATER))
    assert contents(place) == THEN
    assert [inside(b.path, place.seal) for b in backups.found(place)] == [moved]
    for number, name in enumerate(passed):
        half_moved()
        cut(number, lambda: restore(place, backup, LATER))
        assert contents(place) in (moved, THEN), name
        staged.finish(place.folder)
        assert contents(place) in (moved, THEN), name


@pytest.mark.parametrize("cutting", [cut, pytest.param(killed, marks=pytest.mark.skipif(
    not hasattr(os, "fork"), reason="the child is a fork"))])
def test_cut_off_anywhere_the_desk_is_the_old_or_the_new(place: Place, backup: Path, cutting: Cutting) -> None:
    old = SINCE | {"months/2026-10.json": b"damaged"}
    write(place, old)
    passed = faults_of(lambda: restore(place, backup, LATER))
    counts_from = passed.index("replaced", passed.index("staged-before-list"))
    assert {"backup-written", "set-aside", "staged-put", "staged-moved"} <= set(passed)
    for number, name in enumerate(passed):
        write(place, old)
        cutting(number, lambda: restore(place, backup, LATER))
        expected = THEN if number >= counts_from else old
        assert contents(place) == expected, name
        staged.finish(place.folder)
        assert contents(place) == expected, name
        assert {place.seal.open(p.read_bytes()) for p in place.months.glob("*-damaged-*")} == {b"damaged"}
        assert backups.unreadable(place) == ()
    assert all(inside(b.path, place.seal) in (old, THEN) for b in backups.found(place))


# -- one month -----------------------------------------------------------------------------------


def test_one_month_is_put_back_and_nothing_else(place: Place, backup: Path) -> None:
    done = restore_month(place, backup, "2026-10", LATER)
    assert contents(place) == SINCE | {"months/2026-10.json": OCTOBER}
    assert done.aside == ()
    assert done.before is not None
    assert inside(done.before.path, place.seal) == SINCE


def test_a_damaged_month_is_kept_beside_and_no_other_file(place: Place, backup: Path) -> None:
    write(place, SINCE | {"months/2026-10.json": b"damaged", "months/2026-11.json": b"damaged too"})
    done = restore_month(place, backup, "2026-10", LATER)
    assert [place.seal.open(path.read_bytes()) for path in done.aside] == [b"damaged"]
    assert contents(place)["months/2026-10.json"] == OCTOBER
    assert contents(place)["months/2026-11.json"] == b"damaged too"


def test_a_month_half_moved_does_not_come_over_the_one_put_back(place: Place, backup: Path) -> None:
    def move() -> None:
        beside = staged.Staged(place.folder)
        beside.put("months/2026-10.json", file_of())
        beside.commit()

    cut(faults_of(move).index("staged-after-list"), move)
    restore_month(place, backup, "2026-10", LATER)
    staged.finish(place.folder)
    assert contents(place) == SINCE | {"months/2026-10.json": OCTOBER}


def test_a_month_that_is_missing_comes_back(place: Place, backup: Path) -> None:
    restore_month(place, backup, "2026-09", LATER)
    assert contents(place) == SINCE | {"months/2026-09.json": THEN["months/2026-09.json"]}


def test_a_month_that_the_backup_does_not_have_is_refused(place: Place, backup: Path) -> None:
    with pytest.raises(BadBackup) as refused:
        restore_month(place, backup, "2026-11", LATER)
    assert refused.value.why == "no_month"
    for name in ("../desk", "2026-13", "desk", ""):
        with pytest.raises(ValueError, match="not a month"):
            restore_month(place, backup, name, LATER)
    assert contents(place) == SINCE


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the child is a fork")
def test_killed_anywhere_the_month_is_the_old_or_the_new(place: Place, backup: Path) -> None:
    old = SINCE | {"months/2026-10.json": b"damaged"}
    write(place, old)
    for number in range(len(faults_of(lambda: restore_month(place, backup, "2026-10", LATER)))):
        write(place, old)
        killed(number, lambda: restore_month(place, backup, "2026-10", LATER))
        assert contents(place) in (old, SINCE | {"months/2026-10.json": OCTOBER})
        assert contents(place).keys() == SINCE.keys()
