"""Dates as people type them: the table of phrases, English, and laws."""

import csv
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.calendar import Zone
from pupitre.deadline import Deadline
from pupitre.phrases import Answer, Kind, Moment, Why, find, read

PARIS = ZoneInfo("Europe/Paris")
TABLE = Path(__file__).parent.parent / "data" / "date-phrases.tsv"
MONDAY = "2026-11-23T09:10"
NOT_YET: frozenset[str] = frozenset()
"""Phrases of the table that are still read wrong; a test fails when one of them works."""


def rows() -> list[tuple[str, str, str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(line["now"], line["phrase"], line["expected"], line["note"]) for line in lines]


def moment(now: str = MONDAY) -> Moment:
    return Moment(datetime.fromisoformat(now).replace(tzinfo=PARIS).astimezone(UTC), PARIS)


def told(deadline: Deadline | None) -> str:
    if deadline is None:
        return "none"
    if deadline.at is None:
        return deadline.day.isoformat()
    return f"{deadline.at.astimezone(PARIS):%Y-%m-%dT%H:%M}"


def offered(answer: Answer) -> list[str]:
    return [told(reading) for reading in answer.alternatives]


def right(now: str, phrase: str, expected: str, note: str) -> bool:
    answer = read(phrase, moment(now))
    if told(answer.value) != expected:
        return False
    if expected == "none":
        return answer.kind in {Kind.AMBIGUOUS, Kind.REFUSED}
    if note.startswith("AMBIGUOUS:"):
        return answer.kind is Kind.AMBIGUOUS and answer.alternatives[0] == answer.value
    return answer.kind is (Kind.INSTANT if "T" in expected else Kind.DAY)


@pytest.mark.parametrize(("now", "phrase", "expected", "note"), rows())
def test_the_table_of_phrases(now: str, phrase: str, expected: str, note: str) -> None:
    assert right(now, phrase, expected, note) is (phrase not in NOT_YET), read(phrase, moment(now))


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("today", "2026-11-23"), ("tomorrow", "2026-11-24"), ("after tomorrow", "2026-11-25"),
        ("the day after tomorrow", "2026-11-25"), ("Wednesday", "2026-11-25"), ("thu", "2026-11-26"),
        ("tuesday at 9", "2026-11-24T09:00"), ("on the 5th", "2026-12-05"), ("the 1st", "2026-12-01"),
        ("5 Dec", "2026-12-05"), ("Dec 5", "2026-12-05"), ("5th of December", "2026-12-05"),
        ("December 5th, 2026", "2026-12-05"), ("05/12", "2026-12-05"), ("in 3 days", "2026-11-26"),
        ("in 2h", "2026-11-23T11:10"), ("in half an hour", "2026-11-23T09:40"),
        ("in two weeks", "2026-12-07"), ("at 10", "2026-11-23T10:00"), ("2:30pm", "2026-11-23T14:30"),
        ("5 p.m.", "2026-11-23T17:00"), ("noon", "2026-11-23T12:00"), ("midnight", "2026-11-24T00:00"),
        ("this evening", "2026-11-23T20:00"), ("tonight at 9", "2026-11-23T21:00"),
        ("tomorrow morning", "2026-11-24T12:00"), ("end of day", "2026-11-23T18:00"),
        ("end of month", "2026-11-30"), ("end of next month", "2026-12-31"),
        ("by the end of the week", "2026-11-27"), ("by Friday", "2026-11-27"),
        ("by 5pm", "2026-11-23T17:00"), ("no later than thursday 16:00", "2026-11-26T16:00"),
        ("friday next week", "2026-12-04"), ("friday week", "2026-12-04"),
        ("in 3 business days", "2026-11-26"), ("within 48h", "2026-11-25T09:10"),
        ("every friday", "2026-11-27"), ("from Thursday", "2026-11-26"), ("half past two", "2026-11-23T14:30"),
    ],
)
def test_english(phrase: str, expected: str) -> None:
    answer = read(phrase, moment())
    assert told(answer.value) == expected
    assert answer.kind is (Kind.INSTANT if "T" in expected else Kind.DAY)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("avant le 5", "2026-12-05"), ("jusqu'au 5 décembre", "2026-12-05"),
        ("d’ici à vendredi", "2026-11-27"), ("vendredi 17\u202fh au plus tard", "2026-11-27T17:00"),
        ("ajd", None), ("demain\u00a09\u00a0h", "2026-11-24T09:00"),
        ("ven. 4 dec. a 9h", "2026-12-04T09:00"), ("15h30 demain", "2026-11-24T15:30"),
        ("9h 12 décembre", "2026-12-12T09:00"), ("ce soir 8h", "2026-11-23T20:00"),
        ("midi et demi", "2026-11-23T12:30"), ("dix heures moins le quart", "2026-11-23T09:45"),
        ("dans trois quarts d'heure", "2026-11-23T09:55"), ("29/02", "2028-02-29"), ("le 31", "2026-12-31"),
        ("2026-12-05", "2026-12-05"), ("milieu d'après-midi", "2026-11-23T16:00"),
        ("jeudi entre 14h et 16h", "2026-11-26T16:00"), ("tous les lundis à 8h", "2026-11-30T08:00"),
        ("sous 4h ouvrées", "2026-11-23T14:25"), ("début janvier 2027", "2027-01-05"),
        ("fin mars 2027", "2027-03-31"), ("45 jours fin de mois", "2027-01-31"),
        ("demain 24h", "2026-11-25T00:00"), ("APRES\u2011DEMAIN", "2026-11-25"),
        ("le 5 de\u0301cembre", "2026-12-05"),
    ],
)
def test_more_french(phrase: str, expected: str | None) -> None:
    assert told(read(phrase, moment()).value) == (expected or "2026-11-23")


