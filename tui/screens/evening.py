"""Fin de journée: what runs, what is missing, why and when, the drafts, tomorrow; then the day is closed."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from pupitre.evening import Draft, Item, Under
from pupitre.report import Sent
from pupitre.ritual import MOST, Stage
from pupitre.strip import Segment
from pupitre.task import Task
from tui.commands import Place, keys_to
from tui.screens import evening_text, strip_forms, task_forms
from tui.screens.accounts import UNSAID
from tui.screens.base import DeskScreen, bindings_of
from tui.screens.evening_forms import Why, form_for
from tui.screens.finishing import finish
from tui.screens.form import Form, FormScreen
from tui.screens.showing import show_draft
from tui.session import Session
from tui.widgets.keyline import KeyLine
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows
from tui.words import _

STAGES = tuple(Stage)

MOST_TOLD = 3
"""Things told of what a draft lacks before it is noted as sent."""


_SOMETIMES = frozenset({"skip", "leave_as_is", "reason", "tick", "mark_sent", "undo"})
"""Commands that do something in some steps only."""


class EveningScreen(DeskScreen):
    """The steps of one evening: each is read from the desk, so that it goes on where it was left."""

    PLACE = Place.EVENING
    CSS_PATH = "evening.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.EVENING)]
    AUTO_FOCUS = "#items"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._chosen_stage: Stage | None = None
        self._shown: Stage | None = None
        self._today = session.desk.today
        self._most: dict[Stage, int] = {}
        self._minute: datetime | None = None
        self._warned: tuple[str, list[str]] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the steps, what the present one asks about, and the last page in its place."""
        yield LinePanel(id="title")
        yield LinePanel(id="steps")
        yield Rows[Item](
            lambda item, width: evening_text.row(self.session, item, self._three(), width), evening_text.key,
            id="items", empty=lambda: evening_text.empty(self.stage or Stage.TOMORROW),
        )
        with VerticalScroll(id="page"):
            yield LinePanel(id="closed")
        yield LinePanel(id="hint")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time."""
        self.refresh_desk()

    def on_screen_resume(self) -> None:
        """Begin the evening, or take it up; what is shown then is drawn anew as on every screen."""
        self.session.attempt(self.session.desk.begin_evening)

    # -- showing ---------------------------------------------------------------------------------

    @property
    def stage(self) -> Stage | None:
        """The step that is shown, None on the last page."""
        return self._chosen_stage or self.session.desk.stage

    @property
    def chosen(self) -> Item | None:
        """The thing the keys act on."""
        found: Item | None = self.query_one("#items", Rows).chosen
        return found

    def refresh_desk(self) -> None:
        """Show the evening as the desk has it now."""
        desk = self.session.desk
        if self._today != desk.today:
            self._today, self._chosen_stage, self._most = desk.today, None, {}
        self._minute = self.session.now.replace(second=0, microsecond=0)
        if self._chosen_stage is not None and not desk.left(self._chosen_stage):
            self._chosen_stage = None
        stage, width = self.stage, self.size.width
        items = desk.left(stage) if stage is not None else ()
        asked = sum(desk.asks(item) for item in items) if stage not in {None, Stage.TOMORROW} else 0
        if stage is not None:
            self._most[stage] = max(asked, self._most.get(stage, 0))
        counts = (asked, self._most.get(stage, 0)) if stage is not None else (0, 0)
        self.query_one("#title", LinePanel).show([evening_text.heading(desk, stage, counts, width)])
        self.query_one("#steps", LinePanel).show([evening_text.steps(desk, stage)])
        self._show(stage, items, width)
        self.refresh_keys()

    def _show(self, stage: Stage | None, items: Sequence[Item], width: int) -> None:
        rows, page = self.query_one("#items", Rows), self.query_one("#page")
        rows.display, page.display = stage is not None, stage is None
        self.query_one("#hint").display = stage is not None
        if stage is None:
            self.query_one("#closed", LinePanel).show(evening_text.closed(self.session, width))
            page.focus()
            return
        rows.border_title = evening_text.name(stage)
        before: Item | None = rows.chosen
        rows.show(items)
        self._to_next(rows, before, items, anew=stage is not self._shown)
        self._shown = stage
        if not rows.has_focus:
            rows.focus()
        self.query_one("#hint", LinePanel).show(evening_text.hint(stage, width))

    def _to_next(self, rows: Rows[Item], before: Item | None, items: Sequence[Item], *, anew: bool) -> None:
        """Choose the first that asks for something, in a new step and where the chosen one was just answered."""
        desk, now = self.session.desk, rows.chosen
        answered = before is not None and desk.asks(before) and now is not None and not desk.asks(now)
        first = next((item for item in items if desk.asks(item)), None)
        if first is not None and (anew or answered):
            rows.choose(evening_text.key(first))

    def beat(self, now: datetime) -> None:
        """Once a minute show what goes on."""
        if now.replace(second=0, microsecond=0) != self._minute:
            self.refresh_desk()

    def on_resize(self) -> None:
        """Draw what depends on the width."""
        if self.laid_out:
            self.call_after_refresh(self.refresh_desk)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Return whether a command does something in this step."""
        if action not in _SOMETIMES or not self.is_mounted or not self.children:
            return True  # what is left of the day is not looked up for each command
        stage, desk = self.stage, self.session.desk
        some = bool(self.query_one("#items", Rows).items)
        needs: dict[str, Callable[[], bool]] = {
            "skip": lambda: stage is not None,
            "leave_as_is": lambda: stage is Stage.TIMES and some,
            "reason": lambda: stage is Stage.TASKS and some,
            "tick": lambda: stage in {Stage.TASKS, Stage.TOMORROW} and some,
            "mark_sent": lambda: stage is Stage.REPORTS and some,
            "undo": lambda: desk.last_done is not None,
        }
        return needs[action]()

    # -- answering -------------------------------------------------------------------------------

    def _do(self, verb: Callable[[], object]) -> None:
        self.session.attempt(verb)
        self.refresh_desk()

    def _form(self, form: Form) -> None:
        self.app.push_screen(FormScreen(self.session, form), lambda _saved: self.refresh_desk())

    async def action_answer(self) -> None:
        """Do what is obvious for the chosen thing."""
        desk, stage, item = self.session.desk, self.stage, self.chosen
        if stage is None:
            self.action_back()
        elif stage is Stage.TOMORROW:
            self._chosen_stage = None
            self._do(lambda: desk.close_day(self._three()))
        elif isinstance(item, Draft) and item.empty:
            told = _("Nothing to tell today: a word from you will do. {mark_sent} notes it.")
            self.session.tell(told.format(**keys_to(Place.EVENING, "mark_sent")), False)  # noqa: FBT003
        elif isinstance(item, Draft):
            await show_draft(self.app, item.client.id, back="evening")
        elif isinstance(item, Under):
            self._end(item)
        elif isinstance(item, Segment):
            self._form(strip_forms.note_form(self.session, desk.today, item, UNSAID))
        elif isinstance(item, Task):
            self._form(
                task_forms.note_time(self.session, item) if stage is Stage.TIMES
                else form_for(self.session, item, Why.TIME)
            )

    def _end(self, item: Under) -> None:
        desk = self.session.desk
        if item is Under.INTERRUPTION:
            self.app.call_later(self.app.run_action, "interrupt")
        else:
            self._do(desk.stop if item is Under.SESSION else desk.end_break)

    def action_reason(self, why: str) -> None:
        """Say why the chosen task is not done."""
        item = self.chosen
        if isinstance(item, Task):
            self._form(form_for(self.session, item, Why(why)))

    def action_leave_as_is(self) -> None:
        """It was no work, or nothing is to be noted."""
        item = self.chosen
        if isinstance(item, Segment | Task):
            self._do(lambda: self.session.desk.leave_as_is(item))

    def action_tick(self) -> None:
        """It is done after all; at the last step, it is one of the three, or no more."""
        item = self.chosen
        if not isinstance(item, Task):
            return
        if self.stage is Stage.TOMORROW:
            self._choose(item)
        else:
            self._do(lambda: finish(self, self.session, item.id))

    def action_mark_sent(self) -> None:
        """Note that the client has its report; what a draft still lacks is said once before."""
        item, desk = self.chosen, self.session.desk
        if not isinstance(item, Draft):
            return
        lacks = evening_text.lacks(desk, item)
        if lacks and self._warned != (item.client.id, lacks):
            self._warned = item.client.id, lacks
            again = _("{mark_sent} again notes it as sent.").format(**keys_to(Place.EVENING, "mark_sent"))
            told = [*lacks[:MOST_TOLD], *(["…"] if len(lacks) > MOST_TOLD else []), again]
            self.session.tell("\n".join(told), True)  # noqa: FBT003
            return
        self._do(lambda: desk.mark_report(item.client.id, self._today, Sent.SENT))

    # -- tomorrow --------------------------------------------------------------------------------

    def _three(self) -> tuple[str, ...]:
        """Return the tasks of tomorrow so far; until she chooses, what is due first is proposed."""
        if self.stage is not Stage.TOMORROW:
            return ()
        able = [item.id for item in self.session.desk.left(Stage.TOMORROW) if isinstance(item, Task)]
        three = self.session.desk.evening.three
        return tuple(able[:MOST]) if three is None else tuple(key for key in three if key in able)

    def _choose(self, item: Task) -> None:
        """Choose a task for tomorrow, or leave it out."""
        three = self._three()
        if item.id not in three and len(three) >= MOST:
            self.session.tell(_("Three at most: leave one out first."), True)  # noqa: FBT003
            return
        chosen = tuple(k for k in three if k != item.id) if item.id in three else (*three, item.id)
        self._do(lambda: self.session.desk.choose_three(chosen))

    # -- moving ----------------------------------------------------------------------------------

    def action_skip(self) -> None:
        """Let the step pass; the last one closes the day without a choice."""
        stage, desk = self.stage, self.session.desk
        self._chosen_stage = None
        if stage is Stage.TOMORROW:
            self._do(lambda: desk.close_day(None))
        elif stage is not None and desk.open_of(stage):
            self._do(lambda: desk.skip_step(stage))
        else:
            self.refresh_desk()

    def action_stage(self, by: int) -> None:
        """Look at another step that has something in it."""
        here = STAGES.index(self.stage) if self.stage is not None else len(STAGES)
        able = [s for s in STAGES if self.session.desk.left(s) or s is self.stage]
        others = [s for s in able if (STAGES.index(s) - here) * by > 0]
        if others:
            self._chosen_stage = others[-1] if by < 0 else others[0]
        elif by > 0:
            self._chosen_stage = None
        self.refresh_desk()

    def action_back(self) -> None:
        """Go back to the day; the evening goes on where it is."""
        self._chosen_stage = None
        self.app.switch_mode("day")

    @on(Rows.Opened)
    async def _opened(self) -> None:
        await self.action_answer()
