"""The rhythm of the day: how long a session is, what happens at its end, and which rest is proposed."""

from datetime import datetime, timedelta

from pupitre.errors import NotNow
from pupitre.focus import Event, Focus, State, state_of
from pupitre.modes import Mode, mode_named, rest_after, sessions
from pupitre.ports import Change
from pupitre.returning import Returning
from pupitre.value import replace
from pupitre.verbs import Verb
from pupitre.views import stretches

MORE_MIN = 5
"""Minutes that are granted at the end of a session (rule T3)."""


class Pacing(Returning):
    """A desk that knows its rhythm. Nothing starts by itself: neither the rest nor the next session."""

    @property
    def mode(self) -> Mode:
        """The rhythm of her settings."""
        return mode_named(self.settings.focus_mode, self.settings)

    @property
    def sessions_done(self) -> int:
        """The full sessions since the last long rest, of today."""
        return sessions(stretches(self.ledger, self.clock()), self.mode)

    @property
    def rest_min(self) -> int:
        """The minutes of the rest that is proposed now: that of the rhythm when a session is over, else the usual."""
        return rest_after(self.sessions_done, self.mode) if self.session_over else self.settings.break_min

    @property
    def session_over(self) -> bool:
        """Whether the planned time of the session is used up."""
        focus = self.focus
        left = None if focus is None else focus.remaining(self.clock())
        return left is not None and left <= timedelta()

    def more(self, minutes: int = MORE_MIN) -> None:
        """Grant some minutes more, from now on when the session is over; they stay overtime. Raises `NotNow`."""
        focus, now = self.focus, self.clock()
        if focus is None or focus.planned_min is None:
            raise NotNow(state_of(focus), Event.RESUME)
        beyond = max(focus.overtime(now).total_seconds(), focus.more_s)
        self._do(Verb.EXTEND, "", Change((replace(focus, more_s=beyond + minutes * 60),)))

    def choose_mode(self, key: str) -> None:
        """Choose the rhythm from now on; a session under way takes its length."""
        settings, focus = replace(self.settings, focus_mode=key), self.focus
        session = () if focus is None else (
            replace(focus, planned_min=mode_named(key, settings).work_min, more_s=0.0),
        )
        self._do(Verb.CHOOSE_MODE, "", Change((settings, *session)))

    def _anew(self, now: datetime) -> Focus | None:
        """Return the session as it goes on after a pause: one that was over begins anew, at zero."""
        focus = self.focus
        if focus is None or focus.state is State.RUNNING or not self.session_over:
            return focus
        return replace(focus, planned_min=self.mode.work_min, began=now, banked_s=0.0, more_s=0.0)
