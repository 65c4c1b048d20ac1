"""Réponses from the keys: two to copy, every use counted; what is typed is kept; what came back is said."""

import pytest
from textual.widgets import TextArea

from pupitre.reply import Reply, ReplyUse
from pupitre.report import Facts
from pupitre.task import Status, Task
from pupitre.value import replace
from tests.screen.world import COMMON, HOSTILE, PLAIN_SPACES, SMALL, World, running
from tui.desktop.clipboard import How
from tui.screens.day import DayScreen
from tui.screens.replies import RepliesScreen
from tui.screens.replies_text import ReplyRow
from tui.screens.requests import RequestsScreen
from tui.widgets.rows import Rows


def text(world: World) -> str:
    return world.find("#text", TextArea).text.translate(PLAIN_SPACES)


def listed(world: World) -> list[ReplyRow]:
    return list(world.find("#which", Rows).items)


def uses(world: World) -> list[tuple[str | None, str]]:
    return [(u.client, u.reply) for u in world.desk.ledger.table(ReplyUse).values()]


def site(world: World) -> Task:
    """Return the request of the demonstration that is outside the mission."""
    return next(t for t in world.desk.ledger.table(Task).values() if t.out_of_scope)


def unanswered(world: World) -> None:
    """Take back what was proposed for it: a quote is still to be offered."""
    world.desk.edit_task(replace(site(world), next_text=""))


async def copied(world: World) -> None:
    """Wait until the copy was heard of."""
    await world.app.workers.wait_for_complete()
    await world.pilot.pause()


@pytest.mark.parametrize("size", [COMMON, SMALL])
async def test_two_keys_copy_the_text_that_fits_and_count_it_on_the_sheet(size: tuple[int, int]) -> None:
    async with running(size=size) as world:
        task = site(world)
        world.choose(task.id)
        await world.press("f5")
        shown = world.find("#text", TextArea).text
        assert "Ta demande du vendredi 20 novembre" in text(world)
        await world.press("enter")
        await copied(world)
        assert world.clipboard.held == [shown]
        assert world.heard().startswith("Copié")
        assert uses(world) == [("tuy", "scope")]
        assert isinstance(world.app.screen, DayScreen), "she is back where she was"
        await world.press("f4", "end")
        assert any("Réponses" in line and "ce mois-ci : hors mission 1" in line for line in world.picture())
        await world.press("ctrl+z")
        assert uses(world) == []
        assert not world.shows("ce mois-ci")


@pytest.mark.parametrize(("how", "heard"), [
    (How.SENT_TO_TERMINAL, "Envoyé au terminal"), (How.FAILED, "Le texte est dans"),
])
async def test_copied_is_only_said_of_what_was_checked(how: How, heard: str) -> None:
    async with running(how=how) as world:
        world.choose(site(world).id)
        await world.press("f5", "enter")
        await copied(world)
        assert heard in world.heard()
        files = [path.name for path in world.folder.glob("*")]
        assert files == (["2026-11-23 TUY - scope.txt"] if how is How.FAILED else [])
        assert uses(world) == [("tuy", "scope")]


async def test_a_slow_clipboard_copies_once_whatever_is_pressed_meanwhile() -> None:
    async with running() as world:
        world.clipboard.gate.clear()
        world.choose(site(world).id)
        await world.press("f5", "enter", "enter", "escape")
        world.clipboard.gate.set()
        await copied(world)
        assert len(world.clipboard.held) == len(uses(world)) == 1
        assert isinstance(world.app.screen, DayScreen)


async def test_what_names_another_client_is_shown_first_and_leaves_the_second_time() -> None:
    async with running() as world:
        world.choose(site(world).id)
        await world.press("f5")
        area = world.find("#text", TextArea)
        area.text += "\nBien à vous, comme au Cabinet Brumeval et chez Northwind Teas."
        for name in ("Brumeval", "Northwind"):
            await world.press("f5")
            await copied(world)
            assert (world.clipboard.held, uses(world)) == ([], [])
            assert "Rien n’est encore parti" in world.heard()
            assert name in area.selected_text, "each is shown for itself"
        await world.press("f5")
        await copied(world)
        assert (world.clipboard.held, uses(world)) == ([area.text], [("tuy", "scope")])


async def test_tab_goes_from_gap_to_gap_and_what_is_typed_there_is_copied() -> None:
    async with running() as world:
        await world.press("f5", "down", "down")
        count = text(world).count("[…]")
        await world.press("tab", "z", "z")
        assert text(world).count("[…]") == count - 1
        assert count > 1
        for _ in range(count):
            await world.press("tab")
        assert world.find("#which", Rows).has_focus, "after the last one the list has the keys again"
        await world.press("enter")
        await copied(world)
        assert world.clipboard.held == [], "what is to be completed is said first"
        assert f"{count - 1} " in world.heard()
        assert world.find("#text", TextArea).selected_text == "[…]"
        assert uses(world) == []
        await world.press("escape", "enter")
        await copied(world)
        assert "zz" in world.clipboard.held[0]
        await world.press("f5", "down", "down")
        assert "zz" not in text(world), "the next time it is filled anew"


