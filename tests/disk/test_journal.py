"""The changes since the open file was written whole: none is lost, none comes back, and damage is told."""

import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pupitre.errors import Damaged, Replaced
from pupitre.ports import Change
from pupitre.settings import Settings
from pupitre.task import Task
from pupitre.value import replace
from storage import desk_files, lock
from storage.archive import TinyArchive, open_archive
from storage.backup_file import opened as opened_backup
from storage.backups import Why, make
from storage.places import Place
from storage.reader import read_values
from storage.store import Store
from tests.disk.forms import BOTH

FORMS = BOTH
NOW = datetime(2026, 11, 23, 8, 10, tzinfo=UTC)


def task(number: int, title: str = "Relances « impayés »\n") -> Task:
    return Task(id=f"t{number}", title=title, created=NOW)


def put(number: int) -> Change:
    return Change((task(number),))


def ids(place: Place) -> list[str]:
    return sorted(v.id for v in read_values(place))


def let_go(archive: TinyArchive) -> None:
    """End as a kill does: nothing is written any more, and the lock is free."""
    lock.let_go(archive.place, archive._held)


@pytest.fixture
def opened(place: Place) -> TinyArchive:
    """Return a desk with one task, written whole."""
    archive = open_archive(place, NOW)
    archive.keep(put(0))
    return archive


