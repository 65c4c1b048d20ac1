"""Appointments in words: when, how often, what a line was understood to mean, and what came of a calendar file."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from pupitre.appointment import Appointment, CalendarRead, Flaw, Sort
from pupitre.busy import Occurrence
from pupitre.client import Client
from pupitre.clock import instant
from pupitre.deadline import Deadline, countdown
from pupitre.desk import Desk
from pupitre.looking import Looking
from pupitre.settings import Settings
from tui import words
from tui.speech import clock_hour
from tui.words import N_, _, client_name, harmless, ngettext, shown

if TYPE_CHECKING:
    from pupitre.booking import Booking

SORTS = {Sort.MEETING: N_("appointment"), Sort.DUTY: N_("phone duty"), Sort.AWAY: N_("absence")}

_FLAWS = {
    "no_start": N_("no day"), "order": N_("it ends before it begins"), "too_long": N_("longer than a year"),
    "too_often": N_("it comes every minute or hour"), "year": N_("a year that cannot be right"),
    "rule": N_("its recurrence cannot be read"), "zone": N_("this time zone cannot be read"),
    "unreadable": N_("it cannot be read"), "cut_off": N_("the end of the file is missing"),
}

TOLD = 3
"""Bad entries that are named."""


def sort(value: Sort) -> str:
    """Return what fills the time."""
    return _(SORTS[value])


def titled(appointment: Appointment) -> str:
    """Return the title of an appointment; a calendar of others may have none."""
    return shown(appointment.title) or _("(no title)")


def hours_on(found: Occurrence, day: date, own: Settings) -> str:
    """Return the hours of an appointment as far as they lie on a day."""
    begins, ends = instant(day, time(), own.zone), instant(day + timedelta(days=1), time(), own.zone)
    if found.start <= begins and ends <= found.end:
        return _("all day")
    if found.start < begins:
        return _("until {hour}").format(hour=_clock(found.end, own))
    if ends < found.end:
        return _("from {hour}").format(hour=_clock(found.start, own))
    if found.start == found.end:
        return _clock(found.start, own)
    return f"{_clock(found.start, own)} – {_clock(found.end, own)}"


def _clock(moment: datetime, own: Settings) -> str:
    return clock_hour(moment.astimezone(own.zone).time(), words.language())


def when(each: Appointment, now: datetime, own: Settings) -> str:
    """Return the day, the hours and how far it is: « mardi 1er décembre, 14 h – 15 h 30 (dans 6 jours) »."""
    zone, first = own.zone, each.day(own.zone)
    begun = now >= (each.start or instant(first, time(), zone))
    far = _("under way") if begun else words.distance(countdown(Deadline(first, each.start), now, zone))
    ends = each.end.astimezone(zone).date() if each.end else each.last or first
    told = words.long_day(first, year=first.year != now.astimezone(zone).year)
    if each.start is None or each.end is None:
        if ends != first:
            last = words.long_day(ends, year=ends.year != first.year)
            told = _("from {first} to {last}, both included").format(first=told, last=last)
        return f"{told} ({far})"
    hours = f"{words.hour_of(each.start, zone)} – {words.hour_of(each.end, zone)}"
    if ends != first:
        hours += f" ({words.short_day(ends)})"
    return f"{told}, {hours} ({far})"


def understood(booking: "Booking", reading: Appointment | None, client: Client | None, desk: Desk) -> list[str]:
    """Return what a line was understood to mean, its title apart."""
    told = [sort(booking.sort)]
    if client is not None:
        told.append(client_name(client))
    if reading is None:
        return [*told, _("no day understood")]
    told.append(when(reading, desk.clock(), desk.settings))
    if booking.assumed:
        told.append(_("one hour, for want of an end"))
    if reading.rule is not None:
        from tui import rule_words  # noqa: PLC0415 - not needed for the first screen

        told.append(rule_words.said(reading.rule))
    if reading.silent:
        told.append(_("silence meanwhile"))
    return told


def no_room(count: int) -> str:
    """Return how many promises no longer fit, "" for none."""
    return ngettext("{n} promise no longer fits then.", "{n} promises no longer fit then.", count) if count else ""


def coming(found: Occurrence | None, now: datetime, own: Settings) -> str:
    """Return the next appointment: « 14 h, dans 40 min : RDV Tuyaudec »; "" when there is none."""
    if found is None:
        return ""
    minutes = -(-int((found.start - now).total_seconds()) // 60)
    told = _("{hour}, in {time}: {title}")
    return told.format(
        hour=words.hour_of(found.start, own.zone), title=titled(found.appointment), time=words.duration(minutes)
    )


# -- calendars ---------------------------------------------------------------------------------------


def flaw(found: Flaw) -> str:
    """Return what is wrong with one entry."""
    why = _(_FLAWS[found.why]) if found.why in _FLAWS else harmless(found.why)
    return _("“{title}”: {why}").format(title=shown(found.title), why=why) if found.title else why


def read_told(read: CalendarRead, counts: tuple[int, int]) -> tuple[str, bool]:
    """Return what came of a calendar file, and whether something in it is bad."""
    came, gone = counts
    name = shown(read.name)
    if not came and not gone:
        told = _("{name}: nothing has changed.").format(name=name)
    else:
        what = [ngettext("{n} entry new or changed", "{n} entries new or changed", came)]
        what += [ngettext("{n} gone", "{n} gone", gone)] if gone else []
        told = _("{name}: {what}.").format(name=name, what=", ".join(what))
    if read.flaws:
        some = "; ".join(flaw(f) for f in read.flaws[:TOLD]) + (" …" if len(read.flaws) > TOLD else "")
        bad = ngettext("{n} entry was left out", "{n} entries were left out", len(read.flaws))
        told += f" {bad} ({some})."
    return told, bool(read.flaws)


def exported(desk: Looking, client: str | None = None) -> list[tuple[str, str, Deadline]]:
    """Return the deadlines of open tasks as a calendar may show them: a name that stays, a text, when.

    A confidential title never leaves: the label of the client stands for it. Raises `Unknown`.
    """
    own = desk.settings
    found = []
    board = desk.board(client)
    for task in (*board.todo, *board.doing, *board.waiting):
        due = task.promise(own.zone, own.end_of_day)
        if due is None or task.out_of_scope:
            continue
        whose = desk.client(task.client) if task.client else None
        secret = whose is not None and whose.confidential and not task.report_label
        title = "" if secret else harmless(task.public_title)
        label = harmless(whose.label) if whose is not None else ""
        found.append((f"{task.id}@pupitre", " · ".join(filter(None, (label, title))) or _("Deadline"), due))
    return found
