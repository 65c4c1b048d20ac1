"""What the day screen says, as lines: pure functions from the session and an instant."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from textwrap import wrap

from pupitre.breaks import work_without_break
from pupitre.client import Client
from pupitre.desk import Desk
from pupitre.due import ReportDue
from pupitre.focus import State, state_of
from pupitre.silence import Occasion
from pupitre.task import Status, Task
from pupitre.views import stretches
from tui import load_words, words
from tui.commands import Place, key_to, keys_to
from tui.reminder_words import banner as in_sight
from tui.reminder_words import break_banner, end_of, works_on
from tui.session import Session
from tui.speech import clock_hour, timer
from tui.widgets.cards import Card, label_of, running_text
from tui.widgets.lines import Line, Span, bar, cut, justified
from tui.widgets.panels import progress_line
from tui.words import _, client_name, shown

WIDE = 100
"""Cells from which there is room for more than figures."""

LAST_HOUR = timedelta(hours=1)
"""When the end of the day is counted down."""

_EMPTY = {
    Status.TODO: words.N_("Press “{add}” to add a task: “Invoices @abc friday 17h ~30min”."),
    Status.DOING: words.N_("Press Enter on a task to start its timer."),
    Status.WAITING: words.N_("Press “{wait}” on a task that waits for someone."),
    Status.DONE: words.N_("Press {complete} on a task that is done."),
}


_FIRST = words.N_(
    "{add}  adds a task in one line, such as “Invoices friday ~30min”.\n"
    "{start}  starts the chosen task: its time is counted.\n"
    "{report}  shows, in the evening, the report of each client."
)


def empty(status: Status, desk: Desk) -> str:
    """Return what an empty column teaches: on a board without any task, the first three gestures."""
    if status is not Status.TODO or desk.ledger.table(Task):
        return _(_EMPTY[status]).format(**keys_to(Place.DAY, "add", "wait", "complete"))
    add, start, report = (key_to(Place.DAY, action) for action in ("add", "start", "show('reports')"))
    return _(_FIRST).format(add=add, start=start, report=report)


def nothing_due() -> str:
    """Return what an empty list of deadlines teaches."""
    return _("Nothing is due. A date in the line of a task, such as “friday 17h”, brings it here.")


def client_of(desk: Desk, task: Task) -> Client | None:
    """Return the client of a task, None for her own."""
    return desk.ledger.table(Client).get(task.client) if task.client else None


def dated(tasks: Iterable[Task], desk: Desk, only: str | None) -> list[Task | ReportDue]:
    """Return the tasks with the reports that are due today among them, the nearest first."""
    own = desk.settings
    found: list[Task | ReportDue] = [*tasks, *(r for r in desk.reports_due() if only in {None, r.client.id})]
    far = datetime.max.replace(tzinfo=UTC)
    return sorted(found, key=lambda each: each.due.moment(own.zone, own.end_of_day) if each.due else far)


def deadline_key(item: Card | ReportDue) -> str:
    """Return what tells a line of the deadlines from the others."""
    return f"report:{item.client.id}" if isinstance(item, ReportDue) else item.task.id


def running(session: Session, task: Task) -> str:
    """Return the timer of a task's card, "" when the session is on another one."""
    focus = session.desk.focus
    if focus is None or focus.task != task.id:
        return ""
    return running_text(_counted(session, session.now), focus.planned_min, paused=focus.state is State.PAUSED)


def _counted(session: Session, now: datetime) -> int:
    """Return the seconds of the session as they are shown: what is left, what is over (negative), or worked.

    A countdown reaches 00:00 when nothing is left, overtime begins after it; while she is elsewhere, by half minutes.
    """
    focus = session.desk.focus
    left = focus.remaining(now) if focus else None
    length = left if left is not None or focus is None else focus.worked(now)
    seconds = int(length.total_seconds()) if length is not None else 0
    return session.counted(seconds, left=left is not None)


def top_lines(session: Session, now: datetime, width: int, only: str | None) -> tuple[Line, Line]:
    """Return the clock with the session, and the capacity of the day."""
    zone = session.desk.settings.zone
    local = now.astimezone(zone)
    day = words.long_day(session.desk.today)
    day = day[0].upper() + day[1:]
    left: list[Span] = [(" Pupitre ", "strong"), (f" {day} · {clock_hour(local.time(), words.language())}", "")]
    if session.demo:
        left.append((f"  {_('demonstration')}", "faint"))
    if only is not None:
        client = session.desk.client(only)
        left.append((f"  {_('only {client}').format(client=client_name(client))}", "running"))
    right = [*_session_span(session, width), *_silence_span(session)]
    return justified(left, right, width), _capacity(session, now, width)


def _silence_span(session: Session) -> list[Span]:
    silence = session.desk.silence
    if silence is None or not session.desk.silent:
        return []
    until = clock_hour(silence.until.astimezone(session.desk.settings.zone).time(), words.language())
    return [(f"  {_('silence → {hour}').format(hour=until)} ", "strong")]


def _session_span(session: Session, width: int) -> list[Span]:
    focus, rest = session.desk.focus, session.desk.pause_under_way
    if rest is not None:
        if width < WIDE and session.desk.silent:
            return [(f" {_('on a break')}", "running")]
        since = words.hour_of(rest.start, session.desk.settings.zone)
        return [(f" {_('break since {hour}').format(hour=since)} ", "running")]
    if focus is None or focus.task is None:
        return []
    task = session.desk.task(focus.task)
    client = client_of(session.desk, task)
    title = f" · {cut(shown(task.title), 28)}" if width >= WIDE else ""
    return [(f"  ◷ {label_of(client).strip()}{title}  {running(session, task).split(' /')[0]} ", "running")]


