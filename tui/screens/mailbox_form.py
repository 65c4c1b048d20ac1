"""The forms of her mailbox: where it is, and its password, which no form keeps."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widgets import Input, Static

from pupitre.errors import Invalid, PupitreError
from pupitre.settings import Security, Settings, checked
from pupitre.value import replace
from tui import refusals
from tui.commands import Place, commands_of, key_name, key_to
from tui.desktop.mailbox import Account, MailboxError, Trouble
from tui.desktop.secret import Secret
from tui.screens.base import bindings_of
from tui.screens.form import Field, Form, FormScreen, Kind
from tui.screens.mailbox_text import said
from tui.screens.mailbox_work import account_of, ask_folder
from tui.session import Session
from tui.words import _, shown

if TYPE_CHECKING:
    from tui.screens.mailbox_work import MailboxWork


class _SecretForm(FormScreen):
    """A form with a password."""

    @property
    def secret(self) -> Secret:
        """The password as it is typed."""
        return Secret(self.query_one("#secret", Input).value)


def _secret_fields(hint: str) -> tuple[Field, Field]:
    return (
        Field("secret", _("Password"), kind=Kind.SECRET, hint=hint),
        Field("keyring", _("Keyring"), "1", Kind.YES_NO, hint=_("keep it in the keyring of the system")),
    )


class PasswordForm(_SecretForm):
    """Asks for the password of her mailbox."""

    def __init__(self, session: Session, work: "MailboxWork", account: Account) -> None:
        title = _("Password of {user} at {host}").format(user=shown(account.user), host=shown(account.host))
        super().__init__(session, Form("mailbox password", title, _secret_fields(""), self._save))
        self._work, self._account = work, account

    def _save(self, values: dict[str, str]) -> None:
        if not self.secret:
            raise Invalid("secret", "empty")
        self._work.remember(self._account, self.secret, for_good=bool(values["keyring"]))


class MailboxForm(_SecretForm):
    """Asks where her mailbox is, and tries it."""

    PLACE: ClassVar[Place] = Place.MAILBOX
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.MAILBOX)]

    def __init__(self, session: Session, work: "MailboxWork") -> None:
        own = session.desk.settings
        fields = (
            Field("mail_host", _("Server (IMAP)"), own.mail_host, hint="imap.exemple.fr"),
            Field("mail_user", _("Your name there"), own.mail_user or own.email, hint=_("most often your address")),
            *_secret_fields(_("empty: as it was")),
            Field("mail_security", _("Protection"), own.mail_security, Kind.CHOICE,
                  ((Security.TLS, "TLS"), (Security.STARTTLS, "STARTTLS"))),
            Field("mail_port", _("Port"), str(own.mail_port or ""), hint="993, 143"),
            Field("mail_folder", _("Folder"), own.mail_folder, hint=_("empty: the drafts folder is found")),
        )
        super().__init__(session, Form("mailbox", _("My mailbox"), fields, self._save))
        self._work = work

    def on_mount(self) -> None:
        """Show every key, and what it is for."""
        self.query_one(".echo", Static).update(_("For drafts only: nothing is sent, and your mail is not read."))
        keys = "   ".join(f"{key_name(c.keys[0])} {c.title}" for c in commands_of(Place.FORM, Place.MAILBOX))
        self.query_one(".keys", Static).update(keys)

    def _save(self, values: dict[str, str]) -> None:
        desk = self.session.desk
        changed = checked(_changed(desk.settings, values))
        account = account_of(changed)
        if changed.mail_host and account is None:
            raise Invalid("mail_user", "empty")
        desk.change_settings(changed)
        if account is not None and self.secret:
            self._work.remember(account, self.secret, for_good=bool(values["keyring"]))

    def action_try_mailbox(self) -> None:
        """Connect, and say where drafts would go; nothing is kept yet."""
        try:
            settings = checked(_changed(self.session.desk.settings, self.values()))
            if not settings.mail_host:
                raise Invalid("mail_host", "empty")
            account = account_of(settings)
            if account is None:
                raise Invalid("mail_user", "empty")
        except PupitreError as error:
            self._tell("", refusals.say(error))
            return
        self._tell(_("Trying {host}: 15 s at most…").format(host=shown(account.host)), "")
        self._work.look(account, self.secret, self._found, lambda error: self._failed(error, account))

    def _found(self, folder: str) -> None:
        told = _("It works: drafts go to “{folder}”.").format(folder=shown(folder))
        self._tell(told + "  " + _("Save to keep this."), "")

    def _failed(self, error: MailboxError, account: Account) -> None:
        self._tell("", said(error, account))
        if error.trouble is Trouble.NO_DRAFTS and error.folders and self.is_current:
            ask_folder(self.app, error.folders, self._take_folder)

    def _take_folder(self, name: str) -> None:
        self.query_one("#mail_folder", Input).value = name
        again = _("{key} tries it again; save to keep it.").format(key=key_to(Place.MAILBOX, "try_mailbox"))
        self._tell(again, "")

    def _tell(self, good: str, bad: str) -> None:
        """Say it at the foot of the form, unless she has left it."""
        if self.is_attached:
            self.query_one(".echo", Static).update(good)
            self.query_one(".wrong", Static).update(bad)


def _changed(own: Settings, values: dict[str, str]) -> Settings:
    raw = values["mail_port"].strip()
    if raw and not (raw.isascii() and raw.isdigit() and len(raw) <= 5):
        raise Invalid("mail_port", "range", raw)
    return replace(
        own, mail_host=values["mail_host"], mail_user=values["mail_user"], mail_port=int(raw or 0),
        mail_security=Security(values["mail_security"]), mail_folder=values["mail_folder"],
    )
