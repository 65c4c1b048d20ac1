"""When to ask again, what is at the top on that day, which text does it, and what the report says of it."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pupitre.calendar import is_working_day
from pupitre.chasing import next_chase, texts, to_chase
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.replying import fitting
from pupitre.settings import Settings
from pupitre.task import WAITING_CLIENT, WAITING_THIRD, Status, Task
from pupitre.value import replace
from tests.memory import PARIS, HandClock

NOW = datetime(2026, 11, 25, 14, 0, tzinfo=PARIS)
OWN = Settings()
PIECES = Task(id="t", title="Pièces 14 à 19", created=NOW)


def waiting(task: Task, days: int, *asked: int) -> Task:
    """Return a task that waits since so many days, and for which she asked again so many days ago."""
    return replace(
        task, status=Status.WAITING, waiting_for=WAITING_CLIENT, waiting_since=NOW - timedelta(days=days),
        chased=tuple(NOW - timedelta(days=n) for n in asked),
    )


def day(task: Task, *, asked: bool = False) -> date:
    return next_chase(task, NOW, OWN, asked=asked).day


def test_what_begins_to_wait_is_asked_for_again_after_two_working_days() -> None:
    assert day(PIECES) == date(2026, 11, 27)
    friday = datetime(2026, 11, 27, 9, 0, tzinfo=PARIS)
    assert next_chase(PIECES, friday, OWN).day == date(2026, 12, 1)


def test_each_time_she_asked_the_next_step_is_proposed_counted_from_the_beginning() -> None:
    assert day(waiting(PIECES, 2), asked=True) == date(2026, 11, 30), "7 days after Monday 23"
    assert day(waiting(PIECES, 8, 1), asked=True) == date(2026, 12, 2), "15 days after Tuesday 17"
    assert day(waiting(PIECES, 16, 9, 1), asked=True) == date(2026, 12, 9), "and 15 more"


def test_an_unpaid_invoice_has_steps_of_its_own() -> None:
    invoice = replace(PIECES, title="Facture 2026-31 impayée")
    assert day(invoice) == date(2026, 12, 2), "7 days"
    assert day(waiting(invoice, 7), asked=True) == date(2026, 12, 3), "15 days after 18 November"
    assert day(waiting(invoice, 15, 8), asked=True) == date(2026, 12, 10), "30 days after 10 November"


@given(st.integers(0, 400), st.integers(0, 6), st.booleans(), st.sampled_from(("Pièces", "Paiement du 3")))
def test_a_day_to_ask_is_always_a_working_day_ahead(since: int, times: int, asked: bool, title: str) -> None:
    task = waiting(replace(PIECES, title=title), since, *([0] * times))
    assert day(task, asked=asked) > NOW.date()
    assert is_working_day(day(task, asked=asked), OWN.hours)


def test_on_its_day_what_waits_stands_on_top_and_still_waits(desk: Desk, clock: HandClock) -> None:
    late, chased, later = (desk.add_task(desk.understand(line)).id for line in ("Retard", "Relance", "Plus tard"))
    desk.edit_task(replace(desk.task(late), deadline=Deadline(date(2026, 11, 20))))
    desk.wait_for(late, WAITING_THIRD)
    desk.wait_for(later, "la mairie", "", Deadline(date(2026, 12, 4)))
    desk.wait_for(chased, "la mairie", "le visa", Deadline(date(2026, 11, 24)))
    assert not to_chase(desk.task(chased), desk.today)
    clock.set("2026-11-24T00:30")
    assert not to_chase(desk.task(chased), desk.today), "her day has not begun"
    clock.set("2026-11-24T08:00")
    assert [t.id for t in desk.board().waiting] == [chased, late, later]
    desk.chase(chased, Deadline(date(2026, 12, 1)))
    assert not to_chase(desk.task(chased), desk.today)
    assert desk.task(chased).status is Status.WAITING
    desk.undo()
    assert to_chase(desk.task(chased), desk.today)


def test_the_text_is_the_one_for_as_often_as_she_asked() -> None:
    assert [texts(waiting(PIECES, 9, *range(n)))[0] for n in range(4)] == ["chase", "chase_7", "chase_15", "chase_15"]
    invoice = waiting(replace(PIECES, category="relance impayés"), 9, 2)
    assert texts(invoice) == ("chase_7", "invoice_15")
    assert fitting(invoice, NOW, OWN)[:2] == ("chase_7", "invoice_15")


def test_a_pin_is_above_what_is_to_be_chased(desk: Desk, clock: HandClock) -> None:
    first, second, third = (desk.add_task(desk.understand(title)) for title in ("Pièces", "Devis", "Timbre"))
    for task in (first, second, third):
        desk.wait_for(task.id, "Me Brumeval", "l'original", Deadline(desk.today) if task == first else None)
    assert desk.board().waiting[0].id == first.id
    desk.pin(third.id)
    assert [t.id for t in desk.board().waiting] == [third.id, first.id, second.id]
    clock.advance(minutes=1)
    desk.pin(second.id)
    assert [t.id for t in desk.board().waiting] == [second.id, third.id, first.id]
