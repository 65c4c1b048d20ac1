"""Texts with places are filled with what they are given, and can do nothing else."""

from contextlib import suppress
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
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "{% set a = x ~ x %}{{ a }}", "{{ x + x }}", "{{ x.y }}",
    "{% for a in x %}{% for b in x %}{% endfor %}{% endfor %}", "{{ x if x }}", "{{ [x, x] }}",
    "{% for a in x %}" * 21 + "{% endfor %}" * 21, "{% if x %}" * 100 + "{% endif %}" * 100,
    "{{ " + "not " * 5000 + "x }}",
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
        fill("{% for a in l %}{{ x }}{% endfor %}", {"l": range(2000), "x": "x" * 100})
    assert len(fill("{{ x }}", {"x": "x" * LONGEST})) == LONGEST


@given(st.text(st.sampled_from("{}%# xif forend|'\"\n.()[]=+~*-0"), max_size=60))
def test_whatever_is_typed_is_filled_or_refused(source: str) -> None:
    with suppress(BadWording):
        fill(source, {"x": "abc"})
