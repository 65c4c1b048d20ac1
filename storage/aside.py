"""Names for files that must not be written over: a free one, or one that says why and when it was set aside."""

import os
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path


def free(path: Path) -> Path:
    """Return the path, or when it is taken the first that is free with a number: `-2`, `-3`."""
    names = chain([path], (path.with_stem(f"{path.stem}-{number}") for number in count(2)))
    return next(name for name in names if not os.path.lexists(name))


def name_aside(path: Path, why: str, when: datetime) -> Path:
    """Return a free name for a file of ours that is set aside: `desk-damaged-2026-11-23T09-10-00.json`."""
    return free(path.with_stem(f"{path.stem}-{why}-{when:%Y-%m-%dT%H-%M-%S}"))


def set_aside(path: Path, why: str, when: datetime) -> Path:
    """Give a file such a name, and return it. Raises `OSError`."""
    aside = name_aside(path, why, when)
    path.rename(aside)
    return aside


def set_changed_aside(path: Path, written: float) -> Path:
    """Set aside what another program wrote in the place of ours at an instant (s since 1970). Raises `OSError`."""
    return set_aside(path, "changed", datetime.fromtimestamp(written, UTC))
