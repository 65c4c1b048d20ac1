"""Files that may be brought in: those in her folder of downloads, and any she names."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Protocol

from pupitre.errors import ImportRefused, Invalid
from pupitre.foreign import Source
from pupitre.value import Struct

FOLDERS = ("Téléchargements", "Downloads")
KINDS = frozenset({".json", ".csv", ".tsv", ".txt"})
MOST = 100
"""Files that are listed, the newest first."""
READ_AT_MOST = 60_000_000
"""Bytes: more than the disk's reader takes, so that it can say that a file is too large."""


class Reader(Protocol):
    """Reads files of other programs, and makes a backup before one comes in."""

    def foreign(self, content: bytes, zone: tzinfo) -> Source | None: ...  # noqa: D102
    def back_up_before(self, now: datetime) -> None: ...  # noqa: D102


class Found(Struct, frozen=True):
    """A file: where it is, when it was written (UTC), and its bytes."""

    path: Path
    at: datetime
    size: int


def found() -> tuple[Found, ...]:
    """Return the files of her folders of downloads that may hold tasks, the newest first."""
    named = os.environ.get("XDG_DOWNLOAD_DIR", "")
    folders = dict.fromkeys(Path(f) if f == named else Path.home() / f for f in (*filter(None, [named]), *FOLDERS))
    files = sorted((each for folder in folders for each in _in(folder)), key=lambda f: f.at, reverse=True)
    return tuple(files[:MOST])


def _in(folder: Path) -> Iterator[Found]:
    try:
        listed = list(folder.iterdir())
    except OSError:
        return  # it is not there, or closed to her: she can name any file
    for path in listed:
        try:
            if path.suffix.lower() in KINDS and path.is_file():
                told = path.stat()
                yield Found(path, datetime.fromtimestamp(told.st_mtime, UTC), told.st_size)
        except (OSError, ValueError, OverflowError):
            continue  # it went meanwhile, or has no date


def read(reader: Reader, path: Path, zone: tzinfo) -> Source:
    """Return what a file holds. Raises `Invalid` when it cannot be read, `ImportRefused` when nothing comes of it."""
    try:
        if not path.is_file():
            raise Invalid("file", "unreadable", str(path))
        with path.open("rb") as file:
            content = file.read(READ_AT_MOST)
    except (OSError, ValueError) as error:
        raise Invalid("file", "unreadable", str(path)) from error
    if not content.strip():
        raise ImportRefused("", "empty")
    source = reader.foreign(content, zone)
    if source is None:
        raise ImportRefused("", "ours")
    return source

