"""Help: every command with its key and a sentence, and how to write in the line that adds."""

from collections.abc import Iterable
from typing import ClassVar

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from tui.commands import HEADINGS, Place, commands_of, key_name
from tui.screens.dialog import Dialog
from tui.screens.focus_help import About
from tui.words import N_, _

_LINE = (
    ("@tuy", N_("the client, by label or by the beginning of its name")),
    ("vendredi 17h", N_("a date anywhere: demain, le 5, 05/12, dans 3 jours, dans 2h, midi, fin de mois…")),
    ("à partir de jeudi", N_("not to be begun before; it is no deadline")),
    ("chaque lundi 9h", N_("something that comes again; the key * shows them all")),
    ("~30min", N_("how long it should take: ~45, ~1h30")),
    ("~48 min audio", N_("minutes of sound, times what you usually need")),
    ("!", N_("urgent")),
    ("#relance", N_("a category")),
    (N_("a paste"), N_("of an e-mail: its subject, its client by the address, its dates; the rest is a note")),
)

_ADDING = {Place.DAY, Place.PLAN, Place.STEPS, Place.URGENCY}
"""Where tasks are typed: how to write them comes second there, else last."""

_WIDEST = 18
"""Columns of a key or a name; what is longer goes on below itself, and the sentences keep their room."""


class HelpScreen(Dialog[None]):
    """What can be done where the cursor is, then the commands of the screen below, then the others."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape,f1,q", "leave"), ("v", "tour")]

    def __init__(self, place: Place, here: About | None = None) -> None:
        super().__init__()
        self._place, self._here = place, here

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(classes="dialog"):
            yield Static(_("Help"), classes="title", markup=False)
            with VerticalScroll():
                yield Static(self._text())
            keys = f"{key_name('escape')} {_('Back')}   v {_('Tour')}"
            yield Static(keys, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def _text(self) -> Group:
        signs = _table((_(sign), "", _(meaning)) for sign, meaning in _LINE)
        adding: list[RenderableType] = [Text(_("The line that adds"), "bold"), signs, Text("")]
        parts: list[RenderableType] = []
        if self._here is not None:
            told = _table((key, "", sentence) for key, sentence in self._here.keys)
            heading = _("Where you are: {name}").format(name=self._here.name)
            parts += [Text(heading, "bold"), told, Text("")]
            if self._here.adds:
                parts, adding = [*parts, *adding], []
        for place in sorted(HEADINGS, key=lambda p: p is not self._place):
            rows = [
                (", ".join(key_name(k) for k in c.keys if k) or _("in the command list"), c.title, c.explanation)
                for c in commands_of(place)
            ]
            parts += [Text(_(HEADINGS[place]), "bold"), _table(rows), Text("")]
            if place is self._place and place in _ADDING:
                parts, adding = [*parts, *adding], []
        return Group(*parts, *adding)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    async def action_tour(self) -> None:
        """Close, and begin the tour."""
        self.dismiss(None)
        await self.app.run_action("begin_tour")


def _table(rows: Iterable[tuple[str, str, str]]) -> Table:
    """Return rows of key, name and sentence; a long sentence goes on below itself."""
    rows = list(rows)
    table = Table.grid(padding=(0, 2), expand=True)
    for column, style in ((0, "bold"), (1, "")):
        widest = max((cell_len(row[column]) for row in rows), default=0)
        table.add_column(width=min(max(widest, 1), _WIDEST), style=style)
    table.add_column(ratio=1)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
