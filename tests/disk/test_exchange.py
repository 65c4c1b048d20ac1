"""The exchange file: what comes in whole, what is refused, and that nothing is lost on the way round."""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.absence import Absence, Why
from pupitre.breaks import Break, BreakAnswer
from pupitre.calendar import Zone
from pupitre.client import Billing, Client, Direction, Mode, Overrun, Scope
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.entry import Entry, Origin
from pupitre.errors import ImportRefused
from pupitre.interruption import Interruption
from pupitre.ports import Archive, Value
from pupitre.reply import Reply
from pupitre.report import Report, Sent, Span
from pupitre.ritual import Evening, Stage
from pupitre.settings import Settings
from pupitre.task import Status, Task
from pupitre.value import replace
from pupitre.wording import Wording
from storage.exchange import dump, parse
from tests.conftest import SAMPLE
from tests.memory import PARIS, HandClock, counted_ids

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 27, 16, 45, tzinfo=UTC)
TOLD = ("timezone", "week", "freelancer", "clients", "tasks", "time_entries", "interruptions")


def by_key(values: tuple[Value, ...]) -> dict[tuple[type[Value], str], Value]:
    return {(type(v), v.id): v for v in values}


def round_trip(values: tuple[Value, ...]) -> tuple[Value, ...]:
    return parse(dump(values, NOW))


def test_a_part_of_a_closed_month_does_not_hold_up_the_export_when_its_whole_changed_client(
    archive: Archive, clock: HandClock
) -> None:
    clock.set("2026-10-30T09:00")
    desk = Desk(archive, clock, counted_ids())
    desk.take_in((Client(id="a", name="A", label="A"), Client(id="b", name="B", label="B")))
    whole = desk.add_task(desk.understand("Tout @a"))
    part = desk.add_part(whole.id, desk.understand("Partie"))
    desk.complete(whole.id, parts=True)
    clock.set("2026-11-02T09:00")
    for _ in desk.closing_days():
        pass
    desk.reopen(whole.id)
    desk.edit_task(replace(desk.task(whole.id), client="b"))
    found = by_key(parse(dump(tuple(desk.everything()), NOW)))
    told = {key: found[Task, key] for key in (whole.id, part.id)}
    assert {key: (t.client, t.parent) for key, t in told.items() if isinstance(t, Task)} == {
        whole.id: ("b", None), part.id: ("a", None)}


def everything(desk: Desk) -> tuple[Value, ...]:
    tables: tuple[type[Value], ...] = (Settings, Client, Task, Entry, Interruption)
    return tuple(v for kind in tables for v in desk.ledger.table(kind).values())


def original() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(SAMPLE.read_bytes())
    return content


def parse_of(content: object) -> tuple[Value, ...]:
    return parse(json.dumps(content).encode())


# -- the sample week ---------------------------------------------------------------------------------


def test_the_sample_comes_in_whole_and_a_second_time_brings_nothing(
    desk: Desk, sample_values: tuple[Value, ...]
) -> None:
    assert desk.take_in(sample_values) == {Settings: 1, Client: 6, Task: 61, Entry: 51, Interruption: 17}
    before = everything(desk)
    assert desk.take_in(parse(SAMPLE.read_bytes())) == {}
    assert everything(desk) == before
    assert desk.last_done is not None
    desk.undo()
    assert everything(desk) == ()


def test_her_own_settings_stay_when_a_file_comes_in(desk: Desk, sample_values: tuple[Value, ...]) -> None:
    desk.change_settings(replace(desk.settings, name="Moi"))
    assert Settings not in desk.take_in(sample_values)
    assert desk.settings.name == "Moi"


@pytest.mark.parametrize("name", TOLD)
def test_the_exported_sample_says_exactly_what_the_file_said(
    name: str, sample_values: tuple[Value, ...]
) -> None:
    assert json.loads(dump(sample_values, NOW))[name] == original()[name]


