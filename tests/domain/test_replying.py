"""Her replies, what was asked outside the agreement, and work that comes back: on the desk and in what is told."""

from datetime import date

import pytest

from pupitre.client import Client, ReportPlan
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.errors import Invalid, Unknown
from pupitre.progress import ended
from pupitre.reply import LONGEST, SHIPPED, Reply
from pupitre.replying import LONGEST_NAME, fitting
from pupitre.report import Facts, Span
from pupitre.task import WAITING_CLIENT, Priority, Status, Task
from pupitre.value import replace
from tests.memory import HandClock, MemoryArchive, counted_ids

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def added(desk: Desk, line: str) -> Task:
    return desk.add_task(desk.understand(line))


# -- her own ------------------------------------------------------------------------------------------


def test_a_reply_of_hers_is_kept_changed_removed_and_each_taken_back(desk: Desk) -> None:
    kept = desk.keep_reply(Reply(id="", name=" Devis ", text="Un\x00 {{ tache }}"))
    assert (kept.name, kept.text) == ("Devis", "Un {{ tache }}")
    desk.keep_reply(replace(kept, name="Mon devis"))
    assert [r.name for r in desk.replies.values()] == ["Mon devis"]
    desk.remove_reply(kept.id)
    assert desk.replies == {}
    for expected in (["Mon devis"], ["Devis"], []):
        desk.undo()
        assert [r.name for r in desk.replies.values()] == expected


@pytest.mark.parametrize(("reply", "field", "why"), [
    (Reply(id="", name=" ", text="x"), "reply_name", "empty"),
    (Reply(id="", name="n" * (LONGEST_NAME + 1), text="x"), "reply_name", "too_long"),
    (Reply(id="", name="n", text=" \n"), "reply_text", "empty"),
    (Reply(id="", name="n", text="x" * (LONGEST + 1)), "reply_text", "too_long"),
    (Reply(id="", name="n", text="x", voice="de"), "voice", "unknown"),
])
def test_what_cannot_be_a_reply_is_refused(reply: Reply, field: str, why: str, desk: Desk) -> None:
    with pytest.raises(Invalid) as told:
        desk.keep_reply(reply)
    assert (told.value.field, told.value.why) == (field, why)


# -- what fits -----------------------------------------------------------------------------------------


def test_the_text_that_fits_a_task_as_it_stands_comes_first(desk: Desk, clock: HandClock) -> None:
    desk.add_client("Abc")
    task = added(desk, "Retranscription @abc")

    def first(**changes: object) -> str:
        return fitting(replace(task, **changes), clock(), desk.settings)[0]  # type: ignore[arg-type]

    late = Deadline(day=date(2026, 11, 20))
    assert first(out_of_scope=True, deadline=late, priority=Priority.URGENT) == "scope"
    assert first(status=Status.WAITING, waiting_for=WAITING_CLIENT) == "chase"
    assert first(status=Status.WAITING, waiting_for="tiers", deadline=late) == "late"
    assert first(deadline=late, priority=Priority.URGENT) == "late"
    assert first(priority=Priority.URGENT) == "urgent_yes"
    assert first(came_back_at=clock()) == "mistake"
    assert first(deadline=Deadline(day=date(2026, 11, 30))) == "reminder"


def test_whatever_fits_every_text_is_there_once(desk: Desk, clock: HandClock) -> None:
    desk.add_client("Abc")
    task = added(desk, "Retranscription @abc hier !")
    for found in (fitting(task, clock(), desk.settings), fitting(None, clock(), desk.settings)):
        assert sorted(found) == sorted(SHIPPED)


# -- each use is counted -------------------------------------------------------------------------------


def test_each_use_is_counted_for_its_client_and_its_month_and_taken_back(desk: Desk, clock: HandClock) -> None:
    one, other = desk.add_client("Abc"), desk.add_client("Autre")
    hers = desk.keep_reply(Reply(id="", name="Devis", text="x"))
    for reply in ("scope", "scope", hers.id):
        desk.use_reply(one.id, reply)
    desk.use_reply(other.id, "late")
    assert desk.replies_used(one.id, "2026-11") == {("scope", ""): 2, (hers.id, "Devis"): 1}
    desk.remove_reply(hers.id)
    assert desk.replies_used(one.id, "2026-11")[hers.id, "Devis"] == 1, "what was sent was sent"
    clock.set("2026-12-01T09:00")
    desk.use_reply(one.id, "scope")
    assert desk.replies_used(one.id, "2026-12") == {("scope", ""): 1}
    desk.undo()
    assert desk.replies_used(one.id, "2026-12") == {}


