"""The sample week on Wednesday at two in the afternoon, and what else a week can hold; reckoned by hand."""

from datetime import date, datetime, timedelta

import pytest

from pupitre.appointment import Appointment, Sort
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.estimates import usual_minutes, usuals
from pupitre.outlook import Outlook
from pupitre.ports import Change, Value
from pupitre.task import Status, Task
from pupitre.value import replace
from tests.memory import PARIS, HandClock, MemoryArchive, counted_ids
from tests.wednesday import WEDNESDAY, as_of

MONDAY = date(2026, 11, 23)


@pytest.fixture
def desk(sample_values: tuple[Value, ...]) -> Desk:
    clock = HandClock(WEDNESDAY)
    return Desk(MemoryArchive(as_of(sample_values, WEDNESDAY)), clock, counted_ids())


def ids(desk: Desk, day: date) -> dict[str, int | None]:
    load = next(d for d in Outlook(desk).week(day - timedelta(days=day.weekday())) if d.day == day)
    return {t.task.id: t.left_min for t in load.tasks}


def test_the_rest_of_wednesday(desk: Desk) -> None:
    """From 14:00 to 18:00 there are 240 minutes; pauses of 5 begin at 14:50, 15:45, 16:40 and 17:35: 240 - 20 = 220.

    Due today: reminders 45 (17:00), her own invoice 10, 32 invoices 75, the site report 150 of which 73 were worked:
    45 + 10 + 75 + 77 = 207. So 220 - 207 = 13 to spare.
    """
    outlook = Outlook(desk)
    account = outlook.account()
    assert (account.hours, account.away, account.appointments, account.pauses) == (240, 0, 0, 20)
    assert account.available == 220
    assert ids(desk, WEDNESDAY.date()) == {"T28": 45, "T03": 10, "T38": 75, "T45": 150 - 73}
    load = outlook.capacity()
    assert (load.promised, load.available, load.spare, load.unestimated) == (207, 220, 13, 0)


def test_the_week_as_it_stands_on_wednesday(desk: Desk) -> None:
    """A whole day has 210 + 285 minutes, and 3 + 5 pauses: 495 - 40 = 455.

    Thursday: 50 left of the permit file (120 - 70), 15, 30 and 120 are 215. Friday: 25 + 120 + 45 + 240 + 45 + 30 +
    30 + 25 + 40 + 15 + 90 + 90 + 10 + 30 = 835, which is 380 too much for Friday alone. Thursday and today take 240
    and 13 of it in advance: 380 - 253 = 127 minutes are missing, and fall on Monday.
    """
    days = Outlook(desk).week(MONDAY)
    assert [(d.promised, d.available, d.spare) for d in days[2:5]] == [
        (207, 220, 13), (215, 455, 240), (835, 455, -380)
    ]
    assert [(d.laid, d.ahead, d.carried) for d in days[2:5]] == [(220, 13, 0), (455, 253, 0), (455, 0, 0)]
    assert [d.over for d in days[:3]] == [True, True, False]
    assert [d.works for d in days[4:]] == [True, False, False]
    assert max(t.short_min for t in days[4].tasks) == 127
    assert {t.task.id: t.short_min for t in days[4].tasks if t.short_min} == {"T37": 87, "T32": 97, "T54": 127}
    monday = Outlook(desk).week(MONDAY + timedelta(days=7))[0]
    assert (monday.carried, monday.promised) == (127, 110)


def test_what_is_at_risk_is_known_two_days_before_and_says_why(desk: Desk) -> None:
    outlook = Outlook(desk)
    assert outlook.risks() == {"T37": 87, "T32": 97, "T54": 127}
    found = outlook.standing("T37")
    # Until Friday 18:00: 220 + 455 + 455. All that is nearer: 207 + 215 and 835 less this one and the two after it.
    assert (found.available, found.nearer_min) == (1130, 207 + 215 + 835 - 90 - 10 - 30)
    assert found.nearer_min + 90 - found.available == 87
    assert (found.planned.short_min if found.planned else None, found.late) == (87, False)
    fits = outlook.standing("T46")
    assert (fits.nearer_min, fits.available - fits.nearer_min - 50, fits.spare) == (207, 158, 158)


def test_an_appointment_and_an_absence_take_their_time_and_are_told_apart(desk: Desk) -> None:
    def at(day: int, hour: int) -> datetime:
        return datetime(2026, 11, day, hour, tzinfo=PARIS)

    desk._quietly(Change((
        Appointment(id="a", title="RDV", start=at(25, 15), end=at(25, 16)),
        Appointment(id="b", title="Congé", sort=Sort.AWAY, first=date(2026, 11, 26), last=date(2026, 11, 26)),
    )))
    outlook = Outlook(desk)
    today = outlook.account()
    # 14:00 to 15:00 has one pause, 16:00 to 18:00 has two: 240 - 60 - 15.
    assert (today.hours, today.appointments, today.pauses, today.available) == (240, 60, 15, 165)
    thursday = outlook.week(MONDAY)[3].account
    assert (thursday.hours, thursday.away, thursday.appointments, thursday.available) == (495, 495, 0, 0)