def test_the_export_is_the_same_text_each_time(sample_values: tuple[Value, ...]) -> None:
    once = dump(sample_values, NOW)
    assert dump(parse(once), NOW) == once
    assert b"Qu\xc3\xa9rigaut" in once, "readable text, no escapes"


def test_what_pupitre_computes_itself_is_not_read(sample_values: tuple[Value, ...]) -> None:
    content = original()
    content["about"], content["computed"], content["as_of"] = ["anything"], 12, "yesterday"
    content["a_field_of_tomorrow"] = {}
    assert parse_of(content) == sample_values


# -- nothing is lost on the way round ----------------------------------------------------------------


def test_values_survive_a_trip_after_a_day_of_work(
    sample_desk: Desk, clock: HandClock
) -> None:
    desk = sample_desk
    desk.add_client("Éditions de l’Îlot")
    desk.add_task(desk.understand("Relire les épreuves ~90min @edi !"))
    desk.start("T02")
    clock.advance(minutes=12, seconds=34)
    desk.complete("T02")
    desk.note_time("T15", 20, "rangé au fond")
    desk.wait_for("T15", "Maître Ÿvard", "la pièce 3", Deadline(date(2026, 12, 2)))
    desk.postpone("T09", Deadline.at_instant(clock() + timedelta(days=3), desk.settings.zone), "inaudible")
    desk.mark_out_of_scope("T09", "hors contrat", "un devis suit")
    desk.drop("T03", "payée")
    desk.complete("T15")
    desk.came_back("T15", "la pièce 4 manque")
    hers = desk.keep_reply(Reply(id="", name="Devis", text="Un devis pour {{ tache }}", voice="tu"))
    for reply in (hers.id, "scope", "colleague"):
        desk.use_reply("oei", reply)
    desk.edit_client(replace(desk.client("oei"), label="FLE", scope_note="Pas de compta", colour="teal"))
    values = everything(desk)
    assert by_key(round_trip(values)) == by_key(values)


@pytest.mark.parametrize(("changed", "path"), [
    ({"replies": [{"id": "r", "name": " ", "text": "x"}]}, "replies[0].name"),
    ({"replies": [{"id": "r", "name": "n", "text": "x", "voice": "de"}]}, "replies[0].voice"),
    ({"reply_uses": [{"id": "u", "reply": "scope", "at": "2026-11-23T09:00", "client": "x"}]},
     "reply_uses[0].client"),
    ({"reply_uses": [{"id": "u", "reply": "scope", "at": "hier"}]}, "reply_uses[0].at"),
    ({"tasks": [{"id": "t", "title": "x", "created": "2026-11-23T09:00", "finished_before": [["a", "b"]]}]},
     "tasks[0].finished_before"),
])
def test_a_wrong_answer_or_return_is_refused_with_its_path(changed: dict[str, Any], path: str) -> None:
    with pytest.raises(ImportRefused) as told:
        parse(json.dumps(changed).encode())
    assert told.value.path == path


@pytest.mark.parametrize("start", [
    "2026-10-25T00:30+00:00",  # 02:30, the first time
    "2026-10-25T01:30+00:00",  # 02:30, the second time
    "2026-10-25T01:00:00.000001+00:00",
    "2026-03-29T01:00:01+00:00",
    "2026-11-23T08:10:59.999999+00:00",
])
def test_instants_survive_a_trip_to_the_microsecond(start: str) -> None:
    begin = datetime.fromisoformat(start).astimezone(UTC)
    client = Client(id="abc", name="A", label="ABC")
    task = Task(
        id="t", title="x", client="abc", created=begin, status=Status.DONE, done_at=begin,
        deadline=Deadline.at_instant(begin, Settings().zone), explained_at=begin,
    )
    entry = Entry(
        id="e", task="t", client="abc", start=begin, end=begin + timedelta(minutes=61, seconds=1),
        origin=Origin.CORRECTED, original_end=begin + timedelta(hours=3),
    )
    values = (client, task, entry, Interruption(id="i", at=begin, source="perso"))
    assert round_trip(values) == values


