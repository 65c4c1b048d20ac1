"""Desks on a real disk for the screens: with closed months and backups, sound or damaged."""

import json
import os
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from pupitre import demo
from pupitre.desk import Desk
from pupitre.entry import Entry
from pupitre.errors import Damaged, TooNew
from pupitre.ports import Value
from pupitre.risk import Risk, RiskKind
from pupitre.task import Status, Task
from pupitre.value import replace
from storage.backups import Backup, Difference
from storage.folder import Room
from storage.store import Store
from tests.memory import HandClock, counted_ids
from tests.screen.world import COMMON, PLAIN_SPACES, World
from tui import words
from tui.rescue import RescueApp
from tui.screens.data import DataScreen
from tui.screens.incoming import IncomingScreen
from tui.screens.rescue import Rescue, RescueScreen
from tui.widgets.rows import Rows

OCTOBER = datetime(2026, 10, 14, 9, tzinfo=UTC)


def old_work(month: int = 10) -> tuple[Task, Entry]:
    """Return a task that was done in a month of 2026, and its time."""
    at = OCTOBER.replace(month=month)
    task = Task(id=f"old{month}", title=f"Tarifs {month}", client="tuy", created=at, status=Status.DONE,
                done_at=at + timedelta(hours=1))
    return task, Entry(id=f"olde{month}", client="tuy", task=task.id, start=at, end=at + timedelta(minutes=40))


def fill(store: Store, clock: HandClock, language: str = "fr", values: Iterable[Value] | None = None) -> None:
    """Put values on a desk, those of the demonstration unless given, with two closed months and three backups."""
    archive = store.open(clock())
    desk = Desk(archive, clock, counted_ids("old"))
    desk.take_in((*(demo.world(language) if values is None else values), *old_work(9), *old_work(10)))
    for days in (7, 3, 1):
        store.back_up_day(clock() - timedelta(days=days), desk.settings.zone, 10**9)
        desk.add_task(desk.understand(f"Catalogue {days} @tuy"))
    desk.close()
    os.utime(store.place.last_good, (clock().timestamp(), clock().timestamp()))


def truncated(content: bytes) -> bytes:
    return content[:-20]


def wrong_types(content: bytes) -> bytes:
    tables = json.loads(content)
    next(iter(tables["tasks"].values()))["title"] = 3
    return json.dumps(tables).encode()


def later(content: bytes) -> bytes:
    return json.dumps(json.loads(content) | {"pupitre": {"file": {"schema": 99}}}).encode()


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "truncated": truncated, "garbage": lambda _: b"\x89PNG\x00\xff" * 50, "empty": lambda _: b"",
    "wrong types": wrong_types,
}


def damage(store: Store, kind: str) -> bytes:
    """Damage the open file, and return what it is now."""
    content = DAMAGES[kind](store.place.desk.read_bytes())
    store.place.desk.write_bytes(content)
    return content


@dataclass
class Rescued:
    """One run of the screen of a damaged desk."""

    app: RescueApp
    pilot: Pilot[str]

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is read behind the screen any more."""
        for _ in range(500):
            await self.pilot.pause(0.01)
            screens = [s for s in self.app.screen_stack if isinstance(s, RescueScreen)]
            if not self.app.is_running or not any(s._lane.busy for s in screens):
                return
        raise AssertionError("it never ended")

    def picture(self) -> list[str]:
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.translate(PLAIN_SPACES) for strip in strips]

    @property
    def choices(self) -> list[str]:
        rows = self.app.screen_stack[1].query_one("#points", Rows)
        return [point.key.partition(":")[0] for point in rows.items]

    async def choose(self, kind: str) -> None:
        """Choose the first point of a kind."""
        rows = self.app.screen_stack[1].query_one("#points", Rows)
        rows.choose(next(point.key for point in rows.items if point.key.startswith(kind)))
        await self.settle()

    @property
    def preview(self) -> str:
        found = self.app.screen_stack[1].query_one("#preview Static", Static)
        return str(found.content).translate(PLAIN_SPACES)


async def settled(world: World) -> None:
    """Wait until nothing is done behind the screen any more."""
    for _ in range(1000):
        await world.pilot.pause(0.01)
        screen, backup = world.app.screen, world.app.chores._backup
        busy = isinstance(screen, DataScreen | IncomingScreen) and screen._lane.busy
        if not busy and world.app.chores.idle and (backup is None or not backup.is_alive()):
            return
    raise AssertionError("it never ended")


@asynccontextmanager
async def rescuing(
    store: Store, clock: HandClock, *, language: str = "fr", size: tuple[int, int] = COMMON
) -> AsyncIterator[Rescued]:
    """Run the screen that a start on this folder shows."""
    words.use(language)
    try:
        store.open(clock()).close()
    except (Damaged, TooNew) as found:
        error = found
    else:
        raise AssertionError("it can be opened")
    app = RescueApp(Rescue(error, store, clock, demo.ZONE))
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        world = Rescued(app, pilot)
        await pilot.pause()
        await world.settle()
        yield world
    words.use("fr")


class FixedStore(Store):
    """Its risks and its sizes do not depend on this machine, nor on how well its zlib packs."""

    def backups(self) -> tuple[Backup, ...]:
        return tuple(replace(b, size=48_200) for b in super().backups())

    def compare(self, path: Path) -> Difference:
        found = super().compare(path)
        return replace(found, backup=replace(found.backup, size=48_200))

    def risks(self) -> tuple[Risk, ...]:
        return (Risk(RiskKind.CLOUD, "Nextcloud"),)

    def room(self) -> Room:
        return replace(super().room(), desk=61_400, backups=192_800)
