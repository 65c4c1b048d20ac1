"""Pupitre speaks to no other machine, but to the mailbox whose address she typed."""

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests import net_guard

ROOT = Path(__file__).parents[1]
FORBIDDEN = {"socket", "ssl", "http", "urllib.request", "smtplib", "imaplib", "poplib", "ftplib", "asyncio.streams",
             "requests", "httpx", "aiohttp", "imap_tools", "xmlrpc", "socketserver", "telnetlib", "websockets"}
MAILBOX = "tui/desktop/mailbox.py"
AWAY = ("192.0.2.1", 9)
"""An address of no machine (RFC 5737)."""


def test_the_guard_bites_in_this_process() -> None:
    for reach in (
        lambda: socket.create_connection(AWAY, timeout=1),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", AWAY),
        lambda: socket.socket().connect_ex(AWAY),
        lambda: socket.getaddrinfo("pupitre.example", 443),
        lambda: socket.gethostbyname("pupitre.example"),
    ):
        with pytest.raises(net_guard.WentOut, match="no network"):
            reach()
    assert len(net_guard.tried) == 5
    net_guard.tried.clear()


def test_what_stays_on_this_machine_is_allowed() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(1)
        socket.create_connection(("localhost", server.getsockname()[1]), timeout=5).close()
    assert not net_guard.tried


def test_the_guard_bites_in_what_a_test_starts() -> None:
    code = "import socket\ntry: socket.create_connection(('192.0.2.1', 9), timeout=1)\nexcept BaseException: pass"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)
    assert ran.returncode == 87
    assert "no network" in ran.stderr
    assert str(net_guard.GUARDED) in os.environ["PYTHONPATH"]


def imported(path: Path) -> set[str]:
    """Return the names that a module imports, at its top or in a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_only_her_mailbox_knows_how_to_leave_this_machine() -> None:
    able = {
        path.relative_to(ROOT).as_posix()
        for package in ("pupitre", "storage", "tui") for path in (ROOT / package).rglob("*.py")
        if any(name == bad or name.startswith(f"{bad}.") for name in imported(path) for bad in FORBIDDEN)
    }
    assert able == {MAILBOX}
