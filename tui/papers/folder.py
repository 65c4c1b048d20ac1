"""What is written for her eyes only, each file there whole: one of hers, or a folder of them."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pupitre.errors import Invalid
from tui import refusals


def checked(target: Path, data: Path) -> Path:
    """Return the folder she means. Raises `Invalid` when it is in the one of the data."""
    target = target.expanduser()
    if Path(os.path.realpath(target)).is_relative_to(os.path.realpath(data)):
        raise Invalid("file", "inside", str(target))
    return target


def write(contents: Mapping[str, bytes], target: Path) -> None:
    """Write tables into a folder, which is made where it is missing; a file of hers is never written over.

    Older ones of ours are: they begin with the same header. Raises `Invalid`: nothing was written over.
    """
    try:
        target.mkdir(mode=0o700, exist_ok=True)
        for name, content in contents.items():
            if not _is_ours(target / name, content):
                raise Invalid("file", "exists", str(target / name))
        for name, content in contents.items():
            put_whole(target / name, content)
    except OSError as error:
        raise _unwritable(target, error) from error


def _is_ours(path: Path, content: bytes) -> bool:
    """Return whether there is no such file, or one that begins as what is written does."""
    if not os.path.lexists(path):
        return True
    header = content.split(b"\n", 1)[0] + b"\n"
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(header)) == header


def put(path: Path, content: bytes) -> None:
    """Write a file that she named. Raises `Invalid`."""
    try:
        put_whole(path, content)
    except OSError as error:
        raise _unwritable(path, error) from error


def hand_out(name: str, content: bytes) -> Path | None:
    """Write a file that she named, and return it; for "-" standard output, and None. Raises `Invalid`."""
    if name == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return None
    path = Path(name)
    put(path, content)
    return path


def put_whole(path: Path, content: bytes) -> None:
    """Write a file that only she can read, whole or not at all, in place of an older one. Raises `OSError`.

    A link leads to what is written; a device or a pipe takes the bytes as they come.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    path = Path(os.path.realpath(path))
    beside = path.with_name(f".{path.name[:50]}.{os.getpid()}.new")
    try:
        beside.unlink(missing_ok=True)
        opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(content)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _unwritable(path: Path, error: OSError) -> Invalid:
    return Invalid("file", "unwritable", f"{path} ({refusals.in_words(error.strerror or str(error))})")
