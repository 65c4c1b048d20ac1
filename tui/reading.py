"""The day as plain lines, one sentence each: what `pupitre today` prints and the reading view shows.

Nothing is drawn and nothing is shortened; a line never depends on the width or on a colour (WCAG 1.3.1, 1.4.1).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum

from pupitre.appointment import Appointment
from pupitre.busy import Occurrence, occurrences
from pupitre.client import Client
from pupitre.clock import instant
from pupitre.deadline import Countdown, Near, countdown
from pupitre.desk import Desk
from pupitre.due import ReportDue
from pupitre.focus import State
from pupitre.outlook import Outlook
from pupitre.task import Priority, Status, Task
from pupitre.value import Struct
from tui import spoken, words
from tui.announced import Announcement
from tui.words import _, harmless, ngettext, shown


class Opens(StrEnum):
    """What a line opens."""

    NOTHING = ""
    TASK = "task"
    REPORT = "report"
    AGENDA = "agenda"
    SESSION = "session"
    TOLD = "told"


class Said(Struct, frozen=True):
    """One line, what it opens and of whom; the two together tell it from all others."""

    text: str
    opens: Opens = Opens.NOTHING
    key: str = ""


def day_lines(desk: Desk, outlook: Outlook) -> tuple[Said, ...]:
    """Return the whole day in order: how it stands, what is late, due, under way, waiting, planned and done."""
    return tuple(_Day(desk, outlook).lines())


class _Day:
    """One reading of a desk; a client's label is told with its name the first time, and its name alone after it."""

    def __init__(self, desk: Desk, outlook: Outlook) -> None:
        self._desk, self._now, self._own = desk, desk.clock(), desk.settings
        self._load, self._risks = outlook.capacity(), outlook.risks()
        self._clients, self._named = desk.ledger.table(Client), set[str]()
        self._board = desk.board()

    def lines(self) -> Iterator[Said]:
        """Yield every line."""
        at = spoken.hour_of(self._now, self._own.zone)
        day = words.long_day(self._desk.today)
        yield Said(_plain(_("{day}, {hour}.").format(day=day[:1].upper() + day[1:], hour=at)), key="now")
        yield Said(_plain(self._capacity()), key="capacity")
        yield from self._under_way()
        yield from self._tasks()
        reports, agenda = list(self._reports()), list(self._agenda())
        told = ngettext("{n} report due today:", "{n} reports due today:", len(reports))
        yield from _section("reports", told, reports)
        told = ngettext("{n} appointment today:", "{n} appointments today:", len(agenda))
        yield from _section("agenda", told, agenda)
        done = [self._line(t, self._finished(t)) for t in self._board.done]
        yield from _section("done", ngettext("{n} task done today:", "{n} tasks done today:", len(done)), done)

    # -- how the day stands ----------------------------------------------------------------------

    def _capacity(self) -> str:
        load = self._load
        promised, end = spoken.duration(load.promised), spoken.hour(load.end_of_day)
        if not self._own.working_hours:
            told = _("Promised today: {promised}; no working hours are set.").format(promised=promised)
        elif not load.works:
            told = _("Today is not one of your working days; promised: {promised}.").format(promised=promised)
        elif not load.hours:
            told = _("Your hours ended at {hour}; still promised: {promised}.").format(hour=end, promised=promised)
        else:
            told = (_("Promised today: {promised} of {available}, with {spare} to spare.") if load.spare >= 0 else _(
                "Promised today: {promised} of {available}, which is {spare} too much."))
            told = told.format(promised=promised, available=spoken.duration(load.available),
                               spare=spoken.duration(load.spare))
        more = [ngettext("{n} task is at risk.", "{n} tasks are at risk.", len(self._risks))] if self._risks else []
        if load.unestimated:
            more.append(ngettext("{n} task has no estimate.", "{n} tasks have no estimate.", load.unestimated))
        return " ".join((told, *more))

    def _under_way(self) -> Iterator[Said]:
        desk, zone = self._desk, self._own.zone
        focus, rest, silence = desk.focus, desk.pause_under_way, desk.silence
        if rest is not None:
            told = _("You have been on a break since {hour}; proposed: {time}.")
            told = told.format(hour=spoken.hour_of(rest.start, zone), time=spoken.duration(rest.planned_min))
            yield Said(_plain(told), Opens.SESSION)
        elif focus is not None and focus.task is not None:
            yield Said(_plain(self._session(desk.task(focus.task), focus.worked(self._now))), Opens.SESSION)
        else:
            yield Said(_("No session is running."), Opens.SESSION)
        if silence is not None and desk.silent:
            told = _("Silence until {hour}.").format(hour=spoken.hour_of(silence.until, zone))
            yield Said(_plain(told), key="silence")

    def _session(self, task: Task, worked: timedelta) -> str:
        focus = self._desk.focus
        planned = focus.planned_min if focus is not None else None
        told = _("Session on: {task}, {time} of work.") if planned is None else _(
            "Session on: {task}, {time} of work out of {planned}.")
        told = told.format(
            task=self._what(task), time=spoken.duration(int(worked / timedelta(minutes=1))),
            planned=spoken.duration(planned or 0),
        )
        return f"{told} {_('It is paused.')}" if focus is not None and focus.state is State.PAUSED else told

    # -- tasks -----------------------------------------------------------------------------------

    def _tasks(self) -> Iterator[Said]:
        found: dict[str, list[Task]] = {name: [] for name in ("late", "today", "doing", "waiting", "later")}
        for task in (*self._board.todo, *self._board.doing):
            found[self._place(task)].append(task)
        found["waiting"] += self._board.waiting
        for name, tasks in found.items():
            ordered = sorted(tasks, key=self._moment) if name in {"late", "today"} else tasks
            yield from _section(name, _heading(name, len(tasks)), [self._line(t, self._details(t)) for t in ordered])
        if not any(found.values()):
            yield Said(_("There is nothing to do."), key="nothing")

    def _place(self, task: Task) -> str:
        left = self._left(task)
        if left is not None and left.late:
            return "late"
        if left is not None and left.near in {Near.MINUTES, Near.TODAY}:
            return "today"
        return "doing" if task.status is Status.DOING else "later"

    def _moment(self, task: Task) -> datetime:
        return task.due.moment(self._own.zone, self._own.end_of_day) if task.due is not None else self._now

    def _left(self, task: Task) -> Countdown | None:
        if task.due is None or task.out_of_scope:
            return None
        return countdown(task.due, self._now, self._own.zone)

    def _line(self, task: Task, details: Iterable[str]) -> Said:
        return Said(_plain(", ".join((self._what(task), *filter(None, details))) + "."), Opens.TASK, task.id)

    def _what(self, task: Task) -> str:
        client = self._clients.get(task.client or "")
        title = shown(task.title)
        return title if client is None else _("{task}, for {client}").format(task=title, client=self._name(client))

    def _name(self, client: Client) -> str:
        if client.id in self._named or client.label == client.name:
            return words.client_name(client)
        self._named.add(client.id)
        return f"{harmless(client.label)} {shown(client.name)}"

    def _details(self, task: Task) -> Iterator[str]:
        if task.priority is Priority.URGENT:
            yield _("urgent")
        if task.status is Status.WAITING:
            yield self._awaited(task)
        yield self._due(task)
        if task.status is Status.DOING and self._place(task) != "doing":
            yield _("in progress")
        if task.out_of_scope:
            yield _("outside the mission")
        if task.id in self._risks:
            yield _("at risk, {time} missing").format(time=spoken.duration(self._risks[task.id]))
        if task.estimate_min is not None:
            yield _("estimated at {time}").format(time=spoken.duration(task.estimate_min))

    def _awaited(self, task: Task) -> str:
        since = words.waiting_since(task, self._now, self._own.zone)
        return _("waiting for {who} {since}").format(who=shown(words.awaited(task)), since=since).strip()

    def _due(self, task: Task) -> str:
        left = self._left(task)
        if left is None or task.due is None:
            return ""
        hour, day = task.due.hour(self._own.zone), words.long_day(task.due.day)
        distance = words.distance(left, spoken.duration)
        if left.near in {Near.MINUTES, Near.LATE_MINUTES} and hour is not None:
            return _("due at {hour}, {distance}").format(hour=spoken.hour(hour), distance=distance)
        if left.near is Near.TODAY:
            return _("due today")
        told = _("due {day} at {hour}, {distance}") if hour is not None else _("due {day}, {distance}")
        return told.format(day=day, hour=spoken.hour(hour) if hour else "", distance=distance)

    def _finished(self, task: Task) -> Iterator[str]:
        if task.done_at is not None:
            yield _("done at {hour}").format(hour=spoken.hour_of(task.done_at, self._own.zone))

    # -- what else the day holds -----------------------------------------------------------------

    def _reports(self) -> Iterator[Said]:
        for each in self._desk.reports_due():
            yield Said(_plain(self._report(each)), Opens.REPORT, each.client.id)

    def _report(self, due: ReportDue) -> str:
        hour, name = due.due.hour(self._own.zone), self._name(due.client)
        if hour is None:
            return _("Report for {client}.").format(client=name)
        return _("Report for {client}, due at {hour}.").format(client=name, hour=spoken.hour(hour))

    def _agenda(self) -> Iterator[Said]:
        zone, today = self._own.zone, self._desk.today
        begin, end = instant(today, time(), zone), instant(today + timedelta(days=1), time(), zone)
        found = occurrences(self._desk.ledger.table(Appointment).values(), begin, end, self._own)
        for each in sorted(found, key=lambda o: (o.start, o.end)):
            yield Said(_plain(self._appointment(each, begin, end)), Opens.AGENDA, each.appointment.id)

    def _appointment(self, found: Occurrence, begin: datetime, end: datetime) -> str:
        title, zone = shown(found.appointment.title) or _("without a title"), self._own.zone
        client = self._clients.get(found.appointment.client or "")
        if client is not None:
            title = _("{task}, for {client}").format(task=title, client=self._name(client))
        if found.start <= begin and end <= found.end:
            return _("All day: {title}.").format(title=title)
        hours = spoken.hour_of(found.start, zone), spoken.hour_of(found.end, zone)
        told = _("From {start} to {end}: {title}.").format(start=hours[0], end=hours[1], title=title)
        return f"{told} {_('It is over.')}" if found.end <= self._now else told


