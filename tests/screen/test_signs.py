"""Plain signs, no colours, and terminals that cannot draw."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.widgets import Checkbox, Select

from pupitre import demo
from pupitre.errors import Invalid
from pupitre.settings import Settings, checked
from pupitre.value import replace
from tests.screen.world import HOSTILE, World, running
from tui.__main__ import main
from tui.widgets.signs import CONSOLE, Repertoire, plain, repertoire

pytestmark = pytest.mark.drawn

ASCII = Repertoire(("ascii",), plain=True)


def with_settings(**changed: object) -> list[object]:
    return [replace(v, **changed) if isinstance(v, Settings) else v for v in demo.world("fr")]  # type: ignore[arg-type]


@given(st.text(max_size=60) | st.sampled_from(HOSTILE), st.sampled_from(["ascii", "latin-1", "cp437", "utf-8"]))
def test_a_text_in_plain_signs_is_as_wide_and_the_terminal_has_each_of_them(text: str, encoding: str) -> None:
    for signs in (Repertoire((encoding,)), Repertoire((encoding,), plain=True)):
        shown = plain(text, signs)
        assert cell_len(shown) == cell_len(text)
        assert all(signs.has(sign) for sign in shown)


@pytest.mark.parametrize(("text", "encoding", "shown"), [
    ("╭─ Échéances ─╮", "latin-1", "+- Échéances -+"), ("╭─ Échéances ─╮", "ascii", "+- Echeances -+"),
    ("┏━ À faire ━┓", "utf-8", "#= À faire =#"), ("►TUY › …", "ascii", ">TUY - ."), ("█▒░", "ascii", "#=."),
    ("l’été « vite »", "ascii", "l'ete \" vite \""), ("cœur 日", "ascii", "cour ??"),
])
def test_frames_become_lines_and_accents_stay_where_they_can(text: str, encoding: str, shown: str) -> None:
    assert plain(text, Repertoire((encoding,), plain=True)) == shown


@pytest.mark.parametrize(("glyphs", "encoding", "term", "found"), [
    ("auto", "utf-8", "xterm-256color", None), ("auto", "UTF-8", "", None), ("unicode", "latin-1", "linux", None),
    ("auto", "utf-8", "linux", Repertoire(CONSOLE)), ("auto", "iso8859-15", "xterm", Repertoire(("iso8859-15",))),
    ("ascii", "utf-8", "xterm", Repertoire(("utf-8",), plain=True)),
])
def test_the_terminal_and_her_choice_decide_which_signs_there_are(
    glyphs: str, encoding: str, term: str, found: Repertoire | None,
) -> None:
    assert repertoire(glyphs, encoding, term) == found


def test_the_console_keeps_its_frames_and_gets_no_rounded_corner() -> None:
    assert plain("╭─► ▌█░ é œ ┏━", Repertoire(CONSOLE)) == "┌─> ▌█░ é œ ╔═"


def test_there_is_no_other_choice_of_signs() -> None:
    with pytest.raises(Invalid):
        checked(Settings(glyphs="emoji"))


def drawn(world: World) -> set[str]:
    """Return the signs on the screen that are neither ASCII nor letters."""
    return {sign for line in world.picture() for sign in line if not sign.isascii() and not sign.isalnum()}


async def test_her_choice_of_plain_signs_is_followed_at_once_and_moves_nothing() -> None:
    async with running(values=with_settings(glyphs="ascii")) as world:  # type: ignore[arg-type]
        lines = world.picture()
        assert drawn(world) == set()
        assert world.shows("Échéances"), "accents stay where the terminal has them"
        await world.press("e")
        assert drawn(world) == set()
        await world.press("escape", "f9")
        world.find("#glyphs", Select).value = "unicode"
        await world.press("ctrl+s")
        assert drawn(world) >= set("►╭┏▌")
    async with running() as other:
        assert drawn(other) != set()
        assert [len(line) for line in other.picture()] == [len(line) for line in lines]


def bold_names(world: World) -> list[str]:
    """Return the names of fields that are bold."""
    labels = world.app.screen.query("Label")
    return [str(label.render()) for label in labels if label.styles.text_style.bold]


async def test_without_colours_everything_is_told_by_words_points_and_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running() as world:
        assert world.app.no_color
        assert world.shows("┏━ À faire"), "where the keys go"
        assert world.shows("►TUY"), "what is chosen"
        assert sum("►" in line for line in world.picture()) == 1
        assert world.shows("TUY Envoyer au comptable"), "whose it is"
        await world.beat(hours=4)
        assert world.shows("en retard"), "what is late"
        world.choose("t01")
        await world.press("enter")
        assert world.shows("◷"), "what runs"
        await world.press("e")
        assert bold_names(world) == ["Intitulé"], "which field is filled in"
        box = world.app.screen.query(Checkbox).first()
        box.focus()
        await world.pilot.pause()
        assert bold_names(world) == ["Confidentiel"]
        assert world.shows("[ ]")
        await world.press("space")
        assert world.shows("[X]"), "what is ticked"


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_that_cannot_draw_is_told_of_in_one_sentence(
    term: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TERM", term)
    for stream in ("stdin", "stderr"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
    assert main([]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "pupitre --help" in told
    assert not any(unicodedata.category(sign) == "Cc" for sign in told.strip())
