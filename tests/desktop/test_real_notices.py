import stat
import subprocess
import time
from pathlib import Path

import pytest

from tests.desktop.fakes import nowhere
from tests.real_desktop import NotificationDaemon, Received, require, session_bus, wait_until
from tui.desktop.channels import NotifySend
from tui.desktop.notice import Notice, Outcome
from tui.desktop.notify import DesktopNotifier
from tui.desktop.surroundings import Surroundings

pytestmark = pytest.mark.desktop

TRAPS = [
    ("- appeler Mme Petit", "- et rappeler\xa0!", "- et rappeler\xa0!"),
    ("-w", "-w", "-w"),
    ("--print-id", "--help", "--help"),
    ("<Dupont & Fils>", "<Dupont & Fils>", "‹Dupont + Fils›"),
    ("<b>[/]</b> %s", "<b>x</b> &amp; [/] %n", "‹b›x‹/b› +amp; [/] %n"),
    (
        r"C:\nouveau\temp",
        "Déposé dans C:\\nouveau\\temp\\\nà\u202f17\xa0h",
        "Déposé dans C:\\nouveau\\temp\\\nà\u202f17\xa0h",
    ),
    ("Cœur à 12 € – « été » 📞", "ligne 1\nligne 2", "ligne 1\nligne 2"),
    ("Sans corps", "", ""),
]


@pytest.fixture(autouse=True)
def programs() -> None:
    require("notify-send", "ps")


@pytest.fixture
def notifier() -> DesktopNotifier:
    return DesktopNotifier(Surroundings(term="xterm"), nowhere, channels=[NotifySend()])


@pytest.mark.parametrize(("title", "body", "expected"), TRAPS)
def test_a_notice_arrives_as_written(
    dunst: NotificationDaemon,
    notifier: DesktopNotifier,
    capfd: pytest.CaptureFixture[str],
    title: str,
    body: str,
    expected: str,
) -> None:
    before = len(dunst.received())
    notifier.send(Notice(title, body, urgent=True))
    received = dunst.wait_for(before + 1)[before:]
    wait_until(lambda: bool(notifier.last), 3)
    notifier.close()
    assert received == [Received(title, expected, "Pupitre", "CRITICAL")]
    assert notifier.last == (Outcome("notify-send", ok=True, detail="shown"),)
    assert capfd.readouterr() == ("", "")


def first_outcome(notifier: DesktopNotifier, notice: Notice) -> Outcome:
    start = time.perf_counter()
    notifier.send(notice)
    assert time.perf_counter() - start < 0.05
    wait_until(lambda: bool(notifier.last), 6)
    return notifier.last[0]


@pytest.mark.parametrize("address", ["", "unix:path=/nonexistent/bus", "nonsense"])
def test_without_a_bus_nothing_breaks_and_nothing_is_claimed(
    no_desktop: None,
    notifier: DesktopNotifier,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    address: str,
) -> None:
    if address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    assert first_outcome(notifier, Notice("a", "b")) == Outcome("notify-send", ok=False, detail="exit 1")
    notifier.close()
    assert capfd.readouterr() == ("", "")


def test_a_bus_without_a_daemon_is_a_failure(
    no_desktop: None,
    notifier: DesktopNotifier,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with session_bus() as empty:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", empty)
        assert first_outcome(notifier, Notice("a", "b")) == Outcome("notify-send", ok=False, detail="exit 1")
    notifier.close()


def test_a_missing_program_is_a_failure(
    no_desktop: None, notifier: DesktopNotifier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert first_outcome(notifier, Notice("a")) == Outcome("notify-send", ok=False, detail="missing")
    notifier.close()


@pytest.fixture
def hung_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `notify-send` that never ends, writes on everything it inherits, and notes its number."""
    program = tmp_path / "notify-send"
    program.write_text(f"#!/bin/sh\necho bruit; echo bruit >&2\necho $$ > {tmp_path}/pid\nsleep 60\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path / "pid"


def group_ended(pid_file: Path) -> bool:
    group = pid_file.read_text().strip()
    listing = subprocess.run(["ps", "-eo", "pgid,stat,args"], capture_output=True, check=True, text=True).stdout
    rows = [line.split(maxsplit=2) for line in listing.splitlines()]
    return not any(row[0] == group and not row[1].startswith("Z") for row in rows)


def test_a_hung_daemon_is_given_up_after_its_limit(
    no_desktop: None, hung_program: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    notifier = DesktopNotifier(Surroundings(), nowhere)
    start = time.monotonic()
    outcome = first_outcome(notifier, Notice("a"))
    assert 2.5 < time.monotonic() - start < 5
    assert outcome.detail == "timeout"
    assert group_ended(hung_program)
    notifier.close()
    assert capfd.readouterr() == ("", "")


def test_quitting_during_a_hung_call_is_quick_and_leaves_nothing(
    no_desktop: None, notifier: DesktopNotifier, hung_program: Path
) -> None:
    notifier.send(Notice("a"))
    wait_until(lambda: hung_program.exists() and bool(hung_program.read_text().strip()), 3)
    start = time.monotonic()
    notifier.close(timeout=2)
    assert time.monotonic() - start < 2
    wait_until(lambda: group_ended(hung_program), 1)