def _heading(name: str, count: int) -> str:
    return {
        "late": ngettext("{n} task is late:", "{n} tasks are late:", count),
        "today": ngettext("{n} task is due today:", "{n} tasks are due today:", count),
        "doing": ngettext("{n} task in progress:", "{n} tasks in progress:", count),
        "waiting": ngettext("{n} task is waiting:", "{n} tasks are waiting:", count),
        "later": ngettext("{n} other task to do:", "{n} other tasks to do:", count),
    }[name]


def _section(name: str, heading: str, lines: Sequence[Said]) -> Iterator[Said]:
    if lines:
        yield Said(_plain(heading), key=name)
        yield from lines


def _plain(text: str) -> str:
    """Return a line with ordinary spaces: some readers say the name of the others aloud."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


# -- what was announced ----------------------------------------------------------------------------


def announced(told: Iterable[Announcement], desk: Desk) -> tuple[Said, ...]:
    """Return what was announced in this run, the oldest first, with a line above it; nothing when nothing was."""
    zone = desk.settings.zone
    lines = [
        Said(_plain(_("At {hour}: {sentence}").format(
            hour=spoken.hour_of(each.at, zone), sentence=shown(each.sentence))), Opens.TOLD, f"{each.at} {number}")
        for number, each in enumerate(told)
    ]
    return tuple(_section("told", ngettext("{n} announcement:", "{n} announcements:", len(lines)), lines))
