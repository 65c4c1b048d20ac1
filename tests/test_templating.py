"""Texts with places are filled with what they are given, and can do nothing else."""

from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.errors import BadWording
from tui.templating import LONGEST, fill


def test_places_and_lists_are_filled() -> None:
    source = "Bonjour {{ name }},\n{% for line in lines %}\n– {{ line }}\n{% endfor %}\nFin\n"
    assert fill(source, {"name": "Zoé", "lines": ["un", "deux"]}) == "Bonjour Zoé,\n– un\n– deux\nFin\n"


@given(st.text())
def test_what_is_filled_in_is_text_and_never_a_place(text: str) -> None:
    assert fill("{{ x }}", {"x": text}) == text


@pytest.mark.parametrize("source", [
    "{{ missing }}", "{% for x in %}", "{{ x.y", "{{ x.upper() }}", "{{ ''.__class__ }}", "{{ 'a' * 10**10 }}",
    "{{ range(9) }}", "{{ x|tojson }}", "{{ '%1000000000d' % 1 }}", "{{ '{:>1000000000}'.format(1) }}",
    "{% include 'x' %}", "{% import 'x' as y %}", "{{ cycler }}", "{{ 1 / 0 }}", "{{ x[9] + 1 }}", "{{ x ~ y }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
])
def test_what_is_not_there_or_not_allowed_is_refused_at_once(source: str) -> None:
    began = monotonic()
    with pytest.raises(BadWording):
        fill(source, {"x": "abc"})
    assert monotonic() - began < 2


def test_the_line_of_a_wrong_place_is_told() -> None:
    with pytest.raises(BadWording) as told:
        fill("un\ndeux\n{% if %}\n", {})
    assert told.value.line == 3


def test_a_filled_text_has_an_end() -> None:
    with pytest.raises(BadWording):
        fill("{% for a in l %}{% for b in l %}{{ x }}{% endfor %}{% endfor %}", {"l": range(1000), "x": "x" * 100})
    assert len(fill("{{ x }}", {"x": "x" * LONGEST})) == LONGEST
