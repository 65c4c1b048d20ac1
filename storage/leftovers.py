"""What a write that was cut off left beside: half a file with her words in it, good for nothing."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from storage.places import Place

_OLD_S = 3600
"""Seconds after which a file in the inbox is no longer being written: other commands write there at any time."""


def halves(folder: Path) -> Iterator[Path]:
    """Yield the half-written files of a folder, none where it is not there or not hers to read. Raises `OSError`."""
    with suppress(FileNotFoundError, PermissionError):
        yield from [file for file in folder.iterdir() if file.name.startswith(".") and file.suffix == ".new"]


def sweep(place: Place) -> None:
    """Take away half-written files; only for who holds the desk. Raises `OSError`."""
    now = place.holder.stat().st_mtime  # written just now, by the clock of the disk
    for folder in (place.folder, place.months, place.inbox):
        for half in halves(folder):
            if folder != place.inbox or now - half.stat().st_mtime > _OLD_S:
                half.unlink()
