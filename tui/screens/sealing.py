"""Protecting the data by a passphrase, changing it, taking it away: what is said before, and what is asked."""

from collections.abc import Callable, Iterable
from typing import Any

from textual import on
from textual.app import App
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from pupitre.errors import Invalid, PupitreError, WrongPhrase
from tui import refusals
from tui.desktop.secret import Secret
from tui.keeping import Keeper
from tui.screens import points
from tui.screens.base import ProtectionWanted
from tui.screens.behind import Lane
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.form import Field, Form, FormScreen, Kind
from tui.screens.protecting import forget, remember
from tui.session import Session
from tui.words import _, ngettext

SHORTEST = 8
"""Characters of a passphrase at least (NIST SP 800-63B, 5.1.1.2), and no rule on which ones."""
GOOD = 20
"""Characters from which nothing more is advised: four or five words."""

Done = Callable[[], None]


def ask_to_seal(app: App[Any], session: Session, done: Done = lambda: None) -> None:
    """Ask for a passphrase, or what to change of the one there is; `done` is called once the questions are over.

    To protect the data, or to take that away, the application closes the desk and shows it again afterwards:
    whatever `done` would open next is to be found from her settings then.
    """
    keeper = session.keeper
    if keeper is None:
        done()
        return
    if session.demo:
        session.tell(_("This is the demonstration: there is nothing to protect."), False)  # noqa: FBT003
        done()
        return
    if not keeper.is_sealed():
        app.push_screen(SealForm(session, keeper), lambda _saved: done())
        return
    remembered = keeper.is_remembered()
    answers = [
        Choice("change", _("Change the passphrase")),
        Choice("forget", _("Ask for it at each start again: take the key out of the system’s keyring")) if remembered
        else Choice("keep", _("Not ask for it on this computer: keep the key in the system’s keyring")),
        Choice("unseal", _("Take the protection away")), Choice("", _("Go back")),
    ]
    forms: dict[str, Callable[[], FormScreen]] = {
        "change": lambda: ChangeForm(session, keeper), "keep": lambda: KeepForm(session, keeper),
        "unseal": lambda: UnsealForm(session, keeper),
    }

    def answered(key: str | None) -> None:
        if key in forms:
            app.push_screen(forms[key](), lambda _saved: done())
            return
        if key == "forget":
            _forget(app, session, keeper)
        done()

    app.push_screen(ChoiceScreen(_("Your data are protected by a passphrase."), "", answers), answered)


def strength(phrase: str) -> str:
    """Return how good a passphrase is, by its length alone."""
    if not phrase:
        return ""
    missing = SHORTEST - len(phrase)
    if missing > 0:
        return ngettext("{n} more character at least.", "{n} more characters at least.", missing).format(n=missing)
    if len(phrase) < GOOD:
        return _("It can be used. Four or five words together are safer, and easier to remember.")
    return _("Long enough to be safe.")


def chosen(phrase: str, again: str) -> Secret:
    """Return a passphrase that was typed twice. Raises `Invalid`."""
    if len(phrase) < SHORTEST:
        raise Invalid("phrase", "short")
    if phrase != again:
        raise Invalid("again", "differs")
    return Secret(phrase)


class _PhraseForm(FormScreen):
    """A form with passphrases, which no draft keeps; what takes time is done in a thread."""

    def __init__(self, session: Session, keeper: Keeper, title: str, fields: Iterable[Field]) -> None:
        super().__init__(session, Form("protection", title, tuple(fields), lambda _values: None))
        self.keeper = keeper
        self._lane: Lane

    def told(self) -> tuple[str, ...]:
        """Return what she reads before she answers."""
        return ()

    def on_mount(self) -> None:
        """Say what it is about above the fields."""
        self._lane = Lane(self.app)
        if self.told():
            self.mount(Static("\n\n".join(self.told()), classes="detail", markup=False), before=self._rows)

    @property
    def _rows(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)

    @property
    def room(self) -> int:
        """The lines there are for the fields: they are few, what is said above them is longer."""
        return len(self.form.fields)

    def typed(self, name: str) -> str:
        """Return a passphrase as it is typed."""
        return self.query_one(f"#{name}", Input).value

    def ticked(self) -> bool:
        """Return whether the keyring is to keep the key."""
        return bool(self.values().get("keyring"))

    def keep_draft(self) -> None:
        """Keep nothing: a passphrase is typed anew."""

    @on(Input.Changed, "#phrase")
    def _how_good(self, event: Input.Changed) -> None:
        if any(field.name == "again" for field in self.form.fields):
            self.query_one(".echo", Static).update(strength(event.value))

    def action_save(self) -> None:
        """Do what was asked, or say what is missing."""
        if self._lane.busy:
            return
        self.query_one(".wrong", Static).update("")
        try:
            self.begin()
        except PupitreError as error:
            self.refused(error)

    def begin(self) -> None:
        """Begin. Raises what is wrong with what was typed."""
        raise NotImplementedError

    def work(self, what: Callable[[], str]) -> None:
        """Do what takes some tenths of a second or more, then tell what it returned and close."""
        self.query_one(".echo", Static).update(_("One moment…"))
        self._lane.ask("protection", what, self.ended, self.refused)

    def ended(self, told: str) -> None:
        """Tell, and close."""
        if told:
            self.session.tell(told, False)  # noqa: FBT003 - good news
        self.dismiss(True)  # noqa: FBT003 - the screen's result

    def refused(self, error: PupitreError) -> None:
        """Say what is wrong, at the field that is."""
        if not self.is_attached:
            return
        self.query_one(".echo", Static).update("")
        self.query_one(".wrong", Static).update(refusals.say(error))
        named = error.field if isinstance(error, Invalid) else "old" if isinstance(error, WrongPhrase) else ""
        for field in self.query(f"#{named}") if named else ():
            field.focus()


