"""What she is reminded of as time passes: a break that is due, and the end of a session."""

from datetime import datetime, timedelta
from typing import Protocol

from pupitre.focus import State
from tui import words
from tui.desktop.notice import Notice
from tui.session import Session
from tui.words import _


class Speaker(Protocol):
    """What the reminders ask of the application."""

    def bell(self) -> None: ...  # noqa: D102
    def show_desk(self) -> None: ...  # noqa: D102
    def tell(self, sentence: str, *, bad: bool) -> None: ...  # noqa: D102


class Reminders:
    """Reminds once of each thing; `in_front` is whether the terminal says that she looks at it."""

    def __init__(self, app: Speaker, session: Session) -> None:
        self._app, self._session = app, session
        self.in_front = False
        self._told_break: timedelta | None = None
        self._told_end: datetime | None = None

    def beat(self, now: datetime) -> None:
        """Remind of what is due."""
        self._remind_of_break()
        self._tell_end_of_session(now)

    def _remind_of_break(self) -> None:
        worked = self._session.desk.break_due()
        if worked is None:
            self._told_break = None
            return
        if self._told_break is None:
            self._told_break = worked
            minutes = words.duration(int(worked / timedelta(minutes=1)))
            self._notify(Notice(
                _("Time for a break?"), _("{time} of work without a break.").format(time=minutes), tag="break",
            ))
            self._app.show_desk()

    def _tell_end_of_session(self, now: datetime) -> None:
        focus = self._session.desk.focus
        left = None if focus is None else focus.remaining(now)
        if focus is None or left is None or left > timedelta() or focus.state is not State.RUNNING:
            return
        ends = focus.began + timedelta(seconds=focus.more_s)
        if self._told_end != ends:
            self._told_end = ends
            self._notify(Notice(_("Session over"), _("The time goes on as overtime."), tag="session"))

    def _notify(self, notice: Notice) -> None:
        settings = self._session.desk.settings
        if settings.notifications and not self.in_front:
            self._session.notifier.send(
                Notice(notice.title, notice.body, bell=settings.bell, tag=f"{notice.tag}:{self._session.now:%H%M}")
            )
        elif settings.bell:
            self._app.bell()
        self._app.tell(f"{notice.title} {notice.body}", bad=False)
