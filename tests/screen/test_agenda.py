"""The agenda: adding in one line, the form, silence and reminders by appointment, calendar files."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from textual.widgets import Input, Select

from pupitre.appointment import Appointment
from pupitre.client import Client
from pupitre.settings import Settings
from storage.calendars import read
from storage.places import Place
from storage.store import Store
from tests.memory import PARIS, HandClock
from tests.screen.world import HOSTILE, SMALL, World, running

TUY = Client(id="tuy", name="Tuyaudec", label="TUY")
OWN = Settings(name="Maëlle")
AT_TEN = Appointment(
    id="m", title="RDV Tuyaudec", client="tuy", start=datetime(2026, 11, 23, 9, tzinfo=UTC),
    end=datetime(2026, 11, 23, 10, 30, tzinfo=UTC), silent=True,
)


def booked(world: World) -> list[Appointment]:
    return list(world.desk.ledger.table(Appointment).values())


async def test_an_appointment_is_added_in_one_line_and_undone() -> None:
    async with running(values=[TUY, OWN]) as world:
        await world.press("f12", "a")
        await world.write("RDV Tuyaudec mardi 14h-15h30")
        assert "Tuyaudec · mardi 24 novembre, 14 h – 15 h 30 (demain)" in world.said(".echo")
        await world.press("enter")
        assert world.shows("14 h 00 – 15 h 30")
        assert [a.client for a in booked(world)] == ["tuy"]
        await world.press("u")
        assert not booked(world)
        assert not world.shows("14 h 00 – 15 h 30")


async def test_the_line_says_what_no_longer_fits_and_the_other_reading_comes_with_tab() -> None:
    async with running(values=[TUY, OWN]) as world:
        world.desk.add_task(world.desk.understand("Dossier @tuy ~6h aujourd'hui 18h"))
        await world.press("f12", "a")
        await world.write("permanence du lundi au vendredi 14h-17h")
        await world.pilot.pause(0.3)
        assert world.wrong == "1 tâche ne tiendra plus."
        assert "jusqu’au vendredi 27 novembre 2026" in world.said(".echo")
        await world.press("tab")
        assert "chaque lundi, mardi, mercredi, jeudi et vendredi" in world.said(".echo")
        assert "jusqu’au" not in world.said(".echo")


async def test_a_line_without_a_day_is_kept_and_nothing_is_added() -> None:
    async with running(values=[OWN], size=SMALL) as world:
        await world.press("f12", "a")
        await world.write("RDV comptable")
        await world.press("enter")
        assert world.wrong.startswith("Dites quand")
        await world.press("escape", "a")
        assert world.find("#line", Input).value == "RDV comptable"
        assert not booked(world)


async def test_the_form_changes_hours_recurrence_and_silence() -> None:
    async with running(values=[TUY, OWN, AT_TEN]) as world:
        await world.press("f12", "down", "e")
        assert world.form_open
        await world.fill("to", "12h")
        await world.fill("until", "7/12/2026")
        world.find("#repeats", Select).value = "week"
        await world.press("ctrl+s")
        changed = booked(world)[0]
        assert changed.end == datetime(2026, 11, 23, 11, tzinfo=UTC)
        assert changed.rule is not None
        assert (changed.rule.every, changed.rule.until) == ("week", date(2026, 12, 7))
        assert world.shows("chaque lundi, jusqu’au lundi 7 décembre 2026 · silence")
        await world.press("s")
        assert booked(world)[0].except_on == (date(2026, 11, 23),)
        assert "10 h 00 – 12 h 00" not in "".join(world.picture()[2:5])


async def test_wrong_hours_are_said_at_the_foot_of_the_form() -> None:
    async with running(values=[TUY, OWN, AT_TEN]) as world:
        await world.press("f12", "down", "e")
        await world.fill("to", "9h99")
        await world.press("ctrl+s")
        assert "n’est pas une heure" in world.wrong
        assert booked(world) == [AT_TEN]


async def test_silence_by_appointment_shows_its_end_tells_what_it_held_back_and_n_ends_it() -> None:
    clock = HandClock(datetime(2026, 11, 23, 9, 45, tzinfo=PARIS))
    async with running(values=[TUY, OWN, AT_TEN], clock=clock) as world:
        await world.beat(minutes=6)
        assert [n.title for n in world.notifier.sent] == ["Rendez-vous à 10\u00a0h"]
        assert world.notifier.sent[0].body == "", "who passes by reads no title and no name"
        assert "Rendez-vous à 10 h : RDV Tuyaudec." in world.heard()
        assert world.shows("10 h, dans 9 min : RDV Tuy")
        await world.beat(minutes=10)
        assert "silence → 11 h 30" in world.picture()[0]
        world.desk.add_appointment(Appointment(
            id="", title="Autre", start=datetime(2026, 11, 23, 10, 35, tzinfo=UTC),
            end=datetime(2026, 11, 23, 11, tzinfo=UTC), silent=True))
        await world.beat(minutes=85)
        assert len(world.notifier.sent) == 1, "nothing is announced in silence"
        await world.beat(minutes=6)
        assert "le rappel d’un rendez-vous à 11 h 26" in world.heard()
        await world.beat(minutes=8)
        assert "silence → 12 h" in world.picture()[0]
        await world.press("n")
        assert "silence" not in world.picture()[0]
        await world.beat(minutes=1)
        assert "silence" not in world.picture()[0]


async def test_hostile_titles_harm_no_screen() -> None:
    found = [
        Appointment(id=str(n), title=text, place=text, start=datetime(2026, 11, 23, 9 + n, tzinfo=UTC),
                    end=datetime(2026, 11, 23, 10 + n, tzinfo=UTC)) for n, text in enumerate(HOSTILE)
    ]
    async with running(values=[OWN, *found], size=SMALL) as world:
        assert world.clean()
        await world.press("f12")
        assert world.clean()
        await world.press("down", "e")
        assert world.clean()


# -- calendar files ------------------------------------------------------------------------------------

ICS = """BEGIN:VCALENDAR
X-WR-CALNAME:Équipe
BEGIN:VEVENT
UID:1
DTSTART;TZID=Europe/Paris:20261124T{hour}0000
DURATION:PT1H
SUMMARY:Comité
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:Sans date
END:VEVENT
END:VCALENDAR
"""


@asynccontextmanager
async def with_files(tmp_path: Path) -> AsyncIterator[World]:
    store = Store(Place(tmp_path / "desk"))
    async with running(store=store) as world:
        await world.press("f12")
        yield world


async def until(world: World, done: str) -> None:
    """Wait until something was told, as long as a slow machine needs."""
    for _ in range(500):
        if any(done in told.translate(str.maketrans("\u00a0\u202f", "  ")) for told in world.told):
            return
        await world.pilot.pause(0.02)
    raise AssertionError(world.told)


async def test_a_calendar_file_comes_in_read_only_and_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "agenda.ics"
    path.write_text(ICS.format(hour="09"))
    async with with_files(tmp_path) as world:
        await world.press("i")
        await world.fill("path", str(path))
        await world.press("tab", "space", "ctrl+s")
        await until(world, "Équipe : 1 entrée nouvelle ou modifiée.")
        assert "1 entrée laissée de côté (« Sans date » : pas de jour)" in world.heard()
        assert world.shows("9 h 00 – 10 h 00")
        assert world.shows("silence · Équipe")
        await world.press("down", "down", "e")
        assert "vient de l’agenda Équipe" in world.heard()
        path.write_text(ICS.format(hour="15"))
        os.utime(path, (1, 1))
        await world.beat(minutes=1)
        for _ in range(300):
            if world.shows("15 h 00 – 16 h 00"):
                break
            await world.pilot.pause(0.02)
        assert world.shows("15 h 00 – 16 h 00")
        assert not world.shows("9 h 00 – 10 h 00")
        path.unlink()
        await world.beat(minutes=1)
        await until(world, "ne peut pas être lu comme agenda")
        assert world.shows("15 h 00 – 16 h 00"), "what was read stays"
        told = len(world.told)
        await world.beat(minutes=1)
        await world.pilot.pause(0.1)
        assert len(world.told) == told, "it is said once"
        await world.press("k")
        await world.press("ctrl+s")
        assert all(not a.blocks for a in booked(world))


@pytest.mark.parametrize("content", [None, b"", b"<html>"])
async def test_a_file_that_is_no_calendar_is_told_of_and_the_form_keeps_its_name(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "agenda.ics"
    if content is not None:
        path.write_bytes(content)
    async with with_files(tmp_path) as world:
        await world.press("i")
        await world.fill("path", str(path))
        await world.press("ctrl+s")
        await until(world, "ne peut pas être lu comme agenda")
        await world.press("i")
        assert world.find("#path", Input).value == str(path)


async def test_a_form_left_on_a_calendar_that_undo_took_back_opens_on_one_that_is_there(tmp_path: Path) -> None:
    async with with_files(tmp_path) as world:
        for name in ("Agence", "Mairie"):
            path = tmp_path / f"{name}.ics"
            path.write_text(ICS.format(hour="09").replace("Équipe", name))
            await world.press("i")
            await world.fill("path", str(path))
            await world.press("ctrl+s")
            await until(world, f"{name} : 1 entrée nouvelle ou modifiée.")
        first, second = sorted(world.desk.calendars.values(), key=lambda c: c.id)
        await world.press("k")
        world.find("#calendar", Select).value = second.id
        await world.press("escape", "u", "k")
        assert list(world.desk.calendars) == [first.id]
        assert world.find("#calendar", Select).value == first.id


async def test_deadlines_go_out_without_confidential_titles(tmp_path: Path) -> None:
    async with with_files(tmp_path) as world:
        world.desk.add_client("Tuyaudec")
        secret = world.desk.add_client("Cabinet Oeil")
        world.desk.edit_client(Client(id=secret.id, name=secret.name, label="OEI", confidential=True))
        world.desk.add_task(world.desk.understand("Relances @tuy vendredi 17h"))
        world.desk.add_task(world.desk.understand("Lettre de Mme X @oei jeudi"))
        await world.press("o", "ctrl+s")
        (path,) = world.folder.glob("*.ics")
        assert path.stat().st_mode & 0o777 == 0o600
        got = read(path.read_bytes(), PARIS, (date(2026, 11, 1), date(2026, 12, 31)))
        assert {(a.title, a.start or a.first) for a in got.found} == {
            ("TUY · Relances", datetime(2026, 11, 27, 16, tzinfo=UTC)), ("OEI", date(2026, 11, 26)),
        }
        assert b"Mme" not in path.read_bytes()
