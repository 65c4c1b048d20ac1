"""What a command loads: nothing of the full screen, and what writes only where something is written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import SAMPLE

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from tui.__main__ import main
code = main(sys.argv[1:])
heavy = ("textual", "rich", "tinydb", "jinja2", "holidays", "openpyxl", "fpdf", "asyncio", "imaplib")
print("loaded:", *(name for name in heavy if name in sys.modules))
sys.exit(code)
"""


@pytest.mark.parametrize(("command", "loaded"), [
    (("today",), ""), (("when", "vendredi 17h"), ""), (("export",), ""),
    (("report", "--client", "TUY", "--day", "2026-11-27"), "jinja2"), (("add", "Relances @tuy"), ""),
    (("add", "Relances @tuy chaque lundi"), "tinydb"),
])
def test_a_command_loads_no_more_than_it_needs(tmp_path: Path, command: tuple[str, ...], loaded: str) -> None:
    at = ("--data", str(tmp_path / "desk"), "--lang", "fr")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}

    def run(*words: str) -> str:
        told = [sys.executable, "-c", PROGRAM, *at, *words]
        return subprocess.run(told, cwd=ROOT, env=env, capture_output=True, text=True, check=True, timeout=60).stdout

    run("import", str(SAMPLE))
    assert run(*command).splitlines()[-1].removeprefix("loaded:").split() == loaded.split()


def test_the_version_needs_neither_the_disk_nor_the_desk() -> None:
    told = [sys.executable, "-X", "importtime", "-m", "tui", "--version"]
    done = subprocess.run(told, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert "Pupitre" in done.stdout
    loaded = {line.rsplit("|", 1)[1].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert "tui.arguments" in loaded
    assert not loaded & {"textual", "tinydb", "storage.store", "pupitre.desk"}
