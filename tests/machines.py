"""A machine whose clocks a test holds in its hand: it sleeps, is stopped, and its clock is set."""

from datetime import timedelta

from pupitre.pulse import Pulse
from tests.memory import HandClock

SYSTEMS = ("linux", "darwin", "win32")


class Machine:
    """The three clocks of a system: on Windows the one that stops in sleep is not there."""

    def __init__(self, clock: HandClock, system: str = "linux") -> None:
        self.clock, self.system = clock, system
        self.elapsed = self.awake = 1000.0

    def __call__(self) -> Pulse:
        return Pulse(self.clock(), self.elapsed, self.awake)

    def run(self, seconds: float) -> None:
        """Let time pass; without a beat of the program it is a freeze."""
        self.clock.advance(seconds=seconds)
        self.elapsed += seconds
        self.awake += seconds

    def sleep(self, seconds: float) -> None:
        """Close the lid."""
        self.run(seconds)
        if self.system != "win32":
            self.awake -= seconds

    def set_clock(self, by: float) -> None:
        """Set the wall clock forward, or back, by so many seconds."""
        self.clock.now += timedelta(seconds=by)
