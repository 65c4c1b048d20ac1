"""What is new beside her text: all of it can be taken in, and no word of hers is ever lost."""

import time
from collections.abc import Callable
from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from tui.screens.proposals import Proposal, What, placed, proposals, settled

HEADINGS = ("Fait", "Non terminé", "En attente de toi")
BEFORE = """Salut,

Fait
– Devis : envoyé.
– Relances : 3 appels.

Non terminé
– Classement.

Temps du jour : 1 h.

Bonne soirée !
Maëlle
"""


def taken(hers: str, found: Proposal, today: str) -> str:
    start, end, insert = placed(hers, found, today)
    return hers[:start] + insert + hers[end:]


def all_taken(drafted: str, today: str, hers: str) -> str:
    """Take in every proposal, one by one, as the screen does."""
    found = proposals(drafted, today, hers)
    while found:
        hers, drafted = taken(hers, found[0], today), settled(drafted, today, found[1:])
        left = proposals(drafted, today, hers)
        assert len(left) < len(found)
        found = left
    return hers


def test_a_line_that_moved_to_another_section_is_taken_from_one_and_put_into_the_other() -> None:
    today = BEFORE.replace("\nNon terminé\n– Classement.\n", "").replace("appels.\n", "appels.\n– Classement.\n")
    found = proposals(BEFORE, today, f"À moi.\n{BEFORE}")
    assert [(p.what, p.heading) for p in found] == [(What.GONE, "Non terminé"), (What.NEW, "Fait")]
    assert all_taken(BEFORE, today, f"À moi.\n{BEFORE}") == f"À moi.\n{today}"


def test_a_line_she_wrote_anew_is_never_replaced() -> None:
    today = BEFORE.replace("3 appels", "4 appels")
    hers = BEFORE.replace("– Relances : 3 appels.", "– Relances faites.")
    found, = proposals(BEFORE, today, hers)
    assert (found.what, found.new) == (What.CHANGED, "– Relances : 4 appels.")
    assert "– Relances faites.\n– Relances : 4 appels.\n" in taken(hers, found, today)


def test_what_she_has_already_is_not_proposed() -> None:
    today = BEFORE.replace("– Classement.", "– Classement.\n– Agenda.")
    assert proposals(BEFORE, today, today) == ()
    assert proposals(BEFORE, today, BEFORE.replace("– Classement.", "– Classement.\n– Agenda.")) == ()


LINES = [f"– {word} : {n} de plus." for word in ("Devis", "Appels", "Classement") for n in "123"]
bullets = st.lists(st.sampled_from(LINES), max_size=4, unique=True)


@st.composite
def drafts(draw: st.DrawFn) -> str:
    parts = ["Salut,"]
    for heading in HEADINGS:
        lines = draw(bullets)
        parts += ["\n".join([heading, *lines])] if lines else []
    return "\n\n".join([*parts, f"Temps du jour : {draw(st.integers(1, 3))} h.", "Bonne soirée !\nMaëlle"]) + "\n"


@given(drafts(), drafts(), st.lists(st.integers(0, 30), max_size=4))
def test_all_can_be_taken_in_and_her_own_lines_stay(drafted: str, today: str, places: list[int]) -> None:
    lines = drafted.splitlines()
    for n, place in enumerate(places):
        lines.insert(min(place, len(lines)), f"Ma phrase {n}.")
    hers = "".join(f"{line}\n" for line in lines)
    after = all_taken(drafted, today, hers).splitlines()
    assert [line for line in after if line.startswith("Ma phrase")] == [
        line for line in lines if line.startswith("Ma phrase")
    ]
    assert {line for line in today.splitlines() if line.startswith("–")} <= set(after)
    if not places:
        assert set(after) - {""} <= set(today.splitlines()) | set(HEADINGS)


@given(drafts(), drafts())
def test_left_one_by_one_nothing_is_proposed_again(drafted: str, today: str) -> None:
    hers, seen = drafted, 0
    while found := proposals(drafted, today, hers):
        drafted, seen = settled(drafted, today, found[1:]), seen + 1
        assert len(proposals(drafted, today, hers)) == len(found) - 1
    assert seen < 40


def test_a_long_draft_that_changed_in_every_line_is_compared_in_a_moment() -> None:
    def draft(word: str) -> str:
        lines = (f"– Dossier {n:03} du client : {word} courriers frappés, {n} pages relues" for n in range(120))
        return "Bonjour,\n\nFait\n" + "\n".join(lines) + "\n"

    neuf, onze = draft("neuf"), draft("onze")
    assert len(proposals(neuf, onze, neuf)) == 120
    compared = min(_spent(lambda: proposals(neuf, onze, neuf)) for _ in range(3))
    # About eight times on a quiet machine; each line against each other one is another order.
    assert compared < 30 * min(_spent(lambda: _read(neuf)) for _ in range(3))


def _read(text: str) -> None:
    for _ in range(40):
        SequenceMatcher(None, text[:300], text[300:600]).ratio()


def _spent(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin
