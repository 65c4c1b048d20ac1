"""What she is reminded of as time passes: told once, never over typing, never in silence; kept back is told after."""

from datetime import datetime, timedelta
from typing import Protocol

from pupitre.announcing import HELD_BACK, RETURN_CALM, Around, Way, notices_by_now, off_hours, ways
from pupitre.silence import Occasion, Said, Silence
from pupitre.value import replace
from tui.desktop.notice import Notice
from tui.nearing import Nearing
from tui.reminder_words import Wanted, silence_over, wanted
from tui.session import Session

FADES_AFTER = timedelta(minutes=10)
"""How long a line stays above the board that nothing else takes away."""

STAYS_DUE = {Occasion.BREAK, Occasion.DEADLINE}
"""What a silence puts off: it is told when the silence is over, if it is still so."""

WHILE_TRUE = {Occasion.BREAK, Occasion.BREAK_SOON}
"""What stays above the board as long as it is so."""


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
        self._said: dict[Occasion, Said | None] = {o: session.desk.said(o) for o in Occasion}
        self._shown = {o: said.key for o, said in self._said.items() if said is not None and o not in WHILE_TRUE}
        self._rung = {o: said.key for o, said in self._said.items() if said is not None}
        self._silence: Silence | None = session.desk.silence
        self._ended: datetime | None = None
        self._held: dict[Occasion, str] = {}
        self._nearing = Nearing(session, self._last(Occasion.DEADLINE))

    def beat(self, now: datetime) -> None:
        """Tell what is to be told."""
        self._mind_silence()
        around = self._around(now)
        self._begin_counting_days(now)
        found = {w.occasion: w for w in wanted(self._session.desk, now, self._last)}
        near = self._nearing.beat(now)
        if near is not None:
            found[Occasion.DEADLINE] = near
        self._take_down(found, now)
        for each in found.values():
            if around.silent:
                self._hold_back(each, now)
            else:
                self._announce(each, around, now)

    def _around(self, now: datetime) -> Around:
        desk, own = self._session.desk, self._session.desk.settings
        back = desk.returned_at
        return Around(
            silent=desk.silent, typing=self._session.typing, in_front=self.in_front,
            just_back=back is not None and timedelta() <= now - back < RETURN_CALM,
            off_hours=off_hours(now, own.hours, own.holiday_zone, own.zone),
        )

    # -- telling ---------------------------------------------------------------------------------

    def _announce(self, what: Wanted, around: Around, now: datetime) -> None:
        open_ways = ways(what.occasion, around)
        if not open_ways:
            return
        before = self._said[what.occasion]
        said = before if before is not None and before.key == what.key else Said(what.occasion, what.key, now)
        due = notices_by_now(what.occasion, said.first, now)
        if due > said.notices and Way.NOTICE in open_ways:
            self._notify(what, now)
        if Way.BANNER in open_ways and self._shown.get(what.occasion) != what.key:
            self._show(what, now)
            self._ring(what, open_ways)
            if what.occasion is Occasion.DEADLINE:
                self._nearing.told()
        self._note(replace(said, notices=max(due, said.notices)))

    def _notify(self, what: Wanted, now: datetime) -> None:
        own = self._session.desk.settings
        if own.notifications:
            self._rung[what.occasion] = what.key
            tag = f"{what.occasion}:{now:%H%M}"
            self._session.notifier.send(Notice(what.title, what.body, bell=own.bell, tag=tag))

    def _show(self, what: Wanted, now: datetime) -> None:
        self._shown[what.occasion] = what.key
        if what.occasion is not Occasion.SESSION_OVER:  # the session itself shows it
            self._session.announced[what.occasion] = what.sentence, now
        self._app.tell(what.sentence, bad=False)
        self._app.show_desk()

    def _ring(self, what: Wanted, open_ways: frozenset[Way]) -> None:
        """Ring, unless the notice did: it rings with it."""
        if Way.BELL in open_ways and self._rung.get(what.occasion) != what.key and self._session.desk.settings.bell:
            self._rung[what.occasion] = what.key
            self._app.bell()

    def _note(self, said: Said) -> None:
        """Remember what was told, over a restart too; a disk that refuses is told of once, and never asked twice."""
        occasion = Occasion(said.id)
        if self._said[occasion] != said:
            self._said[occasion] = said
            self._session.attempt(lambda: self._session.desk.note_said(said))

    def _last(self, occasion: Occasion) -> datetime | None:
        said = self._said[occasion]
        return said.first if said else None

    def _begin_counting_days(self, now: datetime) -> None:
        """Count the contact reminder from when it was first wished for."""
        if self._session.desk.settings.contact_days and self._said[Occasion.CONTACT] is None:
            self._note(Said(Occasion.CONTACT, "", now))

    def _take_down(self, found: dict[Occasion, Wanted], now: datetime) -> None:
        """Take away the lines that are no longer so, or were there long enough."""
        gone = [
            name for name, (_, at) in self._session.announced.items()
            if (name not in found if name in WHILE_TRUE else now - at >= FADES_AFTER)
        ]
        for name in gone:
            del self._session.announced[name]
            self._app.show_desk()

    # -- silence ---------------------------------------------------------------------------------

    def _hold_back(self, what: Wanted, now: datetime) -> None:
        """Remember what is not told; but for what stays due, it is not told afterwards but in the list."""
        said = self._said[what.occasion]
        if what.occasion not in HELD_BACK or (said is not None and said.key == what.key):
            return
        if what.occasion in STAYS_DUE:
            if self._held.get(what.occasion) == what.key:
                return
            self._held[what.occasion] = what.key
        else:
            self._note(Said(what.occasion, what.key, now, notices_by_now(what.occasion, now, now)))
            self._shown[what.occasion] = what.key
        self._session.attempt(lambda: self._session.desk.hold_back(what.occasion))
        self._silence = self._session.desk.silence

    def _mind_silence(self) -> None:
        """When a silence is over, end it and say what it held back: now, or when she has stopped typing."""
        desk, silence = self._session.desk, self._session.desk.silence
        if desk.silent:
            self._silence = silence
            return
        over = silence or self._silence
        if over is None or self._session.typing:
            self._silence = over
            return
        self._silence = None
        if silence is not None and self._ended != silence.began:
            self._ended = silence.began
            self._session.attempt(desk.end_silence)
        elif silence is not None:
            return
        self._app.tell(silence_over(over, desk.settings), bad=False)
        self._app.show_desk()
