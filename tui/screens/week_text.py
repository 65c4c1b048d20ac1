"""What the week says, as lines: pure functions from the days, their time and their tasks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from textwrap import wrap

from rich.cells import cell_len

from pupitre.client import Client
from pupitre.estimates import Usual
from pupitre.settings import Settings
from pupitre.week import DayLoad, DayTask, by_client
from tui import load_words, words
from tui.widgets.cards import Frame, colour_of, due, label_of
from tui.widgets.lines import Line, Span, bar, justified
from tui.words import _, ngettext, shown

_DAY, _TIME = 13, 9
"""Cells of the name of a day, and of a time."""
_TAIL = 18
"""Cells of what is said after the bar."""


def title(days: Sequence[DayLoad], undated: int, width: int) -> Line:
    """Return which week it is, what is promised in it, and what counts for no day: as much as fits."""
    first, last = days[0].day, days[-1].day
    told = _("Week of {first} to {last}").format(first=words.short_day(first), last=words.short_day(last))
    short = _("Week of {first}").format(first=words.short_day(first).partition(" ")[2])
    whole = _("Promised {promised} of {available}").format(
        promised=words.duration(sum(d.promised for d in days)),
        available=words.duration(sum(d.available for d in days)),
    )
    counted = [whole]
    missing = sum(d.unestimated for d in days)
    if missing:
        counted.append(load_words.unestimated(missing))
    if undated:
        counted.append(ngettext("{n} without a date", "{n} without a date", undated))
    tried = [(told, counted), *((short, counted[:n]) for n in range(len(counted), 0, -1))]
    lines = [((f" {week}", "strong"), (f"   {' · '.join(parts)}", "")) for week, parts in tried]
    return next((line for line in lines if sum(cell_len(text) for text, _style in line) <= width), lines[-1])


def longest(days: Iterable[DayLoad]) -> int:
    """Return the minutes of the longest bar."""
    return max((max(d.available, d.promised, d.laid) for d in days), default=0)


def day_row(day: DayLoad, today: date, most: int, width: int) -> tuple[Line, Line]:
    """Draw one day: what is promised of its time, and below it where the work would fall."""
    name = words.short_day(day.day)
    label: Span = (f" {name:<{_DAY}}", "strong" if day.day == today else "faint" if not day.works or day.over else "")
    if day.over:
        return (label, (_("over"), "faint")), ()
    if not day.works and not day.tasks and not day.laid:
        return (label, (_("not a working day"), "faint")), ()
    room = max(width - _DAY - 2 * _TIME - _TAIL - 8, 0)
    return (
        (label, *_times(day), *_promised_bar(day, most, room), (f" {_tail(day)}", "late" if day.spare < 0 else "")),
        _laid_line(day, most, room),
    )


def _times(day: DayLoad) -> list[Span]:
    told = _("{promised} of {available}").format(
        promised=f"{words.duration(day.promised):>{_TIME - 2}}",
        available=f"{words.duration(day.available):<{_TIME - 2}}",
    )
    return [(f"{told:<{2 * _TIME + 1}} ", "")]


def _tail(day: DayLoad) -> str:
    return load_words.spare(day.spare) if day.tasks else _("nothing promised")


def _cells(part: int, most: int, room: int) -> int:
    """Return the length of a bar; what is there at all has at least one cell."""
    return min(max(round(part / most * room), 1), room) if part > 0 and most else 0


def _promised_bar(day: DayLoad, most: int, room: int) -> list[Span]:
    """Return the promised part of the day, what is free of it, and what is too much, each in a sign of its own."""
    held = min(day.promised, day.available)
    full, too_much = _cells(held, most, room), _cells(day.promised - held, most, room)
    free = max(_cells(day.available, most, room) - full, 0)
    pad = max(room - full - free - too_much, 0)
    return [("█" * full, "running"), ("░" * free, "faint"), ("▓" * too_much, "late"), (" " * pad, "")]


def _laid_line(day: DayLoad, most: int, room: int) -> Line:
    told = [_("to do {time}").format(time=words.duration(day.laid))] if day.laid else []
    if day.carried:
        told.append(_("{time} carried over").format(time=words.duration(day.carried)))
    elif day.ahead:
        told.append(_("{time} ahead").format(time=words.duration(day.ahead)))
    if day.unestimated:
        told.append(load_words.unestimated(day.unestimated))
    if not told:
        return ()
    begin = f" {'':<{_DAY}}"
    first = f"{told[0]:<{2 * _TIME + 1}} " if day.laid else ""
    rest = " · ".join(told[1:] if day.laid else told)
    blocks = f"{'▒' * _cells(day.laid, most, room):<{room}} " if day.laid else ""
    return ((begin, ""), (first, "faint"), (blocks, "faint"), (rest, "soon" if day.carried else "faint"))


def about(day: DayLoad, today: date, width: int) -> list[Line]:
    """Return how the time of a day comes about."""
    if day.over:
        return [((_("What is late counts for today."), "faint"),)]
    if not day.account.hours:
        told = _("No working hours are left.") if day.day == today else _("No working hours that day.")
        return [((told, "faint"),)]
    head = _("Left {account}") if day.day == today else _("Hours {account}")
    return [((line, "faint"),) for line in wrap(head.format(account=load_words.account(day.account)), max(width, 20))]


def task_row(item: DayTask, clients: Mapping[str, Client], now: datetime, settings: Settings, width: int) -> tuple[
    Line
]:
    """Draw a task of the day: whose, what, until when, and what is left of it."""
    client = clients.get(item.task.client or "")
    left: tuple[Span, ...] = ((f" {label_of(client)} ", colour_of(client)), (shown(item.task.title), ""))
    time = words.duration(item.left_min) if item.left_min is not None else _("without estimate")
    when: list[Span] = [due(item.task, Frame(now, settings.zone)), (" · ", "faint")] if item.task.due else []
    risk: list[Span] = []
    if item.short_min:
        risk = [(load_words.at_risk(item.short_min, short=width < 60), "soon"), (" · ", "faint")]
    return (justified(left, ((" ", ""), *risk, *when, (time, "faint"), (" ", "")), width),)


def clients_lines(days: Iterable[DayLoad], clients: Mapping[str, Client], width: int) -> list[Line]:
    """Return the minutes promised to each client in the week, on one scale."""
    found = by_client(days)
    if not found:
        return [((_("Nothing is promised."), "faint"),)]
    most, room = found[0][1], max(min(width - 4 - _TIME - 1, 30), 0)
    lines: list[Line] = []
    for key, minutes in found:
        client = clients.get(key or "")
        colour = colour_of(client)
        lines.append((
            (f"{label_of(client)} ", colour), (f"{words.duration(minutes):>{_TIME - 1}} ", ""),
            (bar(minutes / most, room)[0] or "▏", colour),
        ))
    return lines


def usual_lines(found: Iterable[Usual], width: int) -> list[Line]:
    """Return what was thought and what it took, by category."""
    lines: list[Line] = [
        ((line, ""),) for each in found
        for line in wrap(load_words.usual(each), max(width, 20), subsequent_indent="  ")
    ]
    told = _("From three finished tasks of a category on, it is said here what they usually take.")
    return lines or [((line, "faint"),) for line in wrap(told, max(width, 20))]