def test_a_change_is_one_line_and_one_flush(
    opened: TinyArchive, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.keep(put(1))
    whole, lines = place.desk.read_bytes(), place.journal.read_bytes()
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", flushed.append)
    opened.keep(Change((task(0, "Autre"),), ((Task, "t1"),)))
    assert len(flushed) == 1
    assert place.desk.read_bytes() == whole
    assert place.journal.read_bytes()[len(lines):].count(b"\n") == 1
    assert read_values(place) == [task(0, "Autre")]
    assert os.name == "nt" or place.journal.stat().st_mode & 0o777 == 0o600


def test_the_last_change_counts_whatever_it_was(opened: TinyArchive, place: Place) -> None:
    settings = Settings(name="Maëlle")
    for change in (Change((settings, task(1))), Change((), ((Task, "t1"),)), Change((task(1, "Encore"),)),
                   Change((replace(settings, name="Zoé"),), ((Task, "t0"),))):
        opened.keep(change)
    expected = {"t1": task(1, "Encore"), settings.id: replace(settings, name="Zoé")}
    assert {v.id: v for v in read_values(place)} == expected
    opened.close()
    assert {v.id: v for v in open_archive(place, NOW).load()} == expected


def test_cut_at_any_byte_every_line_before_counts(opened: TinyArchive, place: Place) -> None:
    ends = [0]
    for number in range(1, 5):
        opened.keep(put(number))
        ends.append(place.journal.stat().st_size)
    whole = place.journal.read_bytes()
    for size in range(len(whole) + 1):
        place.journal.write_bytes(whole[:size])
        lines = sum(1 for end in ends if 0 < end <= size)
        assert ids(place) == [f"t{n}" for n in range(lines + 1)], size
        place.journal.write_bytes(whole[:size] + b"\0" * (len(whole) - size))
        assert ids(place) == [f"t{n}" for n in range(lines + 1)], f"{size}, then what a power cut leaves"


def test_what_a_kill_left_is_written_whole_at_the_next_opening(opened: TinyArchive, place: Place) -> None:
    for number in range(1, 4):
        opened.keep(put(number))
    let_go(opened)
    again = open_archive(place, NOW)
    assert sorted(v.id for v in again.load()) == ["t0", "t1", "t2", "t3"]
    assert not place.journal.exists()
    assert place.last_good.read_bytes() == place.desk.read_bytes()
    again.keep(put(4))
    assert ids(place) == ["t0", "t1", "t2", "t3", "t4"]


def test_it_is_written_whole_now_and_then(
    opened: TinyArchive, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.open_file.LINES", 5)
    seen = set()
    for number in range(1, 40):
        opened.keep(put(number))
        assert ids(place) == sorted(f"t{n}" for n in range(number + 1))
        seen.add(place.desk.stat().st_ino)
    assert place.journal.read_bytes().count(b"\n") <= 6
    assert len(seen) > 1


def test_a_long_change_is_written_whole_at_once(opened: TinyArchive, place: Place) -> None:
    opened.keep(put(1))
    before = place.journal.stat().st_size
    opened.keep(Change(tuple(task(n, "x" * 200) for n in range(2, 600))))
    assert place.journal.stat().st_size == before
    assert len(read_values(place)) == 600
    opened.keep(put(600))
    assert len(read_values(place)) == 601


def test_lines_beside_another_file_are_not_taken_for_its_own(opened: TinyArchive, place: Place) -> None:
    opened.keep(Change((task(0, "Avant"), task(1))))
    old = place.journal.read_bytes()
    opened.keep(Change((task(0, "Après"),), ((Task, "t1"),)))
    opened.close()
    place.journal.write_bytes(old)  # as when the power goes between the whole file and the end of its journal
    assert read_values(place) == [task(0, "Après")]
    assert open_archive(place, NOW).load() == [task(0, "Après")]
    assert not place.journal.exists()



def test_taken_back_by_a_whole_write_it_stays_away(
    opened: TinyArchive, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.keep(put(1))
    monkeypatch.setattr("storage.open_file.LINES", 0)
    opened.keep(Change((), ((Task, "t1"),)))  # the file is as it was when the line was begun
    assert ids(place) == ["t0"]


@pytest.fixture
def torn(opened: TinyArchive, place: Place) -> Place:
    """Return a desk of which the second of three lines is damaged."""
    for number in range(1, 4):
        opened.keep(put(number))
    let_go(opened)
    lines = place.journal.read_bytes()
    at = sum(len(line) + 1 for line in lines.split(b"\n")[:2]) + 20
    place.journal.write_bytes(lines[:at] + b"x" + lines[at + 1:])
    return place


def test_a_damaged_line_with_good_ones_behind_it_is_told(torn: Place) -> None:
    before = torn.desk.read_bytes(), torn.journal.read_bytes()
    for reading in (lambda: read_values(torn), lambda: open_archive(torn, NOW)):
        with pytest.raises(Damaged) as failure:
            reading()
        assert failure.value.good == torn.desk
    assert (torn.desk.read_bytes(), torn.journal.read_bytes()) == before
    with opened_backup(make(torn, NOW, Why.HAND).path, torn.seal) as backup:
        kept = torn.seal.open(before[0]) + b"\n" + before[1]
        assert backup.content("desk.json") == kept, "all that can be kept of it is"


def test_what_is_put_back_has_the_lines_before_the_damage(torn: Place) -> None:
    store = Store(torn)
    last = store.last_good()
    assert last is not None
    assert last.tasks == 2
    assert [t.then for t in store.compare_last_good().tables if t.table == "tasks"] == [2]
    store.put_back(last.path, NOW)
    assert ids(torn) == ["t0", "t1"]
    kept = {p.name for p in torn.folder.glob("desk-damaged-*")}
    assert kept == {"desk-damaged-2026-11-23T08-10-00.json", "desk-damaged-2026-11-23T08-10-00.log"}
    archive = Store(torn).open(NOW)
    archive.keep(put(9))
    assert ids(torn) == ["t0", "t1", "t9"]


def test_a_damaged_open_file_loses_nothing_when_its_copy_is_good(opened: TinyArchive, place: Place) -> None:
    opened.close()
    archive = open_archive(place, NOW)
    for number in range(1, 4):
        archive.keep(put(number))
    let_go(archive)
    place.desk.write_bytes(place.desk.read_bytes()[:50])
    store = Store(place)
    last = store.last_good()
    assert last is not None
    store.put_back(last.path, NOW)
    assert ids(place) == ["t0", "t1", "t2", "t3"]


def test_beginning_anew_brings_nothing_back(torn: Place) -> None:
    Store(torn).put_back(None, NOW)
    assert ids(torn) == []


def test_a_restored_backup_does_not_meet_the_lines_of_before(opened: TinyArchive, place: Place) -> None:
    opened.keep(put(1))
    backup = make(place, NOW, Why.HAND)
    opened.keep(put(2))
    let_go(opened)
    store = Store(place)
    store.restore(backup.path, NOW)
    assert ids(place) == ["t0", "t1"]
    assert not place.journal.exists()


@pytest.mark.parametrize("meddle", [
    lambda path: path.write_bytes(path.read_bytes()[:-9]), lambda path: path.write_bytes(path.read_bytes() + b"x"),
    lambda path: path.write_bytes(b""),
], ids=["cut", "longer", "empty"])
def test_a_journal_that_another_program_changed_is_set_aside(
    meddle: Callable[[Path], object], opened: TinyArchive, place: Place
) -> None:
    opened.keep(put(1))
    meddle(place.journal)
    theirs = place.journal.read_bytes()
    with pytest.raises(Replaced) as failure:
        opened.keep(put(2))
    assert failure.value.aside is not None
    assert failure.value.aside.read_bytes() == theirs
    opened.keep(put(2))
    assert ids(place) == ["t0", "t1", "t2"]


@pytest.mark.parametrize("name", ["desk.json", "desk.log"])
def test_a_file_that_went_away_is_written_anew(name: str, opened: TinyArchive, place: Place) -> None:
    opened.keep(put(1))
    (place.folder / name).unlink()
    opened.keep(put(2))
    assert ids(place) == ["t0", "t1", "t2"]


def test_closing_over_another_programs_file_keeps_both(opened: TinyArchive, place: Place) -> None:
    opened.keep(put(1))
    beside = place.desk.with_suffix(".other")
    beside.write_bytes(desk_files.content(place, "desk.json"))
    beside.replace(place.desk)
    with pytest.raises(Replaced) as failure:
        opened.close()
    assert failure.value.aside is not None
    assert failure.value.aside.exists()
    assert ids(place) == ["t0", "t1"]
    open_archive(place, NOW).close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer is a fork")
def test_a_reader_beside_sees_every_change_that_came_before(
    opened: TinyArchive, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.open_file.LINES", 3)
    read, write = os.pipe()
    writer = os.fork()
    if writer == 0:
        number = 0
        while True:
            number += 1
            opened.keep(put(number))
            os.write(write, b".")
    try:
        known = 0
        for _ in range(80):
            known += len(os.read(read, 65536))
            found = {int(v.id[1:]) for v in read_values(place)}
            assert found == set(range(max(found) + 1))
            assert max(found) >= known
    finally:
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
