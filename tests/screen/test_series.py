"""What comes again, from its screen: added, read back in words, changed, skipped, ended; made as days begin."""

from datetime import date

import pytest
from textual.widgets import Checkbox, Input, Select, Static

from pupitre.client import Client
from pupitre.recurrence import Recurrence
from pupitre.rules import LAST, Every, Rule, Shift
from pupitre.task import Status, Task
from tests.screen.world import COMMON, HOSTILE, SMALL, World, running
from tui.screens.choice import ChoiceScreen
from tui.screens.day import DayScreen
from tui.screens.series import SeriesScreen
from tui.widgets.rows import Rows

WEEKLY = Recurrence(
    id="r", title="Chase the unpaid", client="tuy", estimate_min=30,
    rule=Rule(every=Every.WEEK, first=date(2026, 11, 23), weekdays=(0, 3)),
)
TUY = Client(id="tuy", name="Tuyaudec", label="TUY")


def preview(world: World) -> str:
    return world.said(".preview")


def choose(world: World, name: str, value: str) -> None:
    world.find(f"#{name}", Select).value = value


@pytest.mark.drawn
@pytest.mark.parametrize("size", [COMMON, SMALL])
async def test_a_recurrence_is_added_with_its_days_in_sight_and_shows_its_next_ones(size: tuple[int, int]) -> None:
    async with running(language="en", size=size, values=[TUY]) as world:
        await world.press("asterisk")
        assert world.shows("Nothing comes again yet")
        await world.press("a")
        assert "every Monday\nMon 23 Nov · Mon 30 Nov" in preview(world)
        await world.write("Call [/] back")
        await world.fill("weekdays", "mondays, thursday")
        assert "every Monday and Thursday\nMon 23 Nov · Thu 26 Nov · Mon 30 Nov" in preview(world)
        choose(world, "client", "tuy")
        await world.fill("hour", "9h30")
        assert "every Monday and Thursday, 09:30" in preview(world)
        await world.press("ctrl+s")
        assert isinstance(world.app.screen, SeriesScreen)
        (made,) = world.desk.recurrences()
        assert (made.title, made.client, made.rule.weekdays) == ("Call [/] back", "tuy", (0, 3))
        for told in ("1 recurrence", "Every Monday and Thursday, 09:30", "Mon 23 Nov · Thu 26 Nov · Mon 30 Nov",
                     "Tuyaudec", "1 open task"):
            assert world.shows(told), told
        await world.press("escape")
        assert world.column(Status.TODO) == ["Call [/] back"]


async def test_the_look_ahead_says_what_the_holiday_rule_does_and_what_cannot_be_read() -> None:
    async with running(language="en", values=[]) as world:
        await world.press("asterisk", "a")
        choose(world, "every", Every.MONTH_DATE)
        choose(world, "shift", Shift.BEFORE)
        await world.fill("month_day", "25")
        assert not world.find("#weekdays", Input).parent.display  # type: ignore[union-attr]
        assert "the 25th of each month, earlier when it is not a working day" in preview(world)
        assert "Wed 25 Nov · Thu 24 Dec (in place of Fri 25 Dec)" in preview(world)
        choose(world, "shift", Shift.SKIP)
        await world.pilot.pause()
        assert "Fri 25 Dec: left out, not a working day" in preview(world)
        await world.fill("month_day", "last")
        assert "the last day of each month" in preview(world)
        await world.fill("until", "31/12/2020")
        assert "31/12/2020" in preview(world)
        await world.fill("until", "")
        await world.fill("month_day", "32")
        assert "is not a day of the month" in preview(world)
        await world.press("ctrl+s")
        assert "is not a day of the month" in world.wrong
        assert world.find("#month_day", Input).has_focus
        await world.press("escape", "a")
        assert world.find("#month_day", Input).value == "32", "what was typed is there next time"


async def test_a_ready_made_reminder_is_no_rule_and_kept_only_when_she_saves_it() -> None:
    async with running(language="en", values=[]) as world:
        await world.press("asterisk", "k")
        assert isinstance(world.app.screen, ChoiceScreen)
        await world.press("down", "enter", "escape")
        assert world.desk.recurrences() == ()
        await world.press("k", "down", "enter", "ctrl+s")
        (kept,) = world.desk.recurrences()
        assert (kept.kit, kept.rule.day, kept.rule.shift) == ("urssaf", LAST, Shift.BEFORE)
        assert "Check it on autoentrepreneur.urssaf.fr" in kept.note
        assert world.shows("A ready-made reminder: its date is yours to check.")
        assert {t.note for t in world.desk.ledger.table(Task).values()} == {kept.note}


async def test_what_is_open_changes_only_when_she_asks_for_it() -> None:
    async with running(language="en", values=[TUY, WEEKLY]) as world:
        await world.beat(seconds=1)
        assert world.column(Status.TODO) == ["Chase the unpaid"]
        await world.press("asterisk", "enter")
        await world.fill("title", "Unpaid")
        await world.press("ctrl+s")
        assert [t.title for t in world.desk.open_in("r")] == ["Chase the unpaid"]
        await world.press("enter")
        await world.fill("estimate", "45")
        world.find("#open_too", Checkbox).value = True
        await world.press("ctrl+s")
        assert [(t.title, t.estimate_min) for t in world.desk.open_in("r")] == [("Chase the unpaid", 45)]
        await world.press("u", "u")
        assert world.desk.recurrence("r").title == "Chase the unpaid"


async def test_a_day_is_skipped_a_pause_holds_and_an_end_ends() -> None:
    async with running(language="en", values=[TUY, WEEKLY]) as world:
        await world.beat(seconds=1)
        await world.press("asterisk", "s", "down", "enter")
        assert world.desk.recurrence("r").skipped == (date(2026, 11, 26),)
        assert world.shows("Thu 26 Nov: skipped")
        await world.press("p")
        assert world.shows("Makes nothing: paused.")
        await world.press("p", "f")
        await world.fill("until", "30/11")
        await world.press("ctrl+s")
        assert world.desk.recurrence("r").rule.until == date(2026, 11, 30)
        await world.press("f")
        await world.fill("until", "")
        await world.press("ctrl+s", "delete")
        assert world.desk.recurrences() == ()
        await world.press("u")
        assert world.desk.recurrence("r").rule.until is None


async def test_midnight_passes_and_the_tasks_of_the_day_are_there_without_a_restart() -> None:
    daily = Recurrence(id="d", title="Round", rule=Rule(every=Every.DAY, first=date(2026, 11, 23)))
    async with running(language="en", values=[daily]) as world:
        await world.beat(seconds=1)
        assert world.column(Status.TODO) == ["Round"]
        await world.beat(hours=19)
        await world.beat(seconds=2)
        assert world.column(Status.TODO) == ["Round", "Round"], "at 04:10 a new day has begun"
        await world.beat(hours=24 * 6)
        await world.beat(seconds=2)
        assert world.column(Status.TODO) == ["Round"] * 3
        assert "“Round”: 5 days were missed, one task stands for all." in world.told


@pytest.mark.drawn
async def test_hostile_titles_are_text() -> None:
    found = [Recurrence(id=f"r{n}", title=text, note=text, rule=WEEKLY.rule, category=text)
             for n, text in enumerate(HOSTILE)]
    async with running(language="en", values=[*found], size=SMALL) as world:
        await world.press("asterisk")
        for _ in HOSTILE:
            assert world.clean()
            await world.press("down")
        await world.press("s", "escape", "enter", "escape", "escape")
        assert isinstance(world.app.screen, DayScreen)
        assert len(world.app.screen.query(Rows)) == 5
        assert not world.app.screen.query(Static)
