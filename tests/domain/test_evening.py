"""The end of a day on the desk itself: what each step asks for, what is kept of it, and who is owed a report."""

from collections.abc import Iterable
from datetime import date, time, timedelta

import pytest

from pupitre import demo
from pupitre.client import Client, ClientState, Frequency, ReportPlan
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.due import Signs, due_on, read_by
from pupitre.entry import Entry
from pupitre.errors import Invalid
from pupitre.evening import Draft, Under
from pupitre.interruption import Details
from pupitre.leaving import Leaver, tasks_of
from pupitre.ports import Value
from pupitre.report import Sent, Span, Step
from pupitre.ritual import Evening, Stage
from pupitre.settings import Settings
from pupitre.strip import Segment
from pupitre.task import Task
from pupitre.value import replace
from tests.memory import PARIS, HandClock, MemoryArchive, counted_ids

TUY = Client(
    id="tuy", name="Tuyaudec", label="TUY", report=ReportPlan(frequency=Frequency.WHEN_WORKED, send_by="18h15"),
)
BRU = Client(id="bru", name="Brumeval", label="BRU", report=ReportPlan(send_by="18:00"))
MONDAY = date(2026, 11, 23)
WORK = Signs(worked=True)


def desk_at(clock: HandClock, *values: Value, archive: MemoryArchive | None = None) -> Desk:
    return Desk(archive or MemoryArchive((TUY, BRU, *values)), clock, counted_ids())


def task(clock: HandClock, key: str, client: str | None = "tuy", **more: object) -> Task:
    return Task(id=key, title=f"Tâche {key}", client=client, created=clock() - timedelta(days=3), **more)  # type: ignore[arg-type]


def keys(items: Iterable[object]) -> list[str]:
    return [i.id if isinstance(i, Task) else i.key if isinstance(i, Segment) else str(i) for i in items]


def stage(desk: Desk) -> Stage | None:
    return desk.stage


def worked(desk: Desk, clock: HandClock, key: str, minutes: int) -> None:
    desk.start(key)
    clock.advance(minutes=minutes)
    desk.heartbeat()
    desk.stop()


# -- the steps ---------------------------------------------------------------------------------------


def test_a_day_without_anything_asks_only_for_tomorrow(clock: HandClock) -> None:
    desk = desk_at(clock)
    assert stage(desk) is Stage.TOMORROW
    desk.close_day(())
    assert stage(desk) is None
    assert desk.evening.closed_at == clock()


def test_what_runs_comes_first_and_goes_when_it_ends(clock: HandClock) -> None:
    desk = desk_at(clock, task(clock, "a"))
    desk.start("a")
    clock.advance(minutes=5)
    assert (stage(desk), desk.left(Stage.RUNNING)) == (Stage.RUNNING, (Under.SESSION,))
    desk.begin_interruption()
    assert desk.left(Stage.RUNNING) == (Under.INTERRUPTION, Under.SESSION)
    desk.end_interruption(Details())
    desk.stop()
    desk.start_break()
    assert desk.left(Stage.RUNNING) == (Under.PAUSE,)
    desk.end_break()
    assert desk.left(Stage.RUNNING) == ()


def test_gaps_in_her_hours_are_asked_about_until_they_are_filled_or_were_no_work(clock: HandClock) -> None:
    desk = desk_at(clock, task(clock, "a"))
    clock.set("2026-11-23T11:30")
    worked(desk, clock, "a", 10)
    clock.set("2026-11-23T14:00")
    worked(desk, clock, "a", 10)
    clock.advance(minutes=9)
    gaps = [i for i in desk.left(Stage.TIMES) if isinstance(i, Segment)]
    hours = [(g.start.astimezone(PARIS).time(), g.end.astimezone(PARIS).time()) for g in gaps]
    assert hours == [(time(11, 40), time(12)), (time(13, 15), time(14))], "lunch is none, nine minutes are none"
    desk.leave_as_is(gaps[0])
    desk.fill_gap(gaps[1].start, gaps[1].end, client="tuy")
    assert desk.left(Stage.TIMES) == ()
    desk.undo()
    desk.undo()
    assert keys(desk.left(Stage.TIMES)) == keys(gaps)


def asked(desk: Desk) -> list[tuple[time, time]]:
    gaps = [i for i in desk.left(Stage.TIMES) if isinstance(i, Segment)]
    return [(g.start.astimezone(PARIS).time(), g.end.astimezone(PARIS).time()) for g in gaps]


