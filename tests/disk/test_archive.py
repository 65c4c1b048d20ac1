"""The open desk on the disk: durable, whole, for her eyes only, and one at a time."""

import errno
import json
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import pytest

from pupitre.desk import Desk
from pupitre.errors import AlreadyOpen, Damaged, StorageFailed, TooNew
from pupitre.ports import Change, Value
from pupitre.task import Task
from pupitre.value import replace
from storage import inbox, last_good, lock
from storage.archive import TinyArchive, open_archive
from storage.layout import SCHEMA
from storage.places import Place
from storage.reader import read_values
from storage.store import Store
from tests.disk.forms import BOTH
from tests.memory import HandClock, counted_ids

FORMS = BOTH
NOW = datetime(2026, 11, 23, 8, 10, tzinfo=UTC)
TASK = Task(id="t1", title="Relances", created=NOW)


@pytest.fixture
def opened(place: Place) -> TinyArchive:
    return open_archive(place, NOW)


def by_key(values: list[Value]) -> dict[tuple[type[Value], str], Value]:
    return {(type(v), v.id): v for v in values}


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# -- durable -----------------------------------------------------------------------------------------


def test_a_reopened_desk_is_the_one_that_was_left(
    opened: TinyArchive, place: Place, sample_values: tuple[Value, ...], clock: HandClock
) -> None:
    desk = Desk(opened, clock, counted_ids())
    desk.take_in(sample_values)
    desk.start("T02")
    clock.advance(minutes=5)
    desk.start_break()
    desk.delete_task("T09")
    left = {kind: dict(table) for kind, table in desk.ledger._tables.items()}
    desk.close()
    again = Desk(open_archive(place, NOW), clock, counted_ids())
    assert again.ledger._tables == left


