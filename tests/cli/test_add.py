"""`pupitre add`: one line, whether the desk is open or not."""

import json
import sys
from argparse import Namespace
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time

import pytest

from pupitre.clock import system_clock
from pupitre.deadline import Deadline
from pupitre.errors import AlreadyOpen
from pupitre.looking import Looking
from pupitre.recurrence import Recurrence
from pupitre.rules import Every
from pupitre.task import Task
from storage.archive import TinyArchive
from storage.places import Place
from storage.store import Store
from tests.cli.conftest import Pupitre
from tui import add_command

MONDAY = ("--at", "2026-11-23T09:10")


def test_a_line_becomes_a_task(week: Pupitre) -> None:
    told = week("add", "Relances impayés @tuy vendredi 17h ~30min ! #compta", *MONDAY)
    said = "Ajouté : Relances impayés · Tuyaudec Chauffage & Plomberie · vendredi 27 novembre, 17 h (dans 4 jours)"
    assert (told.code, told.out.replace("\u00a0", " ")) == (0, f"{said} · 30 min · urgente · #compta\n")
    (task,) = [t for t in week.exported()["tasks"] if t["title"] == "Relances impayés"]
    found = {name: task[name] for name in ("client", "deadline", "estimate_min", "priority", "status", "category")}
    assert found == {
        "client": "tuy", "deadline": "2026-11-27T17:00", "estimate_min": 30, "priority": "urgente",
        "status": "a_faire", "category": "compta",
    }


def test_a_line_reaches_an_open_desk(week: Pupitre) -> None:
    with week.held() as holder:
        assert week("add", "Rappeler le comptable @ver demain 9h", *MONDAY).code == 0
        assert "Rappeler le comptable" not in week.titles()
        received, _ = holder.communicate("\n", timeout=20)
    assert received == "Rappeler le comptable\n"
    assert week.titles().count("Rappeler le comptable") == 1
    assert list((week.folder / "inbox").iterdir()) == []


def test_what_comes_again_is_added_as_such_and_reaches_an_open_desk(week: Pupitre) -> None:
    told = week("add", "Point hebdo chaque lundi 9h @tuy", *MONDAY)
    said = "Ajouté : Point hebdo · Tuyaudec Chauffage & Plomberie · chaque lundi, 9 h, à partir du lundi 30 novembre"
    assert told.out.replace("\u00a0", " ") == f"{said} (dans 7 jours)\n"
    with week.held() as holder:
        assert week("add", "Factures à partir de jeudi chaque fin de mois", *MONDAY).code == 0
        assert week("add", "Devis à partir de jeudi pour vendredi", *MONDAY).code == 0
        holder.communicate("\n", timeout=20)
    kept = Looking(Store(Place(week.folder)).look(), system_clock).ledger
    rules = {r.title: (r.rule.every, r.hour) for r in kept.table(Recurrence).values()}
    assert rules == {"Point hebdo": (Every.WEEK, time(9)), "Factures": (Every.MONTH_DATE, None)}
    (task,) = [t for t in kept.table(Task).values() if t.title == "Devis"]
    assert task.not_before == Deadline(date(2026, 11, 26))
    (exported,) = [t for t in week.exported()["tasks"] if t["title"] == "Devis"]
    assert (exported["not_before"], exported["deadline"]) == ("2026-11-26", "2026-11-27")


def test_what_comes_again_is_left_for_a_window_that_opens_before_it_is_added(week: Pupitre) -> None:
    """The line is read on a desk that is let go again: only one that is opened anew has the verbs."""
    opened: list[datetime] = []

    class Overtaken(Store):
        def open(self, now: datetime) -> TinyArchive:
            opened.append(now)
            if len(opened) > 1:
                raise AlreadyOpen(self.folder)
            return super().open(now)

    store = Overtaken(Place(week.folder))
    add_command.run(Namespace(at="2026-11-23T09:10", line="Point hebdo chaque lundi 9h @tuy"), store)
    archive = Store(Place(week.folder)).open(system_clock())
    ((_name, change),) = archive.incoming()
    archive.let_go()
    assert change is not None
    assert [v.title for v in change.puts if isinstance(v, Recurrence)] == ["Point hebdo"]


def test_many_at_once_lose_nothing(pupitre: Pupitre) -> None:
    wanted = {f"Tâche {n}" for n in range(4)}
    with ThreadPoolExecutor(4) as pool:
        assert {r.code for r in pool.map(lambda title: pupitre("add", title), sorted(wanted))} == {0}
    # Those that found the desk taken wait in its inbox for the next window.
    waiting = [json.loads(f.read_bytes()) for f in (pupitre.folder / "inbox").iterdir()]
    kept = pupitre.titles()
    assert len(kept) + len(waiting) == len(wanted)
    assert set(kept) <= wanted
    assert all(any(title in str(change) for change in waiting) for title in wanted - set(kept))


def test_a_title_is_needed(week: Pupitre) -> None:
    for line in ("   ", "~30min", "@tuy !"):
        assert "intitulé" in week("add", line).refused(1)
    assert len(week.titles()) == 61


def test_an_unknown_client_is_refused_with_those_there_are(week: Pupitre) -> None:
    with week.held():
        sentences = [week("add", "Appeler @zzz").refused(1)]
    sentences.append(week("add", "Appeler @zzz").refused(1))
    assert sentences[0] == sentences[1]
    assert "@zzz" in sentences[0]
    assert "TUY" in sentences[0]
    assert not any("Appeler @zzz" in title for title in week.titles())


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (["- appeler Mme Petit"], "- appeler Mme Petit"),
        (["--", "--"], "--"),
        (["--", "--help"], "--help"),
        (["[/] [red]x [Petit]"], "[/] [red]x [Petit]"),
        (["%s {name} {} $HOME `id` 'a' \"b\" \\n"], "%s {name} {} $HOME `id` 'a' \"b\" \\n"),
    ],
)
def test_a_title_is_kept_as_typed(pupitre: Pupitre, words: list[str], title: str) -> None:
    told = pupitre("add", *words)
    assert (told.code, told.out) == (0, f"Ajouté\u00a0: {title}\n")
    assert pupitre.titles() == [title]


def test_a_title_cannot_command_the_terminal(pupitre: Pupitre) -> None:
    told = pupitre("add", "[/] \x1b[31mrouge\x1b]0;titre\x07 \u202egauche 🎉")
    assert told.code == 0
    assert not {"\x1b", "\x07", "\u202e"} & set(told.out)
    (title,) = pupitre.titles()
    assert title.startswith("[/] ")
    assert "rouge" in title
    assert "🎉" in title


def test_ten_thousand_characters(pupitre: Pupitre) -> None:
    told = pupitre("add", "long " * 2000)
    assert told.code == 0
    assert len(told.out) < 2000
    (title,) = pupitre.titles()
    assert title.startswith("long long")


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are text there")
def test_bytes_that_are_no_text(pupitre: Pupitre) -> None:
    # The name of an old file, pasted: Python holds its bytes as lone surrogates, which no file of ours can hold.
    assert pupitre("add", "Facture \udce9t\udce9").code == 0
    assert pupitre.titles() == ["Facture \ufffdt\ufffd"]
