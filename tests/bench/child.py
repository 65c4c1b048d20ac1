"""One fresh process measures one desk, and says its figures as JSON. Times in seconds, memory in bytes."""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from pupitre.clock import clock_from
from pupitre.desk import Desk
from pupitre.finding import hits, read_query
from pupitre.ids import new_id
from pupitre.ledger import Ledger
from pupitre.ports import Value
from pupitre.shelf import month_of
from pupitre.sieve import sieve
from pupitre.task import Task
from storage.atomic import write_whole
from storage.codec import NAMES, encode
from storage.places import Place
from storage.store import Store

VERBS = 100
"""More than the lines after which the open file is written whole: with each task added, finished and deleted."""
NOW = datetime(2026, 11, 21, 9, tzinfo=ZoneInfo("Europe/Paris"))
WANTED = "impayes relancer"
"""Words that stand in some tasks of each month."""


def timed(act: Callable[[], object]) -> float:
    """Return how long something takes."""
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def verbs(desk: Desk, beside: Path) -> dict[str, list[float]]:
    """Return the times of adding and completing a task, beside the floors: all bytes written whole, or one line."""
    figures: dict[str, list[float]] = {"add": [], "complete": [], "floor": [], "line": []}
    line = desk.understand("Relancer les impayés")
    for _ in range(VERBS):
        added: list[Task] = []
        figures["add"].append(timed(lambda: added.append(desk.add_task(line))))  # noqa: B023 - called at once
        key = added[0].id
        figures["complete"].append(timed(lambda: desk.complete(key)))  # noqa: B023
        figures["floor"].append(floor(desk.ledger, beside))
        figures["line"].append(line_floor(added[0], beside.with_suffix(".log")))
        desk.delete_task(key)
    return figures


def floor(ledger: Ledger, beside: Path) -> float:
    """Return the time to encode, write, flush and rename what the open file holds."""
    kinds = {name: kind for kind, name in NAMES.items()}
    tables = {name: {v.id: encode(v) for v in ledger.table(kind).values()} for name, kind in kinds.items()}
    return timed(lambda: write_whole(beside, msgspec.json.encode(tables)))


def line_floor(task: Task, beside: Path) -> float:
    """Return the time to encode one task, add it to a file and flush it."""
    def append() -> None:
        with beside.open("ab") as file:
            file.write(msgspec.json.encode(encode(task)) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    return timed(append)


def statement(desk: Desk, client: str, month: date) -> int:
    """Return the rounded minutes of a client in a closed month, task by task as a statement of hours shows them."""
    return desk.statement(client, month_of(month)).billed


def search(desk: Desk) -> tuple[float, float, int]:
    """Return the time to the first thing found, to the last, and how many there are."""
    query, settings = read_query(WANTED, desk.clients(), desk.moment), desk.settings
    begin, first, count = time.perf_counter(), None, 0

    def look(values: Sequence[Value]) -> None:
        nonlocal first, count
        found = sum(1 for _ in hits(values, query, settings.zone, settings.day_start))
        count += found
        if found and first is None:
            first = time.perf_counter() - begin

    look(list(desk.ledger.table(Task).values()))
    can_hold = sieve(query.words)
    for month in reversed(desk.past.months()):
        if desk.past.can_hold(month, can_hold):
            look(desk.past.values(month))
    whole = time.perf_counter() - begin
    return first if first is not None else whole, whole, count


def main(folder: Path) -> dict[str, object]:
    """Return all figures of a desk."""
    clock = clock_from(NOW)
    desks: list[Desk] = []
    opened = timed(lambda: desks.append(Desk(Store(Place(folder)).open(clock()), clock, new_id)))
    desk = desks[0]
    shown = timed(lambda: (desk.board(), desk.capacity(), desk.by_client()))
    figures: dict[str, object] = {"open": opened, "board": shown, **verbs(desk, folder / "floor.json")}
    last_month = NOW.date().replace(day=1) - timedelta(days=1)
    clients = desk.clients()
    figures["statement"] = timed(lambda: statement(desk, clients[0].id, last_month)) if clients else 0.0
    figures["first"], figures["all"], figures["found"] = search(desk)
    figures["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    for name in ("floor.json", "floor.log"):
        (folder / name).unlink()
    desk.close()
    return figures


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
