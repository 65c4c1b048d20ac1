"""What Pupitre leaves on a real terminal when it is left, stopped or ended: nothing of hers."""

import asyncio
import os
import signal
import time
from pathlib import Path

import pytest

from tests.real_desktop import desktop_env
from tests.test_walk import FRIDAY, SLOW, Terminal, terminal
from tui.masking import stop_between

pytestmark = pytest.mark.desktop

TITLE = "Zwqkvxj pour la pharmacie"


def everything(window: Terminal) -> str:
    """Return the screen with all that can be scrolled back to, and the title of the window."""
    target = f"s{window.opened}"
    shown = window.tmux("capture-pane", "-t", target, "-p", "-S", "-", "-E", "-")
    return shown + window.tmux("display", "-t", target, "-p", "#{pane_title} #{window_name}")


def clean(window: Terminal) -> bool:
    told = everything(window)
    return not any(word in told for word in ("Zwqkvxj", "pharmacie", "À faire"))


def opened(window: Terminal) -> None:
    window.open(FRIDAY)
    window.sees("Zwqkvxj")
    assert window.flags("alternate_on") == "1"


def stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "T"


def test_nothing_of_hers_stays_on_the_terminal(tmp_path: Path) -> None:
    with terminal(tmp_path, desktop_env()) as window:
        window.pupitre("add", TITLE, "--at", FRIDAY.isoformat())
        opened(window)
        window.press("C-q")
        window.sees("ended=0")
        assert clean(window)

        for sent in (signal.SIGTERM, signal.SIGHUP):
            opened(window)
            os.kill(window.pid(), sent)
            window.sees("ended=")
            assert clean(window)
            assert window.flags("alternate_on") == "0"
            assert window.flags("mouse_any_flag") == "0"
            before, after = (Path(f"{window.socket}.{name}").read_text() for name in ("before", "after"))
            assert before == after

        opened(window)
        pid = window.pid()
        os.kill(pid, signal.SIGTSTP)
        window.until(lambda: stopped(pid), SLOW)
        window.until(lambda: clean(window))
        assert window.flags("alternate_on") == "0"
        time.sleep(0.2)
        os.kill(pid, signal.SIGCONT)
        window.sees("Zwqkvxj")
        window.sees("À faire")
        window.type("a")
        window.sees("Ajouter une tâche")


def test_a_window_that_is_closed_ends_the_program_and_frees_the_desk(tmp_path: Path) -> None:
    with terminal(tmp_path, desktop_env()) as window:
        window.pupitre("add", TITLE, "--at", FRIDAY.isoformat())
        opened(window)
        pid = window.pid()
        window.tmux("new-session", "-d", "-s", "other", "cat")
        window.tmux("kill-session", "-t", f"s{window.opened}")
        limit = time.monotonic() + SLOW
        while Path(f"/proc/{pid}").exists():
            if time.monotonic() > limit:
                pytest.fail(Path(f"/proc/{pid}/status").read_text()[:120])
            time.sleep(0.05)
        log = window.folder / "pupitre.log"
        assert not log.exists() or "Zwqkvxj" not in log.read_text(encoding="utf-8")


async def test_a_stop_waits_until_what_is_being_written_is_written() -> None:
    """It may come while the queue of the terminal is locked, and leaving the terminal writes to that queue."""
    stopped_when: list[str] = []
    earlier = signal.signal(signal.SIGTSTP, lambda *_: stopped_when.append(now))
    loop = asyncio.get_running_loop()
    try:
        stop_between(loop)
        now = "while it is written"
        os.kill(os.getpid(), signal.SIGTSTP)
        now = "after it is written"
        for _ in range(200):
            await asyncio.sleep(0 if stopped_when else 0.01)
        loop.remove_signal_handler(signal.SIGTSTP)
    finally:
        signal.signal(signal.SIGTSTP, earlier)
    assert stopped_when == ["after it is written"]
