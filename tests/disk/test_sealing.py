"""A desk is protected, gets another passphrase, is in clear again: whole at any instant, and not one clear byte."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from pupitre.client import Client
from pupitre.desk import Desk
from pupitre.errors import AlreadyOpen, BadBackup, Damaged, KeyLost, Locked, Replaced, StorageFailed, WrongPhrase
from pupitre.ports import Change, Value
from pupitre.settings import Settings
from pupitre.task import Task
from pupitre.value import replace
from storage import atomic, backups, inbox, staged
from storage.places import Place
from storage.reader import Reader
from storage.seal import PLAIN, is_sealed
from storage.store import Store
from tests.disk.desks import cut, faults_of, killed
from tests.disk.forms import CHEAP, PHRASE
from tests.disk.test_erasing import run
from tests.memory import MONDAY_9_10, HandClock, counted_ids

SECRET, NAME = "Zanzibar confidentiel", "Étude Quérigaut & Fils"
OTHER = "une autre phrase longue"
NOW = MONDAY_9_10
Seen = dict[str, Value]


def lived(place: Place) -> Store:
    """Leave a desk with all that a long life leaves: months, backups, an inbox, files set aside, a journal."""
    store, clock = Store(place, CHEAP), HandClock(NOW - timedelta(days=40))
    desk = Desk(store.open(clock()), clock, counted_ids())
    desk.take_in([Client(id="c", name=NAME, label="QUE"), Settings(name="Maëlle Secrète")])
    for n in range(3):
        desk.add_task(desk.understand(f"{SECRET} {n} @que"))
        desk.complete(desk.add_task(desk.understand(f"{SECRET} fait {n}")).id)
        clock.advance(hours=24 * 20)
        list(desk.closing_days())
    backups.make(store.place, clock(), backups.Why.DAY)
    desk.close()
    more = Desk(store.open(clock()), clock, counted_ids("more"))
    more.add_task(more.understand(f"{SECRET} dans le journal"))
    shutil.copy(place.journal, place.folder / "desk-damaged-2026-11-01T08-00-00.log")
    shutil.copy(place.desk, place.folder / "desk-changed-2026-11-01T08-00-00.json")
    shutil.copy(place.desk, place.backups / "une copie.zip")
    left = place.journal.read_bytes()
    more.close()
    place.journal.write_bytes(left)  # of before the file was written whole
    inbox.leave(store.place, Change((Task(id="in", title=f"{SECRET} du dehors", created=NOW),)))
    (place.inbox / ("f" * 32 + ".unreadable")).write_bytes(SECRET.encode())
    for folder in (place.folder, place.months, place.inbox, place.backups):
        (folder / ".x.json.1.new").write_bytes(SECRET.encode())
    return store


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A desk in clear, and the same one protected."""
    base = tmp_path_factory.mktemp("model")
    lived(Place(base / "clear"))
    shutil.copytree(base / "clear", base / "sealed")
    Store(Place(base / "sealed"), CHEAP).seal(PHRASE, NOW)
    return base / "clear", base / "sealed"


@pytest.fixture
def clear(model: tuple[Path, Path], tmp_path: Path) -> Store:
    return copied(model[0], tmp_path / "copy")


@pytest.fixture
def sealed(model: tuple[Path, Path], tmp_path: Path) -> Store:
    return copied(model[1], tmp_path / "copy")


def copied(folder: Path, to: Path) -> Store:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to)
    return Store(Place(to), CHEAP)


def seen(store: Store) -> Seen:
    """Return all that can be read, months and inbox included."""
    reader = store.look()
    values = [*reader.load(), *(v for month in reader.months() for v in reader.past(month))]
    left = [v for _, change in inbox.waiting(store.place) if change for v in change.puts]
    return {f"{type(v).__name__}:{v.id}": v for v in [*values, *left]}


def unlocked(store: Store, phrase: str = PHRASE) -> Store:
    """Return the desk with its key, where it is protected."""
    found = Store(Place(store.place.folder), CHEAP)
    if found.is_sealed():
        found.unlock(phrase)
    return found


