"""The real application on a real folder under random hands: its steps, and what must hold after each of them."""

import asyncio
import os
import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.binding import ActiveBinding
from textual.geometry import Size
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.worker import Worker, WorkerState

from pupitre import demo
from pupitre.desk import Desk
from pupitre.entry import Entry
from pupitre.ports import Change, Value
from pupitre.task import Task
from pupitre.text import clean_text
from pupitre.value import replace
from storage.archive import TinyArchive
from storage.places import Place
from storage.reader import read_values
from storage.store import Store
from tests.machines import Machine
from tests.memory import HandClock, counted_ids
from tests.screen.settling import settle
from tests.screen.world import COMMON, HOSTILE, FakeClipboard, FakeNotifier
from tui import words
from tui.app import PupitreApp
from tui.commands import COMMANDS
from tui.desktop.surroundings import Surroundings
from tui.screens.base import DeskScreen
from tui.session import Session
from tui.widgets.keyline import KeyLine

PLANTED = "[@click=app.planted]Zqx[/]"
"""Were a text of hers obeyed, a click on it would be known, and the bracket before the word would be gone."""

TEXTS = (
    *HOSTILE, PLANTED, "Relances @tuy vendredi 17h ~30min !", "12 h 30", "45", "23/11", "é è à ç ù", "[b]Zqx[/b]",
)
FIXED = (
    "enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "home", "end", "pageup", "pagedown",
    "backspace", "delete", "space", *(f"f{n}" for n in range(1, 13)), *"abcdefghijklmnopqrstuvwxyzéèàçù",
)
KEYS = tuple(sorted({*FIXED, *(key for c in COMMANDS for key in c.keys if key)} - {"ctrl+q"}))
MOVING = (
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab", "backspace", "delete",
)
LETTERS = "abcdefghijklmnopqrstuvwxyzéèàçù @#!~/-:;,.'0123456789[]{}"
TYPED = tuple(text[:40] for text in TEXTS)
"""What is typed where a text is asked for, letter by letter."""
NIGHTS = ("2026-11-23T23:59:30", "2026-11-24T03:59:40", "2027-03-28T01:58", "2026-10-25T02:58", "2026-12-31T23:59:50")
"""Midnight, the turn of her day, the two nights of daylight saving time, the new year."""

OBEYED = re.compile(r"[^\s\]│▌:]\s?(?<!\])Zqx")
"""The planted word without the bracket that was typed before it; a line that begins with the word was scrolled."""

Step = tuple[Any, ...]
DEAR, NOT_AGAIN = {"reopen", "night"}, 25
"""Steps that take as long as thirty others, and after how many others one of them is done again."""


def world() -> Iterator[Value]:
    """Yield the demonstration, with markup in its texts."""
    for value in demo.world("fr"):
        if isinstance(value, Task) and value.id in {"t01", "t04", "t07"}:
            yield replace(value, title=f"{PLANTED} {value.title}", note=PLANTED)
        else:
            yield value


