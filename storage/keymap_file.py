"""The file of her own keys beside the desk: a plain text that she may change by hand."""

from pathlib import Path

from pupitre.errors import StorageFailed
from storage.atomic import write_whole
from storage.places import make_folder

NAME = "keys.toml"


class KeymapFile:
    """The keys of one folder. There is none until she changes a key; the text holds nothing of a client."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def read(self) -> str:
        """Return the text, "" when there is no file. Raises `StorageFailed`."""
        try:
            return self.path.read_bytes().decode("utf-8-sig", "replace")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise StorageFailed(self.path, error.strerror or str(error)) from error

    def write(self, text: str) -> None:
        """Put another text in its place, whole or not at all. Raises `StorageFailed`."""
        try:
            make_folder(self.path.parent)
            write_whole(self.path, text.encode("utf-8"))
        except OSError as error:
            raise StorageFailed(self.path, error.strerror or str(error)) from error
