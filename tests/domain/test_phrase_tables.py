"""Our own tables of phrases, French and English, and what holds for every phrase of every table."""

import csv
import unicodedata
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.calendar import WorkingHours
from pupitre.phrases import Answer, Kind, Moment, find_all, read
from pupitre.rules import LAST, Every, Rule, days
from tests.domain.test_phrases import INSTANTS, MONDAY, PARIS, moment, offered, right, rows, told

DATA = Path(__file__).parent.parent / "data"
Row = dict[str, str]


def table(language: str) -> list[Row]:
    with (DATA / f"date-phrases-{language}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


FRENCH, ENGLISH = table("french"), table("english")
OURS = [*FRENCH, *ENGLISH]


def rule_told(answer: Answer) -> str:
    """Return how the tables write what is said of a start, a range or a recurrence."""
    rule = answer.repeat
    if rule is None or not answer.recurs:
        return answer.rule
    parts = [rule.every.value, ",".join(str(day) for day in rule.weekdays)]
    parts += [f"rank {rule.rank}" if rule.rank else "", f"day {rule.day}" if rule.day else ""]
    parts += [f"until {rule.until}" if rule.until else ""]
    return " ".join(part for part in parts if part)


def answered(row: Row, phrase: str) -> dict[str, str]:
    answer = read(phrase, moment(row["now"]))
    return {
        "kind": answer.kind.value, "value": told(answer.value), "other": ",".join(offered(answer)[1:]),
        "why": answer.why.value if answer.why else "", "rule": rule_told(answer),
    }


def wanted(row: Row) -> dict[str, str]:
    return {name: row[name] or "" for name in ("kind", "value", "other", "why", "rule")}


@pytest.mark.parametrize("row", OURS, ids=[row["phrase"] for row in OURS])
def test_a_phrase_of_our_own(row: Row) -> None:
    assert answered(row, row["phrase"]) == wanted(row)


def test_the_tables_are_large_enough_and_read_as_counted() -> None:
    """Run with `-rP` to see the counts."""
    given_rows = rows()
    wrong = [row[1] for row in given_rows if not right(*row)]
    wrong += [row["phrase"] for row in OURS if answered(row, row["phrase"]) != wanted(row)]
    tables = {"given": [(now, phrase) for now, phrase, _, _ in given_rows]}
    tables |= {name: [(r["now"], r["phrase"]) for r in of] for name, of in (("French", FRENCH), ("English", ENGLISH))}
    for name, phrases in tables.items():
        kinds = Counter(kind_of(read(phrase, moment(now))) for now, phrase in phrases)
        print(f"{name}: {len(phrases)} phrases, " + ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())))
    print(f"read otherwise than written: {len(wrong)}")
    assert wrong == []
    assert len(FRENCH) >= 250
    assert len(ENGLISH) >= 60


def kind_of(answer: Answer) -> str:
    if answer.kind is Kind.AMBIGUOUS:
        return "ambiguous offered" if answer.alternatives else "ambiguous, asked"
    return "refused" if answer.kind is Kind.REFUSED else "right"


def unaccented(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@pytest.mark.parametrize("change", [
    lambda text: text.replace("'", "’"), lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "\u202f"), str.upper, unaccented,
    lambda text: unicodedata.normalize("NFD", text), lambda text: f"  {text}. ",
], ids=["apostrophes", "no-break", "narrow", "capitals", "accents", "decomposed", "edges"])  # fmt: skip
def test_spelling_changes_nothing(change: object) -> None:
    assert callable(change)
    # Unaccented, « des lundi » is still read, but « passé » and « passe » are one word anyway.
    different = [row["phrase"] for row in OURS if answered(row, change(row["phrase"])) != wanted(row)]
    assert different == []


@pytest.mark.parametrize(("now", "phrase", "expected"), [
    # The clocks go forward on 29 March at 2 h, and back on 25 October at 3 h.
    ("2026-03-28T20:00", "demain 2h30", "ambiguous 2026-03-29T03:30,2026-03-29T01:30"),
    ("2026-03-28T20:00", "demain 3h", "instant 2026-03-29T03:00"),
    ("2026-03-28T20:00", "dans 12h", "instant 2026-03-29T09:00"),
    ("2026-03-28T20:00", "sous 24h ouvrées", "instant 2026-03-30T20:00"),
    ("2026-03-28T20:00", "chaque dimanche à 2h30", "ambiguous 2026-03-29T03:30,2026-03-29T01:30"),
    ("2026-03-29T01:59", "dans 2 min", "instant 2026-03-29T03:01"),
    ("2026-10-24T20:00", "demain 2h30", "ambiguous 2026-10-25T02:30,2026-10-25T02:30"),
    ("2026-10-24T20:00", "demain 3h", "instant 2026-10-25T03:00"),
    ("2026-10-24T20:00", "dans 12h", "instant 2026-10-25T07:00"),
    ("2026-10-24T20:00", "sunday 2:30", "ambiguous 2026-10-25T02:30,2026-10-25T02:30"),
    ("2026-10-25T00:30", "dans 3h", "instant 2026-10-25T02:30"),
])  # fmt: skip
def test_the_nights_when_the_clocks_change(now: str, phrase: str, expected: str) -> None:
    answer = read(phrase, moment(now))
    readings = offered(answer) or [told(answer.value)]
    assert f"{answer.kind.value} {','.join(readings)}" == expected
    assert len({a.at for a in answer.alternatives}) == len(answer.alternatives)


