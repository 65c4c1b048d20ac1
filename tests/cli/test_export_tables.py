"""`pupitre export --csv`: every table, as a French spreadsheet reads it, for her eyes only."""

import csv
import os
import stat
from pathlib import Path

from tests.cli.conftest import Pupitre

COUNTS = {"clients": 6, "taches": 61, "temps": 51, "interruptions": 17}


def table(folder: Path, name: str) -> list[dict[str, str]]:
    content = (folder / f"{name}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    return list(csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=";"))


def test_every_table_is_written_with_local_hours_and_words(week: Pupitre, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    assert week("export", "--csv", str(folder)).code == 0
    assert {name: len(table(folder, name)) for name in COUNTS} == COUNTS
    names = {"pauses", "comptes-rendus", "rendez-vous", "recurrences", "absences"}
    assert names <= {p.stem for p in folder.iterdir()}
    if os.name != "nt":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir()} == {0o600}
    told = {t["id"]: t for t in week.exported()["tasks"]}
    found = {row["Identifiant"]: row for row in table(folder, "taches")}
    assert found.keys() == told.keys()
    for key, row in found.items():
        assert row["Intitulé"].lstrip("'") == told[key]["title"]
        assert row["Confidentiel"] in {"oui", "non"}
    minutes = {e["id"]: e["minutes"] for e in week.exported()["time_entries"]}
    assert {row["Identifiant"]: int(row["Minutes"]) for row in table(folder, "temps")} == minutes
    assert sum(int(row["Temps passé (min)"]) for row in found.values()) <= sum(minutes.values())


def test_it_is_written_anew_and_in_the_language_asked_for(week: Pupitre, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    for _ in range(2):
        assert week("export", "--csv", str(folder), "--lang", "en").code == 0
    assert table(folder, "tasks")[0].keys() >= {"Title", "Deadline", "Worked (min)"}
    assert not [p for p in folder.iterdir() if p.suffix != ".csv"]


def test_a_file_of_hers_is_never_written_over(week: Pupitre, tmp_path: Path) -> None:
    mine = tmp_path / "clients.csv"
    mine.write_text("Nom;Téléphone\nMorel;06\n", encoding="utf-8")
    assert str(mine) in week("export", "--csv", str(tmp_path)).refused(1)
    assert mine.read_text(encoding="utf-8") == "Nom;Téléphone\nMorel;06\n"
    assert not list(tmp_path.glob("temps.csv")), "nothing else is written either"


def test_no_text_becomes_a_formula(pupitre: Pupitre, tmp_path: Path) -> None:
    pupitre("import", "-", "--yes", given='Titre;Note\n"=1+1";"@x"\n"+33 6";"a\n=b"\n')
    assert pupitre("export", "--csv", str(tmp_path / "t")).code == 0
    content = (tmp_path / "t" / "taches.csv").read_text(encoding="utf-8-sig")
    assert "'=1+1" in content
    assert "'@x" in content
    assert "'+33 6" in content


def test_a_place_that_cannot_be_is_refused(week: Pupitre, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for place in (tmp_path / "file", tmp_path / "no" / "where", week.folder / "tables"):
        assert str(place) in week("export", "--csv", str(place)).refused(1)
