"""What must not leave in a text for one client: found where it stands, and nothing else is."""

import time
from collections.abc import Callable

import pytest

from pupitre.client import Client, Contact
from pupitre.entry import Entry, Origin
from pupitre.guard import Kind, hits
from pupitre.guard.tokens import tokens_of
from pupitre.interruption import Interruption
from pupitre.settings import Settings
from pupitre.task import Task
from pupitre.value import replace
from tests.memory import MONDAY_9_10


def client(name: str, label: str, civility: str = "", first: str = "", last: str = "", email: str = "") -> Client:
    contact = Contact(civility=civility, first_name=first, last_name=last, email=email)
    return Client(id=label.lower(), name=name, label=label, contact=contact)


LIN = client("Atelier Lin", "ALI", "Mme", "Nadège", "Ouvrard", "contact@atelier-lin.example")
SONS = client("Atelier Lin & Fils", "ALF", "M.", "Basile", "Ouvrard", "bonjour@lin-fils.example")
PETIT = client("Petit", "PET", email="j.petit@gmail.com")
PIPES = client("Tuyauterie Lacaze", "TUY", "M.", "Théo", "Lacaze", "theo@lacaze.example")
BLOOM = client("L’Atelier d’Œillets & Cie", "OEI", "Mme", "Maïwenn", "Pétalou-Noël", "maiwenn@oeillets.example")
LAW = client("Cabinet Brumecourt", "BRU", "Maître", "Ombeline", "Brumecourt-Ÿvard", "o@cabinet-brumecourt.example")
ALL = (LIN, SONS, PETIT, PIPES, BLOOM, LAW)


def found(text: str, to: Client, values: tuple[object, ...] = (), own: Settings | None = None) -> list[str]:
    """Return what is hit, as it stands in the text."""
    return [text[h.start : h.end] for h in hits(text, to, ALL, values, own)]


def task(title: str, of: Client, **more: object) -> Task:
    return Task(id=title, title=title, client=of.id, created=MONDAY_9_10, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "hit"), [
    ("Vu avec Tuyauterie Lacaze ce matin", "Tuyauterie Lacaze"),
    ("vu avec TUYAUTERIE\u00a0\u00a0LACAZE", "TUYAUTERIE\u00a0\u00a0LACAZE"),
    ("les tuyauteries lacaze", "tuyauteries lacaze"),
    ("un mot de lacaze", "lacaze"),
    ("un mot de La\u00adcaze", "La\u00adcaze"),
    ("un mot de M. Lacaze", "Lacaze"),
    ("Théo passe demain", "Théo"),
    ("dossier TUY en retard", "TUY"),
    ("appel de T. L. à midi", "T. L."),
    ("appel de T.L. à midi", "T.L."),
    ("theo@lacaze.example a répondu", "theo@lacaze.example"),
    ("voir www.lacaze.example/devis", "www.lacaze.example"),
    ("voir compta@lacaze.example", "compta@lacaze.example"),
    ("l'atelier d'oeillets rappelle", "atelier d'oeillets"),
    ("ATELIER D’ŒILLETS", "ATELIER D’ŒILLETS"),
    ("Mme Petalou Noel", "Petalou Noel"),
    ("le cabinet de me brumecourt", "brumecourt"),
    ("Brumecourt–Yvard", "Brumecourt–Yvard"),
    ("Ombeline Bru\u0301mecourt", "Ombeline Bru\u0301mecourt"),
    ("Les Brumecourts", "Brumecourts"),
    ("j.petit@gmail.com a écrit", "j.petit@gmail.com"),
])
def test_every_way_to_name_another_client_is_a_hit(text: str, hit: str) -> None:
    assert found(text, LIN) == [hit]


@pytest.mark.parametrize("text", [
    "La tuyauterie du cabinet fuit dans l’atelier.",
    "le petit déjeuner et un petit retard",
    "Petit point sur la journée.",
    "– Petit rappel : deux devis",
    "PETIT POINT DE LA JOURNÉE",
    "le bus tuy de 8 h, TL et t.l.",
    "quelqu'un@gmail.com a écrit de gmail.com",
    "theodore, lacazette, sthéo",
    "un noël à l’atelier, la formation d'octobre",
])
def test_words_of_everybody_and_words_inside_words_are_none(text: str) -> None:
    assert found(text, LIN) == []


