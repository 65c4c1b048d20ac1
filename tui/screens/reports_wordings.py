"""From a draft to the texts it was made from."""

from datetime import date

from pupitre.report import Facts
from tui.screens.base import DeskScreen


class ReportsWordings(DeskScreen):
    """The way to her wordings."""

    day: date

    @property
    def facts(self) -> Facts | None:
        """The facts of the draft that is shown."""
        raise NotImplementedError

    def action_wordings(self) -> None:
        """Show the texts that drafts are made from."""
        from tui.screens.wordings import WordingsScreen  # noqa: PLC0415 - only when she asks for it

        screen = WordingsScreen(self.session, self.day, self.facts)
        self.app.push_screen(screen, lambda _done: self.refresh_desk())
