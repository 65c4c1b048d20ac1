"""The desk: every verb a person has, one short method each. A verb returns once the disk has it."""

from datetime import date

from pupitre import tasks, timer
from pupitre.agenda import Agenda
from pupitre.appointment import Appointment
from pupitre.beginning import Beginnings
from pupitre.client import Client
from pupitre.clients import checked as checked_client
from pupitre.clients import new_client
from pupitre.deadline import Deadline
from pupitre.doing import UNDO_DEPTH
from pupitre.entry import Entry
from pupitre.errors import Invalid
from pupitre.focus import Event, Focus, after, state_of
from pupitre.morning import Mornings
from pupitre.pinning import Pinning
from pupitre.ports import Change, Value
from pupitre.quick import Understanding
from pupitre.recurrence import Recurrence
from pupitre.recurring import Recurring, skipping
from pupitre.reply import ReplyUse
from pupitre.replying import Replying
from pupitre.report import Report, Sent, Span
from pupitre.settings import Settings
from pupitre.settings import checked as checked_settings
from pupitre.settling import Settling
from pupitre.steps import parts_of, without
from pupitre.task import Task
from pupitre.text import clean_text
from pupitre.triaging import Triaging
from pupitre.unfinished import Typed, Unfinished
from pupitre.value import names_of, replace
from pupitre.verbs import Verb
from pupitre.wordings import Wordings

__all__ = ["UNDO_DEPTH", "Desk"]


