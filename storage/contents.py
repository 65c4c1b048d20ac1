"""What the files of a desk hold, whether they are sealed on the disk or not."""

import errno
import os
import stat
from pathlib import Path

from storage import atomic
from storage.seal import MAGIC, BadSeal, Seal, is_sealed


def raw(path: Path) -> bytes:
    """Return the bytes of a file as the disk has them. Raises `OSError`, also for what is no file."""
    if not stat.S_ISREG(path.stat().st_mode):
        # A pipe or a device under this name would be read for ever.
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return path.read_bytes()


def read(seal: Seal, path: Path) -> bytes:
    """Return what a file holds. Raises `OSError`.

    What the seal does not fit is given back as bytes that nothing reads as a file of documents: it is damaged.
    """
    return cleared(seal, raw(path))


def cleared(seal: Seal, found: bytes) -> bytes:
    """Do the same with bytes that were read already."""
    try:
        return seal.open(found)
    except BadSeal:
        return found if is_sealed(found) else MAGIC + found


def write(seal: Seal, path: Path, content: bytes) -> None:
    """Put a content at `path`, durably, sealed if the desk is; no clear byte touches the disk then.

    Raises:
        OSError: nothing was changed, unless it is the folder that could not be flushed.
    """
    atomic.write_whole(path, closed(seal, content))


def closed(seal: Seal, content: bytes, wrapped: bytes = b"") -> bytes:
    """Return a content as the disk gets it, the wrapped key before it where one is given.

    Raises:
        OSError: it is too large to be sealed.
    """
    try:
        return seal.close(content, wrapped)
    except BadSeal as error:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG)) from error
