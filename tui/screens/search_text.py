"""What the search screen says: pure functions from what was asked and found to lines."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from rich.cells import cell_len

from pupitre.client import Client
from pupitre.clock import local_day
from pupitre.entry import Entry
from pupitre.finding import Found, Query
from pupitre.interruption import Interruption
from pupitre.report import Report
from pupitre.settings import Settings
from pupitre.task import Status, Task
from pupitre.text import clean_line, plain
from tui import speech, words
from tui.screens.search_run import SHOWN, Row, Run
from tui.widgets.cards import colour_of, label_of
from tui.widgets.lines import ELLIPSIS, Line, Span
from tui.words import N_, _, ngettext, shown

LOOKED_AT = 2_000
"""Characters of a line in which the found words are shown."""

ROOM_FOR_KIND = 56
"""Cells of a row from which there is room for the word that tells what it is."""


class Period(StrEnum):
    """The periods that one key goes through."""

    ALWAYS = "always"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_YEAR = "this_year"

    def days(self, today: date) -> tuple[date | None, date | None]:
        """Return its first and its last day."""
        first = today.replace(day=1)
        if self is Period.THIS_MONTH:
            return first, _end_of_month(first)
        if self is Period.LAST_MONTH:
            return (first - timedelta(days=1)).replace(day=1), first - timedelta(days=1)
        if self is Period.THIS_YEAR:
            return today.replace(month=1, day=1), today.replace(month=12, day=31)
        return None, None


def _end_of_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


# -- what was asked ------------------------------------------------------------------------------

_NOTATION = (
    (N_("quote boiler"), N_("both words; accents, capitals, œ and apostrophes do not matter")),
    (N_("“two words”"), N_("these words side by side")),
    ("@tuy", N_("one client, by label or by the beginning of its name")),
    (N_(":done"), N_("a state – :to do, :in progress, :waiting, :done, :dropped")),
    (N_("2025, march 2025, 05/11/2025"), N_("a period")),
    (N_("since march 2025, before 2024"), N_("a period that is open on one side")),
)


def notation() -> list[Line]:
    """Return examples of what can be typed, each with its meaning."""
    return [((_(example), "key"), (f"  {_(meaning)}", "faint")) for example, meaning in _NOTATION]


def state_name(state: Found) -> str:
    """Return how the state of a task is called."""
    return _("given up") if state is Found.DROPPED else words.status(Status(state)).lower()


def understood(query: Query, clients: Mapping[str, Client]) -> Line:
    """Return in words what is looked for."""
    told = [_("“{word}”").format(word=shown(word)) for word in query.words]
    if query.client is not None:
        client = clients.get(query.client)
        told.append(shown(client.name if client else query.client))
    if query.status is not None:
        told.append(state_name(query.status))
    if query.dated:
        told.append(period(query.first, query.last))
    if not told:
        return ((f" {_('Everything is searched, the closed years too.')}", "faint"),)
    return ((f" {_('Looking for')}  ", "faint"), (" · ".join(told), ""))


def period(first: date | None, last: date | None) -> str:
    """Return the days from `first` to `last` as one says them."""
    if first is None or last is None:
        if first is not None:
            return _("since {day}").format(day=day_name(first))
        return _("until {day}").format(day=day_name(last)) if last is not None else ""
    if first == last:
        return words.long_day(first, year=True)
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return str(first.year)
    if first.day == 1 and last == _end_of_month(first):
        return words.month_named(f"{first:%Y-%m}")
    return _("from {first} to {last}").format(first=day_name(first), last=day_name(last))


def day_name(day: date) -> str:
    """Return « 27 novembre 2026 »."""
    return f"{speech.day_and_month(day, words.language())} {day.year}"


# -- what was found ------------------------------------------------------------------------------

def progress(run: Run, *, running: bool, stopped: bool) -> str:
    """Return how many were found, and how far the search is."""
    told = [ngettext("{n} found", "{n} found", run.count)]
    if run.count > SHOWN:
        told.append(_("the first {n} are listed").format(n=SHOWN))
    if running or stopped:
        if run.reached is not None:
            told.append(_("read back to {month}").format(month=words.month_named(run.reached)))
        told.append(_("{done} of {total} months").format(done=run.read, total=len(run.months)))
        told.append(_("stopped") if stopped else _("going on…"))
    else:
        told.append(_("complete") if not run.unread else _("complete but for what cannot be read"))
    return " · ".join(told)


def row_line(row: Row, width: int, wanted: Sequence[str], clients: Mapping[str, Client], settings: Settings) -> Line:
    """Draw a row: its day, whose it is, what it is, and its text with the found words made heavier."""
    hit = row.hit
    client = clients.get(hit.client or "")
    day = speech.numeric_day(hit.day) if hit.day else ""
    head: list[Span] = [(f" {day:<10} ", "faint"), (f"{label_of(client)} ", colour_of(client))]
    if width >= ROOM_FOR_KIND:
        head.append((f"{_('deleted') if row.gone else kind_name(row):<13} ", "faint"))
    elif row.gone:
        head.append((f"{_('deleted')} ", "faint"))
    if isinstance(hit.value, Entry):
        head.append((f"{times(hit.value.start, hit.value.end, settings)}  ", ""))
    used = sum(cell_len(text) for text, _style in head)
    return (*head, *marked(hit.text or row.title, wanted, width - used))


def kind_name(row: Row) -> str:
    """Return what a row is, in a word; of a task, its state."""
    match row.hit.value:
        case Task() as task:
            return state_name(Found.DROPPED if task.dropped_at is not None else Found(task.status))
        case Entry():
            return _("time")
        case Interruption():
            return _("interruption")
        case Client():
            return _("client")
        case Report():
            return _("report")


def times(first: datetime, last: datetime, settings: Settings, on: date | None = None) -> str:
    """Return « 9 h – 9 h 20 »; what does not lie on the working day `on`, that of the first, has its date."""
    zone = settings.zone
    on = on or local_day(first, zone, settings.day_start)
    told = [
        words.hour_of(moment, zone) if local_day(moment, zone, settings.day_start) == on
        else f"{speech.numeric_day(moment.astimezone(zone).date())} {words.hour_of(moment, zone)}"
        for moment in (first, last)
    ]
    return " – ".join(told)


def marked(text: str, wanted: Iterable[str], width: int) -> Line:
    """Return a text with the wanted words, in the form of `plain`, in bold; it begins where the first one is seen."""
    if words.veiled():
        return ((shown(text), ""),)
    text = clean_line(text[:LOOKED_AT])
    heavy = _places(text, wanted)
    begin = next((n for n, found in enumerate(heavy) if found), 0)
    if cell_len(text[: begin + 12]) > width:
        begin = max(begin - width // 3, 0)
        text, heavy = ELLIPSIS + text[begin:], [False, *heavy[begin:]]
    pairs = groupby(zip(text, heavy, strict=True), key=lambda pair: pair[1])
    return tuple(("".join(letter for letter, _ in group), "strong" if found else "") for found, group in pairs)


def _places(text: str, wanted: Iterable[str]) -> list[bool]:
    """Return for each letter whether it belongs to a wanted word."""
    pieces = [plain(letter) for letter in text]
    origin = [n for n, piece in enumerate(pieces) for _ in piece]
    form, heavy = "".join(pieces), [False] * len(text)
    for word in filter(None, wanted):
        at = form.find(word)
        while at >= 0:
            last = at + len(word)
            # An accent that stands after its letter goes with it.
            end = max(origin[last] if last < len(origin) else len(text), origin[last - 1] + 1)
            heavy[origin[at]:end] = [True] * (end - origin[at])
            at = form.find(word, last)
    return heavy
