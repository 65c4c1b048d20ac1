"""The day as a text: one thing a line, the cursor of the terminal on it, the keys of the day (WCAG 1.3.1, 1.4.1)."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from pupitre.task import Task
from tui.commands import Command, Place, commands_of
from tui.commands.reading import OF_THE_BOARD
from tui.reading import Opens, announced, day_lines
from tui.screens import day_actions
from tui.screens.base import DeskScreen, bindings_of
from tui.screens.showing import show_draft
from tui.session import Session
from tui.widgets.keyline import KeyLine
from tui.widgets.reading_text import ReadingText
from tui.words import _, shown

CURSOR_ON, CURSOR_OFF = "\x1b[?25h", "\x1b[?25l"
"""The terminal's own cursor (DECTCEM): a screen reader follows it."""

class Read(DeskScreen):
    """A screen that is a text; what is announced stands at its foot instead of over it."""

    PLACE = Place.READING
    CSS_PATH = "reading.tcss"
    DEFAULT_CLASSES = "reading"

    def compose(self) -> ComposeResult:
        """Lay out the text, what was announced last, and the keys."""
        yield ReadingText(id="text")
        yield Static("", id="told", markup=False)
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time."""
        self.query_one(ReadingText).focus()
        self.query_one("#told").display = False
        self.refresh_desk()

    def on_screen_resume(self) -> None:
        """Show the terminal's cursor."""
        super().on_screen_resume()
        self.session.write(CURSOR_ON)

    def on_screen_suspend(self) -> None:
        """Hide the terminal's cursor again, unless she reads with it everywhere."""
        if not self.session.desk.settings.reading:
            self.session.write(CURSOR_OFF)

    def hear(self) -> None:
        """Show what was just announced."""
        if self.laid_out:
            self.refresh_desk()

    def show_told(self) -> None:
        """Show what was announced last."""
        told, foot = self.session.told, self.query_one("#told", Static)
        foot.display = bool(told)
        foot.update(shown(told[-1].sentence) if told else "")


class ReadingScreen(day_actions.DayActions, Read):
    """The day, its lines in the order in which they matter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(Place.READING), *(b for b in bindings_of(Place.DAY) if b.action not in OF_THE_BOARD),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.client: str | None = None
        self._minute: datetime | None = None

    def possible(self) -> Iterable[Command]:
        """Return the commands that do something now: its own, those of the day, and those of every screen."""
        own = (c for c in commands_of(Place.DAY) if c.action not in OF_THE_BOARD)
        all_of_them = (*commands_of(Place.READING), *own, *commands_of(Place.EVERYWHERE))
        return (self.called(c) for c in all_of_them if self.answers(c))

    def refresh_desk(self) -> None:
        """Read the desk anew."""
        desk = self.session.desk
        self.doubts = desk.doubts()
        self._minute = self.session.now.replace(second=0, microsecond=0)
        lines = (*day_lines(desk, self.session.outlook), *announced(self.session.told, desk))
        self.query_one(ReadingText).show(lines)
        self.show_told()
        self.refresh_keys()

    def beat(self, now: datetime) -> None:
        """Read the desk anew each minute: no line changes more often by itself."""
        if self.laid_out and now.replace(second=0, microsecond=0) != self._minute:
            self.refresh_desk()

    # -- what a line is --------------------------------------------------------------------------

    @property
    def chosen(self) -> Task | None:
        """The task of the line."""
        line = self.query_one(ReadingText).chosen
        if line is None or line.opens is not Opens.TASK:
            return None
        return self.session.desk.ledger.table(Task).get(line.key)

    def choose(self, task: str) -> None:
        """Go to the line of a task."""
        self.query_one(ReadingText).choose(task)

    async def action_open_line(self) -> None:
        """Open what the line speaks of."""
        line, desk = self.query_one(ReadingText).chosen, self.session.desk
        opens = line.opens if line is not None else Opens.NOTHING
        if line is not None and opens is Opens.REPORT:
            await show_draft(self.app, line.key)
        elif opens is Opens.TASK:
            self.action_edit()
        elif opens is Opens.AGENDA:
            await self.run_action("app.show('agenda')")
        elif opens is Opens.SESSION and desk.pause_under_way is not None:
            self.action_rest()
        elif opens is Opens.SESSION and desk.focus is not None:
            self.action_focus_view()
        else:
            self.session.tell(_("Nothing opens from this line: go to a task with the arrows."), False)  # noqa: FBT003

    async def action_back(self) -> None:
        """Go to the board."""
        await self.run_action("app.show('day')")


class AnnouncementsScreen(Read):
    """What was announced since Pupitre was opened, the newest last."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.READING)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Nothing opens from here."""
        return action not in {"open_line", "start"}

    def refresh_desk(self) -> None:
        """Show what was announced."""
        lines = announced(self.session.told, self.session.desk)
        text = self.query_one(ReadingText)
        text.show(lines)
        if not lines:
            text.load_text(_("Nothing has been announced yet."))
        elif text.cursor_location == (0, 0):
            text.action_end_of_text(False)  # noqa: FBT003 - to the newest
        self.refresh_keys()

    def action_back(self) -> None:
        """Go back to where she was."""
        self.dismiss(None)
