"""How long a session and its rests are: the usual rhythms, and how many sessions a day has seen."""

from collections.abc import Iterable
from datetime import timedelta

from pupitre.breaks import Stretch
from pupitre.settings import Settings
from pupitre.value import Struct, replace

LONGEST_MIN = 180
"""A session lasts 1 to 180 minutes (rule T2)."""

OWN, FREE = "own", "free"


class Mode(Struct, frozen=True):
    """A rhythm, in minutes: `work_min` None counts up; the rest after every `long_after` sessions is the long one."""

    key: str
    work_min: int | None
    rest_min: int
    long_rest_min: int
    long_after: int = 4


MODES: tuple[Mode, ...] = (
    Mode("25-5", 25, 5, 15),
    Mode("50-10", 50, 10, 10),
    Mode("45-5", 45, 5, 5),
    Mode(FREE, None, 5, 5),
)
"""The rhythms that can be chosen, beside her own values."""


def mode_named(key: str, settings: Settings) -> Mode:
    """Return a rhythm; one that is not known is her own, which is called free when it counts up."""
    found = next((m for m in MODES if m.key == key), None)
    if found is not None:
        return found
    work = min(max(settings.focus_min, 0), LONGEST_MIN) or None
    own = Mode(OWN, work, settings.break_min, max(settings.long_break_min, settings.break_min))
    if work is None:
        return Mode(FREE, None, own.rest_min, own.rest_min)
    return next((m for m in MODES if replace(own, key=m.key) == m), own)


def sessions(stretches: Iterable[Stretch], mode: Mode) -> int:
    """Return the sessions that are full since the last long rest, from the stretches of work that are kept.

    A gap of a rest begins a session anew, one of a long rest the count; work without a rest is as many sessions as it
    holds. A rhythm that counts up has none.
    """
    if mode.work_min is None:
        return 0
    full, worked, last_end = 0, timedelta(), None
    whole = timedelta(minutes=mode.work_min)
    long_rest = timedelta(minutes=max(mode.long_rest_min, mode.rest_min + 1))
    for start, end in sorted(stretches):
        gap = timedelta() if last_end is None else start - last_end
        if gap >= timedelta(minutes=mode.rest_min):
            full = 0 if gap >= long_rest else full + int(worked / whole)
            worked = timedelta()
        worked += max(end - max(start, last_end or start), timedelta())
        last_end = end if last_end is None else max(end, last_end)
    return full + int(worked / whole)


def rest_after(done: int, mode: Mode) -> int:
    """Return the minutes of the rest that follows so many sessions."""
    return mode.long_rest_min if done and done % mode.long_after == 0 else mode.rest_min
