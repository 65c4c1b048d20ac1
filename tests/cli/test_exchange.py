"""`pupitre import` and `pupitre export`: everything or nothing, and the same both ways."""

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import SAMPLE, Pupitre

NOTHING = "Importé : 0 client, 0 tâche, 0 segment de temps, 0 interruption.\n"
COMPARED = ("title", "name", "summary", "minutes", "start", "end", "reason", "next", "client", "task")
TABLES = {"clients": 6, "tasks": 61, "time_entries": 51, "interruptions": 17}


def sample() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    return content


def test_the_same_file_twice_brings_nothing_new(week: Pupitre) -> None:
    before = week.exported()
    assert week("import", str(SAMPLE)).out.replace("\u00a0", " ") == NOTHING
    assert week.exported() == before


def test_import_export_import_is_the_identity(week: Pupitre, tmp_path: Path) -> None:
    written = tmp_path / "everything.json"
    assert week("export", str(written)).code == 0
    if os.name != "nt":
        assert stat.S_IMODE(written.stat().st_mode) == 0o600
    first = week("export", "--at", "2026-11-27T17:45").out
    assert {name: len(json.loads(first)[name]) for name in TABLES} == TABLES

    other = Pupitre(tmp_path / "other", week.home)
    told = other("import", "-", given=written.read_text(encoding="utf-8"))
    assert "6 clients, 61 tâches, 51 segments de temps, 17 interruptions" in told.out.replace("\u00a0", " ")
    assert other("export", "--at", "2026-11-27T17:45").out == first


def test_what_came_out_is_what_went_in(imported: Pupitre) -> None:
    given, found = sample(), imported.exported()
    for table in TABLES:
        told = {each["id"]: each for each in found[table]}
        for each in given[table]:
            same = {name: told[each["id"]].get(name) for name in COMPARED}
            assert same == {name: each.get(name) for name in same}


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("tasks", 12, "deadline"), "31/11/2026", "tasks[12].deadline"),
        (("tasks", 60, "status"), "peut-être", "tasks[60].status"),
        (("time_entries", 50, "minutes"), "beaucoup", "time_entries[50].minutes"),
        (("clients", 2, "name"), "", "clients[2].name"),
        (("interruptions", 3, "interrupted_task"), "T99", "interruptions[3].interrupted_task"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_imported(
    pupitre: Pupitre, path: tuple[str, int, str], value: str, named: str
) -> None:
    content = sample()
    content[path[0]][path[1]][path[2]] = value
    sentence = pupitre("import", "-", given=json.dumps(content)).refused(1)
    assert named in sentence
    assert not set(TABLES) & set(pupitre.exported())


def test_a_year_that_nothing_can_be_reckoned_from_is_one_sentence(pupitre: Pupitre) -> None:
    rule = {"every": "day", "first": "2026-12-01", "until": "9999-12-31"}
    for name, more in (("first", {"first": "9999-12-31"}), ("rule.until", {"first": "2026-12-01", "rule": rule})):
        content = {"appointments": [{"id": "a", "title": "RDV", **more}]}
        assert f"appointments[0].{name}" in pupitre("import", "-", given=json.dumps(content)).refused(1)


@pytest.mark.parametrize("given", ["", "   \n", "{", "[]", '{"clients": 3}', "\x00\x01", "[" * 99999],
                         ids=["nothing", "blank", "cut", "list", "number", "bytes", "deep"])
def test_what_is_no_file_of_ours_is_refused(pupitre: Pupitre, given: str) -> None:
    assert "Rien n’est importé" in pupitre("import", "-", given=given).refused(1)


def test_a_file_that_cannot_be_read_is_named(pupitre: Pupitre, tmp_path: Path) -> None:
    for name in (str(tmp_path / "nowhere.json"), str(tmp_path)):
        sentence = pupitre("import", name).refused(1)
        assert name in sentence
        assert "Rien n’est importé" in sentence


def test_a_file_that_cannot_be_written_is_named(week: Pupitre, tmp_path: Path) -> None:
    assert str(tmp_path / "no" / "where") in week("export", str(tmp_path / "no" / "where")).refused(1)


def test_an_import_reaches_an_open_desk(pupitre: Pupitre) -> None:
    with pupitre.held() as holder:
        assert "61 tâches" in pupitre("import", str(SAMPLE)).out.replace("\u00a0", " ")
        assert pupitre.titles() == []
        received, _ = holder.communicate("\n", timeout=20)
    assert len(received.splitlines()) == 61
    assert len(pupitre.titles()) == 61
