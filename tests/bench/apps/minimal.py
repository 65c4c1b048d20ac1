"""The floor: the least that an application of Textual can be."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Static


class Minimal(App[None]):
    """A header, one line, a footer."""

    def compose(self) -> ComposeResult:
        """Lay them out."""
        yield Header()
        yield Static("READY")
        yield Footer()


if __name__ == "__main__":
    Minimal().run()
