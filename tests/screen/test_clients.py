"""The clients and the settings: what is refused is said, what is saved is applied."""

from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest
from textual.widgets import Checkbox, Input, Select

from pupitre.calendar import Zone
from pupitre.client import Direction, Overrun, Rounding, Scope
from pupitre.settings import Settings
from tests.screen.world import PLAIN_SPACES, World, running
from tui import words
from tui.screens.clients import ClientsScreen
from tui.screens.day import DayScreen
from tui.widgets.rows import Rows


async def sheet_of(world: World, client: str) -> None:
    await world.press("f4")
    assert world.find("#clients", Rows).choose(client)
    await world.press("enter")


async def test_the_clients_are_in_alphabetical_order_with_their_sheet() -> None:
    async with running() as world:
        await world.press("f4")
        assert [c.name for c in world.find("#clients", Rows).items] == [
            "Agence Ysambre, architectes", "Cabinet Brumeval", "Docteur Vertignac", "L’Atelier d’Œillets",
            "Northwind Teas", "Tuyauterie Lacaze",
        ]
        assert world.shows("Noëlle Ysambre")
        assert world.shows("4,25 h sur 20,00 h"), "in the style that the client reads"
        await world.press("end")
        assert world.shows("Zéphyrin Lacaze")
        assert world.shows("2 h 15 sur 10 h")
        assert world.shows("70 % du carnet est utilisé")
        await world.press("escape")
        assert isinstance(world.app.screen, DayScreen)


async def test_a_client_needs_only_a_name() -> None:
    async with running() as world:
        await world.press("f4", "a", "enter")
        assert "doit avoir un nom" in world.wrong
        await world.write("Boulangerie Ô Pain")
        await world.press("enter")
        assert isinstance(world.app.screen, ClientsScreen)
        assert [c.label for c in world.desk.clients() if c.name == "Boulangerie Ô Pain"] == ["BOU"]


async def test_a_label_that_is_taken_is_refused_and_the_form_stays() -> None:
    async with running() as world:
        await sheet_of(world, "oei")
        await world.fill("label", "tuy")
        await world.fill("trade", "Fleuriste")
        await world.press("ctrl+s")
        assert "TUY" in world.wrong
        assert world.app.focused is world.find("#label", Input)
        assert world.find("#trade", Input).value == "Fleuriste"
        assert world.desk.client("oei").label == "OEI"
        await world.fill("label", "fl")
        await world.press("ctrl+s")
        assert (world.desk.client("oei").label, world.desk.client("oei").trade) == ("FL", "Fleuriste")


async def test_the_sheet_keeps_every_field_whatever_the_client_pays() -> None:
    async with running() as world:
        for client in ("tuy", "ysa", "bru", "ver", "oei"):
            before = world.desk.client(client)
            await sheet_of(world, client)
            await world.press("ctrl+s")
            assert isinstance(world.app.screen, ClientsScreen), world.wrong
            assert world.desk.client(client) == before
            await world.press("escape")


async def test_the_whole_agreement_is_on_the_sheet() -> None:
    async with running() as world:
        await sheet_of(world, "ysa")
        for name, text in (("urgent", "25 %"), ("evening", "+50"), ("evening_from", "19h30"), ("increment", "6"),
                           ("price_eur", "590,50"), ("overage_hourly_rate_eur", "31 €"), ("hours", "22,5")):
            await world.fill(name, text)
        for name, choice in (("direction", "proche"), ("scope", "jour"), ("overrun", "reporte"),
                             ("holiday_zone", "alsace_moselle")):
            world.find(f"#{name}", Select).value = choice
        world.find("#carry_over", Checkbox).value = True
        world.find("#statement_times", Checkbox).value = True
        await world.press("ctrl+s")
        assert isinstance(world.app.screen, ClientsScreen), world.wrong
        client = world.desk.client("ysa")
        bill = client.billing
        assert (bill.rounding, bill.evening_from) == (Rounding(6, Direction.NEAREST, Scope.DAY), time(19, 30))
        assert (bill.urgent_surcharge_pct, bill.evening_surcharge_pct, bill.weekend_surcharge_pct) == (25, 50, None)
        assert (bill.price_eur, bill.overage_hourly_rate_eur) == (Decimal("590.50"), Decimal(31))
        assert (bill.monthly_hours, bill.overrun, bill.carry_over) == (Decimal("22.5"), Overrun.CARRIED, True)
        assert (bill.statement_times, client.holiday_zone) == (True, Zone.ALSACE_MOSELLE)
        for told in ("6 min, au plus proche", "par jour", "urgence 25 %, soir 50 %"):
            assert world.shows(told)


