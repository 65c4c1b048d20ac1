"""What she decides on the time of a statement: surcharges, and time that is offered."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pupitre.client import Billing, Client
from pupitre.desk import Desk
from pupitre.entry import Entry, Origin
from pupitre.errors import Invalid, Unknown
from pupitre.statement import Kind
from pupitre.value import replace
from tests.memory import HandClock

EVENING = datetime(2026, 10, 5, 19, 30, tzinfo=UTC)
ABC = Client(id="abc", name="Abc", label="ABC", billing=Billing(evening_surcharge_pct=40))
XYZ = Client(id="xyz", name="Xyz", label="XYZ")


@pytest.fixture
def late(desk: Desk, clock: HandClock) -> Desk:
    """A desk with two stretches of an October evening, in a closed month."""
    clock.set("2026-11-03T09:00")
    desk.take_in([ABC, XYZ, *(
        Entry(id=f"e{n}", client="abc", start=at, end=at + timedelta(minutes=20))
        for n, at in enumerate((EVENING, EVENING + timedelta(hours=1)))
    )])
    for _ in desk.closing_days():
        pass
    assert desk.past.months() == ("2026-10",)
    return desk


def test_a_surcharge_is_accepted_for_a_line_and_taken_back_at_once(late: Desk) -> None:
    [line] = late.statement("abc", "2026-10").lines
    assert (line.proposed, line.surcharge_pct) == (("evening",), 0)
    late.settle_surcharge(line.entries, "evening")
    [line] = late.statement("abc", "2026-10").lines
    assert (line.surcharge, line.surcharge_pct) == ("evening", 40)
    assert line.proposed == ()
    assert line.origins == {Origin.MEASURED}, "a price is no correction of a time"
    late.undo()
    [line] = late.statement("abc", "2026-10").lines
    assert (line.proposed, line.surcharge) == (("evening",), "")


def test_a_surcharge_that_was_declined_is_not_proposed_again(late: Desk) -> None:
    late.settle_surcharge(["e0", "e1"], "none")
    [line] = late.statement("abc", "2026-10").lines
    assert (line.proposed, line.surcharge, line.minutes) == ((), "", 40)
    late.settle_surcharge(["e0", "e1"], "")
    assert late.statement("abc", "2026-10").lines[0].proposed == ("evening",)


def test_a_surcharge_stays_when_the_day_is_closed_again(late: Desk, clock: HandClock) -> None:
    late.settle_surcharge(["e0"], "evening")
    before = late.statement("abc", "2026-10")
    assert [line.surcharge for line in before.lines] == ["evening", ""]
    clock.advance(hours=24)
    for _ in late.closing_days():
        pass
    assert "e0" not in late.ledger.table(Entry)
    assert late.statement("abc", "2026-10") == before


@pytest.mark.parametrize(("code", "why"), [("rain", "unknown"), ("weekend", "not_agreed")])
def test_what_was_not_agreed_cannot_be_accepted(code: str, why: str, late: Desk) -> None:
    with pytest.raises(Invalid) as refusal:
        late.settle_surcharge(["e0", "e1"], code)
    assert (refusal.value.field, refusal.value.why) == ("surcharge", why)
    with pytest.raises(Unknown):
        late.settle_surcharge(["nothing"], "evening")
    assert late.statement("abc", "2026-10").lines[0].proposed == ("evening",)


def test_time_is_offered_and_billed_again(late: Desk) -> None:
    late.offer(["e0"], offered=True)
    found = late.statement("abc", "2026-10")
    assert [(line.kind, line.billed) for line in found.lines] == [(Kind.OFFERED, 0), (Kind.BILLED, 30)]
    assert (found.offered, late.facts("abc", date(2026, 10, 5)).rounded) == (20, 30)
    late.offer(["e0", "e1"], offered=False)
    assert late.statement("abc", "2026-10").billed == 45
    late.undo()
    assert late.statement("abc", "2026-10").offered == 20


def test_the_form_of_a_time_can_offer_it(late: Desk) -> None:
    late.change_time("e0", task=None, client="abc", note="", billable=True, offered=True)
    assert late.statement("abc", "2026-10").offered == 20
    late.change_time("e0", task=None, client="abc", note="geste", billable=True)
    assert late.statement("abc", "2026-10").offered == 20, "what is not said stays as it is"


def test_a_surcharge_was_accepted_for_one_client_only(late: Desk) -> None:
    late.settle_surcharge(["e0"], "evening")
    late.change_time("e0", task=None, client="xyz", note="", billable=True)
    assert late.statement("xyz", "2026-10").lines[0].surcharge == ""


def test_two_times_of_another_price_are_not_made_one(late: Desk) -> None:
    late.settle_surcharge(["e0"], "evening")
    with pytest.raises(Invalid) as refusal:
        late.merge_times("e0", "e1", with_gap=True)
    assert refusal.value.why == "other_work"


@pytest.mark.parametrize("field", ["urgent", "evening", "weekend", "holiday"])
@pytest.mark.parametrize("percent", [-1, 301])
def test_a_surcharge_has_a_percentage_that_can_be(field: str, percent: int, late: Desk) -> None:
    agreed: dict[str, Any] = {f"{field}_surcharge_pct": percent}
    bill = replace(ABC.billing, **agreed)
    with pytest.raises(Invalid) as refusal:
        late.edit_client(replace(ABC, billing=bill))
    assert refusal.value.field == field
