"""The steps of a task: its checklist, and the sub-tasks it is made of."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from pupitre.client import Client
from pupitre.errors import Unknown
from pupitre.steps import parts_of, progress
from pupitre.task import ListItem, Status, Task
from pupitre.value import Struct, replace
from tui import refusals, words
from tui.commands import Place
from tui.screens import steps_text, task_forms
from tui.screens.base import DeskScreen, bindings_of
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.form import FormScreen
from tui.screens.steps_drafts import ITEM, NAME, PART, StepsDrafts
from tui.session import Session
from tui.widgets.cards import Frame, due, label_of
from tui.widgets.fields import Input
from tui.widgets.keyline import KeyLine
from tui.widgets.lines import Line, Span, justified
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows
from tui.widgets.typed_line import TypedLine
from tui.words import _, shown


class Step(Struct, frozen=True):
    """A line of the list: one of the checklist with its place, or a sub-task."""

    key: str
    place: int
    item: ListItem | None = None
    part: Task | None = None


class StepsScreen(DeskScreen):
    """One task taken apart; what is typed and not kept is there the next time."""

    PLACE = Place.STEPS
    CSS_PATH = "steps.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.STEPS)]
    AUTO_FOCUS = "#steps"

    def __init__(self, session: Session, task: str) -> None:
        super().__init__(session)
        self._about, self._drafts = task, StepsDrafts(session, task)
        self._typing = self._drafts.adding[0]
        self._renamed: tuple[int, str] = 0, ""

    def compose(self) -> ComposeResult:
        """Lay out the steps above the line that is typed."""
        yield LinePanel(id="title")
        yield Rows[Step](
            self._row, lambda step: step.key, id="steps",
            empty=steps_text.nothing,
        )
        yield TypedLine(self._drafts.adding[1], id="line", select_on_focus=False)
        yield LinePanel(id="told")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time."""
        self.session.open_forms.add(self)
        self.refresh_desk()
        self._show_line()

    def on_unmount(self) -> None:
        """Nothing is half typed here any more."""
        self.session.open_forms.discard(self)

    # -- showing ---------------------------------------------------------------------------------

    @property
    def whole(self) -> Task:
        """The task. Raises `Unknown` when it is gone."""
        return self.session.desk.task(self._about)

    def _parts(self) -> tuple[Task, ...]:
        parts = parts_of(self._about, self.session.desk.ledger.table(Task).values())
        return tuple(part for part in parts if part.dropped_at is None)

    def refresh_desk(self) -> None:
        """Show the steps as the desk has them now."""
        try:
            task = self.whole
        except Unknown as error:
            self.session.tell(refusals.say(error), True)  # noqa: FBT003 - a bad news
            self.dismiss()
            return
        client = self.session.desk.ledger.table(Client).get(task.client or "")
        parts = self._parts()
        done, everything = progress(task, parts)
        left: tuple[Span, ...] = (
            (f" {_('Steps')} · ", "strong"), (f"{label_of(client).strip()} ", ""), (shown(task.title), ""),
        )
        right: tuple[Span, ...] = ((f"{done}/{everything} ", "strong"),) if everything else ()
        self.query_one("#title", LinePanel).show([justified(left, right, self.size.width)])
        steps = [Step(f"i{n}", n, item=item) for n, item in enumerate(task.checklist)]
        steps += [Step(part.id, n, part=part) for n, part in enumerate(parts)]
        self.query_one("#steps", Rows).show(steps)
        self.refresh_keys()

    def on_resize(self) -> None:
        """Draw what depends on the width."""
        if self.laid_out:
            self.call_after_refresh(self.refresh_desk)

    def _row(self, step: Step, width: int) -> tuple[Line]:
        if step.item is not None:
            tick, style = ("[x]", "faint") if step.item.done else ("[ ]", "")
            return (((f" {tick} ", style), (shown(step.item.text), style)),)
        part = step.part
        assert part is not None  # noqa: S101 - a step is one or the other
        over = not part.open
        right: list[Span] = []
        if part.due is not None and not over:
            right += [due(part, Frame(self.session.now, self.session.desk.settings.zone)), (" · ", "faint")]
        told = words.status(part.status).lower() if part.estimate_min is None else words.duration(part.estimate_min)
        right.append((f"{told} ", "faint"))
        mark = "■" if over else "□"
        return (justified(((f"  {mark}  ", ""), (shown(part.title), "faint" if over else "")), right, width),)

    def _show_line(self) -> None:
        hints = {
            ITEM: _("a line of the checklist"), PART: _("a sub-task: what, when, ~how long"),
            NAME: _("the new text of the line"),
        }
        self.query_one("#line", Input).placeholder = hints[self._typing]

    # -- typing ----------------------------------------------------------------------------------

    @property
    def _chosen(self) -> Step | None:
        found: Step | None = self.query_one("#steps", Rows).chosen
        return found

    def _type(self, what: str) -> None:
        """Type what is added; a line that was being renamed gives way to what was left of it."""
        if self._typing == NAME:
            self.keep_draft()
            self._put(self._drafts.adding[1])
        self._typing = what
        self._show_line()
        self.query_one("#line").focus()

    def _rename(self, place: int, text: str) -> None:
        """Type the new text of a line, from where it was left."""
        self.keep_draft()
        self._typing, self._renamed = NAME, (place, text)
        self._put(self._drafts.name_of(text))
        self._show_line()
        self.query_one("#line").focus()

    def _put(self, text: str) -> None:
        line = self.query_one("#line", Input)
        line.value, line.cursor_position = text, len(text)

    def action_add_item(self) -> None:
        """Type a line of the checklist."""
        self._type(ITEM)

    def action_add_part(self) -> None:
        """Type a sub-task."""
        self._type(PART)

    def action_change(self) -> None:
        """Change the text of a line, or open the sub-task."""
        step = self._chosen
        if step is None:
            self._type(ITEM)
        elif step.item is not None:
            self._rename(step.place, step.item.text)
        elif step.part is not None:
            form = task_forms.edit(self.session, step.part)
            self.app.push_screen(FormScreen(self.session, form), lambda _saved: self.refresh_desk())

    @on(Input.Submitted, "#line")
    def _submitted(self, event: Input.Submitted) -> None:
        text, items = event.value, self.whole.checklist
        if not text.strip():
            self.action_back()
            return
        if self._typing == PART:
            kept = self._do(lambda: self.session.desk.add_part(self._about, self.session.desk.understand(text)))
        elif self._typing == NAME and (found := self._line_renamed()) is not None:
            kept = self._keep(tuple(replace(i, text=text) if k == found else i for k, i in enumerate(items)))
        else:
            kept = self._keep((*items, ListItem(text)))
        if kept and self._typing == NAME:
            self._drafts.drop_name(self._renamed[1])
            self._typing, line = self._drafts.adding
            self._put(line)
            self.query_one("#steps").focus()
        elif kept:
            event.input.value = ""
            self.keep_draft()
        self._show_line()

    def _line_renamed(self) -> int | None:
        """Return where the line that is renamed stands now; it may have moved or gone meanwhile."""
        place, text = self._renamed
        texts = [item.text for item in self.whole.checklist]
        if place < len(texts) and texts[place] == text:
            return place
        return texts.index(text) if text in texts else None

    def keep_draft(self) -> None:
        """Remember what is typed."""
        line = self.query_one("#line", Input).value
        if self._typing == NAME:
            self._drafts.keep_name(self._renamed[1], line)
        else:
            self._drafts.keep_adding(self._typing, line)

    # -- what the keys do ------------------------------------------------------------------------

    def _do(self, verb: Callable[[], object]) -> bool:
        done = self.session.attempt(verb)
        self.refresh_desk()
        return done

    def _keep(self, items: tuple[ListItem, ...]) -> bool:
        return self._do(lambda: self.session.desk.keep_checklist(self._about, items))

    def action_tick(self) -> None:
        """Tick a line or finish a sub-task; again takes it back."""
        step, desk = self._chosen, self.session.desk
        if step is None:
            return
        if step.item is not None:
            items = self.whole.checklist
            self._keep(tuple(replace(i, done=not i.done) if k == step.place else i for k, i in enumerate(items)))
        elif step.part is not None:
            part = step.part
            self._do(lambda: desk.reopen(part.id) if part.status is Status.DONE else desk.complete(part.id))

    def action_remove(self) -> None:
        """Take a line or a sub-task away."""
        step = self._chosen
        if step is None:
            return
        if step.item is not None:
            self._keep(tuple(i for k, i in enumerate(self.whole.checklist) if k != step.place))
        elif step.part is not None:
            part = step.part
            self._do(lambda: self.session.desk.delete_task(part.id))

    def action_move(self, by: int) -> None:
        """Move a line of the checklist."""
        step, items = self._chosen, list(self.whole.checklist)
        if step is None or step.item is None or not 0 <= step.place + by < len(items):
            return
        items.insert(step.place + by, items.pop(step.place))
        if self._keep(tuple(items)):
            self.query_one("#steps", Rows).choose(f"i{step.place + by}")

    def action_copy_from(self) -> None:
        """Add the checklist of another task."""
        tasks = self.session.desk.ledger.table(Task)
        others = sorted((t for t in tasks.values() if t.checklist and t.id != self._about), key=lambda t: t.title)
        if not others:
            self.session.tell(_("No other task has a checklist."), False)  # noqa: FBT003
            return

        def chosen(key: str | None) -> None:
            if key is not None:
                lines = tuple(replace(item, done=False) for item in tasks[key].checklist)
                self._keep((*self.whole.checklist, *lines))

        choices = [Choice(t.id, f"{shown(t.title)[:60]} · {len(t.checklist)}") for t in others]
        self.app.push_screen(ChoiceScreen(_("Copy which checklist?"), "", choices), chosen)

    def action_back(self) -> None:
        """Go from the line to the list; from there back."""
        self.keep_draft()
        self.session.keep_typed()
        if self.query_one("#line").has_focus:
            self.query_one("#steps").focus()
        else:
            self.dismiss()
