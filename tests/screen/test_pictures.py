"""The pictures of the README, drawn by the application itself and compared with what is kept in `screenshots/`.

`PUPITRE_PICTURES=write pytest tests/screen/test_pictures.py` draws them anew.
"""

import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from tests.screen.world import COMMON, SMALL, World, running
from tui.widgets.rows import Rows

FOLDER = Path(__file__).parents[2] / "screenshots"
WRITE = os.environ.get("PUPITRE_PICTURES") == "write"
TITLE = "Pupitre"

Act = Callable[[World], Awaitable[None]]
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


async def clients(world: World) -> None:
    await world.press("f4", "end")


async def task(world: World) -> None:
    world.choose("t22")
    await world.press("e")


async def settings(world: World) -> None:
    await world.press("f9")


async def help_(world: World) -> None:
    await world.press("f1")


PICTURES: dict[str, tuple[Act, tuple[int, int]]] = {
    "day": (nothing, COMMON), "day-80x24": (nothing, SMALL), "adding": (adding, COMMON), "focus": (focus, COMMON),
    "break": (due_break, COMMON), "reports": (reports, COMMON), "clients": (clients, COMMON), "task": (task, COMMON),
    "settings": (settings, COMMON), "help": (help_, COMMON),
}


def drawn(world: World, name: str) -> str:
    """Return the picture; the number that Rich makes of its content gives way to its name."""
    svg = world.app.export_screenshot(title=TITLE)
    return re.sub(r"terminal-\d+", name, svg).rstrip() + "\n"


async def steady(world: World) -> None:
    """Put out what comes and goes by the real clock: blinking cursors, and sentences that pass."""
    for line in world.app.screen.query(Input):
        line.cursor_blink = False
    for text in world.app.screen.query(TextArea):
        text.cursor_blink = False
    world.app.clear_notifications()
    await world.pilot.pause(0.1)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PICTURES)
async def test_a_picture_shows_what_the_application_draws(
    name: str, language: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    act, size = PICTURES[name]
    async with running(language=language, size=size) as world:
        await act(world)
        await steady(world)
        picture = drawn(world, f"{name}-{language}")
    kept = FOLDER / f"{name}-{language}.svg"
    if WRITE:
        kept.write_text(picture, encoding="utf-8")
    assert kept.exists(), f"{kept.name} is missing: draw it with PUPITRE_PICTURES=write"
    before = kept.read_text(encoding="utf-8")
    hint = "look at it, then draw it anew with PUPITRE_PICTURES=write"
    assert words_of(picture) == words_of(before), f"{kept.name} shows other words: {hint}"
    # Compared as a truth, not as texts: pytest would print two whole pictures.
    assert (picture == before) is True, f"{kept.name} differs in colour or place: {hint}"


def words_of(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


@pytest.mark.skipif(WRITE, reason="the pictures are being drawn")
def test_every_kept_picture_is_drawn_by_a_test_and_names_no_machine() -> None:
    kept = {path.stem for path in FOLDER.glob("*.svg")}
    assert kept == {f"{name}-{language}" for name in PICTURES for language in ("fr", "en")}
    for path in FOLDER.glob("*.svg"):
        svg = path.read_text(encoding="utf-8")
        assert not re.search(r"/(?:tmp|home|root|Users)/|terminal-\d|C:\\", svg), path.name
