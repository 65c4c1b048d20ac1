"""Escape goes one step back and loses no text: every field of the application, one after the other, in one run."""

from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from pupitre.demo import START
from tests.memory import HandClock
from tests.screen.world import World, running

TYPED = "zéàç"

FIELDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("day", ("a",)), ("day", ("e",)), ("day", ("d",)), ("day", ("w",)), ("day", ("t",)), ("day", ("h",)),
    ("day", ("x",)), ("day", ("i",)), ("day", ("f9",)), ("day", ("semicolon", "a")), ("day", ("semicolon", "n")),
    ("plan", ("e",)), ("plan", ("t",)), ("plan", ("d",)), ("week", ("tab", "enter")), ("urgency", ()),
    ("series", ("a",)), ("series", ("f",)), ("agenda", ("a",)), ("agenda", ("i",)), ("agenda", ("o",)),
    ("reports", ("tab",)), ("reports", ("tab", "tab")), ("reports", ("m", "enter")),
    ("clients", ("a",)), ("clients", ("enter",)), ("clients", ("x",)), ("clients", ("f5", "tab")),
    ("clients", ("f5", "a")), ("clients", ("h", "tab")), ("clients", ("r", "s")), ("times", ("t",)),
    ("times", ("enter",)), ("times", ("s",)), ("search", ()), ("data", ("o",)), ("data", ("s",)), ("data", ("t",)),
    ("incoming", ("o",)), ("evening", ("enter",)),
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
    lost, none = [], []
    async with running(clock=HandClock(START)) as world:
        for mode, keys in FIELDS:
            await go(world, mode, keys)
            at = field(world)
            await world.pilot.pause()
            if at is None:
                none.append((mode, keys, repr(world.app.focused), type(world.app.screen).__name__))
                await home(world)
                continue
            await world.write(TYPED)
            await home(world)
            if world.app.current_mode != "day":
                lost.append((mode, keys, "escape does not lead home"))
            await go(world, mode, keys)
            again = field(world)
            if again is None or TYPED not in text(again):
                lost.append((mode, keys, repr(again), repr(text(again)[:40]) if again else ""))
            await home(world)
    print(*none, "---", *lost, sep="\n")
    assert none == []
    assert lost == []
