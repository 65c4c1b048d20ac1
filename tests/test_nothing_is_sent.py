"""Nothing is ever sent, and no network is met before she asks for it: both seen in what is loaded."""

import re
import subprocess
import sys
from pathlib import Path

from tests.test_architecture import MODULES, name_of

ROOT = Path(__file__).parents[1]
LATE = (
    "imap_tools", "imaplib", "keyring", "smtplib", "ssl",
    "tui.desktop.eml", "tui.desktop.mailbox", "tui.desktop.post",
)
LOADED = f"""
import sys
import tui.app, tui.desktop.clipboard, tui.desktop.notify, tui.session
from tui.desktop.clipboard import DesktopClipboard
from tui.desktop.surroundings import Surroundings
DesktopClipboard(Surroundings(display=":0"), print)
print(sorted(name for name in {LATE!r} if name in sys.modules))
"""
REACHES_OUT = re.compile(
    r"^\s*(?:import|from)\s+(imaplib|imap_tools|socket|ssl|http|urllib\.request|ftplib)\b", re.MULTILINE
)


def test_no_module_can_send_mail() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"smtplib|sendmail|send_message|aiosmtp", text), name_of(path)


def test_only_the_mailbox_reaches_a_network() -> None:
    found = {name_of(p) for p in MODULES if REACHES_OUT.search(p.read_text(encoding="utf-8"))}
    assert found == {"tui/desktop/mailbox.py"}


def test_the_first_screen_loads_nothing_of_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    already = subprocess.run(
        [sys.executable, "-c", "import sys, textual.app; print('ssl' in sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    )
    late = [n for n in LATE if n != "ssl" or already.stdout.strip() != "True"]
    assert [n for n in late if f"'{n}'" in done.stdout] == []
