"""What the screens ask of the disk when a client leaves."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pupitre.client import Client
from pupitre.farewell import Swept
from pupitre.ports import Value
from pupitre.progress import Progress
from pupitre.settings import Settings


class Departing(Protocol):
    """Exports a client and erases it from all that is kept. What cannot be written raises `StorageFailed`."""

    def export_folder(self) -> Path:
        """Return where an export goes unless she says otherwise."""
        ...

    def export_client(
        self, client: Client, values: Iterable[Value], settings: Settings, now: datetime, target: Path
    ) -> Path:
        """Write all of a client into one new file, and return where; a folder that will not do raises `Invalid`."""
        ...

    def begin_leaving(self, client: Client, tasks: Collection[str], now: datetime) -> None:
        """Note that a client leaves, before the desk lets it go."""
        ...

    def give_up_leaving(self) -> None:
        """Forget that a client leaves: the desk still has it."""
        ...

    def finish_leaving(self, told: Callable[[Progress], None]) -> Swept | None:
        """Erase a client that left the desk from every other file; None when none did."""
        ...
