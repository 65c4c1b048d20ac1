"""The copies that cloud services leave are told from our own files by their names."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.conflicts import conflicts
from storage.places import Place

ADDED = [
    " (Maëlle's conflicted copy 2026-11-23)", " (Copie en conflit de Maëlle 2026-11-23)", " (Case Conflict)", " (1)",
    " (LAPTOP's conflicted copy 2026-11-23 (1))", "-LAPTOP", "-DESKTOP-A1B2C3D", "-LAPTOP-2", "-maelle.local",
    "-fedora-safeBackup-0001", "-PC_de_Maëlle", ".sync-conflict-20261123-091000-ABCDEFG", "_conflict-20261123-091000",
    "_conflict-maelle-20261123-091000", "_conflict_20261123_091000_a1b2c3", " (conflicted copy 2026-11-23 091000)",
    " (conflicted copy maelle 2026-11-23 091000)", " (SFConflict maelle@example.fr 2026-11-23-09-10-00)", " 2", " 13",
    "_Andy-PC_Nov-23-0910-2026_Conflict", "_Andy-PC_Nov-23-0910-2026_CaseConflict_1", ".Conflict", ".Conflict2",
    " [conflicted]", " [conflicted 2]", " (conflicting copy)", " (\x1b[31m[b]\n)",
]
PLAIN: list[tuple[Callable[[Place], Path], str]] = [
    (lambda place: place.folder, "desk"), (lambda place: place.months, "2026-11"),
    (lambda place: place.inbox, UUID(int=7).hex),
]


@pytest.mark.parametrize("added", ADDED)
@pytest.mark.parametrize(("folder", "plain"), PLAIN, ids=["desk", "month", "inbox"])
def test_a_conflict_copy_is_told_by_its_name(
    place: Place, folder: Callable[[Place], Path], plain: str, added: str
) -> None:
    place.make()
    (folder(place) / f"{plain}.json").touch()
    copy = folder(place) / f"{plain}{added}.json"
    copy.touch()
    assert conflicts(place) == (copy,)


def test_pcloud_adds_its_word_at_the_very_end(place: Place) -> None:
    place.make()
    (place.folder / "desk.json.conflicted").touch()
    assert [copy.name for copy in conflicts(place)] == ["desk.json.conflicted"]


def test_all_the_copies_are_given_in_order(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {place.folder: ("desk-B.json", "desk (1).json", "desk-A.json"), place.months: ("2026-11 2.json",)}
    monkeypatch.setattr("storage.conflicts.names_in", lambda folder: found.get(folder, ()))
    assert [copy.name for copy in conflicts(place)] == [
        "desk (1).json", "desk-A.json", "desk-B.json", "2026-11 2.json",
    ]


instants = st.datetimes().map(lambda at: f"{at:%Y-%m-%dT%H-%M-%S}".rjust(19, "0"))
aside = st.builds(
    lambda word, at, n: f"-{word}-{at}" + (f"-{n}" if n else ""),
    st.sampled_from(["damaged", "changed", "before"]), instants, st.sampled_from([0, 2, 3, 999]),
)
desks = st.just("desk")
months = st.dates().map(lambda day: f"{day:%Y-%m}".rjust(7, "0"))
lefts = st.uuids().map(lambda made: made.hex)
beside = st.builds(
    lambda name, process: f".{name}.json.{process}.new", st.one_of(desks, months, lefts), st.integers(1, 99999)
)
whole = st.builds(lambda name, added: f"{name}{added}.json", st.one_of(desks, months, lefts), st.just("") | aside)
others = st.sampled_from([
    "desk-last.json", "pupitre.lock", "open.json", "inbox", "months", "backups", "reports", "staged", "whole.json",
    "deskx.json", "desk-2.json", "2026-11-23.json", "desk.txt", "desk.json.gz", "desk", "desktop.json",
    "desk - Copie.json",
]) | lefts.map(lambda name: f"{name}.unreadable")


@given(st.lists(beside | whole | others, max_size=5))
def test_our_own_names_are_no_conflict(names: list[str]) -> None:
    assert _found_among(names) == []


@given(st.one_of(desks, months, lefts), st.sampled_from(ADDED))
def test_a_conflict_copy_is_found_for_each_of_our_names(plain: str, added: str) -> None:
    assert _found_among([f"{plain}.json", f"{plain}{added}.json"]) == [f"{plain}{added}.json"]


def _found_among(names: list[str]) -> list[str]:
    """Look at names as if each folder of a desk held them all; hypothesis would make too many files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.conflicts.names_in", lambda folder: tuple(names))
        return sorted({copy.name for copy in conflicts(Place(Path("/desk")))})