def test_the_minutes_of_the_evening_itself_are_not_asked_about(clock: HandClock) -> None:
    desk = desk_at(clock, task(clock, "a"))
    clock.set("2026-11-23T16:50")
    worked(desk, clock, "a", 10)
    clock.set("2026-11-23T17:20")
    desk.begin_evening()
    for later in ("2026-11-23T17:25", "2026-11-23T17:40"):
        clock.set(later)
        desk.begin_evening()
        assert asked(desk) == [(time(17), time(17, 20))]
    desk.close_day(())
    for later in ("2026-11-23T17:45", "2026-11-23T17:58"):
        clock.set(later)
        desk.begin_evening()
        assert asked(desk) == [(time(17), time(17, 20))], "nor what comes after it"


def test_an_evening_that_was_only_looked_at_hides_no_gap(clock: HandClock) -> None:
    desk = desk_at(clock, task(clock, "a"))
    clock.set("2026-11-23T14:00")
    worked(desk, clock, "a", 10)
    desk.begin_evening()
    clock.set("2026-11-23T15:00")
    worked(desk, clock, "a", 10)
    assert asked(desk) == [(time(14, 10), time(15))], "work followed"
    clock.set("2026-11-23T17:30")
    desk.begin_evening()
    assert asked(desk) == [(time(14, 10), time(15)), (time(15, 10), time(17, 30))]


def test_what_took_no_time_is_missing_in_no_report_of_that_day_or_week(clock: HandClock) -> None:
    desk = desk_at(clock, task(clock, "a"), task(clock, "b"))
    desk.complete("a")
    assert desk.step(desk.facts("tuy", MONDAY)) is Step.TO_COMPLETE
    desk.leave_as_is(desk.task("a"))
    assert desk.step(desk.facts("tuy", MONDAY)) is Step.READY
    for day in range(24, 28):
        clock.set(f"2026-11-{day}T18:30")
        desk.close_day(())
    week = desk.facts("tuy", date(2026, 11, 27), Span.WEEK)
    assert [t.id for t in week.without_time] == ["a"]
    assert desk.untimed(week) == ()
    clock.set("2026-12-01T18:30")
    desk.close_day(())
    assert [e.day.day for e in desk.ledger.table(Evening).values()] == [27, 1], "no answer is kept for ever"


def test_a_finished_task_without_time_is_asked_about_once(clock: HandClock) -> None:
    desk = desk_at(clock, task(clock, "a"), task(clock, "own", client=None))
    desk.complete("a")
    desk.complete("own")
    assert keys(desk.left(Stage.TIMES)) == ["a"]
    desk.leave_as_is(desk.task("a"))
    assert desk.left(Stage.TIMES) == ()
    desk.undo()
    desk.note_time("a", 10)
    assert desk.left(Stage.TIMES) == ()


def test_only_what_was_due_or_begun_and_has_no_reason_and_date_is_asked_about(clock: HandClock) -> None:
    due = Deadline(MONDAY)
    desk = desk_at(
        clock, task(clock, "due", deadline=due), task(clock, "late", deadline=Deadline(MONDAY - timedelta(days=3))),
        task(clock, "begun", deadline=Deadline(MONDAY + timedelta(days=2))), task(clock, "later"),
        task(clock, "done", deadline=due), task(clock, "awaited", deadline=due), task(clock, "outside", deadline=due),
    )
    worked(desk, clock, "begun", 10)
    desk.complete("done")
    desk.wait_for("awaited", "client")
    desk.mark_out_of_scope("outside", "pas prévu")
    assert set(keys(desk.left(Stage.TASKS))) == {"due", "late", "begun", "awaited"}
    tomorrow = Deadline(MONDAY + timedelta(days=1))
    for key in ("due", "late", "begun"):
        desk.postpone(key, tomorrow, "Le temps a manqué.")
    assert keys(desk.left(Stage.TASKS)) == ["awaited"]
    desk.wait_for("awaited", "client", "les pièces", tomorrow)
    assert desk.left(Stage.TASKS) == ()
    desk.postpone("due", Deadline.on(MONDAY, time(19), PARIS), "Ce soir.")
    assert keys(desk.left(Stage.TASKS)) == ["due"], "today again is no next date"


def test_a_task_with_a_reason_and_a_date_ahead_is_not_asked_about_whenever_that_was_said(clock: HandClock) -> None:
    desk = desk_at(clock, *(
        task(clock, key, reason="2 patients sur 4 joints.", explained_at=clock() - timedelta(days=2), next_on=next_on)
        for key, next_on in (("ahead", Deadline(MONDAY + timedelta(days=4))), ("over", Deadline(MONDAY)),
                             ("no date", None))
    ))
    for key in ("ahead", "over", "no date"):
        worked(desk, clock, key, 10)
    assert set(keys(desk.left(Stage.TASKS))) == {"over", "no date"}