async def test_what_is_typed_and_not_copied_is_there_next_time_and_one_key_fills_anew() -> None:
    async with running() as world:
        world.choose(site(world).id)
        await world.press("f5", "tab")
        await world.write("À moitié ")
        await world.press("escape", "escape", "f5")
        assert "À moitié" in text(world)
        assert world.shows("modifié")
        assert any("À moitié" in fields["text"] for name, fields in world.desk.typed.items() if ":" in name)
        await world.press("down")
        assert "À moitié" not in text(world)
        await world.press("up", "ctrl+e")
        assert "À moitié" not in text(world)
        await world.press("escape")
        assert world.desk.typed == {}


async def test_enter_makes_a_line_where_the_text_is_written_and_f5_copies_from_there() -> None:
    async with running() as world:
        await world.press("f5", "tab", "enter")
        assert world.clipboard.held == []
        assert world.shows("F5 copier")
        await world.press("f5")
        await copied(world)
        assert len(world.clipboard.held) == 1


async def test_a_text_of_hers_is_added_in_place_changed_and_deleted() -> None:
    async with running() as world:
        await world.press("f5", "a")
        await world.fill("reply_name", "Mon devis")
        area = world.find("#reply_text", TextArea)
        assert "{{ salutation }}" in area.text, "it begins with one that works"
        area.load_text("Pour {{ nom }}")
        await world.press("ctrl+s")
        assert "« {{ nom }} » n’existe pas" in world.wrong
        area.load_text("Pour {{ client }}, {{ tache }}.")
        await world.press("ctrl+s")
        assert [(r.name, r.voice) for r in world.desk.replies.values()] == [("Mon devis", "tu")]
        await world.press("end")
        assert listed(world)[-1].hers
        assert text(world).startswith("Pour Tuyauterie Lacaze,")
        await world.press("e")
        await world.fill("reply_name", "Devis à part")
        await world.press("ctrl+s")
        assert world.shows("Devis à part")
        await world.press("enter")
        await copied(world)
        await world.press("f4", "end")
        assert world.shows("ce mois-ci : Devis à part 1")
        await world.press("f5", "end", "delete")
        assert world.desk.replies == {}
        await world.press("ctrl+z")
        assert world.shows("Devis à part")


async def test_a_text_of_hers_is_for_the_clients_of_its_voice_and_ours_cannot_be_deleted() -> None:
    async with running() as world:
        for voice in ("tu", "vous", "en", ""):
            world.desk.keep_reply(Reply(id="", name=f"Pour {voice or 'tous'}", text="x", voice=voice))
        await world.press("f5")
        assert [row.name for row in listed(world) if row.hers] == ["Pour tous", "Pour tu"]
        before = len(listed(world))
        await world.press("delete", "e")
        assert len(listed(world)) == before
        assert isinstance(world.app.screen, RepliesScreen)


async def test_a_text_of_hers_that_cannot_be_filled_says_why_and_is_not_copied() -> None:
    async with running() as world:
        world.desk.keep_reply(Reply(id="", name="Cassé", text="{{ disparu }}"))
        await world.press("f5", "end")
        assert world.shows("« {{ disparu }} » n’existe pas")
        await world.press("enter")
        await copied(world)
        assert (world.clipboard.held, uses(world)) == ([], [])


async def test_the_answers_open_from_the_sheet_of_a_client() -> None:
    async with running() as world:
        await world.press("f4", "end", "f5")
        assert isinstance(world.app.screen, RepliesScreen)
        assert "Salut Zéphyrin," in text(world)


async def test_for_a_task_of_her_own_there_is_nobody_to_answer() -> None:
    async with running() as world:
        mine = world.desk.add_task(world.desk.understand("Ranger"))
        screen = world.app.screen
        assert isinstance(screen, DayScreen)
        screen.refresh_desk()
        world.choose(mine.id)
        await world.press("f5")
        assert world.app.screen is screen
        assert "pas de client" in world.heard()


async def test_hostile_titles_and_names_are_text() -> None:
    async with running() as world:
        task = site(world)
        for hostile in (HOSTILE[0], HOSTILE[5], HOSTILE[7]):
            world.desk.edit_task(replace(task, title=hostile))
            world.choose(task.id)
            await world.press("f5")
            assert world.clean()
            await world.press("escape")
        await world.press("f4", "end", "h")
        assert world.clean()


# -- what was asked outside the agreement --------------------------------------------------------------


