"""The statement as a spreadsheet: numbers are numbers, text is never a formula, the same month is the same bytes."""

import re
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from pupitre.settings import Settings
from pupitre.statement import Statement
from tui.papers.cells import Plain
from tui.papers.sheet import sheet
from tui.papers.tables import Sheet, plain_row

_WIDEST, _NARROWEST = 60, 12
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first instant a zip archive can name."""


def xlsx(statement: Statement, settings: Settings) -> bytes:
    """Return the statement of a month as a spreadsheet."""
    return written(sheet(statement, settings))


def written(paper: Sheet) -> bytes:
    """Return what a paper says as a spreadsheet."""
    from openpyxl import Workbook  # noqa: PLC0415 - half a second, for this paper alone

    book = Workbook()
    book.properties.creator = " – ".join(paper.sender[:1])
    book.properties.title = paper.title
    book.properties.created = book.properties.modified = paper.dated.replace(tzinfo=None)
    page: Any = book.active
    page.title = paper.words.client
    grid = _Grid(page)
    grid.row(paper.title, bold=True)
    page.freeze_panes = "A2"
    for line in paper.sender:
        grid.row(line)
    grid.row(*paper.client)
    for table in paper.tables:
        grid.row()
        grid.row(table.heading, bold=True)
        if table.named:
            grid.row(*paper.names(table), bold=True)
        for cells in table.rows:
            grid.row(*plain_row(table, cells))
        if table.total:
            grid.row(*plain_row(table, table.total), bold=True)
    grid.row()
    for line in paper.closing(hundredths=True):
        grid.row(line)
    grid.widen()
    held = BytesIO()
    book.save(held)
    return _fixed(held, paper.dated)


class _Grid:
    """Rows written one below the other."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401 - loaded late
        self._page, self._at = page, 0
        self._widths: dict[int, int] = {}

    def row(self, *values: Plain, bold: bool = False) -> None:
        """Write one row; a single value is a line of text and widens nothing."""
        from openpyxl.styles import Alignment, Font  # noqa: PLC0415

        self._at += 1
        for column, value in enumerate(values, 1):
            cell = self._page.cell(self._at, column)
            if isinstance(value, str):
                cell.value = value
                cell.data_type = "s"
                cell.quotePrefix = value[:1] in {"=", "+", "-", "@"}
                if len(values) > 1:
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
            elif value is not None:
                cell.value = float(value) if isinstance(value, Decimal) else value
                cell.number_format = _format_of(value)
                cell.alignment = Alignment(vertical="top")
            if bold:
                cell.font = Font(bold=True)
            if len(values) > 1:
                self._widths[column] = max(self._widths.get(column, 0), len(str(value or "")))

    def widen(self) -> None:
        """Give each column the width of what stands in it."""
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        for column, width in self._widths.items():
            letter = get_column_letter(column)
            self._page.column_dimensions[letter].width = min(max(width + 2, _NARROWEST), _WIDEST)


def _format_of(value: Plain) -> str:
    if isinstance(value, Decimal):
        return "0.00"
    return "0" if isinstance(value, int) else "dd/mm/yyyy"


def _fixed(held: BytesIO, dated: datetime) -> bytes:
    """Return an archive whose bytes depend on what it holds alone: fixed dates, fixed order, nothing compressed."""
    told = f"{dated:%Y-%m-%dT%H:%M:%SZ}".encode()
    result = BytesIO()
    with ZipFile(held) as made, ZipFile(result, "w", ZIP_STORED) as kept:
        for name in sorted(made.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            content = made.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + told, content)
            info = ZipInfo(name, _OLDEST)
            info.external_attr = 0o600 << 16
            kept.writestr(info, content)
    return result.getvalue()
