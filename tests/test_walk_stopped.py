"""The running application, really stopped and let go on: what passed meanwhile is no work."""

import os
import signal
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pupitre.entry import Entry
from storage.places import Place
from storage.reader import read_values
from tests.memory import PARIS
from tests.real_desktop import desktop_env
from tests.test_walk import FRIDAY, Terminal, terminal

pytestmark = pytest.mark.desktop

STOPPED = 33.0
"""Seconds without a beat: longer than a stall that is still counted as work."""
BEFORE_FOUR = datetime(2026, 11, 28, 3, 59, 30, tzinfo=PARIS)
"""So late on the Friday that its end passes while the program is stopped, and not before on any machine."""


def start(window: Terminal, at: datetime) -> float:
    """Start a session, and return when."""
    window.pupitre("add", "Mise en page", "--at", at.isoformat())
    window.open(at)
    window.press("Enter")
    window.until(lambda: window.focus() is not None)
    return time.monotonic()


def kept(window: Terminal) -> timedelta:
    values = read_values(Place(window.folder))
    return sum((v.length for v in values if isinstance(v, Entry)), timedelta())


def test_a_program_that_was_stopped_counts_nothing_of_it(tmp_path: Path) -> None:
    folders = [tmp_path / "day", tmp_path / "night"]
    for folder in folders:
        folder.mkdir()
    with terminal(folders[0], desktop_env()) as day, terminal(folders[1], desktop_env()) as night:
        began, _ = start(day, FRIDAY), start(night, BEFORE_FOUR)
        begun = day.focus()
        assert begun is not None
        pids = [day.pid(), night.pid()]
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        stopped = time.monotonic()
        time.sleep(STOPPED)
        for pid in pids:
            os.kill(pid, signal.SIGCONT)

        # Over the end of the day it ends at its last sign of life, and that is said.
        night.until(lambda: night.focus() is None)
        night.sees("a été arrêtée")
        assert kept(night) < timedelta(seconds=30 + 1)

        # By day the session goes on by itself, and nothing is asked after so short a time.
        day.until(lambda: (focus := day.focus()) is not None and focus.running_since != begun.running_since)
        assert "Une séance était en cours" not in day.screen()
        day.type("s")
        day.until(lambda: day.focus() is None)
        real = time.monotonic() - began
        worked = kept(day).total_seconds()
        assert stopped - began - 2 < worked <= real - STOPPED + 1, (worked, real)
