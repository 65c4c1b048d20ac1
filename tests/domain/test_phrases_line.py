"""Dates inside a typed line: which phrases are taken for a deadline, and which stay words of the title."""

import pytest

from pupitre.phrases import Kind, Why, find
from pupitre.quick import understand
from tests.domain.test_phrases import moment, told


@pytest.mark.parametrize(
    ("line", "words", "expected"),
    [
        ("Relances impayés vendredi 17h pour le cabinet", "vendredi 17h", "2026-11-27T17:00"),
        ("Relances impayés @tuy vendredi 17h ~30min !", "vendredi 17h", "2026-11-27T17:00"),
        ("RELANCES IMPAYÉS DEMAIN 14H", "DEMAIN 14H", "2026-11-24T14:00"),
        ("Devis à rendre avant le 5 décembre à 14 h 30, urgent", None, "2026-12-05T14:30"),
        ("e\u0301te\u0301 demain\u202f9\u00a0h ok", "demain\u202f9\u00a0h", "2026-11-24T09:00"),
        ("Envoi le 5 de\u0301c", "le 5 de\u0301c", "2026-12-05"), ("Devis ven", "ven", "2026-11-27"),
        ("Devis jeu 9h salle 3", "jeu 9h", "2026-11-26T09:00"), ("vendredi 3 rendez-vous", "vendredi", "2026-11-27"),
        ("Livraison le 5 chez Dupont", "le 5", "2026-12-05"),
        ("Dossier 16h", "16h", "2026-11-23T16:00"), ("Facture @tuy salle 14h30", "14h30", "2026-11-23T14:30"),
        ("Appeler Dupont dans 2h", "dans 2h", "2026-11-23T11:10"),
        ("Devis mardi puis facture vendredi", "vendredi", "2026-11-27"),
        ("Congés du 1er au 4 décembre", "du 1er au 4 décembre", "2026-12-04"),
        ("Cadeaux avant Noël", "avant Noël", "2026-12-25"), ("Dictée ~8h demain", "demain", "2026-11-24"),
        ("Dictée 1h15 demain", "demain", "2026-11-24"), ("Dictée demain 1h15", "demain", "2026-11-24"),
        ("Relire (demain)", "demain", "2026-11-24"),
        ("Send invoice by Friday 5pm to Bob", "by Friday 5pm", "2026-11-27T17:00"),
        ("Report due tomorrow", "due tomorrow", "2026-11-24"),
        ("Relance le 30 février", "le 30 février", "none"), ("Relance mar 3", "mar 3", "none"),
        ("Relire dans la matinée de jeudi", "dans la matinée de jeudi", "2026-11-26T12:00"),
        ("Appeler demain première heure", "demain première heure", "2026-11-24T08:30"),
        ("Devis vendredi 27 ou samedi 28", "vendredi 27 ou samedi 28", "2026-11-27"),
        ("Devis pour la semaine du 7 décembre", "pour la semaine du 7 décembre", "2026-12-11"),
        ("Devis sous 2 ou 3 jours", "sous 2 ou 3 jours", "2026-11-26"),
        ("Point hebdo chaque lundi 9h jusqu’au 18 décembre, merci", "chaque lundi 9h jusqu’au 18 décembre",
         "2026-11-30T09:00"),
        ("Factures le dernier jour ouvré du mois", "le dernier jour ouvré du mois", "2026-11-30"),
        ("Devis avant les fêtes, merci", "avant les fêtes", "2026-12-24"),
    ],
)
def test_a_phrase_inside_a_line(line: str, words: str | None, expected: str) -> None:
    found = find(line, moment())
    assert found is not None
    assert line[found.start : found.end] == (words or "à rendre avant le 5 décembre à 14 h 30")
    assert told(found.answer.value) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Note de mai", "Livrer barres mars", "Tester le jeu", "Notice du jeu", "Fichier son", "Appeler Sam",
        "Envoyer mon CV", "jeu 3 manches", "pour mon client", "3 rendez-vous", "Saisie 1h15", "Dictée 2h",
        "réunion n° 14", "Dictée n° 2", "Facture 12,50 €", "Dossier 26/118", "courriers du 20/11",
        "Compte rendu de lundi", "Réunion de demain", "Préparer la réunion de 14h", "10h de dictée",
        "Relire le 5 pièces", "Astreinte 24/7", "Page 1/2", "Dictée 1/2 journée", "Cartes de Noël",
        "Facture à 30 jours fin de mois", "Paiement à 30 jours", "Permanence matin", "Dossier 12/05",
        "Devis 20/11/2026", "Appel 06 12 34 56 78", "Looked at 3 files", "Tri archives avant 2020",
        "Appeler Dupont tout à l'heure", "Rue du 8 mai 1945", "En attente depuis lundi",
        "Appels vendredi dernier", "Décaler le rendez-vous à jeudi 8 h",
        "Permanence du lundi (9 h 30–11 h 30)", "~8h", "@lundi", "",
        # What the wider vocabulary must not swallow.
        "Préparer la semaine du 7 décembre", "Compter 2 ou 3 jours", "Dictée environ 2h", "Ventes en décembre 2025",
        "Rapport de chaque mois", "Courriers de la semaine dernière", "Dossier 27-11", "Version 8.30",
        "Monthly report", "Weekly digest for Bob", "Réunion COB avec Paul", "Saisir 48 h",
        "Trois mars à livrer au dépôt",
        "Pause première heure", "Stock de la rentrée", "Cadeaux des fêtes", "Passer à l'ouverture du dossier",
    ],
)  # fmt: skip
def test_no_phrase_inside_a_line(line: str) -> None:
    assert find(line, moment()) is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Devis 05/12", "05/12"), ("Devis 05/12 ", "05/12"), ("Devis  05/12  ", "05/12"), ("05/12 devis", "05/12"),
        ("Devis 05/12 !", "05/12"), ("Devis 05/12 ~30min", "05/12"), ("Devis 05/12 urgent", "05/12"),
        ("Devis 05/12 pour Paul", "05/12"), ("Devis 05/12, urgent", "05/12"), ("Devis (05/12) urgent", "05/12"),
        ("Devis : 05/12 urgent", "05/12"), ("Dossier Dupont 05/12 relu", "05/12"), ("Dossier 26/118 05/12", "05/12"),
        ("Devis 5/12 urgent", "5/12"), ("Devis 05 / 12 urgent", "05 / 12"), ("Devis le 5/12 Paul", "le 5/12"),
        ("Devis 05/12/2026 urgent", "05/12/2026"), ("Devis 05.12.2026 urgent", "05.12.2026"),
        ("Devis 05-12-26 urgent", "05-12-26"), ("05/12/2026 devis", "05/12/2026"),
        ("Devis 5 déc. urgent", "5 déc."), ("Devis 5 décembre urgent", "5 décembre"),
        ("Devis le 5 décembre les prix", "le 5 décembre"), ("Devis samedi 5 décembre urgent", "samedi 5 décembre"),
        ("Envoyer le 5 les devis", "le 5"), ("Truc le 5 xyz", "le 5"), ("le 5 devis", "le 5"),
        ("Devis le 5 ~30min", "le 5"), ("Appeler le 5 l'avocat", "le 5"), ("Livrer le 5 de préférence", "le 5"),
        ("Facture le 5 urgent", "le 5"), ("Le 5 du mois devis", "Le 5 du mois"), ("avant le 5 devis", "avant le 5"),
        ("Devis samedi le 5 urgent", "samedi le 5"), ("Devis dès 05/12 urgent", "dès 05/12"),
        ("Devis de\u0300s 05/12 urgent", "de\u0300s 05/12"),
        ("Send on the 5th the quote", "on the 5th"), ("Quote on the 5th please", "on the 5th"),
        ("Devis Dec 5 urgent", "Dec 5"), ("Samedi 5 les devis", "Samedi 5"),
    ],
)  # fmt: skip
def test_a_written_date_counts_anywhere(line: str, words: str) -> None:
    found = find(line, moment())
    assert found is not None
    assert (line[found.start : found.end], told(found.answer.value)) == (words, "2026-12-05")


