"""A report says when she asked again for what is awaited, up to its own day."""

from datetime import date, datetime

import pytest

from pupitre.client import Language
from pupitre.deadline import Deadline
from pupitre.task import WAITING_CLIENT, WAITING_THIRD, Status
from pupitre.value import replace
from tests.memory import PARIS
from tests.test_letters import ABC, TASK, letter

ASKED = tuple(datetime(2026, 11, n, 10, tzinfo=PARIS) for n in (23, 24, 26))
WAITS = replace(
    TASK, status=Status.WAITING, waiting_since=datetime(2026, 11, 20, 9, tzinfo=PARIS), reason="le visa manque",
    chased=ASKED, explained_at=ASKED[1], next_on=Deadline(date(2026, 11, 27)),
)


@pytest.mark.parametrize(("whom", "said", "then"), [
    (WAITING_THIRD, "relance faite le mardi 24 novembre.", "Nouvelle relance vendredi 27 novembre."),
    (WAITING_CLIENT, "demande renouvelée le mardi 24 novembre.",
     "Pouvez-vous me répondre avant vendredi 27 novembre ?"),
])
def test_the_last_time_she_asked_up_to_that_day_is_told(whom: str, said: str, then: str) -> None:
    told = letter(replace(WAITS, waiting_for=whom), day=date(2026, 11, 24)).waiting
    assert told == (f"Relances : le visa manque ; {said} {then}",)


def test_nothing_is_told_of_what_was_not_asked_again() -> None:
    before = letter(replace(WAITS, waiting_for=WAITING_THIRD, chased=ASKED[2:]), day=date(2026, 11, 24))
    assert before.waiting == ("Relances : le visa manque. Nouvelle relance vendredi 27 novembre.",)


def test_in_english_too() -> None:
    english = replace(ABC, language=Language.ENGLISH)
    (told,) = letter(replace(WAITS, waiting_for=WAITING_CLIENT), client=english, day=date(2026, 11, 24)).waiting
    assert told.startswith("Relances: le visa manque; reminder sent on Tuesday 24 November. Could you answer")
