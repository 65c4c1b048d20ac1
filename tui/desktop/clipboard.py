"""Copying, and knowing whether it worked: "copied" is said only of a text that was read back."""

import time
from collections.abc import Callable, Sequence
from enum import Enum

from pupitre.value import Struct
from tui.desktop.clipboard_tools import ClipboardTool, ClipboardToolError, clipboard_tools, give_to_tmux
from tui.desktop.notice import Outcome
from tui.desktop.safe_text import one_line_end, without_lone_surrogates
from tui.desktop.surroundings import Surroundings
from tui.desktop.terminal import terminal_clipboard

LIMIT = 3.0
"""Seconds for all native clipboards together."""
TMUX_LIMIT = 1.0
TERMINAL = "osc 52"


TAKEOVER = 1.5
"""Seconds in which a text may still arrive: xclip returns before the child it leaves behind owns the selection."""


class How(Enum):
    """How sure it is that the clipboard holds the text."""

    VERIFIED = "verified"
    SENT_TO_TERMINAL = "sent to terminal"
    FAILED = "failed"


class CopyOutcome(Struct, frozen=True):
    """What became of a copy, by which channel, and the code of the channel that had the last word."""

    how: How
    channel: str
    detail: str


def own_tools(surroundings: Surroundings) -> tuple[ClipboardTool, ...]:
    """Return her clipboards, best first: those with HTML beside the text where the system can hold both."""
    plain = clipboard_tools(surroundings)
    if surroundings.ssh or not plain or not (surroundings.windows or surroundings.macos):
        return plain
    from tui.desktop.rich_clipboard import RICH_MACOS, RichWindowsTool  # noqa: PLC0415 - these two systems only

    return (RichWindowsTool() if surroundings.windows else RICH_MACOS, *plain)


class DesktopClipboard:
    """Copies by the native clipboard first, by the terminal in addition or instead.

    `write` puts an escape sequence on the terminal; it is called from the thread that calls `copy`.
    """

    def __init__(
        self,
        surroundings: Surroundings,
        write: Callable[[str], None],
        *,
        tools: Sequence[ClipboardTool] | None = None,
        limit: float = LIMIT,
    ) -> None:
        self._surroundings = surroundings
        self._write = write
        self._tools = tuple(own_tools(surroundings) if tools is None else tools)
        self._limit = limit
        self._terminal_has = False

    def copy(self, text: str) -> CopyOutcome:
        """Copy a text; blocks up to about 4 s, so call it from a thread. Never raises."""
        wanted = without_lone_surrogates(one_line_end(text))
        native = self._native(wanted)
        around = self._surroundings
        # Through SSH, WSL or tmux the native clipboard may not be the one in front of the person.
        sent = None if native.ok and not (around.ssh or around.wsl or around.tmux) else self._terminal(wanted)
        if native.ok:
            return CopyOutcome(How.VERIFIED, native.channel, native.detail)
        if sent is not None and sent.ok:
            return CopyOutcome(How.SENT_TO_TERMINAL, sent.channel, native.detail)
        last = native if native.channel else sent or native
        return CopyOutcome(How.FAILED, last.channel, last.detail)

    def clear(self) -> CopyOutcome:
        """Empty the clipboard, the terminal's too where it was used; blocks like `copy`. Never raises.

        What a clipboard manager remembers, and what is in the buffers of tmux, is not ours to forget.
        """
        native = self._native("")
        if self._terminal_has:
            sent = self._terminal(" ")
            self._terminal_has = not sent.ok
            if sent.ok or not native.ok:
                return CopyOutcome(How.SENT_TO_TERMINAL if sent.ok else How.FAILED, sent.channel, native.detail)
        return CopyOutcome(How.VERIFIED if native.ok else How.FAILED, native.channel, native.detail)

    def _native(self, text: str) -> Outcome:
        """Try each native clipboard until one gives the text back; the last verdict otherwise."""
        deadline = time.monotonic() + self._limit
        outcome = Outcome("", ok=False, detail="missing")
        for tool in self._tools:
            outcome = _copy_and_compare(tool, text, deadline)
            if outcome.ok or time.monotonic() >= deadline:
                break
        return outcome

    def _terminal(self, text: str) -> Outcome:
        if self._surroundings.tmux_here:
            outcome = give_to_tmux(text, TMUX_LIMIT)
            if outcome.ok:
                self._terminal_has = True
                return outcome
        sequence = terminal_clipboard(self._surroundings, text)
        if sequence is None:
            known = self._surroundings.clipboard_code
            return Outcome(TERMINAL, ok=False, detail="too long" if known else "unsupported")
        try:
            self._write(sequence)
        except Exception as error:  # noqa: BLE001  # the terminal may be gone
            return Outcome(TERMINAL, ok=False, detail=type(error).__name__)
        self._terminal_has = True
        return Outcome(TERMINAL, ok=True, detail="sent")


def _copy_and_compare(tool: ClipboardTool, text: str, deadline: float) -> Outcome:
    try:
        tool.give(text, _left(deadline))
        settled = min(deadline, time.monotonic() + TAKEOVER)
        while not (same := _same(tool.take(_left(deadline)), text)) and time.monotonic() < settled:
            time.sleep(TAKEOVER / 10)
    except ClipboardToolError as error:
        return Outcome(tool.name, ok=False, detail=str(error))
    return Outcome(tool.name, ok=same, detail="same" if same else "mismatch")


def _same(found: str, text: str) -> bool:
    """Whether it is the text: some tools add or drop the last line end."""
    return one_line_end(found).rstrip("\n") == text.rstrip("\n")


def _left(deadline: float) -> float:
    return max(0.05, deadline - time.monotonic())