def test_a_recurrence_is_a_rule_with_its_beginning_and_its_end() -> None:
    answer = read("tous les lundis et jeudis à 9h jusqu’au 18 décembre", moment())
    assert answer.repeat == Rule(
        every=Every.WEEK, first=date(2026, 11, 26), until=date(2026, 12, 18), weekdays=(0, 3),
    )
    found = [due for _, due in days(answer.repeat, date(2026, 11, 1), date(2027, 1, 31), WorkingHours())]
    assert [f"{d:%d/%m}" for d in found] == ["26/11", "30/11", "03/12", "07/12", "10/12", "14/12", "17/12"]
    begun = read("tous les lundis à partir du 7 décembre", moment())
    assert (told(begun.value), begun.repeat and begun.repeat.first) == ("2026-12-07", date(2026, 12, 7))


def test_a_single_date_knows_the_rule_it_would_have() -> None:
    answer = read("fin de mois", moment())
    assert (answer.recurs, told(answer.value)) == (False, "2026-11-30")
    assert answer.repeat == Rule(every=Every.MONTH_DATE, first=date(2026, 11, 30), day=LAST)
    assert read("demain", moment()).repeat is None


@pytest.mark.parametrize("phrase", [
    "chaque lundi jusqu'au 20/11/2026", "chaque vendredi minuit", "tous les 2 jours", "tous les six mois",
    "chaque 32 du mois", "lundi et", "chaque lundi jusqu'au 23/11 9h",
])  # fmt: skip
def test_a_recurrence_that_cannot_be_kept_is_refused(phrase: str) -> None:
    assert read(phrase, moment()).kind is Kind.REFUSED


@settings(max_examples=150, deadline=None)
@given(row=st.sampled_from(OURS), now=INSTANTS)
def test_no_phrase_of_ours_is_silently_over(row: Row, now: datetime) -> None:
    answer = read(row["phrase"], Moment(now, PARIS))
    value = answer.value
    if value is not None and answer.kind is not Kind.AMBIGUOUS:
        assert value.day >= now.astimezone(PARIS).date() if value.at is None else value.at >= now
    rule = answer.repeat
    if value is not None and rule is not None and answer.recurs and answer.kind is not Kind.AMBIGUOUS:
        found = days(rule, rule.first, rule.first + timedelta(days=400), WorkingHours())
        first = next((due for _, due in found), None)
        assert first == value.day, "the rule begins on the day that was told"


WORDS = sorted({word for row in OURS for word in row["phrase"].split()})


@settings(max_examples=300, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), now=INSTANTS)
def test_no_words_of_the_tables_fail_in_any_order(words: list[str], now: datetime) -> None:
    at = Moment(now, PARIS)
    answer = read(" ".join(words), at)
    found = [answer, *(one.answer for one in find_all(" ".join(words), at))]
    for one in found:
        assert one.repeat is None or (one.value is not None and one.repeat.first == one.value.day)
        if one.kind is Kind.AMBIGUOUS and one.value is not None:
            assert len(set(one.alternatives)) >= 2
            assert one.alternatives[0] == one.value


def test_the_moment_of_the_tables_is_monday() -> None:
    assert {row["now"] for row in OURS} == {MONDAY}
    assert moment().now == datetime(2026, 11, 23, 8, 10, tzinfo=UTC)


@pytest.mark.parametrize(("phrase", "start"), [
    ("du 28 au 3 décembre", date(2026, 11, 28)), ("du lundi 30 au mercredi 2", date(2026, 11, 30)),
    ("du 28/12 au 3/1", date(2026, 12, 28)), ("du 1er au 4 décembre", date(2026, 12, 1)),
])
def test_a_range_begins_in_the_month_before_where_its_first_day_is_the_higher_one(phrase: str, start: date) -> None:
    found = read(phrase, moment(MONDAY)).start
    assert found is not None
    assert found.day == start
