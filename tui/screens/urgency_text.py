"""What the screen of an urgency says: whether it fits, what slips and to when, and what can be answered."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from rich.cells import cell_len

from pupitre.client import Client
from pupitre.deadline import Deadline
from pupitre.phrases import Kind
from pupitre.quick import Understanding
from pupitre.settings import Settings
from pupitre.task import Task
from pupitre.triage import Offer, Slip, Way, Weighing
from pupitre.value import Struct
from tui import words
from tui.urgency import Word
from tui.widgets.cards import BAR, colour_of, label_of
from tui.widgets.lines import Line, cut, justified
from tui.words import _, harmless, ngettext, shown


class SlipRow(Struct, frozen=True):
    """A promise that slips, or one she said must not move; `slip` None is one that stays where it is."""

    task: Task
    client: Client | None
    slip: Slip | None
    kept: bool


class OfferRow(Struct, frozen=True):
    """An answer, and how many clients it concerns beside the one that asks."""

    offer: Offer
    weighing: Weighing
    others: int


class Frame(Struct, frozen=True):
    """When and by whose hours things are told."""

    now: datetime
    settings: Settings

    def hour(self, moment: datetime) -> str:
        """Return « 16 h 20 » for today, else « demain 9 h » or « lun. 30 nov. 11 h »."""
        at, zone = words.hour_of(moment, self.settings.zone), self.settings.zone
        day = moment.astimezone(zone).date()
        days = (day - self.now.astimezone(zone).date()).days
        return at if not days else f"{_('tomorrow') if days == 1 else words.short_day(day)} {at}"

    def date(self, until: Deadline) -> str:
        """Return a deadline, a day without an hour as a day."""
        if until.at is not None:
            return self.hour(until.at)
        days = (until.day - self.now.astimezone(self.settings.zone).date()).days
        return _("today") if not days else _("tomorrow") if days == 1 else words.short_day(until.day)


def hint(clients: Iterable[Client]) -> list[Line]:
    """Return what to type, and the labels of her clients."""
    known = " ".join(f"@{harmless(c.label).lower()}" for c in clients)
    told: list[Line] = [((" " + _("Type what is asked while you listen: nothing is promised yet."), "faint"),)]
    if known:
        told.append(((" " + _("Known clients: {labels}").format(labels=cut(known, 60)), "faint"),))
    return told


def hour_told(asked: Understanding, frame: Frame) -> str:
    """Return until when it is asked for, "" when nobody said."""
    if asked.date is None or asked.date.kind is Kind.REFUSED or asked.date.value is None:
        return ""
    return words.deadline_day_and_hour(asked.date.value, frame.settings.zone)


def verdict(found: Weighing, frame: Frame) -> list[Line]:
    """Return whether it fits, and what cannot be said for sure."""
    lines: list[Line] = [((f" {_fits(found, frame)}", _style(found)),)]
    if found.outside:
        lines.append(((" " + _("This lies outside your working hours: accepting it is your choice."), "soon"),))
    told = []
    if found.unestimated:
        told.append(ngettext("{n} promise has no estimate and is not weighed",
                             "{n} promises have no estimate and are not weighed", found.unestimated))
    if found.waiting:
        told.append(ngettext("{n} waits and takes no time", "{n} wait and take no time", found.waiting))
    if told:
        lines.append(((f" {' · '.join(told)}", "faint"),))
    return lines


def _style(found: Weighing) -> str:
    return "late" if not found.fits else "soon" if found.slips else "good"


def _fits(found: Weighing, frame: Frame) -> str:
    done = frame.hour(found.finish) if found.finish else ""
    if found.fits and not found.slips:
        return _("It fits: done by {hour}. Nothing slips.").format(hour=done)
    moved = sum(slip.until is not None for slip in found.slips)
    if found.fits and not moved:
        return _("It fits, done by {hour}; what is late already gets later.").format(hour=done)
    if found.fits:
        moving = ngettext("{n} promise moves", "{n} promises move", moved)
        return _("It fits, done by {hour}, if {promises}.").format(hour=done, promises=moving)
    if found.short_min:
        return _("It does not fit: {duration} of work too much.").format(duration=words.duration(found.short_min))
    return _("It does not fit: what slips has no other date.")


def slip_row(row: SlipRow, frame: Frame, width: int) -> tuple[Line, Line]:
    """Draw a promise: whether it moves and to when, then what it would become."""
    mark = "[ ]" if row.kept or row.slip is None or row.slip.until is None else "[X]"
    slip, colour = row.slip, colour_of(row.client)
    moves = slip is not None and slip.until is not None
    late = slip is not None and not moves and not row.kept
    new = f"→ {frame.date(slip.until)}" if slip and slip.until else _("will be late") if late else _("does not move")
    first = justified(
        ((f" {mark} ", ""), (BAR, colour), (f"{label_of(row.client)} ", colour), (shown(row.task.title), "")),
        ((f" {new} ", "strong" if moves else "late" if late else "faint"),), width,
    )
    return first, (("     ", ""), (BAR, colour), (f"    {_became(row, frame, width - 10)}", "faint"))


def _became(row: SlipRow, frame: Frame, width: int) -> str:
    """Return when it is promised and done; by how much it is late only where there is room, the hours tell it too."""
    slip, due = row.slip, row.task.due
    promised = _("promised for {date}").format(date=frame.date(due)) if due else ""
    if slip is None:
        return promised
    before = frame.hour(slip.before) if slip.before else _("not in sight")
    after = frame.hour(slip.after) if slip.after else _("not in sight")
    late = _("late by {duration} of work").format(duration=words.duration(slip.late_min))
    told = " · ".join((promised, _("done {before} → {after}").format(before=before, after=after)))
    return f"{told} · {late}" if cell_len(told) + cell_len(late) + 3 <= width else told


def offer_row(row: OfferRow, frame: Frame, _width: int) -> tuple[Line, Line]:
    """Draw an answer, and what it does."""
    return ((f" {offer_name(row.offer, row.weighing, frame)}", "strong"),), ((f"   {_does(row)}", "faint"),)


def offer_name(offer: Offer, found: Weighing, frame: Frame) -> str:
    """Return what an answer is called."""
    date = frame.date(offer.until) if offer.until else ""
    if offer.way is Way.ACCEPT:
        told = _("Accept for {date}") if found.fits else _("Accept for {date} all the same")
        return told.format(date=date)
    if offer.way is Way.REFUSE:
        return _("Refuse")
    return _("Offer {date}").format(date=date)


def _does(row: OfferRow) -> str:
    if row.offer.way is Way.REFUSE:
        return _("keeps what was asked, for the report; you may keep no trace")
    if row.offer.way is not Way.ACCEPT:
        return _("adds the task for that date; nothing slips")
    late = len(row.weighing.slips) - len(row.offer.moves)
    if not row.offer.moves and late:
        return ngettext("adds the task; {n} promise will be late", "adds the task; {n} promises will be late", late)
    if not row.offer.moves:
        return _("adds the task; nothing moves")
    moved = ngettext("adds the task; {n} promise gets a new date", "adds the task; {n} promises get a new date",
                     len(row.offer.moves))
    if not row.others:
        return moved
    return f"{moved}, " + ngettext("{n} other client to tell", "{n} other clients to tell", row.others)


MOST_LISTED = 6
"""Moves that a question lists; the screen below has them all."""


def moves_told(offer: Offer, slips: Iterable[Slip], clients: Mapping[str, Client], frame: Frame) -> str:
    """Return what moves to when, one line each."""
    by_id = {slip.task.id: slip.task for slip in slips}
    lines = [
        f"{label_of(clients.get(by_id[key].client or ''))} {shown(by_id[key].title)[:60]} → {frame.date(until)}"
        for key, until in offer.moves
    ]
    if len(lines) > MOST_LISTED:
        more = len(lines) - MOST_LISTED + 1
        lines = [*lines[: MOST_LISTED - 1], ngettext("and {n} more", "and {n} more", more)]
    return "\n".join(lines)


def word_told(word: Word, clients: Mapping[str, Client], tasks: Mapping[str, Task], name: str) -> str:
    """Return whom a text goes to, which one it is, and what it is about."""
    about = tasks.get(word.task)
    told = f"{label_of(clients.get(word.client))} {name}"
    return f"{told} · {shown(about.title)[:40]}" if about else told
