"""What is known of one client and of nobody else: all that is written to it or about it is made from this."""

from collections import defaultdict
from collections.abc import Iterable

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

    @staticmethod
    def of(client: Client, values: Iterable[object]) -> "Dossier":
        """Return the dossier of a client; what belongs to others is left out before anything of it is read."""
        return Cabinet(values).dossier(client)


class Cabinet:
    """The values of many clients, put once where each belongs; nothing else of them is read."""

    def __init__(self, values: Iterable[object]) -> None:
        self._tasks: defaultdict[str | None, list[Task]] = defaultdict(list)
        self._entries: defaultdict[str | None, list[Entry]] = defaultdict(list)
        self._interruptions: defaultdict[str | None, list[Interruption]] = defaultdict(list)
        for value in values:
            if isinstance(value, Task):
                self._tasks[value.client].append(value)
            elif isinstance(value, Entry):
                self._entries[value.client].append(value)
            elif isinstance(value, Interruption):
                self._interruptions[value.source].append(value)

    def dossier(self, client: Client) -> Dossier:
        """Return the dossier of one client."""
        key = client.id
        return Dossier(
            client, tuple(self._tasks.get(key, ())), tuple(self._entries.get(key, ())),
            tuple(self._interruptions.get(key, ())),
        )
