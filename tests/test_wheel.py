"""What a person installs: one wheel, three packages, nothing of ours left behind, and it starts."""

import os
import select
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pyte
import pytest

from tests.net_guard import GUARDED

ROOT = Path(__file__).parents[1]
PACKAGES = {"pupitre", "storage", "tui"}
LIMIT = 20.0
"""Seconds for the first screen on a busy machine."""
CHARACTERS = 65536
CTRL_Q = b"\x11"
BOARD = ("Lundi 23 novembre", "À faire", "En cours", "En attente", "Échéances", "F1")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, from what is on the disk and without the network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install it in a fresh environment that sees the libraries of this one, and give its folder of programs."""
    folder = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=60)
    command = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "install", "--quiet"]
    subprocess.run([*command, "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True, timeout=120)
    # The libraries come after: this checkout may be installed among them, and must be neither seen nor replaced.
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text("\n".join(p for p in sys.path if p.endswith("site-packages")))
    return folder / "bin"


def test_the_wheel_holds_the_three_packages_whole(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
    top = {name.split("/")[0] for name in names}
    (about,) = (name for name in top if name.endswith(".dist-info"))
    assert top == {*PACKAGES, about}
    wanted = {
        str(path.relative_to(ROOT)) for package in PACKAGES for path in (ROOT / package).rglob("*")
        if path.suffix in {".py", ".tcss", ".mo", ".j2"} or path.name == "py.typed"
    }
    assert wanted <= set(names)
    assert {Path(name).suffix for name in wanted} == {".py", ".tcss", ".mo", ".j2", ".typed"}
    assert {f"{package}/py.typed" for package in PACKAGES} <= set(names)
    assert f"{about}/licenses/LICENSE" in names
    assert [name for name in names if name.endswith(".pyc") or "test" in name.split("/")[0]] == []


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal of Unix")
def test_what_is_installed_says_its_version_and_shows_the_board(wheel: Path, installed: Path, tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "xterm-256color", "LANG": "fr_FR.UTF-8",
           "PYTHONPATH": str(GUARDED)}
    program = str(installed / "pupitre")
    where = [str(installed / "python"), "-c", "import tui; print(tui.__file__)"]
    found = subprocess.run(where, env=env, cwd=tmp_path, check=True, capture_output=True, text=True, timeout=30)
    assert found.stdout.startswith(str(installed.parent))
    told = subprocess.run([program, "--version"], env=env, check=True, capture_output=True, text=True, timeout=30)
    assert told.stdout == f"Pupitre {wheel.name.split('-')[1]}\n"

    text, code = seen([program, "--demo"], env, tmp_path)
    assert [word for word in BOARD if word not in text] == [], text
    assert code == 0


def seen(command: list[str], env: dict[str, str], folder: Path) -> tuple[str, int | None]:
    """Return what a terminal of 120 × 40 shows of a program once the board is there, and how Ctrl+Q ended it."""
    import pty  # noqa: PLC0415 - Unix alone has it, and the other test runs everywhere
    import termios  # noqa: PLC0415

    screen = pyte.Screen(120, 40)
    shown = pyte.ByteStream(screen)
    keyboard, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (40, 120))
    with subprocess.Popen(command, env=env, cwd=folder, stdin=terminal, stdout=terminal, stderr=terminal) as process:
        deadline, text, asked = time.monotonic() + LIMIT, "", False
        while process.poll() is None and time.monotonic() < deadline:
            if select.select([keyboard], [], [], 0.1)[0]:
                shown.feed(os.read(keyboard, CHARACTERS))
            if not asked:
                text = "\n".join(screen.display).replace("\u00a0", " ")
                if all(word in text for word in BOARD):
                    asked = os.write(keyboard, CTRL_Q) == len(CTRL_Q)
        code = process.poll()
        process.kill()
    os.close(keyboard)
    os.close(terminal)
    return text, code
