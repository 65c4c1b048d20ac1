"""The statement as CSV for a French Excel: semicolons, decimal commas, CRLF, UTF-8 with its mark.

Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, « CSV Injection »).
"""

import csv as _csv
from datetime import date
from decimal import Decimal
from io import StringIO

from pupitre.settings import Settings
from pupitre.statement import Statement
from tui import speech
from tui.papers.cells import Plain
from tui.papers.sheet import sheet
from tui.papers.tables import Sheet, plain_row

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv(statement: Statement, settings: Settings) -> bytes:
    """Return the statement of a month as CSV."""
    return written(sheet(statement, settings))


def written(paper: Sheet) -> bytes:
    """Return what a paper says as CSV."""
    held = StringIO(newline="")
    writer = _csv.writer(held, delimiter=";", lineterminator="\r\n")

    def row(*values: Plain) -> None:
        writer.writerow([_cell(value) for value in values])

    row(paper.title)
    for line in paper.sender:
        row(line)
    row(*paper.client)
    for table in paper.tables:
        row()
        row(table.heading)
        if table.named:
            row(*paper.names(table))
        for cells in (*table.rows, table.total):
            if cells:
                row(*plain_row(table, cells))
    row()
    for line in paper.closing(hundredths=True):
        row(line)
    return held.getvalue().encode("utf-8-sig")


def _cell(value: Plain) -> str:
    match value:
        case Decimal():
            return f"{value:.2f}".replace(".", ",")
        case date():
            return speech.numeric_day(value)
        case str():
            return f"'{value}" if value.startswith(_FORMULA) else value
        case None:
            return ""
    return str(value)
