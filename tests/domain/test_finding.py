"""Search: what a typed line asks for, and which values answer."""

import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pupitre.breaks import Break
from pupitre.client import Client, Contact
from pupitre.clock import day_bounds
from pupitre.entry import Entry
from pupitre.finding import Found, Hit, Query, hits, read_query
from pupitre.interruption import Interruption
from pupitre.phrases import Moment
from pupitre.ports import Value
from pupitre.report import Report
from pupitre.settings import Settings
from pupitre.task import Status, Task
from pupitre.value import names_of, replace
from tests.memory import MONDAY_9_10, PARIS

NOON = datetime(2025, 11, 5, 12, tzinfo=PARIS)
CLIENTS = (
    Client(id="tuy", name="Tuyaudec Chauffage & Plomberie", label="TUY"),
    Client(id="bru", name="Cabinet Brumecourt", label="BRU"),
    Client(id="ver", name="Cabinet du Dr Vertébrand", label="VER"),
)
NOW = Moment(now=MONDAY_9_10, tz=PARIS)
TASK = Task(id="t", title="Devis", created=NOON)
ENTRY = Entry(id="e", start=NOON, end=NOON + timedelta(minutes=20))
INTERRUPTION = Interruption(id="i", at=NOON, source="perso")
CLIENT = Client(id="oei", name="L’Atelier d’Œillets & Cie", label="OEI")
REPORT = Report(id="oei:2025-11-05", client="oei", day=NOON.date())


def asked(line: str) -> Query:
    return read_query(line, CLIENTS, NOW)


def found(line: str, *values: Value, day_start: time = time(4)) -> list[Hit]:
    return list(hits(values, asked(line), PARIS, day_start))


def titled(title: str) -> Task:
    return replace(TASK, title=title)


# -- reading the line -------------------------------------------------------------------------------

@pytest.mark.parametrize(("line", "words"), [
    ("Relances  impayés", ("relances", "impayes")), ("L’Œuvre d'été", ("l'oeuvre", "d'ete")),
    ('"deux mots" trois', ("deux mots", "trois")), ("« deux\u00a0mots »", ("deux mots",)),
    ("“deux mots”", ("deux mots",)),
    # It is searched while it is typed: a quotation begun holds what follows.
    ('avant "deux mots', ("deux mots", "avant")), ('""', ()), ("devis devis", ("devis",)),
    ("", ()), (" \u00a0\n", ()), ("\u0301", ()), ('écran 5"', ("ecran", '5"')), ("26/118", ("26/118",)),
    ("24/11", ("24/11",)), ("n° 14", ("n°", "14")),
])
def test_words_are_folded_and_a_quotation_is_one(line: str, words: tuple[str, ...]) -> None:
    assert asked(line) == Query(words=words)


@pytest.mark.parametrize(("line", "client", "words"), [
    ("@tuy devis", "tuy", ("devis",)), ("devis @VERTÉB", "ver", ("devis",)), ("@plomb", "tuy", ()),
    ("@cabinet", None, ("@cabinet",)), ("@dupont", None, ("@dupont",)), ("bonjour@", None, ("bonjour@",)),
    ("@", None, ("@",)), ("@tuy @bru", "tuy", ("@bru",)), ('"@tuy"', None, ("@tuy",)),
])
def test_a_client_is_named_after_an_at_sign(line: str, client: str | None, words: tuple[str, ...]) -> None:
    assert asked(line) == Query(words=words, client=client)


@pytest.mark.parametrize(("line", "status"), [
    (":fait", Found.DONE), (":Faites", Found.DONE), (":faits", Found.DONE), (":fair", Found.TODO),
    (":à faire", Found.TODO), (":attente", Found.WAITING), (":en attente", Found.WAITING), (":cours", Found.DOING),
    (":en cours", Found.DOING),
    (":abandon", Found.DROPPED), (":abandonné", Found.DROPPED), (":abandonnées", Found.DROPPED),
    (":DONE", Found.DONE), (":waiting", Found.WAITING), (":todo", Found.TODO), (":doing", Found.DOING),
    (":dropped", Found.DROPPED), (":w", Found.WAITING), (":dro", Found.DROPPED),
])
def test_a_status_is_named_after_a_colon(line: str, status: Found) -> None:
    assert asked(line) == Query(status=status)
    assert asked(f"devis {line} 2025") == replace(asked("devis 2025"), status=status)