class Desk(Agenda, Recurring, Triaging, Replying, Wordings, Settling, Pinning, Mornings, Beginnings):
    """All work of all clients, one verb for each thing a person does."""

    # -- clients ---------------------------------------------------------------------------------

    def add_client(self, name: str) -> Client:
        """Add a client by name alone; its label is made from the name."""
        client = new_client(name, self.clients(), self._new_id)
        self._do(Verb.ADD_CLIENT, client.name, Change((client,)))
        return client

    def edit_client(self, client: Client) -> Client:
        """Keep a changed sheet. Raises `Invalid`."""
        client = checked_client(client, self.clients())
        self._do(Verb.EDIT_CLIENT, client.name, Change((client,)))
        return client

    def delete_client(self, key: str) -> None:
        """Take away a client that has neither task nor time. Raises `Invalid` when it has."""
        client = self.client(key)
        used = any(t.client == key for t in self.ledger.table(Task).values())
        used = used or any(e.client == key for e in self.ledger.table(Entry).values())
        used = used or any(r.client == key for r in self.ledger.table(Recurrence).values())
        if used or self.past.mentions(key):
            raise Invalid("client", "in_use", client.name)
        uses = ((ReplyUse, u.id) for u in self.ledger.table(ReplyUse).values() if u.client == key)
        held = ((Appointment, a.id) for a in self.ledger.table(Appointment).values() if a.client == key)
        self._do(Verb.DELETE_CLIENT, client.name, Change(drops=((Client, key), *uses, *held)))

    # -- tasks -----------------------------------------------------------------------------------

    def add_task(self, understood: Understanding) -> Task:
        """Add what a line was understood to mean. Raises `Invalid` without a title, or `UnknownClient`."""
        task = tasks.from_line(understood, self._new_id(), self.clock(), self.clients())
        self._do(Verb.ADD_TASK, task.title, Change((task,)))
        return task

    def edit_task(self, task: Task) -> Task:
        """Keep a changed task. Raises `Invalid`."""
        task = tasks.checked(task, self.ledger.table(Client))
        if self._bring(task.id).client != task.client:
            for key in (task.id, *(part.id for part in parts_of(task.id, self.ledger.table(Task).values()))):
                self._bring_times(key)
        task = replace(task, worked_before=self.task(task.id).worked_before)
        self._do(Verb.EDIT_TASK, task.title, tasks.edited(task, self.ledger))
        return task

    def complete(self, key: str, *, parts: bool = False) -> None:
        """Finish a task, with its open `parts` or without; the session that runs on it ends."""
        task, now, focus = self._bring(key), self.clock(), self.focus
        change, everything = Change(), self.ledger.table(Task).values()
        over = [task, *(p for p in parts_of(key, everything) if parts and p.open)]
        if focus is not None and any(focus.task == t.id for t in over):
            change = timer.stopped(focus, self._work_of(focus, now))
        done = (tasks.completed(t, now) for t in over)
        self._do(Verb.COMPLETE, task.title, Change((*change.puts, *done), change.drops))

    def reopen(self, key: str) -> None:
        """Bring a finished or dropped task back to the board."""
        self._change(Verb.REOPEN, tasks.reopened(self._bring(key)))

    def wait_for(self, key: str, whom: str, missing: str = "", chase: Deadline | None = None) -> None:
        """Put a task in waiting: on whom, what is missing, and when to ask again."""
        task = tasks.waiting(self._bring(key), whom, missing, chase, self.clock())
        self._change_and_pause(Verb.WAIT_FOR, task)

    def chase(self, key: str, again: Deadline | None) -> None:
        """Note that she asked again now for what a task waits for, and when she will next. Raises `Invalid`."""
        self._change(Verb.CHASE, tasks.asked_again(self._bring(key), again, self.clock()))

    def postpone(self, key: str, until: Deadline, reason: str) -> None:
        """Give a new date and the reason the client will read; the first promise stays known."""
        self._change(Verb.POSTPONE, tasks.postponed(self._bring(key), until, reason, self.clock()))

    def mark_out_of_scope(self, key: str, why: str, proposal: str = "") -> None:
        """Mark a task as outside the mission, or back inside with an empty reason."""
        self._change(Verb.OUT_OF_SCOPE, tasks.out_of_scope(self._bring(key), why, proposal, self.clock()))

    def drop(self, key: str, reason: str) -> None:
        """Give a task up, with its reason; it leaves the board and stays in the reports."""
        task = tasks.dropped(self._bring(key), reason, self.clock())
        self._change_and_pause(Verb.DROP, task)

    def delete_task(self, key: str) -> None:
        """Take a task away as if it had never been; its time stays with its client, its parts become tasks."""
        task, focus = self._bring(key), self.focus
        drops: list[tuple[type[Value], str]] = [(Task, key)]
        puts: list[Value] = [
            replace(e, task=None) for e in self.ledger.table(Entry).values() if e.task == key
        ]
        puts += without(key, self.ledger.table(Task).values())
        if focus is not None and focus.task == key:
            puts += [replace(e, task=None) for e in self._work_of(focus, self.clock())]
            drops.append((Focus, focus.id))
        series = self.ledger.table(Recurrence).get(task.series)
        if series is not None and task.series_on is not None:
            puts.append(skipping(series, task.series_on))  # it is not made again
        self._do(Verb.DELETE_TASK, task.title, Change(tuple(puts), tuple(drops)))

    def _change(self, verb: Verb, task: Task) -> None:
        self._do(verb, task.title, Change((task,)))

    def _change_and_pause(self, verb: Verb, task: Task) -> None:
        """Change a task that cannot be worked on any more: its session ends."""
        focus, change = self.focus, Change()
        if focus is not None and focus.task == task.id:
            change = timer.stopped(focus, self._work_of(focus, self.clock()))
        self._do(verb, task.title, Change((*change.puts, task), change.drops))

    # -- timer -----------------------------------------------------------------------------------

    def start(self, key: str) -> None:
        """Start a session on a task; one that runs elsewhere is kept first, a pause ends."""
        task, now, focus = self._bring(key), self.clock(), self.focus
        after(state_of(focus), Event.START)
        session = Focus(task=key, client=task.client, planned_min=self.mode.work_min, began=now,
                        running_since=now, last_seen=now, touched=now)
        kept = self._work_of(focus, now)
        self._do(Verb.START, task.title, Change((*kept, *self._ended_break(now), tasks.begun(task), session)))

    def pause(self) -> None:
        """Pause the session. Raises `NotNow`."""
        focus, now = self.focus, self.clock()
        self._do(Verb.PAUSE, self._focus_title(), timer.paused(focus, now, self._work_of(focus, now)))

    def resume(self) -> None:
        """Go on with the paused session, and end the pause. Raises `NotNow`."""
        now = self.clock()
        change = timer.resumed(self._anew(now), now)
        self._do(Verb.RESUME, self._focus_title(), Change((*self._ended_break(now), *change.puts)))

    def stop(self) -> None:
        """End the session, its time kept; the task stays open. Raises `NotNow`."""
        focus = self.focus
        self._do(Verb.STOP, self._focus_title(), timer.stopped(focus, self._work_of(focus, self.clock())))

    def _focus_title(self) -> str:
        return self._title(self.focus.task) if self.focus else ""

    # -- reports ---------------------------------------------------------------------------------

    def keep_draft(self, report: Report) -> None:
        """Keep her version of a draft, as she types it."""
        subject, body = (None if t is None else clean_text(t) for t in (report.subject, report.body))
        self._quietly(Change((replace(report, subject=subject, body=body),)))

    def mark_report(self, client: str, day: date, how: Sent, span: Span | None = None) -> None:
        """Note that a report left Pupitre, and how. Only `SENT`, her own word, can be taken back."""
        report = self.report(client, day, span)
        if report.history or report.body is not None:
            self._bring_report(report)
        change = Change((replace(report, history=(*report.history, (self.clock(), how))),))
        if how is Sent.SENT:
            self._do(Verb.MARK_REPORT, self.client(client).name, change)
        else:
            self._quietly(change)

    def write_anew(self, report: Report) -> None:
        """Forget her version of a draft, so that it is computed again."""
        self._bring_report(report)
        anew = replace(report, subject=None, body=None, drafted="")
        self._do(Verb.WRITE_ANEW, self.client(report.client).name, Change((anew,)))

    def _bring_report(self, report: Report) -> None:
        """Put a report of a closed day back on the desk, so that undo finds what it was."""
        if report.id not in self.ledger.table(Report):
            self._quietly(Change((report,)))

    # -- the rest --------------------------------------------------------------------------------

    def keep_typed(self, typed: Typed) -> None:
        """Keep what is typed in open forms, when it changed."""
        unfinished = Unfinished.of(typed)
        if unfinished != (self.ledger.table(Unfinished).get(unfinished.id) or Unfinished()):
            self._quietly(Change((unfinished,)))

    def change_settings(self, settings: Settings) -> None:
        """Keep changed settings; undo is told the names of their fields. Raises `Invalid`."""
        settings = checked_settings(settings)
        own = self.settings
        named = (name for name in names_of(settings) if getattr(settings, name) != getattr(own, name))
        self._do(Verb.SETTINGS, ",".join(named), Change((settings,)))
