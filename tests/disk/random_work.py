"""A day of work drawn by lot, and a program that does it until it is killed.

Run as a program it reads lines `folder seed seconds`, lets a forked worker do that day's work on the desk of
the folder, kills it after so many seconds, and answers with the number of verbs the worker acknowledged.
"""

import os
import signal
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random

from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.errors import PupitreError
from pupitre.report import Report
from pupitre.task import Task
from storage import open_archive
from storage.places import Place
from tests.memory import HandClock, counted_ids

TITLES = ("Relances impayés", "Dictée n° 3 [/]", "Devis cumulus ~30min !", "Mettre en page le dossier #permis")


def act(desk: Desk, clock: HandClock, lot: Random) -> None:
    """Do one verb; what makes no sense just now is refused, and that is part of the day."""
    clock.advance(minutes=lot.randrange(1, 9), seconds=lot.randrange(60))
    keys = sorted(desk.ledger.table(Task))
    key = lot.choice(keys) if keys else ""
    verbs = (
        lambda: desk.add_task(desk.understand(lot.choice(TITLES))), lambda: desk.start(key),
        desk.pause, desk.resume, desk.stop, lambda: desk.complete(key),
        desk.heartbeat, desk.undo, lambda: desk.note_time(key, 20, "typed"),
        lambda: desk.wait_for(key, "tiers", "la pièce 14"), desk.start_break, desk.end_break,
        lambda: desk.postpone(key, Deadline(date(2026, 12, 1)), "raison"), lambda: desk.delete_task(key),
        lambda: desk.keep_draft(Report(id="c:1", client="c", day=date(2026, 11, 23), body=str(lot.random()))),
        lambda: desk.drop(key, "sans objet"),
    )
    with suppress(PupitreError):
        lot.choice(verbs)()


def day_of(seed: int) -> tuple[Random, HandClock, str]:
    """Return the lot, the clock and the prefix of the ids of a day."""
    clock = HandClock()
    clock.advance(hours=24 * seed)
    return Random(seed), clock, f"d{seed}-"


def work(folder: Path, seed: int, acknowledge: int) -> None:
    """Do a day's work for ever, with one byte for each verb that came back."""
    lot, clock, prefix = day_of(seed)
    desk = Desk(open_archive(Place(folder), clock()), clock, counted_ids(prefix))
    os.write(acknowledge, b"!")
    while True:
        act(desk, clock, lot)
        os.write(acknowledge, b".")


def killed(folder: Path, seed: int, seconds: float) -> int:
    """Return how many verbs a worker acknowledged before it was killed."""
    read, write = os.pipe()
    worker = os.fork()
    if worker == 0:
        os.close(read)
        try:
            work(folder, seed, write)
        finally:
            os._exit(1)
    os.close(write)
    assert os.read(read, 1) == b"!"
    time.sleep(seconds)
    os.kill(worker, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) == -signal.SIGKILL
    acknowledged = 0
    while chunk := os.read(read, 65536):
        acknowledged += len(chunk)
    os.close(read)
    return acknowledged


if __name__ == "__main__":
    for line in sys.stdin:
        folder, seed, seconds = line.rstrip("\n").rsplit(" ", 2)
        print(killed(Path(folder), int(seed), float(seconds)), flush=True)
