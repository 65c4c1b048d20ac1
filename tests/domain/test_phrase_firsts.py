"""What a date phrase can begin with is known before its pattern is looked at, and never wrongly."""

import re

import pytest
from hypothesis import given

from pupitre.phrases.words import Pattern
from tests.domain.test_phrases import PHRASES
from tests.phrase_firsts import FILE, firsts, patterns, table


@pytest.mark.parametrize(("text", "expected"), [
    ("ab|c", "ab c"), ("(?:x)?y", "xy y"), ("[0-1]z", "0z"), ("[0-9]{1,2}h|7j", "0h 00h 0j"), ("(?=q)ab", "ab"),
    ("(?!q)(?:le |la )?d", "d|le |la "),
    ("(?P<n>a+)b", "aaa|aab|ab"), ("a*", None), (".b", None), (r"\d", None), ("[^a]", None), ("(?:a|)b", "ab b"),
    ("abcd", "abc"), ("a.c", "a"), (r"a\sb", "a"), ("(?:ab){2}", "aba"), ("a{2,3}b", "aaa|aab"),
    ("[a-z][a-z][a-z]", "|".join("abcdefghijklmnopqrstuvwxyz")),
])
def test_what_a_match_can_begin_with(text: str, expected: str | None) -> None:
    known = None if expected is None else frozenset(expected.split("|") if "|" in expected else expected.split())
    assert firsts(re.compile(text)) == known


def test_the_table_is_that_of_the_patterns() -> None:
    assert FILE.read_text(encoding="utf-8") == table(), "run `python -m tests.phrase_firsts`"


@given(PHRASES)
def test_nothing_that_would_match_is_left_out(phrase: str) -> None:
    for pattern in patterns().values():
        for place in range(len(phrase) + 1):
            assert bool(pattern.match(phrase, place)) == bool(pattern.compiled().match(phrase, place))


def test_what_cannot_begin_there_is_never_compiled() -> None:
    pattern = next(p for p in patterns().values() if p.match("lundi", 0))
    other = Pattern(pattern.template, open_end=pattern.open_end)
    assert other.match("xyz", 0) is None
    assert other._compiled is None