@pytest.mark.parametrize("line", [":", ":fa", ":a", ":d", ":payé", "a:fait", "12:30", ":faitx", '":fait"'])
def test_a_status_that_may_be_two_or_none_is_a_word(line: str) -> None:
    assert asked(line).status is None
    assert len(asked(line).words) == 1


def test_the_second_status_is_a_word() -> None:
    assert asked(":fait :attente") == Query(words=(":attente",), status=Found.DONE)


YEAR = (date(2025, 1, 1), date(2025, 12, 31))
NOVEMBER = (date(2025, 11, 1), date(2025, 11, 30))
FIFTH = (date(2025, 11, 5), date(2025, 11, 5))


@pytest.mark.parametrize(("line", "first", "last"), [
    *((line, *YEAR) for line in ("2025", "en 2025", "in 2025")),
    *((line, *NOVEMBER) for line in (
        "2025-11", "11/2025", "novembre 2025", "Nov 2025", "nov. 2025", "november 2025", "en novembre 2025",
        "NOVEMBRE\u00a02025",
    )),
    *((line, *FIFTH) for line in (
        "05/11/2025", "5/11/2025", "le 05.11.2025", "05-11-2025", "2025-11-05", "5/11/25", "5 novembre 2025",
        "november 5, 2025", "november 5th 2025", "on the 5th november 2025",
    )),
    ("1er août 2025", date(2025, 8, 1), date(2025, 8, 1)), ("d’août 2025", date(2025, 8, 1), date(2025, 8, 31)),
    ("février 2024", date(2024, 2, 1), date(2024, 2, 29)), ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    *((line, date(2025, 3, 1), None) for line in ("depuis mars 2025", "since march 2025", "Depuis 2025-03")),
    ("depuis le 05/11/2025", FIFTH[0], None), ("après 2024", YEAR[0], None), ("after 2024", YEAR[0], None),
    *((line, None, date(2023, 12, 31)) for line in (
        "avant 2024", "before 2024", "avant le 01/01/2024", "jusqu’en 2023", "until 2023",
    )),
    ("avant 2027", None, date(2026, 12, 31)),
    ("depuis mars 2025 avant juin 2025", date(2025, 3, 1), date(2025, 5, 31)),
    ("du 05/11/2025 au 12/11/2025", FIFTH[0], date(2025, 11, 12)), ("2024 2025", date(2024, 1, 1), YEAR[1]),
    ("entre mars 2025 et juin 2025", date(2025, 3, 1), date(2025, 6, 30)),
    ("depuis mars 2025 2024", date(2025, 3, 1), date(2024, 12, 31)),
])
def test_a_period_is_read(line: str, first: date | None, last: date | None) -> None:
    assert asked(line) == Query(first=first, last=last)
    assert asked(f"relance {line} devis") == Query(words=("relance", "devis"), first=first, last=last)


@pytest.mark.parametrize("line", [
    "31/02/2025", "2025-13", "0/11/2025", "2025-2026", "2025-00", "13/2025", "f2025", "2025-041", "1999", "20255",
    "novembre", '"2025"', "05/11", "1/2/3", "2027", "24/11/2026",
])
def test_what_is_no_period_or_still_to_come_is_a_word(line: str) -> None:
    assert asked(line) == Query(words=(line.strip('"'),))


def test_what_stands_on_either_side_of_a_part_does_not_join() -> None:
    assert asked("novembre @tuy 2025") == Query(words=("novembre",), client="tuy", first=YEAR[0], last=YEAR[1])


def test_all_parts_stand_in_one_line() -> None:
    assert asked('relance @tuy :fait depuis mars 2025 "12,50 €"') == Query(
        ("12,50 €", "relance"), "tuy", Found.DONE, date(2025, 3, 1), None
    )


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
PARTS = st.sampled_from([
    '"', "«", "@", "@tuy", ":", ":fait", ":en", "2025", "2025-11", "31/02/2025", "nov", "le", "depuis", "d'", "٣",
    "²",
])