@pytest.mark.parametrize(
    "line",
    [
        # Which thing.
        "Courriers du 05/12 urgent", "Courriers de 05/12", "Courriers des 05/12", "COURRIERS DES 05/12",
        "Absente depuis le 5", "Absente depuis 05/12 midi", "Lettre reçue le 5", "Courriers du 5 déc. urgent",
        "Dossier 05/12 urgent", "Affaire: 05/12 urgent", "Réf. 05/12 urgent", "Réf : 05/12", "n° 05/12", "n°05/12",
        "no 05/12", "No. 05/12", "Facture 05/12 urgent", "Page 05/12", "lot 05/12", "version 05/12", "art. 05/12",
        "Courriers du 5 devis", "Facture 05/12/2026 urgent",
        # A longer number, or no date.
        "Dossier 26/118 urgent", "Devis 26/118", "Devis 31/11 urgent", "Tri 32/01", "Tri 1/2/3/4", "Tri 05/12-7",
        "Tri 05/12-26", "Tri 12/05/2026/3", "Tri 5 / 12 / 3", "Tri 05/12,7", "Tri 12,05/12", "Ligne le 93 nord",
        # A count, a share, a rank, an address.
        "24/7", "Astreinte 24/7 urgent", "1/2 journée", "Dictée pour 1/2 journée", "3/4 d'heure", "Pause 3/4 d'heure",
        "Le 3/4 d'heure", "Devis 3/4", "Tri 5/10 pages", "Relire le 5 pièces urgent", "Prix le 5 000 €", "Le 5 %",
        "RDV le 12 rue Foch", "Relire le 1er devis", "Work on the 2nd draft", "Review the 5 files", "Courir le 5 km",
        # A gathering, a span.
        "le 5 à 7", "Préparer le 5 à 7 du maire", "Congés le 5 au 7 décembre",
    ],
)  # fmt: skip
def test_what_looks_like_a_date_stays_in_the_title(line: str) -> None:
    assert find(line, moment()) is None


