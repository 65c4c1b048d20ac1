"""The locked screen: the hour, what runs, and the field of the passphrase. Work goes on beneath it."""

from collections.abc import Callable
from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from pupitre.errors import PupitreError, WrongPhrase
from pupitre.focus import State, state_of
from tui import refusals, screen_phrase, words
from tui.commands import key_name
from tui.screens.base import Timed
from tui.screens.dialog import Dialog
from tui.session import Session
from tui.words import _

LONGEST_WAIT = 16.0
"""Seconds before the next try, after many wrong ones."""


def asks(session: Session) -> bool:
    """Return whether there is a passphrase that could be asked for."""
    return _sealed(session) or bool(session.desk.settings.screen_phrase)


def _sealed(session: Session) -> bool:
    # Not what the disk says now: with the stick pulled out, nothing is shown that was not before.
    return session.keeper is not None and session.keeper.holds_key()


def check_of(session: Session) -> Callable[[str], bool]:
    """Return what tells whether a passphrase is the right one: that of the desk, else that of the screen."""
    keeper = session.keeper
    if keeper is not None and keeper.holds_key():
        return keeper.opens
    kept = session.desk.settings.screen_phrase
    return lambda phrase: screen_phrase.opens(kept, phrase)


class LockScreen(Dialog[None], Timed):
    """Covers everything until the passphrase is typed; then `opened` is called."""

    CSS_PATH = "lock.tcss"

    def __init__(self, session: Session, opened: Callable[[], object]) -> None:
        super().__init__()
        self._session, self._opened, self._tries = session, opened, 0
        self.over = False

    def compose(self) -> ComposeResult:
        """Lay out the hour, what runs, and the field."""
        with Vertical(id="box"):
            yield Static("", id="hour", markup=False)
            yield Static("", id="told", markup=False)
            yield Input("", id="phrase", password=True, placeholder=_("passphrase"))
            yield Static("", id="wrong", markup=False)
            yield Static(f"{key_name('ctrl+q')} {_('Quit')}", id="keys", markup=False)

    def on_mount(self) -> None:
        """Wait for the passphrase."""
        self.beat(self._session.now)
        self.query_one(Input).focus()

    def on_screen_resume(self) -> None:
        """Go, once the passphrase was given to the one above."""
        if self.over:
            self.dismiss()

    def beat(self, now: datetime) -> None:
        """Show the hour and what runs, and nothing of whom it is for."""
        desk = self._session.desk
        self.query_one("#hour", Static).update(words.hour_of(now, desk.settings.zone))
        runs = state_of(desk.focus) is State.RUNNING
        told = _("A session is running: it goes on.") if runs else _("The screen is locked.")
        self.query_one("#told", Static).update(told)

    @on(Input.Submitted)
    def _try(self, event: Input.Submitted) -> None:
        phrase, check = event.value, check_of(self._session)
        event.input.value = ""
        if not phrase:
            return
        event.input.disabled = True
        self.query_one("#wrong", Static).update(_("One moment…"))

        def work() -> None:
            try:
                right = check(phrase)
            except PupitreError as error:
                self.app.call_from_thread(self._refused, error)
            else:
                self.app.call_from_thread(self._answered, right)

        self.run_worker(work, thread=True, group="lock", exit_on_error=False)

    def _answered(self, right: bool) -> None:  # noqa: FBT001 - the answer of the check
        if right:
            self._opened()
            return
        self._tries += 1
        self.query_one("#wrong", Static).update(refusals.say(WrongPhrase()))
        self.set_timer(min(0.5 * 2 ** (self._tries - 1), LONGEST_WAIT), self._again)

    def _refused(self, error: PupitreError) -> None:
        """Say why it could not be looked at: that is no wrong passphrase."""
        self.query_one("#wrong", Static).update(refusals.say(error))
        self._again()

    def _again(self) -> None:
        field = self.query_one(Input)
        field.disabled = False
        field.focus()
