"""What comes again: a year of it walked day by day, never twice, caught up once, and every way to change it."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import holidays
import pytest

from pupitre.client import ClientState
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.errors import Invalid
from pupitre.quick import Understanding
from pupitre.recurrence import Recurrence
from pupitre.recurring import task_id
from pupitre.rules import LAST, Every, Rule, Shift
from pupitre.task import Status, Task
from pupitre.value import replace
from tests.memory import PARIS, HandClock, MemoryArchive, counted_ids

MONDAY = date(2026, 11, 23)
DAILY = Recurrence(id="", title="Point du matin", rule=Rule(every=Every.DAY, first=MONDAY))


def turn(desk: Desk) -> None:
    """Do what the application does at the turn of a day."""
    desk.make_recurring()
    list(desk.closing_days())


def walked(desk: Desk, clock: HandClock, first: date, last: date) -> Iterator[date]:
    """Let each day begin, at half past eight."""
    day = first
    while day <= last:
        clock.set(f"{day}T08:30")
        turn(desk)
        yield day
        day += timedelta(days=1)


def dues(desk: Desk, key: str) -> list[date]:
    """Return the days of the open tasks of a recurrence."""
    return [t.deadline.day for t in desk.open_in(key) if t.deadline]


def sharp(text: str) -> list[date]:
    return [date(2026, int(m), int(d)) for d, m in (pair.split("/") for pair in text.split())]


FIRST = date(2026, 1, 1)
KINDS = {
    "jour": Rule(every=Every.DAY, first=FIRST),
    "ouvré": Rule(every=Every.WORKING_DAY, first=FIRST),
    "ouvrable": Rule(every=Every.OUVRABLE, first=FIRST),
    "semaine": Rule(every=Every.WEEK, first=FIRST, weekdays=(0,), shift=Shift.AFTER),
    "quinzaine": Rule(every=Every.FORTNIGHT, first=FIRST, weekdays=(4,), shift=Shift.BEFORE),
    "le 15": Rule(every=Every.MONTH_DATE, first=FIRST, day=15, shift=Shift.SKIP),
    "premier mardi": Rule(every=Every.MONTH_WEEKDAY, first=FIRST, weekdays=(1,), rank=1),
    "fin de mois": Rule(every=Every.LAST_WORKING_DAY, first=FIRST),
    "trimestre": Rule(every=Every.QUARTER, first=date(2026, 1, 31), day=LAST, shift=Shift.AFTER),
    "an": Rule(every=Every.YEAR, first=date(2026, 12, 15)),
}
BY_HAND = {
    "semaine": sharp(
        "5/1 12/1 19/1 26/1 2/2 9/2 16/2 23/2 2/3 9/3 16/3 23/3 30/3 7/4 13/4 20/4 27/4 4/5 11/5 18/5 26/5 1/6 8/6 "
        "15/6 22/6 29/6 6/7 13/7 20/7 27/7 3/8 10/8 17/8 24/8 31/8 7/9 14/9 21/9 28/9 5/10 12/10 19/10 26/10 2/11 "
        "9/11 16/11 23/11 30/11 7/12 14/12 21/12 28/12"
    ),
    "quinzaine": sharp(
        "2/1 16/1 30/1 13/2 27/2 13/3 27/3 10/4 24/4 7/5 22/5 5/6 19/6 3/7 17/7 31/7 14/8 28/8 11/9 25/9 9/10 23/10 "
        "6/11 20/11 4/12 18/12 31/12"
    ),
    "le 15": sharp("15/1 15/4 15/5 15/6 15/7 15/9 15/10 15/12"),
    "premier mardi": sharp("6/1 3/2 3/3 7/4 5/5 2/6 7/7 4/8 1/9 6/10 3/11 1/12"),
    "fin de mois": sharp("30/1 27/2 31/3 30/4 29/5 30/6 31/7 31/8 30/9 30/10 30/11 31/12"),
    "trimestre": sharp("2/2 30/4 31/7 2/11"),
    "an": sharp("15/12"),
}


def test_a_year_of_all_kinds_is_made_day_by_day_with_its_holidays_and_both_nights_of_the_clocks() -> None:
    clock = HandClock()
    clock.set("2025-12-31T18:00")
    desk = Desk(MemoryArchive(), clock, counted_ids())
    keys = {
        title: desk.keep_recurrence(Recurrence(id="", title=title, rule=rule, hour=time(9, 30))).id
        for title, rule in KINDS.items()
    }
    seen: dict[str, list[date]] = {title: [] for title in KINDS}
    for day in walked(desk, clock, FIRST, date(2026, 12, 31)):
        for title, key in keys.items():
            for task in desk.open_in(key):
                assert task.deadline == Deadline.on(day, time(9, 30), PARIS), "it appears on its day"
                seen[title].append(day)
                desk.complete(task.id)
    french = holidays.country_holidays("FR", years=2026)
    every = [FIRST + timedelta(days=n) for n in range(365)]
    assert seen["jour"] == every
    assert seen["ouvré"] == [d for d in every if d.weekday() < 5 and d not in french]
    assert seen["ouvrable"] == [d for d in every if d.weekday() < 6 and d not in french]
    assert {title: found for title, found in seen.items() if title in BY_HAND} == BY_HAND
    made = [v for month in desk.past.months() for v in desk.past.values(month) if isinstance(v, Task)]
    nights = [t.deadline.at for t in made if t.series == keys["jour"] and t.deadline and t.series_on in
              {date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24), date(2026, 10, 25)}]
    assert sorted(at.hour for at in nights if at) == [7, 7, 8, 8], "half past nine in Paris, whatever the season"


def test_a_line_with_a_rule_becomes_a_recurrence_and_its_first_task(desk: Desk) -> None:
    client = desk.add_client("Tuyaudec")
    rule = Rule(every=Every.WEEK, first=MONDAY, weekdays=(0, 3))
    desk.add_recurrence(
        Understanding(title="Relances", client=client, rule=rule, estimate_min=30, category="relances")
    )
    (task,) = desk.ledger.table(Task).values()
    assert (task.title, task.client, task.estimate_min, task.category) == ("Relances", client.id, 30, "relances")
    assert task.deadline == Deadline(MONDAY)
    assert [c.due for c in desk.coming(desk.recurrences()[0], 3)] == [
        MONDAY, date(2026, 11, 26), date(2026, 11, 30),
    ]
    with pytest.raises(Invalid, match="rule"):
        desk.add_recurrence(Understanding(title="Sans règle"))
    with pytest.raises(Invalid, match="title"):
        desk.add_recurrence(Understanding(title=" ", rule=rule))


def test_a_week_without_pupitre_is_one_task_of_each_day_but_each_of_the_weeks(desk: Desk, clock: HandClock) -> None:
    daily = desk.keep_recurrence(DAILY).id
    weekly = desk.keep_recurrence(replace(DAILY, rule=Rule(every=Every.WEEK, first=MONDAY, weekdays=(1,)))).id
    for task in desk.open_in(daily):
        desk.complete(task.id)
    clock.set("2026-12-09T09:00")
    made = {m.recurrence.id: m for m in desk.make_recurring()}
    assert dues(desk, daily) == [date(2026, 12, 9)]
    assert made[daily].missed == 15
    assert dues(desk, weekly) == [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 8)]
    assert made[weekly].missed == 0


def test_nothing_is_made_twice_by_another_turn_another_run_a_deletion_or_an_undo(
    desk: Desk, clock: HandClock, archive: MemoryArchive
) -> None:
    key = desk.keep_recurrence(DAILY).id
    desk.edit_recurrence(replace(desk.recurrence(key), title="Point"))
    for day in walked(desk, clock, MONDAY, date(2026, 11, 24)):
        assert dues(desk, key)[-1] == day
    desk.delete_task(task_id(key, date(2026, 11, 24)))
    desk.complete(task_id(key, MONDAY))
    desk.edit_recurrence(replace(desk.recurrence(key), rule=Rule(every=Every.DAY, first=date(2026, 11, 1))))
    again = Desk(archive, clock, counted_ids("other"))
    for each in (desk, again):
        assert each.make_recurring() == ()
        assert each.open_in(key) == ()
    clock.set("2026-11-25T09:00")
    turn(desk)
    desk.complete(task_id(key, date(2026, 11, 25)))
    desk.pause_recurrence(key, paused=True)
    clock.set("2026-11-26T09:00")
    list(desk.closing_days())
    # A backup of an older desk knows less than the months do.
    desk._quietly_bring((replace(desk.recurrence(key), paused=False, made_until=MONDAY),))
    clock.set("2026-11-25T20:00")
    assert desk.make_recurring() == ()
    assert desk.open_in(key) == ()


def test_undoing_what_changed_a_recurrence_before_midnight_makes_nothing_twice_after_it(
    desk: Desk, clock: HandClock
) -> None:
    key = desk.keep_recurrence(DAILY).id
    desk.edit_recurrence(replace(desk.recurrence(key), title="Point"))
    clock.set("2026-11-24T09:00")
    desk.make_recurring()
    desk.undo()
    desk.make_recurring()
    assert dues(desk, key) == [MONDAY, date(2026, 11, 24)]
    assert desk.recurrence(key).title == "Point du matin"


def test_lead_days_show_what_is_ahead_and_an_end_takes_it_away_again(desk: Desk) -> None:
    key = desk.keep_recurrence(replace(DAILY, lead_days=3)).id
    ahead = [MONDAY + timedelta(days=n) for n in range(4)]
    assert dues(desk, key) == ahead
    desk.start(task_id(key, ahead[3]))
    desk.end_recurrence(key, ahead[1])
    assert dues(desk, key) == [ahead[0], ahead[1], ahead[3]], "what was begun stays"
    with pytest.raises(Invalid, match="until"):
        desk.end_recurrence(key, MONDAY - timedelta(days=1))
    desk.end_recurrence(key, None)
    assert dues(desk, key) == ahead, "what only the end took away comes back"
    desk.skip_day(key, ahead[2])
    desk.end_recurrence(key, ahead[1])
    desk.end_recurrence(key, ahead[3])
    assert dues(desk, key) == [ahead[0], ahead[1], ahead[3]], "what she took out herself does not"


def test_undoing_a_recurrence_after_the_turn_of_the_day_leaves_none_of_its_tasks(
    desk: Desk, clock: HandClock
) -> None:
    key = desk.keep_recurrence(DAILY).id
    clock.set("2026-11-24T09:00")
    desk.make_recurring()
    assert dues(desk, key) == [MONDAY, date(2026, 11, 24)]
    desk.undo()
    assert desk.open_in(key) == ()
    assert desk.recurrences() == ()


def test_another_rule_promises_nothing_twice(desk: Desk) -> None:
    weekly = Rule(every=Every.WEEK, first=MONDAY, weekdays=(3,))
    key = desk.keep_recurrence(replace(DAILY, rule=weekly, lead_days=7)).id
    thursday, friday = date(2026, 11, 26), date(2026, 11, 27)
    assert dues(desk, key) == [thursday]
    desk.edit_recurrence(replace(desk.recurrence(key), rule=replace(weekly, weekdays=(4,)), title="Autre"))
    assert dues(desk, key) == [friday]
    desk.undo()
    assert dues(desk, key) == [thursday]
    desk.start(task_id(key, thursday))
    desk.edit_recurrence(replace(desk.recurrence(key), rule=replace(weekly, weekdays=(4,))))
    assert dues(desk, key) == [thursday, friday], "what was begun stays"


def test_what_is_ahead_moves_with_the_holiday_rule(desk: Desk, clock: HandClock) -> None:
    clock.set("2026-12-21T09:00")
    weekly = Rule(every=Every.WEEK, first=date(2026, 12, 21), weekdays=(4,), shift=Shift.AFTER)
    key = desk.keep_recurrence(replace(DAILY, rule=weekly, lead_days=9, hour=time(9))).id
    assert dues(desk, key) == [date(2026, 12, 28)]
    desk.edit_recurrence(replace(desk.recurrence(key), rule=replace(weekly, shift=Shift.BEFORE)))
    assert [t.deadline for t in desk.open_in(key)] == [Deadline.on(date(2026, 12, 24), time(9), PARIS)]


def test_one_day_can_be_left_out_and_one_task_changed_alone(desk: Desk, clock: HandClock) -> None:
    key = desk.keep_recurrence(replace(DAILY, lead_days=2)).id
    first, second, third = desk.open_in(key)
    desk.skip_day(key, date(2026, 11, 24))
    desk.skip_day(key, date(2026, 11, 26))
    desk.edit_task(replace(third, title="Point avec Maëlle"))
    assert [c.skipped for c in desk.coming(desk.recurrence(key), 4)] == [False, True, False, True]
    desk.start(first.id)
    with pytest.raises(Invalid, match="series"):
        desk.skip_day(key, MONDAY)
    for _ in walked(desk, clock, date(2026, 11, 24), date(2026, 11, 27)):
        pass
    assert second.id not in desk.ledger.table(Task)
    assert [t.title for t in desk.open_in(key)] == ["Point du matin", "Point avec Maëlle", *["Point du matin"] * 3]
    assert dues(desk, key)[:3] == [MONDAY, date(2026, 11, 25), date(2026, 11, 27)]


def test_a_changed_recurrence_changes_what_is_to_come_and_when_asked_what_is_open(desk: Desk) -> None:
    client = desk.add_client("Tuyaudec")
    key = desk.keep_recurrence(replace(DAILY, lead_days=7)).id
    desk.edit_task(replace(desk.open_in(key)[0], estimate_min=50))
    desk.edit_recurrence(replace(desk.recurrence(key), title="Appel"))
    assert {t.title for t in desk.open_in(key)} == {"Point du matin"}
    changed = replace(
        desk.recurrence(key), title="Appel du soir", client=client.id, hour=time(18),
        rule=Rule(every=Every.WEEK, first=MONDAY, weekdays=(2,)),
    )
    desk.edit_recurrence(changed, open_too=True)
    found = desk.open_in(key)
    assert [(t.title, t.client, t.deadline) for t in found] == [
        ("Appel du soir", client.id, Deadline.on(day, time(18), PARIS)) for day in (MONDAY, date(2026, 11, 25))
    ], "today's promise stays, what was only ahead follows the rule"
    assert found[0].estimate_min == 50, "what she changed in one of them stays hers"
    desk.undo()
    assert len(desk.open_in(key)) == 8


def test_what_was_done_today_is_not_made_again_by_another_rule(desk: Desk) -> None:
    key = desk.keep_recurrence(DAILY).id
    desk.complete(task_id(key, MONDAY))
    desk.edit_recurrence(replace(desk.recurrence(key), rule=Rule(every=Every.WORKING_DAY, first=MONDAY)))
    assert desk.open_in(key) == ()
    assert desk.task(task_id(key, MONDAY)).status is Status.DONE


def test_a_pause_makes_nothing_and_nothing_of_it_is_caught_up(desk: Desk, clock: HandClock) -> None:
    weekly = Rule(every=Every.WEEK, first=MONDAY, weekdays=(0,))
    key = desk.keep_recurrence(replace(DAILY, rule=weekly)).id
    desk.pause_recurrence(key, paused=True)
    for _ in walked(desk, clock, MONDAY, date(2026, 12, 15)):
        pass
    desk.pause_recurrence(key, paused=False)
    assert dues(desk, key) == [MONDAY]
    clock.set("2026-12-21T09:00")
    turn(desk)
    assert dues(desk, key) == [MONDAY, date(2026, 12, 21)]


@pytest.mark.parametrize("state", [ClientState.PAUSED, ClientState.CLOSED])
def test_a_client_that_is_paused_or_closed_gets_nothing(
    desk: Desk, clock: HandClock, state: ClientState
) -> None:
    client = desk.add_client("Tuyaudec")
    key = desk.keep_recurrence(replace(DAILY, client=client.id, lead_days=1)).id
    desk.edit_client(replace(client, state=state))
    for _ in walked(desk, clock, MONDAY, date(2026, 12, 1)):
        pass
    assert dues(desk, key) == [MONDAY, date(2026, 11, 24)]
    desk.edit_client(replace(client, state=ClientState.ACTIVE))
    desk.make_recurring()
    assert dues(desk, key)[2:] == [date(2026, 12, 2)]
    with pytest.raises(Invalid, match="client"):
        desk.delete_client(client.id)


def test_a_recurrence_that_goes_leaves_today_and_what_was_begun(desk: Desk) -> None:
    key = desk.keep_recurrence(replace(DAILY, lead_days=3)).id
    desk.start(task_id(key, date(2026, 11, 25)))
    desk.delete_recurrence(key)
    assert dues(desk, key) == [MONDAY, date(2026, 11, 25)]
    desk.undo()
    assert len(desk.open_in(key)) == 4


@pytest.mark.parametrize(("field", "wrong"), [
    ("title", {"title": "\u202e \x00"}), ("client", {"client": "nobody"}), ("estimate", {"estimate_min": 0}),
    ("lead", {"lead_days": 400}), ("first", {"rule": Rule(every=Every.DAY, first=date(1, 1, 1))}),
])
def test_what_cannot_be_kept_is_refused(desk: Desk, field: str, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid, match=field):
        desk.keep_recurrence(replace(DAILY, **wrong))  # type: ignore[arg-type]
    assert desk.recurrences() == ()


def test_asking_again_is_noted_with_the_next_day_to_ask(desk: Desk, clock: HandClock) -> None:
    task = desk.add_task(desk.understand("Pièces 14 à 19"))
    with pytest.raises(Invalid, match="status"):
        desk.chase(task.id, None)
    desk.wait_for(task.id, "Me Brumeval", "les pièces", Deadline(MONDAY))
    since = clock()
    clock.advance(hours=2)
    desk.chase(task.id, Deadline(date(2026, 11, 25)))
    desk.wait_for(task.id, "Me Brumeval", "les pièces signées")
    found = desk.task(task.id)
    assert (found.status, found.chased, found.next_on) == (Status.WAITING, (clock(),), Deadline(date(2026, 11, 25)))
    assert found.waiting_since == since, "who is awaited already is awaited since then"
    desk.reopen(task.id)
    desk.wait_for(task.id, "Me Brumeval", "le timbre")
    assert desk.task(task.id).chased == ()
