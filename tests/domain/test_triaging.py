"""An urgency on the desk: one answer is one verb with one undo, and what a client reads of it names nobody else."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.errors import Invalid, UnknownClient
from pupitre.ports import KINDS, Value
from pupitre.task import Priority, Task
from pupitre.triage import Way
from pupitre.verbs import Verb
from tests.memory import PARIS, HandClock, MemoryArchive, counted_ids

LINE = "Courrier à la mairie @tuy 17h ~90"
REASON = "Une urgence est passée devant"


def desk_at_14(archive: MemoryArchive | None = None) -> Desk:
    """Return a desk on Wednesday at 14:00: 240 minutes are left, 180 are promised to Brumeval for 18:00."""
    clock = HandClock()
    clock.set("2026-11-25T14:00")
    desk = Desk(archive or MemoryArchive(), clock, counted_ids())
    desk.add_client("Tuyaudec")
    desk.add_client("Brumeval Avocats")
    desk.add_task(desk.understand("Dictée de Maître Vaubrun @bru 18h ~3h"))
    return desk


@pytest.fixture
def wednesday() -> Desk:
    return desk_at_14()


def kept(desk: Desk) -> dict[tuple[type[Value], str], Value]:
    return {(kind, key): value for kind in KINDS for key, value in desk.ledger.table(kind).items()}


def dictation(desk: Desk) -> Task:
    return next(t for t in desk.ledger.table(Task).values() if t.title.startswith("Dictée"))


def accepted(desk: Desk, reason: str = REASON) -> Task:
    asked = desk.understand(LINE)
    offer = desk.weigh_urgency(asked).offer(Way.ACCEPT)
    assert offer is not None
    assert offer.moves
    return desk.accept_urgency(asked, {key: (until, reason) for key, until in offer.moves})


def test_weighing_changes_nothing(wednesday: Desk) -> None:
    before = kept(wednesday)
    found = wednesday.weigh_urgency(wednesday.understand(LINE))
    assert [s.task.id for s in found.slips] == [dictation(wednesday).id]
    assert kept(wednesday) == before


def test_accepting_adds_the_urgency_and_moves_what_must_move(wednesday: Desk) -> None:
    task = accepted(wednesday)
    assert (task.priority, task.client, task.estimate_min) == (Priority.URGENT, "tuy", 90)
    assert task.deadline == Deadline.at_instant(wednesday.clock() + timedelta(hours=3), PARIS)
    moved = dictation(wednesday)
    # With her pauses 220 minutes are left: 50 of 270 lie over, which fill the first 50 minutes of Thursday.
    assert moved.next_on == Deadline.at_instant(wednesday.clock() + timedelta(hours=19, minutes=30), PARIS)
    assert moved.reason == REASON
    assert moved.explained_at == wednesday.clock()
    assert moved.deadline is not None
    assert moved.deadline.day == date(2026, 11, 25), "what was promised first stays known"


ANSWERS: dict[Verb, Callable[[Desk], object]] = {
    Verb.ACCEPT_URGENCY: accepted,
    Verb.OFFER_LATER: lambda d: d.offer_later(d.understand(LINE), Deadline(date(2026, 11, 26))),
    Verb.REFUSE_URGENCY: lambda d: d.refuse_urgency(d.understand(LINE), "Le temps est promis"),
}


@pytest.mark.parametrize("verb", ANSWERS)
def test_each_answer_is_taken_back_whole(wednesday: Desk, verb: Verb) -> None:
    before = kept(wednesday)
    ANSWERS[verb](wednesday)
    assert kept(wednesday) != before
    assert wednesday.undo().verb is verb
    assert kept(wednesday) == before


def test_what_is_offered_for_later_has_that_date(wednesday: Desk) -> None:
    until = Deadline(date(2026, 11, 26))
    task = wednesday.offer_later(wednesday.understand(LINE), until)
    assert (task.deadline, task.next_on, task.priority) == (until, None, Priority.URGENT)
    assert dictation(wednesday).next_on is None


def test_a_refusal_is_told_to_its_client_that_evening_and_to_nobody_else(wednesday: Desk) -> None:
    refused = wednesday.refuse_urgency(
        wednesday.understand(LINE), "Le temps était déjà promis", "Proposé : jeudi à 10 h")
    assert not refused.open
    assert refused.id not in {t.id for t in wednesday.board().todo}
    facts = wednesday.facts("tuy", wednesday.today)
    assert [(f.task.title, f.task.reason, f.task.next_text) for f in facts.unfinished] == [
        ("Courrier à la mairie", "Le temps était déjà promis", "Proposé : jeudi à 10 h"),
    ]
    assert refused.id not in {t.id for t in facts.unexplained}
    assert refused.id not in {f.task.id for f in wednesday.facts("bru", wednesday.today).unfinished}


@pytest.mark.parametrize("reason", [
    "Tuyaudec est passé devant", "priorité donnée à TUYAUDEC", "une urgence de Tuyaudec",
])
def test_no_reason_names_the_client_that_was_put_first(wednesday: Desk, reason: str) -> None:
    before = kept(wednesday)
    with pytest.raises(Invalid) as refused:
        accepted(wednesday, reason)
    assert (refused.value.field, refused.value.why) == ("reason", "leaks")
    assert kept(wednesday) == before
    assert wednesday.undo().verb is Verb.ADD_TASK, "nothing was done that could be taken back"


@pytest.mark.parametrize(("reason", "instead"), [
    ("Priorité à Brumeval", ""), ("Le temps est promis", "après Brumeval Avocats"),
])
def test_no_refusal_names_the_client_whose_work_goes_first(wednesday: Desk, reason: str, instead: str) -> None:
    with pytest.raises(Invalid):
        wednesday.refuse_urgency(wednesday.understand(LINE), reason, instead)


@pytest.mark.parametrize(("reason", "instead"), [
    ("Je finis les Conclusions Martin", ""), ("Le temps est promis", "après les conclusions  MARTIN"),
])
def test_no_refusal_tells_of_the_work_of_another_client(wednesday: Desk, reason: str, instead: str) -> None:
    wednesday.add_task(wednesday.understand("Conclusions Martin @bru vendredi ~2h"))
    before = kept(wednesday)
    with pytest.raises(Invalid) as refused:
        wednesday.refuse_urgency(wednesday.understand(LINE), reason, instead)
    assert (refused.value.field, refused.value.why) == ("reason", "leaks")
    assert refused.value.value.casefold().split() == ["conclusions", "martin"]
    assert kept(wednesday) == before


def test_no_reason_tells_of_the_work_that_was_put_first(wednesday: Desk) -> None:
    with pytest.raises(Invalid):
        accepted(wednesday, "Courrier à la mairie d’abord")


def test_a_reason_may_tell_of_what_its_reader_asked_for_and_say_words_of_everybody(wednesday: Desk) -> None:
    for line in ("Courrier à la mairie @bru ~10", "Relancer @bru ~10", "Le point @bru ~10"):
        wednesday.add_task(wednesday.understand(line))
    wednesday.refuse_urgency(
        wednesday.understand(LINE), "Le courrier à la mairie attendra, le point est fait, je vais relancer")


def test_a_reason_and_a_known_client_are_needed(wednesday: Desk) -> None:
    with pytest.raises(Invalid):
        accepted(wednesday, " ")
    with pytest.raises(Invalid):
        wednesday.refuse_urgency(wednesday.understand(LINE), "")
    with pytest.raises(UnknownClient):
        wednesday.accept_urgency(wednesday.understand("Courrier @zzz 17h ~30"), {})
    with pytest.raises(Invalid):
        wednesday.accept_urgency(wednesday.understand("Courrier @tuy ~30"), {})


@settings(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from(["15h", "17h", "18h", "demain", "vendredi"]),
                          st.sampled_from(["~20", "~1h", "~3h", ""])), max_size=6),
       st.sampled_from(["~30", "~2h", "~3h40"]))
def test_undo_restores_everything_whatever_moved(promised: list[tuple[str, str]], effort: str) -> None:
    archive = MemoryArchive()
    desk = desk_at_14(archive)
    for n, (when, minutes) in enumerate(promised):
        desk.add_task(desk.understand(f"Tâche n{n} @{'bru' if n % 2 else 'tuy'} {when} {minutes}"))
    before, on_disk = kept(desk), dict(archive.kept)
    asked = desk.understand(f"Courrier @tuy 17h {effort}")
    offer = desk.weigh_urgency(asked).offer(Way.ACCEPT)
    assert offer is not None
    desk.accept_urgency(asked, {key: (until, REASON) for key, until in offer.moves})
    desk.undo()
    assert kept(desk) == before
    assert archive.kept == on_disk


def test_a_part_that_moves_takes_its_whole_along_and_comes_back_with_it(wednesday: Desk) -> None:
    whole = dictation(wednesday).id
    part = wednesday.add_part(whole, wednesday.understand("Première face ~3h"))
    before = kept(wednesday)
    asked = wednesday.understand(LINE)
    offer = wednesday.weigh_urgency(asked).offer(Way.ACCEPT)
    assert offer is not None
    [(key, until)] = offer.moves
    assert key == part.id
    wednesday.accept_urgency(asked, {key: (until, REASON)})
    assert wednesday.task(whole).due == until, "a part is never due after its whole"
    assert [p.task.title for p in wednesday.laid_out() if p.at_risk] == []
    wednesday.undo()
    assert kept(wednesday) == before


def test_an_undated_part_makes_room_together_with_its_whole() -> None:
    clock = HandClock()
    clock.set("2026-11-25T14:00")
    desk = Desk(MemoryArchive(), clock, counted_ids())
    desk.add_client("Tuyaudec")
    desk.add_client("Brumeval Avocats")
    whole = desk.add_task(desk.understand("Dossier @bru 17h"))
    desk.add_part(whole.id, desk.understand("Rédiger ~2h"))
    assert not any(p.at_risk for p in desk.laid_out())
    asked = desk.understand("Urgence @tuy 17h ~90")
    offer = desk.weigh_urgency(asked).offer(Way.ACCEPT)
    assert offer is not None
    desk.accept_urgency(asked, {key: (until, REASON) for key, until in offer.moves})
    assert len(desk.laid_out()) == 3
    assert [p.task.title for p in desk.laid_out() if p.at_risk] == []
