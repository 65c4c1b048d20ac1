"""Reports due among the deadlines, who heard nothing, and last evening's three: what the day shows of an evening."""

from datetime import date, timedelta

from pupitre.client import Client, Frequency, ReportPlan
from pupitre.ports import Value
from pupitre.report import Report, Sent
from pupitre.task import Task
from pupitre.value import replace
from tests.memory import HandClock
from tests.screen.world import World, running
from tui.screens.reports import ReportsScreen
from tui.widgets.rows import Rows

MONDAY = date(2026, 11, 23)


def line(world: World, text: str) -> str:
    """Return the line of the deadlines that has a text."""
    return next((each for each in world.picture() if text in each), "")


async def test_a_report_counts_down_among_the_deadlines_until_it_is_copied() -> None:
    async with running() as world:
        assert "dans 9 h 05" in line(world, "CR 18 h 15")
        assert not world.shows("CR 12 h 15"), "no work for the doctor today, no duty report"
        world.clock.set("2026-11-23T17:35")
        await world.beat(seconds=1)
        assert "dans 40 min" in line(world, "CR 18 h 15")
        world.clock.set("2026-11-23T18:35")
        await world.beat(seconds=1)
        assert "en retard de 20 min" in line(world, "CR 18 h 15")
        world.desk.mark_report("tuy", MONDAY, Sent.COPIED)
        world.app.show_desk()
        await world.pilot.pause()
        assert not world.shows("CR 18 h 15")


async def test_a_click_opens_the_draft_that_is_due() -> None:
    async with running() as world:
        rows = world.find("#deadlines", Rows)
        number = next(n for n, item in enumerate(rows.items) if getattr(item, "client", None) and hasattr(item, "due")
                      and item.client.id == "oei")
        await world.pilot.click("#deadlines", offset=(5, number + 1), times=2)
        await world.pilot.pause()
        assert isinstance(world.app.screen, ReportsScreen)
        assert world.app.screen.facts is not None
        assert world.app.screen.facts.client.id == "oei"


async def test_a_double_click_on_a_deadline_opens_that_task_and_no_other() -> None:
    async with running() as world:
        rows = world.find("#deadlines", Rows)
        number = next(n for n, item in enumerate(rows.items) if not hasattr(item, "due") and item.task.id == "t02")
        await world.pilot.click("#deadlines", offset=(5, number + 1), times=2)
        await world.pilot.pause()
        assert world.form_open
        assert world.shows("Frapper les 14 courriers")


async def test_the_sheet_says_since_when_a_client_heard_nothing() -> None:
    clock = HandClock()
    clock.set("2026-11-23T17:00")
    tuy = Client(id="tuy", name="Tuyaudec", label="TUY", report=ReportPlan(frequency=Frequency.WHEN_WORKED))
    heard = clock() - timedelta(days=6)
    values: list[Value] = [
        tuy, Task(id="a", title="Devis", client="tuy", created=heard - timedelta(days=3)),
        Report(id="tuy:x", client="tuy", day=heard.date(), history=((heard, Sent.SENT),)),
    ]
    async with running(values=values, clock=clock) as world:
        await world.beat(seconds=1)
        await world.press("f4")
        assert world.shows("sans nouvelles depuis 6 jours")
        world.desk.mark_report("tuy", MONDAY, Sent.SENT)
        await world.press("f2", "f4")
        assert not world.shows("sans nouvelles")


async def test_an_hour_that_is_none_is_refused_on_the_sheet() -> None:
    async with running() as world:
        await world.press("f4", "enter")
        await world.fill("send_by", "quand je peux")
        await world.press("ctrl+s")
        assert "18:00, 18h ou « vendredi 17h30 »" in world.wrong
        await world.fill("send_by", "vendredi 17h30")
        await world.press("ctrl+s")
        assert not world.form_open


async def test_last_evenings_three_are_marked_on_the_board() -> None:
    async with running() as world:
        world.desk.close_day(["t09"])
        world.app.show_desk()
        assert not world.shows("· choisie")
        world.clock.set("2026-11-24T09:00")
        await world.beat(seconds=1)
        world.app.show_desk()
        await world.pilot.pause()
        assert sum("· choisie" in each for each in world.picture()) == 1


async def test_the_end_of_the_day_names_the_key_that_closes_it_and_is_not_said_of_a_closed_day() -> None:
    for closed in (False, True):
        async with running() as world:
            world.clock.set("2026-11-23T17:50")
            if closed:
                world.desk.close_day(())
            await world.beat(minutes=15)
            told = [t for t in world.told if "Ctrl+L" in t]
            assert bool(told) is not closed


async def test_a_client_without_an_hour_has_no_countdown() -> None:
    async with running() as world:
        client = world.desk.client("tuy")
        world.desk.edit_client(replace(client, report=replace(client.report, send_by="")))
        world.app.show_desk()
        await world.pilot.pause()
        assert not world.shows("CR 18 h 15")
