"""`pupitre export --csv`: every table of the desk and of all closed months in a folder of hers."""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from pupitre.errors import Invalid
from pupitre.ports import Value
from pupitre.settings import Settings
from tui import refusals
from tui.papers.desk_tables import tables
from tui.words import _, ngettext, shown


def export(values: Iterable[Value], settings: Settings, target: Path, data: Path) -> None:
    """Write the tables, for her eyes only, and say where they are. Raises `Invalid` with the field `folder`."""
    target = target.expanduser()
    if Path(os.path.realpath(target)).is_relative_to(os.path.realpath(data)):
        raise Invalid("--csv", "inside", str(target))
    contents = tables(values, settings)
    write(contents, target)
    count = ngettext("{n} table", "{n} tables", len(contents))
    print(_("Exported to {path}.").format(path=shown(f"{target} ({count})")))


def write(contents: Mapping[str, bytes], target: Path) -> None:
    """Write files into a folder, which is made where it is missing; each is there whole. Raises `Invalid`."""
    try:
        target.mkdir(mode=0o700, exist_ok=True)
        for name, content in contents.items():
            _put(target / name, content)
    except OSError as error:
        why = refusals.in_words(error.strerror or str(error))
        raise Invalid("file", "unwritable", f"{target} ({why})") from error


def _put(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(content)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
