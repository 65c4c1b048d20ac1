"""What is said of promises and of the time for them: what is at risk, and why a task stands where it stands."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from pupitre.capacity import Account, Capacity
from pupitre.client import Client
from pupitre.deadline import countdown
from pupitre.estimates import Usual
from pupitre.settings import Settings
from pupitre.standing import Standing
from pupitre.task import Priority, Status, Task
from tui import words
from tui.words import N_, _, harmless, ngettext, shown

MOST_LINES = 10
"""Lines that say why a task stands where it stands."""

_PRIORITIES = {
    Priority.LOW: N_("low"), Priority.NORMAL: N_("normal"), Priority.HIGH: N_("high"), Priority.URGENT: N_("urgent"),
}


def at_risk(missing: int, *, short: bool = False) -> str:
    """Return « à risque : il manque 45 min »; `short` where there is little room."""
    told = _("{time} missing") if short else _("at risk: {time} missing")
    return told.format(time=words.duration(missing))


def promised(load: Capacity, *, planned: bool = True) -> str:
    """Return what is promised today, against what is left of it; `planned` is whether she has any hours at all."""
    time, end = words.duration(load.promised), words.hour(load.end_of_day)
    if not planned:
        return _("Promised {promised} · no working hours are set").format(promised=time)
    if not load.works:
        return _("Not a working day · promised {promised}").format(promised=time)
    if not load.hours:
        return _("Your hours ended at {hour} · promised {promised}").format(hour=end, promised=time)
    return _("Promised {promised} of {available}").format(promised=time, available=words.duration(load.available))


def spare(minutes: int) -> str:
    """Return « reste 45 min », or « 45 min de trop »."""
    told = _("{time} to spare") if minutes >= 0 else _("{time} too much")
    return told.format(time=words.duration(abs(minutes)))


def unestimated(count: int) -> str:
    """Return how many promises have no estimate."""
    return words.ngettext("{n} without estimate", "{n} without estimate", count)


def risks(count: int) -> str:
    """Return how many tasks are at risk."""
    return ngettext("{n} at risk", "{n} at risk", count)


def account(of: Account) -> str:
    """Return how the time for tasks comes about: « 4 h − 20 min de pauses = 3 h 40 »."""
    told = [words.duration(of.hours)]
    for minutes, name in (
        (of.away, N_("− {time} away")), (of.appointments, N_("− {time} of appointments")),
        (of.pauses, N_("− {time} of pauses")),
    ):
        if minutes:
            told.append(_(name).format(time=words.duration(minutes)))
    return f"{' '.join(told)} = {words.duration(of.available)}"


def usual(of: Usual) -> str:
    """Return « Rédaction : estimé 30 min, réel 42 min en général (7 tâches) »."""
    count = ngettext("{n} task", "{n} tasks", of.tasks)
    told = _("{category}: estimated {estimated}, usually {took} ({tasks})")
    return told.format(
        category=category_named(of.category), estimated=words.duration(of.estimated), took=words.duration(of.took),
        tasks=count,
    )


def category_named(category: str) -> str:
    """Return a category as it is read."""
    name = shown(category).replace("_", " ").strip()
    return name[:1].upper() + name[1:]


def usually(minutes: int, tasks: int) -> str:
    """Return what a task of a category usually takes, as a proposal."""
    count = ngettext("{n} task", "{n} tasks", tasks)
    return _("usually {time} ({tasks})").format(time=words.duration(minutes), tasks=count)


# -- why -----------------------------------------------------------------------------------------


def why(found: Standing, clients: Mapping[str, Client], now: datetime, settings: Settings) -> list[str]:
    """Return why a task stands where it stands, in at most ten lines."""
    before = list(_first(found))
    if not found.task.open:
        return [*before, _("It is over.")]
    if found.planned is None:
        return [*before, *_without_time(found)]
    due, reckoned = list(_deadline(found, now, settings)), list(_reckoned(found))
    room = MOST_LINES - len(before) - len(due) - len(reckoned) - 1
    return [*before, *due, *_nearer(found, clients, max(room, 1)), *reckoned]


def _first(found: Standing) -> Iterator[str]:
    """Yield what comes before any deadline: the pin, and what depends on what."""
    if found.task.pinned_at is not None:
        yield _("You pinned it: it stands on top of its column, whatever the deadlines.")
    if found.after:
        yield _("It waits for: {tasks}.").format(tasks=_titles(found.after))
    if found.before:
        yield _("Waits for it: {tasks}.").format(tasks=_titles(found.before))


def _titles(tasks: tuple[Task, ...]) -> str:
    named = ", ".join(_("“{title}”").format(title=shown(t.title)) for t in tasks[:2])
    more = len(tasks) - 2
    return named if more <= 0 else f"{named} {ngettext('and {n} other', 'and {n} others', more)}"


def _without_time(found: Standing) -> Iterator[str]:
    task = found.task
    if task.out_of_scope:
        yield _("It is outside the mission: it comes last, and takes no time of the day.")
    elif task.status is Status.WAITING:
        yield _("It is waiting for someone: it takes no time of yours. The nearest deadline comes first.")
    else:
        yield _("It has no deadline: it comes after all tasks that have one.")
        yield _("Among those, priority decides (here: {priority}), then the oldest promise.").format(
            priority=_(_PRIORITIES[task.priority])
        )


def _deadline(found: Standing, now: datetime, settings: Settings) -> Iterator[str]:
    due, planned = found.task.due, found.planned
    if due is not None:
        left = words.distance(countdown(due, now, settings.zone))
        day = words.deadline_day_and_hour(due, settings.zone)
        yield _("Its deadline: {day} ({distance}).").format(day=day, distance=left)
    elif planned is not None and planned.due is not None:
        at = planned.due.astimezone(settings.zone)
        yield _("It has no deadline of its own; what waits for it is due {day}, {hour}.").format(
            day=words.long_day(at.date()), hour=words.hour(at.time())
        )
    if found.late:
        yield _("The deadline is over: it comes before all that is not late.")
    else:
        yield _("Until then there are {time} for tasks, pauses and appointments taken off.").format(
            time=words.duration(found.available)
        )


def _nearer(found: Standing, clients: Mapping[str, Client], room: int) -> Iterator[str]:
    """Yield the tasks that come first, in `room` lines after their heading."""
    if not found.nearer:
        yield _("No task comes before it.")
        return
    count = ngettext("{n} task comes first: {{time}}", "{n} tasks come first: {{time}}", len(found.nearer))
    yield count.format(time=words.duration(found.nearer_min))
    shown_ones = found.nearer if len(found.nearer) <= room else found.nearer[: room - 1]
    for task, minutes in shown_ones:
        client = clients.get(task.client or "")
        label = f"{harmless(client.label)} " if client else ""
        time = words.duration(minutes) if minutes is not None else _("without estimate")
        yield f"· {label}{shown(task.title)}, {time}"
    rest = found.nearer[len(shown_ones):]
    if rest:
        told = ngettext("and {n} other", "and {n} others", len(rest))
        yield f"· {told}, {words.duration(sum(minutes or 0 for _task, minutes in rest))}"


def _reckoned(found: Standing) -> Iterator[str]:
    planned = found.planned
    if planned is None:
        return
    own = _("It has no estimate: it is counted for nothing.") if planned.left_min is None else _(
        "It takes {time} itself.").format(time=words.duration(planned.left_min))
    yield own
    if found.late:
        return
    if planned.at_risk:
        yield _("It does not fit: {time} are missing. It is at risk.").format(time=words.duration(planned.short_min))
    else:
        yield _("It fits, with {time} to spare.").format(time=words.duration(found.spare))
