"""Values as documents and back: nothing changes on the way, and what is wrong is refused."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.absence import Absence
from pupitre.breaks import Break, BreakAnswer
from pupitre.client import Billing, Client, Contact, ReportPlan
from pupitre.deadline import Deadline
from pupitre.entry import Entry
from pupitre.focus import Focus
from pupitre.interruption import Interruption
from pupitre.ports import Change, Value
from pupitre.report import Report, Sent
from pupitre.ritual import Evening, Stage
from pupitre.settings import Settings
from pupitre.silence import Mode, Occasion, Said, Silence
from pupitre.task import Task
from storage.codec import BadDocument, check, decode, decode_change, encode, encode_change

HOSTILE = [
    "[/]", "[Petit]", "\x1b[31m\x1b]0;x\x07", "\x00", "\u202e\u2066", "a\r\n\u2028b", "\ufeff", "’œ\u202f€", "🏳️‍🌈",
]
texts = st.one_of(st.text(max_size=30), st.sampled_from(HOSTILE))
instants = st.integers(0, 10**17).map(lambda us: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(microseconds=us // 30))
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
amounts = st.none() | st.decimals(0, 10**6, places=2)
minutes = st.none() | st.integers(0, 6000)
deadlines = st.none() | st.builds(Deadline, days, st.none() | instants)
st.register_type_strategy(str, texts)

billings = st.builds(
    Billing, hourly_rate_eur=amounts, rate_per_audio_minute_eur=amounts, monthly_fee_eur=amounts, pack_hours=amounts,
    price_eur=amounts, monthly_hours=amounts, overage_hourly_rate_eur=amounts, bought_on=st.none() | days,
    expires_on=st.none() | days, used_before_on=st.none() | days, used_before_min=minutes,
    prices_eur=st.lists(st.tuples(texts, st.decimals(0, 100, places=2)), max_size=2).map(tuple),
)
clients = st.builds(
    Client, billing=billings, contact=st.builds(Contact, email=texts), report=st.builds(ReportPlan, subject=texts),
    scope_note=texts, language=..., register=..., state=..., duration_style=..., confidential=st.booleans(),
)
tasks = st.builds(
    Task, client=st.none() | texts, estimate_min=minutes, deadline=deadlines, next_on=deadlines, created=instants,
    done_at=st.none() | instants, dropped_at=st.none() | instants, explained_at=st.none() | instants,
    waiting_since=st.none() | instants, status=..., priority=..., note=texts, out_of_scope=st.booleans(),
)
entries = st.builds(
    Entry, start=instants, end=instants, original_end=st.none() | instants, task=st.none() | texts, note=texts,
    origin=...,
)
interruptions = st.builds(Interruption, at=instants, summary=texts, outcome=..., created_task=st.none() | texts)
breaks = st.builds(Break, start=instants, end=st.none() | instants)
answers = st.builds(BreakAnswer, at=instants, minutes=st.integers(0, 60))
silences = st.builds(
    Silence, mode=st.sampled_from(Mode), began=instants, until=instants, chosen=st.none() | instants,
    held=st.lists(st.tuples(instants, st.sampled_from(Occasion)), max_size=3).map(tuple),
)
said = st.builds(Said, st.sampled_from([o.value for o in Occasion]), texts, instants, st.integers(0, 3))
reports = st.builds(
    Report, day=days, subject=st.none() | texts, body=st.none() | texts,
    history=st.lists(st.tuples(instants, st.sampled_from(Sent)), max_size=3).map(tuple),
)
sessions = st.builds(
    Focus, began=instants, running_since=st.none() | instants, last_seen=instants, planned_min=minutes,
    banked_s=st.floats(0, 1e6), task=st.none() | texts, client=st.none() | texts, touched=st.none() | instants,
)
absences = st.builds(
    Absence, start=instants, end=instants, task=st.none() | texts, client=st.none() | texts, why=..., asked=...,
)
evenings = st.builds(
    Evening, day=days, skipped=st.lists(st.sampled_from(Stage)).map(tuple), answered=st.lists(texts).map(tuple),
    three=st.none() | st.lists(texts).map(tuple), closed_at=st.none() | instants,
)
hours = st.times().map(lambda t: t.replace(microsecond=0))
choices = st.builds(
    Settings, name=texts, signature=texts, end_of_day=hours, day_start=hours, holiday_zone=...,
    working_days=st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found))),
    working_hours=st.just(((time(22), time(0)),)) | st.just(()), notifications=st.booleans(),
)
values = st.one_of(
    clients, tasks, entries, interruptions, breaks, reports, sessions, choices, absences, answers, silences, said,
    evenings,
)


@given(values)
def test_every_value_survives_the_way_to_the_disk_and_back(value: Value) -> None:
    on_disk = msgspec.json.encode(encode(value))
    assert decode(type(value), msgspec.json.decode(on_disk)) == value


@given(st.lists(values, max_size=4), st.lists(st.tuples(st.sampled_from([Task, Focus, Report]), texts), max_size=3))
def test_every_change_survives_the_inbox(puts: list[Value], drops: list[tuple[type[Value], str]]) -> None:
    change = Change(tuple(puts), tuple(drops))
    assert decode_change(encode_change(change)) == change


NOW = "2026-11-23T08:10:00Z"
NAIVE = "2026-11-23T09:10:00"
WRONG: list[tuple[type[Value], object, str]] = [
    (Task, {"id": "t", "title": "x", "created": NAIVE}, "created"),
    (Task, {"id": "t", "title": "x", "created": NOW, "deadline": {"day": "2026-11-23", "at": NAIVE}}, "deadline"),
    (Task, {"id": "t", "title": "x", "created": NOW, "next_on": {"day": "2026-11-23", "at": NAIVE}}, "next_on"),
    (Report, {"id": "r", "client": "c", "day": "2026-11-23", "history": [[NAIVE, "sent"]]}, "history"),
    (Entry, {"id": "e", "start": NOW, "end": NAIVE}, "end"),
    (Entry, {"id": "e", "start": NOW}, "end"),
    (Silence, {"mode": "phone", "began": NOW, "until": NOW, "held": [[NAIVE, "break"]]}, "held"),
    (Task, {"id": "t", "title": 3, "created": NOW}, "title"),
    (Task, {"id": "t", "title": "x", "created": NOW, "status": "gone"}, "status"),
    (Settings, {"timezone": "Europe/Nulle-Part"}, "timezone"),
    (Settings, {"timezone": "Europe"}, "timezone"),
    (Settings, {"working_hours": [["18:00:00", "08:00:00"]]}, "working_hours"),
    (Task, [], "object"),
    (Task, None, "object"),
]


@pytest.mark.parametrize(("kind", "document", "named"), WRONG)
def test_a_wrong_document_is_refused_by_the_name_of_its_field(
    kind: type[Value], document: object, named: str
) -> None:
    with pytest.raises(BadDocument, match=named):
        decode(kind, document)


def test_an_instant_of_another_zone_is_the_same_instant_in_utc() -> None:
    document = {"id": "t", "title": "x", "created": "2026-11-23T09:10:00+01:00",
                "deadline": {"day": "2026-11-23", "at": "2026-11-23T18:00:00+01:00"}}
    task = decode(Task, document)
    assert task.created == datetime(2026, 11, 23, 9, 10, tzinfo=timezone(timedelta(hours=1)))
    assert task.created.tzinfo is UTC
    assert task.deadline is not None
    assert task.deadline.at is not None
    assert task.deadline.at.tzinfo is UTC


def test_what_is_in_utc_is_not_made_anew() -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    for value in (
        Task(id="t", title="x", created=now, deadline=Deadline(now.date(), now), planned_on=now.date(), chased=(now,),
             worked_before=timedelta(minutes=4)),
        Report(id="r", client="c", day=now.date(), history=((now, Sent.COPIED),)),
    ):
        assert check(value) is value


@pytest.mark.parametrize("content", [
    b"", b"{}", b"[]", b"null", b"\xff", b'{"puts": [], "drops": 3}', b'{"puts": [{}], "drops": []}',
    b'{"puts": [{"table": "gnomes", "document": {}}], "drops": []}',
    b'{"puts": [{"table": ["tasks"], "document": {}}], "drops": []}',
    b'{"puts": [{"table": "tasks", "document": {"id": "\\ud800"}}], "drops": []}',
    b'{"puts": [], "drops": [{"table": {}, "id": "x"}]}',
])
def test_a_change_that_is_none_is_refused(content: bytes) -> None:
    with pytest.raises(BadDocument):
        decode_change(content)
