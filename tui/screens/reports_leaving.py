"""How a draft leaves Pupitre: copied, saved, handed to the mail program, noted as sent."""

from collections.abc import Callable
from datetime import date
from functools import partial

from textual import work
from textual.widgets import Input, TextArea

from pupitre.report import Facts, Sent, Span
from tui.desktop.clipboard import How
from tui.screens.base import DeskScreen
from tui.words import _


class ReportsLeaving(DeskScreen):
    """The ways out for the draft that is shown."""

    day: date

    @property
    def facts(self) -> Facts | None:
        """The facts of the draft that is shown."""
        raise NotImplementedError

    def span_of(self, client: str, day: date) -> Span | None:
        """Return what the draft of a client for a day covers, None for what it is used to."""
        raise NotImplementedError

    def let_out(self, go: Callable[[], None]) -> None:
        """Let the draft out by `go`, once nothing in it must stay."""
        raise NotImplementedError

    def action_copy(self) -> None:
        """Copy the draft, in the background."""
        self.let_out(self._copy_out)

    def _copy_out(self) -> None:
        facts = self.facts
        if facts is not None:
            self._copy(facts.client.id, self.day, self._subject, self.query_one("#body", TextArea).text)

    @work(thread=True, group="copy", exit_on_error=False)
    def _copy(self, client: str, day: date, subject: str, text: str) -> None:
        outcome = self.session.clipboard.copy(text)
        self.app.call_from_thread(partial(self._copied, client, day, subject, text, outcome.how))

    def _copied(self, client: str, day: date, subject: str, text: str, how: How) -> None:
        path = self._save(client, day, subject, text)
        beside = "\n" + _("Also in {path}").format(path=path) if path else ""
        if how is How.VERIFIED:
            self._mark(client, day, Sent.COPIED, _("Copied: paste it into your e-mail with Ctrl+V.") + beside)
        elif how is How.SENT_TO_TERMINAL:
            self._mark(client, day, Sent.TERMINAL, _("Sent to the terminal: check it by pasting.") + beside)
        elif path:
            told = _("The clipboard cannot be reached. The text is in {path}").format(path=path)
            self._mark(client, day, Sent.FILE, told)

    def _mark(self, client: str, day: date, how: Sent, told: str) -> None:
        span = self.span_of(client, day)
        if self.session.attempt(lambda: self.session.desk.mark_report(client, day, how, span)):
            self.session.tell(told, False)  # noqa: FBT003
        self.refresh_desk()

    @property
    def _subject(self) -> str:
        return self.query_one("#subject", Input).value

    def _save(self, client: str, day: date, subject: str, text: str) -> str:
        label = self.session.desk.client(client).label
        try:
            return str(self.session.save_report(f"{day.isoformat()} {label}.txt", f"{subject}\n\n{text}"))
        except OSError as error:
            told = _("The file could not be written ({why}): free the disk, then try again.")
            self.session.tell(told.format(why=error.strerror), True)  # noqa: FBT003
            return ""

    def action_save_file(self) -> None:
        """Save the draft as a text file."""
        self.let_out(self._save_out)

    def _save_out(self) -> None:
        facts = self.facts
        if facts is not None:
            path = self._save(facts.client.id, self.day, self._subject, self.query_one("#body", TextArea).text)
            if path:
                self._mark(facts.client.id, self.day, Sent.FILE, _("Saved: {path}").format(path=path))

    def action_mark_sent(self) -> None:
        """Note that the client has it."""
        facts = self.facts
        if facts is not None:
            self._mark(facts.client.id, self.day, Sent.SENT, _("Noted as sent."))

    def action_mail(self) -> None:
        """Open the mail program with the draft."""
        facts = self.facts
        if facts is None:
            return
        address = facts.client.contact.email
        if not address:
            self.session.tell(_("This client has no e-mail address: add it on its sheet (F4)."), True)  # noqa: FBT003
            return
        self.let_out(partial(self._mail_out, facts, address))

    def _mail_out(self, facts: Facts, address: str) -> None:
        body, subject = self.query_one("#body", TextArea).text, self.query_one("#subject", Input).value
        self._mail(facts.client.id, self.day, address, subject, body)

    @work(thread=True, group="mail", exit_on_error=False)
    def _mail(self, client: str, day: date, address: str, subject: str, body: str) -> None:
        from tui.desktop.mail import mail_link, open_url  # noqa: PLC0415 - only when she asks for it

        link = mail_link(address, subject, body)
        if link is None or not open_url(link.url, self.session.surroundings).ok:
            self.app.call_from_thread(self._no_mail)
            return
        told = _("Your mail program opens with the draft. Nothing is sent.")
        if not link.complete:
            copied = self.session.clipboard.copy(body).how is How.VERIFIED
            told = (
                _("The text is too long for the mail program: it is copied, paste it with Ctrl+V.") if copied
                else _("The text is too long for the mail program: copy it with F5, or save it with F6.")
            )
        self.app.call_from_thread(partial(self._mark, client, day, Sent.MAIL, told))

    def _no_mail(self) -> None:
        self.session.tell(_("No mail program opened: copy the draft with F5 instead."), True)  # noqa: FBT003
