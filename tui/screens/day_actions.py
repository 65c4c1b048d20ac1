"""What the keys of the day screen do: each asks `Desk` for one verb, or opens the form that one needs."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.screen import Screen

from pupitre.doubts import Doubt
from pupitre.focus import State, state_of
from pupitre.task import Status, Task
from tui.screens import steps_text
from tui.session import Session
from tui.words import _

if TYPE_CHECKING:
    from tui.screens.form import Form

# The forms are imported when one is opened: the first screen does not wait for their widgets.


class DayActions(Screen[None]):
    """The actions of the day screen, apart from what it shows."""

    session: Session
    client: str | None
    doubts: tuple[Doubt, ...] = ()

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

    # Commands that only make sense sometimes: the footer, the palette and the keys ask here.
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Return whether a command does something now."""
        if not self.is_mounted:
            return True
        desk = self.session.desk
        needs: dict[str, Callable[[], bool]] = {
            "later": lambda: desk.break_due() is not None,
            "rest": lambda: desk.pause_under_way is not None,
            "stop": lambda: state_of(desk.focus) is not State.IDLE,
            "undo": lambda: desk.last_done is not None,
            "more": lambda: desk.session_over,
            "check_times": lambda: bool(self.doubts),
        }
        return needs[action]() if action in needs else True

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

    def _form(self, form: "Form") -> None:
        from tui.screens.form import FormScreen  # noqa: PLC0415

        self.app.push_screen(FormScreen(self.session, form), lambda _saved: self.refresh_desk())

    def _form_on_chosen(self, name: str) -> None:
        """Open the form of that name in `task_forms` on the chosen task."""
        from tui.screens import task_forms  # noqa: PLC0415

        task = self.chosen
        if task is None:
            self._none_chosen()
        else:
            self._form(task_forms.FORMS[name](self.session, task))

    # -- adding and changing ---------------------------------------------------------------------

    def action_add(self) -> None:
        """Add a task in one line."""
        from tui.screens.add import AddScreen  # noqa: PLC0415

        def added(key: str | None) -> None:
            self.refresh_desk()
            if key:
                self.choose(key)

        self.app.push_screen(AddScreen(self.session, self.client), added)

    def action_edit(self) -> None:
        """Open the whole task."""
        self._form_on_chosen("edit")

    def action_wait(self) -> None:
        """Put the task in waiting; of one that waits, ask what becomes of it."""
        task = self.chosen
        if task is not None and task.status is Status.WAITING:
            from tui.screens.chasing import ask_waiting  # noqa: PLC0415

            ask_waiting(self.app, self.session, task, self.refresh_desk)
        else:
            self._form_on_chosen("wait")

    def action_postpone(self) -> None:
        """Give a new date."""
        self._form_on_chosen("postpone")

    def action_note_time(self) -> None:
        """Note time without the timer."""
        self._form_on_chosen("note_time")

    def action_out_of_scope(self) -> None:
        """Mark as outside the mission, or inside again."""
        task = self.chosen
        if task is not None and task.out_of_scope:
            self._do(lambda: self.session.desk.mark_out_of_scope(task.id, ""))
        else:
            self._form_on_chosen("out_of_scope")

    def action_drop(self) -> None:
        """Give the task up."""
        self._form_on_chosen("drop")

    def action_delete(self) -> None:
        """Delete the task."""
        self._on_chosen(lambda task: self.session.desk.delete_task(task.id))

    def action_complete(self) -> None:
        """Mark as done, or reopen what is done."""
        from tui.screens.finishing import finish  # noqa: PLC0415

        desk = self.session.desk
        self._on_chosen(lambda t: desk.reopen(t.id) if t.status is Status.DONE else finish(self, self.session, t.id))

    def action_steps(self) -> None:
        """Open the checklist and the parts of the task."""
        from tui.screens.steps import StepsScreen  # noqa: PLC0415

        task = self.chosen
        if task is None:
            self._none_chosen()
        else:
            self.app.push_screen(StepsScreen(self.session, task.id), lambda _done: self.refresh_desk())

    def action_reopen(self) -> None:
        """Put back in « à faire »; of what is finished, ask what the client said of it."""
        task = self.chosen
        if task is not None and task.status is Status.DONE and task.client is not None:
            self._form_on_chosen("came_back")
        else:
            self._on_chosen(lambda task: self.session.desk.reopen(task.id))

    def action_replies(self) -> None:
        """Show the polite firm texts for the client of the task."""
        from tui.screens.replies import RepliesScreen  # noqa: PLC0415

        task = self.chosen
        if task is None:
            self._none_chosen()
        elif task.client is None:
            self.session.tell(_("This task has no client: there is nobody to answer."), True)  # noqa: FBT003
        elif task.status is Status.WAITING:
            from tui.screens.chasing import write  # noqa: PLC0415

            write(self.app, self.session, task, self.refresh_desk)
        else:
            screen = RepliesScreen(self.session, self.session.desk.client(task.client), task)
            self.app.push_screen(screen, lambda _done: self.refresh_desk())

    def action_check_times(self) -> None:
        """Open a time that cannot be right; of several, ask which one."""
        from tui.screens.choice import ChoiceScreen  # noqa: PLC0415
        from tui.screens.time_form import TimeFormScreen, doubt_choices  # noqa: PLC0415

        entries = {doubt.entry.id: doubt.entry for doubt in self.doubts}

        def chosen(key: str | None) -> None:
            if key is not None:
                form = TimeFormScreen(self.session, entries[key])
                self.app.push_screen(form, lambda _saved: self.refresh_desk())

        if len(entries) == 1:
            chosen(*entries)
        else:
            choices = doubt_choices(self.session, self.doubts)
            self.app.push_screen(ChoiceScreen(_("Which time do you correct?"), "", choices), chosen)

    def action_pin(self) -> None:
        """Pin the task on top of its column, or take the pin away; it stays the chosen one."""
        task = self.chosen
        if task is None:
            self._none_chosen()
        elif self._do(lambda: self.session.desk.pin(task.id)):
            self.choose(task.id)

    def action_why(self) -> None:
        """Say why the task stands where it stands."""
        from tui.screens.why import WhyScreen  # noqa: PLC0415

        task = self.chosen
        if task is None:
            self._none_chosen()
        else:
            self.app.push_screen(WhyScreen(self.session, task))

    # -- the timer and pauses --------------------------------------------------------------------

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
            self._do(self.session.desk.end_silence)
        else:
            self.app.push_screen(SilenceScreen(self.session), lambda _begun: self.refresh_desk())

    # -- what is shown ---------------------------------------------------------------------------

    def action_only_client(self) -> None:
        """Show one client, or all of them."""
        task = self.chosen
        self.client = None if self.client is not None else (task.client if task else None)
        self.refresh_desk()

    def action_show_done(self) -> None:
        """Open or fold what was done today."""
        done = self.query_one("#done")
        done.display = not done.display
        if not done.display and done.has_focus:
            self.query_one("#todo").focus()


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
