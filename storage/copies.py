"""The last good copies of the desk, one a day for two weeks, and putting one back."""

from datetime import datetime
from pathlib import Path

from storage.atomic import flush_folder, write_whole
from storage.places import Place

KEPT = 14


def keep_day(place: Place, now: datetime) -> None:
    """Copy the desk, just read as good, under today's date; copies older than the last fourteen go."""
    if not place.desk.exists():
        return
    write_whole(place.copies / f"{now.date().isoformat()}.json", place.desk.read_bytes())
    for old in _all(place)[:-KEPT]:
        old.unlink()


def refresh(place: Place) -> None:
    """Bring the newest copy up to date when the desk is closed in good order."""
    newest = latest(place)
    if newest is not None and place.desk.exists():
        write_whole(newest, place.desk.read_bytes())


def latest(place: Place) -> Path | None:
    """Return the newest copy, or None."""
    copies = _all(place)
    return copies[-1] if copies else None


def set_aside(place: Place, now: datetime) -> Path:
    """Move the desk's file beside itself under a name with the date; nothing is ever overwritten."""
    stem = f"desk-damaged-{now:%Y-%m-%dT%H-%M-%S}"
    target = place.folder / f"{stem}.json"
    for n in range(2, 1000):
        if not target.exists():
            break
        target = place.folder / f"{stem}-{n}.json"
    place.desk.rename(target)
    flush_folder(place.folder)
    return target


def put_back(place: Place, copy: Path | None, now: datetime) -> Path:
    """Set the damaged file aside and put a good copy, or nothing, in its place; return where it went."""
    aside = set_aside(place, now)
    if copy is not None:
        write_whole(place.desk, copy.read_bytes())
    return aside


def _all(place: Place) -> list[Path]:
    return sorted(place.copies.glob("????-??-??.json")) if place.copies.is_dir() else []
