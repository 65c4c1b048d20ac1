"""Where measured work is put: cut where a day begins, never over other work, never ahead of the clock."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta

from pupitre.clock import day_bounds, local_day
from pupitre.doubts import latest_room
from pupitre.entry import Entry, Origin, cut
from pupitre.settings import Settings
from pupitre.value import replace

NewId = Callable[[], str]

_INSTANT = timedelta(microseconds=1)


def by_day(entry: Entry, settings: Settings, new_id: NewId) -> Iterator[Entry]:
    """Yield the parts of an entry that lie in one working day each."""
    while True:
        _, end = _bounds(entry.start, settings)
        if entry.end <= end:
            yield entry
            return
        yield cut(entry, entry.start, end)
        entry = replace(cut(entry, end, entry.end), id=new_id())


def placed(
    entry: Entry, others: Collection[Entry], now: datetime, settings: Settings, new_id: NewId
) -> tuple[Entry, ...]:
    """Return measured work as it is kept.

    Only a clock that was set puts work over other work, or ahead: it goes to the latest room before, its length
    unchanged and its measured times known. In a day that is full, what lies on other work is left out.
    """
    found: list[Entry] = []
    for part in by_day(entry, settings, new_id) if entry.start < entry.end else ():
        found += _placed(part, [*others, *found], now, settings, new_id)
    return tuple(found)


def free_parts(entry: Entry, others: Collection[Entry], settings: Settings, new_id: NewId) -> tuple[Entry, ...]:
    """Return the parts of an entry on which no other work lies, each within one day."""
    found: list[Entry] = []
    start = entry.start
    for other in sorted((o for o in others if o.start < entry.end and entry.start < o.end), key=lambda o: o.start):
        if other.start > start:
            found.append(replace(cut(entry, start, other.start), id=new_id()))
        start = max(start, other.end)
    if start < entry.end:
        found.append(cut(entry, start, entry.end))
    return tuple(part for whole in found for part in by_day(whole, settings, new_id))


def _placed(
    part: Entry, others: Collection[Entry], now: datetime, settings: Settings, new_id: NewId
) -> tuple[Entry, ...]:
    upper = min(part.end, now)
    if part.end <= now and not any(o.start < part.end and part.start < o.end for o in others):
        return (part,)
    begin, _ = _bounds(upper - _INSTANT, settings)
    end = latest_room(others, begin, upper, part.length)
    if end is None:
        return free_parts(cut(part, part.start, upper), others, settings, new_id) if part.start < upper else ()
    return (replace(part, start=end - part.length, end=end, origin=Origin.CORRECTED, corrected_at=now,
                    original_start=part.start, original_end=part.end),)


def _bounds(moment: datetime, settings: Settings) -> tuple[datetime, datetime]:
    """Return where the working day of an instant begins and ends."""
    day = local_day(moment, settings.zone, settings.day_start)
    return day_bounds(day, settings.zone, settings.day_start)
