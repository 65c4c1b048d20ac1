"""Hostile pastes: whatever stands between the marks of a paste is text, wherever the terminal's bytes are cut."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.app import App
from textual.message import Message

from tui.desktop.pastes import END, START, PasteParser, guard

HOSTILE = (
    "\x1b[A", "\x1b[21~", "\x11", "\x1b", "a\x1b", "\x1b[", "\x1b[20", "\x1b[201", "\x1b[200~", "x\x1b[200~y",
    "\x1bOP", "\x1b[<0;5;5M\x1b[<0;5;5m", "\x1b[I\x1b[O", "\x1b[48;10;10;10;10t", "\x1b[13u", "\x9bA",
    "\x1b\x1b\x1b[201", "rm -rf ~\r\x1b[13~", "é\x1b[17~ç", "\x1b]52;c;eA==\x07",
)


def read(*parts: str) -> list[Message]:
    """Return what a terminal's input is read as."""
    parser = PasteParser()
    return [event for part in parts if part for event in parser.feed(part)]


def keys(found: list[Message]) -> list[str]:
    return [e.key for e in found if isinstance(e, events.Key)]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_is_pasted_is_one_paste_wherever_it_is_cut(hostile: str) -> None:
    sent = f"q{START}{hostile}{END}z"
    for first in range(len(sent) + 1):
        for second in range(first, len(sent) + 1):
            found = read(sent[:first], sent[first:second], sent[second:])
            assert keys(found) == ["q", "z"]
            pastes = [e for e in found if isinstance(e, events.Paste)]
            assert len(found) == len(pastes) + 2, "no mouse, no focus, no size"
            assert [p.text for p in pastes] == [
                hostile.replace("\x1b", "").replace("\x9b", "").replace("\x00", "")] * bool(pastes)


def test_what_was_pasted_comes_whole() -> None:
    [paste] = read(f"{START}Bonjour,\r\nça va ? [/] {{0}}{END}")
    assert isinstance(paste, events.Paste)
    assert paste.text == "Bonjour,\r\nça va ? [/] {0}"


def test_a_pasted_mark_of_the_end_frees_nothing_when_it_comes_with_the_real_one() -> None:
    assert keys(read(f"{START}a{END}\x11\x1b[21~b{END}c")) == ["c"]


def test_a_lost_end_leaves_the_keyboard_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(PasteParser, "clock", staticmethod(lambda: now[0]))
    parser = PasteParser()
    found = list(parser.feed(f"{START}Bonjour"))
    for wait, sent in ((0.5, "x" * 8), (2.9, "y"), (3.0, "z" * 4096), (3.1, "\x1b[A"), (0.1, "q")):
        now[0] += wait
        found += parser.feed(sent)
    assert keys(found) == ["up", "q"]
    assert [e.text for e in found if isinstance(e, events.Paste)] == ["Bonjour" + "x" * 8 + "y" + "z" * 4096]


def test_two_pastes_in_one_read_are_two() -> None:
    found = read(f"{START}un{END}x{START}deux{END}")
    assert [e.text for e in found if isinstance(e, events.Paste)] == ["un", "deux"]
    assert keys(found) == ["x"]


@given(st.lists(st.sampled_from(["a", "\x1b", "[", "2", "0", "1", "~", "A", "\x1b[A", "\x1b[20", "é"]), max_size=30))
def test_keys_outside_a_paste_are_read_as_ever(typed: list[str]) -> None:
    from textual._xterm_parser import XTermParser  # noqa: PLC0415 - what it is compared with

    parser, sent = XTermParser(), "".join(typed)
    if START not in sent:
        assert keys(read(*typed)) == keys([e for part in typed for e in parser.feed(part)])


@pytest.mark.skipif(sys.platform == "win32", reason="the driver of Linux and macOS")
def test_the_driver_of_the_application_reads_through_it() -> None:
    from textual.drivers import linux_driver  # noqa: PLC0415 - it is there on these systems only

    guard(App[None]().get_driver_class())
    assert getattr(linux_driver, "XTermParser") is PasteParser  # noqa: B009
