"""Adding in one line: completion, recurrences, urgency, sound and pasted letters."""

from textual.widgets import Input

from pupitre.client import Client, Contact
from pupitre.recurrence import Recurrence
from pupitre.task import Task
from tests.screen.world import SMALL, World, running


def line(world: World) -> str:
    return world.find("#line", Input).value


async def typed(world: World, text: str) -> None:
    await world.press("a")
    await world.write(text)


async def test_tab_ends_the_reference_that_is_typed_and_else_takes_the_other_reading() -> None:
    async with running() as world:
        await typed(world, "Devis vendredi prochain @tu")
        assert "@tuy Tuyauterie Lacaze" in world.wrong
        await world.press("tab")
        assert line(world) == "Devis vendredi prochain @tuy "
        assert "vendredi 27 novembre (dans 4 jours) – ou vendredi 4 décembre ?" in world.said(".echo")
        await world.press("tab")
        assert "vendredi 4 décembre (dans 11 jours)" in world.said(".echo")
        await world.press("enter")
        added = world.added()
        assert (added.client, str(added.deadline and added.deadline.day)) == ("tuy", "2026-12-04")


async def test_the_right_arrow_completes_in_the_middle_of_the_line_and_moves_elsewhere() -> None:
    async with running() as world:
        await typed(world, "Devis @br pour demain")
        field = world.find("#line", Input)
        field.cursor_position = len("Devis @br")
        await world.press("right")
        assert line(world) == "Devis @bru pour demain"
        assert field.cursor_position == len("Devis @bru ")
        await world.press("right")
        assert field.cursor_position == len("Devis @bru p")


async def test_her_own_categories_are_completed() -> None:
    async with running() as world:
        world.desk.add_task(world.desk.understand("Ancienne #relances"))
        await typed(world, "Impayés #rel")
        assert world.wrong == "#relances"
        await world.press("tab", "enter")
        assert world.added().category == "relances"


async def test_a_recurrence_is_said_and_added_and_tab_makes_it_one_task() -> None:
    async with running() as world:
        await typed(world, "Point hebdo chaque lundi 9h @tuy")
        assert "chaque lundi, 9 h, à partir du lundi 30 novembre (dans 7 jours)" in world.said(".echo")
        await world.press("enter")
        (added,) = [r for r in world.desk.ledger.table(Recurrence).values() if r.title == "Point hebdo"]
        assert added.client == "tuy"
        assert "Point hebdo" in world.heard()
        await typed(world, "Appel mensuel chaque lundi 9h")
        await world.press("tab")
        assert "une seule fois" in world.said(".echo")
        await world.press("enter")
        assert world.added().title == "Appel mensuel"


async def test_urgent_asks_once_for_its_hour() -> None:
    async with running() as world:
        before = len(world.desk.ledger.table(Task))
        await typed(world, "Appeler Dupont urgent")
        await world.press("enter")
        assert "Pour quelle heure ?" in world.wrong
        assert len(world.desk.ledger.table(Task)) == before
        await world.write("17h")
        assert "lundi 23 novembre, 17 h" in world.said(".echo")
        await world.press("enter")
        assert world.added().title == "Appeler Dupont"
        assert world.added().deadline is not None
        world.clock.advance(seconds=1)
        await typed(world, "Relancer !")
        await world.press("enter", "enter")
        assert (world.added().title, world.added().deadline) == ("Relancer", None)


async def test_an_estimate_from_sound_says_where_it_comes_from() -> None:
    async with running(size=SMALL) as world:
        await typed(world, "Dictée ~48 min audio")
        assert "48 min d’audio × 5 = 4 h (rythme habituel" in world.said(".echo")
        await world.press("enter")
        assert (world.added().audio_min, world.added().estimate_min) == (48, 240)


async def test_a_holiday_a_closed_day_and_a_late_start_are_told() -> None:
    async with running() as world:
        await typed(world, "Livrer le 25 décembre")
        assert "vendredi 25 décembre (dans 32 jours) · jour férié : Noël" in world.said(".echo")
        world.find("#line", Input).value = "Livrer samedi"
        await world.pilot.pause()
        assert "jour non travaillé" in world.said(".echo")
        world.find("#line", Input).value = "Livrer aujourd'hui 8h"
        await world.pilot.pause()
        assert "mardi 24 novembre, 8 h (demain) · ce qui est écrit est passé" in world.said(".echo")
        world.find("#line", Input).value = "Livrer demain à partir de jeudi"
        await world.pilot.pause()
        assert "à partir du jeudi 26 novembre (dans 3 jours) · commence après l’échéance" in world.said(".echo")


