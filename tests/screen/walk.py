"""Every screen and every dialog, one after the other within one run: for the checks that look at all of them.

`async for name in every_screen(world)` stands on each scene in turn; what is checked may look at the screen and
change the theme or the settings, but leaves the screens as they are. A run on a folder (`walking`) has all of them.
"""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from textual.widgets import Input, Select, TextArea

from pupitre import demo
from pupitre.ports import Value
from storage.places import Place
from tests.memory import HandClock
from tests.screen import ahead
from tests.screen.disks import FixedStore, fill, settled
from tests.screen.world import COMMON, World, running
from tui import screen_phrase
from tui.keeping import Unlocking
from tui.screens.sealing import ChangeForm, KeepForm, UnsealForm
from tui.screens.unlock import UnlockScreen
from tui.widgets.rows import Rows

Scenes = AsyncIterator[str]
Parts = tuple[Callable[[World], Scenes], ...]

CALL = "Relances impayés @tuy vendredi 17h ~30min !"


@asynccontextmanager
async def walking(
    *, language: str = "fr", size: tuple[int, int] = COMMON, values: Iterable[Value] | None = None,
) -> AsyncIterator[World]:
    """Run the application on a folder with closed months and backups, so that every screen has something to show."""
    clock, store = HandClock(demo.START), FixedStore(Place(Path.home() / ".local/share/pupitre"))
    fill(store, clock, language, values)
    (store.place.months / "2026-09.json").write_bytes(b"{")
    async with running(store=store, clock=clock, language=language, size=size) as world:
        yield world


async def every_screen(world: World, parts: Parts | None = None) -> Scenes:
    """Stand on each scene in turn, of all parts unless given, and give its name."""
    for part in PARTS if parts is None else parts:
        await home(world)
        async for name in part(world):
            await world.pilot.pause()  # what it opened may still be laid out
            yield name


async def home(world: World) -> None:
    """Close what is open, and go to the board."""
    app = world.app
    while len(app.screen_stack) > 1:
        app.pop_screen()
        await world.pilot.pause()
    app.clear_notifications()
    await go(world, "day")


async def go(world: World, mode: str) -> None:
    """Show a mode."""
    world.app.action_show(mode)
    await world.pilot.pause()


async def act(world: World, *actions: str) -> None:
    """Run actions where the commands would run them: on the screen, else in the application."""
    for action in actions:
        name = action.split("(", maxsplit=1)[0]
        screen = world.app.screen
        await world.app.run_action(action, screen if hasattr(screen, f"action_{name}") else world.app)
        await world.pilot.pause()


async def close(world: World) -> None:
    """Close the dialog."""
    world.app.pop_screen()
    await world.pilot.pause()


async def dialogs(world: World, where: str, *actions: str) -> Scenes:
    """Open the dialog of each action, and close it again."""
    for action in actions:
        depth = len(world.app.screen_stack)
        await act(world, action)
        assert len(world.app.screen_stack) > depth, f"{where}: {action} opens nothing"
        yield f"{where}: {action}"
        while len(world.app.screen_stack) > depth:
            await close(world)


# -- the board and its dialogs --------------------------------------------------------------------

async def _board(world: World) -> Scenes:
    """Show the columns, each with the selection, and what is told."""
    world.desk.complete("t10")
    world.desk.pin("t12")
    world.app.show_desk()
    yield "day"
    for column in ("doing", "waiting", "deadlines"):
        world.find(f"#{column}", Rows).focus()
        await world.pilot.pause()
        yield f"day, {column}"
    world.find("#todo", Rows).focus()
    await act(world, "show_done")
    yield "day, done"
    await act(world, "show_done", "only_client")
    yield "day, one client"
    await act(world, "only_client", "undo")
    world.app.tell("Une phrase, qui va bien.", bad=False)
    world.app.tell("Une phrase, qui va mal.", bad=True)
    await world.pilot.pause()
    yield "day, told"


async def _day_dialogs(world: World) -> Scenes:
    """Show what opens above the board."""
    world.choose("t22")
    async for name in dialogs(
        world, "day", "postpone", "wait", "out_of_scope", "drop", "choose_mode", "silence", "why", "steps",
        "replies", "note_time", "help", "mailbox",
    ):
        yield name
    await act(world, "add")
    yield "add"
    await world.write(CALL)
    yield "add, a line"
    world.find("Input", Input).value = "@tuy"
    await world.press("enter")
    yield "add, refused"


