"""Older files become today's, step by step, and a later one is left alone."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pupitre.desk import Desk
from pupitre.entry import Entry
from pupitre.errors import Damaged, DamagedMonth
from pupitre.ports import Change, Value
from pupitre.task import Task
from storage.archive import open_archive
from storage.backups import Why, check, found
from storage.codec import BadDocument
from storage.layout import MIGRATIONS, SCHEMA, migrated, rewritten, values_in
from storage.places import Place
from storage.reader import LATER, Reader, read_values
from tests.memory import HandClock, counted_ids

SCHEMAS = Path(__file__).parents[1] / "data" / "schemas"
NOW = datetime(2026, 11, 28, 8, 10, tzinfo=UTC)
OLDER = sorted(SCHEMAS.glob("desk-*.json"))


def version(path: Path) -> int:
    return int(path.stem.removeprefix("desk-"))


def test_each_older_version_has_its_step_and_its_fixture() -> None:
    assert [version(p) for p in OLDER] == list(MIGRATIONS) == list(range(1, SCHEMA))


@pytest.mark.parametrize("old", OLDER, ids=lambda p: p.stem)
def test_an_older_file_opens_whole_and_is_backed_up_first(
    old: Path, place: Place, sample_values: tuple[Value, ...], clock: HandClock
) -> None:
    place.make()
    place.desk.write_bytes(old.read_bytes())
    before = {(type(v), v.id) for v in read_values(place)}
    assert {(type(v), v.id) for v in sample_values} <= before, "the fixture holds the sample week"
    archive = open_archive(place, NOW)
    clock.set("2026-11-28T09:10")
    desk = Desk(archive, clock, counted_ids())
    assert {(type(v), v.id) for v in desk.everything()} == before
    assert json.loads(place.desk.read_bytes())["pupitre"]["file"]["schema"] == SCHEMA
    kept = found(place)
    assert [b.why for b in kept] == [Why.MIGRATION]
    assert check(kept[0].path).schema == version(old)
    for _ in desk.closing_days():
        pass
    assert {v.id for v in desk.everything() if isinstance(v, Task | Entry)} == {
        key for kind, key in before if kind in {Task, Entry}
    }
    assert all(t.open for t in desk.ledger.table(Task).values())
    desk.close()


@pytest.mark.parametrize("old", OLDER, ids=lambda p: p.stem)
def test_looking_at_an_older_file_changes_nothing(old: Path, place: Place) -> None:
    place.make()
    place.desk.write_bytes(old.read_bytes())
    assert len(read_values(place)) > 100
    assert place.desk.read_bytes() == old.read_bytes()
    assert list(place.backups.iterdir()) == []


@pytest.mark.parametrize("old", OLDER, ids=lambda p: p.stem)
def test_a_step_is_pure_and_taken_once(old: Path) -> None:
    content = old.read_bytes()
    tables: dict[str, Any] = json.loads(content)
    newer = migrated(tables, version(old))
    assert tables == json.loads(content)
    assert newer["pupitre"] == {"file": {"schema": SCHEMA}}
    once = rewritten(content, old)
    assert once is not None
    assert rewritten(once, old) is None
    assert values_in(once, old) == values_in(content, old)


@pytest.mark.parametrize("never", [0, -3])
def test_a_version_that_never_was_is_damage(never: int, place: Place) -> None:
    place.make()
    place.desk.write_text(json.dumps({"pupitre": {"file": {"schema": never}}, "tasks": {}}))
    with pytest.raises(Damaged):
        open_archive(place, NOW)
    with pytest.raises(BadDocument):
        migrated({}, never)


def test_an_older_file_that_is_damaged_is_not_rewritten(place: Place) -> None:
    place.make()
    bad = json.loads(OLDER[0].read_bytes())
    bad["tasks"]["T01"]["title"] = 3
    place.desk.write_text(json.dumps(bad))
    before = place.desk.read_bytes()
    with pytest.raises(Damaged):
        open_archive(place, NOW)
    assert place.desk.read_bytes() == before


def test_a_month_of_a_later_version_is_told_and_left_alone(place: Place) -> None:
    archive = open_archive(place, NOW)
    archive.keep(Change((Task(id="t1", title="Relances", created=NOW),)))
    archive.close()
    month = place.months / "2026-10.json"
    month.write_text(json.dumps({"pupitre": {"file": {"schema": SCHEMA + 1}}, "tasks": ["another", "layout"]}))
    with pytest.raises(DamagedMonth) as failure:
        Reader(place).past("2026-10")
    assert failure.value.why == LATER
    open_archive(place, NOW + timedelta(days=1)).close()
    assert json.loads(month.read_bytes())["tasks"] == ["another", "layout"]
