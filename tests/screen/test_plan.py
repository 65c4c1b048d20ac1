"""Plan du jour: what is to be placed, what is in the day, what fits, and the steps of a task."""

from collections.abc import Iterable
from datetime import date, time, timedelta

import pytest
from textual.widgets import Input

from pupitre.client import Client
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.ports import Value
from pupitre.task import ListItem, Status, Task
from pupitre.value import replace
from tests.memory import PARIS, HandClock, MemoryArchive, counted_ids
from tests.screen.world import HOSTILE, SMALL, World, running
from tui.letters import write
from tui.screens.plan import PlanScreen
from tui.screens.steps import StepsScreen
from tui.widgets.rows import Rows

MONDAY = date(2026, 11, 23)
TUY = Client(id="tuy", name="Tuyauterie Lacaze", label="TUY")


def listed(world: World, name: str) -> list[str]:
    """Return the ids of a list of the plan, in the order shown."""
    return [item.task.id for item in world.find(f"#{name}", Rows).items]


def line(world: World, word: str) -> str:
    return next((each for each in world.picture() if word in each), "")


async def test_the_morning_offers_the_plan_until_it_was_looked_at_or_noon() -> None:
    async with running() as world:
        assert world.shows("F6 : que placez-vous dans votre journée ?")
        await world.beat(hours=3)
        assert not world.shows("F6 :"), "it is past noon"
    async with running() as world:
        await world.press("f6")
        assert isinstance(world.app.screen, PlanScreen)
        await world.press("escape")
        assert world.app.current_mode == "day"
        assert not world.shows("F6 :")
        assert not world.desk.plan_offered


async def test_tasks_go_into_the_day_and_out_again_by_key_and_by_mouse() -> None:
    async with running() as world:
        await world.press("f6")
        assert world.shows("2 h 10 prévues sur 6 h 55 : reste 4 h 45")
        assert listed(world, "placed") == ["t01", "t07", "t04", "t03"]
        before = listed(world, "placed")
        world.find("#to_place", Rows).choose("t06")
        await world.press("right")
        assert listed(world, "placed") == [*before, "t06"]
        assert world.task("t06").planned_on == MONDAY
        assert world.shows("3 h 10 prévues sur 6 h 55 : reste 3 h 45")
        await world.press("tab")
        world.find("#placed", Rows).choose("t06")
        await world.press("left")
        assert listed(world, "placed") == before
        assert world.task("t06").planned_on is None
        world.find("#to_place", Rows).choose("t06")
        at = listed(world, "to_place").index("t06")
        await world.pilot.click("#to_place", offset=(9, 1 + 2 * at), times=2)
        await world.pilot.pause()
        assert listed(world, "placed") == [*before, "t06"], "a double click places as well"
        await world.press("u")
        assert listed(world, "placed") == before


async def test_what_is_due_today_leaves_the_day_only_with_a_new_date_and_a_reason() -> None:
    async with running() as world:
        await world.press("f6", "tab")
        world.find("#placed", Rows).choose("t01")
        await world.press("left")
        assert world.form_open
        await world.fill("next", "jeudi 10h")
        await world.fill("reason", "une pièce manque")
        await world.press("ctrl+s")
        assert "t01" not in listed(world, "placed")
        assert world.task("t01").reason == "une pièce manque"


async def test_the_order_of_the_day_is_hers_and_survives_a_restart() -> None:
    async with running() as world:
        await world.press("f6", "tab")
        first, second, *rest = listed(world, "placed")
        await world.press("j")
        assert listed(world, "placed") == [second, first, *rest]
        await world.press("shift+down", "k", "k", "k")
        assert listed(world, "placed")[0] == first, "further up than the top there is nothing"
        await world.press("j")
        kept = list(world.archive.load())
    async with running(values=kept) as world:
        await world.press("f6")
        assert listed(world, "placed") == [second, first, *rest]


async def test_fill_proposes_what_fits_and_takes_nothing_without_her_yes() -> None:
    async with running() as world:
        await world.press("f6")
        before = listed(world, "placed")
        await world.press("r")
        assert any("Placer" in each and "tâches ?" in each for each in world.picture())
        await world.press("down", "enter")
        assert listed(world, "placed") == before
        await world.press("r", "enter")
        plan = world.desk.plan_of(MONDAY)
        assert len(plan.placed) > len(before)
        assert 0 <= plan.spare < 60
        await world.press("p")
        assert world.heard().startswith("6 h ")
        assert "prévues sur 6 h 55 : reste" in world.heard()
        assert world.app.current_mode == "day"


async def test_what_does_not_fit_says_so_and_how_much_is_too_much() -> None:
    async with running() as world:
        await world.press("f6")
        for key in ("t02", "t10", "t11"):
            world.find("#to_place", Rows).choose(key)
            await world.press("enter")
        assert world.shows("au-delà de 18 h")
        assert "de trop" in line(world, "prévues sur")


