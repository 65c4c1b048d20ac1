"""Whether it fits: the line at the top, what is at risk, the week, pins, and why a card stands where it stands."""

from collections.abc import Iterable
from datetime import date, time

import pytest

from pupitre.deadline import Deadline
from pupitre.ports import Value
from pupitre.silence import Mode
from pupitre.task import Status, Task
from pupitre.value import replace
from tests.memory import PARIS, HandClock
from tests.screen.world import HOSTILE, SMALL, World, running
from tests.wednesday import WEDNESDAY, as_of
from tui.screens.why import WhyScreen


def wednesday(values: Iterable[Value]) -> tuple[list[Value], HandClock]:
    return as_of(values, WEDNESDAY), HandClock(WEDNESDAY)


def top(world: World) -> str:
    return world.picture()[1]


async def test_the_line_at_the_top_lives_and_counts_what_is_at_risk(sample_values: tuple[Value, ...]) -> None:
    values, clock = wednesday(sample_values)
    async with running(values=values, clock=clock) as world:
        assert "Promis 3 h 27 sur 3 h 40" in top(world)
        assert "reste 13 min" in top(world)
        assert "3 à risque" in top(world)
        world.choose("T37")
        await world.pilot.pause()
        assert world.shows("ven. 18 h · il manque 1 h 27")
        await world.beat(minutes=20)
        assert "Promis 3 h 27 sur 3 h 20" in top(world)
        assert "7 min de trop" in top(world)
        world.desk.edit_task(replace(world.task("T28"), estimate_min=None))
        await world.beat(minutes=1)
        assert "1 sans estimation" in top(world)


async def test_before_after_and_without_hours_the_line_says_so(sample_values: tuple[Value, ...]) -> None:
    values, clock = wednesday(sample_values)
    async with running(values=values, clock=clock, size=SMALL) as world:
        assert "Promis 3 h 27 sur 3 h 40" in top(world)
        assert "3 à risque" in top(world)
        clock.set("2026-11-25T18:30")
        await world.beat()
        assert "Heures finies à 18 h · promis 3 h 27" in top(world)
        clock.set("2026-11-28T10:00")
        await world.beat()
        assert "Jour non travaillé · promis" in top(world)
        world.desk.change_settings(replace(world.desk.settings, working_hours=()))
        await world.beat(minutes=1)
        assert "horaires non indiqués" in top(world)


async def test_each_minute_what_is_missing_grows_on_the_cards() -> None:
    promise = Task(id="t", title="Devis", created=WEDNESDAY, estimate_min=60,
                   deadline=Deadline.on(WEDNESDAY.date(), time(15), PARIS))
    async with running(values=[promise], clock=HandClock(WEDNESDAY)) as world:
        assert world.shows("dans 1 h · il manque 5 min"), "a pause makes 65 minutes of an hour"
        await world.beat(minutes=10)
        assert world.shows("dans 50 min · il manque 10 min")
        await world.beat(minutes=51)
        assert world.shows("en retard de 1 min")
        assert not world.shows("il manque")


async def test_a_colon_pins_and_unpins_and_u_takes_it_back() -> None:
    async with running() as world:
        first = world.column(Status.TODO)[0]
        world.choose("t13")
        await world.press("colon")
        assert world.column(Status.TODO)[0] == "Préparer les factures de novembre"
        assert world.shows("dans 7 jours · 1 h 30 · épinglée")
        await world.press("comma")
        assert world.shows("Vous l’avez épinglée")
        await world.press("comma")
        await world.press("u")
        assert world.column(Status.TODO)[0] == first
        assert world.heard() == "Annulé : épinglée « Préparer les factures de novembre »"
        world.choose("t13")
        await world.press("colon", "colon")
        assert world.column(Status.TODO)[0] == first


