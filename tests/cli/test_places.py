"""Where the data is, who has it open, what is wrong with it: `--data`, `PUPITRE_DATA` and `pupitre doctor`."""

import json
import os
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Pupitre

PARTS = ["data", "log", "notices", "clipboard", "mail", "terminal"]


def commands_of_all_kinds(file: Path) -> list[list[str]]:
    return [
        ["add", "x"], ["export"], ["report", "--client", "tuy", "--day", "2026-11-25"], ["when", "midi"],
        ["import", str(file)],
    ]


def test_the_folder_is_chosen_before_or_after_the_command(pupitre: Pupitre, tmp_path: Path) -> None:
    before, after, home = tmp_path / "before", tmp_path / "after", pupitre.home
    assert pupitre("--data", str(before), "add", "Avant").code == 0
    assert pupitre("add", "Après", "--data", str(after)).code == 0
    assert pupitre("add", "Ailleurs", env={"PUPITRE_DATA": "~/desk"}).code == 0
    for folder, title in ((before, "Avant"), (after, "Après"), (home / "desk", "Ailleurs")):
        assert title in (folder / "desk.json").read_text(encoding="utf-8")
        if os.name != "nt":
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            assert {stat.S_IMODE(f.stat().st_mode) for f in folder.iterdir() if f.is_file()} == {0o600}
    assert not pupitre.folder.exists()


def test_reading_makes_no_folder(pupitre: Pupitre) -> None:
    for words in (["export"], ["when", "midi"], ["doctor"]):
        assert pupitre(*words).code == 0
    assert not pupitre.folder.exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "illisible"),
        ('{"tasks": {"1": ', "illisible"),
        ('{"pupitre": {"file": {"schema": 1}}, "tasks": {"1": {"title": 3}}}', "illisible"),
        ('{"pupitre": {"file": {"schema": 99}}}', "version plus récente"),
    ],
    ids=["empty", "cut", "wrong", "too new"],
)
def test_a_file_that_cannot_be_read_is_told_and_left_alone(
    pupitre: Pupitre, tmp_path: Path, content: str, why: str
) -> None:
    pupitre.folder.mkdir()
    desk = pupitre.folder / "desk.json"
    desk.write_text(content)
    given = tmp_path / "given.json"
    given.write_text('{"tasks": []}')
    # One content is enough to see that every command refuses alike.
    tried = commands_of_all_kinds(given)[: None if content.endswith(": ") else 1]
    sentences = {pupitre(*words).refused(1) for words in tried}
    (sentence,) = sentences
    assert str(desk) in sentence
    assert ("ne peut pas être lu" in sentence) is (why == "illisible")
    assert desk.read_text() == content

    told = pupitre("doctor", "--json").json["data"]
    assert (told["exists"], told["readable"]) == (True, False)
    assert told["error"] == ("Damaged" if why == "illisible" else "TooNew")
    assert "illisible" in pupitre("doctor").out
    assert desk.read_text() == content


@pytest.mark.skipif(os.name == "nt", reason="a folder of Unix")
def test_a_folder_that_cannot_be_made_or_written_is_told(pupitre: Pupitre, tmp_path: Path) -> None:
    # Even root cannot make a folder inside a file, nor in /proc.
    file = tmp_path / "file"
    file.write_text("")
    for folder in (file / "desk", Path("/proc/pupitre")):
        assert str(folder) in pupitre("add", "x", "--data", str(folder)).refused(1)


@pytest.mark.skipif(os.name == "nt", reason="a folder of Unix")
def test_a_folder_where_nothing_can_be_written_is_still_read(week: Pupitre) -> None:
    # Root may write in a read-only folder: a lock that cannot be taken stops it as well.
    (week.folder / "pupitre.lock").unlink()
    (week.folder / "pupitre.lock").mkdir()
    week.folder.chmod(0o500)
    try:
        assert str(week.folder) in week("add", "x").refused(1)
        assert "45 min" in week("report", "--client", "tuy", "--day", "2026-11-25").out.replace("\u00a0", " ")
        assert week("doctor", "--json").json["data"]["readable"] is True
    finally:
        week.folder.chmod(0o700)


def test_the_doctor_on_an_empty_desk(pupitre: Pupitre) -> None:
    told = pupitre("doctor", "--json").json
    assert list(told) == PARTS
    assert told["data"] | {"counts": None} == {
        "place": str(pupitre.folder), "exists": False, "readable": True, "counts": None, "bytes": 0,
        "lock": {"held": False, "pid": None}, "inbox": 0, "months": 0, "damaged_months": {}, "unreadable": 0,
    }
    for part in ("notices", "clipboard", "mail"):
        assert told[part]
        assert all(list(channel) == ["channel", "ok", "detail"] for channel in told[part])
    assert list(told["terminal"]) == ["kind", "columns", "lines", "encoding", "is_terminal", "colours"]


def test_the_doctor_on_a_full_and_open_desk(week: Pupitre) -> None:
    with week.held() as holder:
        assert week("add", "Dans la boîte").code == 0
        data = week("doctor", "--json").json["data"]
        words = week("doctor").out.replace("\u00a0", " ")
        assert data["lock"] == {"held": True, "pid": holder.pid}
    assert (data["exists"], data["readable"], data["inbox"]) == (True, True, 1)
    counts = {name: data["counts"][name] for name in ("clients", "tasks", "entries", "interruptions")}
    assert counts == {"clients": 6, "tasks": 61, "entries": 51, "interruptions": 17}
    assert data["bytes"] == (week.folder / "desk.json").stat().st_size
    assert f"Données : {week.folder}" in words
    assert "ko : 6 clients, 61 tâches, 51 segments de temps" in words
    assert f"ouvert dans le processus {holder.pid}" in words
    assert "ouvert dans le processus" not in week("doctor").out.replace("pas ouvert", "")


def test_the_doctor_speaks_english(pupitre: Pupitre) -> None:
    told = pupitre("doctor", "--lang", "en").out
    assert told.startswith(f"Data: {pupitre.folder}\n")
    assert json.dumps("Notifications:\n")[1:-1] in json.dumps(told)
