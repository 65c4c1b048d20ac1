"""What the end of the day says, as lines: pure functions from the desk to text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from textwrap import wrap

from rich.cells import cell_len

from pupitre.calendar import add_working_days
from pupitre.client import Client
from pupitre.desk import Desk
from pupitre.evening import Draft, Item, Under
from pupitre.report import Step
from pupitre.ritual import Stage
from pupitre.strip import Segment
from pupitre.task import Status, Task
from pupitre.views import entries_of_day
from tui import words
from tui.commands import Place, key_to, keys_to
from tui.hour_words import alerts_told
from tui.reminder_words import end_of, no_news, rest_told
from tui.screens.report_text import lacking
from tui.session import Session
from tui.widgets.cards import BAR, Frame, colour_of, due, label_of
from tui.widgets.lines import Line, Span, justified
from tui.words import N_, _, client_name, ngettext, shown

_NAMES = {
    Stage.RUNNING: N_("Timer"), Stage.TIMES: N_("Times"), Stage.TASKS: N_("Tasks"), Stage.REPORTS: N_("Reports"),
    Stage.TOMORROW: N_("Tomorrow"),
}
_TITLES = {
    Stage.RUNNING: N_("What still runs"), Stage.TIMES: N_("Times to note"),
    Stage.TASKS: N_("Not done today"), Stage.REPORTS: N_("Reports of the day"),
    Stage.TOMORROW: N_("Three tasks for tomorrow"),
}
_HINTS = {
    Stage.RUNNING: N_("Enter ends it, its time is kept. {skip} lets it run."),
    Stage.TIMES: N_("Enter notes the time. {leave_as_is}: it was no work, or there is nothing to note."
                    " {skip} skips the step."),
    Stage.TASKS: N_("Why, until when? {time} no time · {waiting} waiting · {instruction} no instruction · {skill} not"
                    " my trade · {other} other. Enter: no time."),
    Stage.REPORTS: N_("Enter opens the draft: copy, mail or save it there, Esc comes back."
                      " {mark_sent} notes it as sent."),
    Stage.TOMORROW: N_("{tick} chooses or leaves out, three at most; Enter keeps them and closes the day."),
}
_REASONS = ("time", "waiting", "instruction", "skill", "other")
_EMPTY = {
    Stage.RUNNING: N_("Nothing runs."), Stage.TIMES: N_("No time is missing."),
    Stage.TASKS: N_("Nothing was left without a reason and a date."), Stage.REPORTS: N_("Nothing to report today."),
    Stage.TOMORROW: N_("No task is open. Enter closes the day."),
}
_UNDER = {
    Under.INTERRUPTION: N_("an interruption is open"), Under.SESSION: N_("session: {title}"),
    Under.PAUSE: N_("a break since {hour}"),
}


def name(stage: Stage) -> str:
    """Return the title of a step."""
    return _(_TITLES[stage])


def hint(stage: Stage, width: int) -> list[Line]:
    """Return what the keys of a step do."""
    keys = keys_to(Place.EVENING, "skip", "leave_as_is", "mark_sent", "tick")
    reasons = {each: key_to(Place.EVENING, f"reason('{each}')") for each in _REASONS}
    told = _(_HINTS[stage]).format(**keys, **reasons)
    return [((f" {line}", "faint"),) for line in wrap(told, max(width - 2, 20))]


def empty(stage: Stage) -> str:
    """Return what a step says that asks for nothing."""
    return _(_EMPTY[stage])


def heading(desk: Desk, stage: Stage | None, counts: tuple[int, int], width: int) -> Line:
    """Return the first line: the day, and how much of the step is left."""
    left, most = counts
    told = _("{left} of {all} left").format(left=left, all=most) if stage is not None and left else ""
    named = ((f" {_('End of the day')}", "strong"), (f" · {words.long_day(desk.today)}", ""))
    return justified(named, ((told, "strong" if told else ""), (" ", "")), width)


def steps(desk: Desk, now_at: Stage | None) -> Line:
    """Return the steps in a row: what is over, what was skipped, where she is, and what each still asks for."""
    skipped, closed, spans = desk.evening.skipped, desk.evening.closed_at is not None, []
    for stage in Stage:
        count = 0 if stage is Stage.TOMORROW else desk.open_of(stage)
        over = closed or (count == 0 and stage is not Stage.TOMORROW)
        passed = stage in skipped if stage is Stage.TOMORROW else count and (closed or stage in skipped)
        mark = "▸" if stage is now_at else "–" if passed else "✓" if over else "·"
        text = f" {mark} {_(_NAMES[stage])}" + (f" {count}" if count else "") + " "
        spans.append((text, "strong" if stage is now_at else "faint"))
    return tuple(spans)


# -- the rows ----------------------------------------------------------------------------------------


def key(item: Item) -> str:
    """Return what tells an item from the others of its step."""
    if isinstance(item, Draft):
        return item.client.id
    return item.id if isinstance(item, Task) else item.key if isinstance(item, Segment) else item.value


def row(session: Session, item: Item, three: Sequence[str], width: int) -> tuple[Line]:
    """Draw one thing that a step asks about."""
    clients = session.desk.ledger.table(Client)
    if isinstance(item, Draft):
        return (_draft(item, width),)
    if isinstance(item, Segment):
        return (_gap(session, item, width),)
    if isinstance(item, Under):
        return (((f" {_running(session, item)}", ""),),)
    place = f" {three.index(item.id) + 1} " if item.id in three else "   " if three else " "
    client = clients.get(item.client or "")
    left: tuple[Span, ...] = (
        (place, "strong"), (BAR, colour_of(client)), (f"{label_of(client)} ", colour_of(client)),
        (shown(item.title), ""),
    )
    return (justified(left, ((" ", ""), *_of_task(session, item), (" ", "")), width),)


def _of_task(session: Session, task: Task) -> Iterator[Span]:
    if task.status is Status.DONE:
        yield _("done, without time"), "faint"
        return
    if task.status is Status.WAITING:
        yield f"{shown(words.awaited(task))} · ", "faint"
    if task.due is not None:
        yield due(task, Frame(session.now, session.desk.settings.zone))


def _gap(session: Session, gap: Segment, width: int) -> Line:
    zone = session.desk.settings.zone
    hours = _("{start} to {end}").format(start=words.hour_of(gap.start, zone), end=words.hour_of(gap.end, zone))
    length = words.duration(int(gap.length / timedelta(minutes=1)))
    return justified(((f" {hours}", ""), (f"   {_('nothing is noted')}", "faint")), ((length, ""), (" ", "")), width)


def _running(session: Session, item: Under) -> str:
    desk = session.desk
    focus, rest = desk.focus, desk.pause_under_way
    title = shown(desk.task(focus.task).title) if focus is not None and focus.task else ""
    hour = words.hour_of(rest.start, desk.settings.zone) if rest is not None else ""
    return _(_UNDER[item]).format(title=title, hour=hour)


def _draft(item: Draft, width: int) -> Line:
    style = {Step.TO_COMPLETE: "soon", Step.SENT: "good", Step.COPIED: "good"}.get(item.step, "")
    told: tuple[Span, ...] = ((words.step(item.step), style),)
    if not item.wanted and item.step in {Step.TO_COMPLETE, Step.READY}:
        told = ((_("nothing to tell today") if item.empty else _("not due today"), "faint"),)
    colour = colour_of(item.client)
    whose, called = ((" ", ""), (BAR, colour), (f"{label_of(item.client)} ", colour)), (shown(item.client.name), "")
    whole, short = tuple(_known_of(item, short=False)), tuple(_known_of(item, short=True))
    right = ((" ", ""), *told, (" ", ""))
    # The label tells whose it is as well: where there is little room, it stands without the name.
    ways = ((*whose, called, *whole), (*whose, called, *short), (*whose, *short))
    fits = (way for way in ways if sum(cell_len(text) for text, _style in (*way, *right)) <= width)
    return justified(next(fits, ways[-1] if whole else ways[0]), right, width)


def _known_of(item: Draft, *, short: bool) -> Iterator[Span]:
    """Yield what is to be known of a client beside its draft, in few words where there is little room."""
    if item.silent is not None:
        yield f"   {no_news(item.silent, short=short)}", "soon"
    for told, bad in alerts_told(item.client, item.alerts, short=short):
        yield f"   {told}", "late" if bad else "soon"


def lacks(desk: Desk, item: Draft) -> list[str]:
    """Return what the draft of a client still lacks."""
    if item.step is not Step.TO_COMPLETE:
        return []
    facts = desk.facts(item.client.id, desk.today)
    return [told for told, _style in lacking(facts, desk.untimed(facts))]


# -- the last page -----------------------------------------------------------------------------------


def closed(session: Session, width: int) -> list[Line]:
    """Return the last page: the day is closed, what was worked, what was left, and tomorrow."""
    desk, now = session.desk, session.now
    lines: list[Line] = [(), ((f"   {_('Your day is closed.')}", "strong"),), ()]
    lines += _paragraph(_worked(session), width)
    again = desk.worked_after_closing()
    if again >= timedelta(minutes=1):
        time = words.duration(int(again / timedelta(minutes=1)))
        lines += _paragraph(_("Taken up again after closing: {time}.").format(time=time), width)
    ended = max(desk.evening.closed_at or now, now if again else desk.evening.closed_at or now)
    if ended > end_of(desk.today, desk.settings):
        lines += _paragraph(rest_told(ended, desk.settings), width)
    left = list(_left(session))
    if left:
        lines += [(), ((f"   {_('Left as it is:')}", "strong"),)]
        lines += [line for told in left for line in _paragraph(f"– {told}", width)]
    lines += _tomorrow(desk, width)
    return lines


def _paragraph(text: str, width: int) -> list[Line]:
    return [((f"   {line}", ""),) for line in wrap(text, max(min(width, 90) - 6, 20))]


def _worked(session: Session) -> str:
    desk = session.desk
    length = sum((e.length for e in entries_of_day(desk.ledger, desk.today, session.now)), timedelta())
    minutes = int(length / timedelta(minutes=1))
    return _("{time} of work today.").format(time=words.duration(minutes)) if minutes else _("No work today.")


_LEFT: Mapping[Stage, str] = {
    Stage.RUNNING: N_("still running: {what}"), Stage.TIMES: N_("times not noted: {what}"),
    Stage.TASKS: N_("no reason or date yet: {what}"), Stage.REPORTS: N_("reports neither copied nor sent: {what}"),
}


def _left(session: Session) -> Iterator[str]:
    for stage, told in _LEFT.items():
        items = [i for i in session.desk.left(stage) if session.desk.asks(i)]
        if items:
            yield _(told).format(what=_listed(_called(session, item) for item in items))
    if Stage.TOMORROW in session.desk.evening.skipped and session.desk.left(Stage.TOMORROW):
        yield _("no task chosen for tomorrow")


def _called(session: Session, item: Item) -> str:
    if isinstance(item, Draft):
        return client_name(item.client)
    if isinstance(item, Under):
        return _running(session, item)
    if isinstance(item, Segment):
        zone = session.desk.settings.zone
        return _("{start} to {end}").format(start=words.hour_of(item.start, zone), end=words.hour_of(item.end, zone))
    return shown(item.title)


MOST_NAMED = 6
"""Things named on one line of the last page; the rest is counted."""


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    told = ", ".join(every[:MOST_NAMED])
    more = len(every) - MOST_NAMED
    return told + (" " + ngettext("and {n} more", "and {n} more", more) if more > 0 else "")


def _tomorrow(desk: Desk, width: int) -> list[Line]:
    own, tasks = desk.settings, desk.chosen_tomorrow()
    if not tasks:
        return []
    day = add_working_days(desk.today, 1, own.hours, own.holiday_zone)
    clients = desk.ledger.table(Client)
    lines: list[Line] = [(), ((f"   {_('First on {day}:').format(day=words.long_day(day))}", "strong"),)]
    for n, task in enumerate(tasks, 1):
        client = clients.get(task.client or "")
        line = ((f"   {n} ", "strong"), (f"{label_of(client)} ", colour_of(client)), (shown(task.title), ""))
        lines.append(justified(line, (), max(width - 1, 20)))
    return lines
