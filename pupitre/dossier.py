"""What is known of one client and of nobody else: all that is written to it or about it is made from this."""

from collections.abc import Iterable
from typing import Self

from pupitre.client import Client
from pupitre.entry import Entry
from pupitre.interruption import Interruption
from pupitre.task import Task
from pupitre.value import Struct


class Dossier(Struct, frozen=True):
    """The values of one client; it cannot be made with anything of another one.

    Raises:
        ValueError: a value belongs to somebody else. This is a mistake of the program, never of hers.
    """

    client: Client
    tasks: tuple[Task, ...] = ()
    entries: tuple[Entry, ...] = ()
    interruptions: tuple[Interruption, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is not this client's."""
        owners = {t.client for t in self.tasks} | {e.client for e in self.entries}
        owners |= {i.source for i in self.interruptions}
        if owners - {self.client.id}:
            raise ValueError("a dossier holds the values of one client only")

    @classmethod
    def of(cls, client: Client, values: Iterable[object]) -> Self:
        """Return the dossier of a client; what belongs to others is left out before anything of it is read."""
        tasks, entries, interruptions = [], [], []
        for value in values:
            if isinstance(value, Task) and value.client == client.id:
                tasks.append(value)
            elif isinstance(value, Entry) and value.client == client.id:
                entries.append(value)
            elif isinstance(value, Interruption) and value.source == client.id:
                interruptions.append(value)
        return cls(client, tuple(tasks), tuple(entries), tuple(interruptions))
