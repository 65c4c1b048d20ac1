"""What the keys and the mouse of the strip do: each asks `Desk` for one verb, or opens the form that one needs."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from textual import on
from textual.screen import Screen

from pupitre.entry import Entry
from pupitre.errors import Invalid, PupitreError
from pupitre.strip import Edge, Part, Segment
from pupitre.value import Struct, replace
from tui import refusals, words
from tui.screens import strip_forms
from tui.screens.accounts import OWN
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.form import Form, FormScreen
from tui.screens.time_form import TimeFormScreen
from tui.session import Session
from tui.widgets.day_bar import DayBar
from tui.widgets.keyline import KeyLine
from tui.widgets.lines import Line
from tui.widgets.rows import Rows
from tui.words import _

if TYPE_CHECKING:
    from tui.screens.times_text import TimeRow


class Moving(Struct, frozen=True):
    """A boundary on its way: where it was, where it would go, what that makes of the times, and why not further."""

    key: str
    edge: Edge
    was: datetime
    at: datetime
    changed: tuple[Entry, ...] = ()
    refused: str = ""


class TimesActions(Screen[None]):
    """The actions of the strip, apart from what it shows."""

    session: Session
    day: date
    moving: Moving | None = None

    @property
    def chosen(self) -> Segment | None:
        """The piece the keys act on."""
        raise NotImplementedError

    def refresh_desk(self) -> None:
        """Show the day as it is now."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Return whether a command does something now."""
        if not self.is_mounted or not self.children:
            return True
        piece = self.chosen
        part = piece.part if piece is not None else None
        needs: dict[str, Callable[[], bool]] = {
            "open_time": lambda: part is not None and part is not Part.BREAK,
            "split": lambda: part is Part.WORK, "merge": lambda: part is Part.WORK,
            "delete_time": lambda: part is Part.WORK, "trace": lambda: part is Part.WORK,
            "boundary": lambda: part in {Part.WORK, Part.RUNNING},
            "undo": lambda: self.session.desk.last_done is not None,
        }
        return needs[action]() if action in needs else True

    def _do(self, verb: Callable[[], object]) -> None:
        self.session.attempt(verb)
        self.refresh_desk()

    def _form(self, form: Form) -> None:
        self.app.push_screen(FormScreen(self.session, form), lambda _saved: self.refresh_desk())

    # -- one time --------------------------------------------------------------------------------

    def action_open_time(self) -> None:
        """Open the chosen time, a gap to be filled, or the start of the session."""
        piece = self.chosen
        if piece is None or piece.part is Part.BREAK:
            return
        if piece.entry is None:
            self.action_note_time()
        elif piece.part is Part.RUNNING:
            self._form(strip_forms.begin_form(self.session, piece.entry))
        else:
            self.app.push_screen(TimeFormScreen(self.session, piece.entry), lambda _saved: self.refresh_desk())

    def action_note_time(self) -> None:
        """Note time in the chosen gap, or anywhere; the task worked on before is proposed."""
        piece = self.chosen
        gap = piece if piece is not None and piece.part is Part.GAP else None
        self._form(strip_forms.note_form(self.session, self.day, gap, self._before(piece)))

    def _before(self, piece: Segment | None) -> str:
        """Return the account of the last work before a piece ends."""
        rows: list[TimeRow] = list(self.query_one("#pieces", Rows).items)
        work = [r.segment.entry for r in rows if r.segment.entry is not None
                and (piece is None or r.segment.start <= piece.start)]
        if not work:
            return OWN
        last = work[-1]
        return f"task:{last.task}" if last.task else f"client:{last.client}" if last.client else OWN

    def action_split(self) -> None:
        """Cut the chosen time in two."""
        piece = self.chosen
        if piece is not None and piece.entry is not None and piece.part is Part.WORK:
            self._form(strip_forms.split_form(self.session, piece.entry))

    def action_delete_time(self) -> None:
        """Take the chosen time away."""
        piece = self.chosen
        if piece is not None and piece.part is Part.WORK:
            self._do(lambda: self.session.desk.delete_time(piece.key))

    def action_merge(self) -> None:
        """Merge the chosen time with the next one of the same work; a gap between them is asked about."""
        piece = self.chosen
        if piece is None or piece.part is not Part.WORK:
            return
        rows: list[TimeRow] = list(self.query_one("#pieces", Rows).items)
        after = [r.segment for r in rows if r.segment.part is Part.WORK and r.segment.start >= piece.end
                 and r.segment.key != piece.key]
        desk = self.session.desk
        try:
            if not after:
                raise Invalid("times", "none_after")  # noqa: TRY301 - said like every refusal
            desk.merge_times(piece.key, after[0].key)
        except Invalid as error:
            if error.why == "gap":
                self._ask_for_gap(piece, after[0])
                return
            self.session.tell(refusals.say(error), True)  # noqa: FBT003
        except PupitreError as error:
            self.session.tell(refusals.say(error), True)  # noqa: FBT003
        self.refresh_desk()

    def _ask_for_gap(self, first: Segment, second: Segment) -> None:
        length = words.duration(round((second.start - first.end).total_seconds() / 60))
        choices = [
            Choice("yes", _("It was work too: one time, {length} longer").format(length=length)),
            Choice("no", _("It was not: leave both as they are")),
        ]

        def answered(key: str | None) -> None:
            if key == "yes":
                self._do(lambda: self.session.desk.merge_times(first.key, second.key, with_gap=True))

        question = _("There are {length} between the two times.").format(length=length)
        self.app.push_screen(ChoiceScreen(question, "", choices), answered)

    # -- a boundary ------------------------------------------------------------------------------

    def action_boundary(self) -> None:
        """Take the end of the chosen time, or the start of the session; the arrows are the bar's now."""
        piece = self.chosen
        if piece is not None and piece.entry is not None:
            self._grab(piece, Edge.START if piece.part is Part.RUNNING else Edge.END)

    def _grab(self, piece: Segment, edge: Edge) -> None:
        entry = piece.entry
        if entry is None:
            return
        at = entry.start if edge is Edge.START else entry.end
        self.moving = Moving(piece.key, edge, at, at)
        self.query_one(KeyLine).told = _("← → 1 min   ↑ ↓ 5 min   b other boundary   Enter keeps   Esc undoes")
        bar = self.query_one("#bar", DayBar)
        bar.can_focus = True
        bar.focus()
        self.refresh_desk()

    def _to(self, where: Callable[[Moving], datetime]) -> None:
        """Show what a boundary elsewhere would make of the day; where it cannot go, it stays."""
        moving = self.moving
        if moving is None:
            return
        try:
            at = where(moving)
            changed = self.session.desk.boundary(moving.key, moving.edge, at) if at != moving.was else ()
            self.moving = replace(moving, at=at, changed=changed, refused="")
        except PupitreError as error:
            self.moving = replace(moving, refused=refusals.say(error))
        self.refresh_desk()

    def mode_line(self) -> Line:
        """Return what is said of a boundary on its way: from where to where, or why it goes no further."""
        moving = self.moving
        if moving is None:
            return ()
        if moving.refused:
            return ((f" {moving.refused}", "late"),)
        zone = self.session.desk.settings.zone
        name = _("Start") if moving.edge is Edge.START else _("End")
        hours = " → ".join(dict.fromkeys(words.hour_of(m, zone) for m in (moving.was, moving.at)))
        told = _("{name} of the time: {hours}").format(name=name, hours=hours)
        return ((f" {told}", "running"),)

    @on(DayBar.Grabbed)
    def _grabbed(self, event: DayBar.Grabbed) -> None:
        rows = self.query_one("#pieces", Rows)
        if rows.choose(event.key) and self.chosen is not None:
            self._grab(self.chosen, event.edge)

    @on(DayBar.Dragged)
    def _dragged(self, event: DayBar.Dragged) -> None:
        self._to(lambda _moving: event.to)

    @on(DayBar.Stepped)
    def _stepped(self, event: DayBar.Stepped) -> None:
        by = timedelta(minutes=event.minutes)
        self._to(lambda moving: self.session.desk.step_of(moving.key, moving.edge, moving.at, by))

    @on(DayBar.Other)
    def _other(self) -> None:
        moving, piece = self.moving, self.chosen
        if moving is not None and piece is not None and piece.part is not Part.RUNNING:
            self.moving = None
            self.refresh_desk()
            if self.chosen is not None:
                self._grab(self.chosen, Edge.END if moving.edge is Edge.START else Edge.START)

    @on(DayBar.Dropped)
    def _dropped(self, event: DayBar.Dropped) -> None:
        moving, self.moving = self.moving, None
        bar = self.query_one("#bar", DayBar)
        self.query_one("#pieces", Rows).focus()
        bar.can_focus = False
        self.query_one(KeyLine).told = ""
        desk = self.session.desk
        if moving is not None and event.keep and moving.at != moving.was:
            self.session.attempt(lambda: desk.move_boundary(moving.key, moving.edge, moving.at))
        self.refresh_desk()
