"""The statement of hours: the sample week as it was computed by hand, agreements one by one, and laws."""

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.client import Billing, Client, Direction, Mode, Overrun, Scope
from pupitre.desk import Desk
from pupitre.dossier import Dossier
from pupitre.entry import Entry, Origin
from pupitre.errors import DamagedMonth, Unknown
from pupitre.ports import Value
from pupitre.report import Allowance, Span, facts
from pupitre.settings import Settings
from pupitre.statement import Alert, Kind, Piece, Statement
from pupitre.statements import statement
from pupitre.task import Priority, Status, Task
from pupitre.value import replace
from tests.conftest import SAMPLE
from tests.memory import HandClock, MemoryArchive, counted_ids

COMPUTED: dict[str, Any] = json.loads(SAMPLE.read_bytes())["computed"]
CLIENTS = ("bru", "ver", "tuy", "oei", "ysa", "cap")
NOVEMBER = "2026-11"
MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)
ABC = Client(id="abc", name="Abc", label="ABC")
TASK = Task(id="t", title="Devis", client="abc", created=MORNING)


def entry(key: str, start: datetime = MORNING, minutes: int = 20, task: str | None = "t", **more: Any) -> Entry:  # noqa: ANN401
    return Entry(id=key, task=task, client="abc", start=start, end=start + timedelta(minutes=minutes), **more)


def made(client: Client, *values: object, month: str = NOVEMBER, left: Allowance | None = None) -> Statement:
    return statement(Dossier.of(client, values), month, Settings(), left)


def agreed(**billing: Any) -> Client:  # noqa: ANN401
    return replace(ABC, billing=Billing(**billing))


# -- the sample week ---------------------------------------------------------------------------------


def test_the_recorded_and_the_rounded_minutes_of_the_sample(sample_desk: Desk) -> None:
    found = {client: sample_desk.statement(client, NOVEMBER) for client in CLIENTS}
    assert {c: s.minutes for c, s in found.items()} == COMPUTED["minutes_recorded_per_client"]
    assert {c: s.billed for c, s in found.items()} == COMPUTED["minutes_rounded_per_client"]


def test_the_lines_of_the_sample_are_its_days(sample_desk: Desk) -> None:
    by_day: dict[str, dict[str, int]] = {}
    for client in CLIENTS:
        for line in sample_desk.statement(client, NOVEMBER).lines:
            day = by_day.setdefault(line.day.isoformat(), {})
            day[client] = day.get(client, 0) + line.billed
    assert by_day == COMPUTED["minutes_rounded_per_day"]


def test_the_pack_of_the_sample(sample_desk: Desk) -> None:
    found, told = sample_desk.statement("tuy", NOVEMBER), COMPUTED["tuy_pack"]
    assert found.allowance is not None
    assert {
        "used_before_min": found.used_before, "used_this_week_min": found.billed,
        "remaining_min": found.allowance.left, "alert": bool(found.alerts), "expires_on": str(found.expires_on),
    } == told
    assert found.alerts == (Alert.NINETY,)


def test_the_monthly_hours_of_the_sample(sample_desk: Desk) -> None:
    found, told = sample_desk.statement("ysa", NOVEMBER), COMPUTED["ysa_monthly"]
    assert found.allowance is not None
    assert {
        "used_before_min": found.used_before, "used_this_week_min": found.billed,
        "allowance_min": found.allowance.sold, "over_min": found.overrun,
    } == told


def test_the_amount_and_the_audio_minutes_of_the_sample(sample_desk: Desk) -> None:
    assert sample_desk.statement("oei", NOVEMBER).amount_eur == Decimal(str(COMPUTED["oei_amount_eur"]))
    delivered = sample_desk.statement("bru", NOVEMBER).pieces
    assert sum(p.quantity for p in delivered) == COMPUTED["bru_audio_minutes_delivered"]
    assert [(p.what.replace("\u00a0", " "), p.quantity, p.of, p.day.day) for p in delivered] == [
        ("Dictée n° 2 (6 min)", 6, 0, 23), ("Dictée n° 1 (22 min)", 22, 0, 24), ("Dictée n° 3 (4 min)", 4, 0, 26),
        ("Retranscription d’un entretien (48 min)", 40, 48, 27),
    ]


