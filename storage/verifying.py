"""Whether all that is kept can be read: the open file, each closed month, each backup."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from pupitre.errors import PupitreError
from pupitre.shelf import Month, Shelf
from pupitre.value import Struct
from storage import backups, desk_files
from storage.layout import SCHEMA
from storage.places import Place
from storage.reader import LATER, Reader


class Checked(Struct, frozen=True):
    """How many files were read of how many, and what is wrong with the last one, None when it is good."""

    done: int
    total: int
    wrong: PupitreError | None = None


def verify(place: Place) -> Iterator[Checked]:
    """Read everything that is kept, one file a step. Raises `OSError` when the folder itself cannot be read."""
    reader = Reader(place)
    steps: list[Callable[[], object]] = [reader.load]
    steps += [partial(reader.past, month) for month in _months(reader)]
    steps += [partial(backups.check, path, place.seal) for path in backups.zips(place)]
    for n, read in enumerate(steps, 1):
        yield Checked(n, len(steps), _wrong(read))


def lost_months(place: Place) -> dict[Month, str | None]:
    """Return the closed months that cannot be read and why, None for one that is missing.

    Each file is looked at, not each value in it: `verify` does that, and takes ten times as long.
    """
    lost: dict[Month, str | None] = {}
    for month in _months(Reader(place)):
        try:
            facts = desk_files.facts(desk_files.content(place, desk_files.month_name(month)))
        except FileNotFoundError:
            lost[month] = None
        except OSError as error:
            lost[month] = error.strerror or str(error)
        else:
            if facts is None or facts.schema < 1:
                lost[month] = "JSON is malformed"
            elif facts.schema > SCHEMA:
                lost[month] = LATER
    return lost


def _months(reader: Reader) -> list[Month]:
    """Return the closed months, and those of which only the open file knows."""
    months = set(reader.months())
    with suppress(PupitreError):  # an open file that cannot be read is told of elsewhere
        months |= {m for v in reader.load() if isinstance(v, Shelf) for m in v.months}
    return sorted(months)


def _wrong(read: Callable[[], object]) -> PupitreError | None:
    try:
        read()
    except PupitreError as error:
        return error
    return None
