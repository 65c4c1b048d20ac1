"""What every screen of the desk shares: the keys of its commands, the words of its footer, the beat."""

import dataclasses
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import ActiveBinding, Binding
from textual.message import Message
from textual.screen import Screen

from pupitre.focus import State, state_of
from pupitre.value import names_of, replace
from pupitre.verbs import Done
from tui.commands import COMMANDS, Command, Place, commands_of
from tui.commands.command import Told
from tui.commands.keymap import identity
from tui.desktop.secret import Secret
from tui.screens.keyed import NO_KEY, Keyed
from tui.session import Session
from tui.styling import Styled
from tui.uncovering import Below
from tui.verb_words import undo_explained, undoes
from tui.widgets.canvas import Canvas
from tui.widgets.keyline import KeyLine
from tui.widgets.rows import Rows
from tui.widgets.texts import as_field
from tui.words import N_, _

GO_ON = N_("Go on")


def bindings_of(*places: Place) -> list[Binding]:
    """Return the key bindings of the commands of some places."""
    # A letter of one screen for a command of the application: Textual looks for actions in one place only.
    everywhere = {c.action for c in commands_of(Place.EVERYWHERE)}
    return [
        Binding(
            ",".join(filter(None, c.keys)) or NO_KEY,
            f"app.{c.action}" if c.action in everywhere and c.place is not Place.EVERYWHERE else c.action, c.name,
            show=c.footer, priority=c.priority, tooltip=c.help, id=identity(c),
        )
        for c in COMMANDS
        if c.place in places
    ]