@pytest.mark.parametrize("size", [COMMON, SMALL])
async def test_what_a_client_asked_outside_is_a_text_for_a_quote(size: tuple[int, int]) -> None:
    async with running(size=size) as world:
        unanswered(world)
        await world.press("f4", "end", "h")
        assert isinstance(world.app.screen, RequestsScreen)
        assert "Voici ta demande de novembre 2026 qui sort de ce qu’on a prévu." in text(world)
        assert world.shows("1 demande, prête pour un devis")
        await world.press("left", "enter")
        assert world.shows("Rien n’a été demandé hors mission en octobre 2026")
        await world.press("right", "right", "enter")
        await copied(world)
        assert world.clipboard.held == []
        assert world.find("#text", TextArea).selected_text == "[…]"
        await world.press("left", "escape", "enter")
        await copied(world)
        assert len(world.clipboard.held) == 1
        assert "– Vendredi 20 novembre :" in world.clipboard.held[0].translate(PLAIN_SPACES)
        assert "RequestsScreen" not in str(world.app.screen), "she is back where she was"
        assert world.shows("Fiche")


async def test_the_text_for_a_quote_is_completed_before_it_is_copied_and_kept_until_then() -> None:
    async with running() as world:
        unanswered(world)
        await world.press("f4", "end", "h", "tab")
        assert world.find("#text", TextArea).selected_text == "[…]"
        await world.press("z", "z", "enter", "escape", "escape")
        assert "RequestsScreen" not in str(world.app.screen)
        await world.press("h")
        assert "zz\n" in text(world)
        assert any(name.endswith(":tuy") and "zz" in fields["text"] for name, fields in world.desk.typed.items())
        await world.press("left")
        assert "zz" not in text(world)
        await world.press("right", "enter")
        await copied(world)
        assert "zz\n" in world.clipboard.held[0]
        assert world.desk.typed == {}
        await world.press("h")
        assert "zz" not in text(world), "the next time it is filled anew"
        await world.press("tab", "z", "ctrl+e")
        assert "[…]" in text(world)


async def test_f5_copies_from_the_list_of_answers_as_well() -> None:
    async with running() as world:
        world.choose(site(world).id)
        await world.press("f5", "f5")
        await copied(world)
        assert uses(world) == [("tuy", "scope")]


# -- work that comes back ------------------------------------------------------------------------------


async def reopening(world: World) -> Task:
    """Finish a task, and press the key that reopens it."""
    task = site(world)
    world.choose(task.id)
    await world.press("space", "f")
    world.choose(task.id)
    await world.press("o")
    return task


async def test_a_finished_task_comes_back_with_what_the_client_said() -> None:
    async with running() as world:
        task = await reopening(world)
        assert world.form_open
        await world.write("Le logo manque")
        await world.press("enter")
        assert world.task(task.id).remark == "Le logo manque"
        assert world.task(task.id).status is Status.TODO
        assert world.shows("de retour")
        facts: Facts = world.desk.facts("tuy", world.desk.today)
        assert [f.task.remark for f in facts.unfinished if f.task.id == task.id] == ["Le logo manque"]
        world.choose(task.id)
        await world.press("f5")
        assert listed(world)[1].key == "mistake"
        await world.press("escape", "u")
        assert world.task(task.id).status is Status.DONE


async def test_without_a_word_it_is_only_reopened() -> None:
    async with running() as world:
        task = await reopening(world)
        await world.press("enter")
        assert (world.task(task.id).status, world.task(task.id).came_back_at) == (Status.TODO, None)
        assert not world.shows("de retour")


async def test_escape_leaves_it_finished() -> None:
    async with running() as world:
        task = await reopening(world)
        await world.press("escape")
        assert world.task(task.id).status is Status.DONE


@pytest.mark.parametrize("size", [COMMON, SMALL])
async def test_in_english_every_word_is_english(size: tuple[int, int]) -> None:
    async with running(language="en", size=size) as world:
        await world.press("f5")
        assert world.shows("Answers")
        assert not any("Réponses" in line or "hors mission" in line for line in world.picture())


async def test_a_slow_copy_takes_nothing_from_the_answer_that_she_writes_meanwhile() -> None:
    async with running() as world:
        world.choose(site(world).id)
        world.clipboard.gate.clear()
        await world.press("f5", "enter", "down")
        world.find("#text", TextArea).text += "XYZ"
        await world.pilot.pause()
        world.clipboard.gate.set()
        await copied(world)
        assert isinstance(world.app.screen, RepliesScreen)
        assert any("XYZ" in values.get("text", "") for values in world.app.session.drafts.values())
        assert uses(world) == [("tuy", "scope")]


async def test_undoing_the_client_itself_leaves_what_is_shown_of_it() -> None:
    async with running() as world:
        world.desk.add_client("Zut et Cie")
        world.app.show_desk()
        await world.press("f4", "end", "h")
        assert isinstance(world.app.screen, RequestsScreen)
        world.app.action_undo()
        await world.pilot.pause()
        assert not isinstance(world.app.screen_stack[-1], RequestsScreen)
