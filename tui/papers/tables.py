"""Titled tables of cells: what every paper prints, each in its own way."""

from collections.abc import Sequence
from datetime import datetime

from pupitre.value import Struct
from tui.papers.cells import Cell, Plain, Sort, plain_values, told
from tui.papers.phrases import Phrases
from tui.speech import FRENCH, NBSP


class Column(Struct, frozen=True):
    """A column: its name, what it holds, and the word that stands before its values in a sentence."""

    name: str
    sort: Sort = Sort.TEXT
    before: str = ""


class Table(Struct, frozen=True):
    """Rows below a heading; `total` is the last row, whose numbers are the sums of those above it."""

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()

    @property
    def named(self) -> bool:
        """Whether its columns have names: a table of facts has none."""
        return any(column.name for column in self.columns)


class Sheet(Struct, frozen=True):
    """All that a paper says."""

    title: str
    sender: tuple[str, ...]
    client: tuple[str, str]
    tables: tuple[Table, ...]
    remarks: tuple[str, ...]
    lang: str
    hundredths: bool
    words: Phrases
    rough: bool
    """Whether a duration of it is no whole number of hundredths of an hour."""
    dated: datetime
    """From when the files say they are: two made from the same month are the same."""

    @property
    def colon(self) -> str:
        """How a colon is written in its language."""
        return f"{NBSP}:" if self.lang == FRENCH else ":"

    def told(self, cell: Cell) -> str:
        """Return a cell as it is read."""
        return told(cell, self.lang, hundredths=self.hundredths)

    def closing(self, *, hundredths: bool) -> tuple[str, ...]:
        """Return the sentences at the end, on a paper with hundredths or without."""
        return (*self.remarks, self.words.hundredths) if self.rough and hundredths else self.remarks

    def names(self, table: Table) -> tuple[str, ...]:
        """Return the names of the columns of plain values."""
        words, found = self.words, []
        for column in table.columns:
            match column.sort:
                case Sort.LENGTH:
                    found += [f"{column.name} ({words.minutes_unit})", f"{column.name} ({words.hours_unit})"]
                case Sort.COUNT:
                    found += [column.name, words.unit]
                case Sort.SHARE:
                    found += [column.name, f"{column.name} (%)"]
                case Sort.PRICE:
                    found.append(f"{column.name} (€)")
                case _:
                    found.append(column.name)
        return tuple(found)


def plain_row(table: Table, row: Sequence[Cell]) -> tuple[Plain, ...]:
    """Return a row as plain values: numbers as numbers."""
    pairs = zip(table.columns, row, strict=True)
    return tuple(each for column, cell in pairs for each in plain_values(cell, column.sort, named=table.named))
