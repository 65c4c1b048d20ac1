"""The pictures of the README, drawn by the application itself and compared with what is kept in `screenshots/`.

`PUPITRE_PICTURES=write pytest tests/screen/test_pictures.py` draws them anew.
"""

import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from pupitre import demo
from pupitre.entry import Entry
from pupitre.ports import Change
from pupitre.task import Task
from pupitre.value import replace
from storage.places import Place
from tests.memory import HandClock
from tests.screen import ahead, staying
from tests.screen.disks import FixedStore, Rescued, damage, fill, rescuing, settled
from tests.screen.seen import what_is_not_seen
from tests.screen.stops import home, resize
from tests.screen.world import COMMON, SMALL, World, running
from tui.screens.search import SearchScreen
from tui.widgets.rows import Rows

FOLDER = Path(__file__).parents[2] / "screenshots"
WRITE = os.environ.get("PUPITRE_PICTURES") == "write"
TITLE = "Pupitre"

ONE_HOUR = timedelta(hours=1)
Act = Callable[[Any], Awaitable[None]]
LINES = {"fr": "Relances impayés @tuy vendredi 17h ~30min !", "en": "Chase invoices @tuy friday 17h ~30min !"}


async def nothing(_world: World) -> None:
    """Look at the day as it opens."""


async def adding(world: World) -> None:
    await world.press("a")
    await world.write(LINES[world.app.session.language])


async def focus(world: World) -> None:
    world.choose("t01")
    await world.press("enter")
    await world.beat(minutes=6, seconds=18)


async def due_break(world: World) -> None:
    world.choose("t01")
    await world.press("enter")
    for _ in range(2):
        await world.beat(minutes=25)


async def times(world: World) -> None:
    await focus(world)
    await world.press("s", "j", "up", "up")


async def full_screen(world: World) -> None:
    await focus(world)
    await world.press("z")


async def interruption(world: World) -> None:
    await focus(world)
    await world.press("i")
    await world.beat(minutes=2)
    await world.write("oei")


async def pause(world: World) -> None:
    await focus(world)
    await world.press("p", "g", "r")
    await world.beat(seconds=2)


async def review(world: World) -> None:
    await due_break(world)
    await world.press("p")
    await world.beat(minutes=6)
    await world.press("p", "k")


async def reports(world: World) -> None:
    client, begun, done = {"fr": ("tuy", "t21", "t01"), "en": ("nor", "t07", "t07")}[world.app.session.language]
    world.desk.start(begun)
    world.clock.advance(minutes=35)
    world.desk.stop()
    world.desk.complete(done)
    world.clock.set("2026-11-23T17:30")
    await world.press("f3")
    world.find("#whom", Rows).choose(client)
    await world.pilot.pause()


async def guard(world: World) -> None:
    await reports(world)
    seen = {"fr": "Vu avec le Cabinet Brumeval. ", "en": "Seen with Cabinet Brumeval. "}[world.app.session.language]
    await world.press("tab", "tab")
    await world.write(seen)
    await world.press("f5")


async def wordings(world: World) -> None:
    await reports(world)
    await world.press("m", "enter")
    while not isinstance(world.app.focused, TextArea):
        await world.pilot.pause(0.01)


async def evening(world: World) -> None:
    await due_break(world)
    world.desk.complete("t01")
    world.clock.set("2026-11-23T17:30")
    await world.press("q")
    while not world.shows({"fr": "▸ Tâches", "en": "▸ Tasks"}[world.app.session.language]):
        await world.press("p")


async def statement(world: World) -> None:
    await reports(world)
    await world.press("f4", "end", "r")


async def answers(world: World) -> None:
    world.choose(next(t.id for t in world.desk.ledger.table(Task).values() if t.out_of_scope))
    await world.press("f5")


async def clients(world: World) -> None:
    await world.press("f4", "end")


async def task(world: World) -> None:
    world.choose("t22")
    await world.press("e")


async def settings(world: World) -> None:
    await world.press("f9")


