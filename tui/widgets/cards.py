"""How tasks, deadlines, clients and reports are drawn: pure functions from values to lines."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from rich.cells import cell_len

from pupitre.chasing import to_chase
from pupitre.client import Client
from pupitre.deadline import countdown
from pupitre.due import ReportDue
from pupitre.report import Step
from pupitre.task import Priority, Status, Task
from pupitre.value import Struct
from tui import load_words, words
from tui.speech import timer
from tui.widgets.inks import COLOURS
from tui.widgets.lines import Line, Span, cut, justified
from tui.words import _, harmless, shown

BAR = "▌"
SOON_MIN = 120
"""A deadline within two hours stands out."""


class Card(Struct, frozen=True):
    """A task as the board shows it; `running` is its timer, `short_min` what is missing before its deadline."""

    task: Task
    client: Client | None
    running: str = ""
    among_three: bool = False
    notes: tuple[str, ...] = ()
    short_min: int = 0


class Frame(Struct, frozen=True):
    """Where and when things are drawn."""

    now: datetime
    zone: tzinfo
    due_width: int = 10


def colour_of(client: Client | None) -> str:
    """Return the style of a client's label; without a chosen colour its name decides."""
    if client is None:
        return "faint"
    if client.colour in COLOURS:
        return client.colour
    return COLOURS[sum(client.label.encode()) % len(COLOURS)]


def label_of(client: Client | None) -> str:
    """Return the three cells of a client's label; time for nobody's account has a dash."""
    return f"{harmless(client.label):<3}"[:3] if client else "–  "


def card(item: Card, frame: Frame, width: int = 80) -> tuple[Line, Line]:
    """Draw a card of the board: label and title, then what matters about time."""
    task, colour = item.task, colour_of(item.client)
    urgent: tuple[Span, ...] = (("! ", "late"),) if task.priority is Priority.URGENT and task.open else ()
    title = (shown(task.title), "running" if item.running else "")
    first: Line = ((BAR, colour), (f"{label_of(item.client)} ", colour), *urgent, title)
    return first, ((BAR, colour), ("    ", ""), *_second(item, frame, width - 5))


def _second(item: Card, frame: Frame, width: int) -> tuple[Span, ...]:
    """Return what matters about time: all of it where it fits, of what is at risk no more than fits."""
    tried = ((short, bare) for short in (False, True) for bare in (False, True))
    variants = (_told(item, frame, short=short, bare=bare) for short, bare in tried)
    wide = next(variants)
    if not item.short_min:
        return wide
    return next((v for v in (wide, *variants) if sum(cell_len(text) for text, _style in v) <= width), wide)


def _told(item: Card, frame: Frame, *, short: bool, bare: bool) -> tuple[Span, ...]:
    """Return it; what is at risk in `short` words, and `bare` of its estimate."""
    task = item.task
    if task.status is Status.DONE and task.done_at is not None:
        return ((_("done at {hour}").format(hour=words.hour_of(task.done_at, frame.zone)), "good"),)
    again = to_chase(task, frame.now.astimezone(frame.zone).date())
    told = _state(item, frame, again=again)
    if task.due is not None and not again:
        told.append(due(task, frame))
    if item.short_min:
        told.append((load_words.at_risk(item.short_min, short=short), "soon"))
    told += [(note, "faint") for note in item.notes]
    if task.estimate_min and not item.running and not bare:
        told.append((words.duration(task.estimate_min), "faint"))
    if item.among_three:
        told.append((_("chosen"), "strong"))
    if task.pinned_at is not None:
        told.append((_("pinned"), "strong"))
    spans: list[Span] = []
    for span in told:
        spans += [(" · ", "faint"), span] if spans else [span]
    return tuple(spans)


def _state(item: Card, frame: Frame, *, again: bool) -> list[Span]:
    """Return what a card says of its work: the timer, on whom it waits, whether it came back."""
    task = item.task
    told: list[Span] = []
    if item.running:
        told.append((f"◷ {item.running}", "running"))
    if task.status is Status.WAITING:
        told += [(_("ask again"), "strong")] if again else []
        told += [(shown(words.awaited(task)), "faint")]
        since = words.waiting_since(task, frame.now, frame.zone)
        told += [(since, "faint")] if since else []
    if task.came_back_at is not None:
        told.append((_("came back"), "faint"))
    if task.out_of_scope:
        told.append((_("out of scope"), "faint"))
    return told


