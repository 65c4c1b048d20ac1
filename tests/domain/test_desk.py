"""Each verb of the desk, on the memory archive and on the disk: what it does, and that undo takes it back."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.appointment import Appointment, CalendarRead
from pupitre.breaks import Break
from pupitre.client import Client
from pupitre.deadline import Deadline
from pupitre.desk import UNDO_DEPTH, Desk
from pupitre.entry import Entry, Origin
from pupitre.errors import Invalid, NothingToUndo, PupitreError, StorageFailed, Unknown, UnknownClient
from pupitre.focus import Focus, State, state_of
from pupitre.interruption import Interruption
from pupitre.ports import KINDS, Change, Value
from pupitre.recurrence import Recurrence
from pupitre.reply import Reply
from pupitre.report import Report, Sent
from pupitre.ritual import Evening, Stage
from pupitre.rules import Every, Rule
from pupitre.settings import Settings
from pupitre.silence import Mode
from pupitre.strip import Edge
from pupitre.task import ListItem, Priority, Status, Task
from pupitre.timer import Recovery
from pupitre.value import replace
from pupitre.verbs import Verb
from tests.disk.random_acts import Hand, act_today
from tests.memory import HandClock, MemoryArchive, counted_ids

Held = Callable[[], dict[tuple[type[Value], str], Value]]
TUESDAY = Deadline(date(2026, 11, 24))


def snapshot(desk: Desk) -> dict[tuple[type[Value], str], Value]:
    return {(kind, key): value for kind in KINDS for key, value in desk.ledger.table(kind).items()}


def fill(desk: Desk, clock: HandClock) -> None:
    """Put work on a desk: a client, an open task that runs, a finished one, a waiting one, a draft."""
    desk.add_client("Tuyaudec")
    for line in ("Devis @tuy", "Relances @tuy", "Note de frais @tuy", "Chez moi"):
        desk.add_task(desk.understand(line))
    tasks = {t.title: t.id for t in desk.ledger.table(Task).values()}
    assert list(tasks.values()) == sorted(tasks.values())
    desk.complete(tasks["Relances"])
    desk.wait_for(tasks["Note de frais"], "client", "les tickets")
    desk.keep_draft(Report(id="tuy:2026-11-23", client="tuy", day=date(2026, 11, 23), body="Salut,"))
    desk.start(tasks["Devis"])
    clock.advance(minutes=7)


@pytest.fixture
def busy(desk: Desk, clock: HandClock) -> Desk:
    """A desk at work."""
    fill(desk, clock)
    return desk


def key(desk: Desk, title: str) -> str:
    return next(t.id for t in desk.ledger.table(Task).values() if t.title == title)


def shortened(desk: Desk) -> tuple[str, datetime, datetime]:
    """Return the only entry, with an end a minute earlier."""
    entry = next(iter(desk.ledger.table(Entry).values()))
    return entry.id, entry.start, entry.end - timedelta(minutes=1)


def first_minute(desk: Desk) -> tuple[str, datetime]:
    """Return the only entry, and the instant a minute after its start."""
    entry = next(iter(desk.ledger.table(Entry).values()))
    return entry.id, entry.start + timedelta(minutes=1)


def halved(desk: Desk) -> None:
    """End the session, and cut its time in two."""
    desk.stop()
    desk.split_time(*first_minute(desk))


ROUND = Recurrence(
    id="", title="Point", rule=Rule(every=Every.DAY, first=date(2026, 11, 23)), client="tuy", lead_days=3
)
"""Each day, shown three days ahead."""


def series(desk: Desk) -> Recurrence:
    """Return the only recurrence."""
    return desk.recurrences()[0]


def paused(desk: Desk) -> None:
    """Add a recurrence, and pause it."""
    desk.pause_recurrence(desk.keep_recurrence(ROUND).id, paused=True)


MEETING = Appointment(
    id="", title="Point", client="tuy", start=datetime(2026, 11, 23, 9, tzinfo=UTC),
    end=datetime(2026, 11, 23, 10, tzinfo=UTC), rule=Rule(every=Every.WEEK, first=date(2026, 11, 23)),
)


def booked(desk: Desk) -> None:
    desk.add_appointment(MEETING)


def booking(desk: Desk) -> Appointment:
    return next(a for a in desk.ledger.table(Appointment).values() if not a.source)


def calendar(desk: Desk) -> None:
    desk.take_calendar("/agenda.ics", CalendarRead("Équipe", (replace(MEETING, id="1", client=None, rule=None),)))


VERBS: dict[Verb, Callable[[Desk], object]] = {
    Verb.ADD_APPOINTMENT: booked,
    Verb.TAKE_CALENDAR: calendar,
    Verb.ADD_CLIENT: lambda d: d.add_client("Cabinet Brumecourt"),
    Verb.EDIT_CLIENT: lambda d: d.edit_client(replace(d.client("tuy"), name="Autre", label="AUT")),
    Verb.ADD_TASK: lambda d: d.add_task(d.understand("Appeler @tuy demain")),
    Verb.EDIT_TASK: lambda d: d.edit_task(replace(d.task(key(d, "Devis")), title="Devis signé")),
    Verb.COMPLETE: lambda d: d.complete(key(d, "Devis")),
    Verb.REOPEN: lambda d: d.reopen(key(d, "Relances")),
    Verb.WAIT_FOR: lambda d: d.wait_for(key(d, "Devis"), "tiers", "une signature", TUESDAY),
    Verb.POSTPONE: lambda d: d.postpone(key(d, "Devis"), TUESDAY, "priorité au reste"),
    Verb.OUT_OF_SCOPE: lambda d: d.mark_out_of_scope(key(d, "Devis"), "pas prévu", "un avenant"),
    Verb.DROP: lambda d: d.drop(key(d, "Devis"), "sans objet"),
    Verb.PIN: lambda d: d.pin(key(d, "Devis")),
    Verb.DELETE_TASK: lambda d: d.delete_task(key(d, "Devis")),
    Verb.SKIP_STEP: lambda d: d.skip_step(Stage.TASKS),
    Verb.LEAVE_AS_IS: lambda d: d.leave_as_is(d.task(key(d, "Devis"))),
    Verb.CLOSE_DAY: lambda d: d.close_day([key(d, "Devis")]),
    Verb.PLAN_DAY: lambda d: d.plan([key(d, "Devis")], d.today),
    Verb.CHECKLIST: lambda d: d.keep_checklist(key(d, "Devis"), [ListItem("Relire")]),
    Verb.ACCEPT_URGENCY: lambda d: d.accept_urgency(
        d.understand("Courrier @tuy demain 17h ~30min"), {key(d, "Devis"): (TUESDAY, "une urgence est passée devant")}
    ),
    Verb.OFFER_LATER: lambda d: d.offer_later(d.understand("Courrier @tuy demain 17h ~30min"), TUESDAY),
    Verb.REFUSE_URGENCY: lambda d: d.refuse_urgency(d.understand("Courrier @tuy demain 17h"), "le temps est promis"),
    Verb.NOTE_TIME: lambda d: d.note_time(key(d, "Devis"), 20, "au téléphone"),
    Verb.START: lambda d: d.start(key(d, "Chez moi")),
    Verb.PAUSE: lambda d: d.pause(),
    Verb.STOP: lambda d: d.stop(),
    Verb.RECOVER: lambda d: d.recover(Recovery.RESUME),
    Verb.START_BREAK: lambda d: d.start_break(),
    Verb.INTERRUPT: lambda d: d.begin_interruption(),
    Verb.EXTEND: lambda d: d.more(),
    Verb.CHOOSE_MODE: lambda d: d.choose_mode("45-5"),
    Verb.MARK_REPORT: lambda d: d.mark_report("tuy", date(2026, 11, 23), Sent.SENT),
    Verb.WRITE_ANEW: lambda d: d.write_anew(d.report("tuy", date(2026, 11, 23))),
    Verb.KEEP_REPLY: lambda d: d.keep_reply(Reply(id="", name="Devis", text="Un devis suit.")),
    Verb.USE_REPLY: lambda d: d.use_reply("tuy", "scope"),
    Verb.CHASE: lambda d: d.chase(key(d, "Note de frais"), TUESDAY),
    Verb.ADD_SERIES: lambda d: d.keep_recurrence(ROUND),
    Verb.KEEP_WORDING: lambda d: d.keep_wording("vous:day", "Bonjour"),
    Verb.SETTINGS: lambda d: d.change_settings(replace(d.settings, name="Maëlle")),
    Verb.SILENCE: lambda d: d.start_silence(Mode.PHONE, 15),
    Verb.BREAK_LATER: lambda d: d.postpone_break(5),
    Verb.NO_BREAK: lambda d: d.refuse_break(),
    Verb.CHOOSE_THREE: lambda d: d.choose_three([key(d, "Devis")]),
    Verb.IMPORT: lambda d: d.take_in([Client(id="bru", name="B", label="BRU"), replace(d.client("tuy"), name="X")]),
}
PREPARED: dict[Verb, tuple[Callable[[Desk], object], Callable[[Desk], object]]] = {
    Verb.RECOVER: (lambda d: d.settle(), VERBS[Verb.RECOVER]),
    Verb.PUT_WORDING_AWAY: (
        lambda d: d.keep_wording("vous:day", "Bonjour"), lambda d: d.put_wording_away("vous:day")
    ),
    Verb.END_SILENCE: (lambda d: d.start_silence(Mode.PHONE, 15), lambda d: d.break_silence()),
    Verb.RESUME: (lambda d: d.pause(), lambda d: d.resume()),
    Verb.END_BREAK: (lambda d: d.start_break(), lambda d: d.end_break()),
    Verb.CORRECT_TIME: (lambda d: d.stop(), lambda d: d.correct_time(*shortened(d))),
    Verb.SPLIT_TIME: (lambda d: d.stop(), lambda d: d.split_time(*first_minute(d))),
    Verb.MERGE_TIMES: (
        halved, lambda d: d.merge_times(*d.ledger.table(Entry)),
    ),
    Verb.MOVE_BOUNDARY: (
        lambda d: d.stop(), lambda d: d.move_boundary(shortened(d)[0], Edge.START, first_minute(d)[1]),
    ),
    Verb.BEGIN_AT: (lambda _: None, lambda d: d.begin_at(d.clock() - timedelta(minutes=1))),
    Verb.FILL_GAP: (lambda d: d.stop(), lambda d: d.fill_gap(
        d.clock() - timedelta(hours=3), d.clock() - timedelta(hours=2), client="tuy", note="appel")),
    Verb.CHANGE_TIME: (lambda d: d.stop(), lambda d: d.change_time(
        shortened(d)[0], task=None, client="tuy", note="autre", billable=True)),
    Verb.DELETE_TIME: (lambda d: d.stop(), lambda d: d.delete_time(shortened(d)[0])),
    Verb.REMOVE_REPLY: (
        lambda d: d.keep_reply(Reply(id="", name="Devis", text="x")), lambda d: d.remove_reply(next(iter(d.replies))),
    ),
    Verb.UNPIN: (lambda d: d.pin(key(d, "Devis")), lambda d: d.pin(key(d, "Devis"))),
    Verb.CAME_BACK: (
        lambda d: d.complete(key(d, "Devis")), lambda d: d.came_back(key(d, "Devis"), "le prix est faux"),
    ),
    Verb.TAKE_OUT: (
        lambda d: d.plan([key(d, "Chez moi")], d.today), lambda d: d.take_out(key(d, "Chez moi"), d.today),
    ),
    Verb.ARRANGE_DAY: (
        lambda d: d.plan([key(d, "Devis"), key(d, "Chez moi")], d.today),
        lambda d: d.arrange([key(d, "Chez moi")], d.today),
    ),
    Verb.EDIT_SERIES: (lambda d: d.keep_recurrence(ROUND), lambda d: d.edit_recurrence(
        replace(series(d), title="Tournée", rule=replace(ROUND.rule, every=Every.WEEK)), open_too=True)),
    Verb.PAUSE_SERIES: (lambda d: d.keep_recurrence(ROUND), lambda d: d.pause_recurrence(series(d).id, paused=True)),
    Verb.RESUME_SERIES: (paused, lambda d: d.pause_recurrence(series(d).id, paused=False)),
    Verb.END_SERIES: (lambda d: d.keep_recurrence(ROUND), lambda d: d.end_recurrence(series(d).id, d.today)),
    Verb.DELETE_SERIES: (lambda d: d.keep_recurrence(ROUND), lambda d: d.delete_recurrence(series(d).id)),
    Verb.SKIP_DAY: (lambda d: d.keep_recurrence(ROUND), lambda d: d.skip_day(series(d).id, date(2026, 11, 24))),
    Verb.DELETE_CLIENT: (lambda d: d.add_client("Vide"), lambda d: d.delete_client("vid")),
    Verb.EDIT_APPOINTMENT: (booked, lambda d: d.edit_appointment(replace(booking(d), title="Plus tard"))),
    Verb.DELETE_APPOINTMENT: (booked, lambda d: d.delete_appointment(booking(d).id)),
    Verb.SKIP_APPOINTMENT: (booked, lambda d: d.skip_appointment(booking(d).id, date(2026, 11, 30))),
    Verb.ANSWER_CALENDAR: (calendar, lambda d: d.answer_calendar(next(iter(d.calendars)), blocks=False)),
    Verb.FORGET_CALENDAR: (calendar, lambda d: d.forget_calendar(next(iter(d.calendars)))),
}


def test_every_verb_has_its_undo_tested() -> None:
    assert {*VERBS, *PREPARED, Verb.RECEIVE} == set(Verb)


@pytest.mark.parametrize("verb", [*VERBS, *PREPARED], ids=str)
def test_undo_takes_back_exactly_what_the_verb_did(verb: Verb, busy: Desk, clock: HandClock, held: Held) -> None:
    prepare, act = PREPARED.get(verb) or (lambda _: None, VERBS[verb])
    prepare(busy)
    clock.advance(minutes=3)
    before = snapshot(busy)
    act(busy)
    after = snapshot(busy)
    assert after != before
    assert held() == after, "the disk has what the memory has"
    assert busy.last_done is not None
    assert busy.last_done.verb is verb
    clock.advance(minutes=2)
    assert busy.undo().verb is verb
    assert snapshot(busy) == before
    assert held() == before


@pytest.mark.parametrize("verb", [*VERBS, *PREPARED], ids=str)
def test_a_verb_the_disk_refuses_never_happened(
    verb: Verb, busy: Desk, fail_next: Callable[[], None], held: Held
) -> None:
    prepare, act = PREPARED.get(verb) or (lambda _: None, VERBS[verb])
    prepare(busy)
    before, last = snapshot(busy), busy.last_done
    fail_next()
    with pytest.raises(StorageFailed):
        act(busy)
    assert snapshot(busy) == before == held()
    assert busy.last_done is last
    act(busy)
    assert snapshot(busy) == held() != before


def test_an_undo_the_disk_refuses_can_be_asked_again(busy: Desk, fail_next: Callable[[], None]) -> None:
    before = snapshot(busy)
    busy.stop()
    after = snapshot(busy)
    fail_next()
    with pytest.raises(StorageFailed):
        busy.undo()
    assert snapshot(busy) == after
    busy.undo()
    assert snapshot(busy) == before


def test_fifty_verbs_can_be_taken_back_and_no_more(desk: Desk) -> None:
    states = []
    for n in range(UNDO_DEPTH + 1):
        desk.add_task(desk.understand(f"Tâche {n}"))
        states.append(snapshot(desk))
    for n in range(UNDO_DEPTH):
        assert desk.undo().subject == f"Tâche {UNDO_DEPTH - n}"
        assert snapshot(desk) == states[UNDO_DEPTH - n - 1]
    with pytest.raises(NothingToUndo):
        desk.undo()
    assert len(desk.ledger.table(Task)) == 1


def test_undo_knows_only_this_run(clock: HandClock) -> None:
    archive = MemoryArchive()
    Desk(archive, clock, counted_ids()).add_client("Tuyaudec")
    with pytest.raises(NothingToUndo):
        Desk(archive, clock, counted_ids()).undo()


def test_undoing_a_report_mark_keeps_what_she_typed_since(busy: Desk, held: Held) -> None:
    day = date(2026, 11, 23)
    busy.mark_report("tuy", day, Sent.SENT)
    busy.keep_draft(replace(busy.report("tuy", day), body="Salut, deux heures de texte"))
    busy.undo()
    assert busy.report("tuy", day).body == "Salut, deux heures de texte"
    assert busy.report("tuy", day).history == ()
    assert held()[Report, "tuy:2026-11-23"] == busy.report("tuy", day)


def test_undoing_the_first_report_mark_keeps_a_draft_begun_since(desk: Desk) -> None:
    desk.add_client("Tuyaudec")
    day = date(2026, 11, 23)
    desk.mark_report("tuy", day, Sent.SENT)
    desk.keep_draft(replace(desk.report("tuy", day), body="Un texte"))
    desk.undo()
    assert (desk.report("tuy", day).body, desk.report("tuy", day).history) == ("Un texte", ())


def test_what_left_by_itself_cannot_be_taken_back_and_her_word_can(busy: Desk, held: Held) -> None:
    day, before = date(2026, 11, 23), busy.last_done
    ways = [how for how in Sent if how is not Sent.SENT]
    for how in ways:
        busy.mark_report("tuy", day, how)
    assert busy.last_done is before
    busy.mark_report("tuy", day, Sent.SENT)
    busy.mark_report("tuy", day, Sent.COPIED)
    assert busy.undo().verb is Verb.MARK_REPORT
    assert [how for _, how in busy.report("tuy", day).history] == [*ways, Sent.COPIED]
    assert held()[Report, "tuy:2026-11-23"] == busy.report("tuy", day)


def test_undoing_a_draft_written_anew_keeps_how_it_left_since(busy: Desk) -> None:
    day = date(2026, 11, 23)
    busy.write_anew(busy.report("tuy", day))
    assert busy.report("tuy", day).body is None
    busy.mark_report("tuy", day, Sent.COPIED)
    assert busy.undo().verb is Verb.WRITE_ANEW
    assert busy.report("tuy", day).body == "Salut,"
    assert [how for _, how in busy.report("tuy", day).history] == [Sent.COPIED]


def test_undo_passes_over_a_draft_written_anew_in_which_she_typed_since(busy: Desk) -> None:
    day, before = date(2026, 11, 23), busy.last_done
    busy.write_anew(busy.report("tuy", day))
    fresh = busy.report("tuy", day)
    busy.keep_draft(replace(fresh, body="Autre chose"))
    assert busy.last_done is before
    busy.undo()
    assert busy.report("tuy", day).body == "Autre chose"
    busy.keep_draft(fresh)
    assert busy.undo().verb is Verb.WRITE_ANEW
    assert busy.report("tuy", day).body == "Salut,"


# -- what the verbs do -------------------------------------------------------------------------------


def test_a_client_needs_only_a_name(desk: Desk) -> None:
    client = desk.add_client("  Tuyaudec Chauffage\t& Plomberie ")
    assert (client.id, client.name, client.label) == ("tuy", "Tuyaudec Chauffage & Plomberie", "TUY")
    with pytest.raises(Invalid) as taken:
        desk.add_client("tuyaudec chauffage & PLOMBERIE")
    assert (taken.value.field, taken.value.why) == ("name", "taken")
    with pytest.raises(Invalid):
        desk.add_client(" \u200e ")
    assert desk.add_client("Tuyauterie").label != "TUY"


@pytest.mark.parametrize(("field", "change"), [
    ("name", {"name": "\x00"}), ("label", {"label": "TUYAU"}), ("label", {"label": ""}), ("label", {"label": "[/]"}),
])
def test_a_sheet_that_cannot_be_kept_says_which_field(field: str, change: dict[str, str], busy: Desk) -> None:
    before = snapshot(busy)
    with pytest.raises(Invalid) as refusal:
        busy.edit_client(replace(busy.client("tuy"), **change))  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert snapshot(busy) == before


def test_a_client_with_work_cannot_be_deleted(busy: Desk) -> None:
    with pytest.raises(Invalid) as refusal:
        busy.delete_client("tuy")
    assert refusal.value.why == "in_use"


def test_a_task_is_finished_with_its_session(busy: Desk, clock: HandClock) -> None:
    busy.complete(key(busy, "Devis"))
    task = busy.task(key(busy, "Devis"))
    assert (task.status, task.done_at) == (Status.DONE, clock())
    assert busy.focus is None
    assert [e.length for e in busy.ledger.table(Entry).values()] == [timedelta(minutes=7)]
    assert busy.board().done[0] == task


def test_waiting_says_on_whom_and_since_when(busy: Desk, clock: HandClock) -> None:
    with pytest.raises(Invalid):
        busy.wait_for(key(busy, "Devis"), " \u202e ")
    busy.wait_for(key(busy, "Devis"), "Maître Ÿvard", "les pièces 14 à 19", TUESDAY)
    task = busy.task(key(busy, "Devis"))
    assert (task.status, task.waiting_for, task.waiting_since) == (Status.WAITING, "Maître Ÿvard", clock())
    assert (task.reason, task.due) == ("les pièces 14 à 19", TUESDAY)
    assert busy.focus is None
    busy.start(task.id)
    assert busy.task(task.id).waiting_for == ""


@pytest.mark.parametrize("verb", [
    lambda d, k: d.postpone(k, TUESDAY, "  "), lambda d, k: d.drop(k, "\x1b"),
    lambda d, k: d.note_time(k, 0), lambda d, k: d.note_time(k, 24 * 60 + 1), lambda d, k: d.reopen(k),
])
def test_what_the_client_is_owed_cannot_be_left_out(verb: Callable[[Desk, str], None], busy: Desk) -> None:
    before = snapshot(busy)
    with pytest.raises(Invalid):
        verb(busy, key(busy, "Devis"))
    assert snapshot(busy) == before


@pytest.mark.parametrize("verb", [
    lambda d: d.complete("gone"), lambda d: d.start("gone"), lambda d: d.delete_task("gone"),
    lambda d: d.drop("gone", "x"), lambda d: d.delete_client("gone"), lambda d: d.note_time("gone", 5),
])
def test_what_is_no_longer_there_is_refused(verb: Callable[[Desk], None], desk: Desk) -> None:
    with pytest.raises(Unknown):
        verb(desk)


def test_a_postponed_task_keeps_its_first_promise(busy: Desk) -> None:
    task = busy.edit_task(replace(busy.task(key(busy, "Devis")), deadline=Deadline(date(2026, 11, 23))))
    busy.postpone(task.id, TUESDAY, "l’urgence de midi")
    changed = busy.task(task.id)
    assert (changed.deadline, changed.due, changed.reason) == (task.deadline, TUESDAY, "l’urgence de midi")


def test_a_dropped_task_is_not_told_as_done(busy: Desk) -> None:
    busy.drop(key(busy, "Relances"), "le client a renoncé")
    task = busy.task(key(busy, "Relances"))
    assert not task.open
    facts = busy.facts("tuy", date(2026, 11, 23))
    assert task.id not in {f.task.id for f in facts.done}
    assert task.id in {f.task.id for f in facts.unfinished}


def test_a_dropped_task_that_waits_again_is_back_on_the_board(busy: Desk) -> None:
    busy.drop(key(busy, "Devis"), "abandon")
    busy.wait_for(key(busy, "Devis"), "client")
    assert key(busy, "Devis") in {t.id for t in busy.board().waiting}


def test_a_deleted_task_leaves_its_time_with_its_client(busy: Desk) -> None:
    busy.note_time(key(busy, "Devis"), 20)
    busy.delete_task(key(busy, "Devis"))
    assert {(e.task, e.client) for e in busy.ledger.table(Entry).values()} == {(None, "tuy")}
    assert sum((e.length for e in busy.ledger.table(Entry).values()), timedelta()) == timedelta(minutes=27)
    assert busy.focus is None


def test_typed_time_says_it_is_typed(busy: Desk, clock: HandClock) -> None:
    busy.note_time(key(busy, "Relances"), 20, "au \x1b[31mtéléphone\ud800")
    entry = next(iter(busy.ledger.table(Entry).values()))
    running = busy.focus
    assert running is not None
    assert (entry.origin, entry.end, entry.length) == (Origin.TYPED, running.running_since, timedelta(minutes=20))
    assert entry.note == "au [31mtéléphone\ufffd"


def test_a_draft_can_always_be_written(busy: Desk, held: Held) -> None:
    busy.keep_draft(Report(id="tuy:x", client="tuy", day=date(2026, 11, 23), subject="a\ud800", body="b\ud800\n\nc "))
    assert held()[Report, "tuy:x"] == busy.ledger.table(Report)["tuy:x"]
    assert busy.ledger.table(Report)["tuy:x"].body == "b\ufffd\n\nc "


def test_hostile_texts_on_a_sheet_and_in_settings_can_be_written(busy: Desk, held: Held) -> None:
    client = busy.client("tuy")
    busy.edit_client(replace(
        client, trade="a\ud800", contact_rules="b\ud800", colour="c\ud800",
        contact=replace(client.contact, first_name="d\ud800", last_name="e\x1b"),
        report=replace(client.report, subject="f\ud800", tone="g\ud800", send_by="18h"),
        billing=replace(client.billing, included="i\ud800"),
    ))
    busy.change_settings(replace(busy.settings, name="j\ud800", signature="k\n\ud800"))
    assert snapshot(busy) == held()


@pytest.mark.parametrize("change", [
    {"timezone": "Europe/Nulle-Part"}, {"working_days": ()}, {"break_every_min": 0}, {"focus_min": -1},
])
def test_settings_that_would_break_every_screen_are_refused(change: dict[str, object], desk: Desk) -> None:
    with pytest.raises(Invalid):
        desk.change_settings(replace(desk.settings, **change))  # type: ignore[arg-type]
    assert desk.settings == Settings()


def test_a_draft_is_no_verb(busy: Desk) -> None:
    last = busy.last_done
    busy.keep_draft(Report(id="tuy:2026-11-23", client="tuy", day=date(2026, 11, 23), body="Salut, et"))
    assert busy.last_done is last
    assert busy.report("tuy", date(2026, 11, 23)).body == "Salut, et"


def test_an_unknown_client_is_asked_about(desk: Desk) -> None:
    desk.add_client("Tuyaudec")
    with pytest.raises(UnknownClient) as refusal:
        desk.add_task(desk.understand("Devis @brumecourt"))
    assert (refusal.value.reference, refusal.value.known) == ("brumecourt", ("TUY",))
    assert desk.ledger.table(Task) == {}


def test_work_received_can_be_taken_back(clock: HandClock) -> None:
    archive = MemoryArchive()
    desk = Desk(archive, clock, counted_ids())
    archive.left["a"] = Change((Task(id="x", title="Venue d’ailleurs", created=clock()),))
    assert desk.receive() == ("Venue d’ailleurs",)
    assert archive.left == {}
    assert desk.undo().verb is Verb.RECEIVE
    assert desk.ledger.table(Task) == {}


def test_the_board_puts_first_what_is_due_first(desk: Desk, clock: HandClock) -> None:
    for line in ("Courte 12h ~10min", "Longue 12h30 ~3h", "Sans date", "Sans date urgente !", "Demain demain ~10min"):
        desk.add_task(desk.understand(line))
        clock.advance(seconds=1)
    assert [t.title for t in desk.board().todo] == ["Courte", "Longue", "Demain", "Sans date urgente", "Sans date"]
    assert desk.board().todo[3].priority is Priority.URGENT


def test_the_board_of_one_client_holds_nobody_else(busy: Desk) -> None:
    board = busy.board("tuy")
    assert {t.client for column in Status for t in board.column(column)} == {"tuy"}


def test_a_closed_desk_keeps_its_session(busy: Desk, held: Held) -> None:
    assert (Focus, "focus") in held()
    busy.start_break()
    assert any(kind is Break for kind, _ in held())


@pytest.mark.parametrize("error", PupitreError.__subclasses__())
def test_errors_can_be_raised_and_compared_by_identity(error: type[PupitreError]) -> None:
    assert issubclass(error, Exception)
    assert error.__hash__ is not None, "an unhashable exception breaks traceback printing"


@given(st.integers(0, 10**6), st.integers(0, 20), st.integers(1, UNDO_DEPTH))
def test_any_day_can_be_taken_back_verb_by_verb(seed: int, earlier: int, verbs: int) -> None:
    clock, lot, archive = HandClock(), Random(seed), MemoryArchive()
    hand = Hand(Desk(archive, clock, counted_ids("a")), clock, lot, counted_ids("x"), lambda _: None)
    for _ in range(earlier):
        act_today(hand)
    desk = Desk(archive, clock, counted_ids("b"))
    before = _without_quiet(desk)
    hand = dataclasses.replace(hand, desk=desk)
    for _ in range(verbs):
        act_today(hand)
    while desk.last_done is not None:
        desk.undo()
    assert _without_quiet(desk) == before
    assert archive.kept == snapshot(desk)


def _without_quiet(desk: Desk) -> dict[tuple[type[Value], str], Value]:
    """Leave out what no verb keeps: drafts, tomorrow’s three, a sign of life; an open call goes as a whole."""
    return {
        (kind, key): v for (kind, key), v in snapshot(desk).items()
        if kind not in {Report, Focus, Evening} and not (isinstance(v, Interruption) and v.last_seen)
    }


def test_the_time_worked_on_a_task_follows_it_to_another_client_and_undo_brings_it_back(
    busy: Desk, clock: HandClock
) -> None:
    other = busy.add_client("Cabinet Brumecourt")
    devis = key(busy, "Devis")
    busy.pause()
    before = snapshot(busy)
    busy.edit_task(replace(busy.task(devis), client=other.id))
    entries = [e for e in busy.ledger.table(Entry).values() if e.task == devis]
    assert [e.client for e in entries] == [other.id]
    assert busy.focus is not None
    assert busy.focus.client == other.id
    busy.edit_task(replace(busy.task(devis), client=None))
    assert not any(e.billable for e in busy.ledger.table(Entry).values() if e.task == devis)
    busy.undo()
    busy.undo()
    assert snapshot(busy) == before


def test_an_absence_that_is_not_to_be_counted_is_not_however_late_the_answer(clock: HandClock) -> None:
    memory = MemoryArchive()
    desk = Desk(memory, clock, counted_ids())
    desk.start(desk.add_task(desk.understand("Dictée")).id)
    clock.advance(minutes=5)
    desk.heartbeat()
    clock.advance(minutes=60)
    found = Desk(memory, clock, iter(("again", "and again", "once more")).__next__)
    found.settle()
    assert found.question is not None
    for _ in range(4):
        clock.advance(minutes=1)
        found.heartbeat()
        assert found.focus is not None
        assert found.focus.worked(clock()) == timedelta(minutes=5)
    found.recover(Recovery.RESUME)
    assert found.focus is not None
    assert found.focus.worked(clock()) == timedelta(minutes=5)
    assert [e.length for e in found.ledger.table(Entry).values()] == [timedelta(minutes=5)]
    found.undo()
    assert state_of(found.focus) is State.PAUSED
    assert [e.length for e in found.ledger.table(Entry).values()] == [timedelta(minutes=5)], "sure work stays"


def test_a_refused_answer_to_the_recovery_can_be_given_again(clock: HandClock) -> None:
    memory = MemoryArchive()
    desk = Desk(memory, clock, counted_ids())
    desk.start(desk.add_task(desk.understand("Dictée")).id)
    clock.advance(minutes=10)
    found = Desk(memory, clock, counted_ids("again"))
    found.settle()
    memory.fail_next = 1
    with pytest.raises(StorageFailed):
        found.recover(Recovery.STOP)
    assert found.question is not None
    found.recover(Recovery.STOP)
    assert found.focus is None


def test_time_noted_for_an_earlier_day_is_of_that_day_and_after_its_work(busy: Desk, clock: HandClock) -> None:
    busy.stop()
    monday, task = busy.today, key(busy, "Relances")
    end = max(e.end for e in busy.ledger.table(Entry).values())
    clock.advance(minutes=24 * 60)
    busy.note_time(task, 20, "appel", monday)
    noted = next(e for e in busy.ledger.table(Entry).values() if e.note == "appel")
    assert (noted.start, noted.length) == (end, timedelta(minutes=20))
    assert busy.facts("tuy", monday).without_time == ()


def test_a_session_that_went_on_before_the_answer_is_left_as_it_is(clock: HandClock) -> None:
    memory = MemoryArchive()
    desk = Desk(memory, clock, counted_ids())
    desk.start(desk.add_task(desk.understand("Dictée")).id)
    clock.advance(minutes=5)
    desk.heartbeat()
    clock.advance(minutes=60)
    found = Desk(memory, clock, counted_ids("again"))
    found.settle()
    found.resume()
    clock.advance(minutes=2)
    before = found.focus
    found.recover(Recovery.STOP)
    assert found.focus == before
    assert found.question is None
    found.stop()
    lengths = sorted(e.length for e in found.ledger.table(Entry).values())
    assert lengths == [timedelta(minutes=2), timedelta(minutes=5)]