async def search(world: World) -> None:
    await world.press("ctrl+f")
    await world.write({"fr": "les 2026", "en": "the 2026"}[world.app.session.language])
    found = world.app.screen
    assert isinstance(found, SearchScreen)
    while found.searching:
        await world.pilot.pause(0.01)
    await world.press("tab", "down")


async def doubts(world: World) -> None:
    worked = world.desk.ledger.get(Entry, "e03")
    again = replace(worked, id="e05", task="t32", client="tuy", start=worked.start + timedelta(minutes=5))
    backwards = replace(worked, id="e06", start=worked.start - timedelta(minutes=10), end=worked.start - ONE_HOUR)
    world.desk.ledger.apply(Change((again, backwards)))
    world.app.show_desk()
    await world.press("v", "end", "enter")


async def help_(world: World) -> None:
    await world.press("f1")


async def data(world: World) -> None:
    await settled(world)
    await world.press("b")
    await settled(world)


async def restore(world: World) -> None:
    await data(world)
    await world.press("down", "down", "down")
    await settled(world)


async def look(world: Rescued) -> None:
    await world.settle()


@asynccontextmanager
async def on_disk(*, language: str, size: tuple[int, int]) -> AsyncIterator[World]:
    """Run the application on a desk with closed months, one of them damaged, and with backups."""
    clock, store = HandClock(demo.START), FixedStore(Place(Path.home() / ".local/share/pupitre"))
    fill(store, clock, language)
    (store.place.months / "2026-09.json").write_bytes(b"{")
    async with running(store=store, clock=clock, language=language, size=size) as world:
        yield world


@asynccontextmanager
async def damaged(*, language: str, size: tuple[int, int]) -> AsyncIterator[Rescued]:
    """Start on a desk whose open file is cut."""
    clock, store = HandClock(demo.START), FixedStore(Place(Path.home() / ".local/share/pupitre"))
    fill(store, clock, language)
    damage(store, "truncated")
    async with rescuing(store, clock, language=language, size=size) as world:
        yield world


RUNS: dict[str, Callable[..., AbstractAsyncContextManager[Any]]] = {
    "data": on_disk, "restore": on_disk, "damage": damaged, "incoming": on_disk,
    "protecting": on_disk, "welcome": staying.newcomer,
}
"""How the application is run for a scene, where it is not the demonstration in memory."""

SCENES: dict[str, Act] = {
    "day": nothing, "adding": adding, "focus": focus, "break": due_break, "reports": reports, "clients": clients,
    "task": task, "settings": settings, "help": help_, "search": search, "doubts": doubts, "times": times,
    "full-screen": full_screen, "interruption": interruption, "pause": pause, "review": review, "guard": guard,
    "wordings": wordings, "evening": evening, "statement": statement, "answers": answers, "data": data,
    "restore": restore, "damage": look, "plan": ahead.plan, "week": ahead.week, "urgency": ahead.urgency,
    "agenda": ahead.agenda, "series": ahead.series, "incoming": ahead.incoming,
    "welcome": staying.welcome, "tour": staying.tour, "keys": staying.keys, "jump": staying.jump,
    "reading": staying.reading, "discreet": staying.discreet, "locked": staying.locked,
    "protecting": staying.protecting,
}

LOOKED_AT = (
    "day", "help", "settings", "clients", "answers", "task", "search", "plan", "adding", "urgency", "series",
    "jump", "reading", "keys", "discreet",
)
"""The scenes that change nothing another one shows: one run goes through all of them, in this order."""

ENDED = frozenset({"jump"})
"""The scenes that another size ends: the letters would no longer stand where they lead."""

GROUPS: dict[str, tuple[str, ...]] = {"looked-at": LOOKED_AT} | {n: (n,) for n in SCENES if n not in LOOKED_AT}

FOUR = {"": COMMON, "-80x24": SMALL, "-100x30": (100, 30), "-200x60": (200, 60)}
"""The sizes of the French pictures, by what their names end with."""

COMPARED = ("", "-80x24")
"""Those that each run compares; the others are drawn with them, and looked at."""

