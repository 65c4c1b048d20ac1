"""The one question after an absence: what it was. Nothing of it counts until she answers."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from textual.app import App

from pupitre.absence import Absence, Why
from pupitre.client import ClientState
from pupitre.clock import instant, local_day
from pupitre.errors import Invalid
from pupitre.focus import Focus
from pupitre.task import Task
from pupitre.timer import Recovery
from tui import words
from tui.screens.base import DeskScreen
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.form import Field, Form, FormScreen
from tui.screens.inputs import hour_in
from tui.session import Session
from tui.words import _, client_name, shown

AGAIN = timedelta(seconds=30)
"""After what a question comes again whose answer the disk refused."""

SEEN = 60.0
"""Seconds for which she is told of a session that ended by itself: she only just sits down."""

ANOTHER_HOUR = "hour"
_NOBODY = ""



class Returns:
    """Asks about absences, one at a time, and tells of a session that ended by itself."""

    def __init__(self, app: App[Path], session: Session, show: Callable[[], None]) -> None:
        self._app, self._session, self._show = app, session, show
        self._open = False
        self._not_before = session.now

    def beat(self) -> None:
        """Ask or tell what waits, unless she types or another question is open."""
        desk = self._session.desk
        if desk.closed_session is not None:
            self._app.notify(ended(self._session, desk.closed_session), markup=False, timeout=SEEN)
            desk.closed_session = None
        absence = desk.question
        if absence is not None and not self._open and self._session.now >= self._not_before and self._may_ask():
            self._open = True
            self._ask(absence)

    def _may_ask(self) -> bool:
        screen = self._app.screen
        widget = screen.focused
        return isinstance(screen, DeskScreen) and screen.laid_out and not (
            widget is not None and widget.check_consume_key("a", "a"))

    def _ask(self, absence: Absence) -> None:
        session = self._session

        def answered(key: str | None) -> None:
            if key == Recovery.OTHER:
                self._app.push_screen(_client_question(session, absence), of_client)
            elif key == ANOTHER_HOUR:
                self._app.push_screen(FormScreen(session, hour_form(session, absence)), saved)
            else:
                self._done(absence, lambda: session.desk.recover(Recovery(key or Recovery.RESUME)))

        def of_client(client: str | None) -> None:
            if client is None:
                self._ask(absence)
            else:
                self._done(absence, lambda: session.desk.recover(Recovery.OTHER, client=client or None))

        def saved(done: bool | None) -> None:  # noqa: FBT001 - the form's result
            if done:
                self._done(absence, lambda: None)
            else:
                self._ask(absence)

        self._app.push_screen(ChoiceScreen(*_told(session, absence), _choices(session, absence)), answered)

    def _done(self, absence: Absence, answer: Callable[[], None]) -> None:
        if self._session.desk.question == absence and not self._session.attempt(answer):
            self._not_before = self._session.now + AGAIN  # the disk refused: the question stays
        self._open = False
        self._show()


def _told(session: Session, absence: Absence) -> tuple[str, str]:
    """Return the question and what is known of the absence."""
    begin, end = (_hour(session, moment) for moment in (absence.start, absence.end))
    title = _title(session, absence.task)
    if absence.why is Why.STOPPED:
        told = _("Last sign of life at {hour}, {ago}.")
        told = told.format(hour=begin, ago=words.ago(session.now - absence.start))
        return _("A session was running on “{title}”.").format(title=title), told
    if absence.why is Why.FORGOTTEN:
        told = _("Your last sign of life was {day} at {hour}. Where does the work end?")
        told = told.format(day=words.long_day(_day(session, absence.start)), hour=begin)
        return _("A session was left running on “{title}”.").format(title=title), told
    length = words.duration(int(absence.length / timedelta(minutes=1)))
    told = _("Away from {begin} to {end}: {length} that are not counted.")
    return _("A session was running on “{title}”.").format(title=title), told.format(
        begin=begin, end=end, length=length)


def _choices(session: Session, absence: Absence) -> list[Choice]:
    begin = _hour(session, absence.start)
    if absence.why is Why.FORGOTTEN:
        return [
            Choice(Recovery.RESUME, _("At {hour}, the last sign of life").format(hour=begin)),
            Choice(ANOTHER_HOUR, _("At another hour…")),
            Choice(Recovery.KEEP, _("Keep all, until {hour}").format(hour=_hour(session, absence.end))),
        ]
    return [
        Choice(Recovery.RESUME, _("Go on now, without counting the absence")),
        Choice(Recovery.KEEP, _("Go on, and count the absence as work")),
        Choice(Recovery.BREAK, _("Go on: it was a break")),
        Choice(Recovery.OTHER, _("Go on: it was work for another client…")),
        Choice(Recovery.STOP, _("End it at {hour}").format(hour=begin)),
    ]


def _client_question(session: Session, absence: Absence) -> ChoiceScreen:
    others = [c for c in session.desk.clients() if c.state is ClientState.ACTIVE and c.id != absence.client]
    choices = [Choice(client.id, client_name(client)) for client in others]
    return ChoiceScreen(_("For which client was it?"), "", [*choices, Choice(_NOBODY, _("(for myself)"))])


def hour_form(session: Session, absence: Absence) -> Form:
    """Ask for the hour where the work of a forgotten session ends."""
    settings = session.desk.settings

    def save(values: dict[str, str]) -> None:
        at, day = hour_in(values["hour"], "hour"), _day(session, absence.start)
        while (until := instant(day, at, settings.zone)) < absence.start.replace(second=0, microsecond=0):
            day += timedelta(days=1)
        if until > absence.end:
            raise Invalid("hour", "range", values["hour"].strip())
        session.desk.recover(Recovery.KEEP, until=max(until, absence.start))

    begin = absence.start.astimezone(settings.zone)
    field = Field("hour", _("Ends at"), f"{begin:%H:%M}", hint=_("9:10 or 9h10"))
    return Form(f"absence:{absence.id}", _("Where does the work end?"), (field,), save)


def ended(session: Session, focus: Focus) -> str:
    """Return what is told of a session of an earlier day that ended at its last sign of life."""
    told = _("The session on “{title}” was ended {day} at {hour}, its last sign of life.")
    return told.format(title=_title(session, focus.task), day=words.long_day(_day(session, focus.last_seen)),
                       hour=_hour(session, focus.last_seen))


def _title(session: Session, key: str | None) -> str:
    task = session.desk.ledger.table(Task).get(key or "")
    return shown(task.title) if task else _("Time without a task")


def _hour(session: Session, moment: datetime) -> str:
    return words.hour_of(moment, session.desk.settings.zone)


def _day(session: Session, moment: datetime) -> date:
    return local_day(moment, session.desk.settings.zone, session.desk.settings.day_start)
