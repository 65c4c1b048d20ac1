"""What three keyboards type in a field is text: no accent and no sign there is ever a command; Ctrl+C is answered."""

from textual.widgets import Input, TextArea

from tests.keyboards import LAYOUTS
from tests.screen.world import running
from tui.commands import COMMANDS, Place
from tui.commands.keynames import character_key, character_of

SIGNS = sorted({character for rows in LAYOUTS.values() for row in rows for character in row} - {" "})


def test_no_command_that_goes_before_the_fields_has_a_key_that_types() -> None:
    above = [(c.place, c.action, key) for c in COMMANDS for key in c.keys
             if key and character_of(key) and (c.priority or c.place in {Place.EVERYWHERE, Place.FORM, Place.TIME})]
    assert above == []


async def test_every_character_of_the_three_keyboards_is_typed_in_lines_and_in_texts() -> None:
    async with running() as world:
        kept = dict(world.archive.kept)
        await world.press("e")
        screen = world.app.screen
        for field in (screen.query_one("#title", Input), screen.query_one("#note", TextArea)):
            field.focus()
            field.clear()
            await world.pilot.press(*(character_key(sign) for sign in "éèàçù'\"(-_)&=*;:!,"))
            await world.pilot.pause()
            written = field.value if isinstance(field, Input) else field.text
            assert written == "éèàçù'\"(-_)&=*;:!,"
            assert world.app.screen is screen
            for sign in SIGNS:
                assert field.check_consume_key(character_key(sign), sign), sign
        assert world.archive.kept == kept


async def test_ctrl_c_says_how_to_leave_where_nothing_is_to_be_copied() -> None:
    async with running() as world:
        await world.press("ctrl+c")
        assert "Ctrl+Q" in world.heard()
        await world.press("f3", "ctrl+c", "ctrl+j", "ctrl+i", "ctrl+m", "ctrl+h")
        assert world.app.is_running


async def test_ctrl_i_j_m_and_h_do_nothing_on_the_board() -> None:
    async with running() as world:
        kept, screen = dict(world.archive.kept), world.app.screen
        await world.press("ctrl+i", "ctrl+j", "ctrl+m", "ctrl+h")
        assert world.archive.kept == kept
        assert world.app.screen is screen
