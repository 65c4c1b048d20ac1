"""The disk refuses, or changes under our feet: memory is what the disk has, nothing is lost, the next try works."""

import dataclasses
import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pupitre.client import Client
from pupitre.desk import Desk
from pupitre.entry import Entry
from pupitre.errors import DamagedMonth, Replaced, StorageFailed
from pupitre.ports import KINDS, Change, Value
from pupitre.shelf import Month, Recalled
from pupitre.task import Status, Task
from pupitre.value import replace
from storage import inbox
from storage.archive import open_archive
from storage.places import Place
from storage.reader import Reader
from storage.staged import is_whole
from tests.disk.desks import killed
from tests.disk.forms import BOTH, in_form
from tests.memory import HandClock, Kept, counted_ids

FORMS = BOTH
OCTOBER, NOVEMBER = "2026-10", "2026-11"
THEN = datetime(2026, 10, 6, 8, tzinfo=UTC)
OLD = (
    Task(id="old", title="Ancien dossier", status=Status.DONE, created=THEN, done_at=THEN),
    Entry(id="e-old", task="old", start=THEN - timedelta(minutes=30), end=THEN),
    Client(id="tuy", name="Tuyauterie", label="TUY"), Task(id="more", title="Encore", created=THEN),
)


@dataclass(frozen=True, slots=True)
class Held:
    """What a place holds, for whoever looks."""

    desk: Kept
    months: dict[Month, Kept]


def _kept(values: list[Value] | tuple[Value, ...]) -> Kept:
    return {(type(v), v.id): v for v in values}


def on_disk(place: Place) -> Held:
    reader = Reader(place)
    return Held(_kept(reader.load()), {m: _kept(reader.past(m)) for m in reader.months()})


def in_memory(desk: Desk) -> Kept:
    return _kept([value for kind in KINDS for value in desk.ledger.table(kind).values()])


def undo_depth(desk: Desk) -> int:
    return len(desk._undo)


def close_days(desk: Desk) -> None:
    for _ in desk.closing_days():
        pass


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory, form: str) -> Place:
    """A desk as it was left on Monday evening: October is closed, Monday has a task done, one is open."""
    place = in_form(tmp_path_factory.mktemp("left") / "desk", form)
    clock = HandClock()
    desk = Desk(open_archive(place, clock()), clock, counted_ids("left"))
    monday = (Task(id="done", title="Du lundi", created=clock()), Task(id="t", title="Reste", created=clock()))
    desk.take_in([*OLD, *monday])
    desk.complete("done")
    desk.close()
    assert Reader(place).months() == (OCTOBER,)
    return place


def opened(left: Place, folder: Path) -> tuple[Desk, Place]:
    """Return a copy of that desk, open on Tuesday morning, with a verb to take back and a file in the inbox."""
    shutil.copytree(left.folder, folder)
    place, clock = Place(folder, left.seal), HandClock()
    clock.advance(hours=24)
    desk = Desk(open_archive(place, clock()), clock, counted_ids())
    desk.mark_out_of_scope("t", "hors forfait")
    inbox.leave(place, Change((Task(id="came", title="Du dehors", created=clock()),)))
    return desk, place


@pytest.fixture
def tuesday(left: Place, tmp_path: Path) -> tuple[Desk, Place]:
    return opened(left, tmp_path / "desk")


# -- the disk refuses ----------------------------------------------------------------------------------

CALLS = ("open", "write", "ftruncate", "fsync", "replace", "rename", "unlink", "mkdir", "rmdir")


@dataclass
class Refusal:
    """Counts what is asked of the disk; it refuses the call of one number, and if it lasts all that follow."""

    at: int
    code: int = errno.EIO
    lasting: bool = False
    passed: int = 0

    def __call__(self) -> None:
        self.passed += 1
        if self.passed == self.at or (self.lasting and 0 < self.at < self.passed):
            raise OSError(self.code, os.strerror(self.code))


@contextmanager
def refusing(refusal: Refusal) -> Iterator[None]:
    """Let the disk refuse some of what changes it."""
    def asked(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **how: Any) -> Any:  # noqa: ANN401 - whatever the system call takes
            refusal()
            return real(*args, **how)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, asked(getattr(os, name)))
        yield


def took_in(desk: Desk) -> object:
    return desk.take_in([replace(OLD[0], id="old2"), replace(OLD[1], id="e2", task="old")])


