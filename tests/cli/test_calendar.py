"""`pupitre calendar`: a file of others in, the deadlines out."""

from datetime import date
from pathlib import Path

from storage.calendars import read
from tests.cli.conftest import Pupitre
from tests.memory import PARIS

WEDNESDAY = ("--at", "2026-11-25T14:00")
DAYS = (date(2026, 10, 1), date(2027, 12, 31))


def test_deadlines_go_out_come_in_again_and_the_same_file_changes_nothing(week: Pupitre, tmp_path: Path) -> None:
    path = tmp_path / "échéances.ics"
    told = week("calendar", "export", str(path), *WEDNESDAY)
    assert told.code == 0, told.err
    assert path.stat().st_mode & 0o777 == 0o600
    tasks = {f"{t['id']}@pupitre": t for t in week.exported()["tasks"]}
    out = read(path.read_bytes(), PARIS, DAYS)
    assert out.flaws == ()
    due = out.found
    assert len(due) > 10
    for each in due:
        when = each.start.astimezone(PARIS).strftime("%Y-%m-%dT%H:%M") if each.start else str(each.first)
        assert when in tasks[each.uid].values(), "the day stays a day, the hour is the same"
    came = week("calendar", "import", str(path), *WEDNESDAY)
    assert came.out.replace("\u00a0", " ") == f"Échéances : {len(due)} entrées nouvelles ou modifiées.\n"
    again = week("calendar", "import", str(path), *WEDNESDAY)
    assert again.out.replace("\u00a0", " ") == "Échéances : rien n’a changé.\n"
    assert "appointments" not in week.exported(), "what is read from a calendar is not hers to hand on"


def test_a_file_that_others_can_read_is_for_her_eyes_only_once_it_is_written(week: Pupitre, tmp_path: Path) -> None:
    commands = (("calendar", "export"), ("export",), ("statement", "--client", "tuy", "--month", "2026-11", "--pdf"))
    for command in commands:
        path, aside = tmp_path / f"{command[0]}.out", tmp_path / f"{command[0]}.linked"
        path.touch(mode=0o644)
        path.write_bytes(b"older")
        aside.hardlink_to(path)
        told = week(*command, str(path), *WEDNESDAY)
        assert told.code == 0, told.err
        assert path.stat().st_mode & 0o777 == 0o600
        assert aside.read_bytes() == b"older", "it is there whole, in one step"
    assert sorted(p.suffix for p in tmp_path.iterdir() if p.is_file()) == [".linked"] * 3 + [".out"] * 3


def test_the_deadlines_of_one_client_name_no_other(week: Pupitre) -> None:
    everything = week("calendar", "export", *WEDNESDAY)
    one = week("calendar", "export", "--client", "tuy", *WEDNESDAY)
    assert "SUMMARY:TUY · " in one.out
    assert {line[:11] for line in one.out.split("\r\n") if line.startswith("SUMMARY:")} == {"SUMMARY:TUY"}
    assert everything.out.count("BEGIN:VEVENT") > one.out.count("BEGIN:VEVENT") > 0


def test_what_cannot_be_done_is_one_sentence(week: Pupitre, tmp_path: Path) -> None:
    bad = tmp_path / "x.ics"
    bad.write_text("<html>")
    assert "n’est pas un agenda" in week("calendar", "import", str(bad)).refused(1)
    assert "rien.ics" in week("calendar", "import", str(tmp_path / "rien.ics")).refused(1)
    assert "@zzz" in week("calendar", "export", "--client", "zzz").refused(1)
    with week.held():
        assert "déjà ouvert" in week("calendar", "import", str(bad)).refused(1)