def test_a_draft_asks_until_it_left_and_only_where_the_client_wants_one_today(clock: HandClock) -> None:
    weekly = replace(BRU, report=ReportPlan(frequency=Frequency.WEEKLY))
    desk = desk_at(clock, weekly, task(clock, "a"), task(clock, "b", client="bru"))
    for key in ("a", "b"):
        worked(desk, clock, key, 10)
    drafts = [d for d in desk.left(Stage.REPORTS) if isinstance(d, Draft)]
    assert [(d.client.id, d.wanted) for d in drafts] == [("tuy", True), ("bru", False)]
    assert desk.open_of(Stage.REPORTS) == 1
    desk.mark_report("tuy", MONDAY, Sent.COPIED)
    assert desk.open_of(Stage.REPORTS) == 0


def test_a_skipped_step_is_passed_and_undo_brings_it_back(clock: HandClock) -> None:
    desk = desk_at(clock, task(clock, "a", deadline=Deadline(MONDAY)))
    assert stage(desk) is Stage.TASKS
    desk.skip_step(Stage.TASKS)
    assert stage(desk) is Stage.TOMORROW
    assert keys(desk.left(Stage.TASKS)) == ["a"], "it is still there to be told on the last page"
    desk.undo()
    assert stage(desk) is Stage.TASKS


def test_the_evening_is_taken_up_where_it_was_by_another_run(clock: HandClock) -> None:
    archive = MemoryArchive((TUY, task(clock, "a", deadline=Deadline(MONDAY)), task(clock, "b")))
    desk = desk_at(clock, archive=archive)
    desk.skip_step(Stage.TASKS)
    desk.choose_three(["b", "a", "b"])
    again = desk_at(clock, archive=archive)
    assert (stage(again), again.evening.three) == (Stage.TOMORROW, ("b", "a"))


# -- tomorrow ----------------------------------------------------------------------------------------


def test_the_three_hold_for_the_next_working_day_and_no_longer(clock: HandClock) -> None:
    clock.set("2026-11-27T18:10")
    desk = desk_at(clock, *(task(clock, key) for key in "abcd"))
    desk.close_day(["c", "a", "b", "d"])
    assert keys(desk.chosen_tomorrow()) == ["c", "a", "b"]
    assert desk.three() == ()
    for moment, expected in (("2026-11-29T10:00", ["c", "a", "b"]), ("2026-11-30T09:00", ["c", "a", "b"]),
                             ("2026-12-01T09:00", [])):
        clock.set(moment)
        assert keys(desk.three()) == expected
    clock.set("2026-11-30T09:00")
    desk.complete("a")
    desk.delete_task("c")
    assert keys(desk.three()) == ["b"]


def test_a_day_that_is_closed_can_be_worked_on_and_says_so(clock: HandClock) -> None:
    desk = desk_at(clock, task(clock, "a"))
    clock.set("2026-11-23T18:30")
    desk.close_day(())
    clock.set("2026-11-23T21:00")
    worked(desk, clock, "a", 25)
    assert desk.worked_after_closing() == timedelta(minutes=25)
    assert stage(desk) is None
    clock.set("2026-11-24T08:00")
    assert desk.evening.closed_at is None, "another day, another evening"
    assert desk.worked_after_closing() == timedelta()


def test_a_day_closed_without_a_choice_keeps_that_the_step_was_skipped(clock: HandClock) -> None:
    desk = desk_at(clock, task(clock, "a"))
    desk.close_day(None)
    assert (desk.evening.skipped, desk.evening.three) == ((Stage.TOMORROW,), ())


def test_closing_a_day_is_one_verb(clock: HandClock) -> None:
    desk = desk_at(clock, task(clock, "a"))
    desk.close_day(["a"])
    desk.undo()
    assert desk.evening == Evening.of(MONDAY)


def test_of_all_evenings_two_stay_on_the_desk(clock: HandClock) -> None:
    desk = desk_at(clock, task(clock, "a"))
    for day in range(23, 28):
        clock.set(f"2026-11-{day}T18:30")
        for _ in desk.closing_days():
            pass
        desk.close_day(["a"])
    assert [e.day.day for e in desk.ledger.table(Evening).values()] == [26, 27]