async def test_grouping_shows_what_changes_and_is_one_thing_to_undo() -> None:
    day = Deadline(MONDAY)
    tasks = [
        Task(id=f"x{n}", title=f"Tâche {n}", client="tuy" if n % 2 else "bru", deadline=day, estimate_min=15,
             created=HandClock()() - timedelta(hours=9 - n)) for n in range(6)
    ]
    bru = Client(id="bru", name="Brumeval", label="BRU")
    async with running(values=[TUY, bru, *tasks]) as world:
        await world.press("f6", "g")
        assert world.shows("5 changements de client → 1")
        assert world.shows("BRU TUY BRU TUY BRU TUY")
        await world.press("enter")
        assert listed(world, "placed") == ["x0", "x2", "x4", "x1", "x3", "x5"]
        await world.press("g")
        assert "aussi groupé" in world.heard()
        await world.press("u")
        assert listed(world, "placed") == [f"x{n}" for n in range(6)]


async def test_the_day_turns_while_the_plan_is_open_and_what_was_left_stays_to_be_placed() -> None:
    clock = HandClock()
    clock.set("2026-11-23T23:50")
    task = Task(id="x", title="Restée là", created=clock(), planned_on=MONDAY, estimate_min=20)
    async with running(values=[task], clock=clock) as world:
        await world.press("f6")
        assert listed(world, "placed") == ["x"]
        await world.beat(hours=5)
        assert world.shows("mardi 24 novembre")
        assert listed(world, "placed") == []
        assert "restée du lun. 23 nov." in line(world, "restée du")


@pytest.mark.parametrize("day", ["", "demain"])
async def test_a_plan_left_before_midnight_comes_back_as_that_of_today(day: str) -> None:
    clock = HandClock()
    clock.set("2026-11-23T23:50")
    task = Task(id="x", title="Restée là", created=clock(), planned_on=MONDAY, estimate_min=20)
    async with running(values=[task], clock=clock) as world:
        await world.press("f6")
        if day:
            await world.press("d")
            await world.fill("day", day)
            await world.press("ctrl+s")
            assert world.shows("mardi 24 novembre")
        await world.press("ctrl+g", "escape")
        assert world.app.current_mode == "day"
        await world.beat(hours=5 if not day else 29)
        await world.press("f6")
        assert isinstance(world.app.screen, PlanScreen)
        assert world.app.screen.day == world.desk.today
        assert world.shows("mercredi 25 novembre" if day else "mardi 24 novembre")
        assert listed(world, "placed") == []
        assert not world.desk.plan_offered


async def test_another_day_is_planned_and_a_day_off_has_no_hours() -> None:
    async with running() as world:
        await world.press("f6", "d")
        await world.write("hier")
        await world.press("ctrl+s")
        assert world.form_open, "a day that is over is refused"
        await world.fill("day", "samedi")
        await world.press("ctrl+s")
        assert world.shows("Plan du jour · samedi 28 novembre")
        assert world.shows("un jour sans heures de travail")
        world.find("#to_place", Rows).choose("t14")
        await world.press("enter")
        assert world.task("t14").planned_on == date(2026, 11, 28)
        await world.press("escape")
        assert world.shows("lundi 23 novembre")
        assert "prévue sam. 28 nov." in line(world, "prévue sam.")


async def test_an_empty_desk_teaches_and_hostile_titles_break_nothing() -> None:
    async with running(values=[]) as world:
        await world.press("f6")
        assert world.shows("Aucune tâche ouverte")
        await world.press("enter", "tab", "enter", "left", "j", "r", "g", "t", "space", "semicolon")
        assert world.clean()
    clock = HandClock()
    tasks = [
        Task(id=f"h{n}", title=text, created=clock(), checklist=(ListItem(text),), after=(f"h{n - 1}",),
             planned_on=MONDAY if n % 2 else None, estimate_min=10) for n, text in enumerate(HOSTILE)
    ]
    async with running(values=tasks, size=SMALL) as world:
        assert world.clean()
        await world.press("f6", "tab")
        assert world.clean()
        await world.press("semicolon")
        assert isinstance(world.app.screen, StepsScreen)
        assert world.clean()


async def test_steps_are_added_ticked_renamed_moved_and_taken_away() -> None:
    async with running() as world:
        world.choose("t06")
        await world.press("semicolon", "a")
        await world.write("Chaudière A")
        await world.press("enter")
        await world.write("Chaudière B")
        await world.press("enter", "escape", "space", "j")
        assert world.task("t06").checklist == (ListItem("Chaudière B"), ListItem("Chaudière A", done=True))
        await world.press("k", "e")
        assert world.find("#line", Input).value == "Chaudière A"
        await world.write(" bis")
        await world.press("enter")
        assert world.task("t06").checklist[0] == ListItem("Chaudière A bis", done=True)
        await world.press("escape")
        assert "1/2" in line(world, "demain 12 h · 1 h") or "1/2" in " ".join(world.picture())
        await world.press("semicolon", "delete", "n")
        await world.write("Relire les devis ~20min jeudi")
        await world.press("enter")
        part = world.added()
        assert (part.parent, part.client, part.estimate_min) == ("t06", "tuy", 20)
        await world.write("à moitié tapé")
        await world.press("escape", "escape", "semicolon")
        assert world.find("#line", Input).value == "à moitié tapé"


