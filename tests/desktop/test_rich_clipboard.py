"""HTML beside the plain text: exact as bytes, and never at the cost of the plain text."""

import ctypes
import re
import sys
import types

import pytest

from tests.desktop.fakes import FakeTool, nowhere
from tests.screen.world import HOSTILE
from tui.desktop.clipboard import DesktopClipboard, How
from tui.desktop.clipboard_tools import PyperclipTool
from tui.desktop.markup import fragment, page, plain_body
from tui.desktop.rich_clipboard import RichWindowsTool, add_html, apple_script, windows_html
from tui.desktop.surroundings import Surroundings

TEXT = "Bonjour Maître,\n\nFait\n– 5\u202ffactures « déjà » réglées 📞\n– Pièces <1> & 2\n"


@pytest.mark.parametrize("text", [TEXT, "", *HOSTILE])
def test_the_offsets_of_windows_cut_out_the_html_to_the_byte(text: str) -> None:
    raw = windows_html(plain_body(text))
    at = {name: int(value) for name, value in re.findall(rb"(\w+):(\d{10})\r\n", raw)}
    assert raw.startswith(b"Version:0.9\r\nStartHTML:")
    assert raw[at[b"StartFragment"]:at[b"EndFragment"]].decode() == fragment(text)
    assert raw[at[b"StartHTML"]:at[b"EndHTML"]].startswith(b"<html>")
    assert at[b"EndHTML"] == len(raw)
    assert raw[:at[b"StartFragment"]].endswith(b"<!--StartFragment-->")
    assert raw.count(b"<!--EndFragment-->") == 1


@pytest.mark.parametrize("text", [TEXT, *HOSTILE])
def test_the_script_of_macos_holds_both_and_nothing_of_hers_as_a_command(text: str) -> None:
    script = apple_script(text).decode()
    found = re.fullmatch(
        r"set the clipboard to \{string:\(«data utf8([0-9A-F]*)» as «class utf8»\), "
        r"«class HTML»:«data HTML([0-9A-F]*)»\}",
        script,
    )
    assert found is not None
    assert bytes.fromhex(found[1]).decode() == text
    assert bytes.fromhex(found[2]).decode() == page(text, "")
    assert apple_script("") == b'set the clipboard to ""'


def windows(*, refuses: str = "") -> tuple[types.SimpleNamespace, types.SimpleNamespace, list[tuple[object, ...]]]:
    """Return the two libraries of Windows, played; one call may be refused."""
    calls: list[tuple[object, ...]] = []
    memory = ctypes.create_string_buffer(10_000)

    def play(name: str, answer: object) -> object:
        def call(*given: object) -> object:
            calls.append((name, *given))
            return 0 if name == refuses else answer
        return call

    user = types.SimpleNamespace(**{n: play(n, a) for n, a in (
        ("OpenClipboard", 1), ("CloseClipboard", 1), ("SetClipboardData", 1), ("RegisterClipboardFormatW", 49_999),
    )})
    kernel = types.SimpleNamespace(**{n: play(n, a) for n, a in (
        ("GlobalAlloc", 7), ("GlobalLock", ctypes.addressof(memory)), ("GlobalUnlock", 0), ("GlobalFree", 0),
    )})
    user.memory = memory
    return user, kernel, calls


def test_windows_is_given_the_bytes_and_the_clipboard_is_closed() -> None:
    user, kernel, calls = windows()
    add_html(windows_html(TEXT), (user, kernel))
    assert user.memory.value == windows_html(TEXT)
    assert ("SetClipboardData", 49_999, 7) in calls
    assert calls[-1] == ("CloseClipboard",)
    assert not any(name == "EmptyClipboard" for name, *_ in calls), "the plain text stays"


@pytest.mark.parametrize("refuses", ["OpenClipboard", "GlobalAlloc", "GlobalLock", "SetClipboardData"])
def test_a_refusal_is_raised_and_the_clipboard_closed(refuses: str) -> None:
    user, kernel, calls = windows(refuses=refuses)
    with pytest.raises(OSError, match=r"\w+"):
        add_html(b"x", (user, kernel))
    assert (calls[-1] == ("CloseClipboard",)) is (refuses != "OpenClipboard")


def test_where_html_is_refused_the_plain_text_is_copied_and_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[str] = []
    fake = types.SimpleNamespace(copy=held.append, paste=lambda: held[-1])
    monkeypatch.setitem(sys.modules, "pyperclip", fake)
    tools = [RichWindowsTool(), PyperclipTool()]  # no Windows here: the first is refused
    outcome = DesktopClipboard(Surroundings(platform="win32"), nowhere, tools=tools).copy(TEXT)
    assert outcome.how is How.VERIFIED
    assert held[-1] == TEXT.replace("\n", "\r\n")


def test_a_rich_clipboard_that_spoils_the_plain_text_is_followed_by_the_plain_one() -> None:
    plain = FakeTool("plain")
    tools = [FakeTool("rich", spoil=lambda _text: "<p>?"), plain]
    outcome = DesktopClipboard(Surroundings(platform="darwin"), nowhere, tools=tools).copy(TEXT)
    assert (outcome.how, outcome.channel, plain.held) == (How.VERIFIED, "plain", TEXT)
