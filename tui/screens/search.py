"""Search: one line, what it was understood to mean, and all that answers, ten years back."""

from collections.abc import Iterator
from functools import partial
from time import monotonic
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.timer import Timer
from textual.widgets import Label, Static

from pupitre.client import Client
from pupitre.entry import Entry
from pupitre.finding import Found, Query, read_query
from pupitre.report import Report
from pupitre.task import Task
from pupitre.value import replace
from tui import refusals
from tui.commands import Place, keys_to
from tui.screens import client_forms, search_text, task_forms
from tui.screens.base import DeskScreen, bindings_of
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.form import Form, FormScreen
from tui.screens.reports import ReportsScreen
from tui.screens.search_run import Row, Run
from tui.screens.search_text import Period
from tui.screens.search_whole import whole
from tui.screens.time_form import TimeFormScreen
from tui.session import Session
from tui.widgets.fields import Input
from tui.widgets.inks import ink
from tui.widgets.keyline import KeyLine
from tui.widgets.lines import Line
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows
from tui.widgets.typed_line import TypedLine
from tui.words import _, harmless, shown

PAUSE = 0.12
"""Seconds after the last letter before the search begins: typing never waits for it."""

BREATH = 0.001
"""Seconds between two slices: keys that were pressed meanwhile come first."""


SLICE = 0.025
"""Seconds of one turn: a held key is answered in between."""


