"""Loading what can do without a part: nobody else ever sees that it was left out."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

from pupitre.loading import standing_for, without


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "costly_part.py").write_text("one = 1\ntwo = 2\n")
    (tmp_path / "asks_for_one.py").write_text("from costly_part import one\n")
    (tmp_path / "asks_for_two.py").write_text("from costly_part import one, two\n")
    (tmp_path / "can_do_without.py").write_text(
        "try:\n    import costly_part\nexcept ImportError:\n    costly_part = None\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("costly_part", "asks_for_one", "asks_for_two", "can_do_without"):
        monkeypatch.delitem(sys.modules, name, raising=False)


@pytest.mark.usefixtures("parts")
def test_what_can_do_without_a_part_is_loaded_without_it() -> None:
    with without("costly_part"):
        can_do_without = import_module("can_do_without")
    assert can_do_without.costly_part is None
    costly_part = import_module("costly_part")
    assert costly_part.two == 2


@pytest.mark.usefixtures("parts")
def test_a_part_is_stood_for_by_the_one_name_that_is_asked_of_it() -> None:
    with standing_for("costly_part", one="one"):
        asks_for_one = import_module("asks_for_one")
    assert asks_for_one.one == "one"
    costly_part = import_module("costly_part")
    assert costly_part.two == 2, "whoever asks later gets the whole of it"


@pytest.mark.usefixtures("parts")
def test_what_needs_more_says_so_and_is_loaded_whole_afterwards() -> None:
    with pytest.raises(ImportError), standing_for("costly_part", one="one"):
        import_module("asks_for_two")
    asks_for_two = import_module("asks_for_two")
    assert (asks_for_two.one, asks_for_two.two) == (1, 2)


@pytest.mark.usefixtures("parts")
def test_what_is_loaded_already_stays() -> None:
    costly_part = import_module("costly_part")
    with standing_for("costly_part", one="one"), without("costly_part"):
        asks_for_one = import_module("asks_for_one")
    assert (asks_for_one.one, sys.modules["costly_part"]) == (1, costly_part)
