"""Appointments, duties and absences: what they leave free, the silence they bring, and calendars of others."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.appointment import Appointment, CalendarRead, Sort
from pupitre.busy import free, held, taken, work_time
from pupitre.desk import Desk
from pupitre.errors import Invalid
from pupitre.ports import Value
from pupitre.rules import Every, Rule, Shift
from pupitre.settings import Settings
from pupitre.silence import Mode, Occasion, Silence
from pupitre.value import replace
from tests.memory import PARIS, HandClock, MemoryArchive, counted_ids

PLAIN = Settings(remind_breaks=False)
MONDAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), PARIS).astimezone(UTC)


def meeting(begin: datetime, end: datetime, **more: object) -> Appointment:
    return replace(Appointment(id="m", title="RDV", start=begin, end=end, silent=True), **more)  # type: ignore[arg-type]


def desk_with(*values: Value, clock: HandClock | None = None) -> tuple[Desk, HandClock]:
    clock = clock or HandClock()
    return Desk(MemoryArchive((PLAIN, *values)), clock, counted_ids()), clock


def days_free(*appointments: Appointment, day: date = MONDAY) -> timedelta:
    begin, end = at(0, day=day), at(0, day=day + timedelta(days=1))
    return work_time(begin, end, taken(appointments, begin, end, PLAIN), PLAIN)


# -- what is free ------------------------------------------------------------------------------------

WHOLE = timedelta(hours=8, minutes=15)


def test_an_appointment_takes_the_hours_it_has_within_hers() -> None:
    assert days_free() == WHOLE
    assert days_free(meeting(at(9), at(10, 30))) == WHOLE - timedelta(minutes=90)
    assert days_free(meeting(at(11, 30), at(13, 30))) == WHOLE - timedelta(minutes=45), "lunch is not hers to give"
    assert days_free(meeting(at(9), at(10), blocks=False)) == WHOLE
    assert days_free(Appointment(id="c", title="congés", first=MONDAY, last=MONDAY)) == timedelta()


MINUTES = st.integers(0, 24 * 60)


@given(st.lists(st.tuples(MINUTES, st.integers(0, 600)), max_size=8))
def test_what_is_free_is_what_no_appointment_touches_and_overlaps_count_once(made: list[tuple[int, int]]) -> None:
    midnight = at(0)
    booked = [meeting(midnight + timedelta(minutes=b), midnight + timedelta(minutes=b + n), id=str(i))
              for i, (b, n) in enumerate(made)]
    stretches = taken(booked, midnight, midnight + timedelta(days=1), PLAIN)
    assert all(stop < begin for (_, stop), (begin, _) in pairwise(stretches))
    here = list(free(midnight, midnight + timedelta(days=1), stretches, PLAIN))
    minutes = {m for b, n in made for m in range(b, b + n)}
    hers = {*range(8 * 60 + 30, 12 * 60), *range(13 * 60 + 15, 18 * 60)}
    found = {int((begin - midnight).total_seconds()) // 60 + k
             for begin, stop in here for k in range(int((stop - begin).total_seconds()) // 60)}
    assert found == hers - minutes


@pytest.mark.parametrize(("first", "nights"), [
    (date(2026, 3, 28), [("28/03 22:00", "29/03 06:00", 7), ("29/03 22:00", "30/03 06:00", 8)]),
    (date(2026, 10, 24), [("24/10 22:00", "25/10 06:00", 9), ("25/10 22:00", "26/10 06:00", 8)]),
])
def test_a_duty_over_night_keeps_its_local_hours_when_the_clocks_change(
    first: date, nights: list[tuple[str, str, int]]
) -> None:
    duty = meeting(at(22, day=first), at(6, day=first + timedelta(days=1)), rule=Rule(every=Every.DAY, first=first))
    got = list(held(duty, at(12, day=first), at(12, day=first + timedelta(days=2)), PLAIN))
    assert [(f"{b.astimezone(PARIS):%d/%m %H:%M}", f"{e.astimezone(PARIS):%d/%m %H:%M}",
             int((e - b) / timedelta(hours=1))) for b, e in got] == nights


def test_one_in_the_hour_that_is_skipped_still_lasts_as_long_as_it_does() -> None:
    first = date(2026, 3, 28)
    each = meeting(at(2, 30, first), at(3, 15, first), rule=Rule(every=Every.DAY, first=first))
    night = date(2026, 3, 29)
    got = list(held(each, at(0, day=night), at(12, day=night), PLAIN))
    assert [stop - begin for begin, stop in got] == [timedelta(minutes=45)]


def test_whole_days_that_come_again_are_23_and_25_hours_long_when_the_clocks_change() -> None:
    for sunday, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25)):
        weekly = Rule(every=Every.WEEK, first=sunday)
        each = Appointment(id="w", title="congés", first=sunday, last=sunday, rule=weekly)
        (begin, end), *_ = held(each, at(0, day=sunday), at(0, day=sunday + timedelta(days=2)), PLAIN)
        assert end - begin == timedelta(hours=hours)


def test_a_day_left_out_does_not_take_place_and_a_moved_one_is_known_by_the_day_of_its_rule() -> None:
    friday = date(2026, 12, 25)
    weekly = meeting(at(9, day=date(2026, 12, 18)), at(10, day=date(2026, 12, 18)),
                     rule=Rule(every=Every.WEEK, first=date(2026, 12, 18), shift=Shift.BEFORE))
    desk, _ = desk_with(weekly)
    before = [o for day in desk.agenda(date(2026, 12, 21), 7) for o in day.found]
    assert [(o.day, o.start) for o in before] == [(friday, at(9, day=date(2026, 12, 24)))]
    desk.skip_appointment("m", friday)
    assert not any(day.found for day in desk.agenda(date(2026, 12, 21), 7))
    desk.undo()
    assert any(day.found for day in desk.agenda(date(2026, 12, 21), 7))


def test_the_capacity_of_today_is_less_by_an_appointment_still_ahead() -> None:
    desk, clock = desk_with()
    before = desk.capacity().available
    desk.add_appointment(meeting(at(14), at(15)))
    assert desk.capacity().available == before - 60
    clock.advance(hours=5, minutes=20)  # 14:30
    assert desk.capacity().available == 3 * 60


def test_a_promise_that_no_longer_fits_is_counted_once_and_one_that_never_did_is_not() -> None:
    desk, _ = desk_with()
    desk.add_task(desk.understand("Dossier ~6h aujourd'hui 18h"))
    desk.add_task(desk.understand("Impossible ~30h aujourd'hui 18h"))
    assert desk.slipping_with(meeting(at(14), at(17))) == 1
    assert desk.slipping_with(meeting(at(14), at(15))) == 0
    assert desk.slipping_with(meeting(at(14), at(17))) == 1
    assert desk.slipping_with(meeting(at(14), at(17), blocks=False)) == 0


def test_a_promise_whose_work_lies_in_its_parts_slips_as_the_day_will_show_it() -> None:
    desk, _ = desk_with()
    whole = desk.add_task(desk.understand("Dossier aujourd'hui 18h"))
    desk.add_part(whole.id, desk.understand("Rédiger ~6h"))
    assert not any(p.at_risk for p in desk.laid_out())
    slipping = desk.slipping_with(meeting(at(14), at(17)))
    desk.add_appointment(meeting(at(14), at(17)))
    assert slipping == sum(p.at_risk for p in desk.laid_out()) > 0


@pytest.mark.parametrize("change", [
    {"title": " "}, {"end": at(8)}, {"client": "nobody"}, {"end": at(9) + timedelta(days=800)},
    {"start": None, "end": None}, {"start": None, "end": None, "first": MONDAY, "last": MONDAY - timedelta(days=1)},
    {"start": None, "end": None, "first": date.max}, {"start": None, "end": None, "first": date.min},
    {"rule": Rule(every=Every.DAY, first=MONDAY, until=date.max)},
])
def test_what_cannot_be_an_appointment_is_refused(change: dict[str, object]) -> None:
    desk, _ = desk_with()
    with pytest.raises(Invalid):
        desk.add_appointment(replace(meeting(at(9), at(10)), **change))  # type: ignore[arg-type]
    assert not desk.near()


# -- silence -----------------------------------------------------------------------------------------


def minded(desk: Desk, clock: HandClock, hour: int, minute: int = 0, day: date = MONDAY) -> bool:
    clock.now = at(hour, minute, day)
    desk.mind_appointments()
    return desk.silent


def test_silence_lasts_as_long_as_the_appointment_and_ends_by_itself() -> None:
    desk, clock = desk_with(meeting(at(10), at(11, 30)))
    assert not minded(desk, clock, 9, 59)
    assert minded(desk, clock, 10)
    assert desk.silence is not None
    assert desk.silence.until == at(11, 30)
    assert minded(desk, clock, 11, 29)
    assert not minded(desk, clock, 11, 30)


def test_a_silence_she_ended_does_not_begin_again_in_the_same_appointment() -> None:
    desk, clock = desk_with(meeting(at(10), at(11)), meeting(at(12), at(13), id="n"))
    assert minded(desk, clock, 10)
    desk.end_silence()
    assert not minded(desk, clock, 10, 30)
    again = Desk(desk._archive, clock, counted_ids("again"))
    assert not minded(again, clock, 10, 40), "not after a restart either"
    assert minded(again, clock, 12)


def test_a_silence_of_hers_that_lasts_longer_stays_and_a_shorter_one_is_lengthened_with_what_it_held_back() -> None:
    desk, clock = desk_with(meeting(at(10), at(11)))
    clock.now = at(9, 50)
    desk.start_silence(Mode.HEADSET, 15)
    desk.hold_back(Occasion.BREAK)
    assert minded(desk, clock, 10)
    silence = desk.silence
    assert silence is not None
    assert (silence.until, silence.mode, len(silence.held)) == (at(11), Mode.HEADSET, 1)
    longer, clock = desk_with(meeting(at(10), at(11)))
    clock.now = at(9, 50)
    longer.start_silence(Mode.HEADSET, None)
    assert minded(longer, clock, 10)
    assert longer.silence is not None
    assert longer.silence.until == at(18)
    assert minded(longer, clock, 11)


def test_an_appointment_that_is_moved_or_deleted_takes_its_silence_with_it() -> None:
    desk, clock = desk_with(meeting(at(10), at(11)))
    assert minded(desk, clock, 10)
    desk.edit_appointment(meeting(at(10), at(12)))
    assert minded(desk, clock, 10, 1)
    assert minded(desk, clock, 11, 30)
    desk.delete_appointment("m")
    assert not minded(desk, clock, 11, 40)


@pytest.mark.parametrize("restarted", [False, True])
def test_a_silence_of_hers_falls_back_to_the_end_she_chose_when_what_lengthened_it_goes(restarted: bool) -> None:
    desk, clock = desk_with(meeting(at(9), at(9, 40)))
    clock.now = at(8, 55)
    desk.start_silence(Mode.HEADSET, 15)
    assert minded(desk, clock, 9)
    if restarted:
        desk = Desk(desk._archive, clock, counted_ids("again"))
    desk.edit_appointment(meeting(at(9), at(9, 5)))
    assert minded(desk, clock, 9, 1)
    assert desk.silence is not None
    assert desk.silence.until == at(9, 10), "a shorter appointment does not shorten it"
    desk.edit_appointment(meeting(at(9), at(9, 50)))
    assert minded(desk, clock, 9, 2)
    desk.delete_appointment("m")
    assert minded(desk, clock, 9, 3)
    assert desk.silence is not None
    assert (desk.silence.until, desk.silence.appointment) == (at(9, 10), "")
    assert not minded(desk, clock, 9, 10)


def test_a_silence_never_survives_midnight_and_a_long_absence_brings_one_each_day() -> None:
    desk, clock = desk_with(Appointment(id="c", title="congés", first=MONDAY, last=date(2026, 11, 27), silent=True))
    assert minded(desk, clock, 9)
    silence = desk.silence
    assert isinstance(silence, Silence)
    assert silence.until == at(0, day=date(2026, 11, 24))
    assert minded(desk, clock, 9, day=date(2026, 11, 24))


def test_a_duty_brings_no_silence_unless_she_says_so() -> None:
    desk, clock = desk_with(meeting(at(10), at(11), sort=Sort.DUTY, silent=False))
    assert not minded(desk, clock, 10)


# -- the past ----------------------------------------------------------------------------------------


def test_what_is_over_goes_to_its_month_is_still_shown_and_can_still_be_changed() -> None:
    desk, clock = desk_with(meeting(at(10), at(11)), meeting(at(9), at(10), id="w", rule=Rule(
        every=Every.WEEK, first=MONDAY)))
    clock.advance(hours=24 * 8)
    for _ in desk.closing_days():
        pass
    assert set(desk.ledger.table(Appointment)) == {"w"}
    assert {o.appointment.id for o in desk.agenda(MONDAY, 1)[0].found} == {"m", "w"}
    desk.edit_appointment(replace(desk.appointment("m"), title="Autre"))
    assert [o.appointment.title for o in desk.agenda(MONDAY, 1)[0].found] == ["RDV", "Autre"]
    desk.delete_appointment("m")
    clock.advance(hours=24)
    for _ in desk.closing_days():
        pass
    assert {o.appointment.id for o in desk.agenda(MONDAY, 1)[0].found} == {"w"}


# -- calendars of others -----------------------------------------------------------------------------

FILE = "/home/elle/agenda.ics"


def entries(*hours: int, name: str = "Équipe", blocks: bool = True) -> CalendarRead:
    found = tuple(meeting(at(h), at(h + 1), id=str(h), uid=str(h), blocks=blocks, silent=False) for h in hours)
    return CalendarRead(name, found, stamp="1")


def test_the_same_file_again_changes_nothing_and_a_removed_entry_goes() -> None:
    desk, _ = desk_with()
    assert desk.take_calendar(FILE, entries(10, 14)) == (2, 0)
    done = desk.last_done
    assert desk.take_calendar(FILE, entries(10, 14)) == (0, 0)
    assert desk.last_done is done, "there is nothing to take back"
    assert desk.take_calendar(FILE, entries(14, 16)) == (1, 1)
    assert [o.start for o in desk.agenda(MONDAY, 1)[0].found] == [at(14), at(16)]
    desk.undo()
    assert [o.start for o in desk.agenda(MONDAY, 1)[0].found] == [at(10), at(14)]


def test_the_same_calendar_under_another_file_name_takes_the_place_of_the_first_one() -> None:
    desk, _ = desk_with()
    desk.take_calendar(FILE, entries(10, 14), watched=True)
    again = "/home/elle/agenda (1).ics"
    assert desk.take_calendar(again, entries(10, 16), watched=False) == (1, 1)
    assert [o.start for o in desk.agenda(MONDAY, 1)[0].found] == [at(10), at(16)]
    assert [(c.path, c.watched) for c in desk.calendars.values()] == [(FILE, True)], "what is followed stays so"
    desk.take_calendar(again, entries(10, 16), watched=True)
    assert [(c.path, c.watched) for c in desk.calendars.values()] == [(again, True)]
    desk.take_calendar("/autre.ics", entries(10, 16, name="Une autre"))
    assert len(desk.calendars) == 2
    desk.take_calendar("/encore.ics", entries(9))
    assert len(desk.calendars) == 3, "nothing of it is known"


def test_her_answer_is_kept_when_the_file_is_read_again_and_what_is_free_there_never_blocks() -> None:
    desk, _ = desk_with()
    desk.take_calendar(FILE, entries(10))
    desk.take_calendar("/autre.ics", entries(14, blocks=False))
    key = next(c.id for c in desk.calendars.values() if c.path == FILE)
    assert days_free(*desk.ledger.table(Appointment).values()) == WHOLE - timedelta(hours=1)
    desk.answer_calendar(key, blocks=False)
    desk.renew_calendar(key, entries(10, 16))
    assert days_free(*desk.ledger.table(Appointment).values()) == WHOLE
    for calendar in list(desk.calendars):
        desk.answer_calendar(calendar, blocks=True)
    assert days_free(*desk.ledger.table(Appointment).values()) == WHOLE - timedelta(hours=2)


def test_whatever_its_own_name_an_entry_takes_the_answer_for_its_calendar() -> None:
    desk, _ = desk_with()
    read = entries(10)
    desk.take_calendar(FILE, replace(read, found=tuple(replace(e, uid=f"~{e.uid}") for e in read.found)))
    desk.answer_calendar(next(iter(desk.calendars)), blocks=False)
    assert days_free(*desk.ledger.table(Appointment).values()) == WHOLE


def test_entries_of_others_are_read_only_and_old_ones_are_forgotten() -> None:
    desk, clock = desk_with()
    desk.take_calendar(FILE, entries(10))
    key = next(iter(desk.ledger.table(Appointment)))
    for verb in (lambda: desk.delete_appointment(key), lambda: desk.edit_appointment(desk.appointment(key))):
        with pytest.raises(Invalid, match="read_only"):
            verb()
    clock.advance(hours=24 * 29)
    for _ in desk.closing_days():
        pass
    desk.prune_calendars()
    assert key in desk.ledger.table(Appointment), "it goes to no month"
    clock.advance(hours=72)
    desk.prune_calendars()
    assert key not in desk.ledger.table(Appointment)
    assert not desk.past.months()
