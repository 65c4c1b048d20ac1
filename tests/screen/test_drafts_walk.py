"""Escape goes one step back and loses no text: every field of the application, one after the other, in one run."""

from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from pupitre.demo import START
from pupitre.due import ReportDue
from tests.memory import HandClock
from tests.screen.world import World, running
from tui.widgets.rows import Rows

TYPED = "zéàç"

FIELDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("day", ("a",)), ("day", ("e",)), ("day", ("d",)), ("day", ("w",)), ("day", ("t",)), ("day", ("h",)),
    ("day", ("x",)), ("day", ("f9",)), ("day", ("semicolon", "a")), ("day", ("semicolon", "n")),
    ("plan", ("t",)), ("plan", ("d",)), ("week", ("tab", "enter")), ("urgency", ()),
    ("series", ("a",)), ("agenda", ("a",)),
    ("reports", ("tab",)), ("reports", ("tab", "tab")), ("reports", ("m", "enter")),
    ("clients", ("a",)), ("clients", ("enter",)), ("clients", ("f5", "tab")),
    ("clients", ("f5", "a")), ("clients", ("h", "tab")), ("times", ("t",)),
    ("times", ("enter",)), ("times", ("s",)), ("search", ()), ("evening", ("enter",)),
)


def field(world: World) -> Input | TextArea | None:
    """Return the field that has the cursor."""
    screen = world.app.screen
    fields = [w for w in (screen.focused, *screen.focus_chain) if isinstance(w, Input | TextArea) and not w.disabled]
    if fields:
        fields[0].focus()
    return fields[0] if fields else None


def text(at: Input | TextArea) -> str:
    return at.value if isinstance(at, Input) else at.text


async def go(world: World, mode: str, keys: tuple[str, ...]) -> None:
    world.app.action_show(mode)
    await world.pilot.pause()
    await world.press(*keys)


async def home(world: World) -> None:
    """Go back by Escape alone."""
    for _step in range(6):
        if world.app.current_mode == "day" and not isinstance(world.app.screen, ModalScreen):
            return
        await world.press("escape")


async def test_what_is_typed_in_any_field_is_there_again_after_escape() -> None:
    lost: list[object] = []
    async with running(clock=HandClock(START)) as world:
        for mode, keys in FIELDS:
            await go(world, mode, keys)
            at = field(world)
            await world.pilot.pause()
            assert at is not None, (mode, keys)
            await world.write(TYPED)
            await home(world)
            if world.app.current_mode != "day":
                lost.append((mode, keys, "escape does not lead home"))
            await go(world, mode, keys)
            again = field(world)
            if again is None or TYPED not in text(again):
                lost.append((mode, keys, repr(again), repr(text(again)[:40]) if again else ""))
            await home(world)
    assert lost == []


async def test_who_broke_in_is_kept_by_escape_and_found_with_the_last_interruption() -> None:
    async with running() as world:
        await world.press("i")
        world.find("#who", Input).focus()
        await world.write(TYPED)
        await world.press("escape")
        await world.app.run_action("app.complete_interruption")
        await world.pilot.pause()
        assert world.find("#who", Input).value == TYPED


async def test_ctrl_z_takes_typing_back_in_the_subject_of_a_report_a_word_at_a_time() -> None:
    async with running() as world:
        await world.press("f3", "tab")
        subject = world.find("#subject", Input)
        subject.focus()
        before, told = subject.value, len(world.told)
        await world.press("end", "space", "u", "n", "space", "m", "o", "t")
        assert subject.value == f"{before} un mot"
        await world.press("ctrl+z")
        assert subject.value == f"{before} un "
        for _each in range(6):
            await world.press("ctrl+z")
        assert subject.value == before
        assert len(world.told) == told, "no work is taken back"


async def test_a_report_that_is_due_is_opened_from_the_deadlines_by_keyboard() -> None:
    async with running() as world:
        due = world.find("#deadlines", Rows)
        due.focus()
        number = next(n for n, item in enumerate(due.items) if isinstance(item, ReportDue))
        await world.press(*["down"] * number, "enter")
        await world.pilot.pause()
        assert world.app.current_mode == "reports"
        await world.press("f2")
        world.find("#deadlines", Rows).focus()
        await world.press("home", "e")
        assert world.form_open, "the keys act on the task that is due"