@pytest.mark.parametrize("origin", list(Origin))
@pytest.mark.parametrize("hours", [True, False])
def test_a_correction_keeps_its_originals_and_its_instant_on_the_way_round(origin: Origin, hours: bool) -> None:
    entry = Entry(
        id="e", start=NOW - timedelta(hours=2), end=NOW - timedelta(hours=1), origin=origin, billable=False,
        original_start=NOW - timedelta(hours=3, seconds=7) if hours else None,
        original_end=NOW - timedelta(minutes=5) if hours else None, corrected_at=NOW + timedelta(seconds=13),
    )
    assert round_trip((entry,)) == (entry,)
    told = json.loads(dump((entry,), NOW))["time_entries"][0]
    assert told["corrected_at"] == "2026-11-27T17:45:13"
    assert ("raw_start" in told, "raw_end" in told) == (hours, hours)


TASK = Task(id="t", title="x", created=NOW)
TRICKY_TASKS = [
    replace(TASK, next_text="2026-12-01"),
    replace(TASK, next_text="2026-12-01 au matin"),
    replace(TASK, next_text="un devis suit", next_on=Deadline(date(2026, 12, 1))),
    replace(TASK, status=Status.WAITING, waiting_for="tiers"),
    replace(TASK, status=Status.WAITING, waiting_for="tiers", out_of_scope=True, scope_note="n"),
    replace(TASK, status=Status.DONE, done_at=NOW, out_of_scope=True),
    replace(TASK, status=Status.DONE, done_at=NOW, deadline=Deadline(date(2026, 11, 1)), reason="r"),
    replace(TASK, status=Status.DOING, reason="r", progress_pct=0),
    replace(TASK, out_of_scope=True, reason="r"),
    replace(TASK, dropped_at=NOW, reason="r"),
    replace(TASK, quantity=0, quantity_unit="calls", audio_min=0),
    replace(TASK, quantity=3, quantity_unit="pages"),
    replace(TASK, title="[/] \x1b[31m @tuy « ~30min »", note="a\nb\tc", report_label="é"),
]


@pytest.mark.parametrize("task", TRICKY_TASKS)
def test_odd_tasks_survive_a_trip(task: Task) -> None:
    assert round_trip((task,)) == (task,)


TRICKY_BILLING = [
    Billing(mode=Mode.PACK, pack_hours=Decimal("7.5"), used_before_on=date(2026, 11, 23)),
    Billing(mode=Mode.PACK, pack_hours=Decimal(10), used_before_min=0),
    Billing(mode=Mode.PACK, pack_hours=Decimal(10), used_before_min=5, used_before_on=date(2026, 11, 23)),
    Billing(mode=Mode.PACK, pack_hours=Decimal(10), used_before_min=5, used_before_on=date(2026, 11, 24)),
    Billing(
        mode=Mode.MONTHLY_HOURS, rounding_direction=Direction.NEAREST, rounding_scope=Scope.ENTRY,
        urgent_surcharge_pct=25, evening_surcharge_pct=0, weekend_surcharge_pct=50, holiday_surcharge_pct=100,
        evening_from=time(19, 30), overrun=Overrun.CARRIED, carry_over=True, statement_times=True,
    ),
    Billing(hourly_rate_eur=Decimal("28.35"), prices_eur=(("é", Decimal("1.9")), ("b", Decimal(0)))),
]


@pytest.mark.parametrize("one", TRICKY_BILLING)
@pytest.mark.parametrize("other", TRICKY_BILLING)
def test_agreements_survive_a_trip_beside_each_other(one: Billing, other: Billing) -> None:
    values = (
        Client(id="abc", name="A", label="ABC", billing=one), Client(id="def", name="D", label="D2", billing=other)
    )
    assert round_trip(values) == values


def test_a_timer_left_on_for_a_weekend_survives_a_trip() -> None:
    entry = Entry(id="e", start=NOW, end=NOW + timedelta(hours=62))
    assert round_trip((entry,)) == (entry,)


