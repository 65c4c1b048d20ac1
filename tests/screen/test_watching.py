"""Calendars that are followed: read when their file changed, and told of as it is."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from threading import Thread
from typing import Any, cast

import pytest

from pupitre.appointment import Appointment, CalendarRead, Flaw
from pupitre.desk import Desk
from pupitre.errors import BadCalendar
from pupitre.value import replace
from tests.desktop.test_lane import refused
from tests.memory import HandClock, MemoryArchive, counted_ids
from tui.keeping import Keeper
from tui.session import Session
from tui.watching import Watching

FILE = "/agenda.ics"
MEETING = Appointment(id="e", title="Comité", first=date(2026, 11, 24), last=date(2026, 11, 24), uid="e")
READ = CalendarRead("Agenda", (MEETING,), stamp="1")


@dataclass
class Files:
    """A keeper of one calendar file."""

    stamp: str = "1"
    holds: CalendarRead | None = None
    read: int = 0

    def calendar_stamp(self, _path: Path) -> str:
        return self.stamp

    def read_calendar(self, path: Path, *_: object) -> CalendarRead:
        self.read += 1
        if self.holds is None:
            raise BadCalendar(path, "too_large")
        return replace(self.holds, stamp=self.stamp)


@dataclass
class Follower:
    """A desk that follows the file, and what its screen says."""

    files: Files = field(default_factory=Files)
    told: list[str] = field(default_factory=list)
    is_running: bool = True

    def __post_init__(self) -> None:
        self.clock = HandClock()
        self.desk = Desk(MemoryArchive(()), self.clock, counted_ids())
        self.desk.take_calendar(FILE, replace(READ, stamp="0"), watched=True)
        self.keeper = cast("Keeper", self.files)
        self.watching = Watching(self, cast("Session", self))

    def attempt(self, verb: Any) -> None:  # noqa: ANN401 - any verb
        verb()

    def call_later(self, callback: Any) -> None:  # noqa: ANN401
        callback()

    def show_desk(self) -> None:
        pass

    def tell(self, sentence: str, *, bad: bool) -> None:
        assert bad
        self.told.append(sentence)

    def minute(self) -> None:
        """Let a minute pass, and the look that it brings."""
        self.clock.now += timedelta(minutes=1)
        self.watching.beat(self.clock())
        thread = self.watching._thread
        if thread is not None:
            thread.join()


def test_a_file_that_is_refused_is_read_once_until_it_changes() -> None:
    world = Follower()
    for _ in range(5):
        world.minute()
    assert (world.files.read, len(world.told)) == (1, 1)
    world.files.stamp = "2"
    world.minute()
    assert world.files.read == 2
    world.files.holds, world.files.stamp = READ, "3"
    for _ in range(2):
        world.minute()
    assert world.files.read == 3


def test_what_changed_is_told_of_beside_what_is_bad() -> None:
    changed = replace(READ, found=(replace(MEETING, title="Comité élargi"),), flaws=(Flaw("x", "no_start"),))
    world = Follower(Files(holds=changed))
    world.minute()
    assert len(world.told) == 1
    assert "1 entrée nouvelle ou modifiée" in world.told[0].replace("\u00a0", " ")


def test_a_system_that_refuses_one_more_thread_is_asked_again_in_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    world = Follower()
    with monkeypatch.context() as patch:
        patch.setattr(Thread, "start", refused)
        world.minute()
    assert world.files.read == 0
    world.minute()
    assert world.files.read == 1