def test_no_confidential_title_is_on_a_statement(sample_desk: Desk) -> None:
    told = repr(replace(sample_desk.statement("bru", NOVEMBER), client=ABC))
    assert "dossier 26" not in told
    assert "Dépôt dématérialisé d’un acte" in told


def test_the_rest_of_an_audio_client_is_paid_by_the_hour(sample_desk: Desk) -> None:
    found = sample_desk.statement("bru", NOVEMBER)
    audio = {w for line in found.lines if line.by_piece for w in line.what}
    assert audio == {p.what for p in found.pieces}
    by_hour = sum(line.billed for line in found.lines if not line.by_piece)
    assert found.amount_eur == Decimal("1.6") * 72 + Decimal(32) * by_hour / 60


# -- lines -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("scope", "billed", "what"), [
    (Scope.ENTRY, [15, 15, 15, 15], [("Devis",), ("",), ("Devis",), ("Devis",)]),
    (Scope.TASK_AND_DAY, [15, 15, 15], [("Devis",), ("",), ("Devis",)]),
    (Scope.DAY, [15, 15], [("Devis", ""), ("Devis",)]),
])
def test_a_line_is_what_is_rounded_once(scope: Scope, billed: list[int], what: list[tuple[str, ...]]) -> None:
    found = made(
        agreed(rounding_scope=scope), TASK, entry("1", minutes=5),
        entry("2", MORNING + timedelta(hours=2), minutes=5),
        entry("3", MORNING + timedelta(hours=1), minutes=5, task=None),
        entry("4", MORNING + timedelta(days=1), minutes=5),
    )
    assert [line.billed for line in found.lines] == billed
    assert [line.what for line in found.lines] == what
    assert found.billed == sum(billed)


def test_offered_and_unbilled_time_are_seen_and_never_billed() -> None:
    found = made(ABC, TASK, entry("1"), entry("2", offered=True), entry("3", billable=False, offered=True))
    assert [(line.kind, line.minutes, line.billed) for line in found.lines] == [
        (Kind.BILLED, 20, 30), (Kind.OFFERED, 20, 0), (Kind.UNBILLED, 20, 0),
    ]
    assert (found.minutes, found.billed, found.offered, found.unbilled) == (60, 30, 20, 20)


def test_a_line_says_where_its_times_come_from_and_which_they_are() -> None:
    later = MORNING + timedelta(hours=3)
    [line] = made(ABC, TASK, entry("2", later, origin=Origin.TYPED), entry("1")).lines
    assert line.origins == {Origin.MEASURED, Origin.TYPED}
    assert line.times == ((MORNING, MORNING + timedelta(minutes=20)), (later, later + timedelta(minutes=20)))
    assert line.entries == ("1", "2")


@pytest.mark.parametrize(("start", "month"), [
    ("2026-12-01T02:59:59+00:00", "2026-11"), ("2026-12-01T03:00:00+00:00", "2026-12"),
    ("2026-11-01T02:00:00+00:00", "2026-10"), ("2026-10-31T23:59:00+01:00", "2026-10"),
])
def test_work_belongs_to_the_month_of_her_day_in_which_it_began(start: str, month: str) -> None:
    begun = entry("1", datetime.fromisoformat(start).astimezone(UTC), 120)
    found = {m: made(ABC, TASK, begun, month=m).minutes for m in ("2026-10", "2026-11", "2026-12")}
    assert found == {m: 120 if m == month else 0 for m in found}


def test_a_title_without_a_neutral_label_stays_at_home() -> None:
    secret = replace(TASK, confidential=True, out_of_scope=True)
    found = made(ABC, secret, entry("1"))
    assert (found.lines[0].what, found.out_of_scope) == (("",), ("",))


# -- hours sold in advance ---------------------------------------------------------------------------


