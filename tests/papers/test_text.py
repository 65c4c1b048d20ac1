"""The statement as text: the same facts in each voice, and sums of what is printed."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.client import Billing, Client, Direction, Mode, Rounding, Scope
from pupitre.desk import Desk
from pupitre.ports import Value
from pupitre.report import Allowance
from pupitre.statement import Kind, Line, Piece, Statement
from pupitre.text import clean_text
from pupitre.value import Struct, names_of, replace
from tests.memory import HandClock, MemoryArchive, counted_ids
from tests.papers.statements import FRENCH_TU, FRENCH_VOUS, IN_ENGLISH, LINES, SETTINGS, WHOLE, november
from tests.screen.world import HOSTILE
from tui.papers.cells import added, length, lengths
from tui.papers.groups import counted
from tui.papers.phrases import ENGLISH, TU, VOUS
from tui.papers.sheet import sheet
from tui.papers.text import text, told

PLAIN = str.maketrans("\u00a0\u202f", "  ")

IN_FRENCH = """\
Relevé d’heures – novembre 2026
Maëlle Quérigaut
MQ Secrétariat – la plume d’à côté
micro-entreprise, TVA non applicable, art. 293 B du CGI
Client : Tuyaudec Chauffage & Plomberie

Temps décompté
– lun. 2 nov. · Relances impayés · exact 1 h 12 · décompté 1 h 15 · mesuré, saisi
– mar. 3 nov. · Devis cumulus ; Agenda · exact 20 min · décompté 30 min · mesuré · majoration soir 50 %
– mer. 4 nov. · Prestation · exact 7 min · décompté 15 min · corrigé
Total : exact 1 h 39 · décompté 2 h

Temps offert
– mer. 4 nov. · Mise en route · offert 10 min · mesuré
Total : offert 10 min

Temps non décompté
– jeu. 5 nov. · Erreur de ma part · non décompté 25 min · mesuré
Total : non décompté 25 min

Quantités
– ven. 6 nov. · Entretien (40 sur 48) · 40 minutes audio · prix unitaire 1,60 €
– lun. 9 nov. · Courriers de relance · 1 courrier

Récapitulatif
– Temps exact : 2 h 14
– Temps décompté : 2 h
– dont majoré soir 50 % : 30 min
– Temps offert : 10 min
– Temps non décompté : 25 min
– Quantité : 40 minutes audio
– Quantité : 1 courrier

Ton carnet d’heures
– Vendu : 10 h
– Utilisé avant ce relevé : 7 h 30
– Utilisé sur ce relevé : 2 h
– Reste : 30 min
– Valable jusqu’au : 28 décembre 2026

Demandes hors mission
– Thermostats

