"""One file that is always whole and ours alone: what another program puts in its place is noticed."""

from contextlib import suppress
from pathlib import Path

from pupitre.errors import Replaced
from storage import atomic, contents
from storage.aside import set_changed_aside
from storage.seal import PLAIN, Seal

_Seen = tuple[int, int, int]


class WholeFile:
    """A file with what it holds, None when it is not there yet; looked at only when it is written."""

    def __init__(self, path: Path, content: bytes | None, seal: Seal = PLAIN) -> None:
        self.path, self.content, self._seal = path, content, seal
        self._seen = _stamp(path)

    def write(self, content: bytes) -> None:
        """Write it whole, in place. Raises `OSError` or `Replaced`: it is as it was."""
        self.check()
        try:
            contents.write(self._seal, self.path, content)
        except BaseException:
            self._put_back(content)
            raise

    def wrote(self, content: bytes) -> None:
        """Take it for written, here or by somebody else."""
        self.content = content
        self.saw()

    def saw(self) -> None:
        """Take the file as it is now for ours."""
        self._seen = _stamp(self.path)

    def check(self) -> bool:
        """Return whether the file is there. Raises `Replaced`, once, when another program put its own there."""
        there = _stamp(self.path)
        if there is None or there == self._seen:
            return there is not None
        raise Replaced(self.path, set_changed_aside(self.path, there[0] / 1e9))

    def _put_back(self, content: bytes) -> None:
        """Take back a file that is in place while its folder could not be flushed: the caller says it failed."""
        with suppress(OSError):
            if self.content is None:
                self.path.unlink(missing_ok=True)
            elif not self.path.exists() or contents.read(self._seal, self.path) != self.content:
                atomic.put(self.path, contents.closed(self._seal, self.content))
        with suppress(OSError):
            if contents.read(self._seal, self.path) in {self.content, content}:
                self.saw()  # ours, the old one or the new one


def _stamp(path: Path) -> _Seen | None:
    """Return what changes when another program writes the file, None when it is not there."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
