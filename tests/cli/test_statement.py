"""`pupitre statement`: the hours of one client for one month."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from pupitre.desk import Desk
from pupitre.errors import Invalid
from storage.archive import open_archive
from storage.places import Place
from tests.cli.conftest import SAMPLE, Pupitre
from tests.memory import HandClock, counted_ids
from tui import refusals, statement_command

COMPUTED: dict[str, Any] = json.loads(SAMPLE.read_bytes())["computed"]
NOVEMBER = ("--month", "2026-11", "--at", "2026-11-27T17:45")
FORMAT = Path(__file__).parents[2] / "docs" / "format.md"


def statement(week: Pupitre, client: str, *more: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
    return week("statement", "--client", client, *NOVEMBER, "--json", *more).json


def test_the_computed_numbers_of_the_sample(imported: Pupitre) -> None:
    found = {client: statement(imported, client) for client in COMPUTED["minutes_rounded_per_client"]}
    assert {c: s["totals"]["billed"] for c, s in found.items()} == COMPUTED["minutes_rounded_per_client"]
    assert {c: s["totals"]["minutes"] for c, s in found.items()} == COMPUTED["minutes_recorded_per_client"]
    for told in found.values():
        assert sum(line["billed"] for line in told["lines"]) == told["totals"]["billed"]
        assert not any("times" in line for line in told["lines"]), "no clock times unless the sheet asks"
    pack = COMPUTED["tuy_pack"]
    assert found["tuy"]["hours"] == {
        "sold_min": 600, "carried_min": 0, "used_before_min": pack["used_before_min"], "used_min": 570,
        "left_min": pack["remaining_min"], "overrun_min": 0, "expires_on": pack["expires_on"],
    }
    assert found["tuy"]["alerts"] == ["90"]
    assert found["ysa"]["hours"]["overrun_min"] == COMPUTED["ysa_monthly"]["over_min"]
    assert found["oei"]["amount_eur"] == COMPUTED["oei_amount_eur"]
    assert sum(p["quantity"] for p in found["bru"]["pieces"]) == COMPUTED["bru_audio_minutes_delivered"]
    assert "dossier 26" not in json.dumps(found["bru"], ensure_ascii=False)


def test_every_field_is_in_the_documentation(imported: Pupitre) -> None:
    told = statement(imported, "bru")
    text = FORMAT.read_text(encoding="utf-8").partition("# The statement of hours")[2]
    names = {*told, *told["totals"], *told["rounding"], *told["lines"][0], *told["pieces"][0],
             *statement(imported, "tuy")["hours"]}
    assert {name for name in names if f"`{name}`" not in text} == set()


def test_the_same_month_gives_the_same_bytes(imported: Pupitre) -> None:
    first, again = (imported("statement", "--client", "TUY", *NOVEMBER, "--json") for _ in range(2))
    assert first.out == again.out


@pytest.mark.parametrize(("form", "begins"), [("--text", b""), ("--csv", b"\xef\xbb\xbf")])
def test_text_and_lines_go_to_the_output(form: str, begins: bytes, imported: Pupitre) -> None:
    first, again = (imported("statement", "--client", "ysa", *NOVEMBER, form) for _ in range(2))
    assert (first.code, first.out, first.err) == (0, again.out, "")
    assert first.out.encode().startswith(begins)
    assert "Mettre en page le dossier de permis de construire" in re.sub(r"\s", " ", first.out)
    assert imported("statement", "--client", "ysa", *NOVEMBER).out == imported(
        "statement", "--client", "ysa", *NOVEMBER, "--text").out, "text is what is written when nothing is said"


@pytest.mark.parametrize(("form", "begins"), [("xlsx", b"PK"), ("pdf", b"%PDF-")])
def test_a_file_is_the_same_each_time_and_only_hers(
    form: str, begins: bytes, imported: Pupitre, tmp_path: Path
) -> None:
    files = [tmp_path / f"{n}.{form}" for n in range(2)]
    for file in files:
        assert file.name in imported("statement", "--client", "bru", *NOVEMBER, f"--{form}", str(file)).out
        assert file.stat().st_mode & 0o777 == 0o600 or os.name == "nt"
    assert files[0].read_bytes() == files[1].read_bytes()
    assert files[0].read_bytes().startswith(begins)
    nowhere = imported("statement", "--client", "bru", *NOVEMBER, f"--{form}", str(tmp_path / "no" / "x"))
    assert "no" in nowhere.refused(1)


def test_what_is_no_text_is_not_thrown_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    with pytest.raises(Invalid) as refusal:
        statement_command.put(b"%PDF-", "-")
    assert refusals.say(refusal.value).endswith(".")
    assert capsys.readouterr().out == ""


def test_clock_times_are_there_when_the_sheet_asks(pupitre: Pupitre, tmp_path: Path) -> None:
    content = json.loads(SAMPLE.read_bytes())
    content["clients"][3]["billing"]["statement_times"] = True
    file = tmp_path / "week.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    assert pupitre("import", str(file)).code == 0
    assert statement(pupitre, "oei")["lines"][0]["times"] == [["2026-11-23T13:45", "2026-11-23T14:22"]]


@pytest.mark.parametrize(("words", "code", "says"), [
    (("--client", "tuy", "--month", "2026-13"), 2, "2026-13"),
    (("--client", "tuy", "--month", "novembre"), 2, "novembre"),
    (("--client", "nobody", "--month", "2026-11"), 1, "nobody"),
    (("--client", "tuy"), 2, "--month"),
    (("--client", "tuy", "--month", "2026-11", "--json", "--csv"), 2, "--json"),
])
def test_what_cannot_be_is_refused_in_one_sentence(
    words: tuple[str, ...], code: int, says: str, imported: Pupitre
) -> None:
    assert says in imported("statement", *words).refused(code)


def test_months_without_anything_are_said_to_be(imported: Pupitre) -> None:
    for month in ("2025-01", "2027-05"):
        ran = imported("statement", "--client", "oei", "--month", month, "--at", "2026-11-27T17:45")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.endswith("\n\nAucun temps ce mois-ci.\n")
        assert ("arrêté au 27\u00a0novembre 2026" in ran.out) == (month == "2027-05")


def test_a_hostile_client_without_any_time_has_a_statement(pupitre: Pupitre, tmp_path: Path) -> None:
    name = '=1+1 [red]"x" \u202e{braces} %s; -- ' + "x" * 500
    file, target = tmp_path / "one.json", tmp_path / "paper"
    file.write_text(json.dumps({"clients": [{"id": "abc", "name": name}]}), encoding="utf-8")
    assert pupitre("import", str(file)).code == 0
    for form, holds in (("--text", "%s; -- xxx"), ("--csv", "'=1+1"), ("--json", "xxx")):
        ran = pupitre("statement", "--client", "abc", *NOVEMBER, form)
        assert (ran.code, ran.err) == (0, "")
        assert holds in ran.out.replace("\u00a0", " ").replace("\u202f", " ")
        assert form == "--json" or "\u202e" not in ran.out
    for form in ("--xlsx", "--pdf"):
        ran = pupitre("statement", "--client", "abc", *NOVEMBER, form, str(target))
        assert (ran.code, ran.err, target.stat().st_size > 500) == (0, "", True)


def test_a_month_that_is_closed_is_the_same_and_a_damaged_one_is_told(week: Pupitre) -> None:
    before = statement(week, "tuy")
    clock = HandClock()
    clock.set("2026-12-03T09:00")
    archive = open_archive(Place(week.folder), clock())
    for _ in Desk(archive, clock, counted_ids()).closing_days():
        pass
    archive.close()
    later = week("statement", "--client", "tuy", "--month", "2026-11", "--at", "2026-12-03T09:00", "--json")
    assert before["up_to"] == "2026-11-27"
    over = {"alerts": ["90", "expires"], "up_to": None}
    assert later.json == before | over, "thirty days before its end, the pack says so"
    (week.folder / "months" / "2026-11.json").write_text("{", encoding="utf-8")
    told = week("statement", "--client", "tuy", "--month", "2026-11", "--at", "2026-12-03T09:00", "--json")
    assert "novembre 2026" in re.sub(r"\s", " ", told.refused(1))