ACTIONS: dict[str, Callable[[Desk], object]] = {
    "complete": lambda desk: desk.complete("t"),
    "undo": lambda desk: desk.undo(),
    "type": lambda desk: desk.keep_typed({"add": {"line": "Relances"}}),
    "close the days": close_days,
    "import": took_in,
    "receive": lambda desk: desk.receive(),
    "reopen an old task": lambda desk: desk.reopen("old"),
}


@pytest.mark.parametrize(("lasting", "again"), [(False, True), (True, True), (True, False)], ids=[
    "once", "from then on", "from then on, then something else",
])
@pytest.mark.parametrize(("name", "lines"), [
    *((name, 200) for name in ACTIONS), *((name, 0) for name in ("complete", "undo", "type")),
])
def test_refused_at_any_step_nothing_is_half_done_and_the_next_verb_works(
    name: str, lines: int, lasting: bool, again: bool, form: str, left: Place, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("storage.open_file.LINES", lines)
    monkeypatch.setattr(os, "fsync", lambda _handle: None)  # it is asked and may refuse; the power stays on
    desk, place = opened(left, tmp_path / "whole")
    with refusing(counting := Refusal(0)):
        ACTIONS[name](desk)
    after, depth_after = on_disk(place), undo_depth(desk)
    assert counting.passed > 2
    # A sealed desk takes the same calls: there each is refused in one of the three ways.
    first, step = (1, 1) if form == "clear" else (1 + lasting + (not again), 3)
    for number in range(first, counting.passed + 1, step):
        desk, place = opened(left, tmp_path / str(number))
        before, depth = on_disk(place), undo_depth(desk)
        refused = _refused(desk, ACTIONS[name], Refusal(number, lasting=lasting))
        told = f"{name}, call {number} of {counting.passed}"
        assert on_disk(place) == after or _but_recalled(on_disk(place)) == before, told
        # A disk that dies with the new file in its place cannot be brought back to the old one.
        assert lasting or in_memory(desk) == on_disk(place).desk, told
        assert lasting or not list(place.folder.rglob(".*.new")), told
        kept = refused and name == "receive" and undo_depth(desk) == depth_after  # only its file could not be removed
        assert not refused or kept or undo_depth(desk) == depth, told
        if refused and again:
            ACTIONS[name](desk)
        if again or not refused:
            assert (on_disk(place), undo_depth(desk)) == (after, depth_after), told
        _goes_on(desk, place, told)


def _refused(desk: Desk, action: Callable[[Desk], object], refusal: Refusal) -> bool:
    with refusing(refusal):
        try:
            action(desk)
        except StorageFailed as error:
            assert error.why == os.strerror(errno.EIO)  # noqa: PT017 - not every call is refused to the end
            return True
    return False


def _but_recalled(held: Held) -> Held:
    """Leave out what was only put back on the desk, and not changed."""
    back = {v.what for v in held.desk.values() if isinstance(v, Recalled)}
    return dataclasses.replace(held, desk={
        (kind, key): v for (kind, key), v in held.desk.items()
        if kind is not Recalled and (kind.__name__, key) not in back
    })


def _goes_on(desk: Desk, place: Place, told: str) -> None:
    """See that what is done afterwards is there when the desk is opened again, with all the rest."""
    desk.add_task(desk.understand("Ensuite"))
    there = on_disk(place)
    assert in_memory(desk) == there.desk, told
    desk.close()
    open_archive(place, desk.clock()).close()
    assert on_disk(place) == there, told
    assert not [p for p in place.folder.rglob("*") if p.suffix == ".new"], told


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a file")
@pytest.mark.parametrize("name", ["complete", "close the days", "import"])
def test_a_disk_that_is_really_full_changes_nothing(name: str, tuesday: tuple[Desk, Place]) -> None:
    import resource  # noqa: PLC0415 - Unix only

    (desk, place), limits = tuesday, resource.getrlimit(resource.RLIMIT_FSIZE)
    before, depth = on_disk(place), undo_depth(desk)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, limits[1]))  # every write stops in the middle
    try:
        with pytest.raises(StorageFailed):
            ACTIONS[name](desk)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (on_disk(place), in_memory(desk), undo_depth(desk)) == (before, before.desk, depth)
    ACTIONS[name](desk)
    _goes_on(desk, place, name)


def closed_unmoved(desk: Desk, place: Place) -> Held:
    """Close the days on a disk that refuses to move what counts already; return what is held then."""
    def refuse(source: Path, target: Path) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr("storage.staged.replace", refuse)
        close_days(desk)
        assert is_whole(place.folder)
        held = on_disk(place)
        with pytest.raises(StorageFailed):
            desk.complete("t")
        assert on_disk(place) == held
    return held


