"""The application: its modes, its theme, its one beat, and how it speaks. Nothing of the trade."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import LineFilter

from pupitre.focus import State
from pupitre.silence import Mode
from pupitre.text import clean_text
from tui import strips as strips  # noqa: PLC0414 - for what it does to the lines of Textual
from tui import words
from tui.chores import Chores
from tui.commands import Place
from tui.commands.first import DEMONSTRATION
from tui.desktop.idle_watch import Away
from tui.desktop.notice import Outcome
from tui.everywhere import Everywhere, falls_on_what_goes, is_typing, severity
from tui.idling import Idling
from tui.pace import Pace
from tui.reminders import Reminders
from tui.screens.base import DeskScreen, ProtectionWanted, RestoreWanted, Timed, bindings_of
from tui.screens.caught import catches
from tui.screens.day import DayScreen
from tui.screens.modes import MODES
from tui.session import Session
from tui.styling import Styling
from tui.sweeping import loaded
from tui.switching import Switching
from tui.themes import THEMES
from tui.uncovering import Uncovering
from tui.watching import Watching
from tui.widgets.keyline import KeyLine
from tui.widgets.signs import filters
from tui.widgets.texts import as_field
from tui.words import _

if TYPE_CHECKING:
    from tui.screens.returning import Returns

LAST_MINUTE = timedelta(minutes=1)
LOOK_FOR_WORK = 1.5
"""Seconds between two looks into the inbox, whose work is promised within two."""

HERS = (events.Key, events.MouseEvent, events.Paste, events.AppFocus)
"""What only comes when she is there."""


def _desk_commands() -> Any:  # noqa: ANN401 - Textual's own type of a provider that is loaded late
    from tui.screens.palette import DeskCommands  # noqa: PLC0415 - not needed for the first screen

    return DeskCommands


class PupitreApp(Everywhere, Uncovering, Switching, Styling, App[Path]):
    """Full screen. It holds the session and passes it to each screen; ends with the backup she wants back, if any."""

    CSS_PATH = "app.tcss"
    TITLE = "Pupitre"
    DEFAULT_MODE = "day"
    COMMANDS: ClassVar[set[Any]] = {_desk_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        *(b for b in bindings_of(Place.EVERYWHERE) if b.action != "undo"),
        Binding("ctrl+z", "undo", show=False, id="everywhere.undo"),
        *bindings_of(Place.TOUR),
    ]

    def __init__(self, make_session: Callable[["PupitreApp"], Session]) -> None:
        super().__init__()
        self.session = make_session(self)
        self.session.desk.settle()
        self.session.news = (*self.session.news, *self.session.own_keys.load())
        self.session.tell = self._tell
        self.session.write = self.write_sequence
        self.prepare_masking()
        self.chores = Chores(self, self.session)
        self.session.behind = self.chores.add
        for theme in THEMES:
            self.register_theme(theme)
        self._use_theme(self.session.desk.settings.theme)
        self.keep_styles()
        self.add_mode("day", partial(DayScreen, self.session))
        for mode, screen in MODES.items():
            self.add_mode(mode, partial(screen, self.session))
        if self.session.welcome or self.session.desk.is_new:
            self._begin_with("welcome")
        self.pace: Pace | None = None
        self.protection: ProtectionWanted | None = None
        self.reminders = Reminders(self, self.session)
        self.watching = Watching(self, self.session)
        self._returns: Returns | None = None
        self.idling = Idling(self.session, found=self._was_away, suspended=self._on_the_phone)

    def get_driver_class(self) -> type[Driver]:
        """Wait for keys where Textual's driver for terminals looks for them ten times a second."""
        usual = super().get_driver_class()
        if usual.__module__ != "textual.drivers.linux_driver":
            return usual  # Windows, a browser, one that is named on purpose
        try:
            from tui.waiting import WaitingDriver  # noqa: PLC0415 - it is for terminals only
        except ImportError:  # it leans on a part that Textual may move
            return usual
        return WaitingDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line goes through before it is drawn: no sign the terminal lacks."""
        glyphs, term = self.session.desk.settings.glyphs, self.session.surroundings.term
        return (*super().get_line_filters(), *filters(glyphs, term))

    # -- starting and stopping -------------------------------------------------------------------

    def on_mount(self) -> None:
        """Show the day, then what an earlier run left open."""
        if self.session.desk.settings.reading:
            self.switch_mode("reading")
        for sentence, bad in self.session.news:
            self.notify(sentence, severity=severity(bad=bad), markup=False, timeout=20)
        self.pace = Pace(self, self.beat, self._seconds_count, self.session.desk.clock, rest=self.rest)
        self.leave_nothing()
        self.unattended.beat(self.session.now)
        self.set_interval(LOOK_FOR_WORK, self.chores.look)
        self.draw_soon()
        self.call_after_refresh(loaded)
        self.call_after_refresh(self._finish_interruption)
        self.call_after_refresh(self._ask)
        self.call_after_refresh(self.chores.beat)
        self.get_ready(partial(self.session.desk.understand, "x"), self.read_kinds)

    async def action_quit(self) -> None:
        """Leave at once: everything is on the disk, what is typed in an open form too."""
        self._keep_typed()
        self.exit()

    def on_restore_wanted(self, wanted: RestoreWanted) -> None:
        """Leave with the backup that is to be put back: the desk must be closed for it."""
        self._keep_typed()
        self.exit(wanted.path)

    def on_demo_wanted(self) -> None:
        """Leave for the demonstration: the desk is closed meanwhile."""
        self._keep_typed()
        self.exit(DEMONSTRATION)

    def on_protection_wanted(self, wanted: ProtectionWanted) -> None:
        """Leave with what is to be protected, or no more: the desk must be closed for it."""
        self._keep_typed()
        self.protection = wanted
        self.exit()

    def _begin_with(self, mode: str) -> None:
        """Show another screen than the day first, without drawing the day before it."""
        self.read_kinds()
        self._current_mode = mode
        self._screen_stacks = {mode: []}

    def _keep_typed(self) -> None:
        for form in tuple(self.session.open_forms):
            form.keep_draft()
        self.session.keep_typed()

    def on_unmount(self) -> None:
        """Let the notifier go."""
        self.session.notifier.close()
        words.veil(on=False)

    # -- the one beat ----------------------------------------------------------------------------

    def beat(self) -> None:
        """Once a second: find gaps, show what time changed, stay alive on the disk, take what came, remind, ask."""
        if not self.is_running:
            return  # she is leaving: the screens are going, the disk may be closed
        self.cover(self.size)
        self.chores.live()
        self.session.attentive = self.pace is None or not self.pace.slow
        self.unattended.beat(self.session.now, self.idling.touched)
        now = self.session.now
        for screen in self.seen_screens():
            # On a slow machine the first beat can come before the screen is laid out.
            if screen.is_mounted and screen.children and isinstance(screen, DeskScreen | Timed):
                screen.beat(now)
        self.chores.beat()
        self.reminders.beat(now)
        self.watching.beat(now)
        self.idling.beat(now)
        self.keep_locked()
        self._ask()
        if isinstance(self.screen, DeskScreen):
            self.screen.name_undo()

    def _seconds_count(self) -> bool:
        """Whether each second counts although she does nothing: a call, the last minute of a session, a breath."""
        if not self.is_running:
            return True  # she is leaving: no screen is left to ask, and nothing more is to be planned
        focus, screen = self.session.desk.focus, self.screen
        left = focus.remaining(self.session.now) if focus is not None and focus.state is State.RUNNING else None
        ending = left is not None and timedelta() <= left <= LAST_MINUTE
        moving = screen.EACH_SECOND if isinstance(screen, DeskScreen) else isinstance(screen, Timed)
        return ((ending or moving) and not self.session.still) or not self.chores.idle

    def _on_the_phone(self) -> bool:
        silence = self.session.desk.silence
        return silence is not None and silence.mode is Mode.PHONE and self.session.desk.silent

    def _was_away(self, away: Away) -> None:
        desk = self.session.desk
        self.session.attempt(lambda: desk.was_away(away.start, away.end))
        self._refresh()

    def _finish_interruption(self) -> None:
        """Ask for the details of a call that an earlier run left open."""
        if self.session.desk.interruption is not None:
            self.action_interrupt()

    def _ask(self) -> None:
        """Ask what an absence was, or tell what became of a session meanwhile."""
        if self.session.desk.question is None and self.session.desk.closed_session is None:
            return
        from tui.screens.returning import Returns  # noqa: PLC0415 - not needed for the first screen

        self._returns = self._returns or Returns(self, self.session, self._refresh)
        self._returns.beat()

    async def on_event(self, event: events.Event) -> None:
        """Note a sign of her; take a paste without its control characters: a field would hand them on."""
        if isinstance(event, HERS) and self.is_running:
            self.chores.live(her=True)
            self.unattended.touched(self.session.now)
        if isinstance(event, events.InputEvent | events.AppFocus) and self.pace is not None:
            self.pace.touched()
        if isinstance(event, events.Paste):
            event.text = clean_text(event.text)
        if isinstance(event, events.Key | events.Paste) and is_typing(self.focused):
            self.session.typed_at = self.session.now
        if isinstance(event, events.MouseDown) and falls_on_what_goes(self.screen, event):
            return
        if not catches(self.screen_stack[-1] if self.is_running and self.screen_stack else None, event):
            await super().on_event(event)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep the cursor of a field from blinking where nothing is to move."""
        field = as_field(event.widget)
        if self.session.still and field is not None:
            field.cursor_blink = False

    def on_app_focus(self) -> None:
        """The terminal says that it came to the front; until one says so, she is taken to look elsewhere."""
        self.reminders.in_front = True

    def on_app_blur(self) -> None:
        """The terminal says that she went elsewhere."""
        self.reminders.in_front = False

    # -- speaking --------------------------------------------------------------------------------

    def tell(self, sentence: str, *, bad: bool) -> None:
        """Show a sentence for some seconds."""
        self._tell(sentence, bad)

    def show_progress(self, told: str) -> None:
        """Show what goes on behind her work, in the place of the keys; an empty text brings them back."""
        for line in self.screen.query(KeyLine):
            line.told = told

    def show_desk(self) -> None:
        """Show the desk as it is now."""
        self._refresh()

    def write_sequence(self, sequence: str) -> None:
        """Put an escape sequence on the terminal, from any thread and in order with what is drawn."""
        def put() -> None:
            # The driver's own output is the one way that cannot cut a frame in two.
            if self._driver is not None:
                self._driver.write(sequence)
                self._driver.flush()

        if self._thread_id == get_ident():
            put()
        elif self.is_running:
            self.call_later(put)

    def degraded(self, outcomes: tuple[Outcome, ...]) -> None:
        """Say once that the desktop cannot be reached; called from the notifier's thread."""
        names = ", ".join(o.channel for o in outcomes)
        told = _("The desktop shows no notification ({channels}): the bell and this line remain.")
        self.call_later(self._tell, told.format(channels=names), True)  # noqa: FBT003
