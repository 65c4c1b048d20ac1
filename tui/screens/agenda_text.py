"""What the agenda shows: pure functions from its days to rows and lines."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pupitre.agenda import AgendaDay
from pupitre.appointment import Calendar
from pupitre.busy import Occurrence
from pupitre.calendar import is_working_day
from pupitre.client import Client
from pupitre.settings import Settings
from pupitre.value import Struct
from tui import agenda_words, holiday_words, rule_words, words
from tui.commands import Place, keys_to
from tui.widgets.cards import BAR, colour_of, label_of
from tui.widgets.lines import Line, Span, cut, justified
from tui.words import _, shown

WIDE = 100
HOURS = 19
"""Cells of « 14 h 00 – 15 h 30 »."""


class AgendaRow(Struct, frozen=True):
    """A day of the list, or what takes place on it; `calendar` names the one of others it was read from."""

    day: AgendaDay
    own: Settings
    today: date
    found: Occurrence | None = None
    client: Client | None = None
    calendar: str = ""

    @property
    def key(self) -> str:
        """What tells it from the other rows."""
        if self.found is None:
            return self.day.day.isoformat()
        return f"{self.day.day}/{self.found.start.isoformat()}/{self.found.appointment.id}"


def first() -> Line:
    """Return what an empty agenda teaches."""
    told = _("Nothing is booked: {book} adds an appointment in one line, “Meeting tuesday 14h-15h30”.")
    return ((f" {told.format(**keys_to(Place.AGENDA, 'book'))}", "faint"),)


def rows(
    days: Iterable[AgendaDay], today: date, own: Settings, clients: Mapping[str, Client],
    calendars: Mapping[str, Calendar],
) -> Iterator[AgendaRow]:
    """Yield each day, then what takes place on it."""
    for day in days:
        yield AgendaRow(day, own, today)
        for found in day.found:
            source = calendars.get(found.appointment.source)
            yield AgendaRow(
                day, own, today, found, clients.get(found.appointment.client or ""), source.name if source else ""
            )


def row(item: AgendaRow, width: int) -> tuple[Line]:
    """Draw a row."""
    return (_day(item, width) if item.found is None else _found(item, item.found, width),)


def _day(item: AgendaRow, width: int) -> Line:
    day = item.day.day
    told = words.long_day(day, year=day.year != item.today.year)
    works = is_working_day(day, item.own.hours, item.own.holiday_zone)
    left: list[Span] = [(f" {told[0].upper()}{told[1:]}", "strong" if works else "faint")]
    if day == item.today:
        left.append((f" · {_('today')}", "running"))
    if item.day.holiday is not None:
        left.append((f" · {holiday_words.holiday(item.day.holiday)}", ""))
    if not works or day < item.today:
        return justified(left, (), width)
    told = _("{time} free").format(time=words.duration(item.day.free_min)) if item.day.free_min else _("nothing free")
    return justified(left, ((f"{told} ", "" if item.day.free_min else "faint"),), width)


def _found(item: AgendaRow, found: Occurrence, width: int) -> Line:
    each = found.appointment
    hours = agenda_words.hours_on(found, item.day.day, item.own)
    left: list[Span] = [(f"   {hours:<{HOURS}}", "" if each.blocks else "faint")]
    left += [(BAR, colour_of(item.client)), (f"{label_of(item.client)} ", colour_of(item.client))]
    marks = [cut(rule_words.said(each.rule), width // 2)] if each.rule is not None and width >= WIDE else []
    marks += [_("does not block")] if not each.blocks else []
    marks += [_("silence")] if each.silent and width >= WIDE else []
    marks += [cut(shown(item.calendar), 20)] if item.calendar else []
    left.append((agenda_words.titled(each), ""))
    if each.place:
        left.append((f" · {shown(each.place)}", "faint"))
    right = "·".join(f" {m} " for m in marks)
    return justified(left, ((f" {right}" if right else "", "faint"),), width)


def title(first: date, last: date, width: int) -> Line:
    """Return what is shown, and how to see more."""
    told = _("Agenda from {first} to {last}").format(
        first=words.long_day(first), last=words.long_day(last, year=last.year != first.year)
    )
    arrows = _("← week before   → week after")
    right = ((f"{arrows} ", "faint"),) if len(told) + len(arrows) + 4 <= width else ()
    return justified(((f" {told}", "strong"),), right, width)