def test_what_counts_and_cannot_be_moved_is_read_by_all_and_moved_by_the_next_verb(
    tuesday: tuple[Desk, Place]
) -> None:
    desk, place = tuesday
    held = closed_unmoved(desk, place)
    assert (Task, "done") in held.months[NOVEMBER]
    assert in_memory(desk) == held.desk
    assert [v.id for v in desk.past.values(NOVEMBER)] == ["done"]
    desk.complete("t")
    assert not is_whole(place.folder)
    assert on_disk(place).months == held.months
    assert (Task, "done") not in on_disk(place).desk
    _goes_on(desk, place, "moved")


@pytest.mark.parametrize("month", ["2026-08", OCTOBER, NOVEMBER])
def test_old_work_that_comes_in_after_a_move_that_was_cut_off_is_in_its_month(
    month: Month, tuesday: tuple[Desk, Place]
) -> None:
    desk, place = tuesday
    closed_unmoved(desk, place)
    brought = replace(OLD[0], id="brought", done_at=datetime.fromisoformat(f"{month}-04T10:00+00:00"))
    desk.take_in([brought])
    assert on_disk(place).months[month][Task, "brought"] == brought
    assert (Task, "done") in on_disk(place).months[NOVEMBER]
    _goes_on(desk, place, month)


@pytest.mark.parametrize("month", ["2026-08", OCTOBER, NOVEMBER])
def test_what_is_prepared_after_a_move_that_was_cut_off_does_not_count_yet(
    month: Month, tuesday: tuple[Desk, Place]
) -> None:
    desk, place = tuesday
    held = closed_unmoved(desk, place)
    with suppress(StorageFailed):
        desk._archive.prepare(month, Change((replace(OLD[0], id="brought"),)))
    assert on_disk(place) == held


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the child is a fork")
def test_what_a_killed_write_left_beside_is_gone_after_the_next_opening(tuesday: tuple[Desk, Place]) -> None:
    desk, place = tuesday
    killed(0, lambda: desk.keep_typed({"add": {"line": "Un nom de client"}}))
    desk.close()
    open_archive(place, desk.clock()).close()
    files = [p for p in place.folder.rglob("*") if p.is_file()]
    assert not [p.name for p in files if b"Un nom de client" in p.read_bytes()]


# -- the folder goes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [n for n in ACTIONS if n != "receive"])
def test_a_folder_that_goes_away_and_comes_back_has_lost_nothing(name: str, tuesday: tuple[Desk, Place]) -> None:
    desk, place = tuesday
    before, depth = on_disk(place), undo_depth(desk)
    away = place.folder.rename(place.folder.with_name("elsewhere"))
    with suppress(StorageFailed, DamagedMonth):  # a month that cannot be read does not stop the closing of days
        ACTIONS[name](desk)
    assert not place.folder.exists(), "a desk is never begun in the place of one that went away"
    assert in_memory(desk) == before.desk
    assert undo_depth(desk) == depth
    away.rename(place.folder)
    assert on_disk(place) == before
    desk.damaged.clear()
    ACTIONS[name](desk)
    _goes_on(desk, place, name)


def test_a_folder_that_was_deleted_gets_all_of_the_open_desk_again_once_it_can_be_written(
    tuesday: tuple[Desk, Place]
) -> None:
    desk, place = tuesday
    before = in_memory(desk)
    shutil.rmtree(place.folder)
    with pytest.raises(StorageFailed):
        desk.complete("t")
    assert in_memory(desk) == before
    place.make()
    desk.complete("t")
    assert on_disk(place).desk == in_memory(desk)
    assert desk.task("t").status is Status.DONE


# -- another program writes the open file --------------------------------------------------------------

THEIRS = b'{"of": "another program"}'


def exchanged(path: Path) -> None:
    beside = path.with_name("theirs")
    beside.write_bytes(THEIRS)
    beside.replace(path)


