"""The statement as plain text, to be pasted into an e-mail: dashes and no columns."""

from collections.abc import Iterator, Sequence

from pupitre.settings import Settings
from pupitre.statement import Statement
from tui.papers.cells import Cell
from tui.papers.sheet import sheet
from tui.papers.tables import Sheet, Table
from tui.speech import NBSP


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
    if table.remark:
        yield table.remark
    for row in table.rows:
        if len(row) == 2 and not table.named:
            yield f"–{NBSP}{row[0]}{paper.colon} {paper.told(row[1])}"
        else:
            yield f"–{NBSP}{' · '.join(_cells(paper, table, row))}"
    if table.total:
        name, *rest = _cells(paper, table, table.total)
        yield f"{name}{paper.colon} {' · '.join(rest)}"


def _cells(paper: Sheet, table: Table, row: Sequence[Cell]) -> Iterator[str]:
    """Yield what stands in a row, numbers with the word that says what they are."""
    for column, cell in zip(table.columns, row, strict=True):
        said = paper.told(cell)
        if said:
            yield f"{column.before} {said}" if column.before else said
