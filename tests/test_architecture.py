"""The map of the house, checked: who may import whom, one clock, and files a person can read."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("pupitre", "storage", "tui")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
CEILING_OF_A_FILE, CEILING_OF_A_FUNCTION = 300, 40

FORBIDDEN = (
    "textual", "rich", "tinydb", "plyer", "platformdirs", "asyncio", "gettext", "humanize",
    "pyperclip", "storage", "tui",
)
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
LOADED = f"""
import sys
import pupitre.desk
print(sorted(name for name in {FORBIDDEN!r} if name in sys.modules))
"""


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_contracts_of_imports_are_kept() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert settings["contracts"], "there are contracts to keep"
    assert set(settings["root_packages"]) == set(PACKAGES)
    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert f"{len(settings['contracts'])} kept, 0 broken" in done.stdout


def test_the_trade_loads_no_toolkit() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout.strip() == "[]"


def test_there_is_one_clock() -> None:
    asked = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|datetime\.today|time\.time)\(")
    found = {name_of(p) for p in MODULES if asked.search(p.read_text(encoding="utf-8"))}
    assert found == {"pupitre/clock.py"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines_of_file = len(text.splitlines())
    assert lines_of_file <= CEILING_OF_A_FILE
    functions = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions if f.end_lineno is not None}
    assert {name: lines for name, lines in long.items() if lines > CEILING_OF_A_FUNCTION} == {}
