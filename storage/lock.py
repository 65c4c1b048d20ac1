"""One writer at a time, and a clear word on who it is."""

import os
from datetime import datetime
from typing import Any

import msgspec
from filelock import FileLock, Timeout

from pupitre.errors import AlreadyOpen
from storage.atomic import write_whole
from storage.places import Place


def take(place: Place, now: datetime) -> FileLock:
    """Take the desk for this process; a lock left by a dead process is free by itself.

    Raises:
        AlreadyOpen: another process has it.
    """
    lock = FileLock(place.lock, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise holder(place) from error
    try:
        write_whole(place.holder, msgspec.json.encode({"pid": os.getpid(), "since": now.isoformat()}))
    except OSError:
        lock.release()
        raise
    return lock


def let_go(place: Place, held: FileLock) -> None:
    """Let another process have the desk."""
    try:
        place.holder.unlink(missing_ok=True)
    finally:
        held.release()


def is_held(place: Place) -> bool:
    """Return whether some process, this one included, has the desk open."""
    if not place.lock.exists():
        return False
    probe = FileLock(place.lock, timeout=0, mode=0o600)
    try:
        probe.acquire()
    except Timeout:
        return True
    probe.release()
    return False


def holder(place: Place) -> AlreadyOpen:
    """Return the error that names the process that holds the desk, as far as it is known."""
    try:
        known: dict[str, Any] = msgspec.json.decode(place.holder.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError):
        known = {}
    pid, since = known.get("pid"), known.get("since")
    return AlreadyOpen(place.folder, pid if isinstance(pid, int) else None, str(since or ""))
