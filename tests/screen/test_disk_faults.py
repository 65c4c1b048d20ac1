"""The disk refuses while she works: one French sentence, what was typed stays, the same key saves it afterwards."""

import errno
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from pupitre import demo
from pupitre.desk import Desk
from pupitre.ports import Change, Value
from pupitre.silence import Said
from pupitre.task import Status, Task
from storage import inbox
from storage.archive import open_archive
from storage.places import Place
from storage.reader import Reader
from tests.memory import HandClock, MemoryArchive, counted_ids
from tests.screen.world import PLAIN_SPACES, FakeClipboard, FakeNotifier, World
from tui import words
from tui.app import PupitreApp
from tui.chores import HEARTBEAT
from tui.desktop.surroundings import Surroundings
from tui.screens.add import AddScreen
from tui.screens.clients import ClientsScreen
from tui.session import Session
from tui.widgets.rows import Rows

TYPED = "Relances impayés vendredi"
LONG = 65
"""Seconds for which the disk refuses: two heartbeats and more."""


@dataclass
class OnDisk(World):
    """A run of the application on a real folder; `heard_at` is when each sentence was told."""

    place: Place = field(kw_only=True)
    heard_at: list[datetime] = field(default_factory=list)

    def kept(self) -> list[Value]:
        """Return what another process finds on the disk."""
        return Reader(self.place).load()


@asynccontextmanager
async def running(place: Place) -> AsyncIterator[OnDisk]:
    """Run the application on the demonstration's little world, kept in a folder."""
    words.use("fr")
    clock = HandClock(demo.START)
    archive = open_archive(place, clock())
    desk = Desk(archive, clock, counted_ids())
    desk.take_in(demo.world("fr"))
    notifier, clipboard = FakeNotifier(), FakeClipboard()
    clipboard.gate.set()
    app = PupitreApp(lambda _app: Session(
        desk=desk, notifier=notifier, clipboard=clipboard, surroundings=Surroundings(),
        reports_folder=place.reports, language="fr",
    ))
    app.animation_level = "none"
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        # The world's own archive is in memory; this one has none.
        world = OnDisk(app, pilot, clock, MemoryArchive(), notifier, clipboard, place.reports, place=place)
        _listen(world)
        await pilot.pause()
        world.told.clear()
        world.heard_at.clear()
        yield world
    archive.close()


def _listen(world: OnDisk) -> None:
    notify = world.app.notify

    def heard(message: str, **how: Any) -> None:  # noqa: ANN401 - whatever Textual takes
        world.told.append(message)
        world.heard_at.append(world.clock())
        notify(message, **how)

    setattr(world.app, "notify", heard)  # noqa: B010 - mypy forbids to replace a method by assignment


# -- the causes ----------------------------------------------------------------------------------------

Cause = Callable[[Place], AbstractContextManager[None]]


def refusing(call: str, code: int) -> Cause:
    """Return a disk of which one call is refused, where it would write."""
    @contextmanager
    def broken(_place: Place) -> Iterator[None]:
        real = getattr(os, call)

        def refuse(*args: Any, **how: Any) -> Any:  # noqa: ANN401 - whatever the system call takes
            if call == "open" and not args[1] & os.O_CREAT:
                return real(*args, **how)
            raise OSError(code, os.strerror(code))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, call, refuse)
            yield

    return broken


@contextmanager
def whole_only(place: Place) -> Iterator[None]:
    """Refuse the renaming of a file that is written whole."""
    with pytest.MonkeyPatch.context() as patch, refusing("replace", errno.EIO)(place):
        patch.setattr("storage.open_file.LINES", 0)
        yield


@contextmanager
def gone(place: Place) -> Iterator[None]:
    away = place.folder.rename(place.folder.with_name("elsewhere"))
    yield
    away.rename(place.folder)


@contextmanager
def replaced(place: Place) -> Iterator[None]:
    beside = place.folder / "theirs"
    beside.write_bytes(b'{"of": "another program"}')
    beside.replace(place.desk)
    yield


CAUSES: dict[str, tuple[Cause, str]] = {
    "full": (refusing("fsync", errno.ENOSPC), "plus de place sur le disque"),
    "full at once": (refusing("open", errno.ENOSPC), "plus de place sur le disque"),
    "failing": (refusing("fsync", errno.EIO), ""),
    "failing to rename": (whole_only, ""),
    "read-only": (refusing("open", errno.EROFS), ""),
    "not hers": (refusing("open", errno.EACCES), ""),
    "gone": (gone, "n’existe pas"),
    "replaced": (replaced, "Un autre programme a modifié"),
}
ENGLISH = [os.strerror(code) for code in (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.ENOENT)]


def is_plain_french(sentence: str) -> bool:
    begins = sentence.startswith(("L’enregistrement dans", "Un autre programme a modifié"))
    return begins and not any(english in sentence for english in [*ENGLISH, "Traceback", "Errno", "Error"])


@pytest.fixture(params=CAUSES.values(), ids=list(CAUSES))
def cause(request: pytest.FixtureRequest) -> tuple[Cause, str]:
    found: tuple[Cause, str] = request.param
    return found


