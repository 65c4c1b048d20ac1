"""Search: everything is found, from the desk to the oldest month, and what was found can be opened."""

from datetime import date, datetime, timedelta

import pytest
from textual.widgets import Input, Select

from pupitre.task import Status, Task
from pupitre.value import replace
from tests.memory import PARIS
from tests.screen.searching import (
    BROKE,
    ENTRY,
    MARCH,
    REPORT,
    TASK,
    found,
    rows,
    screen,
    search,
    settled,
    shelve,
    whole,
)
from tests.screen.world import running
from tui.screens.reports import ReportsScreen
from tui.screens.search import SearchScreen
from tui.screens.search_text import Period, period
from tui.screens.time_form import TimeFormScreen
from tui.widgets.rows import Rows

# -- what is found -------------------------------------------------------------------------------

async def test_accents_case_ligatures_and_apostrophes_do_not_count_in_a_closed_month() -> None:
    async with running() as world:
        shelve(world, TASK)
        for line in ("OEUVRE", "œuvre d'ete", "l’oeuvre", "IMPRIME devis", '"devis imprimé"', "FACTURE piece",
                     "œuvre @lacaze", "oeuvre :fait", "oeuvre mars 2024", "@tuy :fait 12/03/2024"):
            await search(world, line)
            assert found(world) == ["old"], line


async def test_what_does_not_answer_is_not_listed() -> None:
    async with running() as world:
        shelve(world, TASK)
        for line in ("oeuvre @bru", "oeuvre :attente", "oeuvre 2023", "oeuvre dirigeable", ""):
            await search(world, "oeuvre")
            await search(world, line)
            assert found(world) == [], line


async def test_the_desk_comes_first_then_the_months_and_the_newest_is_on_top() -> None:
    async with running() as world:
        older = [replace(TASK, id=f"o{n}", done_at=MARCH - timedelta(days=9 * n)) for n in range(4)]
        shelve(world, *reversed(older))
        open_task = world.desk.add_task(world.desk.understand("Devis imprimé"))
        await search(world, "devis imprime")
        assert found(world) == [open_task.id, "o0", "o1", "o2", "o3"]


async def test_another_search_begins_at_its_first_answer() -> None:
    async with running() as world:
        world.desk.take_in([
            replace(TASK, id=f"o{n}", created=MARCH - timedelta(days=n), status=Status.TODO, done_at=None)
            for n in range(60)
        ])
        await search(world, "oeuvre")
        for _ in range(2):
            await world.press("pagedown")
        assert rows(world).scroll_offset.y > 0
        await search(world, "devis imprime")
        chosen = rows(world).chosen
        assert chosen is not None
        assert (chosen.hit.id, rows(world).scroll_offset.y) == ("o0", 0)


async def test_every_kind_of_thing_is_found_and_shown_whole() -> None:
    async with running(language="en") as world:
        shelve(world, TASK, ENTRY, BROKE, REPORT)
        await search(world, "zeppelin")
        assert sorted(found(world)) == ["call", "tuy:2024-03-12"]
        assert "le zeppelin est parti" in whole(world) or "Appel au sujet" in whole(world)
        await search(world, "@tuy mars 2024")
        assert set(found(world)) == {"old", "work", "tuy:2024-03-12"}
        assert world.shows("10:00 – 10:20  L’Œuvre d’été")
        rows(world).choose("Task:old")
        await world.pilot.pause()
        assert "La pièce n° 14\nattend sa facture" in whole(world)
        await search(world, "Pérennelle zéphyrin")
        assert found(world) == []
        await search(world, "zephyrin")
        assert found(world) == ["tuy"]


async def test_the_line_below_says_how_it_was_understood() -> None:
    async with running(language="en") as world:
        await world.press("ctrl+f")
        assert world.shows("the closed years too")
        assert world.shows(":to do, :in progress")
        await search(world, "devis @tuy :done since march 2025")
        assert world.shows("“devis” · Tuyauterie Lacaze · done · since 1 March 2025")


@pytest.mark.parametrize(("first", "last", "told"), [
    (date(2025, 1, 1), date(2025, 12, 31), "2025"), (date(2024, 2, 1), date(2024, 2, 29), "février 2024"),
    (date(2025, 3, 5), date(2025, 3, 5), "mercredi 5 mars 2025"),
])
async def test_a_period_is_told_as_one_says_it(first: date, last: date, told: str) -> None:
    assert period(first, last).replace("\u00a0", " ") == told


def test_the_periods_of_the_key_are_whole() -> None:
    today = date(2026, 1, 31)
    assert Period.THIS_MONTH.days(today) == (date(2026, 1, 1), date(2026, 1, 31))
    assert Period.LAST_MONTH.days(today) == (date(2025, 12, 1), date(2025, 12, 31))
    assert Period.THIS_YEAR.days(today) == (date(2026, 1, 1), date(2026, 12, 31))
    assert Period.ALWAYS.days(today) == (None, None)


# -- choosing without a notation -----------------------------------------------------------------

async def test_a_client_is_chosen_from_a_list_and_all_of_them_again() -> None:
    async with running() as world:
        shelve(world, TASK, replace(TASK, id="other", client="bru"))
        await search(world, "oeuvre")
        assert len(found(world)) == 2
        await world.press("f5")
        world.find("#answers", Rows).choose("tuy")
        await world.press("enter")
        await settled(world)
        assert found(world) == ["old"]
        assert world.shows("Tuyauterie Lacaze")
        await world.press("f5", "home", "enter")
        await settled(world)
        assert len(found(world)) == 2


async def test_a_key_goes_through_the_states() -> None:
    async with running() as world:
        await world.press("ctrl+f")
        listed = []
        for _ in range(6):
            await world.press("f6")
            await settled(world)
            listed.append(found(world))
        assert "t01" in listed[0]
        assert "t21" in listed[1]
        assert "t22" in listed[2]
        assert "t31" in listed[3]
        assert listed[4] == listed[5] == []


