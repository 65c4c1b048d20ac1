"""What `pupitre` says of itself, of wrong use, and of whoever reads its output."""

import os
import re
import subprocess
import sys
from itertools import pairwise

import pytest

from tests.cli.conftest import LIMIT, Pupitre
from tui import arguments

COMMANDS = ("import", "export", "add", "report", "when", "doctor")
HEADINGS = {"fr": {"Commandes et valeurs", "Options"}, "en": {"Commands and values", "Options"}}

# Runs one command, then names what it loaded; the slow toolkits belong to the full screen alone.
PROBE = """
import sys
from tui.__main__ import main
code = main(sys.argv[1:])
print(sorted({"textual", "rich", "holidays", "plyer", "pyperclip"} & set(sys.modules)), file=sys.stderr)
sys.exit(code)
"""


def test_the_version(pupitre: Pupitre) -> None:
    told = pupitre("--version")
    assert (told.code, told.err) == (0, "")
    assert re.fullmatch(r"Pupitre \d[\w.]*\n", told.out)
    assert not pupitre.folder.exists()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_help_is_in_one_language(pupitre: Pupitre, language: str) -> None:
    told = pupitre("--help", "--lang", language)
    assert told.code == 0
    found = {line.rstrip("\u00a0:") for line in told.out.splitlines() if re.fullmatch(r"\S.*:", line)}
    assert found == HEADINGS[language]
    assert all(re.search(rf"^    {name} +\w", told.out, re.MULTILINE) for name in COMMANDS)
    english = re.search(r"\b(show|the|usage|options:|Use)\b", told.out)
    assert bool(english) is (language == "en")
    of_add = pupitre("add", "--help", env={"LANG": f"{language}_XX.UTF-8"}).out
    assert of_add.startswith("Usage\u00a0: " if language == "fr" else "Use: ")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["frobnicate"], "frobnicate ne fait pas partie de"),
        (["--lang", "xx"], "xx ne fait pas partie de\u00a0: fr, en"),
        (["when", "demain", "matin"], "matin est inconnu"),
        (["report", "--client", "tuy"], "il manque --day"),
        (["report", "--day", "2026-11-25", "--client"], "--client demande une valeur"),
        (["add", "--"], "il manque LIGNE"),
        (["import"], "il manque FICHIER"),
        (["--demo=oui"], "--demo ne prend pas de valeur"),
        (["evil\x1b[31m\nsecond line"], "evil"),
        (["--at", "demain", "when", "midi"], "« demain » n’est pas un instant"),
        (["--at", "9999-12-31T23:59", "when", "dans 3 jours"], "n’est pas un instant"),
        (["when", "midi", "--now", "2026-13-01"], "« 2026-13-01 » n’est pas un instant"),
    ],
)
def test_wrong_use_is_one_sentence(pupitre: Pupitre, words: list[str], named: str) -> None:
    sentence = pupitre(*words).refused(2)
    assert named.replace("« ", "«\u00a0").replace(" »", "\u00a0»") in sentence
    assert "\x1b" not in sentence
    assert not pupitre.folder.exists()


def test_wrong_use_in_english(pupitre: Pupitre) -> None:
    assert "--day is missing" in pupitre("report", "--client", "tuy", "--lang", "en").refused(2)


def test_the_full_screen_needs_a_terminal(pupitre: Pupitre) -> None:
    assert "demande un terminal" in pupitre().refused(1)
    assert not pupitre.folder.exists()


@pytest.mark.parametrize(
    "words",
    [
        ["when", "vendredi 17h", "--json"],
        ["report", "--client", "tuy", "--day", "2026-11-25"],
        ["export"],
        ["add", "Appeler @tuy vendredi 17h"],
        ["doctor"],
    ],
    ids=lambda words: words[0],
)
def test_a_command_starts_without_the_toolkits(week: Pupitre, words: list[str]) -> None:
    probe = [sys.executable, "-c", PROBE, *words]
    done = subprocess.run(probe, env=week.env, capture_output=True, text=True, check=False, timeout=LIMIT)
    assert (done.returncode, done.stderr) == (0, "[]\n")


@pytest.mark.skipif(os.name == "nt", reason="pipes of a Unix shell")
def test_a_reader_that_leaves_is_no_error(week: Pupitre) -> None:
    left = " | head -c 1; echo ${PIPESTATUS[0]}"
    run = f'"{sys.executable}" -m tui'
    script = f"{run} export{left}; sleep 0.1; ({run} when demain; echo $? >&2) | true"
    done = subprocess.run(
        ["bash", "-c", script], env=week.env, capture_output=True, text=True, check=False, timeout=LIMIT
    )
    assert (done.stdout, done.stderr) == ("{0\n", "0\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")  # noqa: PTH110 - a device
def test_an_output_that_is_full_or_closed_is_told_or_quiet(week: Pupitre) -> None:
    run = f'"{sys.executable}" -m tui'
    script = f"{run} export > /dev/full; echo $?; {run} when demain > /dev/full; echo $?; {run} export >&-; echo $?"
    done = subprocess.run(
        ["bash", "-c", script], env=week.env, capture_output=True, text=True, check=False, timeout=LIMIT
    )
    assert done.stdout == "1\n1\n0\n"
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert all("plus de place sur le disque" in line for line in lines)


@pytest.mark.parametrize("env", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}])
def test_a_terminal_with_few_letters_still_gets_its_answer(week: Pupitre, env: dict[str, str]) -> None:
    told = week("report", "--client", "tuy", "--day", "2026-11-25", "--lang", "fr", env=env)
    assert (told.code, told.err) == (0, "")
    assert "Le point du mercredi 25 novembre" in told.out
    assert "45" in told.out
    refused = week("report", "--client", "zzz", "--day", "2026-11-25", env=env)
    assert refused.refused(1)


def test_the_language_asked_for_wins_over_the_system_s(pupitre: Pupitre) -> None:
    asked = [pupitre("when", "charabia", "--lang", "fr", env={"LANG": "en_GB.UTF-8"}).out]
    asked.append(pupitre("when", "charabia", env={"LANG": "en_GB.UTF-8"}).out)
    asked.append(pupitre("when", "charabia", env={"LANG": "C.UTF-8"}).out)
    asked.append(pupitre("when", "charabia", "--lang=en").out)
    assert asked[0] == asked[2] == "aucune date comprise\n"
    assert asked[1] == asked[3] != asked[0]
    assert all(a != b for a, b in pairwise(asked))


@pytest.mark.parametrize("typed", [
    "", "--demo", "--data x", "--data", "--lang en", "--lang xx", "--at x --demo", "--data=x add y", "add", "add y",
    "add y --lang en", "--data x today", "--data add today", "today --help", "--help", "-h add", "add --nothing y",
    "nothing", "nothing add", "--nothing", "--dat x", "report --client a", "--version", "-- add y",
    "--lang fr --help", "--data x --at y add z --at w", "when", "--demo=1",
])
def test_what_is_typed_is_read_alike_whether_one_command_is_known_or_all(
    typed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def read() -> object:
        try:
            return arguments.parse(typed.split(), "1")
        except SystemExit as ended:
            return ended.code, *capsys.readouterr()

    found = read()
    monkeypatch.setattr(arguments, "_asked", lambda _argv: arguments._COMMANDS)
    assert found == read()
