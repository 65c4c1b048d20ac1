"""What the strip shows: pure functions from the pieces of a day to rows and lines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo

from rich.cells import cell_len

from pupitre.client import Client
from pupitre.clock import day_bounds, instant, local_day
from pupitre.entry import Entry, Origin, whole_minutes
from pupitre.settings import Settings
from pupitre.strip import Part, Segment
from pupitre.value import Struct, replace
from tui import speech, words
from tui.screens.search_text import day_name, times
from tui.widgets.cards import BAR, colour_of, label_of
from tui.widgets.day_bar import Bar, Piece
from tui.widgets.lines import Line, Span, justified
from tui.words import N_, _, shown

_ORIGINS = {Origin.MEASURED: N_("measured"), Origin.TYPED: N_("typed"), Origin.CORRECTED: N_("corrected")}

HOUR = {"fr": 7, "en": 5}
"""The cells of an hour, such as « 10 h 00 »."""


class TimeRow(Struct, frozen=True):
    """A piece of the day in the list, with what is said of it; `doubt` is "" when nothing is wrong."""

    segment: Segment
    client: Client | None
    title: str
    doubt: str
    zone: tzinfo


def origin(entry: Entry) -> str:
    """Return « mesuré », « saisi » or « corrigé »; typed times that were put right say both."""
    if entry.origin is Origin.TYPED and entry.original_start is not None:
        return _("typed, corrected")
    return _(_ORIGINS[entry.origin])


def row(item: TimeRow, width: int) -> tuple[Line]:
    """Draw a piece of the day: its hours, how long, whose, what, and where the hours come from."""
    piece = item.segment
    hours = f" {_hour(piece.start, item.zone)} – {_hour(piece.end, item.zone)} "
    length = words.duration(whole_minutes(piece.length))
    if piece.part is Part.GAP:
        return (((hours, "faint"), (f"{'':>9}", ""), (_("gap of {length}").format(length=length), "faint")),)
    if piece.part is Part.BREAK:
        return (((hours, "faint"), (f"{'':>9}", ""), (_("break of {length}").format(length=length), "faint")),)
    left: list[Span] = [(hours, ""), (f"{length:>8} ", "strong")]
    left += [(BAR, colour_of(item.client)), (f"{label_of(item.client)} ", colour_of(item.client))]
    if item.doubt:
        left.append((f"! {item.doubt} · ", "late"))
    left.append((item.title, "running" if piece.part is Part.RUNNING else ""))
    entry = piece.entry
    note = shown(entry.note) if entry is not None and entry.task is not None else ""
    left += [(f" · {note}", "faint")] if note else []
    mark = _("running") if piece.part is Part.RUNNING or entry is None else origin(entry)
    return (justified(left, ((f" {mark} ", "running" if piece.part is Part.RUNNING else "faint"),), width),)


def _hour(moment: datetime, zone: tzinfo) -> str:
    # One below the other: an hour of one figure leaves room for the other.
    return f"{speech.clock_hour(moment.astimezone(zone).time(), words.language()):>{HOUR[words.language()]}}"


def title(day: date, pieces: Sequence[Segment], clients: Mapping[str, Client], width: int) -> list[Line]:
    """Return the day with its total, then what each client had of it."""
    totals: dict[str | None, timedelta] = {}
    for piece in pieces:
        if piece.entry is not None:
            totals[piece.entry.client] = totals.get(piece.entry.client, timedelta()) + piece.length
    total = words.duration(whole_minutes(sum(totals.values(), timedelta())))
    first = _("Times of {day}").format(day=words.long_day(day, year=True)) + (f" · {total}" if totals else "")
    arrows = _("← day before   → day after")
    keys = [(f"{arrows} ", "faint")] if cell_len(first) + cell_len(arrows) + 4 <= width else []
    told: list[Span] = [(" ", "")]
    for key, length in sorted(totals.items(), key=lambda item: (item[0] is None, -item[1])):
        client = clients.get(key or "")
        told += [(f"{label_of(client).strip()} ", colour_of(client)),
                 (f"{words.duration(whole_minutes(length))}   ", "")]
    return [justified(((f" {first}", "strong"),), keys, width), tuple(told)]


def bar(
    pieces: Iterable[Segment], clients: Mapping[str, Client], settings: Settings, day: date, now: datetime
) -> Bar:
    """Return the bar of a day: her hours, and whatever lies before or after them."""
    pieces = tuple(pieces)
    begin, end = day_bounds(day, settings.zone, settings.day_start)
    moments = [m for p in pieces for m in (p.start, p.end)]
    moments += [instant(day, at, settings.zone) for span in settings.working_hours for at in span]
    moments += [now] if begin <= now < end else []
    moments = [min(max(m, begin), end) for m in moments] or [begin, end]
    first = min(moments).replace(minute=0, second=0, microsecond=0)
    last = max(moments) + timedelta(minutes=59, seconds=59)
    last = max(last.replace(minute=0, second=0, microsecond=0), first + timedelta(hours=4))
    return Bar(first, last, settings.zone, tuple(Piece(p, *_look(p, clients)) for p in pieces))


def _look(piece: Segment, clients: Mapping[str, Client]) -> tuple[str, str]:
    """Return the label and the colour of a piece."""
    if piece.entry is None:
        return "", "faint"
    client = clients.get(piece.entry.client or "")
    return label_of(client), colour_of(client)


def trace(entry: Entry, settings: Settings) -> Iterator[str]:
    """Yield where the hours of an entry come from, what they were, and when they were changed."""
    at = entry.corrected_at
    day, hour = "", ""
    if at is not None:
        day, hour = day_name(at.astimezone(settings.zone).date()), words.hour_of(at, settings.zone)
    first, last = entry.original_start, entry.original_end
    if first is not None or last is not None:
        on = local_day(entry.start, settings.zone, settings.day_start)
        was = times(first or entry.start, last or entry.end, settings, on)
        length = words.duration(whole_minutes((last or entry.end) - (first or entry.start)))
        yield _("Originally: {times} ({length}).").format(times=was, length=length)
    elif entry.origin is Origin.MEASURED:
        yield _("The hours are as the timer measured them.")
    elif entry.origin is Origin.TYPED:
        yield _("The hours are as they were typed.")
    if at is not None:
        yield _("Last changed on {day} at {hour}, by you.").format(day=day, hour=hour)
    if entry.note and entry.origin is Origin.TYPED:
        yield _("The note goes into the client’s report.")
    elif entry.note:
        yield _("The note is private.")


def marked(drawn: Bar, chosen: Segment | None, moving: datetime | None) -> Bar:
    """Return a bar with its marks."""
    return replace(drawn, chosen=chosen.key if chosen is not None else "", moving=moving)
