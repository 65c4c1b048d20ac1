"""Work that comes from elsewhere: a Trello board, an Asana project, a table. Nothing comes in before she saw it.

`values` are what a file holds and what would come of it, `guesses` what its words may mean, `cells` what stands in
a cell of a table, `rows` a table as tasks to be, `pairing` what she can change, `proposing` the tasks themselves,
`plan` all of it in a row.
"""

from pupitre.foreign.pairing import Pairing
from pupitre.foreign.plan import Plan, planned
from pupitre.foreign.proposing import Beside
from pupitre.foreign.values import (
    CATEGORY,
    DAY_FIRST,
    IGNORE,
    MONTH_FIRST,
    NEW_CLIENT,
    NOBODY,
    OF_CLIENT,
    URGENT,
    About,
    BadRow,
    Board,
    Choices,
    Field,
    Format,
    Item,
    Left,
    Proposal,
    Row,
    Source,
    Table,
)

__all__ = [
    "CATEGORY",
    "DAY_FIRST",
    "IGNORE",
    "MONTH_FIRST",
    "NEW_CLIENT",
    "NOBODY",
    "OF_CLIENT",
    "URGENT",
    "About",
    "BadRow",
    "Beside",
    "Board",
    "Choices",
    "Field",
    "Format",
    "Item",
    "Left",
    "Pairing",
    "Plan",
    "Proposal",
    "Row",
    "Source",
    "Table",
    "planned",
]
