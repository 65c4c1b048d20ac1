"""The quick look is never wrong when it says that a month holds nothing."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.errors import DamagedMonth
from pupitre.ledger import Ledger
from pupitre.past import Past
from pupitre.sieve import sieve, words_in
from pupitre.task import Task
from pupitre.text import plain
from tests.memory import MemoryArchive

FRENCH = st.text(st.sampled_from("aéèêëàâçîïôöùûüœŒæÆ’'ABCdefghij \u00a0\u202f–—…«»€ßﬁ½²ÿŸe\u0301ñ日"), max_size=30)
TEXTS = st.one_of(FRENCH, st.text(max_size=30))


@given(TEXTS, TEXTS, TEXTS)
def test_what_stands_in_a_text_is_always_let_through(before: str, word: str, after: str) -> None:
    text = f"{before}{word}{after}"
    for sought in {plain(word), plain(text)[2:7]} - {""}:
        assert sought not in plain(text) or sieve((sought,))(words_in(text))


@pytest.mark.parametrize(("word", "text"), [
    ("impaye", "Relancer les IMPAYÉS"), ("coeur", "Dr Cœurdassier"), ("l'acompte", "Relancer l’acompte"),
    ("10 h", "à 10\u202fh"), ("ete", "e\u0301te\u0301"), ("strasse", "Straße"), ("1...", "1… 2"),
])
def test_accents_case_and_signs_do_not_matter(word: str, text: str) -> None:
    assert sieve((word,))(words_in(text))


@pytest.mark.parametrize(("words", "text"), [
    (("impayes",), "Relancer les factures"), (("relancer", "devis"), "Relancer les factures"), (("zoe",), "Zoé"[1:]),
])
def test_what_is_not_there_is_held_back(words: tuple[str, ...], text: str) -> None:
    assert not sieve(words)(words_in(text))


def test_without_words_everything_is_let_through() -> None:
    assert sieve(())(words_in(""))


def test_a_month_that_was_looked_through_is_not_read_again_to_say_no() -> None:
    archive = MemoryArchive()
    for month, title in (("2026-09", "Relances"), ("2026-10", "Devis")):
        then = datetime.fromisoformat(f"{month}-09T09:00:00+00:00")
        archive.closed_months[month] = {(Task, month): Task(id=month, title=title, created=then, done_at=then)}
    past = Past(archive, Ledger())
    archive.damaged.add("2026-08")
    for _ in past.gathering_words():
        pass
    archive.damaged |= {"2026-09", "2026-10"}
    assert [past.can_hold(m, sieve(("devis",))) for m in past.months()] == [False, True]
    past.forget(["2026-09"])
    with pytest.raises(DamagedMonth):
        past.can_hold("2026-09", sieve(("devis",)))