class RestoreWanted(Message):
    """She wants a backup back: the application closes the desk for it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class ProtectionWanted(Message):
    """She wants her data protected, or no more: the application closes the desk for it."""

    def __init__(self, phrase: Secret, *, on: bool, remember: bool) -> None:
        super().__init__()
        self.phrase, self.on, self.remember = phrase, on, remember


class Timed:
    """A screen above the others that shows what time changes, each second."""

    def beat(self, now: datetime) -> None:
        """Show what time changed."""


class DeskScreen(Keyed, Below[None], Styled[None], Screen[None]):
    """A screen of the desk. `refresh_desk` reads everything anew, `beat` only what time changes."""

    PLACE: ClassVar[Place]
    EACH_SECOND: ClassVar[bool] = False
    """Whether something on it moves each second, also while she does nothing."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-large")]  # noqa: RUF012 - Textual's own shape

    _undo_named: Done | None = None
    _fresh = False
    """Whether it was filled and not left since."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._compositor = Canvas()
        self.session = session
        width = self.app.size.width
        wide = [name for least, name in self.HORIZONTAL_BREAKPOINTS if width >= least]
        self.add_class(*wide[-1:], update=False)  # else it is styled once more as soon as it knows its size

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Textual's own, in the language of the screen."""
        return {
            key: active._replace(
                binding=dataclasses.replace(active.binding, description=_(active.binding.description)),
                tooltip=_(active.tooltip) if active.tooltip else "",
            )
            for key, active in super().active_bindings.items()
        }

    def possible(self) -> Iterable[Command]:
        """Return the commands that do something now."""
        return (self.called(c) for c in commands_of(self.PLACE, Place.EVERYWHERE) if self.answers(c))

    def answers(self, command: Command) -> bool:
        """Return whether a command does something now, here and in the application."""
        return all(each.check_action(*_parsed(command.action)) for each in (self, self.app))

    def called(self, command: Command) -> Command:
        """Return a command as it is called now: undo says what it would take back."""
        done = self.session.desk.last_done if command.action == "undo" else None
        if done is None:
            return command
        own = {name: getattr(command, name) for name in names_of(command)}
        return Told(**own, told=undoes(done), explained=undo_explained(done))

    @property
    def laid_out(self) -> bool:
        """Whether its widgets are there: not yet at first, and no more when she is leaving."""
        return self.is_mounted and bool(self.children)

    def on_mount(self) -> None:
        """Fill the screen, unless she is leaving already."""
        if self.children:
            self.fill()
            self._fresh = True

    def fill(self) -> None:
        """Fill the screen for the first time."""

    def refresh_desk(self) -> None:
        """Show the desk as it is now."""

    def named(self, command: Command) -> Command:
        """Return a command with the name of what it does now: « p » ends a break under way."""
        desk = self.session.desk
        held = desk.pause_under_way is not None or state_of(desk.focus) is State.PAUSED
        return replace(command, name=GO_ON) if held and command.action == "pause" else command

    def refresh_keys(self) -> None:
        """Show the keys that do something now; help comes last."""
        shown = [
            self.named(c) for c in self.possible() if c.footer and any(c.keys) and not self._written_by(c)
        ]
        shown.sort(key=lambda c: c.place is Place.EVERYWHERE)
        self._undo_named = self.session.desk.last_done
        self.query_one(KeyLine).show(shown)
        if self.session.desk.tour is not None or self.query("#tour"):
            from tui.screens.touring import show_tour  # noqa: PLC0415 - not needed for the first screen

            show_tour(self, self.session, self.PLACE)

    def name_undo(self) -> None:
        """Show the keys anew when undo takes back another thing than they say: time can take it away."""
        if self.laid_out and self._undo_named is not self.session.desk.last_done:
            self.refresh_keys()

    def _written_by(self, command: Command) -> bool:
        """Whether the shown key of a command writes a letter, or takes one away, where the cursor is."""
        key, at = command.keys[0], self.focused
        letter = " " if key == "space" else key if len(key) == 1 else None
        if at is None or command.priority:
            return False
        edits = as_field(at) is not None and key != "enter" and key in at._bindings.key_to_bindings  # noqa: SLF001
        return edits or at.check_consume_key(key, letter)

    def on_descendant_focus(self) -> None:
        """Show the keys that lead somewhere from where the cursor is now."""
        if self.laid_out and self.query(KeyLine):
            self.refresh_keys()

    def beat(self, now: datetime) -> None:
        """Show what time changed."""

    def hear(self) -> None:
        """Take note that something was announced."""

    def on_screen_suspend(self) -> None:
        """Name no keys while a dialog has them."""
        self._fresh = False
        self._cover_keys(covered=True)

    def on_screen_resume(self) -> None:
        """Show the desk as it is when this screen comes back."""
        self._cover_keys(covered=False)
        if self.laid_out and not self._fresh and not self.is_up_to_date():
            self.refresh_desk()

    def _cover_keys(self, *, covered: bool) -> None:
        for line in self.children:
            if isinstance(line, KeyLine):
                line.covered = covered

    def is_up_to_date(self) -> bool:
        """Whether what stands there is what `refresh_desk` would show; where nothing is known of it, it is not."""
        return False

    def fits_chosen(self, action: str) -> bool:  # noqa: ARG002 - for the screens that know
        """Whether an action makes sense on the row that is chosen."""
        return True

    @on(Rows.Asked)
    def _menu(self, event: Rows.Asked) -> None:
        """Offer what can be done with the row below the mouse."""
        from tui.screens.menu import MenuScreen, on_row  # noqa: PLC0415 - not needed for the first screen

        found = on_row(c for c in self.possible() if c.place is self.PLACE and self.fits_chosen(c.action))
        if not found:
            return

        async def chosen(action: str | None) -> None:
            if action is not None:
                await self.action_run_command(action)

        self.app.push_screen(MenuScreen(found, event.at), chosen)

    async def action_run_command(self, action: str) -> None:
        """Run a command that was clicked, here or in the application."""
        await self.run_action(action if "." in action else self._where(action))

    def _where(self, action: str) -> str:
        name = action.split("(", maxsplit=1)[0]
        return f"screen.{action}" if hasattr(self, f"action_{name}") else f"app.{action}"


def _parsed(action: str) -> tuple[str, tuple[object, ...]]:
    return action.split("(", maxsplit=1)[0], ()
