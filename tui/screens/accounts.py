"""Whose a time is: the tasks and clients of a day as the choices of a form."""

from collections.abc import Iterable, Iterator
from datetime import date

from pupitre.client import Client
from pupitre.entry import Entry
from pupitre.errors import DamagedMonth, Invalid, Unknown
from pupitre.task import Task
from tui import refusals
from tui.screens.form import Field, Kind
from tui.session import Session
from tui.widgets.cards import label_of
from tui.words import _, client_name, shown

OWN = "own"
UNSAID = ""
"""Nobody's yet: it is to be chosen."""
MOST = 400
"""Choices offered: those of the day come first."""


class Accounts:
    """The choices of one form; `entry` is the time it is about, `preferred` what is offered when there is none."""

    def __init__(self, session: Session, day: date, entry: Entry | None = None, preferred: str = OWN) -> None:
        self._session, self._entry, self._day = session, entry, day
        self._value = preferred if entry is None else _key(entry.task, entry.client)

    @property
    def field(self) -> Field:
        """The field that asks for it."""
        choices = {self._value: self._now()} | dict(self._choices())
        first = {key: choices[key] for key in [self._value, *list(choices)[:MOST]]}
        return Field("account", _("Task or client"), self._value, Kind.CHOICE, choices=tuple(first.items()))

    def read(self, raw: str) -> tuple[str | None, str | None]:
        """Return the task and the client of a choice; what was left as it was stays as it is.

        Raises:
            Invalid: nothing was chosen.
        """
        if raw == UNSAID:
            raise Invalid("account", "empty")
        if self._entry is not None and raw == self._value:
            return self._entry.task, self._entry.client
        kind, _colon, key = raw.partition(":")
        return (key, None) if kind == "task" else (None, key if kind == "client" else None)

    def _now(self) -> str:
        """Return the words of what the time belongs to, whether or not it can still be chosen."""
        if self._entry is None:
            return _("(for myself)") if self._value else _("(to be chosen)")
        client = self._session.desk.ledger.table(Client).get(self._entry.client or "")
        return f"{label_of(client)} {title_of(self._session, self._entry)}"

    def _choices(self) -> Iterator[tuple[str, str]]:
        """Yield the tasks of the day and of its clients, then every open task, then clients without a task."""
        desk = self._session.desk
        clients = desk.ledger.table(Client)
        worked, whose = _of_day(self._session, self._day)
        tasks = [t for t in self._tasks() if t.open or t.id in worked or t.client in whose or self._day == desk.today]
        tasks.sort(key=lambda t: (t.id not in worked, t.client not in whose, not t.open, t.client or "", t.title))
        for task in tasks:
            yield f"task:{task.id}", f"{label_of(clients.get(task.client or ''))} {shown(task.title)}"
        for client in desk.clients():
            told = _("{client}, without a task").format(client=client_name(client))
            yield f"client:{client.id}", f"{label_of(client)} {told}"
        yield OWN, _("(for myself)")

    def _tasks(self) -> Iterable[Task]:
        desk = self._session.desk
        try:
            return desk.tasks_around(self._day)
        except DamagedMonth:  # the tasks of the desk can still be chosen; the strip says what is damaged
            return desk.ledger.table(Task).values()


def _key(task: str | None, client: str | None) -> str:
    return f"task:{task}" if task is not None else f"client:{client}" if client is not None else OWN


def _of_day(session: Session, day: date) -> tuple[set[str | None], set[str | None]]:
    """Return the tasks and the clients that have time on a day."""
    try:
        entries = [p.entry for p in session.desk.strip(day) if p.entry is not None]
    except DamagedMonth:
        return set(), set()
    return {e.task for e in entries}, {e.client for e in entries}


def title_of(session: Session, entry: Entry) -> str:
    """Return the title of an entry's task, else its note."""
    if entry.task is None:
        return shown(entry.note) or _("Time without a task")
    try:
        return shown(session.desk.task(entry.task).title)
    except Unknown:
        return shown(entry.note) or _("A task that is gone")
    except DamagedMonth as error:
        return refusals.say(error)
