"""The years that benchmarks measure with are believable."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from pathlib import Path
from typing import TypeVar

import pytest

from pupitre.breaks import Break
from pupitre.calendar import is_working_day
from pupitre.client import Client, Mode
from pupitre.clock import local_day
from pupitre.entry import Entry, Origin
from pupitre.interruption import Interruption
from pupitre.ports import Value
from pupitre.settings import Settings
from pupitre.task import Status, Task
from pupitre.tasks import checked
from storage.exchange import parse
from tests.bench.years import ENTRIES_A_DAY, LEFT_OPEN, TASKS_A_DAY, ZONE, write_exchange, years

UNTIL = date(2026, 11, 23)
V = TypeVar("V")


@pytest.fixture(scope="module")
def year() -> tuple[Value, ...]:
    return tuple(years(1, UNTIL))


def all_of(kind: type[V], values: tuple[Value, ...]) -> list[V]:
    return [value for value in values if isinstance(value, kind)]


def days_of(values: list[V], moment: Callable[[V], datetime]) -> Counter[date]:
    return Counter(local_day(moment(value), ZONE) for value in values)


def test_every_working_day_and_no_other_is_full(year: tuple[Value, ...]) -> None:
    first = UNTIL - timedelta(days=364)
    days = [first + timedelta(days=n) for n in range(365)]
    working = [day for day in days if is_working_day(day, Settings().hours)]
    assert 245 < len(working) < 260
    assert days_of(all_of(Task, year), lambda t: t.created) == dict.fromkeys(working, TASKS_A_DAY)
    assert days_of(all_of(Entry, year), lambda e: e.start) == dict.fromkeys(working, ENTRIES_A_DAY)
    assert set(days_of(all_of(Interruption, year), lambda i: i.at)) == set(working)
    assert set(days_of(all_of(Break, year), lambda b: b.start)) == set(working)


def test_nothing_overlaps_and_a_day_is_a_day_of_work(year: tuple[Value, ...]) -> None:
    stretches = [(e.start, e.end) for e in all_of(Entry, year)]
    stretches += [(b.start, b.end) for b in all_of(Break, year) if b.end]
    assert all(start < end for start, end in stretches)
    assert all(before[1] <= after[0] for before, after in pairwise(sorted(stretches)))
    lengths: dict[date, timedelta] = defaultdict(timedelta)
    for entry in all_of(Entry, year):
        lengths[local_day(entry.start, ZONE)] += entry.length
    assert timedelta(hours=6, minutes=30) < min(lengths.values()) <= max(lengths.values()) < timedelta(hours=8)


def test_what_is_referred_to_exists_and_comes_first(year: tuple[Value, ...]) -> None:
    tasks = {task.id: task for task in all_of(Task, year)}
    clients = {client.id: client for client in all_of(Client, year)}
    for entry in all_of(Entry, year):
        task = tasks[entry.task or ""]
        ended = task.done_at or task.dropped_at or datetime.max.replace(tzinfo=UTC)
        assert task.created < entry.start < entry.end <= ended
        assert entry.client == task.client
    assert {i.interrupted_task for i in all_of(Interruption, year)} <= tasks.keys()
    assert all(checked(task, clients) == task for task in tasks.values())
    assert Counter(client.billing.mode for client in clients.values()) == dict.fromkeys(Mode, 2)


def test_ids_are_unique_and_short(year: tuple[Value, ...]) -> None:
    ids = Counter(value.id for value in year)
    assert set(ids.values()) == {1}
    assert max(map(len, ids)) <= 8


def test_some_tasks_are_left_open_on_the_last_day(year: tuple[Value, ...]) -> None:
    tasks = all_of(Task, year)
    left = [task for task in tasks if task.open]
    assert len(left) == LEFT_OPEN
    assert 4 <= sum(task.deadline is not None for task in left) * 16 / LEFT_OPEN <= 4.5
    assert 3 <= sum(task.status is Status.WAITING for task in left) <= 9
    assert {task.status for task in left} == {Status.TODO, Status.DOING, Status.WAITING}
    assert sum(task.dropped_at is not None for task in tasks) > 20


def test_texts_vary_and_entries_are_mostly_measured(year: tuple[Value, ...]) -> None:
    titles = [task.title for task in all_of(Task, year)]
    assert len(set(titles)) > len(titles) / 3
    assert min(map(len, titles)) < 20
    assert max(map(len, titles)) > 60
    assert not any(set("{}") & set(title) for title in titles)
    entries = all_of(Entry, year)
    origins = Counter(entry.origin for entry in entries)
    assert origins[Origin.MEASURED] > 0.8 * len(entries)
    assert all(entry.note for entry in entries if entry.origin is Origin.TYPED)
    assert 0.02 < sum(bool(entry.note) for entry in entries) / len(entries) < 0.2


def test_one_seed_makes_one_life(year: tuple[Value, ...]) -> None:
    assert tuple(islice(years(1, UNTIL), 3_000)) == year[:3_000]
    assert tuple(islice(years(1, UNTIL, seed=2), 3_000)) != year[:3_000]


def test_the_file_holds_the_same_years(year: tuple[Value, ...], tmp_path: Path) -> None:
    write_exchange(tmp_path / "years.json", 1, UNTIL)
    read = {(type(value), value.id): value for value in parse((tmp_path / "years.json").read_bytes())}
    kinds = (Client, Task, Entry, Interruption)
    written = {(type(value), value.id): value for value in year if isinstance(value, kinds)}
    assert {key: value for key, value in read.items() if key[0] in kinds} == written
    assert [value for value in read.values() if isinstance(value, Settings)] == all_of(Settings, year)


def test_the_lunch_hour_is_hers(year: tuple[Value, ...]) -> None:
    lunch = (time(12), time(13, 15))
    for entry in all_of(Entry, year):
        assert not lunch[0] < entry.start.astimezone(ZONE).time() < lunch[1]
