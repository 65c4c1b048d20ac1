"""Adding in one line: what is understood is said before Enter, what is not stays in the title."""

import pytest
from textual.widgets import Input

from pupitre.client import Client
from pupitre.task import Status, Task
from tests.screen.world import HOSTILE, running


async def test_the_line_says_what_it_understood_before_enter_and_adds_just_that() -> None:
    async with running() as world:
        before = len(world.desk.ledger.table(Task))
        await world.press("a")
        await world.write("Relances impayés @tuy vendredi 17h ~30min !")
        assert world.said(".echo").splitlines()[0] == "Relances impayés"
        told = "Tuyauterie Lacaze · vendredi 27 novembre, 17 h (dans 4 jours) · 30 min · urgent"
        assert told in world.said(".echo")
        assert len(world.desk.ledger.table(Task)) == before
        await world.press("enter")
        task = world.added()
        assert (task.title, task.client, task.estimate_min) == ("Relances impayés", "tuy", 30)
        assert "Relances impayés" in world.column(Status.TODO)
        chosen = world.app.screen.chosen  # type: ignore[attr-defined]
        assert chosen.id == task.id


async def test_what_is_not_understood_stays_in_the_title_and_is_shown_there() -> None:
    async with running() as world:
        await world.press("a")
        await world.write("Voir le vendrodi 25h ~xx avec Paul")
        assert world.said(".echo").startswith("Voir le vendrodi 25h ~xx avec Paul\n")
        await world.press("enter")
        task = world.added()
        assert (task.title, task.deadline, task.estimate_min) == ("Voir le vendrodi 25h ~xx avec Paul", None, None)


async def test_an_unknown_client_is_offered_then_created_by_the_second_enter() -> None:
    async with running() as world:
        await world.press("a")
        await world.write("Devis @Maison demain")
        assert "@Maison n’est pas connu" in world.wrong
        await world.press("enter")
        assert isinstance(world.app.focused, Input)
        assert "Maison" in world.wrong
        assert not [c for c in world.desk.clients() if c.name == "Maison"]
        await world.press("enter")
        client = next(c for c in world.desk.clients() if c.name == "Maison")
        assert (world.added().title, world.added().client) == ("Devis", client.id)


async def test_the_offer_is_withdrawn_when_the_line_changes() -> None:
    async with running() as world:
        await world.press("a")
        await world.write("Devis @Maison")
        await world.press("enter")
        await world.write("x")
        await world.press("enter")
        assert len(world.desk.ledger.table(Client)) == 6


async def test_an_ambiguous_client_is_asked_about_and_never_created() -> None:
    async with running() as world:
        world.desk.add_client("Tuyaux Bernard")
        await world.press("a")
        await world.write("Devis @tuya")
        await world.press("enter", "enter")
        assert "@tuy" in world.wrong
        assert isinstance(world.app.focused, Input)
        assert len(world.desk.ledger.table(Client)) == 7


async def test_escape_keeps_the_line_for_the_next_time_until_it_is_added() -> None:
    async with running() as world:
        await world.press("a")
        await world.write("Appeler la mairie")
        await world.press("escape", "a")
        assert world.find("#line", Input).value == "Appeler la mairie"
        await world.press("enter", "a")
        assert world.find("#line", Input).value == ""


async def test_an_empty_line_is_refused_in_words() -> None:
    async with running() as world:
        before = len(world.desk.ledger.table(Task))
        await world.press("a", "enter")
        assert "intitulé" in world.wrong
        assert len(world.desk.ledger.table(Task)) == before


@pytest.mark.parametrize(
    ("language", "part"), [("fr", "ni client, ni date, ni estimation"), ("en", "no client, no date, no estimate")]
)
async def test_a_bare_title_says_that_nothing_else_was_understood(language: str, part: str) -> None:
    async with running(language=language) as world:
        await world.press("a")
        await world.write("Plier le linge")
        assert part in world.said(".echo")


async def test_hostile_lines_are_echoed_and_added_as_they_are() -> None:
    async with running() as world:
        for title in HOSTILE:
            await world.press("a")
            await world.paste(title)
            assert world.clean(), title
            await world.press("enter")
        assert "[/]" in world.column(Status.TODO)
        assert "[red]x" in world.column(Status.TODO)


async def test_a_beat_while_a_form_goes_neither_fails_nor_keeps_what_was_saved() -> None:
    async with running() as world:
        await world.press("a")
        screen = world.app.screen
        await world.write("Relances")
        screen.dismiss(None)
        await screen.query_one(Input).remove()  # as it is for a moment while a dialog is taken off
        world.clock.advance(seconds=31)
        world.app.beat()
        assert world.app.session.drafts == {}, "what was saved is not brought back"