@pytest.mark.parametrize("text", [
    "Vu avec Petit hier.", "Un mot de M. petit.", "Passée chez Petit.", "Petit a rappelé.", "pour la société Petit,",
])
def test_a_client_called_like_a_common_word_is_meant_by_its_capital_or_its_title(text: str) -> None:
    assert [h.lower() for h in found(text, LIN)] == ["petit"]


def test_a_name_inside_a_longer_one_is_judged_by_who_is_written_to() -> None:
    assert found("Pour l’Atelier Lin & Fils.", SONS) == []
    assert found("Pour l’Atelier Lin et fils.", SONS) == []
    assert found("Pour l’Atelier Lin.", SONS) == ["Atelier Lin"]
    assert found("Pour l’Atelier Lin & Fils.", LIN) == ["Atelier Lin & Fils"]
    assert found("Pour l’Atelier Lin.", LIN) == []


def test_what_is_this_clients_own_or_hers_is_no_hit() -> None:
    assert found("Mme Ouvrard, contact@atelier-lin.example, Nadège", LIN) == []
    assert found("Bonne soirée,\nThéo Brumecourt", LIN, own=Settings(name="Théo Brumecourt")) == []
    assert found("Bonne soirée,\nThéo", LIN, own=Settings(name="Théo Brumecourt")) == []
    assert found("Bonne soirée,\nThéo", LIN) == ["Théo"]


def test_a_shared_domain_names_nobody_and_a_shared_last_name_neither() -> None:
    twin = client("Vernelle", "VER", email="bureau@lacaze.example")
    text = "bureau@lacaze.example, accueil@lacaze.example"
    assert hits(text, twin, (twin, PIPES)) == ()
    assert [h.kind for h in hits("theo@lacaze.example", twin, (twin, PIPES))] == [Kind.ADDRESS]
    assert found("Madame Ouvrard est passée", SONS) == []


NOTE = "Divorce en cours, ne jamais appeler avant onze heures"


def test_a_run_of_a_private_note_is_a_hit_whoever_it_is_of() -> None:
    values = (task("Relances", LIN, note=NOTE), task("Devis", PIPES, note="Ne paie plus ses loyers"))
    assert found("À savoir : divorce en cours, ne jamais appeler.", LIN, values) == [
        "divorce en cours, ne jamais appeler"
    ]
    assert found("Il ne paie plus ses loyers.", LIN, values) == ["ne paie plus ses loyers"]
    assert found("La procédure est en cours, ne rien faire.", LIN, values) == []


def test_a_measured_note_is_private_and_a_typed_one_is_told() -> None:
    entry = Entry(id="e", client="ali", start=MONDAY_9_10, end=MONDAY_9_10, note="Pleurait encore au téléphone mardi")
    text = "Pleurait encore au téléphone mardi."
    assert found(text, LIN, (entry,)) == [text[:-1]]
    typed = Entry(id="f", client="ali", start=MONDAY_9_10, end=MONDAY_9_10, note=entry.note, origin=Origin.TYPED)
    assert found(text, LIN, (entry, typed)) == []


def test_a_confidential_title_gives_way_to_its_neutral_label() -> None:
    secret = task("Assignation Ferrand contre Dumoulin", LIN,
                confidential=True, report_label="Mise en page d’un acte")
    text = "– assignation Ferrand contre Dumoulin : faite."
    hit, = hits(text, LIN, ALL, (secret,))
    assert (text[hit.start : hit.end], hit.kind, hit.instead) == (
        "assignation Ferrand contre Dumoulin", Kind.TITLE, "Mise en page d’un acte"
    )
    assert found("Mise en page d’un acte : faite.", LIN, (secret,)) == []
    assert found("L’assignation est faite.", LIN, (secret,)) == []


def test_what_the_client_reads_anyway_is_no_secret() -> None:
    values = (task("Classer les factures du mois de mai", LIN, note="classer les factures du mois de mai"),)
    assert found("Classer les factures du mois de mai", LIN, values) == []


def test_hits_do_not_overlap_and_stand_in_order() -> None:
    text = "TUY, M. Théo Lacaze (theo@lacaze.example) de Tuyauterie Lacaze. T. L."
    spans = [(h.start, h.end) for h in hits(text, LIN, ALL)]
    assert [text[a:b] for a, b in spans] == [
        "TUY", "Théo Lacaze", "theo@lacaze.example", "Tuyauterie Lacaze", "T. L."
    ]


