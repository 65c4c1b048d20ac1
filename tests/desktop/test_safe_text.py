import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.desktop.safe_text import APP_NAME, BODY_LIMIT, TITLE_LIMIT, clip, notice_text


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("given_title", "expected"),
    [
        ("- appeler Mme Petit", "- appeler Mme Petit"),
        ("--print-id", "--print-id"),
        ("<Dupont & Fils> [/] [b]x[/b]", "<Dupont & Fils> [/] [b]x[/b]"),
        (r"C:\nouveau\temp", r"C:\nouveau\temp"),
        ("Réunion à 17\u202fh\u00a0: cœur, 12\u00a0€", "Réunion à 17\u202fh\u00a0: cœur, 12\u00a0€"),
        ("a\x1b[31mb\x07\x00c\x9bd\x7f", "a[31mbcd"),
        ("deux\nlignes\r\net\ttrois", "deux lignes et trois"),
        ("  des   espaces  ", "des espaces"),
        ("fac\u202eture\u2066 \u200fx", "facture x"),
        ("moitié \ud83d", "moitié \ufffd"),
        ("", APP_NAME),
        ("\x00\x1b \n", APP_NAME),
    ],
)
def test_the_title_is_one_line_without_traps(given_title: str, expected: str) -> None:
    assert notice_text(given_title, "")[0] == expected


def test_the_body_keeps_its_lines() -> None:
    body = "Maître Brun  \r\n  pièces 14 à 19\n\n\n\n\x85fin\u2028.\n"
    assert notice_text("t", body)[1] == "Maître Brun\npièces 14 à 19\n\nfin\n."


def test_a_text_that_fits_is_not_cut() -> None:
    assert notice_text("x" * TITLE_LIMIT, "y" * BODY_LIMIT) == ("x" * TITLE_LIMIT, "y" * BODY_LIMIT)


def test_a_long_text_ends_with_an_ellipsis() -> None:
    title, body = notice_text("x" * 64, "y" * 5000)
    assert title == "x" * 62 + "…"
    assert body == "y" * 254 + "…"


@pytest.mark.parametrize("before", [60, 61, 62])
def test_an_emoji_is_never_split(before: int) -> None:
    title = notice_text("x" * before + "📞" * 5, "")[0]
    assert units(title) <= TITLE_LIMIT
    assert title.endswith("…")
    assert "\ufffd" not in title
    title.encode()


@given(st.text(st.characters()), st.text(st.characters()))
def test_whatever_comes_it_fits_and_can_be_written(title: str, body: str) -> None:
    shown_title, shown_body = notice_text(title, body)
    assert shown_title
    assert units(shown_title) <= TITLE_LIMIT
    assert units(shown_body) <= BODY_LIMIT
    assert "\n" not in shown_title
    assert all(
        character == "\n" or ord(character) not in {*range(32), *range(127, 160)} for character in shown_body
    )


def test_filtering_twice_changes_nothing() -> None:
    once = notice_text("Relances\t\x1b impayés " * 20, "a \n b\n\n\nc" * 100)
    assert notice_text(*once) == once


def test_a_huge_text_is_filtered_at_once() -> None:
    title, body = "é" * 2_000_000, " \n" * 2_000_000
    start = time.process_time()
    notice_text(title, body)
    assert time.process_time() - start < 0.05


def test_clipping_counts_utf16_units() -> None:
    assert clip("📞📞", 4) == "📞📞"
    assert clip("📞📞", 3) == "📞…"
