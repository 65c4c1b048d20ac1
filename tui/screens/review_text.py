"""What the Bilan says, as lines: pure functions from what is known of some days. No score and no judgement."""

from collections.abc import Mapping
from datetime import date
from textwrap import wrap

from pupitre.client import Client
from pupitre.review import Review
from pupitre.settings import Settings
from tui import words
from tui.commands import Place, keys_to
from tui.speech import short_weekday
from tui.widgets.cards import colour_of, label_of
from tui.widgets.lines import Line, cut, fitted
from tui.words import _, ngettext, shown

_EIGHTHS = "▁▂▃▄▅▆▇█"
_LABEL = 22
"""Cells of the name of a figure."""
_TIME = 10
_SOURCES = 8
"""Interrupters that are listed; the others are added up."""

_UNKNOWN = {"inconnu": words.N_("unknown"), "perso": words.N_("personal"), "": words.N_("unknown")}


def title(found: Review, today: date) -> Line:
    """Return what the screen is about."""
    if found.first == found.last:
        told = words.long_day(found.first, year=True)
    else:
        told = _("week of {first} to {last}").format(
            first=words.short_day(found.first), last=words.short_day(found.last)
        )
    now = f"  {_('so far')}" if found.first <= today <= found.last else ""
    return ((f" {_('Review')} · {told}", "strong"), (now, ""), (f"   {_('for you alone')}", "faint"))


def figures(found: Review, settings: Settings) -> list[Line]:
    """Return work, hours after the chosen end, pauses and the longest stretch."""
    lines = [_figure(_("Work"), words.duration(found.minutes))]
    after = _("after {hour}").format(hour=words.hour(settings.end_of_day))
    lines.append(_figure(f"  {after}", words.duration(found.late) if found.late else "–"))
    taken = str(found.breaks)
    if found.breaks:
        taken += f" · {words.duration(found.rest)}"
    lines.append(_figure(_("Pauses taken"), taken))
    lines.append(_figure(f"  {_('put off')}", str(found.postponed)))
    lines.append(_figure(f"  {_('done without')}", str(found.refused)))
    lines.append(_figure(_("Longest without"), _longest(found, settings)))
    return lines


def _figure(name: str, value: str) -> Line:
    return ((f"{cut(name, _LABEL - 1):<{_LABEL}}", "faint"), (value, ""))


def _longest(found: Review, settings: Settings) -> str:
    if found.longest is None:
        return "–"
    zone, long = settings.zone, found.longest
    day = "" if found.first == found.last else f"{short_weekday(long.start.astimezone(zone), words.language())} "
    span = _("{start} to {end}").format(start=words.hour_of(long.start, zone), end=words.hour_of(long.end, zone))
    return f"{words.duration(long.minutes)} ({day}{span})"


def days(found: Review, width: int) -> list[Line]:
    """Return a bar of work for each day, the part after the chosen end in another shade, on one scale."""
    most = max((d.minutes for d in found.days), default=0)
    room = max(width - 6 - _TIME, 8)
    lines: list[Line] = []
    for each in found.days:
        length = _cells(each.minutes, most, room)
        late = min(_cells(each.late, most, room), length)
        lines.append((
            (f"{short_weekday(each.day, words.language()):<5} ", "faint"),
            (f"{words.duration(each.minutes) if each.minutes else '–':>{_TIME - 1}} ", ""),
            ("▇" * (length - late), "running"), ("▒" * late, "running"),
        ))
    if any(d.late for d in found.days):
        lines.append(((f"{'':>{6 + _TIME}}▒ {_('after the chosen end')}", "faint"),))
    return lines


def interruptions(found: Review, clients: Mapping[str, Client], width: int) -> list[Line]:
    """Return how often each client interrupted, and at what hours."""
    if not found.sources:
        return [((_("None was noted."), "faint"),)]
    most, room = found.sources[0].count, max(min(width - 22, 20), 4)
    lines: list[Line] = []
    for each in found.sources[:_SOURCES]:
        client = clients.get(each.source)
        name = label_of(client) if client else _(_UNKNOWN.get(each.source, each.source))
        colour = colour_of(client)
        lines.append((
            (f"{cut(shown(name), 9):<10}", colour), (f"{each.count:>3} ", ""),
            ("▇" * _cells(each.count, most, room), colour),
            (f" {words.duration(each.minutes)}" if each.minutes else "", "faint"),
        ))
    others = sum(s.count for s in found.sources[_SOURCES:])
    if others:
        lines.append(((ngettext("and {n} other", "and {n} others", others), "faint"),))
    return [*lines, (), *_hours(found.hours)]


def _hours(hours: Mapping[int, int]) -> list[Line]:
    """Return a column for each hour of the day, taller for more interruptions, and the hours below."""
    first, last = min(*hours, 8), max(*hours, 18)
    most = max(hours.values())
    columns = "".join(
        f"{_EIGHTHS[-(-hours[h] * 8 // most) - 1] if hours.get(h) else '·'}  " for h in range(first, last + 1)
    )
    marks = "".join(f"{h:<3}" for h in range(first, last + 1))
    return [((columns, "running"),), ((f"{marks}{_('h')}", "faint"),)]


def efforts(found: Review, width: int) -> list[Line]:
    """Return for each category what was thought and what it took, on one scale."""
    if not found.efforts:
        return [((_("No finished task had an estimate and a time."), "faint"),)]
    most = max(max(e.estimated, e.took) for e in found.efforts)
    named = min(max(width // 3, 12), 20)
    room = max(min(width - named - 8 - _TIME, 30), 4)
    lines: list[Line] = []
    for each in found.efforts:
        name = shown(each.category).replace("_", " ") or _("no category")
        tasks = f"  {ngettext('{n} task', '{n} tasks', each.tasks)}"
        for first, style, what, minutes, full in (
            (name, "", _("thought"), each.estimated, "░"), (tasks, "faint", _("took"), each.took, "▇"),
        ):
            lines.append((
                *fitted([(first, style)], named), (f" {what:<7}", "faint"),
                (f"{words.duration(minutes):>{_TIME - 1}} ", ""), (full * _cells(minutes, most, room), "running"),
            ))
    return lines


def note(found: Review, width: int) -> list[Line]:
    """Return what the figures do not hold, and the months that are missing in them."""
    told = _(
        "These figures hold only what you noted: neither work without the timer that was not entered, nor calls that "
        "were not noted, nor rests that were not called a pause."
    )
    lines: list[Line] = [((line, "faint"),) for line in wrap(told, max(width, 20))]
    lost = _("{month} cannot be read and is left out.")
    return [*lines, *(((lost.format(month=words.month_named(month)), "late"),) for month in found.unread)]


def nothing(width: int) -> list[Line]:
    """Return what an empty stretch of days teaches."""
    told = _(
        "Nothing was noted here. Press Enter on a task to start its timer and “{pause}” for a pause: what they "
        "measure is added up on this screen, for you alone."
    ).format(**keys_to(Place.DAY, "pause"))
    return [((line, ""),) for line in wrap(told, max(width, 20))]


def _cells(part: int, whole: int, room: int) -> int:
    """Return the length of a bar; what is there at all has at least one cell."""
    return max(round(part / whole * room), 1) if part and whole else 0