@pytest.mark.parametrize("text", ["", "[/]", "\x1b]0;\x07", "\u202e", "x" * 10_000, "a\n" * 500, "@.", "...", "’’’"])
def test_no_text_and_no_name_breaks_it(text: str) -> None:
    odd = [Client(id=str(n), name=n, label="X1", contact=Contact(first_name=n, last_name=n, email=n))
           for n in ("&", "…", "L’", "12", "\x00", "[/]", "@", "et", "😀")]
    assert hits(text, LIN, (*ALL, *odd), (task(text or "-", LIN, note=text),)) is not None


@pytest.mark.parametrize(("text", "hit"), [
    ("– Petit : relance faite", "Petit"), ("Petit, devis envoyé", "Petit"), ("RELANCE PETIT", "PETIT"),
    ("vu avec Tuy hier", "Tuy"), ("dossier ŒIL de OEI", "OEI"),
])
def test_a_name_at_the_head_of_a_line_in_capitals_or_as_a_label_is_one(text: str, hit: str) -> None:
    assert found(text, LIN) == [hit]


def test_a_label_is_known_without_its_accents() -> None:
    eco = client("Ecopôle Ardent", "ÉCO")
    assert [h.kind for h in hits("dossier ECO, vu Éco hier", LIN, (LIN, eco))] == [Kind.LABEL, Kind.LABEL]


def test_a_confidential_title_of_one_word_is_held_back() -> None:
    secret = task("Licenciement", LIN, confidential=True)
    assert found("– Licenciement : courrier envoyé.", LIN, (secret,)) == ["Licenciement"]
    assert found("– Un courrier de licenciement.", LIN, (secret, task("Lettre de licenciement", LIN))) == []


def test_a_count_of_others_is_held_back_unless_this_clients_own_work_has_it() -> None:
    theirs = task("Permanence", PIPES, quantity=27, quantity_unit="calls")
    assert found("Rendu tard : 27 appels ce matin.", LIN, (theirs,)) == ["27 appels"]
    assert found("27 appels pris.", LIN, (theirs, task("Standard", LIN, quantity=27, quantity_unit="calls"))) == []
    assert found("27 appels pris.", LIN, (theirs, task("Standard", LIN, result="27 appels pris"))) == []
    assert found("9 appels", LIN, (replace(theirs, quantity=9),)) == []


def test_what_the_sheet_of_another_says_and_what_interrupted_are_private() -> None:
    rules = replace(PIPES, contact_rules="ne jamais appeler le soir après dix-neuf heures")
    text = "Il dit de ne jamais appeler le soir après dix-neuf heures."
    assert [h.kind for h in hits(text, LIN, (LIN, rules))] == [Kind.NOTE]
    call = Interruption(id="i", at=MONDAY_9_10, source="tuy", summary="la chaudière du voisin fuit encore ce matin")
    assert [h.kind for h in hits("La chaudière du voisin fuit encore.", LIN, ALL, (call,))] == [Kind.NOTE]


def test_thousands_of_hits_cost_no_more_than_their_number() -> None:
    text = "Lacaze " * 6_000
    begin = time.perf_counter()
    assert len(hits(text, LIN, ALL)) == 6_000
    many = time.perf_counter() - begin
    begin = time.perf_counter()
    for _ in range(10):
        hits(text[: len(text) // 10], LIN, ALL)
    assert many < 4 * (time.perf_counter() - begin)


def test_thirty_clients_and_four_hundred_tasks_cost_little_more_than_reading_the_text() -> None:
    many = [client(f"Cabinet Nom{n}vel Prénat", f"N{n:02}", "M.", f"Prén{n}om", f"Fam{n}el", f"a@dom{n}.example")
            for n in range(30)]
    tasks = tuple(task(f"Titre {n} du dossier", many[n % 30], note=f"Une note {n} dont personne ne doit rien savoir")
                  for n in range(400))
    text = "Les relances sont faites, deux virements promis pour vendredi. " * 32

    def took(do: Callable[[], object], times: int) -> float:
        begin = time.perf_counter()
        for _ in range(times):
            do()
        return time.perf_counter() - begin

    hits(text, many[0], many, tasks)
    guarded = min(took(lambda: hits(text, many[0], many, tasks), 2) for _ in range(5))
    folded = max(took(lambda: tokens_of(text), 40) for _ in range(3))
    print(f"guard: {guarded * 500:.1f} ms for {len(text)} characters")
    assert guarded < folded