@pytest.mark.parametrize("surcharge", ["", "evening", "none"])
@pytest.mark.parametrize("offered", [True, False])
@pytest.mark.parametrize("zone", ["", *Zone])
def test_what_she_decided_on_a_time_survives_a_trip(surcharge: str, offered: bool, zone: str) -> None:
    client = Client(id="abc", name="A", label="ABC", holiday_zone=zone)
    entry = Entry(id="e", client="abc", start=NOW, end=NOW + timedelta(minutes=5), offered=offered,
                  surcharge=surcharge)
    assert round_trip((client, entry)) == (client, entry)


texts = st.text(max_size=20)
titles = texts.filter(lambda t: bool(t.strip()))
instants = st.integers(0, 10**9).map(lambda s: datetime(2010, 1, 1, tzinfo=UTC) + timedelta(seconds=s))
hours = instants.map(lambda i: Deadline.at_instant(i, PARIS))
promises = st.none() | hours | instants.map(lambda i: Deadline(i.date()))
tasks = st.builds(
    Task, title=titles, created=instants, category=texts, channel=texts, reason=texts, note=texts, result=texts,
    report_label=texts, scope_note=texts, next_text=texts | instants.map(lambda i: i.date().isoformat()),
    deadline=promises, next_on=promises, explained_at=st.none() | instants, dropped_at=st.none() | instants,
    estimate_min=st.none() | st.integers(1, 6000), progress_pct=st.none() | st.integers(0, 100), priority=...,
    status=st.sampled_from([Status.TODO, Status.DOING, Status.WAITING]), out_of_scope=st.booleans(),
    waiting_for=texts, waiting_since=st.none() | instants, confidential=st.booleans(),
    came_back_at=st.none() | instants, remark=texts, not_before=promises, pinned_at=st.none() | instants,
)


@given(st.lists(tasks, max_size=3), st.none() | instants)
def test_any_tasks_survive_a_trip(found: list[Task], finished: datetime | None) -> None:
    values = tuple(replace(t, id=f"t{n}") for n, t in enumerate(found))
    if finished is not None:
        values = tuple(replace(t, status=Status.DONE, done_at=finished) for t in values)
    assert round_trip(values) == values


@pytest.mark.parametrize("settings", [
    Settings(), Settings(lunch_min=0, long_break_min=0), Settings(working_hours=((time(20), time(0)),)),
    Settings(working_days=(5, 6), end_of_day=time(0, 30), signature="a\nb", holiday_zone=Zone.ALSACE_MOSELLE),
    Settings(timezone="America/Guadeloupe"),
])
def test_her_settings_survive_a_trip(settings: Settings) -> None:
    assert round_trip((settings,)) == (settings,)


def test_her_own_texts_survive_a_trip_and_a_broken_one_comes_in_too() -> None:
    client = Client(id="abc", name="Abc", label="ABC", plain_spaces=True)
    values = (client, Wording(id="vous:day", text="{{ broken"), Wording(id="en:week", text="Hello\n"))
    assert set(round_trip(values)) == set(values)


@pytest.mark.parametrize(("record", "path"), [
    ({"id": "vous:year", "text": "x"}, "wordings[0].id"), ({"id": "vous:day", "text": " "}, "wordings[0].text"),
    ({"id": "vous:day", "text": "x" * 20_001}, "wordings[0].text"),
])
def test_what_is_no_text_for_a_report_is_refused(record: dict[str, str], path: str) -> None:
    with pytest.raises(ImportRefused) as told:
        parse(json.dumps({"wordings": [record]}).encode())
    assert told.value.path == path


def test_the_example_of_the_documentation_can_be_imported() -> None:
    page = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    example = page.split("```json\n")[1].split("```")[0]
    values = parse(example.encode(), known_clients=["ver"])
    assert [type(v) for v in values] == [Settings, Client, Task, Entry, Interruption]


# -- what is refused ---------------------------------------------------------------------------------

Change = Callable[[dict[str, Any]], object]


