"""What the disk does when a client leaves: the export, then erasing it from all that is kept."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from pupitre.client import Client
from pupitre.errors import BadBackup, PupitreError, StorageFailed
from pupitre.ports import Value
from pupitre.progress import Progress
from pupitre.settings import Settings
from storage.places import Place

if TYPE_CHECKING:
    from pupitre.farewell import Swept

# The modules below are imported when a client leaves: the first screen does not wait for them.


class Departing:
    """A desk on the disk that a client can leave."""

    place: Place
    _one: Lock

    def export_folder(self) -> Path:
        """Return where an export goes unless she says otherwise: her documents, else her home folder."""
        from platformdirs import user_documents_path  # noqa: PLC0415

        documents = user_documents_path()
        return documents if documents.is_dir() else Path.home()

    def export_client(
        self, client: Client, values: Iterable[Value], settings: Settings, now: datetime, target: Path
    ) -> Path:
        """Write all of a client into a file outside the data folder, and return where.

        Raises:
            Invalid: `folder`: it is inside the data folder (`inside`), or not there (`missing`).
            StorageFailed: the disk refused, or the file is there already.
        """
        from storage.client_export import export  # noqa: PLC0415

        with told_by_disk(target):
            return export(client, values, settings, now, self.place, target)

    def begin_leaving(self, client: Client, tasks: Collection[str], now: datetime) -> None:
        """Note that a client leaves, before the desk lets it go. Raises `StorageFailed`."""
        from storage import erasing  # noqa: PLC0415

        with told_by_disk(self.place.folder):
            erasing.begin(self.place, client, tasks, now)

    def give_up_leaving(self) -> None:
        """Forget that a client leaves: the desk still has it. Raises `StorageFailed`."""
        from storage import erasing  # noqa: PLC0415

        with told_by_disk(self.place.folder):
            erasing.give_up(self.place)

    def forget_stale_leaving(self) -> None:
        """Forget a client that was to leave and that the desk, just opened, still has; what cannot be read waits."""
        if not (self.place.folder / "leaving.json").exists():
            return
        from storage import erasing  # noqa: PLC0415

        with suppress(OSError, PupitreError):  # told by `finish_leaving`, with the backup of the day
            erasing.forget_stale(self.place)

    def finish_leaving(self, told: Callable[[Progress], None] = lambda _: None) -> "Swept | None":
        """Erase a client that left the desk from every other file, backups included; None when none did.

        Raises:
            Damaged, TooNew: the desk cannot be read.
            StorageFailed: the disk refused. What is still to be done stays noted.
        """
        from storage import erasing  # noqa: PLC0415

        with self._one, told_by_disk(self.place.folder):
            try:
                return erasing.finish(self.place, told)
            except BadBackup as error:
                raise StorageFailed(error.path, error.why) from error


@contextmanager
def told_by_disk(place: Path) -> Iterator[None]:
    """Turn what the disk says into our error."""
    try:
        yield
    except OSError as error:
        raise StorageFailed(place, error.strerror or str(error)) from error