async def test_what_is_typed_to_be_added_and_what_is_typed_to_rename_are_kept_apart() -> None:
    async with running() as world:
        world.choose("t06")
        await world.press("semicolon", "a")
        for text in ("Chaudière A", "Chaudière B"):
            await world.write(text)
            await world.press("enter")
        await world.write("à moitié tapé")
        await world.press("escape", "home", "e")
        line = world.find("#line", Input)
        assert line.value == "Chaudière A"
        await world.write(" bis")
        await world.press("escape", "down", "e")
        assert line.value == "Chaudière B"
        await world.write(" ter")
        await world.press("escape", "a")
        assert line.value == "à moitié tapé"
        await world.press("escape", "escape", "semicolon")
        line = world.find("#line", Input)
        assert line.value == "à moitié tapé"
        await world.press("e")
        assert line.value == "Chaudière A bis"
        await world.press("enter", "down", "e")
        assert line.value == "Chaudière B ter"
        await world.press("enter", "a", "enter")
        assert [item.text for item in world.task("t06").checklist] == [
            "Chaudière A bis", "Chaudière B ter", "à moitié tapé",
        ]
        assert not [key for key in world.app.session.drafts if "t06" in key]


async def test_finishing_a_task_asks_about_its_open_parts() -> None:
    clock = HandClock()
    whole = Task(id="w", title="Dossier", client="tuy", created=clock())
    part = replace(whole, id="p", title="Annexe", parent="w")
    for keys, status in ((("enter",), Status.DONE), (("down", "enter"), Status.TODO)):
        async with running(values=[TUY, whole, part]) as world:
            world.choose("w")
            await world.press("space")
            assert world.shows("1 sous-tâche est encore ouverte")
            assert world.task("w").open
            await world.press(*keys)
            assert world.task("w").status is Status.DONE
            assert world.task("p").status is status


async def test_a_task_says_what_it_comes_after_and_no_circle_is_kept() -> None:
    async with running() as world:
        world.choose("t06")
        await world.press("e")
        await world.fill("after", "envoyer au compt")
        await world.press("right")
        assert world.find("#after", Input).value == "envoyer au comptable les pièces de TVA", "it is completed"
        await world.fill("after", "frapper; envoyer au compt")
        await world.press("ctrl+s")
        assert world.task("t06").after == ("t02", "t01")
        await world.press("e")
        both = "Frapper les 14 courriers du 20/11; Envoyer au comptable les pièces de TVA"
        assert world.find("#after", Input).value == both
        await world.fill("after", "envoyer au compt")
        await world.press("ctrl+s")
        assert world.task("t06").after == ("t01",)
        assert world.shows("après : Env")
        world.choose("t01")
        await world.press("e")
        await world.fill("after", "Saisir 4 devis de chaudières")
        await world.press("ctrl+s")
        assert "devrait s’attendre elle-même" in world.wrong
        await world.fill("after", "aucune de ce nom")
        await world.press("ctrl+s")
        assert "Aucune tâche ouverte ne s’appelle" in world.wrong
        await world.fill("after", "")
        await world.press("ctrl+s")
        world.choose("t06")
        await world.press("enter")
        assert "après : Envoyer" in world.heard()
        world.desk.complete("t01")
        world.app.screen.refresh_desk()  # type: ignore[attr-defined]
        notes = {item.task.id: item.notes for item in world.find("#doing", Rows).items}
        assert notes["t06"] == (), "the line goes by itself"


def test_no_report_tells_of_plans_steps_or_what_comes_after_what(sample_values: Iterable[Value]) -> None:
    clock = HandClock()
    clock.set("2026-11-25T18:00")
    values = list(sample_values)
    keys = [v.id for v in values if isinstance(v, Task)]
    linked = [
        replace(v, after=tuple(k for k in keys if k != v.id), checklist=(ListItem("à part soi"),),
                planned_on=date(2026, 11, 25)) if isinstance(v, Task) else v for v in values
    ]
    plain, with_links = (Desk(MemoryArchive(each), clock, counted_ids()) for each in (values, linked))
    clients = [v.id for v in values if isinstance(v, Client)]
    told = [write(desk.facts(c, date(2026, 11, 25)), desk.settings) for desk in (plain, with_links) for c in clients]
    assert told[: len(clients)] == told[len(clients):]


async def test_the_sample_week_is_planned_on_wednesday_at_two(sample_values: Iterable[Value]) -> None:
    clock = HandClock()
    clock.set("2026-11-25T14:00")
    async with running(values=sample_values, clock=clock) as world:
        await world.press("f6")
        # From 14 to 18 h with three or four pauses of five minutes: 50 + 50 + 50 + 50 + 20.
        assert world.shows("0 min prévues sur 3 h 40 : reste 3 h 40")
        await world.press("r", "enter")
        plan = world.desk.plan_of(date(2026, 11, 25))
        last = plan.placed[-1].ends
        assert plan.planned == sum(each.left_min or 0 for each in plan.placed) == 220
        assert last is not None
        assert last.astimezone(PARIS).time() == time(18)
        assert world.clean()