def put(path: str, value: object) -> Change:
    """Return a change that writes `value` at a path such as `tasks[12].deadline`."""

    def change(content: dict[str, Any]) -> None:
        *parents, last = path.replace("[", ".").replace("]", "").split(".")
        target: Any = content
        for name in parents:
            target = target[int(name) if name.isdigit() else name]
        target[int(last) if last.isdigit() else last] = value

    return change


WRONG = [
    ("tasks[12].deadline", "le 30 février"),
    ("tasks[12].deadline", "2026-02-30"),
    ("tasks[12].deadline", "2026-11-27T25:00"),
    ("tasks[12].deadline", 20261127),
    ("tasks[12].deadline", "0001-01-01T00:00"),
    ("tasks[12].deadline", "9999-12-31T23:59:59-14:00"),
    ("tasks[12].created", "2026-11-27"),
    ("tasks[12].created", None),
    ("tasks[12].title", ""),
    ("tasks[12].title", " \u00a0"),
    ("tasks[12].title", 12),
    ("tasks[12].status", "presque"),
    ("tasks[12].priority", "vite"),
    ("tasks[12].estimate_min", "30"),
    ("tasks[12].estimate_min", -30),
    ("tasks[12].estimate_min", 0),
    ("tasks[12].estimate_min", 10**30),
    ("tasks[12].quantity", 10**30),
    ("tasks[12].progress_pct", 101),
    ("tasks[12].out_of_scope", "oui"),
    ("tasks[12].next", "2026-11-31"),
    ("tasks[4].client", "inconnu"),
    ("tasks[4].id", "T01"),
    ("tasks[4].id", ""),
    ("clients[2].register", "nous"),
    ("clients[2].name", ""),
    ("clients[2].id", "bru"),
    ("clients[2].language", "de"),
    ("clients[2].label", "LONG"),
    ("clients[2].label", "[/]"),
    ("clients[2].billing.mode", "gratuit"),
    ("clients[2].billing.increment_min", 0),
    ("clients[2].billing.increment_min", "15"),
    ("clients[2].billing.rounding_scope", "mois"),
    ("clients[2].billing.evening_from", "tard"),
    ("clients[2].holiday_zone", "lune"),
    ("time_entries[1].surcharge", "pluie"),
    ("clients[2].billing.pack_hours", "10"),
    ("clients[2].billing.pack_hours", "NaN"),
    ("clients[2].billing.expires_on", "bientôt"),
    ("clients[2].report.frequency", "jamais"),
    ("time_entries[3].end", "2026-11-23T08:00"),
    ("time_entries[3].end", "midi"),
    ("time_entries[3].minutes", 1),
    ("time_entries[3].source", "devinette"),
    ("time_entries[3].task", "T99"),
    ("time_entries[3].client", "inconnu"),
    ("time_entries[3].billable", 1),
    ("interruptions[5].at", "2026-11-23"),
    ("interruptions[5].outcome", "oubli"),
    ("interruptions[5].minutes", -1),
    ("interruptions[5].interrupted_task", "T99"),
    ("interruptions[5].created_task", "T99"),
    ("freelancer.working_days[1]", "lundredi"),
    ("freelancer.working_hours[0]", ["8h30", "12:00"]),
    ("freelancer.working_hours", [["18:00", "08:00"]]),
    ("freelancer.working_hours[0]", ["08:30+01:00", "12:00"]),
    ("freelancer.planned_end_of_day", "le soir"),
    ("freelancer.break_rule.short_break_every_min", 0),
    ("freelancer.holiday_zone", "lune"),
    ("week.from", "lundi"),
    ("timezone", "Europe/Nulle-Part"),
    ("timezone", "Europe"),
    ("timezone", "x" * 300),
    ("timezone", ""),
    ("tasks", {}),
    ("clients[0]", "bru"),
]


@pytest.mark.parametrize(("path", "value"), WRONG, ids=[f"{p}={v!r}"[:60] for p, v in WRONG])
def test_a_wrong_field_is_named_by_its_path(path: str, value: object) -> None:
    content = deepcopy(original())
    put(path, value)(content)
    with pytest.raises(ImportRefused) as refusal:
        parse_of(content)
    assert refusal.value.path == path


