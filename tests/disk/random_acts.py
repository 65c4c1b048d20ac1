"""One verb drawn by lot, and whose hand does it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import time, timedelta
from itertools import pairwise
from random import Random
from typing import TypeVar

from pupitre.appointment import Appointment, CalendarRead, Sort
from pupitre.client import Client
from pupitre.clock import local_day
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.entry import Entry
from pupitre.errors import PupitreError
from pupitre.interruption import Details
from pupitre.modes import MODES
from pupitre.ports import Change, Value
from pupitre.quick import Understanding
from pupitre.recurrence import Recurrence
from pupitre.reply import SHIPPED, Reply
from pupitre.report import Sent
from pupitre.ritual import Stage
from pupitre.rules import Every, Rule
from pupitre.silence import Mode
from pupitre.strip import Edge, Part
from pupitre.surcharges import Surcharge
from pupitre.task import ListItem, Status, Task
from pupitre.timer import Recovery
from pupitre.value import replace
from pupitre.wordings import WORDINGS
from tests.memory import HandClock

TITLES = ("Relances impayés", "Dictée n° 3 [/]", "Devis cumulus ~30min !", "Mettre en page le dossier #permis")
NAMES = ("Tuyauterie Lacaze", "Cabinet Brumeval", "L’Atelier d’Œillets", "Agence Ysambre", "[/] & Fils")

V = TypeVar("V", bound=Value)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who works: the desk, its clock, the lot that decides, a source of ids, and how a command leaves work."""

    desk: Desk
    clock: HandClock
    lot: Random
    new_id: Callable[[], str]
    leave: Callable[[Change], object]

    def one(self, kind: type[V]) -> V:
        """Return a value drawn by lot, from the desk or from a closed month. Raises `LookupError`."""
        months = self.desk.past.months()
        found = list(self.desk.ledger.table(kind).values())
        if months and (not found or self.lot.random() < 0.4):
            month = self.desk.past.values(self.lot.choice(months))
            found = [v for v in month if isinstance(v, kind)] or found
        return self.lot.choice(sorted(found, key=lambda v: v.id))

    def task(self) -> str:
        """Return the id of a task."""
        return self.one(Task).id

    def client(self) -> Client:
        """Return a client."""
        return self.lot.choice(self.desk.clients())

    def line(self) -> str:
        """Return a line as it is typed to add a task."""
        clients = self.desk.clients()
        client = f" @{self.lot.choice(clients).label}" if clients and self.lot.random() < 0.7 else ""
        return f"{self.lot.choice(TITLES)}{client}"


Verbs = tuple[Callable[[], object], ...]


def act_today(hand: Hand, *rest: Callable[[Hand], Verbs]) -> None:
    """Do one verb of the day, on what lies on the desk unless days were closed."""
    hand.clock.advance(minutes=hand.lot.randrange(1, 9), seconds=hand.lot.randrange(60))
    timer = (_on_the_timer, _on_the_timer, _on_the_timer, _on_calls)
    tasks = (_on_tasks, _on_tasks, _on_plans)
    others = (_on_clients, _on_texts, _in_the_evening, _on_what_comes_again, _on_the_agenda)
    verbs = (*tasks, _on_times, _on_the_strip, *timer, *others, *rest)
    with suppress(PupitreError, LookupError):
        hand.lot.choice(hand.lot.choice(verbs)(hand))()


