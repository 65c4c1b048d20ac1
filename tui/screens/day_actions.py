"""What the keys of the day screen do: each asks `Desk` for one verb, or opens the form that one needs."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pupitre.doubts import Doubt
from pupitre.focus import State, state_of
from pupitre.task import Status
from tui.screens.day_session import SessionActions
from tui.words import _

if TYPE_CHECKING:
    from tui.screens.form import Form

# The forms are imported when one is opened: the first screen does not wait for their widgets.


_NOT_WHEN_DONE = frozenset({"complete", "postpone", "pin", "drop"})
"""What is refused on a finished task, or done by « rouvrir » under its own name."""


class DayActions(SessionActions):
    """The actions of the day screen, apart from what it shows."""

    client: str | None
    doubts: tuple[Doubt, ...] = ()

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

    def fits_chosen(self, action: str) -> bool:
        """Whether an action makes sense on the chosen task; on the line of a report, none does."""
        task = self.chosen
        if task is None:
            return False
        if action == "reopen":
            return task.status in {Status.WAITING, Status.DONE}
        return task.status is not Status.DONE or action not in _NOT_WHEN_DONE

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
            if key:
                self.show_new(key)
            else:
                self.refresh_desk()

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

    def drop_verbs(self) -> dict[Status, Callable[[], object]]:
        """Return what each column does with a card that is let go on it."""
        return {
            Status.TODO: self.action_reopen, Status.DOING: self.action_start, Status.WAITING: self.action_wait,
            Status.DONE: self.action_complete,
        }

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
