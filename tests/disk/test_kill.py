"""Whatever was acknowledged before a kill -9 is there afterwards, and the desk opens."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from pupitre.desk import Desk
from pupitre.ports import Value
from storage import read_values
from storage.places import Place
from tests.disk.random_work import act, day_of
from tests.memory import MemoryArchive, counted_ids

KILLS = 40
ROOT = Path(__file__).parents[2]

Killed = Callable[[Path, int, float], int]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the worker is a fork")


@pytest.fixture
def killed() -> Iterator[Killed]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.disk.random_work"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as runner:
        assert runner.stdin is not None
        assert runner.stdout is not None
        ask, answer = runner.stdin, runner.stdout

        def one(folder: Path, seed: int, seconds: float) -> int:
            ask.write(f"{folder} {seed} {seconds}\n")
            ask.flush()
            return int(answer.readline())

        yield one
        ask.close()


def on_disk(place: Place) -> dict[tuple[type[Value], str], Value]:
    return {(type(v), v.id): v for v in read_values(place)}


def replay(before: list[Value], seed: int, verbs: int) -> list[dict[tuple[type[Value], str], Value]]:
    """Return the desk after the acknowledged verbs, and after the one that was under way."""
    lot, clock, prefix = day_of(seed)
    archive = MemoryArchive(before)
    desk = Desk(archive, clock, counted_ids(prefix))
    for _ in range(verbs):
        act(desk, clock, lot)
    acknowledged = dict(archive.kept)
    act(desk, clock, lot)
    return [acknowledged, dict(archive.kept)]


def test_every_acknowledged_verb_survives_a_kill(killed: Killed, place: Place) -> None:
    lot, verbs, before = Random(48), 0, list[Value]()
    for seed in range(KILLS):
        acknowledged = killed(place.folder, seed, lot.uniform(0, 0.06))
        found = on_disk(place)
        assert found in replay(before, seed, acknowledged), f"after kill {seed}"
        before, verbs = list(found.values()), verbs + acknowledged
    assert verbs > 5 * KILLS, "the worker did work"