def test_what_she_chose_for_a_day_counts_there_and_what_has_no_day_is_counted_apart(desk: Desk) -> None:
    outlook = Outlook(desk)
    before = outlook.undated()
    task = desk.add_task(desk.understand("Ranger les dossiers ~20min"))
    assert outlook.undated() == before + 1, "seen at once: the desk changed"
    desk.edit_task(replace(desk.task(task.id), planned_on=date(2026, 11, 26)))
    assert outlook.undated() == before
    assert ids(desk, date(2026, 11, 26))[task.id] == 20
    desk.edit_task(replace(desk.task("T54"), estimate_min=None))
    assert outlook.week(MONDAY)[4].unestimated == 1


def test_what_is_pressed_by_its_whole_or_by_what_waits_for_it_is_not_ahead_on_the_day_itself() -> None:
    clock = HandClock()
    clock.set("2026-11-25T14:00")
    desk = Desk(MemoryArchive(), clock, counted_ids())
    whole = desk.add_task(desk.understand("Dossier aujourd'hui"))
    desk.add_part(whole.id, desk.understand("Rédiger ~1h"))
    last = desk.add_task(desk.understand("Envoyer aujourd'hui ~10"))
    first = desk.add_task(desk.understand("Imprimer ~20"))
    desk.edit_task(replace(desk.task(last.id), after=(first.id,)))
    today = Outlook(desk).week(MONDAY)[2]
    assert (today.laid, today.ahead, today.carried) == (90, 0, 0)


def test_what_is_late_counts_for_today(desk: Desk) -> None:
    desk.edit_task(replace(desk.task("T54"), deadline=Deadline(date(2026, 11, 23))))
    assert ids(desk, WEDNESDAY.date())["T54"] == 30
    assert Outlook(desk).standing("T54").late


def test_after_hours_and_on_a_day_off_nothing_is_available(sample_values: tuple[Value, ...]) -> None:
    clock = HandClock(WEDNESDAY)
    desk = Desk(MemoryArchive(sample_values), clock, counted_ids())
    outlook = Outlook(desk)
    clock.set("2026-11-25T19:00")
    load = outlook.capacity()
    assert (load.available, load.works, load.hours) == (0, True, False)
    clock.set("2026-11-25T07:00")
    load = outlook.capacity()
    assert (load.available, load.works, load.hours) == (455, True, True)
    clock.set("2026-11-28T10:00")
    assert (outlook.capacity().available, outlook.capacity().works) == (0, False)
    clock.set("2026-11-26T01:30")
    assert outlook.capacity().hours is False, "the day before still lasts"


def test_a_minute_is_reckoned_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    outlook, reckoned, look = Outlook(desk), [], desk.laid_out
    monkeypatch.setattr(desk, "laid_out", lambda: reckoned.append(1) or look())  # type: ignore[func-returns-value]
    clock = desk.clock
    assert isinstance(clock, HandClock)
    for _ in range(59):
        outlook.plan()
        outlook.risks()
        outlook.week(MONDAY)
        clock.advance(seconds=1)
    assert len(reckoned) == 1
    clock.advance(seconds=1)
    outlook.plan()
    desk.pin("T28")
    outlook.plan()
    assert len(reckoned) == 3, "a new minute, and a change"


# -- what is usual ---------------------------------------------------------------------------------


def done(key: str, category: str, estimate: int | None, took: int) -> Task:
    made = datetime(2026, 11, 2, 9, tzinfo=PARIS)
    return Task(id=key, title=key, created=made, category=category, estimate_min=estimate, status=Status.DONE,
                done_at=made, worked_before=timedelta(minutes=took))


def measured(*tasks: Task) -> tuple[list[Task], dict[str, int]]:
    return list(tasks), {t.id: int(t.worked_before / timedelta(minutes=1)) for t in tasks}


def test_what_is_usual_are_medians_of_at_least_three() -> None:
    tasks = [
        done("1", "rédaction", 30, 42), done("2", "Rédaction", 30, 40), done("3", "rédaction", 60, 300),
        done("4", "relance", 10, 20), done("5", "relance", 10, 30), done("6", "", 10, 30), done("7", "", 10, 30),
        done("8", "", 10, 30),
    ]
    found = usuals(*measured(*tasks))
    assert [(u.category, u.tasks, u.estimated, u.took, round(u.ratio, 2)) for u in found] == [
        ("rédaction", 3, 30, 42, 1.4)
    ]


def test_the_usual_time_is_proposed_from_three_finished_tasks_on() -> None:
    tasks = [done("1", "mise_en_page", None, 20), done("2", "mise en page", 15, 30), done("3", "saisie", None, 99)]
    assert usual_minutes("Mise en page", *measured(*tasks)) is None
    tasks.append(done("4", "mise_en_page", None, 50))
    assert usual_minutes("Mise en page", *measured(*tasks)) == (30, 3)
    open_ = replace(tasks[0], id="9", status=Status.TODO)
    never = replace(tasks[0], id="10", worked_before=timedelta())
    assert usual_minutes("Mise en page", *measured(*tasks, open_, never)) == (30, 3)
    assert usual_minutes("", *measured(*tasks)) is None


def test_closed_months_tell_what_is_usual_as_well(sample_values: tuple[Value, ...]) -> None:
    clock = HandClock(datetime(2026, 12, 4, 10, tzinfo=PARIS))
    desk = Desk(MemoryArchive(sample_values), clock, counted_ids())
    before = Outlook(desk).usuals()
    for _ in desk.closing_days():
        pass
    assert desk.past.months() == ("2026-11",)
    assert before == Outlook(desk).usuals() != ()
