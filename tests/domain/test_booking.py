"""An appointment in one line, in French and English."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.appointment import Appointment, Sort
from pupitre.booking import book
from pupitre.client import Client
from pupitre.phrases import Moment
from pupitre.rules import LAST, Every, Rule
from pupitre.value import replace
from tests.memory import PARIS

AT = Moment(now=datetime(2026, 11, 25, 14, tzinfo=PARIS), tz=PARIS)
CLIENTS = (Client(id="tuy", name="Tuyaudec", label="TUY"), Client(id="ver", name="Assurances Verdier", label="VER"))
MEETING, DUTY, AWAY = Sort.MEETING, Sort.DUTY, Sort.AWAY


def told(each: Appointment) -> str:
    if each.start is None or each.end is None:
        said = f"{each.first:%d/%m/%y} {each.last:%d/%m/%y}"
    else:
        said = f"{each.start.astimezone(PARIS):%d/%m %H:%M} {each.end.astimezone(PARIS):%d/%m %H:%M}"
    if each.rule is not None:
        until = f" {each.rule.until:%d/%m}" if each.rule.until else ""
        said += f" {each.rule.every}{until}"
    return said


@pytest.mark.parametrize(("line", "title", "sort", "client", "expected"), [
    ("RDV Tuyaudec mardi 14h-15h30", "RDV Tuyaudec", MEETING, "TUY", ["01/12 14:00 01/12 15:30"]),
    ("permanence Verdier du lundi au vendredi 9h-12h", "permanence Verdier", DUTY, "VER",
     ["30/11 09:00 30/11 12:00 day 04/12", "30/11 09:00 30/11 12:00 week"]),
    ("congés du 21/12 au 1/1", "congés", AWAY, None, ["21/12/26 01/01/27"]),
    ("absente jeudi après-midi", "absente", AWAY, None, ["26/11 13:15 26/11 18:00"]),
    ("absente vendredi matin", "absente", AWAY, None, ["27/11 08:30 27/11 12:00"]),
    ("absente cet après-midi", "absente", AWAY, None, ["25/11 13:15 25/11 18:00"]),
    ("absente demain toute la journée", "absente", AWAY, None, ["26/11/26 26/11/26"]),
    ("RDV demain de 14h à 15h", "RDV", MEETING, None, ["26/11 14:00 26/11 15:00"]),
    ("RDV demain à 9h", "RDV", MEETING, None, ["26/11 09:00 26/11 10:00"]),
    ("rdv mardi 14h pendant 1h30", "rdv", MEETING, None, ["01/12 14:00 01/12 15:30"]),
    ("astreinte vendredi 14h pendant 30h", "astreinte", DUTY, None, ["27/11 14:00 28/11 20:00"]),
    ("astreinte samedi 20h pendant 24h", "astreinte", DUTY, None, ["28/11 20:00 29/11 20:00"]),
    ("permanence tous les lundis 9h-12h", "permanence", DUTY, None, ["30/11 09:00 30/11 12:00 week"]),
    ("RDV le 1er de chaque mois 9h-10h", "RDV", MEETING, None, ["01/12 09:00 01/12 10:00 month_date"]),
    ("astreinte vendredi 22h-6h", "astreinte", DUTY, None, ["27/11 22:00 28/11 06:00"]),
    ("Visio 15h-16h @tuy", "Visio", MEETING, "TUY", ["25/11 15:00 25/11 16:00"]),
    ("Visio 13h-13h30", "Visio", MEETING, None, ["26/11 13:00 26/11 13:30"]),
    ("rdv mardi midi-14h", "rdv", MEETING, None, ["01/12 12:00 01/12 14:00"]),
    ("formation du 1er au 4 décembre", "formation", MEETING, None, ["01/12/26 04/12/26"]),
    ("RDV 3-4 personnes mardi", "RDV 3-4 personnes", MEETING, None, ["01/12/26 01/12/26"]),
    ("meeting tuesday 2pm-3:30pm", "meeting", MEETING, None, ["01/12 14:00 01/12 15:30"]),
    ("meeting thursday 2-3pm", "meeting", MEETING, None, ["26/11 14:00 26/11 15:00"]),
    ("off friday morning", "off", AWAY, None, ["27/11 08:30 27/11 12:00"]),
    ("RDV", "RDV", MEETING, None, []),
    ("", "", MEETING, None, []),
])
def test_a_line_is_read_as_it_is_meant(
    line: str, title: str, sort: Sort, client: str | None, expected: list[str]
) -> None:
    got = book(line, CLIENTS, AT)
    assert (got.title, got.sort, got.client and got.client.label) == (title, sort, client)
    assert [told(each) for each in got.readings] == expected


@pytest.mark.parametrize(("line", "first", "rule"), [
    ("permanence tous les lundis et jeudis 9h-12h", "26/11 09:00 26/11 12:00", Rule(
        every=Every.WEEK, first=date(2026, 11, 26), weekdays=(0, 3))),
    ("point chaque premier lundi du mois 10h-11h", "07/12 10:00 07/12 11:00", Rule(
        every=Every.MONTH_WEEKDAY, first=date(2026, 12, 7), weekdays=(0,), rank=1)),
    ("point le dernier jour ouvré de chaque mois 17h-18h", "30/11 17:00 30/11 18:00", Rule(
        every=Every.LAST_WORKING_DAY, first=date(2026, 11, 30))),
    ("point fin de chaque mois 10h-11h", "30/11 10:00 30/11 11:00", Rule(
        every=Every.MONTH_DATE, first=date(2026, 11, 30), day=LAST)),
    ("permanence chaque mardi de 14h à 17h jusqu'au 15 janvier", "01/12 14:00 01/12 17:00", Rule(
        every=Every.WEEK, first=date(2026, 12, 1), weekdays=(1,), until=date(2027, 1, 15))),
    ("assemblée chaque année le 15 mai 18h-20h", "15/05 18:00 15/05 20:00", Rule(
        every=Every.YEAR, first=date(2027, 5, 15), day=15)),
    ("RDV vendredi entre 14h et 16h", "27/11 14:00 27/11 16:00", None),
])
def test_an_appointment_comes_again_on_all_the_days_of_the_line_and_no_others(
    line: str, first: str, rule: Rule | None
) -> None:
    [found] = book(line, CLIENTS, AT).readings
    assert told(replace(found, rule=None)) == first
    assert found.rule == rule


def test_an_unknown_client_is_told_of_and_a_silence_goes_with_what_needs_it() -> None:
    assert book("RDV @zzz mardi 14h", CLIENTS, AT).unknown_client == "zzz"
    for line, silent in (("RDV", True), ("permanence", False), ("absente", True)):
        assert book(f"{line} mardi 9h-10h", (), AT).readings[0].silent is silent


PIECES = (
    "RDV", "mardi", "14h", "-", "15h30", "du", "au", "9h-12h", "matin", "chaque", "le", "31/2", "25h", "@", "[/]",
    "~", "pendant", "0h", "24h-24h", "midi", "12am-1pm", "\x00", "29/3", "2h30-3h15", "25/10",
)


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)))
def test_no_line_raises_and_what_is_understood_is_never_over(line: str) -> None:
    for each in book(line, CLIENTS, AT).readings:
        assert (each.start is None) == (each.end is None) == (each.first is not None)
        if each.start is not None and each.end is not None:
            assert each.start < each.end
