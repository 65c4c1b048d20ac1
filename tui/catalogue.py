"""A compiled catalogue of messages in which each is looked up when it is first said.

The layout is that of GNU gettext (its manual, "The Format of GNU MO Files"): the messages in order, so that halving
finds one. Python's own `GNUTranslations` reads all of them first, two thousand for the few dozen that a screen says:
a fifteenth of a command; `gettext` itself, with the `locale` that it asks for, takes another fiftieth.
"""

from pathlib import Path
from struct import unpack_from

_MAGIC = 0x950412DE
_ENTRY = 8
"""The bytes that tell where one text is: its length and its place."""
NUL = b"\0"


class Untranslated:
    """The messages as they are written, in English."""

    def gettext(self, message: str) -> str:
        """Return a message."""
        return message

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return a message for a count."""
        return one if n == 1 else many


class Catalogue(Untranslated):
    """The messages of one file, in French plurals: what is one, or none, is singular."""

    def __init__(self, path: Path) -> None:
        self._content = path.read_bytes()
        magic, _version, self._count, self._ids, self._texts = unpack_from("<5I", self._content)
        if magic != _MAGIC:
            raise OSError(0, "Bad magic number", str(path))
        self._known: dict[str, tuple[str, ...]] = {}

    def gettext(self, message: str) -> str:
        """Return a message in the language of the catalogue, as it is where it is not there."""
        return self._said(message)[0]

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return a message for a count in the language of the catalogue."""
        said = self._said(one)
        return super().ngettext(one, many, n) if len(said) == 1 else said[n > 1]

    def _said(self, message: str) -> tuple[str, ...]:
        if message not in self._known:
            found = self._find(message.encode("utf-8", "surrogatepass"))
            self._known[message] = tuple(t.decode() for t in found.split(NUL)) if found else (message,)
        return self._known[message]

    def _find(self, wanted: bytes) -> bytes:
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            there = self._text(self._ids, middle).split(NUL, 1)[0]
            if there == wanted:
                return self._text(self._texts, middle)
            if there < wanted:
                low = middle + 1
            else:
                high = middle
        return b""

    def _text(self, table: int, number: int) -> bytes:
        length, place = unpack_from("<2I", self._content, table + _ENTRY * number)
        return self._content[place:place + length]
