"""Someone breaks in: the time runs already, the details come after, and Enter or Escape goes back to work."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import App
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Select, Static

from pupitre.breaks import Reason
from pupitre.errors import PupitreError
from pupitre.interruption import Interruption, Outcome
from pupitre.task import Task
from pupitre.text import clean_text, plain
from tui import refusals, words
from tui.screens.base import Timed
from tui.screens.form import Field, FormScreen, Kind
from tui.screens.interruption_form import callers, form_of, key_of, known_of
from tui.session import Session
from tui.speech import timer
from tui.words import _, shown

Refresh = Callable[[], None]
"""Shows the desk as it is now."""


class Letters(Select[str]):
    """A choice of which a letter takes the next answer that begins with it."""

    BINDINGS: ClassVar[list[BindingType]] = [("enter", "screen.save")]

    def on_key(self, event: events.Key) -> None:
        """Take the answer of a letter; an open list looks after itself."""
        letter = plain(event.character or "")
        if self.expanded or not letter.isalpha():
            return
        keys = [str(key) for prompt, key in self._options if plain(str(prompt)).startswith(letter)]
        if keys:
            event.stop()
            event.prevent_default()
            at = keys.index(str(self.value)) + 1 if self.value in keys else 0
            self.value = keys[at % len(keys)]


class InterruptionScreen(Timed, FormScreen):
    """Asks who it was and what came of it; returns whether she said so. Nothing has to be said."""

    BINDINGS: ClassVar[list[BindingType]] = [("enter", "save")]

    def __init__(self, session: Session, broke: Interruption, mode: str) -> None:
        super().__init__(session, form_of(session, broke))
        self.broke, self.mode = broke, mode

    @property
    def opened(self) -> bool:
        """Whether its time runs."""
        return self.broke.last_seen is not None

    def _widget(self, field: Field) -> Widget:
        if field.kind is not Kind.CHOICE:
            return super()._widget(field)
        value = clean_text(self._draft.get(field.name, field.value))
        options = [(Text(text), key) for key, text in field.choices]
        return Letters(options, value=value, allow_blank=False, id=field.name, compact=True)

    def on_mount(self) -> None:
        """Show the time that runs, and what she goes back to."""
        detail = Static("", classes="detail", markup=False)
        self.query_one(".dialog", Vertical).mount(detail, after=".title")
        self._show_hour()
        self.beat(self.session.now)
        if self.opened:
            keys = _("Enter keeps it and goes back   Esc goes back at once   Tab next")
            self.query_one(".keys", Static).update(keys)

    def beat(self, now: datetime) -> None:  # noqa: ARG002 - the desk has its clock
        """Show the time of the interruption."""
        lines = self.query(".dialog .detail")
        if not lines:
            return
        desk = self.session.desk
        told = [self._time()] if self.opened else []
        focus = desk.focus
        task = desk.ledger.table(Task).get(focus.task or "") if focus else None
        if self.opened and task is not None:
            told.append(_("“{title}” waits: you come back to it.").format(title=shown(task.title)))
        text = "\n".join(told)
        line = lines.first(Static)
        if str(line.content) != text:
            line.update(text)

    def _time(self) -> str:
        desk = self.session.desk
        lasts = timer(self.session.counted(int(desk.interruption_lasts().total_seconds()), left=False))
        if desk.broke_off is None:
            return lasts
        seen = words.hour_of(desk.broke_off, desk.settings.zone)
        return _("{time} until {hour}, the last sign of life: the rest can be typed.").format(time=lasts, hour=seen)

    # -- what is typed ---------------------------------------------------------------------------

    @on(Input.Changed, "#who")
    def _tell_who(self, event: Input.Changed) -> None:
        found = callers(self.session.desk, event.value)
        names = [f"{c.label} {shown(c.name)}" for c in found]
        self.query_one(".echo", Static).update(_(" or ").join(names))

    @on(Select.Changed, "#outcome")
    def _outcome_changed(self) -> None:
        self._show_hour()

    def _show_hour(self) -> None:
        """Ask for the hour only where a call is promised."""
        promised = self.query_one("#outcome", Select).value == Outcome.CALL_BACK.value
        row = self.query_one("#call_back").parent
        if isinstance(row, Horizontal):
            row.display = promised

    @on(Input.Submitted)
    def _at_once(self, event: Input.Submitted) -> None:
        event.prevent_default()
        self.action_save()

    def keep_draft(self) -> None:
        """Remember what is typed; that a call was difficult is never written down."""
        super().keep_draft()
        self.session.drafts.get(self.form.key, {}).pop("hard", None)

    # -- going back ------------------------------------------------------------------------------

    @property
    def hard(self) -> bool:
        """Whether she marked the call as difficult: known until the form is gone, and nowhere else."""
        return self.opened and self.query_one("#hard", Checkbox).value

    def action_save(self) -> None:
        """Keep what is said, and go back to work."""
        hard = self.hard
        super().action_save()
        if hard and self.session.desk.interruption is None:
            propose_break(self.session)

    def action_cancel(self) -> None:
        """Go back to work at once: the time and what is known are kept, the rest stays in the form."""
        if not self.opened:
            super().action_cancel()
            return
        try:
            self.session.desk.end_interruption(known_of(self.session.desk, self.values()))
        except PupitreError as error:
            self.query_one(".wrong", Static).update(refusals.say(error))
            return
        hard = self.hard
        super().action_cancel()
        if hard:
            propose_break(self.session)


def propose_break(session: Session) -> None:
    """Propose a short break after a difficult call."""
    session.desk.propose_break(Reason.HARD_CALL)


def ask(app: App[Any], session: Session, refresh: Refresh) -> None:
    """Ask for the details of the interruption under way, where they are not asked for already."""
    broke = session.desk.interruption
    opened = next((f for f in session.open_forms if isinstance(f, InterruptionScreen) and f.opened), None)
    if opened is not None:
        app.switch_mode(opened.mode)
    elif broke is not None:
        _push(app, session, broke, refresh)


def complete_last(app: App[Any], session: Session, refresh: Refresh) -> None:
    """Ask for more of the last interruption of today."""
    broke = max(session.desk.ledger.table(Interruption).values(), key=lambda i: i.at, default=None)
    if broke is None:
        session.tell(_("There was no interruption today."), True)  # noqa: FBT003
    elif broke.last_seen is not None:
        ask(app, session, refresh)
    else:
        _push(app, session, broke, refresh)


def _push(app: App[Any], session: Session, broke: Interruption, refresh: Refresh) -> None:
    # What is left of earlier ones can no more be opened.
    for key in [k for k in session.drafts if k.startswith("interruption:") and k != key_of(broke)]:
        del session.drafts[key]
    refresh()
    app.push_screen(InterruptionScreen(session, broke, app.current_mode), lambda _saved: refresh())