class Play:
    """One folder and the runs of the application on it, one after the other."""

    def __init__(self, folder: Path, seen: Counter[str]) -> None:
        self.store, self.seen, self.clock = Store(Place(folder / "desk")), seen, HandClock(demo.START)
        self.machine, self.folder, self.runs = Machine(self.clock), folder, 0
        self.steps: list[Step] = []
        self.errors: list[BaseException] = []
        self.obeyed = 0
        self._stack = AsyncExitStack()
        self.app: PupitreApp
        self.pilot: Pilot[Path]
        self.archive: TinyArchive

    # -- a run ------------------------------------------------------------------------------------

    async def open(self) -> None:
        """Start the application on the folder as it is."""
        words.use("fr")
        self.runs += 1
        if self.runs == 1:
            first = Desk(self.store.open(self.clock()), self.clock, counted_ids("demo"))
            first.take_in(tuple(world()))
            first.close()
        self.archive = self.store.open(self.clock())
        clipboard = FakeClipboard()
        clipboard.gate.set()

        def session(_app: PupitreApp) -> Session:
            return Session(
                desk=Desk(self.archive, self.clock, counted_ids(f"r{self.runs}x")), notifier=FakeNotifier(),
                clipboard=clipboard, surroundings=Surroundings(), reports_folder=self.folder / "reports",
                language="fr", keeper=self.store, pulse=self.machine,
            )

        self.app = PupitreApp(session)
        setattr(self.app, "action_planted", self._obey)  # noqa: B010 - what the planted markup would call
        self.app.animation_level = "none"
        run = self.app.run_test(size=COMMON, notifications=True, message_hook=self._heard)
        self.pilot = await self._stack.enter_async_context(run)
        await settle()

    async def close(self) -> None:
        """Leave the application as Ctrl+Q does; what it failed with comes out here."""
        try:
            if self.app._exception is None and not self.app._exit:
                await self.app.action_quit()
            await self._stack.aclose()
        finally:
            self.archive.close()

    def _obey(self) -> None:
        self.obeyed += 1

    def _heard(self, message: Message) -> None:
        if isinstance(message, Worker.StateChanged) and message.state is WorkerState.ERROR:
            error = message.worker.error
            self.errors.append(error if error is not None else AssertionError(message.worker))

    # -- the steps --------------------------------------------------------------------------------

    async def do(self, step: Step) -> None:
        """Do one step, and look."""
        if step[0] in DEAR and any(each[0] in DEAR for each in self.steps[-NOT_AGAIN:]):
            step = ("key", "escape")
        kind, *what = step
        self.steps.append(step)
        self.seen[f"step {kind}"] += 1
        await getattr(self, f"_{kind}")(*what)
        await settle()
        if self.app._exit:
            self.seen["left"] += 1
            await self.close()
            await self.open()
        self.check()

    async def _key(self, key: str) -> None:
        await self.pilot.press(key)

    async def _burst(self, *keys: str) -> None:
        """Press keys faster than the screen is drawn; each is a step."""
        self.seen["step burst"] += len(keys) - 1
        await self._quickly(keys)

    async def _type(self, text: str) -> None:
        """Write where the cursor is, or else a task; each letter is a step."""
        if isinstance(self.app.screen, DeskScreen) and not isinstance(self.app.focused, Input | TextArea):
            await self.pilot.press("a")
        letters = [letter for letter in text if letter.isprintable()]
        self.seen["step type"] += len(letters) - 1
        await self._quickly(letters)

    async def _quickly(self, keys: Iterable[str]) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("textual.app.wait_for_idle", lambda _least: asyncio.sleep(0))
            for key in keys:
                if not self.app._exit:
                    await self.app._press_keys([key])

    async def _mode(self, mode: str) -> None:
        """Go to a screen, as its command in the palette does."""
        if isinstance(self.app.screen, DeskScreen):
            self.app.action_show(mode)

    async def _shown(self, place: int) -> None:
        """Press a key that the footer shows."""
        shown = [c.keys[0] for line in self.app.screen.query(KeyLine) for c in line._commands]
        if shown:
            await self.pilot.press(shown[place % len(shown)])

    async def _text(self, text: str) -> None:
        self.app.post_message(events.Paste(text))

    async def _mouse(self, presses: str, x: float, y: float, x2: float, y2: float) -> None:
        """Press, move, let go; places are parts of the screen."""
        size = self.app.size
        at = int(x * (size.width - 1)), int(y * (size.height - 1))
        to = int(x2 * (size.width - 1)), int(y2 * (size.height - 1))
        plan: dict[str, list[tuple[type[events.MouseEvent], tuple[int, int], int]]] = {
            "click": [(events.MouseDown, at, 1), (events.MouseUp, at, 1)],
            "double": [(events.MouseDown, at, 1), (events.MouseUp, at, 1)] * 2,
            "right": [(events.MouseDown, at, 3), (events.MouseUp, at, 3)],
            "drag": [(events.MouseDown, at, 1), (events.MouseMove, to, 1), (events.MouseUp, to, 1)],
            "up": [(events.MouseScrollUp, at, 0)], "down": [(events.MouseScrollDown, at, 0)],
            "move": [(events.MouseMove, at, 0)],
        }
        self.seen[f"mouse {presses}"] += 1
        for event, (column, row), button in plan[presses]:
            if self.app._exit or self.app._driver is None:
                return
            self.app._driver.process_message(event(
                None, column, row, 0, 0, button, shift=False, meta=False, ctrl=False, screen_x=column, screen_y=row,
            ))
            await settle()

    async def _resize(self, width: int, height: int) -> None:
        size = Size(width, height)
        self.app._driver._size = size  # type: ignore[union-attr]
        self.app.post_message(events.Resize(size, size))

    async def _pass(self, seconds: float) -> None:
        self.machine.run(seconds)
        self.app.beat()

    async def _sleep(self, seconds: float) -> None:
        self.machine.sleep(seconds)
        self.app.beat()

    async def _jump(self, seconds: float) -> None:
        self.machine.set_clock(seconds)
        self.app.beat()

    async def _night(self, local: str) -> None:
        """Come to a night, and through it."""
        before = self.clock()
        self.machine.sleep(max(0.0, (self.clock.set(local) - before).total_seconds()))
        self.clock.set(local)
        self.app.beat()
        await settle()
        self.machine.run(90)
        self.app.beat()

    async def _inbox(self, text: str) -> None:
        """Another process leaves work."""
        key = f"in{len(self.steps)}"
        came = Task(id=f"r{self.runs}{key}", title=clean_text(text)[:80] or "x", created=self.clock())
        self.store.leave(Change((came,)))
        self.app.beat()

    async def _fault(self, key: str) -> None:
        """The disk refuses while a key is obeyed."""
        def refuse(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("storage.atomic.write_whole", refuse)
            patch.setattr("storage.journal.Journal.append", refuse)
            await self.pilot.press(key)

    async def _reopen(self) -> None:
        await self.close()
        await self.open()

    # -- what must hold ---------------------------------------------------------------------------

    def check(self) -> None:
        """Raise when something does not hold any more."""
        if self.app._exception is not None:
            raise self.app._exception
        if self.errors:
            raise self.errors[0]
        assert self.app.is_running
        assert not self.obeyed
        screen = self.app.screen
        self.seen[f"screen {type(screen).__name__}"] += 1
        if len(self.steps) % 8 == 0:
            self._kept()
        if len(self.steps) % 10 == 0:
            self._drawn()
        if isinstance(screen, DeskScreen):
            self._footer(screen)

    def _drawn(self) -> None:
        for strip in self.app.screen._compositor.render_strips():
            line = strip.text
            assert line == clean_text(line), line
            assert not OBEYED.search(line), line

    def _kept(self) -> None:
        """Whatever the screen shows as kept is read from the disk by another."""
        desk = self.app.session.desk
        held = {(type(v), v.id): v for v in read_values(self.store.place)}
        ledger = {
            (kind, key): value for kind, table in desk.ledger._tables.items() for key, value in table.items()
        }
        assert ledger == held, sorted(
            (kind.__name__, key, "memory" if (kind, key) in ledger else "disk")
            for kind, key in {k for k in ledger.keys() | held.keys() if ledger.get(k) != held.get(k)}
        )
        days: Counter[object] = Counter()
        for entry in desk.ledger.table(Entry).values():
            days[entry.start.astimezone(demo.ZONE).date()] += int(entry.length / timedelta(seconds=1))
        assert all(spent <= 25 * 3600 for spent in days.values()), days

    def _footer(self, screen: DeskScreen) -> None:
        """Each command that is shown can be given now, and its key leads to it."""
        active = super(DeskScreen, screen).active_bindings
        for line in screen.query(KeyLine):
            for command in () if line.told else line._commands:
                action = command.action.split("(", maxsplit=1)[0]
                assert screen.check_action(action, ()), (screen, command)
                key = command.keys[0]
                binding, verb = active[key].binding, command.action.removeprefix("app.")
                if _hands_on(active[key]):
                    continue
                # Enter in a line of text hands the line to the screen.
                assert binding.action.removeprefix("app.") in {verb, "submit"}, (screen, command, binding)
                focused = self.app.focused
                typed = key if len(key) == 1 else " " if key == "space" else None
                if focused is not None and not binding.priority:
                    assert not focused.check_consume_key(key, typed), (screen, command, focused)


def _hands_on(active: ActiveBinding) -> bool:
    """Tell whether a key is one to scroll with, of a widget that has nothing to scroll: the screen gets it."""
    if not active.binding.action.startswith("scroll_") or not isinstance(active.node, Widget):
        return False
    aside = active.binding.action in {"scroll_left", "scroll_right"}
    return not (active.node.allow_horizontal_scroll if aside else active.node.allow_vertical_scroll)


@contextmanager
def threads_watched(errors: list[BaseException]) -> Iterator[None]:
    """Note what ends a thread."""
    def noted(failed: threading.ExceptHookArgs) -> None:
        if failed.exc_value is not None:
            errors.append(failed.exc_value)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(threading, "excepthook", noted)
        yield


def slices() -> range:
    """Return the slices of the fuzz: each is a test, so that workers share them."""
    return range(int(os.environ.get("PUPITRE_FUZZ_SLICES", "8")))
