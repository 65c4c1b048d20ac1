"""A private desktop for tests: X server, session bus, notification daemon, all apart from the person's own."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

START_LIMIT = 10.0
"""Seconds given to each program to be ready."""

_BUS_CONFIG = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

_DUNST_CONFIG = """\
[global]
    markup = no
[all]
    summary = "*"
    script = {script}
"""

# Written beside and renamed: a reader never sees half a notice.
_DUNST_SCRIPT = """\
#!/bin/sh
printf '%s\\0%s\\0%s\\0%s' "$DUNST_SUMMARY" "$DUNST_BODY" "$DUNST_APP_NAME" "$DUNST_URGENCY" \\
    > {folder}/$DUNST_ID.new
mv {folder}/$DUNST_ID.new {folder}/$DUNST_ID.notice
"""


@dataclass(frozen=True, slots=True)
class Received:
    """A notice as the daemon received it."""

    title: str
    body: str
    app: str
    urgency: str


@dataclass(frozen=True, slots=True)
class NotificationDaemon:
    """A running dunst and the folder where it puts what it receives."""

    folder: Path
    process: subprocess.Popen[bytes]

    def received(self) -> list[Received]:
        """Return the notices received so far, in order."""
        files = sorted(self.folder.glob("*.notice"), key=lambda path: int(path.stem))
        return [Received(*path.read_bytes().decode().split("\0")) for path in files]

    def wait_for(self, count: int, limit: float = 5.0) -> list[Received]:
        """Return the notices once there are `count` of them; fails when they do not come."""
        wait_until(lambda: len(self.received()) >= count, limit)
        return self.received()


def require(*programs: str) -> None:
    """Skip the test when a program is missing; in CI on Linux, where all must be installed, fail instead."""
    if sys.platform != "linux":
        pytest.skip("Linux only")
    missing = [name for name in programs if shutil.which(name) is None]
    if not missing:
        return
    reason = f"missing: {', '.join(missing)}"
    if os.environ.get("CI") == "true" or os.environ.get("PUPITRE_NO_SKIP") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def wait_until(ready: Callable[[], bool], limit: float = START_LIMIT) -> None:
    """Wait until a condition holds, or fail after `limit` seconds."""
    deadline = time.monotonic() + limit
    while not ready():
        if time.monotonic() > deadline:
            pytest.fail(f"not ready after {limit} s")
        time.sleep(0.01)


@contextmanager
def virtual_display() -> Iterator[str]:
    """Run an X server on a display number of its own choice, and give that display (":7")."""
    require("Xvfb")
    read_end, write_end = os.pipe()
    # Without -noreset it begins anew whenever its last client leaves, and takes nobody for a moment.
    command = ["Xvfb", "-displayfd", str(write_end), "-noreset", "-nolisten", "tcp", "-screen", "0", "800x600x24"]
    with running_program(command, pass_fds=(write_end,)):
        os.close(write_end)
        with os.fdopen(read_end) as answer:
            yield f":{answer.readline().strip()}"


@contextmanager
def session_bus() -> Iterator[str]:
    """Run a session bus that starts no service by itself, and give its address."""
    require("dbus-daemon")
    with tempfile.TemporaryDirectory(prefix="pupitre-bus-") as folder:
        config = Path(folder) / "bus.conf"
        config.write_text(_BUS_CONFIG.format(folder=folder))
        read_end, write_end = os.pipe()
        command = ["dbus-daemon", f"--config-file={config}", "--nofork", f"--print-address={write_end}"]
        with running_program(command, pass_fds=(write_end,)):
            os.close(write_end)
            with os.fdopen(read_end) as answer:
                yield answer.readline().strip()


@contextmanager
def notification_daemon(display: str, bus: str) -> Iterator[NotificationDaemon]:
    """Run dunst on a display and a bus; it keeps what it receives, untouched."""
    require("dunst", "gdbus")
    with tempfile.TemporaryDirectory(prefix="pupitre-dunst-") as name:
        folder = Path(name)
        script, config = folder / "keep.sh", folder / "dunstrc"
        script.write_text(_DUNST_SCRIPT.format(folder=folder))
        script.chmod(0o700)
        config.write_text(_DUNST_CONFIG.format(script=script))
        env = desktop_env(display, bus)
        with running_program(["dunst", "-config", str(config)], env=env) as process:
            wait_until(lambda: _answers(env))
            yield NotificationDaemon(folder, process)


def desktop_env(display: str = "", bus: str = "") -> dict[str, str]:
    """Return this process's environment with the given display and bus, and no other desktop in it."""
    hidden = {"WAYLAND_DISPLAY", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"}
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    given = {"DISPLAY": display, "DBUS_SESSION_BUS_ADDRESS": bus}
    return env | {name: value for name, value in given.items() if value}


def _answers(env: Mapping[str, str]) -> bool:
    """Tell whether the notification service has its name on the bus."""
    asked = ["gdbus", "call", "--session", "--dest", "org.freedesktop.DBus"]
    asked += ["--object-path", "/org/freedesktop/DBus", "--method", "org.freedesktop.DBus.NameHasOwner"]
    call = subprocess.run(
        [*asked, "org.freedesktop.Notifications"], env=env, capture_output=True, check=False, timeout=START_LIMIT
    )
    return b"true" in call.stdout


@contextmanager
def running_program(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    pass_fds: Sequence[int] = (),
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in silence, and end it."""
    process = subprocess.Popen(
        list(command),
        env=env,
        pass_fds=tuple(pass_fds),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=5)
