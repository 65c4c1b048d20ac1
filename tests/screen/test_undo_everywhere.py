"""Undo everywhere: whatever she did, one key takes it back, and what it takes back is named before and after."""

from pupitre.settings import Settings
from pupitre.value import replace
from pupitre.verbs import Verb
from tests.domain.test_desk import PREPARED, VERBS, fill, snapshot
from tests.memory import HandClock
from tests.screen.world import World, running
from tui.commands import Command
from tui.screens.base import DeskScreen
from tui.themes import DARK, LIGHT
from tui.verb_words import verb as told_of


def undo_of(world: World) -> Command:
    """Return undo as the footer and the palette of the screen call it now."""
    screen = world.app.screen
    assert isinstance(screen, DeskScreen)
    return next(c for c in screen.possible() if c.action == "undo")


async def test_each_verb_is_undone_from_the_screen_by_a_key_that_names_it() -> None:
    clock = HandClock()
    async with running(values=[Settings(welcomed=True)], clock=clock) as world:
        desk = world.desk
        fill(desk, clock)
        await world.beat(seconds=1)
        await world.press("left")  # a sign of her, and what a beat notes, are no verbs: they are behind us
        for verb in [*VERBS, *PREPARED]:
            if verb is Verb.RECOVER:
                continue  # the question about an absence is answered in a dialog: tests/screen/test_absence.py
            prepare, act = PREPARED.get(verb) or (lambda _: None, VERBS[verb])
            at, done = snapshot(desk), desk.last_done
            prepare(desk)
            before = snapshot(desk)
            act(desk)
            assert snapshot(desk) != before
            assert desk.last_done is not None
            name = told_of(verb, "")
            command = undo_of(world)
            assert command.title == f"Annuler : {name}".replace(" :", "\u00a0:"), verb
            assert name in command.explanation, verb
            heard = len(world.told)
            await world.press("ctrl+z")
            assert snapshot(desk) == before, verb
            said = [told for told in world.told[heard:] if told.startswith("Annulé") and name in told]
            assert len(said) == 1, verb
            while desk.last_done is not done:
                desk.undo()
            assert snapshot(desk) == at, verb


async def test_undoing_settings_says_which_and_shows_it_at_once() -> None:
    async with running() as world:
        world.desk.change_settings(replace(world.desk.settings, theme=DARK, working_days=(0, 1)))
        world.app.theme = DARK
        assert "Jours de travail" in undo_of(world).explanation or "Jours travaillés" in undo_of(world).explanation
        await world.press("u")
        assert world.app.theme == LIGHT
        assert "Thème" in world.heard()


async def test_a_silence_that_is_undone_tells_once_what_it_held_back() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter", "n", "enter")
        assert undo_of(world).title.endswith("silence commencé")
        for _ in range(3):
            await world.beat(minutes=25)
        await world.press("u")
        assert not world.desk.silent
        await world.beat(seconds=1)
        over = [told for told in world.told if "pendant le silence" in told.lower()]
        assert len(over) == 1
