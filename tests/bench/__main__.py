"""What ten years of work cost: `python -m tests.bench` measures and prints, `--write` puts the table into the docs.

Desks of no, 1, 3 and 10 years are measured in turn, in fresh processes, round after round. Ratios are taken within
a round, against the empty desk and against the floor (the same bytes encoded, written, flushed and renamed).
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from pupitre.clock import clock_from, system_clock
from pupitre.desk import Desk
from pupitre.ids import new_id
from storage.places import Place
from storage.store import Store
from tests.bench import screen, years
from tests.bench.child import NOW
from tests.bench.table import Figures, Round, report

ROOT = Path(__file__).parents[2]
SIZES = (0, 1, 3, 10)
LAST_DAY = date(2026, 11, 20)
DOC = ROOT / "docs" / "performance.md"


def build(folder: Path, count: int) -> None:
    """Make a desk of some years."""
    clock = clock_from(NOW)
    desk = Desk(Store(Place(folder)).open(clock()), clock, new_id)
    desk.take_in(years.years(count, LAST_DAY) if count else ())
    desk.close()


def measure(folder: Path) -> Figures:
    """Return the figures of one desk, from fresh processes on a copy of it."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "desk"
        shutil.copytree(folder, copy)
        start, memory = screen.started(copy, ROOT)
        command = [sys.executable, "-m", "tests.bench.child", str(copy)]
        told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        return {**json.loads(told.stdout), "start": start, "resident": memory}


def imported(scratch: Path) -> Figures:
    """Return the seconds and the peak memory of an import of ten years, by the command."""
    file, desk = scratch / "years.json", scratch / "imported"
    years.write_exchange(file, SIZES[-1], LAST_DAY)
    begin = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "tui", "--data", str(desk), "--at", "2026-11-21T09:00", "import", str(file)],
        cwd=ROOT, stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(child.returncode)
    return {"seconds": time.perf_counter() - begin, "peak": used.ru_maxrss * 1024, "size": file.stat().st_size}


def put(told: str, name: str) -> None:
    """Put a table between the marks of that name."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, mark, rest = DOC.read_text(encoding="utf-8").partition(begin)
    if not mark:
        raise ValueError(f"{DOC.name}: {begin} is missing")
    after = rest.partition(end)[2]
    DOC.write_text(f"{before}{begin}\n{told}\n{end}{after}", encoding="utf-8")


def main() -> None:
    """Measure, print, and write when asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--write", action="store_true", help="put the table into the page")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="pupitre-bench-") as folder:
        scratch = Path(folder)
        for n in SIZES:
            build(scratch / f"{n}", n)
        rounds: list[Round] = []
        for turn in range(given.rounds):
            order = SIZES if turn % 2 else SIZES[::-1]
            rounds.append({n: measure(scratch / f"{n}") for n in order})
            print(f"round {turn + 1} of {given.rounds}", file=sys.stderr)
        brought = imported(scratch)
    told = report(rounds, SIZES, brought, system_clock())
    print(told)
    if given.write:
        put(told, "years")


if __name__ == "__main__":
    main()
