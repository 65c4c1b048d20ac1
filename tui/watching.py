"""Follows the calendar files of others: looked at once a minute, read again when they changed, never waited for."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Protocol

from pupitre.appointment import Calendar, CalendarRead
from pupitre.errors import BadCalendar, PupitreError
from pupitre.value import replace
from tui import agenda_words, refusals
from tui.session import Session

if TYPE_CHECKING:
    from tui.keeping import Keeper


class Screen(Protocol):
    """What following files asks of the application."""

    def call_later(self, callback: Callable[[], object]) -> object: ...  # noqa: D102
    def show_desk(self) -> None: ...  # noqa: D102
    def tell(self, sentence: str, *, bad: bool) -> None: ...  # noqa: D102
    @property
    def is_running(self) -> bool: ...  # noqa: D102


class Watching:
    """One look at a time, in a thread: a folder of the network may keep it for minutes."""

    def __init__(self, app: Screen, session: Session) -> None:
        self._app, self._session = app, session
        self._looked: datetime | None = None
        self._pruned: date | None = None
        self._told: dict[str, str] = {}
        self._bad: dict[str, str] = {}
        self._thread: Thread | None = None

    @property
    def idle(self) -> bool:
        """Whether no look is under way."""
        return self._thread is None or not self._thread.is_alive()

    def beat(self, now: datetime) -> None:
        """Once a minute begin a look at the files that are followed."""
        minute = now.replace(second=0, microsecond=0)
        if minute == self._looked:
            return
        self._looked = minute
        desk, keeper = self._session.desk, self._session.keeper
        if desk.today != self._pruned:
            self._pruned = desk.today
            self._session.attempt(desk.prune_calendars)
        followed = [c for c in desk.calendars.values() if c.watched]
        if keeper is not None and followed and self.idle:
            zone, days, today = desk.settings.zone, desk.calendar_window(), desk.today

            def work() -> None:
                for each in followed:
                    self._look(keeper, each, today, lambda path: keeper.read_calendar(path, zone, days))

            thread = Thread(target=work, name="calendars", daemon=True)
            try:
                thread.start()
            except RuntimeError:  # the system refuses one more thread: they are looked at in a minute
                return
            self._thread = thread

    def _look(self, keeper: "Keeper", calendar: Calendar, today: date, read: Callable[[Path], CalendarRead]) -> None:
        """Look at one file, and read it when it or the day is another than at the last time; in the thread.

        One that was refused is read again when it changed: it may be large, and a minute is short.
        """
        path = Path(calendar.path)
        stamp = f"{keeper.calendar_stamp(path)}@{today}"
        if stamp in {calendar.stamp, self._bad.get(calendar.id)}:
            return
        try:
            found = read(path)
        except BadCalendar as error:
            self._bad[calendar.id] = stamp
            self._hand(partial(self._refused, calendar, error))
        else:
            self._hand(partial(self._renew, calendar, found))

    def _hand(self, over: Callable[[], None]) -> None:
        if self._app.is_running:
            self._app.call_later(over)

    def _renew(self, calendar: Calendar, read: CalendarRead) -> None:
        """Keep what was read; what is bad in it is told of once."""
        desk = self._session.desk
        if calendar.id not in desk.calendars:
            return  # it was taken away meanwhile
        try:
            counts = desk.renew_calendar(calendar.id, replace(read, name=calendar.name))
        except PupitreError as error:
            self._tell(calendar, refusals.say(error))
            return
        told, bad = agenda_words.read_told(read, counts)
        if bad:
            self._tell(calendar, told)
        else:
            self._told.pop(calendar.id, None)
        self._app.show_desk()

    def _refused(self, calendar: Calendar, error: BadCalendar) -> None:
        """Say once that a file cannot be read; its entries stay."""
        self._tell(calendar, refusals.say(error))

    def _tell(self, calendar: Calendar, sentence: str) -> None:
        if self._told.get(calendar.id) != sentence:
            self._told[calendar.id] = sentence
            self._app.tell(sentence, bad=True)
