"""The statement as plain text, to be pasted into an e-mail: dashes and no columns."""

import re
from collections.abc import Iterator, Sequence

from pupitre.settings import Settings
from pupitre.statement import Statement
from tui.papers.cells import Cell, Count
from tui.papers.sheet import sheet
from tui.papers.tables import Sheet, Table
from tui.speech import NBSP
from tui.typography import plain_spaces


def text(statement: Statement, settings: Settings) -> str:
    """Return the statement of a month as text."""
    return told(sheet(statement, settings))


def told(paper: Sheet) -> str:
    """Return what a paper says as text."""
    label, name = paper.client
    head = [paper.title, *paper.sender, f"{label}{paper.colon} {name}"]
    parts = ["\n".join(head), *("\n".join(_table(paper, table)) for table in paper.tables)]
    closing = paper.closing(hundredths=paper.hundredths)
    parts += ["\n".join(closing)] if closing else []
    return "\n\n".join(parts) + "\n"


def _table(paper: Sheet, table: Table) -> Iterator[str]:
    yield table.heading
    for row in table.rows:
        if len(row) == 2 and not table.named:
            yield f"–{NBSP}{row[0]}{paper.colon} {paper.told(row[1])}"
        else:
            yield f"–{NBSP}{' · '.join(_cells(paper, table, row))}"
    if table.total:
        name, *rest = _cells(paper, table, table.total)
        yield f"{name}{paper.colon} {' · '.join(rest)}"


def _cells(paper: Sheet, table: Table, row: Sequence[Cell]) -> Iterator[str]:
    """Yield what stands in a row, numbers with the word that says what they are; a quantity in a title is enough."""
    titles = plain_spaces(" ".join(cell for cell in row if isinstance(cell, str)))
    for column, cell in zip(table.columns, row, strict=True):
        said = paper.told(cell)
        if isinstance(cell, Count) and re.search(rf"(?<![\w.,]){re.escape(plain_spaces(said))}(?!\w)", titles):
            continue
        if said:
            yield f"{column.before} {said}" if column.before else said
