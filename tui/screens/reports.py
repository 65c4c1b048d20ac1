"""Comptes rendus: who was worked for, the draft of each, and what is still missing in it."""

from datetime import date, datetime, timedelta
from textwrap import wrap
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import TextArea

from pupitre.errors import DamagedMonth
from pupitre.report import Facts, Report
from pupitre.task import Task
from tui import refusals, words
from tui.commands import Place
from tui.screens import task_forms
from tui.screens.base import bindings_of
from tui.screens.form import FormScreen
from tui.screens.report_text import how_it_left, missing, nothing, span_title
from tui.screens.reports_beside import ReportsBeside
from tui.screens.reports_choosing import ReportsChoosing
from tui.screens.reports_guard import ReportsGuard
from tui.screens.reports_leaving import ReportsLeaving
from tui.screens.reports_wordings import ReportsWordings
from tui.session import Session
from tui.widgets.cards import ReportRow, report_row
from tui.widgets.fields import Input
from tui.widgets.keyline import KeyLine
from tui.widgets.lines import Line
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows
from tui.widgets.typed_line import TypedLine
from tui.widgets.writing import Writing
from tui.words import _

NARROW, NARROW_LIST, LIST = 100, 27, 36
"""The width of the list beside the draft, below so many columns and above; `reports.tcss` has the same."""