def _secret(name: str, label: str, hint: str = "") -> Field:
    return Field(name, label, kind=Kind.SECRET, hint=hint)


def _keyring() -> Field:
    hint = _("not ask for it on this computer")
    return Field("keyring", _("Keyring"), "", Kind.YES_NO, hint=hint)


class SealForm(_PhraseForm):
    """Says what protecting means and what it does not, then asks for the passphrase twice."""

    def __init__(self, session: Session, keeper: Keeper) -> None:
        super().__init__(session, keeper, _("Protect my data by a passphrase"), (
            _secret("phrase", _("Passphrase"), _("four or five words, for instance")),
            _secret("again", _("The same again")), _keyring(),
        ))

    def told(self) -> tuple[str, ...]:
        """Return what is protected, what a lost passphrase means, and what stays open."""
        return (
            _("Clients, tasks, times, backups: every file is then unreadable without the passphrase, which is asked "
              "each time Pupitre opens."),
            _("A lost passphrase is lost for good: nobody can bring your data back. Write it down, and keep the "
              "paper away from this computer."),
            _("What you export or save as a document stays readable by anybody. Texts saved so far go to {path}.")
            .format(path=points.place(self.keeper.documents)),
        )

    def begin(self) -> None:
        """Have the application close the desk and protect it."""
        phrase = chosen(self.typed("phrase"), self.typed("again"))
        self.app.post_message(ProtectionWanted(phrase, on=True, remember=self.ticked()))
        self.ended("")


class UnsealForm(_PhraseForm):
    """Asks for the passphrase once more, then has the protection taken away."""

    def __init__(self, session: Session, keeper: Keeper) -> None:
        super().__init__(session, keeper, _("Take the protection away"), (_secret("old", _("Passphrase")),))
        self._phrase = Secret("")

    def told(self) -> tuple[str, ...]:
        """Return what it means."""
        return (_("Whoever gets at this computer or at a backup can then read your data."),)

    def begin(self) -> None:
        """See whether it is the passphrase, then have the application do it."""
        phrase = self._phrase = Secret(self.typed("old"))

        def look() -> str:
            if not self.keeper.opens(phrase.reveal()):
                raise WrongPhrase
            return ""

        self.work(look)

    def ended(self, told: str) -> None:
        """Have the application close the desk and lay it open."""
        self.app.post_message(ProtectionWanted(self._phrase, on=False, remember=False))
        super().ended(told)


class ChangeForm(_PhraseForm):
    """Asks for the old passphrase and twice for the new one."""

    def __init__(self, session: Session, keeper: Keeper) -> None:
        super().__init__(session, keeper, _("Change the passphrase"), (
            _secret("old", _("Passphrase so far")), _secret("phrase", _("New passphrase")),
            _secret("again", _("The same again")),
        ))

    def told(self) -> tuple[str, ...]:
        """Return what stays under the old one."""
        return (_("Backups that you keep elsewhere, such as on a USB stick, still open with the one of then."),)

    def begin(self) -> None:
        """Change it."""
        old, new = Secret(self.typed("old")), chosen(self.typed("phrase"), self.typed("again"))

        def change() -> str:
            self.keeper.change_phrase(old.reveal(), new.reveal())
            return _("The passphrase is changed.")

        self.work(change)


class KeepForm(_PhraseForm):
    """Asks for the passphrase, and gives the key to the system's keyring."""

    def __init__(self, session: Session, keeper: Keeper) -> None:
        super().__init__(session, keeper, _("Keep the key on this computer"), (_secret("old", _("Passphrase")),))

    def told(self) -> tuple[str, ...]:
        """Return what it means."""
        return (_("Whoever opens your session on this computer then opens Pupitre without the passphrase."),)

    def begin(self) -> None:
        """Keep it."""
        phrase = Secret(self.typed("old"))
        self.work(lambda: remember(self.keeper, phrase))


def _forget(app: App[Any], session: Session, keeper: Keeper) -> None:
    def told(sentence: str) -> None:
        session.tell(sentence, False)  # noqa: FBT003 - good news

    def refused(error: PupitreError) -> None:
        session.tell(refusals.say(error), True)  # noqa: FBT003 - a bad news

    Lane(app).ask("keyring", lambda: forget(keeper), told, refused)
