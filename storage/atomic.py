"""Files that are whole or not there: written beside, flushed to the disk, then put in place."""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
from tinydb import Storage

Tables = dict[str, dict[str, Any]]

_REPLACE_TRIES = 20
_REPLACE_WAIT_S = 0.05


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` (mode 0600), durably: after a power cut the file is the old or the new one.

    Raises:
        OSError: nothing was changed, unless it is the folder that could not be flushed.
    """
    _put(path, content)
    flush_folder(path.parent)


def _put(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _replace(beside, path)
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


def _replace(source: Path, target: Path) -> None:
    """Rename over `target`; on Windows a virus scanner may hold it for some tenths of a second."""
    for attempt in range(_REPLACE_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            if os.name != "nt" or attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(_REPLACE_WAIT_S)
        else:
            return


class AtomicStorage(Storage):
    """A TinyDB storage whose file is always whole.

    TinyDB's own overwrites in place: a kill there left 1 file in 20 unreadable (cut after the flush).
    Reads come from memory; the memory is forgotten when a write fails, since TinyDB has changed it by then.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._held = path, False
        self._cache: Tables | None = None
        self._on_disk: bytes | None = None

    def read(self) -> Tables | None:
        """Return the tables, or None when there is no file yet."""
        if self._cache is None and self._path.exists():
            self._on_disk = self._path.read_bytes()
            self._cache = msgspec.json.decode(self._on_disk, type=Tables)
        return self._cache

    def write(self, data: Tables) -> None:
        """Keep the tables; within `one_write` they are only remembered."""
        self._cache = data
        if self._held:
            return
        try:
            content = msgspec.json.encode(data)
            write_whole(self._path, content)
        except BaseException:
            self._cache = None
            self._put_back()
            raise
        self._on_disk = content

    def _put_back(self) -> None:
        """Take back a file that is in place while its folder could not be flushed: the caller says it failed."""
        with suppress(OSError):
            if self._on_disk is None:
                self._path.unlink(missing_ok=True)
            elif self._path.read_bytes() != self._on_disk:
                _put(self._path, self._on_disk)

    @contextmanager
    def one_write(self) -> Iterator[None]:
        """Make all changes of the block one write: the whole of them, or nothing."""
        self._held = True
        try:
            yield
        except BaseException:
            self._cache = None
            raise
        finally:
            self._held = False
        if self._cache is not None:
            self.write(self._cache)
