"""Work left by other commands while the desk is open: one file each, renamed into place when whole."""

from uuid import uuid4

from pupitre.ports import Change
from storage.atomic import write_whole
from storage.codec import BadDocument, decode_change, encode_change
from storage.places import Place

SUFFIX = ".json"


def leave(place: Place, change: Change) -> None:
    """Leave a change for the open desk. Raises `OSError`."""
    place.make()
    write_whole(place.inbox / f"{uuid4().hex}{SUFFIX}", encode_change(change))


def waiting(place: Place) -> list[tuple[str, Change]]:
    """Return the changes that wait, oldest first; what cannot be read is renamed and left there."""
    if not place.inbox.is_dir():
        return []
    files = [f for f in place.inbox.iterdir() if f.suffix == SUFFIX and not f.name.startswith(".")]
    found: list[tuple[str, Change]] = []
    for file in sorted(files, key=lambda f: f.stat().st_mtime_ns):
        try:
            found.append((file.name, decode_change(file.read_bytes())))
        except (BadDocument, OSError):
            file.rename(file.with_suffix(".unreadable"))
    return found


def forget(place: Place, name: str) -> None:
    """Remove a change that was taken in."""
    (place.inbox / name).unlink(missing_ok=True)
