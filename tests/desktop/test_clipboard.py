import base64
import subprocess
import sys
import threading
import time
import types

import pytest

from tests.desktop.fakes import FakeTool
from tui.desktop.clipboard import CopyOutcome, DesktopClipboard, How
from tui.desktop.clipboard_tools import CLIP_EXE, ClipboardTool, ClipboardToolError, PyperclipTool, clipboard_tools
from tui.desktop.surroundings import Surroundings

LOCAL = Surroundings(term="xterm-256color", display=":0")


def copy(text: str, around: Surroundings, *tools: ClipboardTool) -> tuple[CopyOutcome, list[str]]:
    written: list[str] = []
    return DesktopClipboard(around, written.append, tools=tools).copy(text), written


def test_copied_is_said_after_reading_back() -> None:
    outcome, written = copy("Bonjour", LOCAL, FakeTool())
    assert outcome == CopyOutcome(How.VERIFIED, "tool", "same")
    assert not written


def test_line_ends_do_not_matter() -> None:
    outcome, _ = copy("a\nb\n", LOCAL, FakeTool(spoil=lambda text: text.replace("\n", "\r\n")))
    assert outcome.how is How.VERIFIED


def test_a_text_that_arrives_a_moment_late_is_copied() -> None:
    stale = iter(["avant", "avant"])
    outcome, written = copy("Bonjour", LOCAL, FakeTool(spoil=lambda text: next(stale, text)))
    assert outcome == CopyOutcome(How.VERIFIED, "tool", "same")
    assert not written


def test_another_text_is_not_copied() -> None:
    outcome, written = copy("Bonjour", LOCAL, FakeTool(spoil=lambda _: "autre chose"))
    assert outcome == CopyOutcome(How.SENT_TO_TERMINAL, "osc 52", "mismatch")
    assert len(written) == 1


def test_the_next_tool_is_tried() -> None:
    outcome, _ = copy("x", LOCAL, FakeTool("first", error="exit 1"), FakeTool("second"))
    assert outcome == CopyOutcome(How.VERIFIED, "second", "same")


def test_without_tool_nor_terminal_it_fails() -> None:
    outcome, written = copy("x", Surroundings(term="dumb"))
    assert outcome == CopyOutcome(How.FAILED, "osc 52", "unsupported")
    assert not written


def test_a_failed_tool_is_named_when_nothing_else_can() -> None:
    outcome, _ = copy("x", Surroundings(term="linux"), FakeTool(error="timeout"))
    assert outcome == CopyOutcome(How.FAILED, "tool", "timeout")


@pytest.mark.parametrize(
    "around",
    [
        Surroundings(term="xterm", ssh=True),
        Surroundings(term="xterm", wsl=True),
        Surroundings(term="tmux", tmux=True),
    ],
)
def test_the_terminal_gets_the_text_as_well_where_two_machines_may_differ(around: Surroundings) -> None:
    outcome, written = copy("x", around, FakeTool())
    assert outcome.how is How.VERIFIED
    assert len(written) == 1


def test_without_a_tmux_to_speak_to_the_sequence_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    outcome, written = copy("x", Surroundings(term="tmux", tmux=True, tmux_here=True))
    assert outcome.channel == "osc 52"
    assert written[0].startswith("\x1bPtmux;")


def test_half_a_character_does_not_raise() -> None:
    tool = FakeTool()
    outcome, _ = copy("a\ud83d", LOCAL, tool)
    assert outcome.how is How.VERIFIED
    assert tool.held == "a\ufffd"


def test_a_dead_terminal_is_a_failure() -> None:
    def broken(_sequence: str) -> None:
        raise OSError

    outcome = DesktopClipboard(LOCAL, broken, tools=[]).copy("x")
    assert outcome == CopyOutcome(How.FAILED, "osc 52", "OSError")


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        (Surroundings(platform="win32"), ["pyperclip"]),
        (Surroundings(platform="win32", ssh=True), []),
        (Surroundings(platform="darwin"), ["pbcopy"]),
        (Surroundings(platform="darwin", ssh=True), []),
        (Surroundings(wsl=True), ["clip.exe"]),
        (Surroundings(display=":0"), ["xclip", "xsel"]),
        (Surroundings(display=":0", wayland="wayland-0"), ["wl-copy", "xclip", "xsel"]),
        (Surroundings(display=":0", ssh=True), []),
        (Surroundings(display="localhost:10.0", ssh=True), ["xclip", "xsel"]),
        (Surroundings(), []),
    ],
)
def test_only_the_clipboard_of_the_person_is_used(around: Surroundings, expected: list[str]) -> None:
    assert [tool.name for tool in clipboard_tools(around, lambda name: name)] == expected


def test_a_missing_program_is_left_out() -> None:
    tools = clipboard_tools(Surroundings(display=":0"), lambda name: None if name == "xclip" else name)
    assert [tool.name for tool in tools] == ["xsel"]


def test_wsl_text_survives_both_encodings() -> None:
    assert CLIP_EXE.encode("é\n").decode("utf-16-le") == "é\r\n"
    assert CLIP_EXE.decode(base64.b64encode("é €".encode()) + b"\r\n") == "é €"


def test_windows_gets_its_line_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[str] = []
    fake = types.SimpleNamespace(copy=held.append, paste=lambda: held[-1])
    monkeypatch.setitem(sys.modules, "pyperclip", fake)
    outcome, _ = copy("a\nb", Surroundings(platform="win32"), PyperclipTool())
    assert outcome == CopyOutcome(How.VERIFIED, "pyperclip", "same")
    assert held == ["a\r\nb"]


def test_a_clipboard_held_by_another_program_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    monkeypatch.setitem(sys.modules, "pyperclip", types.SimpleNamespace(copy=lambda _: release.wait(30)))
    start = time.monotonic()
    with pytest.raises(ClipboardToolError, match="timeout"):
        PyperclipTool().give("x", 0.05)
    assert time.monotonic() - start < 1
    release.set()


def test_the_error_of_a_library_becomes_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_text: str) -> None:
        raise subprocess.SubprocessError

    monkeypatch.setitem(sys.modules, "pyperclip", types.SimpleNamespace(copy=refuse))
    with pytest.raises(ClipboardToolError, match="SubprocessError"):
        PyperclipTool().give("x", 1)


def test_what_was_copied_is_taken_away_and_that_is_checked() -> None:
    tool = FakeTool()
    written: list[str] = []
    clipboard = DesktopClipboard(LOCAL, written.append, tools=[tool])
    clipboard.copy("secret")
    assert clipboard.clear() == CopyOutcome(How.VERIFIED, "tool", "same")
    assert (tool.held, written) == ("", [])


def test_a_clipboard_that_keeps_its_text_is_not_called_empty() -> None:
    tool = FakeTool(spoil=lambda _text: "secret")
    assert DesktopClipboard(LOCAL, lambda _s: None, tools=[tool], limit=0.2).clear().how is How.FAILED


def test_the_terminal_is_asked_to_forget_only_what_it_was_given() -> None:
    written: list[str] = []
    clipboard = DesktopClipboard(Surroundings(term="xterm", ssh=True), written.append, tools=[])
    assert clipboard.clear().how is How.FAILED
    assert not written
    clipboard.copy("secret")
    assert clipboard.clear().how is How.SENT_TO_TERMINAL
    assert base64.b64encode(b" ").decode() in written[-1]
    assert base64.b64encode(b"secret").decode() not in written[-1]
