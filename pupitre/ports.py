"""What the trade asks of the disk, without knowing any."""

from dataclasses import dataclass
from typing import Protocol

from pupitre.breaks import Break
from pupitre.client import Client
from pupitre.entry import Entry
from pupitre.focus import Focus
from pupitre.interruption import Interruption
from pupitre.report import Report
from pupitre.settings import Settings
from pupitre.task import Task
from pupitre.unfinished import Unfinished

Value = Client | Task | Entry | Interruption | Break | Report | Focus | Settings | Unfinished
"""Everything that is kept."""

KINDS: tuple[type[Value], ...] = (Client, Task, Entry, Interruption, Break, Report, Focus, Settings, Unfinished)


@dataclass(frozen=True, slots=True)
class Change:
    """What one verb puts on the desk and takes away from it, as a whole or not at all."""

    puts: tuple[Value, ...] = ()
    drops: tuple[tuple[type[Value], str], ...] = ()


class Archive(Protocol):
    """Where the desk is kept."""

    def load(self) -> list[Value]:
        """Return every value that is kept."""
        ...

    def keep(self, change: Change) -> None:
        """Make a change durable, whole; returns after its bytes are on the disk.

        Raises:
            StorageFailed: nothing was changed.
        """
        ...

    def incoming(self) -> list[tuple[str, Change]]:
        """Return the changes that other commands left while this desk was open, each with its name."""
        ...

    def received(self, name: str) -> None:
        """Forget an incoming change, once it was kept."""
        ...

    def close(self) -> None:
        """Let another process open the desk."""
        ...
