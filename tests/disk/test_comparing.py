"""What a backup would change, said before anything is."""

import json
from pathlib import Path
from typing import Any

import pytest

from pupitre.errors import BadBackup
from storage import backups, desk_files
from storage.backup_file import Why
from storage.comparing import Difference, Some, TableDifference, compare
from storage.places import Place
from tests.disk.desks import contents, file_of, titled, write
from tests.memory import MONDAY_9_10

SEPTEMBER = file_of(tasks=titled("Permis"), entries={"e1": {"id": "e1"}})
OCTOBER = file_of(tasks=titled("Dictée"))
THEN = {
    "desk.json": file_of(clients={"tuy": {"id": "tuy", "name": "Tuyauterie"}}, tasks=titled("Devis", "Relances")),
    "months/2026-09.json": SEPTEMBER, "months/2026-10.json": OCTOBER,
}
NONE = Some(0, ())


@pytest.fixture
def backup(place: Place, tmp_path: Path) -> Path:
    write(place, THEN)
    return backups.make(place, MONDAY_9_10, Why.HAND, tmp_path / "stick.zip").path


def table(found: Difference, name: str) -> TableDifference:
    return next(t for t in found.tables if t.table == name)


def test_nothing_differs_from_the_backup_just_made(place: Place, backup: Path) -> None:
    found = compare(place, backup)
    assert found.tables == tuple(
        TableDifference(name, n, n, NONE, NONE, NONE) for name, n in (("clients", 1), ("tasks", 4), ("entries", 1)))
    assert (found.backup.path, found.damaged) == (backup, ())


def test_what_came_went_and_changed_is_counted_and_named(place: Place, backup: Path) -> None:
    since = {"Devis": {"id": "Devis", "title": "Devis cumulus"}, "n": {"id": "n", "title": "Neuf"}}
    write(place, THEN | {"desk.json": file_of(clients={}, tasks=since)})
    found = compare(place, backup)
    assert table(found, "tasks") == TableDifference(
        "tasks", 4, 4, Some(1, ("Neuf",)), Some(1, ("Relances",)), Some(1, ("Devis cumulus",)))
    assert table(found, "clients") == TableDifference("clients", 0, 1, NONE, Some(1, ("Tuyauterie",)), NONE)


def test_a_task_that_moved_to_its_month_is_no_difference(place: Place, backup: Path) -> None:
    desk = json.loads(THEN["desk.json"])
    moved = {"Devis": desk["tasks"].pop("Devis")}
    write(place, THEN | {"desk.json": json.dumps(desk).encode(), "months/2026-11.json": file_of(tasks=moved)})
    assert table(compare(place, backup), "tasks") == TableDifference("tasks", 4, 4, NONE, NONE, NONE)


def test_the_order_of_fields_is_no_difference(place: Place, backup: Path) -> None:
    write(place, THEN | {"months/2026-10.json": file_of(tasks={"Dictée": {"title": "Dictée", "id": "Dictée"}})})
    assert table(compare(place, backup), "tasks").changed == NONE


def test_five_are_named_and_all_are_counted(place: Place, backup: Path) -> None:
    write(place, THEN | {"months/2026-11.json": file_of(tasks=titled(*"abcdefgh"))})
    assert table(compare(place, backup), "tasks").only_now == Some(8, tuple("abcde"))


def test_months_that_are_the_same_are_not_read(
    place: Place, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes] = []
    real = desk_files.tables

    def tables(content: bytes) -> dict[str, dict[str, Any]] | None:
        read.append(content)
        return real(content)

    monkeypatch.setattr(desk_files, "tables", tables)
    write(place, THEN | {"months/2026-10.json": file_of(tasks=titled("Dictée n° 2"))})
    compare(place, backup)
    assert len(read) == 2
    assert SEPTEMBER not in read


@pytest.mark.parametrize("content", [b"", b"{", b'{"tasks": 3}', b"\xff"])
def test_of_a_damaged_desk_only_the_backup_is_counted(place: Place, backup: Path, content: bytes) -> None:
    write(place, THEN | {"desk.json": content})
    found = compare(place, backup)
    assert found.damaged == ("desk.json",)
    assert table(found, "tasks") == TableDifference("tasks", None, 4, NONE, Some(2, ("Devis", "Relances")), NONE)


def test_a_damaged_month_hides_no_number_of_clients(place: Place, backup: Path) -> None:
    write(place, THEN | {"months/2026-10.json": b"damaged"})
    found = compare(place, backup)
    assert found.damaged == ("months/2026-10.json",)
    assert (table(found, "clients").now, table(found, "tasks").now) == (1, None)
    assert table(found, "tasks").only_then == Some(1, ("Dictée",))


def test_a_month_that_was_damaged_already_hides_the_numbers_of_then(place: Place, tmp_path: Path) -> None:
    write(place, THEN | {"months/2026-10.json": b"damaged"})
    made = backups.make(place, MONDAY_9_10, Why.HAND, tmp_path / "stick.zip").path
    found = table(compare(place, made), "tasks")
    assert (found.now, found.then) == (None, None)
    write(place, THEN)
    found = table(compare(place, made), "tasks")
    assert (found.now, found.then, found.only_now) == (4, None, Some(1, ("Dictée",)))


def test_an_empty_place_has_nothing_now(backup: Path, tmp_path: Path) -> None:
    found = compare(Place(tmp_path / "nowhere"), backup)
    assert table(found, "tasks").now == 0
    assert table(found, "tasks").only_then.count == 4
    assert not (tmp_path / "nowhere").exists()


def test_what_a_restore_leaves_alone_is_no_difference(place: Place, tmp_path: Path) -> None:
    write(place, THEN)
    (place.months / "2026-11.json").mkdir()
    made = backups.make(place, MONDAY_9_10, Why.HAND, tmp_path / "stick.zip").path
    (place.months / "2026-11.json").rmdir()
    write(place, THEN | {"months/2026-11.json": file_of(tasks=titled("Autre"))})
    assert table(compare(place, made), "tasks").only_now == NONE


@pytest.mark.parametrize("document", ["null", "3", '"x"', "[]", '{"title": 3}', '{"title": null}'])
def test_documents_of_another_shape_are_counted_without_a_name(
    place: Place, backup: Path, document: str
) -> None:
    write(place, THEN | {"months/2026-11.json": b'{"tasks": {"odd": ' + document.encode() + b"}}"})
    assert table(compare(place, backup), "tasks").only_now == Some(1, ())


def test_comparing_changes_nothing(place: Place, backup: Path) -> None:
    write(place, THEN | {"desk.json": b"damaged"})
    before, names = contents(place), sorted(place.folder.rglob("*"))
    compare(place, backup)
    assert (contents(place), sorted(place.folder.rglob("*"))) == (before, names)


def test_a_bad_backup_cannot_be_compared(place: Place, backup: Path) -> None:
    backup.write_bytes(b"no zip")
    with pytest.raises(BadBackup):
        compare(place, backup)
