"""A statement as a file: which forms there are, what a file is called, and how it is written."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from pupitre.settings import Settings
from pupitre.statement import Statement
from tui.papers.csv import csv
from tui.papers.folder import put_whole
from tui.papers.pdf import pdf
from tui.papers.phrases import phrases_of
from tui.papers.text import text
from tui.papers.xlsx import xlsx


class Form(StrEnum):
    """The kinds of files, by their ending."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    TEXT = "txt"


def _encoded(statement: Statement, settings: Settings) -> bytes:
    return text(statement, settings).encode()


_MAKERS: dict[Form, Callable[[Statement, Settings], bytes]] = {
    Form.PDF: pdf, Form.XLSX: xlsx, Form.CSV: csv, Form.TEXT: _encoded,
}


def content(form: Form, statement: Statement, settings: Settings) -> bytes:
    """Return what the file of a statement holds: the same bytes for the same month."""
    return _MAKERS[form](statement, settings)


def name_of(form: Form, statement: Statement) -> str:
    """Return what the file is called: « 2026-11 TUY - heures.pdf »; who erases a client knows its files by that."""
    named = ("".join(c for c in name if c.isalnum())[:40] for name in (statement.client.label, statement.client.id))
    label = next(filter(None, named), "client")
    return f"{statement.month} {label} - {phrases_of(statement.client).file}.{form}"


def put(folder: Path, name: str, held: bytes) -> Path:
    """Write a file that only she can read, in place of an older one, and return where. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    put_whole(path, held)
    return path
