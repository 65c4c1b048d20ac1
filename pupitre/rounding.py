"""How worked minutes become billed ones: the one place that rounds, whatever shows them."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import date, time, timedelta, tzinfo

from pupitre.client import Direction, Rounding, Scope
from pupitre.clock import local_day
from pupitre.entry import Entry, minutes_of
from pupitre.surcharges import accepted
from pupitre.value import Struct


class Lot(Struct, frozen=True):
    """Entries of one day that are added up and rounded once, oldest first; all are invoiced, or none is.

    `billed` is 0 for time that is offered or not billed.
    """

    day: date
    entries: tuple[Entry, ...]
    billed: int

    @property
    def minutes(self) -> int:
        """The exact minutes."""
        return minutes_of(self.entries)

    @property
    def invoiced(self) -> bool:
        """Whether it counts on a statement."""
        return self.entries[0].invoiced


def rounded(minutes: int, how: Rounding) -> int:
    """Return minutes rounded as agreed with a client."""
    step = max(how.step, 1)
    if how.direction is Direction.UP:
        return -(-minutes // step) * step
    if how.direction is Direction.DOWN:
        return minutes // step * step
    return (2 * minutes + step) // (2 * step) * step


def lots(entries: Iterable[Entry], how: Rounding, zone: tzinfo, day_start: time) -> tuple[Lot, ...]:
    """Return entries as they are rounded, by day and first start.

    What has another price is rounded apart: offered time, time that is not billed, and time with a surcharge.
    """
    found: dict[tuple[Hashable, ...], list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: (e.start, e.end, e.id)):
        day = local_day(entry.start, zone, day_start)
        apart = (entry.billable, entry.billable and entry.offered, accepted(entry))
        within = {Scope.ENTRY: (entry.id,), Scope.TASK_AND_DAY: (entry.task,), Scope.DAY: ()}[how.scope]
        found[day, *apart, *within].append(entry)
    made = [
        Lot(local_day(group[0].start, zone, day_start), tuple(group),
            rounded(minutes_of(group), how) if group[0].invoiced else 0)
        for group in found.values()
    ]
    return tuple(sorted(made, key=lambda lot: (lot.day, lot.entries[0].start)))


def billed_minutes(entries: Iterable[Entry], how: Rounding, zone: tzinfo, day_start: time) -> int:
    """Return the billed minutes of entries."""
    return sum(lot.billed for lot in lots(entries, how, zone, day_start))


def billed_by_task(
    entries: Iterable[Entry], how: Rounding, zone: tzinfo, day_start: time
) -> dict[str | None, int]:
    """Return billed minutes by task; where a whole day is rounded at once, each task has its part of it.

    The parts are whole minutes, in the proportion of the work, and add up to what is billed.
    """
    totals: dict[str | None, int] = defaultdict(int)
    for lot in lots(entries, how, zone, day_start):
        if lot.invoiced:
            for task, minutes in _shares(lot):
                totals[task] += minutes
    return dict(totals)


def _shares(lot: Lot) -> Iterable[tuple[str | None, int]]:
    lengths: dict[str | None, timedelta] = defaultdict(timedelta)
    for entry in lot.entries:
        lengths[entry.task] += entry.length
    whole, so_far, given = sum(lengths.values(), timedelta()), timedelta(), 0
    for task, length in lengths.items():
        so_far += length
        share = (lot.billed * so_far // whole if whole else 0) - given
        given += share
        yield task, share
