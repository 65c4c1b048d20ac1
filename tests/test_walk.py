"""The real thing: a terminal of its own in tmux, a real notification daemon, a real X clipboard."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pupitre.entry import Entry
from pupitre.focus import Focus
from pupitre.ports import Change
from pupitre.report import Report, Sent
from pupitre.task import Status, Task
from storage.archive import open_archive
from storage.places import Place
from storage.reader import read_values
from tests.memory import PARIS
from tests.net_guard import GUARDED
from tests.real_desktop import desktop_env, notification_daemon, require, session_bus, virtual_display

pytestmark = pytest.mark.desktop

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "tests" / "data" / "sample-week.json"
FRIDAY = datetime(2026, 11, 27, 17, 45, tzinfo=PARIS)
SLOW = 15.0
"""Seconds given to each step on a busy machine; a step that must be quicker says so."""
HEARTBEAT = 30
"""Seconds between two signs of life of a running session on the disk."""


@dataclass(slots=True)
class Terminal:
    """A terminal of 120 × 40 in a tmux of its own: keys go in, the screen is read."""

    socket: Path
    folder: Path
    env: Mapping[str, str]
    opened: int = 0
    through: tuple[str, ...] = ()
    """What runs a command elsewhere than in the terminal itself, by its words."""

    def tmux(self, *words: str) -> str:
        command = ["tmux", "-S", str(self.socket), *words]
        return subprocess.run(command, env=self.env, capture_output=True, check=True, text=True, timeout=10).stdout

    def open(self, at: datetime, seen: str = "À faire") -> None:
        """Start Pupitre in a shell that stays, so that what it leaves of the terminal is seen; wait for a text."""
        self.opened += 1
        started = f"{sys.executable} -m tui --data {self.folder} --lang fr --at {at.isoformat()}"
        if self.through:
            mine = " ".join(f"{name}={self.env[name]}" for name in ("PYTHONPATH", "LC_ALL", "HOME"))
            started = shlex.join([*self.through, f"cd {ROOT} && env {mine} {started}"])
        inside = f"stty -g >{self.socket}.before; {started}; code=$?; stty -g >{self.socket}.after; echo ended=$code"
        size = ("-x", "120", "-y", "40")
        self.tmux("-f", os.devnull, "new-session", "-d", "-s", f"s{self.opened}", *size, f"{inside}; exec cat")
        self.sees(seen)

    def type(self, text: str) -> None:
        self.tmux("send-keys", "-t", f"s{self.opened}", "-l", text)

    def press(self, *keys: str) -> None:
        self.tmux("send-keys", "-t", f"s{self.opened}", *keys)

    def screen(self) -> str:
        return self.tmux("capture-pane", "-t", f"s{self.opened}", "-p").replace("\u00a0", " ").replace("\u202f", " ")

    def flags(self, *names: str) -> str:
        """Return what tmux knows of the terminal's state."""
        asked = "".join(f"#{{{name}}}" for name in names)
        return self.tmux("display", "-t", f"s{self.opened}", "-p", asked).strip()

    def sees(self, text: str, limit: float = SLOW) -> None:
        """Wait until a text is on the screen."""
        self.until(lambda: text in self.screen(), limit)

    def until(self, ready: Callable[[], bool], limit: float = SLOW) -> None:
        """Wait until something holds, or fail and show the screen."""
        deadline = time.monotonic() + limit
        while not ready():
            if time.monotonic() > deadline:
                pytest.fail(f"not so after {limit} s:\n{self.screen()}")
            time.sleep(0.05)

    def pupitre(self, *words: str) -> str:
        """Run a command beside the open window, and return what it printed."""
        command = [sys.executable, "-m", "tui", *words, "--data", str(self.folder), "--lang", "fr"]
        return subprocess.run(command, env=self.env, capture_output=True, check=True, text=True, timeout=20).stdout

    def pid(self) -> int:
        """Return the number of the open Pupitre."""
        return int(json.loads(Place(self.folder).holder.read_bytes())["pid"])

    def task(self, title: str) -> Task | None:
        """Return a task as the disk has it."""
        return next((v for v in read_values(Place(self.folder)) if isinstance(v, Task) and v.title == title), None)

    def focus(self) -> Focus | None:
        """Return the running session as the disk has it."""
        return next((v for v in read_values(Place(self.folder)) if isinstance(v, Focus)), None)


