"""What the plan of a day says, as lines: pure functions from the plan to text."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from pupitre.calendar import is_working_day
from pupitre.client import Client
from pupitre.dayplan import DayPlan, Lot, Placeable, Placed
from pupitre.desk import Desk
from pupitre.morning import Regrouping
from pupitre.task import Priority, Status, Task
from tui import words
from tui.commands import Place, keys_to
from tui.screens.steps_text import held_by
from tui.session import Session
from tui.widgets.cards import BAR, Frame, colour_of, due, label_of
from tui.widgets.lines import Line, Span, bar, justified
from tui.words import _, ngettext, shown

LISTED = 12
"""Tasks named in a question; the others are counted."""


def heading(plan: DayPlan, width: int) -> Line:
    """Return the first line: the day."""
    day = words.long_day(plan.day)
    return justified(((f" {_('Plan of the day')}", "strong"), (f" · {day}", "")), (), width)


def balance(desk: Desk, plan: DayPlan, width: int) -> Line:
    """Return the second line: what is planned against the time there is."""
    told = sentence(desk, plan)
    late = plan.spare < 0
    room = min(width - len(told) - 4, 40)
    part = plan.planned / plan.available if plan.available else float(plan.planned > 0)
    full, rest = bar(part, room) if room > 5 else ("", "")
    return ((f" {told} ", "late" if late else ""), (full, "late" if late else "running"), (rest, "faint"))


def sentence(desk: Desk, plan: DayPlan) -> str:
    """Return the plan in one honest sentence, without its full stop."""
    own = desk.settings
    if not plan.available and not is_working_day(plan.day, own.hours, own.holiday_zone):
        told = _("{planned} planned, on a day without working hours").format(planned=words.duration(plan.planned))
    else:
        rest = _("{time} to spare") if plan.spare >= 0 else _("{time} too much")
        told = _("{planned} planned of {available}: {rest}").format(
            planned=words.duration(plan.planned), available=words.duration(plan.available),
            rest=rest.format(time=words.duration(abs(plan.spare))),
        )
    if plan.unestimated:
        told += f" · {words.ngettext('{n} without estimate', '{n} without estimate', plan.unestimated)}"
    return told


def counts(plan: DayPlan, day: str) -> tuple[str, str]:
    """Return the titles of the two lists."""
    return f"{_('To place')}  {len(plan.to_place)}", f"{day}  {len(plan.placed)}"


def day_named(desk: Desk, plan: DayPlan) -> str:
    """Return how the list of the day is called."""
    if plan.day == desk.today:
        return _("Today")
    if plan.day == desk.today + timedelta(days=1):
        told = _("tomorrow")
        return told[0].upper() + told[1:]
    told = words.long_day(plan.day)
    return told[0].upper() + told[1:]


def row_to_place(session: Session, item: Placeable) -> tuple[Line, Line]:
    """Draw a task to place: whose and what; why it is there, when it is due, how long it takes."""
    return _first(session, item.task), _second(session, item.task, (
        *_why(session, item), *_due(session, item.task), *_long(item.left_min, item.task),
        *_held(session, item.task),
    ))


def row_placed(session: Session, item: Placed, day: date) -> tuple[Line, Line]:
    """Draw a task of the day: whose and what; when it would end, and the rest."""
    own = session.desk.settings
    ends: list[Span] = []
    if item.ends is not None and item.left_min:
        ends.append((_("until {hour}").format(hour=words.hour_of(item.ends, own.zone)), ""))
    elif item.beyond:
        ends.append((_("beyond {hour}").format(hour=words.hour(own.end_of_day)), "late"))
    return _first(session, item.task), _second(session, item.task, (
        *ends, *_long(item.left_min, item.task), *_promised(session, item, day), *_awaited(item.task),
        *_held(session, item.task),
    ))


def _client(session: Session, task: Task) -> Client | None:
    return session.desk.ledger.table(Client).get(task.client or "")


def _first(session: Session, task: Task) -> Line:
    client = _client(session, task)
    colour = colour_of(client)
    urgent: tuple[Span, ...] = (("! ", "late"),) if task.priority is Priority.URGENT else ()
    return ((BAR, colour), (f"{label_of(client)} ", colour), *urgent, (shown(task.title), ""))


def _second(session: Session, task: Task, told: Iterable[Span]) -> Line:
    spans: list[Span] = [(BAR, colour_of(_client(session, task))), ("    ", "")]
    for n, span in enumerate(told):
        spans += [(" · ", "faint"), span] if n else [span]
    return tuple(spans)


def _why(session: Session, item: Placeable) -> Iterator[Span]:
    task = item.task
    if item.lot is Lot.THREE:
        yield _("chosen last evening"), "strong"
    elif item.lot is Lot.CHASE:
        yield _("to chase: {whom}").format(whom=shown(words.awaited(task))), "soon"
    if task.planned_on is None:
        return
    if task.planned_on < session.desk.today:
        yield _("left from {day}").format(day=words.short_day(task.planned_on)), "soon"
    else:
        yield _("planned {day}").format(day=words.short_day(task.planned_on)), "faint"


def _due(session: Session, task: Task) -> Iterator[Span]:
    if task.due is not None:
        yield due(task, Frame(session.now, session.desk.settings.zone))


def _promised(session: Session, item: Placed, day: date) -> Iterator[Span]:
    """Yield until when it is promised; an hour of this day is told as an hour, and when it would be missed."""
    task = item.task
    at = task.due.at if task.due is not None and task.due.day == day else None
    if at is None or at <= session.now:
        yield from _due(session, task)
        return
    hour = words.hour_of(at, session.desk.settings.zone)
    if item.ends is not None and item.ends > at:
        yield _("too late for {hour}").format(hour=hour), "late"
    else:
        yield _("before {hour}").format(hour=hour), "faint"


def _long(minutes: int | None, task: Task) -> Iterator[Span]:
    if minutes is None:
        yield _("no estimate"), "soon"
    elif not minutes and task.estimate_min and task.status is not Status.WAITING:
        yield _("estimate used up"), "soon"
    elif minutes or task.status is not Status.WAITING:
        yield words.duration(minutes), "faint"


def _awaited(task: Task) -> Iterator[Span]:
    if task.status is Status.WAITING:
        yield _("to chase: {whom}").format(whom=shown(words.awaited(task))), "faint"


def _held(session: Session, task: Task) -> Iterator[Span]:
    tasks = session.desk.ledger.table(Task)
    held, whole = held_by(task, tasks), tasks.get(task.parent or "")
    if whole is not None:
        yield _("part of: {title}").format(title=shown(whole.title)), "faint"
    if held:
        yield held, "faint"


# -- questions -----------------------------------------------------------------------------------


def proposed(session: Session, tasks: Iterable[Task], plan: DayPlan) -> str:
    """Return the tasks that are proposed, each with its minutes."""
    minutes = {each.task.id: each.left_min or 0 for each in plan.to_place}
    tasks = list(tasks)
    lines = [
        f"{label_of(_client(session, t))} {shown(t.title)[:60]} · {words.duration(minutes[t.id])}"
        for t in tasks[:LISTED]
    ]
    more = len(tasks) - LISTED
    lines += [ngettext("and {n} more", "and {n} more", more)] if more > 0 else []
    together = sum(minutes[t.id] for t in tasks)
    rest = _("{time} to spare").format(time=words.duration(plan.spare - together))
    return "\n".join([*lines, "", _("{time} together; {rest}.").format(time=words.duration(together), rest=rest)])


def changes(found: Regrouping) -> str:
    """Return how often the client changes, before and after."""
    before = ngettext("{n} change of client", "{n} changes of client", found.before)
    return f"{before} → {found.after}"


def rows_of_clients(session: Session, keys: Iterable[str]) -> str:
    """Return the clients of some tasks in their order."""
    tasks = session.desk.ledger.table(Task)
    labels = [label_of(_client(session, tasks[key])).strip() for key in keys]
    return " ".join(labels[:40]) + (" …" if len(labels) > 40 else "")


def empty_to_place(desk: Desk) -> str:
    """Return what the left list says when nothing is left to place."""
    if any(t.open for t in desk.ledger.table(Task).values()):
        return _("Nothing else is to be placed.")
    return _("No task is open: “{add}” on the day screen adds one.").format(**keys_to(Place.DAY, "add"))


def empty_day() -> str:
    """Return what the day says when nothing is in it."""
    return _("Enter or → puts the chosen task here; {fill} proposes what fits.").format(**keys_to(Place.PLAN, "fill"))
