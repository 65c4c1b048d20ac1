"""In which ways something may be announced now: a table of occasions, and a table of what closes a way."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from pupitre.calendar import WorkingHours, Zone, is_working_day, working_time
from pupitre.silence import Occasion
from pupitre.value import Struct


class Way(StrEnum):
    """How something reaches her."""

    BANNER = "banner"
    BELL = "bell"
    NOTICE = "notice"


EVERY_WAY = frozenset(Way)

WAYS: dict[Occasion, frozenset[Way]] = {
    Occasion.BREAK_SOON: frozenset({Way.BANNER}),
    Occasion.BREAK: EVERY_WAY,
    Occasion.SESSION_OVER: EVERY_WAY,
    Occasion.DAY_OVER: EVERY_WAY,
    Occasion.LONG_PAUSE: frozenset({Way.BANNER}),
    Occasion.CONTACT: frozenset({Way.BANNER}),
    Occasion.STAND_UP: frozenset({Way.BANNER}),
    Occasion.EYES: frozenset({Way.BANNER}),
    Occasion.DEADLINE: EVERY_WAY,
    Occasion.APPOINTMENT: EVERY_WAY,
}
"""How each occasion may be announced (rules T7, N7, W3)."""


class Around(Struct, frozen=True):
    """What goes on around her."""

    silent: bool = False
    just_back: bool = False
    typing: bool = False
    in_front: bool = False
    off_hours: bool = False


# What closes a way, and for which occasions: silence and a return close all of them (rules N11, S6); a banner never
# comes over typing; the terminal in front makes a notice needless (N10); outside her hours no pause is announced
# by the desktop (N11), while a session she started, and the end of her day, are.
_CLOSED: tuple[tuple[Callable[[Around], bool], frozenset[Way], frozenset[Occasion]], ...] = (
    (lambda around: around.silent, EVERY_WAY, frozenset(Occasion)),
    (lambda around: around.just_back, EVERY_WAY, frozenset(Occasion)),
    (lambda around: around.typing, frozenset({Way.BANNER}), frozenset(Occasion)),
    (lambda around: around.typing and around.in_front, frozenset({Way.BELL}), frozenset(Occasion)),
    (lambda around: around.in_front, frozenset({Way.NOTICE}), frozenset(Occasion)),
    (lambda around: around.off_hours, frozenset({Way.NOTICE, Way.BELL}), frozenset({Occasion.BREAK})),
)

HELD_BACK = frozenset({
    Occasion.BREAK, Occasion.SESSION_OVER, Occasion.DAY_OVER, Occasion.LONG_PAUSE, Occasion.CONTACT,
    Occasion.DEADLINE,
    Occasion.APPOINTMENT,
})
"""What a silence remembers; the rest is worth nothing afterwards."""

NOTICES: dict[Occasion, tuple[timedelta, ...]] = {
    Occasion.BREAK: (timedelta(), timedelta(minutes=5), timedelta(minutes=15)),
}
"""How long after the first announcement the desktop is told again (rule N11); what is not named is told once."""

RETURN_CALM = timedelta(minutes=2)
"""How long nothing is announced after a return (rule S6)."""


def ways(occasion: Occasion, around: Around) -> frozenset[Way]:
    """Return the ways in which something may be announced now."""
    closed = [shut for holds, shut, occasions in _CLOSED if occasion in occasions and holds(around)]
    return WAYS[occasion].difference(*closed)


def notices_by_now(occasion: Occasion, first: datetime, now: datetime) -> int:
    """Return how many notices there may have been by now for something that was first announced at `first`."""
    return sum(now - first >= after for after in NOTICES.get(occasion, (timedelta(),)))


def off_hours(now: datetime, hours: WorkingHours, holidays: Zone, zone: tzinfo) -> bool:
    """Tell whether an instant lies outside her hours; on a day of hers without hours, none does."""
    if not is_working_day(now.astimezone(zone).date(), hours, holidays):
        return True
    return bool(hours.spans) and not working_time(now, now + timedelta(seconds=1), hours, holidays, zone)
