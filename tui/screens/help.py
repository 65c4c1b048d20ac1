"""Help: every command with its key and a sentence, and how to write in the line that adds."""

from collections.abc import Iterable
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.commands import HEADINGS, Place, commands_of, key_name
from tui.words import N_, _

_LINE = (
    ("@tuy", N_("the client, by label or by the beginning of its name")),
    ("vendredi 17h", N_("a date anywhere: demain, le 5, 05/12, dans 3 jours, dans 2h, midi, fin de mois…")),
    ("~30min", N_("how long it should take: ~45, ~1h30")),
    ("!", N_("urgent")),
    ("#relance", N_("a category")),
)


class HelpScreen(ModalScreen[None]):
    """The commands of the screen it was called from first, then the others."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape,f1,q", "leave")]

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(classes="dialog"):
            yield Static(_("Help"), classes="title", markup=False)
            with VerticalScroll():
                yield Static(self._text())
            yield Static(f"{key_name('escape')} {_('Back')}", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def _text(self) -> Group:
        parts: list[RenderableType] = []
        for place in sorted(HEADINGS, key=lambda p: p is not self._place):
            rows = [
                (", ".join(key_name(k) for k in c.keys if k) or _("in the command list"), c.title, c.explanation)
                for c in commands_of(place)
            ]
            parts += [Text(_(HEADINGS[place]), "bold underline"), _table(rows), Text("")]
        rows = [(sign, "", _(meaning)) for sign, meaning in _LINE]
        return Group(*parts, Text(_("The line that adds"), "bold underline"), _table(rows))

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)


def _table(rows: Iterable[tuple[str, str, str]]) -> Table:
    """Return rows of key, name and sentence; a long sentence goes on below itself."""
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(width=15, style="bold")
    table.add_column(width=18)
    table.add_column(ratio=1)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
