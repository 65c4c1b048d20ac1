"""What the screen of the recurrences says: a row for each, and the chosen one at length."""

from textwrap import wrap

from pupitre.client import Client
from pupitre.desk import Desk
from pupitre.recurrence import Recurrence
from tui import rule_words, words
from tui.commands import Place, keys_to
from tui.widgets.cards import BAR, colour_of, label_of
from tui.widgets.lines import Line, Span
from tui.words import _, client_name, ngettext, shown

NEXT = 3
"""Days to come that are listed."""


def client_of(desk: Desk, recurrence: Recurrence) -> Client | None:
    """Return whose it is, None for her own."""
    return desk.ledger.table(Client).get(recurrence.client or "")


def state(desk: Desk, recurrence: Recurrence) -> str:
    """Return why nothing is made of a recurrence, "" when it goes on."""
    client = client_of(desk, recurrence)
    if recurrence.paused:
        return _("paused")
    if not any(True for _day in desk.coming(recurrence, 1)):
        return _("ended")
    if client is not None and client.state.value != "active":
        return _("its client is paused or closed")
    return ""


def nothing() -> str:
    """Return what an empty list teaches."""
    told = _("Nothing comes again yet: {add_series} adds, {ready_made} shows the ready-made reminders.")
    return told.format(**keys_to(Place.SERIES, "add_series", "ready_made"))


def row(desk: Desk, recurrence: Recurrence) -> tuple[Line, Line]:
    """Draw a line of the list: whose and what, then the rule and the next day."""
    client = client_of(desk, recurrence)
    colour, held = colour_of(client), state(desk, recurrence)
    first: Line = ((BAR, colour), (f"{label_of(client)} ", colour), (shown(recurrence.title), ""))
    told: list[Span] = [(BAR, colour), ("    ", ""), (f"{held} · ", "soon") if held else ("", "")]
    return first, (*told, (rule_words.said(recurrence.rule, recurrence.hour), "faint"))


def detail(desk: Desk, recurrence: Recurrence, width: int) -> list[Line]:
    """Tell of one recurrence at length."""
    client, held = client_of(desk, recurrence), state(desk, recurrence)
    found = [_upper(rule_words.said(recurrence.rule, recurrence.hour))]
    if held:
        found.append(_("Makes nothing: {why}.").format(why=held))
    found += [_("Next: {days}").format(days=" · ".join(map(rule_words.coming, desk.coming(recurrence, NEXT))))]
    known = [client_name(client) if client else _("for myself")]
    if recurrence.estimate_min:
        known.append(words.duration(recurrence.estimate_min))
    if recurrence.category:
        known.append(f"#{shown(recurrence.category)}")
    if recurrence.lead_days:
        known.append(ngettext("shown {n} day ahead", "shown {n} days ahead", recurrence.lead_days))
    opened = len(desk.open_in(recurrence.id))
    known.append(ngettext("{n} open task", "{n} open tasks", opened) if opened else _("no open task"))
    found.append(" · ".join(known))
    lines: list[Line] = [((shown(recurrence.title), "strong"),)]
    for text in found:
        lines += [((piece, ""),) for piece in wrap(text, max(width, 20))]
    if recurrence.kit:
        told = _("A ready-made reminder: its date is yours to check.")
        lines += [((piece, "soon"),) for piece in wrap(told, max(width, 20))]
    for text in recurrence.note.splitlines():
        lines += [((piece, "faint"),) for piece in wrap(shown(text), max(width, 20))]
    return lines


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
