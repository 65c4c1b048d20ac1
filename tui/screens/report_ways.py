"""What every way out of a draft shares: the draft as it stands, the guard before it, the file, and the mark after."""

from collections.abc import Callable
from datetime import date

from textual.widgets import Input, TextArea

from pupitre.client import Client
from pupitre.report import Facts, Sent, Span
from pupitre.text import clean_text
from pupitre.value import Struct
from tui.screens.base import DeskScreen
from tui.words import N_, _

_COVERS = {Span.DAY: N_("day"), Span.WEEK: N_("week"), Span.DELIVERY: N_("delivery")}


class Draft(Struct, frozen=True):
    """The text that leaves, and for whom; a way out that takes its time keeps its own, whatever is shown by then."""

    client: Client
    day: date
    span: Span | None
    subject: str
    body: str

    @property
    def name(self) -> str:
        """How its files are called, without their kind: one for each thing a report may cover.

        Who erases a client knows its files by such names.
        """
        covers = f" - {_(_COVERS[self.span])}" if self.span else ""
        return f"{self.day.isoformat()} {self.client.label}{covers}"


class ReportWays(DeskScreen):
    """A screen that shows a draft."""

    day: date

    @property
    def facts(self) -> Facts | None:
        """The facts of the draft that is shown."""
        raise NotImplementedError

    def span_of(self, client: str, day: date) -> Span | None:
        """Return what the draft of a client for a day covers, None for what it is used to."""
        raise NotImplementedError

    def let_out(self, go: Callable[[], None]) -> None:
        """Let the draft that is shown leave: every way out that takes its text goes through here."""
        raise NotImplementedError

    def _leave_by(self, way: Callable[[Draft], object]) -> None:
        """Let the draft leave by a way, with the text it has once it may."""
        def go() -> None:
            draft = self._draft
            if draft is not None:
                way(draft)

        if self.facts is not None:
            self.let_out(go)

    @property
    def _draft(self) -> Draft | None:
        facts = self.facts
        if facts is None:
            return None
        subject, body = self.query_one("#subject", Input).value, self.query_one("#body", TextArea).text
        span = self.span_of(facts.client.id, self.day)
        return Draft(facts.client, self.day, span, clean_text(subject), clean_text(body))

    def _mark(self, draft: Draft, how: Sent, told: str) -> None:
        """Note how a draft left, and say it."""
        desk = self.session.desk
        if self.session.attempt(lambda: desk.mark_report(draft.client.id, draft.day, how, draft.span)):
            self.session.tell(told, False)  # noqa: FBT003
        self.refresh_desk()

    def _saved(self, name: str, content: bytes) -> str:
        """Write a file and return where it is, "" when the disk refused, which is said."""
        try:
            return str(self.session.save_draft(name, content))
        except OSError as error:
            told = _("The file could not be written ({why}): free the disk, then try again.")
            self.session.tell(told.format(why=error.strerror), True)  # noqa: FBT003
            return ""

    def _save_text(self, draft: Draft) -> str:
        return self._saved(f"{draft.name}.txt", f"{draft.subject}\n\n{draft.body}".encode("utf-8", "replace"))
