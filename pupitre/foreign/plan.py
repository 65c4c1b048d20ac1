"""From a file to what would come of it, as often as she changes her mind."""

from collections.abc import Mapping

from pupitre.foreign.pairing import Pairing, board_of, pairings
from pupitre.foreign.proposing import Beside, propose
from pupitre.foreign.values import Board, Choices, Proposal, Source
from pupitre.task import Task
from pupitre.value import Struct


class Plan(Struct, frozen=True):
    """A file as it is read now: its tasks, every choice there is, and hers among them."""

    source: Source
    mapping: Choices
    board: Board
    pairings: tuple[Pairing, ...]
    desk: Beside

    @property
    def keys(self) -> tuple[str, ...]:
        """The ids of its tasks, to be looked for on the desk and in the months."""
        return tuple(item.key for item in self.board.items)

    def proposal(self, here: Mapping[str, Task]) -> Proposal:
        """Return what would come in; `here` are the tasks that are on the desk or in a month already, by id."""
        return propose(self.board, self.pairings, self.mapping, self.desk, here)


def planned(source: Source, mapping: Choices, desk: Beside) -> Plan:
    """Return a file as she reads it."""
    board = board_of(source, mapping, desk.zone)
    return Plan(source, mapping, board, pairings(source, board, mapping, desk.clients), desk)
