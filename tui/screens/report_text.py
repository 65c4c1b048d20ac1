"""What is said below a draft: what must not leave, what is new, what it still lacks, and how it left."""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from textwrap import wrap

from pupitre.clock import local_day
from pupitre.guard import Hit, Kind
from pupitre.report import Facts, Report, Sent, Span
from pupitre.settings import Settings
from pupitre.task import Task
from tui import words
from tui.commands import Place, key_to, keys_to
from tui.screens.proposals import Proposal, What
from tui.speech import NBSP
from tui.widgets.lines import Line
from tui.words import N_, _, shown

LONGEST = 120
"""Characters of a text of hers that are shown of what may be much longer."""

MOST = 3
"""Lines of what is missing; how many more there are is said."""

_KINDS = {
    Kind.NAME: N_("another client’s name"), Kind.PERSON: N_("someone at another client"),
    Kind.ADDRESS: N_("another client’s address"), Kind.LABEL: N_("another client’s label"),
    Kind.INITIALS: N_("initials of another client"), Kind.NOTE: N_("a private note"),
    Kind.TITLE: N_("a confidential title"), Kind.FIGURE: N_("a figure of another client’s work"),
}
_CHANGES = {What.NEW: N_("New: {line}"), What.CHANGED: N_("Changed: {line}"), What.GONE: N_("No more: {line}")}
_CHANGES_IN = {
    What.NEW: N_("New in “{heading}”: {line}"), What.CHANGED: N_("Changed in “{heading}”: {line}"),
    What.GONE: N_("No more in “{heading}”: {line}"),
}
_LEFT = {
    Sent.COPIED: N_("copied at {hour}"), Sent.TERMINAL: N_("sent to the terminal at {hour}, to be checked"),
    Sent.FILE: N_("saved as a file at {hour}"), Sent.EML: N_("saved as an .eml draft at {hour}"),
    Sent.MAILBOX: N_("put into the mailbox’s drafts at {hour}"),
    Sent.MAIL: N_("opened in the mail program at {hour}"), Sent.SENT: N_("sent at {hour}"),
}
_ALREADY = {
    Sent.COPIED: N_("Already copied at {hour}."), Sent.TERMINAL: N_("Already sent to the terminal at {hour}."),
    Sent.FILE: N_("Already saved as a file at {hour}."), Sent.EML: N_("Already saved as an .eml draft at {hour}."),
    Sent.MAILBOX: N_("Already put into the mailbox at {hour}."), Sent.MAIL: N_("Already opened as a mail at {hour}."),
    Sent.SENT: N_("Already sent at {hour}."),
}
_SPANS = {
    Span.DAY: N_("Draft of the day"), Span.WEEK: N_("Draft of the week"), Span.DELIVERY: N_("Draft of a delivery"),
}


def span_title(span: Span) -> str:
    """Return how the draft of a span is called."""
    return _(_SPANS[span])


def hit_told(hit: Hit, told: str, where: str) -> str:
    """Return what a hit is: where it stands, its kind, and its words."""
    return _("{where}: {kind}, “{text}”").format(where=where, kind=_(_KINDS[hit.kind]), text=_short(told))


def hit_lines(hit: Hit, told: str, line: int, count: int, phrase: str, width: int, *, asks: bool) -> list[Line]:
    """Return what is told of a hit: where it stands, what it is, and what the keys do with it."""
    where = _("line {n}").format(n=line) if line else _("subject")
    what = _("Nothing has left yet: {where}, {kind} “{text}”") if asks else _("To check: {where}, {kind} “{text}”")
    told = what.format(where=where, kind=_(_KINDS[hit.kind]), text=_short(told))
    more = _(" (1 of {n})").format(n=count) if count > 1 else ""
    if not asks:
        return list(_lines(f"• {told}{more}", width, "strong"))
    keys = (
        _("{take} puts “{phrase}” there   {leave} leaves it   Esc lets nothing out") if phrase
        else _("{take} takes it out   {leave} leaves it   Esc lets nothing out")
    ).format(phrase=phrase, **keys_to(Place.REPORTS, "take", "leave"))
    return [*_lines(f"• {told}{more}", width, "late"), *_lines(f"  {_whole(keys)}", width, "")]