async def _forms(world: World) -> Scenes:
    """Show forms with the cursor in each kind of field."""
    world.choose("t22")
    await act(world, "edit")
    yield "task"
    for kind in (TextArea, Select, "Checkbox", "#deadline"):
        world.app.screen.query(kind).first().focus()
        await world.pilot.pause()
        yield f"task, {kind if isinstance(kind, str) else kind.__name__}"
    await world.fill("deadline", "mardi 99h")
    await world.press("ctrl+s")
    yield "task, refused"
    world.app.screen.query(Select).first().action_show_overlay()
    await world.pilot.pause()
    yield "task, choices"
    await home(world)
    await act(world, "settings")
    yield "settings"
    world.app.screen.query(".row").last().scroll_visible(animate=False)
    await world.pilot.pause()
    yield "settings, foot"
    await home(world)
    await act(world, "command_palette")
    await world.write("temps")
    await world.pilot.pause(0.2)
    yield "palette"


# -- a session, a call, a pause -------------------------------------------------------------------

async def _little(world: World) -> Scenes:
    """Show something of everything: cards, what is told, fields, what is chosen, words marked in a text."""
    world.app.tell("Une phrase, qui va mal.", bad=True)
    await world.pilot.pause()
    yield "day, told"
    world.choose("t01")
    await act(world, "start", "edit")
    world.find("#note", TextArea).text = "Une note {}"
    world.find("#note", TextArea).focus()
    world.find("#note", TextArea).select_all()
    await world.pilot.pause()
    yield "task"
    world.app.screen.query(Select).first().action_show_overlay()
    await world.pilot.pause()
    yield "task, choices"
    await home(world)
    await act(world, "command_palette")
    await world.write("temps")
    await world.pilot.pause(0.2)
    yield "palette"


async def _session(world: World) -> Scenes:
    """Show a session until its break is due, and the break."""
    world.choose("t01")
    await act(world, "start")
    await world.beat(minutes=6, seconds=18)
    yield "session"
    await act(world, "focus_view")
    yield "session, full screen"
    await act(world, "back")
    await act(world, "interrupt")
    await world.beat(minutes=2)
    yield "call"
    await world.write("oei")
    yield "call, whose"
    await act(world, "save")
    for _ in range(2):
        await world.beat(minutes=25)
    yield "session, break due"
    async for name in dialogs(world, "break due", "later"):
        yield name
    await act(world, "take_break", "rest")
    yield "pause"
    for what in ("breathe", "stretch", "away"):
        await act(world, f"offer('{what}')")
        await world.beat(seconds=2)
        yield f"pause, {what}"
    await home(world)
    yield "day, pause"
    await act(world, "take_break")


# -- the other modes ------------------------------------------------------------------------------

async def _times(world: World) -> Scenes:
    """Show the strip of the day, and what is impossible in it."""
    await act(world, "check_times")
    await go(world, "times")
    yield "times"
    rows = world.find("#pieces", Rows)
    rows.choose(next(r.segment.key for r in rows.items if r.segment.work))
    await act(world, "boundary")
    yield "times, boundary"
    await world.press("escape")
    async for name in dialogs(world, "times", "open_time", "note_time", "split"):
        yield name
    await go(world, "review")
    yield "review"
    await act(world, "day_or_week")
    yield "review, week"


async def _reports(world: World) -> Scenes:
    """Show the drafts, what is asked about them, and the texts they are made of."""
    world.clock.set("2026-11-23T17:30")
    world.desk.complete(world.desk.add_task(world.desk.understand("Rappeler le garage @tuy")).id)  # without time
    await go(world, "reports")
    world.find("#whom", Rows).choose("tuy")
    await world.pilot.pause()
    yield "reports"
    async for name in dialogs(world, "reports", "mail", "span", "plain_view", "fill_in"):
        yield name
    await act(world, "mark_sent")
    async for name in dialogs(world, "reports", "history"):
        yield name
    await world.press("tab", "tab")
    await world.write("Vu avec le Cabinet Brumeval. ")
    yield "reports, draft"
    await act(world, "copy")
    yield "reports, held back"
    await world.press("escape")
    async for name in dialogs(world, "reports", "wordings"):
        yield name
        await act(world, "edit")
        await world.write("{{ inconnu }} {% if %}")
        yield f"{name}, wrong"


