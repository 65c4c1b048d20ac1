"""Mes touches: every command with its key, and another key for it by pressing it."""

from collections.abc import Callable
from textwrap import wrap
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from pupitre.errors import BadKeymap, StorageFailed
from pupitre.value import Struct
from tui import refusals
from tui.commands import COMMANDS, HEADINGS, Command, Keymap, Place, commands_of, key_name, keys_in_use
from tui.commands.keymap import changeable, give, give_back, identity
from tui.commands.keyrefusals import why
from tui.screens.base import DeskScreen, bindings_of
from tui.screens.new_key import NewKeyScreen
from tui.session import Session
from tui.widgets.keyline import KeyLine
from tui.widgets.lines import Line
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows
from tui.words import _, ngettext

_DEFAULTS = {identity(command): command for command in COMMANDS}


class KeyRow(Struct, frozen=True):
    """A command as it is listed; `first` is the first one of its screen, `own` one with keys of hers."""

    command: Command
    first: bool
    own: bool


def _row(row: KeyRow, width: int) -> tuple[Line, ...]:
    """Draw a row: the screen, the command, its keys."""
    heading = _(HEADINGS[row.command.place]) if row.first else ""
    keys = ", ".join(key_name(k) for k in row.command.keys if k) or "–"
    first, second = (22, 24) if width < 100 else (26, 34)
    return ((
        (f" {heading:<{first}.{first}} ", "strong"), (f"{row.command.title:<{second}.{second}} ", ""),
        (keys, "key"), (f"  · {_('yours')}" if row.own else "", "faint"),
    ),)


class KeysScreen(DeskScreen):
    """The list of all commands, screen by screen, and what is known of the chosen one."""

    PLACE = Place.KEYS
    CSS_PATH = "keys.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.KEYS)]
    AUTO_FOCUS = "#listed"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._before: list[Keymap] = []
        self._wrong = ""

    def compose(self) -> ComposeResult:
        """Lay out the list and what is told of one."""
        yield LinePanel(id="title")
        yield Rows[KeyRow](_row, lambda row: identity(row.command), id="listed")
        yield LinePanel(id="told")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time."""
        self.refresh_desk()

    # -- showing ---------------------------------------------------------------------------------

    def refresh_desk(self) -> None:
        """Show the keys as they are now."""
        chosen = keys_in_use().chosen
        rows = [
            KeyRow(command, n == 0, identity(command) in chosen)
            for place in HEADINGS
            for n, command in enumerate(c for c in commands_of(place) if changeable(c))
        ]
        self.query_one("#listed", Rows).show(rows)
        count = ngettext("{n} key of yours", "{n} keys of yours", len(chosen)) if chosen else _("as they came")
        self.query_one("#title", LinePanel).show([((f" {_('My keys')} ", "strong"), (f"· {count}", "faint"))])
        self._show_chosen()
        self.refresh_keys()

    def _show_chosen(self) -> None:
        command = self.chosen
        if command is None:
            return
        width = max(self.size.width - 3, 20)
        told = [(line, "late") for line in wrap(self._wrong, width)] if self._wrong else []
        usual = ", ".join(key_name(k) for k in _DEFAULTS[identity(command)].keys if k) or _("in the command list")
        lines = [*told, *((line, "") for line in wrap(command.explanation, width)),
                 (_("Came with: {keys}").format(keys=usual), "faint")]
        self.query_one("#told", LinePanel).show([(line,) for line in lines[:3]])

    @on(Rows.Moved)
    def _moved(self) -> None:
        self._wrong = ""
        self._show_chosen()
        self.refresh_keys()

    @property
    def chosen(self) -> Command | None:
        """The command the keys act on, with the keys it has now."""
        row: KeyRow | None = self.query_one("#listed", Rows).chosen
        return row.command if row else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a command does something now."""
        if not self.laid_out:
            return True
        if action == "undo_keys":
            return bool(self._before)
        if action == "all_defaults":
            return bool(keys_in_use().chosen)
        if action == "default":
            return self.chosen is not None and identity(self.chosen) in keys_in_use().chosen
        return super().check_action(action, parameters)

    # -- changing --------------------------------------------------------------------------------

    def action_change(self) -> None:
        """Wait for the new key."""
        usual = self._usual
        if usual is not None and self.chosen is not None:
            ask = NewKeyScreen(self.chosen, lambda key: self._keep(give(keys_in_use(), usual, (key,), COMMANDS)))
            self.app.push_screen(ask, lambda _key: self.refresh_desk())

    def action_no_key(self) -> None:
        """Leave the command to the command list."""
        usual = self._usual
        if usual is not None:
            self._try(lambda: give(keys_in_use(), usual, (), COMMANDS))

    def action_default(self) -> None:
        """Give the command its first keys back."""
        usual = self._usual
        if usual is not None:
            self._try(lambda: give_back(keys_in_use(), usual, COMMANDS))

    def action_all_defaults(self) -> None:
        """Give every command its first keys back."""
        self._try(Keymap)

    def action_undo_keys(self) -> None:
        """Take the last change back."""
        if self._before:
            before = self._before[-1]
            self._try(lambda: before)
            del self._before[-2:]

    @property
    def _usual(self) -> Command | None:
        return _DEFAULTS[identity(self.chosen)] if self.chosen is not None else None

    def _keep(self, keymap: Keymap) -> None:
        """Put a map in use. Raises `StorageFailed`."""
        before = keys_in_use()
        self.session.own_keys.keep(keymap)
        self._before.append(before)
        self._wrong = ""

    def _try(self, made: Callable[[], Keymap]) -> None:
        try:
            self._keep(made())
        except BadKeymap as error:
            self._wrong = why(error)
        except StorageFailed as error:
            self._wrong = refusals.say(error)
        self.refresh_desk()

    # -- moving ----------------------------------------------------------------------------------

    def action_group(self, by: int) -> None:
        """Go to the first command of the screen before or after."""
        listed = self.query_one("#listed", Rows)
        firsts = [row.command for row in listed.items if row.first]
        at = next((n for n, c in enumerate(firsts) if self.chosen and c.place is self.chosen.place), 0)
        listed.choose(identity(firsts[(at + by) % len(firsts)]))

    @on(Rows.Opened)
    def _opened(self) -> None:
        self.action_change()

    def action_back(self) -> None:
        """Go back to the day."""
        self.app.switch_mode("day")
