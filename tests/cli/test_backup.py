"""What `pupitre backup` and `pupitre restore` say, on desks with little in them."""

from argparse import Namespace
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from pupitre.errors import AlreadyOpen, BadBackup, Invalid, StorageFailed
from storage import backups, comparing, restoring
from storage.backup_file import Backup, Why
from storage.comparing import Difference
from storage.places import Place
from storage.restoring import Restored
from tests.disk.desks import contents, file_of, titled, write
from tui import data_commands, words

NBSP = "\u00a0"
CLIENTS = {"tuy": {"id": "tuy", "name": "Tuyauterie"}}
THEN = {"desk.json": file_of(clients=CLIENTS, tasks=titled("Devis", "Relances")),
        "months/2026-10.json": file_of(entries={"e": {"id": "e"}})}
NOTHING_CHANGED = ("Nothing was changed. Without --preview, this backup takes the place of the desk; "
                   "a backup of the desk as it is now is made first.")


@dataclass(frozen=True)
class OneDesk:
    """A store of one folder that nobody else has open, unless told."""

    place: Place
    held: bool = False

    def back_up(self, now: datetime, target: Path | None) -> Backup | None:
        if not self.place.desk.exists():
            return None
        try:
            return backups.make(self.place, now, Why.HAND, target)
        except OSError as error:
            raise StorageFailed(target or self.place.backups, str(error.strerror)) from error

    def restore(self, path: Path, now: datetime) -> Restored:
        if self.held:
            raise AlreadyOpen(self.place.folder)
        return restoring.restore(self.place, path, now)

    def compare(self, path: Path) -> Difference:
        return comparing.compare(self.place, path)

    def know_backup(self, path: Path, phrase: str) -> None:
        raise AssertionError("no backup here has a passphrase")

    def backups(self) -> tuple[Backup, ...]:
        return backups.found(self.place)


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words._Words, "language", words._Words.language)
    monkeypatch.setattr(words._Words, "catalogue", words._Words.catalogue)
    words.use("en")


@pytest.fixture
def store(place: Place) -> OneDesk:
    write(place, THEN)
    return OneDesk(place)