def test_one_change_is_one_write(
    opened: TinyArchive, sample_values: tuple[Value, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    real_replace, real_fsync = Path.replace, os.fsync

    def seen_replace(self: Path, target: Path) -> Path:
        done.append("replace")
        return real_replace(self, target)

    def seen_fsync(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real_fsync(handle)

    monkeypatch.setattr(Path, "replace", seen_replace)
    monkeypatch.setattr(os, "fsync", seen_fsync)
    opened.keep(Change(sample_values))
    assert done == ["file", "replace", "folder"]


def test_nothing_is_left_beside_the_desk(opened: TinyArchive, place: Place) -> None:
    opened.keep(Change((TASK,)))
    opened.close()
    assert {p.name for p in place.folder.iterdir()} <= {
        "desk.json", "desk-last.json", "months", "backups", "inbox", "pupitre.lock", "key.json", "key-copy.json",
    }


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps such rights elsewhere")
def test_only_she_can_read_it(place: Place) -> None:
    place.folder.mkdir(mode=0o755, exist_ok=True)
    place.folder.chmod(0o755)
    archive = open_archive(place, NOW)
    archive.keep(Change((TASK,)))
    archive.close()
    archive = open_archive(place, NOW)
    inbox.leave(place, Change((TASK,)))
    for path in (place.folder, *place.folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    archive.close()


# -- when the disk refuses ---------------------------------------------------------------------------

Fault = Callable[[pytest.MonkeyPatch, int], None]


def full_on_write(patch: pytest.MonkeyPatch, code: int) -> None:
    real = os.fdopen

    def half(handle: int, mode: str) -> object:
        file = real(handle, mode)

        class Full:
            def __enter__(self) -> Self:
                return self

            def __exit__(self, *_: object) -> None:
                file.close()

            def write(self, content: bytes) -> int:
                file.write(content[: len(content) // 2])
                raise OSError(code, os.strerror(code))

        return Full()

    patch.setattr("storage.atomic.os.fdopen", half)


def lost_on_flush(patch: pytest.MonkeyPatch, code: int) -> None:
    def refuse(handle: int) -> None:
        raise OSError(code, os.strerror(code))

    patch.setattr("storage.atomic.os.fsync", refuse)


def folder_not_flushed(patch: pytest.MonkeyPatch, code: int) -> None:
    def refuse(folder: Path) -> None:
        raise OSError(code, os.strerror(code))

    patch.setattr("storage.atomic.flush_folder", refuse)


def folder_not_flushed_for_a_line(patch: pytest.MonkeyPatch, code: int) -> None:
    def refuse(folder: Path) -> None:
        raise OSError(code, os.strerror(code))

    patch.setattr("storage.journal.flush_folder", refuse)


def not_replaced(patch: pytest.MonkeyPatch, code: int) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise OSError(code, os.strerror(code))

    patch.setattr(Path, "replace", refuse)


def not_opened(patch: pytest.MonkeyPatch, code: int) -> None:
    real = os.open

    def refuse(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            raise OSError(code, os.strerror(code))
        return real(path, flags, mode)

    patch.setattr("storage.atomic.os.open", refuse)


def full_on_line(patch: pytest.MonkeyPatch, code: int) -> None:
    real = os.write

    def half(handle: int, content: memoryview) -> int:
        real(handle, content[: len(content) // 2])
        raise OSError(code, os.strerror(code))

    patch.setattr("storage.journal.os.write", half)


WHOLE = (full_on_write, lost_on_flush, folder_not_flushed, not_replaced, not_opened)
FIRST_LINE = (full_on_line, lost_on_flush, folder_not_flushed_for_a_line, not_opened)
NEXT_LINE = (full_on_line, lost_on_flush)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize(("fault", "lines", "verbs"), [
    *((fault, 0, 1) for fault in WHOLE), *((fault, 9, 1) for fault in FIRST_LINE),
    *((fault, 9, 3) for fault in NEXT_LINE),
])
def test_a_write_that_fails_changes_nothing_and_the_next_one_works(
    fault: Fault, lines: int, verbs: int, code: int, place: Place, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.open_file.LINES", lines)
    desk = Desk(open_archive(place, NOW), clock, counted_ids())
    for _ in range(verbs):
        task = desk.add_task(desk.understand("Relances impayés"))
    before, on_disk = dict(desk.ledger.table(Task)), in_clear(place)
    with pytest.MonkeyPatch.context() as patch:
        fault(patch, code)
        with pytest.raises(StorageFailed) as failure:
            desk.complete(task.id)
    assert failure.value.why == os.strerror(code)
    assert desk.ledger.table(Task) == before
    left = in_clear(place)
    assert on_disk.items() <= left.items()
    assert not any(left[name] for name in left.keys() - on_disk.keys()), "at most an empty journal"
    other = desk.add_task(desk.understand("Une autre"))
    assert {v.id: v for v in read_values(place)} == before | {other.id: other}
    desk.complete(task.id)
    assert desk.undo().subject == "Relances impayés"


@pytest.mark.parametrize("fault", [lost_on_flush, not_replaced, not_opened])
def test_the_very_first_write_may_fail_too(fault: Fault, opened: TinyArchive, place: Place) -> None:
    with pytest.MonkeyPatch.context() as patch:
        fault(patch, errno.ENOSPC)
        with pytest.raises(StorageFailed):
            opened.keep(Change((TASK,)))
    assert not place.desk.exists()
    opened.keep(Change((replace(TASK, id="t2"),)))
    assert [v.id for v in read_values(place)] == ["t2"]


@pytest.mark.parametrize("fault", [not_replaced, not_opened])
def test_a_desk_that_cannot_be_opened_on_a_full_disk_can_be_opened_later(fault: Fault, place: Place) -> None:
    open_archive(place, NOW).close()
    with pytest.MonkeyPatch.context() as patch:
        fault(patch, errno.ENOSPC)
        with pytest.raises(StorageFailed):
            open_archive(place, NOW)
    assert not lock.is_held(place)
    open_archive(place, NOW).close()


def test_a_copy_that_cannot_be_made_at_the_end_is_told_and_frees_the_desk(
    opened: TinyArchive, place: Place
) -> None:
    opened.keep(Change((TASK,)))
    opened.close()
    opened = open_archive(place, NOW)
    opened.keep(Change((replace(TASK, title="Autre"),)))
    with pytest.MonkeyPatch.context() as patch:
        not_opened(patch, errno.ENOSPC)
        with pytest.raises(StorageFailed):
            opened.close()
    assert not lock.is_held(place)
    assert read_values(place) == [replace(TASK, title="Autre")]


def test_a_folder_that_cannot_be_flushed_at_all_is_no_failure(
    opened: TinyArchive, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Some network file systems refuse to flush a folder: EINVAL says "never", not "lost".
    real = os.fsync

    def refuse(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        real(handle)

    monkeypatch.setattr("storage.atomic.os.fsync", refuse)
    opened.keep(Change((TASK,)))
    assert read_values(place) == [TASK]


def test_a_text_that_no_file_can_hold_is_refused_and_the_next_write_works(
    opened: TinyArchive, place: Place
) -> None:
    opened.keep(Change((TASK,)))
    with pytest.raises(StorageFailed):
        opened.keep(Change((replace(TASK, note="\ud800"),)))
    opened.keep(Change((replace(TASK, id="t2"),)))
    assert {v.id for v in read_values(place)} == {"t1", "t2"}
    assert TASK in read_values(place)


# -- one at a time -----------------------------------------------------------------------------------

HOLD = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from storage.archive import open_archive
from storage.layout import SCHEMA
from storage.places import Place
from storage.store import Store
archive = open_archive(Place(Path(sys.argv[1])), datetime(2026, 11, 23, 8, 10, tzinfo=UTC))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_one_is_told_who_has_it_and_since_when(opened: TinyArchive, place: Place) -> None:
    with pytest.raises(AlreadyOpen) as refusal:
        open_archive(place, NOW + timedelta(hours=1))
    assert (refusal.value.pid, refusal.value.since) == (os.getpid(), NOW.isoformat())
    assert lock.is_held(place)
    opened.close()
    assert not lock.is_held(place)
    open_archive(place, NOW).close()


def test_another_process_keeps_it_and_a_dead_one_does_not(place: Place) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(place.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        with pytest.raises(AlreadyOpen) as refusal:
            open_archive(place, NOW)
        assert refusal.value.pid == child.pid
        child.send_signal(signal.SIGKILL)
    open_archive(place, NOW).close()


def test_two_threads_never_open_it_both(place: Place) -> None:
    refused: list[AlreadyOpen] = []
    held: list[TinyArchive] = []  # an archive that nobody keeps lets its lock go
    barrier = threading.Barrier(4)

    def attempt() -> None:
        barrier.wait()
        try:
            held.append(open_archive(place, NOW))
        except AlreadyOpen as error:
            refused.append(error)

    threads = [threading.Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(held), len(refused)) == (1, 3)
    held[0].close()


# -- what cannot be read -----------------------------------------------------------------------------


def in_clear(place: Place) -> dict[str, bytes]:
    return {name: place.seal.open_any(content) for name, content in tree(place.folder).items()}


def good_file(place: Place) -> bytes:
    archive = open_archive(place, NOW)
    archive.keep(Change((TASK,)))
    archive.close()
    return place.seal.open(place.desk.read_bytes())


def rewritten(change: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    def damage(content: bytes) -> bytes:
        tables = json.loads(content)
        change(tables)
        return json.dumps(tables).encode()

    return damage


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "truncated": lambda content: content[:-10],
    "cut after one byte": lambda content: content[:1],
    "empty": lambda content: b"",
    "zeros": lambda content: bytes(len(content)),
    "garbage": lambda content: b"\x89PNG\r\n" + content,
    "not UTF-8": lambda content: content.replace(b"Relances", b"\xff\xfe"),
    "a list": lambda content: b"[]",
    "null": lambda content: b"null",
    "deeply nested": lambda content: b'{"a":' * 100_000,
    "no schema": rewritten(lambda t: t.pop("pupitre")),
    "schema is text": rewritten(lambda t: t["pupitre"]["file"].update(schema="1")),
    "tasks is a list": rewritten(lambda t: t.update(tasks=[])),
    "a task is a number": rewritten(lambda t: t["tasks"].update(t1=3)),
    "a title is a number": rewritten(lambda t: t["tasks"]["t1"].update(title=3)),
    "an id is another": rewritten(lambda t: t["tasks"]["t1"].update(id="t2")),
    "a naive instant": rewritten(lambda t: t["tasks"]["t1"].update(created="2026-11-23T09:10:00")),
    "no title": rewritten(lambda t: t["tasks"]["t1"].pop("title")),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_told_and_not_touched(damage: Callable[[bytes], bytes], place: Place) -> None:
    good = good_file(place)
    open_archive(place, NOW).close()
    bad = place.seal.close(damage(good))
    place.desk.write_bytes(bad)
    before = tree(place.folder)
    with pytest.raises(Damaged) as failure:
        open_archive(place, NOW + timedelta(days=1))
    assert failure.value.good == place.last_good
    assert failure.value.why
    assert tree(place.folder) == before
    assert not lock.is_held(place)
    aside = Store(place).put_back(failure.value.good, NOW + timedelta(days=1))
    assert aside is not None
    assert aside.read_bytes() == bad
    assert read_values(place) == [TASK]


def test_setting_aside_never_overwrites(place: Place) -> None:
    place.make()
    found = []
    for n in range(3):
        place.desk.write_bytes(b"bad %d" % n)
        aside = Store(place).put_back(None, NOW)
        assert aside is not None
        found.append(aside)
    assert [p.read_bytes() for p in found] == [b"bad 0", b"bad 1", b"bad 2"]
    assert all("2026-11-23" in p.name for p in found)
    assert read_values(place) == []
    open_archive(place, NOW).close()


@pytest.mark.parametrize("layout", [
    {"pupitre": {"file": {"schema": SCHEMA + 1}}, "tasks": {"t1": {"a_new_shape": 1}}},
    {"pupitre": {"file": {"schema": 99}}, "tasks": ["another", "layout"]},
])
def test_a_file_of_a_later_version_is_left_alone(layout: dict[str, Any], place: Place) -> None:
    place.make()
    place.desk.write_bytes(place.seal.close(json.dumps(layout).encode()))
    before = place.desk.read_bytes()
    with pytest.raises(TooNew):
        open_archive(place, NOW)
    with pytest.raises(TooNew):
        read_values(place)
    assert place.desk.read_bytes() == before
    assert last_good.found(place) is None
    assert not lock.is_held(place)


# -- the last good state -----------------------------------------------------------------------------


def test_the_last_good_state_is_that_of_the_last_opening_or_closing(place: Place) -> None:
    archive = open_archive(place, NOW)
    archive.keep(Change((TASK,)))
    assert not place.last_good.exists()
    archive.close()
    assert place.last_good.read_bytes() == place.desk.read_bytes()
    archive = open_archive(place, NOW + timedelta(hours=1))
    archive.keep(Change((replace(TASK, title="plus tard"),)))
    assert b"plus tard" not in place.seal.open(place.last_good.read_bytes())


# -- what other commands leave -----------------------------------------------------------------------


def test_work_left_by_another_command_comes_in_once(opened: TinyArchive, place: Place, clock: HandClock) -> None:
    desk = Desk(opened, clock, counted_ids())
    inbox.leave(place, Change((TASK,)))
    inbox.leave(place, Change((replace(TASK, title="Relances encore"), replace(TASK, id="t2", title="Autre"))))
    assert desk.receive() == ("Relances", "Autre")
    assert desk.task("t1").title == "Relances", "what is here stays as it is"
    assert desk.receive() == ()
    assert list(place.inbox.iterdir()) == []
    assert {v.id for v in read_values(place)} == {"t1", "t2"}


def test_work_received_twice_after_a_crash_is_there_once(
    opened: TinyArchive, place: Place, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(opened, clock, counted_ids())
    inbox.leave(place, Change((TASK,)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opened, "received", lambda name: None)
        desk.receive()
    assert desk.receive() == ()
    assert list(desk.ledger.table(Task)) == ["t1"]


def test_what_cannot_be_read_is_set_aside_and_the_rest_comes_in(opened: TinyArchive, place: Place) -> None:
    a, b, c = ("a" * 32, "b" * 32, "c" * 32)
    (place.inbox / f"{a}.json").write_bytes(b"{")
    (place.inbox / f"{b}.json").write_bytes(b'{"puts": [{"table": ["x"], "document": 1}], "drops": []}')
    (place.inbox / f"{c}.json").mkdir()
    (place.inbox / f"{a} (1).json").write_bytes(b"a copy by a cloud service, which is no second change")
    inbox.leave(place, Change((TASK,)))
    came = opened.incoming()
    assert [change.puts for _, change in came if change] == [(TASK,)]
    assert sorted(name for name, change in came if change is None) == [
        f"{name}.unreadable" for name in (a, b, c)
    ]
    assert (place.inbox / f"{a}.unreadable").read_bytes() == b"{"
    assert len(opened.incoming()) == 1


def test_a_change_that_is_being_left_is_not_seen(opened: TinyArchive, place: Place) -> None:
    (place.inbox / ".half.json.123.new").write_bytes(b'{"puts"')
    assert opened.incoming() == []


def test_an_inbox_that_is_not_hers_to_read_keeps_no_desk_closed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_archive(place, NOW).close()
    place.inbox.mkdir(exist_ok=True)
    real = Path.iterdir

    def refuse(self: Path) -> Iterator[Path]:  # as the system does; root may read all
        if self == place.inbox:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
    open_archive(place, NOW).close()
