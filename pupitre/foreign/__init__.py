"""Work that comes from elsewhere: a Trello board, an Asana project, a table. Nothing comes in before she saw it.

`values` are what a file holds and what would come of it, `guesses` what its words may mean, `cells` what stands in
a cell of a table, `rows` a table as tasks to be, `pairing` what she can change, `proposing` the tasks themselves.
"""

from pupitre.foreign.pairing import Pairing, chosen, pairings
from pupitre.foreign.proposing import keys_of, propose
from pupitre.foreign.values import (
    About,
    BadRow,
    Board,
    Field,
    Format,
    Item,
    Left,
    Mapping,
    Proposal,
    Row,
    Source,
    Table,
)

__all__ = [
    "About", "BadRow", "Board", "Field", "Format", "Item", "Left", "Mapping", "Pairing", "Proposal", "Row", "Source",
    "Table", "chosen", "keys_of", "pairings", "propose",
]
