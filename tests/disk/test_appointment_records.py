"""Appointments in the exchange format: written, read back, and refused by the path of what is wrong."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.appointment import Appointment, Sort
from pupitre.errors import ImportRefused
from pupitre.rules import Every, Rule, Shift
from storage.exchange import dump, parse

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
STARTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001 - its zone follows
    lambda d: d.replace(tzinfo=UTC, second=0, microsecond=0)
)


@st.composite
def appointments(draw: st.DrawFn) -> Appointment:
    start = draw(STARTS)
    whole, day = draw(st.booleans()), start.date()
    every = draw(st.sampled_from([None, Every.WEEK, Every.DAY, Every.MONTH_DATE]))
    if not whole:
        day = start.astimezone().date()
    return Appointment(
        id="a", title=draw(st.sampled_from(["RDV", "[/] « x »"])), sort=draw(st.sampled_from(Sort)),
        start=None if whole else start, end=None if whole else start + timedelta(minutes=draw(st.integers(1, 3000))),
        first=day if whole else None, last=day + timedelta(days=draw(st.integers(0, 9))) if whole else None,
        rule=None if every is None or not whole else Rule(every=every, first=day, shift=draw(st.sampled_from(Shift))),
        except_on=() if every is None or not whole else (day,), blocks=draw(st.booleans()),
        silent=draw(st.booleans()), place=draw(st.sampled_from(["", "salle 2"])),
    )


@given(appointments())
def test_an_appointment_is_read_back_as_it_was(each: Appointment) -> None:
    assert parse(dump((each,), NOW)) == (each,)


def test_what_comes_from_a_calendar_of_others_is_not_handed_on() -> None:
    each = Appointment(id="a", title="Comité", first=date(2026, 12, 1), last=date(2026, 12, 1), source="c1", uid="1")
    assert json.loads(dump((each,), NOW)).get("appointments") is None


@pytest.mark.parametrize(("change", "path"), [
    ({"title": " "}, "appointments[0].appointment_title"), ({"start": None}, "appointments[0].start"),
    ({"end": "2026-12-01T08:00"}, "appointments[0].to"), ({"client": "x"}, "appointments[0].client"),
    ({"first": "2026-12-01"}, "appointments[0].start"), ({"except_on": ["demain"]}, "appointments[0].except_on"),
    ({"rule": {"every": "month_weekday", "first": "2026-12-01"}}, "appointments[0].rule"),
    ({"end": "2101-01-01T10:00"}, "appointments[0].end"),
    ({"start": None, "end": None, "first": "9999-12-31"}, "appointments[0].first"),
    ({"start": None, "end": None, "first": "2026-12-01", "last": "9999-12-31"}, "appointments[0].last"),
    ({"start": None, "end": None, "first": "0001-01-01"}, "appointments[0].first"),
    ({"rule": {"every": "day", "first": "9999-12-31"}}, "appointments[0].rule.first"),
    ({"rule": {"every": "day", "first": "2026-12-01", "until": "9999-12-31"}}, "appointments[0].rule.until"),
    ({"rule": {"every": "day", "first": "2026-12-01"}, "except_on": ["9999-12-31"]}, "appointments[0].except_on"),
    ({"rule": {"every": "hourly", "first": "2026-12-01"}}, "appointments[0].rule.every"),
])
def test_what_is_wrong_is_named_by_its_path(change: dict[str, Any], path: str) -> None:
    record = {"id": "a", "title": "RDV", "start": "2026-12-01T09:00", "end": "2026-12-01T10:00"} | change
    with pytest.raises(ImportRefused) as refused:
        parse(json.dumps({"appointments": [record]}).encode())
    assert refused.value.path == path