def _on_tasks(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot
    until = Deadline(desk.today + timedelta(days=lot.randrange(1, 30)))
    return (
        lambda: desk.add_task(desk.understand(hand.line())), lambda: desk.add_task(desk.understand(hand.line())),
        lambda: desk.complete(hand.task()), lambda: desk.complete(hand.task()), lambda: desk.reopen(hand.task()),
        lambda: desk.edit_task(replace(hand.one(Task), client=hand.client().id)),
        lambda: desk.edit_task(replace(hand.one(Task), note=str(lot.random()))),
        lambda: desk.wait_for(hand.task(), "tiers", "la pièce 14"),
        lambda: desk.postpone(hand.task(), until, "raison"), lambda: desk.drop(hand.task(), "sans objet"),
        lambda: desk.mark_out_of_scope(hand.task(), lot.choice(("", "hors forfait")), "un devis"),
        lambda: desk.delete_task(hand.task()), lambda: desk.pin(hand.task()),
        lambda: desk.pin(lot.choice([t.id for t in desk.ledger.table(Task).values() if t.pinned_at])),
        *_on_urgencies(hand, until),
    )


def _on_urgencies(hand: Hand, until: Deadline) -> Verbs:
    desk = hand.desk

    def asked() -> Understanding:
        return desk.understand(f"{hand.line()} demain 17h ~45min")

    return (
        lambda: desk.accept_urgency(asked(), {hand.task(): (until, "une urgence est passée devant")}),
        lambda: desk.offer_later(asked(), until), lambda: desk.refuse_urgency(asked(), "le temps est promis"),
    )


def _on_plans(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot
    day = desk.today + timedelta(days=lot.choice((0, 0, 0, 1)))

    def linked() -> None:
        task = hand.one(Task)
        desk.edit_task(replace(task, after=(*task.after, hand.task())))

    def taken_out() -> None:
        chosen = [t for t in desk.ledger.table(Task).values() if t.planned_on == day and t.due is None]
        desk.take_out(lot.choice(chosen).id, day)

    def undated() -> list[str]:
        return [t.id for t in desk.ledger.table(Task).values() if t.open and t.due is None]

    def there() -> list[str]:
        return [each.task.id for each in desk.plan_of(day).placed]

    return (
        lambda: desk.plan([hand.task(), hand.task(), hand.task()], day), lambda: desk.plan([hand.task()], day),
        lambda: desk.take_out(lot.choice(there()), day), taken_out, lambda: desk.plan([lot.choice(undated())], day),
        lambda: desk.arrange(there()[::-1], day),
        lambda: desk.add_part(hand.task(), desk.understand(hand.line())), linked,
        lambda: desk.keep_checklist(hand.task(), [ListItem(str(lot.random()), done=lot.random() < 0.5)]),
        lambda: desk.complete(hand.task(), parts=True),
    )


def _on_times(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot

    def correct() -> None:
        entry = hand.one(Entry)
        desk.correct_time(entry.id, entry.start, entry.end - entry.length / 3)

    day = desk.today - timedelta(days=lot.choice((0, 0, 1, 3, 40)))
    return (
        lambda: desk.note_time(hand.task(), lot.randrange(5, 50), "tapé", day),
        correct, lambda: desk.delete_time(hand.one(Entry).id),
    )


def _on_the_strip(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot

    def split() -> None:
        entry = hand.one(Entry)
        desk.split_time(entry.id, entry.start + entry.length / 2)

    def move() -> None:
        entry, edge = hand.one(Entry), lot.choice(list(Edge))
        desk.move_boundary(entry.id, edge, entry.start + entry.length * lot.choice((-1, 2 / 3, 1.5)))

    def fill() -> None:
        end = hand.one(Entry).start
        desk.fill_gap(end - timedelta(minutes=9), end, task=hand.task(), note="tapé")

    def merge() -> None:
        entry = hand.one(Entry)
        pieces = desk.strip(local_day(entry.start, desk.settings.zone))
        work_ = [p.entry for p in pieces if p.part is Part.WORK and p.entry is not None]
        pair = lot.choice([(e.id, f.id) for e, f in pairwise(work_) if e.task == f.task])
        desk.merge_times(*pair, with_gap=True)

    return (
        split, split, move, move, fill, merge, merge,
        lambda: desk.change_time(hand.one(Entry).id, task=hand.task(), client=None, note="à elle", billable=True),
    )


def _on_the_timer(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot
    return (
        lambda: desk.start(hand.task()), lambda: desk.start(hand.task()), desk.pause, desk.resume, desk.stop,
        desk.heartbeat, lambda: desk.recover(lot.choice(list(Recovery))), desk.start_break, desk.end_break,
        lambda: desk.begin_at(hand.clock() - timedelta(minutes=lot.randrange(2))),
    )


def _on_calls(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot
    client = hand.client().id if desk.clients() else None
    told = Details(client=client, summary="rappel", minutes=lot.choice((None, 3)))
    return (
        desk.begin_interruption, lambda: desk.end_interruption(told), lambda: desk.end_interruption(told),
        desk.more, lambda: desk.choose_mode(lot.choice(MODES).key), desk.keep_interruption_alive,
        lambda: desk.start_silence(Mode.PHONE, 15), desk.break_silence,
        lambda: desk.postpone_break(5), desk.refuse_break,
    )


def _on_clients(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot
    return (
        lambda: desk.add_client(lot.choice(NAMES)), lambda: desk.delete_client(hand.client().id),
        lambda: desk.edit_client(replace(hand.client(), scope_note=str(lot.random()))),
    )


def _on_the_agenda(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot
    start = hand.clock() + timedelta(hours=lot.randrange(-30, 30))
    meeting = Appointment(
        id="", title=lot.choice(TITLES), sort=lot.choice(list(Sort)), start=start, silent=lot.random() < 0.5,
        client=hand.client().id if desk.clients() else None, end=start + timedelta(minutes=lot.randrange(5, 3000)),
        rule=None if lot.random() < 0.7 else Rule(every=Every.DAY, first=start.date()),
    )
    outside = CalendarRead("Équipe", tuple(replace(meeting, id=str(n), client=None, rule=None) for n in range(2)))
    return (
        lambda: desk.add_appointment(meeting), lambda: desk.take_calendar(f"/{lot.randrange(2)}.ics", outside),
        lambda: desk.edit_appointment(replace(hand.one(Appointment), title=str(lot.random()))),
        lambda: desk.delete_appointment(hand.one(Appointment).id),
        lambda: desk.skip_appointment(hand.one(Appointment).id, start.date()),
        lambda: desk.answer_calendar(lot.choice(list(desk.calendars)), blocks=lot.random() < 0.5),
        lambda: desk.forget_calendar(lot.choice(list(desk.calendars))),
    )


def _on_texts(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot
    reply, wording = f"r{lot.randrange(3)}", lot.choice(WORDINGS)
    return (
        lambda: desk.keep_wording(wording, str(lot.random())), lambda: desk.put_wording_away(wording),
        lambda: desk.keep_reply(Reply(id=reply, name="À moi", text=str(lot.random()))),
        lambda: desk.remove_reply(reply), lambda: desk.use_reply(hand.client().id, lot.choice(SHIPPED)),
    )


def _on_what_comes_again(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot
    rule = Rule(every=lot.choice(list(Every)), first=desk.today, weekdays=(lot.randrange(7),), rank=1)

    def one() -> Recurrence:
        return lot.choice(desk.recurrences())

    return (
        lambda: desk.keep_recurrence(Recurrence(id="", title="Point [/]", rule=rule, lead_days=lot.randrange(9))),
        lambda: desk.edit_recurrence(replace(one(), rule=rule, hour=time(9)), open_too=lot.random() < 0.5),
        lambda: desk.pause_recurrence(one().id, paused=lot.random() < 0.5),
        lambda: desk.end_recurrence(one().id, desk.today), lambda: desk.delete_recurrence(one().id),
        lambda: desk.skip_day(one().id, desk.today + timedelta(days=lot.randrange(3))), desk.make_recurring,
        lambda: desk.chase(
            lot.choice([t.id for t in desk.ledger.table(Task).values() if t.status is Status.WAITING and t.open]),
            Deadline(desk.today + timedelta(days=2)),
        ),
    )


def _in_the_evening(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot
    return (
        lambda: desk.skip_step(lot.choice(list(Stage))), lambda: desk.leave_as_is(hand.one(Task)),
        lambda: desk.choose_three([hand.task(), hand.task()]), lambda: desk.close_day([hand.task()]),
        lambda: desk.settle_surcharge([hand.one(Entry).id], lot.choice(list(Surcharge))),
        lambda: desk.offer([hand.one(Entry).id], offered=lot.random() < 0.7),
        lambda: desk.came_back(hand.task(), "à revoir"),
    )


def on_the_rest(hand: Hand) -> Verbs:
    desk, lot = hand.desk, hand.lot
    day = desk.today - timedelta(days=lot.choice((0, 0, 2, 35)))
    return (
        lambda: desk.keep_draft(replace(desk.report(hand.client().id, day), body=str(lot.random()))),
        lambda: desk.mark_report(hand.client().id, day, lot.choice((Sent.SENT, Sent.SENT, *Sent))),
        lambda: desk.write_anew(desk.report(hand.client().id, day)), desk.undo, desk.undo,
        lambda: desk.keep_typed({"add": {"line": str(lot.random())}}), lambda: desk.take_in(brought(hand)),
        lambda: desk.change_settings(replace(desk.settings, signature=str(lot.random()))),
    )


def brought(hand: Hand) -> tuple[Value, ...]:
    """Return a new task, old work that is over, more time on a task of hers, and a task that is here already."""
    lot, desk = hand.lot, hand.desk
    then = hand.clock() - timedelta(days=lot.randrange(70), hours=1)
    old = Task(id=hand.new_id(), title="Ancien dossier", status=Status.DONE, created=then, done_at=then)
    fresh = Task(id=hand.new_id(), title="Du dehors", created=hand.clock())
    here = list(desk.ledger.table(Task).values())[:1]
    known = hand.task() if here else old.id
    entries = tuple(
        Entry(id=hand.new_id(), task=key, start=then - timedelta(minutes=30), end=then, billable=False)
        for key in (old.id, known)
    )
    return tuple(lot.sample((fresh, old, *entries, *here), lot.randrange(1, 5)))
