"""Loading a library with less than it asks for: nobody else ever sees that something was left out."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from pupitre.loading import load

ROOT = Path(__file__).parents[2]
FILES = {
    "costly_part": "one = 1\ntwo = 2\ndef double(of): return 2 * of\n",
    "asks_for_one": "from costly_part import one\n",
    "can_do_without": "try:\n    import costly_part\nexcept ImportError:\n    costly_part = None\n",
    "library/__init__": "from library import asks\nimport costly_part\nsum = asks.one + costly_part.two\n",
    "library/asks": "from costly_part import one\n",
    "asks_afterwards": "import costly_part as part\ndef two(): return part.two\n",
    "calls_afterwards": "from costly_part import double\ndef four(): return double(of=2)\n",
    "asks_at_once": "import costly_part as part\nsum = part.one + part.two\n",
    "package/__init__": "",
    "package/early": "mark = object()\n",
    "package/late": "from package import early\nfrom package.early import mark\nfrom costly_part import two\n"
                    "assert early.mark is mark\n",
    "is_wrong": "import costly_part\nraise ImportError('so it is')\n",
}


@pytest.fixture(autouse=True)
def _parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "package").mkdir()
    for name, content in FILES.items():
        (tmp_path / f"{name}.py").write_text(content)
        monkeypatch.delitem(sys.modules, name.removesuffix("/__init__").replace("/", "."), raising=False)
    monkeypatch.syspath_prepend(tmp_path)


def whole() -> bool:
    """Whether whoever asks for the part now gets all of it."""
    return bool(import_module("costly_part").two == 2)


def test_what_can_do_without_a_part_is_loaded_without_it() -> None:
    load("can_do_without", without=["costly_part"])
    assert import_module("can_do_without").costly_part is None
    assert whole()


def test_a_part_is_stood_for_by_the_name_that_is_asked_of_it() -> None:
    load("asks_for_one", instead={"costly_part": {"one": "less"}})
    assert import_module("asks_for_one").one == "less"
    assert whole()


@pytest.mark.parametrize("names", [{}, {"one": 100}])
def test_what_needs_more_is_loaded_whole(names: dict[str, object]) -> None:
    load("library", instead={"costly_part": names})
    assert import_module("library").sum == 3
    assert import_module("library.asks").one == 1, "what came first with less came once more"
    assert whole()


def test_a_part_that_is_asked_for_afterwards_is_loaded_then() -> None:
    load("asks_afterwards", later={"costly_part": []})
    assert "costly_part" not in sys.modules
    assert import_module("asks_afterwards").two() == 2
    assert "costly_part" in sys.modules
    assert not hasattr(import_module("asks_afterwards").part, "three")


def test_a_function_that_is_called_afterwards_is_loaded_then() -> None:
    load("calls_afterwards", later={"costly_part": ["double"]})
    assert "costly_part" not in sys.modules
    assert import_module("calls_afterwards").four() == 4
    assert whole()


def test_what_asks_for_it_at_once_is_loaded_whole() -> None:
    load("asks_at_once", later={"costly_part": []})
    assert import_module("asks_at_once").sum == 3
    assert whole()


def test_what_came_with_less_is_not_met_again_below_the_name_of_its_package() -> None:
    import_module("package")
    load("package.late", instead={"costly_part": {"one": "less"}})
    late = import_module("package.late")
    assert late.early is sys.modules["package.early"]
    assert late.two == 2


def test_what_cannot_be_loaded_says_so() -> None:
    with pytest.raises(ImportError, match="so it is"):
        load("is_wrong", without=["costly_part"])
    assert whole()


def test_what_is_loaded_already_stays() -> None:
    part = import_module("costly_part")
    load("asks_for_one", instead={"costly_part": {"one": "less"}})
    assert import_module("asks_for_one").one == 1
    assert sys.modules["costly_part"] is part


def test_a_path_still_becomes_an_address_and_a_calendar_speaks_the_language_of_the_system() -> None:
    told = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import tui
import pupitre.months
assert not {{"urllib.parse", "locale", "gettext"}} & set(sys.modules)
import calendar, pathlib
print(pathlib.PurePosixPath("/a b").as_uri(), calendar.LocaleTextCalendar(locale="C").formatweekday(0, 9))
"""
    alone = [sys.executable, "-I", "-S", "-c", told]  # what a site adds may load them
    done = subprocess.run(alone, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["file:///a%20b", "Monday"]
