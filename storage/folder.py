"""How much room a desk takes."""

import os
from pathlib import Path

from pupitre.value import Struct
from storage import desk_files
from storage.places import Place


class Room(Struct, frozen=True):
    """The folder of a desk, and the bytes of the desk itself and of its backups."""

    folder: Path
    desk: int
    backups: int


def room(place: Place) -> Room:
    """Return how much room a desk takes. Raises `OSError`."""
    kept = place.backups.glob("*.zip") if place.backups.is_dir() else ()
    return Room(
        place.folder, sum(map(_size, desk_files.present(place.folder).values())), sum(map(_size, kept)),
    )


def _size(path: Path) -> int:
    try:
        return os.lstat(path).st_size
    except FileNotFoundError:
        return 0  # thinned out meanwhile
