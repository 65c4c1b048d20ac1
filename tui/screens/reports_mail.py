"""The ways of a draft into an e-mail: the mail program, a file for one. Nothing is sent."""

from functools import partial
from uuid import uuid4

from textual import work

from pupitre.report import Sent
from tui.commands import Place, key_to, keys_to
from tui.desktop.clipboard import How
from tui.screens.report_ways import Draft, ReportWays
from tui.words import _, shown


class ReportsMail(ReportWays):
    """The ways out by e-mail."""

    def _to_mail(self, draft: Draft) -> None:
        """Open the mail program with a draft."""
        address = draft.client.contact.email
        if not address:
            told = _("This client has no e-mail address: add it on its sheet ({key}).")
            clients = key_to(Place.EVERYWHERE, "show('clients')")
            self.session.tell(told.format(key=clients), True)  # noqa: FBT003
            return
        self._mail(draft, address)

    @work(thread=True, group="mail", exit_on_error=False)
    def _mail(self, draft: Draft, address: str) -> None:
        from tui.desktop.mail import mail_link, open_url  # noqa: PLC0415 - only when she asks for it

        link = mail_link(address, draft.subject, draft.body)
        if link is None or not open_url(link.url, self.session.surroundings).ok:
            self.app.call_from_thread(self._no_mail)
            return
        told = _("Your mail program opens with the draft. Nothing is sent.")
        if not link.complete:
            copied = self.session.clipboard.copy(draft.body).how is How.VERIFIED
            told = (
                _("The text is too long for the mail program: it is copied, paste it with Ctrl+V.") if copied
                else _("The text is too long for the mail program: copy it with {copy}, or save it with {save_file}.")
            ).format(**keys_to(Place.REPORTS, "copy", "save_file"))
        self.app.call_from_thread(partial(self._mark, draft, Sent.MAIL, told))

    def _no_mail(self) -> None:
        told = _("No mail program opened: copy the draft with {copy} instead.")
        self.session.tell(told.format(**keys_to(Place.REPORTS, "copy")), True)  # noqa: FBT003

    def _to_eml(self, draft: Draft) -> None:
        """Save a draft as a file that the classic Outlook opens as one."""
        path = self._saved(f"{draft.name}.eml", self._message(draft))
        if path:
            told = _("Saved as a draft for the classic Outlook: {path}. A double click opens it; nothing is sent.")
            self._mark(draft, Sent.EML, self.session.told_in_clear(told.format(path=shown(str(path)))))

    def _message(self, draft: Draft, message_id: str = "") -> bytes:
        """Return a draft as a message; one for the mailbox has a name of its own and a date."""
        from tui.desktop import eml  # noqa: PLC0415 - only when she asks for it

        own, client, to_mailbox = self.session.desk.settings, draft.client, bool(message_id)
        return eml.draft(
            client.contact.email, draft.subject, draft.body, sender=(own.name, own.email), language=client.language,
            unsent=not to_mailbox, dated=self.session.now if to_mailbox else None, message_id=message_id,
        )

    def _to_mailbox(self, draft: Draft) -> None:
        """Lay a draft into her mailbox, behind her work."""
        from tui.screens.mailbox_work import MailboxWork  # noqa: PLC0415 - only when she asks for it

        def done(folder: str) -> None:
            told = _("The draft is in “{folder}” of your mailbox. Nothing is sent.").format(folder=shown(folder))
            self._mark(draft, Sent.MAILBOX, told)

        # « invalid » belongs to nobody: the mail program gives the message its own name when she sends it.
        message_id = f"<{uuid4().hex}@pupitre.invalid>"
        MailboxWork(self.app, self.session).place(self._message(draft, message_id), message_id, done)
