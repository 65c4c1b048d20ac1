"""How a draft leaves Pupitre: copied, saved, handed to a mail program, put into her mailbox, noted as sent."""

from functools import partial

from textual import work

from pupitre.report import Sent
from tui.commands import Place, key_to
from tui.desktop.clipboard import How
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.report_ways import Draft
from tui.screens.reports_mail import ReportsMail
from tui.words import _, shown


class ReportsLeaving(ReportsMail):
    """The ways out for the draft that is shown."""

    def action_copy(self) -> None:
        """Copy the draft, in the background."""
        self._leave_by(self._copy)

    @work(thread=True, group="copy", exit_on_error=False)
    def _copy(self, draft: Draft) -> None:
        outcome = self.session.clipboard.copy(draft.body)
        self.app.call_from_thread(partial(self._copied, draft, outcome.how))

    def _copied(self, draft: Draft, how: How) -> None:
        path = self._save_text(draft)
        beside = "\n" + _("Also in {path}").format(path=shown(str(path))) if path else ""
        if how is How.VERIFIED:
            told = _("Copied: paste it into your e-mail with Ctrl+V.") + beside + self._can_be_cleared()
            self._mark(draft, Sent.COPIED, told)
        elif how is How.SENT_TO_TERMINAL:
            told = _("Sent to the terminal: check it by pasting.") + beside + self._can_be_cleared()
            self._mark(draft, Sent.TERMINAL, told)
        elif path:
            told = _("The clipboard cannot be reached. The text is in {path}").format(path=shown(str(path)))
            self._mark(draft, Sent.FILE, told)

    def _can_be_cleared(self) -> str:
        """Return, once in a run, that what was copied can be taken from the clipboard again."""
        if self.session.clearing_told:
            return ""
        self.session.clearing_told = True
        told = _("Once pasted, “Empty the clipboard” ({key}) takes it away.")
        return "\n" + told.format(key=key_to(Place.EVERYWHERE, "command_palette"))

    def action_save_file(self) -> None:
        """Save the draft as a text file."""
        self._leave_by(self._to_file)

    def _to_file(self, draft: Draft) -> None:
        path = self._save_text(draft)
        if path:
            self._mark(draft, Sent.FILE, self.session.told_in_clear(_("Saved: {path}").format(path=shown(str(path)))))

    def action_mark_sent(self) -> None:
        """Note that the client has it."""
        draft = self._draft
        if draft is not None:
            self._mark(draft, Sent.SENT, _("Noted as sent."))

    def action_mail(self) -> None:
        """Ask where to put the draft."""
        if self.facts is None:
            return
        choices = (
            Choice("mail", _("In my mail program")),
            Choice("eml", _("In an .eml file: a draft for the classic Outlook")),
            Choice("mailbox", self._mailbox_words()),
            Choice("file", _("In a text file ({key})").format(key=key_to(Place.REPORTS, "save_file"))),
            Choice("plain", _("On the screen, the text alone, to be selected with the mouse")),
        )
        detail = _("Nothing is sent: you read it again and send it yourself.")
        self.app.push_screen(ChoiceScreen(_("Where to put this draft?"), detail, choices), self._chosen)

    def _mailbox_words(self) -> str:
        host = self.session.desk.settings.mail_host
        if not host:
            return _("In the drafts of my mailbox (to be set up once)")
        return _("In the drafts of my mailbox ({host})").format(host=shown(host))

    def _chosen(self, way: str | None) -> None:
        if way == "plain":
            self.action_plain_view()
        elif way is not None:
            ways = {"mail": self._to_mail, "eml": self._to_eml, "mailbox": self._to_mailbox, "file": self._to_file}
            self._leave_by(ways[way])

    def action_plain_view(self) -> None:
        """Show the text alone: the way that works on every terminal."""
        from tui.screens.plain_view import PlainView  # noqa: PLC0415 - only when she asks for it

        def show(draft: Draft) -> None:
            self.app.push_screen(PlainView(self.session, f"{draft.subject}\n\n{draft.body}"))

        self._leave_by(show)
