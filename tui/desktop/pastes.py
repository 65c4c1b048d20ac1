"""A paste that holds escape sequences of its own: nothing in it is ever taken for a key.

Terminals put a paste between two marks (bracketed paste, xterm). Textual reads sequences inside them as keys and
other events, so that a hostile text could press any of them.
"""

import sys
from collections.abc import Iterable
from time import monotonic
from typing import Any

from textual._xterm_parser import XTermParser
from textual.message import Message

START, END = "\x1b[200~", "\x1b[201~"
LOST, KEY = 3.0, 12
"""Seconds of silence in a paste, and the most characters of a key: then the mark of the end was lost on the way.

A text goes on at once, and in pieces of some thousand characters; without this, no key would be heard any more.
"""
_READERS = ("textual.drivers.linux_driver", "textual.drivers.win32")
"""Where Textual's drivers look their parser up: on Linux and macOS, and on Windows."""


class Sieve:
    """Hands on what a terminal sends, the escape characters inside a paste taken out, wherever reads are cut."""

    def __init__(self) -> None:
        self.inside = False
        self._tail = ""

    def take(self, data: str) -> str:
        """Return what may be read of some data; what may yet become the mark of the end is kept for the next."""
        out: list[str] = []
        rest = data
        while rest:
            rest = self._paste(rest, out) if self.inside else self._keys(rest, out)
        return "".join(out)

    def _keys(self, data: str, out: list[str]) -> str:
        """Hand on keys, up to the mark of a beginning; return what is after it."""
        seen = self._tail + data
        at = seen.find(START)
        if at < 0:
            out.append(data)
            self._tail = _half(seen, START)
            return ""
        cut = at + len(START) - len(self._tail)
        out.append(data[:cut])
        self.inside, self._tail = True, ""
        return data[cut:]

    def _paste(self, data: str, out: list[str]) -> str:
        """Hand on text, up to the mark of the end; return what is after it."""
        seen, self._tail = self._tail + data, ""
        at = seen.find(END)
        # Two ends before the next beginning: the first one was pasted.
        last = seen.rfind(END, 0, seen.find(START, at) if at >= 0 and START in seen[at:] else len(seen))
        if at < 0:
            self._tail = _half(seen, END)
            out.append(_bare(seen[:len(seen) - len(self._tail)]))
            return ""
        out += (_bare(seen[:last]), END)
        self.inside = False
        return seen[last + len(END):]


def _half(text: str, mark: str) -> str:
    """Return the end of a text that may be the beginning of a mark."""
    return next((mark[:n] for n in range(len(mark) - 1, 0, -1) if text.endswith(mark[:n])), "")


def _bare(text: str) -> str:
    return text.replace("\x1b", "").replace("\x9b", "")


class PasteParser(XTermParser):
    """Textual's own parser behind a sieve."""

    clock = staticmethod(monotonic)

    def __init__(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's own signature
        super().__init__(debug)
        self._sieve, self._read_at = Sieve(), self.clock()

    def feed(self, data: str) -> Iterable[Message]:
        """Read what the sieve lets through; nothing at all is the end of the input."""
        silent = self.clock() - self._read_at
        self._read_at += silent
        if self._sieve.inside and silent >= LOST and 0 < len(data) <= KEY:
            yield from super().feed(self._sieve.take(END))
        passed = self._sieve.take(data)
        if passed or not data:
            yield from super().feed(passed)


def guard(driver: type[Any]) -> None:
    """Have the drivers of this process read pastes through the sieve; where Textual changed, nothing happens."""
    for name in (driver.__module__, *_READERS):
        module = sys.modules.get(name)
        if getattr(module, "XTermParser", None) is XTermParser:
            setattr(module, "XTermParser", PasteParser)  # noqa: B010 - mypy forbids it by assignment