@pytest.mark.parametrize(
    ("line", "words", "expected"),
    [
        ("Dîner le 5 à 7h chez Paul", "le 5 à 7h", "2026-12-05T07:00"),
        ("Devis le 3/4 urgent", "le 3/4", "2027-04-03"), ("Payer le 1er les loyers", "le 1er", "2026-12-01"),
        ("Devis 05/12 puis le 8 facture", "le 8", "2026-12-08"),
        ("Devis le 8 puis 05/12 relance", "05/12", "2026-12-05"),
        ("vendredi le 5 pièces", "vendredi", "2026-11-27"), ("Rendu le 32", "le 32", "none"),
    ],
)  # fmt: skip
def test_the_last_sensible_date_is_kept(line: str, words: str, expected: str) -> None:
    found = find(line, moment())
    assert found is not None
    assert (line[found.start : found.end], told(found.answer.value)) == (words, expected)


def test_a_date_just_over_without_a_year_offers_both() -> None:
    found = find("Devis 20/11 urgent", moment())
    assert found is not None
    assert (found.answer.kind, found.answer.why) == (Kind.AMBIGUOUS, Why.PAST)
    assert [told(reading) for reading in found.answer.alternatives] == ["2027-11-20", "2026-11-20"]


@pytest.mark.parametrize("line", ["Devis 05/12 @x ~30min #cat !", "Devis @x 05/12 ! urgent", "! ~5 le 5 @x Devis"])
def test_the_marks_of_a_line_hide_no_date(line: str) -> None:
    understood = understand(line, (), moment())
    assert understood.date is not None
    assert told(understood.date.value) == "2026-12-05"
    assert understood.title.startswith("Devis")
