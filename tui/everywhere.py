"""The commands that are good on every screen, and how the application speaks."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from textual.driver import Driver
from textual.errors import NoWidget
from textual.events import MouseDown
from textual.notifications import SeverityLevel
from textual.screen import ModalScreen, Screen
from textual.widget import AwaitMount, Widget

from pupitre.settings import Settings
from pupitre.verbs import Verb
from tui import mishaps, words
from tui.announced import Announcement
from tui.commands import Place, key_to
from tui.desktop.notice import Notice, Outcome
from tui.desktop.pastes import guard
from tui.fitting import Fitting
from tui.masking import Masking
from tui.screens.base import DeskScreen
from tui.screens.day_session import toggle_break
from tui.screens.keyed import Keyed
from tui.themes import LIGHT, fitting
from tui.verb_words import undone
from tui.widgets.toasts import place_toasts
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


class Everywhere(Keyed, Masking, Fitting[Path]):
    """An application with those commands."""

    _mishap = ""

    def get_driver_class(self) -> type[Driver]:
        """Return Textual's driver, reading pastes as nothing but text."""
        driver = super().get_driver_class()
        guard(driver)
        return driver

    def _tell(self, sentence: str, bad: bool) -> None:  # noqa: FBT001 - good or bad news
        place_toasts(self.screen)
        for told in [n for n in self._notifications if n.message == sentence]:
            self._unnotify(told, refresh=False)
        self.notify(sentence, severity=severity(bad=bad), markup=False, timeout=8 if bad else 5)

    def notify(
        self, message: str, *, title: str = "", severity: SeverityLevel = "information",
        timeout: float | None = None, markup: bool = True,
    ) -> None:
        """Show a sentence for some seconds, and keep it to be read again."""
        self.session.told.append(Announcement(self.session.now, message))
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)
        if isinstance(self.screen, DeskScreen):
            self.screen.hear()

    def switch_mode(self, mode: str) -> AwaitMount:
        """Go to a mode; the day is its reading view for who wants it so, and the board from there."""
        reads = mode == "day" and self.session.desk.settings.reading and self.current_mode != "reading"
        return super().switch_mode("reading" if reads else mode)

    def action_announcements(self) -> None:
        """Show again what was announced."""
        from tui.screens.reading import AnnouncementsScreen  # noqa: PLC0415 - not needed for the first screen

        if not isinstance(self.screen, ModalScreen):
            self.push_screen(AnnouncementsScreen(self.session))

    def seen_screens(self) -> Iterable[Screen[Any]]:
        """Return the screen on top, and what is seen below its dialogs."""
        for screen in reversed(self.screen_stack):
            yield screen
            if not isinstance(screen, ModalScreen):
                return

    def _refresh(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen) and screen.laid_out:
                screen.refresh_desk()

    def action_help_quit(self) -> None:
        """Answer Ctrl+C, which ends other programs."""
        told = _("To leave Pupitre, press {key}: everything is on the disk.")
        self._tell(told.format(key=key_to(Place.EVERYWHERE, "quit")), False)  # noqa: FBT003

    def _handle_exception(self, error: Exception) -> None:
        """Note a mistake of ours; neither what it says nor the values around it are shown: they are her clients'."""
        self._mishap = mishaps.noted(error)
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self.panic()

    def panic(self, *_renderables: object) -> None:
        """Leave, and say in one sentence that it was a mistake of ours."""
        from rich.text import Text  # noqa: PLC0415 - almost never needed

        super().panic(Text(self._mishap or mishaps.noted(RuntimeError())))

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
        from textual.widgets import Input  # noqa: PLC0415 - not needed for the first screen

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
            from tui.screens.focus_help import about  # noqa: PLC0415

            self.push_screen(HelpScreen(getattr(screen, "PLACE", Place.FORM), about(screen)))

    def action_command_palette(self) -> None:
        """Open the palette, its hint in the language of the screen."""
        from tui.screens.palette import Palette  # noqa: PLC0415 - not needed for the first screen
        from tui.widgets import paging  # noqa: PLC0415

        paging.wait_for_lines()
        if isinstance(self.screen, DeskScreen):
            self.push_screen(Palette(placeholder=_("A few letters of a command: pause, client, plan…")))

    def action_settings(self) -> None:
        """Open the settings."""
        from tui.screens.form import FormScreen  # noqa: PLC0415 - not needed for the first screen
        from tui.screens.settings_form import settings_form  # noqa: PLC0415

        if isinstance(self.screen, DeskScreen):
            form = settings_form(self.session, self._apply, self._use_theme)
            self.push_screen(FormScreen(self.session, form), lambda _saved: self._after_settings())

    def _use_theme(self, name: str) -> None:
        """Use a theme; one that is not there any more gives way to the usual one."""
        self.theme = fitting(name if name in self.available_themes else LIGHT, self.console.color_system)

    def _after_settings(self) -> None:
        """Show the desk in the theme that is kept: one that was only tried goes."""
        self._use_theme(self.session.desk.settings.theme)
        self._refresh()

    def _apply(self, settings: Settings) -> None:
        self._use_theme(settings.theme)
        self.refresh_css(animate=False)
        language = settings.language or self.session.language
        if language != words.language():
            words.use(language)
            self._tell(_("The language changes fully at the next start."), False)  # noqa: FBT003

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a command of the application does something now."""
        if action == "leave_tour":
            return self.session.desk.tour is not None
        return super().check_action(action, parameters)

    def action_begin_tour(self) -> None:
        """Begin the tour on the day, or begin it anew."""
        self.session.attempt(self.session.desk.begin_tour)
        self.action_show("day")
        self._refresh()

    def action_leave_tour(self) -> None:
        """Leave the tour, at whatever step."""
        self.session.attempt(self.session.desk.leave_tour)
        self._refresh()

    def action_undo(self) -> None:
        """Take back the last verb, and say which; where something is typed, nothing."""
        if isinstance(self.screen, ModalScreen) or is_typing(self.focused):
            return

        def take_back() -> None:
            done = self.session.desk.undo()
            if done.verb is Verb.SETTINGS:
                self._apply(self.session.desk.settings)
            self._tell(undone(done), False)  # noqa: FBT003

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

    def action_protect(self) -> None:
        """Protect the data by a passphrase, or change that."""
        from tui.screens.sealing import ask_to_seal  # noqa: PLC0415 - not needed for the first screen

        if isinstance(self.screen, DeskScreen):
            ask_to_seal(self, self.session)

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

    def action_jump(self) -> None:
        """Put a letter on everything that can have the keys."""
        from tui.screens.jump import jump  # noqa: PLC0415 - not needed for the first screen

        if not jump(self):
            self._tell(_("There is nowhere to go on this screen."), False)  # noqa: FBT003

    def action_test_notifications(self) -> None:
        """Try every way to reach her."""
        def done(outcomes: tuple[Outcome, ...]) -> None:
            told = "\n".join(
                _("{name}: {what}").format(name=words.channel(o.channel), what=words.outcome(o.ok, o.detail))
                for o in outcomes
            )
            self.call_from_thread(self._tell, told, not any(o.ok for o in outcomes))

        self.session.notifier.try_all(Notice(_("Pupitre"), _("This is a test: you can be reached here.")), done)