@pytest.mark.parametrize(("used", "told"), [
    (0, ()), (419, ()), (420, (Alert.SEVENTY,)), (540, (Alert.NINETY,)), (600, (Alert.FULL,)), (700, (Alert.FULL,)),
])
def test_a_pack_tells_at_70_90_and_100_percent(used: int, told: tuple[Alert, ...]) -> None:
    pack = agreed(mode=Mode.PACK, pack_hours=Decimal(10))
    assert made(pack, left=Allowance(600, used)).alerts == told


@pytest.mark.parametrize(("expires", "used", "told"), [
    (date(2026, 12, 30), 0, (Alert.EXPIRES,)), (date(2026, 12, 31), 0, ()), (date(2026, 11, 29), 0, (Alert.EXPIRED,)),
    (date(2026, 11, 30), 0, (Alert.EXPIRES,)), (date(2026, 11, 29), 600, (Alert.FULL,)),
])
def test_a_pack_tells_of_its_end_as_long_as_there_is_something_to_lose(
    expires: date, used: int, told: tuple[Alert, ...]
) -> None:
    pack = agreed(mode=Mode.PACK, pack_hours=Decimal(10), expires_on=expires)
    found = made(pack, left=Allowance(600, used))
    assert (found.alerts, found.expires_on) == (told, expires)


def test_the_rest_agreed_on_the_sheet_is_told_where_no_level_is() -> None:
    pack = agreed(mode=Mode.PACK, pack_hours=Decimal(10), alert_below_min=240)
    assert made(pack, left=Allowance(600, 400)).alerts == (Alert.LOW,)
    assert made(pack, left=Allowance(600, 590)).alerts == (Alert.NINETY,)


def test_a_pack_is_on_no_statement_of_the_time_before_it_was_bought(desk: Desk, clock: HandClock) -> None:
    clock.set("2026-12-10T09:00")
    desk.take_in([agreed(mode=Mode.PACK, pack_hours=Decimal(10), bought_on=date(2026, 12, 1),
                         expires_on=date(2026, 12, 20))])
    before, now = desk.statement("abc", NOVEMBER), desk.statement("abc", "2026-12")
    assert (before.allowance, before.alerts, before.expires_on) == (None, (), None)
    assert (now.allowance, now.alerts) == (Allowance(600, 0), (Alert.EXPIRES,))