@given(ANYTHING | st.lists(PARTS, max_size=9).map(" ".join))
@example("05/11/2025" * 1_000)
@example('"' * 10_000)
@example("le " * 7_000)
@example("ﷺ" * 500)
def test_no_line_ever_fails(line: str) -> None:
    query = asked(line)
    assert all(word and word == " ".join(word.split()) for word in query.words)
    assert len(list(hits([TASK, ENTRY, INTERRUPTION, CLIENT, REPORT], query, PARIS))) <= 5


# -- finding ----------------------------------------------------------------------------------------

FIELDS: list[tuple[Any, str]] = [
    *((TASK, name) for name in (
        "title", "note", "reason", "result", "scope_note", "report_label", "category", "waiting_for", "next_text",
    )),
    (ENTRY, "note"), (INTERRUPTION, "summary"), (INTERRUPTION, "source"),
    *((CLIENT, name) for name in ("name", "label", "trade", "scope_note", "contact_rules")),
    (REPORT, "subject"), (REPORT, "body"),
]


@pytest.mark.parametrize(("value", "name"), FIELDS, ids=[f"{type(v).__name__}-{n}" for v, n in FIELDS])
def test_each_text_is_found(value: Any, name: str) -> None:  # noqa: ANN401 - of any kind
    holder = replace(value, **{name: "Le cœur d’été"})
    assert found("ete coeur", value) == []
    (hit,) = found("ete coeur", holder)
    assert (hit.kind, hit.id, hit.text, hit.value) == (type(value), value.id, "Le cœur d’été", holder)


@pytest.mark.parametrize("name", names_of(Contact()))
def test_the_person_behind_a_client_is_found(name: str) -> None:
    (hit,) = found("noël", replace(CLIENT, contact=Contact(**{name: "Noël"})))
    assert hit.text == "Noël"


def test_first_and_last_name_are_one_text() -> None:
    (hit,) = found('"maïwenn pétalou"', replace(CLIENT, contact=Contact(first_name="Maïwenn", last_name="Pétalou")))
    assert hit.text == "Maïwenn Pétalou"


@pytest.mark.parametrize(("line", "text"), [
    ("ÉTÉ", "un été"), ("ete", unicodedata.normalize("NFD", "Été")), ("oeuvre", "Œuvre"), ("ŒUVRE", "oeuvre"),
    ("l'île", "L’Île"), ("l’ile", "l'île"), ('"12 h 30"', "à 12\u00a0h\u202f30"), ('"12\u202fh"', "12 h"),
    ("strasse", "Straße"), ("élève", "ELEVE"), ("mpay", "Relances impayées"), ("[/]", "a [/] b"),
    (".*", "tout .* rien"),
])
def test_accents_case_ligatures_apostrophes_and_blanks_do_not_count(line: str, text: str) -> None:
    assert [hit.text for hit in found(line, titled(text))] == [text]


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12))
@example("ŒUVRÉ’")
def test_any_text_is_found_by_itself(text: str) -> None:
    assume('"' not in text and not asked(f'"{text}"').empty)
    assert found(f'"{text}"', titled(f"avant{text}après"))


def test_every_word_must_be_there_and_a_phrase_in_one_piece() -> None:
    task = replace(TASK, title="Relancer les impayés", note="Premier rappel\nenvoyé lundi")
    assert [h.text for h in found("impayes rappel", task)] == ["Relancer les impayés"]
    assert [h.text for h in found("rappel premier", task)] == ["Premier rappel"]
    assert [h.text for h in found("lundi envoyé", replace(task, title="Lundi"))] == ["envoyé lundi"]
    assert [h.text for h in found('"les impayés"', task)] == ["Relancer les impayés"]
    assert found("impayes mardi", task) == []
    assert found('"rappel envoyé"', task) == []
    assert found('"impayés les"', task) == []


def test_an_empty_query_finds_nothing() -> None:
    everything: tuple[Value, ...] = (TASK, ENTRY, INTERRUPTION, CLIENT, REPORT, Settings())
    assert asked("").empty
    assert found("", *everything) == []
    for line in ("a", "@tuy", ":fait", "depuis 2025", "avant 2025"):
        assert not asked(line).empty


