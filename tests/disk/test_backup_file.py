"""A zip from a stick may be anything: it is a good backup, or it is refused with a reason."""

import json
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.errors import BadBackup
from storage import backup_file, backups, restoring
from storage.backup_file import MANIFEST, Backup, Why, check, head
from storage.places import Place
from tests.disk.desks import contents, file_of, titled, write
from tests.memory import MONDAY_9_10

NOW = MONDAY_9_10
WHOLE = {"desk.json": file_of(tasks=titled("Devis")), "months/2026-10.json": file_of(tasks=titled("Permis"))}

Manifest = dict[str, Any]
NONE: Mapping[str, bytes] = {}


@pytest.fixture
def good(place: Place, tmp_path: Path) -> Path:
    write(place, WHOLE)
    return backups.make(place, NOW, Why.HAND, tmp_path / "good.zip").path


@pytest.fixture(scope="module")
def bytes_of_one(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    base = tmp_path_factory.mktemp("one")
    write(Place(base / "desk"), WHOLE)
    return backups.make(Place(base / "desk"), NOW, Why.HAND, base / "good.zip").path.read_bytes()


def refused(path: Path) -> str:
    with pytest.raises(BadBackup) as error:
        check(path)
    assert error.value.path == path
    return error.value.why


def again(
    path: Path, change: Callable[[Manifest], None] = lambda _: None, others: Mapping[str, bytes] = NONE,
    method: int = zipfile.ZIP_DEFLATED,
) -> Path:
    """Write a backup anew with another manifest and other files."""
    with zipfile.ZipFile(path) as pack:
        inside = {name: pack.read(name) for name in pack.namelist()} | dict(others)
    told = json.loads(inside.pop(MANIFEST))
    change(told)
    with zipfile.ZipFile(path, "w", method) as pack:
        for name, content in inside.items():
            pack.writestr(name, content)
        pack.writestr(MANIFEST, json.dumps(told))
    return path


def test_one_that_is_written_anew_with_the_same_is_as_good(good: Path) -> None:
    first = check(good)
    assert check(again(good)) == Backup(**{
        name: getattr(first, name) for name in ("path", "made", "why", "clients", "tasks", "entries", "schema")
    }, size=good.stat().st_size)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + bytes(18), b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "some.zip"
    path.write_bytes(content)
    assert refused(path) in {"damaged", "foreign"}


def test_what_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere.zip") == "No such file or directory"
    assert refused(tmp_path) == "foreign"


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("desk.json", "{}")
    assert refused(path) == "foreign"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda m: m.update(format=2, members="unknown layout"), "too_new"),
        (lambda m: m.update(format="1"), "damaged"),
        (lambda m: m.update(made="2026-11-23T09:10:00"), "damaged"),
        (lambda m: m.update(made="0001-01-01T00:00:00Z"), "damaged"),
        (lambda m: m.update(made="9999-12-31T23:59:59-12:00"), "damaged"),
        (lambda m: m.update(why="whim"), "damaged"),
        (lambda m: m.pop("members"), "damaged"),
        (lambda m: m["counts"].update(tasks=-1), "damaged"),
        (lambda m: m["members"]["desk.json"].update(sha256="0" * 64), "altered"),
        (lambda m: m["members"]["desk.json"].update(length=1), "altered"),
        (lambda m: m["members"]["desk.json"]["counts"].update(tasks=9), "altered"),
        (lambda m: m["members"].update({"months/2026-09.json": m["members"]["desk.json"]}), "altered"),
        (lambda m: m["members"]["desk.json"].update(length=backup_file.LARGEST + 1), "too_large"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(good: Path, change: Callable[[Manifest], None], why: str) -> None:
    assert refused(again(good, change)) == why


def test_what_was_changed_in_it_is_refused(good: Path) -> None:
    assert refused(again(good, others={"months/2026-10.json": b"{}"})) == "altered"


def test_names_that_are_not_expected_are_never_looked_at(good: Path, place: Place, tmp_path: Path) -> None:
    evil = {"../evil.json": b"evil", "/tmp/evil.json": b"evil", "months/../../evil.json": b"evil",
            "months/2026-10.json/evil": b"evil", "staged/whole.json": b"evil", "pupitre.lock": b"evil"}

    def name_them(told: Manifest) -> None:
        told["members"].update(dict.fromkeys(evil, told["members"]["desk.json"]))
        told["left_out"] = ["../evil.json"]

    again(good, name_them, evil)
    write(place, {})
    restoring.restore(place, good, NOW)
    assert contents(place) == WHOLE
    assert [f.name for f in tmp_path.rglob("*") if b"evil" in f.name.encode()] == []


def test_a_bomb_is_not_opened(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again(good, others={"desk.json": b" " * 300_000})
    monkeypatch.setattr(backup_file, "LARGEST_MEMBER", 200_000)
    assert refused(good) == "too_large"


def test_a_manifest_can_be_no_bomb_either(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again(good, lambda m: m.update(left_out=["desk.json"] * 10_000))
    monkeypatch.setattr(backup_file, "LARGEST_MANIFEST", 100_000)
    assert refused(good) == "too_large"


def test_a_size_that_lies_brings_no_more_than_it_says(good: Path) -> None:
    again(good, others={"desk.json": b" " * 1_000_000})
    content = good.read_bytes()
    assert content.count((1_000_000).to_bytes(4, "little")) == 2
    good.write_bytes(content.replace((1_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little")))
    assert refused(good) in {"damaged", "altered"}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_to_compress_are_refused(good: Path, method: int) -> None:
    assert refused(again(good, method=method)) == "foreign"


def test_one_behind_a_password_is_refused(good: Path) -> None:
    content = bytearray(good.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    good.write_bytes(content)
    assert refused(good) == "encrypted"


def test_cut_off_anywhere_it_is_refused(bytes_of_one: bytes, tmp_path: Path) -> None:
    path = tmp_path / "cut.zip"
    for length in range(0, len(bytes_of_one) - 1, 7):
        path.write_bytes(bytes_of_one[:length])
        assert refused(path)


@given(data=st.data())
def test_with_any_bytes_changed_it_is_refused_or_still_right(
    data: st.DataObject, bytes_of_one: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = bytearray(bytes_of_one)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[at] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "fuzzed.zip"
    path.write_bytes(content)
    for look in (head, check):
        with suppress(BadBackup):
            found = look(path)
            assert (found.tasks, found.made) == (2, NOW)
