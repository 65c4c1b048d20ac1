"""`pupitre today`: the day in plain sentences, for a screen reader and for a quick look."""

import re
import unicodedata

from pupitre import demo
from pupitre.client import Client
from pupitre.desk import Desk
from pupitre.ports import Change
from pupitre.task import Task
from storage.places import Place
from storage.store import Store
from tests.cli.conftest import Pupitre
from tests.memory import HandClock, counted_ids
from tests.screen.world import HOSTILE

AT = ("--at", "2026-11-23T09:10")
READ_BADLY = re.compile(r"\d\s?h\b|\bmin\b|[│─╭█▌·→…–—]|\bTUY\b(?! Tuyauterie)")
"""What a screen reader says letter by letter, by its name, or not at all."""


def demonstration(pupitre: Pupitre, language: str) -> None:
    archive = Store(Place(pupitre.folder)).open(demo.START)
    Desk(archive, HandClock(demo.START), counted_ids("demo")).take_in(demo.world(language))
    archive.close()


def test_the_day_is_told_in_order_one_sentence_a_line(pupitre: Pupitre) -> None:
    demonstration(pupitre, "fr")
    lines = pupitre("today", *AT).out.splitlines()
    assert lines[0] == "Lundi 23 novembre, 9 heures 10."
    assert lines[1].startswith("Promis aujourd’hui : 2 heures 10 sur 6 heures 54 ; il reste 4 heures 44.")
    assert lines[2] == "Aucune séance en cours."
    headings = [line for line in lines if line.endswith(" :")]
    assert [re.sub(r"^\d+ ", "", h) for h in headings] == [
        "échéances aujourd’hui :", "tâche en cours :", "tâches en attente :", "autres tâches à faire :",
        "comptes rendus attendus aujourd’hui :", "tâches faites aujourd’hui :",
    ]
    due = lines[lines.index(headings[0]) + 1: lines.index(headings[1])]
    assert [re.search(r"échéance à ([^,]+),", line)[1] for line in due] == [  # type: ignore[index]
        "12 heures", "15 heures 30", "17 heures", "18 heures",
    ]
    assert due[0] == (
        "Envoyer au comptable les pièces de TVA, pour TUY Tuyauterie Lacaze, échéance à 12 heures, "
        "dans 2 heures 50, estimée à 40 minutes."
    )


def test_no_line_holds_what_is_read_badly(pupitre: Pupitre) -> None:
    demonstration(pupitre, "fr")
    for language in ("fr", "en"):
        told = pupitre("today", *AT, "--lang", language).out
        titles = {t["title"] for t in pupitre.exported()["tasks"]}
        for line in told.splitlines():
            own = next((t for t in titles if line.startswith(t)), "")
            assert READ_BADLY.search(line[len(own):]) is None, line
            assert line[-1] in ".:", line
        assert told.count("TUY ") == 1, "a label is told once, with its name"


def test_it_reads_beside_an_open_pupitre_and_changes_nothing(pupitre: Pupitre) -> None:
    demonstration(pupitre, "fr")
    with pupitre.held():
        before = {p: p.read_bytes() for p in pupitre.folder.rglob("desk.*")}
        told = pupitre("today", *AT)
        assert {p: p.read_bytes() for p in pupitre.folder.rglob("desk.*")} == before
    assert (told.code, told.err) == (0, "")
    assert "Envoyer au comptable" in told.out


def test_an_empty_desk_has_a_day_too(pupitre: Pupitre) -> None:
    told = pupitre("today", *AT).out
    assert told.endswith("Rien n’est à faire.\n")
    assert pupitre("today", "--at", "mardi").refused(2)


def test_hostile_names_stay_one_harmless_line_each(pupitre: Pupitre) -> None:
    archive = Store(Place(pupitre.folder)).open(demo.START)
    for n, text in enumerate(HOSTILE):
        client = Client(id=f"c{n}", label=f"L{n}", name=text)
        archive.keep(Change((client, Task(id=f"t{n}", title=text, client=client.id, created=demo.START))))
    archive.close()
    lines = pupitre("today", *AT).out.split("\n")
    assert sum(", pour L" in line for line in lines) == len(HOSTILE)
    assert not any(unicodedata.category(c) in {"Cc", "Cf"} for line in lines for c in line if c != "\u200d")
