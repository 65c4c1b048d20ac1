"""The backups there are: found, made once a day, thinned, and rewritten without what must go."""

import os
from datetime import UTC, timedelta, tzinfo

import pytest

from storage import backing_up, backups
from storage.backup_file import Backup, Why, check
from storage.places import Place
from tests.disk.desks import (
    DESK,
    WHOLE,
    file_of,
    inside,
    killed,
    never,
    write,
)
from tests.memory import MONDAY_9_10, PARIS

NOW = MONDAY_9_10


@pytest.fixture
def place(place: Place) -> Place:
    write(place, WHOLE)
    return place




# -- found, due, thinned -------------------------------------------------------------------------


def test_those_there_are_found_newest_first_and_the_others_named(place: Place) -> None:
    made = [backups.make(place, NOW + timedelta(days=n), Why.DAY) for n in (1, 0, 2)]
    broken = place.backups / "pupitre-2026-11-20T0910-day.zip"
    broken.write_bytes(made[0].path.read_bytes()[:-30])
    (place.backups / ".pupitre-2026-11-20T0910-day.zip.7.new").write_bytes(b"half")
    assert backups.found(place) == (made[2], made[0], made[1])
    assert backups.unreadable(place) == (broken,)


def test_without_a_folder_there_are_none(place: Place) -> None:
    assert (backups.found(place), backups.unreadable(place), backups.thin(place, NOW, PARIS)) == ((), (), ())
    assert backups.due(place, NOW, PARIS)


@pytest.mark.parametrize("named_in", [UTC, PARIS])
def test_the_backup_of_the_day_is_made_once_a_local_day(place: Place, named_in: tzinfo) -> None:
    late = NOW.replace(hour=0, minute=30)
    backups.make(place, NOW, Why.HAND)
    assert backups.due(place, late, PARIS)
    backups.make(place, late.astimezone(named_in), Why.DAY)
    assert not backups.due(place, NOW, PARIS)
    assert not backups.due(place, NOW.replace(hour=23, minute=59), PARIS)
    assert backups.due(place, NOW + timedelta(days=1), PARIS)
    assert backups.due(place, NOW - timedelta(days=1), PARIS)


def test_old_backups_are_not_opened_to_know_whether_one_is_due(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(2, 6):
        backups.make(place, NOW - timedelta(days=n), Why.DAY)
    monkeypatch.setattr(backing_up, "head", never)
    assert backups.due(place, NOW, PARIS)


def test_thinning_deletes_what_need_not_stay_and_nothing_of_hers(place: Place) -> None:
    made = [backups.make(place, NOW - timedelta(days=n), Why.DAY) for n in range(4)]
    hers = made[3].path.rename(place.backups / "before the move.zip")
    broken = place.backups / "pupitre-2026-01-01T0910-day.zip"
    broken.write_bytes(b"broken")
    left, fresh = (place.backups / f".pupitre-x.zip.{n}.new" for n in (7, 8))
    for rest, days in ((left, 2), (fresh, 0)):
        rest.write_bytes(b"half")
        os.utime(rest, (NOW.timestamp() - days * 86_400,) * 2)
    assert backups.thin(place, NOW, PARIS, made[0].size + made[1].size) == (made[2],)
    there = {made[0].path, made[1].path, hers, broken, fresh}
    assert set(place.backups.iterdir()) == there


# -- rewritten -----------------------------------------------------------------------------------


def without_october(name: str, content: bytes) -> bytes | None:
    if name == "months/2026-10.json":
        return None
    return content.replace(b'"e3": {"id": "e3"}', b"")


def test_every_backup_is_rewritten_under_its_name(place: Place) -> None:
    before = [backups.make(place, NOW - timedelta(days=n), why) for n, why in enumerate((Why.DAY, Why.HAND))]
    (place.backups / ".pupitre-x.zip.7.new").write_bytes(b"half, with her clients in it")
    broken = place.backups / "pupitre-2026-01-01T0910-day.zip"
    broken.write_bytes(b"broken")
    assert backups.rewrite(place, without_october) == (broken,)
    after = backups.found(place)
    assert [(b.path, b.made, b.why) for b in after] == [(b.path, b.made, b.why) for b in before]
    for backup in after:
        assert (backup.tasks, backup.entries, backup.left_out) == (2, 0, ("months/2026-10.json",))
        assert check(backup.path) == backup
        assert inside(backup.path) == {"desk.json": DESK, "months/2026-09.json": file_of(entries={})}
    assert set(place.backups.iterdir()) == {broken, *(b.path for b in after)}


def test_what_a_change_does_not_touch_is_not_written_again(place: Place) -> None:
    made = backups.make(place, NOW, Why.DAY)
    inode = made.path.stat().st_ino
    assert backups.rewrite(place, lambda _, content: content) == ()
    assert (made.path.stat().st_ino, backups.found(place)) == (inode, (made,))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the child is a fork")
def test_a_rewriting_that_is_killed_can_be_done_again(place: Place) -> None:
    old = [backups.make(place, NOW - timedelta(days=n), Why.DAY) for n in range(2)]
    passed = ["backup-written", "backup-in-place"] * 2
    for number in range(len(passed)):
        killed(number, lambda: backups.rewrite(place, lambda *_: DESK))
        there: tuple[Backup, ...] = backups.found(place)
        assert [b.path for b in there] == [b.path for b in old]
        for backup in there:
            assert check(backup.path) == backup
        assert [inside(b.path) == dict.fromkeys(WHOLE, DESK) for b in there].count(True) == (number + 1) // 2
        backups.rewrite(place, lambda *_: DESK)
        assert [inside(b.path) for b in backups.found(place)] == [dict.fromkeys(WHOLE, DESK)] * 2
        for backup in old:
            backup.path.unlink()
        old = [backups.make(place, NOW - timedelta(days=n), Why.DAY) for n in range(2)]
