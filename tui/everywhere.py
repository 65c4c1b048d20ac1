"""The commands that are good on every screen, and how the application speaks."""

from pathlib import Path
from typing import Literal

from textual.app import App
from textual.errors import NoWidget
from textual.events import MouseDown
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input

from pupitre.settings import Settings
from tui import words
from tui.commands import Place
from tui.desktop.notice import Notice, Outcome
from tui.screens.base import DeskScreen
from tui.screens.day_session import toggle_break
from tui.session import Session
from tui.verb_words import undone
from tui.words import _


def is_typing(widget: Widget | None) -> bool:
    """Whether a widget takes text: a key pressed there is typing."""
    return widget is not None and widget.check_consume_key("a", "a")


def falls_on_what_goes(screen: Screen[object], event: MouseDown) -> bool:
    """Whether a click falls on a widget that is gone already, and only drawn still: Textual would fail on it."""
    try:
        widget, _region = screen.get_widget_at(event.x, event.y)
    except NoWidget:
        return False
    return widget.parent is None and widget is not screen


def severity(*, bad: bool) -> Literal["error", "information"]:
    """Return how Textual calls good and bad news."""
    return "error" if bad else "information"


def _ends(screen: Screen[object]) -> bool:
    """Whether a screen is left for the one it was opened from: a session and a break go on above the day."""
    return not (isinstance(screen, DeskScreen) and screen.PLACE in {Place.FOCUS, Place.PAUSE})


class Everywhere(App[Path]):
    """An application with those commands."""

    session: Session

    def _tell(self, sentence: str, bad: bool) -> None:  # noqa: FBT001 - good or bad news
        self.notify(sentence, severity=severity(bad=bad), markup=False, timeout=8 if bad else 5)

    def _refresh(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen) and screen.laid_out:
                screen.refresh_desk()

    def action_help_quit(self) -> None:
        """Answer Ctrl+C, which ends other programs."""
        self._tell(_("To leave Pupitre, press Ctrl+Q: everything is on the disk."), False)  # noqa: FBT003

    def _fatal_error(self) -> None:
        """Show a mistake of ours without the values around it: they are her clients'."""
        from rich.segment import Segments  # noqa: PLC0415 - almost never needed
        from rich.traceback import Traceback  # noqa: PLC0415

        told = Traceback(show_locals=False, width=None)
        self._exit_renderables.append(Segments(self.console.render(told, self.console.options)))
        self._close_messages_no_wait()

    def action_show(self, mode: str) -> None:
        """Go to another screen, and from what was opened above it; a form that is open stays open where it is."""
        self.switch_mode(mode)
        if len(self.screen_stack) > 1:
            for form in tuple(self.session.open_forms):
                form.keep_draft()
            self.session.keep_typed()
        while len(self.screen_stack) > 1 and not isinstance(self.screen, ModalScreen) and _ends(self.screen):
            self.screen.dismiss()

    def action_search(self) -> None:
        """Go to the search; there already, to the line where it is typed."""
        self.switch_mode("search")
        self.call_after_refresh(self._to_words)

    def _to_words(self) -> None:
        """Put the cursor on the words of the search, all of them chosen: typing begins anew."""
        for words_ in self.screen.query("#words").results(Input):
            words_.focus()
            words_.select_all()

    def action_help(self) -> None:
        """Show the help of the screen below, or close it."""
        from tui.screens.help import HelpScreen  # noqa: PLC0415 - not needed for the first screen

        screen = self.screen
        if isinstance(screen, HelpScreen):
            screen.dismiss()
        else:
            self.push_screen(HelpScreen(getattr(screen, "PLACE", Place.FORM)))

    def action_command_palette(self) -> None:
        """Open the palette, its hint in the language of the screen."""
        from textual.command import CommandPalette  # noqa: PLC0415 - not needed for the first screen

        if isinstance(self.screen, DeskScreen):
            self.push_screen(CommandPalette(placeholder=_("Find a command…")))

    def action_settings(self) -> None:
        """Open the settings."""
        from tui.screens.form import FormScreen  # noqa: PLC0415 - not needed for the first screen
        from tui.screens.settings_form import settings_form  # noqa: PLC0415

        if isinstance(self.screen, DeskScreen):
            form = settings_form(self.session, self._apply)
            self.push_screen(FormScreen(self.session, form), lambda _saved: self._refresh())

    def _apply(self, settings: Settings) -> None:
        self.theme = settings.theme
        language = settings.language or self.session.language
        if language != words.language():
            words.use(language)
            self._tell(_("The language changes fully at the next start."), False)  # noqa: FBT003

    def action_undo(self) -> None:
        """Take back the last verb, and say which; where something is typed, nothing."""
        if isinstance(self.screen, ModalScreen) or is_typing(self.focused):
            return

        def take_back() -> None:
            self._tell(undone(self.session.desk.undo()), False)  # noqa: FBT003

        self.session.attempt(take_back)
        self._refresh()

    def action_take_break(self) -> None:
        """Start or end a real break."""
        self.session.attempt(lambda: toggle_break(self.session))
        self._refresh()

    def action_interrupt(self) -> None:
        """Someone breaks in: it begins at this instant, the details come after."""
        if self.session.attempt(self.session.desk.begin_interruption):
            from tui.screens.interruption import ask  # noqa: PLC0415 - not needed for the first screen

            ask(self, self.session, self._refresh)

    def action_complete_interruption(self) -> None:
        """Say more of the last interruption."""
        from tui.screens.interruption import complete_last  # noqa: PLC0415 - not needed for the first screen

        complete_last(self, self.session, self._refresh)

    def action_mailbox(self) -> None:
        """Open the form of her mailbox."""
        from tui.screens.mailbox_form import MailboxForm  # noqa: PLC0415 - not needed for the first screen
        from tui.screens.mailbox_work import MailboxWork  # noqa: PLC0415

        if isinstance(self.screen, DeskScreen):
            self.push_screen(MailboxForm(self.session, MailboxWork(self, self.session)))

    def action_clear_clipboard(self) -> None:
        """Take what was copied off the clipboard."""
        from tui.screens.clearing import told_of  # noqa: PLC0415 - not needed for the first screen

        def work() -> None:
            outcome = self.session.clipboard.clear()
            self.call_from_thread(self._tell, *told_of(outcome))

        self.run_worker(work, thread=True, group="copy", exit_on_error=False)

    def action_test_notifications(self) -> None:
        """Try every way to reach her."""
        def done(outcomes: tuple[Outcome, ...]) -> None:
            told = "\n".join(
                _("{name}: {what}").format(name=words.channel(o.channel), what=words.outcome(o.ok, o.detail))
                for o in outcomes
            )
            self.call_from_thread(self._tell, told, not any(o.ok for o in outcomes))

        self.session.notifier.try_all(Notice(_("Pupitre"), _("This is a test: you can be reached here.")), done)
