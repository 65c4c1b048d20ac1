"""What comes again in the exchange format: nothing is lost on the way, what cannot be is refused by its path."""

import json
from datetime import UTC, date, datetime, time

import pytest

from pupitre.client import Client
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.errors import ImportRefused
from pupitre.ports import Value
from pupitre.recurrence import Recurrence
from pupitre.rules import LAST, Every, Rule, Shift
from pupitre.task import Priority, Task
from pupitre.value import replace
from storage.exchange import dump, parse

NOW = datetime(2026, 11, 27, 16, 45, tzinfo=UTC)
FIRST = date(2026, 11, 23)


def test_recurrences_and_their_tasks_survive_a_trip(desk: Desk) -> None:
    client = desk.add_client("Tuyaudec")
    rules = (
        Rule(every=Every.WEEK, first=FIRST, until=date(2027, 3, 1), weekdays=(0, 3), shift=Shift.AFTER),
        Rule(every=Every.MONTH_WEEKDAY, first=FIRST, weekdays=(1,), rank=LAST),
        Rule(every=Every.QUARTER, first=FIRST, day=LAST, shift=Shift.BEFORE), Rule(every=Every.DAY, first=FIRST),
    )
    for rule in rules:
        desk.keep_recurrence(Recurrence(
            id="", title="=Point [/]", rule=rule, client=client.id, hour=time(9, 30), note="à voir\n- deux",
            estimate_min=20, priority=Priority.HIGH, lead_days=2, kit="vat", category="suivi",
        ))
    desk.skip_day(desk.recurrences()[0].id, date(2026, 11, 26))
    key = next(iter(desk.ledger.table(Task)))
    desk.wait_for(key, "tiers", "le code")
    desk.chase(key, Deadline(date(2026, 12, 1)))
    values: list[Value] = [client, *desk.recurrences(), *desk.ledger.table(Task).values()]
    found = parse(dump(tuple(values), NOW))
    assert {(type(v), v.id): v for v in found} == {(type(v), v.id): v for v in values}


RECORD = {"id": "r", "title": "Point", "rule": {"every": "week", "first": "2026-11-23"}}


@pytest.mark.parametrize(("changed", "path"), [
    ({"title": " "}, "recurrences[0].title"), ({"client": "x"}, "recurrences[0].client"),
    ({"lead_days": 61}, "recurrences[0].lead_days"), ({"estimate_min": 0}, "recurrences[0].estimate_min"),
    ({"hour": "09:00:00Z"}, "recurrences[0].hour"),
    ({"rule": {"every": "week", "first": "1026-11-23"}}, "recurrences[0].rule.first"),
    ({"rule": {"every": "week", "first": "2026-11-23", "until": "9999-12-31"}}, "recurrences[0].rule.until"),
    ({"made_until": "9999-12-31"}, "recurrences[0].made_until"),
    ({"skipped": ["0001-01-01"]}, "recurrences[0].skipped"),
    ({"rule": {"every": "week", "first": "2026-11-23", "until": "2026-11-22"}}, "recurrences[0].rule"),
    ({"rule": {"every": "hour", "first": "2026-11-23"}}, "recurrences[0].rule.every"),
    ({"rule": {"every": "week", "first": "2026-11-23", "weekdays": [7]}}, "recurrences[0].rule.weekdays[0]"),
])
def test_what_can_never_come_is_refused_with_its_path(changed: dict[str, object], path: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        parse(json.dumps({"recurrences": [RECORD | changed]}).encode())
    assert refused.value.path == path
    assert parse(json.dumps({"recurrences": [RECORD, RECORD | {"id": "s"}]}).encode())


def test_a_recurrence_that_comes_in_makes_what_is_due_from_now_on(desk: Desk) -> None:
    came = parse(json.dumps({"recurrences": [RECORD]}).encode())
    assert desk.take_in(came) == {Recurrence: 1}
    assert desk.take_in(came) == {}
    desk.make_recurring()
    assert [t.deadline for t in desk.ledger.table(Task).values()] == [Deadline(FIRST)]


def test_a_client_of_a_recurrence_may_be_on_the_desk_already() -> None:
    known = Client(id="tuy", name="Tuyaudec", label="TUY")
    (found,) = parse(json.dumps({"recurrences": [RECORD | {"client": "tuy"}]}).encode(), [known.id])
    assert isinstance(found, Recurrence)
    assert replace(found, client=None) != found
