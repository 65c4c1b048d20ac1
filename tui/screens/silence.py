"""Choosing a silence: up and down for why, left and right for how long. It always has an end."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from pupitre.silence import LENGTHS, Mode, silence_end
from tui import words
from tui.commands import key_name
from tui.reminder_words import mode
from tui.screens.dialog import Dialog
from tui.session import Session
from tui.widgets.lines import Line, Span
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows
from tui.words import _

USUAL = LENGTHS.index(30)


def _row(each: Mode, _width: int) -> tuple[Line]:
    return (((f" {mode(each)}", ""),),)


class SilenceScreen(Dialog[bool]):
    """Returns whether a silence was begun."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter", "begin"), ("escape,n", "leave"), ("left", "longer(-1)"), ("right", "longer(1)"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._length = session, USUAL

    def compose(self) -> ComposeResult:
        """Lay out the modes, and the lengths below."""
        keys = (
            ("enter", _("Begin")), ("left", ""), ("right", _("Length")), ("escape", _("Back")),
        )
        with Vertical(classes="dialog"):
            yield Static(_("Silence"), classes="title", markup=False)
            yield Static(
                _("Nothing is announced until then; what was held back is said afterwards. Your session goes on."),
                classes="detail", markup=False,
            )
            yield Rows[Mode](_row, lambda each: each, id="modes")
            yield LinePanel(id="lengths")
            shown = "   ".join(f"{key_name(key)} {name}".strip() for key, name in keys).replace("←   →", "← →")
            yield Static(shown, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Offer the modes."""
        rows = self.query_one("#modes", Rows)
        rows.styles.height = len(Mode)
        rows.show(list(Mode))
        rows.focus()
        self._show()

    def _show(self) -> None:
        """Show the lengths and the end of the chosen one."""
        now, own = self._session.now, self._session.desk.settings
        ends = [silence_end(n, now, own.end_of_day, own.day_start, own.zone) for n in LENGTHS]
        names = [words.duration(n) if n else _("until the evening") for n in LENGTHS]
        spans: list[Span] = [
            (f" ▸{name} " if n == self._length else f"  {name} ", "strong" if n == self._length else "faint")
            for n, name in enumerate(names)
        ]
        until = _("silence → {hour}").format(hour=words.hour_of(ends[self._length], own.zone))
        self.query_one("#lengths", LinePanel).show([(), tuple(spans), ((f"  {until}", "running"),)])

    def action_longer(self, by: int) -> None:
        """Choose the next length."""
        self._length = (self._length + by) % len(LENGTHS)
        self._show()

    def action_begin(self) -> None:
        """Begin the silence."""
        chosen = self.query_one("#modes", Rows).chosen or Mode.PHONE
        begun = self._session.attempt(lambda: self._session.desk.start_silence(chosen, LENGTHS[self._length]))
        self.dismiss(begun)

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.dismiss(False)  # noqa: FBT003 - the screen's result

    def on_click(self, event: events.Click) -> None:
        """A click on the lengths chooses the next one."""
        if event.widget is self.query_one("#lengths"):
            self.action_longer(1)

    @on(Rows.Opened)
    def _clicked(self) -> None:
        self.action_begin()
