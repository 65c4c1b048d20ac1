"""Urgence from the keys: one line while she listens, what slips live below it, an answer, and the texts it owes."""

import pytest
from textual.widgets import Input, TextArea

from pupitre.reply import ReplyUse
from pupitre.task import Priority, Task
from tests.screen.world import COMMON, HOSTILE, PLAIN_SPACES, SMALL, World, running
from tui.screens.choice import ChoiceScreen
from tui.screens.day import DayScreen
from tui.screens.replies import RepliesScreen
from tui.screens.urgency import UrgencyScreen
from tui.screens.urgency_text import OfferRow, SlipRow
from tui.widgets.rows import Rows

LINE = "Courrier à la mairie @tuy 17h ~5h"
"""On Monday at 9:10 there are 350 minutes of work until 17:00: what is promised for today does not fit beside it."""


async def asked(world: World, line: str) -> None:
    """Open the screen, and type a line into it."""
    await world.press("f8")
    await typed(world, "line", line)


async def typed(world: World, name: str, text: str) -> None:
    """Type into a field, and wait for the weighing as she does: by looking."""
    world.find(f"#{name}", Input).focus()
    await world.fill(name, text)
    screen = world.app.screen
    assert isinstance(screen, UrgencyScreen)
    while screen.behind:
        await world.pilot.pause(0.01)


def at(world: World) -> type:
    """Return what is shown."""
    return type(world.app.screen)


def slips(world: World) -> list[SlipRow]:
    return list(world.find("#slips", Rows).items)


def offers(world: World) -> list[OfferRow]:
    return list(world.find("#offers", Rows).items)


def text(world: World) -> str:
    return world.find("#text", TextArea).text.translate(PLAIN_SPACES)


def newest(world: World) -> list[Task]:
    return [t for t in world.desk.ledger.table(Task).values() if t.title.startswith("Courrier à la mairie")]


def oeillets(world: World) -> Task:
    """Return the task of the demonstration that yields to the urgency."""
    return next(t for t in world.desk.ledger.table(Task).values() if "9 courriels" in t.title)


async def copied(world: World) -> None:
    await world.press("f5")
    await world.app.workers.wait_for_complete()
    await world.pilot.pause()


@pytest.mark.parametrize("size", [COMMON, SMALL])
async def test_what_slips_is_there_while_she_types(size: tuple[int, int]) -> None:
    async with running(size=size) as world:
        await asked(world, LINE)
        assert world.shows("Tuyauterie Lacaze · lundi 23 novembre, 17 h")
        assert world.shows("Ça tient, prêt à 17 h, si 1 tâche change de date.")
        assert world.shows("→ demain 8 h 45")
        assert "Entrée répondre" in world.picture()[-1], "she is told how to go on where she types"
        assert world.shows("promis 17 h · prêt 10 h 55 →")
        assert size == SMALL or world.shows("· retard : ")
        assert world.shows("1 tâche sans estimation, non comptée · 2 en attente, non comptées")
        assert newest(world) == [], "nothing is promised yet"
        await typed(world, "line", "Courrier à la mairie @tuy 17h ~30")
        assert world.shows("Rien ne glisse.")
        assert slips(world) == []


async def test_what_cannot_be_dated_is_said_to_be_late_and_accepting_does_not_say_that_nothing_moves() -> None:
    async with running() as world:
        await asked(world, "Tri @oei 17h ~8h")
        assert world.shows("Ça ne tient pas : ")
        late = len(slips(world))
        assert late > 1
        assert sum("sera en retard" in line for line in world.picture()) > 1
        assert world.shows(f"ajoute la tâche ; {late} tâches seront en retard")
        assert not world.shows("rien ne bouge")


async def test_accepting_moves_keeps_the_reason_and_offers_each_text_in_turn() -> None:
    async with running() as world:
        before = oeillets(world)
        await asked(world, LINE)
        await world.press("enter", "enter")
        assert world.shows("OEI Répondre aux 9 courriels de la boutique → demain 8 h 45")
        await world.press("enter")
        [task] = newest(world)
        assert (task.priority, task.client) == (Priority.URGENT, "tuy")
        assert oeillets(world).reason == "Un imprévu a pris le temps réservé"
        assert world.shows("Qui prévenir ?")
        await world.press("enter")
        assert at(world) is RepliesScreen
        assert "« Courrier à la mairie » : c’est possible pour lundi 23 novembre à 17 h" in text(world)
        await copied(world)
        await copied(world)
        assert at(world) is ChoiceScreen
        assert not world.shows("TUY Urgence acceptée"), "it is copied: only the others are left"
        await world.press("enter")
        assert "un imprévu a pris le temps réservé" in text(world)
        assert "mardi 24 novembre à 8 h 45" in text(world)
        assert "Courrier" not in text(world)
        assert "Tuyauterie" not in text(world)
        await copied(world)
        assert at(world) is DayScreen
        assert [(u.client, u.reply) for u in world.desk.ledger.table(ReplyUse).values()] == [
            ("tuy", "urgent_yes"), ("oei", "late"),
        ]
        await world.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert (oeillets(world), newest(world)) == (before, []), "two texts and one answer: three times undone"


async def test_a_later_date_tells_the_hour_that_was_asked_and_the_one_that_is_offered() -> None:
    async with running() as world:
        await asked(world, LINE)
        await world.press("enter", "down", "enter")
        [task] = newest(world)
        assert task.deadline is not None
        assert task.deadline.day.isoformat() == "2026-11-24"
        assert oeillets(world).next_on is None
        await world.press("enter")
        assert "pour lundi 23 novembre à 17 h" in text(world)
        assert "le mardi 24 novembre à 15 h 15" in text(world)