class ReportsScreen(ReportsGuard, ReportsBeside, ReportsChoosing, ReportsWordings, ReportsLeaving):
    """The drafts of one day, or of what else she chose for a client."""

    PLACE = Place.REPORTS
    CSS_PATH = "reports.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.REPORTS)]
    AUTO_FOCUS = "#whom"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.day: date = session.desk.today
        self._today = self.day
        self._facts: dict[str, Facts] = {}
        self._spans = {}
        self._leaving, self._before = {}, {}
        self._unread: DamagedMonth | None = None
        self._rows: list[ReportRow] = []

    def compose(self) -> ComposeResult:
        """Lay out the clients, the draft, and what is missing."""
        yield LinePanel(id="title")
        with Horizontal(id="middle"):
            yield Rows[ReportRow](
                report_row, lambda row: row.client.id, row_height=2, id="whom",
                empty=lambda: nothing(unread=self._unread is not None),
            )
            with Vertical(id="draft"):
                yield TypedLine(id="subject", select_on_focus=False)
                yield Writing(id="body", tab_behavior="focus", soft_wrap=True)
                yield LinePanel(id="missing")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time."""
        self.query_one("#whom").border_title = _("Clients")
        self.refresh_desk()

    # -- showing ---------------------------------------------------------------------------------

    def refresh_desk(self) -> None:
        """Show the drafts as the desk stands now."""
        desk = self.session.desk
        self._turn()
        self.follow()
        self._facts = {}
        self._unread = None
        spans = {client.id: self.span_of(client.id, self.day) for client in desk.clients()}
        try:
            for facts in desk.facts_of(spans, self.day):
                if facts.worth_telling or (facts.client.id, self.day) in self._spans:
                    self._facts[facts.client.id] = facts
        except DamagedMonth as error:
            self._unread = error
        worked = sorted(self._facts.values(), key=lambda f: (not f.minutes, not f.done))
        self.query_one("#whom", Rows).show([self._row(facts) for facts in worked])
        text = _("Reports of {day}").format(day=words.long_day(self.day, year=True))
        self.query_one("#title", LinePanel).show(
            [((f" {text}", "strong"), (f"   {_('← day before   → day after')}", "faint"))]
        )
        self._show_draft()
        self.refresh_keys()

    def _row(self, facts: Facts) -> ReportRow:
        span = self.span_of(facts.client.id, self.day)
        report = self.report_of(facts)
        step = self.session.desk.step(facts, span)
        return ReportRow(facts.client, step, facts.rounded, self.has_changed(report, facts))

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

    def _show_draft(self) -> None:
        row = self.query_one("#whom", Rows).chosen
        facts = self._facts.get(row.client.id) if row else None
        body, subject = self.query_one("#body", TextArea), self.query_one("#subject", Input)
        body.disabled = subject.disabled = facts is None
        if facts is None:
            self._shown = None
            self.give_up()
            body.text = subject.value = ""
            panel, told = self.query_one("#missing", LinePanel), refusals.say(self._unread) if self._unread else ""
            panel.show([((f" {line}", "late"),) for line in wrap(told, max(panel.size.width - 4, 20))])
            return
        before, letter = self._shown, self.letter(facts)
        report = self._shown = self.report_of(facts)
        same = before is not None and before.id == report.id
        if not same:
            self.give_up()
        wanted = report.body if report.body is not None else letter.body
        with self.prevent(TextArea.Changed, Input.Changed):
            if body.text != wanted:
                self._load(wanted, stay=same)
            title = report.subject if report.subject is not None else letter.subject
            if subject.value != title:
                subject.value = title
        if not same:
            subject.cursor_position = len(title)
            body.move_cursor((0, 0))
        self.query_one("#draft").border_title = span_title(facts.span)
        self.compare()
        self.look()
        self.show_panel()

    def _load(self, text: str, *, stay: bool) -> None:
        """Show another text; the cursor and what is in sight stay where they are in the same draft."""
        body = self.query_one("#body", TextArea)
        at, (x, y) = body.cursor_location, body.scroll_offset
        body.text = text
        if stay:
            body.move_cursor(at)
            body.scroll_to(x, y, animate=False, force=True)

    def show_panel(self) -> None:
        """Show what is said below the draft: what waits for her word comes first."""
        facts, report, panel = self.facts, self._shown, self.query_one("#missing", LinePanel)
        if facts is None or report is None:
            return
        width = max(self.size.width - (NARROW_LIST if self.size.width < NARROW else LIST) - 6, 20)
        lines: list[Line] = self.guard_lines(width)
        if not self.asks:
            untimed, fallen_back = self.session.desk.untimed(facts), self.letter(facts).fallen_back
            lines += self.beside_lines(width) + missing(facts, untimed, width, fallen_back)
            lines += how_it_left(report, self.session.desk.settings, width, changed=self.has_changed(report, facts))
        panel.show(lines)
        self.refresh_keys()

    def on_resize(self) -> None:
        """Fit what is said below the draft to its new width."""
        if self.laid_out:
            self.call_after_refresh(self.show_panel)

    def on_screen_suspend(self) -> None:
        """Be on today the next time, unless she is in the midst of another day's draft."""
        if self.app.current_mode != self.PLACE and not isinstance(self.focused, TextArea | Input):
            self.day = self._today = self.session.desk.today

    def show_report(self, report: Report) -> None:
        """Show one report, of whatever day and span."""
        self.day = report.day
        if report.span is not None:
            self._spans[report.client, report.day] = report.span
        self.refresh_desk()
        self.query_one("#whom", Rows).choose(report.client)

    @on(Rows.Moved)
    def _other_client(self) -> None:
        self._show_draft()
        self.refresh_keys()

    # -- editing ---------------------------------------------------------------------------------

    @on(TextArea.Changed, "#body")
    @on(Input.Changed, "#subject")
    def _retyped(self) -> None:
        """Look again at what must not leave, while a way out waits."""
        if self.asks:
            self.look()
            self.show_panel()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to take or to leave only what is proposed."""
        if action in {"take", "leave"}:
            return bool(self.asks or self._beside)
        return super().check_action(action, parameters)

    def action_take(self) -> None:
        """Do what is proposed below the draft."""
        if self.asks:
            self.mend()
        else:
            self.take_in()
            self.show_panel()

    def action_leave(self) -> None:
        """Leave the draft as it is, whatever is proposed below it."""
        if self.asks:
            self.accept()
        else:
            self.settle()
            self.show_panel()

    def action_fresh(self) -> None:
        """Write this draft anew; a second time brings her text back."""
        if self.facts is not None:
            self.give_up()
            self.write_anew()
            self.refresh_desk()

    def action_mark_sent(self) -> None:
        """Note that the client has it, and which text that was."""
        if self.facts is not None:
            self.note_leaving()
            super().action_mark_sent()

    def action_day(self, by: int) -> None:
        """Go to another day, never past today."""
        day = self.day + timedelta(days=by)
        if day <= self.session.desk.today:
            self.day = day
            self.refresh_desk()

    def action_back(self) -> None:
        """From what is asked to the text, from the text to the list, from the list to the day."""
        if self.asks:
            self.give_up()
            self.session.tell(_("Nothing has left."), False)  # noqa: FBT003
            self.show_panel()
            return
        whom = self.query_one("#whom")
        if whom.has_focus:
            back, self._back = self._back, "day"
            self.app.switch_mode(back)
        else:
            whom.focus()

    def action_fill_in(self) -> None:
        """Ask for the first thing that is missing."""
        facts = self.facts
        missing: list[tuple[Task, bool]] = []
        if facts is not None:
            missing = [(t, True) for t in facts.unexplained] + [(t, False) for t in self.session.desk.untimed(facts)]
        if not missing:
            self.session.tell(_("Nothing is missing in this draft."), False)  # noqa: FBT003
            return
        task, unexplained = missing[0]
        form = (
            task_forms.explain(self.session, task) if unexplained
            else task_forms.note_time(self.session, task, self.day)
        )
        self.app.push_screen(FormScreen(self.session, form), lambda _saved: self.refresh_desk())

    _back = "day"

    def show_client(self, key: str, back: str = "day") -> None:
        """Show the draft of one client for today; Escape on the list goes to the mode named `back`."""
        self.day, self._back = self.session.desk.today, back
        self.refresh_desk()
        whom = self.query_one("#whom", Rows)
        whom.choose(key)
        whom.focus()
        self._other_client()