def clear_bytes(folder: Path) -> list[str]:
    """Return where a word of hers stands below a folder, in a file or in a name."""
    words = [SECRET, "Zanzibar", NAME, "Quérigaut", "Maëlle", "Secrète", "du dehors"]
    forms = {form for w in words for form in (w.encode(), json.dumps(w)[1:-1].encode(), w.encode("utf-16-le"))}
    files = [p for p in folder.rglob("*") if p.is_file()]
    found = [str(p) for p in files if any(form in p.read_bytes() for form in forms)]
    return found + [str(p) for p in folder.rglob("*") if any(w in p.name for w in words)]


# -- protected -------------------------------------------------------------------------------------------


def test_everything_is_as_it_was_and_nothing_of_it_can_be_read(clear: Store) -> None:
    before, whole = seen(clear), {b.made: b.tasks for b in clear.backups()}
    assert clear_bytes(clear.folder)
    clear.seal(PHRASE, NOW)
    assert clear_bytes(clear.folder) == []
    assert seen(clear) == seen(unlocked(clear)) == before
    assert {b.made: b.tasks for b in clear.backups()} == whole
    files = {p.relative_to(clear.folder).as_posix() for p in clear.folder.rglob("*") if p.is_file()}
    open_ones = {name for name in files if not is_sealed((clear.folder / name).read_bytes())}
    assert open_ones <= {"key.json", "key-copy.json", "pupitre.lock"}
    assert os.name == "nt" or not clear.place.key.stat().st_mode & 0o077


def test_a_whole_life_under_protection_leaves_no_clear_byte(sealed: Store) -> None:
    store, clock = unlocked(sealed), HandClock(NOW)
    desk = Desk(store.open(clock()), clock, counted_ids("new"))
    desk.receive()
    for n in range(3):
        task = desk.add_task(desk.understand(f"{SECRET} encore {n} @que"))
        desk.keep_typed({"add": {"line": f"{SECRET} à moitié"}})
        desk.complete(task.id)
        inbox.leave(store.place, Change((Task(id=f"out{n}", title=SECRET, created=clock()),)))
        store.back_up(clock())
        clock.advance(hours=24 * 20)
        list(desk.closing_days())
        assert clear_bytes(sealed.folder) == []
    store.place.desk.write_bytes(store.place.desk.read_bytes()[:-7])  # a disk that damages it
    with pytest.raises(Replaced):
        desk.add_task(desk.understand(f"{SECRET} sur un fichier changé"))
    desk.add_task(desk.understand(f"{SECRET} de nouveau"))
    desk.close()
    assert list(sealed.folder.glob("desk-changed-*"))
    assert clear_bytes(sealed.folder) == []


def test_a_client_that_leaves_is_gone_from_what_is_sealed_as_well(sealed: Store, tmp_path: Path) -> None:
    store, clock = unlocked(sealed), HandClock(NOW)
    desk = Desk(store.open(clock()), clock, counted_ids("new"))
    own = run(desk.gathering("c"))
    tasks = [v.id for v in own if isinstance(v, Task)]
    store.export_client(desk.client("c"), own, desk.settings, clock(), tmp_path / "export.zip")
    store.begin_leaving(desk.client("c"), tasks, clock())
    assert clear_bytes(sealed.folder) == []
    run(desk.erasing("c", own))
    swept = store.finish_leaving()
    desk.close()
    assert swept is not None
    assert swept.backups == 1
    assert clear_bytes(sealed.folder) == []
    store.unseal(PHRASE, clock())
    left = [Path(p) for p in clear_bytes(sealed.folder) if NAME.encode() in Path(p).read_bytes()]
    assert [path.name for path in left] == ["une copie.zip"], "what is no backup is told of, here as in clear"
    assert set(left) <= set(swept.remains)