async def test_a_refusal_leaves_a_trace_unless_she_wants_none() -> None:
    async with running() as world:
        await asked(world, LINE)
        await world.press("enter", "end", "enter", "ctrl+s")
        [task] = newest(world)
        assert task.dropped_at is not None
        assert "mardi 24 novembre à 15 h 15" in task.next_text.translate(PLAIN_SPACES)
        await world.press("escape")
        assert at(world) is DayScreen, "she may leave the texts"
        await world.press("ctrl+z")
        assert newest(world) == []
        await asked(world, LINE)
        await world.press("enter", "end", "enter", "tab", "tab", "space", "ctrl+s")
        assert newest(world) == []
        await world.press("enter")
        assert at(world) is RepliesScreen
        assert "[…]" in text(world)


async def test_what_must_not_move_is_left_out_and_weighed_anew() -> None:
    async with running() as world:
        await asked(world, LINE)
        await world.press("tab", "tab", "tab", "space")
        assert [r.task.id for r in slips(world) if r.kept] == [oeillets(world).id]
        assert world.shows("ne bouge pas")
        assert all(oeillets(world).id not in dict(r.offer.moves) for r in offers(world))
        await world.press("space")
        assert [r.task.id for r in slips(world)] == [oeillets(world).id]
        assert world.shows("[X]")


async def test_it_asks_for_what_is_missing_and_keeps_what_was_typed() -> None:
    async with running() as world:
        await asked(world, "Courrier à la mairie @tuy")
        assert world.shows("Combien de temps faut-il ?")
        await world.press("enter")
        await typed(world, "effort", "1h30")
        assert world.shows("Pour quand ?")
        await world.press("enter")
        assert world.app.focused is world.find("#hour", Input)
        await typed(world, "hour", "17h")
        assert world.shows("Rien ne glisse.")
        await world.press("escape", "f8")
        assert [world.find(f"#{n}", Input).value for n in ("line", "effort", "hour")] == [
            "Courrier à la mairie @tuy", "1h30", "17h",
        ]
        await world.press("enter", "enter", "escape")
        [task] = newest(world)
        assert task.estimate_min == 90


async def test_it_says_what_is_wrong_with_what_is_asked() -> None:
    async with running() as world:
        await world.press("f8")
        for line, told in (
            ("Courrier @tuy 20h ~30", "C’est en dehors de vos heures de travail"),
            ("Courrier @tuy samedi ~30", "C’est en dehors de vos heures de travail"),
            ("Courrier @zzz 17h ~30", "Aucun client ne répond à @zzz"),
            ("Courrier @tuy 17h ~9h", "Ça ne tient pas"),
            ("Courrier @tuy 17h ~30", "Rien ne glisse."),
            ("", "rien n’est encore promis"),
        ):
            await typed(world, "line", line)
            assert world.shows(told), line


async def test_she_may_accept_what_does_not_fit() -> None:
    async with running() as world:
        await asked(world, "Courrier à la mairie @tuy 17h ~9h")
        assert world.shows("Accepter quand même pour 17 h")
        await world.press("enter", "enter")
        assert len(newest(world)) == 1


async def test_a_reason_that_names_another_client_is_refused_where_it_is_typed() -> None:
    async with running() as world:
        await asked(world, LINE)
        await world.press("enter", "enter")
        await world.fill("reason", "Tuyauterie Lacaze est passé devant")
        await world.press("enter")
        assert world.form_open
        assert "ne doit pas être lu par un autre client" in world.wrong
        assert newest(world) == []


async def test_time_passes_while_she_listens() -> None:
    async with running() as world:
        await asked(world, "Courrier à la mairie @tuy 11h ~30")
        assert world.shows("Ça tient")
        await world.beat(minutes=90)
        assert world.shows("Ça ne tient pas"), "at 10:40 there are 20 minutes left"


async def test_no_line_harms_the_screen() -> None:
    async with running(size=SMALL) as world:
        await world.press("f8")
        for n, line in enumerate(HOSTILE[::2]):
            for name in ("effort", "hour", "line") if n % 4 == 0 else ("line",):
                await typed(world, name, "")
                await world.paste(line)
                await world.press("enter")
                assert world.clean(), line
            await typed(world, "effort", "5h")
            await typed(world, "hour", "17h")
            world.find("#line", Input).focus()
            await world.press("enter", "enter")
            assert world.clean(), line
            if world.form_open:
                await world.press("ctrl+s")
                assert world.clean(), line
            while at(world) is not DayScreen:
                await world.press("escape")
            await world.press("f8")


async def test_the_exclamation_mark_opens_it_from_the_day() -> None:
    async with running() as world:
        await world.press("exclamation_mark")
        assert at(world) is UrgencyScreen
        await world.press("escape")
        assert at(world) is DayScreen


async def test_what_is_typed_is_in_the_drafts_alone_and_leaves_with_its_client() -> None:
    async with running() as world:
        await asked(world, LINE)
        await world.press("f3", "f2", "f8")
        assert world.find("#line", Input).value == LINE
        assert world.shows("→ demain 8 h 45")
        assert "Entrée répondre" in world.picture()[-1], "she is told how to go on where she types"
        await world.press("f2")
        world.app.session.drafts.clear()
        await world.press("f8")
        assert world.find("#line", Input).value == ""
        assert slips(world) == []
