"""`pupitre when`: a date phrase in words and as JSON."""

import pytest

from tests.cli.conftest import Pupitre

NOW = ("--now", "2026-11-23T09:10")


@pytest.mark.parametrize(
    ("phrase", "kind", "value", "alternatives", "says"),
    [
        ("vendredi 17h", "instant", "2026-11-27T17:00", [], "vendredi 27 novembre, 17 h"),
        ("demain", "day", "2026-11-24", [], "mardi 24 novembre"),
        ("dans 2h", "instant", "2026-11-23T11:10", [], "lundi 23 novembre, 11 h 10"),
        ("05/12", "day", "2026-12-05", [], "samedi 5 décembre"),
        ("fin de mois", "day", "2026-11-30", [], "lundi 30 novembre"),
        (
            "vendredi 8", "ambiguous", "2026-12-08", ["2026-12-08", "2026-11-27"],
            "mardi 8 décembre",
        ),
        ("charabia", "refused", None, [], ""),
        ("31/02", "refused", None, [], ""),
        ("", "refused", None, [], ""),
    ],
)
def test_a_phrase(
    pupitre: Pupitre, phrase: str, kind: str, value: str | None, alternatives: list[str], says: str
) -> None:
    told = pupitre("when", phrase, *NOW, "--json").json
    assert list(told) == ["kind", "value", "alternatives", "says"]
    said = told.pop("says").replace("\u00a0", " ").replace("\u202f", " ")
    assert told == {"kind": kind, "value": value, "alternatives": alternatives}
    assert said.startswith(says)
    assert said


def test_starts_ranges_and_recurrences_say_so(pupitre: Pupitre) -> None:
    told = pupitre("when", "tous les lundis jusqu'au 18 décembre", *NOW, "--json").json
    assert (told["rule"], told["start"], told["until"]) == ("weekly", "2026-11-23", "2026-12-18")
    assert told["says"].replace("\u00a0", " ").startswith("chaque lundi, jusqu’au vendredi 18 décembre")
    told = pupitre("when", "à partir de jeudi", *NOW, "--json").json
    assert (told["rule"], told["start"]) == ("from", "2026-11-26")
    assert told["says"].startswith("à partir du jeudi 26")


def test_both_readings_are_said(pupitre: Pupitre) -> None:
    said = pupitre("when", "vendredi 8", *NOW).out.replace("\u00a0", " ")
    assert "mardi 8 décembre" in said
    assert "vendredi 27 novembre" in said


@pytest.mark.parametrize("phrase", ["demain " * 1500, "[/] \x1b[31m", "dans 99999999999 jours"])
def test_a_hostile_phrase_gets_an_answer(pupitre: Pupitre, phrase: str) -> None:
    told = pupitre("when", *NOW, "--json", "--", phrase).json
    assert told["kind"] in {"day", "instant", "ambiguous", "refused"}
    assert "\x1b" not in told["says"]


def test_the_answer_in_words(pupitre: Pupitre) -> None:
    told = pupitre("when", "vendredi 17h", *NOW)
    assert told.out == pupitre("when", "vendredi 17h", *NOW, "--json").json["says"] + "\n"
    assert pupitre("--at", "2026-11-23T09:10", "when", "vendredi 17h").out == told.out
    # The same instant with an offset.
    assert pupitre("when", "vendredi 17h", "--now", "2026-11-23T08:10+00:00").out == told.out


def test_english_words_for_the_same_date(pupitre: Pupitre) -> None:
    told = pupitre("when", "friday 17h", *NOW, "--json", "--lang", "en").json
    assert (told["kind"], told["value"]) == ("instant", "2026-11-27T17:00")
    assert "Friday 27\u00a0November" in told["says"]
