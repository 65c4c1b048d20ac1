"""Where things are on the disk."""

import os
from pathlib import Path

from pupitre.value import Struct
from storage.seal import PLAIN, Seal

ENVIRONMENT = "PUPITRE_DATA"


class Place(Struct, frozen=True):
    """The folder of one desk, how its files are sealed, and the names in it."""

    folder: Path
    seal: Seal = PLAIN

    @property
    def desk(self) -> Path:
        """The open file: clients, settings, tasks and times."""
        return self.folder / "desk.json"

    @property
    def journal(self) -> Path:
        """The changes since the open file was last written whole."""
        return self.folder / "desk.log"

    @property
    def lock(self) -> Path:
        """The lock that an open Pupitre holds."""
        return self.folder / "pupitre.lock"

    @property
    def holder(self) -> Path:
        """Who holds the lock."""
        return self.folder / "open.json"

    @property
    def months(self) -> Path:
        """The folder of the closed months, one file each."""
        return self.folder / "months"

    @property
    def backups(self) -> Path:
        """The folder of the backups that Pupitre makes by itself."""
        return self.folder / "backups"

    @property
    def last_good(self) -> Path:
        """The open file as it was when it was last known to be good."""
        return self.folder / "desk-last.json"

    @property
    def inbox(self) -> Path:
        """The folder where commands leave work for an open Pupitre."""
        return self.folder / "inbox"

    @property
    def key(self) -> Path:
        """The key of a protected desk, wrapped by its passphrase."""
        return self.folder / "key.json"

    @property
    def key_copy(self) -> Path:
        """The same once more, for a disk that damages a file."""
        return self.folder / "key-copy.json"

    @property
    def leaving(self) -> Path:
        """What is still to be done for a client that leaves."""
        return self.folder / "leaving.json"

    @property
    def reports(self) -> Path:
        """The folder of the saved report texts."""
        return self.folder / "reports"

    def make(self) -> None:
        """Make the folders, for her eyes only. Raises `OSError`."""
        for folder in (self.folder, self.months, self.backups, self.inbox):
            make_folder(folder)


def make_folder(folder: Path) -> None:
    """Make a folder for her eyes only. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.name != "nt" and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


def data_place(chosen: str | None) -> Place:
    """Return the place named by the option, else by the environment, else the platform's data folder."""
    named = chosen or os.environ.get(ENVIRONMENT)
    if named:
        return Place(Path(named).expanduser())
    from platformdirs import user_data_path  # noqa: PLC0415 - a fiftieth of a command, where no folder is named

    return Place(user_data_path("pupitre", appauthor=False))
