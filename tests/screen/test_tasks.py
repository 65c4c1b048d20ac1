"""Undo, the forms of a task, and what a refusal leaves: the sentence says what to do, the typed text stays."""

import pytest
from textual.widgets import Input, Select

from pupitre.task import Status
from pupitre.value import replace
from tests.screen.world import World, running
from tui.widgets.rows import Rows


@pytest.mark.parametrize("key", ["u", "ctrl+z"])
async def test_undo_names_what_it_takes_back_deletion_included(key: str) -> None:
    async with running() as world:
        world.choose("t03")
        title = world.task("t03").title
        await world.press("delete")
        assert title not in world.column(Status.TODO)
        await world.press(key)
        assert title in world.column(Status.TODO)
        assert world.heard() == f"Annulé : tâche supprimée « {title} »"
        await world.press(key)
        assert "plus rien à annuler" in world.heard()


async def test_undo_takes_back_one_verb_after_another() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter", "space", "u")
        assert world.task("t01").status is Status.DOING
        assert world.desk.focus is not None
        await world.press("u")
        assert world.task("t01").status is Status.TODO
        assert world.desk.focus is None


@pytest.mark.parametrize(
    ("key", "typed", "field"),
    [("x", {}, "Donnez la raison"), ("h", {"next_text": "Un devis à part"}, "Dites pourquoi"),
     ("d", {"next": "demain 14h"}, "Donnez la raison"),
     ("d", {"reason": "Le scanner est en panne"}, "Donnez la nouvelle date")],
)
async def test_a_form_without_its_reason_says_what_is_missing_and_keeps_what_was_typed(
    key: str, typed: dict[str, str], field: str,
) -> None:
    async with running() as world:
        world.choose("t03")
        before = world.task("t03")
        await world.press(key)
        for name, text in typed.items():
            await world.fill(name, text)
        await world.press("ctrl+s")
        assert field in world.wrong
        assert {name: world.find(f"#{name}", Input).value for name in typed} == typed
        assert world.task("t03") == before


async def test_a_task_can_be_postponed_with_its_reason() -> None:
    async with running() as world:
        world.choose("t03")
        await world.press("d")
        await world.fill("next", "demain 14h")
        assert "mardi 24 novembre, 14 h" in world.said(".echo")
        await world.fill("reason", "Le scanner est en panne")
        await world.press("f12")
        task = world.task("t03")
        assert (task.reason, task.explained_at) == ("Le scanner est en panne", world.clock.now)
        assert not world.form_open


async def test_a_date_that_is_not_understood_is_refused_with_an_example() -> None:
    async with running() as world:
        world.choose("t03")
        await world.press("d")
        await world.fill("next", "à la saint-glinglin")
        await world.fill("reason", "Panne")
        await world.press("ctrl+s")
        assert "à la saint-glinglin" in world.wrong
        assert world.app.focused is world.find("#next", Input)


async def test_waiting_says_on_whom_and_reopening_puts_it_back() -> None:
    async with running() as world:
        world.choose("t03")
        await world.press("w")
        await world.fill("other", "la mairie")
        await world.fill("missing", "le cachet")
        await world.press("ctrl+s")
        task = world.task("t03")
        assert (task.status, task.waiting_for, task.reason) == (Status.WAITING, "la mairie", "le cachet")
        assert world.shows("la mairie")
        world.choose("t03")
        await world.press("o")
        assert world.task("t03").status is Status.TODO


async def test_giving_up_with_a_reason_takes_the_task_off_the_board() -> None:
    async with running() as world:
        world.choose("t03")
        await world.press("x")
        await world.fill("reason", "Le client y renonce")
        await world.press("enter")
        assert world.task("t03").title not in world.column(Status.TODO)
        assert world.task("t03").dropped_at is not None


async def test_escape_keeps_what_was_typed_and_reopening_shows_it() -> None:
    async with running() as world:
        world.choose("t03")
        await world.press("x")
        await world.write("Peut-être")
        await world.press("escape", "x")
        assert world.find("#reason", Input).value == "Peut-être"
        assert "repris" in world.wrong.lower()
        world.app.screen.dismiss(False)
        await world.pilot.pause()
        world.choose("t04")
        await world.press("x")
        assert world.find("#reason", Input).value == ""


async def test_changing_the_title_of_an_overdue_task_keeps_its_past_deadline() -> None:
    async with running() as world:
        world.clock.advance(hours=30)
        world.choose("t01")
        deadline = world.task("t01").deadline
        await world.press("e")
        assert world.find("#deadline", Input).value == "23/11/2026 12h00"
        await world.fill("title", "Nouveau titre")
        await world.press("ctrl+s")
        assert (world.task("t01").title, world.task("t01").deadline) == ("Nouveau titre", deadline)


