"""Calendar files of others: what Outlook, Google Agenda and Thunderbird write, and what nobody should."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.appointment import Appointment, CalendarRead, Sort
from pupitre.deadline import Deadline
from pupitre.errors import BadCalendar
from storage.calendar_entries import Bad
from storage.calendar_out import Event, dump
from storage.calendars import LARGEST, read, read_file
from tests.memory import PARIS

DAYS = (date(2026, 10, 1), date(2027, 4, 30))
NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)

OUTLOOK_ZONE = """BEGIN:VTIMEZONE
TZID:Bureau de Lille
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


def calendar(*events: str, before: str = "", head: str = "X-WR-CALNAME:Équipe\n") -> bytes:
    body = "".join(f"BEGIN:VEVENT\nUID:{n}@test\n{event.strip()}\nEND:VEVENT\n" for n, event in enumerate(events))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{before}{body}END:VCALENDAR\n".encode()


def found(*events: str, before: str = "") -> tuple[Appointment, ...]:
    got = read(calendar(*events, before=before), PARIS, DAYS)
    assert got.flaws == ()
    return tuple(sorted(got.found, key=lambda a: (a.day(PARIS), a.start or NOW)))


def hours(each: Appointment) -> str:
    assert each.start is not None
    assert each.end is not None
    return f"{each.start.astimezone(PARIS):%d/%m %H:%M}-{each.end.astimezone(PARIS):%H:%M}"


@pytest.mark.parametrize(("start", "end", "expected"), [
    ("DTSTART;TZID=Europe/Paris:20261201T140000", "DTEND;TZID=Europe/Paris:20261201T153000", "01/12 14:00-15:30"),
    ("DTSTART;TZID=Romance Standard Time:20261201T140000", "DURATION:PT1H30M", "01/12 14:00-15:30"),
    ('DTSTART;TZID="Romance Standard Time":20260629T140000', "DURATION:PT1H", None),
    ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/London:20261201T130000", "DURATION:PT1H",
     "01/12 14:00-15:00"),
    ("DTSTART;TZID=Bureau de Lille:20261201T140000", "DURATION:PT1H", "01/12 14:00-15:00"),
    ("DTSTART;TZID=Bureau de Lille:20270401T140000", "DURATION:PT1H", "01/04 14:00-15:00"),
    ("DTSTART:20261201T130000Z", "DTEND:20261201T143000Z", "01/12 14:00-15:30"),
    ("DTSTART:20261201T140000", "DTEND:20261201T153000", "01/12 14:00-15:30"),
    ("DTSTART:20261201T140000", "", "01/12 14:00-14:00"),
])
def test_an_hour_is_right_in_every_zone_that_programs_write(start: str, end: str, expected: str | None) -> None:
    got = found(f"{start}\n{end}\nSUMMARY:Point", before=OUTLOOK_ZONE)
    assert [hours(a) for a in got] == ([expected] if expected else [])


def test_two_files_may_mean_different_zones_by_the_same_name() -> None:
    here = "DTSTART;TZID=Bureau de Lille:20261201T140000\nDURATION:PT1H"
    far = OUTLOOK_ZONE.replace("+0100", "+0500").replace("+0200", "+0600")
    assert hours(found(here, before=OUTLOOK_ZONE)[0]) == "01/12 14:00-15:00"
    assert hours(found(here, before=far)[0]) == "01/12 10:00-11:00"


def test_whole_days_end_on_the_day_before_the_one_that_is_written() -> None:
    one, three, bare, outlook = found(
        "DTSTART;VALUE=DATE:20261201\nDTEND;VALUE=DATE:20261202\nSUMMARY:Un",
        "DTSTART;VALUE=DATE:20261202\nDURATION:P3D\nSUMMARY:Trois",
        "DTSTART;VALUE=DATE:20261203\nSUMMARY:Sans fin",
        "DTSTART;TZID=Europe/Paris:20261204T000000\nDTEND;TZID=Europe/Paris:20261206T000000\n"
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\nX-MICROSOFT-CDO-BUSYSTATUS:OOF\nSUMMARY:Outlook",
    )
    assert (one.first, one.last) == (date(2026, 12, 1),) * 2
    assert (three.first, three.last) == (date(2026, 12, 2), date(2026, 12, 4))
    assert (bare.first, bare.last) == (date(2026, 12, 3),) * 2
    assert (outlook.first, outlook.last, outlook.sort) == (date(2026, 12, 4), date(2026, 12, 5), Sort.AWAY)


