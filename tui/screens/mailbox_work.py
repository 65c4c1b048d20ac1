"""The work on her mailbox, behind her own: nothing waits for it, leaving least of all."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App

from pupitre.settings import Security, Settings
from pupitre.value import Struct, replace
from tui.commands import Place, key_to
from tui.desktop.mailbox import Account, MailboxError, Trouble
from tui.desktop.secret import Secret
from tui.screens.behind import in_thread
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.mailbox_text import said
from tui.session import Session
from tui.words import _, shown

if TYPE_CHECKING:
    from tui.desktop.post import Post

USUAL_PORT = {Security.TLS: 993, Security.STARTTLS: 143}


def account_of(settings: Settings) -> Account | None:
    """Return her mailbox, None when none is set up."""
    if not settings.mail_host or not settings.mail_user:
        return None
    return Account(
        settings.mail_host, settings.mail_port or USUAL_PORT[settings.mail_security], settings.mail_user,
        starttls=settings.mail_security is Security.STARTTLS, folder=settings.mail_folder,
    )


def post_of(session: Session) -> "Post":
    """Return her mailbox and its passwords."""
    if session.post is None:
        from tui.desktop.post import desktop_post  # noqa: PLC0415 - only when she asks for it

        session.post = desktop_post()
    return session.post


def ask_folder(app: App[Any], folders: tuple[str, ...], chosen: Callable[[str], None]) -> None:
    """Let her choose the folder for drafts among those of her mailbox."""
    def answered(name: str | None) -> None:
        if name is not None:
            chosen(name)

    choices = [Choice(name, shown(name)) for name in folders]
    told = _("The mailbox names none. Nothing else is written there.")
    app.push_screen(ChoiceScreen(_("Which folder is for drafts?"), told, choices), answered)


class MailboxWork(Struct, frozen=True):
    """What is done with her mailbox from the screens of an application."""

    app: App[Any]
    session: Session

    def remember(self, account: Account, password: Secret, *, for_good: bool) -> None:
        """Remember a password; say it when the keyring was wanted and is not there."""
        passwords = post_of(self.session).passwords

        def done(kept: bool) -> None:  # noqa: FBT001 - what the keyring says
            if for_good and not kept:
                told = _("This system has no keyring that answers: the password is asked each time Pupitre starts.")
                self.session.tell(told, True)  # noqa: FBT003

        work = in_thread(lambda _say: passwords.keep(account, password, for_good=for_good), done)
        self.session.behind(_("Keeping the password"), work)

    def look(
        self, account: Account, typed: Secret, done: Callable[[str], None], failed: Callable[[MailboxError], None]
    ) -> None:
        """Find out where a draft would go, with the password that was typed, else the one that is remembered."""
        post = post_of(self.session)

        def work(_say: object) -> str | MailboxError:
            password = typed or post.passwords.find(account)
            try:
                return post.mailbox.look(account, password) if password else MailboxError(Trouble.PASSWORD)
            except MailboxError as error:
                return error

        self._do(_("Trying the mailbox"), work, done, failed)

    def place(self, message: bytes, message_id: str, done: Callable[[str], None]) -> None:
        """Lay a draft into the mailbox that is set up; ask for the password where it is not known."""
        account = account_of(self.session.desk.settings)
        post = post_of(self.session)
        if account is None:
            self._set_up()
            return

        def work(_say: object) -> str | MailboxError | None:
            password = post.passwords.find(account)
            if password is None:
                return None
            try:
                return post.mailbox.place(account, password, message, message_id)
            except MailboxError as error:
                if error.trouble is Trouble.PASSWORD:
                    post.passwords.forget(account)
                return error

        again = partial(self.place, message, message_id, done)

        def ended(found: str | None) -> None:
            if found is None:
                self._ask_password(account, again)
            else:
                done(found)

        failed = partial(self._not_placed, account, again)
        self._do(_("Putting the draft into your mailbox"), work, ended, failed)

    def _not_placed(self, account: Account, again: Callable[[], None], error: MailboxError) -> None:
        if error.trouble is Trouble.NO_DRAFTS and error.folders:
            ask_folder(self.app, error.folders, lambda name: self._choose_folder(name, again))
        else:
            self.session.tell(said(error, account), True)  # noqa: FBT003

    def _do(
        self, told: str, work: Callable[[object], Any], done: Callable[[Any], None],
        failed: Callable[[MailboxError], None],
    ) -> None:
        def ended(found: object) -> None:
            if isinstance(found, MailboxError):
                failed(found)
            else:
                done(found)

        self.session.behind(told, in_thread(work, ended))

    def _choose_folder(self, name: str, then: Callable[[], None]) -> None:
        desk = self.session.desk
        if self.session.attempt(lambda: desk.change_settings(replace(desk.settings, mail_folder=name))):
            then()

    def _ask_password(self, account: Account, then: Callable[[], None]) -> None:
        from tui.screens.mailbox_form import PasswordForm  # noqa: PLC0415 - only when she asks for it

        def answered(saved: bool | None) -> None:  # noqa: FBT001 - what the form returns
            if saved:
                then()

        self.app.push_screen(PasswordForm(self.session, self, account), answered)

    def _set_up(self) -> None:
        from tui.screens.mailbox_form import MailboxForm  # noqa: PLC0415 - only when she asks for it

        told = _("Say once where your mailbox is; {tries} tries it. Then put the draft there with {mail}.")
        tries, mail = key_to(Place.MAILBOX, "try_mailbox"), key_to(Place.REPORTS, "mail")
        self.session.tell(told.format(tries=tries, mail=mail), False)  # noqa: FBT003
        self.app.push_screen(MailboxForm(self.session, self))