@pytest.mark.parametrize(("name", "replaced"), [("deadline", True), ("estimate", True), ("title", False)])
async def test_typing_replaces_a_proposed_date_or_duration_and_no_text_of_hers(name: str, replaced: bool) -> None:
    async with running() as world:
        world.desk.edit_task(replace(world.task("t01"), estimate_min=30, title="2 dents"))
        world.choose("t01")
        await world.press("e")
        field = world.find(f"#{name}", Input)
        before = field.value
        assert before
        field.focus()
        await world.pilot.pause()
        await world.press("5")
        assert field.value == ("5" if replaced else f"{before}5")


async def test_the_edit_form_keeps_every_field() -> None:
    async with running() as world:
        world.choose("t22")
        before = world.task("t22")
        await world.press("e", "ctrl+s")
        assert world.task("t22") == before


@pytest.mark.parametrize(
    ("field", "text", "part"),
    [("title", "", "intitulé"), ("estimate", "beaucoup", "La durée va de"), ("progress", "120", "100"),
     ("deadline", "hier soir ?", "hier")],
)
async def test_a_wrong_field_gets_the_cursor_and_a_sentence(field: str, text: str, part: str) -> None:
    async with running() as world:
        world.choose("t01")
        before = world.task("t01")
        await world.press("e")
        await world.fill(field, text)
        await world.press("ctrl+s")
        assert part in world.wrong
        assert world.app.focused is world.find(f"#{field}", Input)
        assert world.task("t01") == before


async def test_a_full_disk_is_one_sentence_and_the_form_stays_as_it_was() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("e")
        await world.fill("title", "Tapé avant la panne")
        world.archive.fail_next = 1
        await world.press("ctrl+s")
        assert "libérez de la place" in world.wrong
        assert world.find("#title", Input).value == "Tapé avant la panne"
        await world.press("ctrl+s")
        assert world.task("t01").title == "Tapé avant la panne"


async def test_a_full_disk_refuses_a_key_in_one_sentence_and_the_board_stays_true() -> None:
    async with running() as world:
        world.choose("t01")
        world.archive.fail_next = 1
        await world.press("space")
        assert len(world.told) == 1
        assert world.task("t01").title in world.column(Status.TODO)


async def test_letters_and_accents_in_fields_are_text_and_never_commands() -> None:
    async with running() as world:
        world.choose("t03")
        await world.press("x", "é", "è", "à", "ç", "ù", "a", "d", "u", "q", "space", "p")
        assert world.find("#reason", Input).value == "éèàçùaduq p"
        assert world.task("t03").dropped_at is None


async def test_accents_on_the_board_do_nothing() -> None:
    async with running() as world:
        screen, writes = world.app.screen, world.archive.writes
        await world.press("é", "è", "à", "ç", "ù")
        assert (world.app.screen, world.archive.writes) == (screen, writes)


async def test_one_key_narrows_the_board_to_a_client_and_back() -> None:
    async with running() as world:
        everything = len(world.column(Status.TODO))
        world.choose("t04")
        await world.press("c")
        assert "L’Atelier d’Œillets" in world.picture()[0]
        tasks = {t.client for t in world.desk.board("oei").todo}
        assert tasks == {"oei"}
        assert len(world.column(Status.TODO)) == len(world.desk.board("oei").todo) < everything
        await world.press("c")
        assert len(world.column(Status.TODO)) == everything


async def test_the_done_column_opens_folds_and_reopens() -> None:
    async with running() as world:
        assert not world.shows("Rappeler Mme Pérennelle")
        await world.press("f")
        assert world.shows("Rappeler Mme Pérennelle")
        world.choose("t32")
        await world.press("space")
        assert world.task("t32").status is Status.TODO
        await world.press("f")
        assert not world.find("#done", Rows).display


async def test_noted_time_counts_for_the_client() -> None:
    async with running() as world:
        world.choose("t03")
        await world.press("t")
        await world.fill("minutes", "1h15")
        await world.press("ctrl+s")
        assert world.shows("BRU   1 h 15")


async def test_another_choice_of_the_form_is_kept() -> None:
    async with running() as world:
        world.choose("t03")
        await world.press("e")
        world.find("#client", Select).value = "oei"
        await world.press("ctrl+s")
        assert world.task("t03").client == "oei"


async def test_every_form_of_a_task_opens_in_english_too() -> None:
    async with running(language="en") as world:
        titles = {"d": "Postpone", "w": "Waiting", "x": "Give up", "h": "Out of scope", "t": "Time on"}
        for key, title in titles.items():
            await opened(world, key, title)


async def opened(world: World, key: str, title: str) -> None:
    world.choose("t03")
    await world.press(key)
    assert world.said(".title").startswith(title)
    await world.press("escape")