async def test_what_cannot_be_agreed_is_refused_with_an_example() -> None:
    async with running() as world:
        before = world.desk.client("tuy")
        await sheet_of(world, "tuy")
        for field, text, part in (
            ("evening_from", "tard", "« tard »"), ("urgent", "beaucoup", "0 à 300"),
            ("alert_below", "peu", "« peu »"),
            ("hours", "0", "« 0 »"), ("price_eur", "vingt", "« vingt »"),
        ):
            was = world.find(f"#{field}", Input).value
            await world.fill(field, text)
            await world.press("ctrl+s")
            assert part in world.wrong.translate(PLAIN_SPACES)
            assert world.app.focused is world.find(f"#{field}", Input)
            await world.fill(field, was)
        await world.fill("weekend", "301")
        await world.press("ctrl+s")
        assert "0 à 300" in world.wrong.translate(PLAIN_SPACES)
        assert world.desk.client("tuy") == before


async def test_a_client_that_was_used_is_not_deleted_and_another_one_is_until_undo() -> None:
    async with running() as world:
        new = world.desk.add_client("Zut et Cie")
        await world.press("f4", "delete")
        assert "est nommé dans ce qui est gardé" in world.heard()
        await world.press("end", "delete")
        assert new not in world.desk.clients()
        await world.press("ctrl+z")
        assert new in world.desk.clients()
        assert "Zut et Cie" in world.heard()


async def test_settings_are_saved_and_applied_at_once() -> None:
    async with running() as world:
        await world.press("f9")
        await world.fill("name", "Inès d’Aubépine")
        await world.fill("break_every", "45")
        world.find("#theme", Select).value = "pupitre-dark"
        world.find("#language", Select).value = "en"
        await world.press("ctrl+s")
        assert world.app.theme == "pupitre-dark"
        assert words.language() == "en"
        kept = next(v for v in world.archive.load() if isinstance(v, Settings))
        assert (kept.name, kept.break_every_min, kept.theme, kept.language) == (
            "Inès d’Aubépine", 45, "pupitre-dark", "en"
        )
        assert world.shows("To do")


@pytest.mark.parametrize(
    ("field", "text", "part"),
    [("break_every", "10", "30 à 120"), ("hours", "9-25", "« 25 »"), ("timezone", "Mars/Olympus", "Mars/Olympus"),
     ("days", "lundredi", "lundredi"), ("end_of_day", "midi", "midi")],
)
async def test_a_wrong_setting_is_refused_with_an_example(field: str, text: str, part: str) -> None:
    async with running() as world:
        before = world.desk.settings
        await world.press("f9")
        await world.fill(field, text)
        await world.press("ctrl+s")
        assert part in world.said(".wrong")
        assert world.app.focused is world.find(f"#{field}", Input)
        assert world.desk.settings == before


async def test_settings_left_as_they_were_change_nothing() -> None:
    async with running() as world:
        before = world.desk.settings
        await world.press("f9", "ctrl+s")
        assert not world.form_open
        assert world.desk.settings == before


async def test_no_file_is_written_by_looking_around(tmp_path: Path) -> None:
    async with running() as world:
        await world.press("f4", "f3", "f9", "escape", "f1", "escape", "f2")
        assert world.archive.writes == 0
        assert not world.folder.exists()