def _capacity(session: Session, now: datetime, width: int) -> Line:
    load, risks = session.outlook.capacity(), len(session.outlook.risks())
    planned = bool(session.desk.settings.working_hours)
    told = load_words.promised(load, planned=planned)
    measured = load.works and load.hours and planned
    late = measured and load.spare < 0
    tail: list[Span] = [(load_words.spare(load.spare), "late" if late else "")] if measured else []
    if risks:
        tail.append((load_words.risks(risks), "soon"))
    if load.unestimated:
        tail.append((load_words.unestimated(load.unestimated), ""))
    ends_in = _until_end(session, now)
    if ends_in:
        tail.append((ends_in, ""))
    elif width >= WIDE and measured:
        tail.append((_("day ends at {hour}").format(hour=words.hour(load.end_of_day)), ""))
    while tail and len(told) + sum(len(text) + 3 for text, _style in tail) + 3 > width:
        tail.pop()
    room = max(width - len(told) - sum(len(text) + 3 for text, _style in tail) - 2, 0)
    full, rest = bar(load.promised / load.available if load.available else float(load.promised > 0), room)
    line: list[Span] = [(f" {told} ", "")]
    if measured:
        line += [(full, "late" if late else "running"), (rest, "faint"), (" ", "")]
    for n, (text, style) in enumerate(tail):
        line += [(" · " if n or not measured else "", "faint"), (text, style)]
    return tuple(line)


def _until_end(session: Session, now: datetime) -> str:
    """Return what is left of her day when it is less than an hour, on a day she works."""
    own, today = session.desk.settings, session.desk.today
    left = end_of(today, own) - now
    if not timedelta() < left < LAST_HOUR or not works_on(today, own):
        return ""
    return _("day ends in {time}").format(time=words.duration(-(-int(left.total_seconds()) // 60)))


def session_lines(session: Session, now: datetime, width: int) -> tuple[str, list[Line]]:
    """Return the digits of the session and what is said below them."""
    desk, focus = session.desk, session.desk.focus
    keys = keys_to(Place.DAY, "pause", "more", "stop", "rest")
    pause = next_pause(session, now)
    rest = desk.pause_under_way
    if rest is not None:
        lasts = now - rest.start
        over = lasts >= timedelta(minutes=rest.planned_min)
        told: list[Line] = [
            ((_("Break of {time} proposed.").format(time=words.duration(rest.planned_min)), ""),),
            ((_("{pause} to go on.").format(**keys), "strong" if over else "faint"),),
            ((_("{rest} to breathe, to stretch…").format(**keys), "faint"),),
        ]
        seconds = int(lasts.total_seconds())
        return timer(session.counted(seconds, left=False)), told
    if state_of(focus) is State.IDLE or focus is None:
        idle: list[Line] = [((_("Enter starts the task."), "faint"),)]
        return "", [*idle, ((pause, "faint"),)] if pause else idle
    seconds = _counted(session, now)
    lines: list[Line] = []
    task = desk.task(focus.task) if focus.task else None
    if task is not None:
        lines.append(((f"{label_of(client_of(desk, task))} ", "strong"), (shown(task.title), "")))
    lines.append(progress_line(session.seen(focus.worked(now)), focus.planned_min, width))
    state = _("overtime") if seconds < 0 else ""
    if focus.state is State.PAUSED:
        state = _("paused: {pause} to go on").format(**keys)
    lines.append(((state or pause, "strong" if state else "faint"),))
    if desk.session_over and focus.state is State.RUNNING:
        proposed = words.duration(desk.rest_min)
        ways = _("{pause} break of {time}, {more} 5 min more, {stop} end").format(time=proposed, **keys)
        lines.append(((ways, ""),))
    return timer(seconds), lines


def next_pause(session: Session, now: datetime) -> str:
    """Return when the next break will be proposed."""
    at = session.desk.next_asking()
    if at is None:
        return ""
    if at <= now:
        settings = session.desk.settings
        worked = work_without_break(stretches(session.desk.ledger, now), now, settings.real_break)
        return _("break due: {time} of work").format(time=words.duration(int(worked / timedelta(minutes=1))))
    return _("break in {time}").format(time=words.duration(-(-int((at - now).total_seconds()) // 60)))


def banner(session: Session, width: int) -> list[Line]:
    """Return what was announced and is still so, nothing in silence."""
    if session.desk.silent:
        return []
    told: list[str] = []
    for occasion, (sentence, _at) in session.announced.items():
        found = session.desk.asking() if occasion is Occasion.BREAK else None
        if found is not None:
            told.append(break_banner(found, session.desk.settings))
        elif occasion is not Occasion.BREAK:
            told.append(in_sight(occasion, sentence))
    return [((line, "strong"),) for text in told for line in wrap(text, max(width, 20))]


def doubts(count: int) -> list[Line]:
    """Return that some times cannot be right, nothing when all can."""
    key = key_to(Place.DAY, "check_times")
    told = words.ngettext(
        "{n} time to check: {key} opens it.", "{n} times to check: {key} opens them.", count, key=key)
    return [((told, "soon"),)] if count else []


def strip(counts: Iterable[tuple[Status, int]], active: Status) -> Line:
    """Return the counts of the columns, for screens too narrow to show them side by side."""
    spans: list[Span] = []
    for status, count in counts:
        text = f" {words.status(status)} {count} "
        spans += [(f"▸{text}" if status is active else f" {text}", "strong" if status is active else "faint")]
    return tuple(spans)