@pytest.mark.parametrize(
    ("now", "phrase", "why", "readings"),
    [
        (MONDAY, "vendredi prochain", Why.NEXT_WEEKDAY, ["2026-11-27", "2026-12-04"]),
        (MONDAY, "lundi 17h", Why.OWN_WEEKDAY, ["2026-11-30T17:00", "2026-11-23T17:00"]),
        (MONDAY, "le 23", Why.OWN_DAY, ["2026-11-23", "2026-12-23"]),
        (MONDAY, "20/11", Why.PAST, ["2027-11-20", "2026-11-20"]),
        (MONDAY, "aujourd'hui 8h", Why.PAST, ["2026-11-23T08:00", "2026-11-24T08:00"]),
        (MONDAY, "mar 24", Why.WEEKDAY_OR_MONTH, ["2026-11-24", "2027-03-24"]),
        (MONDAY, "lundi 24 novembre", Why.WEEKDAY_MISMATCH, ["2026-11-24", "2026-11-23"]),
        (MONDAY, "sous huitaine", Why.IDIOM, ["2026-12-01", "2026-11-30"]),
        ("2026-11-24T00:20", "demain 9h", Why.JUST_AFTER_MIDNIGHT, ["2026-11-25T09:00", "2026-11-24T09:00"]),
        ("2026-11-25T14:20", "14h", Why.PAST, ["2026-11-26T14:00", "2026-11-25T14:00"]),
        ("2026-11-27T17:45", "sous 48h", Why.CLOSED_DAY, ["2026-11-29T17:45", "2026-12-01T17:45"]),
        ("2026-11-23T07:00", "tomorrow at 3", Why.MORNING_OR_AFTERNOON, ["2026-11-24T15:00", "2026-11-24T03:00"]),
    ],
)
def test_both_readings_are_offered(now: str, phrase: str, why: Why, readings: list[str]) -> None:
    answer = read(phrase, moment(now))
    assert (answer.kind, answer.why, offered(answer)) == (Kind.AMBIGUOUS, why, readings)
    assert answer.value == answer.alternatives[0]


@pytest.mark.parametrize(
    ("phrase", "kind", "why"),
    [
        ("1h15", Kind.AMBIGUOUS, Why.DURATION_OR_HOUR), ("2h", Kind.AMBIGUOUS, Why.DURATION_OR_HOUR),
        ("tout à l'heure", Kind.AMBIGUOUS, Why.NO_TIME), ("le 30 février", Kind.REFUSED, Why.NO_SUCH_DATE),
        ("31/11 à 9h", Kind.REFUSED, Why.NO_SUCH_DATE), ("le 32", Kind.REFUSED, Why.NO_SUCH_DATE),
        ("à 25h", Kind.REFUSED, Why.NO_SUCH_HOUR), ("hier", Kind.REFUSED, Why.PAST),
        ("20/11/2026", Kind.REFUSED, Why.PAST), ("dans 99999999999 jours", Kind.REFUSED, Why.TOO_FAR),
        ("J+5000 ouvrés", Kind.REFUSED, Why.TOO_FAR),
        ("vendredi 17h pour le cabinet", Kind.REFUSED, Why.NOT_UNDERSTOOD),
        ("demain mardi mercredi", Kind.REFUSED, Why.NOT_UNDERSTOOD), ("", Kind.REFUSED, Why.NOT_UNDERSTOOD),
    ],
)
def test_what_gives_no_date(phrase: str, kind: Kind, why: Why) -> None:
    assert read(phrase, moment()) == Answer(kind, why=why)


def test_a_closed_day_is_a_warning_not_a_doubt() -> None:
    answer = read("le 5", moment())
    assert (answer.kind, answer.why) == (Kind.DAY, Why.CLOSED_DAY)


def test_starts_ranges_and_recurrences_are_told() -> None:
    since = read("à partir de jeudi", moment())
    assert (since.rule, since.start) == ("from", since.value)
    days = read("du 1er au 4 décembre", moment())
    assert (days.rule, told(days.start), told(days.value)) == ("range", "2026-12-01", "2026-12-04")
    visit = read("jeudi de 14h à 16h", moment())
    assert (visit.rule, told(visit.start)) == ("until:16:00", "2026-11-26T14:00")
    rules = {
        "chaque vendredi": "weekly",
        "un vendredi sur deux": "fortnightly",
        "tous les jours ouvrés 17h45": "working_days",
        "chaque matin": "daily",
        "le 5 de chaque mois": "monthly",
    }
    assert {phrase: read(phrase, moment()).rule for phrase in rules} == rules


