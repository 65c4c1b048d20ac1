"""The statement of hours of one client and month, made from its dossier alone."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from pupitre.client import Client, Mode
from pupitre.clock import day_bounds, local_day
from pupitre.dossier import Dossier
from pupitre.entry import Entry
from pupitre.prepaid import alerts, used_since
from pupitre.report import Allowance
from pupitre.rounding import Lot, lots
from pupitre.settings import Settings
from pupitre.shelf import Month, days_of
from pupitre.statement import Kind, Line, Piece, Statement
from pupitre.surcharges import accepted, percent, proposed
from pupitre.task import Task
from pupitre.value import replace

AUDIO = "audio_minute"
PIECE = "piece"

_NAMELESS = (1, PIECE, None)
"""What a delivered task is when nothing says what it was agreed as."""

_BY_PIECE = {Mode.PIECE, Mode.SUBSCRIPTION}


def statement(
    dossier: Dossier, month: Month, settings: Settings, left: Allowance | None = None, on: date | None = None
) -> Statement:
    """Return the month of the client of a dossier; `left` are its hours at the end, `on` the day of asking.

    Work belongs to the month of the day it began. Without a day, or after its last one, the month is over. Of a month
    before the day from which hours are counted, what was left of them is not known. Raises ValueError when `month` is
    none.
    """
    client, (first, last) = dossier.client, days_of(month)
    zone, starts = settings.zone, settings.day_start
    entries = [e for e in dossier.entries if first <= local_day(e.start, zone, starts) <= last]
    tasks = {t.id: t for t in dossier.tasks}
    found = lots(entries, client.billing.rounding, zone, starts)
    span = day_bounds(first, zone, starts)[0], day_bounds(last, zone, starts)[1]
    prepaid, counted_from = left is not None, client.billing.used_before_on
    if counted_from is not None and last < counted_from:
        left = None
    until = client.billing.expires_on if left and client.billing.mode is Mode.PACK else None
    during = sum(lot.billed for lot in found if lot.day >= used_since(client, first))
    lines = tuple(_line(lot, tasks, client, settings) for lot in found if lot.minutes)
    pieces = tuple(sorted(_pieces(dossier, entries, span, settings), key=lambda p: (p.day, p.what, p.quantity)))
    days = [*(line.day for line in lines), *(piece.day for piece in pieces)]
    return Statement(
        client, month, lines, pieces, left, left.carried if left else 0, until,
        alerts(client, left, min(on or last, last)), _outside(dossier, entries, span),
        left.used - during if left else 0, _up_to(on, last, days), prepaid,
    )


def _up_to(on: date | None, last: date, told: list[date]) -> date | None:
    """Return the last day that is told of, None of a month that is over: time can be noted ahead of the clock."""
    return None if on is None or on > last else max((on, *told))


def _line(lot: Lot, tasks: Mapping[str, Task], client: Client, settings: Settings) -> Line:
    def task_of(entry: Entry) -> Task | None:
        return tasks.get(entry.task or "")

    first = lot.entries[0]
    waiting = dict.fromkeys(code for e in lot.entries for code in proposed(e, task_of(e), client, settings))
    kind = Kind.BILLED if lot.invoiced else Kind.OFFERED if first.billable else Kind.UNBILLED
    told = dict.fromkeys("" if task is None else task.public_title for task in map(task_of, lot.entries))
    surcharge = accepted(first) if lot.invoiced else ""
    return Line(
        lot.day, tuple(told), lot.minutes, lot.billed, kind, frozenset(e.origin for e in lot.entries),
        tuple((e.start, e.end) for e in lot.entries), surcharge, percent(client, surcharge), tuple(waiting),
        tuple(e.id for e in lot.entries), _paid_by_piece(lot, tasks, client),
    )


def _paid_by_piece(lot: Lot, tasks: Mapping[str, Task], client: Client) -> bool:
    mode = client.billing.mode
    if mode is not Mode.AUDIO_MINUTE:
        return mode in _BY_PIECE
    found = [tasks.get(e.task or "") for e in lot.entries]
    return all(task is not None and task.audio_min for task in found)


def _outside(dossier: Dossier, entries: list[Entry], span: tuple[datetime, datetime]) -> tuple[str, ...]:
    """Return the public titles of what was asked for in the month, or worked on, outside the mission."""
    worked = {e.task for e in entries}
    asked = [t for t in dossier.tasks if t.out_of_scope and (span[0] <= t.created < span[1] or t.id in worked)]
    return tuple(t.public_title for t in sorted(asked, key=lambda t: (t.created, t.id)))


# -- what is paid by the piece -----------------------------------------------------------------------


def _pieces(
    dossier: Dossier, entries: list[Entry], span: tuple[datetime, datetime], settings: Settings
) -> Iterator[Piece]:
    jobs: dict[datetime, list[Piece]] = {}
    for task in dossier.tasks:
        counted = _counted(task, dossier.client)
        if counted is None:
            continue
        whole, _, _ = counted
        quantity, at = _delivered(task, whole, span)
        if quantity:
            worked = [e.start for e in entries if e.task == task.id]
            at = max(worked) if worked and task.done_at != at else at
            day = local_day(at, settings.zone, settings.day_start)
            piece = Piece(day, task.public_title, quantity, *counted[1:], of=whole if quantity < whole else 0)
            if counted == _NAMELESS:
                jobs.setdefault(task.created, []).append(piece)
            else:
                yield piece
    yield from map(_one_job, jobs.values())


def _one_job(pieces: list[Piece]) -> Piece:
    """Return what came in together, without a service that the sheet names, as one on the day the last of it left."""
    *others, last = sorted(pieces, key=lambda p: (p.day, p.what))
    return replace(last, what=others[0].what, also=(*(p.what for p in others[1:]), last.what)) if others else last


def _counted(task: Task, client: Client) -> tuple[int, str, Decimal | None] | None:
    """Return how much of what a task is, and its price, None when it is not paid so.

    A service of the sheet is known by its name as the unit of a task (so much each) or as its category (so much in
    all); a price is never guessed from a title, and a number without its unit is no number of services.
    """
    bill, prices = client.billing, dict(client.billing.prices_eur)
    if bill.mode is Mode.AUDIO_MINUTE and task.audio_min:
        return task.audio_min, AUDIO, bill.rate_per_audio_minute_eur
    if bill.mode is Mode.SUBSCRIPTION and task.quantity and task.quantity_unit:
        return task.quantity, task.quantity_unit, None
    if bill.mode is not Mode.PIECE:
        return None
    if task.quantity and task.quantity_unit in prices:
        return task.quantity, task.quantity_unit, prices[task.quantity_unit]
    if task.category in prices:
        return 1, task.category, prices[task.category]
    if task.audio_min:
        by_minute = [price for name, price in prices.items() if name.endswith("minute_audio")]
        return task.audio_min, AUDIO, by_minute[0] if len(by_minute) == 1 else None
    return (task.quantity, task.quantity_unit, None) if task.quantity and task.quantity_unit else _NAMELESS


def _delivered(task: Task, whole: int, span: tuple[datetime, datetime]) -> tuple[int, datetime]:
    """Return how much of a task was delivered in a span, and when.

    Of an unfinished one it is what her own sentence to the client says, as « 40 minutes sur 48 sont rendues », in the
    month in which it was said; what is left of it counts where the task is finished. A percentage is no delivery.
    """
    said_at, part = task.explained_at or task.created, _part(task.reason, whole)
    if task.done_at is not None and task.done_at < span[1]:
        before = part if said_at < span[0] else 0
        return (whole - before if span[0] <= task.done_at else 0), task.done_at
    return (part if span[0] <= said_at < span[1] else 0), said_at


def _part(sentence: str, whole: int) -> int:
    """Return how many of `whole` a sentence says, 0 when it says none."""
    found = re.search(rf"\b(\d{{1,6}})\s+(?:\w{{1,30}}\s+){{0,2}}(?:sur|out of|of)\s+{whole}\b", sentence)
    return int(found[1]) if found and int(found[1]) < whole else 0
