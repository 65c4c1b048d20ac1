import base64
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.net_guard import GUARDED
from tests.real_desktop import require

pytestmark = pytest.mark.desktop

COPY = """
import sys, time
from tui.desktop.clipboard import DesktopClipboard
from tui.desktop.surroundings import read_surroundings
outcome = DesktopClipboard(read_surroundings(), sys.stdout.write, tools=[]).copy("œuf à 3\u00a0€")
open(sys.argv[1], "w").write(f"{outcome.how.name} {outcome.channel}")
time.sleep(30)
"""
NOTIFY = """
import sys, time
from pupitre.value import replace
from tui.desktop.notify import DesktopNotifier, Notice
from tui.desktop.surroundings import read_surroundings
def write(sequence):
    sys.stdout.write(sequence)
    sys.stdout.flush()
notifier = DesktopNotifier(replace(read_surroundings(), kitty=True), write, channels=[])
notifier.send(Notice("Pause à 17 h", "5 min"))
time.sleep(30)
"""


@contextmanager
def tmux(folder: Path, setting: str, script: str) -> Iterator[int]:
    """Run a script inside tmux, itself shown in a terminal of ours, and give the end where the terminal reads."""
    require("tmux")
    (folder / "tmux.conf").write_text(f"{setting}\n")
    (folder / "script.py").write_text(script)
    read_end, write_end = pty.openpty()
    command = ["tmux", "-S", str(folder / "socket")]
    inside = f"{sys.executable} {folder / 'script.py'} {folder / 'outcome'}"
    env = {name: value for name, value in os.environ.items() if name not in {"TMUX", "DISPLAY", "WAYLAND_DISPLAY"}}
    path = f"{GUARDED}{os.pathsep}{Path(__file__).parents[2]}"
    env |= {"TERM": "xterm-256color", "PYTHONPATH": path, "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(
        [*command, "-f", str(folder / "tmux.conf"), "new-session", inside],
        stdin=write_end,
        stdout=write_end,
        stderr=write_end,
        env=env,
        start_new_session=True,
    )
    try:
        yield read_end
    finally:
        subprocess.run([*command, "kill-server"], check=False, capture_output=True, timeout=5)
        process.wait(timeout=5)
        os.close(read_end)
        os.close(write_end)


def read_until(terminal: int, wanted: bytes, limit: float = 6.0) -> bytes:
    seen, deadline = b"", time.monotonic() + limit
    while wanted not in seen and time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.1)[0]:
            seen += os.read(terminal, 65536)
    return seen


def test_a_copy_reaches_the_terminal_through_tmux_as_it_is_installed(tmp_path: Path) -> None:
    encoded = base64.b64encode("œuf à 3\u00a0€".encode())
    with tmux(tmp_path, "", COPY) as terminal:
        assert encoded in read_until(terminal, encoded)
        deadline = time.monotonic() + 3
        while not (tmp_path / "outcome").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.05)
        assert (tmp_path / "outcome").read_text() == "SENT_TO_TERMINAL tmux"


def test_a_notice_reaches_the_terminal_when_tmux_lets_it_through(tmp_path: Path) -> None:
    wanted = "\x1b]99;i=pupitre:d=0:u=1;Pause à 17 h\x1b\\".encode()
    with tmux(tmp_path, "set -g allow-passthrough on", NOTIFY) as terminal:
        assert wanted in read_until(terminal, wanted)


def test_otherwise_the_bell_does(tmp_path: Path) -> None:
    with tmux(tmp_path, "", NOTIFY) as terminal:
        assert b"\x07" in read_until(terminal, b"\x07")