@contextmanager
def terminal(tmp_path: Path, desktop: Mapping[str, str]) -> Iterator[Terminal]:
    """Run a tmux whose programs find that desktop; end it and what runs in it."""
    require("tmux")
    # The language is asked for, and a real terminal of today reads UTF-8.
    env = {**desktop, "PYTHONPATH": f"{GUARDED}{os.pathsep}{ROOT}", "LC_ALL": "C.UTF-8", "HOME": str(tmp_path)}
    env.pop("TMUX", None)
    opened = Terminal(tmp_path / "tmux", tmp_path / "desk", env)
    try:
        yield opened
    finally:
        subprocess.run(
            ["tmux", "-S", str(opened.socket), "kill-server"], env=env, check=False, capture_output=True, timeout=5
        )


def work_until_now(folder: Path, length: timedelta) -> None:
    """Put work without a pause on the desk, up to the last second before the walk."""
    archive = open_archive(Place(folder), FRIDAY)
    end = FRIDAY.astimezone(UTC) - timedelta(seconds=1)
    archive.keep(Change((Entry(id="before", task=None, client=None, start=end - length, end=end),)))
    archive.close()


def pasted(display: str) -> str:
    """Read the clipboard as her mail program would."""
    command = ["xclip", "-selection", "clipboard", "-o"]
    env = {**os.environ, "DISPLAY": display}
    return subprocess.run(command, env=env, capture_output=True, check=True, timeout=5).stdout.decode()


def test_an_afternoon(tmp_path: Path) -> None:
    require("dunst", "xclip", "notify-send", "tmux")
    with virtual_display() as display, session_bus() as bus, notification_daemon(display, bus) as dunst, \
            terminal(tmp_path, desktop_env(display, bus)) as window:
        assert "61 tâches" in window.pupitre("import", str(SAMPLE)).replace("\u00a0", " ")
        # Five seconds of the session below make fifty minutes without a break.
        work_until_now(window.folder, timedelta(minutes=49, seconds=55))
        window.open(FRIDAY)
        assert dunst.received() == []

        window.type("a")
        window.sees("Ajouter une tâche")
        window.type("Rappeler le fournisseur @tuy 18h ~10min !")
        window.sees("vendredi 27 novembre, 18 h")
        window.press("Enter")
        window.until(lambda: window.task("Rappeler le fournisseur") is not None)

        window.sees("En cours  2")
        window.press("Enter")
        window.sees("En cours  3")
        assert window.focus() is not None
        (notice,) = dunst.wait_for(1, SLOW)
        assert notice.app == "Pupitre"
        assert "pause" in notice.title.lower()
        assert "50 min" in notice.body.replace("\u00a0", " ")
        window.sees("50 min de travail sans pause")

        window.type("p")
        window.until(lambda: (focus := window.focus()) is not None and focus.running_since is None)
        window.type("p")
        window.until(lambda: (focus := window.focus()) is not None and focus.running_since is not None)
        window.press("Space")
        window.until(lambda: window.focus() is None)
        done = window.task("Rappeler le fournisseur")
        assert done is not None
        assert done.status is Status.DONE

        copy_three_reports(window, display)
        quit_and_look_at_the_terminal(window)
        assert len(dunst.received()) == 1


