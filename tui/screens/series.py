"""Récurrences: what comes again, with its next days; added, changed, paused, ended and skipped here."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll

from pupitre.errors import Invalid
from pupitre.recurrence import Recurrence
from tui import rule_words
from tui.commands import Place
from tui.screens import series_text
from tui.screens.base import DeskScreen, bindings_of
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.form import Field, Form, FormScreen, Kind
from tui.screens.inputs import day_in, day_text
from tui.screens.series_form import SeriesForm, blank, ready_made
from tui.widgets.keyline import KeyLine
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows
from tui.words import _, ngettext, shown

SKIPPABLE = 8
"""Days to come that are offered to be left out."""

WIDE = 100
"""Cells from which the two stand side by side, as in the style sheet."""

_ON_ONE = {"edit_series", "pause_series", "end_series", "skip_day", "delete_series"}
"""Commands that need a recurrence."""


class SeriesScreen(DeskScreen):
    """The list on the left, the chosen one on the right."""

    PLACE = Place.SERIES
    CSS_PATH = "series.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.SERIES)]
    AUTO_FOCUS = "#which"

    def compose(self) -> ComposeResult:
        """Lay out the list and what is told of one."""
        yield LinePanel(id="title")
        with Horizontal(id="middle"):
            yield Rows[Recurrence](
                lambda item, _width: series_text.row(self.session.desk, item), lambda item: item.id, row_height=2,
                empty=series_text.nothing, id="which",
            )
            with VerticalScroll(id="beside", can_focus=False):
                yield LinePanel(id="detail")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time."""
        self.query_one("#which").border_title = _("Recurrences")
        self.query_one("#beside").border_title = _("The chosen one")
        self.refresh_desk()

    def refresh_desk(self) -> None:
        """Show what comes again, as the desk has it now."""
        found = self.session.desk.recurrences()
        self.query_one("#which", Rows).show(found)
        count = ngettext("{n} recurrence", "{n} recurrences", len(found)) if found else _("none yet")
        self.query_one("#title", LinePanel).show([((f" {_('Recurrences')} ", "strong"), (f"· {count}", "faint"))])
        self._show_chosen()
        self.refresh_keys()

    def on_resize(self) -> None:
        """Wrap what is told in the width there is."""
        if self.laid_out:
            self.call_after_refresh(self._show_chosen)

    @on(Rows.Moved)
    def _show_chosen(self) -> None:
        # The half of the screen, or all of it, without a frame and a scroll bar: it may not be laid out yet.
        chosen, width = self.chosen, self.size.width // (2 if self.size.width >= WIDE else 1) - 5
        self.query_one("#detail", LinePanel).show(
            series_text.detail(self.session.desk, chosen, width) if chosen else []
        )
        self.query_one("#beside").display = chosen is not None

    @property
    def chosen(self) -> Recurrence | None:
        """The recurrence the keys act on."""
        found: Recurrence | None = self.query_one("#which", Rows).chosen
        return found

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a command does something now."""
        if action in _ON_ONE and self.laid_out:
            return self.chosen is not None
        return super().check_action(action, parameters)

    # -- what the keys do ------------------------------------------------------------------------

    def action_add_series(self) -> None:
        """Ask for a new recurrence."""
        self._form(blank(self.session.desk.today))

    def action_ready_made(self) -> None:
        """Choose a ready-made reminder; it is opened to be checked, and kept only when she saves it."""
        kits = ready_made(self.session.desk.today)

        def chosen(key: str | None) -> None:
            found = next((kit for kit in kits if kit.kit == key), None)
            if found is not None:
                self._form(found)

        choices = [Choice(k.kit, f"{k.title} ({rule_words.said(k.rule)})") for k in kits]
        detail = _("These are reminders, not rules: check each date, and change it.")
        self.app.push_screen(ChoiceScreen(_("Ready-made reminders"), detail, choices), chosen)

    def action_edit_series(self) -> None:
        """Open the chosen recurrence."""
        if self.chosen is not None:
            self._form(self.chosen)

    @on(Rows.Opened)
    def _opened(self) -> None:
        self.action_edit_series()

    def _form(self, recurrence: Recurrence) -> None:
        known = {r.id for r in self.session.desk.recurrences()}

        def closed(_saved: bool | None) -> None:  # noqa: FBT001 - what the form answers
            self.refresh_desk()
            for each in self.session.desk.recurrences():
                if each.id not in known:
                    self.query_one("#which", Rows).choose(each.id)

        self.app.push_screen(SeriesForm(self.session, recurrence), closed)

    def action_pause_series(self) -> None:
        """Let it make nothing for a while, or go on."""
        chosen = self.chosen
        if chosen is not None:
            self._do(lambda key: self.session.desk.pause_recurrence(key, paused=not chosen.paused))

    def action_end_series(self) -> None:
        """Ask for the last day."""
        chosen, desk = self.chosen, self.session.desk
        if chosen is None:
            return

        def save(values: dict[str, str]) -> None:
            until = day_in(values["until"], "until", chosen.rule.until, desk.moment)
            if until is not None and until < chosen.rule.first:
                raise Invalid("until", "order", values["until"].strip())
            desk.end_recurrence(chosen.id, until)

        form = Form(
            f"series-end_{chosen.id}:{chosen.client or ''}", _("End: {title}").format(title=shown(chosen.title)),
            (Field("until", _("Last day"), day_text(chosen.rule.until or desk.today), Kind.DATE,
                   hint=_("friday, 31/12… or nothing for no end")),), save,
        )
        self.app.push_screen(FormScreen(self.session, form), lambda _saved: self.refresh_desk())

    def action_skip_day(self) -> None:
        """Ask which day to come is left out."""
        chosen, desk = self.chosen, self.session.desk
        if chosen is None:
            return
        found = {c.day.isoformat(): c for c in desk.coming(chosen, SKIPPABLE) if not c.skipped}
        choices = [Choice(key, rule_words.coming(c)) for key, c in found.items()]
        if not choices:
            self.session.tell(_("No day is left to be skipped."), True)  # noqa: FBT003 - a bad news
            return

        def answered(key: str | None) -> None:
            if key is not None:
                self._do(lambda series: desk.skip_day(series, found[key].day))

        self.app.push_screen(ChoiceScreen(_("Which day is skipped?"), shown(chosen.title), choices), answered)

    def action_delete_series(self) -> None:
        """Take the recurrence away; undo brings it back."""
        self._do(self.session.desk.delete_recurrence)

    def _do(self, verb: Callable[[str], object]) -> None:
        chosen = self.chosen
        if chosen is not None:
            self.session.attempt(lambda: verb(chosen.id))
            self.refresh_desk()

    def action_back(self) -> None:
        """Go back to the day."""
        self.app.switch_mode("day")
