"""`pupitre report`: the draft of one client for one day, with the facts that a person would write."""

import json
import re
from datetime import date

import pytest

from pupitre.ports import Change
from pupitre.report import Report
from storage.archive import open_archive
from storage.places import Place
from tests.cli.conftest import SAMPLE, Pupitre
from tests.memory import MONDAY_9_10

KEYS = ["client", "day", "subject", "body", "sections", "minutes", "minutes_rounded"]
SECTIONS = ["done", "unfinished", "waiting", "out_of_scope"]
OTHERS = ["in_progress", "coming"]

# Fact by fact, what the examples of the sample week say: numbers, dates, names, amounts of time.
FACTS = {
    ("tuy", "2026-11-25"): {
        "body": [
            "Salut Zéphyrin,", "Temps du jour : 45 min.", "Il reste 1 h 30 sur ton carnet",
            "valable jusqu’au 28 décembre", "Bonne soirée !", "Maëlle",
        ],
        "done": ["impayés", "5 factures", "2 virements promis pour le 30", "1 chèque posté", "2 messages laissés"],
        "unfinished": [],
        "waiting": ["Note de frais d’octobre", "tickets de carburant du 12 au 19", "Tu peux", "mercredi 2"],
        "out_of_scope": [
            "thermostats", "la commande engage", "carte", "n’est pas prévue au devis", "Le panier est prêt",
            "valider", "avenant",
        ],
    },
    ("bru", "2026-11-27"): {
        "body": [
            "Bonjour Maître,", "Temps du jour : 2 h.",
            "Je vous prie de recevoir, Maître, mes salutations distinguées.", "Maëlle Quérigaut",
        ],
        "done": ["agenda de décembre"],
        "unfinished": [
            "Retranscription d’un entretien (48 min)", "31:10 à 38:45 est inaudible", "40 minutes",
            "lundi 30 novembre à 12 h",
        ],
        "waiting": ["21 pièces sur 27", "pièces 14 à 19"],
        "out_of_scope": [
            "Dépôt dématérialisé", "clé personnelle", "Le PDF paginé est prêt dans le dossier partagé", "déposer",
        ],
    },
    ("ysa", "2026-11-27"): {
        "body": [
            "Bonjour Madame Ysambart,", "5,75 h cette semaine", "novembre", "20,25 h", "forfait de 20",
            "0,25 h au-delà", "Souhaitez-vous", "facture", "reporte", "Cordialement,", "Maëlle Quérigaut",
        ],
        "done": [
            "réunion de chantier n° 14", "2,50 h", "permis de construire (42 p.)", "2,00 h",
            "tableau des situations de travaux", "0,75 h", "9 entreprises", "réunion n° 15", "0,50 h",
            "mardi 8 décembre", "plans, indice C",
        ],
        "unfinished": [
            "CCTP du lot 07", "la priorité a été donnée au compte rendu n° 14", "comme convenu mardi",
            "mardi 1er décembre à 12 h",
        ],
        "waiting": ["l’architecte des Bâtiments de France", "pas de réponse", "deux relances", "mardi"],
        "out_of_scope": ["notice", "en allemand", "evis d’une consœur", "sous 48 h"],
    },
}
MINUTES = {("tuy", "2026-11-25"): (42, 45), ("bru", "2026-11-27"): (108, 120), ("ysa", "2026-11-27"): (323, 345)}


