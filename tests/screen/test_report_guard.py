"""Nothing leaves a draft that names others or is private, unless she says so, once, for this report."""

import pytest
from textual.widgets import Input, TextArea

from pupitre.client import Client, Contact, Language
from pupitre.guard import hits
from pupitre.report import Sent
from pupitre.value import replace
from tests.screen.world import World, running
from tui.screens.reports_guard import mended, neutral

OTHER = "Northwind Teas"


def body(world: World) -> TextArea:
    return world.find("#body", TextArea)


def history(world: World) -> list[Sent]:
    return [how for _, how in world.desk.report("tuy", world.desk.today).history]


async def settle(world: World) -> None:
    await world.app.workers.wait_for_complete()
    await world.pilot.pause()


async def typed(world: World, text: str) -> None:
    await world.press("f3", "tab", "tab")
    await world.write(text)


@pytest.mark.parametrize("keys", [["f5"], ["f6"], ["f7", "enter"], ["f7", "end", "enter"]])
async def test_every_way_out_stops_at_another_clients_name_and_shows_where_it_stands(keys: list[str]) -> None:
    async with running() as world:
        await typed(world, f"Vu avec {OTHER}. ")
        await world.press(*keys)
        await settle(world)
        assert history(world) == []
        assert world.clipboard.held == []
        assert not world.folder.exists()
        assert body(world).selected_text == OTHER
        assert world.shows("ligne 1")
        assert world.shows("Rien n’est encore parti")


async def test_f12_mends_it_and_the_way_out_goes_on() -> None:
    async with running() as world:
        await typed(world, f"Vu avec {OTHER}. ")
        await world.press("f6", "f12")
        assert body(world).text.startswith("Vu avec un autre client. Salut")
        assert history(world) == [Sent.FILE]
        assert OTHER not in next(world.folder.iterdir()).read_text(encoding="utf-8")
        assert (world.desk.report("tuy", world.desk.today).body or "").startswith("Vu avec un autre client.")


async def test_what_she_leaves_goes_out_and_is_asked_once_for_this_report() -> None:
    async with running() as world:
        await typed(world, f"Vu avec {OTHER} et BRU. ")
        await world.press("f6", "ctrl+n")
        assert history(world) == []
        assert body(world).selected_text == "BRU"
        await world.press("escape", "escape", "g")  # from the list nothing waits any more
        assert history(world) == []
        await world.press("f6", "g")
        assert history(world) == [Sent.FILE]
        accepted = world.desk.report("tuy", world.desk.today).accepted
        assert len(accepted) == 2
        assert not any("orthwind" in mark for mark in accepted)
        await world.press("f5")
        await settle(world)
        assert history(world) == [Sent.FILE, Sent.COPIED]
    async with running(values=world.archive.load()) as again:
        await again.press("f3", "f6")
        assert history(again)[-1] is Sent.FILE
        assert len(history(again)) == 3


async def test_escape_lets_nothing_out_and_her_text_stays() -> None:
    async with running() as world:
        await typed(world, f"Vu avec {OTHER}. ")
        await world.press("f6", "escape")
        assert "parti" in world.heard()
        assert history(world) == []
        assert body(world).text.startswith(f"Vu avec {OTHER}.")
        assert body(world).has_focus


async def test_another_client_may_be_chosen_while_one_waits_and_nothing_leaves() -> None:
    async with running() as world:
        await typed(world, f"Vu avec {OTHER}. ")
        await world.press("f6", "shift+tab", "shift+tab", "down", "ctrl+n")
        assert history(world) == []
        assert world.archive.kept is not None
        assert not world.folder.exists()


async def test_the_subject_is_read_as_well() -> None:
    async with running() as world:
        await world.press("f3", "tab")
        await world.write(f" {OTHER}")
        await world.press("f6")
        assert history(world) == []
        assert world.shows("objet")
        await world.press("f12")
        assert history(world) == [Sent.FILE]
        assert OTHER not in world.find("#subject", Input).value


async def test_a_private_note_is_found_in_the_draft_of_its_own_client() -> None:
    async with running() as world:
        note = "ne paie plus ses loyers depuis juin"
        world.desk.edit_task(replace(world.task("t01"), note=note))
        await typed(world, f"Il {note}. ")
        await world.press("f6")
        assert history(world) == []
        assert world.shows("note privée")
        await world.press("f12")
        assert body(world).text.startswith("Il. Salut")


@pytest.mark.parametrize(("before", "after"), [
    ("Vu chez Lacaze hier.", "Vu chez un autre client hier."),
    ("Le devis de Lacaze.", "Le devis d’un autre client."),
    ("Le devis du Cabinet Lacaze.", "Le devis d’un autre client."),
    ("Donné au Cabinet Lacaze.", "Donné à un autre client."),
    ("M. Lacaze a rappelé.", "Un autre client a rappelé."),
    ("Écrit à a@lacaze.example.", "Écrit à une autre adresse."),
])
def test_a_mended_sentence_reads_well(before: str, after: str) -> None:
    other = Client(id="o", name="Cabinet Lacaze", label="OTH", contact=Contact(email="a@lacaze.example"))
    client = Client(id="c", name="Dupuis", label="DUP")
    hit, = hits(before, client, (other, client))
    start, end, insert = mended(before, hit, neutral(hit, client), Language.FRENCH)
    assert before[:start] + insert + before[end:] == after


@pytest.mark.parametrize("key", ["f12", "ctrl+n"])
async def test_what_is_typed_after_the_last_hit_erases_nothing(key: str) -> None:
    async with running() as world:
        await typed(world, f"Vu avec {OTHER}. ")
        await world.press("f6", key, "z", "z")
        there = "un autre client" if key == "f12" else OTHER
        assert body(world).text.startswith(f"Vu avec {there}zz. Salut")


async def test_what_is_typed_after_mending_the_subject_erases_nothing() -> None:
    async with running() as world:
        await world.press("f3", "tab")
        subject = world.find("#subject", Input)
        subject.value = f"Vu {OTHER}"
        await world.press("f6", "f12", "z")
        assert subject.value == "Vu un autre clientz"
        assert body(world).selection.is_empty