def proposal_lines(proposal: Proposal, count: int, width: int) -> list[Line]:
    """Return what is told of a line that is new beside her text."""
    told = _short((proposal.new or proposal.old).lstrip("–-• \u00a0"))
    heading = shown(proposal.heading).rstrip(" :\u00a0\u202f")
    line = _((_CHANGES_IN if heading else _CHANGES)[proposal.what]).format(line=told, heading=heading)
    more = _(" (1 of {n})").format(n=count) if count > 1 else ""
    keys = (
        _("{take} takes it out   {leave} leaves it   {fresh} writes all anew") if proposal.what is What.GONE
        else _("{take} puts it in   {leave} leaves it   {fresh} writes all anew")
    ).format(**keys_to(Place.REPORTS, "take", "leave", "fresh"))
    return [*_lines(f"• {line}{more}", width, "strong"), *_lines(f"  {_whole(keys)}", width, "faint")]


def lacking(facts: Facts, untimed: Iterable[Task]) -> list[tuple[str, str]]:
    """Return what is still to be said of the tasks of a draft, each with its style."""
    reason, time = _("reason or new date missing: {title}"), _("no time noted: {title}")
    told = [(reason.format(title=_short(task.title)), "late") for task in facts.unexplained]
    return told + [(time.format(title=_short(task.title)), "strong") for task in untimed]


def missing(facts: Facts, untimed: Iterable[Task], width: int, fallen_back: str = "") -> list[Line]:
    """Return what a draft still lacks, or that it lacks nothing; `fallen_back` is why her own text was not used."""
    told: list[tuple[str, str]] = []
    if fallen_back:
        ours = _("Your own text cannot be filled, ours is used ({key}):")
        told.append((f"{ours.format(key=key_to(Place.REPORTS, 'wordings'))} {fallen_back}", "late"))
    if facts.undelivered:
        told.append((_("Nothing was delivered on that day."), "late"))
    if facts.unread:
        month = words.month_named(facts.unread)
        told.append((_("hours left unknown: {month} cannot be read").format(month=month), "late"))
    told += lacking(facts, untimed)
    if not told:
        return [((_("Nothing is missing."), "faint"),)]
    lines = [line for text, style in told[:MOST] for line in _lines(f"• {text}", width, style)]
    if len(told) > MOST:
        lines.append(((_("• and {n} more: {key} asks for them one by one").format(
            n=len(told) - MOST, key=key_to(Place.REPORTS, "fill_in")), "faint"),))
    return lines


def how_it_left(report: Report, settings: Settings, width: int, *, changed: bool) -> list[Line]:
    """Return how a report left last, and that it is not the text that left."""
    if not report.history:
        return []
    at, how = report.history[-1]
    left = _(_LEFT[how]).format(hour=_when(at, report, settings))
    since = _("changed since it left") if changed else ""
    if len(left) + 3 + len(since) <= width:
        return [((left, "faint"), (f" · {since}" if changed else "", "strong"))]
    return [*_lines(left, width, "faint"), *_lines(since, width, "strong")]


def already_left(report: Report, settings: Settings) -> str:
    """Return when and how a report left before, sent before anything else; "" when it never did."""
    sent = [(at, how) for at, how in report.history if how is Sent.SENT]
    return next((_(_ALREADY[how]).format(hour=_when(at, report, settings))
                 for at, how in (*sent[-1:], *reversed(report.history))), "")


def history_lines(report: Report, settings: Settings) -> Iterator[str]:
    """Yield every way a report left, with its day and hour, the latest first."""
    for at, how in reversed(report.history):
        day = words.long_day(local_day(at, settings.zone, settings.day_start), year=True)
        yield f"{day} · {_(_LEFT[how]).format(hour=words.hour_of(at, settings.zone))}"


def _when(at: datetime, report: Report, settings: Settings) -> str:
    """Return an hour, with its day when it is not that of the report."""
    zone: tzinfo = settings.zone
    day, hour = local_day(at, zone, settings.day_start), words.hour_of(at, zone)
    return hour if day == report.day else _("{hour} on {day}").format(hour=hour, day=words.long_day(day))


def _short(text: str) -> str:
    text = shown(text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _whole(keys: str) -> str:
    """Return what keys do so that a line never ends inside one of them."""
    return "   ".join(part.replace(" ", NBSP) for part in keys.split("   "))


def _lines(text: str, width: int, style: str) -> Iterator[Line]:
    """Yield a text in whole words, what follows its first line a little further in."""
    for line in wrap(text, max(width, 20), subsequent_indent="  ", break_on_hyphens=False):
        yield ((line, style),)


def nothing(*, unread: bool) -> str:
    """Return what an empty list says: a day that cannot be read is no day without work."""
    if unread:
        return _("This day cannot be read.")
    return _("Nothing to report on this day. A report comes once a task of a client has time, or is done.")
