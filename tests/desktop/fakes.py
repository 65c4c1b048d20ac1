"""Channels and clipboards made for tests."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from tui.desktop.clipboard_tools import ClipboardToolError
from tui.desktop.notice import Notice, Outcome


@dataclass
class FakeChannel:
    """Answers as told, and remembers what it was given."""

    name: str = "fake"
    ok: bool = True
    error: Exception | None = None
    sent: list[Notice] = field(default_factory=list)
    rests: int = 0
    aborts: int = 0

    def send(self, notice: Notice) -> Outcome:
        self.sent.append(notice)
        if self.error is not None:
            raise self.error
        return Outcome(self.name, self.ok, "shown" if self.ok else "exit 1")

    def rest(self) -> None:
        self.rests += 1

    def abort(self) -> None:
        self.aborts += 1


class HungChannel(FakeChannel):
    """Never answers, until the test lets it."""

    def __init__(self) -> None:
        super().__init__(name="hung")
        self.release = threading.Event()

    def send(self, notice: Notice) -> Outcome:
        self.sent.append(notice)
        self.release.wait(60)
        return Outcome(self.name, ok=True, detail="shown")


@dataclass
class FakeTool:
    """A clipboard in memory; `spoil` changes what is read back."""

    name: str = "tool"
    error: str = ""
    spoil: Callable[[str], str] = str
    held: str = ""

    def give(self, text: str, limit: float) -> None:
        if self.error:
            raise ClipboardToolError(self.error)
        self.held = text

    def take(self, limit: float) -> str:
        return self.spoil(self.held)


class HandClock:
    """A monotonic clock moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def nowhere(_sequence: str) -> None:
    """A terminal nobody looks at."""
