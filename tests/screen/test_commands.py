"""Help, the palette, quitting: every verb can be found, and leaving loses nothing."""

import pytest
from textual.command import CommandPalette
from textual.widgets import Input, OptionList, TextArea

from pupitre.task import Status
from pupitre.text import clean_text
from tests.screen.world import HOSTILE, World, running
from tui.commands import COMMANDS, Place
from tui.screens.clients import ClientsScreen
from tui.screens.day import DayScreen
from tui.screens.help import HelpScreen
from tui.screens.reports import ReportsScreen
from tui.screens.showing import show_draft
from tui.widgets.rows import Rows


async def found(world: World, query: str) -> list[str]:
    """Return the commands that the palette offers for what is typed."""
    await world.press("ctrl+p")
    await world.write(query)
    palette = world.app.screen
    assert isinstance(palette, CommandPalette)
    await palette.workers.wait_for_complete()
    await world.pilot.pause(0.3)
    options = palette.query_one(OptionList)
    return [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]


async def test_help_lists_every_command_with_its_sentence() -> None:
    async with running(size=(160, 600)) as world:
        await world.press("f1")
        told = " ".join(" ".join(world.picture()).replace("│", " ").split())
        for command in COMMANDS:
            # A long name goes on below itself: its words are looked for one by one.
            assert [w for w in f"{command.title} {command.explanation}".split() if w not in told] == []
        assert "@tuy" in told
        await world.press("f1")
        assert isinstance(world.app.screen, DayScreen)


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_help_closes(key: str) -> None:
    async with running() as world:
        await world.press("f1")
        assert isinstance(world.app.screen, HelpScreen)
        await world.press(key)
        assert isinstance(world.app.screen, DayScreen)


@pytest.mark.parametrize(
    ("query", "title"), [("echeances", "Journée"), ("reglages", "Réglages"), ("DECALER", "Décaler")]
)
async def test_the_palette_finds_without_accents_or_case(query: str, title: str) -> None:
    async with running() as world:
        assert any(title in option for option in await found(world, query))


async def test_the_palette_runs_what_it_found() -> None:
    async with running() as world:
        await found(world, "clients et leurs fiches")
        await world.press("enter")
        assert isinstance(world.app.screen, ClientsScreen)


async def test_the_palette_says_when_nothing_has_this_name() -> None:
    async with running() as world:
        assert any("Aucune commande" in option for option in await found(world, "xyzzy [/] {0}"))


async def test_the_palette_offers_no_form_command_and_each_command_once() -> None:
    async with running() as world:
        options = await found(world, "")
        assert len(options) == len(set(options))
        assert not any(c.title in options for c in COMMANDS if c.place is Place.FORM)


async def test_quitting_asks_nothing_and_loses_nothing() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter")
        kept = dict(world.archive.kept)
        await world.press("ctrl+q")
        assert world.app.return_code == 0
    assert world.archive.kept == kept
    assert world.notifier.closed


async def test_the_test_of_notifications_names_each_way_and_how_it_went() -> None:
    async with running() as world:
        world.app.action_test_notifications()
        for _ in range(20):
            await world.pilot.pause(0.02)
            if world.told:
                break
        assert "notify-send : échec" in world.heard() or "notify-send: échec" in world.heard()
        assert "son du terminal : envoyé" in world.heard()


async def test_a_screen_change_with_a_form_open_keeps_the_form_and_its_text() -> None:
    async with running() as world:
        await world.press("a")
        await world.write("À moitié tapé")
        await world.press("f3", "f2")
        assert world.find("#line", Input).value == "À moitié tapé"


async def test_ctrl_z_in_a_text_takes_back_typing_and_no_work() -> None:
    async with running() as world:
        world.choose("t03")
        world.desk.complete("t05")
        await world.press("e")
        note = world.find("#note", TextArea)
        note.focus()
        await world.press("x", "ctrl+z")
        assert note.text == ""
        assert world.task("t05").status is Status.DONE


async def test_ctrl_z_in_a_line_takes_back_no_work_either() -> None:
    async with running() as world:
        world.desk.complete("t05")
        await world.press("a", "x", "ctrl+z")
        assert world.task("t05").status is Status.DONE


async def test_what_is_typed_in_a_form_behind_another_screen_survives_leaving() -> None:
    async with running() as world:
        await world.press("a")
        await world.write("À moitié tapé")
        await world.press("f3", "ctrl+q")
        assert world.desk.typed["add"] == {"line": "À moitié tapé"}


async def test_tab_takes_the_other_reading_of_a_date() -> None:
    async with running() as world:
        await world.press("a")
        await world.write("Point vendredi prochain")
        first = world.shows("vendredi 27 novembre (dans 4 jours) – ou vendredi 4 décembre")
        await world.press("tab")
        assert first
        assert world.shows("vendredi 4 décembre (dans 11 jours) – ou vendredi 27 novembre")


async def test_a_key_to_a_screen_leaves_what_was_opened_above_it_and_keeps_what_is_typed_there() -> None:
    async with running() as world:
        await world.press("f4", "end", "h", "tab", "z", "z", "f2")
        assert "DayScreen" in str(world.app.screen)
        await world.press("f4")
        assert "ClientsScreen" in str(world.app.screen)
        assert any("zz" in fields["text"] for fields in world.desk.typed.values())
        await world.press("h", "f4")
        assert "ClientsScreen" in str(world.app.screen), "from above it as well"


async def test_a_form_stays_open_where_it_is() -> None:
    async with running() as world:
        await world.press("f4", "a", "f2", "f4")
        assert world.form_open


async def test_a_draft_is_found_although_its_texts_were_left_open() -> None:
    async with running() as world:
        await world.press("f3", "m", "f2")
        await show_draft(world.app, "oei")
        await world.pilot.pause()
        assert isinstance(world.app.screen, ReportsScreen)


async def test_the_help_of_the_mailbox_begins_with_its_own_keys() -> None:
    async with running() as world:
        world.app.action_mailbox()
        await world.pilot.pause()
        await world.press("f1")
        drawn = [line.strip("│ ") for line in world.picture()]
        assert any("F5" in line and "Essayer" in line for line in drawn[:14])


async def test_the_footer_names_no_key_that_edits_the_line_where_the_cursor_is() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("semicolon", "a", "é", "t", "enter")
        world.find("#steps", Rows).focus()
        await world.pilot.pause()
        assert "Suppr" in world.picture()[-1]
        world.find("#line", Input).focus()
        await world.pilot.pause()
        assert "Suppr" not in world.picture()[-1]


@pytest.mark.parametrize("query", ["", "annuler"])
async def test_the_palette_names_what_undo_takes_back_as_it_was_typed(query: str) -> None:
    async with running() as world:
        for title in HOSTILE if query else HOSTILE[:3]:
            task = world.desk.add_task(world.desk.understand(clean_text(title)))
            world.app.show_desk()
            undo = next(told for told in await found(world, query) if "Annuler" in told)
            assert "".join(task.title.split())[:12] in "".join(undo.split())
            assert world.app._exception is None
            await world.press("escape")


async def test_a_palette_that_another_dialog_covers_closes_itself_and_nothing_else() -> None:
    async with running() as world:
        await world.press("ctrl+p")
        palette = world.app.screen
        assert isinstance(palette, CommandPalette)
        world.app.push_screen(HelpScreen(Place.DAY))
        await world.pilot.pause()
        palette._action_escape()
        palette._action_escape()
        await world.pilot.pause()
        assert isinstance(world.app.screen, HelpScreen)
        await world.press("escape")
        assert isinstance(world.app.screen, DayScreen)
        assert world.app._exception is None
