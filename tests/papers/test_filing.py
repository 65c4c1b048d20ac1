"""The files of a statement: their names, who can read them, and that a failure leaves the older one."""

from pathlib import Path

import pytest

from pupitre.desk import Desk
from pupitre.ports import Value
from pupitre.value import replace
from tests.memory import HandClock, MemoryArchive, counted_ids
from tests.papers.statements import FRENCH_TU, IN_ENGLISH, SETTINGS, WHOLE
from tests.screen.world import HOSTILE
from tui.papers.filing import Form, content, name_of, put


@pytest.mark.parametrize(("form", "begins"), [
    (Form.PDF, b"%PDF-"), (Form.XLSX, b"PK"), (Form.CSV, b"\xef\xbb\xbf"), (Form.TEXT, "Relevé".encode()),
])
def test_each_form_is_made_and_kept_for_her_alone(tmp_path: Path, form: Form, begins: bytes) -> None:
    path = put(tmp_path / "new", name_of(form, WHOLE), content(form, WHOLE, SETTINGS))
    assert path.read_bytes().startswith(begins)
    assert path.name == f"2026-11 TUY - heures.{form}"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_file_replaces_the_older_one_and_its_rights(tmp_path: Path) -> None:
    older = tmp_path / "a.csv"
    older.write_bytes(b"older and longer")
    older.chmod(0o644)
    put(tmp_path, "a.csv", b"new")
    assert older.read_bytes() == b"new"
    assert older.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(OSError, match="directory"):
        put(tmp_path, "a.csv", b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("label", [*HOSTILE, "../../x", "..", "", "a/b", "CON:"])
def test_a_name_never_leads_out_of_the_folder(label: str) -> None:
    name = name_of(Form.PDF, replace(WHOLE, client=replace(FRENCH_TU, label=label, id=label)))
    assert Path(name).name == name
    assert name.startswith("2026-11 ")
    assert len(name) < 80
    assert not set(name) & set("/\\:\x00\n\x1b")


@pytest.mark.parametrize("form", Form)
def test_a_month_that_is_over_is_the_same_bytes_for_ever(
    form: Form, sample_values: tuple[Value, ...], clock: HandClock
) -> None:
    desk, found = Desk(MemoryArchive(sample_values), clock, counted_ids()), set()
    for asked in ("2026-12-01T09:00", "2026-12-30T09:00", "2027-06-01T09:00"):
        clock.set(asked)
        found.add(tuple(content(form, desk.statement(c.id, "2026-11"), desk.settings) for c in desk.clients()))
        for _ in desk.closing_days():
            pass
    assert len(found) == 1


@pytest.mark.parametrize("form", Form)
def test_a_month_that_lasts_is_the_same_bytes_all_day(
    form: Form, sample_values: tuple[Value, ...], clock: HandClock
) -> None:
    desk, found = Desk(MemoryArchive(sample_values), clock, counted_ids()), []
    for asked in ("2026-11-28T09:00", "2026-11-28T23:00", "2026-11-29T09:00"):
        clock.set(asked)
        found.append(content(form, desk.statement("tuy", "2026-11"), desk.settings))
    assert found[0] == found[1] != found[2]


def test_an_english_client_gets_an_english_name() -> None:
    assert name_of(Form.TEXT, replace(WHOLE, client=IN_ENGLISH)) == "2026-11 HAR - hours.txt"