Temps arrondi au quart d’heure supérieur, par tâche et par jour.
"""


def printed(statement: Statement) -> str:
    return text(statement, SETTINGS).translate(PLAIN)


def month(client: Client, *minutes: tuple[int, int], kind: Kind = Kind.BILLED) -> Statement:
    lines = (Line(november(1 + n % 30), (f"Travail n{n}",), *each, kind) for n, each in enumerate(minutes))
    return Statement(client, "2026-11", tuple(lines))


def test_a_month_is_told_in_full() -> None:
    assert printed(WHOLE) == IN_FRENCH


def test_vous_says_the_same_in_hundredths() -> None:
    month_ = replace(WHOLE, client=FRENCH_VOUS, allowance=Allowance(1200, 1215, 10), expires_on=None, used_before=0)
    told_ = printed(month_)
    assert "décompté 1,25 h · mesuré, saisi" in told_
    assert "exact 0,33 h · décompté 0,50 h" in told_
    assert "Votre forfait du mois\n– Vendu : 20,00 h\n– Report du mois précédent : 0,17 h\n" in told_
    assert "– Utilisé : 20,25 h\n– Dépassement : 0,08 h\n" in told_
    assert "\n\nDemandes hors mission\n– Thermostats\n" in told_
    assert "à la tranche de 10 minutes supérieure" in told_
    assert "de sorte que la somme des lignes fasse le total" in told_


def test_english_is_english_throughout() -> None:
    told_ = printed(replace(WHOLE, client=IN_ENGLISH))
    assert told_.startswith("Statement of hours – November 2026\n")
    assert "– Tue 3 Nov · Devis cumulus; Agenda · exact 20 min · deducted 30 min · measured · surcharge" in told_
    assert "Your prepaid hours\n– Sold: 10 h\n– Used before this statement: 7 h 30 min\n" in told_
    assert "– Used on this statement: 2 h\n– Left: 30 min\n– Valid until: 28 December 2026\n" in told_
    assert "Time is rounded up to the quarter hour, per task and per day." in told_
    ours = told_.split("\n\n", 1)[1].replace("Relances impayés", "")
    assert not re.search(r"[éèàê«]|\b(heure|soir|carnet|mission)\b", ours)


@pytest.mark.parametrize(("voice", "foreign"), [
    (TU, r"\b(vous|votre|vos|\w+ez)\b"), (VOUS, r"\b(tu|ton|ta|tes|te)\b|\bt’"),
    (ENGLISH, r"[éèàêœ«]|\b(le|la|les|votre|heures)\b"),
])
def test_a_voice_never_speaks_like_another(voice: Struct, foreign: str) -> None:
    said = [getattr(voice, name) for name in names_of(voice)]
    assert [text_ for text_ in said if isinstance(text_, str) and re.search(foreign, text_, re.IGNORECASE)] == []


def test_a_proposed_surcharge_is_not_for_the_client() -> None:
    assert "urgen" not in printed(WHOLE)
    assert printed(WHOLE).count("soir") == 2, "once on its line, once in the summary"


def test_confidential_work_without_a_title_has_a_neutral_name() -> None:
    assert "Prestation" in printed(WHOLE)
    hidden = printed(replace(WHOLE, client=replace(FRENCH_TU, confidential=True)))
    assert "· Travail confidentiel ·" in hidden
    assert "Prestation" not in hidden


def test_hours_of_the_clock_are_told_only_when_asked() -> None:
    asked = told(sheet(WHOLE, SETTINGS, times=True)).translate(PLAIN)
    assert "– lun. 2 nov. · Relances impayés · 9 h 30 – 10 h 42 · exact 1 h 12" in asked
    assert "10 h 42" not in printed(WHOLE)


def test_time_that_was_not_sold_in_advance_is_billed() -> None:
    told_ = printed(replace(WHOLE, prepaid=False, allowance=None))
    assert "Temps facturé\n– lun. 2 nov. · Relances impayés · exact 1 h 12 · facturé 1 h 15" in told_
    assert "– Temps non facturé : 25 min\n" in told_
    assert "décompté" not in told_
    assert "facturé" not in printed(WHOLE)


@pytest.mark.parametrize(("client", "day", "title"), [
    (FRENCH_TU, november(27), "Relevé d’heures – novembre 2026, arrêté au 27 novembre\n"),
    (FRENCH_TU, november(1), "Relevé d’heures – novembre 2026, arrêté au 1er novembre\n"),
    (FRENCH_TU, date(2025, 3, 2), "Relevé d’heures – novembre 2026, arrêté au 2 mars 2025\n"),
    (IN_ENGLISH, november(27), "Statement of hours – November 2026, up to 27 November\n"),
    (FRENCH_TU, None, "Relevé d’heures – novembre 2026\n"),
])
def test_a_month_that_lasts_says_so_in_its_title(client: Client, day: date | None, title: str) -> None:
    assert printed(replace(WHOLE, client=client, up_to=day)).startswith(title)


def test_titles_are_printed_as_in_the_drafts() -> None:
    lines = (Line(november(2), ('Relire "Excel, niveau 2" (22 min) : n° 3 !',), 15, 15),)
    asked = replace(WHOLE, lines=lines, out_of_scope=("Refaire « vite fait » 3 pages",))
    told_ = text(asked, SETTINGS)
    assert "Relire «\u00a0Excel, niveau 2\u00a0» (22\u00a0min)\u00a0: n°\u00a03\u202f!" in told_
    assert "Refaire «\u00a0vite fait\u00a0» 3 pages" in told_
    assert 'Relire "Excel, niveau 2" (22 min) : n° 3 !' in text(replace(asked, client=IN_ENGLISH), SETTINGS)


@pytest.mark.parametrize(("piece", "line"), [
    (Piece(november(6), "14 courriers de consultation", 14, "letters"), "14 courriers de consultation"),
    (Piece(november(6), "114 courriers", 14, "letters"), "114 courriers · 14 courriers"),
    (Piece(november(6), "9 courriers", 4, "letters", of=9), "9 courriers, en partie · 4 courriers"),
    (Piece(november(6), "Entretien (48 min)", 40, "audio_minute", of=48),
     "Entretien (48 min), en partie · 40 minutes audio"),
    (Piece(november(6), "Entretien {what}", 40, "audio_minute", of=48),
     "Entretien {what} (40 sur 48) · 40 minutes audio"),
    (Piece(november(6), "Convocations", 1, "piece", also=("Émargement", "")),
     "Convocations ; Émargement ; Prestation · 1 prestation"),
])
def test_a_quantity_is_said_once(piece: Piece, line: str) -> None:
    assert f"– ven. 6 nov. · {line}\n" in printed(replace(WHOLE, pieces=(piece,)))


def test_no_amount_is_on_a_paper_but_the_price_of_a_piece() -> None:
    dear = Billing(hourly_rate_eur=Decimal(37), price_eur=Decimal(377), monthly_fee_eur=Decimal(737),
                   overage_hourly_rate_eur=Decimal(73))
    for mode in Mode:
        made = replace(WHOLE, client=replace(FRENCH_TU, billing=replace(dear, mode=mode)))
        assert made.client.billing.mode is mode
        told_ = [line for line in printed(made).splitlines() if "€" in line or re.search("37|73", line)]
        assert told_ == ["– ven. 6 nov. · Entretien (40 sur 48) · 40 minutes audio · prix unitaire 1,60 €"]


def test_what_is_paid_by_the_piece_is_not_told_as_billed_time() -> None:
    told_ = printed(replace(WHOLE, lines=(replace(LINES[0], by_piece=True), LINES[1])))
    assert "Temps compris dans le prix convenu\n– lun. 2 nov. · Relances impayés · exact 1 h 12 · compté" in told_
    assert "– Temps décompté : 30 min\n" in told_
    assert "– Temps compté : 1 h 15\n" in told_


def test_a_debt_of_the_month_before_is_told() -> None:
    told_ = printed(replace(WHOLE, allowance=Allowance(1200, 600, -15), used_before=0))
    assert "– Report du mois précédent : −15 min\n– Utilisé : 10 h\n– Reste : 9 h 45\n" in told_


def test_an_empty_month_says_so() -> None:
    assert printed(Statement(FRENCH_TU, "2026-02", ())).endswith("Plomberie\n\nAucun temps ce mois-ci.\n")


@pytest.mark.parametrize(("minutes", "direction", "scope", "in_french", "in_english"), [
    (15, Direction.UP, Scope.TASK_AND_DAY, "arrondi au quart d’heure supérieur, par tâche et par jour.",
     "rounded up to the quarter hour, per task and per day."),
    (30, Direction.NEAREST, Scope.ENTRY, "arrondi à la demi-heure la plus proche, pour chaque intervention.",
     "rounded to the nearest half hour, for each piece of work."),
    (60, Direction.DOWN, Scope.DAY, "arrondi à l’heure inférieure, par jour.", "rounded down to the hour, per day."),
    (6, Direction.UP, Scope.DAY, "arrondi à la tranche de 6 minutes supérieure, par jour.",
     "rounded up to a multiple of 6 minutes, per day."),
    (1, Direction.UP, Scope.DAY, "Temps compté à la minute, par jour.", "Time is counted to the minute, per day."),
])
def test_rounding_is_said_as_agreed(
    minutes: int, direction: Direction, scope: Scope, in_french: str, in_english: str
) -> None:
    agreed = Rounding(minutes, direction, scope)
    assert VOUS.rounding(agreed).translate(PLAIN).endswith(in_french)
    assert ENGLISH.rounding(agreed).translate(PLAIN).endswith(in_english)


def test_rounding_follows_the_increment_of_the_client() -> None:
    assert "à la demi-heure" in printed(month(replace(FRENCH_TU, billing=Billing(increment_min=30)), (5, 30)))


MINUTES = st.lists(st.tuples(st.integers(0, 600), st.integers(0, 600)), min_size=1, max_size=30)


@given(MINUTES)
def test_totals_are_the_sum_of_the_lines_that_are_printed(minutes: list[tuple[int, int]]) -> None:
    def found(told_: str, word: str) -> list[Decimal]:
        return [Decimal(n.replace(",", ".")) for n in re.findall(rf"\b{word} (\d+,\d\d) h", told_)]

    told_ = printed(month(FRENCH_VOUS, *minutes)).split("\n\nRécap")[0]
    for word, exact in (("exact", sum(m for m, _ in minutes)), ("facturé", sum(b for _, b in minutes))):
        *lines, total = found(told_, word)
        assert len(lines) == len(minutes)
        assert sum(lines) == total
        assert abs(total * 60 - exact) <= Decimal("0.3"), "half a hundredth of an hour"


@given(st.lists(st.integers(0, 10_000), max_size=40))
def test_no_line_is_off_by_a_hundredth_and_most_are_their_own_rounding(minutes: list[int]) -> None:
    found = lengths(minutes)
    assert sum(each.hours for each in found) == length(sum(minutes)).hours
    assert all(abs(each.hours * 60 - each.minutes) < Decimal("0.6") for each in found)
    off = sum((length(m).hours for m in minutes), Decimal()) - length(sum(minutes)).hours
    assert sum(each.hours != length(each.minutes).hours for each in found) == abs(off * 100)


def test_hundredths_are_those_that_anybody_would_compute() -> None:
    assert [str(each.hours) for each in lengths([25, 70, 53, 85, 45, 45])] == [
        "0.42", "1.17", "0.88", "1.41", "0.75", "0.75"]
    assert [str(each.hours) for each in lengths([28, 28, 25])] == ["0.47", "0.47", "0.41"], "equal times stay equal"


@given(st.lists(st.tuples(st.integers(0, 600), st.sampled_from(Kind), st.booleans()), max_size=30))
def test_the_totals_of_the_groups_add_up_to_the_whole(found: list[tuple[int, Kind, bool]]) -> None:
    lines = tuple(Line(november(2), (), m, m, kind, by_piece=piece) for m, kind, piece in found)
    exact = [added(c.exact for c in group) for group in counted(lines).values()]
    assert added(exact) == length(sum(m for m, _kind, _piece in found))


def test_minutes_add_up_in_hours_and_minutes() -> None:
    def minutes_in(told_: str) -> int:
        hours = re.match(r"(?:(\d+) h)? ?(?:(\d+))?", told_)
        assert hours is not None
        return 60 * int(hours[1] or 0) + int(hours[2] or 0)

    told_ = printed(month(FRENCH_TU, (72, 75), (61, 75), (5, 15), (120, 120)))
    *lines, total = [minutes_in(said) for said in re.findall(r"facturé ([\dhmin ]+)", told_.split("\n\nRécap")[0])]
    assert (lines, total) == ([75, 75, 15, 120], 285)


def test_hostile_titles_stay_on_their_line() -> None:
    lines = tuple(Line(november(2), (title,), 15, 15) for title in HOSTILE)
    client = replace(FRENCH_TU, name="a\nb\x1b[2Jc")
    told_ = text(replace(WHOLE, client=client, lines=lines, out_of_scope=HOSTILE), SETTINGS)
    assert told_ == clean_text(told_)
    assert sum(line.startswith("–\u00a0lun.") for line in told_.splitlines()) == len(HOSTILE) + 1
    assert max(map(len, told_.splitlines())) < 600


def test_a_paper_names_no_other_client(sample_values: tuple[Value, ...], clock: HandClock) -> None:
    clock.set("2026-11-27T17:45")
    desk = Desk(MemoryArchive(sample_values), clock, counted_ids())
    names = {c.id: (c.name, c.contact.last_name) for c in desk.clients()}
    for client in desk.clients():
        made = desk.statement(client.id, "2026-11")
        assert made.lines
        told_ = text(made, desk.settings)
        assert client.name in told_
        assert [other for key, own in names.items() if key != client.id for other in own if other in told_] == []