@pytest.mark.parametrize("content", [
    b"", b"{", b"[]", b"null", b'"clients"', b"\xff\xfe{}", b"\x00", b'{"clients": null}', b'{"timezone": 3}',
    b'{"tasks": [{"id": "a", "title": "\\ud800", "created": "2026-11-23T09:00"}]}', b"[" * 100_000,
])
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(ImportRefused):
        parse(content)


def test_a_finished_task_without_its_instant_is_refused() -> None:
    with pytest.raises(ImportRefused) as refusal:
        parse_of({"tasks": [{"id": "a", "title": "x", "created": "2026-11-23T09:00", "status": "fait"}]})
    assert (refusal.value.path, refusal.value.why) == ("tasks[0].done_at", "missing")


def test_a_refused_file_leaves_the_desk_as_it_is(desk: Desk) -> None:
    content = deepcopy(original())
    put("interruptions[16].at", "hier")(content)
    with pytest.raises(ImportRefused):
        desk.take_in(parse_of(content))
    assert everything(desk) == ()
    assert desk.last_done is None


def test_tasks_may_name_a_client_who_is_already_on_the_desk() -> None:
    content = {"tasks": [{"id": "a", "title": "x", "client": "tuy", "created": "2026-11-23T09:00"}]}
    assert len(parse(json.dumps(content).encode(), known_clients=["tuy"])) == 1


def test_clients_without_a_label_get_one_of_their_own() -> None:
    content = {"clients": [{"id": "client-1", "name": "Un"}, {"id": "client-2", "name": "Deux"}]}
    labels = [v.label for v in parse_of(content) if isinstance(v, Client)]
    assert len(set(labels)) == 2
    assert all(1 <= len(label) <= 3 and label.isalnum() for label in labels)


def test_an_empty_file_brings_nothing() -> None:
    assert parse(b"{}") == ()


def test_pauses_absences_reports_and_evenings_come_back() -> None:
    noon = datetime(2026, 11, 25, 11, tzinfo=UTC)
    values: tuple[Value, ...] = (
        Client(id="tuy", name="Tuyauterie", label="TUY"),
        Break(id="b", start=noon, end=noon + timedelta(minutes=7), planned_min=10),
        BreakAnswer(id="a", at=noon, minutes=10),
        Absence(id="x", start=noon, end=noon + timedelta(hours=1), client="tuy", why=Why.STOPPED, asked=True),
        Report(id="tuy:2026-11-25:week", client="tuy", day=date(2026, 11, 25), span=Span.WEEK, subject="Semaine",
               body="Bonjour,\n\nfait.", drafted="d", history=((noon, Sent.COPIED), (noon, Sent.SENT)),
               accepted=("m",), left="l"),
        Evening(id="evening:2026-11-25", day=date(2026, 11, 25), skipped=(Stage.TIMES,), answered=("g",),
                three=("T1",), begun_at=noon, closed_at=noon + timedelta(minutes=9)),
    )
    assert by_key(round_trip(values)) == by_key(values)


def test_the_pause_she_is_in_stays_with_the_session_that_runs() -> None:
    assert round_trip((Break(id="b", start=NOW),)) == ()


@pytest.mark.parametrize(("table", "record", "named"), [
    ("breaks", {"id": "b", "start": "2026-11-25T12:00", "end": "2026-11-25T11:00"}, "breaks[0].end"),
    ("reports", {"client": "nobody", "day": "2026-11-25"}, "reports[0].client"),
    ("reports", {"client": "tuy", "day": "1066-10-14"}, "reports[0].day"),
    ("evenings", {"day": "2026-11-31"}, "evenings[0].day"),
    ("absences", {"id": "x", "start": "2026-11-25T12:00", "end": "2026-11-25T13:00", "client": "no"},
     "absences[0].client"),
])
def test_a_wrong_day_record_is_named(table: str, record: dict[str, Any], named: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        parse_of({"clients": [{"id": "tuy", "name": "T"}], table: [record]})
    assert refused.value.path == named