def test_bounds_and_zones_are_settings() -> None:
    evening = Moment(moment().now, PARIS, evening=time(19), end_of_day=time(17, 30))
    assert told(read("ce soir", evening).value) == "2026-11-23T19:00"
    assert told(read("fin de journée", evening).value) == "2026-11-23T17:30"
    alsace = Moment(moment("2026-12-24T16:00").now, PARIS, holiday_zone=Zone.ALSACE_MOSELLE)
    assert told(read("sous 2 jours ouvrables", alsace).value) == "2026-12-29"


def test_the_night_when_clocks_go_back_keeps_the_first_hour() -> None:
    answer = read("demain 2h30", moment("2026-10-24T20:00"))
    assert answer.why is Why.TWICE
    assert [reading.at for reading in answer.alternatives] == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ]


def test_an_hour_that_the_clocks_skip_is_a_doubt() -> None:
    answer = read("demain 2h30", moment("2027-03-27T20:00"))
    assert (answer.kind, answer.why, told(answer.value)) == (Kind.AMBIGUOUS, Why.SKIPPED, "2027-03-28T03:30")


HOSTILE = (
    "0" * 10_000, "vendredi " * 1_200, "le 5 " * 2_000, "a " * 5_000, "1/1/" * 2_500, "\0" * 10_000,
    "🙂" * 10_000, "\x1b[31mdemain\x1b[0m", "dans " + "9" * 9_000 + " jours", "e" + "\u0301" * 9_999,
    "5/12/9999 à 9h", "05/12/0000", "semaine 99", "J+999999999999", "14h" * 3_000, "'" * 10_000, " " * 10_000,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_read_quickly(text: str) -> None:
    start = process_time()
    read(text, moment())
    find(text, moment())
    assert process_time() - start < 1


VOCABULARY = [
    *sorted({word for _, phrase, _, _ in rows() for word in phrase.split()}),
    "at", "9", "tomorrow", "5pm", "next", "friday", "29", "février", "2h30", "week", "of", "every", "par",
    "\u202f", "99999999999", "S53", "31", "31/12/9999", "noël", "du", "entre",
]  # fmt: skip
PHRASES = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=5).map(" ".join)
INSTANTS = st.integers(0, 25 * 365 * 1440).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def over(answer: Answer, at: Moment) -> bool:
    if answer.value is None:
        return False
    if answer.value.at is not None:
        return answer.value.at < at.now
    return answer.value.day < at.today


@settings(max_examples=400, deadline=None)
@given(phrase=PHRASES, now=INSTANTS)
def test_a_clear_answer_is_never_in_the_past(phrase: str, now: datetime) -> None:
    at = Moment(now, PARIS)
    answer = read(phrase, at)
    if answer.kind in {Kind.DAY, Kind.INSTANT}:
        assert not over(answer, at)
        assert (answer.value is not None and answer.value.at is not None) is (answer.kind is Kind.INSTANT)
    if answer.kind is Kind.REFUSED:
        assert answer.value is None
    if answer.kind is Kind.AMBIGUOUS and answer.value is not None:
        assert len(set(answer.alternatives)) >= 2
        assert answer.alternatives[0] == answer.value


@settings(max_examples=300, deadline=None)
@given(line=st.one_of(st.text(max_size=200), PHRASES), now=INSTANTS)
def test_no_text_raises_and_the_span_is_in_the_line(line: str, now: datetime) -> None:
    at = Moment(now, PARIS)
    read(line, at)
    found = find(line, at)
    if found is not None:
        assert 0 <= found.start < found.end <= len(line)
        assert line[found.start : found.end].strip() == line[found.start : found.end]


def test_the_last_day_of_the_calendar_is_too_far_and_no_error() -> None:
    for phrase in ("24H 31/12/9999", "31/12/9999", "vendredi 31/12/9999 minuit"):
        assert read(phrase, moment()).why in {Why.TOO_FAR, Why.NOT_UNDERSTOOD}


@settings(max_examples=200, deadline=None)
@given(day=st.dates(date(2026, 11, 24), date(2027, 10, 20)), hour=st.times())
def test_a_written_date_and_hour_is_read_back(day: date, hour: time) -> None:
    at = moment()
    answer = read(f"{day:%d/%m/%Y} à {hour.hour} h {hour.minute:02}", at)
    assert told(answer.value) == f"{day}T{hour:%H:%M}" or answer.why is Why.SKIPPED


def test_a_phrase_costs_less_than_two_milliseconds() -> None:
    phrases = [phrase for _, phrase, _, _ in rows()]
    read(phrases[0], moment())  # compiles the rules
    start = process_time()  # what others do on this machine does not count
    for phrase in phrases:
        read(phrase, moment())
    assert (process_time() - start) / len(phrases) < 0.002
