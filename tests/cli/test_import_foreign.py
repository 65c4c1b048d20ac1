"""`pupitre import` of files of other programs: the preview, then all of it or nothing."""

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pupitre.errors import PupitreError
from storage.places import Place
from storage.store import Store
from tests.cli.conftest import LIMIT, SAMPLE, Pupitre, Ran
from tests.disk.foreign import ASANA, EXCEL, TRELLO
from tui import arguments, cli, words

AT = ("--at", "2026-11-25T14:00")


@dataclass(frozen=True, slots=True)
class Here(Pupitre):
    """Runs the commands in this process: another one takes a second to begin."""

    capsys: pytest.CaptureFixture[str] | None = None

    def __call__(self, *typed: str, given: str = "", **_: object) -> Ran:
        assert self.capsys is not None
        words.use("fr")
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
            try:
                code = cli.run(arguments.parse(typed, ""), Store(Place(self.folder)))
            except PupitreError as error:
                code = arguments.refuse(error)
        return Ran(code, *self.capsys.readouterr())


@pytest.fixture
def here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(tmp_path / "desk", tmp_path, capsys=capsys)


def told(out: str) -> str:
    return out.replace("\u00a0", " ")


def test_nothing_comes_in_when_there_is_nobody_to_ask(pupitre: Pupitre) -> None:
    ran = pupitre("import", str(TRELLO), *AT)
    assert ran.code == 1
    assert "6 tâches à importer" in told(ran.out)
    assert "--yes" in ran.err
    assert pupitre.titles() == []


def test_a_dry_run_shows_the_preview_alone(here: Here) -> None:
    ran = here("import", str(TRELLO), "--dry-run", *AT)
    assert ran.code == 0
    for line in (
        "Tableau Trello « Boulangerie Levain & Fils », lu ainsi :", "  Liste « En attente client » (1) → en attente",
        "  Étiquette « Urgent » (1) → urgente", "  – Commander la farine T65 pour décembre · ven. 17 h",
        "Rien n’est importé.",
    ):
        assert line in told(ran.out).splitlines()
    assert "Laissé de côté : 2 tâches archivées" in told(ran.out)
    assert here.titles() == []


def test_all_comes_in_once_and_closed_months_are_looked_into(here: Here) -> None:
    first = here("import", str(TRELLO), "--yes", *AT)
    assert told(first.out).splitlines()[-1] == "Importé : 6 tâches."
    # Finished weeks ago: it lies in a closed month already.
    done = {t["title"]: t.get("done_at") for t in here.exported()["tasks"]}
    assert done["Déclaration de TVA d’octobre"] == "2026-10-22T17:45"
    assert list((here.folder / "months").glob("2026-10*"))
    again = told(here("import", str(TRELLO), "--yes", *AT).out)
    assert "6 tâches déjà ici, non modifiées" in again
    assert again.splitlines()[-1] == "Rien n’est importé."
    assert len(here.titles()) == 6


def test_choices_can_be_typed(here: Here) -> None:
    ran = here(
        "import", str(TRELLO), "--yes", "--archived", "--new-client", "Levain", "--map", "À faire=en cours",
        "--map", "Facturation=+Traiteur Le Galet", "--map", "Terminé=ignorer", *AT,
    )
    assert ran.code == 0, ran.err
    content = here.exported()
    names = {c["id"]: c["name"] for c in content["clients"]}
    found = {t["title"]: (names[t["client"]], t["status"]) for t in content["tasks"]}
    assert found["Facture traiteur : mariage du 14"] == ("Traiteur Le Galet", "en_cours")
    assert found["Ancienne carte de Noël 2025"] == ("Levain", "en_cours")
    assert "Déclaration de TVA d’octobre" not in found


@pytest.mark.parametrize(("typed", "named"), [
    (("--map", "rien"), "rien"), (("--map", "Nulle part=fait"), "Nulle part"), (("--map", "À faire=bleu"), "bleu"),
    (("--client", "xyz"), "xyz"),
])
def test_a_choice_that_means_nothing_is_named(here: Here, typed: tuple[str, str], named: str) -> None:
    assert named in here("import", str(TRELLO), "--yes", *typed, *AT).refused(1)


def test_rows_that_cannot_be_read_are_refused_unless_they_are_left_out(here: Here) -> None:
    refused = here("import", str(EXCEL), "--yes", *AT)
    assert (refused.code, here.titles()) == (1, [])
    assert "--skip-bad" in refused.err
    assert "  – ligne 12 : il y a plus de cellules que de colonnes" in told(refused.out).splitlines()
    ran = here("import", str(EXCEL), "--yes", "--skip-bad", *AT)
    assert told(ran.out).splitlines()[-1] == "Importé : 2 clients, 4 tâches."


def test_columns_are_named_where_they_are_not_known(here: Here) -> None:
    given = "Alpha;Beta\nUne chose;2026-12-01\n"
    assert "--map" in here("import", "-", "--yes", *AT, given=given).err
    ran = here("import", "-", "--yes", "--map", "Alpha=titre", "--map", "Beta=échéance", *AT, given=given)
    assert ran.code == 0, ran.err
    assert [(t["title"], t["deadline"]) for t in here.exported()["tasks"]] == [("Une chose", "2026-12-01")]


def test_it_reaches_an_open_desk(pupitre: Pupitre) -> None:
    with pupitre.held() as holder:
        assert pupitre("import", str(ASANA), "--yes", *AT).code == 0
        assert pupitre.titles() == []
        received, _ = holder.communicate("\n", timeout=20)
    assert len(received.splitlines()) == 6
    assert len(pupitre.titles()) == 6


def test_a_file_of_ours_can_be_tried_and_has_nothing_to_choose(here: Here) -> None:
    ran = here("import", str(SAMPLE), "--dry-run")
    assert "6 clients, 61 tâches" in told(ran.out)
    assert here.titles() == []
    assert "Pupitre" in here("import", str(SAMPLE), "--map", "a=b").refused(1)


@pytest.mark.skipif(os.name == "nt", reason="there is no such terminal")
@pytest.mark.parametrize(("typed", "count"), [("o\n", 6), ("n\n", 0)])
def test_on_a_terminal_she_is_asked(pupitre: Pupitre, typed: str, count: int) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "tui", "import", str(ASANA), *AT]
    ends: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), theirs)
    with subprocess.Popen(command, cwd=pupitre.home, env=pupitre.env, **ends) as asked:
        os.close(theirs)
        seen = b""
        while b"(o/n)" not in seen:
            seen += os.read(ours, 4096)
        os.write(ours, typed.encode())
        while True:
            try:
                more = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not more:
                break
        assert asked.wait(LIMIT) == 0
    os.close(ours)
    assert len(pupitre.titles()) == count

