"""The full screen in a terminal of its own: how long until it is usable, and how much memory it then takes."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

READY = b"F1"
"""The help key stands on the last line of the first screen: all of it is drawn by then."""
PATIENCE = 30.0
SETTLED = 2.0


def started(folder: Path, root: Path) -> tuple[float, int]:
    """Return the seconds until the screen is drawn, and its resident memory in bytes two seconds later."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "fr_FR.UTF-8"}
    command = [sys.executable, "-m", "tui", "--data", str(folder), "--at", "2026-11-21T09:00"]
    begin = time.perf_counter()
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=root, env=environment, start_new_session=True
    ) as program:
        os.close(theirs)
        try:
            drawn = _wait(ours, begin)
            until = time.perf_counter() + SETTLED
            while time.perf_counter() < until:
                _read(ours, until - time.perf_counter())
            return drawn, resident(program.pid)
        finally:
            os.killpg(program.pid, signal.SIGKILL)
            os.close(ours)


def _wait(terminal: int, begin: float) -> float:
    seen = b""
    while READY not in seen:
        if time.perf_counter() - begin > PATIENCE:
            raise TimeoutError(seen[-500:])
        seen += _read(terminal, 0.2)
    return time.perf_counter() - begin


def _read(terminal: int, wait: float) -> bytes:
    ready, _, _ = select.select([terminal], [], [], max(wait, 0))
    return os.read(terminal, 65536) if ready else b""


def resident(pid: int) -> int:
    """Return the resident memory of a process in bytes (Linux: /proc/PID/status)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))