LETTER = """De : Anne <anne@lacaze.example>\r
Envoyé : lundi 23 novembre 2026 08:12\r
Objet : RE: Devis chaudière [/]\r
\r
Il nous le faut vendredi 17h.\r
Merci \x1b[31m!\r
"""


async def test_a_pasted_letter_fills_the_line_and_is_kept_as_a_note() -> None:
    async with running() as world:
        tuy = world.desk.client("tuy")
        world.desk.edit_client(Client(id=tuy.id, name=tuy.name, label=tuy.label,
                                      contact=Contact(email="paul@lacaze.example")))
        await world.press("a")
        await world.paste(LETTER)
        assert line(world) == "Devis chaudière [/] @tuy"
        assert "note de 4 lignes" in world.said(".echo")
        assert "Dans le message : vendredi 27 novembre, 17 h (dans 4 jours)" in world.said(".echo")
        assert world.clean()
        await world.press("tab")
        assert "Tuyauterie Lacaze · vendredi 27 novembre, 17 h" in world.said(".echo")
        await world.press("enter")
        task = world.added()
        assert (task.title, task.client) == ("Devis chaudière [/]", "tuy")
        assert task.deadline is not None
        assert task.note.endswith("Il nous le faut vendredi 17h.\nMerci [31m!")


async def test_a_letter_pasted_after_words_keeps_the_words_and_esc_keeps_it_all() -> None:
    async with running() as world:
        await typed(world, "Répondre à Anne @bru")
        await world.paste(LETTER)
        assert line(world) == "Répondre à Anne @bru"
        await world.press("escape", "a")
        assert "note de 4 lignes" in world.said(".echo")
        await world.press("enter")
        assert "Il nous le faut vendredi 17h." in world.added().note
        assert world.added().client == "bru"


async def test_one_pasted_line_goes_where_the_cursor_is() -> None:
    async with running() as world:
        await typed(world, "Devis ")
        await world.paste("chaudière demain\n")
        assert line(world) == "Devis chaudière demain"
        assert "note" not in world.said(".echo")


async def test_hours_from_to_are_told_to_be_of_an_appointment_and_where_those_are_added() -> None:
    async with running() as world:
        await typed(world, "Permanence @ver lundi 9h-12h")
        assert "Un rendez-vous ? Il se note dans l’agenda : F12." in world.said(".echo")
        world.find("#line", Input).value = "Courrier @ver lundi 9h"
        await world.pilot.pause()
        assert "F12" not in world.said(".echo")


async def test_after_esc_the_dates_of_the_letter_are_still_offered() -> None:
    async with running() as world:
        await world.press("a")
        await world.paste(LETTER)
        before = world.said(".echo")
        assert "Dans le message" in before
        await world.press("escape", "a")
        assert world.said(".echo") == before


async def test_a_line_that_was_emptied_says_which_letter_it_still_carries_and_backspace_drops_it() -> None:
    async with running() as world:
        await world.press("a")
        await world.paste(LETTER)
        world.find("#line", Input).value = ""
        await world.pilot.pause()
        await world.press("escape", "a")
        assert "note collée (4 lignes)" in world.said(".echo"), "nothing pasted is lost by Esc"
        await world.press("backspace")
        assert "collée" not in world.said(".echo")
        await world.write("Autre chose")
        assert "note" not in world.said(".echo")
        await world.press("enter")
        assert world.added().note == ""


async def test_the_letter_of_a_line_that_was_emptied_does_not_go_with_the_task_typed_next() -> None:
    async with running() as world:
        await world.press("a")
        await world.paste(LETTER)
        assert "Ctrl+N" in world.said(".keys")
        world.find("#line", Input).value = ""
        await world.pilot.pause()
        await world.write("Relance @bru")
        assert "note" not in world.said(".echo")
        assert "Dans le message" not in world.said(".echo")
        await world.press("escape", "a")
        assert "note" not in world.said(".echo"), "nor after Esc"
        await world.press("enter")
        assert (world.added().client, world.added().note) == ("bru", "")


async def test_a_key_leaves_out_the_note_and_its_dates_and_takes_them_again() -> None:
    async with running() as world:
        await world.press("a")
        await world.paste(LETTER)
        before = world.said(".echo")
        await world.press("ctrl+n")
        assert "note de 4 lignes" not in world.said(".echo")
        assert "Dans le message" not in world.said(".echo")
        await world.press("escape", "a", "ctrl+n")
        assert world.said(".echo") == before
        await world.press("ctrl+n", "enter")
        assert world.added().note == ""
