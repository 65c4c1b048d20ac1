"""What is measured side by side: the floors, our own desks, the peers; each as the harness wants it told."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count, islice
from pathlib import Path
from typing import Any

from pupitre import demo
from pupitre.clock import clock_from
from pupitre.desk import Desk
from pupitre.ids import new_id
from pupitre.ports import Value
from pupitre.settings import Settings
from pupitre.task import Task
from pupitre.value import replace
from storage.places import Place
from storage.store import Store
from tests.bench import years

Scenario = dict[str, Any]

ROOT = Path(__file__).parents[3]
APPS = ROOT / "tests" / "bench" / "apps"
AT = "2026-11-23T09:30"
LAST_DAY = date(2026, 11, 20)
CARDS, MANY = 60, 10_000
LIBRARIES = "argparse, typing, zoneinfo, msgspec"
"""What our commands cannot do without, and what none of ours is in."""
IDLE = 30
"""Seconds without any input over which the cost of waiting is counted; a new minute begins among them."""
GONE = 35
"""Seconds after a key before they are counted: seconds are shown for half a minute after it (`tui.pace`)."""

PRESSES = 12
DOWN: Scenario = {"name": "down", "send": "down", "repeat": PRESSES}
HOLD: Scenario = {"name": "hold", "send": "down", "burst": 30}
ADD: Scenario = {
    "name": "add", "before": ["a", "text:ZZTASK {n}"], "send": "enter", "expect": "[▌►›] ?–.*ZZTASK {n}", "repeat": 8,
}
ADD_BARE: Scenario = {**ADD, "expect": "> ZZTASK {n}"}
BACK: Scenario = {"after": ["f2"], "repeat": 3}

A_MINUTE = "ctrl+f12"
"""What lets a minute pass in `apps/day.py`, each of its seconds looked at."""
HOURS = 12
_DOWN, _UP = ("down",) * 8, ("up",) * 8
OPENING = (
    "a", "text:Z", "escape", "i", "escape", "w", "escape", "d", "escape", "n", "escape", "e", "escape", "f4", "f2",
    "f6", "f2", "f3", "f2", "f7", "f2", "f8", "escape", "f2", "f12", "f2", "ctrl+f", "text:impaye", "f2",
    "f1", "escape", "f9", "escape",
)
"""Whatever she opens in a day, once."""
HOUR = (
    (*_DOWN, "right", "left", *_UP, "a", "text:Appeler Dupont demain 17h", "enter", "space", "ctrl+z", "f4", "down",
     "f2", "f7", "f2", "i", "escape"),
    (*_DOWN, "f6", "down", "up", "f2", *_UP, "f3", "down", "up", "f2", "a", "escape", "enter", "s", "left",
     *("down", "up") * 3),
    (*_DOWN, "f8", "escape", "f2", "f12", "f2", *_UP, "ctrl+f", "text:impaye", "down", "f2", "f1", "escape",
     "f9", "escape", "down", "up", "down", "up"),
    (*_DOWN, "w", "escape", "d", "escape", "n", "escape", "e", "escape", *_UP, "f4", "f2", "f3", "f2", "f7", "f2",
     *("down", "up") * 4),
)
"""What she presses in the four quarters of an hour."""


# -- our own desks -----------------------------------------------------------------------------------

def week(cards: int) -> Iterator[Value]:
    """Yield the demonstration, with open tasks up to so many cards."""
    values = demo.world("fr")
    yield from values
    first = next(v for v in values if isinstance(v, Task) and v.id == "t12")
    here = sum(isinstance(v, Task) and v.open for v in values)
    for number in islice(count(), cards - here):
        yield replace(first, id=f"more{number:05}", title=f"Dossier {number:05}", deadline=None, parent=None)


DESKS: dict[str, Callable[[], Iterator[Value]]] = {
    "empty": lambda: iter((replace(Settings(), welcomed=True),)),
    "week": lambda: week(CARDS),
    "years": lambda: years.years(10, LAST_DAY),
    "many": lambda: week(MANY),
}


def build(folder: Path) -> None:
    """Make every desk, once."""
    for name, values in DESKS.items():
        clock = clock_from(demo.START)
        desk = Desk(Store(Place(folder / name)).open(clock()), clock, new_id)
        desk.take_in(tuple(values()))
        desk.close()


def _pupitre(desk: Path, *told: str) -> Scenario:
    return {
        "setup": f"cp -r '{desk}' ${{WORK}}/desk", "env": {"PYTHONPATH": str(ROOT)},
        "command": [sys.executable, "-m", "tui", "--data", "${WORK}/desk", "--at", AT, "--lang", "fr", *told],
    }


def _ours(name: str, desk: Path, *keys: Scenario, idle: int = 0, first: tuple[str, ...] = ()) -> Scenario:
    before: list[Scenario] = [{"name": "first", "send": key, "after": [f"wait:{GONE}"]} for key in first]
    shown = {"ready": "F1 aide", "quit": ["ctrl+q"], "keys": [*before, *keys], "idle": idle}
    return {"name": name, **_pupitre(desk), **shown}


def own(folder: Path) -> Iterator[Scenario]:
    """Yield what is measured of Pupitre."""
    clients: Scenario = {"name": "clients", "send": "f4", "expect": "Clients", **BACK}
    report: Scenario = {"name": "report", "send": "f3", "expect": "Bonjour|Salut|Hello", **BACK}
    search: Scenario = {
        "name": "search", "before": ["ctrl+f", "text:impaye"], "send": "text:s", "expect": "[Rr]elance", **BACK,
    }
    yield _ours("empty", folder / "empty")
    yield _ours("week", folder / "week", DOWN, HOLD, ADD, clients, report)
    yield _ours("years", folder / "years", ADD, clients, report, search)
    yield _ours("many", folder / "many", DOWN, HOLD, ADD)
    yield _ours("week, focus", folder / "week", idle=IDLE, first=("enter",))
    yield _ours("empty, idle", folder / "empty", idle=IDLE, first=("down",))
    for verb, *said in (("add", "ZZTASK"), ("report", "--client", "TUY", "--day", "2026-11-20")):
        yield {"name": f"pupitre {verb}", **_pupitre(folder / "week", verb, *said)}


def day(folder: Path) -> Iterator[Scenario]:
    """Yield the first minute of a day, in which she opens whatever she opens in a day, and a whole day."""
    begun = ["--data", "${WORK}/desk", "--at", "2026-11-23T08:00", "--lang", "fr"]
    shown = {
        **_pupitre(folder / "week"), "command": [sys.executable, str(APPS / "day.py"), *begun],
        "ready": "F1 aide", "quit": ["ctrl+q"], "settle_ms": 20,
    }
    opened = _pressed("wait:6", *OPENING, A_MINUTE)
    yield {"name": "first minute", **shown, "keys": [opened]}
    hours = [_pressed(*quarter, *[A_MINUTE] * 15) for _ in range(HOURS) for quarter in HOUR]
    yield {"name": "twelve hours", **shown, "keys": [opened, *hours]}


def keys_of_a_day() -> int:
    """Return how often she presses a key in the day."""
    told = (*OPENING, *(key for quarter in HOUR for key in quarter * HOURS))
    return sum(len(key.removeprefix("text:")) if key.startswith("text:") else 1 for key in told)


def _pressed(*keys: str) -> Scenario:
    return {"name": "keys", "before": list(keys[:-1]), "send": keys[-1]}


# -- the floors --------------------------------------------------------------------------------------

def floors() -> Iterator[Scenario]:
    """Yield the least that each thing can cost."""
    def app(name: str, *told: str, ready: str, idle: int = 0, keys: tuple[Scenario, ...] = ()) -> Scenario:
        command = [sys.executable, str(APPS / told[0]), *told[1:]]
        return {"name": name, "command": command, "ready": ready, "quit": ["ctrl+q"], "idle": idle, "keys": [*keys]}

    yield app("minimal", "minimal.py", ready="READY", idle=IDLE)
    yield app("clock", "clock.py", ready="READY", idle=IDLE)
    yield app("board", "board.py", str(4 * CARDS), ready="C3-00000", keys=(DOWN, HOLD, ADD_BARE))
    yield app("board, many", "board.py", str(MANY), ready="C3-00000", keys=(DOWN, HOLD))
    yield {"name": "python", "command": [sys.executable, "-c", "pass"]}
    yield {"name": "python, libraries", "command": [sys.executable, "-c", f"import {LIBRARIES}"]}
    yield {"name": "python, Jinja", "command": [sys.executable, "-c", f"import {LIBRARIES}, jinja2.sandbox"]}


# -- the peers ---------------------------------------------------------------------------------------

def peers(folder: Path) -> Iterator[Scenario]:
    """Yield those that are installed below the folder, or on the machine; each on its own empty or small list."""
    calcure, dooit, kanban = (folder / n / "bin" / p for n, p in (
        ("calcure", "calcure"), ("dooit", "dooit"), ("kanban-tui", "ktui")))
    if calcure.exists():
        start = {"setup": "mkdir .config", "command": [str(calcure)]}
        yield {"name": "calcure", **start, "ready": "20[0-9][0-9]", "quit": ["q"]}
    if dooit.exists():
        yield {"name": "dooit", "command": [str(dooit)], "ready": "Workspaces|dooit|Dashboard", "quit": ["ctrl+q"]}
    if kanban.exists():
        yield {"name": "kanban-tui", "command": [str(kanban)], "ready": "New Task", "quit": ["ctrl+q"]}
    if shutil.which("calcurse"):
        yield {"name": "calcurse", "command": ["calcurse"], "ready": "Calendar", "idle": IDLE, "quit": ["q", "y"]}
    if shutil.which("task"):
        yield {"name": "task add", "setup": "printf 'data.location=.task\\n' > .taskrc; mkdir .task",
               "command": ["task", "rc.confirmation=off", "add", "ZZTASK"]}


def install(folder: Path) -> dict[str, str]:
    """Put each peer into an environment of its own, and tell why one could not be."""
    refused: dict[str, str] = {}
    for name in ("calcure", "dooit", "kanban-tui"):
        place = folder / name
        if place.exists():
            continue
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        made = subprocess.run(
            [str(place / "bin" / "pip"), "install", "-q", name], capture_output=True, text=True, check=False,
            env={k: v for k, v in os.environ.items() if k != "PIP_CONSTRAINT"},
        )
        if made.returncode:
            refused[name] = next((line for line in made.stderr.splitlines() if "equires" in line), "pip refused")
            shutil.rmtree(place)
    for name in ("calcurse", "task"):
        if not shutil.which(name):
            refused[name] = "not among the programs of this system"
    return refused
