"""`pupitre statement`: the hours of one client for one month."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pupitre.desk import Desk
from storage import open_archive
from storage.places import Place
from tests.cli.conftest import SAMPLE, Pupitre
from tests.memory import HandClock, counted_ids

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


def test_a_month_that_is_closed_is_the_same_and_a_damaged_one_is_told(week: Pupitre) -> None:
    before = statement(week, "tuy")
    clock = HandClock()
    clock.set("2026-12-03T09:00")
    archive = open_archive(Place(week.folder), clock())
    for _ in Desk(archive, clock, counted_ids()).closing_days():
        pass
    archive.close()
    later = week("statement", "--client", "tuy", "--month", "2026-11", "--at", "2026-12-03T09:00", "--json")
    assert later.json == before | {"alerts": ["90", "expires"]}, "thirty days before its end, the pack says so"
    (week.folder / "months" / "2026-11.json").write_text("{", encoding="utf-8")
    told = week("statement", "--client", "tuy", "--month", "2026-11", "--at", "2026-12-03T09:00", "--json")
    assert "novembre 2026" in re.sub(r"\s", " ", told.refused(1))