class Said:
    """Runs the commands and returns the lines they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def backup(self, store: data_commands.Store, file: Path | str | None = None) -> list[str]:
        data_commands.backup(Namespace(at="2026-11-23T09:10", file=file and str(file)), store)
        return self._lines()

    def restore(
        self, store: data_commands.Store, file: Path | str | None = None, *, preview: bool = False
    ) -> list[str]:
        data_commands.restore(Namespace(at="2026-11-24T09:10", file=file and str(file), preview=preview), store)
        return self._lines()

    def _lines(self) -> list[str]:
        return self._capsys.readouterr().out.replace(NBSP, " ").splitlines()


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


def test_a_backup_says_where_it_is_and_what_it_holds(store: OneDesk, said: Said) -> None:
    lines = said.backup(store)
    path = store.place.backups / "pupitre-2026-11-23T0910-hand.zip"
    assert lines == [
        f"Backup made and read back: {path} ({words.size(path.stat().st_size)}).",
        "It holds 1 client, 2 tasks, 1 time entry.",
    ]


def test_a_backup_goes_where_she_says(store: OneDesk, said: Said, tmp_path: Path) -> None:
    assert str(tmp_path / "stick.zip") in said.backup(store, tmp_path / "stick.zip")[0]
    assert (tmp_path / "stick.zip").exists()
    assert not store.place.backups.exists()


def test_what_is_wrong_with_it_is_said(store: OneDesk, said: Said) -> None:
    (store.place.months / "2026-10.json").write_bytes(b"damaged")
    (store.place.months / "2026-09.json").mkdir()
    assert said.backup(store)[1:] == [
        "It holds 1 client, 2 tasks, 0 time entries.",
        "Damaged already, and kept as it is: October 2026 (months/2026-10.json).",
        "Could not be read, and is not in the backup: September 2026 (months/2026-09.json).",
    ]


def test_a_file_that_is_there_is_refused(store: OneDesk, said: Said, tmp_path: Path) -> None:
    said.backup(store, tmp_path / "stick.zip")
    with pytest.raises(Invalid) as refused:
        said.backup(store, tmp_path / "stick.zip")
    assert (refused.value.field, refused.value.why) == ("file", "exists")


def test_a_place_that_cannot_be_written_is_refused(store: OneDesk, said: Said, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        said.backup(store, tmp_path / "nowhere" / "stick.zip")
    assert (refused.value.field, refused.value.why) == ("file", "unwritable")
    assert "Not a directory" in refused.value.value


def test_of_an_empty_desk_there_is_none(said: Said, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        said.backup(OneDesk(Place(tmp_path / "empty")))
    assert (refused.value.field, refused.value.why) == ("desk", "empty")


def test_what_our_own_folder_refuses_is_not_her_file_s_fault(
    store: OneDesk, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "make", refuse)
    with pytest.raises(StorageFailed):
        said.backup(store)


def test_a_preview_of_the_same_says_so(store: OneDesk, said: Said) -> None:
    said.backup(store)
    own = store.backups()[0]
    told = f"Monday 23 November 2026, 09:10 (by hand, {words.size(own.size)}) · 1 client, 2 tasks, 1 time entry"
    assert said.restore(store, own.path, preview=True) == [
        f"Backup: {told}.",
        "Clients: 1 now, 1 in the backup",
        "Tasks: 2 now, 2 in the backup",
        "Time entries: 1 now, 1 in the backup",
        "The desk is the same: nothing would change.",
        NOTHING_CHANGED,
    ]


def test_a_preview_names_what_comes_goes_and_changes(store: OneDesk, said: Said) -> None:
    said.backup(store)
    since = {"Devis": {"id": "Devis", "title": "Devis [/] {x}\x1b[31m"}, **titled(*"abcdefg")}
    write(store.place, THEN | {"desk.json": file_of(clients=CLIENTS, tasks=since, breaks={"b": {"id": "b"}})})
    before = contents(store.place)
    assert said.restore(store, store.backups()[0].path, preview=True)[1:-1] == [
        "Clients: 1 now, 1 in the backup",
        "Tasks: 8 now, 2 in the backup",
        "  would come back: 1 (Relances)",
        "  would go: 7 (a, b, c, d, e…)",
        "  would be as it was: 1 (Devis [/] {x}[31m)",
        "Time entries: 1 now, 1 in the backup",
        "Breaks: 1 now, 0 in the backup",
        "  would go: 1",
    ]
    assert contents(store.place) == before
    assert len(store.backups()) == 1


def test_a_preview_of_a_damaged_desk_says_what_cannot_be_read(store: OneDesk, said: Said) -> None:
    said.backup(store)
    store.place.desk.write_bytes(b"damaged")
    assert said.restore(store, store.backups()[0].path, preview=True)[1:-1] == [
        "Cannot be read now: the open file (desk.json).",
        "Clients: ? now, 1 in the backup",
        "  would come back: 1 (Tuyauterie)",
        "Tasks: ? now, 2 in the backup",
        "  would come back: 2 (Devis, Relances)",
        "Time entries: ? now, 1 in the backup",
    ]


def test_a_restore_says_what_is_back_and_where_the_rest_is(store: OneDesk, said: Said) -> None:
    said.backup(store)
    store.place.desk.write_bytes(b"damaged")
    lines = said.restore(store, store.backups()[0].path)
    assert lines == [
        "The desk is back as it was on Monday 23 November 2026, 09:10: 1 client, 2 tasks, 1 time entry.",
        f"As it was before, it is kept in {store.place.backups / 'pupitre-2026-11-24T0910-restore.zip'}.",
        f"What could not be read is kept in {store.place.folder / 'desk-damaged-2026-11-24T09-10-00.json'}.",
    ]
    assert contents(store.place) == THEN


def test_the_name_alone_is_enough_for_a_backup_of_the_desk(store: OneDesk, said: Said) -> None:
    said.backup(store)
    write(store.place, {})
    said.restore(store, "pupitre-2026-11-23T0910-hand.zip")
    assert contents(store.place) == THEN
    with pytest.raises(BadBackup) as refused:
        said.restore(store, "pupitre-2026-11-22T0910-hand.zip")
    assert refused.value.path == Path("pupitre-2026-11-22T0910-hand.zip")


def test_an_open_desk_is_compared_and_not_restored(store: OneDesk, said: Said) -> None:
    said.backup(store)
    path = store.backups()[0].path
    write(store.place, {"desk.json": file_of()})
    held = OneDesk(store.place, held=True)
    assert "would come back: 2 (Devis, Relances)" in "\n".join(said.restore(held, path, preview=True))
    with pytest.raises(AlreadyOpen):
        said.restore(held, path)
    assert contents(store.place) == {"desk.json": file_of()}


def test_without_a_file_the_backups_are_listed(store: OneDesk, said: Said) -> None:
    assert said.restore(store) == ["There is no backup yet: “pupitre backup” makes one."]
    said.backup(store)
    lines = said.restore(store)
    assert len(lines) == 1
    assert lines[0].startswith("pupitre-2026-11-23T0910-hand.zip · Monday 23 November 2026, 09:10 (by hand, ")
    assert lines[0].endswith(") · 1 client, 2 tasks, 1 time entry")
