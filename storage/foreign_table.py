"""Tables as spreadsheets write them: any separator, UTF-8 or the Windows one, lines of a cell in quotes."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from pupitre.errors import ImportRefused
from pupitre.foreign import BadRow, Field, Format, Row, Table
from pupitre.foreign.guesses import compared, field_of
from pupitre.text import clean_line

SEPARATORS = (";", "\t", ",")
LOOKED_AT = 40
"""Rows in which the separator and the header are looked for."""
HEAD = 12
"""Lines that may stand above the header, such as the title of a sheet."""
WIDEST = 200
"""Columns that a table of tasks can have."""
ROWS = 100_000

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(content: bytes) -> Table:
    """Return the table of a file, its header found. Raises `ImportRefused`."""
    text = _decoded(content)
    separator = max(SEPARATORS, key=lambda each: _score(text, each))
    found = _rows(text, separator, ROWS)
    at, header = _header(found)
    asana = {"task id", "name"} <= {compared(name) for name in header}
    rows, bad = _fitted(found[at + 1 :], len(header))
    if not header or not rows:
        raise ImportRefused("", "no_table")
    above = sum(any(map(str.strip, row.cells)) for row in found[:at])
    return Table(Format.ASANA if asana else Format.TABLE, header, tuple(rows), tuple(bad), above)


def _decoded(content: bytes) -> str:
    """Return the text of a file: as its mark says, else UTF-8, else the encoding of a French Windows."""
    try:
        for mark, encoding in _MARKS:
            if content.startswith(mark):
                return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportRefused("", "binary") from error
    if content[:4000].count(0) > len(content[:4000]) // 50:
        raise ImportRefused("", "binary")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _rows(text: str, separator: str, limit: int) -> list[Row]:
    """Return the rows that are not empty, and the line of the file that each begins on. Raises `ImportRefused`."""
    found: list[Row] = []
    for row in _each(text, separator):
        if any(cell.strip() for cell in row.cells):
            found.append(row)
            if len(found) > limit:
                raise ImportRefused("", "too_many", str(limit))
    return found


def _each(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 0
    try:
        for cells in reader:
            yield Row(line + 1, tuple(cells))
            line = reader.line_num
    except csv.Error as error:  # a quote that never ends makes one cell of all that follows
        raise ImportRefused("", "quote", str(line + 1)) from error


def _score(text: str, separator: str) -> tuple[int, int, float]:
    """Return how well a separator makes a table: names that are known, columns, rows as wide as the header."""
    rows: list[Row] = []
    try:
        for row in _each(text, separator):
            if any(cell.strip() for cell in row.cells):
                rows.append(row)
            if len(rows) >= LOOKED_AT:
                break
    except ImportRefused:
        return (-1, 0, 0.0)
    if not rows:
        return (0, 0, 0.0)
    at = _place(rows)
    width = len(rows[at].cells)
    alike = sum(len(row.cells) == width for row in rows[at:]) / len(rows[at:])
    return (_known(rows[at].cells), min(width, WIDEST) if alike > 0.5 else 1, alike)


def _known(cells: Sequence[str]) -> int:
    """Return how many different things the names of a header are known for."""
    return len({field_of(cell) for cell in cells if cell.strip()} - {Field.IGNORE})


def _place(rows: Sequence[Row]) -> int:
    """Return which of the first rows is the header: the one whose names are known best, else the first."""
    best = max(range(min(len(rows), HEAD)), key=lambda n: (_known(rows[n].cells), -n))
    return best if _known(rows[best].cells) else 0


def _header(rows: Sequence[Row]) -> tuple[int, tuple[str, ...]]:
    """Return where the header is, and its names: each told apart, those that are missing by a number."""
    if not rows:
        raise ImportRefused("", "empty")
    at = _place(rows)
    cells = list(rows[at].cells)
    while cells and not cells[-1].strip():
        cells.pop()
    if len(cells) > WIDEST or (len(cells) < 2 and not _known(cells)):
        raise ImportRefused("", "no_table")
    return at, _told_apart(clean_line(cell)[:80] or f"({n})" for n, cell in enumerate(cells, 1))


def _told_apart(names: Iterable[str]) -> tuple[str, ...]:
    """Return names that are all different: « Note », « Note (2) »."""
    taken: dict[str, None] = {}
    for name in names:
        free = (name if n == 1 else f"{name} ({n})" for n in count(1))
        taken[next(each for each in free if each not in taken)] = None
    return tuple(taken)


def _fitted(rows: Sequence[Row], width: int) -> tuple[list[Row], list[BadRow]]:
    """Return the rows as wide as the header; what stands beyond it tells that cells are not where they should be."""
    good: list[Row] = []
    bad: list[BadRow] = []
    for row in rows:
        if any(cell.strip() for cell in row.cells[width:]):
            bad.append(BadRow(row.line, "row", "wide", str(len(row.cells))))
        else:
            cells = row.cells[:width]
            good.append(Row(row.line, (*cells, *[""] * (width - len(cells)))))
    return good, bad