def test_an_answer_to_somebody_else_is_on_nobodys_sheet(desk: Desk) -> None:
    client = desk.add_client("Abc")
    assert desk.use_reply(client.id, "colleague").client is None
    assert desk.replies_used(client.id, "2026-11") == {}


def test_only_a_reply_there_is_can_be_used(desk: Desk) -> None:
    client = desk.add_client("Abc")
    with pytest.raises(Unknown):
        desk.use_reply(client.id, "nothing")
    with pytest.raises(Unknown):
        desk.use_reply("nobody", "scope")


def test_the_uses_of_closed_days_still_count(clock: HandClock) -> None:
    archive = MemoryArchive()
    desk = Desk(archive, clock, counted_ids())
    client = desk.add_client("Abc")
    desk.use_reply(client.id, "scope")
    clock.set("2026-11-24T09:00")
    ended(desk.closing_days())  # type: ignore[arg-type]
    assert not [v for v in archive.load() if type(v).__name__ == "ReplyUse"], "the day is closed"
    desk.use_reply(client.id, "scope")
    assert desk.replies_used(client.id, "2026-11") == {("scope", ""): 2}
    clock.set("2026-12-01T09:00")
    ended(desk.closing_days())  # type: ignore[arg-type]
    archive.damaged.add("2026-11")
    assert Desk(archive, clock, counted_ids()).replies_used(client.id, "2026-12") == {}, "another month is not read"


def test_a_client_deleted_as_never_used_takes_its_counts_along_and_brings_them_back(desk: Desk) -> None:
    client = desk.add_client("Abc")
    desk.use_reply(client.id, "scope")
    desk.delete_client(client.id)
    assert desk.replies_used(client.id, "2026-11") == {}
    desk.undo()
    assert desk.replies_used(client.id, "2026-11") == {("scope", ""): 1}


# -- what was asked outside the agreement --------------------------------------------------------------


def test_the_requests_of_a_month_have_their_reason_their_proposal_and_their_time(
    desk: Desk, clock: HandClock
) -> None:
    client, other = desk.add_client("Abc"), desk.add_client("Autre")
    asked = added(desk, "Site internet @abc")
    added(desk, "Courrier @abc")
    desk.mark_out_of_scope(asked.id, "pas au devis", "un devis à part")
    desk.mark_out_of_scope(added(desk, "Courses @autre").id, "pas au devis")
    desk.note_time(asked.id, 20, "")
    clock.set("2026-12-02T09:00")
    ended(desk.closing_days())  # type: ignore[arg-type]
    desk.note_time(asked.id, 10, "")
    desk.mark_out_of_scope(added(desk, "Voyage @abc").id, "pas au devis")
    found = desk.out_of_scope_of(client.id, "2026-11")
    assert [(r.title, r.asked_on, r.why, r.proposal, r.minutes) for r in found] == [
        ("Site internet", MONDAY, "pas au devis", "un devis à part", 30),
    ]
    desk.complete(asked.id)
    clock.set("2027-01-04T09:00")
    ended(desk.closing_days())  # type: ignore[arg-type]
    assert desk.out_of_scope_of(client.id, "2026-11") == found, "finished and closed, it was still asked then"
    assert [r.title for r in desk.out_of_scope_of(client.id, "2026-12")] == ["Voyage"]
    assert [r.title for r in desk.out_of_scope_of(other.id, "2026-11")] == ["Courses"]


def test_a_confidential_request_has_no_title(desk: Desk) -> None:
    client = desk.add_client("Abc")
    task = added(desk, "Divorce @abc")
    desk.edit_task(replace(task, confidential=True, out_of_scope=True, scope_note="réservé"))
    assert [r.title for r in desk.out_of_scope_of(client.id, "2026-11")] == [""]


# -- work that comes back ------------------------------------------------------------------------------


