"""Modèles from the keys: her own texts with a live preview; a mistake is told, and nothing typed is lost."""

import pytest
from textual.widgets import TextArea

from tests.screen.world import COMMON, PLAIN_SPACES, SMALL, World, running
from tui import wording
from tui.screens.reports import ReportsScreen
from tui.screens.wordings import WordingsScreen


def text(world: World) -> TextArea:
    return world.find("#text", TextArea)


def preview(world: World) -> str:
    return world.find("#preview", TextArea).text.translate(PLAIN_SPACES)


@pytest.mark.parametrize("size", [COMMON, SMALL])
async def test_her_text_is_seen_as_it_is_typed_and_the_next_draft_is_made_from_it(size: tuple[int, int]) -> None:
    async with running(size=size) as world:
        await world.press("f3", "m")
        assert isinstance(world.app.screen, WordingsScreen)
        assert preview(world).startswith("Salut Zéphyrin,"), "it begins with the draft she came from"
        assert world.shows("Noms : salutation, fait")
        await world.press("enter")
        await world.write("Mon mot : ")
        assert preview(world).startswith("Mon mot : Salut Zéphyrin,")
        await world.press("ctrl+s")
        assert "Enregistré" in world.heard()
        await world.press("escape")
        assert world.shows("à vous")
        await world.press("escape")
        assert isinstance(world.app.screen_stack[-1], ReportsScreen)
        assert world.find("#body", TextArea).text.translate(PLAIN_SPACES).startswith("Mon mot : Salut")


async def test_a_mistake_is_told_in_place_with_its_line_and_the_last_good_preview_stays() -> None:
    async with running() as world:
        await world.press("f3", "m", "enter")
        await world.write("Un mot. ")
        await world.write("{{ nom }}")
        assert world.shows("Ligne 1 : « {{ nom }} » n’existe pas ; les noms possibles : salutation")
        assert preview(world).startswith("Un mot. Salut")
        world.app.screen.refresh_desk()  # type: ignore[attr-defined]
        assert preview(world).startswith("Un mot. Salut"), "also after something else changed"
        await world.press("ctrl+s")
        assert "n’existe pas" in world.heard()
        assert world.desk.wordings == {}


async def test_what_is_typed_and_not_saved_is_there_next_time() -> None:
    async with running() as world:
        await world.press("f3", "m", "enter")
        await world.write("À moitié ")
        await world.press("escape", "escape", "m")
        assert text(world).text.startswith("À moitié {{ salutation }}")
        assert world.shows("en cours")
        assert world.desk.typed["wording:tu:day"]["text"].startswith("À moitié")
        await world.press("down")
        assert not text(world).text.startswith("À moitié")
        await world.press("up")
        assert text(world).text.startswith("À moitié")


async def test_one_key_goes_back_to_our_text_and_undo_brings_hers_back() -> None:
    async with running() as world:
        world.desk.keep_wording("tu:day", "Le mien. {{ salutation }}")
        await world.press("f3", "m")
        assert preview(world) == "Le mien. Salut Zéphyrin,\n"
        await world.press("f8")
        assert text(world).text == wording.shipped("tu:day")
        assert world.desk.wordings == {}
        await world.press("ctrl+z")
        assert text(world).text == "Le mien. {{ salutation }}"
        assert world.desk.typed == {}


async def test_the_preview_takes_another_client_of_the_voice_or_made_up_facts() -> None:
    async with running() as world:
        await world.press("f3", "m")
        seen = {preview(world)}
        for _ in world.desk.clients():
            await world.press("f5")
            seen.add(preview(world))
        assert any("Bonjour Camille," in told for told in seen)
        assert not any("Maître" in told for told in seen), "who is written to otherwise is not shown"
        assert len(seen) > 1


async def test_a_kept_text_that_cannot_be_filled_gives_way_to_ours_and_the_draft_says_so() -> None:
    async with running() as world:
        world.desk.keep_wording("tu:day", "{{ disparu }}")
        await world.press("f3")
        assert world.find("#body", TextArea).text.startswith("Salut Zéphyrin,")
        assert world.shows("Votre texte ne peut pas être rempli")


async def test_hostile_text_is_shown_and_kept_as_text() -> None:
    async with running() as world:
        await world.press("f3", "m", "enter")
        await world.paste("[/][red]x \x1b]52;c;eA==\x07 \u202e")
        assert world.clean()
        await world.press("ctrl+s")
        assert world.desk.wordings["tu:day"].text.startswith("[/][red]x ")
