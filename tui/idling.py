"""What still hands say while a session runs: when she chose to be asked, an absence is told once it is over."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta

from pupitre.focus import State, state_of
from tui.desktop.idle_watch import Away, IdleWatch, Probe, Sampler
from tui.desktop.surroundings import Surroundings
from tui.session import Session


def _probe(surroundings: Surroundings) -> Probe | None:
    from tui.desktop.idle import probe_for  # noqa: PLC0415 - ctypes takes 20 ms, for those who chose it

    return probe_for(surroundings, os.environ)


class Idling:
    """Looks once a beat while the setting is on; `found` takes an absence, `suspended` says that she telephones."""

    def __init__(
        self, session: Session, *, found: Callable[[Away], None], suspended: Callable[[], bool] = lambda: False,
        probe: Callable[[Surroundings], Probe | None] = _probe,
    ) -> None:
        self._session, self._make, self._found, self._suspended = session, probe, found, suspended
        self._watch = IdleWatch()
        self._sampler: Sampler | None = None
        self._looked_for = False
        self.touched: datetime | None = None
        """When she last touched anything on this machine, as far as it is asked for."""

    def beat(self, now: datetime) -> None:
        """Look, when she chose it and this machine can tell; never waits."""
        if not self._session.desk.settings.idle_probe:
            return
        if not self._looked_for:
            self._looked_for = True
            probe = self._make(self._session.surroundings)
            self._sampler = Sampler(probe) if probe else None
        still = self._sampler.poll() if self._sampler else None
        if still is None:
            return
        self.touched = now - timedelta(seconds=still)
        working = state_of(self._session.desk.focus) is State.RUNNING and not self._suspended()
        away = self._watch.look(now, timedelta(seconds=still), working=working)
        if away is not None:
            self._found(away)