def test_what_comes_again_keeps_its_hour_when_the_clocks_change_and_leaves_its_exceptions_out() -> None:
    got = found(
        "DTSTART;TZID=Europe/Paris:20261012T090000\nDTEND;TZID=Europe/Paris:20261012T100000\n"
        "RRULE:FREQ=WEEKLY;COUNT=5\nEXDATE;TZID=Europe/Paris:20261019T090000\nSUMMARY:Point",
    )
    assert [hours(a) for a in got] == [
        "12/10 09:00-10:00", "26/10 09:00-10:00", "02/11 09:00-10:00", "09/11 09:00-10:00",
    ]
    assert len({a.id for a in got}) == 4


def test_a_day_as_the_end_of_what_has_hours_is_still_in_it() -> None:
    start = ("DTSTART;TZID=Europe/Paris:20261201T170000\nDURATION:PT30M\n"
             "RRULE:FREQ=DAILY;UNTIL=20261203\nSUMMARY:Point")
    assert [hours(a) for a in found(start)] == ["01/12 17:00-17:30", "02/12 17:00-17:30", "03/12 17:00-17:30"]
    days = found("DTSTART;VALUE=DATE:20261201\nRRULE:FREQ=DAILY;UNTIL=20261203;WKST=MO\nSUMMARY:Point")
    assert [a.first for a in days] == [date(2026, 12, n) for n in (1, 2, 3)]


def test_one_time_that_was_moved_or_cancelled_is_so() -> None:
    raw = calendar("DTSTART:20261201T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\nSUMMARY:Point").decode()
    other = ("BEGIN:VEVENT\nUID:0@test\nRECURRENCE-ID:2026120{0}T090000Z\nDTSTART:2026120{1}T150000Z\n"
             "DURATION:PT1H\n{2}\nEND:VEVENT\n")
    raw = raw.replace("END:VCALENDAR", other.format(2, 2, "SUMMARY:Déplacé") + other.format(3, 3, "STATUS:CANCELLED")
                      + "END:VCALENDAR")
    got = read(raw.encode(), PARIS, DAYS)
    assert sorted((hours(a), a.title) for a in got.found) == [
        ("01/12 10:00-11:00", "Point"), ("02/12 16:00-17:00", "Déplacé"),
    ]


