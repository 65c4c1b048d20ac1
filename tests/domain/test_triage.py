"""What slips when an urgency is accepted. Every number was reckoned by hand; the laws hold for any desk."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.deadline import Deadline
from pupitre.entry import Entry
from pupitre.errors import Invalid
from pupitre.planning import Planned, laid_out
from pupitre.ports import Value
from pupitre.settings import Settings
from pupitre.task import Priority, Status, Task
from pupitre.triage import MOST_MOVED, Way, Weighing, weigh
from pupitre.value import replace
from tests.memory import PARIS

SETTINGS = Settings()
STEADY = Settings(remind_breaks=False)
"""Without the pauses the hours are easier to follow: 8:30 to 12:00, 13:15 to 18:00."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


NOW = at("2026-11-25T14:00")


def by(text: str) -> Deadline:
    return Deadline.at_instant(at(text), PARIS) if "T" in text else Deadline(date.fromisoformat(text))


def told(until: Deadline | None) -> str:
    if until is None:
        return "-"
    return until.day.isoformat() if until.at is None else f"{until.at.astimezone(PARIS):%Y-%m-%dT%H:%M}"


def local(moment: datetime | None) -> str:
    return f"{moment.astimezone(PARIS):%a %H:%M}" if moment else "-"


def task(key: str, minutes: int | None, due: str, **more: object) -> Task:
    made = Task(
        id=key, title=key, client=key, created=NOW - timedelta(days=9), estimate_min=minutes, deadline=by(due),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def urgency(minutes: int | None = 90, wished: str = "2026-11-25T17:00") -> Task:
    return task("u", minutes, wished, priority=Priority.URGENT)


def moves(found: Weighing) -> dict[str, str]:
    accept = found.offer(Way.ACCEPT)
    assert accept is not None
    return {key: told(until) for key, until in accept.moves}


def offered(found: Weighing) -> dict[Way, str]:
    return {o.way: told(o.until) for o in found.offers}


# -- the sample week, as it was on Wednesday at 14:00 ---------------------------------------------

def as_of(values: Sequence[Value], now: datetime) -> tuple[list[Task], dict[str, int]]:
    """Return the tasks as they stood at an instant of the week, and the minutes worked on each until then."""
    tasks: list[Task] = []
    worked: dict[str, int] = {}
    for value in values:
        if isinstance(value, Task) and value.created < now:
            over = value.done_at is not None and value.done_at < now
            status = Status.WAITING if value.status is Status.WAITING else Status.TODO
            tasks.append(value if over else replace(value, status=status, done_at=None, next_on=None, reason=""))
        elif isinstance(value, Entry) and value.task is not None and value.start < now:
            minutes = int((min(value.end, now) - value.start) / timedelta(minutes=1))
            worked[value.task] = worked.get(value.task, 0) + minutes
    return tasks, worked


# Her hours: 8:30-12:00 and 13:15-18:00, 50 minutes of work and 5 of pause. A morning holds 50 + 50 + 50 + 45 = 195
# minutes of work, an afternoon 5 × 50 + 10 = 260; what is left of Wednesday holds 4 × 50 + 20 = 220. Counted from now
# there are 220 minutes to Wednesday 18:00, 415 to Thursday noon, 675 to Thursday 18:00, 870 to Friday noon, 970 to
# Friday 15:00, 1020 to 16:00, 1075 to 17:00, 1120 to 17:45, 1130 to 18:00 and 1325 to Monday noon.
# The work there is, by deadline, and the sum so far:
#   Wed  T28 45 (17:00), T03 10, T38 75, T45 150 - 118 worked = 32          162 of 220
#   Thu  T46 120 - 70 = 50, T41 15 (12:00)   227 of 415;   T33 30, T20 120   377 of 675
#   Fri  T42 25, T18 120, T50 45, T09 240 (12:00)                            807 of 870
#        T57 45 (15:00)  852 of 970;  T35 30, T23 30 (16:00)  912;  T14 25, T24 40 (17:00)  977;  T04 15  992
#        T47 90  1082 of 1130;  T37 90  1172: 42 too many;  T32 10  1182: 52;  T54 30  1212: 82
# So three promises of Friday evening were at risk before anybody rang.
# With 90 more, Wednesday holds 252 for 220: 32 too many. T28 (45), T38 (75) or T45 (32) would make the room; T38 and
# T45 are promised last, and T45 has the higher priority: T38 moves. All that was in time then is, T47 with
# 1082 + 90 - 75 = 1097 of 1130. Adding T38's 75 anywhere before Friday 18:00 would make T47 late (1172), so it goes
# to Monday.
# The three that were at risk come 15 minutes later, so they need their dates now. T37: 1097 + 90 = 1187, 57 minutes
# into Monday: 9:32, said as 9:45. T32 (10) now fits on Friday: 1107 of 1130. T54 is a promise for a day: Monday.
# Laid out: T37 ends at 1107 + 90 = 1197 (9:25 + 17), T38 at 1272, 142 minutes into Monday: 100 to 10:15, 42 more from
# 10:20: 11:02, said as 11:15. T54 ends at 1272 + 20 (T01) + 90 (T02) + 30 = 1412, 282 minutes into Monday: 195 in
# the morning, 50 to 14:05, 37 more from 14:10.
# Another hour today does not do: it is the day that is full. Offered for later, nothing may slip, not even what was
# at risk: 1212 + 90 = 1302, 172 minutes into Monday: 150 to 11:10, 22 more from 11:15: 11:37, said as 11:45. T01 (20,
# Monday noon) is kept then: 1322 of 1325.
def test_an_urgency_of_90_minutes_on_wednesday_at_14_for_17(sample_values: tuple[Value, ...]) -> None:
    tasks, worked = as_of(sample_values, NOW)
    found = weigh(replace(urgency(), client="tuy"), tasks, worked, NOW, SETTINGS)
    assert (found.fits, found.outside, found.unestimated, found.waiting) == (True, False, 0, 5)
    assert local(found.finish) == "Wed 16:25", "T28 45 + 90 = 135: three times 45 minutes after 14:00, two pauses"
    assert [
        (s.task.id, s.task.client, s.left_min, local(s.before), local(s.after), s.late_min, told(s.until))
        for s in found.slips
    ] == [
        ("T38", "oei", 75, "Wed 16:20", "Mon 11:02", 1272 - 220, "2026-11-30T11:15"),
        ("T37", "oei", 90, "Mon 09:12", "Mon 09:42", 1197 - 1130, "2026-11-30T09:45"),
        ("T54", "ysa", 30, "Mon 09:57", "Mon 14:47", 1412 - 1130, "2026-11-30"),
    ]
    assert offered(found) == {Way.ACCEPT: "2026-11-25T17:00", Way.DAY: "2026-11-30T11:45", Way.REFUSE: "-"}


def test_what_must_not_move_lets_another_one_move(sample_values: tuple[Value, ...]) -> None:
    # T38 stays: T45 (32) makes the room alone. The rest until Friday then holds 90 - 32 = 58 more: T47 would be at
    # 1140 of 1130, so a second promise yields.
    tasks, worked = as_of(sample_values, NOW)
    found = weigh(urgency(), tasks, worked, NOW, SETTINGS, kept={"T38"})
    assert found.fits
    assert "T38" not in moves(found)
    assert "T45" in moves(found)
    assert offered(found)[Way.DAY] == "2026-11-30T11:45", "what may not move changes nothing in a later offer"


# -- a small desk ----------------------------------------------------------------------------------

def test_nothing_slips_where_there_is_room() -> None:
    found = weigh(urgency(), [task("a", 60, "2026-11-25T18:00")], {}, NOW, STEADY)
    assert (found.fits, found.slips, found.short_min) == (True, (), 0)
    assert local(found.finish) == "Wed 15:30"
    assert offered(found) == {Way.ACCEPT: "2026-11-25T17:00", Way.DAY: "2026-11-26T10:00", Way.REFUSE: "-"}


def test_an_empty_desk_takes_it() -> None:
    found = weigh(urgency(), [], {}, NOW, STEADY)
    assert (found.fits, found.slips, found.unestimated, found.waiting) == (True, (), 0, 0)


def test_what_slips_gets_the_first_quarter_that_fits() -> None:
    # 240 minutes until 18:00; 90 + 180 = 270: the last half hour is done on Thursday from 8:30 to 9:00.
    found = weigh(urgency(), [task("a", 180, "2026-11-25T18:00")], {}, NOW, STEADY)
    assert moves(found) == {"a": "2026-11-26T09:00"}
    [slip] = found.slips
    assert (local(slip.before), local(slip.after), slip.late_min) == ("Wed 17:00", "Thu 09:00", 30)


def test_another_hour_today_is_the_first_at_which_nothing_slips() -> None:
    # 120 minutes are promised for 16:00, the urgency of 60 is wished for 15:30: 90 minutes are no room for it.
    found = weigh(urgency(60, "2026-11-25T15:30"), [task("a", 120, "2026-11-25T16:00")], {}, NOW, STEADY)
    assert moves(found) == {"a": "2026-11-25T17:00"}
    assert offered(found)[Way.HOUR] == "2026-11-25T17:00"
    assert offered(found)[Way.DAY] == "2026-11-26T09:30"


def test_one_promise_that_makes_the_room_moves_rather_than_two() -> None:
    # 240 minutes hold 200 and not 90 more: 50 are missing. The small one presses least, but would not do.
    small = task("b", 20, "2026-11-25T18:00", priority=Priority.LOW)
    assert set(moves(weigh(urgency(), [task("a", 180, "2026-11-25T18:00"), small], {}, NOW, STEADY))) == {"a"}


def test_what_is_late_already_gets_its_date_and_is_not_made_later_by_an_offer() -> None:
    # 450 minutes until Thursday noon for 600: done at 15:45. With 30 more, 630: at 16:15.
    found = weigh(urgency(30), [task("a", 600, "2026-11-26T12:00")], {}, NOW, STEADY)
    assert moves(found) == {"a": "2026-11-26T16:15"}
    assert [(local(s.before), local(s.after), s.late_min) for s in found.slips] == [("Thu 15:45", "Thu 16:15", 180)]
    assert offered(found) == {Way.ACCEPT: "2026-11-25T17:00", Way.DAY: "2026-11-26T16:15", Way.REFUSE: "-"}


def test_a_promise_for_a_day_moves_to_a_day() -> None:
    found = weigh(urgency(), [task("a", 180, "2026-11-25")], {}, NOW, STEADY)
    assert moves(found) == {"a": "2026-11-26"}


def test_the_week_end_and_a_holiday_are_no_days_to_promise() -> None:
    friday = at("2026-12-24T14:00")  # Thursday; the 25th is a holiday, the week-end follows
    wished = replace(urgency(), deadline=by("2026-12-24T18:00"))
    found = weigh(wished, [task("a", 200, "2026-12-24")], {}, friday, STEADY)
    assert moves(found) == {"a": "2026-12-28"}


def test_it_does_not_fit_when_the_hours_are_too_few() -> None:
    found = weigh(urgency(240), [task("a", 60, "2026-11-25T18:00")], {}, NOW, STEADY)
    assert (found.fits, found.short_min) == (False, 60)
    assert moves(found) == {}
    assert [s.task.id for s in found.slips] == ["a"], "what would slip is said all the same"
    assert offered(found)[Way.ACCEPT] == "2026-11-25T17:00", "she may still say yes"


def test_what_is_kept_cannot_yield_and_it_does_not_fit() -> None:
    found = weigh(urgency(), [task("a", 180, "2026-11-25T18:00")], {}, NOW, STEADY, kept={"a"})
    assert (found.fits, found.short_min) == (False, 30)


@pytest.mark.parametrize(("minutes", "due", "field", "why"), [
    (None, "2026-11-25T17:00", "estimate", "empty"), (30, "2026-11-25T13:59", "deadline", "past"),
    (30, "2026-11-25T14:00", "deadline", "past"), (30, "2026-11-24", "deadline", "past"),
])
def test_it_asks_for_effort_and_an_hour_ahead(minutes: int | None, due: str, field: str, why: str) -> None:
    with pytest.raises(Invalid) as refused:
        weigh(urgency(minutes, due), [], {}, NOW, STEADY)
    assert (refused.value.field, refused.value.why) == (field, why)


def test_it_asks_for_an_hour() -> None:
    with pytest.raises(Invalid) as refused:
        weigh(replace(urgency(), deadline=None), [], {}, NOW, STEADY)
    assert (refused.value.field, refused.value.why) == ("deadline", "empty")


@pytest.mark.parametrize(("wished", "outside"), [
    ("2026-11-25T17:00", False), ("2026-11-25T18:00", False), ("2026-11-25T20:00", True),
    ("2026-11-26T07:00", True), ("2026-11-28T10:00", True), ("2026-11-28", True), ("2026-11-27", False),
])
def test_an_hour_outside_her_hours_is_said(wished: str, outside: bool) -> None:
    assert weigh(urgency(30, wished), [], {}, NOW, STEADY).outside is outside


def test_an_appointment_takes_its_time() -> None:
    busy = [(at("2026-11-25T14:00"), at("2026-11-25T16:00"))]
    assert weigh(urgency(60), [], {}, NOW, STEADY, busy).fits
    assert not weigh(urgency(61), [], {}, NOW, STEADY, busy).fits
    later = weigh(urgency(61), [], {}, NOW, STEADY, busy)
    assert offered(later)[Way.HOUR] == "2026-11-25T17:15"


def test_what_cannot_be_weighed_is_counted() -> None:
    waiting = task("w", 60, "2026-11-25T17:00", status=Status.WAITING)
    none = [task("n", None, "2026-11-25T17:00"), task("m", None, "2026-11-26")]
    found = weigh(urgency(), [waiting, *none, task("o", 600, "2026-11-25", out_of_scope=True)], {}, NOW, STEADY)
    assert (found.fits, found.slips, found.unestimated, found.waiting) == (True, (), 2, 1)


def test_what_another_task_waits_for_does_not_move_alone() -> None:
    first, second = task("a", 100, "2026-11-25T18:00"), task("b", 80, "2026-11-25T18:00", after=("a",))
    found = weigh(urgency(), [first, second], {}, NOW, STEADY)
    assert moves(found) == {"b": "2026-11-26T09:00"}


def test_work_done_counts_no_more() -> None:
    assert weigh(urgency(), [task("a", 180, "2026-11-25T18:00")], {"a": 30}, NOW, STEADY).slips == ()


def test_too_many_calls_are_no_way_to_fit() -> None:
    # 240 minutes until 18:00 are all promised in tens: 90 more would move nine, 130 more thirteen.
    many = [task(f"t{n}", 10, "2026-11-25T18:00") for n in range(24)]
    assert len(moves(weigh(urgency(90), many, {}, NOW, STEADY))) == 9
    assert not weigh(urgency((MOST_MOVED + 1) * 10), many, {}, NOW, STEADY).fits


# -- laws ------------------------------------------------------------------------------------------

DAYS = st.integers(0, 12).map(lambda n: date(2026, 11, 25) + timedelta(days=n))


@st.composite
def desks(draw: st.DrawFn) -> list[Task]:
    found = []
    for n in range(draw(st.integers(0, 12))):
        day, hour = draw(DAYS), draw(st.sampled_from([None, 9, 11, 12, 15, 17, 18]))
        due = Deadline(day) if hour is None else by(f"{day}T{hour:02}:00")
        early = draw(st.sampled_from([None, None, None, Deadline(date(2026, 11, 27))]))
        minutes = draw(st.sampled_from([None, 10, 30, 60, 90, 240]))
        made = task(f"t{n}", minutes, "2026-11-25", deadline=due, not_before=early)
        found.append(replace(made, created=NOW - timedelta(hours=n), priority=draw(st.sampled_from(list(Priority)))))
    return found


EFFORTS = st.sampled_from([10, 45, 90, 180, 420])
WISHES = st.sampled_from(
    ["2026-11-25T16:00", "2026-11-25T17:00", "2026-11-25T18:00", "2026-11-26T11:00", "2026-11-27"]
)


def kept_promises(tasks: Sequence[Task], own: Settings) -> set[str]:
    return {p.task.id for p in planned(tasks, own) if in_time(p)}


def planned(tasks: Sequence[Task], own: Settings) -> list[Planned]:
    return [p for p in laid_out(tasks, {}, NOW, own) if p.left_min]


def in_time(each: Planned) -> bool:
    return each.finish is not None and each.due is not None and each.finish <= each.due


def after(tasks: Sequence[Task], found: Weighing, asked: Task) -> list[Task]:
    accept = found.offer(Way.ACCEPT)
    assert accept is not None
    dates = dict(accept.moves)
    return [*(replace(t, next_on=dates.get(t.id)) for t in tasks), asked]


FEW = settings(max_examples=40)


@FEW
@given(desks(), EFFORTS, WISHES, st.sampled_from([SETTINGS, STEADY]))
def test_accepted_with_the_proposed_dates_nothing_that_was_in_time_is_late(
    tasks: list[Task], minutes: int, wished: str, own: Settings
) -> None:
    asked = urgency(minutes, wished)
    found = weigh(asked, tasks, {}, NOW, own)
    kept = kept_promises(after(tasks, found, asked), own)
    if found.fits:
        assert kept >= kept_promises(tasks, own) | {"u"} | set(moves(found))
    else:
        assert moves(found) == {}
    for slip in found.slips:
        assert slip.until is None or slip.until.moment(PARIS) > slip.due


@FEW
@given(desks(), EFFORTS, WISHES)
def test_what_is_offered_for_later_makes_nothing_late_nor_later(tasks: list[Task], minutes: int, wished: str) -> None:
    asked = urgency(minutes, wished)
    found = weigh(asked, tasks, {}, NOW, STEADY)
    before = {p.task.id: p.finish for p in planned(tasks, STEADY)}
    for way in (Way.HOUR, Way.DAY):
        offer = found.offer(way)
        if offer is None:
            continue
        for each in planned([*tasks, replace(asked, deadline=offer.until)], STEADY):
            was = before.get(each.task.id)
            never = each.finish is None and was is None
            assert in_time(each) or never or (each.finish and was and each.finish <= was)


@FEW
@given(desks(), WISHES)
def test_an_urgency_without_effort_slips_nothing(tasks: list[Task], wished: str) -> None:
    found = weigh(urgency(0, wished), tasks, {}, NOW, STEADY)
    assert (found.fits, found.slips) == (True, ())


def test_what_takes_no_time_presses_what_it_waits_for() -> None:
    # 180 minutes must be done before something without an estimate goes out at 18:00: 90 more are 30 too many.
    written = replace(task("a", 180, "2026-11-25"), deadline=None)
    sent = task("b", None, "2026-11-25T18:00", after=("a",))
    found = weigh(urgency(), [written, sent], {}, NOW, STEADY)
    assert (found.fits, found.short_min) == (False, 30)
    assert weigh(urgency(60), [written, sent], {}, NOW, STEADY).fits
