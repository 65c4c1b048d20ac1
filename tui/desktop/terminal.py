"""Escape sequences that reach the person's own machine, through SSH and tmux as well."""

import binascii

from tui.desktop.notice import Notice
from tui.desktop.surroundings import NoticeCode, Surroundings

BELL = "\a"
MOUSE_OFF = "".join(f"\x1b[?{mode}l" for mode in (1000, 1003, 1015, 1006))
MOUSE_ON = "".join(f"\x1b[?{mode}h" for mode in (1000, 1003, 1015, 1006))
"""The modes that Textual sets for the mouse: off, the terminal selects by itself."""
CLIPBOARD_LIMIT = 190_000
"""Bytes of base64: beyond about 196,000, multiplexers drop the whole text in silence."""

_ESC = "\x1b"
# String terminator; a BEL would ring in terminals that do not know the sequence.
_ST = f"{_ESC}\\"


def notice_sequence(code: NoticeCode, notice: Notice) -> str:
    """Return the sequence that raises a notice; the text must have been filtered (no control characters)."""
    title, body = _one_line(notice.title), _one_line(notice.body)
    if code == "99":
        # The same `i` replaces the notice before it.
        urgency = 2 if notice.urgent else 1
        head = f"{_ESC}]99;i=pupitre:d=0:u={urgency};{title}{_ST}"
        return f"{head}{_ESC}]99;i=pupitre:d=1:p=body;{body}{_ST}"
    # The semicolon separates fields, and in OSC 9 a number before one is a command.
    title, body = title.replace(";", ","), body.replace(";", ",")
    if code == "777":
        return f"{_ESC}]777;notify;{title};{body}{_ST}"
    return f"{_ESC}]9;{title} – {body}{_ST}" if body else f"{_ESC}]9;{title}{_ST}"


def clipboard_sequence(text: str) -> str | None:
    """Return the sequence that hands a text to the terminal's clipboard (OSC 52), or None when it is too long."""
    encoded = binascii.b2a_base64(text.encode(), newline=False).decode("ascii")
    return f"{_ESC}]52;c;{encoded}{_ST}" if len(encoded) <= CLIPBOARD_LIMIT else None


def through_tmux(sequence: str) -> str:
    """Return the sequence wrapped so that tmux hands it on (with its option `allow-passthrough`)."""
    return f"{_ESC}Ptmux;{sequence.replace(_ESC, _ESC * 2)}{_ST}"


def terminal_notice(surroundings: Surroundings, notice: Notice) -> str | None:
    """Return what to write for a notice in this terminal, or None when only the bell is left."""
    code = surroundings.notice_code
    if code is None:
        return None
    sequence = notice_sequence(code, notice)
    return through_tmux(sequence) if surroundings.tmux else sequence


def terminal_clipboard(surroundings: Surroundings, text: str) -> str | None:
    """Return what to write to copy a text in this terminal, or None when it cannot or the text is too long.

    In tmux twice: wrapped for `allow-passthrough`, bare for `set-clipboard on`; neither is the default.
    """
    sequence = clipboard_sequence(text) if surroundings.clipboard_code else None
    if sequence is None or not surroundings.tmux:
        return sequence
    return through_tmux(sequence) + sequence


def _one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")
