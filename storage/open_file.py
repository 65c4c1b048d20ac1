"""The open file as it is written: whole now and then, and in between one line a change in the journal beside it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pupitre.ports import Change, Value
from storage.codec import encode_change
from storage.journal import Journal
from storage.places import Place
from storage.whole_file import WholeFile

if TYPE_CHECKING:
    from storage.tables import TableFile

LINES = 200
"""Changes after which the file is written whole again: reading it then takes some ms more, at most."""
LONG = 65_536
"""Bytes of a change from which it is written whole at once."""


class OpenFile:
    """One writer's open file; `content` is what it holds whole, None when it is not there yet."""

    def __init__(self, place: Place, content: bytes | None, schema: int) -> None:
        self._file, self._schema = WholeFile(place.desk, content, place.seal), schema
        self._tables: TableFile | None = None
        self._journal = Journal(place.journal, place.seal)
        self._waiting: dict[tuple[type[Value], str], Value | None] = {}
        self._lines = 0
        if content is not None:
            self._journal.begin(content)

    def apply(self, change: Change) -> None:
        """Make a change durable, whole. Raises `OSError`, `Replaced` or `UnicodeEncodeError`: nothing was changed."""
        there = self.check()
        line = encode_change(change)
        if there and self._lines < LINES and len(line) < LONG and self._journal.is_ready():
            self._journal.append(line)
            self._waiting |= _last(change)
            self._lines += 1
        else:
            self.apply_whole(change)

    def apply_whole(self, change: Change, write: Callable[[bytes], None] | None = None) -> None:
        """Do the same with all that waits in the journal, by writing the file whole, or by `write`."""
        last = self._waiting | _last(change)
        self._journal.give_up()  # until it is known what the file holds
        self._as_tables().apply(_change(last), write)
        self._journal.begin(self._file.content or b"")
        self._waiting, self._lines = {}, 0

    def _as_tables(self) -> "TableFile":
        if self._tables is None:
            from storage.tables import TableFile  # noqa: PLC0415 - TinyDB is not needed until it is written whole

            self._tables = TableFile(self._file, self._schema)
        return self._tables

    def check(self) -> bool:
        """Return whether the file is there. Raises `Replaced`, once, when another program put its own there."""
        return self._file.check()

    def close(self) -> None:
        """Write whole what waits in the journal, if anything does, and take the journal away.

        Raises:
            OSError: it still waits there.
            Replaced: another program's file was set aside, and ours is written all the same.
        """
        try:
            if self._waiting:
                self.check()
        finally:
            if self._waiting:
                self.apply_whole(Change())
            self._journal.remove()

    def let_go(self) -> None:
        """Leave what waits in the journal where it is; one without any goes. Raises `OSError`."""
        if not self._waiting:
            self._journal.remove()

    def saw(self) -> None:
        """Take the file as it is now for ours."""
        self._file.saw()


def _last(change: Change) -> dict[tuple[type[Value], str], Value | None]:
    """Return what a change leaves under each id, None for what it drops; what it puts comes last."""
    return {**dict.fromkeys(change.drops), **{(type(v), v.id): v for v in change.puts}}


def _change(last: dict[tuple[type[Value], str], Value | None]) -> Change:
    puts = tuple(value for value in last.values() if value is not None)
    return Change(puts, tuple(key for key, value in last.items() if value is None))
