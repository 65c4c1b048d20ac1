"""Several files change as a whole, or not at all."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import staged
from storage.places import Place
from storage.staged import Staged, finish, is_whole, where
from tests.disk.desks import cut, faults_of, killed

Cutting = Callable[[int, Callable[[], object]], None]

OLD = {"desk.json": b"old", "months/2026-10.json": b"old october", "months/2026-09.json": b"old september"}
NEW = {"desk.json": b"new", "months/2026-10.json": b"new october", "months/2026-11.json": b"new november"}
NAMES = sorted(OLD.keys() | NEW.keys())
DROPS = sorted(OLD.keys() - NEW.keys())


def fresh(folder: Path) -> Path:
    """Return a folder with the old files in it."""
    (folder / "months").mkdir(parents=True)
    for name, content in OLD.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fresh(tmp_path)


def found(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in NAMES if (folder / name).exists()}


def seen(folder: Path, names: dict[str, bytes]) -> dict[str, bytes]:
    """Return what a reader finds that goes where it is told."""
    return {name: where(folder, name).read_bytes() for name in names}


def change(folder: Path) -> None:
    beside = Staged(folder)
    for name, content in NEW.items():
        beside.put(name, content)
    beside.commit(DROPS)


def test_nothing_counts_before_it_is_committed(folder: Path) -> None:
    beside = Staged(folder)
    for name, content in NEW.items():
        beside.put(name, content)
    assert found(folder) == seen(folder, OLD) == OLD
    assert not is_whole(folder)


def test_all_of_it_counts_once_it_is_committed(folder: Path) -> None:
    change(folder)
    assert found(folder) == NEW
    assert not (folder / staged.FOLDER).exists()


def test_what_is_forgotten_leaves_everything_as_it_was(folder: Path) -> None:
    beside = Staged(folder)
    beside.put("desk.json", b"never")
    beside.forget()
    assert found(folder) == OLD
    assert not (folder / staged.FOLDER).exists()


def test_what_the_disk_refuses_to_list_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = Staged(folder)
    beside.put("desk.json", b"never")

    def refuse(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("storage.atomic.write_whole", refuse)
    with pytest.raises(OSError, match="No space"):
        beside.commit(DROPS)
    finish(folder)
    assert found(folder) == OLD


def test_a_list_that_is_not_sure_to_stay_is_taken_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = Staged(folder)
    beside.put("desk.json", b"never")

    def refuse(folder: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("storage.atomic.flush_folder", refuse)
    with pytest.raises(OSError, match="Input/output"):
        beside.commit(DROPS)
    assert not is_whole(folder)
    assert seen(folder, OLD) == OLD


def test_what_cannot_be_moved_yet_counts_all_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = Staged(folder)
    for name, content in NEW.items():
        beside.put(name, content)

    def refuse(source: Path, target: Path) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr("storage.staged.replace", refuse)
        assert beside.commit(DROPS) is False
        assert seen(folder, NEW) == NEW
    finish(folder)
    assert found(folder) == NEW


def test_the_last_content_put_under_a_name_counts(folder: Path) -> None:
    beside = Staged(folder)
    beside.put("desk.json", b"first")
    beside.put("desk.json", b"second")
    beside.commit()
    assert found(folder) == OLD | {"desk.json": b"second"}


def test_what_already_counts_cannot_be_forgotten(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    counting = fresh(tmp_path_factory.mktemp("counting"))
    cut(faults_of(lambda: change(counting)).index("staged-after-list"), lambda: change(folder))
    Staged(folder).forget()
    finish(folder)
    assert found(folder) == NEW


@pytest.mark.parametrize("cutting", [cut, pytest.param(killed, marks=pytest.mark.skipif(
    not hasattr(os, "fork"), reason="the child is a fork"))])
def test_cut_off_anywhere_it_is_the_old_or_the_new(tmp_path: Path, cutting: Cutting) -> None:
    passed = faults_of(lambda: change(fresh(tmp_path / "whole")))
    ours = ("put", "before-list", "after-list", "moved", "all-moved")
    assert {f"staged-{name}" for name in ours} <= set(passed)
    counts_from = passed.index("replaced", passed.index("staged-before-list"))
    for number, name in enumerate(passed):
        folder = fresh(tmp_path / f"{cutting.__name__}-{number}")
        cutting(number, lambda folder=folder: change(folder))  # type: ignore[misc]
        new = number >= counts_from
        assert is_whole(folder) is new, name
        assert seen(folder, NEW if new else OLD) == (NEW if new else OLD), name
        finish(folder)
        assert found(folder) == (NEW if new else OLD), name
        assert not (folder / staged.FOLDER).exists(), name


def test_finishing_can_be_cut_off_and_tried_again(tmp_path: Path) -> None:
    passed = faults_of(lambda: change(fresh(tmp_path / "whole")))
    start = passed.index("staged-after-list")
    rest = len(passed) - start - 1
    assert rest > 1
    for number in range(rest):
        folder = fresh(tmp_path / str(number))
        cut(start, lambda folder=folder: change(folder))  # type: ignore[misc]
        cut(number, lambda folder=folder: finish(folder))  # type: ignore[misc]
        assert seen(folder, NEW) == NEW
        finish(folder)
        finish(folder)
        assert found(folder) == NEW


def test_what_a_program_left_that_was_cut_off_is_no_part_of_the_next_change(folder: Path) -> None:
    cut(0, lambda: change(folder))
    beside = Staged(folder)
    beside.put("months/2026-11.json", b"other")
    beside.commit()
    assert found(folder) == OLD | {"months/2026-11.json": b"other"}


@pytest.mark.skipif(os.name == "nt", reason="modes of a Unix file")
def test_only_she_can_read_what_waits(folder: Path) -> None:
    Staged(folder).put("months/2026-11.json", b"hers")
    for path in (folder / staged.FOLDER).rglob("*"):
        assert not path.stat().st_mode & 0o077


def test_a_list_that_the_disk_damaged_counts_with_every_file_beside(place: Place) -> None:
    place.make()
    place.desk.write_bytes(b"old")
    staged = Staged(place.folder)
    staged.put("desk.json", b"new")
    staged.put("months/2026-10.json", b"october")
    (place.folder / "staged" / "whole.json").write_bytes(b'{"puts": [')
    finish(place.folder)
    assert place.desk.read_bytes() == b"new"
    assert (place.months / "2026-10.json").read_bytes() == b"october"
    assert not (place.folder / "staged").exists()
