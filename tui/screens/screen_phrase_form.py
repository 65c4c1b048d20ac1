"""The form of the passphrase of the screen: what it protects is said in it, and what it does not."""

from textual.widgets import Input, Static

from pupitre.errors import Invalid, WrongPhrase
from tui import screen_phrase
from tui.screens.form import Field, Form, FormScreen, Kind
from tui.session import Session
from tui.words import _


class ScreenPhraseForm(FormScreen):
    """Sets, changes or takes away the passphrase that shows the texts again."""

    def __init__(self, session: Session) -> None:
        before = (Field("before", _("The one of today"), kind=Kind.SECRET),)
        fields = (
            *(before if session.desk.settings.screen_phrase else ()),
            Field("first", _("Passphrase"), kind=Kind.SECRET, hint=_("4 characters or more; empty takes it away")),
            Field("second", _("Once more"), kind=Kind.SECRET),
        )
        super().__init__(session, Form("screen phrase", _("Passphrase of the screen"), fields, self._keep))

    def on_mount(self) -> None:
        """Say what it protects."""
        self.query_one(".echo", Static).update(
            _("It protects the screen while you are away. The files stay readable for whoever has this computer.")
        )

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value

    def _keep(self, _values: dict[str, str]) -> None:
        own, first = self.session.desk.settings, self._typed("first")
        if own.screen_phrase and not screen_phrase.opens(own.screen_phrase, self._typed("before")):
            raise WrongPhrase
        if first != self._typed("second"):
            raise Invalid("second", "phrase")
        if first and len(first) < screen_phrase.SHORTEST:
            raise Invalid("first", "phrase")
        self.session.desk.keep_screen_phrase(screen_phrase.kept(first) if first else "")
