"""What is loaded before the first screen is drawn: each module costs a start, so each of them is known by name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIST = Path(__file__).parent / "data" / "modules-at-start.txt"
"""Ours by their whole names, those of others by the first part; `PUPITRE_MODULES=write` writes it anew."""

DEAR = (
    "email.message", "http.client", "multiprocessing", "sqlite3", "urllib.request", "xml.etree.ElementTree",
    "ssl", "zipfile", "mimetypes", "platform", "bz2", "lzma", "rich.table", "textual.command",
    "textual.widgets._directory_tree", "textual.widgets._input", "textual.widgets._select",
)
"""Parts of Python and of Textual that cost some milliseconds each, and that no board needs."""

PROGRAM = """
import os, sys
import tui.full_screen
from tui.lighter import load_textual
load_textual()
from textual.app import App
from tui import __main__
from tui.screens.day import DayScreen

run = App.run
App.run = lambda self, **_: run(self, headless=True)
__main__._no_full_screen = lambda: ""
display = App._display

def seen(self, screen, drawn):
    if isinstance(screen, DayScreen) and screen.laid_out:
        print("\\n".join(sorted(sys.modules)), file=sys.__stdout__, flush=True)  # not to Textual, which keeps it
        os._exit(0)
    display(self, screen, drawn)

App._display = seen
sys.argv = ["pupitre", "--data", sys.argv[1], "--lang", "fr"]
__main__.main()
"""


COUNTED = """
from re import _compiler
compiled, usual = [], _compiler.compile

def counted(pattern, flags=0):
    compiled.append(str(pattern))
    return usual(pattern, flags)

_compiler.compile = counted
""" + PROGRAM.replace("sorted(sys.modules)", "compiled")
"""Tells the patterns that were compiled, and not the modules."""
TOKENS = "((?P<"
"""How a pattern begins by which Textual reads a sheet, or markup."""


def printed(program: str, folder: Path) -> str:
    """Return what the program tells of the start on a desk with a task."""
    added = [sys.executable, "-m", "tui", "--data", str(folder), "add", "Une tâche demain 17h"]
    subprocess.run(added, cwd=ROOT, check=True, capture_output=True, timeout=60)
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True,
        timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return done.stdout


def test_no_pattern_is_compiled_by_which_the_first_screen_reads_nothing(tmp_path: Path) -> None:
    compiled = printed(COUNTED, tmp_path / "desk").splitlines()
    assert 1 <= sum(pattern.startswith(TOKENS) for pattern in compiled) <= 5


def test_what_the_first_screen_loads_is_known_by_name(tmp_path: Path) -> None:
    names = printed(PROGRAM, tmp_path / "desk").split()
    assert [dear for dear in DEAR if dear in names] == []
    ours = {n for n in names if n.split(".")[0] in {"pupitre", "storage", "tui"}}
    others = {n.split(".")[0] for n in names} - {"pupitre", "storage", "tui", "__main__"} - sys.stdlib_module_names
    found = sorted({*ours, *(n for n in others if not n.startswith("_") and "virtualenv" not in n)})
    if os.environ.get("PUPITRE_MODULES") == "write":
        LIST.write_text("\n".join([*found, ""]), encoding="utf-8")
    known = LIST.read_text(encoding="utf-8").split()
    assert sorted(set(found) - set(known)) == [], "loaded since: is it needed for the first screen?"
    assert sorted(set(known) - set(found)) == [], "loaded no more: take it off the list"


LESS = """
import sys
from pupitre import loading
usual = loading.load
if sys.argv[1] == "of another version":
    loading.load = lambda module, without=(), later={}, instead={}: usual(
        module, without=without, later=later,
        instead={part: dict([*names.items()][:-1]) for part, names in instead.items()},  # one name short
    )
import tui.full_screen
from tui.lighter import load_textual
load_textual()
from tui.templating import fill
assert fill("{{ one }}", {"one": "1"}) == "1"
print(sorted({"_hashlib", "_ssl", "msgspec._json_schema", "textual.widgets._select"} & set(sys.modules)))
from textual.types import DirEntry, SelectType
import re
import textual.app
from textual.content import Content
assert textual.app.events is sys.modules["textual.events"]
assert isinstance(re.compile(sys.argv[1]), re.Pattern)
assert Content.from_markup("[b]one[/] [two").plain == "one [two"

async def left(pilot):
    await pilot.press("tab")
    pilot.app.exit("ran")

assert textual.app.App().run(headless=True, auto_pilot=left) == "ran"
"""


@pytest.mark.parametrize(("libraries", "found"), [
    ("as they are", []), ("of another version", ["_hashlib", "msgspec._json_schema", "textual.widgets._select"]),
])
def test_libraries_load_with_less_and_whole_where_they_ask_for_more(libraries: str, found: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LESS, libraries], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.strip() == str(found)


PALETTE = """
import sys
import tui.full_screen
from tui.lighter import load_textual
load_textual()
from textual.app import App
from tui import __main__

async def typed(pilot):
    from textual.widgets import OptionList
    await pilot.press("f2", "ctrl+p")
    await pilot.press(*"clients")
    for _ in range(100):
        await pilot.pause(0.05)
        found = pilot.app.screen.query(OptionList)
        if found and found.first().option_count:
            break
    await pilot.press("enter")
    await pilot.pause()
    print(pilot.app.current_mode)
    pilot.app.exit()

run = App.run
App.run = lambda self, **_: run(self, headless=True, auto_pilot=typed)
__main__._no_full_screen = lambda: ""
sys.argv = ["pupitre", "--data", sys.argv[1], "--lang", "fr"]
__main__.main()
"""


def test_the_palette_finds_a_command_where_textual_was_loaded_without_it(tmp_path: Path) -> None:
    added = [sys.executable, "-m", "tui", "--data", str(tmp_path / "desk"), "add", "Une tâche demain 17h"]
    subprocess.run(added, cwd=ROOT, check=True, capture_output=True, timeout=60)
    done = subprocess.run(
        [sys.executable, "-c", PALETTE, str(tmp_path / "desk")], cwd=ROOT, capture_output=True, text=True,
        check=False, timeout=60, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.strip().endswith("clients"), done.stdout[-300:] + done.stderr[-2000:]
