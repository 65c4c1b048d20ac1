"""Plan du jour: what there is to do beside what is placed in the day, and how much of it fits."""

from collections.abc import Callable
from datetime import date, datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from pupitre.dayplan import DayPlan, Placeable, Placed
from pupitre.errors import Invalid
from pupitre.task import Task
from pupitre.value import replace
from tui.commands import Place
from tui.screens import plan_text, task_forms
from tui.screens.base import DeskScreen, bindings_of
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.finishing import finish
from tui.screens.form import Field, Form, FormScreen, Kind
from tui.screens.inputs import deadline_in, minutes_in, minutes_text
from tui.screens.steps import StepsScreen
from tui.screens.steps_text import tell_held
from tui.session import Session
from tui.widgets.keyline import KeyLine
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows
from tui.words import _, ngettext, shown


class PlanScreen(DeskScreen):
    """Two lists: what is to be placed, and the day in her order."""

    PLACE = Place.PLAN
    CSS_PATH = "plan.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.PLAN)]
    AUTO_FOCUS = "#to_place"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.day: date = session.desk.today
        self._today = self.day
        self._minute: datetime | None = None

    def compose(self) -> ComposeResult:
        """Lay out the two lists below what fits."""
        desk = self.session.desk
        yield LinePanel(id="title")
        yield LinePanel(id="balance")
        with Horizontal(id="lists"):
            yield Rows[Placeable](
                lambda item, _width: plan_text.row_to_place(self.session, item), lambda item: item.task.id,
                row_height=2, empty=lambda: plan_text.empty_to_place(desk), id="to_place",
            )
            yield Rows[Placed](
                lambda item, _width: plan_text.row_placed(self.session, item, self.day), lambda item: item.task.id,
                row_height=2, empty=plan_text.empty_day, id="placed",
            )
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time."""
        self.refresh_desk()

    def on_screen_resume(self) -> None:
        """Remember that the plan of today was looked at; its day is that of `refresh_desk`."""
        self.session.attempt(self.session.desk.open_plan)

    # -- showing ---------------------------------------------------------------------------------

    @property
    def in_day(self) -> bool:
        """Whether the keys act on the day, not on what is to be placed."""
        return self.query_one("#placed").has_focus

    @property
    def chosen(self) -> Task | None:
        """The task the keys act on."""
        found: Placeable | Placed | None = self.query_one("#placed" if self.in_day else "#to_place", Rows).chosen
        return found.task if found is not None else None

    def refresh_desk(self) -> None:
        """Show the plan as the desk has it now; a day that is over gives way to today."""
        desk = self.session.desk
        if self.day == self._today or self.day < desk.today:
            self.day = desk.today  # a new day began while she looked at today
        self._today = desk.today
        self._minute = self.session.now.replace(second=0, microsecond=0)
        plan = desk.plan_of(self.day)
        self.query_one("#title", LinePanel).show([plan_text.heading(plan, self.size.width)])
        self.query_one("#balance", LinePanel).show([plan_text.balance(desk, plan, self.size.width)])
        left, right = plan_text.counts(plan, plan_text.day_named(desk, plan))
        for name, items, title in (("to_place", plan.to_place, left), ("placed", plan.placed, right)):
            rows: Rows[Placeable | Placed] = self.query_one(f"#{name}", Rows)
            rows.show(items)
            rows.border_title = title
        self.refresh_keys()

    def beat(self, now: datetime) -> None:
        """Once a minute show what time changed."""
        if now.replace(second=0, microsecond=0) != self._minute:
            self.refresh_desk()

    def on_resize(self) -> None:
        """Draw what depends on the width."""
        if self.laid_out:
            self.call_after_refresh(self.refresh_desk)

    def on_descendant_focus(self) -> None:
        """The keys of the other list are other ones."""
        if self.laid_out:
            self.refresh_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Return whether a command does something now."""
        if not self.is_mounted or not self.children:
            return True
        needs: dict[str, Callable[[], bool]] = {
            "out_of_day": lambda: self.in_day, "into_day": lambda: not self.in_day,
            "move": lambda: self.in_day, "undo": lambda: self.session.desk.last_done is not None,
        }
        return needs[action]() if action in needs else True

    # -- what the keys do ------------------------------------------------------------------------

    def _do(self, verb: Callable[[], object]) -> bool:
        done = self.session.attempt(verb)
        self.refresh_desk()
        return done

    def _form(self, form: Form) -> None:
        self.app.push_screen(FormScreen(self.session, form), lambda _saved: self.refresh_desk())

    def _on_chosen(self, verb: Callable[[Task], object]) -> None:
        task = self.chosen
        if task is None:
            self.session.tell(_("No task is chosen: go to one with the arrows."), True)  # noqa: FBT003
        else:
            self._do(lambda: verb(task))

    @property
    def _plan(self) -> DayPlan:
        return self.session.desk.plan_of(self.day)

    def action_choose(self) -> None:
        """Place a task; start one that is placed."""
        if not self.in_day:
            self.action_into_day()
            return
        task, desk = self.chosen, self.session.desk
        if task is None:
            return
        if desk.focus is None or desk.focus.task != task.id:
            if not self._do(lambda: desk.start(task.id)):
                return
            tell_held(self.session, task)
        self.app.switch_mode("day")

    def action_into_day(self) -> None:
        """Put the chosen task into the day."""
        self._on_chosen(lambda task: self.session.desk.plan([task.id], self.day))

    def action_out_of_day(self) -> None:
        """Take the chosen task out of the day; one that is due then can only be postponed."""
        task, desk = self.chosen, self.session.desk
        if task is None:
            return
        try:
            desk.take_out(task.id, self.day)
        except Invalid:
            self._form(task_forms.postpone(self.session, task))
            return
        self.refresh_desk()

    def action_other_list(self) -> None:
        """Go to the other list."""
        self.query_one("#to_place" if self.in_day else "#placed").focus()

    def action_move(self, by: int) -> None:
        """Move the chosen task up or down in the day."""
        task, keys = self.chosen, [each.task.id for each in self._plan.placed]
        if task is None or task.id not in keys:
            return
        at = keys.index(task.id)
        to = min(max(at + by, 0), len(keys) - 1)
        keys.insert(to, keys.pop(at))
        self._do(lambda: self.session.desk.arrange(keys, self.day))

    def action_complete(self) -> None:
        """Mark the chosen task as done."""
        self._on_chosen(lambda task: finish(self, self.session, task.id))

    def action_edit(self) -> None:
        """Open the whole task."""
        self._on_chosen(lambda task: self._form(task_forms.edit(self.session, task)))

    def action_steps(self) -> None:
        """Open the checklist and the sub-tasks of the task."""
        task = self.chosen
        if task is not None:
            self.app.push_screen(StepsScreen(self.session, task.id), lambda _done: self.refresh_desk())

    def action_estimate(self) -> None:
        """Say how long the chosen task takes."""
        desk = self.session.desk

        def form(task: Task) -> None:
            self._form(Form(f"estimate:{task.id}", _("Estimate: {title}").format(title=shown(task.title)), (
                Field("estimate", _("Estimate"), minutes_text(task.estimate_min), hint=_("30, 1h30…")),
            ), lambda values: desk.edit_task(
                replace(desk.task(task.id), estimate_min=minutes_in(values["estimate"], "estimate")))))

        self._on_chosen(form)

    # -- proposals -------------------------------------------------------------------------------

    def action_fill(self) -> None:
        """Propose what else fits into the day."""
        desk, plan = self.session.desk, self._plan
        tasks = desk.proposal(self.day)
        if not tasks:
            self.session.tell(
                _("The day is full.") if plan.spare <= 0 else _("Nothing with an estimate fits into what is left."),
                False,  # noqa: FBT003
            )
            return
        question = ngettext("Place {n} task?", "Place {n} tasks?", len(tasks))
        self._ask(question, plan_text.proposed(self.session, tasks, plan),
                  lambda: desk.plan([t.id for t in tasks], self.day))

    def action_regroup(self) -> None:
        """Propose an order with fewer changes of client."""
        desk = self.session.desk
        found = desk.regrouping(self.day)
        if found.after >= found.before:
            self.session.tell(_("Your order is as grouped as the deadlines allow."), False)  # noqa: FBT003
            return
        now = plan_text.rows_of_clients(self.session, (each.task.id for each in self._plan.placed))
        then = plan_text.rows_of_clients(self.session, found.order)
        detail = f"{now}\n→ {then}\n{_('Every deadline that is kept stays kept.')}"
        self._ask(plan_text.changes(found), detail, lambda: desk.arrange(found.order, self.day))

    def _ask(self, question: str, detail: str, verb: Callable[[], object]) -> None:
        def answered(answer: str | None) -> None:
            if answer == "yes":
                self._do(verb)

        choices = [Choice("yes", _("Do it like this")), Choice("no", _("Leave the day as it is"))]
        self.app.push_screen(ChoiceScreen(question, detail, choices), answered)

    def action_finished(self) -> None:
        """Say what is planned, and go to the day."""
        self.session.tell(f"{plan_text.sentence(self.session.desk, self._plan)}.", False)  # noqa: FBT003
        self.app.switch_mode("day")

    def action_other_day(self) -> None:
        """Plan another day."""
        def save(values: dict[str, str]) -> None:
            found = deadline_in(values["day"], "day", None, self.session.desk.moment)
            day = found.day if found is not None else self.session.desk.today
            if day < self.session.desk.today:
                raise Invalid("day", "past")
            self.day = day

        self._form(Form("plan_day", _("Plan another day"), (
            Field("day", _("Which day"), "", Kind.DATE, hint=_("tomorrow, Thursday…; empty for today")),
        ), save))

    # -- moving ----------------------------------------------------------------------------------

    def action_back(self) -> None:
        """Go back to the day; from another day first to today."""
        if self.day != self.session.desk.today:
            self.day = self.session.desk.today
            self.refresh_desk()
        else:
            self.app.switch_mode("day")

    @on(Rows.Opened, "#to_place")
    def _placed(self) -> None:
        self.action_into_day()

    @on(Rows.Opened, "#placed")
    def _taken_out(self) -> None:
        self.action_out_of_day()
