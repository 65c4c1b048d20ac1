"""Going anywhere by a letter, and help for the thing that has the cursor: on every screen, in one run each."""

from textual.screen import ModalScreen
from textual.widgets import Input

from tests.screen.world import SMALL, World, running
from tui.screens.help import HelpScreen
from tui.screens.jump import LETTERS, JumpScreen, labels, targets
from tui.screens.modes import MODES

OPENED: tuple[tuple[str, tuple[str, ...]], ...] = (
    *((mode, ()) for mode in ("day", *MODES)), ("day", ("e",)), ("day", ("a",)), ("day", ("semicolon",)),
    ("clients", ("f5",)), ("clients", ("r",)),
)


async def opened(world: World, mode: str, keys: tuple[str, ...]) -> None:
    world.app.action_show(mode)
    await world.pilot.pause()
    await world.press(*keys)


async def closed(world: World) -> None:
    while len(world.app.screen_stack) > 1:
        world.app.pop_screen()
    await world.pilot.pause()


async def test_on_every_screen_each_letter_leads_where_it_stands_and_f1_comes_back_to_it() -> None:
    async with running() as world:
        for mode, keys in OPENED:
            await opened(world, mode, keys)
            below = world.app.screen
            found = [widget for widget, _at in targets(below)]
            for number, widget in list(enumerate(found))[-1:]:
                world.app.action_jump()
                await world.pilot.pause()
                await world.press(*labels(len(found))[number])
                assert (world.app.screen, below.focused) == (below, widget), (mode, keys)
            at = world.app.focused
            await world.press("f1")
            assert isinstance(world.app.screen, HelpScreen), (mode, keys)
            assert at is None or world.shows("Là où vous êtes"), (mode, keys)
            await world.press("escape")
            assert (world.app.screen, world.app.focused) == (below, at), (mode, keys)
            await closed(world)


async def test_a_boundary_goes_on_being_moved_after_help() -> None:
    async with running(size=SMALL) as world:
        await opened(world, "times", ("b",))
        before = world.picture()
        await world.press("f1", "escape")
        assert world.picture() == before


async def test_the_letters_are_shown_and_escape_another_key_or_a_click_leaves_them() -> None:
    async with running() as world:
        at = world.app.focused
        await world.press("ctrl+t")
        assert world.shows(" S ")
        assert world.shows(" D ")
        for key in ("escape", "f5", "z"):
            await world.press(key)
            assert not world.app.screen.is_modal
            assert world.app.focused is at
            await world.press("ctrl+t")
        await world.pilot.click(offset=(60, 20))
        assert not world.app.screen.is_modal


async def test_a_letter_leads_to_the_deadlines_and_from_a_field_that_is_being_typed_in() -> None:
    async with running() as world:
        found = [w.id for w, _at in targets(world.app.screen)]
        await world.press("ctrl+t", LETTERS[found.index("deadlines")])
        assert world.app.focused is world.app.screen.query_one("#deadlines")
        await world.press("ctrl+f")
        await world.write("impayés")
        await world.press("ctrl+t")
        assert isinstance(world.app.screen, JumpScreen)
        await world.press("escape")
        assert world.find("#words", Input).value == "impayés"


def test_more_places_than_letters_have_labels_of_two_letters_all_different() -> None:
    assert labels(3) == ["s", "d", "f"]
    many = labels(200)
    assert len(set(many)) == 200
    assert {len(label) for label in many} == {2}


async def test_help_names_the_field_and_says_how_a_date_is_typed() -> None:
    async with running() as world:
        await world.press("e")
        world.find("#deadline", Input).focus()
        await world.press("f1")
        assert world.shows("Là où vous êtes : Promis pour")
        assert world.shows("vendredi 17h")
        await world.press("escape", "escape", "a", "f1")
        assert world.shows("@tuy"), "how a task is typed comes second in the line that adds"
        await world.press("escape")
        assert isinstance(world.app.screen, ModalScreen)


async def test_help_names_a_list_without_what_is_counted_beside_its_name() -> None:
    async with running() as world:
        await world.press("f1")
        (line,) = (line for line in world.picture() if "Là où vous êtes" in line)
        assert line.split("│")[1].strip() == "Là où vous êtes : À faire"


async def test_f1_opens_over_the_command_list_too() -> None:
    async with running() as world:
        await world.press("ctrl+p", "f1")
        assert isinstance(world.app.screen, HelpScreen)
        await world.press("escape", "escape")
        assert not world.app.screen.is_modal
