"""`pupitre export --csv`: every table of the desk and of all closed months in a folder of hers."""

from collections.abc import Iterable
from pathlib import Path

from pupitre.ports import Value
from pupitre.settings import Settings
from tui.papers.desk_tables import tables
from tui.papers.folder import checked, write
from tui.words import _, ngettext, shown


def export(values: Iterable[Value], settings: Settings, target: Path, data: Path) -> None:
    """Write the tables, for her eyes only, and say where they are. Raises `Invalid`."""
    target = checked(target, data)
    contents = tables(values, settings)
    write(contents, target)
    count = ngettext("{n} table", "{n} tables", len(contents))
    print(_("Exported to {path}.").format(path=shown(f"{target} ({count})")))