async def test_a_task_that_cannot_be_saved_stays_in_its_line_and_the_same_key_saves_it(
    cause: tuple[Cause, str], place: Place
) -> None:
    broken, why = cause
    async with running(place) as world:
        depth = world.desk.last_done
        await world.press("a")
        await world.write(TYPED)
        with broken(place):
            await world.press("enter")
            assert is_plain_french(world.wrong), world.wrong
            assert why in world.wrong
            assert world.told == [], "said once, at the line"
            assert world.find("#line", Input).value == TYPED
            assert world.desk.last_done is depth
        await world.press("enter")
        assert not isinstance(world.app.screen, AddScreen)
        added = world.added()
        assert added.title == "Relances impayés"
        assert added in world.kept()


async def test_a_sheet_that_cannot_be_saved_stays_filled_in_and_the_same_key_saves_it(
    cause: tuple[Cause, str], place: Place
) -> None:
    broken, why = cause
    async with running(place) as world:
        await world.press("f4")
        assert world.find("#clients", Rows).choose("oei")
        await world.press("enter")
        await world.fill("trade", "Fleuriste")
        world.find("#scope_note", TextArea).text = "Sans les relances"
        before = world.desk.client("oei")
        with broken(place):
            await world.press("ctrl+s")
            assert is_plain_french(world.wrong), world.wrong
            assert why in world.wrong
            assert world.told == [], "said once, in the form"
            assert world.find("#trade", Input).value == "Fleuriste"
            assert world.find("#scope_note", TextArea).text == "Sans les relances"
            assert world.desk.client("oei") == before
        await world.press("ctrl+s")
        assert isinstance(world.app.screen, ClientsScreen)
        now = world.desk.client("oei")
        assert (now.trade, now.scope_note) == ("Fleuriste", "Sans les relances")
        assert now in world.kept()


async def test_a_line_left_while_the_disk_refuses_is_there_again_and_is_kept_once_it_can_be(place: Place) -> None:
    async with running(place) as world:
        await world.press("a")
        await world.write(TYPED)
        with refusing("fsync", errno.ENOSPC)(place):
            await world.press("escape")
            assert is_plain_french(world.heard())
            assert len(world.told) == 1
            await world.press("a")
            assert world.find("#line", Input).value == TYPED
        await world.press("escape")
        assert world.desk.typed == {"add": {"line": TYPED}}
        assert {type(v).__name__ for v in world.kept()} >= {"Unfinished"}


async def test_undo_is_not_used_up_by_a_disk_that_refuses(place: Place) -> None:
    async with running(place) as world:
        added = world.desk.add_task(world.desk.understand("Relances"))
        with refusing("fsync", errno.EIO)(place):
            await world.press("ctrl+z")
            assert added in world.kept()
            assert is_plain_french(world.heard().translate(PLAIN_SPACES))
        await world.press("ctrl+z")
        assert added not in world.kept()


# -- what goes on by itself ----------------------------------------------------------------------------


def most_within(span: timedelta, moments: list[datetime]) -> int:
    """Return the greatest number of moments in any stretch of that length."""
    return max((sum(first <= m < first + span for m in moments) for first in moments), default=0)


def left_by_a_command() -> tuple[Value, ...]:
    return (Task(id="in1", title="Reçue", created=demo.START.astimezone(UTC)),)


def old_work_left_by_a_command() -> tuple[Value, ...]:
    then = demo.START.astimezone(UTC) - timedelta(days=60)
    return (Task(id="in1", title="Reçue", status=Status.DONE, created=then, done_at=then),)


@pytest.mark.parametrize(("working", "brought"), [
    (False, left_by_a_command), (False, old_work_left_by_a_command), (True, tuple), (True, left_by_a_command),
])
async def test_a_disk_that_refuses_for_long_is_told_of_every_half_minute_at_most_and_then_all_is_done(
    working: bool, brought: Callable[[], tuple[Value, ...]], place: Place
) -> None:
    async with running(place) as world:
        if working:
            world.choose("t01")
            await world.press("enter", "a")
            await world.write(TYPED)
        world.told.clear()
        world.heard_at.clear()
        if brought():
            inbox.leave(place, Change(brought()))
        with refusing("fsync", errno.ENOSPC)(place):
            for second in range(LONG):
                if working:  # something new to keep each time
                    world.find("#line", Input).value = f"{TYPED} {second}"
                await world.beat(seconds=1)
        assert all(is_plain_french(s) for s in world.told), world.told
        assert world.told
        assert most_within(HEARTBEAT, world.heard_at) <= 1, [f"{at:%M:%S}" for at in world.heard_at]
        for _ in range(2):
            await world.beat(seconds=31)
        assert list(place.inbox.iterdir()) == []
        assert not brought() or world.task("in1").title == "Reçue"
        if working:
            assert world.desk.typed == {"add": {"line": f"{TYPED} {LONG - 1}"}}


def without_notes(world: OnDisk) -> list[Value]:
    """Return what is kept but for what was announced."""
    return [v for v in world.kept() if not isinstance(v, Said)]


async def test_a_day_that_cannot_be_closed_is_told_of_and_closed_half_an_hour_later(place: Place) -> None:
    async with running(place) as world:
        before = without_notes(world)
        with refusing("mkdir", errno.ENOSPC)(place):  # only the months are refused
            await world.beat(hours=24)
            for _ in range(40):
                await world.beat(seconds=1)
            of_the_disk = [s for s in world.told if "échéance" not in s]
            assert [is_plain_french(s) for s in of_the_disk] == [True]
            assert without_notes(world) == before
            await world.press("a")
            await world.write(TYPED)
            await world.press("enter")
            assert world.added() in world.kept()
        await world.beat(minutes=31)
        for _ in range(5):
            await world.beat(seconds=1)
        assert Reader(place).months() != ()
