"""The statement on paper: A4, sober, the same bytes for the same month.

The fonts are those every reader has; they know Windows-1252, so a letter beyond it is printed without its accent, or
as « ? ». Nothing is compressed: bytes then do not depend on the version of a library either.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pupitre.settings import Settings
from pupitre.statement import Statement
from tui.papers.cells import Cell, Sort
from tui.papers.sheet import sheet
from tui.papers.tables import Column, Sheet, Table

_MARGIN, _HEIGHT, _FOOT, _GAP = 18.0, 4.6, 18.0, 1.5
_FONT, _SIZE, _SMALL = "Helvetica", 9.5, 8.0
_SPACES = str.maketrans({"\u202f": "\u00a0", "\u2009": "\u00a0", "\u2212": "-", "\u00ad": None, "\u200b": None})


def pdf(statement: Statement, settings: Settings) -> bytes:
    """Return the statement of a month as a PDF file."""
    return written(sheet(statement, settings))


def written(paper: Sheet) -> bytes:
    """Return what a paper says as a PDF file."""
    return _Paper(paper).bytes()


def printable(text: str) -> str:
    """Return a text in the letters of the fonts."""
    return "".join(map(_letter, text.translate(_SPACES)))


def _letter(letter: str) -> str:
    if _known(letter):
        return letter
    base = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    if unicodedata.combining(letter):
        return ""
    return base if base and _known(base) else "?"


def _known(letter: str) -> bool:
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def wrapped(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Return a text as lines no wider than `width`; a word that is wider alone is cut where it must be."""
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if measure(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while len(word) > 1 and measure(word) > width:
            fits = bisect_right(range(1, len(word)), width, key=lambda n: measure(word[:n]))
            lines.append(word[: max(fits, 1)])
            word = word[max(fits, 1) :]  # noqa: PLW2901 - what is left of it
        line = word
    return [*lines, line]


class _Paper:
    """One drawing of a paper."""

    def __init__(self, paper: Sheet) -> None:
        from fpdf import FPDF  # noqa: PLC0415 - half a second, for this paper alone
        from fpdf.fonts import CORE_FONTS_CHARWIDTHS  # noqa: PLC0415

        self.paper = paper
        self._pdf = out = FPDF(format="A4")
        out.core_fonts_encoding = "cp1252"
        out.set_compression(compress=False)
        out.alias_nb_pages("")  # what she typed may hold such a mark
        out.set_creation_date(paper.dated)
        out.set_title(printable(paper.title))
        out.set_author(printable(" – ".join(paper.sender[:1])))
        out.set_lang(paper.lang)
        out.set_margin(_MARGIN)
        out.set_auto_page_break(auto=False)
        self._bottom = out.h - _FOOT
        self._letters = (CORE_FONTS_CHARWIDTHS["helvetica"], CORE_FONTS_CHARWIDTHS["helveticaB"])
        self._new_page()
        self._draw()
        self._number_pages()

    def bytes(self) -> bytes:
        """Return the file."""
        return bytes(self._pdf.output())

    # -- blocks ----------------------------------------------------------------------------------

    def _draw(self) -> None:
        paper = self.paper
        for line in paper.sender:
            self._line(line)
        self._gap()
        self._line(paper.title, size=15, bold=True)
        label, name = paper.client
        self._line(f"{label}{paper.colon} {name}", size=11)
        for table in paper.tables:
            self._table(table)
        self._gap()
        for line in paper.closing(hundredths=paper.hundredths):
            self._line(line, size=_SMALL)

    def _new_page(self) -> None:
        self._pdf.add_page()
        self._pdf.set_xy(_MARGIN, _MARGIN)

    def _number_pages(self) -> None:
        out = self._pdf
        for number in range(1, len(out.pages) + 1):
            out.page = number
            # Another font first: which one a page ended with is not known here.
            out.set_font(_FONT, "I", _SIZE)
            out.set_font(_FONT, "", _SMALL)
            out.set_xy(_MARGIN, out.h - _FOOT + 6)
            told = self.paper.words.page.format(page=number, pages=len(out.pages))
            out.cell(out.epw, _HEIGHT, printable(told), align="R")

    def _gap(self) -> None:
        self._pdf.set_y(self._pdf.get_y() + _HEIGHT)

    def _line(self, text: str, *, size: float = _SIZE, bold: bool = False) -> None:
        height = _HEIGHT * max(size / _SIZE, 0.85)
        for piece in self._wrapped(text, self._pdf.epw, size=size, bold=bold):
            if self._pdf.get_y() + height > self._bottom:
                self._new_page()
            self._pdf.set_font(_FONT, "B" if bold else "", size)
            self._pdf.cell(self._pdf.epw, height, piece, new_x="LMARGIN", new_y="NEXT")

    def _wrapped(self, text: str, width: float, *, size: float = _SIZE, bold: bool = False) -> list[str]:
        return wrapped(printable(text), width - 2, lambda said: self._width(said, size, bold=bold))

    def _width(self, text: str, size: float, *, bold: bool) -> float:
        """Return the width of a text in millimetres."""
        letters: dict[str, int] = self._letters[bold]
        return sum(letters[c] for c in text.encode("cp1252").decode("latin-1")) * size / 1000 / float(self._pdf.k)

    # -- tables ----------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        widths = self._widths(table)
        names = [column.name for column in table.columns]
        if self._pdf.get_y() + 4 * _HEIGHT > self._bottom:
            self._new_page()
        self._gap()
        self._line(table.heading, size=11, bold=True)
        heads = [(names, True)] if table.named else []
        for row, bold in heads:
            self._row(table.columns, widths, row, bold=bold, again=None)
            self._rule()
        again = names if table.named else None
        for cells in table.rows:
            self._row(table.columns, widths, self._said(cells), bold=False, again=again)
        if table.total:
            self._rule()
            self._row(table.columns, widths, self._said(table.total), bold=True, again=again)

    def _said(self, cells: Iterable[Cell]) -> list[str]:
        return [self.paper.told(cell) for cell in cells]

    def _widths(self, table: Table) -> list[float]:
        """Return the width of each column: what it needs, and the rest for the widest text."""
        if len(table.columns) == 1:
            return [self._pdf.epw]
        rows = [[c.name for c in table.columns], *map(self._said, (*table.rows, table.total or ()))]
        needed = [0.0] * len(table.columns)
        for row in rows:
            for n, cell in enumerate(row):
                needed[n] = max(needed[n], self._width(printable(cell[:120]), _SIZE, bold=True) + 2 + _GAP)
        elastic = 1 if table.named else 0
        others = sum(min(w, 38.0) for n, w in enumerate(needed) if n != elastic)
        room = self._pdf.epw - others
        first = max(room, 50.0) if table.named else min(needed[0], room)
        return [first if n == elastic else min(w, 38.0) if table.named else w for n, w in enumerate(needed)]

    def _row(
        self, columns: Sequence[Column], widths: Sequence[float], cells: Sequence[str], *, bold: bool,
        again: Sequence[str] | None,
    ) -> None:
        """Draw a row line by line; on a new page the names of the columns come `again`."""
        wrapped = [self._wrapped(cell, width - _GAP, bold=bold) for cell, width in zip(cells, widths, strict=True)]
        for n in range(max(map(len, wrapped))):
            if self._pdf.get_y() + _HEIGHT > self._bottom:
                self._new_page()
                if again is not None:
                    self._row(columns, widths, again, bold=True, again=None)
                    self._rule()
            self._pdf.set_font(_FONT, "B" if bold else "", _SIZE)
            for column, width, lines in zip(columns, widths, wrapped, strict=True):
                right = column.sort in {Sort.LENGTH, Sort.COUNT, Sort.PRICE}
                said = lines[n] if n < len(lines) else ""
                at = self._pdf.get_x()
                if said:
                    self._pdf.cell(width - _GAP, _HEIGHT, said, align="R" if right else "L")
                self._pdf.set_x(at + width)
            self._pdf.set_xy(_MARGIN, self._pdf.get_y() + _HEIGHT)

    def _rule(self) -> None:
        out: Any = self._pdf
        out.set_draw_color(150)
        out.line(_MARGIN, out.get_y(), out.w - _MARGIN, out.get_y())
