"""The lines of a statement in the order they are printed: what is billed, included, offered, not billed."""

from collections.abc import Iterable
from enum import Enum, auto
from itertools import chain

from pupitre.statement import Kind, Line
from pupitre.value import Struct
from tui.papers.cells import Length, lengths


class Group(Enum):
    """What stands below one heading; time paid by the piece or by a fee is included in that."""

    BILLED = auto()
    INCLUDED = auto()
    OFFERED = auto()
    UNBILLED = auto()


_KINDS = {Kind.OFFERED: Group.OFFERED, Kind.UNBILLED: Group.UNBILLED}


class Counted(Struct, frozen=True):
    """A line with its durations as they are printed."""

    line: Line
    exact: Length
    billed: Length


def group_of(line: Line) -> Group:
    """Return below which heading a line stands."""
    return _KINDS.get(line.kind, Group.INCLUDED if line.by_piece else Group.BILLED)


def counted(lines: Iterable[Line]) -> dict[Group, tuple[Counted, ...]]:
    """Return the lines of each group that has some, in order; the exact times of all of them add up to the whole."""
    groups: dict[Group, list[Line]] = {group: [] for group in Group}
    for line in lines:
        groups[group_of(line)].append(line)
    minutes = {group: [line.minutes for line in found] for group, found in groups.items()}
    everything = tuple(chain.from_iterable(minutes.values()))
    wholes = lengths([sum(found) for found in minutes.values()])
    return {
        group: tuple(map(Counted, found, lengths(minutes[group], whole, everything),
                         lengths([line.billed for line in found])))
        for (group, found), whole in zip(groups.items(), wholes, strict=True) if found
    }
