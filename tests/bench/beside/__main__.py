"""Pupitre beside the floors and the peers: `python -m tests.bench.beside` measures, `--write` puts it into the page.

Every program is started from outside, in a terminal of its own, in turn, round after round (`tests/bench/harness`);
ratios are taken within a round. The peers are put into environments of their own below `--peers`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from pupitre.clock import system_clock
from tests.bench.__main__ import DOC, put
from tests.bench.beside import costs, page, programs
from tests.bench.beside.programs import ROOT, Scenario
from tests.bench.beside.wishes import Round

HARNESS = ROOT / "tests" / "bench" / "harness" / "tui_bench.py"
MARK = "beside"


def measured(scenarios: list[Scenario], rounds: int, scratch: Path) -> list[Round]:
    """Return what the harness measured, round by round."""
    files = []
    for number, scenario in enumerate(scenarios):
        file = scratch / f"{number:02}.json"
        file.write_text(json.dumps(scenario), encoding="utf-8")
        files.append(str(file))
    told = scratch / "measured.json"
    command = [sys.executable, str(HARNESS), *files, "--repeat", str(rounds), "--json", str(told)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)  # one that cannot be started is told in the page
    found = json.loads(told.read_text(encoding="utf-8"))
    return [{name: each["runs"][n] for name, each in found.items() if len(each["runs"]) > n} for n in range(rounds)]


def main() -> None:
    """Measure, print, and write when asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--peers", type=Path, help="a folder for the environments of the peers")
    options.add_argument("--only", nargs="*", help="names of what is measured beside the minimal application")
    options.add_argument("--write", action="store_true", help="put tables and charts into the docs")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="pupitre-bench-") as folder:
        scratch = Path(folder)
        programs.build(scratch)
        refused = programs.install(given.peers) if given.peers else {}
        peers = programs.peers(given.peers) if given.peers else ()
        found = [*programs.floors(), *programs.own(scratch), *programs.day(scratch), *peers]
        if given.only:
            found = [s for s in found if s["name"] in {"minimal", *given.only}]
        rounds = measured(found, given.rounds, scratch)
        profiles = list(costs.lines(scratch))
    told = "\n".join([*page.lines(rounds, refused, system_clock()), "", *profiles])
    print(told)
    if given.write:
        put(told, MARK)
        page.charts(rounds, DOC.parent)


if __name__ == "__main__":
    main()
