"""Polite firm texts: every one fills in, in every voice; gaps are seen, and nobody else is named."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given as law
from hypothesis import settings as pace
from hypothesis import strategies as st

from pupitre.client import Billing, Client, Contact, Language, Register
from pupitre.deadline import Deadline
from pupitre.dossier import Dossier
from pupitre.errors import BadWording
from pupitre.reply import SHIPPED, TO_OTHERS
from pupitre.replying import Request, fitting, voice_id
from pupitre.settings import Settings
from pupitre.task import WAITING_CLIENT, Status, Task
from pupitre.text import plain
from pupitre.value import replace
from tests.screen.world import HOSTILE, PLAIN_SPACES
from tui import replies, words
from tui.replies import GAP, NAMES, filled, given, shipped
from tui.requests import quote
from tui.screens.replies_text import used

NOW = datetime(2026, 11, 23, 8, 10, tzinfo=UTC)
OWN = Settings(name="Maëlle Quérigaut", signature="Maëlle Quérigaut\nSecrétariat à distance")
TU = Client(id="tuy", name="Tuyauterie Lacaze", label="TUY", register=Register.TU,
            contact=Contact(first_name="Zéphyrin"))
VOUS = Client(id="bru", name="Cabinet Bruno", label="BRU", salutation="Bonjour Maître,", closing="Bien cordialement,",
              billing=Billing(urgent_surcharge_pct=25))
ENGLISH = Client(id="nor", name="Northwind Teas", label="NOR", language=Language.ENGLISH,
                 contact=Contact(first_name="Edith"))
CLIENTS = (TU, VOUS, ENGLISH)
KNOWN = Task(
    id="t", title="Retranscription", created=NOW - timedelta(days=3), deadline=Deadline(day=date(2026, 11, 27)),
    next_on=Deadline(day=date(2026, 12, 1)), reason="Manque la pièce 14.", status=Status.WAITING,
    waiting_for=WAITING_CLIENT, waiting_since=NOW - timedelta(days=1), scope_note="pas au devis",
    next_text="un devis à part", remark="la page 3 manque",
)


def written(reply: str, client: Client, task: Task | None = KNOWN) -> str:
    mine = () if task is None else (replace(task, client=client.id),)
    text = filled(shipped(voice_id(client), reply), given(Dossier(client, mine), OWN, NOW), client)
    return text.translate(PLAIN_SPACES)


@pytest.mark.parametrize("task", [None, KNOWN, Task(id="t", title="Divorce", created=NOW, confidential=True)])
@pytest.mark.parametrize("client", CLIENTS, ids=["tu", "vous", "en"])
@pytest.mark.parametrize("reply", SHIPPED)
def test_every_text_that_came_with_pupitre_is_whole_in_every_voice(
    reply: str, client: Client, task: Task | None
) -> None:
    text = written(reply, client, task)
    assert not re.search(r"[{}]|\bNone\b|“”|« »|  |\n{3}|[ ,:]\.|: \.|,,", text), text
    assert text.startswith(("Bonjour", "Hello")), text
    assert "Divorce" not in text
    last = text.rstrip("\n").split("\n\n")[-1]
    assert "Maëlle" in last
    assert not text.startswith("\n")
    if task is not KNOWN:
        assert replies.gaps(text) >= 1


def test_the_three_voices_are_three_texts_and_never_mixed() -> None:
    tu_words = re.compile(r"\b(tu|te|toi|ton|ta|tes)\b|\bt’", re.IGNORECASE)
    vous_words = re.compile(r"\b(vous|votre|vos)\b", re.IGNORECASE)
    for reply in SHIPPED:
        tu, vous, english = (written(reply, c).replace("rendez-vous", "") for c in CLIENTS)
        assert not vous_words.search(tu), tu
        assert not tu_words.search(vous), vous
        assert not re.search(r"[éèà]|\b(vous|tu)\b", english.replace("Maëlle Quérigaut\nSecrétariat à distance", "")
                             .replace("un devis à part", "").replace("la pièce", "")), english


def test_what_is_known_is_said_and_dates_are_in_words() -> None:
    assert written("late", VOUS, replace(KNOWN, status=Status.TODO)) == (
        "Bonjour Maître,\n\n"
        "Je ne tiens pas la date promise pour « Retranscription » (vendredi 27 novembre) : manque la pièce 14.\n\n"
        "Nouvelle date : mardi 1er décembre.\n\n"
        "Bien cordialement,\nMaëlle Quérigaut\nSecrétariat à distance\n"
    )
    assert written("chase", TU).split("\n\n")[1:-1] == [
        "Je ne peux pas avancer sur « Retranscription » : manque la pièce 14.",
        "Tu peux me répondre avant mardi 1er décembre ?",
        "Sans réponse à cette date, je te propose une autre échéance.",
    ]
    assert "Ce que je vous propose : un devis à part." in written("scope", VOUS)
    assert "Tu me signales dans « Retranscription » : la page 3 manque." in written("mistake", TU)


def test_a_reason_reads_on_whatever_the_client_did_not_answer() -> None:
    for reason in ("Le texte de l’annonce reste à valider.", "Il manque les tickets."):
        text = written("chase", VOUS, replace(KNOWN, reason=reason))
        assert f"sur « Retranscription » : {reason[0].lower()}{reason[1:]}" in text
        assert not re.search("il me manque|ce qu’il manque", text)


def test_a_step_on_the_day_of_the_deadline_is_no_new_date() -> None:
    day = date(2026, 11, 30)
    due, step = (Deadline(day, datetime(2026, 11, 30, hour, tzinfo=UTC)) for hour in (17, 11))
    task = replace(KNOWN, status=Status.DOING, deadline=due, next_on=step)
    assert "late" not in fitting(task, NOW, OWN)[:2]
    assert f"Nouvelle date : {GAP}." in written("late", VOUS, task)
    assert "à 18 h" in written("reminder", VOUS, task)


def test_a_part_is_offered_only_of_what_has_parts() -> None:
    offer = "Si une partie vous est utile avant"
    assert offer not in written("late", VOUS)
    for parts in (replace(KNOWN, progress_pct=44), replace(KNOWN, quantity=9)):
        assert offer in written("late", VOUS, parts)


def test_what_is_out_of_scope_is_said_in_the_sentence_made_for_the_client() -> None:
    note = replace(KNOWN, scope_note="Acte médical.", reason="")
    assert "sort du cadre convenu : acte médical." in written("scope", VOUS, note)
    both = replace(note, reason="La demande relève du médecin.")
    assert "sort du cadre convenu : la demande relève du médecin." in written("scope", VOUS, both)
    assert written("scope", VOUS, both).split("\n\n")[-2] == "Dites-moi par écrit si cela vous convient."
    bare = written("scope", VOUS, replace(both, next_text=""))
    assert "Je vous envoie un devis à part le […].\n\nJe commence dès que" in bare


def test_no_text_tells_of_other_deadlines_or_asks_for_a_private_reason() -> None:
    for client in CLIENTS:
        assert not re.search("décal|another deadline|by moving", written("urgent_yes", client))
        assert not re.search("parce que|because", written("away", client))


def test_a_title_with_quotes_of_its_own_is_quoted_within() -> None:
    for title in ("« Vite fait » le site", '"Vite fait" le site'):
        assert "« “Vite fait” le site »" in written("late", VOUS, replace(KNOWN, title=title))
        assert "“‘Vite fait’ le site”" in written("late", ENGLISH, replace(KNOWN, title=title))


def test_a_surcharge_is_named_only_where_the_sheet_has_one() -> None:
    assert "avec la majoration convenue de 25 %" in written("urgent_yes", VOUS)
    assert "majoration" not in written("urgent_yes", TU)
    assert "surcharge" not in written("urgent_yes", ENGLISH)


def test_the_day_to_ask_again_and_a_step_before_the_deadline_are_no_promise() -> None:
    waiting = written("late", VOUS)
    assert "pour « Retranscription » (vendredi 27 novembre) : manque la pièce 14." in waiting
    assert f"Nouvelle date : {GAP}." in waiting
    step = replace(KNOWN, status=Status.TODO, next_on=Deadline(day=date(2026, 11, 25)))
    assert "vendredi 27 novembre" in written("reminder", VOUS, step)
    assert f"Nouvelle date : {GAP}." in written("late", VOUS, step)


def test_a_promise_that_is_over_is_not_offered_as_a_new_date() -> None:
    over = replace(KNOWN, status=Status.TODO, deadline=None, next_on=Deadline(day=date(2026, 11, 20)))
    text = written("late", TU, over)
    assert "(vendredi 20 novembre)" in text
    assert f"Nouvelle date : {GAP}." in text


def test_an_answer_to_somebody_else_says_nothing_of_the_client() -> None:
    for client in CLIENTS:
        for reply in TO_OTHERS:
            text = written(reply, client)
            named = (client.name, client.contact.first_name, client.salutation, client.closing, KNOWN.title)
            assert not any(word and word in text for word in named), text


NAMES_ALIKE = st.lists(
    st.sampled_from(["Atelier", "Lin", "Petit", "Fils", "Martin", "Lacaze", "Œillets", "Vert"]), min_size=1,
    max_size=3,
).map(" ".join)


@law(st.lists(NAMES_ALIKE, min_size=2, max_size=30, unique=True), st.sampled_from(SHIPPED), st.sampled_from(Register))
@pace(max_examples=25, deadline=None)
def test_no_text_names_another_client_or_its_work(names: list[str], reply: str, register: Register) -> None:
    clients = [
        Client(id=f"c{n}", name=name, label=f"L{n}", register=register, salutation=f"Bonjour {name} n°{n}§,")
        for n, name in enumerate(names)
    ]
    values = [
        replace(KNOWN, id=f"t{n}", client=c.id, title=f"Dossier {c.name} n°{n}§") for n, c in enumerate(clients)
    ]
    for n, client in enumerate(clients):
        dossier = Dossier.of(client, [values[n], *values])
        text = filled(shipped(voice_id(client), reply), given(dossier, OWN, NOW), client)
        assert set(re.findall(r"n°\s?(\d+)§", text)) <= {str(n)}


@pytest.mark.parametrize("hostile", [*HOSTILE, "{{ client }}", "{% for x in y %}", "{{ 7*7 }}"])
def test_a_hostile_title_is_text(hostile: str) -> None:
    client = replace(VOUS, name=hostile)
    text = written("late", client, replace(KNOWN, title=hostile, reason=hostile))
    assert "49" not in text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    if "{" in hostile:
        assert hostile.replace("7*7", "7*7") in text


def test_her_own_text_is_checked_whatever_is_known() -> None:
    replies.check("{{ salutation }}\n« {{ tache }} »{% if motif %} : {{ motif }}{% endif %}.\n")
    for wrong in ("{{ nom }}", "{{ tache }", "{% if motif %}x", "{{ tache.__class__ }}", "{% if motif %}{% endif %}"):
        with pytest.raises(BadWording):
            replies.check(wrong)


def test_every_text_passes_the_check_of_hers_and_has_a_name() -> None:
    assert set(NAMES) == set(SHIPPED)
    for reply in SHIPPED:
        for client in CLIENTS:
            replies.check(shipped(voice_id(client), reply))


def test_spaces_are_plain_where_the_client_wants_them() -> None:
    plain_one = replace(VOUS, plain_spaces=True)
    text = filled(shipped("vous", "late"), given(Dossier(plain_one, ()), OWN, NOW), plain_one)
    assert "\u00a0" not in text
    assert "\u00a0" in filled(shipped("vous", "late"), given(Dossier(VOUS, ()), OWN, NOW), VOUS)


# -- what was asked outside the agreement --------------------------------------------------------------

REQUESTS = (
    Request("Site internet", date(2026, 11, 3), "pas au devis", "un devis à part", 30),
    Request("", date(2026, 12, 1), "", "", 0),
)


def test_the_requests_of_a_month_become_a_text_for_a_quote_in_every_voice() -> None:
    vous = quote(VOUS, REQUESTS, "2026-11", OWN).translate(PLAIN_SPACES)
    assert vous == (
        "Bonjour Maître,\n\n"
        "Voici les demandes de novembre 2026 qui sortent du cadre convenu.\n\n"
        "– Mardi 3 novembre : Site internet. Motif : pas au devis. Proposition : un devis à part. "
        "Temps déjà passé : 30 min.\n"
        "– Mardi 1er décembre : Travail confidentiel.\n\n"
        "Souhaitez-vous un devis pour celle qui est sans proposition ? Si oui, je vous l’envoie le […].\n\n"
        "Bien cordialement,\nMaëlle Quérigaut\nSecrétariat à distance\n"
    )
    tu = quote(TU, REQUESTS[:1], "2026-11", OWN).translate(PLAIN_SPACES)
    assert "Voici ta demande de novembre 2026 qui sort de ce qu’on a prévu." in tu
    assert "Dis-moi par écrit ce qui te convient." in tu
    assert "devis pour" not in tu
    alone = quote(TU, [replace(REQUESTS[0], proposal="", why="Acte médical")], "2026-11", OWN).translate(PLAIN_SPACES)
    assert "Motif : acte médical." in alone
    assert "Tu veux un devis pour cette demande ? Si oui, je te l’envoie le […]." in alone
    english = quote(ENGLISH, REQUESTS, "2026-11", OWN)
    assert "Time spent so far: 30\u00a0min." in english
    assert "November 2026" in english


def test_names_that_differ_by_an_accent_alone_are_told_apart_by_the_dossier() -> None:
    with pytest.raises(ValueError, match="one client only"):
        Dossier(TU, (replace(KNOWN, client="tüy"),))
    assert plain("tüy") == "tuy"


def test_the_sheet_lists_the_most_used_first_and_hers_by_their_name() -> None:
    counts = {("late", ""): 1, ("scope", ""): 2, ("r1", "Mon [/] devis"): 3, ("gone", ""): 1}
    words.use("en")
    assert used(counts) == "this month: Mon [/] devis 3, out of scope 2, ? 1, delay announced 1"
    assert used({}) == ""
    words.use("fr")


def test_an_urgency_is_refused_for_the_date_that_was_asked_and_another_one_offered() -> None:
    text = written("urgent_no", VOUS, replace(KNOWN, status=Status.TODO))
    assert "« Retranscription » pour vendredi 27 novembre :" in text
    assert "vous remettre ce travail le mardi 1er décembre." in text
