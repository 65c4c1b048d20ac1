"""A copy of the open file as it was when it was last known to be good: at each opening and closing."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pupitre.errors import BadBackup, TooNew
from storage import desk_files
from storage.atomic import write_whole
from storage.codec import BadDocument
from storage.layout import values_in
from storage.places import Place


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy: where it is, when it was made (UTC), what is in it and in the closed months."""

    path: Path
    made: datetime
    clients: int
    tasks: int
    entries: int


def refresh(place: Place) -> None:
    """Copy the open file, just read or written as good. Raises `OSError`."""
    if place.desk.exists():
        content = place.desk.read_bytes()
        if not place.last_good.exists() or place.last_good.read_bytes() != content:
            write_whole(place.last_good, content)


def found(place: Place) -> Path | None:
    """Return the copy, or None."""
    return place.last_good if place.last_good.exists() else None


def described(place: Place) -> Copy | None:
    """Return what the copy holds, None when there is none. Raises `OSError`, or `BadBackup` when it is no good."""
    path = found(place)
    if path is None:
        return None
    content = path.read_bytes()
    try:
        values_in(content, path)
    except BadDocument as error:
        raise BadBackup(path, str(error)) from error
    except TooNew as error:
        raise BadBackup(path, "too_new") from error
    months = [file for name, file in desk_files.present(place.folder).items() if name != desk_files.DESK]
    facts = [f for f in map(desk_files.facts, [content, *map(desk_files.read, months)]) if f is not None]
    made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    counts = (sum(f.counts.get(table, 0) for f in facts) for table in ("clients", "tasks", "entries"))
    return Copy(path, made, *counts)
