"""Her own texts on the desk: kept, put away, taken back."""

import pytest

from pupitre.client import Client
from pupitre.desk import Desk
from pupitre.errors import Invalid
from pupitre.leaving import Leaver
from pupitre.report import Span
from pupitre.wording import LONGEST, Wording
from pupitre.wordings import WORDINGS
from tests.memory import MONDAY_9_10, HandClock


def test_a_text_of_hers_is_kept_and_taken_back(desk: Desk) -> None:
    desk.keep_wording("vous:day", "Un\x00 {{ fait }}")
    assert desk.wordings["vous:day"].text == "Un {{ fait }}"
    desk.keep_wording("vous:day", "Deux")
    desk.undo()
    assert desk.wordings["vous:day"].text == "Un {{ fait }}"
    desk.put_wording_away("vous:day")
    assert desk.wordings == {}
    desk.undo()
    assert "vous:day" in desk.wordings


def test_going_back_to_ours_where_nothing_is_hers_is_no_step_of_undo(desk: Desk) -> None:
    desk.put_wording_away("tu:week")
    assert desk.last_done is None


@pytest.mark.parametrize(("key", "text", "why"), [
    ("vous:year", "x", "unknown"), ("vous:day", " \n", "empty"), ("vous:day", "x" * (LONGEST + 1), "too_long"),
])
def test_what_cannot_be_such_a_text_is_refused(key: str, text: str, why: str, desk: Desk) -> None:
    with pytest.raises(Invalid) as told:
        desk.keep_wording(key, text)
    assert (told.value.field, told.value.why) == ("wording", why)


def test_there_is_one_text_for_each_voice_and_span() -> None:
    assert len(set(WORDINGS)) == 9


def test_the_facts_of_a_report_bring_the_text_of_its_voice_and_span(desk: Desk, clock: HandClock) -> None:
    client = desk.add_client("Abc")
    desk.keep_wording("vous:week", "La semaine")
    today = clock().date()
    assert today == MONDAY_9_10.date()
    week = desk.facts(client.id, today, Span.WEEK).wording
    assert week is not None
    assert week.text == "La semaine"
    assert desk.facts(client.id, today, Span.DAY).wording is None


def test_a_client_that_left_is_named_in_no_text_of_hers() -> None:
    gone = Client(id="oei", name="L’Atelier d’Œillets", label="OEI")
    change = Leaver(gone, ()).erasure([gone, Wording(id="vous:day", text="Pour L’Atelier d’Œillets : {{ temps }}")])
    (kept,) = (v for v in change.puts if isinstance(v, Wording))
    assert "illets" not in kept.text
    assert "{{ temps }}" in kept.text
