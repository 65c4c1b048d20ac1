"""Whom to ask again today, above the board and over its column."""

from collections.abc import Iterable, Mapping
from datetime import date

from pupitre.chasing import to_chase
from pupitre.client import Client
from pupitre.task import WAITING_CLIENT, Task
from tui import words
from tui.commands import Place, key_to
from tui.widgets.lines import Line
from tui.words import _, ngettext, shown


def lines(tasks: Iterable[Task], today: date, clients: Mapping[str, Client]) -> list[Line]:
    """Return one line that names whom to ask again today, none when nobody is."""
    found = [t for t in tasks if to_chase(t, today)]
    if not found:
        return []
    named = ", ".join(f"{_whom(t, clients)} ({shown(t.title)})" for t in found)
    count = ngettext(
        "{n} to ask again today, {key} on it: ", "{n} to ask again today, {key} on each: ", len(found),
        key=key_to(Place.DAY, "wait"),
    )
    return [((count, "soon"), (named, ""))]


def _whom(task: Task, clients: Mapping[str, Client]) -> str:
    client = clients.get(task.client or "")
    return shown(client.name if client is not None and task.waiting_for == WAITING_CLIENT else words.awaited(task))


def beside(tasks: Iterable[Task], today: date) -> str:
    """Return how many of a column are to be asked again, "" when none is."""
    found = sum(to_chase(t, today) for t in tasks)
    return _(" · {n} to ask again").format(n=found) if found else ""
