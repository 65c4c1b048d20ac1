"""What the screen of a pause says, as lines. Nothing here claims to heal anything."""

from datetime import timedelta, tzinfo
from enum import StrEnum
from textwrap import wrap

from rich.cells import cell_len

from pupitre.breaks import Break
from tui import words
from tui.widgets.lines import Line
from tui.words import N_, _


class Offer(StrEnum):
    """What a pause can be spent with."""

    BREATHE = "breathe"
    STRETCH = "stretch"
    AWAY = "away"


BREATH = 5
"""Seconds in, and seconds out: the pace that is called « cohérence cardiaque »."""

WIDEST = 40
"""Cells of a full breath."""

STRETCH_FOR = timedelta(seconds=30)
"""How long one suggestion stays."""

_STRETCHES = (
    N_("Let your shoulders drop, then roll them backwards, slowly."),
    N_("Look at something far away, out of the window."),
    N_("Open and close your hands a few times, arms along the body."),
    N_("Stand up, reach for the ceiling, then let your arms come down."),
    N_("Turn your head slowly to one side, then to the other, without forcing."),
    N_("Walk to the kitchen: a glass of water is a good reason."),
)


def centred(text: str, style: str, width: int) -> Line:
    """Return one line in the middle of a width."""
    return ((" " * max((width - cell_len(text)) // 2, 0), ""), (text, style))


def intro(rest: Break, zone: tzinfo, width: int) -> list[Line]:
    """Return what is said before anything is chosen."""
    since = _("break since {hour}").format(hour=words.hour_of(rest.start, zone))
    planned = _("Break of {time} proposed.").format(time=words.duration(rest.planned_min))
    return [
        centred(f"{since} · {planned}", "", width), (),
        centred(_("It ends when you say so."), "faint", width),
    ]


def until_line(until: str, width: int) -> Line:
    """Return when the proposed length of the pause is over."""
    return centred(_("Break until {hour}.").format(hour=until), "faint", width)


def breathing(passed: timedelta, width: int, *, moving: bool) -> list[Line]:
    """Return the breath of this second: a slow bar, or words alone where nothing is to move."""
    second = int(passed.total_seconds()) % (2 * BREATH)
    inwards = second < BREATH
    told = centred(_("breathe in…") if inwards else _("breathe out…"), "strong", width)
    if not moving:
        return [told, ()]
    steps = second + 1 if inwards else 2 * BREATH - second - 1
    bar = centred("█" * (min(width, WIDEST) // BREATH * steps), "running", width)
    return [told, (), *[bar] * 3, ()]


def still_breathing(width: int) -> list[Line]:
    """Return how to breathe, in words that stay."""
    told = _("Breathe in for five seconds, breathe out for five seconds, and again.")
    return [*(centred(line, "strong", width) for line in wrap(told, max(width, 1))), ()]


def stretching(passed: timedelta, width: int) -> list[Line]:
    """Return a suggestion, another one every half minute."""
    told = _(_STRETCHES[int(passed / STRETCH_FOR) % len(_STRETCHES)])
    lines = [centred(line, "strong", width) for line in wrap(told, max(width, 1))]
    return [*lines, (), centred(_("If you feel like it."), "faint", width), ()]
