"""One writer at a time, and a clear word on who it is.

The lock is the operating system's own, so that one left by a dead process is free by itself: `flock` on the lock
file, or on Windows its first byte. Both are one call; a library for it would make each start and command longer by a
thirtieth.
"""

import os
import sys
from datetime import datetime
from errno import EACCES, EAGAIN, EDEADLK
from typing import Any, BinaryIO

import msgspec

from pupitre.errors import AlreadyOpen
from storage.atomic import put
from storage.places import Place

if sys.platform == "win32":
    import msvcrt

    def _seize(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _seize(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

_HELD = frozenset({EACCES, EAGAIN, EDEADLK})
"""What systems answer when somebody else has the lock."""


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _seized(place: Place) -> BinaryIO | None:
    """Return the open lock file once it is ours, None when somebody else has it. Raises `OSError`."""
    file = open(place.lock, "ab", buffering=0, opener=_private)  # noqa: SIM115 - open as long as the desk is
    try:
        _seize(file.fileno())
    except OSError as error:
        file.close()
        if error.errno in _HELD:
            return None
        raise
    return file


def take(place: Place, now: datetime) -> BinaryIO:
    """Take the desk for this process, and return what `let_go` wants back.

    Raises:
        AlreadyOpen: another process has it.
        OSError: the disk refused, or it is one that cannot lock.
    """
    file = _seized(place)
    if file is None:
        raise holder(place)
    try:
        told = msgspec.json.encode({"pid": os.getpid(), "since": now.isoformat()})
        put(place.holder, told, flushed=False)  # after a power cut nobody holds it
    except OSError:
        file.close()
        raise
    return file


def let_go(place: Place, held: BinaryIO) -> None:
    """Let another process have the desk."""
    try:
        place.holder.unlink(missing_ok=True)
    finally:
        held.close()  # and with it the lock


def is_held(place: Place) -> bool:
    """Return whether some process, this one included, has the desk open. Raises `OSError`."""
    if not place.lock.exists():
        return False
    file = _seized(place)
    if file is not None:
        file.close()
    return file is None


def holder(place: Place) -> AlreadyOpen:
    """Return the error that names the process that holds the desk, as far as it is known."""
    try:
        known: dict[str, Any] = msgspec.json.decode(place.holder.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError):
        known = {}
    pid, since = known.get("pid"), known.get("since")
    return AlreadyOpen(place.folder, pid if isinstance(pid, int) else None, str(since or ""))
