"""The commands as a person runs them: another process, its own data, its own home."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.net_guard import GUARDED

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "data" / "sample-week.json"
LIMIT = 20
"""Seconds that a command may take on a busy machine."""

# Holds a desk until it is told to take in what came, then prints the titles.
HOLDER = """
import sys
from pupitre.clock import system_clock
from pupitre.desk import Desk
from storage.places import Place
from storage.store import Store
from pathlib import Path
archive = Store(Place(Path(sys.argv[1]))).open(system_clock())
desk = Desk(archive, system_clock, lambda: "unused")
print("open", flush=True)
sys.stdin.readline()
print("\\n".join(desk.receive()), flush=True)
archive.close()
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the JSON holds
        assert self.code == 0, self.err
        return json.loads(self.out)

    def refused(self, code: int) -> str:
        """Check that it ended with one sentence on standard error and nothing else; return the sentence."""
        assert "Traceback" not in self.err
        assert (self.code, self.out) == (code, ""), self.err
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].endswith(".")
        return lines[0]


@dataclass(frozen=True, slots=True)
class Pupitre:
    """Runs `pupitre` on one folder."""

    folder: Path
    home: Path
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"], "PYTHONPATH": f"{GUARDED}{os.pathsep}{ROOT}", "HOME": str(self.home),
            "LANG": "fr_FR.UTF-8",
            "PUPITRE_DATA": str(self.folder), "PYTHONUTF8": "1", **self.extra,
        }

    def __call__(self, *words: str, given: str = "", env: Mapping[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "tui", *words], cwd=self.home, env={**self.env, **(env or {})},
            input=given.encode(), capture_output=True, check=False, timeout=LIMIT,
        )
        return Ran(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))

    def exported(self) -> dict[str, Any]:
        """Return everything on the desk, in the exchange format."""
        found: dict[str, Any] = self("export").json
        return found

    def titles(self) -> list[str]:
        return [task["title"] for task in self.exported().get("tasks", [])]

    @contextmanager
    def held(self) -> Iterator[subprocess.Popen[str]]:
        """Keep the desk open in another process, as a window does; a line to it makes it take in what came."""
        with subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(self.folder)], env=self.env, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        ) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "open\n"
            try:
                yield holder
            finally:
                holder.kill()


@pytest.fixture
def pupitre(tmp_path: Path) -> Pupitre:
    """Commands on an empty desk."""
    home = tmp_path / "home"
    home.mkdir()
    return Pupitre(tmp_path / "desk", home)


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Pupitre:
    """The sample week, imported once; never to be changed."""
    base = tmp_path_factory.mktemp("imported")
    (base / "home").mkdir()
    commands = Pupitre(base / "desk", base / "home")
    told = commands("import", str(SAMPLE))
    counts = "6 clients, 61 tâches, 51 segments de temps, 17 interruptions"
    assert told.out.replace("\u00a0", " ") == f"Importé : {counts}.\n", told.err
    return commands


@pytest.fixture
def week(imported: Pupitre, pupitre: Pupitre) -> Pupitre:
    """Commands on a desk of its own with the sample week."""
    shutil.copytree(imported.folder, pupitre.folder)
    return pupitre