class SearchScreen(DeskScreen):
    """A line and its answers. It keeps its query, its list and the chosen row while other screens are shown."""

    PLACE = Place.SEARCH
    CSS_PATH = "search.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(Place.SEARCH), ("up", "move(-1)"), ("down", "move(1)"), ("pageup", "page(-1)"),
        ("pagedown", "page(1)"),
    ]
    AUTO_FOCUS = "#words"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._client: str | None = None
        self._state: Found | None = None
        self._period = Period.ALWAYS
        self._query = Query()
        self._found = Run(session.desk, self._query)
        self._slices: Iterator[None] | None = None
        self._timer: Timer | None = None
        self._stopped = False
        self._lines: list[Line] = []

    def compose(self) -> ComposeResult:
        """Lay out the line, what it means, the list and the chosen thing."""
        with Horizontal(id="asked"):
            yield Label(_("Search"), markup=False)
            asked = _("words, @client, :state, a month or a year")
            yield TypedLine(id="words", placeholder=asked, select_on_focus=False)
        yield LinePanel(id="understood")
        with Horizontal(id="middle"):
            yield Rows[Row](self._draw, lambda row: row.key, id="found", empty=self._empty)
            with VerticalScroll(id="whole"):
                yield Static(markup=False)
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time; while she types, the closed months are looked through."""
        self.session.behind("", self.session.desk.past.gathering_words())
        self._ask()
        self._show_found()
        self.refresh_keys()

    def refresh_desk(self) -> None:
        """Show what was found as it is now, each thing in its place."""
        self._found.freshen()
        self._show_found()
        self.refresh_keys()

    # -- asking ----------------------------------------------------------------------------------

    def _asked(self) -> Query:
        """Return what is asked for: what was chosen with a key holds, whatever is typed."""
        desk = self.session.desk
        query = read_query(self.query_one("#words", Input).value, desk.clients(), desk.moment)
        if self._period is not Period.ALWAYS:
            first, last = self._period.days(desk.today)
            query = replace(query, first=first, last=last)
        return replace(query, client=self._client or query.client, status=self._state or query.status)

    @on(Input.Changed)
    def _ask(self) -> None:
        """Tell what is asked for, and begin when nothing more is typed for a moment."""
        query = self._asked()
        self.query_one("#understood", LinePanel).show([search_text.understood(query, self._clients)])
        if query != self._query:
            self._query = query
            self._halt()
            self._timer = self.set_timer(PAUSE, self._begin)

    @property
    def _clients(self) -> dict[str, Client]:
        return self.session.desk.ledger.table(Client)

    def action_pick_client(self) -> None:
        """Choose one client, or all of them."""
        choices = [Choice("", _("All clients"))]
        choices += [Choice(c.id, f"{harmless(c.label):<3}  {shown(c.name)}") for c in self.session.desk.clients()]

        def answered(key: str | None) -> None:
            if key is not None:
                self._client = key or None
                self._ask()

        self.app.push_screen(ChoiceScreen(_("Search one client"), "", choices), answered)

    def action_next_state(self) -> None:
        """Go to the next state, after the last one to all of them."""
        states = [None, *Found]
        self._state = states[(states.index(self._state) + 1) % len(states)]
        self._ask()

    def action_next_period(self) -> None:
        """Go to the next period, after the last one to all of them."""
        periods = list(Period)
        self._period = periods[(periods.index(self._period) + 1) % len(periods)]
        self._ask()

    # -- searching -------------------------------------------------------------------------------

    @property
    def searching(self) -> bool:
        """Whether more may still be found."""
        return self._timer is not None

    def _halt(self) -> None:
        """Let the search under way end where it is."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._slices = None
        self._stopped = False

    def _begin(self) -> None:
        self._halt()
        self._found = Run(self.session.desk, self._query)
        rows = self.query_one("#found", Rows)
        rows.show([])
        rows.scroll_home(animate=False)
        if not self._query.empty:
            self._slices = self._found.slices()
            self._go_on(self._slices)
        else:
            self._show_found()

    def _go_on(self, slices: Iterator[None]) -> None:
        """Do one slice, and come back for the next, unless another search began."""
        if slices is not self._slices:
            return
        until = monotonic() + SLICE
        going = next(slices, self) is not self
        while going and monotonic() < until:
            going = next(slices, self) is not self
        self._timer = self.set_timer(BREATH, partial(self._go_on, slices)) if going else None
        self._show_found()

    # -- showing ---------------------------------------------------------------------------------

    def _show_found(self) -> None:
        rows = self.query_one("#found", Rows)
        if rows.items is not self._found.rows or len(rows.items) != rows.virtual_size.height:
            rows.show(self._found.rows)
        elif not rows.items:
            rows.refresh()
        told = search_text.progress(self._found, running=self.searching, stopped=self._stopped)
        rows.border_title = _("Found") if self._query.empty else told
        self._show_whole()

    def _draw(self, row: Row, width: int) -> tuple[Line]:
        settings = self.session.desk.settings
        return (search_text.row_line(row, width, self._found.query.words, self._clients, settings),)

    def _empty(self) -> str:
        if self._query.empty:
            return _("What you look for is listed here while you type.")
        if self.searching:
            return _("Searching…")
        if self._stopped:
            return _("The search was stopped before anything was found.")
        return _("Nothing was found. Try fewer words, only the beginning of one, or another period.")

    @on(Rows.Moved)
    def _show_whole(self) -> None:
        """Show the chosen thing, below the months that cannot be read."""
        row = self.query_one("#found", Rows).chosen
        lines: list[Line] = [((refusals.say(error), "late"),) for error in self._found.unread]
        if self._query.empty:
            lines = search_text.notation()
        elif row is not None:
            own, now = self.session.desk.settings, self.session.now
            lines += [*([()] if lines else []), *whole(row, self._clients, own, now)]
        self.query_one("#whole").border_title = _("How to search") if self._query.empty else _("The whole of it")
        if lines == self._lines:
            return
        self._lines, text = lines, Text()
        for number, line in enumerate(lines):
            text.append("\n" if number else "")
            for piece, style in line:
                text.append(piece, ink(self, style))
        self.query_one("#whole Static", Static).update(text)

    # -- the keys --------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Choose another row; the cursor stays where she types."""
        self.query_one("#found", Rows).action_move(by)

    def action_page(self, by: int) -> None:
        """Choose a row one page away."""
        self.query_one("#found", Rows).action_page(by)

    def action_back(self) -> None:
        """End a search under way, else go back to the day."""
        if not self.searching:
            # What was chosen with keys would surprise the next time; the words stay, to be typed over.
            self._client, self._state, self._period = None, None, Period.ALWAYS
            self._ask()
            self.app.switch_mode("day")
            return
        if self._slices is None:
            self._found = Run(self.session.desk, self._query)
        self._halt()
        self._stopped = True
        self._show_found()

    @on(Input.Submitted)
    @on(Rows.Opened)
    async def action_open_found(self) -> None:
        """Open the chosen thing; what was typed a moment ago is searched first."""
        if self.searching and self._slices is None:
            self._begin()
            return
        row: Row | None = self.query_one("#found", Rows).chosen
        if row is None:
            return
        if row.gone:
            told = _("This was deleted: {undo} brings it back.").format(**keys_to(Place.EVERYWHERE, "undo"))
            self.session.tell(told, True)  # noqa: FBT003
            return
        self.query_one("#found").focus()  # from here on Ctrl+Z is about work, no more about what is typed
        await self._open(row)

    async def _open(self, row: Row) -> None:
        desk = self.session.desk
        match row.hit.value:
            case Task() as task:
                self.session.attempt(lambda: self._form(task_forms.edit(self.session, desk.task(task.id))))
            case Entry() as entry:
                self.app.push_screen(TimeFormScreen(self.session, entry), lambda _saved: self.refresh_desk())
            case Client() as client:
                self._form(client_forms.edit(self.session, client))
            case Report() as report:
                await self._show_report(report)
            case _:
                self.session.tell(_("An interruption can only be read: it is shown whole here."), False)  # noqa: FBT003

    def _form(self, form: Form) -> None:
        self.app.push_screen(FormScreen(self.session, form), lambda _saved: self.refresh_desk())

    async def _show_report(self, report: Report) -> None:
        await self.app.switch_mode("reports")
        await self.app.run_action("app.show('reports')")  # from what was opened above the drafts
        screen = self.app.screen
        if isinstance(screen, ReportsScreen):
            screen.show_report(report)
