"""What a draft covers, and how the report left: both are asked for by one key."""

from datetime import date

from pupitre.report import Span
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.report_history import HistoryScreen
from tui.screens.report_text import history_lines, span_title
from tui.screens.reports_draft import DraftScreen
from tui.words import _, client_name


class ReportsChoosing(DraftScreen):
    """Remembers which span she chose for a client on a day."""

    _spans: dict[tuple[str, date], Span]

    def span_of(self, client: str, day: date) -> Span | None:
        """Return what she chose that the draft of a client covers, None for what it is used to."""
        return self._spans.get((client, day))

    def action_span(self) -> None:
        """Choose what the draft of the client covers."""
        facts = self.facts
        if facts is None:
            return
        client, desk = facts.client, self.session.desk

        def answered(key: str | None) -> None:
            if key is not None:
                span = Span(key)
                self._spans.pop((client.id, self.day), None)
                if span is not desk.facts(client.id, self.day).span:
                    self._spans[client.id, self.day] = span
                self.refresh_desk()

        choices = [Choice(span, span_title(span)) for span in Span]
        self.app.push_screen(ChoiceScreen(_("What is the draft to cover?"), "", choices), answered)

    def action_history(self) -> None:
        """Show every time the report left."""
        facts, report = self.facts, self._shown
        if facts is not None and report is not None:
            lines = list(history_lines(report, self.session.desk.settings)) or [_("It has not left yet.")]
            title = _("How the report for {client} left").format(client=client_name(facts.client))
            self.app.push_screen(HistoryScreen(title, lines))
