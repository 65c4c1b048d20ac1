"""A folder of hers with files that only she can read, each there whole."""

import os
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
    """Write files into a folder, which is made where it is missing; each is there whole. Raises `Invalid`."""
    try:
        target.mkdir(mode=0o700, exist_ok=True)
        for name, content in contents.items():
            _put(target / name, content)
    except OSError as error:
        why = refusals.in_words(error.strerror or str(error))
        raise Invalid("file", "unwritable", f"{target} ({why})") from error


def _put(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(content)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
