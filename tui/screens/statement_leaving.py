"""How a statement leaves Pupitre: copied as text, or written as one of its papers; nothing of others is in it."""

from functools import partial

from textual import work

from pupitre.settings import Settings
from pupitre.statement import Statement
from tui.desktop.clipboard import How
from tui.papers import filing
from tui.papers.filing import Form
from tui.papers.text import text
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.held_back import HoldsBack
from tui.words import N_, _, shown

_FORMS = {
    Form.PDF: N_("PDF, to be printed or attached"), Form.XLSX: N_("Excel (XLSX)"),
    Form.CSV: N_("CSV, for a spreadsheet or an invoice"), Form.TEXT: N_("Plain text"),
}


class StatementLeaving(HoldsBack):
    """The ways out of the statement that is shown."""

    _shown: Statement | None

    def action_copy(self) -> None:
        """Copy the statement as text, in the background."""
        made, settings = self._shown, self.session.desk.settings
        if made is not None and not self.held_back(text(made, settings), made.client):
            self._copy(made, settings)

    @work(thread=True, group="copy", exit_on_error=False)
    def _copy(self, statement: Statement, settings: Settings) -> None:
        how = self.session.clipboard.copy(text(statement, settings)).how
        told_ = {
            How.VERIFIED: _("Copied: paste it into your e-mail with Ctrl+V."),
            How.SENT_TO_TERMINAL: _("Sent to the terminal: check it by pasting."),
        }.get(how)
        if told_ is not None:
            self.app.call_from_thread(self.session.tell, told_, False)  # noqa: FBT003
        else:
            self._put(Form.TEXT, statement, settings, N_("The clipboard cannot be reached. The text is in {path}"))

    def action_save_as(self) -> None:
        """Ask for the kind of file, then write it."""
        statement, settings = self._shown, self.session.desk.settings
        if statement is None:
            return

        def answered(form: str | None) -> None:
            if form is not None and not self.held_back(text(statement, settings), statement.client):
                self._save(Form(form), statement, settings)

        choices = [Choice(form, _(name)) for form, name in _FORMS.items()]
        self.app.push_screen(ChoiceScreen(_("Save the statement"), "", choices), answered)

    @work(thread=True, group="save", exit_on_error=False)
    def _save(self, form: Form, statement: Statement, settings: Settings) -> None:
        self._put(form, statement, settings, N_("Saved: {path}"))

    def _put(self, form: Form, statement: Statement, settings: Settings, saved: str) -> None:
        """Write a file, outside the thread of the screen: making one takes a moment."""
        held = filing.content(form, statement, settings)
        try:
            path = filing.put(self.session.reports_folder, filing.name_of(form, statement), held)
        except OSError as error:
            told_ = _("The file could not be written ({why}): free the disk, then try again.")
            tell = partial(self.session.tell, told_.format(why=error.strerror), True)  # noqa: FBT003
        else:
            told = self.session.told_in_clear(_(saved).format(path=shown(str(path))))
            tell = partial(self.session.tell, told, False)  # noqa: FBT003
        self.app.call_from_thread(tell)