SHOWN_SMALL = ("day", "plan", "week", "urgency")
"""The English scenes that the README shows at 80×24 too."""


def sizes(name: str, language: str, *, all_of_them: bool = WRITE) -> dict[str, tuple[int, int]]:
    """Return the sizes a scene is drawn at, the first one that of its run, by what the file names end with."""
    if language == "fr":
        return FOUR if all_of_them else {end: FOUR[end] for end in COMPARED}
    kept = ("", "-80x24") if name in SHOWN_SMALL else ("",)
    return {end: FOUR[end] for end in kept}


def drawn(world: World | Rescued, name: str) -> str:
    """Return the picture; the number that Rich makes of its content gives way to its name."""
    svg = world.app.export_screenshot(title=TITLE)
    return re.sub(r"terminal-\d+", name, svg).rstrip() + "\n"


async def steady(world: World | Rescued) -> None:
    """Put out what comes and goes by the real clock: blinking cursors, and sentences that pass."""
    for line in world.app.screen.query(Input):
        line.cursor_blink = False
    for text in world.app.screen.query(TextArea):
        text.cursor_blink = False
    await world.pilot.pause(0.1)
    setattr(world.app, "notify", lambda *_told, **_how: None)  # noqa: B010 - a beat may tell something at any moment
    world.app.clear_notifications()
    await world.pilot.pause()


async def pictures(world: World | Rescued, name: str, language: str) -> AsyncIterator[tuple[str, str, list[str]]]:
    """Show a scene and yield, size by size: the name of the file, the picture, and what is not seen on it."""
    await SCENES[name](world)
    await steady(world)
    for end, size in sizes(name, language).items():
        if size != COMMON:
            await resize(world, size)
            if name in ENDED:
                await SCENES[name](world)
            await steady(world)
        yield f"{name}{end}-{language}", drawn(world, f"{name}{end}-{language}"), what_is_not_seen(world)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("group", GROUPS)
async def test_a_picture_shows_what_the_application_draws(
    group: str, language: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    other: list[str] = []
    async with RUNS.get(group, running)(language=language, size=COMMON) as world:
        for number, name in enumerate(GROUPS[group]):
            if number:
                await resize(world, COMMON)
                await home(world)
            async for file, picture, unseen in pictures(world, name, language):
                other += [f"{file}: not seen: {what}" for what in unseen]
                kept = FOLDER / f"{file}.svg"
                if WRITE:
                    kept.write_text(picture, encoding="utf-8")
                other += differences(kept, picture)
    assert not other, "\n".join(other)


def differences(kept: Path, picture: str) -> list[str]:
    """Return how a picture differs from the one that is kept; never both of them, which would fill the screen."""
    hint = "look at it, then draw it anew with PUPITRE_PICTURES=write"
    if not kept.exists():
        return [f"{kept.name} is missing: draw it with PUPITRE_PICTURES=write"]
    before = kept.read_text(encoding="utf-8")
    if picture == before:
        return []
    was, now = words_of(before), words_of(picture)
    gone, come = [w for w in was if w not in now], [w for w in now if w not in was]
    what = f"shows other words ({gone[:3]} became {come[:3]})" if was != now else "differs in colour or place"
    return [f"{kept.name} {what}: {hint}"]


def words_of(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


@pytest.mark.skipif(WRITE, reason="the pictures are being drawn")
def test_every_kept_picture_is_drawn_by_a_test_and_names_no_machine() -> None:
    kept = {path.stem for path in FOLDER.glob("*.svg")}
    drawn_ones = ((name, lang, sizes(name, lang, all_of_them=True)) for name in SCENES for lang in ("fr", "en"))
    assert kept == {f"{name}{end}-{lang}" for name, lang, ends in drawn_ones for end in ends}
    for path in FOLDER.glob("*.svg"):
        svg = path.read_text(encoding="utf-8")
        assert not re.search(r"/(?:tmp|home|root|Users)/|terminal-\d|C:\\", svg), path.name
