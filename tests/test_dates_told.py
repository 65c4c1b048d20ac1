"""A date that was understood is shown so that it reads back the same, in French and in English."""

from datetime import date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pupitre.phrases import Answer, Kind, Moment, read
from tests.domain.test_phrase_tables import OURS
from tests.domain.test_phrases import INSTANTS, PARIS, PHRASES, moment, rows
from tui import words

SAID = [*(phrase for _, phrase, _, _ in rows()), *(row["phrase"] for row in OURS)]


def told(answer: Answer, at: Moment) -> str:
    """Return the date as it is shown, without its distance and its doubts."""
    return words.says(answer, at.now, at.tz).partition(" (")[0]


@pytest.mark.parametrize("language", ["fr", "en"])
@settings(max_examples=200, deadline=None)
@given(phrase=st.sampled_from(SAID) | PHRASES, now=INSTANTS)
@example(phrase="dans 1h", now=moment("2026-10-25T01:30").now)
@example(phrase="demain 3h", now=moment("2026-03-28T20:00").now)
@example(phrase="29/02", now=moment().now)
@example(phrase="20/11/2027", now=moment().now)
@example(phrase="ce soir minuit", now=moment("2026-12-31T20:00").now)
@example(phrase="dans 12 mois", now=moment().now)
def test_what_is_shown_reads_back_the_same(language: str, phrase: str, now: datetime) -> None:
    words.use(language)
    try:
        at = Moment(now.replace(second=0, microsecond=0), PARIS)
        answer = read(phrase, at)
        if answer.value is None:
            return
        for one in answer.alternatives or (answer.value,):
            if (one.at is not None and one.at < at.now) or one.day < at.today:
                continue  # offered as over
            shown = told(Answer(Kind.INSTANT if one.at else Kind.DAY, one), at)
            again = read(shown, at)
            assert one in (again.alternatives or (again.value,)), shown
    finally:
        words.use("fr")


def test_a_year_is_shown_when_it_is_not_this_one() -> None:
    at = moment()
    assert told(read("20 février", at), at).endswith("2027")
    assert told(read("20 décembre", at), at) == "dimanche 20\u00a0décembre"
    assert read("20 février", at).value == read(told(read("20 février", at), at), at).value
    assert date(2027, 2, 20).weekday() == 5
