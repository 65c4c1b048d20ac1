"""What goes to a client is printed as French wants it; what must not be touched is not."""

import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.typography import plain_spaces, typographic

N, T = "\u00a0", "\u202f"


@pytest.mark.parametrize(("typed", "printed"), [
    ("Quoi ?", f"Quoi{T}?"), ("Quoi?", f"Quoi{T}?"), ("Non!", f"Non{T}!"), ("Vraiment ?!", f"Vraiment{T}?!"),
    ("un ; deux;", f"un{T}; deux{T};"), ("Reste :", f"Reste{N}:"), ("Reste: rien", f"Reste{N}: rien"),
    ("(vraiment?)", f"(vraiment{T}?)"), ("«un?»", f"«{N}un{T}?{N}»"),
    ('le "devis"', f"le «{N}devis{N}»"), ("«devis»", f"«{N}devis{N}»"), ("« un devis »", f"«{N}un devis{N}»"),
    ('"Un deux", dit-il', f"«{N}Un deux{N}», dit-il"),
    ("l'annonce d'hier", "l’annonce d’hier"), ("aujourd'hui", "aujourd’hui"),
    ("à 14h30", f"à 14{N}h{N}30"), ("9h-11h30", f"9{N}h-11{N}h{N}30"), ("à 14 h 30.", f"à 14{N}h{N}30."),
    ("9h", f"9{N}h"), ("5min", f"5{N}min"), ("5 min", f"5{N}min"), ("10%", f"10{N}%"), ("10 %", f"10{N}%"),
    ("12,50€", f"12,50{N}€"), ("le 1er décembre", f"le 1er{N}décembre"), ("27 novembre,", f"27{N}novembre,"),
    ("n° 14", f"n°{N}14"), ("la suite...", "la suite…"), ("un -- deux", "un – deux"), ("– un", f"–{N}un"),
])
def test_french_is_printed_with_its_spaces_and_quotes(typed: str, printed: str) -> None:
    assert typographic(typed, "fr") == printed


@pytest.mark.parametrize("typed", [
    "https://exemple.fr/a?b=1;c:d!", "http://x.fr:8080/", "www.exemple.fr/l'annonce?", "zoe@exemple.fr", "31:10",
    "de 14:30 à 15:45", "C:\\Mes\\l'acte.pdf", "/home/zoe/l'acte", "l'acte.pdf", "a::b", "{{ fait }}", "x='y'",
    ":-)", "merci :)", "merci ;-)", "d’accord;)", "5'", '12"', "`l'un`", "&nbsp;", "&amp;", "un_d'eux",
    "Yahoo!Mail", "10%25", "tel:0102030405", "2 fois 3",
])
def test_addresses_hours_files_code_and_smileys_stay_as_they_are(typed: str) -> None:
    assert typographic(typed, "fr") == typed


@pytest.mark.parametrize("typed", ['Really? Yes; no: "quoted" 10% at 14h30!', "l'annonce ?"])
def test_english_has_no_french_spaces(typed: str) -> None:
    assert typographic(typed, "en") == typed


LIKELY = st.text(st.sampled_from(list("abé1230h:;!?«»\"'.,()%€@/ \u00a0\u202f\n–-m")) | st.characters(), max_size=40)


@given(LIKELY)
def test_twice_is_once(text: str) -> None:
    once = typographic(text, "fr")
    assert typographic(once, "fr") == once


@given(LIKELY)
def test_letters_and_digits_never_change(text: str) -> None:
    def kept(told: str) -> list[str]:
        return [c for c in told if c.isalnum()]

    assert kept(typographic(text, "fr")) == kept(text)


@given(LIKELY)
def test_only_spaces_quotes_apostrophes_dots_and_dashes_change(text: str) -> None:
    def kept(told: str) -> str:
        told = re.sub(r"[^\S\n]", "", told).replace("…", "...").replace("–", "--").replace("’", "'")
        return told.replace("«", '"').replace("»", '"')

    assert kept(typographic(text, "fr")) == kept(text)


@given(LIKELY)
def test_plain_spaces_are_plain(text: str) -> None:
    assert not set(plain_spaces(typographic(text, "fr"))) & {N, T}


@pytest.mark.parametrize("text", [
    "Le passage de 31:10 à 38:45 est inaudible ; l'acte est \"prêt\" à 14h30 ! " * 140, "x" * 10_000, "." * 10_000,
    "'" * 10_000, '"a' * 5000, ":" * 10_000, "a/" * 5000, "«" * 10_000, "a." * 5000, "?! " * 3300, "1h" * 5000,
])
def test_ten_thousand_characters_are_printed_at_once(text: str) -> None:
    typographic(text, "fr")  # what is made at the first use is made
    began = perf_counter()
    typographic(text, "fr")
    short = perf_counter() - began
    began = perf_counter()
    typographic(text * 4, "fr")
    assert perf_counter() - began < 12 * short + 0.02, "four times the text takes about four times as long"