def test_saved_texts_go_to_her_documents(clear: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    outside = tmp_path / "Documents"
    monkeypatch.setattr(Store, "documents", outside)
    clear.place.reports.mkdir()
    (clear.place.reports / f"2026-11-20 {NAME}.txt").write_text(SECRET)
    assert clear.reports == clear.place.reports
    assert clear.seal(PHRASE, NOW) is True
    assert clear_bytes(clear.folder) == []
    assert [p.read_text() for p in outside.iterdir()] == [SECRET]
    assert clear.reports == outside


def test_in_clear_again_it_is_as_it_was(sealed: Store) -> None:
    before = seen(unlocked(sealed))
    with pytest.raises(WrongPhrase):
        sealed.unseal("autre chose", NOW)
    sealed.unseal(PHRASE, NOW)
    assert not sealed.is_sealed()
    assert seen(sealed) == seen(Store(Place(sealed.folder))) == before
    assert [p for p in sealed.folder.rglob("*") if p.is_file() and is_sealed(p.read_bytes())] == []
    assert not list(sealed.folder.glob("key*"))
    sealed.open(NOW).close()


def test_an_open_desk_is_not_protected_under_way(clear: Store) -> None:
    archive = clear.open(NOW)
    with pytest.raises(AlreadyOpen):
        Store(Place(clear.folder), CHEAP).seal(PHRASE, NOW)
    archive.close()
    assert not clear.is_sealed()


def test_a_damaged_desk_is_put_right_before_it_is_protected(clear: Store) -> None:
    clear.place.desk.write_bytes(b"{")
    with pytest.raises(Damaged):
        clear.seal(PHRASE, NOW)
    assert not clear.is_sealed()


def test_a_desk_with_nothing_in_it_can_be_protected(tmp_path: Path) -> None:
    store = Store(Place(tmp_path / "new"), CHEAP)
    store.seal(PHRASE, NOW)
    with pytest.raises(Locked):
        Store(Place(tmp_path / "new")).open(NOW)
    archive = store.open(NOW)
    archive.keep(Change((Task(id="t", title=SECRET, created=NOW),)))
    archive.close()
    assert clear_bytes(store.folder) == []


# -- cut off ---------------------------------------------------------------------------------------------

TURNS: dict[str, tuple[str, Callable[[Store], object]]] = {
    "seal": ("clear", lambda store: store.seal(PHRASE, NOW)),
    "unseal": ("sealed", lambda store: store.unseal(PHRASE, NOW)),
    "change": ("sealed", lambda store: store.change_phrase(PHRASE, OTHER)),
}


@pytest.mark.parametrize("cutting", [cut, pytest.param(killed, marks=pytest.mark.skipif(
    not hasattr(os, "fork"), reason="the child is a fork"))])
@pytest.mark.parametrize("name", TURNS)
def test_cut_off_anywhere_it_is_wholly_the_one_or_the_other(
    name: str, cutting: Callable[[int, Callable[[], object]], None], model: tuple[Path, Path], tmp_path: Path
) -> None:
    begin, act = TURNS[name]
    source = model[begin == "sealed"]
    before = seen(unlocked(copied(source, tmp_path / "whole")))
    passed = faults_of(lambda: act(copied(source, tmp_path / "whole")))
    states = set()
    for number, fault in enumerate(passed):
        if cutting is killed and number % 3:
            continue  # the same instants as above, now by a kill: each third of them
        store = copied(source, tmp_path / "cut")
        cutting(number, lambda store=store: act(store))  # type: ignore[misc]
        phrase = _phrase(store)
        states.add((store.is_sealed(), phrase))
        assert seen(unlocked(store, phrase)) == before, (number, fault)
        after = unlocked(store, phrase)
        after.open(NOW).close()  # what was cut off is finished, or forgotten
        assert seen(unlocked(store, phrase)) == before, (number, fault)
        assert not (store.folder / "staged").exists()
        assert _phrase(store) == phrase
        if store.is_sealed():
            assert clear_bytes(store.folder) == [], (number, fault)
            assert store.place.key.read_bytes() == store.place.key_copy.read_bytes()
        else:
            assert not store.place.key.exists()
        assert not after.unusable() or [e.path.name for e in after.unusable()] == ["une copie.zip"]
    assert len(states) == 2, "it was cut off before and after it counted"


def _phrase(store: Store) -> str:
    """Return which of the two passphrases opens a desk: never both."""
    fresh = Store(Place(store.folder), CHEAP)
    if not fresh.is_sealed():
        return ""
    (one,) = [phrase for phrase in (PHRASE, OTHER) if fresh.opens(phrase)]
    return one


def test_refused_by_the_disk_nothing_changes(clear: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real = seen(clear), staged.Staged.put

    def full(self: staged.Staged, name: str, content: bytes) -> None:
        if name.startswith("months/"):
            raise OSError(28, "No space left on device")
        real(self, name, content)

    with monkeypatch.context() as patch:
        patch.setattr(staged.Staged, "put", full)
        with pytest.raises(StorageFailed):
            clear.seal(PHRASE, NOW)
    assert not clear.is_sealed()
    assert seen(clear) == before
    assert not (clear.folder / "staged").exists()


@pytest.mark.parametrize("name", ["seal", "unseal"])
def test_a_list_that_the_disk_damaged_counts_with_every_file_beside(
    name: str, model: tuple[Path, Path], tmp_path: Path
) -> None:
    begin, act = TURNS[name]
    source = model[begin == "sealed"]
    before = seen(unlocked(copied(source, tmp_path / "whole")))
    listed = faults_of(lambda: act(copied(source, tmp_path / "whole"))).index("staged-after-list")
    store = copied(source, tmp_path / "cut")
    cut(listed, lambda: act(store))
    (store.folder / "staged" / "whole.json").write_bytes(b'{"puts": [')
    after = unlocked(store)
    after.open(NOW).close()
    assert after.is_sealed() is (name == "seal")
    assert seen(unlocked(store)) == before
    assert name != "seal" or clear_bytes(store.folder) == []


# -- the passphrase --------------------------------------------------------------------------------------


def test_without_the_passphrase_nothing_is_read_and_nothing_touched(sealed: Store) -> None:
    before = {p: p.read_bytes() for p in sealed.folder.rglob("*") if p.is_file()}
    for asked in (lambda: sealed.open(NOW), sealed.look, lambda: sealed.leave(Change())):
        with pytest.raises(Locked):
            asked()
    for wrong in ("", "autre", PHRASE.upper(), f"{PHRASE} "):
        assert not sealed.opens(wrong)
        with pytest.raises(WrongPhrase):
            sealed.unlock(wrong)
    with pytest.raises(Locked):
        Reader(Place(sealed.folder)).load()
    assert {p: p.read_bytes() for p in sealed.folder.rglob("*") if p.is_file()} == before


def test_another_passphrase_takes_its_place_and_rewrites_no_file_of_the_desk(sealed: Store) -> None:
    before = {p.name: p.read_bytes() for p in sealed.folder.rglob("*.json") if not p.name.startswith("key")}
    sealed.change_phrase(PHRASE, OTHER)
    assert {p.name: p.read_bytes() for p in sealed.folder.rglob("*.json") if not p.name.startswith("key")} == before
    assert (sealed.opens(OTHER), sealed.opens(PHRASE)) == (True, False)
    with pytest.raises(WrongPhrase):
        sealed.change_phrase(PHRASE, OTHER)
    for path in sealed.place.backups.glob("pupitre-*.zip"):
        with pytest.raises(WrongPhrase):
            Store(Place(sealed.folder)).know_backup(path, PHRASE)


def test_a_passphrase_counts_although_a_backup_could_not_be_told_of_it(
    sealed: Store, monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = atomic.write_whole

    def refuse(path: Path, content: bytes) -> None:
        if path.parent == sealed.place.backups:
            raise OSError(28, "No space left on device")
        whole(path, content)

    monkeypatch.setattr(atomic, "write_whole", refuse)
    sealed.change_phrase(PHRASE, OTHER)
    assert (sealed.opens(OTHER), sealed.opens(PHRASE)) == (True, False)
    monkeypatch.undo()
    unlocked(sealed, OTHER).open(NOW).close()
    for path in sealed.place.backups.glob("pupitre-*.zip"):
        with pytest.raises(WrongPhrase):
            Store(Place(sealed.folder)).know_backup(path, PHRASE)


def test_an_open_desk_goes_on_under_another_passphrase(sealed: Store) -> None:
    store = unlocked(sealed)
    archive = store.open(NOW)
    store.change_phrase(PHRASE, OTHER)
    archive.keep(Change((Task(id="since", title=SECRET, created=NOW),)))
    archive.close()
    assert "Task:since" in seen(unlocked(sealed, OTHER))


def test_one_letter_damaged_in_the_key_the_passphrase_still_opens(sealed: Store) -> None:
    good = sealed.place.key.read_bytes()
    at = good.index(b'"wrapped":"') + 20
    sealed.place.key.write_bytes(good[:at] + (b"A" if good[at:at + 1] != b"A" else b"B") + good[at + 1:])
    unlocked(sealed)
    assert sealed.place.key.read_bytes() == good


@pytest.mark.parametrize("damage", [b"", b"{", b'{"format": 1}', None])
def test_a_damaged_key_is_replaced_by_its_copy(damage: bytes | None, sealed: Store) -> None:
    good, before = sealed.place.key.read_bytes(), seen(unlocked(sealed))
    for spoilt in ([sealed.place.key], [sealed.place.key, sealed.place.key_copy]):
        for path in spoilt:
            path.unlink()
            if damage is not None:
                path.write_bytes(damage)
        assert sealed.is_sealed()
        with pytest.raises(WrongPhrase):
            Store(Place(sealed.folder)).unlock("autre")
        store = unlocked(sealed)
        store.open(NOW).close()
        assert seen(store) == before
        assert sealed.place.key.read_bytes() == sealed.place.key_copy.read_bytes() == good
    for path in (*sealed.place.backups.iterdir(), sealed.place.key, sealed.place.key_copy):
        path.unlink()
    with pytest.raises(KeyLost):
        Store(Place(sealed.folder)).unlock(PHRASE)


def test_the_key_of_a_keyring_opens_it_and_no_other_does(sealed: Store) -> None:
    before, secret = seen(unlocked(sealed)), sealed.key_for(PHRASE)
    store = Store(Place(sealed.folder))
    for wrong in (b"", b"short", bytes(32)):
        with pytest.raises(WrongPhrase):
            store.unlock_with(wrong)
    store.unlock_with(secret)
    assert seen(store) == before
    assert not store.is_remembered()
    store.note_remembered(remembered=True)
    assert store.is_remembered()
    store.change_phrase(PHRASE, OTHER)
    assert Store(Place(sealed.folder)).is_remembered()
    Store(Place(sealed.folder)).unlock_with(secret)


# -- backups from elsewhere ------------------------------------------------------------------------------


def test_a_backup_on_a_stick_opens_anywhere_by_its_passphrase(sealed: Store, tmp_path: Path) -> None:
    before = seen(unlocked(sealed))
    stick = tmp_path / "stick.zip"
    unlocked(sealed).back_up(NOW, stick)
    assert clear_bytes(tmp_path) == []
    new = Store(Place(tmp_path / "another machine"), CHEAP)
    with pytest.raises(BadBackup, match="other_key") as refused:
        new.restore(stick, NOW)
    assert refused.value.why == "other_key"
    with pytest.raises(WrongPhrase):
        new.know_backup(stick, OTHER)
    new.know_backup(stick, PHRASE)
    new.restore(stick, NOW)
    held = {k: v for k, v in before.items() if k != "Task:in"}
    assert seen(new) == held
    own = Store(Place(tmp_path / "a third"), CHEAP)
    own.seal(OTHER, NOW)
    own.know_backup(stick, PHRASE)
    own.restore(stick, NOW)
    assert seen(unlocked(own, OTHER)) == held
    assert clear_bytes(own.folder) == []


def test_what_was_protected_and_lies_open_once_put_back_is_said(
    sealed: Store, tmp_path: Path,
) -> None:
    sealed.unlock(PHRASE)
    sealed.back_up(NOW, stick := tmp_path / "stick.zip")
    assert not sealed.restore(stick, NOW).laid_open
    other = Store(Place(tmp_path / "other"), CHEAP)
    other.know_backup(stick, PHRASE)
    assert other.restore(stick, NOW).laid_open


def test_a_backup_of_before_it_was_protected_can_be_put_back(clear: Store, tmp_path: Path) -> None:
    made = clear.back_up(NOW, tmp_path / "before.zip")
    assert made is not None
    before = {k: v for k, v in seen(clear).items() if k != "Task:in"}
    clear.seal(PHRASE, NOW)
    clear.restore(made.path, NOW)
    assert {k: v for k, v in seen(clear).items() if k != "Task:in"} == before
    assert clear_bytes(clear.folder) == []


# -- two processes ---------------------------------------------------------------------------------------


def test_what_a_command_left_in_clear_just_before_is_taken_in(sealed: Store) -> None:
    inbox.leave(replace(sealed.place, seal=PLAIN), Change((Task(id="late", title=SECRET, created=NOW),)))
    assert "Task:late" in seen(unlocked(sealed))


@pytest.mark.parametrize("when", ["staged-put", "staged-before-list", "staged-after-list", "staged-all-moved"])
@pytest.mark.parametrize("to", ["clear", "sealed"])
def test_what_a_command_leaves_meanwhile_is_taken_in(
    to: str, when: str, clear: Store, monkeypatch: pytest.MonkeyPatch,
) -> None:
    if to == "clear":
        clear.seal(PHRASE, NOW)
    other = unlocked(clear) if to == "clear" else Store(clear.place, CHEAP)
    left: list[str] = []

    def leave(at: str) -> None:
        if at == when and not left:
            left.append(at)
            inbox.leave(other.place, Change((Task(id="meanwhile", title=SECRET, created=NOW),)))

    monkeypatch.setattr(staged, "fault", leave)
    clear.unseal(PHRASE, NOW) if to == "clear" else clear.seal(PHRASE, NOW)
    assert left
    if to == "sealed":
        assert not [path for path in clear.folder.rglob("*") if path.is_file() and b"Zanzibar" in path.read_bytes()]
    waiting = [change for _name, change in inbox.waiting(clear.place) if change is not None]
    assert ["meanwhile"] in [[value.id for value in change.puts] for change in waiting]


def test_what_a_command_leaves_just_after_it_was_laid_open_is_taken_in(
    sealed: Store, monkeypatch: pytest.MonkeyPatch,
) -> None:
    other, real = unlocked(sealed), inbox.leave

    def late(place: Place, change: Change) -> Path:
        sealed.unseal(PHRASE, NOW)
        return real(place, change)

    monkeypatch.setattr(inbox, "leave", late)
    other.leave(Change((Task(id="meanwhile", title=SECRET, created=NOW),)))
    waiting = [change for _name, change in inbox.waiting(sealed.place) if change is not None]
    assert ["meanwhile"] in [[value.id for value in change.puts] for change in waiting]


def test_a_store_that_knew_the_desk_in_clear_hears_that_it_is_protected(clear: Store) -> None:
    beside = Store(Place(clear.folder), CHEAP)
    beside.look().load()
    clear.seal(PHRASE, NOW)
    with pytest.raises(Locked):
        beside.look()
    clear_again = Store(Place(clear.folder), CHEAP)
    clear_again.unseal(PHRASE, NOW)
    assert seen(clear) == seen(beside)


@pytest.fixture(autouse=True)
def documents_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Store, "documents", tmp_path / "Documents")
