"""Every row of the table of what can be wrong with a desktop: nobody waits, nothing is raised, nothing is printed.

`pytest -n0 -rP tests/desktop/test_notice_matrix.py` shows the measured times.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from tests.desktop.fakes import nowhere
from tests.notification_server import Mood, NotificationServer, notification_server
from tests.real_desktop import require, session_bus, wait_until
from tui.desktop import channels
from tui.desktop.notice import Channel, Notice, Outcome
from tui.desktop.notify import DesktopNotifier
from tui.desktop.surroundings import Surroundings

pytestmark = pytest.mark.desktop

TEXT = ("Pause", "« l'été » – à 17 h")
SEND_LIMIT, CLOSE_LIMIT = 0.050, 2.0
TIMES = 5
"""Notices sent one after the other: as many as may wait."""


@dataclass
class Measured:
    """The rows measured so far."""

    rows: list[str] = field(default_factory=list)

    def note(self, row: str, sends: list[float], closing: float, what: str) -> None:
        self.rows.append(f"{row:<44} {max(sends) * 1000:>9.2f} {closing * 1000:>9.1f}   {what}")


@pytest.fixture(scope="module")
def matrix() -> Iterator[Measured]:
    measured = Measured()
    yield measured
    print(f"\n{'situation':<44} {'send, ms':>9} {'close, ms':>9}   first channel")
    print("\n".join(measured.rows))


class FakeBus(ModuleType):
    """The module `dbus` as plyer uses it, in one of the moods of a desktop; a call that hangs ends with the test."""

    def __init__(self, mood: str) -> None:
        super().__init__("dbus")
        self.mood, self.ended, self.asked = mood, threading.Event(), threading.Event()
        self.shown: list[tuple[str, str]] = []

    class DBusException(Exception):  # its name there
        """What dbus-python raises."""

    def SessionBus(self) -> Any:  # noqa: N802, ANN401
        self.asked.set()
        if self.mood in {"no bus", "stale address"}:
            raise self.DBusException(self.mood)
        return SimpleNamespace(get_object=self._object)

    def _object(self, *_given: object) -> None:
        if self.mood == "no daemon":
            raise self.DBusException("ServiceUnknown")

    def Interface(self, *_given: object) -> Any:  # noqa: N802, ANN401
        return SimpleNamespace(Notify=self._notify)

    def _notify(self, *given: Any) -> None:  # noqa: ANN401
        waits = {"slow 3 s": 3.0, "hung": 60.0}
        self.ended.wait(waits.get(self.mood, 0))
        if self.mood in {"error", "hung"}:
            raise self.DBusException("NoReply")
        self.shown.append((given[3], given[4]))


class Case:
    """One row: a notifier in a situation, the times it took, and what its first channel said."""

    def __init__(self, row: str, matrix: Measured, *ways: Channel, around: Surroundings | None = None) -> None:
        self.row, self._matrix = row, matrix
        self.written: list[str] = []
        self._given_up: list[tuple[Outcome, ...]] = []
        self.notifier = DesktopNotifier(
            around or Surroundings(), self.written.append, channels=ways or None, on_degraded=self._given_up.append
        )

    @property
    def said(self) -> Outcome | None:
        """What the first channel said, once it is sure."""
        if self._given_up:
            return self._given_up[0][0]
        last = self.notifier.last
        return last[0] if last and last[0].ok else None

    def hold(self, hanging: Callable[[], bool] | None = None) -> None:
        """Send, close, and look at the times; a server that hangs is closed upon while it does."""
        sends = [_timed(partial(self.notifier.send, Notice(*TEXT, tag=str(n)))) for n in range(TIMES)]
        wait_until(hanging or (lambda: self.said is not None), 8)
        closing = _timed(self.notifier.close)
        what = "still waited for" if hanging or self.said is None else f"{self.said.channel}: {self.said.detail}"
        self._matrix.note(self.row, sends, closing, what)
        assert sorted(sends)[-2] < SEND_LIMIT, "the caller waited"  # one stall of the machine is not ours
        assert closing < CLOSE_LIMIT, "quitting waited"


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


@pytest.fixture
def silent(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Nothing on descriptors 1 and 2: there the full screen is drawn."""
    yield
    assert capfd.readouterr() == ("", "")


@pytest.fixture(params=["no notify-send", "no bus", "stale address", "no daemon", *Mood, "dunst"],
                ids=lambda p: str(getattr(p, "value", p)))
