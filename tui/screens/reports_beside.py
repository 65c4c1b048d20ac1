"""What is new beside her text: each line of the computed draft that she has not, taken in or left by one key."""

from textual import on
from textual.widgets import Input, TextArea

from pupitre.report import Report
from pupitre.value import replace
from pupitre.verbs import Verb
from tui.commands import Place, keys_to
from tui.screens.proposals import Proposal, placed, proposals, settled
from tui.screens.report_text import proposal_lines
from tui.screens.reports_draft import PARTED, DraftScreen
from tui.verb_words import undone
from tui.widgets.lines import Line
from tui.widgets.typed_line import TypedLine
from tui.widgets.writing import Writing
from tui.words import _


class ReportsBeside(DraftScreen):
    """Proposes what changed since her edit; her words are never written over."""

    _beside: tuple[Proposal, ...] = ()
    _before: dict[str, Report]

    def compare(self) -> None:
        """Find what is new beside her text; what she has already is not proposed."""
        facts, report = self.facts, self._shown
        if facts is None or report is None or report.body is None or not report.drafted:
            self._beside = ()
            return
        today = self.letter(facts).body
        self._beside = proposals(report.drafted, today, report.body) if report.drafted != today else ()
        if not self._beside and report.drafted != today:
            self.keep(replace(report, drafted=today))

    def take_in(self) -> None:
        """Put the proposal that is shown into her text."""
        facts = self.facts
        if self._beside and facts is not None:
            body, subject = self.query_one("#body", TextArea).text, self.query_one("#subject", Input).value
            shift = len(subject) + len(PARTED)
            start, end, insert = placed(body, self._beside[0], self.letter(facts).body)
            self.put(start + shift, end + shift, insert)
            self.settle()

    def settle(self) -> None:
        """Be done with the proposal that is shown."""
        facts, report = self.facts, self._shown
        if facts is not None and report is not None and report.body is not None:
            drafted = settled(report.drafted, self.letter(facts).body, self._beside[1:])
            self.keep(replace(report, drafted=drafted))
        self.compare()

    def beside_lines(self, width: int) -> list[Line]:
        """Return what is told of the proposal that is shown."""
        return proposal_lines(self._beside[0], len(self._beside), width) if self._beside else []

    def write_anew(self) -> None:
        """Write the draft anew, or bring back what she had before that."""
        report = self._shown
        if report is None:
            return
        if report.body is None and report.subject is None:
            before = self._before.pop(report.id, None)
            if before is not None:
                self.keep(replace(report, body=before.body, subject=before.subject, drafted=before.drafted))
            return
        if self.session.attempt(lambda: self.session.desk.write_anew(report)):
            self._before[report.id] = report
            told = _("Written anew. {fresh} again brings your text back.")
            self.session.tell(told.format(**keys_to(Place.REPORTS, "fresh")), False)  # noqa: FBT003

    @on(Writing.NothingToUndo, "#body")
    @on(TypedLine.NothingToUndo, "#subject")
    def _written_anew(self) -> None:
        """Bring back what she had, right after this draft was written anew."""
        desk, report = self.session.desk, self._shown
        done = desk.last_done
        if report is None or done is None or done.verb is not Verb.WRITE_ANEW:
            return
        if any(before.id == report.id for before in done.inverse.puts) and self.session.attempt(desk.undo):
            self.session.tell(undone(done), False)  # noqa: FBT003 - a good news
            self.refresh_desk()
