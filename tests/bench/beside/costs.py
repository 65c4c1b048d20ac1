"""Where the time of the largest costs goes: what is loaded by whom, and in whose code Enter spends its time."""

import asyncio
import cProfile
import pstats
import re
import resource
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.bench.beside.programs import AT, ROOT
from tests.screen.world import running
from tests.test_first_paint import PROGRAM

TIMES = 5
_IMPORTED = re.compile(r"import time: *(\d+) \| *\d+ \| *(\S+)")
_OURS, _SCREEN = {"pupitre", "storage", "tui"}, {"textual", "rich"}
PARTS = ("Python", "Textual and Rich", "other libraries", "Pupitre")


def part_of(module: str) -> str:
    """Return whose a module is."""
    top = module.split(".", 1)[0].lstrip("_")
    if top in _OURS or top in _SCREEN:
        return "Pupitre" if top in _OURS else "Textual and Rich"
    known = top in sys.stdlib_module_names or f"_{top}" in sys.stdlib_module_names
    return "Python" if known else "other libraries"


def loading(command: list[str], desk: Path) -> dict[str, float]:
    """Return the milliseconds of processor time that each part takes to load, and what the rest of a run takes.

    CPython counts while it loads (`-X importtime`), which makes loading a little dearer than it is.
    """
    found: dict[str, list[float]] = {part: [] for part in (*PARTS, "work")}
    for _ in range(TIMES):
        with tempfile.TemporaryDirectory() as scratch:
            shutil.copytree(desk, Path(scratch) / "desk")
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            told = [part.replace("DESK", f"{scratch}/desk") for part in command]
            done = subprocess.run(
                [sys.executable, "-X", "importtime", *told], cwd=ROOT, capture_output=True, text=True, check=True
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
        loaded = dict.fromkeys(PARTS, 0.0)
        for own, module in _IMPORTED.findall(done.stderr):
            loaded[part_of(module)] += int(own) / 1000
        whole = 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        for part in PARTS:
            found[part].append(loaded[part])
        found["work"].append(whole - sum(loaded.values()))
    return {part: statistics.median(times) for part, times in found.items()}


async def _pressed(profile: cProfile.Profile) -> None:
    async with running(size=(120, 40)) as world:
        for number in range(TIMES + 1):
            await world.press("a")
            await world.write(f"ZZTASK {number}")
            await world.pilot.pause(0.2)
            if number:  # the first one loads what the others find
                profile.enable()
            await world.press("enter")
            await world.pilot.pause(0.1)
            profile.disable()


def entering() -> dict[str, float]:
    """Return the milliseconds of one Enter that adds a task, by whose code they are spent in, as cProfile has it."""
    profile = cProfile.Profile()
    asyncio.run(_pressed(profile))
    spent = dict.fromkeys(PARTS, 0.0)
    libraries = Path(sysconfig.get_path("purelib"))
    for (file, _line, name), (_calls, _all, own, _whole, _callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        path = Path(file)
        if "select.epoll" in name or "select.select" in name:
            continue  # it waits
        if path.is_relative_to(libraries):
            part = part_of(path.relative_to(libraries).parts[0])
        elif path.is_relative_to(ROOT):
            part = "Pupitre"
        else:
            part = "Python"
        spent[part] += own * 1000 / TIMES
    return spent


def lines(desks: Path) -> Iterator[str]:
    """Yield the table."""
    at = ["--data", "DESK", "--lang", "fr", "--at", AT]
    report = ["report", "--client", "TUY", "--day", "2026-11-20"]
    rows: dict[str, Mapping[str, float]] = {
        "the first screen": loading(["-c", PROGRAM, "DESK"], desks / "week"),
        "`pupitre add`": loading(["-m", "tui", *at, "add", "ZZTASK"], desks / "week"),
        "`pupitre report`": loading(["-m", "tui", *at, *report], desks / "week"),
        "Enter that adds a task": entering(),
    }
    yield "| processor time, ms | " + " | ".join(PARTS) + " | what is done then |"
    yield "|---|" + "---|" * (len(PARTS) + 1)
    for name, row in rows.items():
        work = f"{row['work']:.0f}" if "work" in row else "–"
        yield f"| {name} | " + " | ".join(f"{row[part]:.0f}" for part in PARTS) + f" | {work} |"
