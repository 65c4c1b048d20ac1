"""The input thread on a real terminal: it sleeps until there is input, and loses none of it."""

import time
from pathlib import Path

import pytest

from tests.real_desktop import desktop_env, wait_until
from tests.remote import ssh_server
from tests.test_walk import FRIDAY, Terminal, terminal

pytestmark = pytest.mark.desktop

QUIET = 2.0
"""Seconds over which wake-ups are counted: Textual's own thread has 20 of them in that time."""
FEW = 12


def wakes(pid: int) -> int:
    """Return how often a thread of the process went to sleep until now."""
    told = "".join((task / "status").read_text() for task in Path(f"/proc/{pid}/task").iterdir())
    return sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("voluntary_ctxt_switches"))


def alive(pid: int) -> bool:
    """Return whether a process is there."""
    return Path(f"/proc/{pid}").exists()


def raw(window: Terminal, *sent: str) -> None:
    """Type bytes, given in hexadecimal."""
    window.tmux("send-keys", "-t", f"s{window.opened}", "-H", *sent)


def loses_nothing(window: Terminal) -> None:
    """Start Pupitre in a window, and find that it sleeps while nothing comes and reads whatever does."""
    window.pupitre("add", "Relances", "--at", FRIDAY.isoformat())
    window.open(FRIDAY)
    window.sees("Relances")
    time.sleep(2.5)  # what the terminal answers at the start has come
    before = wakes(window.pid())
    time.sleep(QUIET)
    assert wakes(window.pid()) - before < FEW

    window.type("a")
    window.sees("Ajouter une tâche")
    window.type("Devis né")
    window.sees("Devis né")
    raw(window, "c3")  # a letter in two halves
    time.sleep(1.5)
    raw(window, "a9")
    window.sees("Devis néé")
    raw(window, "1b")  # Esc alone is told from a sequence by what does not follow
    window.until(lambda: "Ajouter une tâche" not in window.screen(), 3)
    raw(window, "ff")  # no text at all, and no end of the program
    raw(window, "1b", "5b", "31", "33", "7e")  # F3 in one go
    window.sees("F5 copier", 3)
    window.press("C-q")
    window.sees("ended=0")


def test_the_input_thread_sleeps_and_loses_nothing(tmp_path: Path) -> None:
    with terminal(tmp_path, desktop_env()) as window:
        loses_nothing(window)


def test_it_does_so_on_a_far_machine_too(tmp_path: Path) -> None:
    with ssh_server(tmp_path / "ssh") as command, terminal(tmp_path, desktop_env()) as window:
        window.through = tuple(command)
        loses_nothing(window)


def test_a_line_that_breaks_ends_it_with_everything_on_the_disk(tmp_path: Path) -> None:
    with ssh_server(tmp_path / "ssh") as command, terminal(tmp_path, desktop_env()) as window:
        window.through = tuple(command)
        window.pupitre("add", "Courrier", "--at", FRIDAY.isoformat())
        window.open(FRIDAY)
        window.type("a")
        window.sees("Ajouter une tâche")
        window.type("Relances")
        window.press("Enter")
        window.until(lambda: window.task("Relances") is not None)
        pid = window.pid()
        window.tmux("kill-server")  # as a lid that is closed
        wait_until(lambda: not alive(pid))
        window.pupitre("add", "Devis", "--at", FRIDAY.isoformat())  # nobody holds the desk
        assert window.task("Relances") is not None
        assert window.task("Devis") is not None
