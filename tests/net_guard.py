"""Forbids every way out of the machine: a test that needs one fails, and says where it wanted to go.

Loaded in the process of the tests by `tests/conftest.py`, and in every Python that a test starts by
`tests/guarded/sitecustomize.py`.
"""

import ipaddress
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

GUARDED = Path(__file__).parent / "guarded"
"""What comes first on PYTHONPATH of every Python that a test starts."""

tried: list[str] = []
"""Where this process wanted to go; a thread dies of it unheard, so the tests look here."""

NAMES = {None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::"}  # noqa: S104 - what is only recognised
LOOKED_UP = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
REACHED = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1}
"""The events of Python that go somewhere, and which of their arguments says where (PEP 578)."""


class WentOut(BaseException):
    """Something wanted to leave this machine. No `except Exception` may hide it."""


def local(address: object) -> bool:
    """Tell whether an address is one of this machine: a socket file, or loopback."""
    if address is None or isinstance(address, str | bytes):
        return True  # a Unix socket, or none: a datagram to where the socket is connected already
    host = address[0] if isinstance(address, tuple) and address else None
    return not isinstance(address, tuple) or named_here(host)


def named_here(host: object) -> bool:
    """Tell whether a name or a number is this machine's."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name in NAMES:
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def nowhere(host: object) -> bool:
    """Tell whether a name is one that is never found (RFC 6761, 6.4): nobody need be asked."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    return isinstance(name, str) and name.endswith(".invalid")


def guard(refuse: Callable[[str], None]) -> None:
    """Call `refuse` with a sentence for everything that would go out of this machine, from now on."""
    def heard(event: str, args: tuple[object, ...]) -> None:
        if event in LOOKED_UP and nowhere(_host(args[0])):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if event in LOOKED_UP and not named_here(_host(args[0])):
            refuse(f"no network: {event} of {_host(args[0])!r}")
        elif event in REACHED and not local(args[REACHED[event]]):
            refuse(f"no network: {event} to {args[REACHED[event]]!r}")

    sys.addaudithook(heard)


def _host(asked: object) -> object:
    return asked[0] if isinstance(asked, tuple) and asked else asked


def end(told: str) -> None:
    """End this process at once, and say why: a thread of it could hide an exception."""
    os.write(2, f"{told}\n".encode())
    os._exit(87)


def fail(told: str) -> None:
    """Fail, also through what catches exceptions."""
    tried.append(told)
    raise WentOut(told)