async def test_a_key_goes_through_the_periods() -> None:
    async with running() as world:
        now = world.clock.now
        days = {"now": now, "before": now - timedelta(days=30), "spring": now - timedelta(days=200), "old": MARCH}
        shelve(world, *(replace(TASK, id=key, created=day, done_at=day) for key, day in days.items()))
        await search(world, "oeuvre")
        listed = []
        for _ in range(4):
            await world.press("f7")
            await settled(world)
            listed.append(found(world))
        assert listed == [["now"], ["before"], ["now", "before", "spring"], ["now", "before", "spring", "old"]]


async def test_months_outside_the_period_are_not_read() -> None:
    async with running() as world:
        shelve(world, *(replace(TASK, id=f"m{n}", done_at=datetime(2025, n, 9, tzinfo=PARIS)) for n in range(1, 13)))
        await world.press("ctrl+f")
        world.archive.read_months.clear()
        await search(world, "oeuvre mars 2025")
        assert found(world) == ["m3"]
        # A task may lie in the month after the one it ended in.
        assert set(world.archive.read_months) <= {"2025-05", "2025-04", "2025-03"}


# -- opening -------------------------------------------------------------------------------------

async def test_a_task_of_a_closed_month_is_opened_changed_and_the_place_kept() -> None:
    async with running() as world:
        shelve(world, *(replace(TASK, id=f"o{n}", done_at=MARCH - timedelta(days=n)) for n in range(9)))
        await search(world, "oeuvre")
        await world.press("down", "down", "down", "enter")
        assert world.find("#title", Input).value == TASK.title
        world.find("#title", Input).value = "Un autre titre"
        await world.press("ctrl+s")
        assert found(world) == [f"o{n}" for n in range(9)]
        assert world.find("#words", Input).value == "oeuvre"
        chosen = rows(world).chosen
        assert chosen is not None
        assert (chosen.hit.id, chosen.hit.text) == ("o3", "Un autre titre")
        assert world.task("o3").title == "Un autre titre"
        await world.press("ctrl+z")
        chosen = rows(world).chosen
        assert chosen is not None
        assert chosen.hit.text == TASK.title


async def test_a_time_opens_the_form_that_corrects_it() -> None:
    async with running() as world:
        shelve(world, TASK, ENTRY)
        await search(world, "@tuy 12/03/2024")
        rows(world).choose("Entry:work")
        await world.press("enter")
        assert isinstance(world.app.screen, TimeFormScreen)
        assert world.shows("L’Œuvre d’été : devis imprimé")


async def test_a_client_opens_its_sheet() -> None:
    async with running() as world:
        await search(world, "pétalou")
        await world.press("enter")
        assert world.find("#label", Input).value == "OEI"
        assert world.find("#register", Select).value == "tu"


async def test_a_report_opens_its_day() -> None:
    async with running() as world:
        shelve(world, TASK, ENTRY, REPORT)
        await search(world, "zeppelin")
        rows(world).choose(f"Report:{REPORT.id}")
        await world.press("enter")
        shown = world.app.screen
        assert isinstance(shown, ReportsScreen)
        assert shown.day == REPORT.day
        assert world.shows("le zeppelin est parti.")
        await world.press("ctrl+f")
        assert world.find("#words", Input).value == "zeppelin"
        assert found(world) == [REPORT.id]


async def test_an_interruption_is_only_read() -> None:
    async with running() as world:
        shelve(world, BROKE)
        await search(world, "zeppelin")
        await world.press("enter")
        assert isinstance(world.app.screen, SearchScreen)
        assert "Appel au sujet du zeppelin" in whole(world)
        assert "Cabinet Brumeval" in whole(world)


async def test_a_double_click_opens_too() -> None:
    async with running() as world:
        shelve(world, TASK)
        await search(world, "oeuvre")
        await world.pilot.click("#found", offset=(30, 1), times=2)
        await world.pilot.pause()
        assert world.find("#title", Input).value == TASK.title


async def test_what_was_deleted_stays_in_its_place_and_says_so_until_it_comes_back() -> None:
    async with running(language="en") as world:
        shelve(world, TASK, replace(TASK, id="second", done_at=MARCH))
        await search(world, "oeuvre")
        world.desk.delete_task("old")
        screen(world).refresh_desk()
        await world.pilot.pause()
        assert found(world) == ["old", "second"]
        assert "Deleted" in whole(world)
        assert "deleted" in world.picture()[3]
        await world.press("enter")
        assert "deleted" in world.heard()
        world.desk.undo()
        screen(world).refresh_desk()
        await world.pilot.pause()
        assert "deleted" not in world.picture()[3]


async def test_what_was_closed_meanwhile_is_not_called_deleted() -> None:
    async with running(language="en") as world:
        await search(world, "plan the week")
        assert found(world) == ["t31"]
        await world.beat(hours=24)
        for _ in range(200):
            if "t31" not in world.desk.ledger.table(Task):
                break
            await world.pilot.pause(0.01)
        assert "t31" not in world.desk.ledger.table(Task)
        screen(world).refresh_desk()
        await world.pilot.pause()
        assert not world.shows("deleted")


async def test_the_search_is_one_key_away_from_everywhere_and_in_front_of_nothing_typed() -> None:
    async with running() as world:
        for keys in (("f3",), ("f4",), ("f2", "a")):
            await world.press(*keys)
            await world.press("ctrl+f")
            assert world.find("#words", Input).has_focus
        await search(world, "devis")
        await world.press("tab")
        assert rows(world).has_focus
        await world.press("ctrl+f")
        assert world.find("#words", Input).has_focus
