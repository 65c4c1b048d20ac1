"""Fin de journée from the keys: five steps, few keys, left and taken up anywhere, closed in plain words."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from textual.widgets import Input, Select

from pupitre import demo
from pupitre.client import Billing, Client, Frequency, Language, Mode, ReportPlan
from pupitre.deadline import Deadline
from pupitre.entry import Entry
from pupitre.evening import Draft
from pupitre.ports import Value
from pupitre.report import Sent
from pupitre.ritual import Stage
from pupitre.task import Status, Task
from pupitre.value import replace
from tests.memory import HandClock
from tests.screen.world import HOSTILE, SMALL, World, running
from tui import words
from tui.screens.day import DayScreen
from tui.screens.evening import EveningScreen
from tui.screens.evening_forms import SENTENCES, Why
from tui.screens.reports import ReportsScreen
from tui.widgets.rows import Rows

MONDAY = date(2026, 11, 23)


def usual() -> Iterator[Value]:
    """Yield a usual day: three clients, a running task, one finished without time, three not finished."""
    clock = HandClock()
    clock.set("2026-11-23T17:30")
    now = clock()
    for key in ("abc", "def", "ghi"):
        plan = ReportPlan(frequency=Frequency.WHEN_WORKED)
        yield Client(id=key, name=f"Client {key}", label=key.upper(), report=plan)
    made = now - timedelta(days=3)
    for n, (key, hours) in enumerate((("abc", 3), ("def", 2), ("ghi", 1))):
        yield Task(id=f"late{n}", title=f"Tâche {key}", client=key, created=made, deadline=Deadline(MONDAY))
        begin = now - timedelta(hours=hours)
        yield Entry(id=f"e{n}", task=f"late{n}", client=key, start=begin, end=begin + timedelta(hours=1))
    yield Task(id="call", title="Appel rendu", client="abc", created=made, status=Status.DONE, done_at=now)
    yield Task(id="runs", title="Ce qui tourne", client="def", created=made)


def evening() -> HandClock:
    clock = HandClock()
    clock.set("2026-11-23T17:30")
    return clock


def stage(world: World) -> Stage | None:
    screen = world.app.screen
    assert isinstance(screen, EveningScreen)
    return screen.stage


def names(world: World) -> list[str]:
    return [getattr(item, "id", "") for item in world.find("#items", Rows).items]


async def test_a_usual_day_is_closed_in_thirty_keys() -> None:
    # One key to come and one for the timer, four for the time of a call (open, 5, two fields), three for each of four
    # tasks (open, date, reason), three for each of three drafts (open, copy, come back), one for tomorrow: 28. The
    # bound leaves two for arrows; one question more for each task or client breaks it.
    keys = 0
    async with running(values=list(usual()), clock=evening()) as world:
        async def press(*pressed: str) -> None:
            nonlocal keys
            keys += len(pressed)
            await world.press(*pressed)
            await world.app.workers.wait_for_complete()
            await world.pilot.pause()

        world.desk.start("runs")
        await world.beat(minutes=10)
        await press("q", "enter")
        assert stage(world) is Stage.TIMES
        await press("enter", "5", "enter", "enter")
        for _task in range(4):
            assert stage(world) is Stage.TASKS
            await press("enter", "enter", "enter")
        for _client in range(3):
            assert stage(world) is Stage.REPORTS
            await press("enter")
            assert isinstance(world.app.screen, ReportsScreen)
            await press("f5", "escape")
        assert stage(world) is Stage.TOMORROW
        await press("enter")
        assert world.shows("Votre journée est close.")
        assert not world.shows("Laissé tel quel")
        assert len(world.desk.chosen_tomorrow()) == 3
        assert keys <= 30, f"{keys} keys"
        assert len(world.clipboard.held) == 3


async def test_an_empty_day_is_closed_in_two_keys() -> None:
    async with running(values=[]) as world:
        await world.press("q", "enter")
        assert world.shows("Votre journée est close.")
        assert world.shows("Pas de travail")
        await world.press("enter")
        assert isinstance(world.app.screen, DayScreen)


async def test_each_step_can_be_skipped_and_the_last_page_says_what_was_left() -> None:
    async with running(values=list(usual()), clock=evening(), size=SMALL) as world:
        world.desk.start("runs")
        await world.beat(minutes=5)
        await world.press("ctrl+l", "p", "tab", "p", "p")
        assert stage(world) is Stage.TOMORROW
        await world.press("p")
        for told in ("Votre journée est close.", "encore en cours : séance : Ce qui tourne",
                     "temps non notés : Appel rendu", "sans raison", "ni copiés ni envoyés", "Client abc"):
            assert world.shows(told), told
        assert not world.shows("D’abord")
        assert world.desk.focus is not None, "it was to run on"


async def test_it_is_left_and_taken_up_where_it_was_also_by_another_run() -> None:
    async with running(values=list(usual()), clock=evening()) as world:
        await world.press("q", "p", "escape")
        assert isinstance(world.app.screen, DayScreen)
        world.desk.postpone("late0", Deadline(MONDAY + timedelta(days=1)), "Demain.")
        await world.press("q")
        assert stage(world) is Stage.TASKS
        assert world.shows("reste 2 sur 3")
        assert names(world) == ["late1", "late2"], "what changed elsewhere shows"
        kept = world.archive.load()
    async with running(values=kept, clock=evening()) as again:
        await again.press("q")
        assert stage(again) is Stage.TASKS


async def test_the_steps_before_can_be_looked_at_and_mended() -> None:
    async with running(values=list(usual()), clock=evening()) as world:
        await world.press("q", "p", "p", "left", "left")
        assert stage(world) is Stage.TIMES
        await world.press("x")
        assert stage(world) is Stage.REPORTS, "nothing is left there: on to what asks next"
        await world.press("u")
        assert world.desk.left(Stage.TIMES)


async def test_a_reason_is_proposed_in_the_clients_language_and_can_be_changed() -> None:
    day = [replace(v, language=Language.ENGLISH) if isinstance(v, Client) and v.id == "abc" else v for v in usual()]
    async with running(values=day, clock=evening()) as world:
        await world.press("q", "p")
        rows = world.find("#items", Rows)
        assert rows.choose("late0")
        await world.press("h", "enter", "enter")
        task = world.task("late0")
        assert task.reason == "This work is outside my skills."
        assert task.next_on == Deadline(MONDAY + timedelta(days=1))
        assert rows.choose("late1")
        await world.press("c")
        await world.fill("next", "vendredi 11h")
        await world.fill("reason", "Le logo n’est pas choisi.")
        await world.press("enter")
        task = world.task("late1")
        assert task.reason == "Le logo n’est pas choisi."
        assert task.next_on is not None
        assert task.next_on.day == MONDAY + timedelta(days=4)


async def test_a_task_is_put_in_waiting_with_a_date_to_ask_again() -> None:
    async with running(values=list(usual()), clock=evening()) as world:
        await world.press("q", "p")
        assert world.find("#items", Rows).choose("late0")
        await world.press("w", "enter", "enter", "enter")
        task = world.task("late0")
        assert (task.status, task.waiting_for, task.reason) == (
            Status.WAITING, "client", "Il manque des éléments pour terminer."
        )
        assert task.next_on == Deadline(MONDAY + timedelta(days=1))
        assert "late0" not in names(world)


async def test_on_friday_monday_is_proposed() -> None:
    async with running(values=list(usual()), clock=evening()) as world:
        world.clock.set("2026-11-27T17:30")
        await world.press("q", "enter")
        assert world.find("#next", Input).value == "lundi"


async def test_an_empty_reason_or_a_date_that_is_none_is_refused() -> None:
    async with running(values=list(usual()), clock=evening()) as world:
        await world.press("q", "p", "a", "enter", "enter")
        assert "raison" in world.wrong
        await world.fill("next", "un jour")
        await world.press("ctrl+s")
        assert "un jour" in world.wrong


async def test_a_report_is_noted_as_sent_from_the_list() -> None:
    async with running(values=list(usual()), clock=evening()) as world:
        for n, key in enumerate(("abc", "def", "ghi")):
            world.desk.postpone(f"late{n}", Deadline(MONDAY + timedelta(days=1)), f"Il manque {key}.")
        world.desk.note_time("call", 5)
        await world.press("q", "s")
        assert [how for _, how in world.desk.report("abc", MONDAY).history] == [Sent.SENT]
        assert world.shows("reste 2 sur 3")


async def test_what_a_draft_lacks_is_said_once_before_it_is_noted_as_sent() -> None:
    async with running(values=list(usual()), clock=evening()) as world:
        await world.press("q", "p", "p", "s")
        assert world.desk.report("abc", MONDAY).history == ()
        assert any("Tâche abc" in told and "Appel rendu" in told for told in world.told)
        await world.press("s")
        assert [how for _, how in world.desk.report("abc", MONDAY).history] == [Sent.SENT]


async def test_a_reason_in_her_own_words_is_never_replaced() -> None:
    async with running(values=list(usual()), clock=evening()) as world:
        today = Deadline(MONDAY)
        world.desk.postpone("late0", today, "2 patients sur 4 joints.")
        world.desk.postpone("late1", today, SENTENCES[Language.FRENCH][Why.TIME])
        await world.press("q", "p")
        rows = world.find("#items", Rows)
        for keys in (("enter",), ("m",), ("w",)):
            assert rows.choose("late0")
            await world.press(*keys)
            reason = world.find("#missing" if keys == ("w",) else "#reason", Input)
            assert reason.value == "2 patients sur 4 joints."
            await world.press("escape")
        assert rows.choose("late1")
        await world.press("c")
        assert world.find("#reason", Input).value == SENTENCES[Language.FRENCH][Why.INSTRUCTION], "no word of hers"


async def test_a_task_of_her_own_is_asked_for_no_reason_for_a_client() -> None:
    own = Task(id="own", title="Sauvegarde", created=evening()() - timedelta(days=3), deadline=Deadline(MONDAY))
    async with running(values=[own], clock=evening()) as world:
        await world.press("q", "enter")
        assert world.form_open
        assert not world.shows("client")
        await world.press("escape", "escape")
        world.choose("own")
        await world.press("d")
        assert world.form_open
        assert not world.shows("pour le client")


async def test_what_took_no_time_is_missing_in_the_draft_no_more() -> None:
    day = [v for v in usual() if isinstance(v, Client) or (isinstance(v, Task) and v.id == "call")]
    async with running(values=day, clock=evening()) as world:
        await world.press("q", "x", "f3")
        assert isinstance(world.app.screen, ReportsScreen)
        assert world.shows("Rien ne manque")
        assert not world.shows("à compléter")
        await world.press("f10")
        assert not world.form_open


async def test_the_evening_asks_for_none_of_its_own_minutes() -> None:
    work = Entry(id="e", client="abc", start=evening()() - timedelta(hours=2), end=evening()() - timedelta(minutes=5))
    async with running(values=[*(v for v in usual() if isinstance(v, Client)), work], clock=evening()) as world:
        await world.press("q")
        await world.beat(minutes=15)
        await world.press("escape", "q")
        assert stage(world) is not Stage.TIMES
        await world.press("p", "p")
        assert world.shows("Votre journée est close.")
        await world.beat(minutes=15)
        await world.press("escape", "ctrl+l")
        assert not world.shows("temps non notés")


async def test_a_step_without_a_choice_for_tomorrow_is_shown_as_skipped() -> None:
    task = Task(id="t", title="Une tâche", created=evening()())
    async with running(values=[task], clock=evening()) as world:
        await world.press("q", "p")
        assert world.shows("– Demain")
        assert world.shows(words._("no task chosen for tomorrow"))


async def test_a_gap_is_nobodys_until_she_says_whose_it_was() -> None:
    begin = evening()() - timedelta(hours=3)
    work = [Entry(id=f"e{n}", task="late0", client="abc", start=begin + timedelta(hours=n),
                  end=begin + timedelta(hours=n, minutes=30)) for n in (0, 1)]
    tasks = [v for v in usual() if isinstance(v, Client) or (isinstance(v, Task) and v.id == "late0")]
    async with running(values=[*tasks, *work], clock=evening()) as world:
        await world.press("q", "enter", "ctrl+s")
        assert world.form_open, "nothing was chosen"
        assert world.wrong
        assert world.app.focused is world.find("#account", Select)
        world.find("#account", Select).value = "client:def"
        await world.press("ctrl+s")
        assert [e.client for e in world.desk.ledger.table(Entry).values()].count("def") == 1


async def test_what_is_told_of_a_client_fits_a_small_screen() -> None:
    day = [
        replace(v, name="Tuyauterie Lacaze et fils, chauffage et plomberie",
                billing=Billing(mode=Mode.PACK, pack_hours=Decimal(1), expires_on=date(2026, 11, 28)))
        if isinstance(v, Client) else v for v in usual()
    ]
    old = evening()() - timedelta(days=9)
    day.append(Entry(id="old", client="ghi", start=old, end=old + timedelta(minutes=20)))
    async with running(values=day, clock=evening(), size=SMALL) as world:
        for _month in (*world.desk.gathering_news(), *world.desk.adding_up()):
            pass
        await world.press("q", "p", "p")
        assert stage(world) is Stage.REPORTS
        drafts = [d for d in world.desk.left(Stage.REPORTS) if isinstance(d, Draft)]
        assert any(d.silent for d in drafts)
        assert any(d.alerts for d in drafts)
        rows = [line for line in world.picture() if any(label in line for label in ("ABC", "DEF", "GHI"))]
        assert len(rows) == 3
        assert not any("…" in row for row in rows), rows


async def test_three_are_chosen_in_her_order_and_a_fourth_is_refused() -> None:
    async with running() as world:
        await world.press("q", "p", "p", "space", "down", "space", "space")
        first, second, third, fourth = [item.id for item in world.find("#items", Rows).items[:4]]
        assert world.desk.evening.three == (third, second), "the first left out, the second put last"
        await world.press("down", "down", "space", "up", "up", "up", "space")
        assert "Trois au plus" in world.heard()
        await world.press("enter")
        assert [t.id for t in world.desk.chosen_tomorrow()] == [third, second, fourth]
        assert first not in [t.id for t in world.desk.chosen_tomorrow()]


async def test_work_after_closing_is_shown_without_a_word_of_blame() -> None:
    async with running(values=list(usual()), clock=evening()) as world:
        await world.press("q", "p", "p", "p", "p")
        world.clock.set("2026-11-23T21:00")
        world.desk.start("runs")
        await world.beat(minutes=20)
        assert world.shows("Repris après la clôture : 20 min.")
        assert world.shows("Reprise conseillée à partir de 8 h 20")


async def test_the_next_day_begins_another_evening() -> None:
    async with running(values=list(usual()), clock=evening()) as world:
        await world.press("q", "p", "p", "p", "p")
        assert stage(world) is None
        world.clock.set("2026-11-24T09:00")
        await world.beat(seconds=1)
        assert stage(world) is not None
        assert world.shows("mardi 24 novembre")


async def test_hostile_titles_and_names_are_only_text() -> None:
    tasks = [Task(id=f"h{n}", title=text, client="tuy", created=demo.START, deadline=Deadline(MONDAY))
             for n, text in enumerate(HOSTILE)]
    client = Client(id="tuy", name=HOSTILE[3], label="TUY")
    async with running(values=[client, *tasks]) as world:
        await world.press("q")
        assert world.clean()
        await world.press("enter")
        assert world.clean()
        await world.press("escape", "p", "p", "enter")
        assert world.clean()
        assert world.shows("Votre journée est close.")


async def test_a_disk_that_refuses_closes_nothing() -> None:
    async with running(values=[]) as world:
        await world.press("q")
        world.archive.fail_next = 1
        await world.press("enter")
        assert not world.shows("Votre journée est close.")
        assert world.desk.evening.closed_at is None
        await world.press("enter")
        assert world.shows("Votre journée est close.")


