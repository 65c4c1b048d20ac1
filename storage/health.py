"""Facts on the folder, the files and the lock of a desk, for `pupitre doctor`."""

from collections import Counter
from typing import Any

from pupitre.errors import DamagedMonth, Locked, PupitreError
from pupitre.shelf import Recalled, Shelf
from storage import lock
from storage.codec import NAMES
from storage.places import Place
from storage.reader import LATER, MISSING, Reader


def health(place: Place) -> dict[str, Any]:
    """Return what is there, what can be read, who has it open, and why a month cannot be read."""
    facts: dict[str, Any] = {"place": str(place.folder), "exists": place.desk.exists()}
    reader = Reader(place)
    counts: Counter[str] = Counter()
    damaged: dict[str, str] = {}
    here: set[tuple[str, str]] = set()
    months = set(reader.months())
    try:
        values = reader.load()
    except Locked:
        facts |= {"readable": False, "error": "Locked", "why": ""}
        months.clear()  # none can be looked into
    except PupitreError as error:
        facts |= {"readable": False, "error": type(error).__name__, "why": getattr(error, "why", LATER)}
    else:
        counts.update(NAMES[type(v)] for v in values)
        here = {(type(v).__name__, v.id) for v in values} | {v.what for v in values if isinstance(v, Recalled)}
        months |= {m for v in values if isinstance(v, Shelf) for m in v.months}
        facts |= {"readable": True}
    for month in sorted(months):
        try:
            counts.update(NAMES[type(v)] for v in reader.past(month) if (type(v).__name__, v.id) not in here)
        except DamagedMonth as error:
            damaged[month] = "missing" if error.why == MISSING else error.why
    files = [place.desk, place.journal, *sorted(place.months.glob("*.json"))]
    facts |= {
        "counts": {name: counts[name] for name in NAMES.values()}, "months": len(months), "damaged_months": damaged,
        "bytes": sum(f.stat().st_size for f in files if f.exists()),
        "lock": _lock(place),
        "inbox": len(list(place.inbox.glob("*.json"))) if place.inbox.is_dir() else 0,
        "unreadable": len(list(place.inbox.glob("*.unreadable"))) if place.inbox.is_dir() else 0,
    }
    return facts


def _lock(place: Place) -> dict[str, Any]:
    try:
        held = lock.is_held(place)
    except OSError:
        # A lock that cannot even be opened, as in a read-only folder, is held by nobody who could write.
        held = False
    return {"held": held, "pid": lock.holder(place).pid if held else None}
