"""A text alone on the whole screen, to be selected with the mouse of the terminal: the last way, on any terminal."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from pupitre.text import clean_text
from tui.commands import key_name
from tui.desktop.terminal import MOUSE_OFF, MOUSE_ON
from tui.session import Session
from tui.widgets.fields import Told
from tui.words import _


class PlainView(Screen[None]):
    """No frame, no bar. The mouse is left to the terminal while it is shown, so that selecting needs no Shift."""

    CSS_PATH = "plain_view.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape,v,q", "leave")]

    def __init__(self, session: Session, text: str) -> None:
        super().__init__()
        self._session, self._text = session, clean_text(text)

    def compose(self) -> ComposeResult:
        """Lay out the text, and one line below it."""
        with VerticalScroll():
            yield Told(self._text, id="plain", markup=False)
        told = _("Select with the mouse, then copy: often Ctrl+Shift+C.")
        yield Static(f"{key_name('escape')} {_('Back')}   {told}", id="foot", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def on_screen_resume(self) -> None:
        """Leave the mouse to the terminal."""
        self._session.write(MOUSE_OFF)

    def on_screen_suspend(self) -> None:
        """Take the mouse back; this also comes when the screen closes."""
        self._session.write(MOUSE_ON)

    def action_leave(self) -> None:
        """Go back to the draft."""
        self.dismiss()
