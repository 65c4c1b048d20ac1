"""Days of work drawn by lot, and a program that does them until it is killed.

Run as a program it reads one JSON line for each `Kill`, lets a forked worker do that work on the desk of the
folder, kills it, and answers with the number of verbs the worker acknowledged.
"""

import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from itertools import islice, pairwise
from pathlib import Path
from random import Random
from typing import TypeVar

from pupitre.client import Client
from pupitre.clock import local_day
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.entry import Entry
from pupitre.errors import PupitreError
from pupitre.ports import Change, Value
from pupitre.report import Sent
from pupitre.strip import Edge, Part
from pupitre.task import Status, Task
from pupitre.timer import Recovery
from storage import inbox, open_archive, open_file
from storage.faults import on_fault
from storage.places import Place
from tests.memory import HandClock, counted_ids

TITLES = ("Relances impayés", "Dictée n° 3 [/]", "Devis cumulus ~30min !", "Mettre en page le dossier #permis")
NAMES = ("Tuyauterie Lacaze", "Cabinet Brumeval", "L’Atelier d’Œillets", "Agence Ysambre", "[/] & Fils")

V = TypeVar("V", bound=Value)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who works: the desk, its clock, the lot that decides, a source of ids, and how a command leaves work."""

    desk: Desk
    clock: HandClock
    lot: Random
    new_id: Callable[[], str]
    leave: Callable[[Change], None]

    def one(self, kind: type[V]) -> V:
        """Return a value drawn by lot, from the desk or from a closed month. Raises `LookupError`."""
        months = self.desk.past.months()
        found = list(self.desk.ledger.table(kind).values())
        if months and (not found or self.lot.random() < 0.4):
            month = self.desk.past.values(self.lot.choice(months))
            found = [v for v in month if isinstance(v, kind)] or found
        return self.lot.choice(sorted(found, key=lambda v: v.id))

    def task(self) -> str:
        """Return the id of a task."""
        return self.one(Task).id

    def client(self) -> Client:
        """Return a client."""
        return self.lot.choice(self.desk.clients())

    def line(self) -> str:
        """Return a line as it is typed to add a task."""
        clients = self.desk.clients()
        client = f" @{self.lot.choice(clients).label}" if clients and self.lot.random() < 0.7 else ""
        return f"{self.lot.choice(TITLES)}{client}"


def work(hand: Hand) -> Iterator[None]:
    """Open the desk as the application does, then work for ever; yield after each verb that came back."""
    hand.desk.settle()
    yield
    close_days(hand)
    yield
    hand.desk.receive()
    yield
    while True:
        if hand.lot.random() < 0.08:
            hand.leave(Change(_brought(hand)))
            yield
            hand.desk.receive()
        else:
            act(hand)
        yield


def close_days(hand: Hand) -> None:
    """Close what is over; now and then she leaves in the middle of it."""
    slices = hand.desk.closing_days()
    for _ in slices if hand.lot.random() < 0.8 else islice(slices, hand.lot.randrange(1, 3)):
        pass


def act(hand: Hand) -> None:
    """Do one verb; what makes no sense just now is refused, and that is part of the day."""
    if hand.lot.random() < 0.12:
        hand.clock.advance(hours=24 * hand.lot.choice((1, 1, 1, 3, 12)))
        close_days(hand)
        return
    act_today(hand, _on_the_rest)


Verbs = tuple[Callable[[], object], ...]


def act_today(hand: Hand, *rest: Callable[[Hand], Verbs]) -> None:
    """Do one verb of the day, on what lies on the desk unless days were closed."""
    hand.clock.advance(minutes=hand.lot.randrange(1, 9), seconds=hand.lot.randrange(60))
    verbs = (_on_tasks, _on_tasks, _on_times, _on_the_strip, _on_the_timer, _on_the_timer, _on_clients, *rest)
    with suppress(PupitreError, LookupError):
        hand.lot.choice(hand.lot.choice(verbs)(hand))()


def _on_tasks(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot
    until = Deadline(desk.today + timedelta(days=lot.randrange(1, 30)))
    return (
        lambda: desk.add_task(desk.understand(hand.line())), lambda: desk.add_task(desk.understand(hand.line())),
        lambda: desk.complete(hand.task()), lambda: desk.complete(hand.task()), lambda: desk.reopen(hand.task()),
        lambda: desk.edit_task(replace(hand.one(Task), client=hand.client().id)),
        lambda: desk.edit_task(replace(hand.one(Task), note=str(lot.random()))),
        lambda: desk.wait_for(hand.task(), "tiers", "la pièce 14"),
        lambda: desk.postpone(hand.task(), until, "raison"), lambda: desk.drop(hand.task(), "sans objet"),
        lambda: desk.mark_out_of_scope(hand.task(), lot.choice(("", "hors forfait")), "un devis"),
        lambda: desk.delete_task(hand.task()),
    )


def _on_times(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot

    def correct() -> None:
        entry = hand.one(Entry)
        desk.correct_time(entry.id, entry.start, entry.end - entry.length / 3)

    day = desk.today - timedelta(days=lot.choice((0, 0, 1, 3, 40)))
    return (
        lambda: desk.note_time(hand.task(), lot.randrange(5, 50), "tapé", day),
        correct, lambda: desk.delete_time(hand.one(Entry).id),
    )


def _on_the_strip(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot

    def split() -> None:
        entry = hand.one(Entry)
        desk.split_time(entry.id, entry.start + entry.length / 2)

    def move() -> None:
        entry, edge = hand.one(Entry), lot.choice(list(Edge))
        desk.move_boundary(entry.id, edge, entry.start + entry.length * lot.choice((-1, 2 / 3, 1.5)))

    def fill() -> None:
        end = hand.one(Entry).start
        desk.fill_gap(end - timedelta(minutes=9), end, task=hand.task(), note="tapé")

    def merge() -> None:
        entry = hand.one(Entry)
        pieces = desk.strip(local_day(entry.start, desk.settings.zone))
        work_ = [p.entry for p in pieces if p.part is Part.WORK and p.entry is not None]
        pair = lot.choice([(e.id, f.id) for e, f in pairwise(work_) if e.task == f.task])
        desk.merge_times(*pair, with_gap=True)

    return (
        split, split, move, move, fill, merge, merge,
        lambda: desk.change_time(hand.one(Entry).id, task=hand.task(), client=None, note="à elle", billable=True),
    )


def _on_the_timer(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot
    return (
        lambda: desk.start(hand.task()), lambda: desk.start(hand.task()), desk.pause, desk.resume, desk.stop,
        desk.heartbeat, lambda: desk.recover(lot.choice(list(Recovery))), desk.start_break, desk.end_break,
        lambda: desk.begin_at(hand.clock() - timedelta(minutes=lot.randrange(4))),
    )


def _on_clients(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot
    return (
        lambda: desk.add_client(lot.choice(NAMES)), lambda: desk.delete_client(hand.client().id),
        lambda: desk.edit_client(replace(hand.client(), scope_note=str(lot.random()))),
    )


def _on_the_rest(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot
    day = desk.today - timedelta(days=lot.choice((0, 0, 2, 35)))
    return (
        lambda: desk.keep_draft(replace(desk.report(hand.client().id, day), body=str(lot.random()))),
        lambda: desk.mark_report(hand.client().id, day, lot.choice(list(Sent))), desk.undo, desk.undo,
        lambda: desk.keep_typed({"add": {"line": str(lot.random())}}), lambda: desk.take_in(_brought(hand)),
        lambda: desk.change_settings(replace(desk.settings, signature=str(lot.random()))),
    )


def _brought(hand: Hand) -> tuple[Value, ...]:
    """Return a new task, old work that is over, more time on a task of hers, and a task that is here already."""
    lot, desk = hand.lot, hand.desk
    then = hand.clock() - timedelta(days=lot.randrange(70), hours=1)
    old = Task(id=hand.new_id(), title="Ancien dossier", status=Status.DONE, created=then, done_at=then)
    fresh = Task(id=hand.new_id(), title="Du dehors", created=hand.clock())
    here = list(desk.ledger.table(Task).values())[:1]
    known = hand.task() if here else old.id
    entries = tuple(
        Entry(id=hand.new_id(), task=key, start=then - timedelta(minutes=30), end=then, billable=False)
        for key in (old.id, known)
    )
    return tuple(lot.sample((fresh, old, *entries, *here), lot.randrange(1, 5)))


# -- the worker and its death ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """When a run is killed: at the `number`-th passing of a fault, or `wait` seconds after `number` verbs."""

    folder: str
    seed: int
    start: str
    fault: str
    number: int
    wait: float = 0

    def asked(self) -> str:
        """Return the line that asks for it."""
        return json.dumps(asdict(self))


def day_of(kill: Kill) -> tuple[HandClock, Random, Callable[[], str]]:
    """Return the clock, the lot and the source of ids of a run."""
    return HandClock(datetime.fromisoformat(kill.start)), Random(kill.seed), counted_ids(f"d{kill.seed}-")


def _die_at(kill: Kill) -> Callable[[str], None]:
    left = [kill.number]

    def passed(name: str) -> None:
        if name == kill.fault:
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1

    return passed


def _run(kill: Kill, acknowledge: int) -> None:
    """Work until the end, with one byte for each verb that came back."""
    on_fault(_die_at(kill))
    open_file.LINES = 6
    clock, lot, new_id = day_of(kill)
    place = Place(Path(kill.folder))
    desk = Desk(open_archive(place, clock()), clock, new_id)
    for _ in work(Hand(desk, clock, lot, new_id, lambda change: inbox.leave(place, change))):
        os.write(acknowledge, b".")


def killed(kill: Kill) -> int:
    """Return how many verbs a worker acknowledged before it was killed."""
    read, write = os.pipe()
    worker = os.fork()
    if worker == 0:
        os.close(read)
        try:
            _run(kill, write)
        except BaseException:  # noqa: BLE001 - told by the exit code as well
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(write)
    acknowledged = 0
    if not kill.fault:
        while acknowledged < kill.number and (chunk := os.read(read, 1)):
            acknowledged += len(chunk)
        time.sleep(kill.wait)
        os.kill(worker, signal.SIGKILL)
    while chunk := os.read(read, 65536):
        acknowledged += len(chunk)
    os.close(read)
    status = os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])
    assert status == -signal.SIGKILL, f"it ended by itself: {status}"
    return acknowledged


if __name__ == "__main__":
    for line in sys.stdin:
        print(killed(Kill(**json.loads(line))), flush=True)