@pytest.mark.parametrize("size", [(120, 40), SMALL])
async def test_a_comma_says_why_a_card_stands_where_it_stands(
    size: tuple[int, int], sample_values: tuple[Value, ...]
) -> None:
    values, clock = wednesday(sample_values)
    async with running(values=values, clock=clock, size=size) as world:
        world.choose("T37")
        await world.press("comma")
        assert isinstance(world.app.screen, WhyScreen)
        lines = world.said("#why").split("\n")
        assert len(lines) <= 10
        assert lines[0] == "Son échéance : vendredi 27 novembre, 18 h (dans 2 jours)."
        assert lines[1] == "D’ici là, il reste 18 h 50 pour les tâches, pauses et rendez-vous déduits."
        assert lines[2] == "19 tâches passent avant : 18 h 47"
        assert lines[3] == "· TUY Relancer les impayés (5 factures de plus de 30 jours), 45 min"
        assert lines[-2:] == [
            "Elle demande encore 1 h 30.", "Elle ne tient pas : il manque 1 h 27. Elle est à risque."
        ]
        await world.press("escape")
        world.choose("T46")
        await world.press("comma")
        assert world.said("#why").endswith("Elle tient, avec 2 h 38 de marge.")


async def test_why_answers_for_every_kind_of_task() -> None:
    made = WEDNESDAY
    tasks = [
        Task(id="a", title="Sans date", created=made),
        Task(id="b", title="Attend", created=made, status=Status.WAITING, waiting_for="client"),
        Task(id="c", title="Hors", created=made, out_of_scope=True), Task(id="d", title="Avant", created=made),
        Task(id="e", title="Après", created=made, deadline=Deadline(date(2026, 11, 27)), after=("d",)),
        Task(id="f", title="Tard", created=made, deadline=Deadline(date(2026, 11, 23))),
        *(Task(id=f"h{n}", title=text, created=made, deadline=Deadline(date(2026, 11, 26)))
          for n, text in enumerate(HOSTILE)),
    ]
    async with running(values=tasks, clock=HandClock(WEDNESDAY)) as world:
        said = {}
        for task in tasks:
            world.choose(task.id)
            await world.press("comma")
            said[task.id] = world.said("#why")
            assert world.clean()
            assert said[task.id].count("\n") < 10
            await world.press("comma")
        assert "n’a pas d’échéance" in said["a"]
        assert "attend quelqu’un" in said["b"]
        assert "hors mission" in said["c"]
        assert "Attend qu’elle soit finie : « Après »" in said["d"]
        assert "promis pour vendredi 27 novembre" in said["d"]
        assert "Elle attend d’abord : « Avant »" in said["e"]
        assert "L’échéance est passée" in said["f"]
        assert "en retard de 2 jours" in said["f"]


@pytest.mark.parametrize("size", [(120, 40), SMALL])
async def test_f7_shows_the_week_and_the_tasks_of_the_chosen_day(
    size: tuple[int, int], sample_values: tuple[Value, ...]
) -> None:
    values, clock = wednesday(sample_values)
    async with running(values=values, clock=clock, size=size) as world:
        await world.press("f7")
        assert world.shows("Semaine du lun. 23 nov. au dim. 29 nov.")
        assert world.shows("mer. 25 nov.  3 h 27 sur 3 h 40")
        assert world.shows("reste 13 min")
        assert world.shows("4 h − 20 min de pauses = 3 h 40")
        assert world.shows("Relancer les impay")
        assert world.shows("passé")
        await world.press("down", "down")
        assert world.shows("Vendredi 27 novembre · 14 tâches")
        assert world.shows("6 h 20 de trop")
        assert world.shows("OEI Planning")
        await world.press("right")
        assert world.shows("Semaine du lun. 30 nov. au dim. 6 déc.")
        assert world.shows("de report 2 h 07")
        await world.press("left", "left")
        assert world.shows("Mercredi 25 novembre · 4 tâches")
        await world.press("tab", "e")
        assert world.form_open
        await world.press("escape", "escape")
        assert top(world).startswith(" Promis")


async def test_where_there_is_little_room_v_shows_the_clients_and_the_usual_times(
    sample_values: tuple[Value, ...]
) -> None:
    async with running(values=sample_values, clock=HandClock(WEDNESDAY), size=SMALL) as world:
        await world.press("f7", "v")
        assert world.shows("Promis par client")
        await world.press("v")
        assert not world.shows("Promis par client")


