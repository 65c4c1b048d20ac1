"""The day as a strip of segments, gaps and pauses, and how a change moves its boundaries: values in, values out."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from pupitre.breaks import Break
from pupitre.doubts import Doubt, doubts
from pupitre.entry import Entry, Origin, cut
from pupitre.errors import Invalid
from pupitre.value import Struct, replace

MINUTE = timedelta(minutes=1)
"""What she sees and types: two segments less than a minute apart touch, and none is made shorter."""

RUNNING = "live"
"""The key of the running stretch of the session, which is no entry yet."""


class Part(StrEnum):
    """What a piece of the day is."""

    WORK = "work"
    RUNNING = "running"
    BREAK = "break"
    GAP = "gap"


class Edge(StrEnum):
    """One of the two boundaries of a segment."""

    START = "start"
    END = "end"


class Segment(Struct, frozen=True):
    """A piece of the day; its times are cut where the day begins and ends, those of `entry` are whole."""

    part: Part
    key: str
    start: datetime
    end: datetime
    entry: Entry | None = None
    doubt: Doubt | None = None

    @property
    def length(self) -> timedelta:
        """The time between its start and its end."""
        return max(self.end - self.start, timedelta())

    @property
    def work(self) -> bool:
        """Whether it is work, kept or running."""
        return self.entry is not None


def strip(
    entries: Iterable[Entry], breaks: Iterable[Break], bounds: tuple[datetime, datetime], now: datetime,
    clients: Collection[str],
) -> tuple[Segment, ...]:
    """Return the pieces of a day in the order of their starts; a running stretch is an entry named `RUNNING`.

    A gap lies between two pieces, or between the last one and now; there is none before the first, and none shorter
    than a minute.
    """
    begin, end = bounds
    entries = [e for e in entries if begin <= e.start < end or e.start < begin < e.end]
    wrong = {doubt.entry.id: doubt for doubt in doubts(entries, clients)}
    pieces = [
        Segment(Part.RUNNING if e.id == RUNNING else Part.WORK, e.id, max(e.start, begin), min(e.end, end), e,
                wrong.get(e.id))
        for e in entries
    ]
    pieces += [
        Segment(Part.BREAK, f"break:{b.id}", max(b.start, begin), min(b.end or now, end))
        for b in breaks if b.start < end and begin < (b.end or now)
    ]
    pieces.sort(key=lambda p: (p.start, p.end, p.key))
    return tuple(_with_gaps(pieces, now if begin <= now < end else None))


def _with_gaps(pieces: Sequence[Segment], now: datetime | None) -> Iterator[Segment]:
    """Yield the pieces with the gaps between them."""
    reached: datetime | None = None
    for piece in pieces:
        if reached is not None and piece.start - reached >= MINUTE:
            yield _gap(reached, piece.start)
        yield piece
        reached = piece.end if reached is None else max(reached, piece.end)
    if reached is not None and now is not None and now - reached >= MINUTE:
        yield _gap(reached, now)


def _gap(start: datetime, end: datetime) -> Segment:
    return Segment(Part.GAP, f"gap:{start.isoformat()}", start, end)


# -- changes: what each makes of the entries it is about ---------------------------------------------


def corrected(entry: Entry, start: datetime, end: datetime, now: datetime) -> Entry:
    """Return an entry with other times; the first ones, and the instant of the last correction, stay known.

    What was typed stays typed: a timer never measured it, and its note stays the trace that the client reads.
    """
    if (start, end) == (entry.start, entry.end):
        return entry
    return _traced(entry, start, end, _originals(entry), now)


def split(entry: Entry, at: datetime, now: datetime, new_id: str) -> tuple[Entry, Entry]:
    """Return the two halves of an entry; together they are as long as it was.

    Both keep the times of the whole as their originals, so that neither claims to have been measured alone: the
    originals of several entries are a trace and are never added up. The note stays with the first.

    Raises:
        Invalid: the instant is not inside.
    """
    if not entry.start < at < entry.end:
        raise Invalid("at", "outside")
    was = _originals(entry)
    first = _traced(entry, entry.start, at, was, now)
    return first, replace(_traced(entry, at, entry.end, was, now), id=new_id, note="")


def merged(first: Entry, second: Entry, now: datetime) -> Entry:
    """Return one entry from the start of the first to the end of the second, the time between included.

    Of two that touch, the originals reach from the first start to the last end there ever was. Where time between
    them is added, they are those of the longer one: an original never covers what was not there.

    Raises:
        Invalid: they are not for the same account, or the second does not come after the first.
    """
    if _account(first) != _account(second):
        raise Invalid("times", "other_work")
    if second.start < first.start or second.end <= first.end:
        raise Invalid("times", "order")
    one, other = _originals(first), _originals(second)
    if touch(first.end, second.start):
        was = min(one[0], other[0]), max(one[1], other[1])
    else:
        was = max(one, other, key=lambda span: span[1] - span[0])
    notes = dict.fromkeys(n for n in (first.note, second.note) if n)
    origin = first.origin if first.origin is second.origin else Origin.CORRECTED
    whole = replace(first, origin=origin, end=second.end, overtime_s=first.overtime_s + second.overtime_s)
    return replace(_traced(whole, first.start, second.end, was, now), note=" · ".join(notes))


def moved(entry: Entry, edge: Edge, at: datetime, neighbour: Entry | None, now: datetime) -> tuple[Entry, ...]:
    """Return an entry with one boundary elsewhere, and the neighbour that follows or gives way.

    Raises:
        Invalid: one of the two would be shorter than a minute.
    """
    start, end = (at, entry.end) if edge is Edge.START else (entry.start, at)
    if end - start < MINUTE:
        raise Invalid("times", "order")
    changed = corrected(entry, start, end, now)
    if neighbour is None:
        return (changed,)
    start, end = (neighbour.start, at) if edge is Edge.START else (at, neighbour.end)
    if end - start < MINUTE:
        raise Invalid("times", "eaten")
    return changed, corrected(neighbour, start, end, now)


def neighbour(entry: Entry, edge: Edge, at: datetime, others: Iterable[Entry]) -> Entry | None:
    """Return the entry that a boundary takes along: the one that touches there, or the next one in its way."""
    others = [o for o in others if o.id != entry.id and o.end > o.start]
    if edge is Edge.START:
        before = max((o for o in others if o.start < entry.start), key=lambda o: o.end, default=None)
        return before if before is not None and (touch(before.end, entry.start) or at < before.end) else None
    after = min((o for o in others if o.end > entry.end), key=lambda o: o.start, default=None)
    return after if after is not None and (touch(entry.end, after.start) or at > after.start) else None


def touch(end: datetime, start: datetime) -> bool:
    """Return whether no gap can be seen between an end and a start."""
    return abs(start - end) < MINUTE


def stepped(entry: Entry, edge: Edge, at: datetime, to: datetime, others: Iterable[Entry]) -> datetime:
    """Return where a step of a boundary from `at` ends: at the first edge of another entry that lies between."""
    low, high = min(at, to), max(at, to)
    edges = {e for o in others if o.id != entry.id for e in ((o.end if edge is Edge.START else o.start),)}
    between = sorted(e for e in edges if low < e < high)
    if not between:
        return to
    return between[0] if to > at else between[-1]


def _account(entry: Entry) -> tuple[object, ...]:
    """Return whose a time is, and how it is paid."""
    return entry.task, entry.client, entry.billable, entry.offered, entry.surcharge


def _originals(entry: Entry) -> tuple[datetime, datetime]:
    return entry.original_start or entry.start, entry.original_end or entry.end


def _traced(
    entry: Entry, start: datetime, end: datetime, was: tuple[datetime, datetime], now: datetime
) -> Entry:
    origin = entry.origin if entry.origin is Origin.TYPED else Origin.CORRECTED
    return replace(
        cut(entry, start, end), origin=origin, original_start=was[0], original_end=was[1], corrected_at=now
    )