def copy_three_reports(window: Terminal, display: str) -> None:
    drafts: dict[str, str] = {}
    for client in ("tuy", "bru", "ver", "ysa", "oei", "cap"):
        told = window.pupitre("report", "--client", client, "--day", "2026-11-27", "--json")
        drafts[json.loads(told)["body"]] = client
    window.press("F3")
    window.sees("Comptes rendus du vendredi 27 novembre 2026")
    greetings = {body.splitlines()[0]: client for body, client in drafts.items()}
    copied: list[str] = []
    for _ in range(3):
        # She reads the draft before she copies it: it is the next client's.
        window.until(lambda: {c for text, c in greetings.items() if text in window.screen()} - set(copied) != set())
        window.press("F5")
        window.until(lambda: len(copied_on_disk(window)) == len(copied) + 1)
        text = pasted(display)
        assert text in drafts, f"none of the drafts, to the letter:\n{text}"
        copied.append(drafts[text])
        assert set(copied_on_disk(window)) == set(copied)
        window.press("Down")
    assert len(set(copied)) == 3


def copied_on_disk(window: Terminal) -> list[str]:
    """Return the clients whose report was copied, verified, as the disk has it."""
    values = read_values(Place(window.folder))
    return [v.client for v in values if isinstance(v, Report) and Sent.COPIED in {how for _at, how in v.history}]


def quit_and_look_at_the_terminal(window: Terminal) -> None:
    assert window.flags("alternate_on") == "1"
    window.press("C-q")
    window.sees("ended=0")
    # No other screen, no mouse reports, a cursor, and a line discipline as it was.
    assert window.flags("alternate_on", "mouse_any_flag", "mouse_sgr_flag", "keypad_flag", "cursor_flag") == "00001"
    assert Path(f"{window.socket}.after").read_text() == Path(f"{window.socket}.before").read_text()
    assert not Place(window.folder).holder.exists()


def test_a_kill_during_a_session_loses_less_than_a_minute(tmp_path: Path) -> None:
    with terminal(tmp_path, desktop_env()) as window:
        window.pupitre("add", "Mise en page", "--at", FRIDAY.isoformat())
        window.open(FRIDAY)
        window.press("Enter")
        window.until(lambda: window.focus() is not None)
        begun, started = window.focus(), time.monotonic()
        assert begun is not None
        # Not killed at once: the first sign of life after the start must be on the disk by itself.
        limit = HEARTBEAT + 5
        window.until(lambda: (alive := window.focus()) is not None and alive.last_seen > begun.last_seen, limit)
        worked = timedelta(seconds=time.monotonic() - started)
        os.kill(window.pid(), signal.SIGKILL)
        window.sees("ended=137")
        killed = window.focus()
        assert killed is not None
        assert killed.running_since is not None
        assert worked - (killed.last_seen - killed.running_since) < timedelta(minutes=1)

        window.open(FRIDAY + timedelta(minutes=20))
        window.sees("Une séance était en cours")
        window.sees("Mise en page")
        window.press("Enter")
        window.until(lambda: (resumed := window.focus()) is not None and resumed.began == begun.began
                   and resumed.last_seen > killed.last_seen)
        resumed = window.focus()
        assert resumed is not None
        # What was worked is kept, and the twenty minutes away are not counted.
        lost = worked - timedelta(seconds=resumed.banked_s)
        assert timedelta(seconds=-1) < lost < timedelta(minutes=1)
        window.sees("En cours  1")
        quit_and_look_at_the_terminal(window)


def test_a_task_added_elsewhere_is_on_the_open_board_within_two_seconds(tmp_path: Path) -> None:
    with terminal(tmp_path, desktop_env()) as window:
        window.open(FRIDAY, "Bienvenue dans Pupitre")
        window.press("Escape")
        window.sees("À faire  0")
        assert "Ajouté" in window.pupitre("add", "Commander du papier [/] demain 9h", "--at", FRIDAY.isoformat())
        added = time.monotonic()
        window.sees("À faire  1", 2.0)
        window.sees("Commander du papier [/]", 2.0)
        assert time.monotonic() - added < 2.0
        quit_and_look_at_the_terminal(window)