async def test_the_usual_time_is_proposed_and_never_put_in_by_itself() -> None:
    tasks = [
        Task(id=str(n), title="x", created=WEDNESDAY, done_at=WEDNESDAY, status=Status.DONE, category="rédaction",
             estimate_min=30, worked_before=WEDNESDAY - WEDNESDAY.replace(hour=13, minute=18)) for n in range(3)
    ]
    new = Task(id="new", title="Courrier", created=WEDNESDAY, category="Rédaction")
    async with running(values=[*tasks, new], clock=HandClock(WEDNESDAY)) as world:
        await world.press("f7")
        assert world.shows("Rédaction : estimé 30 min, réel 42 min en général (3 tâches)")
        await world.press("escape")
        world.choose("new")
        await world.press("e")
        assert world.shows("en général 42 min (3 tâches)")
        await world.press("ctrl+s")
        assert world.task("new").estimate_min is None
        await world.press("a")
        await world.write("Lettre #rédaction")
        assert world.shows("#rédaction · en général 42 min (3 tâches)")
        await world.press("enter")
        [letter] = [t for t in world.desk.ledger.table(Task).values() if t.title == "Lettre"]
        assert letter.estimate_min is None
        assert letter.category == "rédaction"


# -- warnings --------------------------------------------------------------------------------------


def near(key: str, minutes_from_14: int, client: str | None = None) -> Task:
    hour, minute = divmod(14 * 60 + minutes_from_14, 60)
    at = Deadline.on(WEDNESDAY.date(), time(hour, minute), PARIS)
    return Task(id=key, title=f"Tâche {key}", created=WEDNESDAY.replace(day=2), deadline=at, client=client)


def said(world: World) -> list[str]:
    return [t.translate({0xa0: " ", 0x202f: " "}) for t in world.told if "chéance" in t]


async def test_two_hours_and_half_an_hour_before_are_told_once_each_without_a_name_on_the_desktop() -> None:
    async with running(values=[near("t", 121)], clock=HandClock(WEDNESDAY)) as world:
        await world.beat(seconds=59)
        assert not said(world)
        await world.beat(seconds=1)
        await world.beat(seconds=30)
        assert said(world) == ["Échéance dans 2 h : Tâche t."]
        assert [(n.title, n.body) for n in world.notifier.sent] == [("Échéance dans 2\u00a0h", "")]
        for _ in range(9):
            await world.beat(minutes=10)
        assert said(world)[1:] == ["Échéance dans 30 min : Tâche t."]


async def test_several_at_once_are_one_notice_that_only_counts() -> None:
    async with running(values=[near("t", 121), near("u", 121), near("v", 31)], clock=HandClock(WEDNESDAY)) as world:
        await world.beat(minutes=1)
        assert [(n.title, n.body.replace("\u00a0", " ")) for n in world.notifier.sent] == [
            ("3 échéances approchent", "La plus proche : dans 30 min.")
        ]
        assert len(said(world)) == 1
        assert "Tâche v (dans 30 min), Tâche t (dans 2 h), Tâche u (dans 2 h)" in said(world)[0]


async def test_a_silence_keeps_it_back_and_it_is_told_afterwards() -> None:
    async with running(values=[near("t", 121)], clock=HandClock(WEDNESDAY)) as world:
        world.desk.start_silence(Mode.PHONE, 15)
        await world.beat(minutes=1)
        await world.beat(minutes=5)
        assert (said(world), world.notifier.sent) == ([], [])
        await world.beat(minutes=10)
        await world.beat(seconds=1)
        assert said(world) == [
            "Retenu pendant le silence : une échéance qui approche à 14 h 01.", "Échéance dans 1 h 45 : Tâche t."
        ]


async def test_what_is_done_meanwhile_is_not_told() -> None:
    async with running(values=[near("t", 121)], clock=HandClock(WEDNESDAY)) as world:
        world.desk.start_silence(Mode.PHONE, 15)
        await world.beat(minutes=1)
        world.desk.complete("t")
        await world.beat(minutes=20)
        await world.beat(seconds=1)
        assert len(world.notifier.sent) == 0


async def test_a_stage_that_passed_while_the_program_was_off_is_told_once() -> None:
    async with running(values=[near("t", 180)], clock=HandClock(WEDNESDAY)) as world:
        await world.beat(minutes=1)
        assert not said(world)
        values, clock = world.archive.load(), world.clock
    clock.advance(minutes=150)
    async with running(values=values, clock=clock) as world:
        await world.beat(seconds=1)
        assert said(world) == ["Échéance dans 29 min : Tâche t."]
        values = world.archive.load()
    async with running(values=values, clock=clock) as world:
        await world.beat(minutes=1)
        assert not said(world)
