import os
import subprocess
import time

import pytest

from tests.desktop.fakes import nowhere
from tests.real_desktop import require
from tui.desktop.clipboard import DesktopClipboard, How
from tui.desktop.clipboard_tools import XCLIP, XSEL, CommandTool
from tui.desktop.surroundings import Surroundings

pytestmark = pytest.mark.desktop

FRENCH = "Bonjour,\n\nŒuvre à 17\u202fh\u00a0: « déjà » – 12\u00a0€ ; <b>&amp; [/] -n\n\tMaître Brun 📞\n"
LONG = (FRENCH * 2000)[:100_000]


@pytest.fixture(autouse=True)
def programs() -> None:
    require("xclip")


@pytest.fixture
def on_display(display: str, no_desktop: None, monkeypatch: pytest.MonkeyPatch) -> Surroundings:
    monkeypatch.setenv("DISPLAY", display)
    return Surroundings(term="xterm-256color", display=display)


def paste() -> str:
    """Read the clipboard as another program would."""
    command = ["xclip", "-selection", "clipboard", "-o"]
    return subprocess.run(command, capture_output=True, check=True, timeout=5).stdout.decode()


@pytest.mark.parametrize(
    "text", [FRENCH, LONG, "x", "é\n" * 3, "--help", "\\n"], ids=["french", "long", "x", "e", "-", "b"]
)
def test_a_text_is_really_on_the_clipboard(
    on_display: Surroundings, capfd: pytest.CaptureFixture[str], text: str
) -> None:
    written: list[str] = []
    outcome = DesktopClipboard(on_display, written.append).copy(text)
    assert (outcome.how, outcome.detail) == (How.VERIFIED, "same")
    assert outcome.channel in {"xclip", "xsel"}, "the second tool when the first was not read back in time"
    assert paste() == text
    assert not written
    assert capfd.readouterr() == ("", "")


def test_it_works_in_a_bare_locale(on_display: Surroundings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    assert DesktopClipboard(on_display, nowhere).copy(FRENCH).how is How.VERIFIED
    assert paste() == FRENCH


@pytest.mark.parametrize("tool", [XCLIP, XSEL], ids=lambda tool: tool.name)
def test_the_text_outlives_the_program_that_copied_it(on_display: Surroundings, tool: CommandTool) -> None:
    require(tool.name)
    assert DesktopClipboard(on_display, nowhere, tools=[tool]).copy("reste").how is How.VERIFIED
    time.sleep(0.1)
    assert paste() == "reste"


@pytest.mark.parametrize(("term", "how"), [("dumb", How.FAILED), ("xterm-256color", How.SENT_TO_TERMINAL)])
def test_a_dead_display_is_never_called_copied(
    no_desktop: None,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    term: str,
    how: How,
) -> None:
    monkeypatch.setenv("DISPLAY", ":59999")
    start = time.monotonic()
    outcome = DesktopClipboard(Surroundings(term=term, display=":59999"), nowhere, tools=[XCLIP]).copy(FRENCH)
    assert time.monotonic() - start < 4
    assert outcome.how is how
    assert outcome.detail == "exit 1"
    assert capfd.readouterr() == ("", "")


def test_a_hung_tool_is_given_up(no_desktop: None) -> None:
    sleeper = CommandTool("sleeper", ("sleep", "60"), ("sleep", "60"))
    start = time.monotonic()
    outcome = DesktopClipboard(Surroundings(), nowhere, tools=[sleeper, sleeper], limit=0.3).copy("x")
    assert time.monotonic() - start < 2
    assert (outcome.how, outcome.channel, outcome.detail) == (How.FAILED, "sleeper", "timeout")
    assert os.environ.get("DISPLAY") is None
