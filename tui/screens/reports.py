"""Comptes rendus: who was worked for, the draft of each, and what is still missing in it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from textwrap import wrap
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, TextArea

from pupitre.errors import DamagedMonth
from pupitre.report import Facts, Report
from pupitre.task import Task
from tui import refusals, words
from tui.commands import Place
from tui.letters import Letter, write
from tui.screens import task_forms
from tui.screens.base import bindings_of
from tui.screens.form import FormScreen
from tui.screens.report_text import missing
from tui.screens.reports_leaving import ReportsLeaving
from tui.screens.reports_wordings import ReportsWordings
from tui.session import Session
from tui.widgets.cards import ReportRow, report_row
from tui.widgets.keyline import KeyLine
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows
from tui.words import _


class ReportsScreen(ReportsWordings, ReportsLeaving):
    """The drafts of one day."""

    PLACE = Place.REPORTS
    CSS_PATH = "reports.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.REPORTS)]
    AUTO_FOCUS = "#whom"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.day: date = session.desk.today
        self._today = self.day
        self._facts: dict[str, Facts] = {}
        self._unread: DamagedMonth | None = None
        self._shown: Report | None = None

    def compose(self) -> ComposeResult:
        """Lay out the clients, the draft, and what is missing."""
        yield LinePanel(id="title")
        with Horizontal(id="middle"):
            yield Rows[ReportRow](
                report_row, lambda row: row.client.id, row_height=2, id="whom",
                empty=self._nothing,
            )
            with Vertical(id="draft"):
                yield Input(id="subject", select_on_focus=False)
                yield TextArea(id="body", tab_behavior="focus", soft_wrap=True)
                yield LinePanel(id="missing")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time."""
        self.query_one("#whom").border_title = _("Clients")
        self.query_one("#draft").border_title = _("Draft")
        self.refresh_desk()

    def _nothing(self) -> str:
        """Return what an empty list says: a day that cannot be read is no day without work."""
        return _("This day cannot be read.") if self._unread else _("Nothing to report on this day.")

    # -- showing ---------------------------------------------------------------------------------

    def refresh_desk(self) -> None:
        """Show the drafts as the desk stands now."""
        desk = self.session.desk
        self._turn()
        self._facts = {}
        self._unread = None
        for client in desk.clients():
            try:
                facts = desk.facts(client.id, self.day)
            except DamagedMonth as error:
                self._unread = error
                break
            if facts.worth_telling:
                self._facts[client.id] = facts
        worked = sorted(self._facts.values(), key=lambda f: (not f.minutes, not f.done))
        rows = [ReportRow(f.client, desk.step(f), f.rounded) for f in worked]
        self.query_one("#whom", Rows).show(rows)
        day = words.long_day(self.day, year=True)
        text = _("Reports of {day}").format(day=day)
        self.query_one("#title", LinePanel).show(
            [((f" {text}", "strong"), (f"   {_('← day before   → day after')}", "faint"))]
        )
        self._show_draft()
        self.refresh_keys()

    def beat(self, now: datetime) -> None:  # noqa: ARG002 - the desk has the same clock
        """Turn to the new day when it begins."""
        if self._turn():
            self.refresh_desk()

    def _turn(self) -> bool:
        """Follow today, unless she reads another day or types in the draft; return whether the day changed."""
        before, today = self._today, self.session.desk.today
        if today == before or isinstance(self.focused, TextArea | Input):
            return False
        self._today = today
        if self.day != before:
            return False
        self.day = today
        return True

    @property
    def facts(self) -> Facts | None:
        """The facts of the draft that is shown: a key pressed right after an arrow never meets another client's."""
        return self._facts.get(self._shown.client) if self._shown else None

    def _letter(self, facts: Facts) -> Letter:
        return write(facts, self.session.desk.settings)

    def _show_draft(self) -> None:
        row = self.query_one("#whom", Rows).chosen
        facts = self._facts.get(row.client.id) if row else None
        body, subject = self.query_one("#body", TextArea), self.query_one("#subject", Input)
        body.disabled = subject.disabled = facts is None
        if facts is None:
            self._shown = None
            body.text = subject.value = ""
            panel, told = self.query_one("#missing", LinePanel), refusals.say(self._unread) if self._unread else ""
            panel.show([((f" {line}", "late"),) for line in wrap(told, max(panel.size.width - 4, 20))])
            return
        letter = self._letter(facts)
        report = self.session.desk.report(facts.client.id, self.day)
        self._shown = report
        wanted = report.body if report.body is not None else letter.body
        with self.prevent(TextArea.Changed, Input.Changed):
            if body.text != wanted:
                body.text = wanted
            title = report.subject if report.subject is not None else letter.subject
            if subject.value != title:
                subject.value = title
        self.query_one("#missing", LinePanel).show(missing(facts, report, letter, self.session.desk.settings.zone))

    @on(Rows.Moved)
    def _other_client(self) -> None:
        self._show_draft()
        self.refresh_keys()

    # -- editing ---------------------------------------------------------------------------------

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _edited(self) -> None:
        """Keep her version as she types it."""
        facts, report = self.facts, self._shown
        if facts is None or report is None:
            return
        letter = self._letter(facts)
        body, subject = self.query_one("#body", TextArea).text, self.query_one("#subject", Input).value
        changed = replace(
            report, body=None if body == letter.body else body, drafted=report.drafted or letter.body,
            subject=None if subject == letter.subject else subject,
        )
        if changed.body is None:
            changed = replace(changed, drafted="")
        if changed != report and self.session.attempt(lambda: self.session.desk.keep_draft(changed)):
            self._shown = changed

    def action_fresh(self) -> None:
        """Forget her edits of this draft."""
        facts = self.facts
        if facts is not None:
            report = self.session.desk.report(facts.client.id, self.day)
            blank = replace(report, body=None, subject=None, drafted="")
            self.session.attempt(lambda: self.session.desk.keep_draft(blank))
            self.refresh_desk()

    def action_day(self, by: int) -> None:
        """Go to another day, never past today."""
        day = self.day + timedelta(days=by)
        if day <= self.session.desk.today:
            self.day = day
            self.refresh_desk()

    def action_back(self) -> None:
        """From the text to the list, from the list to the day."""
        whom = self.query_one("#whom")
        if whom.has_focus:
            self.app.switch_mode("day")
        else:
            whom.focus()

    def action_fill_in(self) -> None:
        """Ask for the first thing that is missing."""
        facts = self.facts
        missing: list[tuple[Task, bool]] = []
        if facts is not None:
            missing = [(t, True) for t in facts.unexplained] + [(t, False) for t in facts.without_time]
        if not missing:
            self.session.tell(_("Nothing is missing in this draft."), False)  # noqa: FBT003
            return
        task, unexplained = missing[0]
        form = (
            task_forms.explain(self.session, task) if unexplained
            else task_forms.note_time(self.session, task, self.day)
        )
        self.app.push_screen(FormScreen(self.session, form), lambda _saved: self.refresh_desk())