def test_what_was_cancelled_is_left_out_and_what_is_free_does_not_block() -> None:
    raw = "DTSTART:20261201T0{}0000Z\nDURATION:PT1H\nSUMMARY:{}\n{}"
    got = found(raw.format(1, "a", "STATUS:CANCELLED"), raw.format(2, "b", "TRANSP:TRANSPARENT"),
                raw.format(3, "c", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"), raw.format(4, "d", "TRANSP:OPAQUE"))
    assert [(a.title, a.blocks) for a in got] == [("b", False), ("c", False), ("d", True)]


def test_a_newer_version_of_an_entry_takes_the_place_of_the_older_one() -> None:
    raw = calendar("DTSTART:20261201T090000Z\nSEQUENCE:2\nSUMMARY:Nouveau").decode()
    old = "BEGIN:VEVENT\nUID:0@test\nDTSTART:20261130T090000Z\nSEQUENCE:1\nSUMMARY:Ancien\nEND:VEVENT\n"
    got = read(raw.replace("END:VCALENDAR", old + "END:VCALENDAR").encode(), PARIS, DAYS)
    assert [a.title for a in got.found] == ["Nouveau"]


@pytest.mark.parametrize("change", [
    lambda raw: b"\xef\xbb\xbf" + raw,
    lambda raw: raw.replace(b"\n", b"\r\n"),
    lambda raw: raw.replace(b"\n", b"\r"),
    lambda raw: raw.replace("é".encode(), b"\xc3\r\n \xa9"),
    lambda raw: raw.decode().encode("cp1252"),
], ids=["bom", "crlf", "cr", "folded inside a letter", "cp1252"])
def test_bytes_are_read_as_programs_write_them(change: Callable[[bytes], bytes]) -> None:
    raw = calendar("DTSTART:20261201T090000Z\nSUMMARY:Réunion\\, étage 2\\; suite\\nà voir", head="")
    got = read(change(raw), PARIS, DAYS, name="fichier")
    assert [a.title for a in got.found] == ["Réunion, étage 2; suite à voir"]
    assert got.name == "fichier"


def test_alarms_and_tasks_inside_a_calendar_are_no_appointments() -> None:
    raw = calendar(
        "DTSTART:20261201T090000Z\nSUMMARY:Point\nBEGIN:VALARM\nTRIGGER:-PT15M\nSUMMARY:Sonnerie\nEND:VALARM"
    ).decode().replace("END:VCALENDAR", "BEGIN:VTODO\nUID:t\nDUE:20261201\nSUMMARY:Non\nEND:VTODO\nEND:VCALENDAR")
    assert [a.title for a in read(raw.encode(), PARIS, DAYS).found] == ["Point"]


@pytest.mark.parametrize(("event", "why"), [
    ("SUMMARY:Sans date", "no_start"),
    ("DTSTART:demain\nSUMMARY:Mots", "no_start"),
    ("DTSTART:20261201T090000Z\nDTEND:20261201T080000Z", "order"),
    ("DTSTART:20261201T090000Z\nRRULE:FREQ=SECONDLY", "too_often"),
    ("DTSTART:20261201T090000Z\nRRULE:FREQ=DAILY;BYMINUTE=0,1,2,3,4,5,6,7", "too_often"),
    ("DTSTART:00010101T090000Z\nRRULE:FREQ=DAILY", "year"),
    ("DTSTART:20261201T090000Z\nDTEND:20991201T080000Z", "too_long"),
])
def test_a_bad_entry_is_told_of_and_the_rest_still_comes_in(event: str, why: str) -> None:
    got = read(calendar(event, "DTSTART:20261202T090000Z\nSUMMARY:Bon"), PARIS, DAYS)
    assert [a.title for a in got.found] == ["Bon"]
    assert [f.why for f in got.flaws] == [why]


def test_a_file_that_was_cut_off_gives_what_is_whole_in_it() -> None:
    raw = calendar("DTSTART:20261201T090000Z\nSUMMARY:Bon", "DTSTART:20261202T090000Z\nSUMMARY:Coupé")
    got = read(raw[: raw.index(b"Coup")], PARIS, DAYS)
    assert [a.title for a in got.found] == ["Bon"]
    assert [f.why for f in got.flaws] == ["cut_off"]


@pytest.mark.parametrize(("content", "why"), [
    (b"", "empty"), (b"  \r\n", "empty"), (b"<html>", "no_calendar"), (b"\x00" * 50, "no_calendar"),
    (b"x" * (LARGEST + 1), "too_large"),
])
def test_what_is_no_calendar_is_refused_with_its_reason(content: bytes, why: str) -> None:
    with pytest.raises(Bad, match=why):
        read(content, PARIS, DAYS)


def test_a_file_that_is_gone_a_folder_or_a_device_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "rien.ics", tmp_path, Path("/dev/null"), Path("\0")):
        with pytest.raises(BadCalendar):
            read_file(path, PARIS, DAYS)


@given(st.lists(st.sampled_from([
    "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VALARM", "END:VALARM", "UID:1",
    "DTSTART:20261201T090000Z", "DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261131",
    "DTSTART;TZID=X:20261201T9",
    "RRULE:FREQ=WEEKLY;BYDAY=XX", "RRULE:FREQ=DAILY;COUNT=3", "RRULE:", "EXDATE:x", "RECURRENCE-ID:20261202T090000Z",
    "RDATE;VALUE=PERIOD:20261203T090000Z/PT1H", "DURATION:P", "DURATION:-PT1H", "SUMMARY:\x1b[31m[/]", ":::", "\x00",
    "BEGIN:VTIMEZONE", "END:VTIMEZONE", "TZID:X", "SEQUENCE:x", "STATUS", "DTSTART", "RRULE:FREQ=YEARLY;UNTIL=1",
]), max_size=25))
def test_no_file_raises_anything_but_its_reason(lines: list[str]) -> None:
    content = "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines]).encode()
    got = read(content, PARIS, DAYS)
    for each in got.found:
        assert (each.start is None) == (each.first is not None)
        assert "\x1b" not in each.title


# -- deadlines out -------------------------------------------------------------------------------------

DUE = st.one_of(
    st.dates(DAYS[0], DAYS[1]).map(Deadline),
    st.datetimes(datetime(2026, 10, 1), datetime(2027, 4, 29)).map(  # noqa: DTZ001 - its zone follows
        lambda d: d.replace(tzinfo=UTC, microsecond=0)
    ).map(lambda at: Deadline(at.astimezone(PARIS).date(), at)),
)
TITLES = st.text(max_size=200).map(lambda t: " ".join(t.split()))


def again(events: list[Event]) -> CalendarRead:
    return read(dump("Échéances", events, NOW), PARIS, DAYS)


@given(st.lists(st.tuples(TITLES, DUE), max_size=6))
def test_what_is_written_is_read_back_on_the_same_days_and_at_the_same_instants(
    made: list[tuple[str, Deadline]]
) -> None:
    events = [Event(f"{n}@pupitre", title, due) for n, (title, due) in enumerate(made)]
    got = again(events)
    assert got.flaws == ()
    assert {(a.uid, a.start or a.first) for a in got.found} == {(e.uid, e.due.at or e.due.day) for e in events}
    # What came in and goes out again comes in as it was.
    back = [Event(a.uid, a.title, Deadline(a.day(PARIS), a.start)) for a in got.found]
    assert again(back).found == got.found


@given(st.lists(st.tuples(st.text(max_size=300), DUE), max_size=4))
def test_a_written_file_keeps_the_letter_of_rfc_5545(made: list[tuple[str, Deadline]]) -> None:
    content = dump("Échéances", [Event(f"{n}@p", title, due) for n, (title, due) in enumerate(made)], NOW)
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    for line in lines:
        line.decode()  # no letter is cut
    whole = content.replace(b"\r\n ", b"").decode().split("\r\n")
    assert whole[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pupitre//Pupitre//FR"]
    for name in ("UID:", "DTSTAMP:20261125T130000Z", "DTSTART", "DTEND", "SUMMARY:", "TRANSP:TRANSPARENT"):
        assert sum(line.startswith(name) for line in whole) == len(made), name
    assert sum(line == "BEGIN:VEVENT" for line in whole) == len(made) == sum(line == "END:VEVENT" for line in whole)


@pytest.mark.parametrize("title", ["x" * 1000, "é" * 333, "日" * 200, "👩" * 99, "a" + "é" * 80])
def test_a_long_title_is_folded_within_75_octets_and_read_back_whole(title: str) -> None:
    event = Event("1@p", title, Deadline(date(2026, 12, 1)))
    lines = dump("x", [event], NOW).split(b"\r\n")
    assert max(map(len, lines)) in range(70, 76)
    assert [a.title for a in again([event]).found] == [title[:500]]


def test_a_title_with_line_breaks_writes_no_property_of_its_own() -> None:
    title = "a\r\nATTACH:file:///etc/passwd\nEND:VEVENT"
    content = dump("x", [Event("1@p", title, Deadline(date(2026, 12, 1)))], NOW)
    assert b"\r\nATTACH" not in content
    assert content.count(b"\r\nEND:VEVENT\r\n") == 1


def test_an_old_calendar_of_many_entries_costs_little_outside_the_days_that_are_kept() -> None:
    told: list[int] = []
    old = [f"DTSTART:2019{1 + n % 12:02}01T090000Z\nSUMMARY:{n}" for n in range(3000)]
    got = read(calendar(*old, "DTSTART:20261201T090000Z\nSUMMARY:Bon"), PARIS, DAYS, lambda p: told.append(p.total))
    assert [a.title for a in got.found] == ["Bon"]
    assert told == [1], "only what may lie on the days is read whole"


def test_the_same_content_gives_the_same_entries() -> None:
    raw = calendar("DTSTART:20261201T090000Z\nRRULE:FREQ=DAILY;COUNT=9\nSUMMARY:Point")
    first, second = (read(raw, PARIS, days) for days in (DAYS, (DAYS[0] + timedelta(days=3), DAYS[1])))
    assert first.found == second.found
