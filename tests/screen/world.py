"""The whole application on the demonstration's little world, under the hand of a test."""

import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from textual import events
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from pupitre import demo
from pupitre.desk import Desk
from pupitre.ports import Archive, Value
from pupitre.pulse import Pulse
from pupitre.task import Status, Task
from pupitre.text import clean_text
from storage.store import Store
from tests.memory import HandClock, MemoryArchive, counted_ids
from tui import words
from tui.app import PupitreApp
from tui.desktop.clipboard import CopyOutcome, How
from tui.desktop.notice import Notice, Outcome
from tui.desktop.surroundings import Surroundings
from tui.screens.form import FormScreen
from tui.session import Session

W = TypeVar("W", bound=Widget)

COMMON, SMALL = (120, 40), (80, 24)

PLAIN_SPACES = str.maketrans("\u00a0\u202f", "  ")

HOSTILE = (
    "[/]", "[red]x", "[@click=app.quit]y[/]", "{braces} {0} %s", "$(touch x) `y` ; z", "\x1b]52;c;eA==\x07\x1b[2Jz",
    "nul\x00 bel\x07 csi\x9b31m", "\u202egnp.exe\u202c\u2066", "👩‍👩‍👧‍👦 日本語 e\u0301", "x" * 10_000,
    "a\nb\tc\r\nd",
)
"""Titles and names as a person or a bad joker may paste them."""


@dataclass
class FakeNotifier:
    """Remembers what it was asked to announce."""

    sent: list[Notice] = field(default_factory=list)
    closed: bool = False

    def send(self, notice: Notice) -> None:
        self.sent.append(notice)

    def try_all(self, notice: Notice, done: Callable[[tuple[Outcome, ...]], None]) -> None:
        """Answer from another thread, as the real one does."""
        outcomes = (Outcome("notify-send", ok=False, detail="missing"), Outcome("bell", ok=True, detail="sent"))
        threading.Thread(target=done, args=(outcomes,), daemon=True).start()

    def close(self, timeout: float = 1.0) -> None:
        self.closed = True


@dataclass
class FakeClipboard:
    """Answers as told; while `gate` is cleared, a copy takes its time."""

    how: How = How.VERIFIED
    held: list[str] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def copy(self, text: str) -> CopyOutcome:
        self.gate.wait(10)
        self.held.append(text)
        return CopyOutcome(self.how, "fake", "")

    def clear(self) -> CopyOutcome:
        self.held.append("")
        return CopyOutcome(self.how, "fake", "")


@dataclass
class World:
    """One run of the application, and everything around it."""

    app: PupitreApp
    pilot: Pilot[Path]
    clock: HandClock
    archive: MemoryArchive
    notifier: FakeNotifier
    clipboard: FakeClipboard
    folder: Path
    told: list[str] = field(default_factory=list)
    bells: list[str] = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        return self.app.session.desk

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def beat(self, **passed: float) -> None:
        """Let time pass, and the application notice it."""
        self.clock.advance(**passed)
        self.app.beat()
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """Put text where the cursor is, at once; only keys under test are worth their 80 ms."""
        at = self.app.focused
        if isinstance(at, Input):
            at.insert_text_at_cursor(text)
        else:
            assert isinstance(at, TextArea), f"the cursor is in {at!r}"
            at.insert(text)
        await self.pilot.pause()

    async def paste(self, text: str) -> None:
        """Paste as a terminal does, line ends and control characters included."""
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def fill(self, name: str, text: str) -> None:
        """Fill one field of the form."""
        field = self.find(f"#{name}", Input)
        field.focus()
        field.value = text
        await self.pilot.pause()

    def find(self, selector: str, kind: type[W]) -> W:
        return self.app.screen.query_one(selector, kind)

    def said(self, selector: str) -> str:
        """Return the text of a line of the dialog, ordinary spaces only."""
        return str(self.find(selector, Static).content).translate(PLAIN_SPACES)

    @property
    def wrong(self) -> str:
        return self.said(".wrong")

    @property
    def form_open(self) -> bool:
        return isinstance(self.app.screen, FormScreen)

    def picture(self) -> list[str]:
        """Return the lines of the screen as they are drawn, ordinary spaces only."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.translate(PLAIN_SPACES) for strip in strips]

    def clean(self) -> bool:
        """Tell whether no control character and no bidi override reaches the terminal."""
        drawn = "".join(self.picture())
        return drawn == clean_text(drawn)

    def shows(self, text: str) -> bool:
        return any(text in line for line in self.picture())

    def task(self, key: str) -> Task:
        return self.desk.task(key)

    def added(self) -> Task:
        """Return the task that was added last."""
        return max(self.desk.ledger.table(Task).values(), key=lambda t: t.created)

    def choose(self, key: str) -> None:
        screen = self.app.screen
        screen.choose(key)  # type: ignore[attr-defined]

    def column(self, status: Status) -> list[str]:
        """Return the titles of a column, in the order shown."""
        rows = self.app.screen.query_one(f"#{status.value}")
        return [item.task.title for item in rows.items]  # type: ignore[attr-defined]

    def heard(self) -> str:
        """Return the last thing that was told, ordinary spaces only."""
        return self.told[-1].translate(PLAIN_SPACES) if self.told else ""


@asynccontextmanager
async def running(
    *,
    language: str = "fr",
    size: tuple[int, int] = COMMON,
    values: Iterable[Value] | None = None,
    clock: HandClock | None = None,
    how: How = How.VERIFIED,
    store: Store | None = None,
    pulse: Callable[[], Pulse] | None = None,
    new: bool = False,
) -> AsyncIterator[World]:
    """Run the application; `values` are what is on the desk, the demonstration unless given.

    With a `store` the desk is that of its folder, as it is. A desk without anything opens on its day, as it does for
    a person who was welcomed, unless it is `new`.
    """
    words.use(language)
    clock = clock or HandClock(demo.START)
    archive = MemoryArchive(values or ())
    opened: Archive = store.open(clock()) if store else archive
    if values is None:
        Desk(archive, clock, counted_ids("demo")).take_in(demo.world(language))
        archive.writes = 0
    notifier, clipboard = FakeNotifier(), FakeClipboard(how)
    clipboard.gate.set()
    with tempfile.TemporaryDirectory() as folder:
        def session(_app: PupitreApp) -> Session:
            desk = Desk(opened, clock, counted_ids())
            if desk.is_new and not new:
                desk.note_welcomed()
                archive.writes = 0
            return Session(
                desk=desk, notifier=notifier, clipboard=clipboard,
                surroundings=Surroundings(), reports_folder=Path(folder) / "reports", language=language,
                keeper=store, pulse=pulse,
            )

        app = PupitreApp(session)
        app.animation_level = "none"
        async with app.run_test(size=size, notifications=True) as pilot:
            world = World(app, pilot, clock, archive, notifier, clipboard, Path(folder) / "reports")
            _listen(world)
            await pilot.pause()
            yield world
    opened.close()
    words.use("fr")


def _listen(world: World) -> None:
    """Write down what is told and rung, which the screen only shows for some seconds."""
    app, notify, bell = world.app, world.app.notify, world.app.bell

    def heard(message: str, **how: object) -> None:
        world.told.append(message)
        notify(message, **how)  # type: ignore[arg-type]

    def rung() -> None:
        world.bells.append("bell")
        bell()

    setattr(app, "notify", heard)  # noqa: B010 - mypy forbids to replace a method by assignment
    setattr(app, "bell", rung)  # noqa: B010
