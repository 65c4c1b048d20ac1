"""Relevé: the month of one client, line by line, and the ways to hand it over."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from pupitre.client import Client
from pupitre.errors import DamagedMonth, Unknown
from pupitre.shelf import Month, days_of, month_of
from pupitre.statement import Kind, Line, Statement
from pupitre.surcharges import Surcharge, percent
from tui import refusals, words
from tui.commands import Place, key_to
from tui.papers.cells import Share, told
from tui.screens import statement_text
from tui.screens.base import bindings_of
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.statement_leaving import StatementLeaving
from tui.screens.statement_text import StatementRow
from tui.session import Session
from tui.widgets.keyline import KeyLine
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows
from tui.words import _, shown

MANY = 3
"""Closed months from the one that is shown on: more than these are not read in half a second."""

class StatementScreen(StatementLeaving):
    """One month of one client."""

    PLACE = Place.STATEMENT
    CSS_PATH = "statement.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.STATEMENT)]
    AUTO_FOCUS = "#lines"

    def __init__(self, session: Session, client: Client) -> None:
        super().__init__(session)
        self.client = client
        self.month: Month = month_of(session.desk.today)
        self._shown: Statement | None = None
        self._unread: DamagedMonth | None = None
        self._known: set[Month] = set()
        self._waiting = False
        self._minute: datetime | None = None

    def compose(self) -> ComposeResult:
        """Lay out the lines, what is known of the chosen one, and the sums."""
        yield LinePanel(id="title")
        yield LinePanel(id="names")
        yield Rows[StatementRow](statement_text.row, lambda row: row.key, id="lines", empty=self._nothing)
        yield LinePanel(id="chosen")
        yield LinePanel(id="totals")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time."""
        self.query_one("#totals").border_title = _("Total")
        self.refresh_desk()

    def _nothing(self) -> str:
        """Return what an empty month says."""
        if self._unread is not None:
            return refusals.say(self._unread)
        if self._waiting:
            return _("Reading {month}…").format(month=words.month_named(self.month))
        month, name = words.month_named(self.month), shown(self.client.name)
        return _("No time is noted in {month} for {client}. ← and → show other months;"
                 " time comes from the timer, or from {key} on the day screen.").format(
                     month=month, client=name, key=key_to(Place.DAY, "note_time"))

    # -- showing ---------------------------------------------------------------------------------

    @property
    def chosen(self) -> StatementRow | None:
        """The line the keys act on."""
        item: StatementRow | None = self.query_one("#lines", Rows).chosen
        return item

    def refresh_desk(self) -> None:
        """Show the month as it is now."""
        self._unread = None
        try:
            self._shown = self._look()
        except DamagedMonth as error:
            self._unread, self._shown = error, None
        except Unknown:
            self.call_later(self._leave)  # its client is gone
            return
        self._minute = self.session.now.replace(second=0, microsecond=0)
        width = self.size.width
        self.query_one("#title", LinePanel).show([statement_text.title(self.client, self.month, width)])
        made = self._shown
        rows = statement_text.rows(made) if made else []
        self.query_one("#names", LinePanel).show([statement_text.names(made) if made and rows else ()])
        self.query_one("#lines", Rows).show(rows)
        empty = self._shown is None or not (rows or self._shown.allowance)
        self.query_one("#totals").display = not empty
        if self._shown is not None:
            self.query_one("#totals", LinePanel).show(statement_text.totals(self._shown, width - 4))
        self._show_chosen()

    def _look(self) -> Statement | None:
        """Return the month as the desk has it, None while it is being read. Raises `DamagedMonth`, `Unknown`."""
        if self._waiting:
            return None
        found = self.session.desk.statement(self.client.id, self.month)
        self.client = found.client
        self._known.add(self.month)
        return found

    @on(Rows.Moved)
    def _show_chosen(self) -> None:
        self.query_one("#chosen", LinePanel).show(statement_text.detail(self.chosen, self.size.width))
        self.refresh_keys()

    def beat(self, now: datetime) -> None:
        """Once a minute count the session that runs."""
        if now.replace(second=0, microsecond=0) != self._minute and self.month == month_of(self.session.desk.today):
            self.refresh_desk()

    def on_resize(self) -> None:
        """Draw what depends on the width."""
        if self.laid_out:
            self.call_after_refresh(self.refresh_desk)

    # -- moving ----------------------------------------------------------------------------------

    def action_month(self, by: int) -> None:
        """Go to another month, never past this one."""
        year, month = divmod(int(self.month[:4]) * 12 + int(self.month[5:]) - 1 + by, 12)
        wanted = f"{year:04}-{month + 1:02}"
        if year >= 1 and wanted <= month_of(self.session.desk.today):
            self._go(wanted)

    def action_this_month(self) -> None:
        """Go back to the month of today."""
        self._go(month_of(self.session.desk.today))

    def _go(self, month: Month) -> None:
        self.month = month
        since = [m for m in self.session.desk.past.months() if m >= month]
        self._waiting = month not in self._known and len(since) > MANY
        self.refresh_desk()
        if self._waiting:
            told_ = _("Reading {month}…").format(month=words.month_named(month)).rstrip("…")
            self.session.behind(told_, self._reading(month, since))

    def _reading(self, month: Month, since: list[Month]) -> Iterator[None]:
        """Read a month and those after it, where a task of then may have ended; one a step, the latest first."""
        for each in reversed(since):
            if self.month != month or not self.is_mounted:
                return
            day = days_of(each)[0]
            self.session.desk.past.around(day, day, [])
            yield
        if self.month == month and self.laid_out:
            self._waiting = False
            self.refresh_desk()

    def _leave(self) -> None:
        if self.is_current:
            self.dismiss(None)

    def action_back(self) -> None:
        """Go back to the clients."""
        self.dismiss(None)

    # -- settling a line -------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a command does something now."""
        if not self.laid_out:
            return super().check_action(action, parameters)
        if action in {"copy", "save_as"}:
            return self._shown is not None
        if action == "surcharge":
            line = self._settled()
            return line is not None and line.kind is Kind.BILLED and bool(self._agreed())
        if action == "offer":
            line = self._settled()
            return line is not None and line.kind is not Kind.UNBILLED
        return super().check_action(action, parameters)

    def _settled(self) -> Line | None:
        """Return the line that can be settled."""
        line = self.chosen.line if self.chosen else None
        return line if line is not None and line.entries else None

    def _agreed(self) -> list[str]:
        """Return the surcharges that the sheet of the client knows."""
        return [code for code in Surcharge if percent(self.client, code)]

    def action_surcharge(self) -> None:
        """Ask which surcharge counts for the chosen line, those that were proposed first."""
        line, desk = self._settled(), self.session.desk
        if line is None or line.kind is not Kind.BILLED or not self._agreed():
            return
        codes = sorted(self._agreed(), key=lambda code: code not in line.proposed)
        choices = [Choice(code, self._surcharge_words(code, line)) for code in codes]
        # What nothing suggests is never the first answer.
        choices.insert(len(choices) if line.proposed else 0, Choice(Surcharge.NONE, _("No surcharge")))

        def answered(code: str | None) -> None:
            if code is not None:
                self.session.attempt(lambda: desk.settle_surcharge(line.entries, code))
                self.refresh_desk()

        question = _("Surcharge of {day}").format(day=words.long_day(line.day))
        self.app.push_screen(ChoiceScreen(question, statement_text.what(line, self.client)[:200], choices), answered)

    def _surcharge_words(self, code: str, line: Line) -> str:
        share = Share(statement_text.surcharge_name(code), percent(self.client, code))
        name = told(share, words.language(), hundredths=False)
        return f"{name} · {_('suggested by the clock')}" if code in line.proposed else name

    def action_offer(self) -> None:
        """Offer the time of the chosen line, or bill it again."""
        line, desk = self._settled(), self.session.desk
        if line is None or line.kind is Kind.UNBILLED:
            return
        offered = line.kind is not Kind.OFFERED
        self.session.attempt(lambda: desk.offer(line.entries, offered=offered))
        self.refresh_desk()
        self._stay_at(line)

    def _stay_at(self, line: Line) -> None:
        """Keep the line chosen wherever it stands now: the same key takes the same thing back."""
        rows = self.query_one("#lines", Rows)
        found = (row.key for row in rows.items if row.line is not None and set(row.line.entries) & set(line.entries))
        rows.choose(next(found, ""))