def worked(desk: Desk, month: int, hours: int) -> None:
    """Note full hours on the fifth of a month of 2026 and the days after."""
    for n in range(hours):
        start = datetime(2026, month, 5 + n // 8, 7 + n % 8, tzinfo=UTC)
        desk.take_in([Entry(id=f"{month}-{n}", client="abc", start=start, end=start + timedelta(hours=1))])


@pytest.mark.parametrize(("carry", "overrun", "left"), [
    (False, None, {8: 5, 9: -3, 10: 0, 11: 10}),
    (False, Overrun.BILLED, {8: 5, 9: -3, 10: 0, 11: 10}),
    (True, None, {8: 5, 9: 2, 10: 2, 11: 12}),
    (False, Overrun.CARRIED, {8: 5, 9: -3, 10: -3, 11: 7}),
    (True, Overrun.CARRIED, {8: 5, 9: 2, 10: 2, 11: 12}),
])
def test_hours_of_a_month_are_carried_as_agreed(
    carry: bool, overrun: Overrun | None, left: dict[int, int], desk: Desk, clock: HandClock
) -> None:
    clock.set("2026-11-27T17:45")
    desk.take_in([agreed(mode=Mode.MONTHLY_HOURS, monthly_hours=Decimal(10), carry_over=carry, overrun=overrun)])
    for month, hours in ((8, 5), (9, 13), (10, 10)):
        worked(desk, month, hours)
    for _ in range(2):  # on the desk, then in the months
        found = {m: desk.statement("abc", f"2026-{m:02}") for m in left}
        assert {m: s.allowance.left / 60 for m, s in found.items() if s.allowance} == left
        assert found[11].allowance == desk.hours_left(desk.client("abc"))
        assert {s.used_before for s in found.values()} == {0}
        for _ in desk.closing_days():
            pass


def test_unused_hours_are_never_more_than_those_of_one_month(desk: Desk, clock: HandClock) -> None:
    clock.set("2026-11-27T17:45")
    desk.take_in([agreed(mode=Mode.MONTHLY_HOURS, monthly_hours=Decimal(10), carry_over=True)])
    worked(desk, 1, 1)
    assert desk.statement("abc", NOVEMBER).carried_min == 600
    assert desk.statement("abc", "2026-01").carried_min == 0, "nothing before the first work"


@pytest.mark.parametrize(("overrun", "rate", "amount"), [
    (Overrun.BILLED, Decimal(31), Decimal("587.75")), (Overrun.CARRIED, None, Decimal(580)),
    (None, Decimal(31), None), (Overrun.BILLED, None, None),
])
def test_an_overrun_is_an_amount_only_as_agreed(
    overrun: Overrun | None, rate: Decimal | None, amount: Decimal | None
) -> None:
    client = agreed(mode=Mode.MONTHLY_HOURS, monthly_hours=Decimal(20), price_eur=Decimal(580), overrun=overrun,
                    overage_hourly_rate_eur=rate)
    assert made(client, left=Allowance(1200, 1215)).amount_eur == amount
    assert made(client, left=Allowance(1200, 1200)).amount_eur == Decimal(580)


# -- surcharges --------------------------------------------------------------------------------------

DEAR = agreed(
    hourly_rate_eur=Decimal(30), urgent_surcharge_pct=25, weekend_surcharge_pct=50, evening_surcharge_pct=40,
    holiday_surcharge_pct=100, evening_from=time(19),
)


@pytest.mark.parametrize(("start", "zone", "proposed"), [
    ("2026-11-23T10:00", "", ()),
    ("2026-11-23T18:39", "", ()),
    ("2026-11-23T18:41", "", ("evening",)),
    ("2026-11-24T01:00", "", ("evening",)),
    ("2026-11-28T10:00", "", ("weekend",)),
    ("2026-11-11T10:00", "", ("holiday",)),
    ("2026-12-26T10:00", "", ("weekend",)),
    ("2026-12-26T10:00", "alsace_moselle", ("holiday", "weekend")),
    ("2026-04-03T10:00", "", ()),
    ("2026-04-03T10:00", "alsace_moselle", ("holiday",)),
])
def test_a_surcharge_is_proposed_from_the_clock_and_the_calendar(
    start: str, zone: str, proposed: tuple[str, ...]
) -> None:
    at = datetime.fromisoformat(start).replace(tzinfo=Settings().zone).astimezone(UTC)
    [line] = made(replace(DEAR, holiday_zone=zone), TASK, entry("1", at), month=start[:7]).lines
    assert (line.proposed, line.surcharge, line.surcharge_pct) == (proposed, "", 0)


def test_an_urgent_task_is_proposed_and_nothing_that_was_not_agreed() -> None:
    urgent = replace(TASK, priority=Priority.URGENT)
    assert made(DEAR, urgent, entry("1")).lines[0].proposed == ("urgent",)
    assert made(ABC, urgent, entry("1", MORNING - timedelta(days=1))).lines[0].proposed == ()
    assert made(DEAR, urgent, entry("1", offered=True)).lines[0].proposed == ()


def test_only_what_she_accepted_is_on_the_line_and_in_the_amount() -> None:
    evening = MORNING + timedelta(hours=10)
    before = made(DEAR, TASK, entry("1"), entry("2", evening))
    assert (before.billed, before.amount_eur) == (45, Decimal("22.50"))
    after = made(DEAR, TASK, entry("1"), entry("2", evening, surcharge="evening"))
    assert [(x.billed, x.surcharge, x.surcharge_pct, x.proposed) for x in after.lines] == [
        (30, "", 0, ()), (30, "evening", 40, ()),
    ]
    assert after.amount_eur == Decimal("15.00") + Decimal("21.00")
    declined = made(DEAR, TASK, entry("1"), entry("2", evening, surcharge="none"))
    assert [(x.billed, x.surcharge, x.proposed) for x in declined.lines] == [(45, "", ())]


# -- pieces ------------------------------------------------------------------------------------------

PIECES = agreed(mode=Mode.PIECE, prices_eur=(("attestation", Decimal(4)), ("pv_par_minute_audio", Decimal("1.9")),
                                              ("catalogue", Decimal(60))))


@pytest.mark.parametrize(("task", "piece", "amount"), [
    ({"quantity": 11, "quantity_unit": "attestation"}, (11, "attestation", Decimal(4)), Decimal(44)),
    ({"quantity": 11, "category": "catalogue"}, (1, "catalogue", Decimal(60)), Decimal(60)),
    ({"audio_min": 65}, (65, "audio_minute", Decimal("1.9")), Decimal("123.5")),
    ({"quantity": 12}, (1, "piece", None), None),
    ({"quantity": 12, "quantity_unit": "letters"}, (12, "letters", None), None),
    ({"title": "11 attestations"}, (1, "piece", None), None),
])
def test_a_piece_has_a_price_only_where_the_sheet_names_it(
    task: dict[str, Any], piece: tuple[object, ...], amount: Decimal | None
) -> None:
    done = replace(TASK, status=Status.DONE, done_at=MORNING, **task)
    found = made(PIECES, done, entry("1"))
    assert [(p.quantity, p.unit, p.unit_price_eur) for p in found.pieces] == [piece]
    assert found.amount_eur == amount


def test_a_part_that_was_delivered_is_counted_once_over_the_months() -> None:
    audio = agreed(mode=Mode.AUDIO_MINUTE, rate_per_audio_minute_eur=Decimal("1.6"))
    said = replace(TASK, audio_min=48, reason="Inaudible ; 40 minutes sur 48 sont rendues.", explained_at=MORNING)
    done = replace(said, status=Status.DONE, done_at=MORNING + timedelta(days=14))

    def quantities(task: Task) -> list[list[Piece]]:
        return [list(made(audio, task, month=m).pieces) for m in ("2026-10", "2026-11", "2026-12", "2027-01")]

    assert [[p.quantity for p in found] for found in quantities(said)] == [[], [40], [], []]
    assert [[p.quantity for p in found] for found in quantities(done)] == [[], [40], [8], []]
    same_month = replace(done, done_at=MORNING + timedelta(days=2))
    assert [[p.quantity for p in found] for found in quantities(same_month)] == [[], [48], [], []]
    percent = replace(TASK, audio_min=48, progress_pct=80, reason="80 % sont rendus")
    assert [[p.quantity for p in found] for found in quantities(percent)] == [[], [], [], []]


@pytest.mark.parametrize(("created", "counts"), [
    ((0, 0, 5), [("Convocations", ("Émargement",), 1, 25), ("Attestations", (), 1, 27)]),
    ((0, 1, 5), [("Convocations", (), 1, 24), ("Émargement", (), 1, 25), ("Attestations", (), 1, 27)]),
    ((0, 0, 0), [("Convocations", ("Émargement", "Attestations"), 1, 27)]),
])
def test_what_came_in_together_without_a_named_service_is_one(
    created: tuple[int, ...], counts: list[tuple[str, tuple[str, ...], int, int]]
) -> None:
    tasks = [
        replace(TASK, id=title, title=title, created=MORNING - timedelta(days=1) + timedelta(hours=hour),
                status=Status.DONE, done_at=MORNING + timedelta(days=day), quantity=12)
        for title, hour, day in zip(("Convocations", "Émargement", "Attestations"), created, (1, 2, 4), strict=True)
    ]
    found = made(PIECES, *tasks).pieces
    assert [(p.what, p.also, p.quantity, p.day.day) for p in found] == counts
    assert {p.unit for p in found} == {"piece"}
    named = [replace(task, category="catalogue") for task in tasks]
    assert [p.quantity for p in made(PIECES, *named).pieces] == [1, 1, 1], "what the sheet names stays apart"


def test_the_services_of_the_sample_are_two(sample_desk: Desk) -> None:
    found = sample_desk.statement("cap", NOVEMBER).pieces
    assert [(p.quantity, p.unit, len(p.also)) for p in found] == [(1, "piece", 1), (1, "piece", 0)]


# -- the day it is told of ---------------------------------------------------------------------------


@pytest.mark.parametrize(("asked", "up_to"), [
    ("2026-11-27T17:45", date(2026, 11, 27)), ("2026-11-30T23:59", date(2026, 11, 30)),
    ("2026-12-01T03:59", date(2026, 11, 30)), ("2026-12-01T04:00", None), ("2027-06-01T09:00", None),
    ("2026-11-20T09:00", date(2026, 11, 27)), ("2026-10-02T09:00", date(2026, 11, 27)),
])
def test_a_month_that_lasts_says_up_to_which_day_it_is_told(
    asked: str, up_to: date | None, sample_desk: Desk, clock: HandClock
) -> None:
    clock.set(asked)
    assert sample_desk.statement("tuy", NOVEMBER).up_to == up_to


def test_a_month_without_anything_is_told_of_the_day_of_asking(sample_desk: Desk, clock: HandClock) -> None:
    clock.set("2026-11-27T17:45")
    for month, up_to in (("2026-10", None), ("2027-05", date(2026, 11, 27))):
        found = sample_desk.statement("oei", month)
        assert (found.lines, found.pieces, found.up_to) == ((), (), up_to)


@pytest.mark.parametrize("client", ["tuy", "ysa"])
def test_what_was_left_before_hours_were_counted_is_not_known(
    client: str, sample_desk: Desk, clock: HandClock
) -> None:
    clock.set("2026-11-27T17:45")
    before = sample_desk.statement(client, "2026-10")
    assert (before.allowance, before.alerts, before.expires_on, before.used_before) == (None, (), None, 0)
    assert sample_desk.statement(client, NOVEMBER).allowance is not None


def test_only_hours_that_were_sold_are_deducted(sample_desk: Desk) -> None:
    assert {c for c in CLIENTS if sample_desk.statement(c, NOVEMBER).prepaid} == {"tuy", "ysa"}


# -- the desk ----------------------------------------------------------------------------------------


def test_a_running_session_is_on_the_statement_of_today(desk: Desk, clock: HandClock) -> None:
    desk.take_in([ABC, TASK])
    desk.start("t")
    clock.advance(minutes=16)
    assert (desk.statement("abc", NOVEMBER).minutes, desk.statement("abc", NOVEMBER).billed) == (16, 30)


def test_closing_the_days_changes_no_statement(sample_desk: Desk, clock: HandClock) -> None:
    clock.set("2026-12-03T09:00")
    before = {client: sample_desk.statement(client, NOVEMBER) for client in CLIENTS}
    for _ in sample_desk.closing_days():
        pass
    assert sample_desk.past.months() == (NOVEMBER,)
    for client, told in before.items():
        assert sample_desk.statement(client, NOVEMBER) == told
        assert sample_desk.statement(client, NOVEMBER) == told


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("scope", Scope)
def test_the_hours_left_follow_the_agreement_on_the_desk_and_in_the_months(
    scope: Scope, direction: Direction, sample_desk: Desk, clock: HandClock
) -> None:
    for key in ("tuy", "ysa"):
        client = sample_desk.client(key)
        bill = replace(client.billing, rounding_scope=scope, rounding_direction=direction, increment_min=10)
        sample_desk.edit_client(replace(client, billing=bill))
    clock.set("2026-11-30T09:00")
    for _ in range(2):
        for key, before in (("tuy", 330), ("ysa", 870)):
            told, left = sample_desk.statement(key, NOVEMBER), sample_desk.hours_left(sample_desk.client(key))
            assert left is not None
            assert (left.used, told.used_before) == (before + told.billed, before)
        for _ in sample_desk.closing_days():
            pass
    assert sample_desk.past.months() == (NOVEMBER,)


def test_a_damaged_month_is_told_and_never_half_a_statement(
    sample_values: tuple[Value, ...], clock: HandClock
) -> None:
    clock.set("2026-12-03T09:00")
    archive = MemoryArchive(sample_values)
    desk = Desk(archive, clock, counted_ids())
    for _ in desk.closing_days():
        pass
    archive.damaged.add(NOVEMBER)
    desk.past.forget()
    with pytest.raises(DamagedMonth):
        desk.statement("oei", NOVEMBER)
    assert desk.statement("oei", "2027-01").lines == ()
    with pytest.raises(DamagedMonth):
        desk.statement("tuy", "2027-01")  # what is left of the pack is not known


@pytest.mark.parametrize("month", ["2026-13", "", "2026", "11-2026", "2026-11-01", "x", "9999-12", "10000-01"])
def test_what_is_no_month_has_no_statement(month: str, sample_desk: Desk) -> None:
    with pytest.raises(ValueError, match=r"."):
        sample_desk.statement("oei", month)
    with pytest.raises(Unknown):
        sample_desk.statement("nobody", NOVEMBER)


def test_the_desk_tells_of_hours_that_run_low(sample_desk: Desk) -> None:
    assert [(c.id, told) for c, told in sample_desk.alerts()] == [("tuy", (Alert.NINETY,)), ("ysa", (Alert.FULL,))]


# -- laws --------------------------------------------------------------------------------------------

FIRST = datetime(2026, 11, 1, tzinfo=UTC)
hours = st.integers(-3 * 24 * 60, 33 * 24 * 60).map(lambda m: FIRST + timedelta(minutes=m))
some_entries = st.lists(
    st.builds(
        lambda start, length, task, client, billable, offered, surcharge: Entry(
            id=f"{start}{length}{client}", start=start, end=start + timedelta(seconds=length), task=task,
            client=client, billable=billable, offered=offered, surcharge=surcharge,
        ),
        hours, st.integers(0, 4 * 3600), st.sampled_from(["t", "u", None]), st.sampled_from(["abc", "xyz"]),
        st.booleans(), st.booleans(), st.sampled_from(["", "evening", "urgent"]),
    ),
    max_size=12, unique_by=lambda e: e.id,
)
some_clients = st.builds(
    lambda step, way, scope, mode: replace(ABC, billing=Billing(
        increment_min=step, rounding_direction=way, rounding_scope=scope, mode=mode, hourly_rate_eur=Decimal("27.35"),
        evening_surcharge_pct=50, urgent_surcharge_pct=25, rate_per_audio_minute_eur=Decimal("1.6"),
    )),
    st.integers(1, 60), st.sampled_from(Direction), st.sampled_from(Scope), st.sampled_from(Mode),
)
TASKS = (TASK, replace(TASK, id="u", title="Autre", client="xyz", audio_min=3, status=Status.DONE, done_at=MORNING))


@given(some_clients, some_entries)
def test_every_total_is_the_sum_of_the_lines_that_are_printed(client: Client, found: list[Entry]) -> None:
    told = made(client, *TASKS, *found)
    by_kind = {k: [line for line in told.lines if line.kind is k] for k in Kind}
    assert told.minutes == sum(line.minutes for line in told.lines)
    assert told.billed == sum(line.billed for line in by_kind[Kind.BILLED])
    assert told.offered == sum(line.minutes for line in by_kind[Kind.OFFERED])
    assert told.unbilled == sum(line.minutes for line in by_kind[Kind.UNBILLED])
    assert all(line.billed == 0 for line in (*by_kind[Kind.OFFERED], *by_kind[Kind.UNBILLED]))
    if client.billing.rounding_direction is Direction.UP:
        assert all(line.minutes <= line.billed for line in by_kind[Kind.BILLED])
    if told.amount_eur is not None and client.billing.mode is Mode.HOURLY:
        assert told.amount_eur == sum(told.line_amount_eur(line) or 0 for line in told.lines)


@given(some_clients, some_entries)
def test_the_reports_of_a_month_add_up_to_its_statement(client: Client, found: list[Entry]) -> None:
    dossier = Dossier.of(client, (*TASKS, *found))
    days = [date(2026, 11, 1) + timedelta(days=n) for n in range(30)]
    daily = sum(facts(dossier, day, Settings(), span=Span.DAY).rounded for day in days)
    assert statement(dossier, NOVEMBER, Settings()).billed == daily


@given(some_clients, some_entries)
def test_nothing_of_another_client_ever_changes_a_statement(client: Client, found: list[Entry]) -> None:
    alone = [*(t for t in TASKS if t.client == "abc"), *(e for e in found if e.client == "abc")]
    assert made(client, *TASKS, *found) == made(client, *alone) == made(client, *alone[::-1])