def situation(
    request: pytest.FixtureRequest, no_desktop: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[tuple[str, NotificationServer | None]]:
    """A real desktop with one thing wrong, and the scripted server if there is one."""
    require("notify-send", "dbus-daemon")
    kind = request.param
    with ExitStack() as stack:
        server = None
        if kind == "no notify-send":
            monkeypatch.setenv("PATH", str(tmp_path))
        elif kind == "stale address":
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
        elif kind == "dunst":
            request.getfixturevalue("dunst")
        elif kind != "no bus":
            address = stack.enter_context(session_bus())
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
            if isinstance(kind, Mood):
                server = stack.enter_context(notification_server(address, kind))
        yield kind.value if isinstance(kind, Mood) else kind, server


FIRST = {
    "no notify-send": "missing", "no bus": "exit 1", "stale address": "exit 1", "no daemon": "exit 1",
    "error": "exit 1", "normal": "shown", "dunst": "shown",
}


def test_without_the_module_dbus(
    situation: tuple[str, NotificationServer | None], matrix: Measured, silent: None
) -> None:
    row, server = situation
    case = Case(f"notify-send, {row}", matrix, channels.NotifySend())
    case.hold(None if row in FIRST else lambda: bool(server and server.asked))
    if row in FIRST:
        assert case.said is not None
        assert case.said.detail == FIRST[row]
    if row == "normal":
        assert server is not None
        assert server.shown[0] == TEXT


def test_a_server_that_takes_three_seconds_or_for_ever_is_given_up(
    no_desktop: None, monkeypatch: pytest.MonkeyPatch, silent: None
) -> None:
    require("notify-send", "dbus-daemon")
    for mood in (Mood.SLOW, Mood.HUNG):
        with session_bus() as address, notification_server(address, mood):
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
            notifier = DesktopNotifier(Surroundings(), nowhere, channels=[channels.NotifySend(limit=0.4)])
            notifier.send(Notice("a"))
            wait_until(lambda: bool(notifier.last), 5)  # noqa: B023  # asked in this turn only
            notifier.close()
        assert notifier.last == (Outcome("notify-send", ok=False, detail="timeout"), *notifier.last[1:])
        assert notifier.last[1].channel == "bell"


MODULE_MOODS = ("no bus", "stale address", "no daemon", "error", "slow 3 s", "hung", "normal")


@pytest.mark.parametrize("mood", MODULE_MOODS)
def test_with_the_module_dbus(
    mood: str, matrix: Measured, monkeypatch: pytest.MonkeyPatch, silent: None
) -> None:
    bus = FakeBus(mood)
    monkeypatch.setitem(sys.modules, "dbus", bus)
    case = Case(f"module dbus (a stand-in), {mood}", matrix, channels.PlyerBus())
    case.hold(bus.asked.is_set if mood in {"slow 3 s", "hung"} else None)
    bus.ended.set()
    if mood == "normal":
        assert bus.shown[0] == TEXT
    elif mood not in {"slow 3 s", "hung"}:
        assert case.said == Outcome("plyer", ok=False, detail="DBusException")


def test_in_flatpak_an_apostrophe_is_nothing_special(
    monkeypatch: pytest.MonkeyPatch, matrix: Measured, silent: None
) -> None:
    bus, is_folder = FakeBus("normal"), os.path.isdir
    monkeypatch.setitem(sys.modules, "dbus", bus)
    monkeypatch.setattr(os.path, "isdir", lambda path: path == "/app" or is_folder(path))
    monkeypatch.setattr(channels, "dbus_importable", lambda: True)
    Case("a folder /app, as in Flatpak", matrix).hold()
    assert bus.shown[0] == TEXT


@pytest.mark.parametrize("around", [Surroundings(ssh=True), Surroundings(wsl=True)], ids=["ssh", "wsl"])
def test_where_the_desktop_is_not_hers_the_terminal_tells(
    around: Surroundings, matrix: Measured, silent: None
) -> None:
    case = Case("SSH" if around.ssh else "WSL", matrix, around=around)
    case.hold()
    assert set(case.written) == {"\a"}


def test_after_two_errors_the_real_server_is_left_alone(
    no_desktop: None, monkeypatch: pytest.MonkeyPatch, silent: None
) -> None:
    require("notify-send", "dbus-daemon")
    told: list[object] = []
    with session_bus() as address, notification_server(address, Mood.ERROR) as server:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        notifier = DesktopNotifier(Surroundings(), nowhere, on_degraded=told.append)
        for number in range(4):
            before = notifier.last
            notifier.send(Notice(f"{number}"))
            wait_until(lambda: notifier.last is not before and notifier.last[-1].channel == "bell", 5)  # noqa: B023
        notifier.close()
    assert len(server.shown) == 2
    assert len(told) == 1


_PROGRAM = """
import sys, time
from tui.desktop.notify import DesktopNotifier
from tui.desktop.notice import Notice
from tui.desktop.surroundings import Surroundings
notifier = DesktopNotifier(Surroundings(), lambda _: None)
for number in range(5):
    notifier.send(Notice(str(number)))
sys.stdin.readline()
start = time.perf_counter()
notifier.close()
print(start, flush=True)
"""


def test_a_program_whose_desktop_hangs_ends_at_once(
    no_desktop: None, monkeypatch: pytest.MonkeyPatch, matrix: Measured
) -> None:
    require("notify-send", "dbus-daemon")
    with session_bus() as address, notification_server(address, Mood.HUNG) as server:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with subprocess.Popen([sys.executable, "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT) as program:
            wait_until(lambda: bool(server.asked), 20)
            start = time.perf_counter()
            told, _ = program.communicate(b"\n", timeout=20)
            taken = time.perf_counter() - start
    matrix.note("the whole program ends, hung server", [0.0], taken, "process gone")
    assert program.returncode == 0
    assert len(told.split()) == 1, told
    assert taken < CLOSE_LIMIT
