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
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from random import Random

from pupitre.desk import Desk
from pupitre.ports import Change
from storage import inbox, open_file
from storage.archive import open_archive
from storage.faults import on_fault
from tests.disk.forms import in_form
from tests.disk.random_acts import Hand, act_today, brought, on_the_rest
from tests.memory import HandClock, counted_ids


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
            hand.leave(Change(brought(hand)))
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
    act_today(hand, on_the_rest)


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
    form: str = "clear"

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
    place = in_form(Path(kill.folder), kill.form)
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
