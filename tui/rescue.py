"""When the desk's file cannot be read: one screen that says so, and offers the last good copy."""

from textual.app import App

from pupitre.errors import Damaged
from tui import refusals
from tui.screens.choice import Choice, ChoiceScreen
from tui.themes import LIGHT, THEMES
from tui.words import _

COPY, EMPTY = "copy", "empty"


class RescueApp(App[str]):
    """Returns `COPY`, `EMPTY`, or None to leave everything as it is."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, damaged: Damaged, copy: str) -> None:
        super().__init__()
        self._damaged, self._copy = damaged, copy
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = LIGHT

    def on_mount(self) -> None:
        """Ask at once."""
        choices = []
        if self._damaged.good is not None:
            choices.append(Choice(COPY, _("Take the good copy of {copy}").format(copy=self._copy)))
        choices += [
            Choice(EMPTY, _("Begin with an empty desk")), Choice("", _("Change nothing and leave")),
        ]
        question = _("Your data cannot be read.")
        detail = _("{place}: {why}\nThe damaged file will be kept beside, under a name with the date.").format(
            place=self._damaged.place, why=refusals.in_words(self._damaged.why)
        )
        self.push_screen(ChoiceScreen(question, detail, choices), lambda key: self.exit(key or None))
