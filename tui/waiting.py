"""Textual on a terminal, waiting for keys without looking for them: its own thread looks ten times a second.

Those 600 wake-ups a minute would be half of what an idle desk costs. While something was typed a moment ago it still
looks ten times a second: a lone Esc is told from the beginning of a sequence by what does not follow.
"""

import os
from codecs import getincrementaldecoder
from selectors import EVENT_READ, SelectSelector
from threading import Event
from time import monotonic
from typing import Any

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

LOOK = 0.1
"""Seconds between two looks while a sequence may be under way."""
AFTER = 1.0
"""Seconds after the last input during which one may be: ten times what Textual waits for its rest."""
AT_ONCE = 4096
"""Bytes that are read at once, as Textual does."""


class _Bell(Event):
    """An event that also wakes who waits for a file."""

    def __init__(self) -> None:
        super().__init__()
        self.heard_by, self._rung = os.pipe()
        os.set_blocking(self.heard_by, False)
        os.set_blocking(self._rung, False)

    def set(self) -> None:
        """Set it, and wake who waits."""
        super().set()
        os.write(self._rung, b".")

    def clear(self) -> None:
        """Unset it, and forget that it rang."""
        super().clear()
        try:
            os.read(self.heard_by, AT_ONCE)
        except BlockingIOError:
            return


class WaitingDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, whose input thread sleeps until there is input."""

    exit_event: _Bell

    def __init__(self, app: App[Any], **how: Any) -> None:  # noqa: ANN401 - Textual's own options
        super().__init__(app, **how)
        self.exit_event = _Bell()

    def run_input_thread(self) -> None:
        """Wait for input, and hand on what it says."""
        parser, decode = XTermParser(self._debug), getincrementaldecoder("utf-8")(errors="replace").decode
        last = monotonic()
        with SelectSelector() as selector:
            selector.register(self.fileno, EVENT_READ)
            selector.register(self.exit_event.heard_by, EVENT_READ)
            while not self.exit_event.is_set():
                ready = selector.select(LOOK if monotonic() - last < AFTER else None)
                if any(key.fd == self.fileno for key, _ in ready):
                    typed = os.read(self.fileno, AT_ONCE)
                    if not typed:
                        self.exit_event.wait(LOOK)  # the terminal is gone: it would be told again and again
                    text, last = decode(typed), monotonic()
                    for message in parser.feed(text) if text else ():  # an empty text would be its end
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
