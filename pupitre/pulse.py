"""The pulse of the program: clocks read together tell sleep, a freeze and a clock that was set from each other."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from pupitre.clock import Clock, Seconds, awake_seconds, elapsed_seconds
from pupitre.value import Struct

ABSENT = timedelta(seconds=30)
"""A longer time without a pulse was no work; beats must come more often."""

STEP = timedelta(seconds=1)
"""A clock that differs by more was set: no clock drifts so far between two beats."""

AT_ONCE = 0.01
"""Seconds within which the clocks are read together; the program may be stopped between two of them."""


class Pulse(Struct, frozen=True):
    """One reading: the wall clock in UTC, seconds that count sleep, and seconds that stop in sleep."""

    wall: datetime
    elapsed: float
    awake: float


class Kind(StrEnum):
    """What happened between two pulses; several may at once."""

    ASLEEP = "asleep"
    FROZEN = "frozen"
    FORWARD = "forward"
    BACK = "back"


class Gap(Struct, frozen=True):
    """What lies between two pulses: the time that really passed, the sleep in it, and how far the clock was set."""

    end: datetime
    elapsed: timedelta
    asleep: timedelta
    shift: timedelta

    @property
    def start(self) -> datetime:
        """The last sign of life, as the clock of now would have read it."""
        return self.end - self.elapsed

    @property
    def absent(self) -> bool:
        """Whether the program was away: what passed was no work."""
        return self.elapsed > ABSENT

    @property
    def kinds(self) -> frozenset[Kind]:
        """What it was, each beyond 30 s; a smaller step of the clock has no name."""
        found = {
            Kind.ASLEEP: self.asleep > ABSENT, Kind.FROZEN: self.elapsed - self.asleep > ABSENT,
            Kind.FORWARD: self.shift > ABSENT, Kind.BACK: self.shift < -ABSENT,
        }
        return frozenset(kind for kind, is_so in found.items() if is_so)


def gap(before: Pulse, now: Pulse) -> Gap | None:
    """Return what happened between two pulses, None when the program was there and the clock was not set.

    Where one clock is all there is (Windows), sleep looks like a freeze. Summer time is none: the wall is in UTC.
    """
    elapsed = timedelta(seconds=max(now.elapsed - before.elapsed, 0))
    asleep = max(elapsed - timedelta(seconds=max(now.awake - before.awake, 0)), timedelta())
    shift = now.wall - before.wall - elapsed
    found = Gap(now.wall, elapsed, asleep, shift if abs(shift) > STEP else timedelta())
    return found if found.absent or found.shift else None


def pulses(clock: Clock, elapsed: Seconds | None = None, awake: Seconds | None = None) -> Callable[[], Pulse]:
    """Return what reads the clocks together; those of the machine unless others are given."""
    elapsed, awake = elapsed or elapsed_seconds(), awake or awake_seconds()

    def read() -> Pulse:
        while True:
            first = elapsed()
            pulse = Pulse(clock(), elapsed(), awake())
            if elapsed() - first < AT_ONCE:
                return pulse

    return read
