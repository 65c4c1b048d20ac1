"""One typed line, understood before Enter."""

import time
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.client import Client
from pupitre.deadline import Deadline
from pupitre.phrases import Moment
from pupitre.quick import matching, understand
from pupitre.task import Priority
from pupitre.value import replace
from tests.memory import MONDAY_9_10, PARIS

CLIENTS = (
    Client(id="tuy", name="Tuyaudec Chauffage & Plomberie", label="TUY"),
    Client(id="bru", name="Cabinet Brumecourt", label="BRU"),
    Client(id="ver", name="Cabinet du Dr Vertébrand", label="VER"),
    Client(id="oei", name="L’Atelier d’Œillets & Cie", label="OEI"),
)
NOW = Moment(now=MONDAY_9_10, tz=PARIS)
FRIDAY = Deadline.on(date(2026, 11, 27), MONDAY_9_10.replace(hour=17, minute=0).time(), PARIS)


@pytest.mark.parametrize("order", list(permutations(["@tuy", "~1h30", "!", "#relance"])), ids=" ".join)
@pytest.mark.parametrize("where", [0, 1, 2])
def test_the_parts_may_stand_anywhere(order: tuple[str, ...], where: int) -> None:
    words = ["Impayés", "anciens"]
    words[where:where] = order[:2]
    found = understand(f"{' '.join([*words, *order[2:]])} vendredi 17h", CLIENTS, NOW)
    assert found.client is CLIENTS[0]
    assert (found.estimate_min, found.priority, found.category) == (90, Priority.URGENT, "relance")
    assert found.date is not None
    assert found.date.value == FRIDAY
    assert found.title == "Impayés anciens"


@pytest.mark.parametrize(("line", "title", "minutes"), [
    ("Appel ~30min", "Appel", 30), ("Appel ~30", "Appel", 30), ("~2h Appel", "Appel", 120),
    ("Appel ~1 h 05 vite", "Appel vite", 65), ("Appel ~1\u202fh\u202f05", "Appel", 65), ("Appel ~30 MN", "Appel", 30),
    ("Appel ~", "Appel ~", None), ("Appel ~bientôt", "Appel ~bientôt", None), ("Appel~30min", "Appel~30min", None),
    # What cannot be an estimate is not swallowed: she sees it in the title.
    ("Appel ~0", "Appel ~0", None), ("Appel ~9999", "Appel ~9999", None), ("Appel ~999h", "Appel ~999h", None),
])
def test_an_estimate_is_minutes_or_hours(line: str, title: str, minutes: int | None) -> None:
    found = understand(line, CLIENTS, NOW)
    assert (found.title, found.estimate_min) == (title, minutes)


@pytest.mark.parametrize(("reference", "ids"), [
    ("tuy", ["tuy"]), ("@TUY", ["tuy"]), ("Vertebrand", ["ver"]), ("œill", ["oei"]), ("oeil", ["oei"]),
    ("cab", ["bru", "ver"]), ("plomberie", ["tuy"]), ("lomberie", []), ("nobody", []), ("", []), ("@", []),
])
def test_a_reference_is_a_label_or_the_start_of_a_word(reference: str, ids: list[str]) -> None:
    assert [c.id for c in matching(reference, CLIENTS)] == ids


def test_an_unknown_or_doubtful_client_is_told() -> None:
    unknown = understand("Appel @dupont", CLIENTS, NOW)
    assert (unknown.client, unknown.unknown_client, unknown.candidates) == (None, "dupont", ())
    doubtful = understand("Appel @cabinet", CLIENTS, NOW)
    assert (doubtful.client, doubtful.unknown_client) == (None, "cabinet")
    assert [c.id for c in doubtful.candidates] == ["bru", "ver"]


@pytest.mark.parametrize("line", [
    "[/]", "[Petit] dossier", "[bold]x[/bold]", "{x} %s $(rm)", "écrire à o.b@cabinet.example", "C# et ~ et @", "«!»",
    "Payé 130,50 €!", "a@b", "🏳️‍🌈 drapeau", "100 % sûr ?",
])
def test_ordinary_titles_stay_as_typed(line: str) -> None:
    found = understand(line, CLIENTS, NOW)
    assert found.title == line
    assert (found.client, found.estimate_min, found.category, found.date) == (None, None, "", None)
    assert found.priority is Priority.NORMAL


def test_control_characters_never_reach_a_title() -> None:
    assert understand("a\x1b[2Jb\x00c\nd\u202ee", CLIENTS, NOW).title == "a[2Jbc de"


def test_a_line_of_parts_only_has_no_title() -> None:
    assert understand("@tuy ~30min !", CLIENTS, NOW).title == ""


LONG = [
    "é" * 10_000, "a " * 5_000, "@" * 10_000, "~1" * 5_000, "~ " * 5_000, "! " * 5_000, "vendredi " * 1_100,
    "#a " * 3_300, "1h" * 5_000, " " * 9_999 + "a", "le 5/12 à 17h " * 700, "~1h " * 2_500,
]


@pytest.mark.parametrize("line", LONG, ids=[repr(line[:12]) for line in LONG])
def test_ten_thousand_characters_are_read_at_once(line: str) -> None:
    start = time.perf_counter()
    understand(line, CLIENTS, NOW)
    # It takes some hundredths; a grammar that tried every way to cut the line would take minutes.
    assert time.perf_counter() - start < 10


@given(st.text(max_size=80) | st.lists(
    st.sampled_from(["@tuy", "~30min", "!", "#x", "demain", "17h", "le 5", "é", "@", "~", "vendredi"]), max_size=9
).map(" ".join))
def test_no_line_ever_fails(line: str) -> None:
    found = understand(line, CLIENTS, NOW)
    assert found.title == found.title.strip()
    assert found.estimate_min is None or 0 < found.estimate_min <= 6000


@pytest.mark.parametrize(
    ("line", "title", "expected"),
    [
        ("Vendredi relances 17h", "relances", "2026-11-27T17:00"),
        ("demain rappeler Paul à 14h", "rappeler Paul", "2026-11-24T14:00"),
        ("Réunion jeudi de 14h à 16h", "Réunion jeudi de 14h à 16h", None),
        ("Type notes from Monday", "Type notes from Monday", None),
    ],
)
def test_a_day_and_an_hour_may_stand_apart_and_what_is_no_promise_stays_in_the_title(
    line: str, title: str, expected: str | None
) -> None:
    understood = understand(line, (), NOW)
    at = understood.date.value.at if understood.date and understood.date.value else None
    assert understood.title == title
    assert (at.astimezone(PARIS).strftime("%Y-%m-%dT%H:%M") if at else None) == expected


def test_a_reading_that_is_over_is_never_kept() -> None:
    afternoon = replace(NOW, now=MONDAY_9_10.replace(hour=14, minute=20))
    date = understand("Rendre le dossier ce matin", (), afternoon).date
    assert date is not None
    assert date.value is not None
    assert date.value.at is not None
    assert date.value.at > afternoon.now