def test_a_client_that_leaves_is_in_no_evening(clock: HandClock) -> None:
    desk = desk_at(clock, task(clock, "a"), task(clock, "b", client="bru"))
    desk.leave_as_is(desk.task("a"))
    desk.close_day(["a", "b"])
    values = list(desk.everything())
    change = Leaver.of(TUY, tasks_of("tuy", values), values).erasure(values)
    (evening,) = (v for v in change.puts if isinstance(v, Evening))
    assert (evening.three, evening.answered) == (("b",), ())


# -- reports due -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("raw", "weekday", "hour"), [
    ("18:00", None, time(18)), ("18h", None, time(18)), ("18 h 15", None, time(18, 15)), ("9H05", None, time(9, 5)),
    ("à 18h", None, time(18)), ("at 18:00", None, time(18)),
    ("vendredi 17:30", 4, time(17, 30)), ("ven. 17h", 4, time(17)), ("Friday 17:30", 4, time(17, 30)),
    ("vendredi à 17 h", 4, time(17)), ("vendredi", 4, None), ("", None, None), ("avant 12h15", None, time(12, 15)),
    ("18\u00a0h\u00a015", None, time(18, 15)),
])
def test_the_hour_of_a_sheet_is_read(raw: str, weekday: int | None, hour: time | None) -> None:
    by = read_by(raw)
    assert by is not None
    assert (by.weekday, by.hour) == (weekday, hour)


@pytest.mark.parametrize("raw", ["quand tu peux", "25:00", "18:75", "vendre 17h", "[/]", "18:00\x1b[2J", "1" * 9_000])
def test_what_is_no_hour_is_refused_on_the_sheet_and_left_where_a_file_brought_it(raw: str, clock: HandClock) -> None:
    desk = desk_at(clock)
    with pytest.raises(Invalid) as refused:
        desk.edit_client(replace(TUY, report=replace(TUY.report, send_by=raw)))
    assert refused.value.field == "send_by"
    old = replace(TUY, id="old", name="Ancien", label="OLD", report=replace(TUY.report, send_by=raw))
    desk.take_in([old])
    assert desk.edit_client(replace(old, trade="artisan")).trade == "artisan"
    assert desk.reports_due() == ()


def due(frequency: Frequency, send_by: str, day: date, signs: Signs = WORK) -> str:
    found = due_on(ReportPlan(frequency=frequency, send_by=send_by), day, Settings(), signs)
    if found is None:
        return ""
    return f"{found.day:%d/%m} {found.at.astimezone(PARIS):%Hh%M}" if found.at else f"{found.day:%d/%m}"


FRIDAY, SATURDAY = date(2026, 11, 27), date(2026, 11, 28)


@pytest.mark.parametrize(("frequency", "send_by", "day", "signs", "told"), [
    (Frequency.DAILY, "18:00", MONDAY, Signs(promised=True), "23/11 18h00"),
    (Frequency.DAILY, "18:00", MONDAY, Signs(week=True), ""),
    (Frequency.DAILY, "", MONDAY, WORK, ""),
    (Frequency.DAILY, "18:00", SATURDAY, WORK, ""),
    (Frequency.DAILY, "18:00", date(2026, 12, 25), WORK, ""),
    (Frequency.WHEN_WORKED, "18:15", MONDAY, Signs(promised=True), ""),
    (Frequency.DUTY_DAYS, "12:15", MONDAY, WORK, "23/11 12h15"),
    (Frequency.ON_DELIVERY, "17h", MONDAY, WORK, ""),
    (Frequency.ON_DELIVERY, "17h", MONDAY, Signs(delivered=True), "23/11 17h00"),
    (Frequency.WEEKLY, "vendredi 17:30", FRIDAY, Signs(week=True), "27/11 17h30"),
    (Frequency.WEEKLY, "vendredi 17:30", MONDAY, WORK, ""),
    (Frequency.WEEKLY, "jeudi 17:30", FRIDAY, WORK, ""),
    (Frequency.WEEKLY, "", FRIDAY, WORK, "27/11"),
    (Frequency.WEEKLY, "17h", date(2026, 12, 24), WORK, "24/12 17h00"),
    (Frequency.DAILY, "vendredi 17h", MONDAY, WORK, ""),
    (Frequency.DAILY, "vendredi 17h", FRIDAY, WORK, "27/11 17h00"),
])
def test_each_rhythm_has_its_days(frequency: Frequency, send_by: str, day: date, signs: Signs, told: str) -> None:
    assert due(frequency, send_by, day, signs) == told


