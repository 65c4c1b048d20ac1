"""The commands on a protected desk: the passphrase is asked on a terminal, and nothing is done without it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pupitre.clock import system_clock
from pupitre.desk import Desk
from storage.places import Place
from storage.store import Store
from tests.cli.conftest import LIMIT, Pupitre, Ran
from tests.disk.forms import CHEAP, PHRASE
from tests.memory import counted_ids

unix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")


@pytest.fixture
def sealed(pupitre: Pupitre) -> Pupitre:
    """Commands on a protected desk with one task."""
    store = Store(Place(pupitre.folder), CHEAP)
    desk = Desk(store.open(system_clock()), system_clock, counted_ids())
    desk.add_task(desk.understand("Relances Zanzibar"))
    desk.close()
    store.seal(PHRASE, system_clock())
    return pupitre


def typed(commands: Pupitre, *words: str, phrase: str = PHRASE) -> Ran:
    """Run a command at a terminal, where a passphrase is typed; what it shows there is its `err`."""
    import pty  # noqa: PLC0415 - Unix only

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "tui", *words], cwd=commands.home, env=commands.env, start_new_session=True,
        stdin=theirs, stderr=theirs, stdout=subprocess.PIPE,
    ) as process:
        os.close(theirs)
        shown = b""
        while not shown.endswith(b": "):
            shown += os.read(ours, 1000)
        os.write(ours, f"{phrase}\n".encode())
        out = process.communicate(timeout=LIMIT)[0]
    rest = os.read(ours, 10_000) if os.name != "nt" else b""
    os.close(ours)
    return Ran(process.returncode, out.decode(), (shown + rest).decode(errors="replace"))


@pytest.mark.parametrize("words", [
    ("add", "Encore"), ("when", "demain"), ("export",), ("backup",),
    ("report", "--client", "tuy", "--day", "2026-11-23"),
])
def test_without_a_terminal_it_is_one_sentence(words: tuple[str, ...], sealed: Pupitre) -> None:
    before = {p: p.read_bytes() for p in sealed.folder.rglob("*") if p.is_file()}
    assert "phrase secrète" in sealed(*words, given=f"{PHRASE}\n").refused(1)
    assert {p: p.read_bytes() for p in sealed.folder.rglob("*") if p.is_file()} == before


def test_the_doctor_says_why_it_reads_nothing(sealed: Pupitre) -> None:
    told = sealed("doctor")
    assert "phrase secrète" in told.out
    assert "Zanzibar" not in told.out
    assert sealed("doctor", "--json").json["data"]["error"] == "Locked"


@unix
def test_typed_on_a_terminal_it_opens_and_is_not_shown(sealed: Pupitre) -> None:
    told = typed(sealed, "export")
    assert "Relances Zanzibar" in told.out
    assert PHRASE not in told.err
    wrong = typed(sealed, "export", phrase="autre chose")
    assert (wrong.code, wrong.out) == (1, "")
    assert "Traceback" not in wrong.err
    file = typed(sealed, "export", "tout.json")
    assert "pas protégé" in file.out.replace("\u00a0", " ")


@unix
def test_a_task_added_beside_an_open_desk_waits_sealed(sealed: Pupitre) -> None:
    store = Store(Place(sealed.folder))
    store.unlock(PHRASE)
    desk = Desk(store.open(system_clock()), system_clock, counted_ids("open"))
    assert typed(sealed, "add", "Devis Zanzibar").code == 0
    (left,) = sealed.folder.joinpath("inbox").iterdir()
    assert b"Zanzibar" not in left.read_bytes()
    assert desk.receive() == ("Devis Zanzibar",)
    desk.close()


@unix
def test_a_backup_under_another_passphrase_asks_for_it(sealed: Pupitre, tmp_path: Path) -> None:
    store = Store(Place(sealed.folder))
    store.unlock(PHRASE)
    store.back_up(system_clock(), stick := tmp_path / "stick.zip")
    new = Pupitre(tmp_path / "new", sealed.home)
    assert "phrase secrète" in new("restore", str(stick)).refused(1)
    assert typed(new, "restore", str(stick), phrase="autre chose").code == 1
    assert typed(new, "restore", str(stick)).code == 0
    assert new.titles() == ["Relances Zanzibar"]