def plain(text: str) -> str:
    """Return a text with ordinary spaces: the others are for the eye."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(("client", "day"), list(FACTS))
def test_a_draft_holds_the_facts(imported: Pupitre, client: str, day: str) -> None:
    told = imported("report", "--client", client, "--day", day, "--json").json
    assert list(told) == KEYS
    assert list(told["sections"]) == SECTIONS + OTHERS
    assert (told["client"], told["day"]) == (client, day)
    given = json.loads(SAMPLE.read_text(encoding="utf-8"))
    (example,) = [e for e in given["report_examples"] if e["client"] == client]
    assert plain(told["subject"]) == plain(example["subject"])
    assert (told["minutes"], told["minutes_rounded"]) == MINUTES[client, day]

    assert all(line in told["body"] for name in OTHERS for line in told["sections"][name])
    for name in SECTIONS:
        lines = told["sections"][name]
        assert bool(lines) is bool(FACTS[client, day][name])
        text = plain("\n".join(lines))
        assert [fact for fact in FACTS[client, day][name] if fact not in text] == []
        assert all(line in told["body"] for line in lines)
    body = plain(told["body"])
    assert [fact for fact in FACTS[client, day]["body"] if fact not in body] == []

    # One client never meets another, and the file numbers of a confidential one stay on the desk.
    others = [c for c in given["clients"] if c["id"] != client]
    assert [c["name"] for c in others if c["name"] in body or c["contact"]["last_name"] in body] == []
    assert not re.search(r"26/\d{3}|O’Kellan", body)


def test_printed_and_json_say_the_same(imported: Pupitre) -> None:
    told = imported("report", "--client", "tuy", "--day", "2026-11-25", "--json").json
    printed = imported("report", "--client", "tuy", "--day", "2026-11-25")
    assert printed.out == f"{told['subject']}\n\n{told['body']}"
    assert printed.out.endswith("Maëlle\n")


def test_what_must_not_leave_is_told_beside_the_draft(imported: Pupitre) -> None:
    late = imported("report", "--client", "oei", "--day", "2026-11-27")
    assert "27 appels" in late.out
    assert "À vérifier avant l’envoi, ligne" in late.err
    assert "27 appels" in late.err
    assert imported("report", "--client", "tuy", "--day", "2026-11-25").err == ""


@pytest.mark.parametrize("named", ["TUY", "@Tuy", "plomb"])
def test_a_client_answers_to_label_id_and_name(imported: Pupitre, named: str) -> None:
    assert imported("report", "--client", named, "--day", "2026-11-25", "--json").json["client"] == "tuy"


def test_a_client_answers_to_the_whole_name_in_any_case(imported: Pupitre) -> None:
    told = imported("report", "--client", "CABINET brumecourt", "--day", "2026-11-27", "--json").json
    assert told["client"] == "bru"


@pytest.mark.parametrize("named", ["../../etc", "[/]\x1b[31m", "x" * 10_000, ""])
def test_an_unknown_client_is_refused(imported: Pupitre, named: str) -> None:
    sentence = imported("report", f"--client={named}", "--day", "2026-11-25").refused(1)
    assert sentence.startswith("Aucun client ne répond à")
    assert "TUY" in sentence
    assert "\x1b" not in sentence


@pytest.mark.parametrize("day", ["25/11/2026", "2026-02-30", "", "9999-12-31", "x" * 10_000])
def test_a_wrong_day_is_wrong_use(imported: Pupitre, day: str) -> None:
    assert "n’est pas un jour" in imported("report", "--client", "tuy", "--day", day).refused(2)


def test_a_day_without_work_gives_an_honest_draft(imported: Pupitre) -> None:
    told = imported("report", "--client", "tuy", "--day", "2020-01-01", "--json").json
    assert (told["minutes"], told["minutes_rounded"]) == (0, 0)
    assert told["sections"]["done"] == []


def test_an_edited_draft_is_printed_as_edited(week: Pupitre) -> None:
    day = date(2026, 11, 25)
    archive = open_archive(Place(week.folder), MONDAY_9_10)
    edited = Report(
        id=Report.key("tuy", day), client="tuy", day=day, subject="Mon objet", body="Mon texte [/] à moi\n",
        drafted="Le brouillon",
    )
    archive.keep(Change((edited,)))
    archive.close()
    assert week("report", "--client", "tuy", "--day", "2026-11-25").out == "Mon objet\n\nMon texte [/] à moi\n"
    told = week("report", "--client", "tuy", "--day", "2026-11-25", "--json").json
    assert (told["subject"], told["body"], told["minutes"]) == ("Mon objet", "Mon texte [/] à moi\n", 42)


def test_a_week_and_a_delivery_are_written_when_asked_for(imported: Pupitre) -> None:
    week = imported("report", "--client", "tuy", "--day", "2026-11-27", "--week", "--json").json
    assert week["minutes"] == 110 + 10 + 42 + 30 + 30
    assert "Le point sur ta semaine" in week["body"]
    told = imported("report", "--client", "tuy", "--day", "2026-11-23", "--delivery").out
    assert "Livré" in told
    usual = imported("report", "--client", "cap", "--day", "2026-11-23").out
    assert usual == imported("report", "--client", "cap", "--day", "2026-11-23", "--delivery").out
    both = imported("report", "--client", "cap", "--day", "2026-11-23", "--week", "--delivery").refused(2)
    assert "--week" in both


def test_all_that_a_body_says_is_in_its_sections(imported: Pupitre) -> None:
    told = imported("report", "--client", "ver", "--day", "2026-11-26", "--json").json
    lines = [line for name in SECTIONS + OTHERS for line in told["sections"][name]]
    assert sorted(lines) == sorted(re.findall(r"^–\s(.+)$", told["body"], re.MULTILINE))
    assert [plain(line) for line in told["sections"]["coming"]] == [
        "Confirmation des rendez-vous du lundi 30 : échéance vendredi 27 novembre à 16 h.",
        "Rappel de 4 patients (agenda du 3/12) : échéance vendredi 27 novembre à 17 h.",
    ]


@pytest.mark.parametrize(("client", "day"), [("cap", 25), ("ysa", 23)])
def test_a_delivery_of_nothing_is_refused_in_one_sentence(imported: Pupitre, client: str, day: int) -> None:
    sentence = imported("report", "--client", client, "--day", f"2026-11-{day}", "--delivery").refused(1)
    assert sentence.strip() == "Rien n’a été livré ce jour-là."