def test_a_report_is_due_from_the_first_minute_of_work_until_it_is_copied(clock: HandClock) -> None:
    desk = desk_at(clock, task(clock, "a"))
    assert desk.reports_due() == ()
    desk.start("a")
    clock.advance(minutes=1)
    (found,) = desk.reports_due()
    assert (found.client.id, found.due.hour(PARIS)) == ("tuy", time(18, 15))
    desk.mark_report("tuy", MONDAY, Sent.TERMINAL)
    assert len(desk.reports_due()) == 1, "nobody knows whether it arrived"
    desk.mark_report("tuy", MONDAY, Sent.COPIED)
    assert desk.reports_due() == ()


def test_a_client_on_hold_is_owed_none(clock: HandClock) -> None:
    desk = desk_at(clock, replace(TUY, state=ClientState.PAUSED), task(clock, "a"))
    worked(desk, clock, "a", 5)
    assert desk.reports_due() == ()


# -- without news ------------------------------------------------------------------------------------


def told_days(desk: Desk) -> int | None:
    for _ in desk.gathering_news():
        pass
    return desk.without_news(TUY)


def test_a_daily_client_that_heard_nothing_is_named_after_three_working_days_more(clock: HandClock) -> None:
    desk = desk_at(clock, task(clock, "a"))
    desk.mark_report("tuy", MONDAY, Sent.SENT)
    for day, expected in ((24, None), (26, None), (27, 4), (30, 7)):
        clock.set(f"2026-11-{day}T17:00")
        assert told_days(desk) == expected
    desk.mark_report("tuy", date(2026, 11, 30), Sent.FILE)
    assert told_days(desk) == 7, "a file on her own disk is no news"
    desk.mark_report("tuy", date(2026, 11, 30), Sent.MAIL)
    assert told_days(desk) is None


def test_what_a_client_heard_lies_in_the_months_and_is_found_there(clock: HandClock) -> None:
    archive = MemoryArchive((TUY, BRU, task(clock, "a")))
    desk = desk_at(clock, archive=archive)
    desk.mark_report("tuy", MONDAY, Sent.SENT)
    heard = clock()
    clock.set("2026-12-01T09:00")
    for _ in desk.closing_days():
        pass
    again = desk_at(clock, archive=archive)
    archive.read_months.clear()
    assert (again.last_heard("tuy"), again.without_news(TUY)) == (None, None), "not known, and nothing is read"
    assert again.reports_due() == ()
    assert archive.read_months == []
    assert told_days(again) == 8
    assert again.last_heard("tuy") == heard


def test_a_silent_client_stands_among_the_drafts_of_an_evening_and_asks_for_nothing(clock: HandClock) -> None:
    desk = desk_at(clock, task(clock, "a", deadline=Deadline(MONDAY + timedelta(days=9))))
    clock.set("2026-11-30T17:00")
    assert told_days(desk) == 10
    assert desk.left(Stage.REPORTS) == (Draft(TUY, Step.READY, wanted=False, silent=10, empty=True),)
    assert desk.open_of(Stage.REPORTS) == 0
    desk.mark_report("tuy", desk.today, Sent.SENT)
    assert desk.left(Stage.REPORTS) == ()
    desk.undo()
    assert desk.left(Stage.REPORTS) != ()


def test_who_has_nothing_open_and_heard_of_all_work_is_not_named(clock: HandClock) -> None:
    desk = desk_at(clock, Entry(id="e", client="tuy", start=clock() - timedelta(days=6),
                                end=clock() - timedelta(days=6, minutes=-30)))
    assert told_days(desk) == 6
    desk.mark_report("tuy", MONDAY, Sent.SENT)
    clock.set("2026-12-18T17:00")
    assert told_days(desk) is None
    assert desk.without_news(replace(TUY, state=ClientState.CLOSED)) is None


def test_a_client_that_never_heard_anything_waits_since_its_first_work(clock: HandClock) -> None:
    days = [clock() - timedelta(days=n) for n in (0, 3, 6)]
    desk = desk_at(clock, *(
        Entry(id=f"e{n}", client="tuy", start=day - timedelta(hours=1), end=day) for n, day in enumerate(days)
    ))
    assert told_days(desk) == 6


def test_the_demonstration_begins_calmly(clock: HandClock) -> None:
    desk = Desk(MemoryArchive(demo.world("fr")), clock, counted_ids())
    for _ in desk.gathering_news():
        pass
    assert [c.id for c in desk.clients() if desk.without_news(c) is not None] == []
    assert [r.client.id for r in desk.reports_due()] == ["bru", "tuy", "oei"]