def rewritten(path: Path) -> None:
    path.write_bytes(THEIRS)


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize("meddle", [exchanged, rewritten])
def test_a_file_that_another_program_wrote_is_kept_beside_and_ours_written_at_the_next_try(
    meddle: Callable[[Path], None], name: str, tuesday: tuple[Desk, Place]
) -> None:
    desk, place = tuesday
    before, depth = in_memory(desk), undo_depth(desk)
    for n in range(2):
        meddle(place.desk)
        with pytest.raises(Replaced) as told:
            ACTIONS[name](desk)
        assert told.value.aside is not None
        assert told.value.aside.name.startswith("desk-changed-")
        assert told.value.aside.read_bytes() == THEIRS
        assert len(list(place.folder.glob("desk-changed-*.json"))) == n + 1
        assert (in_memory(desk), undo_depth(desk)) == (before, depth)
    ACTIONS[name](desk)
    assert on_disk(place).desk == in_memory(desk)
    _goes_on(desk, place, name)


def test_an_open_file_that_was_deleted_is_written_whole_by_the_next_verb(tuesday: tuple[Desk, Place]) -> None:
    desk, place = tuesday
    place.desk.unlink()
    desk.complete("t")
    assert on_disk(place).desk == in_memory(desk)
    place.desk.unlink()
    close_days(desk)
    assert on_disk(place).desk == in_memory(desk)
    _goes_on(desk, place, "deleted")


# -- a month changes under our feet --------------------------------------------------------------------


def more_of_october(desk: Desk) -> None:
    """Put the task of October back on the desk and finish it: its month must be written when the day closes."""
    desk.reopen("old")
    close_days(desk)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:-20]), "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(b"\x89PNG"), "deleted": lambda path: path.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
@pytest.mark.parametrize("looked", [False, True], ids=["unread", "read before"])
def test_a_month_damaged_while_the_desk_is_open_is_told_never_written_over_and_holds_up_nothing(
    damage: Callable[[Path], object], looked: bool, tuesday: tuple[Desk, Place]
) -> None:
    desk, place = tuesday
    path = place.months / f"{OCTOBER}.json"
    good = path.read_bytes()
    if looked:
        desk.past.values(OCTOBER)
    desk.reopen("old")
    damage(path)
    bad = path.read_bytes() if path.exists() else None
    close_days(desk)
    assert list(desk.damaged) == [OCTOBER]
    assert (path.read_bytes() if path.exists() else None) == bad
    assert desk.past.find(Task, "done") is not None, "the other months are closed all the same"
    assert desk.past.was_recalled(Task, "old")
    desk.complete("t")
    assert in_memory(desk) == _kept(Reader(place).load())
    path.write_bytes(good)
    desk.close()
    again = Desk(open_archive(place, desk.clock()), desk.clock, counted_ids("again"))
    close_days(again)
    assert desk.ledger.table(Recalled) != again.ledger.table(Recalled) == {}
    assert again.task("old").status is Status.TODO
    assert (Entry, "e-old") in on_disk(place).months[OCTOBER]


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
@pytest.mark.parametrize("brought", [
    (replace(OLD[0], id="old2"), replace(OLD[1], id="e2", task="old")), (replace(OLD[0], id="old2"),),
], ids=["more time on a task", "a task alone"])
def test_old_work_for_a_month_that_was_damaged_meanwhile_waits_on_the_desk(
    brought: tuple[Value, ...], damage: Callable[[Path], object], tuesday: tuple[Desk, Place]
) -> None:
    desk, place = tuesday
    path = place.months / f"{OCTOBER}.json"
    good = path.read_bytes()
    damage(path)
    bad = path.read_bytes() if path.exists() else None
    desk.take_in(brought)
    assert (path.read_bytes() if path.exists() else None) == bad
    assert {(type(v), v.id) for v in brought} <= in_memory(desk).keys()
    assert in_memory(desk) == _kept(Reader(place).load())
    path.write_bytes(good)
    desk.month_is_back(OCTOBER)
    close_days(desk)
    assert {key for _, key in on_disk(place).months[OCTOBER]} == {"old", "e-old", *(v.id for v in brought)}


def on_disk_open(place: Place) -> Kept:
    return _kept(Reader(place).load())


def test_a_month_that_another_program_rewrote_is_added_to(tuesday: tuple[Desk, Place]) -> None:
    desk, place = tuesday
    path = place.months / f"{OCTOBER}.json"
    desk.past.values(OCTOBER)
    content = place.seal.open(path.read_bytes())
    path.write_bytes(place.seal.close(content.replace(b"Ancien dossier", b"Leur dossier")))
    desk.take_in([replace(OLD[0], id="old2")])
    found = on_disk(place).months[OCTOBER]
    assert {v.title for v in found.values() if isinstance(v, Task)} == {"Leur dossier", "Ancien dossier"}
    assert in_memory(desk) == on_disk(place).desk
