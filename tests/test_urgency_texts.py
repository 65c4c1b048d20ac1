"""What clients read of an urgency: each of its own task, in its own words, and nothing of anybody else."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.client import Client, Contact, Language, Register
from pupitre.desk import Desk
from pupitre.dossier import Dossier
from pupitre.replying import voice_id
from pupitre.task import Task
from pupitre.triage import Way
from tests.memory import HandClock, MemoryArchive, counted_ids
from tui import replies, urgency
from tui.letters import write

CLIENTS = (
    Client(id="tuy", name="Tuyaudec Chauffage", label="TUY", register=Register.TU,
           contact=Contact(first_name="Zéphyrin", last_name="Grivolat")),
    Client(id="bru", name="Cabinet Brumecourt", label="BRU", contact=Contact(last_name="Vaubrun")),
    Client(id="nor", name="Northwind Plumbing", label="NOR", language=Language.ENGLISH,
           contact=Contact(first_name="Mary", last_name="Alcott")),
)
WORK = {"tuy": "Devis de la chaudière", "bru": "Conclusions du dossier 26", "nor": "Minutes of the meeting"}


def desk_of(asking: str, moved: str) -> tuple[Desk, Task, Task]:
    """Return a desk on which one client's urgency was accepted and another's work moved, and both tasks."""
    clock = HandClock()
    clock.set("2026-11-25T14:00")
    desk = Desk(MemoryArchive(CLIENTS), clock, counted_ids())
    desk.add_task(desk.understand(f"{WORK[moved]} @{moved} 18h ~3h"))
    asked = desk.understand(f"{WORK[asking]} @{asking} 17h ~90")
    offer = desk.weigh_urgency(asked).offer(Way.ACCEPT)
    assert offer is not None
    [(key, until)] = offer.moves
    task = desk.accept_urgency(asked, {key: (until, urgency.delay_reason(desk.client(moved)))})
    return desk, task, desk.task(key)


def filled(desk: Desk, task: Task, reply: str) -> str:
    client = desk.client(task.client or "")
    names = replies.given(Dossier(client, (task,)), desk.settings, desk.clock())
    return replies.filled(replies.shipped(voice_id(client), reply), names, client)


def test_no_text_for_a_client_names_another() -> None:
    for asking, moved in permutations(WORK, 2):
        desk, urgent, late = desk_of(asking, moved)
        for task, reply in ((urgent, "urgent_yes"), (urgent, "urgent_no"), (late, "late")):
            text, facts = filled(desk, task, reply), desk.facts(task.client or "", desk.today)
            assert desk.leaks(text, facts) == (), text
            assert WORK[task.client or ""] in text
        for client in (asking, moved):
            told = write(desk.facts(client, desk.today), desk.settings)
            other = next(c for c in CLIENTS if c.id == (moved if client == asking else asking))
            assert other.name not in f"{told}"
            assert WORK[other.id] not in f"{told}"


def test_each_client_reads_why_and_when_in_its_own_language() -> None:
    told = {}
    for asking, moved in (("bru", "tuy"), ("tuy", "bru"), ("tuy", "nor")):
        desk, _urgent, late = desk_of(asking, moved)
        told[moved] = filled(desk, late, "late").translate(str.maketrans("\u00a0\u202f", "  "))
    assert "un imprévu a pris le temps réservé" in told["tuy"]
    assert "dis-moi" not in told["bru"]
    assert "Nouvelle date : jeudi 26 novembre à 9 h 30." in told["bru"]
    assert "something unforeseen took the time set aside" in told["nor"]
    assert "New date: Thursday 26 November" in told["nor"]


@settings(max_examples=30)
@given(st.sampled_from(CLIENTS), st.sampled_from(["15h", "17h", "demain 10h", "vendredi"]))
def test_what_is_offered_instead_names_nobody_and_has_its_date(client: Client, when: str) -> None:
    clock = HandClock()
    clock.set("2026-11-25T14:00")
    desk = Desk(MemoryArchive(CLIENTS), clock, counted_ids())
    until = desk.understand(f"x {when}").date
    assert until is not None
    told = urgency.instead(client, until.value, desk.settings)
    assert desk.leaks(told, desk.facts(client.id, desk.today)) == ()
    assert told.startswith("Offered" if client.language is Language.ENGLISH else "Proposé")
    assert urgency.instead(client, None, desk.settings) == ""
