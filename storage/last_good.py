"""A copy of the open file as it was when it was last known to be good: at each opening and closing."""

from datetime import UTC, datetime
from pathlib import Path

from pupitre.errors import BadBackup, TooNew
from pupitre.value import Struct
from storage import contents, desk_files, journal
from storage.atomic import write_whole
from storage.codec import BadDocument
from storage.layout import values_in
from storage.places import Place


class Copy(Struct, frozen=True):
    """The state to go back to: where it is, when it was made (UTC), what is in it and in the closed months."""

    path: Path
    made: datetime
    clients: int
    tasks: int
    entries: int


def refresh(place: Place) -> None:
    """Copy the open file, just read or written as good. Raises `OSError`."""
    if place.desk.exists():
        whole = place.desk.read_bytes()
        if not place.last_good.exists() or place.last_good.read_bytes() != whole:
            write_whole(place.last_good, whole)


def found(place: Place) -> Path | None:
    """Return the file to go back to: the open file when only its journal is damaged, else the copy, or None."""
    if _is_sound(place, place.desk):
        return place.desk
    return place.last_good if place.last_good.exists() else None


def _is_sound(place: Place, path: Path) -> bool:
    try:
        values_in(contents.read(place.seal, path), path)
    except (OSError, BadDocument, TooNew):
        return False
    return True


def content(path: Path, place: Place) -> bytes:
    """Return such a file as it would be put back, with the good lines of the journal that go on from it.

    Raises `OSError`.
    """
    return journal.readable(contents.read(place.seal, path), desk_files.lines(place.folder), place.seal)


def described(place: Place) -> Copy | None:
    """Return what the state to go back to holds, None when there is none.

    Raises:
        OSError: it cannot be read.
        BadBackup: it is no good.
    """
    path = found(place)
    if path is None:
        return None
    copied = content(path, place)
    try:
        values_in(copied, path)
    except BadDocument as error:
        raise BadBackup(path, str(error)) from error
    except TooNew as error:
        raise BadBackup(path, "too_new") from error
    names = [name for name in desk_files.present(place.folder) if name != desk_files.DESK]
    months = (desk_files.content(place, name) for name in names)
    facts = [f for f in map(desk_files.facts, (copied, *months)) if f is not None]
    made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    counts = (sum(f.counts.get(table, 0) for f in facts) for table in ("clients", "tasks", "entries"))
    return Copy(path, made, *counts)
