"""The statement as CSV and as a spreadsheet: real numbers, no formula, the same bytes each time."""

import csv as reading
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from pupitre.statement import Kind, Line, Statement
from pupitre.value import replace
from tests.papers.statements import FRENCH_VOUS, IN_ENGLISH, SETTINGS, WHOLE, november
from tests.screen.world import HOSTILE
from tui.papers.csv import csv
from tui.papers.xlsx import xlsx

FORMULAS = (
    "=1+1", "+33 6 12", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x";"y")', "＝1", "a;b", 'q"q',
    "#REF!", "'=1", "=cmd|' /C calc'!A0", "1,25", "23/11/2026",
)


def rows(statement: Statement) -> list[list[str]]:
    content = csv(statement, SETTINGS)
    assert content.startswith(b"\xef\xbb\xbf"), "Excel knows UTF-8 by its mark"
    assert content.count(b"\n") == content.count(b"\r\n")
    return list(reading.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheet_of(statement: Statement) -> Any:  # noqa: ANN401 - a library without types
    return openpyxl.load_workbook(BytesIO(xlsx(statement, SETTINGS))).active


def block(found: list[list[Any]], heading: str) -> tuple[list[Any], list[list[Any]], list[Any]]:
    """Return the names, the rows and the total of a table."""
    first = next(n for n, row in enumerate(found) if [c for c in row if c is not None] == [heading])
    last = next(n for n in range(first, len(found)) if found[n][:1] == ["Total"])
    return found[first + 1], found[first + 2 : last], found[last]


def test_the_numbers_of_csv_are_what_a_french_excel_reads() -> None:
    names, lines, total = block(rows(WHOLE), "Temps décompté")
    assert names == ["Date", "Travail", "Temps exact (min)", "Temps exact (h)", "Temps décompté (min)",
                     "Temps décompté (h)", "Origine", "Majoration", "Majoration (%)"]
    assert lines[1][:4] == ["03/11/2026", "Devis cumulus\u202f; Agenda", "20", "0,33"]
    assert lines[1][4:] == ["30", "0,50", "mesuré", "soir", "50"]
    for column in (2, 3, 4, 5):
        numbers = [Decimal(row[column].replace(",", ".")) for row in (*lines, total)]
        assert sum(numbers[:-1]) == numbers[-1]
    assert ["Vendu", "600", "min", "10,00", "h"] in rows(WHOLE)
    assert ["06/11/2026", "Entretien (40 sur 48)", "40", "minutes audio", "1,60"] in rows(WHOLE)


def test_every_kind_of_time_has_its_total() -> None:
    for heading in ("Temps décompté", "Temps offert", "Temps non décompté"):
        names, lines, total = block(rows(WHOLE), heading)
        at = names.index(f"{heading} (min)")
        assert sum(int(line[at]) for line in lines) == int(total[at]) > 0


@pytest.mark.parametrize("title", [*FORMULAS, *HOSTILE])
def test_no_cell_of_csv_is_a_formula_and_titles_come_back(title: str) -> None:
    line = Line(november(2), (title,), 15, 15)
    client = replace(FRENCH_VOUS, name=title)
    found = rows(Statement(client, "2026-11", (line,), out_of_scope=(title,)))
    assert [c for row in found for c in row if c.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))] == []
    _, lines, _ = block(found, "Temps facturé")
    assert len(lines) == 1
    assert len(lines[0]) == 7
    assert lines[0][2:6] == ["15", "0,25", "15", "0,25"]


def test_titles_come_back_as_they_were() -> None:
    _, lines, _ = block(rows(Statement(FRENCH_VOUS, "2026-11", tuple(
        Line(november(2), (title,), 15, 15) for title in ("a;b", 'q"q', "Épreuve – nº 3 ’"))
    )), "Temps facturé")
    assert [line[1] for line in lines] == ["a;b", 'q"q', "Épreuve – nº 3 ’"]


def test_a_spreadsheet_has_numbers_dates_and_sums() -> None:
    page = sheet_of(WHOLE)
    found = [[cell.value for cell in row] for row in page.iter_rows()]
    names, lines, total = block(found, "Temps décompté")
    assert names[0] == "Date"
    assert lines[0][0] == datetime(2026, 11, 2)  # noqa: DTZ001 - a day, as openpyxl reads it
    assert [line[4] for line in lines] == [75, 30, 15]
    assert [line[5] for line in lines] == [1.25, 0.5, 0.25]
    assert (total[4], total[5]) == (120, 2)
    assert page.freeze_panes == "A2"
    assert page.column_dimensions["B"].width > 15
    assert not [c for row in page.iter_rows() for c in row if c.data_type == "f"]


def test_no_cell_of_a_spreadsheet_is_a_formula() -> None:
    titles = (*FORMULAS, *HOSTILE)
    lines = tuple(Line(november(2), (title,), 15, 15) for title in titles)
    page = sheet_of(Statement(replace(FRENCH_VOUS, name="=1+1"), "2026-11", lines, out_of_scope=titles))
    texts = [c for row in page.iter_rows() for c in row if isinstance(c.value, str)]
    assert {c.data_type for c in texts} == {"s"}
    assert [c.quotePrefix for c in texts if c.value == "=1+1"] == [True, True, True], "nor when it is edited"


def test_the_same_month_is_the_same_spreadsheet() -> None:
    first = xlsx(WHOLE, SETTINGS)
    assert first == xlsx(WHOLE, SETTINGS)
    with ZipFile(BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml")
    assert core.count(b"2026-11-30T23:59:59Z") == 2, "made and changed at the end of the month"


def test_english_papers_have_english_names() -> None:
    found = rows(replace(WHOLE, client=IN_ENGLISH))
    assert ["Date", "Work", "Time offered (min)", "Time offered (h)", "Origin"] in found


@pytest.mark.parametrize("month", ["0001-01", "1950-02", "2026-12"])
def test_any_month_can_be_printed(month: str) -> None:
    line = Line(date.fromisoformat(f"{month}-01"), ("x",), 15, 15, Kind.OFFERED)
    assert "Temps offert" in csv(Statement(FRENCH_VOUS, month, (line,)), SETTINGS).decode("utf-8-sig")
    if month > "1900":
        assert xlsx(Statement(FRENCH_VOUS, month, (line,)), SETTINGS)