@pytest.fixture
def finished(desk: Desk, clock: HandClock) -> Task:
    """A task finished on Monday, that its client sends back on Tuesday."""
    desk.add_client("Abc")
    task = added(desk, "Devis cumulus @abc")
    desk.note_time(task.id, 30, "")
    desk.complete(task.id)
    clock.set("2026-11-24T10:00")
    return task


def told(desk: Desk, day: date, span: Span | None = None) -> tuple[list[str], list[str], list[bool]]:
    """Return the titles done and not done, and whether they came back."""
    client = next(iter(desk.clients())).id
    facts: Facts = desk.facts(client, day, span)
    found = (*facts.done, *facts.unfinished)
    titles = [[f.task.title for f in part] for part in (facts.done, facts.unfinished)]
    return titles[0], titles[1], [f.task.came_back_at is not None for f in found]


TITLE = ["Devis cumulus"]


def test_what_came_back_is_to_do_with_the_clients_remark_and_undo_finishes_it_again(
    finished: Task, desk: Desk
) -> None:
    desk.came_back(finished.id, " Le prix\nest faux. ")
    task = desk.task(finished.id)
    assert (task.status, task.remark) == (Status.TODO, "Le prix est faux.")
    assert task.open
    desk.undo()
    assert desk.task(finished.id).status is Status.DONE
    assert desk.task(finished.id).came_back_at is None


def test_the_report_of_the_day_it_was_finished_still_says_done(finished: Task, desk: Desk) -> None:
    before = told(desk, MONDAY)
    assert before == (TITLE, [], [False])
    desk.came_back(finished.id, "Le prix est faux")
    assert told(desk, MONDAY) == before
    assert told(desk, TUESDAY) == ([], TITLE, [True])
    desk.complete(finished.id)
    assert told(desk, MONDAY) == before
    assert told(desk, TUESDAY) == (TITLE, [], [True]), "and the next one says that it was corrected"


def test_each_day_of_what_came_back_twice_is_told_as_it_was(finished: Task, desk: Desk, clock: HandClock) -> None:
    desk.came_back(finished.id, "Le prix est faux")
    clock.set("2026-11-25T10:00")
    desk.note_time(finished.id, 10, "")
    desk.complete(finished.id)
    clock.set("2026-11-26T10:00")
    ended(desk.closing_days())  # type: ignore[arg-type]
    desk.came_back(finished.id, "La date aussi")
    days = [told(desk, date(2026, 11, day)) for day in (23, 24, 25, 26)]
    assert days[0] == (TITLE, [], [False])
    assert days[2] == (TITLE, [], [True])
    assert days[3] == ([], TITLE, [True])


def test_the_week_tells_what_came_back_in_it_as_it_stands_at_its_end(finished: Task, desk: Desk) -> None:
    client = next(iter(desk.clients()))
    desk.edit_client(replace(client, report=ReportPlan()))
    desk.came_back(finished.id, "Le prix est faux")
    assert told(desk, date(2026, 11, 27), Span.WEEK) == ([], TITLE, [True])
    assert told(desk, MONDAY, Span.WEEK) == (TITLE, [], [False])


def test_the_reason_of_before_is_not_that_of_what_came_back(desk: Desk, clock: HandClock) -> None:
    client: Client = desk.add_client("Abc")
    task = added(desk, "Devis @abc lundi")
    desk.postpone(task.id, Deadline(day=TUESDAY), "Manque de temps")
    desk.complete(task.id)
    clock.set("2026-11-24T10:00")
    desk.came_back(task.id, "Le prix est faux")
    fact = desk.facts(client.id, TUESDAY).unfinished[0]
    assert (fact.task.reason, fact.task.next_on) == ("", None)
    assert desk.facts(client.id, TUESDAY).unexplained, "a date is owed"
    desk.postpone(task.id, Deadline(day=date(2026, 11, 27)), "Je reprends le calcul")
    assert desk.facts(client.id, TUESDAY).unfinished[0].task.reason == "Je reprends le calcul"
    assert not desk.facts(client.id, TUESDAY).unexplained


def test_only_what_is_finished_can_come_back(desk: Desk) -> None:
    desk.add_client("Abc")
    task = added(desk, "Devis @abc")
    with pytest.raises(Invalid):
        desk.came_back(task.id, "x")