async def _clients(world: World) -> Scenes:
    """Show the clients and what opens there."""
    await go(world, "clients")
    yield "clients"
    async for name in dialogs(world, "clients", "new_client", "edit_client", "replies", "requests", "close_client"):
        yield name
    async for name in dialogs(world, "clients", "open_statement"):
        yield name
        async for other in dialogs(world, "statement", "save_as"):
            yield other


async def _search(world: World) -> Scenes:
    """Show what is found."""
    await act(world, "search")
    yield "search, nothing yet"
    await world.write("les 2026")
    await world.app.workers.wait_for_complete()
    await world.pilot.pause(0.2)
    await world.press("tab", "down")
    yield "search"


async def _ahead(world: World) -> Scenes:
    """Show what is to come: the plan, the week, an urgency, appointments, what comes again."""
    await ahead.appointments(world)
    await ahead.series(world)
    yield "series"
    async for name in dialogs(world, "series", "add_series", "skip_day", "end_series", "ready_made"):
        yield name
    await go(world, "plan")
    depth = len(world.app.screen_stack)
    await act(world, "fill")
    yield "plan"
    while len(world.app.screen_stack) > depth:
        await close(world)
    async for name in dialogs(world, "plan", "estimate", "other_day"):
        yield name
    await go(world, "week")
    yield "week"
    await go(world, "agenda")
    yield "agenda"
    days = world.find("#days", Rows)
    days.choose(next(row.key for row in days.items if row.found is not None))
    async for name in dialogs(world, "agenda", "edit", "book", "bring", "export"):
        yield name
    await home(world)
    await ahead.urgency(world)
    yield "urgency"
    await act(world, "choose")
    yield "urgency, answers"


async def _evening(world: World) -> Scenes:
    """Show the end of the day, step by step, and the board with all that is late by then."""
    await home(world)
    yield "day, late"
    await go(world, "evening")
    for step in range(6):
        yield f"evening, step {step}"
        await act(world, "skip")


async def _data(world: World) -> Scenes:
    """Show what is kept where; only a run on a folder has it."""
    if world.app.session.keeper is None:
        return
    await settled(world)
    await go(world, "data")
    await settled(world)
    yield "data"
    async for name in dialogs(world, "data", "back_up", "other_file", "tables"):
        yield name
    points = world.find("#points", Rows)
    points.choose(points.items[3].key)
    await settled(world)
    yield "data, a backup"
    await ahead.incoming(world)
    yield "incoming"
    await world.press("down", "down", "down")
    async for name in dialogs(world, "incoming", "change"):
        yield name


async def _staying(world: World) -> Scenes:
    """Show what makes a day pleasant: the welcome, keys, the reading view, the lock, the protection."""
    for mode in ("reading", "keys", "welcome"):
        await go(world, mode)
        yield mode
        if mode == "keys":
            async for name in dialogs(world, mode, "change"):
                yield name
    await go(world, "day")
    async for name in dialogs(world, "day", "announcements", "jump", "screen_phrase", "protect"):
        yield name
    await world.pilot.click(world.find("#todo", Rows), offset=(5, 1), button=3)
    await world.pilot.pause()
    yield "day, menu"
    await home(world)
    session, keeper = world.app.session, world.app.session.keeper
    assert keeper is not None
    forms = (UnsealForm(session, keeper), ChangeForm(session, keeper), KeepForm(session, keeper))
    for screen in (*forms, UnlockScreen(cast("Unlocking", keeper))):
        await world.app.push_screen(screen)
        await world.pilot.pause()
        yield f"protection: {type(screen).__name__}"
        await close(world)
    world.desk.keep_screen_phrase(screen_phrase.kept("une phrase de plusieurs mots"))
    world.app.action_lock()
    await world.pilot.pause()
    yield "locked"
    world.app._unlock()
    await world.pilot.pause()


PARTS: Parts = (
    _board, _day_dialogs, _forms, _session, _times, _reports, _clients, _search, _ahead, _evening, _data, _staying,
)
"""The scenes, in the order of one day."""

FEW: Parts = (_little,)
"""Some scenes, for what is looked at in many themes."""