def test_a_client_alone_lists_all_of_that_client_and_nothing_else() -> None:
    own: tuple[Value, ...] = (
        replace(TASK, client="tuy"), replace(ENTRY, client="tuy"), replace(INTERRUPTION, source="tuy"),
        CLIENTS[0], replace(REPORT, client="tuy"),
    )
    others: tuple[Value, ...] = (TASK, ENTRY, INTERRUPTION, CLIENT, REPORT, replace(TASK, client="bru"))
    assert [(h.value, h.client) for h in found("@tuy", *others, *own)] == [(v, "tuy") for v in own]
    assert [h.text for h in found("@tuy", *own)] == ["Devis", "", "tuy", CLIENTS[0].name, ""]


def test_what_has_no_text_to_search_is_passed_over() -> None:
    assert found("2025", Break(id="b", start=NOON.astimezone(UTC)), Settings(name="Devis 2025")) == []


def test_a_status_asks_for_tasks_only_and_dropped_is_one() -> None:
    of = {
        Found.TODO: TASK, Found.DOING: replace(TASK, status=Status.DOING),
        Found.WAITING: replace(TASK, status=Status.WAITING),
        Found.DONE: replace(TASK, status=Status.DONE, done_at=NOON),
        Found.DROPPED: replace(TASK, dropped_at=NOON),
    }
    assert set(of) == set(Found)
    for status, task in of.items():
        assert [h.value for h in found(f":{status}", *of.values(), ENTRY, INTERRUPTION, CLIENT, REPORT)] == [task]


def test_the_day_is_when_it_ended_else_when_it_came() -> None:
    later = NOON + timedelta(days=9)
    came: list[Value] = [TASK, replace(ENTRY, end=later), INTERRUPTION, REPORT]
    ended: list[Value] = [replace(TASK, status=Status.DONE, done_at=later), replace(TASK, dropped_at=later)]
    assert [(h.value, h.day) for h in found("05/11/2025", *came, *ended)] == [(v, NOON.date()) for v in came]
    assert [(h.value, h.day) for h in found("14/11/2025", *came, *ended)] == [(v, later.date()) for v in ended]
    assert [h.day for h in found("devis", *came, *ended)] == [NOON.date(), later.date(), later.date()]


def test_a_client_has_no_day_and_is_never_within_a_period() -> None:
    assert [h.day for h in found("@tuy", CLIENTS[0])] == [None]
    assert found("@tuy depuis 2001", CLIENTS[0]) == found("@tuy avant 2099", CLIENTS[0]) == []


@pytest.mark.parametrize(("local", "day"), [
    ("2025-11-01T04:00", True), ("2025-11-01T03:59", False), ("2025-11-30T23:59", True), ("2025-12-01T03:59", True),
    ("2025-12-01T04:00", False), ("2025-11-01T00:30", False),
])
def test_a_period_holds_its_first_and_last_day_and_the_night_after(local: str, day: bool) -> None:
    entry = replace(ENTRY, start=datetime.fromisoformat(local).replace(tzinfo=PARIS).astimezone(UTC))
    assert bool(found("novembre 2025", entry)) is day


def test_a_day_begins_when_she_says() -> None:
    entry = replace(ENTRY, start=datetime(2025, 12, 1, 0, 30, tzinfo=PARIS))
    assert found("novembre 2025", entry)
    assert found("novembre 2025", entry, day_start=time(0)) == []


@given(st.dates(date(2024, 1, 1), date(2026, 11, 20)), st.integers(0, 24 * 60 - 1))
def test_each_instant_of_a_day_is_found_by_that_day_and_no_other(day: date, minute: int) -> None:
    begin, end = day_bounds(day, PARIS)
    start = min(begin + timedelta(minutes=minute), end - timedelta(seconds=1))
    entry = replace(ENTRY, start=start)
    days = [day + timedelta(days=n) for n in (-1, 0, 1)]
    assert [bool(found(f"{d:%d/%m/%Y}", entry)) for d in days] == [False, True, False]


def test_hits_keep_the_order_of_the_values() -> None:
    tasks = [replace(TASK, id=str(n)) for n in range(20)]
    assert [h.id for h in found("devis", *tasks)] == [t.id for t in tasks]