def due(task: Task | ReportDue, frame: Frame) -> Span:
    """Return when a task or a report is due; what is late says so in words, never by colour alone."""
    assert task.due is not None  # noqa: S101 - asked of dated tasks only
    left = countdown(task.due, frame.now, frame.zone)
    text = words.due(task.due, frame.now, frame.zone)
    if left.late:
        return text, "late"
    return text, "soon" if 0 < left.minutes < SOON_MIN else "faint"


def due_width(tasks: Iterable[Task | ReportDue], frame: Frame) -> int:
    """Return the width of the first column of the deadlines."""
    return min(max((len(due(t, frame)[0]) for t in tasks), default=0), 19)


def deadline_row(item: Card | ReportDue, frame: Frame, width: int = 80) -> tuple[Line]:
    """Draw a line of the deadlines: when, whose, what; of a report its hour, of what is at risk what is missing."""
    text, style = due(item if isinstance(item, ReportDue) else item.task, frame)
    when = f"{cut(text, frame.due_width):<{frame.due_width}} "
    first: Line = ((when, style), (f"{label_of(item.client)} ", colour_of(item.client)))
    if isinstance(item, ReportDue):
        return ((*first, (report_due(item, frame.zone), "")),)
    if item.task.status is Status.WAITING and item.task.next_on is not None:
        return ((*first, (_("ask again: {title}").format(title=shown(item.task.title)), "")),)
    if not item.short_min:
        return ((*first, (shown(item.task.title), "")),)
    room = width - sum(cell_len(text) for text, _style in first)
    told = load_words.at_risk(item.short_min, short=cell_len(load_words.at_risk(item.short_min)) > room)
    if cell_len(told) > room and cell_len(told) <= frame.due_width:
        return (((f"{told:<{frame.due_width}} ", "soon"), first[1], (shown(item.task.title), "")),)
    return ((*first, (told, "soon"), (f" · {shown(item.task.title)}", "faint")),)


def report_due(item: ReportDue, zone: tzinfo) -> str:
    """Return what is due, and its hour where one was chosen."""
    at = item.due.hour(zone)
    return _("report") if at is None else _("report {hour}").format(hour=words.hour(at))


def client_row(client: Client) -> tuple[Line]:
    """Draw a line of the list of clients."""
    return (((BAR, colour_of(client)), (f"{label_of(client)} ", colour_of(client)), (shown(client.name), "")),)


class ReportRow(Struct, frozen=True):
    """A client in the list of reports."""

    client: Client
    step: Step
    minutes: int
    changed: bool = False


def report_row(item: ReportRow, width: int) -> tuple[Line, Line]:
    """Draw a client of the list of reports, with the state of its draft."""
    colour = colour_of(item.client)
    style = {Step.TO_COMPLETE: "soon", Step.SENT: "good", Step.COPIED: "good"}.get(item.step, "")
    first = justified(
        ((BAR, colour), (f"{label_of(item.client)} ", colour), (shown(item.client.name), "")), (), width
    )
    step, changed = words.step(item.step), _(", changed") if item.changed else ""
    minutes = words.duration(item.minutes) if item.minutes else ""
    # How far it is comes before its minutes, which the draft says as well.
    fits = len(f"{BAR}    {step}{changed} {minutes} ") <= width
    second = justified(
        ((BAR, colour), ("    ", ""), (step, style), (changed, "soon")),
        ((f"{minutes} ", "faint"),) if fits else (), width,
    )
    return first, second


def running_text(seconds: int, planned_min: int | None, *, paused: bool) -> str:
    """Return the timer of a card: what is left of what was planned, or the time worked."""
    text = timer(seconds)
    if paused:
        text += f" {_('paused')}"
    return text if planned_min is None else f"{text} / {words.duration(planned_min)}"
