"""What the keys of the day screen do with the session, its pauses and the silence."""

from collections.abc import Callable

from pupitre.focus import State
from pupitre.task import Task
from tui.parts import ScreenPart
from tui.screens import steps_text
from tui.session import Session
from tui.words import _

# The screens are imported when one is opened: the first screen does not wait for their widgets.


class SessionActions(ScreenPart[None]):
    """The actions on the session, and how any action is done on the chosen task."""

    session: Session

    @property
    def chosen(self) -> Task | None:
        """The task the keys act on."""
        raise NotImplementedError

    def choose(self, task: str) -> None:
        """Choose a task wherever it is on the board."""
        raise NotImplementedError

    def refresh_desk(self) -> None:
        """Show the desk as it is now."""
        raise NotImplementedError

    def show_new(self, key: str) -> None:
        """Show a task that was just made."""
        self.refresh_desk()
        self.choose(key)

    def _do(self, verb: Callable[[], object]) -> bool:
        done = self.session.attempt(verb)
        self.refresh_desk()
        return done

    def _on_chosen(self, verb: Callable[[Task], object]) -> None:
        task = self.chosen
        if task is None:
            self._none_chosen()
        else:
            self._do(lambda: verb(task))

    def _none_chosen(self) -> None:
        self.session.tell(_("No task is chosen: go to one with the arrows."), True)  # noqa: FBT003

    def action_start(self) -> None:
        """Start on the chosen task; on the task of the session, pause or go on."""
        desk = self.session.desk

        def begin(task: Task) -> None:
            focus = desk.focus
            if focus is None or focus.task != task.id:
                desk.start(task.id)
                steps_text.tell_held(self.session, task)
            elif focus.state is State.RUNNING:
                desk.pause()
            else:
                desk.resume()
            self.call_after_refresh(self.choose, task.id)

        self._on_chosen(begin)

    def action_pause(self) -> None:
        """Pause for a real break; again to go on."""
        self._do(lambda: toggle_break(self.session))

    def action_stop(self) -> None:
        """End the session."""
        self._do(self.session.desk.stop)

    def action_more(self) -> None:
        """Go on for five minutes."""
        self._do(self.session.desk.more)

    def action_choose_mode(self) -> None:
        """Choose how long sessions and rests are."""
        from tui.screens.focus_modes import ask_mode  # noqa: PLC0415

        ask_mode(self.app, self.session, self.refresh_desk)

    def action_focus_view(self) -> None:
        """Show the session alone."""
        from tui.screens.focus_view import FocusView  # noqa: PLC0415

        self.app.push_screen(FocusView(self.session), lambda _done: self.refresh_desk())

    def action_later(self) -> None:
        """Answer a reminder without taking the break."""
        from tui.screens.choice import Choice, ChoiceScreen  # noqa: PLC0415

        desk = self.session.desk
        choices = [Choice(str(m), _("in {n} minutes").format(n=m)) for m in (5, 10, 15)]
        choices.append(Choice("no", _("not this time")))

        def answered(key: str | None) -> None:
            if key == "no":
                self.session.attempt(desk.refuse_break)
            elif key is not None:
                minutes = int(key)
                self.session.attempt(lambda: desk.postpone_break(minutes))
            self.refresh_desk()

        self.app.push_screen(ChoiceScreen(_("Remind me of the break"), "", choices), answered)

    def action_rest(self) -> None:
        """Open the calm screen of the pause under way."""
        from tui.screens.pause import PauseScreen  # noqa: PLC0415

        self.app.push_screen(PauseScreen(self.session), lambda _done: self.refresh_desk())

    def action_silence(self) -> None:
        """Choose a silence; in silence, end it."""
        from tui.screens.silence import SilenceScreen  # noqa: PLC0415

        if self.session.desk.silent:
            self._do(self.session.desk.break_silence)
        else:
            self.app.push_screen(SilenceScreen(self.session), lambda _begun: self.refresh_desk())


def toggle_break(session: Session) -> None:
    """Start a break, or end the one under way and go on with the session it paused."""
    desk = session.desk
    if desk.pause_under_way is not None:
        if desk.focus is not None and desk.focus.state is State.PAUSED:
            desk.resume()
        else:
            desk.end_break()
    elif desk.focus is not None and desk.focus.state is State.PAUSED:
        desk.resume()
    else:
        desk.start_break()
