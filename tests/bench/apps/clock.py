"""The floor of what moves: the minimal application with one clock that counts seconds."""

from datetime import datetime

from textual.app import App, ComposeResult
from textual.widgets import Digits, Footer, Header, Static


class Clock(App[None]):
    """A header, one line, a clock, a footer."""

    def compose(self) -> ComposeResult:
        """Lay them out."""
        yield Header()
        yield Static("READY")
        yield Digits("00:00:00")
        yield Footer()

    def on_mount(self) -> None:
        """Begin to tick."""
        self.set_interval(1, self.tick)

    def tick(self) -> None:
        """Show the second."""
        self.query_one(Digits).update(f"{datetime.now():%H:%M:%S}")  # noqa: DTZ005 - the hour on the wall


if __name__ == "__main__":
    Clock().run()
