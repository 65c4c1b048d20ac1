"""Files that are whole or not there: written beside, flushed to the disk, then put in place."""

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

from storage.faults import fault

_TRIES = 20
_WAIT_S = 0.05


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` (mode 0600), durably: after a power cut the file is the old or the new one.

    Raises:
        OSError: nothing was changed, unless it is the folder that could not be flushed.
    """
    put(path, content)
    flush_folder(path.parent)


def put(path: Path, content: bytes, *, flushed: bool = True) -> None:
    """Do the same, without the flush of the folder; of the file neither, where it tells of this moment alone."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            if flushed:
                file.flush()
                os.fsync(file.fileno())
        fault("written")
        replace(beside, path)
        fault("replaced")
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def flush_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows and some network file systems have no such call."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)


def replace(source: Path, target: Path) -> None:
    """Rename over `target`; on Windows a virus scanner or a reader may hold it for some tenths of a second."""
    _patiently(lambda: source.replace(target))


def remove(path: Path) -> None:
    """Take a file away, if it is there; on Windows it may be held as well."""
    _patiently(lambda: path.unlink(missing_ok=True))


def _patiently(act: Callable[[], object]) -> None:
    for attempt in range(_TRIES):
        try:
            act()
        except PermissionError:
            if os.name != "nt" or attempt == _TRIES - 1:
                raise
            time.sleep(_WAIT_S)
        else:
            return
