"""Everything on the desk and in the closed months as tables: one for each kind of thing, as a spreadsheet reads them.

Hours are local, identifiers those of the exchange format, words in the language in use.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from io import StringIO
from typing import Any

from pupitre.client import Client
from pupitre.deadline import Deadline
from pupitre.entry import Entry, whole_minutes
from pupitre.ports import Value
from pupitre.settings import Settings
from pupitre.task import Task
from pupitre.text import clean_text
from tui.papers.desk_columns import TABLES, WORDS
from tui.words import _

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What begins a formula in a spreadsheet: a text that does is given an apostrophe, and stays a text."""


@dataclass(slots=True)
class Around:
    """What a column needs beside its value: names for ids, and the time worked on each task."""

    settings: Settings
    clients: Mapping[str, str]
    tasks: Mapping[str, str]
    worked: Mapping[str, timedelta] = field(default_factory=dict)


def tables(values: Iterable[Value], settings: Settings) -> dict[str, bytes]:
    """Return each table under the name of its file; a kind of which there is nothing has its header alone."""
    kinds: dict[type[Value], list[Value]] = defaultdict(list)
    for value in values:
        kinds[type(value)].append(value)
    worked: dict[str, timedelta] = defaultdict(timedelta)
    for entry in kinds[Entry]:
        if isinstance(entry, Entry) and entry.task is not None:
            worked[entry.task] += entry.length
    around = Around(
        settings, {c.id: c.name for c in kinds[Client] if isinstance(c, Client)},
        {t.id: t.title for t in kinds[Task] if isinstance(t, Task)}, worked,
    )
    return {
        f"{_(table.name)}.csv": _written(_rows(table.columns, kinds[table.kind], around)) for table in TABLES
    }


def _rows(
    columns: tuple[tuple[str, Callable[[Any, Any], object]], ...], values: Iterable[Value], around: Around
) -> Iterator[list[str]]:
    yield [_(heading) for heading, _read in columns]
    for value in values:
        yield [cell(read(value, around), around.settings) for _heading, read in columns]


def _written(rows: Iterable[list[str]]) -> bytes:
    """Return rows as CSV for a French Excel: semicolons, ends of line of Windows, UTF-8 with its mark."""
    held = StringIO(newline="")
    csv.writer(held, delimiter=";", lineterminator="\r\n").writerows(rows)
    return held.getvalue().encode("utf-8-sig", "replace")


def cell(content: object, settings: Settings) -> str:  # noqa: C901, PLR0911 - a line for each kind of content
    """Return what stands in a cell: a local time, « oui », a number with its comma, a text that is no formula."""
    match content:
        case None:
            return ""
        case bool():
            return _("yes") if content else _("no")
        case Deadline():
            return cell(content.day if content.at is None else content.at, settings)
        case datetime():
            return f"{content.astimezone(settings.zone):%d/%m/%Y %H:%M}"
        case date():
            return f"{content:%d/%m/%Y}"
        case time():
            return f"{content:%H:%M}"
        case timedelta():
            return str(whole_minutes(content))
        case Decimal():
            return str(content).replace(".", ",")
        case StrEnum():
            return _(WORDS[content]) if content in WORDS else content.value
        case tuple():
            return " | ".join(cell(part, settings) for part in content)
    text = clean_text(str(content))
    return f"'{text}" if text.startswith(_FORMULA) else text
