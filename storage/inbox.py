"""Work left by other commands while the desk is open: one file each, renamed into place when whole."""

from pathlib import Path
from uuid import uuid4

from pupitre.ports import Change
from pupitre.text import late
from storage import contents
from storage.codec import BadDocument, decode_change, encode_change
from storage.places import Place
from storage.seal import is_sealed
from storage.staged import where

_OURS = late(r"[0-9a-f]{32}\.json\Z")
"""Our own names: a copy that a cloud service puts beside is no second change."""


def leave(place: Place, change: Change) -> Path:
    """Leave a change for the open desk, and return where. Raises `OSError`."""
    place.make()
    path = place.inbox / f"{uuid4().hex}.json"
    write(place, path, change)
    return path


def write(place: Place, path: Path, change: Change) -> None:
    """Put a change in such a file. Raises `OSError`."""
    contents.write(place.seal, path, encode_change(change))


def waiting(place: Place) -> list[tuple[str, Change | None]]:
    """Return the changes that wait, oldest first; one that cannot be read is set aside, once, and is None.

    Raises:
        OSError: the folder cannot be read, or a file cannot be set aside.
    """
    if not place.inbox.is_dir():
        return []
    files = [f for f in place.inbox.iterdir() if _OURS().match(f.name)]
    found: list[tuple[str, Change | None]] = []
    for file in sorted(files, key=lambda f: f.stat().st_mtime_ns):
        try:
            found.append((file.name, decode_change(_read(place, file))))
        except (BadDocument, IsADirectoryError):
            aside = file.with_suffix(".unreadable")
            file.rename(aside)
            found.append((aside.name, None))
    return found


def _read(place: Place, file: Path) -> bytes:
    """Return what was left; a command that began before the desk was protected left it in clear."""
    found = where(place.folder, f"{place.inbox.name}/{file.name}").read_bytes()
    return contents.cleared(place.seal, found) if is_sealed(found) else found


def forget(place: Place, name: str) -> None:
    """Remove a change that was taken in."""
    (place.inbox / name).unlink(missing_ok=True)
