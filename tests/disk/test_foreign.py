"""Files of other programs: what stands in them comes in fact by fact, what is wrong is said, nothing else raises."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.client import Client
from pupitre.deadline import Deadline
from pupitre.errors import ImportRefused
from pupitre.foreign import About, Beside, Choices, Left, planned
from pupitre.ports import Value
from pupitre.task import WAITING_CLIENT, WAITING_THIRD, ListItem, Priority, Status
from pupitre.text import clean_text
from pupitre.value import replace
from storage import foreign, foreign_table
from storage.exchange import dump, parse
from tests.disk.foreign import ASANA, EXCEL, TRELLO, WEDNESDAY, by_title, plan_of, proposed
from tests.memory import PARIS, counted_ids

GALET = Client(id="gal", name="Traiteur Le Galet", label="GAL")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def trello(**changed: Any) -> bytes:  # noqa: ANN401 - whatever a file may hold
    content = json.loads(TRELLO.read_bytes()) | changed
    return json.dumps(content).encode()


def a_card(**fields: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"id": "6afabb840000000000000001", "name": "Carte", "idList": "l1"} | fields


def a_board(*cards: dict[str, Any]) -> bytes:
    return trello(cards=list(cards), lists=[{"id": "l1", "name": "À faire"}], actions=[], checklists=[])


# -- Trello ------------------------------------------------------------------------------------------


def test_a_trello_card_comes_in_with_all_it_says() -> None:
    tasks = by_title(proposed(TRELLO))
    flour = tasks["Commander la farine T65 pour décembre"]
    assert flour.id == "trello:6afabb840000000000000001"
    assert flour.created == utc(2026, 11, 16, 8, 15)
    # 16:00 UTC is five in the afternoon in her zone.
    assert flour.deadline == Deadline(date(2026, 11, 27), utc(2026, 11, 27, 16))
    assert flour.note == "Moulin habituel.\n\nVérifier le **tarif** avant."
    assert (flour.status, flour.priority) == (Status.TODO, Priority.URGENT)

    planning = tasks["Planning des vendeuses de décembre"]
    assert planning.status is Status.DOING
    assert planning.not_before == Deadline(date(2026, 11, 24))
    assert planning.checklist == (
        ListItem("Congés : Demander les souhaits", done=True), ListItem("Congés : Reporter dans le tableau"),
        ListItem("Envoi : Afficher au fournil"),
    )
    waiting = tasks["Devis four : réponse du gérant"]
    assert (waiting.status, waiting.waiting_for) == (Status.WAITING, WAITING_CLIENT)
    assert waiting.waiting_since == utc(2026, 11, 19, 14, 5)


def test_a_finished_card_has_the_day_that_the_board_tells() -> None:
    tasks = by_title(proposed(TRELLO))
    # Ticked off, though it was in the last list already; else the day on which it came there.
    assert tasks["Relancer l’impayé du café d’en face"].done_at == utc(2026, 11, 12, 9, 21, 30)
    assert tasks["Déclaration de TVA d’octobre"].done_at == utc(2026, 10, 22, 15, 45)
    assert "Étiquettes allergènes" not in tasks


def test_what_stays_out_of_a_board_is_counted() -> None:
    assert dict(proposed(TRELLO).left) == {
        Left.ARCHIVED: 2, Left.UNDATED: 1, Left.TEMPLATES: 1, Left.COMMENTS: 2, Left.ATTACHMENTS: 1, Left.MEMBERS: 3,
        Left.LABELS: 1,
    }


def test_what_was_archived_or_is_undated_comes_in_on_demand() -> None:
    tasks = by_title(proposed(TRELLO, Choices(archived=True, finished=True)))
    assert tasks["Ancienne carte de Noël 2025"].status is Status.TODO
    assert tasks["Galettes : lots pour le comité d’entreprise"].status is Status.TODO
    assert tasks["Étiquettes allergènes"].done_at == utc(2026, 9, 14, 12)
    assert len(tasks) == 9


def test_a_label_that_is_a_client_gives_it_and_any_other_can_be_told_to() -> None:
    title = "Facture traiteur : mariage du 14"
    task = by_title(proposed(TRELLO, clients=(GALET,)))[title]
    assert (task.client, task.category) == ("gal", "Facturation")
    mapping = Choices().changed(About.LABEL, "Facturation", "new:Café d’en face")
    mapping = mapping.changed(About.BOARD, "", "client:gal")
    found = proposed(TRELLO, mapping, (GALET,))
    assert [c.name for c in found.clients] == ["Café d’en face"]
    assert by_title(found)[title].client == found.clients[0].id
    assert by_title(found)["Commander la farine T65 pour décembre"].client == "gal"


def test_a_list_can_be_read_as_something_else_or_left_out() -> None:
    mapping = Choices().changed(About.LIST, "En cours", "todo").changed(About.LIST, "À faire", "ignore")
    found = proposed(TRELLO, mapping)
    assert by_title(found)["Planning des vendeuses de décembre"].status is Status.TODO
    assert dict(found.left)[Left.IGNORED] == 2


def test_a_card_that_cannot_be_read_is_named_and_the_others_come_in() -> None:
    found = proposed(a_board(
        a_card(), a_card(id="b", name=3), a_card(id="c", due="tomorrow"), a_card(id="d", name=" \u202e "),
        a_card(name="Twin"), {"name": "no id"}, a_card(id="e", due="9999-12-31T23:59:59.000Z"),
        a_card(id="f", name="F"),
    ))
    assert [t.title for t in found.tasks] == ["Carte", "F"]
    assert [(b.line, b.field, b.why) for b in found.bad] == [
        (2, "card", "shape"), (3, "due", "date"), (4, "title", "empty"), (5, "key", "twice"), (6, "card", "shape"),
        (7, "due", "range"),
    ]


@pytest.mark.parametrize("content", [trello(cards=3), trello(lists={})])
def test_a_board_without_cards_or_lists_is_refused_as_a_whole(content: bytes) -> None:
    with pytest.raises(ImportRefused) as refused:
        foreign.read(content, PARIS)
    assert refused.value.why == "trello"


@pytest.mark.parametrize("content", [b'{"cards": [], "lists": [],', b'{"cards":' + b"[" * 100_000, b"[]"])
def test_other_json_is_left_to_the_reader_of_our_own_format(content: bytes) -> None:
    assert foreign.read(content, PARIS) is None


# -- Asana -------------------------------------------------------------------------------------------


def test_an_asana_project_comes_in_with_its_parts_and_what_waits_for_what() -> None:
    found = proposed(ASANA)
    tasks = by_title(found)
    assert found.bad == ()
    whole = tasks["Préparer l’assemblée générale"]
    assert whole.id == "asana:1205550000000001"
    assert (whole.deadline, whole.not_before) == (Deadline(date(2026, 12, 4)), Deadline(date(2026, 11, 23)))
    assert whole.note == "Salle à réserver.\nConvocations : 21 jours avant."
    assert (whole.category, whole.priority) == ("Syndic", Priority.HIGH)
    part = tasks["Envoyer les convocations"]
    assert part.parent == whole.id
    # A title with a comma in it stands in a list of titles between commas.
    assert part.after == ("asana:1205550000000003", "asana:1205550000000004")
    assert part.estimate_min == 90
    done = tasks["Réserver la salle"]
    assert (done.status, done.done_at) == (Status.DONE, utc(2026, 11, 18, 11))
    assert tasks["Vérifier la liste, imprimer"].status is Status.DOING
    blocked = tasks["Devis « ravalement » : réponse"]
    assert (blocked.status, blocked.waiting_for, blocked.waiting_since) == (Status.WAITING, WAITING_THIRD, None)
    assert blocked.note == 'Le devis dit "à confirmer".'
    # A part has the project of its whole.
    assert {t.client for t in found.tasks} == {found.clients[0].id}
    assert found.clients[0].name == "Résidence Les Tilleuls"


def test_links_in_a_circle_and_to_nowhere_are_cut() -> None:
    found = proposed(
        b"Task ID,Created At,Name,Section/Column,Parent task,Blocked By (Dependencies)\r\n"
        b"1,2026-11-01,A,,B,A\r\n2,2026-11-01,B,,A,\r\n3,2026-11-01,C,,Nowhere,A\r\n4,2026-11-01,D,,C,\r\n"
    )
    tasks = by_title(found)
    assert [tasks[t].parent for t in "ABCD"] == [None, None, None, "asana:3"]
    assert [tasks[t].after for t in "ABC"] == [(), (), ("asana:1",)]
    assert dict(found.left)[Left.LINKS] == 4


ASANA_HEAD = b"Task ID,Created At,Name,Projects,Section/Column,Parent task,Blocked By (Dependencies)\r\n"


@pytest.mark.parametrize(("rows", "lost"), [
    (b"1,2026-11-01,Whole,Lys,,,\r\n2,2026-11-01,Part,,,Whole,\r\n3,2026-11-01,Part of it,,,Part,\r\n", 1),
    (b"1,2026-11-01,Whole,Lys,,,\r\n2,2026-11-01,Part,Verdier,,Whole,\r\n3,2026-11-01,Below,,,Part,\r\n", 1),
    (b"1,2026-11-01,Whole,Lys,,,\r\n2,2026-11-01,Part,,,Whole,Whole\r\n3,2026-11-01,Next,,,,Part\r\n", 1),
])
def test_what_comes_in_can_go_out_and_come_in_again(rows: bytes, lost: int) -> None:
    found = proposed(ASANA_HEAD + rows)
    assert dict(found.left).get(Left.LINKS, 0) == lost
    values: tuple[Value, ...] = (*found.clients, *found.tasks)
    assert set(parse(dump(values, WEDNESDAY))) == set(values)


def test_a_part_of_what_is_here_stays_one_while_it_can_be_one() -> None:
    first = ASANA_HEAD + b"1,2026-11-01,Whole,,,,\r\n"
    whole = proposed(first).tasks[0]
    both = first + b"2,2026-11-01,Part,,,Whole,\r\n"
    assert proposed(both, here={whole.id: whole}).tasks[0].parent == whole.id
    for moved in (replace(whole, client="lys"), replace(whole, parent="other")):
        found = proposed(both, here={whole.id: moved})
        assert (found.tasks[0].parent, dict(found.left)[Left.LINKS]) == (None, 1)


# -- any table ---------------------------------------------------------------------------------------


def test_a_messy_table_from_a_french_excel_is_read() -> None:
    found = proposed(EXCEL)
    first, second, report, costs = found.tasks
    assert (first.title, second.title) == ("Relance facture 2026-118",) * 2
    assert first.id != second.id
    assert first.deadline == Deadline(date(2026, 11, 27), utc(2026, 11, 27, 13, 30))
    assert (first.estimate_min, first.priority, first.category) == (30, Priority.HIGH, "Facturation")
    assert first.note == "Montant : 480 €\nreste dû"
    assert (report.deadline, report.estimate_min) == (Deadline(date(2026, 12, 5)), 90)
    assert report.note == "Remarques : « à relire »\nRemarques (2) : voir Anne"
    assert (costs.status, costs.waiting_for, costs.estimate_min) == (Status.WAITING, WAITING_THIRD, 90)
    assert costs.note == "=SOMME(A1:A3)"
    assert [c.name for c in found.clients] == ["Garage Morel", "Cabinet Hélias"]
    assert [(b.line, b.field, b.why) for b in found.bad] == [
        (8, "due", "date"), (9, "estimate", "duration"), (10, "title", "empty"), (12, "row", "wide"),
    ]
    assert dict(found.left) == {Left.UNDATED: 1, Left.ABOVE: 1}


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_separator_and_any_usual_encoding(separator: str, encoding: str, end: str) -> None:
    rows = (("Intitulé", "Société", "Date limite", "Estimation"), ("Été", "Crémerie", "2026-12-05 9h15", "45"))
    content = end.join(separator.join(row) for row in rows).encode(encoding)
    found = proposed(content)
    assert [(t.title, t.estimate_min) for t in found.tasks] == [("Été", 45)]
    assert found.tasks[0].deadline == Deadline(date(2026, 12, 5), utc(2026, 12, 5, 8, 15))
    assert [c.name for c in found.clients] == ["Crémerie"]


def test_columns_of_unknown_names_are_told_what_they_hold() -> None:
    content = b"Alpha;Beta\r\nUne chose;12/31/2026\r\nUne autre;01/02/2027\r\n"
    assert proposed(content).untitled
    mapping = Choices().changed(About.FIELD, "Alpha", "title").changed(About.FIELD, "Beta", "due")
    tasks = by_title(proposed(content, mapping))
    # One date has no thirty-first month: months come first in all of them, unless she says otherwise.
    assert tasks["Une autre"].deadline == Deadline(date(2027, 1, 2))
    days = proposed(content, mapping.changed(About.DATES, "", "dmy"))
    assert by_title(days)["Une autre"].deadline == Deadline(date(2027, 2, 1))
    assert [b.value for b in days.bad] == ["12/31/2026"]


def test_of_two_columns_that_may_hold_the_same_the_surer_one_does() -> None:
    found = proposed("Date;Objet;Titre;Échéance\n01/11/2026;Suivi;Relance;05/12/2026\n".encode())
    assert [(t.title, t.deadline) for t in found.tasks] == [("Relance", Deadline(date(2026, 12, 5)))]


def test_a_column_she_chose_takes_the_place_of_the_guessed_one() -> None:
    content = b"Titre;Objet;Date\nA;B;\n"
    assert [t.title for t in proposed(content).tasks] == ["A"]
    assert [t.title for t in proposed(content, Choices().changed(About.FIELD, "Objet", "title")).tasks] == ["B"]


def test_the_same_rows_have_the_same_ids_and_one_more_equal_row_has_its_own() -> None:
    head, row = b"Titre;Client;Date\n", b"Facture;Morel;05/12/2026\n"
    once, twice = proposed(head + row), proposed(head + row + row)
    assert [t.id for t in twice.tasks][:1] == [t.id for t in once.tasks]
    assert len({t.id for t in twice.tasks}) == 2
    again = proposed(head + row + row, here={t.id: t for t in once.tasks})
    assert (len(again.tasks), again.here) == (1, ("Facture",))


@pytest.mark.parametrize(("content", "name"), [
    ("Titre;Client;Statut;Objet;Date\nFacture;Morel;Fait;Nov;5/12/26\nFacture;Lys;Fait;Nov;5/12/26\n", "Objet"),
    ("Alpha;Beta;Gamma\nUne chose;Morel;5/12/26\nUne chose;Lys;5/12/26\n", "Beta"),
    ("Titre;Objet\n;Relance\n;Facture\n", "Objet"),
])
def test_a_row_is_the_same_however_its_columns_are_read(content: str, name: str) -> None:
    read = [
        plan_of(content.encode(), Choices().changed(About.FIELD, name, field)).keys
        for field in ("title", "due", "client", "note", "ignore")
    ]
    titled = [keys for keys in read if keys]
    assert len(set(titled)) == 1
    assert len(set(titled[0])) == 2


def test_a_row_that_is_under_way_by_now_is_still_the_same() -> None:
    before, after = (f"Titre;Statut\nFacture;{status}\n".encode() for status in ("À faire", "En cours"))
    assert plan_of(before).keys == plan_of(after).keys


def test_a_past_date_stays_as_it_is_and_is_told_as_late() -> None:
    found = proposed(b"Titre;Date\nA;24/11/2026\nB;25/11/2026\nC;25/11/2026 13h59\n")
    assert found.late == 2
    assert by_title(found)["A"].deadline == Deadline(date(2026, 11, 24))


def test_a_finished_day_that_lies_ahead_is_no_fact() -> None:
    found = proposed(b"Titre;Fait le\nA;26/11/2026\nB;25/11/2026\nC;24/11/2026\n")
    assert [(b.line, b.field, b.why) for b in found.bad] == [(2, "done_at", "ahead")]
    assert [t.done_at for t in found.tasks] == [utc(2026, 11, 25, 11), utc(2026, 11, 24, 11)]


@pytest.mark.parametrize("content", [
    b"\x89PNG\r\n\x1a\n" + b"\0\1\2\3" * 2000, b"\xff\xfe\x00", b"PK\x03\x04" + b"\0" * 500, b"hello", b"a;b;c",
    b";" * 5000 + b"\nx", b'Titre;Note\nA;"never closed' + b"x" * 200_000,
])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(ImportRefused):
        proposed(content)


def test_too_large_a_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(ImportRefused) as refused:
        foreign.read(b" " * (foreign.LARGEST + 1), PARIS)
    assert refused.value.why == "too_large"


def test_a_file_of_our_own_may_be_larger() -> None:
    room = b" " * foreign.LARGEST
    assert foreign.read(b'{"tasks": []' + room + b"}", PARIS) is None, "ten years of work are 66 MB"
    with pytest.raises(ImportRefused) as refused:
        foreign.read(b'{"cards": [], "lists": []' + room + b"}", PARIS)
    assert refused.value.why == "too_large"


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_table, "ROWS", 10)
    with pytest.raises(ImportRefused) as refused:
        proposed(b"Titre;Note\n" + b"A;b\n" * 20)
    assert refused.value.why == "too_many"


def test_hostile_texts_come_in_harmless() -> None:
    rows = "=HYPERLINK(1);\x1b]52;c;x\x07\u202egnp\n-titre\x00;a\u2066b\n" + "x" * 10_000 + ";n\n"
    found = proposed(("Titre;Note;Titre;Titre\n" + rows).encode())
    assert [t.title[:10] for t in found.tasks] == ["=HYPERLINK", "-titre", "x" * 10]
    assert all(clean_text(t.title + t.note) == t.title + t.note for t in found.tasks)


def test_a_column_of_a_thousand_clients_does_not_fill_the_desk() -> None:
    rows = "".join(f"Tâche {n};Société {n}\n" for n in range(400))
    found = proposed(("Titre;Client\n" + rows).encode())
    assert len(found.clients) <= 200
    assert len(found.tasks) + len(found.bad) == 400
    assert {b.field for b in found.bad} <= {"client", "label"}


def test_two_thousand_rows_cost_about_ten_times_two_hundred() -> None:
    from time import perf_counter  # noqa: PLC0415

    def took(n: int) -> float:
        rows = "".join(f"Tâche {k};Client {k % 9};05/12/2026 14h;1h30;à faire;T{k % 5}\n" for k in range(n))
        content = ("Titre;Client;Date;Durée;État;Étiquettes\n" + rows).encode()
        begun = perf_counter()
        assert len(proposed(content).tasks) == n
        return perf_counter() - begun

    took(100)
    assert took(2000) < 40 * took(200)


CELLS = ("", "A", "05/12/2026", "1e9", "99999999999h", "2026-02-30T25:61Z", "12:99", "0", "=1", '"', "A,A", "fait")
HEADER = "Titre;Client;Échéance;Durée;État;Parent;Dépend de;Fait le"
FIELDS = ("id", "name", "cards", "lists", "idList", "due", "labels", "badges", "data", "old", "type")
anything = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), part), max_leaves=12,
)


def table(text: str) -> bytes:
    return f"{HEADER}\n{text}".encode("utf-8", "replace")


@settings(max_examples=150, deadline=None)
@given(st.one_of(
    st.binary(max_size=400), st.text(max_size=300).map(table),
    st.lists(st.lists(st.sampled_from(CELLS), max_size=8).map(";".join), max_size=8).map("\n".join).map(table),
    anything.map(lambda part: json.dumps({"cards": [part], "lists": [part], "actions": [part]}).encode()),
))
def test_no_bytes_raise_anything_but_a_refusal(content: bytes) -> None:
    try:
        source = foreign.read(content, PARIS)
    except ImportRefused:
        return
    if source is not None:
        desk = Beside((GALET,), WEDNESDAY, PARIS, counted_ids())
        found = planned(source, Choices(archived=True, finished=True), desk).proposal({})
        assert len({t.id for t in found.tasks}) == len(found.tasks)


def test_every_choice_that_is_offered_can_be_made() -> None:
    for path in (TRELLO, ASANA, EXCEL):
        plan = plan_of(path, clients=(GALET,))
        for pairing in plan.pairings:
            for to in pairing.others:
                again = planned(plan.source, Choices().changed(pairing.about, pairing.name, to), plan.desk)
                assert again.proposal({}).tasks or again.proposal({}).bad
