"""Starts, recurrences and urgency in a line, and what else it may mean."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.client import Client
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.errors import Invalid
from pupitre.phrases import Kind
from pupitre.quick import completing, readings, understand
from pupitre.recurrence import Recurrence
from pupitre.rules import LAST, Every, Rule
from pupitre.task import Priority, Task
from pupitre.value import replace
from tests.domain.test_phrases import told
from tests.domain.test_quick import CLIENTS, NOW
from tests.memory import HandClock, MemoryArchive, counted_ids

MONDAYS = Rule(every=Every.WEEK, first=date(2026, 11, 30), weekdays=(0,))


@pytest.mark.parametrize(("line", "title", "start", "due"), [
    ("Devis à partir de mardi pour vendredi", "Devis", "2026-11-24", "2026-11-27"),
    ("Devis pour vendredi à partir de mardi", "Devis", "2026-11-24", "2026-11-27"),
    ("À partir de mardi 9h devis avant vendredi 17h", "devis", "2026-11-24T09:00", "2026-11-27T17:00"),
    ("Appeler Paul à partir de jeudi", "Appeler Paul", "2026-11-26", "none"),
    ("Appeler Paul après jeudi", "Appeler Paul", "2026-11-27", "none"),
    ("Appeler Paul après 15h", "Appeler Paul", "2026-11-23T15:00", "none"),
    ("Tri à compter du 3 décembre", "Tri", "2026-12-03", "none"),
    ("Appeler pas avant demain", "Appeler", "2026-11-24", "none"),
    ("Call Paul starting Thursday by Friday 5pm", "Call Paul", "2026-11-26", "2026-11-27T17:00"),
    ("Appeler entre 14h et 16h", "Appeler", "2026-11-23T14:00", "2026-11-23T16:00"),
    ("Stage du 1er au 4 décembre", "Stage", "2026-12-01", "2026-12-04"),
    ("Préparer l'après-midi portes ouvertes", "Préparer l'après-midi portes ouvertes", "none", "none"),
    ("Courriers des 05/12", "Courriers des 05/12", "none", "none"),
])  # fmt: skip
def test_a_start_is_no_deadline(line: str, title: str, start: str, due: str) -> None:
    found = understand(line, (), NOW)
    value = found.date.value if found.date else None
    assert (found.title, told(found.not_before), told(value)) == (title, start, due)
    assert found.rule is None


@pytest.mark.parametrize(("line", "title", "rule", "first"), [
    ("Point hebdo chaque lundi 9h @tuy", "Point hebdo", MONDAYS, "2026-11-30T09:00"),
    ("Chaque lundi point hebdo 9h", "point hebdo", MONDAYS, "2026-11-30T09:00"),
    ("Point * lundi 9h", "Point", MONDAYS, "2026-11-30T09:00"),
    ("*lundi 9h Point", "Point", MONDAYS, "2026-11-30T09:00"),
    ("Factures * le 5", "Factures", Rule(every=Every.MONTH_DATE, first=date(2026, 12, 5), day=5), "2026-12-05"),
    ("Factures * fin de mois", "Factures", Rule(every=Every.MONTH_DATE, first=date(2026, 11, 30), day=LAST),
     "2026-11-30"),
    ("URSSAF chaque fin de trimestre", "URSSAF",
     Rule(every=Every.QUARTER, first=date(2026, 12, 31), day=LAST), "2026-12-31"),
    ("Caisse tous les jours ouvrés 17h45", "Caisse",
     Rule(every=Every.WORKING_DAY, first=date(2026, 11, 23)), "2026-11-23T17:45"),
    ("Point * demain", "Point *", None, "2026-11-24"),
    ("Voir *important* demain", "Voir *important*", None, "2026-11-24"),
    ("Factures fin de mois", "Factures", None, "2026-11-30"), ("2 * 3 colis", "2 * 3 colis", None, "none"),
])  # fmt: skip
def test_what_comes_again_is_a_rule(line: str, title: str, rule: Rule | None, first: str) -> None:
    found = understand(line, (), NOW)
    assert (found.title, found.rule) == (title, rule)
    assert told(found.date.value if found.date else None) == first


def test_every_reading_is_offered_and_the_expected_one_is_first() -> None:
    def all_of(line: str) -> list[tuple[str, str, bool]]:
        found = readings(understand(line, (), NOW))
        return [(told(r.date.value if r.date else None), told(r.not_before), r.rule is not None) for r in found]

    assert all_of("Devis demain") == [("2026-11-24", "none", False)]
    assert all_of("Devis vendredi prochain") == [("2026-11-27", "none", False), ("2026-12-04", "none", False)]
    assert all_of("Point chaque lundi 9h") == [("2026-11-30T09:00", "none", True),
    ("2026-11-30T09:00", "none", False)]
    assert all_of("Factures fin de mois") == [("2026-11-30", "none", False), ("2026-11-30", "none", True)]
    assert all_of("Point un vendredi sur deux") == [
        ("2026-11-27", "none", True), ("2026-12-04", "none", True), ("2026-11-27", "none", False),
    ]
    assert all_of("Devis à partir de mardi prochain") == [("none", "2026-11-24", False),
    ("none", "2026-12-01", False)]
    parity = readings(understand("Point un vendredi sur deux", (), NOW))
    assert [r.rule.first.day for r in parity if r.rule] == [27, 4], "the rule begins on the day that is chosen"


@pytest.mark.parametrize(("line", "title", "urgent", "asks"), [
    ("Appeler Dupont urgent", "Appeler Dupont", True, True), ("URGENT : devis", "devis", True, True),
    ("Devis !", "Devis", True, True), ("Liste urgente !", "Liste urgente", True, True),
    ("Devis urgent demain", "Devis", True, True),
    ("Devis urgent demain 17h", "Devis", True, False),
    ("Dossier urgent à relire", "Dossier urgent à relire", True, True),
    ("Devis pas urgent", "Devis pas urgent", False, False),
    ("Trier les dossiers urgents", "Trier les dossiers urgents", False, False),
    ("Point urgent chaque lundi", "Point", True, False), ("urgent", "", True, True),
    ("Insurgent", "Insurgent", False, False),
])  # fmt: skip
def test_urgent_without_an_hour_asks_for_one(line: str, title: str, urgent: bool, asks: bool) -> None:
    found = understand(line, (), NOW)
    assert (found.title, found.priority is Priority.URGENT, found.wants_hour) == (title, urgent, asks)


def test_a_reference_is_completed_by_label_then_by_name() -> None:
    assert [c.id for c in completing("v", CLIENTS)] == ["ver"]
    assert [c.id for c in completing("cab", CLIENTS)] == ["bru", "ver"]
    assert [c.id for c in completing("oei", CLIENTS)] == ["oei"]
    assert len(completing("", CLIENTS)) == len(CLIENTS)


def desk() -> Desk:
    return Desk(MemoryArchive([Client(id="tuy", name="Tuyaudec", label="TUY")]), HandClock(), counted_ids())


def test_a_line_with_a_rule_is_added_as_a_recurrence_with_its_hour() -> None:
    own = desk()
    added = own.add_recurrence(own.understand("Point hebdo chaque lundi 9h @tuy ~30min #réunion !"))
    assert own.ledger.table(Recurrence)[added.id].rule == MONDAYS
    assert (added.title, added.client, added.hour, added.estimate_min) == ("Point hebdo", "tuy", time(9), 30)
    assert (added.category, added.priority) == ("réunion", Priority.URGENT)
    with pytest.raises(Invalid):
        own.add_recurrence(own.understand("chaque lundi"))
    with pytest.raises(Invalid):
        own.add_recurrence(own.understand("Point demain"))


def test_one_task_of_a_line_with_a_rule_still_says_that_it_comes_again() -> None:
    own = desk()
    task = own.add_task(own.understand("Point chaque lundi 9h"))
    assert (task.title, told(task.deadline)) == ("Point chaque lundi 9h", "2026-11-30T09:00")


def test_a_task_keeps_its_start_and_its_sound() -> None:
    own = desk()
    task = own.add_task(own.understand("Dictée ~10 min audio à partir de jeudi"))
    assert (told(own.ledger.table(Task)[task.id].not_before), task.audio_min) == ("2026-11-26", 10)
    with pytest.raises(Invalid):
        own.edit_task(replace(task, not_before=Deadline(date(2150, 1, 1))))


PARTS = ["*", "* ", "chaque lundi", "à partir de", "mardi", "pour", "vendredi", "9h", "jusqu'au 18 décembre",
"urgent", "!",
         "~48 min audio", "un vendredi sur deux", "fin de mois", "@tuy", "Devis", "après", "entre 14h et 16h", "ou",
         "#x"]


@settings(max_examples=150, deadline=None)
@given(parts=st.lists(st.sampled_from(PARTS), max_size=8))
def test_no_reading_of_a_line_is_in_the_past_unless_it_is_offered(parts: list[str]) -> None:
    found = understand(" ".join(parts), CLIENTS, NOW)
    every = readings(found)
    assert every[0] == found
    assert len(set(every)) == len(every)
    for one in every:
        if one.rule is not None and one.date is not None:
            assert one.date.value is not None
            assert one.rule.first == one.date.value.day
        if one.date is not None and one.date.value is not None and one.date.kind is not Kind.AMBIGUOUS:
            assert one.date.value.moment(NOW.tz) >= NOW.now or one.date.value.day == NOW.today
