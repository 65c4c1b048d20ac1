"""A whole day within minutes: Pupitre as it is, on a clock that one key moves on by a minute, beat by beat."""

import sys
from pathlib import Path
from typing import ClassVar

from pupitre import clock
from tui import lighter
from tui.__main__ import main

MINUTE = 60
passed = 0.0


def seconds(system: str = "") -> clock.Seconds:
    """Return the one clock of this day, whether the machine sleeps or not."""
    return lambda: passed


clock.elapsed_seconds = clock.awake_seconds = seconds
lighter.load_textual()

from textual.binding import Binding, BindingType  # noqa: E402 - Textual comes without what is not needed

from tui import app  # noqa: E402


class Day(app.PupitreApp):
    """It has a key more."""

    CSS_PATH = str(Path(app.__file__).with_name("app.tcss"))
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+f12", "let_pass", show=False, priority=True)]

    def action_let_pass(self) -> None:
        """Let a minute pass, in which she rests."""
        global passed  # noqa: PLW0603 - there is one clock
        for _ in range(MINUTE):
            passed += 1
            self.beat()
        self.rest()


if __name__ == "__main__":
    app.PupitreApp = Day  # type: ignore[misc]
    sys.exit(main())
